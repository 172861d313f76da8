"""A sheet in, its layout out: one look at the top, one at a sample, one walk over all rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from digiloka.imports.columns import list_or_not
from digiloka.imports.columns.beside import begins_beside
from digiloka.imports.columns.content import Profile, profile
from digiloka.imports.columns.forms import told_downwards
from digiloka.imports.columns.heading_rows import SEARCHED, find_headings, is_numbering
from digiloka.imports.columns.layout import ColumnGuess, SheetLayout, Skipped, in_ranges
from digiloka.imports.columns.legends import REACH
from digiloka.imports.columns.meaning import guess_columns
from digiloka.imports.columns.paths import Top
from digiloka.imports.columns.row_kinds import BLANK, NOTE, OTHER, TITLE, RowJudge, line_of
from digiloka.imports.columns.titles import read_titles
from digiloka.imports.workbook import Sheet
from digiloka.registry.fields import BY_KEY
from digiloka.values import text
from digiloka.values.stray_numbers import without_persons

_TOP_ROWS = 400  # how far down the first filled rows are looked for
_SAMPLE = 240

_RUPIAH = re.compile(r"\bRp|IDR", re.IGNORECASE)

Row = tuple[int, list[Any]]
Teach = Callable[[SheetLayout, dict[int, Profile]], bool]


def find_layout(sheet: Sheet, today: dt.date | None = None, teach: Teach | None = None) -> SheetLayout:
    """What the sheet is and what its columns mean. Never raises on what the cells hold.

    `teach` puts the guesses right before the rows are looked at, and says whether somebody knows this layout.
    """
    top_rows = _top(sheet)
    headings = find_headings(Top(top_rows, sheet.merges))
    start = headings.rows[-1] + 1 if headings.rows else _first_dense(top_rows)
    usual, sample = _sample(sheet, start)
    profiles = _profiles(sample)
    beside = begins_beside(headings, profiles)
    guesses = guess_columns(headings, profiles, beside)
    for guess in guesses:
        guess.hidden = guess.index in sheet.hidden_columns
        if guess.unit is None and _is_money(guess) and _RUPIAH.search(sheet.formats.get(guess.index, "")):
            guess.unit = 1  # the cells themselves are shown as rupiah
    layout = SheetLayout(sheet.name, headings.rows, columns=guesses, hidden=sheet.hidden, filter=sheet.filter)
    _tell_titles(layout, top_rows, start, today)
    known = teach is not None and teach(layout, profiles)
    layout.ask = not known and (not headings.rows or list_or_not.mostly_unknown(headings, guesses))
    about = f"{layout.title or ''} {sheet.name}"
    layout.reason = told_downwards(top_rows, headings) or list_or_not.why_not(headings, guesses, profiles, about, usual)
    layout.is_list = layout.reason is None
    if layout.is_list:
        _walk(layout, sheet, [top_rows[row] for row in headings.rows], start, usual)
        _tell_hidden(layout, sheet)
        _tell_tables(layout, beside)
    return layout


def data_rows(sheet: Sheet, layout: SheetLayout) -> Iterator[Row]:
    """(row number, cells) of every business of the sheet, in order."""
    if not layout.is_list or layout.first_row is None or layout.last_row is None:
        return
    skipped = layout.skipped_rows()
    for number, cells in sheet.rows(layout.first_row):
        if number > layout.last_row:
            return
        if number not in skipped and any(map(_says, cells)):
            yield number, cells


def _top(sheet: Sheet) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for number, cells in sheet.rows():
        if any(cell is not None and text.clean(cell) for cell in cells):
            found[number] = cells
        if len(found) >= SEARCHED or number > _TOP_ROWS:
            break
    return found


def _first_dense(top: dict[int, list[Any]]) -> int:
    """Without a heading the table begins with the first row about as full as the others; titles stand above."""
    fills = {row: sum(cell is not None for cell in cells) for row, cells in top.items()}
    usual = sorted(fills.values())[len(fills) // 2] if fills else 0
    return next((row for row in sorted(fills) if fills[row] >= max(1, usual * 0.5)), 1)


def _sample(sheet: Sheet, start: int) -> tuple[int, list[list[Any]]]:
    """How many cells a row usually fills, and rows from the beginning and from all over the sheet."""
    rows = [cells for _, cells in sheet.sample(start, _SAMPLE) if any(cell is not None for cell in cells)]
    fills = sorted(sum(cell is not None for cell in cells) for cells in rows)
    usual = fills[len(fills) * 2 // 3] if fills else 0
    kept = [
        cells for cells in rows if sum(cell is not None for cell in cells) > usual * 0.4 and not is_numbering(cells)
    ]
    return usual, kept or rows


def _profiles(rows: list[list[Any]]) -> dict[int, Profile]:
    width = max(map(len, rows), default=0)
    return {
        column: profile(cells[column] if column < len(cells) else None for cells in rows) for column in range(width)
    }


def _tell_titles(layout: SheetLayout, top: dict[int, list[Any]], start: int, today: dt.date | None) -> None:
    begin = layout.heading_rows[0] if layout.heading_rows else start
    lines = []
    for row in sorted(row for row in top if row < begin):
        lines.append(" ".join(dict.fromkeys(text.clean(cell) for cell in top[row] if cell is not None)))
        layout.skipped.append(Skipped(row, row, TITLE))
    facts = read_titles(lines, layout.name, today)
    layout.unit = facts.unit
    for guess in layout.columns if facts.unit else ():
        if guess.unit is None and (_is_money(guess) or (guess.pair and all(BY_KEY[key].money for key in guess.pair))):
            guess.unit = facts.unit
    layout.title = without_persons(facts.title) if facts.title else None
    layout.year, layout.as_of, layout.area_hint = facts.year, facts.as_of, facts.area_hint


def _walk(layout: SheetLayout, sheet: Sheet, heading: list[list[Any]], start: int, usual: int) -> None:
    """Judge every row below the heading; find out which columns stay empty."""
    number = start
    judge = RowJudge(
        layout.columns, heading, usual, lambda: (cells for _, cells in islice(sheet.rows(number + 1), REACH))
    )
    unseen = {guess.index for guess in layout.columns}
    left_out: list[tuple[int, str]] = []
    for number, cells in sheet.rows(start):
        kind = judge.kind(cells)
        if kind is None:
            layout.rows += 1
            layout.first_row = layout.first_row or number
            layout.last_row = number
            if unseen:
                unseen -= {column for column in unseen if column < len(cells) and _says(cells[column])}
            continue
        if cells and (kind != BLANK or any(map(_says, cells))):
            left_out.append((number, kind))
            if kind == NOTE and judge.codes.explained and sum(map(_says, cells)) > 1:
                layout.coded.append(number)
            if kind == TITLE:
                layout.sections.append((number, line_of(cells)))
    layout.skipped += in_ranges(left_out)
    for guess in layout.columns:
        guess.empty = guess.index in unseen


def _is_money(guess: ColumnGuess) -> bool:
    return guess.field is not None and BY_KEY[guess.field].money


def _says(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _tell_tables(layout: SheetLayout, beside: int | None) -> None:
    """Say which other tables of the sheet were not read."""
    letters = [guess.letter for guess in layout.columns if beside is not None and guess.index >= beside]
    if letters:
        layout.notes.append(
            f"Kolom {letters[0]} sampai {letters[-1]} berisi tabel lain, jadi tidak dibaca. Kalau isinya daftar usaha, "
            "pindahkan ke bawah tabel pertama."
        )
    below = next((skip.first_row for skip in layout.skipped if skip.reason == OTHER), None)
    if below is not None:
        layout.notes.append(
            f"Mulai baris {below} ada tabel lain dengan judul sendiri, jadi tidak dibaca. Kalau isinya daftar usaha, "
            "pindahkan ke lembar lain."
        )


def _tell_hidden(layout: SheetLayout, sheet: Sheet) -> None:
    first, last = layout.first_row or 1, layout.last_row or 0
    skipped = layout.skipped_rows()
    layout.hidden_rows = sum(first <= row <= last and row not in skipped for row in sheet.hidden_rows)
    if layout.hidden_rows:
        layout.notes.append(f"{layout.hidden_rows} baris tersembunyi ikut dibaca. Periksa apakah semuanya termasuk.")
    filtered = re.search(r"(\d+)$", sheet.filter or "")
    if filtered and int(filtered.group(1)) < last:
        layout.notes.append(f"Saringan sampai baris {filtered.group(1)}, data sampai baris {last}. Semuanya dibaca.")
    hidden = [guess.letter for guess in layout.columns if guess.hidden]
    if hidden:
        layout.notes.append(f"Kolom {', '.join(hidden)} tersembunyi dan ikut dibaca.")
    if sheet.hidden:
        layout.notes.append("Lembar ini tersembunyi. Pilih sendiri bila isinya memang daftar usaha.")
