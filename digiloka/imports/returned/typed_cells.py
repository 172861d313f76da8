"""Which cells that officers typed over in the browser are numbers: those of columns that hold numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from digiloka.imports.reader.xlsx_scan import Names
from digiloka.imports.returned.cells import ROW_NUMBER, Cell, cells_of
from digiloka.imports.returned.styles import Styles

_PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,14}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d{1,2})?|(?:0|[1-9]\d{0,11}),\d{1,2}")  # 1.500.000, 12,5
_TYPE = re.compile(rb'\st=["\'](\w+)["\']')
_ENOUGH = 200  # rows of a list that tell what its columns hold


def number_in(typed: str, *, grouped: bool) -> str | None:
    """What was typed as a number in a sheet's XML, when it is the same figure as a number and as text: a zero before it
    would be lost, a long one rounded. `grouped`: in this column dots part thousands and a comma the decimals."""
    if _PLAIN_NUMBER.fullmatch(typed):
        return typed
    return typed.replace(".", "").replace(",", ".") if grouped and _GROUPED.fullmatch(typed) else None


def is_number(cell: Cell, styles: Styles) -> bool:
    """Does a cell hold a number that is seen as one? A date is not."""
    return _type(cell) == b"n" and not cell.tag.endswith(b"/>") and not styles.is_date(cell.style)


@dataclass(slots=True)
class Balance:
    """What the columns of a list hold, by its rows from `first` on."""

    styles: Styles
    first: int
    _row: int = 0
    _numbers: Counter[int] = field(default_factory=Counter)  # column → cells with a number less the others

    def weigh(self, names: Names, run: bytes) -> None:
        """Look at a run of whole rows; behind the first few hundred of a list nothing is looked at any more."""
        opened = list(names.row.finditer(run)) if self._row < self.first + _ENOUGH else []
        for place, row in enumerate(opened):
            told = ROW_NUMBER.search(row.group())
            self._row = int(told.group(1)) if told else self._row + 1
            if self.first <= self._row < self.first + _ENOUGH:
                stop = opened[place + 1].start() if place + 1 < len(opened) else len(run)
                self._weigh(names, run[row.start() : stop])

    def _weigh(self, names: Names, row: bytes) -> None:
        for column, start, end, tag in cells_of(names, row):
            cell = Cell(column, row[start:end], tag)
            valued = names.value in cell.raw or names.inline in cell.raw
            if valued and _type(cell) != b"e":  # what could not be calculated tells nothing
                self._numbers[column] += 1 if is_number(cell, self.styles) else -1

    @property
    def of_numbers(self) -> frozenset[int]:
        """The columns that mostly hold numbers."""
        return frozenset(column for column, balance in self._numbers.items() if balance > 0)


def _type(cell: Cell) -> bytes:
    told = _TYPE.search(cell.tag)
    return told.group(1) if told else b"n"
