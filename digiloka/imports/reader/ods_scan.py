"""What an .ods says about its sheets besides the values: how long they are, what is hidden, which cells are merged.

One pass over the bytes of content.xml, a run of whole rows at a time. Repeated rows are counted, never unrolled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

_BLOCK = 4 * 1024 * 1024
_LONGEST_ROW = 64 * 1024 * 1024
_MOST_MERGES = 20_000
_MOST_REPEATED = 1_048_576
_ROW_END = b"</table:table-row>"

_TAG = re.compile(rb"<(/?)table:table(-row|-column|)(?=[\s>/])([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s>/])([^>]*)>")
_STYLE = re.compile(
    rb'<style:style\s[^>]*?style:name="([^"]*)"[^>]*>\s*<style:table-properties\s[^>]*table:display="false"'
)
_ERROR_TYPE = b'calcext:value-type="error"'
_TOLD = re.compile(rb"<text:p>([^<]{1,20})<")
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')


class TooLong(Exception):
    """A value stands below the last row allowed, or a single row never ends."""


@dataclass(slots=True)
class OdsFacts:
    """Rows are 1-based, columns count from 0; `last_row` is that of the last value, `rows` counts those with one."""

    name: str
    hidden: bool = False
    last_row: int = 0
    rows: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


class _Reader:
    def __init__(self, last_row: int) -> None:
        self.sheets: list[OdsFacts] = []
        self.hidden_styles: set[bytes] = set()
        self.last_row = last_row
        self.depth = self.row = self.column = 0

    def take(self, run: bytes) -> None:
        self.hidden_styles |= set(_STYLE.findall(run)) if not self.sheets else set()
        tags = list(_TAG.finditer(run))
        for place, tag in enumerate(tags):
            closing, kind, attributes = tag.groups()
            if not kind:
                self._table(bool(closing), attributes)
            elif self.depth == 1 and not closing and kind == b"-column":
                self._columns(attributes)
            elif self.depth == 1 and not closing:
                stop = tags[place + 1].start() if place + 1 < len(tags) else len(run)
                self._row(run, tag.end(), stop, attributes)

    def _table(self, closing: bool, attributes: bytes) -> None:
        self.depth += -1 if closing else 1
        if closing or self.depth > 1:
            return  # a table inside a cell is no sheet
        style = _text(attributes, b"table:style-name")
        self.sheets.append(OdsFacts(_text(attributes, b"table:name").decode("utf-8", "replace")))
        self.sheets[-1].hidden = style in self.hidden_styles
        self.row = self.column = 0

    def _columns(self, attributes: bytes) -> None:
        repeat = _count(attributes, b"table:number-columns-repeated")
        if _HIDDEN.search(attributes):
            shown = range(self.column, min(self.column + repeat, 16_384))
            self.sheets[-1].hidden_columns.extend(shown)
        self.column += repeat

    def _row(self, run: bytes, start: int, stop: int, attributes: bytes) -> None:
        repeat = _count(attributes, b"table:number-rows-repeated")
        sheet = self.sheets[-1]
        if run.find(b"office:value-type", start, stop) >= 0:
            sheet.last_row = self.row + repeat
            sheet.rows += repeat
            if sheet.last_row > self.last_row:
                raise TooLong
            if _HIDDEN.search(attributes):
                sheet.hidden_rows.extend(range(self.row + 1, self.row + repeat + 1))
        if run.find(b"-spanned=", start, stop) >= 0:
            self._merges(run, start, stop)
        if run.find(_ERROR_TYPE, start, stop) >= 0:
            errors = self._errors(run, start, stop)
            sheet.errors.update((self.row + 1 + more, errors) for more in range(repeat))
        self.row += repeat

    @staticmethod
    def _errors(run: bytes, start: int, stop: int) -> dict[int, str]:
        """Keep #REF! and its kin: the reader behind this pass hands them over as empty text."""
        column, found = 0, {}
        for cell in _CELL.finditer(run, start, stop):
            repeat = _count(cell.group(1), b"table:number-columns-repeated")
            if _ERROR_TYPE in cell.group(1) and (told := _TOLD.match(run, cell.end(), stop)):
                error = told.group(1).decode("utf-8", "replace")
                found.update(dict.fromkeys(range(column, column + min(repeat, 256)), error))
            column += repeat
        return found

    def _merges(self, run: bytes, start: int, stop: int) -> None:
        column = 0
        merges = self.sheets[-1].merges
        for cell in _CELL.finditer(run, start, stop):
            attributes = cell.group(1)
            across = _count(attributes, b"table:number-columns-spanned")
            down = _count(attributes, b"table:number-rows-spanned")
            if across * down > 1 and len(merges) < _MOST_MERGES:
                merges.append((self.row + 1, column, self.row + down, column + across - 1))
            column += _count(attributes, b"table:number-columns-repeated")


def _text(attributes: bytes, name: bytes) -> bytes:
    found = re.search(name + rb'="([^"]*)"', attributes)
    return found.group(1) if found else b""


def _count(attributes: bytes, name: bytes) -> int:
    told = _text(attributes, name)
    return min(int(told), _MOST_REPEATED) if told.isdigit() and int(told) else 1


def scan(stream: BinaryIO, last_row: int) -> list[OdsFacts]:
    """The facts of every sheet. Raises TooLong as soon as a value stands below `last_row`."""
    reader = _Reader(last_row)
    for run in _runs(stream):
        reader.take(run)
    return reader.sheets


def _runs(stream: BinaryIO) -> Iterator[bytes]:
    """The XML in pieces that end behind a row."""
    data = b""
    while block := stream.read(_BLOCK):
        data += block
        cut = data.rfind(_ROW_END)
        if cut >= 0:
            yield data[: cut + len(_ROW_END)]
            data = data[cut + len(_ROW_END) :]
        elif len(data) > _LONGEST_ROW:
            raise TooLong
    yield data
