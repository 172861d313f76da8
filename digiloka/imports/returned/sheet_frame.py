"""What stands before and behind the rows of a sheet: column widths, merged cells, the drawing of the comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from digiloka.imports.reader.xlsx_parts import BrokenPart
from digiloka.imports.reader.xlsx_scan import Names, head_and_rows, index_of
from digiloka.imports.returned.namespaces import OFFICE
from digiloka.imports.returned.splicing import Element, Splice, elements_of, inside, spliced, with_attributes
from digiloka.imports.workbook import column_letter

_BLOCK = 4 * 1024 * 1024
_LONGEST = 64 * 1024 * 1024
_BEHIND_COMMENTS = frozenset((
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
))  # fmt: skip
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
STATUS_WIDTH, REASON_WIDTH, KEY_WIDTH = 20, 80, 12

Corners = tuple[int, int, int, int]  # first row, first column, last row, last column


def rows_of(stream: BinaryIO) -> Iterator[tuple[bytes, Names] | bytes]:
    """A sheet's XML in order: what stands before the rows, runs of whole rows, what stands behind them. Head and tail
    come in a pair with the sheet's patterns, the rows as bytes."""
    head, data, names = head_and_rows(stream)
    if not head.rstrip().endswith(b">") or head.rstrip().endswith(b"/>"):
        raise BrokenPart("no rows")
    yield head, names
    while True:
        end = data.find(names.data_end)
        if end >= 0:
            yield data[:end]
            tail = data[end:] + stream.read(_LONGEST)
            if stream.read(1):
                raise BrokenPart("tail too long")
            yield tail, names
            return
        cut = data.rfind(names.row_end)
        if cut >= 0:
            yield data[: cut + len(names.row_end)]
            data = data[cut + len(names.row_end) :]
        block = stream.read(_BLOCK)
        if not block or len(data) > _LONGEST:
            raise BrokenPart("rows never end")
        data += block


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the sheet itself (not of a table), its range, and what it was last sorted by."""

    element: Element
    corners: Corners
    sorted_by: list[Element]


@dataclass(slots=True)
class Frame:
    """A sheet without its rows."""

    data: bytes
    rows_at: int
    elements: list[Element]

    @classmethod
    def of(cls, head: bytes, tail: bytes) -> Frame:
        return cls(head + tail, len(head), elements_of(head + tail))

    @property
    def merges(self) -> list[Corners]:
        found = (_REFERENCE.fullmatch(one.attributes.get("ref", "")) for one in self._named("mergeCell"))
        return [_corners(one) for one in found if one]

    @property
    def filters(self) -> list[Filter]:
        """At most one in a sound file."""
        found = []
        for place, one in enumerate(self.elements):
            reference = _REFERENCE.fullmatch(one.attributes.get("ref", ""))
            if one.name == "autoFilter" and one.depth == 1 and reference:
                states = [each for each in self.elements if each.parent == place and each.name == "sortState"]
                found.append(Filter(one, _corners(reference), [each for each in states if "ref" in each.attributes]))
        return found

    @property
    def locked(self) -> bool:
        """Is the sheet protected?"""
        return any(one.attributes.get("sheet") in ("1", "true") for one in self._named("sheetProtection"))

    @property
    def drawing(self) -> str | None:
        """Relation id of the drawing in VML that comments and form controls share."""
        for one in self._named("legacyDrawing"):
            return next((value for key, value in one.attributes.items() if key.endswith(":id")), None)
        return None

    def column_styles(self) -> dict[int, int]:
        """{column: format} where a whole column has one."""
        found = {}
        for one in self._named("col"):
            if one.attributes.get("style", "0") != "0":
                first, last = _span(one)
                found.update(dict.fromkeys(range(first - 1, min(last, 1_000)), int(one.attributes["style"])))
        return found

    def reach(self, column: int) -> int:
        """The last column that a comment beside this one covers, about 40 letters further."""
        widths = {}
        for one in self._named("col"):
            first, last = _span(one)
            width = 0.0 if one.attributes.get("hidden") in ("1", "true") else float(one.attributes.get("width") or 9)
            widths.update(dict.fromkeys(range(first - 1, min(last, column + 60)), width))
        room, at = 0.0, column
        while room < 40 and at < column + 50:
            at += 1
            room += widths.get(at, 9.0)
        return at

    def written(
        self, columns: tuple[int, int, int], last_row: int, drawing: str | None, more: Iterable[Splice] = ()
    ) -> tuple[bytes, bytes]:
        """(head, tail) with our three columns, with the drawing when the sheet had none, and `more` changes."""
        splices = [self._columns(columns), *more]
        for one in self._named("dimension"):
            reference = _REFERENCE.fullmatch(one.attributes.get("ref", ""))
            if reference:
                top, left, bottom, right = _corners(reference)
                ref = (f"{column_letter(min(left, *columns))}{top}:"
                       f"{column_letter(max(right, *columns))}{max(bottom, last_row)}")
                splices.append((one.start, one.tag_end, with_attributes(self.data[one.start : one.tag_end], ref=ref)))
        if drawing is not None:
            splices.append(self._drawing(drawing))
        moved = sum(len(new) - (end - start) for start, end, new in splices if end <= self.rows_at)
        whole = spliced(self.data, splices)
        return whole[: self.rows_at + moved], whole[self.rows_at + moved :]

    def _columns(self, columns: tuple[int, int, int]) -> Splice:
        """Widths of our columns; those of the officer's that span them are cut around."""
        prefix = self._prefix()
        widths = zip(columns, (STATUS_WIDTH, REASON_WIDTH, KEY_WIDTH), ("", "", ' hidden="1"'), strict=True)
        pieces = [
            (column + 1, f'<{prefix}col min="{column + 1}" max="{column + 1}" width="{width}" customWidth="1"{how}/>'
             .encode()) for column, width, how in widths
        ]  # fmt: skip
        ours = sorted(column + 1 for column in columns)
        theirs = self._named("col")
        for one in theirs:
            first, last = _span(one)
            for start, end in _around(first, last, ours):
                tag = self.data[one.start : one.end]
                whole = (start, end) == (first, last)
                pieces.append((start, tag if whole else with_attributes(tag, min=start, max=end)))
        content = b"".join(piece for _, piece in sorted(pieces))
        parent = self._named("cols")
        if parent and not parent[0].empty:
            closing = self.data.rindex(b"</", parent[0].start, parent[0].end)
            return parent[0].tag_end, closing, content
        at = next(one.start for one in self.elements if one.name == "sheetData")
        start, end = (parent[0].start, parent[0].end) if parent else (at, at)
        return start, end, f"<{prefix}cols>".encode() + content + f"</{prefix}cols>".encode()

    def _drawing(self, ident: str) -> Splice:
        tag = f'<{self._prefix()}legacyDrawing xmlns:r="{OFFICE}" r:id="{ident}"/>'.encode()
        for one in self.elements:
            if one.depth == 1 and one.start >= self.rows_at and one.name in _BEHIND_COMMENTS:
                return one.start, one.start, tag
        start, end, content = inside(self.elements[0], self.data, tag)
        return start, end, content

    def _prefix(self) -> str:
        root = self.elements[0]
        return f"{root.prefix}:" if root.prefix else ""

    def _named(self, name: str) -> list[Element]:
        return [one for one in self.elements if one.name == name]


def _span(column: Element) -> tuple[int, int]:
    first, last = (int(column.attributes.get(name) or 1) for name in ("min", "max"))
    return first, max(first, last)


def _around(first: int, last: int, gaps: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of first..last between the gaps."""
    for gap in gaps:
        if first <= gap <= last:
            if first < gap:
                yield first, gap - 1
            first = gap + 1
    if first <= last:
        yield first, last


def _corners(reference: re.Match[str]) -> Corners:
    left, top, right, bottom = reference.groups()
    first = index_of(left.encode())
    return int(top), first, int(bottom or top), index_of(right.encode()) if right else first
