"""A very long sheet cut into small workbooks of some rows each, so that memory follows the slice, not the sheet.

Each slice is the same file with the one sheet shortened, in anonymous memory. The other parts (shared strings,
styles) are copied as they stand, still packed.
"""

from __future__ import annotations

import copy
import os
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from digiloka.imports.reader.xlsx_scan import Names, head_and_rows, runs

_LOCAL_HEADER = 30


def slices(file: int, path: str, rows_each: int) -> Iterator[int]:
    """Descriptors of the slices in order; each is closed when the next is asked for. Rows keep their numbers."""
    with zipfile.ZipFile(os.fdopen(os.dup(file), "rb")) as archive, archive.open(path) as stream:
        head, rows, names = head_and_rows(stream)
        pieces = runs(rows, stream, names)
        piece = next(pieces, None)
        while piece is not None:
            descriptor = os.memfd_create("slice")
            try:
                with os.fdopen(os.dup(descriptor), "w+b") as out, zipfile.ZipFile(out, "w") as target:
                    _copy_others(archive, path, target)
                    with target.open(path, "w", force_zip64=True) as entry:
                        entry.write(head)
                        piece = _write_rows(entry, piece, pieces, names, rows_each)
                        entry.write(_foot(names))
                yield descriptor
            finally:
                os.close(descriptor)


def _write_rows(
    entry: IO[bytes], piece: bytes, pieces: Iterator[bytes], names: Names, rows_each: int
) -> bytes | None:
    """Write whole runs until they hold `rows_each` rows; the run that comes next, None at the end.

    A run is cut before the end tag of its last row, so a slice closes that row itself and the next leaves it out.
    """
    written = 0
    following: bytes | None = piece.removeprefix(names.row_end)
    while following is not None and written < rows_each:
        end = following.find(names.data_end)
        part = following if end < 0 else following[:end]
        entry.write(part)
        written += part.count(names.row_open)
        if end >= 0:
            return None
        following = next(pieces, None)
    entry.write(names.row_end)
    return following


def _foot(names: Names) -> bytes:
    prefix = names.row_end[2:-4]
    return b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"


def _copy_others(archive: zipfile.ZipFile, path: str, target: zipfile.ZipFile) -> None:
    for info in archive.infolist():
        if info.filename != path and not _is_other_sheet(info.filename):
            copy_packed(archive, info, target)


def _is_other_sheet(name: str) -> bool:
    return re.search(r"(?:^|/)worksheets/[^/]+\.xml$", name) is not None


def copy_packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copy an entry without unpacking it: shared strings can be large and every slice needs them."""
    source, goal = archive.fp, target.fp
    assert source is not None
    assert goal is not None
    source.seek(info.header_offset)
    header = source.read(_LOCAL_HEADER)
    source.seek(info.header_offset + _LOCAL_HEADER + header[26] + header[27] * 256 + header[28] + header[29] * 256)
    packed = source.read(info.compress_size)
    entry = copy.copy(info)
    entry.flag_bits &= ~0x08  # the sizes stand in the header, not behind the data
    entry.header_offset = goal.tell()
    goal.write(entry.FileHeader(zip64=False))
    goal.write(packed)
    target.filelist.append(entry)
    target.NameToInfo[entry.filename] = entry
    target.start_dir = goal.tell()
