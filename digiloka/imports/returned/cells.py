"""Cells of one row as they stand in a sheet's bytes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from digiloka.imports.reader.xlsx_scan import Names, column_in
from digiloka.imports.returned.sheet_frame import REASON_WIDTH
from digiloka.imports.returned.splicing import with_attributes

ROW_NUMBER = re.compile(rb'(?<![\w:])r=["\'](\d{1,9})["\']')
STYLE = re.compile(rb'(?<=\s)s=["\'](\d{1,6})["\']')
_HEIGHT = re.compile(rb'\sht=["\'](\d{1,4}(?:\.\d+)?)["\']')
_LETTERS = REASON_WIDTH - 8  # of a line of reasons, in a font somewhat wider than ours


@dataclass(slots=True)
class Cell:
    """One cell as it stands in the bytes."""

    column: int
    raw: bytes
    tag: bytes

    @property
    def style(self) -> int:
        found = STYLE.search(self.tag)
        return int(found.group(1)) if found else 0


def cells_of(names: Names, segment: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """(column, start, end, opening tag) of every cell of a row."""
    column = -1
    for found in names.cell.finditer(segment):
        told = column_in(found.group())
        column = column + 1 if told is None else told
        end = found.end()
        if not found.group(1).endswith(b"/"):
            end = segment.index(names.cell_end, end) + len(names.cell_end)
        yield column, found.start(), end, found.group()


def last_valued(names: Names, run: bytes, floor: int, but: Collection[int]) -> int:
    """The last column from `floor` on with a value or a formula in a run of rows, -1 when there is none."""
    furthest = -1
    opened = [row.start() for row in names.row.finditer(run)]
    for start, stop in zip(opened, [*opened[1:], len(run)], strict=True):
        last = run.rfind(names.cell_open, start, stop)
        if last < 0:
            continue
        column = column_in(run[last : last + 80])
        if column is not None and column < max(floor, furthest + 1):
            continue
        for place, begin, end, _ in cells_of(names, run[start:stop]):
            inside = run[start + begin : start + end]
            says = any(part in inside for part in (names.value, names.inline, names.formula))
            if says and place >= floor and place not in but:
                furthest = max(furthest, place)
    return furthest


def restyled(tag: bytes, style: int) -> bytes:
    """A cell's opening tag with another format."""
    told = STYLE.search(tag)
    if told:
        return tag[: told.start(1)] + str(style).encode() + tag[told.end(1) :]
    at = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:at].rstrip() + b' s="%d"' % style + tag[at:]


def high_enough(tag: bytes, reason: str) -> bytes:
    """The row's tag with room for its reasons, unless somebody set its height by hand."""
    lines = sum(1 + len(line) // _LETTERS for line in reason.split("\n"))
    if lines < 2 or b"customHeight" in tag:
        return tag
    told = _HEIGHT.search(tag)
    high = max(float(told.group(1)) if told else 0.0, 15.0 * min(lines, 20))
    return with_attributes(tag, ht=f"{high:g}")


def without_spans(tag: bytes) -> bytes:
    """A row's tag that does not say from where to where its cells reach: a help for readers, and wrong now."""
    return re.sub(rb"\sspans\s*=\s*[\"'][^\"']*[\"']", b"", tag)
