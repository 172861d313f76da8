"""The report as a print-ready workbook: one sheet a table, a first sheet that explains, numbers as numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from digiloka.statistics.measures import COUNTED, UNIT
from digiloka.statistics.tables import Coverage, Head, Table, as_of_sentence
from digiloka.values.dates import show_date, show_time

_INK, _BRAND, _PALE, _RULE = "#1c2321", "#0b5d3b", "#e6efe9", "#9fb3a8"
_HEAD_ROW = 5  # 0-based row of the first heading line on every table sheet
_CODE = 13  # width of the column of area codes
_ON_A_PAGE = 7  # columns of numbers that can be read side by side on an upright A4; a wider table goes on elsewhere


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. An empty name or NIP leaves room to write it."""

    title: str = "Kepala Dinas"
    name: str = ""
    nip: str = ""


_HEADS = {"kecamatan": "Camat", "kelurahan": "Lurah", "desa": "Kepala Desa"}


def signer_of(scope_level: str, scope: str, dinas: Signer) -> Signer:
    """A part of the city is signed for by its own head, whose name and NIP nobody told; the rest by the dinas."""
    return Signer(f"{_HEADS[scope_level]} {scope}") if scope_level in _HEADS else dinas


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on top and under the tables."""

    city: str
    office: str
    scope: str  # the area the report speaks of
    made_at: datetime
    timezone: ZoneInfo
    signer: Signer = Signer()

    @property
    def made_on(self) -> date:
        return self.made_at.astimezone(self.timezone).date()

    @property
    def place(self) -> str:
        """Where it is signed: "Dumai" of "Kota Dumai"."""
        return self.city.removeprefix("Kota ").removeprefix("Kabupaten ")


def write(path: Path, tables: list[Table], coverage: Coverage, head: Letterhead) -> None:
    """Write the report to `path` (.xlsx). Text never becomes a formula."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False,
                                           "strings_to_numbers": False, "in_memory": False})
    book.set_properties({"title": "Rekapitulasi UMKM dan IKM", "author": head.office, "company": head.city})
    looks = _Looks(book)
    _explanation(book.add_worksheet("Penjelasan"), tables, coverage, head, looks)
    for table in tables:
        parts = _parts(table)
        for number, part in enumerate(parts, start=1):
            name = table.spec.key if number == 1 else f"{table.spec.key} ({number})"
            more = f" (bagian {number} dari {len(parts)})" if len(parts) > 1 else ""
            _table(book.add_worksheet(name), part, f"Tabel {table.spec.key}. {table.spec.title}{more}", head, looks)
    book.close()


def _parts(table: Table) -> list[Table]:
    """A table as sheets that can be read on paper: a wide one of areas in parts, headings whole, all rows in each."""
    cut = {limit: _groups(table, limit) for limit in range(1, _ON_A_PAGE + 1)}
    groups = next(even for even in cut.values() if len(even) == len(cut[_ON_A_PAGE]))  # none left with a last few
    parts, first = [], 0
    for heads in groups:
        last = first + sum(len(each.children) or 1 for each in heads)
        lines = tuple(replace(line, values=line.values[first:last]) for line in table.lines)
        percent = tuple(column - first for column in table.percent if first <= column < last)
        parts.append(replace(table, heads=tuple(heads), lines=lines, percent=percent))
        first = last
    return parts


def _groups(table: Table, limit: int) -> list[list[Head]]:
    groups: list[list[Head]] = [[]]
    for head in table.heads:
        wide = sum(len(each.children) or 1 for each in (*groups[-1], head)) > limit
        if wide and groups[-1] and table.spec.rows == "area":
            groups.append([])
        groups[-1].append(head)
    return groups


class _Looks:
    """The few formats of the house."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def look(**more: Any) -> Any:
            return book.add_format({"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "vcenter",
                                    **more})

        cell = {"border": 1, "border_color": _RULE}
        self.kop = look(bold=True, font_size=14, font_color=_BRAND, text_wrap=True)
        self.title = look(bold=True, font_size=13, text_wrap=True)
        self.wrapped = look(text_wrap=True, valign="top")
        self.label = look(bold=True, valign="top", text_wrap=True)
        self.head = look(bold=True, font_color="#ffffff", bg_color=_BRAND, align="center", text_wrap=True, border=1,
                         border_color="#ffffff")
        self.centre = look(align="center")
        self.rows = {
            kind: {
                "text": look(**cell, **extra, **({"indent": 1} if kind == "body" else {})),
                "number": look(**cell, **extra, num_format="#,##0", align="right"),
                "percent": look(**cell, **extra, num_format="0.0", align="right"),
            }
            for kind, extra in (
                ("body", {}), ("subtotal", {"bold": True, "bg_color": _PALE}),
                ("total", {"bold": True, "bg_color": _PALE, "top": 2, "top_color": _BRAND}),
            )
        }


def _explanation(sheet: Worksheet, tables: list[Table], coverage: Coverage, head: Letterhead, looks: _Looks) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 92)
    sheet.hide_gridlines(2)
    _across(sheet, 0, 1, f"{head.office} – {head.city}", looks.kop, 90, 14)
    _across(sheet, 1, 1, "Rekapitulasi UMKM dan IKM", looks.title, 98, 13)
    lines = [
        ("Keadaan", as_of_sentence(tables[0].as_of)),
        ("Wilayah", head.scope),
        ("Dibuat", f"{show_date(head.made_on)} pukul {show_time(head.made_at, head.timezone)}"),
        *(("Cakupan", sentence) for sentence in coverage.sentences()),
        ("Yang dihitung", COUNTED),
        ("Satuan", UNIT),
        *((f"{table.spec.key}. {table.spec.title}",
           f"{table.spec.definition} Pembagi: {table.spec.denominator}") for table in tables),
    ]
    for number, (label, sentence) in enumerate(lines, start=3):
        sheet.write_string(number, 0, label, looks.label)
        sheet.write_string(number, 1, sentence, looks.wrapped)
        sheet.set_row(number, 15 * max(len(wrap(sentence, 92)), len(wrap(label, 22))) + 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)


def _table(sheet: Worksheet, table: Table, title: str, head: Letterhead, looks: _Looks) -> None:
    sheet.hide_gridlines(2)
    with_codes = table.spec.rows == "area"
    left = 2 if with_codes else 1
    width, last = _widths(sheet, table, left), left + len(table.columns) - 1
    above = (
        (f"{head.office} – {head.city}", looks.kop, 14), (title, looks.title, 13),
        (f"{head.scope}. {as_of_sentence(table.as_of)}.", looks.wrapped, 11),
        (table.spec.definition, looks.wrapped, 11),
    )
    for row, (text, look, size) in enumerate(above):
        _across(sheet, row, last, text, look, width * 11 / size, size)
    first = _heads(sheet, table, left, looks)
    for number, line in enumerate(table.lines, start=first):
        look = looks.rows[line.kind]
        if with_codes:
            sheet.write_string(number, 0, line.code, look["text"])
        sheet.write_string(number, left - 1, line.label, look["text"])
        for column, value in enumerate(line.values):
            form = look["percent" if column in table.percent else "number"]
            if value is None:
                sheet.write_string(number, left + column, "–", form)
            else:
                sheet.write_number(number, left + column, value, form)
    under = first + len(table.lines)
    for number, note in enumerate((f"Pembagi: {table.spec.denominator}", *table.notes), start=under + 1):
        _across(sheet, number, last, note, looks.wrapped, width)
    _signature(sheet, under + len(table.notes) + 3, (max(last - 3, left), last), head, looks)
    sheet.freeze_panes(first, left)
    sheet.repeat_rows(_HEAD_ROW, first - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_paper(9)
    if with_codes:  # long, so upright: a city fits on a page
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{table.spec.key} – {head.city}&RHalaman &P dari &N")


def _widths(sheet: Worksheet, table: Table, left: int) -> int:
    """Set the columns; the width of them all, in digits."""
    if left == 2:
        sheet.set_column(0, 0, _CODE)
    longest = max(len(line.label) for line in table.lines)
    label, number = min(max(longest + 3, 18), 44), 12
    if left == 2:
        number = max(11, min(16, 66 // len(table.columns)))
    sheet.set_column(left - 1, left - 1, label)
    sheet.set_column(left, left + len(table.columns) - 1, number)
    return (_CODE if left == 2 else 0) + label + number * len(table.columns)


def _across(sheet: Worksheet, row: int, last: int, text: str, look: Any, width: float, size: int = 11) -> None:
    """One text over the whole width of a table, never wider: a wider one would shrink the page when it is printed.

    Merged cells do not grow by themselves, so the height is told: a letter is taken to be as wide as a digit.
    """
    sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, text, look)
    sheet.set_row(row, size * 15 / 11 * max(len(wrap(text, int(width))), 1) + 1)


def _heads(sheet: Worksheet, table: Table, left: int, looks: _Looks) -> int:
    """Write one or two heading rows; returns the row of the first line of numbers."""
    double = any(head.children for head in table.heads)
    bottom = _HEAD_ROW + double

    def stand(row: int, column: int, to_row: int, to_column: int, text: str) -> None:
        if (row, column) == (to_row, to_column):
            sheet.write_string(row, column, text, looks.head)
        else:
            sheet.merge_range(row, column, to_row, to_column, text, looks.head)

    titles = (["Kode"] if left == 2 else []) + [table.row_title]
    for column, title in enumerate(titles):
        stand(_HEAD_ROW, column, bottom, column, title)
    column = left
    for head in table.heads:
        column = _head(stand, head, column, bottom)
    for row in range(_HEAD_ROW, bottom + 1):
        sheet.set_row(row, 32 if double and row < bottom else 48)
    return bottom + 1


def _head(stand: Any, head: Head, column: int, bottom: int) -> int:
    if not head.children:
        stand(_HEAD_ROW, column, bottom, column, head.label)
        return column + 1
    stand(_HEAD_ROW, column, _HEAD_ROW, column + len(head.children) - 1, head.label)
    for offset, child in enumerate(head.children):
        stand(bottom, column + offset, bottom, column + offset, child)
    return column + len(head.children)


def _signature(sheet: Worksheet, row: int, columns: tuple[int, int], head: Letterhead, looks: _Looks) -> None:
    """Place, day, office and name at the right under the table, with room to sign."""
    signer = head.signer
    words = (f"{head.place}, {show_date(head.made_on)}", signer.title, "", "", "",
             signer.name or "(……………………………………)", f"NIP. {signer.nip}".strip())
    for offset, text in enumerate(words):
        if text:
            sheet.merge_range(row + offset, columns[0], row + offset, columns[1], "", looks.centre)
            sheet.write_string(row + offset, columns[0], text, looks.centre)
