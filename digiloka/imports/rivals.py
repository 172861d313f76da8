"""Two columns for one figure ("Modal Awal", "Modal Sekarang"): which of them is taken, and what is said of the other.

A business is as it is now: the scale counts its capital of today, not what it began with. So what a heading says of
today goes before one that says nothing of time, that before what was added ("Tenaga Kerja Baru"), and the past is last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Any

from digiloka.imports.columns import ColumnGuess
from digiloka.imports.columns.layout import SUMMED
from digiloka.imports.columns.words import ADDED, NOW, PAST, fold
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import is_blank

_PAST, _ADDED, _UNSAID, _NOW = range(4)

Rivals = list[tuple[ColumnGuess, ColumnGuess]]  # the one that gives way, the one that is taken


def older(guesses: Iterable[ColumnGuess]) -> Rivals:
    """Columns that give way altogether, because another one of the same figure speaks of a later time."""
    found: Rivals = []
    for same in _same_figure(guesses):
        best = max(same, key=_recent)
        found += [(guess, best) for guess in same if _gives_way(guess, best)]
    return found


def doubled(
    guesses: Iterable[ColumnGuess], sample: Sequence[tuple[int, list[Any]]], left: Container[str]
) -> Rivals:
    """Columns of which a row takes only the first that is filled, where rows of the sample fill both otherwise.

    `left`: letters of columns that are not taken anyway.
    """
    taken = (guess for guess in guesses if guess.letter not in left)
    return [
        (guess, same[0]) for same in _same_figure(taken) for guess in same[1:]
        if guess.period == same[0].period and guess.year == same[0].year and _contradict(guess, same[0], sample)
    ]  # fmt: skip


def _same_figure(guesses: Iterable[ColumnGuess]) -> list[list[ColumnGuess]]:
    groups: dict[str, list[ColumnGuess]] = defaultdict(list)
    for guess in guesses:
        field = BY_KEY.get(guess.field or "")
        if field and not guess.empty and guess.part != SUMMED and field.about == "figures" and field.kind != "text":
            groups[field.key].append(guess)
    return [group for group in groups.values() if len(group) > 1]


def _gives_way(guess: ColumnGuess, best: ColumnGuess) -> bool:
    """A month's sales "saat ini" and a year's without a word of time are both of today."""
    recent = _recent(guess)
    return recent < _recent(best) and (recent < _UNSAID or guess.period == best.period)


def _recent(guess: ColumnGuess) -> int:
    words = set(fold(guess.heading or "").split())
    if words & PAST:
        return _PAST
    return _ADDED if words & ADDED else _NOW if words & NOW else _UNSAID


def _contradict(one: ColumnGuess, other: ColumnGuess, sample: Sequence[tuple[int, list[Any]]]) -> bool:
    rows = (cells for _, cells in sample if max(one.index, other.index) < len(cells))
    pairs = ((cells[one.index], cells[other.index]) for cells in rows)
    return any(here != there and not is_blank(here) and not is_blank(there) for here, there in pairs)
