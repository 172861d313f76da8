"""A process that works for a crew: chunks come in, results go out, in the order asked. It knows no database.

Messages are pickles behind their length. It ends when its standard input does, so it never outlives who started it.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from digiloka import sealing
from digiloka.imports.collecting import SELDOM

HEAD = struct.Struct(">Q")
DONE, FAILED = "done", "failed"
_FIRST = "digiloka.imports.apart"  # the first task's: loaded while who started us still reads the file


def main() -> None:
    """Take keys and tasks up, do chunks, until nobody asks any more."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # a library's own print must not mix into the messages
    gc.set_threshold(*SELDOM)
    import_module(_FIRST)
    works: dict[int, Callable[[Any], Any]] = {}
    while (message := _read(sys.stdin.buffer)) is not None:
        kind, *told = pickle.loads(message)  # noqa: S301 - from who started us
        if kind == "keys":
            sealing.use(told[0])
        elif kind == "task":
            number, task = told
            works = {number: task.begin()}  # one task at a time
        else:
            number, chunk = told
            try:
                answer = pack((DONE, works[number](chunk)))
            except Exception:  # whoever asked does it again and meets the trouble itself
                answer = pack((FAILED, None))
            _write(out, answer)
    os._exit(0)


def pack(message: Any) -> bytes:
    """A message as it goes through a pipe."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(packed)) + packed


def _write(out: BinaryIO, message: bytes) -> None:
    left = memoryview(message)
    while left:
        left = left[out.write(left) :]


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    size = HEAD.unpack(head)[0]
    message = source.read(size)
    return message if len(message) == size else None
