"""The officer's own workbook, given back: everything of theirs as it was, everything wrong coloured and said."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from digiloka.imports.answers import Answers
from digiloka.imports.own_columns import MEND, READY, REFUSED, STATUSES
from digiloka.imports.returned.notes import MOST
from digiloka.imports.row_keys import STATUS_HEADING, is_key
from tests.components import SHARED
from tests.records import nik
from tests.returning import OURS, column_of, converted, edited, given_back, is_well_formed, parts, raw_cells, values
from tests.workbooks import ods, ole, xlsx
from tests.workbooks.furnished import HEADING_ROW, furnished
from tests.workbooks.xlsx import sheet_xml, with_part, workbook

HEADINGS = ("Nama Pemilik", "NIK", "No HP", "Omzet per Bulan (Rp)", "Nama Usaha", "Kegiatan Usaha", "Alamat", "Halal")
_SHEET = "xl/worksheets/sheet1.xml"
FAULT, LOOK = "FFFFC9C2", "FFFFF0C4"


def person(number: int, **changed):
    told = {
        "owner": f"Siti Aminah {'ABCDEFGH'[number]}", "nik": nik(number)[:-4] + "0003",
        "phone": f"0812345678{number:02}", "turnover": 3_500_000, "name": f"Warung {number}",
        "activity": "Jual sembako", "address": f"Jl. Melur {number}",
        "halal": "Belum",
    }  # fmt: skip
    return list((told | changed).values())


PEOPLE = [
    person(0), person(1, nik="147201120385"), person(2), person(3, phone="08"), person(4, owner=None, name=None),
    person(5, turnover=None),
]  # fmt: skip
FILE = furnished(HEADINGS, PEOPLE)


@pytest.fixture(scope="module")
def back() -> bytes:
    return given_back(FILE).content


def sheet_of(data: bytes, name: str = "Data UMKM"):
    return load_workbook(io.BytesIO(data))[name]


def ground(cell) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.patternType == "solid" else None


def beside(data: bytes, name: str = "Data UMKM") -> list[tuple[str | None, str | None]]:
    """(status, reasons) of every row that has them."""
    sheet = sheet_of(data, name)
    status, reason = (column_of(sheet, heading) for heading in OURS[:2])
    told = [(row[status - 1].value, row[reason - 1].value) for row in sheet.iter_rows() if len(row) >= reason]
    return [pair for pair in told if pair[0] not in (None, STATUS_HEADING)]


def test_every_cell_keeps_value_type_and_bytes(back):
    before, after = values(FILE), values(back)
    assert list(after) == list(before), "sheets and their order"
    assert all(after[name] | cells == after[name] for name, cells in before.items())
    assert after["Kode"] == before["Kode"]
    raw, now = raw_cells(FILE, _SHEET), raw_cells(back, _SHEET)
    assert {place: now[place] for place in raw} == raw


def test_every_part_but_the_marked_ones_is_the_same_to_the_byte(back):
    before, after = parts(FILE), parts(back)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"xl/styles.xml", _SHEET, "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/workbook.xml"}
    assert set(after) == set(before)
    assert is_well_formed(back)


def _without_filter(xml: bytes) -> bytes:
    return re.sub(rb'<autoFilter[^>]*?(/>|>.*?</autoFilter>)', b"", xml)


def test_the_officers_filter_takes_our_columns_along_when_the_rows_are_sorted(back):
    sheet, old = sheet_of(back), sheet_of(FILE).auto_filter.ref
    last = get_column_letter(column_of(sheet, OURS[2]))
    wide = re.sub(r"[A-Z]+(?=\d+$)", last, old)
    assert sheet.auto_filter.ref == wide != old
    told = re.findall(rb"_FilterDatabase[^>]*>([^<]*)<", parts(back)["xl/workbook.xml"])
    assert [one.decode().rpartition("!")[2].replace("$", "") for one in told] == [wide]


@pytest.mark.parametrize(("filtered", "after"), [
    ("A3:B7", "A3:G7"), ("A12:B14", "A12:B14"), (None, None),
])  # fmt: skip
def test_only_a_filter_of_the_list_is_widened(filtered, after):
    lines = [["DATA UMKM TAHUN 2026"], [], ["Nama Pemilik", "NIK", "Nama Usaha", "Kegiatan Usaha"]]
    lines += [[f"Siti {at}", "14", f"Warung {at}", "Warung kopi"] for at in range(4)]
    book = load_workbook(io.BytesIO(workbook({"Daftar 'Usaha' & Jasa": lines})))
    book.worksheets[0].auto_filter.ref = filtered
    out = io.BytesIO()
    book.save(out)
    back = given_back(out.getvalue()).content
    assert load_workbook(io.BytesIO(back)).worksheets[0].auto_filter.ref == after
    names = re.findall(rb"_FilterDatabase[^>]*>([^<]*)<", parts(back)["xl/workbook.xml"])
    assert [one.decode().rpartition("!")[2].replace("$", "") for one in names] == ([after] if after else [])


def test_what_stands_around_the_rows_stays(back):
    before, after = parts(FILE)[_SHEET], parts(back)[_SHEET]
    behind = [_without_filter(data.partition(b"</sheetData>")[2]) for data in (before, after)]
    assert behind[0] == behind[1], "merged cells, conditional formats, validations, links, print settings"
    old, new = sheet_of(FILE), sheet_of(back)
    assert new.freeze_panes == old.freeze_panes == "B6"
    assert [old.column_dimensions[letter].width for letter in "ABCDEFGH"] == [
        new.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert new.column_dimensions["C"].hidden
    assert [row for row, told in new.row_dimensions.items() if told.hidden] == [HEADING_ROW + 3]
    assert new.row_dimensions[HEADING_ROW + 2].height == 33


MADE_TEXT = {"B7", "C9"}  # a NIK and a phone that are wrong


def test_fonts_borders_and_number_formats_stay_also_in_coloured_cells(back):
    old, new = sheet_of(FILE), sheet_of(back)
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            number_format = "@" if other.coordinate in MADE_TEXT else cell.number_format
            kept = (number_format, cell.font.name, cell.font.b, cell.border.left.style, cell.alignment.wrap_text)
            assert kept == (other.number_format, other.font.name, other.font.b, other.border.left.style,
                            other.alignment.wrap_text), cell.coordinate  # fmt: skip
            if ground(other) not in (FAULT, LOOK):
                assert ground(cell) == ground(other), cell.coordinate


def test_faulty_cells_are_coloured_and_say_what_to_type(back):
    sheet = sheet_of(back)
    bad = sheet[f"B{HEADING_ROW + 2}"]
    assert (bad.value, ground(bad)) == ("147201120385", FAULT)
    assert bad.comment.text.startswith("DIGILOKA: NIK")
    assert ground(sheet[f"C{HEADING_ROW + 4}"]) == FAULT
    coloured = {cell.coordinate for row in sheet.iter_rows() for cell in row if ground(cell) in (FAULT, LOOK)}
    status = "I"
    assert {place for place in coloured if not place.startswith(status)} >= {"B7", "C9"}
    assert not any(place.endswith(("6", "8")) for place in coloured), "nothing is wrong with these rows"


@pytest.mark.parametrize("how", ["0", "0.00E+00", "General"])
def test_a_faulty_nik_phone_or_nib_cell_becomes_text_with_its_value_as_it_was(how):
    headings = ["Nama Pemilik", "NIK", "No HP", "NIB", "Modal (Rp)", "Nama Usaha", "Kegiatan Usaha"]
    rows = [[f"Siti {number}", nik(number), f"0812345678{number:02}", f"02200012345{number:02}", 5_000_000,
             f"Warung {number}", "Jual sembako"] for number in range(4)]
    rows[2][1:5] = [1472014507800000, 8123, 220001234567, -5]

    def damaged(sheet):
        for row in sheet.iter_rows(min_row=2):
            for cell in row[1:5]:
                cell.number_format = how

    file = edited(workbook({"Data": [headings, *rows]}), damaged)
    sheet = sheet_of(once := given_back(file).content, "Data")
    bad = {cell.coordinate: cell for row in sheet.iter_rows(max_col=7) for cell in row if ground(cell) == FAULT}
    assert {place: cell.number_format for place, cell in bad.items()} == {"B4": "@", "C4": "@", "D4": "@", "E4": how}
    assert bad["B4"].value == 1472014507800000
    assert sheet["B3"].number_format == how
    mended = edited(once, lambda sheet: sheet["E4"].__setattr__("value", 5_000_000))
    again = sheet_of(given_back(mended).content, "Data")
    assert [again[place].number_format for place in ("B4", "E4")] == ["@", how]
    mended = edited(mended, lambda sheet: sheet["B4"].__setattr__("value", nik(2)))
    again = sheet_of(given_back(mended).content, "Data")
    assert ground(again["B4"]) != FAULT
    assert again["B4"].value == nik(2)


def test_a_faulty_cell_that_a_program_made_a_date_stays_one():
    headings = ["Nama Pemilik", "No HP", "Nama Usaha", "Kegiatan Usaha"]
    rows = [[f"Siti {n}", f"0812345678{n:02}", f"Warung {n}", "Jual sembako"] for n in range(4)]
    rows[1][1], rows[2][1] = date(2024, 2, 1), date(2024, 3, 1)
    file = edited(workbook({"Data": [headings, *rows]}), lambda sheet: setattr(sheet["B4"], "number_format", "d-mmm"))
    back = sheet_of(given_back(file).content, "Data")
    assert [(ground(back[place]), back[place].value.date()) for place in ("B3", "B4")] == [
        (FAULT, date(2024, 2, 1)), (FAULT, date(2024, 3, 1))]  # fmt: skip


def test_state_and_reasons_stand_beside_the_heading_with_the_cells_letter(back):
    sheet = sheet_of(back)
    assert [sheet.cell(HEADING_ROW, column).value for column in (9, 10, 11)] == list(OURS)
    told = beside(back)
    assert [status for status, _ in told] == [READY, MEND, READY, MEND, REFUSED, READY]
    assert told[1][1].startswith("B (NIK): NIK")
    assert told[3][1].startswith("C (No HP): ")
    assert "nama" in told[4][1]
    assert [reason for _, reason in told[::2]][:2] == [None, None]


def test_the_key_is_hidden_at_the_far_right(back):
    sheet = sheet_of(back)
    assert sheet.column_dimensions["K"].hidden
    keys = [sheet.cell(row, 11).value for row in range(HEADING_ROW + 1, HEADING_ROW + 7)]
    assert all(map(is_key, keys))
    assert len(set(keys)) == 6


def test_the_officers_comment_stays_and_ours_stands_below_it():
    rows = [person(0, nik="123"), *PEOPLE[1:]]
    sheet = sheet_of(given_back(with_comment_on_the_nik(furnished(HEADINGS, rows))).content)
    said = sheet[f"B{HEADING_ROW + 1}"].comment.text
    assert said.startswith("Sudah dicek Bu Ani")
    assert "\n\nDIGILOKA: NIK" in said


def with_comment_on_the_nik(data: bytes) -> bytes:
    data = with_part(data, "xl/comments1.xml", lambda xml: xml.replace(b'ref="A6"', b'ref="B6"'))
    return with_part(data, "xl/drawings/vmlDrawing1.vml",
                     lambda xml: xml.replace(b"<x:Column>0</x:Column>", b"<x:Column>1</x:Column>"))


def test_macros_stay_and_so_does_the_ending():
    data = furnished(HEADINGS, PEOPLE, macros=True)
    returned = given_back(data, "survei.xlsm")
    assert returned.name == "survei - DIGILOKA.xlsm"
    assert parts(returned.content)["xl/vbaProject.bin"] == parts(data)["xl/vbaProject.bin"]
    assert is_well_formed(returned.content)


@pytest.mark.parametrize(
    ("sent", "bad_only", "given"),
    [
        ("survei.xlsx", False, "survei - DIGILOKA.xlsx"),
        ("survei.xlsx", True, "survei - DIGILOKA - yang salah.xlsx"),
        ("survei - DIGILOKA.xlsx", False, "survei - DIGILOKA.xlsx"),
        ("survei - DIGILOKA - yang salah.xlsx", False, "survei - DIGILOKA.xlsx"),
        ("survei - DIGILOKA.xlsx", True, "survei - DIGILOKA - yang salah.xlsx"),
        ("yang salah.xls", False, "yang salah - DIGILOKA.xlsx"),
    ],
)
def test_each_download_has_a_name_of_its_own(sent, bad_only, given):
    assert given_back(FILE, sent, bad_only=bad_only).name == given


def test_bad_rows_only_hides_the_good_ones_and_loses_nothing():
    data = given_back(FILE, bad_only=True).content
    sheet = sheet_of(data)
    hidden = [row for row, told in sheet.row_dimensions.items() if told.hidden]
    assert hidden == [6, 8, 11], "the good rows; titles, totals and the bad ones are seen"
    assert values(data)["Data UMKM"] == values(given_back(FILE).content)["Data UMKM"] | {
        place: told for place, told in values(data)["Data UMKM"].items() if place.startswith("K")}


def test_a_file_that_comes_back_twice_has_our_columns_once_and_no_old_colours():
    once = given_back(FILE).content
    mended = edited(once, lambda sheet: sheet["B7"].__setattr__("value", person(1)[1]))
    mended = edited(mended, lambda sheet: sheet["C9"].__setattr__("value", "081234567803"))
    twice = given_back(mended).content
    sheet = sheet_of(twice)
    headings = [cell.value for cell in sheet[HEADING_ROW] if cell.value]
    assert headings == [*HEADINGS, *OURS]
    assert [status for status, _ in beside(twice)] == [READY] * 4 + [REFUSED, READY]
    assert {ground(sheet[place]) for place in ("B7", "C9")} <= {None, ground(sheet_of(FILE)["B7"]),
                                                               ground(sheet_of(FILE)["C9"])}
    assert sheet["B7"].comment is None
    assert is_well_formed(twice)


def test_what_we_wrote_is_no_column_of_the_list(back):
    judged = given_back(back)
    assert [status for status, _ in beside(judged.content)] == [READY, MEND, READY, MEND, REFUSED, READY]


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(lambda xml: xml.replace(b' spans="', b' spans = "'), id="spans"),
        pytest.param(lambda xml: xml.replace(b"<sheetData>", b"<sheetData>\r\n").replace(b"</row>", b"</row>\r\n"),
                     id="line ends"),
        pytest.param(lambda xml: xml.replace(b'<c r="A7"', b'<c\tr="A7"'), id="tabs"),
        pytest.param(lambda xml: xml.replace(b"<cols>", b"<cols><!-- x -->"), id="remarks"),
    ],
)
def test_sheets_written_in_other_ways_come_back_whole(odd):
    data = sheet_xml(FILE, odd)
    returned = given_back(data).content
    assert [status for status, _ in beside(returned)] == [READY, MEND, READY, MEND, REFUSED, READY]
    assert is_well_formed(returned)


@pytest.mark.parametrize("end", [b"<r>" * 150 + b"</r>" * 150, b"<x/>" * 500_001], ids=["nested", "crowded"])
def test_a_sheet_that_only_fills_memory_is_written_anew(end):
    bomb = sheet_xml(FILE, lambda xml: xml.replace(b"</worksheet>", b"<extLst>" + end + b"</extLst></worksheet>"))
    returned = given_back(bomb)
    assert any("ditulis ulang" in note for note in returned.notes)
    assert [status for status, _ in beside(returned.content)] == [READY, MEND, READY, MEND, REFUSED, READY]


def test_a_workbook_with_prefixed_elements_and_no_cell_formats_comes_back():
    data = with_part(xlsx.prefixed(), "xl/styles.xml", lambda _: b'<styleSheet xmlns="http://schemas.openxmlformats.'
                     b'org/spreadsheetml/2006/main"/>')
    returned = given_back(data).content
    assert [status for status, _ in beside(returned, "Data")] == [READY, READY]
    assert is_well_formed(returned)


def test_a_locked_sheet_stays_locked_and_our_words_can_be_typed_over():
    lock = b'</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>'
    returned = given_back(sheet_xml(FILE, lambda xml: xml.replace(b"</sheetData>", lock)))
    sheet = sheet_of(returned.content)
    assert sheet.protection.sheet
    assert not sheet.cell(HEADING_ROW + 1, 9).protection.locked
    assert any("terkunci" in note for note in returned.notes)


def test_comments_are_bounded_and_said_to_be():
    rows = [person(0, nik="1", phone="08", owner=f"Siti {'A' * (number % 20 + 2)}", name=f"Warung {number}")
            for number in range(MOST)]  # fmt: skip
    returned = given_back(workbook({"Data": [HEADINGS, *rows]}))
    sheet = sheet_of(returned.content, "Data")
    said = sum(cell.comment is not None for row in sheet.iter_rows() for cell in row)
    assert said <= MOST
    assert ground(sheet.cell(MOST, 2)) == FAULT, "the last rows are coloured, too"
    assert any("catatan" in note for note in returned.notes)


def test_several_lists_in_one_book_are_each_marked():
    book = {name: [HEADINGS, *PEOPLE] for name in ("RT 01", "RT 02")} | {"Catatan": [["Lembar ini bukan daftar"]]}
    returned = given_back(workbook(book)).content
    assert len(beside(returned, "RT 01")) == len(beside(returned, "RT 02")) == len(PEOPLE)
    assert values(returned)["Catatan"] == {"A1": ("Lembar ini bukan daftar", "s")}
    assert is_well_formed(returned)


def test_a_column_that_the_list_has_not_is_said_once_at_our_own_heading():
    lines = [["Nama Pemilik", "Nama Usaha"], *([f"Siti {letter}", f"Warung {letter}"] for letter in "ABCDEFGH")]
    returned = given_back(workbook({"Data": lines})).content
    sheet = sheet_of(returned, "Data")
    status = sheet.cell(1, column_of(sheet, STATUS_HEADING))
    assert 'tambahkan kolom "Kegiatan Usaha"' in status.comment.text
    assert "Kolom ini ditulis DIGILOKA." in status.comment.text
    assert status.fill.start_color.rgb == LOOK
    said = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert sum("tambahkan kolom" in one for one in said) == 1
    again = given_back(returned).content
    assert sum(len(re.findall("tambahkan kolom", cell.comment.text))
               for row in sheet_of(again, "Data").iter_rows() for cell in row if cell.comment) == 1


def test_a_list_of_which_nothing_is_said_has_a_plain_heading(back):
    sheet = sheet_of(back, "Data UMKM")
    status = next(cell for row in sheet.iter_rows() for cell in row if cell.value == STATUS_HEADING)
    assert status.fill.start_color.rgb not in (FAULT, LOOK)


def test_a_list_without_headings_gets_no_headings():
    rows = [person(number % 8, name=f"Warung {number}", nik=nik(number)) for number in range(12)]
    returned = given_back(workbook({"Data": rows})).content
    sheet = sheet_of(returned, "Data")
    assert sheet.max_row == 12
    assert all(is_key(sheet.cell(row, 11).value) for row in range(1, 13))
    assert sheet.cell(1, 9).value in STATUSES


def test_columns_far_right_of_the_list_are_not_written_over():
    far = [[*row, *[None] * 4, "catatan Lurah" if at == 3 else None] for at, row in enumerate([HEADINGS, *PEOPLE])]
    returned = given_back(workbook({"Data": far})).content
    sheet = sheet_of(returned, "Data")
    assert sheet.cell(4, 13).value == "catatan Lurah"
    assert column_of(sheet, STATUS_HEADING) == 14


def test_text_that_looks_like_xml_or_an_escape_comes_through():
    rows = [person(0, nik="<b>&_x0041_\x0b"), person(1)]
    returned = given_back(workbook({"Data": [HEADINGS, *rows]})).content
    assert is_well_formed(returned)
    assert sheet_of(returned, "Data")["B2"].comment


DAY = date(2018, 3, 4)
TYPED_OVER = {  # heading, what its cells hold from the faulty one on, what is typed there → value, type
    "words among numbers": ("Omzet per Bulan (Rp)", ["banyak", 3_500_000, 2_000_000], "1500000", (1_500_000, "n")),
    "a blank among numbers": ("Omzet per Bulan (Rp)", [None, 3_500_000, 2_000_000], "1500000", (1_500_000, "n")),
    "a number among numbers": ("Omzet per Bulan (Rp)", [7, 3_500_000, 2_000_000], "1500000", (1_500_000, "n")),
    "thousands with a dot": ("Omzet per Bulan (Rp.000)", ["banyak", 3_500, 2_000], "1.750", (1_750, "n")),
    "millions with dots": ("Modal", ["banyak", 3_500_000, 2_000_000], "1.500.000", (1_500_000, "n")),
    "dots and a comma": ("Modal (Rp.000)", ["banyak", 3_500, 2_000], "1.234,5", (1_234.5, "n")),
    "a comma": ("Modal (juta)", ["banyak", 3, 2], "12,5", (12.5, "n")),
    "what is made": ("Kapasitas Produksi", ["banyak", 3_500, 2_000], "1.200", (1_200, "n")),
    "one comma before three": ("Modal (Rp.000)", ["banyak", 3_500, 2_000], "1,750", ("1,750", "s")),
    "dots among words": ("Modal", ["banyak", "3,5 juta", "2 juta"], "1.500.000", ("1.500.000", "s")),
    "a point": ("Latitude", ["dekat", 1.667, 1.668], "1.669", ("1.669", "s")),
    "a phone with dots": ("No HP", [8, 81234567801, 81234567802], "812.345.678", ("812.345.678", "s")),
    "an NPWP with dots": ("NPWP", [12, 12345678921101, 12345678921102], "12.345.678", ("12.345.678", "s")),
    "words among words": ("Omzet per Bulan (Rp)", ["banyak", "3,5 juta", "2 juta"], "1500000", ("1500000", "s")),
    "an amount in words": ("Omzet per Bulan (Rp)", ["banyak", 3_500_000, 2_000_000], "1,5 juta", ("1,5 juta", "s")),
    "a figure behind a zero": ("Modal", ["banyak", 3_500_000, 2_000_000], "015", ("015", "s")),
    "a phone among numbers": ("No HP", [8, 81234567801, 81234567802], "81234567803", ("81234567803", "s")),
    "a NIB among numbers": ("NIB", ["lupa", 9120001234567, 9120001234568], "9120001234569", ("9120001234569", "s")),
    "a NIK that lost a figure": ("NIK", [147201120385, 1.4e15, 1.4e15], "147201120385000", ("147201120385000", "s")),
    "an NPWP": ("NPWP", [12, 12345678921101, 12345678921102], "123456789211000", ("123456789211000", "s")),
    "a year among dates": ("Mulai Usaha", [date(2019, 1, 2), DAY, DAY], "2019", ("2019", "s")),
    "a year in a blank among dates": ("Mulai Usaha", [None, DAY, DAY], "2019", ("2019", "s")),
}  # fmt: skip


@pytest.mark.parametrize("writer", ["XlsxWriter", "openpyxl"])  # the second says of each number that it is one
@pytest.mark.parametrize("what", TYPED_OVER)
def test_what_was_typed_in_the_browser_is_a_number_where_its_column_holds_numbers(what, writer):
    heading, cells, typed, expected = TYPED_OVER[what]
    lines = [["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", heading]]
    lines += [[f"Siti {'ABC'[at]}", f"Warung {at}", "Jual sembako", cell] for at, cell in enumerate(cells)]
    data = workbook({"Data": lines})
    data = data if writer == "XlsxWriter" else edited(data, lambda _: None)
    returned = given_back(data, answers=Answers(cells={("Data", 2, 3): typed})).content
    assert values(returned)["Data"]["D2"] == expected
    assert is_well_formed(returned)


CELLS = [["Nama Pemilik", "NIK", "Nama Usaha", "Kegiatan Usaha", "Omzet per Bulan (Rp)"],
         ["Siti", "147201", "Warung Siti", "Jual sembako", 3_500_000],
         ["Budi", nik(1), "Bengkel Budi", "Tambal ban", 2_000_000]]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("survei.csv", "\n".join(";".join(map(str, row)) for row in CELLS).encode()),
        ("survei.ods", ods.document(ods.sheet(CELLS))),
    ],
)
def test_other_kinds_come_back_as_xlsx_with_their_cells(name, data):
    returned = given_back(data, name)
    assert returned.name == "survei - DIGILOKA.xlsx"
    assert returned.notes
    sheet = load_workbook(io.BytesIO(returned.content)).worksheets[0]
    assert [cell.value for cell in sheet[3]][:4] == ["Budi", nik(1), "Bengkel Budi", "Tambal ban"]
    assert ground(sheet["B2"]) == FAULT
    assert sheet["B3"].number_format == "@", "a NIK that is typed over stays text"
    assert is_well_formed(returned.content)


def test_what_an_old_file_could_not_calculate_comes_back_as_an_error():
    lines = [CELLS[0], [*CELLS[1][:4], "#REF!"], [*CELLS[2][:4], "=#N/A"], ["Ani", None, "#1 Kopi", "Kopi", 900_000.0]]
    returned = given_back(ole.xls(lines), "survei.xls").content
    found = values(returned)["Data"]
    assert [found[cell] for cell in ("E2", "E3", "C4")] == [("#REF!", "e"), ("#N/A", "e"), ("#1 Kopi", "s")]
    assert is_well_formed(returned)
    again = given_back(returned).content
    assert [(cell.row, cell.comment.text) for cell in sheet_of(again, "Data")["E"] if cell.comment] == [
        (cell.row, cell.comment.text) for cell in sheet_of(returned, "Data")["E"] if cell.comment
    ]


@pytest.mark.needs("shared")
@pytest.mark.parametrize("path", sorted((SHARED / "surveys").glob("*.xlsx")), ids=lambda path: path.stem)
def test_surveys_come_back_with_every_cell_as_it_was(path):
    data = path.read_bytes()
    returned = given_back(data, path.name).content
    before, after = values(data), values(returned)
    assert list(after) == list(before)
    assert all({place: after[name][place] for place in cells} == cells for name, cells in before.items())
    for part, content in parts(data).items():
        if part.startswith("xl/worksheets/sheet"):
            raw, now = raw_cells(data, part), raw_cells(returned, part)
            assert {place: now[place] for place in raw} == raw
        elif not part.endswith((".xml", ".rels", ".vml")) or "theme" in part or "sharedStrings" in part:
            assert parts(returned)[part] == content
    assert is_well_formed(returned)


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_libreoffice_opens_what_comes_back(tmp_path, back, ending):
    saved = converted(back, ending, tmp_path)
    if ending == "pdf":
        assert saved.startswith(b"%PDF")
        return
    assert [status for status, _ in beside(saved)] == [status for status, _ in beside(back)]
    sheet = sheet_of(saved)
    assert sheet[f"B{HEADING_ROW + 2}"].comment.text.startswith("DIGILOKA:")
    again = given_back(saved).content
    assert [cell.value for cell in sheet_of(again)[HEADING_ROW] if cell.value] == [*HEADINGS, *OURS]


@pytest.mark.needs("libreoffice")
@pytest.mark.needs("shared")
@pytest.mark.parametrize("path", sorted((SHARED / "surveys").glob("*.xlsx")), ids=lambda path: path.stem)
def test_libreoffice_opens_surveys_that_come_back(path, tmp_path):
    assert converted(given_back(path.read_bytes(), path.name).content, "pdf", tmp_path).startswith(b"%PDF")


def test_the_officers_comment_is_theirs_alone_again_once_the_cell_is_right():
    rows = [person(0, nik="123"), *PEOPLE[1:]]
    once = given_back(with_comment_on_the_nik(furnished(HEADINGS, rows))).content
    saved = edited(once, lambda sheet: sheet["B6"].__setattr__("value", person(0)[1]))
    assert sheet_of(given_back(saved).content)["B6"].comment.text == "Sudah dicek Bu Ani"
    again = sheet_of(given_back(edited(once, lambda _: None)).content)["B6"].comment.text
    assert again.count("DIGILOKA:") == 1


@pytest.mark.parametrize(
    ("part", "change"),
    [
        pytest.param("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'"styles.xml"', b'"worksheets/sheet1.xml"'),
                     id="formats that are a sheet"),
        pytest.param("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'"styles.xml"', b'"theme/theme1.xml"'),
                     id="formats that are none"),
        pytest.param(_SHEET, lambda xml: xml.replace(b'"UTF-8"', b'"ISO-8859-1"'), id="other letters"),
        pytest.param("xl/comments1.xml", lambda _: b"<comments", id="torn comments"),
        pytest.param("xl/drawings/vmlDrawing1.vml", lambda _: b"<html/>", id="no drawing"),
    ],
)
def test_a_package_that_cannot_be_changed_in_place_is_written_anew_and_that_is_said(part, change):
    returned = given_back(with_part(FILE, part, change))
    assert "ditulis ulang" in returned.notes[0]
    assert [status for status, _ in beside(returned.content)] == [READY, MEND, READY, MEND, REFUSED, READY]
    assert is_well_formed(returned.content)


def test_a_column_that_could_not_be_read_is_said_at_its_heading():
    rows = [person(number % 8, turnover=120 + number, name=f"Warung {number}") for number in range(14)]
    file = workbook({"Data": [[*HEADINGS[:3], "Omzet", *HEADINGS[4:]], *rows]})
    heading = sheet_of(given_back(file).content, "Data")["D1"]
    assert ground(heading) == LOOK
    assert "satuannya" in heading.comment.text


def test_of_cells_merged_downwards_the_one_that_is_seen_is_coloured():
    def finish(_book, made):
        made["Data"].merge_range("C2:C3", "08")

    rows = [person(0), person(1, phone=None)]
    sheet = sheet_of(given_back(workbook({"Data": [HEADINGS, *rows]}, finish)).content, "Data")
    assert (ground(sheet["C2"]), ground(sheet["C3"])) == (FAULT, None)
    assert sheet["C2"].comment.text.count("Nomor HP") == 1


def test_buttons_tables_and_text_boxes_stay():
    def finish(_book, made):
        sheet = made["Data"]
        sheet.insert_button("K2", {"caption": "Hitung"})
        sheet.insert_textbox("M5", "catatan")
        sheet.add_table(0, 0, len(PEOPLE), 7, {"columns": [{"header": heading} for heading in HEADINGS]})

    data = workbook({"Data": [HEADINGS, *PEOPLE]}, finish)
    back = given_back(data).content
    before, after = parts(data), parts(back)
    assert all(after[name] == before[name] for name in ("xl/tables/table1.xml", "xl/drawings/drawing1.xml"))
    drawn = after["xl/drawings/vmlDrawing1.vml"]
    assert (drawn.count(b'ObjectType="Button"'), drawn.count(b'ObjectType="Note"')) == (1, 4)
    assert is_well_formed(back)


def test_a_spelling_that_nobody_understands_is_asked_about_at_its_heading():
    rows = [[f"Siti {n}", f"Warung {n}", "Jual sembako", "Zumbalawa" if n % 2 else "Kuliner"] for n in range(12)]
    back = given_back(workbook({"Data": [["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", "Sektor"], *rows]})).content
    heading = sheet_of(back, "Data")["D1"]
    assert ground(heading) == LOOK
    assert '"Zumbalawa" di 6 baris' in heading.comment.text
    assert "betulkan selnya" in heading.comment.text
