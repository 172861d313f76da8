"""Code lists on sheets of their own: "Kode | Kategori" tells what the 1, 2, 3 in a column of the list stand for.

A list is used only where the headings say that it is about the column, and where (almost) every cell of the column is
one of its codes; else the cells are left to be asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digiloka.imports.columns import ColumnGuess
from digiloka.imports.spoken import closed
from digiloka.imports.workbook import Sheet
from digiloka.values.text import clean, key

_ROWS = 200  # a longer sheet is no legend
_CODE = 6  # letters or figures of a code at most
_MOSTLY = 0.8  # of a column's cells must be codes
_DOING = frozenset(("activity", "product", "sector"))
_ABOUT_CODES = frozenset(("kode", "kd", "no", "nomor", "daftar", "keterangan", "arti", "nama", "uraian"))


@dataclass(frozen=True, slots=True)
class CodeList:
    """What one sheet says its codes mean, {folded code: words}; `about`: the words of its headings that name it;
    `field`: what its column of words would be in a list."""

    sheet: str
    about: frozenset[str]
    words: Mapping[str, str]
    field: str | None


def code_list_of(sheet: Sheet, guesses: Sequence[ColumnGuess]) -> CodeList | None:
    """The code list that a sheet is: a heading, then two columns of short codes, each once, and words."""
    if not 0 < sheet.n_rows <= _ROWS:
        return None
    filled = ([told for cell in cells if (told := clean(cell))] for _, cells in sheet.rows())
    rows = [told for told in filled if len(told) == 2]
    if len(rows) < 3:
        return None
    (code_heading, heading), *told = rows
    words = {key(code): meaning for code, meaning in told}
    if len(words) < len(told) or not all(_is_code(code) and _is_words(meaning) for code, meaning in told):
        return None
    if _is_words(heading) and not code_heading.isdigit():
        about = frozenset((*key(heading).split(), *key(code_heading).split())) - _ABOUT_CODES
        field = next((guess.field for guess in guesses if clean(guess.heading) == heading), None)
        return CodeList(sheet.name, about or frozenset(key(sheet.name).split()) - _ABOUT_CODES, words, field)
    return None


def _is_code(told: str) -> bool:
    return len(told) <= _CODE and (len(told) < 3 or any(sign.isdigit() for sign in told))


def _is_words(told: str) -> bool:
    return sum(sign.isalpha() for sign in told) >= 3


def coded(
    guesses: Iterable[ColumnGuess], sample: Sequence[tuple[int, list[Any]]], lists: Sequence[CodeList]
) -> list[tuple[ColumnGuess, CodeList]]:
    """Which columns of a list are written in which codes."""
    found = []
    for guess in guesses:
        if not guess.field or not (closed(guess.field) or guess.field in _DOING):
            continue
        named = set(key(guess.heading or "").split())
        about = [each for each in lists if each.about & named]
        if len(about) == 1 and _holds_codes(guess.index, sample, about[0].words):
            found.append((guess, about[0]))
    return found


def _holds_codes(index: int, sample: Sequence[tuple[int, list[Any]]], words: Mapping[str, str]) -> bool:
    told = [written for _, cells in sample if index < len(cells) and (written := key(clean(cells[index])))]
    return bool(told) and sum(written in words for written in told) >= _MOSTLY * len(told)


def understand(guess: ColumnGuess, codes: CodeList, guesses: Sequence[ColumnGuess]) -> None:
    """Let a column be what the words of its codes are: bare figures had said nothing of it. The column that was taken
    for that becomes what this one was; what an officer said stays."""
    other = next((each for each in guesses if each.field == codes.field), None)
    if guess.said or codes.field not in _DOING or (other and other.said):
        return
    if other is not None and guess.field in _DOING:
        other.field = guess.field
    elif other is not None:
        return
    guess.field = codes.field


def read_by(guess: ColumnGuess, codes: CodeList) -> str:
    """What is said of a column that is read so."""
    shown = [f"{code} = {meaning}" for code, meaning in codes.words.items()]
    more = ", …" if len(shown) > 3 else ""
    return (f'Kode di kolom "{guess.heading or guess.letter}" dibaca menurut lembar "{codes.sheet}" '
            f"({', '.join(shown[:3])}{more}). Periksa lagi.")
