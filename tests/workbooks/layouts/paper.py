"""Writes a sheet from the top down and keeps the truth about it: rows, columns, title.

Columns: "heading : maker : wanted ; …". " > " parts the rows of a heading, "␣" is a parent of nothing but blanks, "" a
column without a heading. Wanted: keys as `imports check --json` prints them ("a|b" where both are right, "-" none),
then "x1000" (unit), month, year or day (period), owner or business (whose).

Body: a number writes businesses; "" an empty row; "#({})" numbers the columns; "again" repeats the heading; "~RT 01" is
a line over the rows below (">" moves it a column to the right, "A|KULINER" fills two cells); "=JUMLAH" a total; "!…" a
note; "sign" a signature block; "contoh" an example; "ghost" prepared numbers without content.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from digiloka.imports.workbook import Merge, Sheet
from tests.workbooks.layouts.cells import cell
from tests.workbooks.lists import sheet_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a column should be read as. `keys` holds None where leaving it is right."""

    heading: str
    keys: tuple[str | None, ...]
    unit: int | None = None
    period: str | None = None
    of: str | None = None


@dataclass
class Paper:
    """A sheet and the truth about it. Rows are 1-based."""

    title: str
    sheet: Sheet
    wanted: dict[int, Wanted] = field(default_factory=dict)
    heading_rows: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    is_list: bool = True
    ask: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    rows: list[list[Any]] = field(default_factory=list)


def paper(
    title: str,
    columns: str,
    *body: int | str,
    above: Sequence[str] = (),
    sheet: str = "Sheet1",
    merged: bool = True,
    indent: int = 0,
    heading: bool = True,
    **facts: Any,
) -> Paper:
    """A list of businesses. `facts`: year, as_of, area, whatever the layout must tell."""
    writer = _Writer(title, columns, indent, merged)
    for line in above:
        writer.title(line)
    if heading:
        writer.headings()
    for part in body or (14,):
        writer.write(part)
    return writer.done(sheet, facts, heading)


def other(title: str, *rows: Sequence[Any], sheet: str = "Sheet1", count: int = 1) -> Paper:
    """A sheet that is no list of businesses; a last row of "{a|b}" and makers is written `count` times."""
    r = random.Random(zlib.crc32(title.encode()))
    told: list[list[Any]] = []
    for row in rows:
        made = any(isinstance(one, str) and one.startswith("=") for one in row)
        told += [[_filled(one, r, number) for one in row] for number in range(1, count + 1 if made else 2)]
    return Paper(title, sheet_of(told, sheet), is_list=False, rows=told)


def _filled(one: Any, r: random.Random, number: int) -> Any:
    return cell(one[1:], r, number) if isinstance(one, str) and one.startswith("=") else one


def _wanted(heading: str, told: str) -> Wanted:
    keys, *more = told.split()
    unit = next((int(one[1:]) for one in more if one[0] == "x"), None)
    period = next((one for one in more if one in ("month", "year", "day")), None)
    of = next((one for one in more if one in ("owner", "business")), None)
    return Wanted(heading, tuple(None if key == "-" else key for key in keys.split("|")), unit, period, of)


class _Writer:
    def __init__(self, title: str, columns: str, indent: int, merged: bool) -> None:
        parts = [
            [piece.strip() for piece in part.rsplit(":", 2)] for part in re.sub(r"\n {4,}", " ", columns).split(";")
        ]
        self._paths = [[step.replace("␣", "   ") for step in heading.split(" > ")] for heading, _, _ in parts]
        self._makers = [maker for _, maker, _ in parts]
        self._indent, self._merged, self._title = indent, merged, title
        self._random = random.Random(zlib.crc32(title.encode()))
        self._rows: list[list[Any]] = []
        self._merges: list[Merge] = []
        self._number = 0
        self._wanted = {indent + at: _wanted(heading, told) for at, (heading, _, told) in enumerate(parts)}
        self._paper = Paper(title, sheet_of([]), self._wanted)

    def title(self, line: str) -> None:
        self._line([line] if line else [], "title" if line else None)
        if line and self._merged:
            self._merge(len(self._rows), 0, len(self._rows), len(self._makers) - 1)

    def headings(self) -> None:
        depth, first = max(map(len, self._paths)), len(self._rows) + 1
        for level in range(depth):
            cells: list[Any] = []
            for at, path in enumerate(self._paths):
                same = level < len(path) - 1 and at and self._paths[at - 1][: level + 1] == path[: level + 1]
                cells.append(None if same or level >= len(path) else path[level] or None)
            self._line(cells)
            self._paper.heading_rows.append(len(self._rows))
        if self._merged:
            self._merge_headings(first, depth)

    def _merge_headings(self, first: int, depth: int) -> None:
        for at, path in enumerate(self._paths):
            if len(path) < depth:
                self._merge(first + len(path) - 1, at, first + depth - 1, at)
            for level in range(len(path) - 1):
                if at and self._paths[at - 1][: level + 1] == path[: level + 1]:
                    continue
                alike = [other[: level + 1] == path[: level + 1] for other in self._paths[at:]]
                last = at + (alike.index(False) if False in alike else len(alike)) - 1
                self._merge(first + level, at, first + level, last)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self._merges.append(Merge(top, self._indent + left, bottom, self._indent + right))

    def write(self, part: int | str) -> None:
        if isinstance(part, int):
            for _ in range(part):
                self._business()
        elif part == "again":
            for row in self._paper.heading_rows:
                self._rows.append(list(self._rows[row - 1]))
                self._paper.skipped[len(self._rows)] = "repeated_heading"
        elif part == "sign":
            self._signature()
        elif part == "contoh":
            self._business()
            self._paper.skipped[self._paper.data.pop()] = "example"
            self._rows[-1][self._indent] = "Contoh"
            self._number -= 1
        elif part == "ghost":
            for more in range(1, 6):
                self._line([float(self._number + more)])
        else:
            self._written(part)

    def _written(self, part: str) -> None:
        kind, text = part[:1], part[1:]
        if kind == "#":
            self._line([text.format(at + 1) for at in range(len(self._makers))], "numbering")
        elif kind == "=":
            sums = [None if maker not in ("money", "few", "thousands", "many") else 1234.0 for maker in self._makers]
            at = len(text) - len(text.lstrip(">"))
            sums[: at + 1] = [None] * at + [text.lstrip(">")]
            self._line(sums, "total")
        else:
            at = len(text) - len(text.lstrip(">"))
            cells = [one or None for one in text.lstrip(">").split("|")] if text else []
            self._line([None] * at + cells, {"~": "title", "!": "note"}.get(kind))

    def _business(self) -> None:
        self._number += 1
        self._line([cell(maker, self._random, self._number) for maker in self._makers])
        self._paper.data.append(len(self._rows))

    def _signature(self) -> None:
        right = [None] * max(1, len(self._makers) - 3)
        self._line([])
        self._line([*right, "Dumai, 14 Oktober 2025"], "signature")
        self._line(["Mengetahui,", *right[1:], "Petugas Pendata,"], "signature")
        self._line(["Lurah Teluk Binjai"], "signature")
        self._line([])
        self._line(["H. SUDARMAN, S.Sos", *right[1:], "RATNA DEWI"], "signature")
        self._line(["NIP. 19700101 199903 1 004"], "signature")

    def _line(self, cells: Sequence[Any], reason: str | None = None) -> None:
        self._rows.append([None] * self._indent + list(cells))
        if reason is not None:
            self._paper.skipped[len(self._rows)] = reason

    def done(self, sheet: str, facts: dict[str, Any], heading: bool) -> Paper:
        made = self._paper
        made.sheet, made.rows = sheet_of(self._rows, sheet, self._merges), self._rows
        made.facts, made.ask = facts, not heading
        return made
