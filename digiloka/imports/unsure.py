"""Columns of figures that are left out because their heading turns what it names: "Omzet Sesudah Bantuan".

Which moment such a figure speaks of nobody can tell from the heading. Where nothing else tells the figure, an officer
would look for it in vain: so it is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.columns.lexicon import look_up
from digiloka.imports.columns.words import fold
from digiloka.values.amounts import parse_amount
from digiloka.values.refusal import Refused

_FIGURES = {"omzet": "turnover", "modal": "capital", "aset": "assets", "investasi": "investment",
            "pekerja": "workers_total"}  # fmt: skip


def unsure(layout: SheetLayout, sample: Sequence[tuple[int, list[Any]]]) -> Iterator[tuple[ColumnGuess, str]]:
    """(column, the field that it may tell) for each of them; of a field that another column tells none."""
    told = {guess.field for guess in layout.columns if guess.field and not guess.empty}
    told |= {key for guess in layout.columns for key in guess.pair or ()}
    for guess in layout.columns:
        if guess.said or guess.field or guess.pair or guess.empty or not guess.heading:
            continue
        key = figure_named(guess.heading)
        if key and key not in told and not look_up(fold(guess.heading)).known and _of_figures(guess, sample):
            yield guess, key


def figure_named(heading: str) -> str | None:
    """The figure a heading begins with: "Kenaikan Omzet" and "Tahun Bantuan Modal" speak of something else."""
    return _FIGURES.get(fold(heading).partition(" ")[0])


def _of_figures(guess: ColumnGuess, sample: Sequence[tuple[int, list[Any]]]) -> bool:
    cells = [cells[guess.index] for _, cells in sample if guess.index < len(cells)]
    filled = [cell for cell in cells if cell not in (None, "")]
    return sum(map(_is_figure, filled)) * 2 > len(filled)


def _is_figure(cell: Any) -> bool:
    try:
        return parse_amount(cell) is not None
    except Refused:
        return False
