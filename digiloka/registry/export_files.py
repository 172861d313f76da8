"""Rows as a file that opens with a double click: CSV with BOM and semicolons, or a workbook. Never a formula.

Both are written as the rows come and never held whole.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from digiloka.registry.export_columns import COLUMNS, Cell, headings
from digiloka.values.dates import show_date_short
from digiloka.values.refusal import Refused

FORMATS = ("csv", "xlsx")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def format_of(path: Path) -> str:
    """csv or xlsx, by the file's ending. Raises Refused for any other."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise Refused("export-format", "Nama berkas harus berakhir dengan .csv atau .xlsx.")
    return ending


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before one that would begin it."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def write(path: Path, rows: Iterable[list[Cell]]) -> int:
    """Write headings and rows to `path`; how many rows there were. Raises Refused as `format_of` does."""
    return _write_csv(path, rows) if format_of(path) == "csv" else _write_xlsx(path, rows)


def _write_csv(path: Path, rows: Iterable[list[Cell]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, delimiter=";", lineterminator="\r\n")
        writer.writerow(headings())
        for row in rows:
            writer.writerow([_csv_cell(cell) for cell in row])
            count += 1
    return count


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return show_date_short(cell)
    # A spreadsheet set to Indonesian reads a decimal comma.
    return str(cell).replace(".", ",") if isinstance(cell, float | Decimal) else str(cell)


def _write_xlsx(path: Path, rows: Iterable[list[Cell]]) -> int:
    import xlsxwriter  # with the first workbook, not with the program

    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False, "default_date_format": "dd/mm/yyyy"}
    book = xlsxwriter.Workbook(str(path), settings)
    sheet = book.add_worksheet("Data usaha")
    head = book.add_format({"bold": True, "bg_color": "#e6efe9", "text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(1, 2)
    sheet.write_row(0, 0, headings(), head)
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(count, at, harmless(cell)[:32_767])
            elif isinstance(cell, date):
                sheet.write_datetime(count, at, cell, day)
            else:
                sheet.write_number(count, at, cell)
    sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
    book.close()
    return count
