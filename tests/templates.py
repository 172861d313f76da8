"""Templates in a test: downloaded by an office, edited as an officer would, sent back."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import Engine

from digiloka.accounts.queries import viewer_by_id
from digiloka.areas import queries as areas
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.imports import choosing, templates
from digiloka.imports.queries import batch_of
from digiloka.imports.survey_sheets import FIRST, heading
from digiloka.imports.templates import Area
from digiloka.registry.queries import present_in
from tests.people import CITY
from tests.registering import viewer
from tests.surveying import TODAY, Office, many, office, survey


def three_known(engine: Engine, settings: Settings) -> Office:
    """An office whose register holds three businesses, brought by a survey."""
    found = office(engine, settings)
    found.apply(survey(*many(3)))
    return found


def downloaded(office: Office, area: str = CITY, rt: str | None = None, rw: str | None = None) -> bytes:
    """The template of an area, as this officer gets it."""
    with reading(office.engine) as session, tempfile.TemporaryDirectory() as folder:
        officer, path = viewer_by_id(session, office.user_id), Path(folder) / "template.xlsx"
        known = present_in(session, officer, area, rt, rw)
        templates.write(path, Area(area, rt, rw), areas.names(session, CITY), known, TODAY)
        return path.read_bytes()


def questions_of(office: Office, batch_id: Any) -> list[Any]:
    """What the conflict screen of a batch asks."""
    with reading(office.engine) as session:
        names = areas.names(session, CITY)
        return choosing.asked_of(session, viewer(), batch_of(session, batch_id), names, 50)


def choose(office: Office, batch_id: Any, **fields: str) -> None:
    """Answer the first row that asks, {field: file or present}."""
    asked = questions_of(office, batch_id)[0]
    with transaction(office.engine) as session:
        choosing.choose(session, viewer(), batch_of(session, batch_id), asked.row_id, asked.version, fields, "web")


class Edited:
    """A template in the officer's hands: cells by the row's business (its name) and the column's field."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))

    def __enter__(self) -> Edited:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def cell(self, name: str, key: str) -> Any:
        """The cell of a field in the row of the business with this name."""
        for sheet in self.lists():
            columns = self.columns(sheet)
            for row in range(FIRST + 1, sheet.max_row + 1):
                if sheet.cell(row, columns[heading("business_name")]).value == name:
                    return sheet.cell(row, columns[heading(key)])
        raise KeyError(name)

    def type(self, name: str, **cells: Any) -> Edited:
        """Type over cells of one business."""
        for cell, value in [(self.cell(name, key), value) for key, value in cells.items()]:
            cell.value = value
        return self

    def add(self, sheet: str, **cells: Any) -> Edited:
        """A new business below the list."""
        page = self.book[sheet]
        columns = self.columns(page)
        row = next(row for row in range(FIRST + 1, 10_000) if page.cell(row, columns["Nama pemilik"]).value is None)
        for key, value in cells.items():
            page.cell(row, columns[heading(key)]).value = value
        return self

    def column(self, title: str, **cells: Any) -> Edited:
        """A column of the officer's own right of ours on every sheet, filled for businesses by name."""
        for page in self.lists():
            names, at = self.columns(page)[heading("business_name")], page.max_column + 1
            page.cell(FIRST, at).value = title
            for row in range(FIRST + 1, page.max_row + 1):
                page.cell(row, at).value = cells.get(page.cell(row, names).value)
        return self

    def lists(self) -> list[Any]:
        return [sheet for sheet in self.book if sheet.title not in ("Pilihan", "Petunjuk")]

    @staticmethod
    def columns(sheet: Any) -> dict[str, int]:
        return {cell.value: cell.column for cell in sheet[FIRST] if cell.value}

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
