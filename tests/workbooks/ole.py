"""Files in Microsoft's old container, made byte by byte: a real small .xls, and the shell of a locked workbook."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

_SECTOR = 512
_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE file of these streams, each filled up to whole sectors and at least 4,096 bytes."""
    bodies = [(name, _filled(body)) for name, body in streams.items()]
    directory_sectors = -(-(len(bodies) + 1) * 128 // _SECTOR)
    first = 1 + directory_sectors
    fat = [_FAT, *_chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for place, (name, body) in enumerate(bodies):
        sectors = len(body) // _SECTOR
        following = place + 2 if place + 1 < len(bodies) else _FREE
        entries.append(_entry(name, 2, first, len(body), right=following))
        fat += _chain(first, sectors)
        first += sectors
    assert len(fat) <= _SECTOR // 4, "too much for one allocation sector"
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + b"".join(body for _, body in bodies)


def _filled(body: bytes) -> bytes:
    return body.ljust(max(4096, -(-len(body) // _SECTOR) * _SECTOR), b"\0")


def _chain(first: int, sectors: int) -> list[int]:
    return [*range(first + 1, first + sectors), _END]


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)


def xls(rows: Sequence[Sequence[Any]], name: str = "Data") -> bytes:
    """An .xls (BIFF8) of text, numbers, errors ("#REF!") and formulas that end in one ("=#N/A")."""
    title = name.encode("ascii")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(map(len, rows))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell in _ERRORS:
                sheet += _record(0x0205, struct.pack("<HHHBB", row, column, 0, _ERRORS[cell], 1))
            elif isinstance(cell, str) and cell[1:] in _ERRORS:
                code = _ERRORS[cell[1:]]
                result = struct.pack("<HHHBxB3xH", row, column, 0, 2, code, 0xFFFF)
                sheet += _record(0x0006, result + struct.pack("<HIHBB", 0, 0, 2, 0x1C, code))
            elif isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHH", row, column, 0) + text)
            elif cell is not None:
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, float(cell)))
    sheet += _record(0x000A, b"")
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    offset = len(opening) + 4 + 8 + len(title) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(title), 0) + title)
    return container({"Workbook": opening + bound + _record(0x000A, b"") + sheet})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def locked_xlsx() -> bytes:
    """What Excel writes for a workbook with a password: the zip is noise inside the old container."""
    return container({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": bytes(range(256)) * 20})


def word_document() -> bytes:
    return container({"WordDocument": b"\xec\xa5" + b"x" * 100})
