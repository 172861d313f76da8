"""Whether what stands in a column looks like the other cells of it: numbered notes and meanings of codes do not.

"Data per Maret 2026" has figures where no owner's name has any, "Mandiri" is one word where all names have two.
"""

from __future__ import annotations

from collections.abc import Iterable

from digiloka.values.text import clean, key, word_set

_HARDLY = 0.2  # of a column's cells
_OF_NOTES = word_set(
    "data sumber per belum sudah telah tidak tdk akan sedang masih yang dan atau dari dalam dengan untuk menyusul lihat"
    " sesuai berdasarkan tanggal bulan tahun hanya kecuali"
)
FIGURES, SIGNS, NOTED, SMALL, SMALL_INSIDE, ALONE = "figures", "signs", "noted", "small", "small inside", "alone"
_ALL = (FIGURES, SIGNS, NOTED, SMALL, SMALL_INSIDE, ALONE)
IN_ANY = frozenset((FIGURES, SIGNS, NOTED, SMALL))  # strike in any cell, the others in names


def marks_of(written: str) -> set[str]:
    """What strikes one in a cell's words."""
    words = written.split()
    marks = {
        FIGURES: any(map(str.isdigit, written)),
        SIGNS: any(sign in written for sign in ":=;"),
        NOTED: not _OF_NOTES.isdisjoint(key(written).split()),
        SMALL: words[0][0].islower() if words else False,
        SMALL_INSIDE: any(word[0].islower() for word in words[1:]),
        ALONE: len(words) == 1,
    }
    return {mark for mark, has in marks.items() if has}


def usual_marks(cells: Iterable[object]) -> set[str]:
    """The marks that no small part of a column's cells has; all of them where it is empty and tells nothing."""
    above = [marks_of(clean(cell)) for cell in cells]
    return {mark for mark in _ALL if sum(mark in marks for marks in above) >= _HARDLY * len(above)}
