"""Files of every kind open as the same sheets; what is no workbook is refused whole, with one sentence."""

from __future__ import annotations

import datetime as dt
import io
import re
import resource
import zipfile
from pathlib import Path
from typing import Any

import pytest

from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE, Limits, open_workbook
from digiloka.values import text
from digiloka.values.refusal import Refused
from tests.returning import converted
from tests.workbooks import ods, ole, xlsx

PEOPLE = [list(row) for row in xlsx.PEOPLE]
SMALL = Limits(rows=500, slack=10)


def rows_of(data: bytes, sheet: int = 0, limits: Limits | None = None) -> list[list[Any]]:
    return [cells for _, cells in open_workbook(data, limits=limits).sheets[sheet].rows()]


def refusal(data: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        open_workbook(data, limits=limits)
    return caught.value


# Every format gives the same rows

FORMATS = {
    "xlsx": xlsx.people,
    "xls": lambda: ole.xls(PEOPLE),
    "ods": lambda: ods.document(ods.sheet(PEOPLE)),
    "csv": lambda: "\n".join(";".join(row) for row in PEOPLE).encode(),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_table_reads_the_same_in_every_format(kind: str) -> None:
    opened = open_workbook(FORMATS[kind](), "daftar.doc")
    assert opened.kind == kind
    assert [cells for _, cells in opened.sheets[0].rows()] == PEOPLE
    assert (opened.sheets[0].n_rows, opened.sheets[0].n_columns) == (3, 3)


def test_a_file_on_disk_opens_by_its_path_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "survei.pdf"
    path.write_bytes(xlsx.people())
    opened = open_workbook(path)
    assert (opened.name, opened.kind) == ("survei.pdf", "xlsx")


@pytest.mark.parametrize("build", [xlsx.macro_workbook, xlsx.prefixed, xlsx.ghost_columns])
def test_harmless_oddities_change_nothing(build: Any) -> None:
    assert rows_of(build()) == PEOPLE


def test_rows_and_columns_keep_their_place_when_the_table_stands_deep_in_the_sheet() -> None:
    data = xlsx.workbook({"Data": [[], [], [None, None, "isi", None, 5]]})
    assert list(open_workbook(data).sheets[0].rows())[-1] == (3, [None, None, "isi", None, 5.0])


def test_the_type_of_a_cell_is_kept() -> None:
    day = dt.date(2020, 1, 2)
    data = xlsx.workbook({"Data": [["1472014507800001", 1472014507800001, True, day, 1.5]]})
    cells = rows_of(data)[0]
    assert cells == ["1472014507800001", 1472014507800001.0, True, day, 1.5]
    assert [type(cell) for cell in cells] == [str, float, bool, dt.date, float]


def test_rows_can_be_walked_twice_and_from_the_middle() -> None:
    sheet = open_workbook(xlsx.workbook({"Data": [[number] for number in range(2500)]})).sheets[0]
    assert list(sheet.rows()) == list(sheet.rows())
    assert [number for number, _ in sheet.rows(2499)] == [2499, 2500]


def test_a_sheet_read_in_slices_equals_the_sheet_read_whole() -> None:
    table = [[f"baris {row}", row, None if row % 7 else "x"] for row in range(40_000)]
    data = xlsx.workbook({"Lain": [["a"]], "Data": table})
    whole, sliced = (open_workbook(data, limits=Limits(grid=grid)).sheets[1] for grid in (10**7, 20_000))
    assert list(whole.rows()) == list(sliced.rows())
    assert whole.n_rows == sliced.n_rows == 40_000


def test_hidden_sheets_rows_columns_merges_and_filters_are_known() -> None:
    def finish(_book: Any, made: dict[str, Any]) -> None:
        made["Rahasia"].hide()
        sheet = made["Data"]
        sheet.merge_range(5, 0, 6, 2, "gabung")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.autofilter("A1:C2")

    data = xlsx.workbook({"Data": PEOPLE, "Rahasia": [["x"]]}, finish)
    sheet, secret = open_workbook(data).sheets
    assert (sheet.hidden, secret.hidden) == (False, True)
    assert sheet.hidden_rows == {3}  # row 10 is hidden too, but holds nothing
    assert sheet.hidden_columns == {1, 2}
    assert [(m.first_row, m.first_column, m.last_row, m.last_column) for m in sheet.merges] == [(6, 0, 7, 2)]
    assert sheet.filter == "A1:C2"


def test_an_ods_tells_what_is_hidden_and_merged() -> None:
    hidden = ods.row(["b", "c"], 'table:visibility="filter"')
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    body = f'<table:table table:name="Data">{columns}{ods.row(["a", "x"])}{hidden}</table:table>'
    sheets = open_workbook(ods.document(body + ods.sheet([["z"]], "Lain", 'table:style-name="gone"'))).sheets
    assert sheets[0].hidden_rows == {2}
    assert sheets[0].hidden_columns == {1}
    assert [sheet.hidden for sheet in sheets] == [False, True]


def test_the_number_format_of_a_money_column_is_known() -> None:
    def finish(book: Any, made: dict[str, Any]) -> None:
        made["Data"].write("B2", 5_000_000, book.add_format({"num_format": '"Rp"#,##0'}))

    sheet = open_workbook(xlsx.workbook({"Data": [["Nama", "Modal"], ["Siti", None]]}, finish)).sheets[0]
    assert sheet.formats == {1: '"Rp"#,##0'}


def test_a_formula_reads_by_its_stored_value_and_says_when_it_has_none() -> None:
    sheet = open_workbook(xlsx.unopened_formulas()).sheets[0]
    cells = dict(sheet.rows())
    assert cells[2][3] is FORMULA_WITHOUT_VALUE
    assert cells[3][3] == 2.0
    assert sheet.formulas == {3: (3,)}
    assert text.is_blank(FORMULA_WITHOUT_VALUE)


def test_a_cell_with_an_error_of_excel_keeps_its_sign() -> None:
    def finish(_book: Any, made: dict[str, Any]) -> None:
        made["Data"].write_formula("B1", "=1/0", None, "#DIV/0!")

    assert rows_of(xlsx.workbook({"Data": [["a", None, "c"]]}, finish)) == [["a", "#DIV/0!", "c"]]


def test_a_cell_with_an_error_keeps_its_sign_in_an_old_excel_file_too() -> None:
    lines = [["Nama", "NIK", "Omzet"], ["Siti", "#REF!", 1.0], ["Budi", "=#N/A", "#VALUE!"], ["#1 Kopi", None, 0.0]]
    shown = [["Nama", "NIK", "Omzet"], ["Siti", "#REF!", 1.0], ["Budi", "#N/A", "#VALUE!"], ["#1 Kopi", None, 0.0]]
    assert rows_of(ole.xls(lines)) == shown
    alike = "\u0205\u0008" + "\u0000" * 3 + "\u0117"  # the bytes of an error cell, inside of words
    assert rows_of(ole.xls([["Nama", "NIK"], [alike, 1.0]])) == [["Nama", "NIK"], [alike, 1.0]]


@pytest.mark.needs("libreoffice")
def test_errors_of_each_sheet_stand_in_the_cells_in_which_libreoffice_wrote_them(tmp_path: Path) -> None:
    def finish(_book: Any, made: dict[str, Any]) -> None:
        for place, sheet in enumerate(made.values()):
            sheet.write_formula(300 + place, 1, "=1/0", None, "")
            sheet.write_formula(place, 2, "=NA()", None, "")

    lines = [[f"Siti {number}", None, None, number] for number in range(400)]
    data = without_results(xlsx.workbook({"Satu": lines, "Dua": lines}, finish))
    book = open_workbook(converted(data, "xls", tmp_path))
    found = [[(row, column, cell) for row, cells in sheet.rows() for column, cell in enumerate(cells)
              if isinstance(cell, str) and cell.startswith("#")] for sheet in book.sheets]  # fmt: skip
    assert found == [[(1, 2, "#N/A"), (301, 1, "#DIV/0!")], [(2, 2, "#N/A"), (302, 1, "#DIV/0!")]]


def without_results(data: bytes) -> bytes:
    """Formulas that have yet to be calculated, on both sheets."""
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        data = xlsx.with_part(data, part, lambda xml: re.sub(rb"</f><v>[^<]*</v>|</f><v/>|</f><v></v>", b"</f>", xml))
    return data


# Text tables

TEXTS = [
    (b"a,b\n1,2\n", ",", "utf-8", [["a", "b"], ["1", "2"]]),
    (b"a;b\n1,5;2\n3,5;4\n", ";", "utf-8", [["a", "b"], ["1,5", "2"], ["3,5", "4"]]),
    (b"a\tb\n1\t2\n", "\t", "utf-8", [["a", "b"], ["1", "2"]]),
    (b"a|b\n1|2\n", "|", "utf-8", [["a", "b"], ["1", "2"]]),
    (b"\xef\xbb\xbfa,b\r\n1,2\r\n", ",", "utf-8-sig", [["a", "b"], ["1", "2"]]),
    ("a,b\ncafé,é\n".encode("cp1252"), ",", "cp1252", [["a", "b"], ["café", "é"]]),
    ("a;b\nc;d\n".encode("utf-16"), ";", "utf-16", [["a", "b"], ["c", "d"]]),
    (b'a,b\n"satu\ndua",2\n"x ""y""",\n', ",", "utf-8", [["a", "b"], ["satu\ndua", "2"], ['x "y"']]),
    (b"sep=;\na;b\n", ";", "utf-8", [["a", "b"]]),
    (b"a,b\n\n1,2\n", ",", "utf-8", [["a", "b"], [], ["1", "2"]]),
    (b"nama\nSiti\n", ",", "utf-8", [["nama"], ["Siti"]]),
]


@pytest.mark.parametrize(("data", "delimiter", "encoding", "rows"), TEXTS)
def test_text_tables_tell_their_delimiter_and_letters(
    data: bytes, delimiter: str, encoding: str, rows: list[list[Any]]
) -> None:
    sheet = open_workbook(data).sheets[0]
    assert [cells for _, cells in sheet.rows()] == rows
    assert sheet.encoding == encoding
    assert sheet.delimiter == delimiter or rows == [["nama"], ["Siti"]]


# What is refused

REFUSED = {
    "nothing": (b"", "file-empty"),
    "blanks": (b"  \n\n  \n", "file-empty"),
    "only delimiters": (b",,\n,,\n", "file-empty"),
    "an empty sheet": (xlsx.workbook({"Data": []}), "file-empty"),
    "random bytes": (bytes(range(256)) * 20, "file-not-workbook"),
    "a zip of something else": (b"PK\x03\x04" + b"x" * 40, "file-broken"),
    "a PDF": (b"%PDF-1.7 " + b"x" * 100, "file-document"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "file-document"),
    "a Word file": (ole.word_document(), "file-document"),
    "a page called Excel": (b"<html><table><tr><td>Nama</td></tr></table></html>", "file-web-page"),
    "a locked xlsx": (ole.locked_xlsx(), "file-password"),
    "a locked ods": (ods.document("", encrypted=True), "file-password"),
    "a torn xlsx": (xlsx.people()[:-200], "file-broken"),
    "half an xlsx": (xlsx.people()[: len(xlsx.people()) // 2], "file-broken"),
    "a torn xls": (ole.xls(PEOPLE)[:2000], "file-broken"),
    "a DOCTYPE": (xlsx.doctype_inside(), "file-broken"),
    "a broken sheet": (xlsx.sheet_xml(xlsx.people(), lambda xml: xml[:400]), "file-broken"),
    "cells without end": (xlsx.sparse_cell_bomb(), "file-too-many-columns"),
    "rows without end": (xlsx.sparse_row_bomb(), "file-too-many-rows"),
    "columns beyond the limit": (xlsx.too_many_columns(257), "file-too-many-columns"),
    "an ods of two corners": (ods.sparse_bomb(), "file-too-many-rows"),
    "an ods that repeats itself": (ods.repeated_bomb(), "file-too-many-rows"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_workbook_is_refused_with_one_sentence(what: str) -> None:
    data, code = REFUSED[what]
    told = refusal(data)
    assert told.code == code
    assert told.message.endswith(".")
    assert "Traceback" not in told.message


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [({"word__document.xml": "<x/>"}, "file-document"), ({"foto.jpg": "x"}, "file-not-workbook")],
)
def test_other_zips_are_told_apart(parts: dict[str, str], code: str) -> None:
    assert refusal(zipped(**parts)).code == code


def test_the_limits_hold_at_their_very_edge() -> None:
    assert len(rows_of(xlsx.too_many_rows(510), limits=SMALL)) == 510
    assert refusal(xlsx.too_many_rows(511), SMALL).code == "file-too-many-rows"
    assert len(rows_of(xlsx.too_many_columns(256))[0]) == 256
    lines = b"a,b\n" * 511
    assert refusal(lines, SMALL).code == "file-too-many-rows"
    assert refusal(b"a," * 300 + b"b\n").code == "file-too-many-columns"
    assert refusal(b"a,b\n" * 1000, Limits(bytes=1000)).code == "file-too-large"


def test_a_refusal_names_the_limit_that_is_set() -> None:
    lines = b"a,b\n" * 1000
    assert "lebih besar dari 1.000 byte" in refusal(lines, Limits(bytes=1000)).message
    assert "lebih besar dari 2 KB" in refusal(lines, Limits(bytes=2048)).message
    assert f"lebih dari {SMALL.rows} baris" in refusal(lines, SMALL).message
    assert f"lebih dari {SMALL.rows} baris" in refusal(xlsx.too_many_rows(511), SMALL).message
    assert "lebih dari 12 kolom" in refusal(b"a," * 20 + b"b\n", Limits(columns=12)).message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    told = refusal(xlsx.zip_bomb())
    assert told.code == "file-bomb"


def test_what_no_scan_can_see_meets_the_limit_of_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert refusal(xlsx.sparse_bomb_in_entities()).code in ("file-bomb", "file-too-many-columns", "file-broken")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < max(before, 1 << 20)  # kilobytes: 1 GiB


def test_a_row_that_never_ends_is_refused() -> None:
    assert refusal(xlsx.endless_row(), Limits(ratio=100_000)).code in ("file-bomb", "file-too-many-rows")


def test_a_reading_process_that_takes_too_long_is_ended() -> None:
    data = xlsx.workbook({"Data": [[f"teks {row} {column}" for column in range(20)] for row in range(3000)]})
    assert refusal(data, Limits(seconds=-8.0)).code == "file-bomb"
