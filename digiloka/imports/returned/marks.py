"""What must stand in the officer's sheet: each row's state and reasons beside it, at a faulty cell what to type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from digiloka.imports import faults, own_columns, planned, undo_rows
from digiloka.imports.own_columns import BAD, OwnColumns
from digiloka.imports.questions import SPELLING
from digiloka.imports.row_edits import UNTOUCHED
from digiloka.imports.settling import UNCHANGED
from digiloka.imports.workbook import column_index
from digiloka.registry.fields import BY_KEY

FAULT, LOOK, TYPED = "fault", "look", "typed"  # how a cell is coloured
_DECIDED = {
    planned.NEW: own_columns.READY, planned.CHANGED: own_columns.UPDATES, planned.SAME: own_columns.SAME,
    planned.DOUBTFUL: own_columns.ASKED, planned.REFUSED: own_columns.REFUSED,
}  # fmt: skip
_BECAME = {
    "created": own_columns.WRITTEN, "amended": own_columns.WRITTEN, "same": own_columns.SAME,
    "kept": own_columns.PARTLY, "conflict": own_columns.NOT_WRITTEN, "missing": own_columns.NOT_WRITTEN,
}  # fmt: skip
_UNDONE = {undo_rows.BACK: own_columns.TAKEN_BACK, undo_rows.PARTLY: own_columns.BACK_IN_PART,
           undo_rows.KEPT: own_columns.STAYS}  # fmt: skip
_QUANTITIES = ("money", "count", "number")
_GRAVITY = {faults.ROW: 0, faults.CELL: 1, faults.WARNING: 2}

Told = tuple[str | None, str, str]  # column letter, message, severity


@dataclass(slots=True)
class RowMark:
    """One row: `cells` is {column: (how it is coloured, what is said at it)}, `typed` what an officer typed instead of
    a cell's content while the file was here."""

    row: int
    status: str
    reason: str
    key: str
    cells: dict[int, tuple[str, list[str]]] = field(default_factory=dict)
    typed: Mapping[int, str] = field(default_factory=dict)

    @property
    def bad(self) -> bool:
        return self.status in BAD


@dataclass(slots=True)
class SheetMarks:
    """One list. `columns` is {column: heading} of what it holds; `of_columns` is said at a column's heading, `of_sheet`
    at the first of our own.

    `rows()` gives the marks in the sheet's order, as often as it is asked. `as_text` are the columns of NIK, phone and
    other figures that a number cell damages: typed anew into a faulty cell they must stay whole. `figures` are those of
    amounts and counts, where everybody writes 1.500 for a thousand and a half.
    """

    name: str
    heading_row: int | None
    first_row: int
    last_row: int
    columns: dict[int, str]
    rows: Callable[[], Iterator[RowMark]]
    of_columns: dict[int, list[str]] = field(default_factory=dict)
    own: OwnColumns = field(default_factory=OwnColumns)
    as_text: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    of_sheet: list[str] = field(default_factory=list)


def row_mark(
    row: int, decision: str, outcome: str | None, told: Sequence[Told], reasons: Iterable[str], key: str,
    headings: Mapping[int, str], *, in_part: bool = False, undone: str | None = None,
    typed: Mapping[int, str] | None = None,
) -> RowMark:  # fmt: skip
    """The mark of a row from what was found in it. `in_part`: it was written, but not whole; `undone`: what an undoing
    made of it."""
    status = _UNDONE[undone] if undone else _became(decision, outcome, in_part)
    mend = any(severity == faults.CELL for _, _, severity in told)
    mark = RowMark(row, own_columns.MEND if mend and status not in BAD else status, "", key, typed=typed or {})
    lines = []
    for letter, message, severity in sorted(told, key=lambda one: _GRAVITY[one[2]]):
        if letter is None:
            lines.append(message)
            continue
        column = column_index(letter)
        heading = headings.get(column)
        lines.append(f"{letter} ({heading}): {message}" if heading else f"{letter}: {message}")
        _, said = mark.cells.setdefault(column, (LOOK if severity == faults.WARNING else FAULT, []))
        said.append(message)
    known = {message for _, message, _ in told}
    lines += [reason for reason in reasons if reason not in known and reason not in (UNCHANGED, UNTOUCHED)]
    for column in mark.typed:
        mark.cells.setdefault(column, (TYPED, []))
    mark.reason = "\n".join(dict.fromkeys(lines))
    return mark


def _became(decision: str, outcome: str | None, in_part: bool) -> str:
    return own_columns.PARTLY if in_part else _BECAME.get(outcome or "") or _DECIDED[decision]


def of_columns(
    told: Iterable[Mapping[str, object]], doubts: Iterable[Mapping[str, Any]], sheet: str
) -> dict[int, list[str]]:
    """{column: what is said of it} among the faults of a file that concern a sheet as a whole, and the spellings in it
    that nobody understood: no cell of them is wrong, so the question stands at the heading."""
    found: dict[int, list[str]] = {}
    for fault in told:
        if fault["sheet"] == sheet and fault["row"] is None and fault["column"]:
            found.setdefault(column_index(str(fault["column"])), []).append(str(fault["message"]))
    for doubt in doubts:
        if doubt["sheet"] == sheet and doubt["kind"] == SPELLING and doubt["column"]:
            said = f"{doubt['question']} Jawab di DIGILOKA, atau betulkan selnya."
            found.setdefault(column_index(doubt["column"]), []).append(said)
    return found


def of_sheet(told: Iterable[Mapping[str, object]], sheet: str) -> list[str]:
    """What is to be mended in a sheet as a whole, such as a column that it has not; not how it was read."""
    return [str(fault["message"]) for fault in told
            if fault["sheet"] == sheet and fault["row"] is None and not fault["column"]
            and fault["code"] != "sheet-note"]


def is_text(keys: Iterable[str | None]) -> bool:
    """Must the cells of a column that holds these fields be text?"""
    return any(key in BY_KEY and BY_KEY[key].text for key in keys)


def is_figure(keys: Iterable[str | None]) -> bool:
    """Does a column of these fields hold amounts, counts or other quantities?"""
    return any(key in BY_KEY and BY_KEY[key].kind in _QUANTITIES and not BY_KEY[key].text for key in keys)


def last_label(heading: str | None) -> str:
    """A column's own heading, without its parents'."""
    return (heading or "").rpartition(" / ")[2]
