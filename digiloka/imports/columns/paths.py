"""The path of headings above each column: parents merged over several columns joined with their children."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from digiloka.imports.columns.words import LONGEST
from digiloka.imports.workbook import Merge
from digiloka.values import text
from digiloka.values.stray_numbers import without_persons

_GROUPED = re.compile(r"(_?[a-z]\w*(?:/[a-z]\w*)*)/(\w+)")  # small letters: "No/RT" and "NIB/NPWP" are written by hand

Rows = dict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Label:
    """One heading cell as seen from a column; `spans` when it stretches over several columns."""

    text: str
    spans: bool = False


class Top:
    """The first rows of a sheet with its merged ranges: what a heading row says about each column."""

    def __init__(self, rows: Rows, merges: Sequence[Merge] = ()) -> None:
        self.rows = rows
        last = max(rows, default=0)
        self.width = max(map(len, rows.values()), default=0)
        self._merged: dict[tuple[int, int], Merge] = {}
        for merge in merges:
            if merge.first_row > last:
                continue
            for row in range(merge.first_row, min(merge.last_row, last) + 1):
                for column in range(merge.first_column, min(merge.last_column, 255) + 1):
                    self._merged[row, column] = merge

    def cell(self, row: int, column: int) -> Any:
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else None

    def written(self, row: int, column: int) -> str:
        """The cell's text, "" for an empty one and for one that holds no heading (a number, a date)."""
        raw = self.cell(row, column)
        return text.clean(raw)[:LONGEST] if isinstance(raw, str) else ""

    def merge(self, row: int, column: int) -> Merge | None:
        return self._merged.get((row, column))

    def spans_rows(self, first: int, last: int) -> int:
        """How many columns have a cell merged downwards over these rows: a sure sign that they are one heading."""
        found = {
            (merge.first_row, merge.first_column)
            for row in range(first, last + 1)
            for column in range(self.width)
            if (merge := self.merge(row, column)) and merge.first_row == first and merge.last_row == last > first
        }
        return len(found)

    def path(self, window: Sequence[int], column: int) -> list[Label]:
        """The labels above a column from the top down, empty ones left away."""
        labels = []
        for place, row in enumerate(window):
            label = self._label(window, place, row, column)
            if label is not None and label.text and (not labels or labels[-1].text != label.text):
                labels.append(label)
        return labels

    def _label(self, window: Sequence[int], place: int, row: int, column: int) -> Label | None:
        merge = self.merge(row, column)
        if merge is not None:
            if merge.first_row != row:
                return None  # the lower part of a cell merged downwards
            return Label(self.written(row, merge.first_column), merge.last_column > merge.first_column)
        own = self.cell(row, column)
        if own is not None:
            return Label(self.written(row, column), self._stretches(window, place, row, column))
        if place == len(window) - 1:
            return None
        return self._from_left(window, place, row, column)

    def _stretches(self, window: Sequence[int], place: int, row: int, column: int) -> bool:
        """An unmerged parent: nothing beside it to the right, but children below both."""
        if place == len(window) - 1:
            return False
        below = window[place + 1]
        return (
            bool(self.written(below, column))
            and self.cell(row, column + 1) is None
            and self.merge(row, column + 1) is None
            and bool(self.written(below, column + 1))
        )

    def _from_left(self, window: Sequence[int], place: int, row: int, column: int) -> Label | None:
        """The parent to the left, when this column has a child of its own and nothing stands between."""
        below = window[place + 1]
        if not self.written(below, column):
            return None
        for left in range(column - 1, -1, -1):
            if self.merge(row, left) is not None:
                return None
            raw = self.cell(row, left)
            if raw is not None:
                parent = self.written(row, left)
                return Label(parent, True) if parent and self.written(below, left) else None
            if not self.written(below, left):
                return None
        return None


def told_in_groups(paths: dict[int, list[Label]]) -> dict[int, list[Label]]:
    """The paths of an online form's export ("usaha/nama_usaha"): a name written without blanks before a "/" is a
    parent where several columns share it, and no second thing that the heading names."""
    shared = Counter(found[1] for path in paths.values() if (found := _GROUPED.fullmatch(path[-1].text)))
    apart = {}
    for column, path in paths.items():
        found = _GROUPED.fullmatch(path[-1].text)
        if found and shared[found[1]] > 1:
            path = [*path[:-1], Label(found[1].lstrip("_"), spans=True), Label(found[2])]
        apart[column] = path
    return apart


def joined(path: Sequence[Label]) -> str | None:
    """The heading as it is shown: "TENAGA KERJA / L", without a NIK or phone that stands in it; None without any."""
    return without_persons(" / ".join(label.text for label in path)) or None
