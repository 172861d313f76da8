"""What every workbook that we hand out to be filled in has: headings, drop-downs, formats, and how to fill it in.

Plain OOXML: lists stand on a sheet "Pilihan" under defined names, so that programs which know no list of another sheet
know these, and no formula is newer than Excel 2007.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from digiloka.activities.own_tables import CURRENT_VERSION
from digiloka.activities.sectors import SECTORS
from digiloka.areas.loading import AreaRow
from digiloka.registry.fields import BY_KEY, Field

FIRST = 2  # 0-based row of the first business, below title and heading
SETTINGS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
NEEDED = ("owner_name", "activity", "village")
WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that writing twice gives equal bytes

# A sheet must say unit and period where a form can ask.
_HEADINGS = {
    "turnover": "Omzet per tahun (Rp)",
    "capital": "Modal usaha (Rp)",
    "owner_address": "Alamat rumah pemilik",
    "coordinates": "Titik lokasi (lintang, bujur)",
    "kbli": f"KBLI {CURRENT_VERSION}",
}
_WIDTHS = {
    "row_number": 5, "owner_name": 24, "nik": 19, "sex": 12, "owner_address": 30, "business_name": 24, "activity": 32,
    "product": 28, "business_address": 30, "rt": 6, "rw": 6, "coordinates": 22, "legal_form": 26,
}  # fmt: skip
_GREEN, _LINE = "#0b5d3b", "#c9d6cf"
_ALL, _DISTRICTS = "Kelurahan_semua", "Kelurahan_kecamatan"


@dataclass(frozen=True, slots=True)
class Lists:
    """Drop-down lists: words by field key, and each kecamatan's kelurahan."""

    closed: dict[str, list[str]]
    villages: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks of a workbook; `text` keeps every figure that is typed."""

    title: Format
    head: Format
    needed: Format
    plain: Format
    text: Format
    number: Format
    bold: Format
    wrapped: Format

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#ffffff"}
        cell = {"border": 1, "border_color": _LINE}
        made: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 13, "font_color": _GREEN},
            "head": {**head, "font_color": "#ffffff", "bg_color": _GREEN},
            "needed": {**head, "font_color": "#1c2321", "bg_color": "#f2c14e"},
            "plain": cell,
            "text": {**cell, "num_format": "@"},
            "number": {**cell, "num_format": "#,##0"},
            "bold": {"bold": True},
            "wrapped": {"text_wrap": True, "valign": "top"},
        }
        return cls(**{name: book.add_format(look) for name, look in made.items()})


def heading(key: str) -> str:
    """The heading of a field in a workbook of ours."""
    return _HEADINGS.get(key, BY_KEY[key].label)


def width(key: str) -> int:
    return _WIDTHS.get(key, 18)


def is_text(key: str) -> bool:
    """Must a field's cells be text, because a number cell would lose figures?"""
    return BY_KEY[key].text


def hint(field: Field) -> str:
    """A field in a few words, for the comment at its heading."""
    told = [part for part in (field.hint, f"Contoh: {field.example}" if field.example else "") if part]
    return ". ".join(told) or field.label


def lists_of(areas: Sequence[AreaRow], columns: Sequence[str]) -> Lists:
    """The drop-down lists of a city for these columns."""
    districts = [area for area in areas if area.level == "kecamatan"]
    villages = {
        district.name: [area.name for area in areas if area.parent_code == district.code] for district in districts
    }
    closed = {
        key: [words for _, words in BY_KEY[key].choices]
        for key in columns
        if BY_KEY[key].choices and BY_KEY[key].kind in ("choice", "answer")
    }
    return Lists({**closed, "sector": list(SECTORS.values()), "district": list(villages)}, villages)


def write_lists(book: Workbook, sheet: Worksheet, lists: Lists, formats: Formats) -> dict[str, str]:
    """Write every list below the other, each under a defined name; {field key: what its drop-down asks for}.

    The kelurahan ask `{district}`: the letter of the column that holds the kecamatan of the same row.
    """
    sheet.write_row(0, 0, ("Daftar", "Pilihan"), formats.bold)
    names, row = {}, 1
    for key, words in lists.closed.items():
        first, row = row, _list(sheet, row, heading(key), words)
        names[key] = f"={_named(book, sheet, f'Daftar_{key}', 'B', first, row)}"
    first = row
    for district, words in lists.villages.items():
        row = _list(sheet, row, district, words)
    _named(book, sheet, _ALL, "B", first, row)
    _named(book, sheet, _DISTRICTS, "A", first, row)
    # The kelurahan of the kecamatan chosen in the same row; all of them before one is chosen.
    chosen = f"COUNTIF({_DISTRICTS},${{district}})"
    names["village"] = (
        f"=OFFSET({_ALL},IFERROR(MATCH(${{district}},{_DISTRICTS},0)-1,0),0,"
        f"IF({chosen}=0,{row - first},{chosen}),1)"
    )
    sheet.set_column(0, 1, 30)
    sheet.protect()
    return names


def write_headings(sheet: Worksheet, columns: Sequence[str], formats: Formats) -> None:
    """Write the row of headings, each with its hint as a comment, those that must be filled in another colour;
    `columns` begin in column A."""
    sheet.set_row(FIRST - 1, 48)
    for column, key in enumerate(columns):
        sheet.write_string(FIRST - 1, column, heading(key), formats.needed if key in NEEDED else formats.head)
        sheet.write_comment(FIRST - 1, column, hint(BY_KEY[key]))


def offer_lists(
    sheet: Worksheet, columns: Sequence[str], asked: dict[str, str], last: int
) -> None:
    """Put the drop-downs on the rows from the first business to `last` (0-based)."""
    district = f"{xl_col_to_name(columns.index('district'))}{FIRST + 1}"
    for column, key in enumerate(columns):
        if key not in asked:
            continue
        sheet.data_validation(FIRST, column, last, column, {
            "validate": "list", "source": asked[key].replace("{district}", district), "ignore_blank": True,
            "error_type": "warning", "error_title": "Tidak ada di daftar",
            "error_message": "Pilih dari daftar, atau biarkan bila memang lain.",
        })


def print_on_a4(sheet: Worksheet, wide: int = 1) -> None:
    """Landscape, so many pages wide, the headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(FIRST - 1)
    sheet.fit_to_pages(wide, 0)


def write_guide(sheet: Worksheet, lines: Sequence[str], columns: Sequence[str], formats: Formats) -> None:
    """How to fill it in: some sentences, then every column."""
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 60)
    sheet.write_string(0, 0, "Petunjuk mengisi lembar data", formats.bold)
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    top = len(lines) + 2
    sheet.write_row(top, 0, ("Kolom", "Cara mengisi", "Contoh"), formats.bold)
    for number, key in enumerate(columns, start=top + 1):
        field = BY_KEY[key]
        sheet.write_string(number, 0, heading(key), formats.wrapped)
        sheet.write_string(number, 1, field.hint or field.question or "", formats.wrapped)
        sheet.write_string(number, 2, field.example, formats.wrapped)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _list(sheet: Worksheet, row: int, name: str, words: Sequence[str]) -> int:
    """Write one list from `row` (0-based) on; returns the row after it."""
    for offset, word in enumerate(words):
        sheet.write_row(row + offset, 0, (name, word))
    return row + len(words)


def _named(book: Workbook, sheet: Worksheet, name: str, letter: str, first: int, after: int) -> str:
    """Give the cells of a column from row `first` up to `after` (0-based) a name."""
    name = re.sub(r"\W", "_", name)
    book.define_name(name, f"={sheet.get_name()}!${letter}${first + 1}:${letter}${after}")
    return name
