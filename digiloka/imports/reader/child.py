"""The reading process: opens one workbook with python-calamine under limits of memory and time, streams its rows.

It is started by `opening`, gets the file as an open descriptor and writes packed messages to its standard output:
("sheet", facts), ("rows", first row, count, last row with a value, width, packed rows), at last ("end",) or
("refused", code). A file that needs too much ends this process only. Nothing is written to disk.
"""

from __future__ import annotations

import os
import pickle
import resource
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import python_calamine as calamine

from digiloka.imports.reader import ods_scan, xls_scan, xlsx_parts, xlsx_scan
from digiloka.imports.reader.slices import slices

_CHUNK = 1000  # rows of one message

Send = Callable[[tuple[Any, ...]], None]


class _Stop(Exception):
    """The file is refused with this code."""


def main(file: int, kind: str, limits: dict[str, Any]) -> None:
    """Read the descriptor `file`; `limits` are the fields of book.Limits, `seconds` already stretched to the file."""
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 20)
    os.dup2(2, 1)  # a library's own print must not mix into the messages

    def send(message: tuple[Any, ...]) -> None:
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        out.write(struct.pack(">I", len(packed)))
        out.write(packed)

    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    seconds = int(limits["seconds"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _read(file, kind, limits, send)
        send(("end",))
    except _Stop as stop:
        send(("refused", str(stop)))
    except BaseException as broken:  # Rust panics arrive as BaseException
        send(("refused", _code_of(broken)))
    out.flush()
    os._exit(0)


def _code_of(broken: BaseException) -> str:
    if isinstance(broken, calamine.PasswordError):
        return "file-password"
    if isinstance(broken, xlsx_scan.TooWide):
        return "file-too-many-columns"
    if isinstance(broken, xlsx_scan.TooLong | ods_scan.TooLong):
        return "file-too-many-rows"
    if isinstance(broken, MemoryError) or "Cell limit exceeded" in str(broken):
        return "file-bomb"
    return "file-broken"


def _read(file: int, kind: str, limits: dict[str, Any], send: Send) -> None:
    path = f"/dev/fd/{file}"
    facts: list[xlsx_scan.SheetFacts | ods_scan.OdsFacts | None] = []
    parts: list[xlsx_parts.SheetPart] = []
    formats: list[str] = []
    errors: list[xls_scan.Errors] = []
    if kind == "xlsx":
        with zipfile.ZipFile(os.fdopen(os.dup(file), "rb")) as archive:
            parts = xlsx_parts.sheet_parts(archive)
            _number_of_sheets(len(parts), limits)
            formats = xlsx_parts.cell_formats(archive)
            facts = list(_scan_xlsx(archive, parts, limits))
    elif kind == "ods":
        facts += _scan_ods(file, limits)
    elif kind == "xls":
        with os.fdopen(os.dup(file), "rb") as stream:
            stream.seek(0)
            errors = xls_scan.errors_of(stream)
    _rows_in_all(facts, limits)
    with calamine.CalamineWorkbook.from_path(path) as book:
        metadata = book.sheets_metadata
        _number_of_sheets(len(metadata), limits)
        total = 0
        for place, sheet in enumerate(metadata):
            if sheet.typ not in (calamine.SheetTypeEnum.WorkSheet, calamine.SheetTypeEnum.MacroSheet):
                continue
            told = facts[place] if len(facts) == len(metadata) else None
            wrong = errors[place] if len(errors) == len(metadata) else getattr(told, "errors", {})
            send(("sheet", _about(sheet, told, formats)))
            if isinstance(told, xlsx_scan.SheetFacts) and told.last_row * (told.last_column + 1) > limits["grid"]:
                part = parts[place].path
                assert part is not None
                each = max(500, limits["grid"] // 2 // (told.last_column + 1))
                for number, piece in enumerate(slices(file, part, each)):
                    with calamine.CalamineWorkbook.from_path(f"/dev/fd/{piece}") as cut:
                        total += _send_rows(cut.get_sheet_by_index(place), told, wrong, limits, send, number == 0)
            else:
                total += _send_rows(book.get_sheet_by_index(place), told, wrong, limits, send, True)
            if total > limits["rows"] + limits["slack"] * len(metadata):
                raise _Stop("file-too-many-rows")


def _number_of_sheets(count: int, limits: dict[str, Any]) -> None:
    if count > limits["sheets"]:
        raise _Stop("file-too-many-sheets")


def _scan_xlsx(
    archive: zipfile.ZipFile, parts: list[xlsx_parts.SheetPart], limits: dict[str, Any]
) -> Iterator[xlsx_scan.SheetFacts | None]:
    for part in parts:
        if part.path is None:
            yield None
            continue
        try:
            stream = archive.open(part.path)
        except KeyError:
            yield None
            continue
        with stream:
            yield xlsx_scan.scan(stream, limits["rows"] + limits["slack"], limits["columns"])


def _scan_ods(file: int, limits: dict[str, Any]) -> list[ods_scan.OdsFacts]:
    with zipfile.ZipFile(os.fdopen(os.dup(file), "rb")) as archive, archive.open("content.xml") as stream:
        return ods_scan.scan(stream, limits["rows"] + limits["slack"])


def _rows_in_all(facts: list[Any], limits: dict[str, Any]) -> None:
    rows = sum(told.rows for told in facts if told is not None)
    if rows > limits["rows"] + limits["slack"] * max(1, len(facts)):
        raise _Stop("file-too-many-rows")


def _about(sheet: calamine.SheetMetadata, told: Any, formats: list[str]) -> dict[str, Any]:
    about: dict[str, Any] = {
        "name": sheet.name,
        "hidden": sheet.visible != calamine.SheetVisibleEnum.Visible,
    }
    if told is None:
        return about
    about |= {"merges": told.merges, "hidden_rows": told.hidden_rows, "hidden_columns": told.hidden_columns}
    if isinstance(told, ods_scan.OdsFacts):
        about["hidden"] = about["hidden"] or told.hidden
        return about
    about |= {"filter": told.filter, "formulas": told.formulas, "unvalued": told.unvalued, "formats": {}}
    for column, styles in told.styles.items():
        style = styles.most_common(1)[0][0]
        if style < len(formats) and formats[style]:
            about["formats"][column] = formats[style]
    return about


def _send_rows(
    sheet: calamine.CalamineSheet, told: Any, errors: xls_scan.Errors, limits: dict[str, Any], send: Send, first: bool
) -> int:
    """Send the rows from the first valued one on; the number of rows with a value."""
    if sheet.start is None or sheet.end is None:
        return 0
    if sheet.end[1] >= limits["columns"]:
        raise _Stop("file-too-many-columns")
    if sheet.end[0] >= limits["rows"] + limits["slack"]:
        raise _Stop("file-too-many-rows")
    if first and told is None:
        send(("merges", [(top + 1, left, low + 1, right) for (top, left), (low, right) in _merged(sheet)]))
    lead = [None] * sheet.start[1]
    begin = sheet.start[0]
    rows = islice(sheet.iter_rows(), begin, None)
    valued = 0
    number = begin + 1
    while chunk := [_tidy(lead, row) for row in islice(rows, _CHUNK)]:
        for row_number in errors.keys() & set(range(number, number + len(chunk))) if errors else ():
            _put_errors(chunk[row_number - number], errors[row_number])
        widths = list(map(len, chunk))
        widest = max(widths)
        if widest:
            valued += len(chunk) - widths.count(0)
            last = number + max(place for place, width in enumerate(widths) if width)
            send(("rows", number, len(chunk), last, widest, pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL)))
        number += len(chunk)
    return valued


def _merged(sheet: calamine.CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return list(sheet.merged_cell_ranges or ())[:20_000]


def _tidy(lead: list[None], row: list[Any]) -> list[Any]:
    """The cells from column A on: empty text is None, trailing empty cells are gone."""
    while row and row[-1] == "":
        row.pop()
    if not row:
        return row
    cells = [None if cell == "" else cell for cell in row]
    return lead + cells if lead else cells


def _put_errors(cells: list[Any], errors: dict[int, str]) -> None:
    for column, told in errors.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = told


def run() -> None:
    """Entry of the process: descriptor, kind and limits stand on the command line."""
    file, kind, *words = sys.argv[1:]
    pairs = (word.split("=") for word in words)
    limits = {name: float(value) if "." in value else int(value) for name, value in pairs}
    main(int(file), kind, limits)

