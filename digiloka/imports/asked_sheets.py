"""Questions about whole sheets: one without headings, a hidden one that looks like a list, one that says it again."""

from __future__ import annotations

from collections.abc import Mapping

from digiloka.imports.answers import LEAVE, READ
from digiloka.imports.columns import SheetLayout
from digiloka.imports.questions import HEADINGS, HIDDEN, REPEATED, Question

_WHETHER = ((READ, "Baca lembar ini"), (LEAVE, "Lewati lembar ini"))
_MOSTLY = 0.5  # of a sheet's rows speak of businesses another sheet has named
_ENOUGH = 3  # such rows: two names can be namesakes


def without_headings(layout: SheetLayout) -> Question:
    """The columns are guessed from what they hold; each is asked about."""
    return Question(
        layout.name, HEADINGS,
        "Judul kolom lembar ini tidak ada atau belum kami kenal, jadi arti kolomnya kami duga dari isinya. "
        "Periksa setiap kolom.",
        (), layout.rows,
    )  # fmt: skip


def hidden_list(layout: SheetLayout) -> Question:
    text = f'Lembar "{layout.name}" tersembunyi, tetapi tampak seperti daftar usaha. Dibaca juga?'
    return Question(layout.name, HIDDEN, text, (*reversed(_WHETHER),), layout.rows, code="sheet-left-out")


def repeating(layout: SheetLayout, rows: int, repeated: Mapping[str, int]) -> Question | None:
    """`repeated`: {sheet read before: rows that say again what it said}."""
    if not repeated:
        return None
    other, count = max(repeated.items(), key=lambda item: item[1])
    if count < _ENOUGH or count < _MOSTLY * rows:
        return None
    text = f'{count} dari {rows} baris di lembar "{layout.name}" sudah ada di lembar "{other}". Tetap dibaca?'
    return Question(layout.name, REPEATED, text, _WHETHER, count, code="sheet-repeats")
