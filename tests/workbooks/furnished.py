"""A survey workbook with everything an office puts into one besides cells: what must come back as it went out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from tests.workbooks.xlsx import with_part

HEADING_ROW = 5  # as the sheet shows it


def picture() -> io.BytesIO:
    """A small red square as PNG."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
                      + chunk(b"IEND", b""))


def furnished(headings: Sequence[str], rows: Sequence[Sequence[Any]], *, macros: bool = False) -> bytes:
    """Title and logo, a heading of two rows with merged parents, styled and validated cells, formulas, a comment, a
    link, frozen panes, a filter, conditional formats, hidden row and column, print settings, a second sheet that is
    no list, a hidden one, a chart; with `macros` a project that nobody may run."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#1F6F54", "font_color": "white", "text_wrap": True})
    cell = book.add_format({"border": 1, "font_name": "Arial", "font_size": 10})
    money = book.add_format({"border": 1, "num_format": '"Rp" #,##0'})
    striped = book.add_format({"border": 1, "bg_color": "#EAF4EF"})
    sheet = book.add_worksheet("Data UMKM")
    width = len(headings)
    sheet.merge_range(0, 0, 1, width - 1, "DATA UMKM KOTA DUMAI TAHUN 2026", title)
    sheet.insert_image(0, width - 1, "logo.png", {"image_data": picture(), "description": "Lambang"})
    sheet.merge_range(3, 0, 3, 2, "IDENTITAS", head)
    for column in range(3, width):
        sheet.write_blank(3, column, None, head)
    for column, heading in enumerate(headings):
        sheet.write_string(4, column, heading, head)
    for at, row in enumerate(rows, HEADING_ROW):
        for column, told in enumerate(row):
            how = striped if at % 2 else cell
            if isinstance(told, int):
                sheet.write_number(at, column, told, money)
            elif told is not None:
                sheet.write_string(at, column, told, how)
            else:
                sheet.write_blank(at, column, None, how)
    last = HEADING_ROW + len(rows)
    sheet.write_string(last + 1, 0, "Jumlah", head)
    sheet.write_formula(last + 1, 3, f"=COUNTA(A{HEADING_ROW + 1}:A{last})", money, len(rows))
    sheet.write_string(last + 3, 0, "Mengetahui, Lurah")
    sheet.write_comment(HEADING_ROW, 0, "Sudah dicek Bu Ani", {"author": "Ani"})
    sheet.write_url(last + 4, 0, "https://contoh.example/umkm", string="Petunjuk")
    sheet.freeze_panes(5, 1)
    sheet.autofilter(4, 0, last - 1, width - 1)
    sheet.set_column(0, 0, 31.5)
    sheet.set_column(width - 1, width + 6, 17)
    sheet.set_column(2, 2, 10, None, {"hidden": True})
    sheet.set_row(HEADING_ROW + 1, 33)
    sheet.set_row(HEADING_ROW + 2, None, None, {"hidden": True})
    hint = {"validate": "any", "input_title": "NIK", "input_message": "16 angka"}
    sheet.data_validation(HEADING_ROW, 1, last, 1, hint)
    sheet.data_validation(HEADING_ROW, width - 1, last, width - 1, {"validate": "list", "source": ["Ya", "Belum"]})
    sheet.conditional_format(HEADING_ROW, 0, last, 0, {"type": "duplicate", "format": striped})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(3, 4)
    sheet.print_area(0, 0, last + 4, width - 1)
    sheet.set_footer("&CHalaman &P dari &N")
    codes = book.add_worksheet("Kode")
    codes.write_column(0, 0, ["Keterangan kode", "A = aktif", "B = tutup"])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='Data UMKM'!$D${HEADING_ROW + 1}:$D${last}"})
    codes.insert_chart("C2", chart)
    secret = book.add_worksheet("Rahasia")
    secret.hide()
    secret.write_string(0, 0, "tidak untuk dibaca")
    book.define_name("Daftar", f"='Data UMKM'!$A${HEADING_ROW + 1}:$D${last}")
    book.close()
    return _with_macros(out.getvalue()) if macros else out.getvalue()


def _with_macros(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    kind = b"application/vnd.ms-office.vbaProject"
    types = with_part(out.getvalue(), "[Content_Types].xml", lambda xml: xml.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    ).replace(b"</Types>", b'<Override PartName="/xl/vbaProject.bin" ContentType="' + kind + b'"/></Types>'))
    relation = (b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                b'Target="vbaProject.bin"/></Relationships>')
    return with_part(types, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation))
