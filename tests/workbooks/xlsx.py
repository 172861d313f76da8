"""Workbooks made at test time with XlsxWriter: plain sheets, and sheets with one named fault."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], finish: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """An .xlsx of these sheets; `finish(book, {name: worksheet})` may merge, hide, filter. None is an empty cell."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "nan_inf_to_errors": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    made = {}
    for name, rows in sheets.items():
        made[name] = sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif hasattr(cell, "year"):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write(at, column, cell)
    if finish is not None:
        finish(book, made)
    book.close()
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == name else content)
    return out.getvalue()


def sheet_xml(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with its first sheet's XML changed."""
    return with_part(data, "xl/worksheets/sheet1.xml", change)


PEOPLE: Rows = [
    ["Nama Pemilik", "Nama Usaha", "Jenis Usaha"],
    ["Siti Aminah", "Warung Siti", "Kuliner"],
    ["Budi Santoso", "Bengkel Budi", "Jasa"],
]


def people() -> bytes:
    return workbook({"Data": PEOPLE})


def sparse_cell_bomb(rows: int = 2000) -> bytes:
    """A few kilobytes that ask for a grid of rows × 16,384 cells."""
    far = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="XFD%d"><v>1</v></c></row>' % (row, row, row)
        for row in range(1, rows + 1)
    )
    return sheet_xml(people(), lambda xml: _with_rows(xml, far))


def sparse_row_bomb() -> bytes:
    """Two cells a million rows apart."""
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    return sheet_xml(people(), lambda xml: _with_rows(xml, far))


def sparse_bomb_in_entities() -> bytes:
    """As sparse_cell_bomb, the references written so that only an XML parser reads them."""
    far = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="&#88;F&#68;%d"><v>1</v></c></row>' % (row, row, row)
        for row in range(1, 40_001)
    )
    return sheet_xml(people(), lambda xml: _with_rows(xml, far))


def zip_bomb(megabytes: int = 90) -> bytes:
    """A small zip whose one sheet unpacks to hundreds of megabytes of blanks."""
    return sheet_xml(people(), lambda xml: xml.replace(b"<sheetData>", b" " * (megabytes << 20) + b"<sheetData>"))


def endless_row() -> bytes:
    """One row that goes on for 80 MB."""
    cell = b'<c r="A1" t="inlineStr"><is><t>abcdefgh</t></is></c>'
    row = b'<row r="1">' + cell * ((80 << 20) // len(cell)) + b"</row>"
    return sheet_xml(people(), lambda xml: _with_rows(xml, row))


def too_many_rows(count: int) -> bytes:
    """Rows of one number each, without any other content."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, count + 1))
    return sheet_xml(people(), lambda xml: _with_rows(xml, rows))


def too_many_columns(count: int) -> bytes:
    return workbook({"Data": [[f"Kolom {number}" for number in range(count)]]})


def ghost_columns() -> bytes:
    """Cells with a style and no value out to the last column: common, and no fault."""
    ghost = b'<c r="XFD1" s="0"/>'
    return sheet_xml(people(), lambda xml: xml.replace(b"</row>", ghost + b"</row>", 1))


def unopened_formulas() -> bytes:
    """Formulas without a stored value, as programs write them that never calculate."""
    def without_values(xml: bytes) -> bytes:
        return xml.replace(b"</f><v>0</v>", b"</f>")

    def finish(_book: Any, made: dict[str, Any]) -> None:
        made["Data"].write_formula("D2", "=A2&B2")
        made["Data"].write_formula("D3", "=1+1", None, 2)

    return sheet_xml(workbook({"Data": [[*row, None] for row in PEOPLE]}, finish), without_values)


def doctype_inside() -> bytes:
    """A DOCTYPE with entities that would unfold to a billion words."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return with_part(people(), "xl/workbook.xml", lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))


def macro_workbook() -> bytes:
    """An .xlsm by its content type, with a macro project that nobody may run."""
    out = io.BytesIO(people())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    return with_part(
        out.getvalue(),
        "[Content_Types].xml",
        lambda xml: xml.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"),
    )


def prefixed() -> bytes:
    """Elements written with a namespace prefix, as some programs do."""
    def change(xml: bytes) -> bytes:
        start, _, rest = xml.partition(b"<sheetData>")
        rows, _, end = rest.partition(b"</sheetData>")
        rows = re.sub(rb"<(/?)(row|c|v)(?=[ >/])", rb"<\1x:\2", rows)
        space = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        start = start.replace(b"<worksheet ", b"<worksheet " + space + b" ")
        return start + b"<x:sheetData>" + rows + b"</x:sheetData>" + end

    return sheet_xml(people(), change)


def _with_rows(xml: bytes, rows: bytes) -> bytes:
    start, _, rest = xml.partition(b"<sheetData>")
    return start + b"<sheetData>" + rows + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
