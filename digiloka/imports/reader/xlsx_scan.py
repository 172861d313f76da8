"""One pass over a sheet's XML before anything builds a grid of it: how far it reaches, what is hidden or merged.

The pass works on bytes, a run of whole rows at a time, because a call of Python per cell would cost more than the
reading itself. What it cannot see (odd encodings, references written as entities) meets the memory limit behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

_BLOCK = 4 * 1024 * 1024
_LONGEST_ROW = 64 * 1024 * 1024
_FORMAT_ROWS = 60  # valued rows whose number formats are looked at
_MOST_MERGES = 20_000

_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*("[^"]*"|\'[^\']*\')')
_ROW_NUMBER = re.compile(rb'(?<![\w:])r=["\'](\d{1,9})["\']')
_CELL_COLUMN = re.compile(rb'\sr=["\']([A-Za-z]{1,4})\d{1,9}["\']')
_STYLE = re.compile(rb'\bs=["\'](\d{1,6})["\']')
_HIDDEN = re.compile(rb'\bhidden=["\'](?:1|true)["\']')
_REFERENCE = re.compile(rb"\$?([A-Za-z]{1,4})\$?(\d{1,9})")


class TooWide(Exception):
    """A cell with a value stands beyond the last column allowed."""


class TooLong(Exception):
    """A cell with a value stands below the last row allowed, or a single row never ends."""


@dataclass(slots=True)
class SheetFacts:
    """Rows are 1-based, columns count from 0; `rows` counts the rows that hold a value."""

    last_row: int = 0
    last_column: int = -1
    rows: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filter: str | None = None
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unvalued: dict[int, tuple[int, ...]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    styles: dict[int, Counter[int]] = field(default_factory=dict)


class Names:
    """The byte patterns of one sheet, which may write its elements with a prefix (<x:row>)."""

    def __init__(self, prefix: bytes) -> None:
        self.row_open = b"<" + prefix + b"row"
        self.row = re.compile(rb"<" + prefix + rb"row(?=[\s/>])([^>]*)>")
        self.cell = re.compile(rb"<" + prefix + rb"c(?=[\s/>])([^>]*)>")
        self.cell_open = b"<" + prefix + b"c "
        self.cell_end = b"</" + prefix + b"c>"
        self.row_end = b"</" + prefix + b"row>"
        self.value = b"<" + prefix + b"v"
        self.inline = b"<" + prefix + b"is"
        self.formula = b"<" + prefix + b"f"
        self.empty_value = re.compile(rb"<" + prefix + rb"v\s*(?:/>|></)")
        self.data_end = b"</" + prefix + b"sheetData"
        self.error = re.compile(rb"<" + prefix + rb"v[^>]*>(#[^<]{1,20})<")


def scan(stream: BinaryIO, last_row: int, columns: int) -> SheetFacts:
    """The facts of one sheet part. Raises TooWide and TooLong as soon as a value stands outside the limits."""
    facts = SheetFacts()
    head, start, names = head_and_rows(stream)
    _columns(head, facts)
    rows = Rows(names, facts, last_row, columns)
    tail = b""
    for run in runs(start, stream, names):
        rows.take(run)
        tail = run
    if rows.ended is not None:
        _after_rows(tail[rows.ended :], facts)
    return facts


def head_and_rows(stream: BinaryIO) -> tuple[bytes, bytes, Names]:
    """Everything up to and with the opening of the rows, the first bytes behind it, and the sheet's patterns."""
    head = b""
    while b"sheetData" not in head and len(head) < _LONGEST_ROW and (block := stream.read(_BLOCK)):
        head += block
    head += stream.read(64)  # the tag itself may lie over the edge of a block
    opening = re.search(rb"<([\w.-]{1,20}:)?sheetData(?:\s[^>]*)?/?>", head)
    if opening is None:
        return head, b"", Names(b"")
    return head[: opening.end()], head[opening.end() :], Names(opening.group(1) or b"")


def runs(start: bytes, stream: BinaryIO, names: Names) -> Iterator[bytes]:
    """The XML in pieces cut before a row's end tag, the last piece with everything behind the rows.

    Raises TooLong when one piece grows beyond bounds.
    """
    data = start
    while True:
        block = stream.read(_BLOCK)
        if not block:
            yield data
            return
        data += block
        cut = data.rfind(names.row_end)
        if cut >= 0 and names.data_end not in data:
            yield data[:cut]
            data = data[cut:]
        elif len(data) > _LONGEST_ROW:
            raise TooLong


class Rows:
    """Takes runs of rows one after the other and fills the facts."""

    def __init__(self, names: Names, facts: SheetFacts, last_row: int, columns: int) -> None:
        self.names, self.facts = names, facts
        self.last_row, self.columns = last_row, columns
        self.number = 0
        self.ended: int | None = None
        self.has_formulas = self.has_errors = False  # looked up once a run, most have none

    def take(self, run: bytes) -> None:
        end = run.find(self.names.data_end)
        self.ended = end if end >= 0 else None
        limit = end if end >= 0 else len(run)
        self.has_formulas = run.find(self.names.formula, 0, limit) >= 0
        self.has_errors = run.find(b't="e"', 0, limit) >= 0
        opened = list(self.names.row.finditer(run, 0, limit))
        for place, row in enumerate(opened):
            stop = opened[place + 1].start() if place + 1 < len(opened) else limit
            self._row(run, row, stop)

    def _row(self, run: bytes, row: re.Match[bytes], stop: int) -> None:
        attributes, names, facts = row.group(1), self.names, self.facts
        self.number = _row_number(attributes, self.number)
        start = row.end()
        if run.find(names.value, start, stop) < 0 and run.find(names.inline, start, stop) < 0:
            if self.has_formulas and run.find(names.formula, start, stop) >= 0:
                self._formulas(run, start, stop)
            return
        facts.rows += 1
        facts.last_row = max(facts.last_row, self.number)
        if self.number > self.last_row or facts.rows > self.last_row:
            raise TooLong
        if b"hidden" in attributes and _HIDDEN.search(attributes):
            facts.hidden_rows.append(self.number)
        self._width(run, start, stop)
        if self.has_formulas and run.find(names.formula, start, stop) >= 0:
            self._formulas(run, start, stop)
        if self.has_errors and run.find(b't="e"', start, stop) >= 0:
            self._errors(run, start, stop)
        if facts.rows <= _FORMAT_ROWS:
            self._styles(run, start, stop)

    def _width(self, run: bytes, start: int, stop: int) -> None:
        """Look at the row's last cell; only when that is far out, at the last one with a value."""
        last = run.rfind(self.names.cell_open, start, stop)
        column = column_in(run[last : last + 80]) if last >= 0 else None
        if column is None or column >= self.columns:
            column = max((at for at, _, valued in self._cells(run, start, stop) if valued), default=-1)
            if column >= self.columns:
                raise TooWide
        if column > self.facts.last_column:
            self.facts.last_column = column

    def _cells(self, run: bytes, start: int, stop: int) -> Iterator[tuple[int, bytes, bytes]]:
        """(column, attributes, inside) of each cell; `inside` is empty for a cell that holds nothing."""
        column = -1
        for cell in self.names.cell.finditer(run, start, stop):
            attributes = cell.group(1)
            told = column_in(cell.group(0))
            column = column + 1 if told is None else told
            inside = b""
            if not attributes.endswith(b"/"):
                end = run.find(self.names.cell_end, cell.end(), stop)
                inside = run[cell.end() : end if end >= 0 else stop]
            yield column, attributes, inside

    def _formulas(self, run: bytes, start: int, stop: int) -> None:
        with_value, without = [], []
        for column, _attributes, inside in self._cells(run, start, stop):
            if self.names.formula in inside and column < self.columns:
                valued = self.names.value in inside and not self.names.empty_value.search(inside)
                (with_value if valued else without).append(column)
        if with_value:
            self.facts.formulas[self.number] = tuple(with_value)
        if without and self.number <= self.last_row:
            self.facts.unvalued[self.number] = tuple(without)
            self.facts.last_row = max(self.facts.last_row, self.number)
            self.facts.last_column = max(self.facts.last_column, without[-1])

    def _errors(self, run: bytes, start: int, stop: int) -> None:
        """Keep `#REF!` and its kin: the reader behind this pass hands them over as empty text."""
        for column, attributes, inside in self._cells(run, start, stop):
            told = self.names.error.search(inside) if b't="e"' in attributes else None
            if told and column < self.columns:
                self.facts.errors.setdefault(self.number, {})[column] = told.group(1).decode("ascii", "replace")

    def _styles(self, run: bytes, start: int, stop: int) -> None:
        for column, attributes, inside in self._cells(run, start, stop):
            style = _STYLE.search(attributes)
            if style and self.names.value in inside:
                self.facts.styles.setdefault(column, Counter())[int(style.group(1))] += 1


def _row_number(attributes: bytes, before: int) -> int:
    found = _ROW_NUMBER.search(attributes)
    return int(found.group(1)) if found else before + 1


def column_in(cell: bytes) -> int | None:
    found = _CELL_COLUMN.search(cell)
    return None if found is None else index_of(found.group(1))


def index_of(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _columns(head: bytes, facts: SheetFacts) -> None:
    for column in re.finditer(rb"<(?:[\w.-]{1,20}:)?col\s([^>]*)>", head):
        attributes = dict(_ATTRIBUTE.findall(column.group(1)))
        if attributes.get(b"hidden", b"")[1:-1] in (b"1", b"true"):
            first, last = (int(attributes.get(name, b'"0"')[1:-1] or 0) for name in (b"min", b"max"))
            facts.hidden_columns.extend(range(first - 1, min(last, 16_384)))


def _after_rows(tail: bytes, facts: SheetFacts) -> None:
    found = re.search(rb"<(?:[\w.-]{1,20}:)?autoFilter\s[^>]*?\bref=[\"']([^\"']{2,40})[\"']", tail)
    facts.filter = found.group(1).decode("ascii", "replace") if found else None
    for merge in re.finditer(rb"<(?:[\w.-]{1,20}:)?mergeCell\s[^>]*?\bref=[\"']([^\"']{2,40})[\"']", tail):
        corners = _REFERENCE.findall(merge.group(1))
        if len(corners) == 2 and len(facts.merges) < _MOST_MERGES:
            (left, top), (right, bottom) = corners
            facts.merges.append((int(top), index_of(left), int(bottom), index_of(right)))
