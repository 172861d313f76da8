"""Blank survey workbooks from the one table of fields: drop-downs for closed lists, text for identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from digiloka.activities.sectors import labels
from digiloka.areas.loading import AreaRow
from digiloka.registry.fields import BY_KEY, Field

ROWS = 2_000  # rows that carry drop-downs and formats
_FIRST = 2  # 0-based row of the first business, below title and heading
_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that writing twice gives equal bytes

# What a survey of a street asks, in the order it is asked.
COLUMNS = (
    "row_number",
    "owner_name",
    "nik",
    "sex",
    "birth_date",
    "phone",
    "owner_address",
    "business_name",
    "activity",
    "product",
    "sector",
    "business_address",
    "rt",
    "rw",
    "district",
    "village",
    "coordinates",
    "start_date",
    "legal_form",
    "premises_status",
    "status",
    "turnover",
    "capital",
    "workers_male",
    "workers_female",
    "nib",
    "pirt",
    "halal",
    "bpom",
    "brand",
    "survey_date",
    "notes",
)
# A sheet must say unit and period where a form can ask.
_HEADINGS = {
    "turnover": "Omzet per tahun (Rp)",
    "capital": "Modal usaha (Rp)",
    "owner_address": "Alamat rumah pemilik",
    "coordinates": "Titik lokasi (lintang, bujur)",
}
_NEEDED = ("owner_name", "activity", "village")


@dataclass(frozen=True, slots=True)
class Lists:
    """Drop-down lists: words by field key, and each kecamatan's kelurahan."""

    closed: dict[str, list[str]]
    villages: dict[str, list[str]]


def write(path: Path, areas: Sequence[AreaRow]) -> None:
    """Write the blank survey workbook of a city to `path` (.xlsx, plain OOXML)."""
    lists = lists_of(areas)
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
    book.set_properties({"title": "Lembar survei UMKM dan IKM", "created": _WRITTEN})
    sheet = book.add_worksheet("Data")
    places = _choices(book.add_worksheet("Pilihan"), lists, book)
    _data(sheet, areas[0].name, places, book)
    _guide(book.add_worksheet("Petunjuk"), book)
    sheet.activate()
    book.close()


def heading(key: str) -> str:
    """The heading of a field in the blank workbook."""
    return _HEADINGS.get(key, BY_KEY[key].label)


def lists_of(areas: Sequence[AreaRow]) -> Lists:
    """The drop-down lists of a city."""
    districts = [area for area in areas if area.level == "kecamatan"]
    villages = {
        district.name: [area.name for area in areas if area.parent_code == district.code] for district in districts
    }
    closed = {
        key: [words for _, words in BY_KEY[key].choices]
        for key in COLUMNS
        if BY_KEY[key].choices and BY_KEY[key].kind in ("choice", "answer")
    }
    return Lists({**closed, "sector": list(labels("sectors").values()), "district": list(villages)}, villages)


def _choices(sheet: Worksheet, lists: Lists, book: xlsxwriter.Workbook) -> dict[str, str]:
    """Write every list below the other, its name beside each of its words; returns {field key: formula}."""
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ("Daftar", "Pilihan"), bold)
    places, row = {}, 1
    for key, words in lists.closed.items():
        row = _list(sheet, row, heading(key), words)
        places[key] = f"=Pilihan!$B${row - len(words) + 1}:$B${row}"
    first = row
    for district, words in lists.villages.items():
        row = _list(sheet, row, district, words)
    names = f"Pilihan!$A${first + 1}:$A${row}"
    chosen = f"${_letter(COLUMNS.index('district'))}{_FIRST + 1}"
    # The kelurahan of the kecamatan chosen in the same row; all of them before one is chosen.
    places["village"] = (
        f"=OFFSET(Pilihan!$B${first + 1},IFERROR(MATCH({chosen},{names},0)-1,0),0,"
        f"IF(COUNTIF({names},{chosen})=0,{row - first},COUNTIF({names},{chosen})),1)"
    )
    sheet.set_column(0, 1, 30)
    sheet.protect()
    return places


def _list(sheet: Worksheet, row: int, name: str, words: Sequence[str]) -> int:
    """Write one list from `row` (0-based) on; returns the row after it."""
    for offset, word in enumerate(words):
        sheet.write_row(row + offset, 0, (name, word))
    return row + len(words)


def _data(sheet: Worksheet, city: str, places: dict[str, str], book: xlsxwriter.Workbook) -> None:
    title = book.add_format({"bold": True, "font_size": 13, "font_color": "#0b5d3b"})
    head = book.add_format(
        {
            "bold": True,
            "font_color": "#ffffff",
            "bg_color": "#0b5d3b",
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": "#ffffff",
        }
    )
    needed = book.add_format(
        {
            "bold": True,
            "font_color": "#1c2321",
            "bg_color": "#f2c14e",
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": "#ffffff",
        }
    )
    plain, text = (
        book.add_format({"border": 1, "border_color": "#c9d6cf"}),
        book.add_format({"border": 1, "border_color": "#c9d6cf", "num_format": "@"}),
    )
    sheet.write_string(0, 0, f"DATA UMKM {city.upper()}", title)
    sheet.set_row(1, 48)
    for column, key in enumerate(COLUMNS):
        field = BY_KEY[key]
        sheet.write_string(1, column, heading(key), needed if key in _NEEDED else head)
        sheet.write_comment(1, column, _hint(field))
        sheet.set_column(column, column, _width(field), text if field.text or key in ("rt", "rw") else plain)
        if key in places:
            sheet.data_validation(
                _FIRST,
                column,
                _FIRST + ROWS,
                column,
                {
                    "validate": "list",
                    "source": places[key],
                    "ignore_blank": True,
                    "error_type": "warning",
                    "error_title": "Tidak ada di daftar",
                    "error_message": "Pilih dari daftar, atau biarkan bila memang lain.",
                },
            )
    sheet.freeze_panes(_FIRST, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(1)
    sheet.fit_to_pages(1, 0)


def _guide(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 60)
    sheet.write_row(0, 0, ("Petunjuk mengisi lembar Data",), bold)
    lines = (
        "Satu baris untuk satu usaha. Pemilik dengan dua usaha ditulis di dua baris.",
        "Kolom kuning perlu diisi. Kolom lain boleh dikosongkan; jangan menulis perkiraan yang tidak diketahui.",
        "NIK, NIB, dan nomor HP sudah berbentuk teks. Jangan mengubah bentuk selnya, supaya angkanya tidak rusak.",
    )
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    top = len(lines) + 2
    sheet.write_row(top, 0, ("Kolom", "Cara mengisi", "Contoh"), bold)
    for number, key in enumerate(COLUMNS, start=top + 1):
        field = BY_KEY[key]
        sheet.write_string(number, 0, heading(key), wrap)
        sheet.write_string(number, 1, field.hint or field.question or "", wrap)
        sheet.write_string(number, 2, field.example, wrap)


def _hint(field: Field) -> str:
    told = [part for part in (field.hint, f"Contoh: {field.example}" if field.example else "") if part]
    return ". ".join(told) or field.label


def _width(field: Field) -> int:
    return {
        "row_number": 5,
        "rt": 6,
        "rw": 6,
        "sex": 12,
        "owner_address": 30,
        "business_address": 30,
        "activity": 32,
        "product": 28,
    }.get(field.key, 18)


def _letter(index: int) -> str:
    return xlsxwriter.utility.xl_col_to_name(index)
