"""Code lists, on sheets of their own or below the list: "Kode | Kategori" tells what the 1, 2, 3 in a column stand for.

A list is used only where the headings say that it is about the column, and where (almost) every cell of the column is
one of its codes; else the cells are left to be asked about. One below the list that names no column is about the only
column that is written in its codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.columns.code_cells import is_code, is_words
from digiloka.imports.columns.layout import in_ranges
from digiloka.imports.columns.legends import legends_in
from digiloka.imports.columns.lexicon import match_of
from digiloka.imports.columns.row_kinds import NOTE
from digiloka.imports.columns.words import read_heading
from digiloka.imports.spoken import closed
from digiloka.imports.workbook import Sheet
from digiloka.values.text import clean, key

_ROWS = 200  # a longer sheet is no legend
_MOSTLY = 0.8  # of a column's cells must be codes
_SURELY = 0.9  # what a column is whose codes are explained as that, whatever bare figures said of it before
_DOING = frozenset(("activity", "product", "sector"))
_CODES = frozenset(("kode", "kd"))
_ABOUT_CODES = _CODES.union(
    ("no", "nomor", "daftar", "keterangan", "ket", "catatan", "arti", "nama", "uraian", "kolom")
)


@dataclass(frozen=True, slots=True)
class CodeList:
    """What one sheet says its codes mean, {folded code: words}; `about`: the words of its headings that name it;
    `field`: what its column of words would be in a list; `named`: its heading says that these are codes; `below`: it
    stands below the list that it explains, in `rows`."""

    sheet: str
    about: frozenset[str]
    words: Mapping[str, str]
    field: str | None
    named: bool
    below: bool = False
    rows: range = range(0)


def code_lists_of(sheet: Sheet, guesses: Sequence[ColumnGuess]) -> list[CodeList]:
    """The code lists of a sheet that is no list: side by side, each a heading and below it two columns of short codes,
    each once, and words."""
    if not 0 < sheet.n_rows <= _ROWS:
        return []
    rows = [[clean(cell) for cell in cells] for _, cells in sheet.rows()]
    first = next((place for place, cells in enumerate(rows) if sum(map(bool, cells)) > 1), len(rows))
    headings, below = (rows[first], rows[first + 1 :]) if first < len(rows) else ([], [])
    fields = {guess.index: guess.field for guess in guesses}
    found: list[CodeList] = []
    index = 0
    while index + 1 < len(headings):
        told = [(_at(cells, index), _at(cells, index + 1)) for cells in below]
        words = _meanings([pair for pair in told if any(pair)])
        if words and is_words(headings[index + 1]) and headings[index]:
            about = frozenset(key(f"{headings[index]} {headings[index + 1]}").split()) - _ABOUT_CODES
            about = about or frozenset(key(sheet.name).split()) - _ABOUT_CODES
            named = bool(_CODES.intersection(key(headings[index]).split()))
            found.append(CodeList(sheet.name, about, words, fields.get(index + 1), named))
            index += 1
        index += 1
    return found


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _meanings(told: Sequence[tuple[str, str]]) -> dict[str, str]:
    """{folded code: words}; nothing when one is no code, means nothing, or means two things."""
    words = {key(code): meaning for code, meaning in told}
    sure = len(words) == len(told) > 1 and all(is_code(code) and is_words(meaning) for code, meaning in told)
    return words if sure else {}


def lists_below(sheet: Sheet, layout: SheetLayout) -> list[CodeList]:
    """The code lists that stand on a list's own sheet, below its last business."""
    if layout.last_row is None or sheet.n_rows <= layout.last_row:
        return []
    found = []
    rows = list(islice(sheet.rows(layout.last_row + 1), _ROWS))
    for place, legend in legends_in([cells for _, cells in rows]):
        if words := _meanings(legend.pairs):
            about = frozenset(key(legend.heading).split()) - _ABOUT_CODES
            named = bool(_CODES.intersection(key(legend.heading).split()))
            found.append(CodeList(sheet.name, about, words, _field_of(legend.heading, words), named, below=True,
                                  rows=range(rows[place.start][0], rows[place.stop - 1][0] + 1)))
    return found


def _field_of(heading: str, words: Mapping[str, str]) -> str | None:
    if all(sector_from_words(meaning) for meaning in words.values()):
        return "sector"
    named = " ".join(word for word in heading.split() if key(word) not in _ABOUT_CODES)
    fields = match_of(read_heading(named)).fields if named else ()
    return fields[0] if len(fields) == 1 else None


def speak(
    lists: Sequence[CodeList], layout: SheetLayout, sample: Sequence[tuple[int, list[Any]]],
    codes: dict[str, dict[str, str]],
) -> set[str]:
    """Let code lists speak for the columns that are written in their codes, and say so. `codes` of a field that are
    known already stay. The names of the sheets that were of use."""
    used = set()
    for guess, told in _coded(layout.columns, sample, lists):
        if guess.field not in codes and _understand(guess, told, layout.columns):
            codes[guess.field or ""] = dict(told.words)
            if guess.field == told.field:
                guess.confidence = max(guess.confidence, _SURELY)
            layout.notes.append(_read_by(guess, told))
            used.add(told.sheet)
            layout.coded = [row for row in layout.coded if row not in told.rows]
    return used


def tell_left_out(layout: SheetLayout) -> None:
    """Say which rows were left out because they seem to explain codes, but for those of which that is said."""
    runs = [(run.first_row, run.last_row) for run in in_ranges((row, NOTE) for row in layout.coded)]
    told = [f"{first} sampai {last}" if first < last else str(first) for first, last in runs]
    if told:
        *most, last = told
        rows = f"{', '.join(most)} dan {last}" if most else last
        layout.notes.append(
            f"Baris {rows} dianggap penjelasan kode, jadi tidak dibaca. Kalau isinya daftar usaha, pindahkan ke lembar "
            "lain dan beri judul kolom yang sama."
        )


def _coded(
    guesses: Iterable[ColumnGuess], sample: Sequence[tuple[int, list[Any]]], lists: Sequence[CodeList]
) -> list[tuple[ColumnGuess, CodeList]]:
    """Which columns of a list are written in which codes."""
    found = []
    takes = [guess for guess in guesses if guess.field is None or _takes_words(guess.field)]
    for guess in takes:
        named = set(key(guess.heading or "").split())
        about = [each for each in lists if each.about & named]
        if len(about) == 1 and _holds_codes(guess.index, sample, about[0].words):
            found.append((guess, about[0]))
    for each in lists:
        if each.below and not each.about and (each.named or each.field):
            written = [guess for guess in takes if _holds_codes(guess.index, sample, each.words)]
            written = [guess for guess in written if each.field and guess.field == each.field] or written
            if len(written) == 1 and all(guess is not written[0] for guess, _ in found):
                found.append((written[0], each))
    return found


def _takes_words(field: str) -> bool:
    return closed(field) or field in _DOING


def _holds_codes(index: int, sample: Sequence[tuple[int, list[Any]]], words: Mapping[str, str]) -> bool:
    told = [written for _, cells in sample if index < len(cells) and (written := key(clean(cells[index])))]
    return bool(told) and sum(written in words for written in told) >= _MOSTLY * len(told)


def _understand(guess: ColumnGuess, codes: CodeList, guesses: Sequence[ColumnGuess]) -> bool:
    """Let a column be what the words of its codes are, for bare figures said nothing of it; can it be read so?

    The column that was taken for that becomes what this one was. What an officer said stays.
    """
    field, other = codes.field, next((each for each in guesses if each.field == codes.field), None)
    if guess.said or field is None or not _takes_words(field) or other is guess or (other and other.said):
        return guess.field is not None
    if other is None and guess.field in (None, *_DOING):
        guess.field = field
    elif other is not None and {guess.field, field} <= _DOING:
        guess.field, other.field = field, guess.field
    return guess.field is not None


def _read_by(guess: ColumnGuess, codes: CodeList) -> str:
    """What is said of a column that is read so."""
    shown = [f"{code} = {meaning}" for code, meaning in codes.words.items()]
    more = ", …" if len(shown) > 3 else ""
    where = "keterangan di bawah daftar" if codes.below else f'lembar "{codes.sheet}"'
    return (f'Kode di kolom "{guess.heading or guess.letter}" dibaca menurut {where} '
            f"({', '.join(shown[:3])}{more}). Periksa lagi.")
