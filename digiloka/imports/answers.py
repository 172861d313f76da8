"""What an officer says of a file: what its columns mean, what a spelling stands for, what a cell should have said,
which of two values is right.

Answers are of one batch and kept with it; what is remembered for the next file is `imports.remembering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from digiloka.registry.fields import BY_KEY
from digiloka.values import text
from digiloka.values.refusal import Refused

# What a column may be told to be, and the words it is offered with; of dates which comes first.
UNITS = {1: "Rupiah penuh", 1_000: "Ribuan", 1_000_000: "Jutaan", 1_000_000_000: "Miliaran"}
PERIODS = {"year": "Setahun", "month": "Sebulan", "day": "Sehari"}
ORDERS = {"day": "Hari dulu, lalu bulan", "month": "Bulan dulu, lalu hari"}
READ, LEAVE = "read", "leave"  # what is said of a sheet
FILE, PRESENT = "berkas", "tersimpan"  # whose value is right


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """What a column means. `field` None: it is left out. `unit` (times this is rupiah), `period` and `order` None: as
    the sheet itself tells."""

    field: str | None
    unit: int | None = None
    period: str | None = None
    order: str | None = None

    def __post_init__(self) -> None:
        if self.field is not None and self.field not in BY_KEY:
            raise Refused("answer-field", f'Isian "{self.field}" tidak dikenal. Pilih dari daftar.')
        if (self.unit is not None and self.unit < 1) or self.period not in (None, *PERIODS):
            raise Refused("answer-unit", "Satuan atau jangka waktu tidak dikenal. Pilih dari daftar.")
        if self.order not in (None, *ORDERS):
            raise Refused("answer-order", "Urutan tanggal tidak dikenal. Pilih hari dulu atau bulan dulu.")

    def as_json(self) -> dict[str, Any]:
        told = {"field": self.field, "unit": self.unit, "period": self.period, "order": self.order}
        return {name: value for name, value in told.items() if value is not None or name == "field"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose value of a field is right, FILE's or the PRESENT one, and the two that the officer saw (as JSON keeps
    them): of any others nothing is said."""

    taken: str
    present: Any
    told: Any


ColumnAnswers = Mapping[int, ColumnAnswer]  # column counted from 0
Spellings = Mapping[tuple[str, str], str]  # (field key, folded spelling): the value, "" to leave it out
Cells = Mapping[tuple[str, int, int], str]  # (sheet, row as shown, column counted from 0): what it should say
Choices = Mapping[tuple[str, str], Choice]  # (number of the business, field key)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was said of one file. `sheets`: hidden sheets to READ after all, and sheets to LEAVE out."""

    columns: Mapping[str, ColumnAnswers] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    spellings: Spellings = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=dict)

    def cells_of(self, sheet: str) -> dict[int, dict[int, str]]:
        """{row: {column: text}} of one sheet."""
        found: dict[int, dict[int, str]] = {}
        for (name, row, index), told in self.cells.items():
            if name == sheet:
                found.setdefault(row, {})[index] = told
        return found

    def with_columns(self, sheet: str, columns: ColumnAnswers) -> Answers:
        return replace(self, columns={**self.columns, sheet: {**self.columns.get(sheet, {}), **columns}})

    def with_cells(self, cells: Cells) -> Answers:
        return replace(self, cells={**self.cells, **cells})

    def with_spellings(self, spellings: Spellings) -> Answers:
        return replace(self, spellings={**self.spellings, **spellings})

    def with_sheets(self, sheets: Mapping[str, str]) -> Answers:
        return replace(self, sheets={**self.sheets, **sheets})

    def with_choices(self, choices: Choices) -> Answers:
        return replace(self, choices={**self.choices, **choices})

    def without(self, sheet: str, index: int) -> Answers:
        """The same, with nothing said of this column."""
        left = {place: told for place, told in self.columns.get(sheet, {}).items() if place != index}
        return replace(self, columns={**self.columns, sheet: left})

    def without_spelling(self, key: str, spelling: str) -> Answers:
        left = {asked: value for asked, value in self.spellings.items() if asked != (key, folded(spelling))}
        return replace(self, spellings=left)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a batch's column; `from_json` reverses it."""
        return {
            "columns": {sheet: columns_json(told) for sheet, told in self.columns.items() if told},
            "cells": [[*place, told] for place, told in self.cells.items()],
            "spellings": [[*asked, value] for asked, value in self.spellings.items()],
            "sheets": dict(self.sheets),
            "choices": [[*about, one.taken, one.present, one.told] for about, one in self.choices.items()],
        }


NOTHING_SAID = Answers()


def from_json(told: Mapping[str, Any] | None) -> Answers:
    """Answers as `as_json` wrote them; None is nothing said."""
    if not told:
        return NOTHING_SAID
    return Answers(
        {sheet: columns_from_json(columns) for sheet, columns in told.get("columns", {}).items()},
        {(sheet, row, index): text_ for sheet, row, index, text_ in told.get("cells", [])},
        {(key, spelling): value for key, spelling, value in told.get("spellings", [])},
        dict(told.get("sheets", {})),
        {(number, key): Choice(*choice) for number, key, *choice in told.get("choices", [])},
    )


def columns_json(columns: ColumnAnswers) -> list[dict[str, Any]]:
    return [{"index": index, **columns[index].as_json()} for index in sorted(columns)]


def columns_from_json(told: list[dict[str, Any]]) -> dict[int, ColumnAnswer]:
    """Answers by column; what speaks of a field that is none any more is passed over."""
    return {
        one["index"]: ColumnAnswer(one["field"], one.get("unit"), one.get("period"), one.get("order"))
        for one in told if one["field"] is None or one["field"] in BY_KEY
    }


def folded(spelling: Any) -> str:
    """A spelling as it is compared: case, blanks and signs say nothing."""
    return text.key(text.clean(spelling))
