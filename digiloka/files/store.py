"""Putting files away and getting them back. Frames of 1 MiB are sealed one by one, so memory stays small."""

from __future__ import annotations

import hashlib
import os
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka import sealing
from digiloka.files.models import StoredFile
from digiloka.files.naming import kept_name

FRAME = 1024 * 1024


def put(session: Session, root: Path, source: BinaryIO, name: str | None, *, apart: str = "") -> StoredFile:
    """Store a file's content and return its row (an older one when these bytes are known already).

    What is kept `apart` shares its row with no equal bytes but those under the same word: it can be taken away alone.
    """
    size, digest = 0, hashlib.sha256()
    while frame := source.read(FRAME):
        size += len(frame)
        digest.update(frame)
    address = sealing.keyed_hash("file", digest.hexdigest() + apart)
    known = session.scalar(select(StoredFile).where(StoredFile.address == address))
    if known and path_of(root, address).exists():
        return known
    source.seek(0)
    _write(path_of(root, address), source, address)
    if known:
        return known
    row = StoredFile(address=address, size=size, name=kept_name(name) if name else None)
    session.add(row)
    session.flush()
    return row


def frames(root: Path, address: str) -> Iterator[bytes]:
    """The plain content, frame by frame. Raises KeysRefused when a frame was altered, moved or cut off."""
    with path_of(root, address).open("rb") as file:
        number = 0
        while head := file.read(5):
            last, length = struct.unpack(">BI", head)
            yield sealing.keyring().open(file.read(length), _bound(address, number, bool(last)))
            number += 1
            if last:
                return
    raise sealing.KeysRefused(f"Berkas tersimpan {address} terpotong. Ambil dari salinan cadangan.")


def path_of(root: Path, address: str) -> Path:
    return root / address[:2] / address


def sweep(session: Session, root: Path, *, older_than_s: float = 3600) -> int:
    """Delete files without a row (an upload that was cut off). Returns how many went."""
    if not root.exists():
        return 0
    known = set(session.scalars(select(StoredFile.address)))
    gone = 0
    for path in root.glob("*/*"):
        if path.name not in known and time.time() - path.stat().st_mtime >= older_than_s:
            path.unlink()
            gone += 1
    return gone


def _write(path: Path, source: BinaryIO, address: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        number, frame = 0, source.read(FRAME)
        while True:
            following = source.read(FRAME)
            sealed = sealing.keyring().seal(frame, _bound(address, number, not following))
            file.write(struct.pack(">BI", not following, len(sealed)) + sealed)
            if not following:
                break
            number, frame = number + 1, following
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _bound(address: str, number: int, last: bool) -> str:
    return f"file:{address}:{number}:{'last' if last else 'more'}"
