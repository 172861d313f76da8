"""Cells of an .xls that hold an error (#REF!, #N/A): the library reads them as blanks.

The workbook's stream is looked through for what an error looks like; only where something does are its records walked.
"""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

Errors = dict[int, dict[int, str]]  # row, 1-based → column from 0 → what the cell shows

_SHOWN = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_CODES = re.escape(bytes(_SHOWN))
_SOUNDS_LIKE = re.compile(
    rb"\x05\x02\x08\x00.{6}[" + _CODES + rb"]\x01|\x02.[" + _CODES + rb"].{3}\xff\xff", re.DOTALL
)
_BOF, _EOF, _SHEET, _ERROR, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0205, 0x0006
_FREE = 0xFFFFFFFA  # sector numbers from here on are no sectors
_STREAMS = ("Workbook", "Book")


def errors_of(file: BinaryIO) -> list[Errors]:
    """Of each sheet in the file's order; nothing where the file cannot be followed, which the reader will say."""
    try:
        stream = _workbook(file.read())
        if _SOUNDS_LIKE.search(stream) is None:
            return []
        return [_of_sheet(stream, offset) for offset in _offsets(stream)]
    except (struct.error, LookupError, ValueError):
        return []


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook inside the container; a short one stands in sectors of 64 bytes."""
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    if not 6 <= shift <= 16 or not 4 <= short_shift <= shift:
        return b""
    size = 1 << shift
    (directory,) = struct.unpack_from("<I", data, 48)
    short_below, short_table = struct.unpack_from("<II", data, 56)
    table = _numbers(b"".join(data[(at + 1) * size : (at + 2) * size] for at in _table_sectors(data, size)))

    def whole(first: int) -> bytes:
        return b"".join(data[(at + 1) * size : (at + 2) * size] for at in _chain(first, table))

    entries = whole(directory)
    found = {}
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
        found.setdefault("" if at == 0 else name, struct.unpack_from("<II", entries, at + 116))
    first, length = next((found[name] for name in _STREAMS if name in found), (_FREE, 0))
    if length >= short_below:
        return whole(first)[:length]
    body, short = whole(found[""][0]), 1 << short_shift
    shorts = _numbers(whole(short_table))
    return b"".join(body[at * short : (at + 1) * short] for at in _chain(first, shorts))[:length]


def _table_sectors(data: bytes, size: int) -> list[int]:
    """Where the table of sectors stands: named in the header, and in sectors of their own where it is long."""
    found = list(_numbers(data[76:512]))
    following, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while following < _FREE and following not in seen:
        seen.add(following)
        *more, following = _numbers(data[(following + 1) * size : (following + 2) * size])
        found += more
    return list(dict.fromkeys(at for at in found if at < _FREE))


def _chain(first: int, table: tuple[int, ...]) -> dict[int, None]:
    """The sectors in their order; one that runs in a circle ends there."""
    chain: dict[int, None] = {}
    while first < len(table) and first not in chain:
        chain[first] = None
        first = table[first]
    return chain


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


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
