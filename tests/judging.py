"""A made-up sheet judged without any register: its rows and every fault said about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from digiloka import sealing
from digiloka.imports.answers import NOTHING_SAID, Answers
from digiloka.imports.faults import Fault
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import Judgement, judge
from digiloka.imports.planned import PlannedRow
from digiloka.imports.workbook import open_workbook
from digiloka.registry.records import BusinessRecord
from tests.workbooks.xlsx import workbook

TODAY = date(2026, 11, 22)
CITY = "14.72"


@dataclass
class JudgedSheet:
    """What became of a sheet's rows."""

    rows: list[PlannedRow]
    faults: list[Fault]
    columns: dict[str, str | None]  # heading → field
    doubts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def record(self) -> BusinessRecord:
        """The record of the first row."""
        return self.rows[0].checked.record

    def said(self, row: int = 0) -> list[tuple[str | None, str, str]]:
        """(field, severity, code) of every fault of a row."""
        return [(fault.field, fault.severity, fault.code) for fault in self.rows[row].checked.faults]


def planned_of(
    sheets: dict[str, list[list[Any]]], answers: Answers = NOTHING_SAID, **made: Any
) -> tuple[Judgement, list[PlannedRow]]:
    """A workbook judged to its end, with what an officer said of it, and its rows."""
    sealing.use(sealing.new_keyring(generated=True))
    book = open_workbook(workbook(sheets, **made), "survei.xlsx")
    judgement = judge(book, ground_without_register(CITY, CITY, TODAY), answers=answers)
    return judgement, [row for _, chunk in judgement.chunks() for row in chunk]


def judgement_of(sheets: dict[str, list[list[Any]]], answers: Answers = NOTHING_SAID, **made: Any) -> Judgement:
    return planned_of(sheets, answers, **made)[0]


def judged(headings: list[str], *rows: list[Any], answers: Answers = NOTHING_SAID) -> JudgedSheet:
    """A sheet of these headings and rows."""
    judgement, planned = planned_of({"Data": [headings, *rows]}, answers)
    columns = {guess.heading or guess.letter: guess.field for guess in judgement.sheets[0].layout.columns}
    return JudgedSheet(planned, judgement.faults.told, columns, judgement.doubts())


def among(count: int, **told: Any) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of ordinary businesses; `told` adds columns: {heading: value, or a list of one a row}."""
    headings = ["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", *told]
    rows = [
        ["Siti Aminah", f"Warung {number}", "Jual sembako",
         *(value[number] if isinstance(value, list) else value for value in told.values())]
        for number in range(count)
    ]  # fmt: skip
    return headings, rows


def one(**told: Any) -> JudgedSheet:
    """One ordinary business with these cells more."""
    headings, rows = among(1, **told)
    return judged(headings, *rows)
