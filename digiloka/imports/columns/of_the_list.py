"""What the rows of a list look like, so that rows below it that might explain codes are known for businesses.

Below mere remarks both stand: "1 | Kuliner" and "1 | Mamat Karim". Cells that fill the list's own columns in its own
way are businesses, unless their words are known for groups or values or a column of the list is written in their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from digiloka.activities.sectors import is_known_word, sector_from_words
from digiloka.imports.columns.code_cells import Coded, CodeRow, Told, codes_in, is_words
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.imports.columns.legend_heads import SURE, is_coded, own_words, says_more
from digiloka.registry.fields import BY_KEY
from digiloka.values.answers import parse_answer, parse_education, parse_sex
from digiloka.values.refusal import Refused
from digiloka.values.text import clean, is_blank, key

_HEARD = 200  # rows of a list that tell how it is written
_MOSTLY = 0.8  # of a column's cells are codes where it is written in them
_OFTEN = 1 / 3  # of a column's cells are names of groups where such names prove nothing
_LONG_NAME = 5  # words; what is longer, and longer than any name above, is a sentence
_OWNER, _NAMES = "owner_name", frozenset(("owner_name", "business_name"))
_DOING = frozenset(("activity", "product", "sector", "kbli"))
_COUNTERS = frozenset(("row_number", "source_id"))
_COMMON = frozenset(("usaha", "nama", "pemilik", "no", "jenis"))  # words of many headings
_NOT_LIKE, _PARTLY, _WHOLLY = 0, 1, 2  # a row is filled like those of the list


@dataclass(frozen=True, slots=True)
class _Filled:
    """How a row fills the list: `words`: the column in which its words stand; `told`: those words."""

    like: int
    words: int = -1
    told: str = ""


@dataclass(slots=True)
class Listed:
    """The columns of a list and the first of its rows."""

    guesses: Sequence[ColumnGuess]
    _rows: list[Sequence[Any]] = field(default_factory=list)
    _fields: dict[int, set[str]] = field(init=False)
    _headings: dict[int, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._fields = {one.index: {each for each in (one.field, *(one.pair or ())) if each} for one in self.guesses}
        self._headings = {one.index: set(key(one.heading or "").split()) for one in self.guesses}

    def hear(self, cells: Sequence[Any]) -> None:
        """Take note of a business."""
        if len(self._rows) < _HEARD:
            self._rows.append(cells)

    def until_a_business(self, lines: Sequence[Told], found: Sequence[CodeRow]) -> list[CodeRow]:
        """The codes before the first row that does not go on counting and is filled like those of the list."""
        for place, (before, row) in enumerate(pairwise(found), 1):
            filled = self._filled(lines[place], row)
            if filled.like and not _follows(before.codes[0], row.codes[0]) and not _is_known(filled.told):
                return list(found[:place])
        return list(found)

    def holds(self, lines: Sequence[Told], found: Sequence[CodeRow], heads: Sequence[Told], said: int) -> bool:
        """Whether rows that look like codes are businesses of the list, for all their headings say."""
        if _side_by_side(found):
            return False
        filled = [each for line, row in zip(lines, found, strict=False) if (each := self._filled(line, row)).like]
        if 2 * len(filled) <= len(found):
            return False
        wholly = 2 * sum(each.like == _WHOLLY for each in filled) > len(found)
        more = says_more(heads)
        known = 2 * sum(_is_known(each.told) for each in filled) > len(filled)
        if known and self._means_others(filled, headed=bool(heads) and not (wholly and more)):
            return not heads and not self._rows  # at the top of a list nothing is explained
        codes = {key(each.code) for row in found for each in row.codes}
        written = self._written_in(codes)
        about = own_words(heads) - _COMMON
        sure = said == SURE or any(about.intersection(self._headings[column]) for column in written)
        if wholly or sure:
            return not (sure and (written or not wholly))
        return more or not any(known or 2 * len(used) > len(codes) for used in written.values())

    def _filled(self, told: Told, row: CodeRow) -> _Filled:
        """How a row fills the list's columns: with a number in that of the numbers, and a name or what is done."""
        fields, code = self._fields, row.codes[0]
        place = next(place for place, (column, _) in enumerate(told) if column == code.column)
        if sum(each.column == code.column for each in row.codes) > 1:
            return _Filled(_NOT_LIKE)
        words = place if codes_in(told[place][1])[1] else place + 1
        column, written = told[words]
        of, before = fields.get(column, set()), fields.get(code.column, set())
        numbered = words > place and before & _COUNTERS and key(told[place][1]) == key(code.code)
        others = [each for each, _ in told if each not in (code.column, column) and each in fields]
        if not (numbered or (words == place and of & _NAMES and others)) or not is_words(written):
            return _Filled(_NOT_LIKE)
        if not of & (_NAMES | _DOING) or (of & _NAMES and self._is_sentence(column, code.words)):
            return _Filled(_NOT_LIKE)
        return _Filled(_WHOLLY if others and self._says_who(told) else _PARTLY, column, code.words)

    def _says_who(self, told: Told) -> bool:
        return any(self._fields.get(column, set()) & _NAMES for column, _ in told)

    def _is_sentence(self, column: int, written: str) -> bool:
        longest = max((len(clean(cell).split()) for cell in self._cells(column)), default=0)
        return len(written.split()) > max(_LONG_NAME, longest)

    def _means_others(self, filled: Sequence[_Filled], headed: bool) -> bool:
        """Whether names of groups mean no businesses. No owner is called so; a business may be, where others above are
        or two are of one group. `headed`: a heading lets them count below the names of businesses at all."""
        of = self._fields[filled[0].words]
        if _OWNER in of:
            return True
        cells = [clean(cell) for cell in self._cells(filled[0].words)]
        twice = len({sector_from_words(each.told) or each.told for each in filled}) < len(filled)
        return headed and not twice and not of & _DOING and sum(map(_is_known, cells)) < _OFTEN * len(cells)

    def _written_in(self, codes: set[str]) -> dict[int, set[str]]:
        """The columns of the list that are written in these codes, and in which of them."""
        found = {}
        for guess in self.guesses:
            if guess.pair or not (guess.field is None or is_coded(guess.field)):
                continue
            cells = [key(clean(cell)) for cell in self._cells(guess.index)]
            if len(cells) > 1 and sum(cell in codes for cell in cells) >= _MOSTLY * len(cells):
                found[guess.index] = codes.intersection(cells)
        return found

    def _cells(self, column: int) -> Iterable[Any]:
        return (cells[column] for cells in self._rows if column < len(cells) and not is_blank(cells[column]))


def _side_by_side(found: Sequence[CodeRow]) -> bool:
    """Whether a second list of codes, counted like the first, stands beside it."""
    columns: dict[int, list[Coded]] = {}
    for row in found:
        for each in row.codes:
            columns.setdefault(each.column, []).append(each)
    return sum(
        len(codes) > 1 and all(_follows(one, other) for one, other in pairwise(codes)) for codes in columns.values()
    ) > 1


def _follows(before: Coded, code: Coded) -> bool:
    if before.code.isdecimal() and code.code.isdecimal():
        return int(code.code) == int(before.code) + 1
    return before.code.isdecimal() == code.code.isdecimal()


@cache
def _values() -> frozenset[str]:
    return frozenset(key(words) for one in BY_KEY.values() for choice in one.choices for words in choice)


_READERS: tuple[Callable[[Any], Any], ...] = (parse_answer, parse_sex, parse_education)


def _is_known(written: str) -> bool:
    """Whether this is the name of a group or a value of one of our fields."""
    return is_known_word(written) or key(written) in _values() or any(_reads(reader, written) for reader in _READERS)


def _reads(reader: Callable[[Any], Any], written: str) -> bool:
    try:
        return reader(written) is not None
    except Refused:
        return False
