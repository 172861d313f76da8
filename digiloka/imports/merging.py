"""Cells merged downwards speak for every row they span: one kelurahan for its list, one owner for two businesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from digiloka.imports.workbook import Merge

Row = tuple[int, list[Any]]


def filled_down(rows: Iterable[Row], merges: Sequence[Merge]) -> Iterator[Row]:
    """Rows with the value of a vertical merge in each row it covers; a cell with a value of its own keeps it."""
    spans = sorted(
        (merge.first_row, merge.last_row, merge.first_column) for merge in merges
        if merge.first_column == merge.last_column and merge.last_row > merge.first_row
    )
    if not spans:
        yield from rows
        return
    held: dict[int, tuple[int, Any]] = {}  # column → (last row, value)
    at = 0
    for number, cells in rows:
        while at < len(spans) and spans[at][0] <= number:
            first, last, column = spans[at]
            if first == number and column < len(cells):
                held[column] = (last, cells[column])
            at += 1
        for column, (last, value) in held.items():
            if number <= last and (column >= len(cells) or cells[column] in (None, "")):
                cells = [*cells, *[None] * (column + 1 - len(cells))]
                cells[column] = value
        yield number, cells
