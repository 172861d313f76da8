"""What an opened workbook is: sheets whose rows can be walked again and again, held packed in memory."""

from __future__ import annotations

import io
import pickle
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from digiloka.config import Settings

_MEGABYTE = 1024 * 1024
_OPEN = 2  # runs of rows kept unpacked, about 3 MB each
_PLACES = 6  # runs of rows that a sample looks into

# The only names a packed row may bring to life; everything else in it is plain data.
_ALLOWED = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}


class _FormulaWithoutValue(str):
    """Stands in a cell whose formula has no stored result (a file no spreadsheet program has saved yet).

    Empty text, so that whoever does not ask for it by `is` sees a blank cell.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "FORMULA_WITHOUT_VALUE"

    def __reduce__(self) -> str:
        return "FORMULA_WITHOUT_VALUE"  # the one of the process that unpacks it


FORMULA_WITHOUT_VALUE = _FormulaWithoutValue()


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused whole. `rows` counts a file's rows of data; `slack` leaves room for titles and headings."""

    bytes: int = 100 * _MEGABYTE
    rows: int = 300_000
    columns: int = 256
    sheets: int = 250
    slack: int = 100
    unpacked: int = 1_200 * _MEGABYTE
    ratio: int = 300  # unpacked to packed, asked only of what unpacks to more than 64 MB
    memory: int = 760 * _MEGABYTE  # address space of the reading process
    grid: int = 3_600_000  # cells laid out at once, about 130 MB: 100,000 rows of 35 columns go in one piece
    seconds: float = 8.0  # of processor time, and a second more for every 8 MB unpacked

    @classmethod
    def of(cls, chosen: Settings) -> Limits:
        """Those that an installation chose."""
        return cls(bytes=chosen.upload_bytes, rows=chosen.upload_rows, columns=chosen.upload_columns)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows are 1-based as the sheet shows them, columns count from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One sheet. Rows are 1-based; a row is its cells from column A on, trailing empty cells left away.

    `n_rows` and `n_columns` are the last row and the number of columns that hold a value. `hidden_rows` are the
    rows with values that a filter or a person hid. `filter` is the range as written ("A1:AN195"). `formats` holds
    a column's own number format where one was seen. `formulas` are the cells that hold a formula with a stored
    value, {row: columns}; those without one read as FORMULA_WITHOUT_VALUE.
    """

    name: str
    hidden: bool = False
    n_rows: int = 0
    n_columns: int = 0
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filter: str | None = None
    formats: dict[int, str] = field(default_factory=dict)
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unvalued: dict[int, tuple[int, ...]] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None
    _chunks: list[tuple[int, int, bytes]] = field(default_factory=list, repr=False)
    _open: dict[int, list[list[Any]]] = field(default_factory=dict, repr=False)  # first row → rows, latest asked last

    def rows(self, first: int = 1) -> Iterator[tuple[int, list[Any]]]:
        """(row number, cells) of every row from `first` to the last one with a value, empty rows as [].

        The lists are the sheet's own: who changes one changes it for all who walk the sheet later.
        """
        unvalued = self.unvalued
        for start, count, packed in self._chunks:
            if start + count <= first:
                continue
            for number, cells in enumerate(self._unpacked(start, packed), start):
                if number < first:
                    continue
                if unvalued and number in unvalued:
                    for column in unvalued[number]:
                        cells.extend([None] * (column + 1 - len(cells)))
                        cells[column] = FORMULA_WITHOUT_VALUE
                yield number, cells

    def sample(self, first: int, count: int) -> list[tuple[int, list[Any]]]:
        """About `count` rows from `first` on: half from the beginning, the rest from places all over the sheet."""
        found: list[tuple[int, list[Any]]] = []
        for number, cells in self.rows(first):
            found.append((number, cells))
            if len(found) >= count // 2:
                break
        after = found[-1][0] + 1 if found else first
        behind = [chunk for chunk in self._chunks if chunk[0] + chunk[1] > after]
        places = [behind[len(behind) * part // _PLACES] for part in range(_PLACES)] if behind else []
        for start, rows, packed in dict.fromkeys(places):
            step = max(1, rows * len(set(places)) // (count // 2))
            cells_of = self._unpacked(start, packed)
            found += [(start + at, cells_of[at]) for at in range(max(0, after - start), rows, step)]
        return found

    def _unpacked(self, start: int, packed: bytes) -> list[list[Any]]:
        """A run's rows. The last ones asked for stay open: a sheet of a few is walked five times."""
        found = self._open.pop(start, None) or unpack(zlib.decompress(packed))
        self._open[start] = found
        while len(self._open) > _OPEN:
            del self._open[next(iter(self._open))]
        return found

    def add(self, first_row: int, count: int, pickled: bytes) -> None:
        """Keep a run of rows, as `pack` made it."""
        self._chunks.append((first_row, count, zlib.compress(pickled, 1)))


@dataclass(slots=True)
class Workbook:
    """An opened file. `kind` is xlsx, xls, xlsb, ods or csv, by content and not by name."""

    name: str
    kind: str
    sheets: list[Sheet]


def pack(rows: list[list[Any]]) -> bytes:
    return pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no cell value")


def unpack(pickled: bytes) -> Any:
    """Plain data and dates only: the reading process has met a stranger's file, so it is not trusted."""
    return _PlainUnpickler(io.BytesIO(pickled)).load()


def column_letter(index: int) -> str:
    """Letters of the column that counts `index` from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Count from 0 of a column's letters: A → 0, AA → 26. Raises ValueError for anything but letters."""
    if not re.fullmatch(r"[A-Za-z]{1,4}", letters):
        raise ValueError(letters)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
