"""Text tables (.csv, .tsv): which sign parts the cells, which letters the bytes are, records as a spreadsheet shows."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from digiloka.imports.workbook.book import Limits, Sheet, pack
from digiloka.imports.workbook.signature import refused

DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1000
_SAMPLE = 256 * 1024
_SAMPLE_RECORDS = 60


def read(file: BinaryIO, limits: Limits) -> Sheet:
    """The one sheet of a text table, named "". Empty cells are None, all others text. Refused beyond the limits."""
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        delimiter, skip = _delimiter(text.read(_SAMPLE))
        text.seek(0)
        sheet = Sheet("", delimiter=delimiter, encoding=encoding)
        records = csv.reader(text, delimiter=delimiter)
        for _ in range(skip):
            next(records, None)
        _fill(sheet, records, limits)
    except csv.Error as broken:
        raise refused("file-broken") from broken
    finally:
        text.detach()
    if not sheet.n_rows:
        raise refused("file-empty")
    return sheet


def _fill(sheet: Sheet, records: Iterator[list[str]], limits: Limits) -> None:
    chunk: list[list[str | None]] = []
    number = 0
    for number, record in enumerate(records, 1):
        cells: list[str | None] = [cell or None for cell in record]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            if len(cells) > limits.columns:
                raise refused("file-too-many-columns", limits)
            sheet.n_rows = number
            sheet.n_columns = max(sheet.n_columns, len(cells))
            if number > limits.rows + limits.slack:
                raise refused("file-too-many-rows", limits)
        chunk.append(cells)
        if len(chunk) == _CHUNK:
            sheet.add(number - _CHUNK + 1, _CHUNK, pack(chunk))
            chunk = []
    if chunk:
        sheet.add(number - len(chunk) + 1, len(chunk), pack(chunk))


def _encoding(file: BinaryIO) -> str:
    """utf-16 by its mark, else utf-8 when every byte fits it, else Windows' western letters."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"


def _delimiter(sample: str) -> tuple[str, int]:
    """The parting sign and how many lines to leave out: Excel reads a first line "sep=;" and does not show it."""
    first = sample.lstrip("\ufeff")[:8].splitlines()[0] if sample.strip() else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign)), 0


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """How table-like the sample looks: records of the commonest width above one, weighted by that width."""
    widths: Counter[int] = Counter()
    try:
        for number, record in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            if any(cell.strip() for cell in record):
                widths[len(record)] += 1
            if number >= _SAMPLE_RECORDS:
                break
    except csv.Error:
        return (0.0, 0)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return (count / sum(widths.values()) * min(width, 8), width)
