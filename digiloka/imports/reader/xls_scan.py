"""Cells of an .xls that hold an error (#REF!, #N/A): the library reads them as blanks.

The workbook's stream is looked through for what an error looks like; only where something does are its records walked.
"""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

import olefile

Errors = dict[int, dict[int, str]]  # row, 1-based → column from 0 → what the cell shows

_SHOWN = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_CODES = re.escape(bytes(_SHOWN))
_SOUNDS_LIKE = re.compile(
    rb"\x05\x02\x08\x00.{6}[" + _CODES + rb"]\x01|\x02.[" + _CODES + rb"].{3}\xff\xff", re.DOTALL
)
_BOF, _EOF, _SHEET, _ERROR, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0205, 0x0006
_STREAMS = ("Workbook", "Book")


def errors_of(file: BinaryIO) -> list[Errors]:
    """Of each sheet in the file's order; nothing where the file cannot be followed, which the reader will say."""
    try:
        stream = _workbook(file)
        if _SOUNDS_LIKE.search(stream) is None:
            return []
        return [_of_sheet(stream, offset) for offset in _offsets(stream)]
    except (OSError, struct.error, LookupError, ValueError, TypeError):  # olefile lets what it stumbles over through
        return []


def _workbook(file: BinaryIO) -> bytes:
    """The stream of the workbook inside the container."""
    with olefile.OleFileIO(file) as container:
        name = next(filter(container.exists, _STREAMS), None)
        return container.openstream(name).read() if name else b""


def _offsets(stream: bytes) -> list[int]:
    """Where the sheets begin."""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _SHEET:
            found.append(struct.unpack_from("<I", stream, at + 4)[0])
        if kind == _EOF:
            break
        at += 4 + length
    return found


def _of_sheet(stream: bytes, at: int) -> Errors:
    """A chart inside a sheet has a beginning and an end of its own, and cells that are not the sheet's."""
    found: Errors = {}
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            break
        code = None
        if depth == 1 and kind == _ERROR and length >= 8 and stream[at + 11]:
            code = stream[at + 10]
        elif depth == 1 and kind == _FORMULA and length >= 14 and stream[at + 16 : at + 18] == b"\xff\xff":
            code = stream[at + 12] if stream[at + 10] == 2 else None
        if code in _SHOWN:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            found.setdefault(row + 1, {})[column] = _SHOWN[code]
        at += 4 + length
    return found
