"""What the rows of a list look like, so that rows below it that might explain codes are known for businesses.

Below mere remarks both stand: "1 | Kuliner" and "1 | Mamat Karim". Cells that fill the list's own columns in its own
way are businesses, unless their words are known for groups or values or a column of the list is written in their codes.
A number and a name alone prove less: "1 | Data per Maret 2026" is a note, for no name above has figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns.code_cells import Coded, CodeRow, Told, codes_in, is_words
from digiloka.imports.columns.known_values import is_known
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.imports.columns.legend_heads import SURE, is_coded, own_words, says_more
from digiloka.imports.columns.likeness import ALONE, IN_ANY, SMALL_INSIDE, marks_of, usual_marks
from digiloka.values.text import clean, is_blank, key

_HEARD = 200  # rows of a list that tell how it is written
_MOSTLY = 0.8  # of a column's cells are codes where it is written in them
_PARTS = 0.3  # of them are where a heading names the column
_HARDLY = 0.2  # of the rows above are numbered in such a way
_BARE = 2  # cells of a row that tells nothing but a number and a name
_OFTEN = 1 / 3  # of a column's cells are names of groups where such names prove nothing
_LONG_NAME = 5  # words; what is longer, and longer than any name above, is a sentence
_OWNER, _NAMES = "owner_name", frozenset(("owner_name", "business_name"))
_DOING = frozenset(("activity", "product", "sector", "kbli"))
_IN_OWN_WORDS = frozenset(("activity", "product"))  # coded at times, but no closed lists
_COUNTERS = frozenset(("row_number", "source_id"))
_COMMON = frozenset(("usaha", "nama", "pemilik", "no", "jenis"))  # words of many headings
_NOT_LIKE, _PARTLY, _WHOLLY = 0, 1, 2  # a row is filled like those of the list


@dataclass(frozen=True, slots=True)
class _Filled:
    """How a row fills the list: `words`: the column in which its words stand; `told`: those words; `others`: the cells
    behind them."""

    like: int
    words: int = -1
    told: str = ""
    others: Told = ()


@dataclass(slots=True)
class Listed:
    """The columns of a list and the first of its rows."""

    guesses: Sequence[ColumnGuess]
    _rows: list[Sequence[Any]] = field(default_factory=list)
    _fields: dict[int, set[str]] = field(init=False)
    _headings: dict[int, set[str]] = field(init=False)
    _closed: list[int] = field(init=False)
    _values: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._fields = {one.index: {each for each in (one.field, *(one.pair or ())) if each} for one in self.guesses}
        self._closed = [one.index for one in self.guesses if _may_be_coded(one) and one.field not in _IN_OWN_WORDS]
        self._headings = {one.index: set(key(one.heading or "").split()) for one in self.guesses}

    def hear(self, cells: Sequence[Any]) -> None:
        """Take note of a business."""
        if len(self._rows) < _HEARD:
            self._rows.append(cells)
            told = (cells[column] for column in self._closed if column < len(cells))
            self._values.update(key(clean(cell)) for cell in told if not is_blank(cell))

    def until_a_business(self, lines: Sequence[Told], found: Sequence[CodeRow]) -> list[CodeRow]:
        """The codes before the first row that does not go on counting and is filled like those of the list."""
        for place, (before, row) in enumerate(pairwise(found), 1):
            filled = self._filled(lines[place], row)
            if filled.like and not _follows(before.codes[0], row.codes[0]) and not self._is_known(filled.told):
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
        known = 2 * sum(self._is_known(each.told) for each in filled) > len(filled)
        if known and self._means_others(filled, headed=bool(heads) and not (wholly and more)):
            return not heads and not self._rows  # at the top of a list nothing is explained
        codes = {key(each.code) for row in found for each in row.codes}
        about = own_words(heads) - _COMMON
        written = self._written_in(codes, {key(each.told) for each in filled}, about)
        if said == SURE or any(about.intersection(self._headings[column]) for column in written):
            return wholly and not written
        mostly = not more and any(known or 2 * len(used) > len(codes) for used in written.values())
        explained = mostly or (not more and any(len(used) > 1 for used in written.values()))
        if mostly and not wholly:
            return False
        if not heads or (wholly and not explained):
            return True
        # A number and a name alone, or whole rows below codes that the list uses: their words must say whose they are
        return self._looks_like_rows(filled, strictly=explained, alone=explained or not (more or self._is_bare()))

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
        others = [each for each in told if each[0] not in (code.column, column) and each[0] in fields]
        if not (numbered or (words == place and of & _NAMES and others)) or not is_words(written):
            return _Filled(_NOT_LIKE)
        if numbered and not self._counts_so(code):
            return _Filled(_NOT_LIKE)
        if not of & (_NAMES | _DOING) or (of & _NAMES and self._is_sentence(column, code.words)):
            return _Filled(_NOT_LIKE)
        return _Filled(_WHOLLY if others and self._says_who(told) else _PARTLY, column, code.words, others)

    def _says_who(self, told: Told) -> bool:
        return any(self._fields.get(column, set()) & _NAMES for column, _ in told)

    def _counts_so(self, code: Coded) -> bool:
        """Whether the list numbers its rows in this way, by figures or by letters."""
        cells = [key(clean(cell)).isdecimal() for cell in self._cells(code.column)]
        return not cells or cells.count(key(code.code).isdecimal()) >= _HARDLY * len(cells)

    def _is_known(self, written: str) -> bool:
        """Whether this names a group or a value: one of ours, or one that stands in such a column of the list."""
        return is_known(written) or key(written) in self._values

    def _is_bare(self) -> bool:
        """Whether the rows of the list tell no more than a number and a name."""
        return bool(self._rows) and median(sum(not is_blank(cell) for cell in row) for row in self._rows) <= _BARE

    def _looks_like_rows(self, filled: Sequence[_Filled], strictly: bool, alone: bool) -> bool:
        """Whether most rows look like those above. `alone`: names of one word are judged, too; `strictly`: these are
        nobody's even where such names stand above."""
        columns = {column for each in filled for column in (each.words, *(place for place, _ in each.others))}
        usual = {column: usual_marks(self._cells(column)) for column in columns}
        if 2 * sum(self._is_strange(each, usual, alone) for each in filled) > len(filled):
            return False
        named = [each for each in filled if self._fields[each.words] & _NAMES]
        return not strictly or 2 * sum(" " in each.told for each in named) >= len(named)

    def _is_strange(self, row: _Filled, usual: dict[int, set[str]], alone: bool) -> bool:
        of = self._fields[row.words]
        judged = IN_ANY | ({SMALL_INSIDE} if _OWNER in of else set()) | ({ALONE} if alone and of & _NAMES else set())
        return bool(marks_of(row.told) & judged - usual[row.words]) or any(
            marks_of(written) & IN_ANY - usual[column] for column, written in row.others
        )

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
        return headed and not twice and not of & _DOING and sum(map(is_known, cells)) < _OFTEN * len(cells)

    def _written_in(self, codes: set[str], meanings: set[str], about: set[str]) -> dict[int, set[str]]:
        """The columns of the list that are written in these codes, if not in what they mean, and in which of them.
        `about`: words of a heading; a column that it names need be written so in parts only."""
        found = {}
        for guess in self.guesses:
            if not _may_be_coded(guess):
                continue
            cells = [key(clean(cell)) for cell in self._cells(guess.index)]
            share = _PARTS if about & self._headings[guess.index] else _MOSTLY
            used = codes.intersection(cells)
            told = sum(cell in codes or cell in meanings for cell in cells)
            if len(cells) > 1 and used and told >= share * len(cells):
                found[guess.index] = used
        return found

    def _cells(self, column: int) -> Iterable[Any]:
        return (cells[column] for cells in self._rows if column < len(cells) and not is_blank(cells[column]))


def _may_be_coded(guess: ColumnGuess) -> bool:
    return not guess.pair and (guess.field is None or is_coded(guess.field))


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
