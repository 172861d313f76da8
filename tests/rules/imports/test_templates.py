"""A template as a file: plain OOXML that other programs open, save and convert without any cell becoming news."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openxml_audit import FileFormat, OpenXmlValidator

from digiloka import sealing
from digiloka.areas.loading import areas_of_city
from digiloka.areas.naming import AreaNames
from digiloka.imports import templates
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.printed_cells import COLUMNS
from digiloka.imports.row_keys import KEY_HEADING
from digiloka.imports.survey_sheets import FIRST, heading
from digiloka.imports.templates import Area
from digiloka.imports.workbook import open_workbook
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries import Present
from digiloka.registry.records import BusinessRecord
from tests.records import again, some_record
from tests.returning import converted
from tests.workbooks.xlsx import sheet_xml

CITY, KELURAHAN, KECAMATAN = "14.72", "14.72.02.1002", "14.72.02"
TODAY = dt.date(2026, 11, 22)
NAMES = AreaNames(areas_of_city(CITY))


@pytest.fixture(autouse=True)
def _keys():
    sealing.use(sealing.new_keyring(generated=True))


def known(number: int, area: str = KELURAHAN, **changed: Any) -> Present:
    """A business of any kind, stored and read again."""
    record = again(some_record(number))
    record.place.area_code, record.place.district_code = area, area[:8]
    for name, value in changed.items():
        setattr(record, name, value)
    return Present(uuid.UUID(int=number), f"1472-AAAA-{number:04}", 1 + number, uuid.UUID(int=number), area, record,
                   apart=False)


def written(folder: Path, rows: list[Present], area: str = KELURAHAN) -> bytes:
    path = folder / "lembar.xlsx"
    assert templates.write(path, Area(area), NAMES, rows, TODAY) == len(rows)
    return path.read_bytes()


def judged(data: bytes, name: str = "lembar.xlsx") -> Any:
    judgement = judge(open_workbook(data, name), ground_without_register(CITY, CITY, TODAY))
    rows = [row for _, planned in judgement.chunks() for row in planned]
    return judgement, rows


def validations(data: bytes) -> list[Any]:
    return [rule for sheet in load_workbook(io.BytesIO(data)) for rule in sheet.data_validations.dataValidation]


ODD = ("=1+1", "+62 811", "-", "@rumah", "Kopi ☕ & <Teh>", "baris\nkedua", "\x07bel", "Jum'at ", "1.500.000", "007",
       "12/03/2020", "x" * 3_000)


def odd_rows() -> list[Present]:
    """Businesses whose words a spreadsheet program would like to make something else of."""
    return [known(number, activity=words, name=words, brand=None) for number, words in enumerate(ODD)]


@pytest.mark.parametrize("area", [KELURAHAN, KECAMATAN])
def test_the_xml_is_valid_for_excel_2010(tmp_path, area):
    path = tmp_path / "lembar.xlsx"
    path.write_bytes(written(tmp_path, [*map(known, range(40)), *odd_rows()], area))
    found = OpenXmlValidator(FileFormat.OFFICE_2010).validate(path)
    assert not found.errors


def test_the_validator_finds_what_is_wrong(tmp_path):
    path = tmp_path / "rusak.xlsx"
    data = written(tmp_path, [known(1)])
    path.write_bytes(sheet_xml(data, lambda xml: xml.replace(b"<autoFilter ", b"<autofilter ", 1)))
    assert OpenXmlValidator(FileFormat.OFFICE_2010).validate(path).errors


def test_there_is_nothing_in_it_that_an_old_program_does_not_know(tmp_path):
    data = written(tmp_path, list(map(known, range(5))), KECAMATAN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    assert not any(word in part for part in xml.values() for word in (b"extLst", b"x14:", b"_xlfn", b"cm="))
    names = load_workbook(io.BytesIO(data)).defined_names
    rules = validations(data)
    assert rules
    for rule in rules:
        assert len(rule.formula1) < 255
        assert "!" not in rule.formula1, "no list of another sheet but by its name"
        asked = set(re.findall(r"\b(?:Daftar|Kelurahan)_\w+", rule.formula1))
        assert asked, rule.formula1
        assert asked <= set(names)


def test_a_sheet_is_made_for_filling_in(tmp_path):
    book = load_workbook(io.BytesIO(written(tmp_path, list(map(known, range(3))), KECAMATAN)))
    assert book.sheetnames[-2:] == ["Pilihan", "Petunjuk"]
    sheet = book["Teluk Binjai"]
    headings = [cell.value for cell in sheet[FIRST]]
    assert headings == ["Nomor usaha", *map(heading, COLUMNS), KEY_HEADING]
    formats = {}
    for dimension in sheet.column_dimensions.values():
        formats |= dict.fromkeys(range(dimension.min, dimension.max + 1), dimension)
    assert [at for at, dimension in formats.items() if dimension.hidden] == [len(headings)]
    texts = [at for at, key in enumerate(COLUMNS, start=2) if BY_KEY[key].text]
    assert {formats[at].number_format for at in texts} == {"@"}
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("C3", "landscape", 9)
    assert sheet.auto_filter.ref.startswith("A2:"), "who sorts takes the hidden keys along"
    ends = [each.max_row for rule in sheet.data_validations.dataValidation for each in rule.sqref.ranges]
    assert min(ends) >= FIRST + 300, "empty rows have drop-downs, too"
    assert "TELUK BINJAI" in sheet["A1"].value


@pytest.mark.parametrize("area", [KELURAHAN, KECAMATAN])
def test_headings_are_read_back_as_the_fields_they_were_written_for(tmp_path, area):
    judgement, _ = judged(written(tmp_path, list(map(known, range(30))), area))
    sheet = judgement.sheets[0].layout
    found = {guess.heading: guess.field for guess in sheet.columns if guess.heading}
    assert found == {"Nomor usaha": "row_number", **{heading(key): key for key in COLUMNS}}
    assert not sheet.ask


def unedited(data: bytes, name: str = "lembar.xlsx") -> tuple[set[str], int]:
    _, rows = judged(data, name)
    return {row.decision for row in rows}, len(rows)


def test_any_business_comes_back_unedited_as_nothing_new(tmp_path):
    rows = [*map(known, range(300)), *odd_rows()]
    assert unedited(written(tmp_path, rows)) == ({"same"}, len(rows))


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize(("ending", "name"), [("xlsx", "a.xlsx"), ("ods", "a.ods"), ("xls", "a.xls")])
def test_saved_by_libreoffice_it_is_still_nothing_new(tmp_path, ending, name):
    rows = [*map(known, range(60)), *odd_rows()]
    back = converted(written(tmp_path, rows, KECAMATAN), ending, tmp_path)
    assert unedited(back, name) == ({"same"}, len(rows))


@pytest.mark.needs("libreoffice")
def test_saved_as_a_text_file_it_is_still_nothing_new(tmp_path):
    rows = [*map(known, range(60)), *odd_rows()]
    as_text = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
    back = converted(written(tmp_path, rows), as_text, tmp_path)
    assert unedited(back, "a.csv") == ({"same"}, len(rows))


@pytest.mark.needs("libreoffice")
def test_libreoffice_keeps_the_drop_downs_and_the_hidden_key(tmp_path):
    back = converted(written(tmp_path, [known(1)]), "xlsx", tmp_path)
    sheet = load_workbook(io.BytesIO(back))["Teluk Binjai"]
    asked = " ".join(rule.formula1 or "" for rule in sheet.data_validations.dataValidation)
    assert "Daftar_sex" in asked
    assert "OFFSET(Kelurahan_semua" in asked
    key = next(cell for cell in sheet[FIRST] if cell.value == KEY_HEADING)
    hidden = [dimension for dimension in sheet.column_dimensions.values() if dimension.hidden]
    assert any(dimension.min <= key.column <= dimension.max for dimension in hidden)


def test_sorted_with_a_column_more_and_rows_less_it_is_still_nothing_new(tmp_path):
    book = load_workbook(io.BytesIO(written(tmp_path, list(map(known, range(20))))))
    sheet = book["Teluk Binjai"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=FIRST + 1, max_row=FIRST + 20)]
    for at, line in enumerate(sorted(lines[3:], key=lambda line: str(line[1])[::-1]), start=FIRST + 1):
        for column, value in enumerate(line, start=1):
            sheet.cell(at, column).value = value
    sheet.delete_rows(FIRST + 18, 3)
    sheet.insert_cols(4)
    sheet.cell(FIRST, 4).value = "Diperiksa oleh"
    for at in range(FIRST + 1, FIRST + 10):
        sheet.cell(at, 4).value = "Rudi"
    out = io.BytesIO()
    book.save(out)
    assert unedited(out.getvalue()) == ({"same"}, 17)


def test_a_row_that_lost_its_key_shows_no_mask_as_a_value(tmp_path):
    book = load_workbook(io.BytesIO(written(tmp_path, [known(1, notes="Rajin", name="Dapur", activity="Kue")])))
    sheet = book["Teluk Binjai"]
    sheet.cell(FIRST + 1, len(COLUMNS) + 2).value = None
    out = io.BytesIO()
    book.save(out)
    _, (row,) = judged(out.getvalue())
    record: BusinessRecord = row.checked.record
    assert (row.decision, record.notes, record.owner.nik, record.owner.phones) == ("new", None, None, ())
    assert "•" not in (row.told or "")


def test_a_sheets_name_is_one_that_every_program_takes(tmp_path):
    names = {row.name for row in NAMES.rows.values() if row.level == "kelurahan"}
    book = load_workbook(io.BytesIO(written(tmp_path, [known(1, "14.72.01.1009")], CITY)))
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert {name[:31] for name in names} <= set(book.sheetnames)


def test_a_kecamatan_called_as_one_of_its_kelurahan_has_a_sheet_of_its_own(tmp_path):
    namesake = next(row for row in areas_of_city(CITY) if row.level == "kelurahan"
                    and row.name == NAMES.rows[row.parent_code].name)
    data = written(tmp_path, [known(1, namesake.parent_code), known(2, namesake.code)], namesake.parent_code)
    sheets = load_workbook(io.BytesIO(data)).sheetnames
    assert {namesake.name, f"Kecamatan {namesake.name}"} <= set(sheets)


def test_a_business_whose_area_is_no_area_any_more_stands_on_the_sheet_of_the_area_asked_for(tmp_path):
    data = written(tmp_path, [known(1, f"{KELURAHAN[:-1]}9")])
    assert NAMES.rows[KELURAHAN].name in load_workbook(io.BytesIO(data)).sheetnames
