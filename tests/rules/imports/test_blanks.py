"""The blank workbook comes from the table of fields, and what is filled into it is read back without a question."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from digiloka import sealing
from digiloka.areas.loading import areas_of_city
from digiloka.config import PROJECT
from digiloka.imports.blanks import COLUMNS, heading, write
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.workbook import open_workbook
from digiloka.registry.fields import BY_KEY

CITY = "14.72"
ROW = {
    "row_number": 1,
    "owner_name": "Siti Aminah",
    "nik": "1472014507800000",
    "sex": "Perempuan",
    "birth_date": dt.date(1980, 7, 5),
    "phone": "081200345678",
    "owner_address": "Jl. Melati 8",
    "business_name": "Warung Bu Siti",
    "activity": "keripik singkong",
    "product": "keripik",
    "sector": "Kuliner",
    "business_address": "Jl. Sudirman 12",
    "rt": "002",
    "rw": "005",
    "district": "Dumai Timur",
    "village": "Teluk Binjai",
    "coordinates": "1.6666, 101.4478",
    "start_date": 2019,
    "legal_form": "Perorangan, bukan badan usaha",
    "premises_status": "Milik sendiri",
    "status": "Aktif",
    "turnover": 42_000_000,
    "capital": 10_000_000,
    "workers_male": 1,
    "workers_female": 2,
    "nib": "0220001234567",
    "halal": "v",
    "notes": "rajin",
}


@pytest.fixture(autouse=True)
def _keys():
    sealing.use(sealing.new_keyring(generated=True))


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "blank.xlsx"
    write(path, areas_of_city(CITY))
    return path


def cells(path):
    book = load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def filled(path, row=ROW):
    book = load_workbook(path)
    for column, key in enumerate(COLUMNS, start=1):
        if key in row:
            book["Data"].cell(3, column).value = row[key]
    book.save(path)
    return judge(open_workbook(path), ground_without_register(CITY, CITY, dt.date(2026, 11, 22)))


def test_the_blank_in_the_repository_is_what_the_fields_say(blank):
    assert cells(PROJECT / "import_templates" / "survei-umkm.xlsx") == cells(blank)


def test_identifiers_are_text_columns(blank):
    dimensions = load_workbook(blank)["Data"].column_dimensions
    formats = {}
    for dimension in dimensions.values():  # a run of like columns is written once
        formats |= dict.fromkeys(range(dimension.min, dimension.max + 1), dimension.number_format)
    texts = [column for column, key in enumerate(COLUMNS, start=1) if BY_KEY[key].text]
    assert {formats[column] for column in texts} == {"@"}


def test_closed_lists_are_drop_downs_and_kelurahan_depend_on_the_kecamatan(blank):
    sheet = load_workbook(blank)["Data"]
    ruled = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    letters = {key: sheet.cell(2, column).column_letter for column, key in enumerate(COLUMNS, start=1)}
    for key in ("sex", "legal_form", "premises_status", "status", "sector", "district", "village"):
        assert letters[key] in ruled, key
    assert "MATCH($O3" in ruled[letters["village"]]


def test_what_is_filled_in_is_read_back_without_a_fault(blank):
    judgement = filled(blank)
    rows = [row for _, planned in judgement.chunks() for row in planned]
    assert [row.decision for row in rows] == ["new"]
    assert {fault.code for fault in judgement.faults.told} <= {"nik-serial", "sheet-left-out"}
    sheet = judgement.sheets[0].layout
    assert {guess.heading: guess.field for guess in sheet.columns} == {heading(key): key for key in COLUMNS}
    record = rows[0].checked.record
    assert (record.owner.nik, record.place.area_code, record.name) == (
        "1472014507800000",
        "14.72.02.1002",
        "Warung Bu Siti",
    )
    assert (record.figures.turnover.per_year().low, record.figures.workers_female) == (42_000_000, 2)
    assert {paper.kind: paper.number for paper in record.licences} == {"nib": "0220001234567", "halal": None}


def test_a_blank_left_blank_is_told_as_empty(blank):
    judgement = judge(open_workbook(blank), ground_without_register(CITY, CITY, dt.date(2026, 11, 22)))
    assert [row for _, planned in judgement.chunks() for row in planned] == []
