"""The blank survey workbook, from the one table of fields."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from digiloka.areas.loading import AreaRow
from digiloka.imports import survey_sheets as sheets
from digiloka.imports.survey_sheets import FIRST, Formats, heading, is_text, width

__all__ = ["COLUMNS", "ROWS", "heading", "write"]

ROWS = 2_000  # rows that carry drop-downs and formats

# What a survey of a street asks, in the order it is asked.
COLUMNS = (
    "row_number", "owner_name", "nik", "sex", "birth_date", "phone", "owner_address", "business_name", "activity",
    "product", "sector", "business_address", "rt", "rw", "district", "village", "coordinates", "start_date",
    "legal_form", "premises_status", "status", "turnover", "capital", "workers_male", "workers_female", "nib", "pirt",
    "halal", "bpom", "brand", "survey_date", "notes",
)  # fmt: skip
_LINES = (
    "Satu baris untuk satu usaha. Pemilik dengan dua usaha ditulis di dua baris.",
    "Kolom kuning perlu diisi. Kolom lain boleh dikosongkan; jangan menulis perkiraan yang tidak diketahui.",
    "NIK, NIB, dan nomor HP sudah berbentuk teks. Jangan mengubah bentuk selnya, supaya angkanya tidak rusak.",
)


def write(path: Path, areas: Sequence[AreaRow]) -> None:
    """Write the blank survey workbook of a city to `path` (.xlsx, plain OOXML)."""
    book = Workbook(str(path), sheets.SETTINGS)
    book.set_properties({"title": "Lembar survei UMKM dan IKM", "created": sheets.WRITTEN})
    formats = Formats.of(book)
    data = book.add_worksheet("Data")
    asked = sheets.write_lists(book, book.add_worksheet("Pilihan"), sheets.lists_of(areas, COLUMNS), formats)
    data.write_string(0, 0, f"DATA UMKM {areas[0].name.upper()}", formats.title)
    for column, key in enumerate(COLUMNS):
        data.set_column(column, column, width(key), formats.text if is_text(key) else formats.plain)
    sheets.write_headings(data, COLUMNS, formats)
    sheets.offer_lists(data, COLUMNS, asked, FIRST + ROWS)
    data.freeze_panes(FIRST, 2)
    sheets.print_on_a4(data)
    sheets.write_guide(book.add_worksheet("Petunjuk"), _LINES, COLUMNS, formats)
    data.activate()
    book.close()
