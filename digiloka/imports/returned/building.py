"""A workbook made of the cells alone, for a file that cannot be edited in place: .xls, .xlsb, .ods, .csv.

Written row by row into memory that never touches the disk, as the uploaded file itself is kept: the writers of the
libraries put long sheets into plain temporary files.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from digiloka.imports.returned.namespaces import CONTENT_TYPES, MAIN, OFFICE, RELATIONSHIPS
from digiloka.imports.returned.splicing import cell_text
from digiloka.imports.returned.styles import stylesheet
from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE, Sheet, Workbook, column_letter

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no zone
_TEXT, _DAY, _MOMENT, _TIME = 1, 2, 3, 4
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_FORMATS = ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm:ss")


def build(workbook: Workbook, target: BinaryIO) -> list[str]:
    """Write every sheet with its values and types, merged cells and what is hidden; the names the sheets got."""
    names = _names([sheet.name for sheet in workbook.sheets])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for path, content in _frame(names, workbook.sheets):
            out.writestr(path, content)
        for number, sheet in enumerate(workbook.sheets, 1):
            with out.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as entry:
                for piece in _sheet(sheet):
                    entry.write(piece)
    return names


def _names(told: Iterable[str]) -> list[str]:
    """Names that a spreadsheet program takes, each once."""
    names: list[str] = []
    for name in told:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:28] or "Data"
        name, number = base, 2
        while name.lower() in {known.lower() for known in names}:
            name, number = f"{base} {number}"[:31], number + 1
        names.append(name)
    return names


def _frame(names: list[str], sheets: list[Sheet]) -> Iterator[tuple[str, str | bytes]]:
    numbers = range(1, len(names) + 1)
    parts = "".join(f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}worksheet+xml"/>'
                    for number in numbers)
    yield "[Content_Types].xml", (
        f'{_START}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}styles+xml"/>{parts}</Types>'
    )
    yield "_rels/.rels", (
        f'{_START}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    listed = "".join(
        f'<sheet name="{cell_text(name).decode().replace(chr(34), "&quot;")}" sheetId="{number}"'
        f'{_hidden(sheet)} r:id="rId{number}"/>' for number, name, sheet in zip(numbers, names, sheets, strict=True)
    )
    yield "xl/workbook.xml", (
        f'{_START}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    yield "xl/_rels/workbook.xml.rels", (
        f'{_START}<Relationships xmlns="{RELATIONSHIPS}">{related}<Relationship Id="rId{len(names) + 1}" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )
    yield "xl/styles.xml", stylesheet(_FORMATS)


def _hidden(sheet: Sheet) -> str:
    return ' state="hidden"' if sheet.hidden else ""


def _sheet(sheet: Sheet) -> Iterator[bytes]:
    last = f"{column_letter(max(0, sheet.n_columns - 1))}{max(1, sheet.n_rows)}"
    head = f'{_START}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetFormatPr defaultRowHeight="15"/>'
    if sheet.n_columns:
        widths = _widths(sheet)
        hidden = dict.fromkeys(sheet.hidden_columns, ' hidden="1"')
        head += "<cols>" + "".join(
            f'<col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"{hidden.get(at, "")}/>'
            for at, width in enumerate(widths)
        ) + "</cols>"  # fmt: skip
    yield head.encode() + b"<sheetData>"
    letters = [column_letter(column) for column in range(sheet.n_columns)]
    for number, cells in sheet.rows():
        row = b"".join(_cell(f"{letters[at]}{number}", cell) for at, cell in enumerate(cells) if cell is not None)
        if row:
            hide = b' hidden="1"' if number in sheet.hidden_rows else b""
            yield b'<row r="%d"%s>' % (number, hide) + row + b"</row>"
    yield b"</sheetData>"
    if sheet.merges:
        merged = "".join(
            f'<mergeCell ref="{column_letter(one.first_column)}{one.first_row}:'
            f'{column_letter(one.last_column)}{one.last_row}"/>' for one in sheet.merges
        )
        yield f'<mergeCells count="{len(sheet.merges)}">{merged}</mergeCells>'.encode()
    yield b"</worksheet>"


def _widths(sheet: Sheet) -> list[int]:
    """Wide enough for most of what stands in a column, in letters."""
    longest: list[list[int]] = [[] for _ in range(sheet.n_columns)]
    for _, cells in sheet.sample(1, 100):
        for at, cell in enumerate(cells[: sheet.n_columns]):
            if cell is not None:
                longest[at].append(len(str(cell)))
    return [max(8, min(40, sorted(found)[len(found) * 9 // 10] + 2)) if found else 9 for found in longest]


def _cell(place: str, cell: Any) -> bytes:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'.encode()
    if isinstance(cell, int | float):
        number = int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell
        return f'<c r="{place}"><v>{number!r}</v></c>'.encode()
    if isinstance(cell, dt.datetime):
        style = _DAY if cell.time() == dt.time() else _MOMENT
        return f'<c r="{place}" s="{style}"><v>{_serial(cell)!r}</v></c>'.encode()
    if isinstance(cell, dt.date):
        return f'<c r="{place}" s="{_DAY}"><v>{(cell - _EPOCH.date()).days}</v></c>'.encode()
    if isinstance(cell, dt.time):
        cell = dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
    if isinstance(cell, dt.timedelta):
        return f'<c r="{place}" s="{_TIME}"><v>{cell / dt.timedelta(days=1)!r}</v></c>'.encode()
    if cell is FORMULA_WITHOUT_VALUE:
        return b""
    if cell in _ERRORS:
        return f'<c r="{place}" t="e"><v>{cell}</v></c>'.encode()
    # Text cells stay text when a number is typed over them: a NIK keeps its 16 digits.
    text = b'<is><t xml:space="preserve">' + cell_text(str(cell)) + b"</t></is>"
    return f'<c r="{place}" s="{_TEXT}" t="inlineStr">'.encode() + text + b"</c>"


def _serial(moment: dt.datetime) -> float:
    days = (moment.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1)
    return int(days) if days == int(days) else days
