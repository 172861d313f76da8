"""What was found out about a sheet: where its table stands and what each column means, with how sure we are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from digiloka.registry.fields import printed_key

SUMMED = "added"  # a part: the columns of this field count together


@dataclass(slots=True)
class ColumnGuess:
    """One column. `index` counts from 0; `field` is a key of registry.fields or None; `confidence` is 0 to 1.

    `unit`: times this is rupiah (None: the heading names none). `period`: month, year or day. `part`: flag, number,
    kind or text of a pair, L/P of a ticked pair, or SUMMED. `of`: owner or business, where the heading or its place
    says so. `year`: a year the heading names ("Omzet 2024"). `empty`: no value in any row. `pair`: the two fields a
    heading names at once ("Modal/Omzet"); then `field` is None. `said`: somebody told what the column is, or that it is
    left out; `order` is which of day and month comes first in its dates, where they told that, too.
    """

    letter: str
    index: int
    heading: str | None
    field: str | None = None
    confidence: float = 0.0
    unit: int | None = None
    period: str | None = None
    part: str | None = None
    of: str | None = None
    year: int | None = None
    hidden: bool = False
    empty: bool = False
    pair: tuple[str, str] | None = None
    order: str | None = None
    said: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `imports check --json` prints it: the field under its agreed key."""
        told: dict[str, Any] = {
            "letter": self.letter,
            "heading": self.heading,
            "field": printed_key(self.field),
            "confidence": round(self.confidence, 2),
        }
        for name in ("unit", "period", "part", "of", "year"):
            if (value := getattr(self, name)) is not None:
                told[name] = value
        for name in ("hidden", "empty"):
            if getattr(self, name):
                told[name] = True
        return told


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that are no businesses.

    Reasons: title, blank, numbering, total, signature, note, repeated_heading, example,
    other_table (rows below a heading of another kind).
    """

    first_row: int
    last_row: int
    reason: str

    def as_json(self) -> dict[str, Any]:
        if self.first_row == self.last_row:
            return {"row": self.first_row, "reason": self.reason}
        return {"rows": f"{self.first_row}-{self.last_row}", "reason": self.reason}


def in_ranges(rows: Iterable[tuple[int, str]]) -> list[Skipped]:
    """Rows with the reason why they are left out; neighbours with one reason as one entry."""
    found: list[Skipped] = []
    for number, reason in rows:
        if found and found[-1].reason == reason and found[-1].last_row == number - 1:
            found[-1] = Skipped(found[-1].first_row, number, reason)
        else:
            found.append(Skipped(number, number, reason))
    return found


@dataclass(slots=True)
class SheetLayout:
    """A sheet understood. Rows are 1-based; `first_row` and `last_row` are None when no row is a business.

    `is_list` False: no list of businesses, `reason` says so to a person. `ask`: the columns are only proposed. `unit`
    is the title's, of all its amounts; `as_of` is an ISO date. `sections` are the lines inside the table that speak for
    the rows below ("RT 01"). `coded` are rows of several cells that were left out because they seem to explain codes.
    """

    name: str
    heading_rows: list[int] = field(default_factory=list)
    first_row: int | None = None
    last_row: int | None = None
    rows: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    columns: list[ColumnGuess] = field(default_factory=list)
    title: str | None = None
    year: int | None = None
    unit: int | None = None
    as_of: str | None = None
    area_hint: str | None = None
    sections: list[tuple[int, str]] = field(default_factory=list)
    coded: list[int] = field(default_factory=list)
    ask: bool = False
    is_list: bool = True
    reason: str | None = None
    hidden: bool = False
    hidden_rows: int = 0
    filter: str | None = None
    notes: list[str] = field(default_factory=list)

    def columns_of(self, key: str) -> list[ColumnGuess]:
        """Every column that holds the field, in the sheet's order."""
        return [column for column in self.columns if column.field == key]

    def skipped_rows(self) -> set[int]:
        """The numbers of all rows left out."""
        return {row for skip in self.skipped for row in range(skip.first_row, skip.last_row + 1)}
