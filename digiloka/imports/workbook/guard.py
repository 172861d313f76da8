"""What can be known of a zip before anything is unpacked: how large it would become, and whether it is whole."""

from __future__ import annotations

import os
import zipfile
from typing import BinaryIO

from digiloka.imports.workbook.book import Limits
from digiloka.imports.workbook.signature import refused

_ASK_RATIO_ABOVE = 64 * 1024 * 1024


def size_of(file: BinaryIO) -> int:
    """The file's size in bytes."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    return size


def unpacked_size(file: BinaryIO, kind: str, limits: Limits) -> int:
    """Bytes the file becomes when unpacked, its own size when it is no zip. Refused: bombs, locked or torn zips."""
    size = size_of(file)
    if kind not in ("xlsx", "xlsb", "ods"):
        return size
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise refused("file-broken") from broken
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refused("file-password")
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked or (total > _ASK_RATIO_ABOVE and total > size * limits.ratio):
        raise refused("file-bomb")
    if len(entries) > 20_000:
        raise refused("file-bomb")
    return total
