"""The door: bytes or a path in, a Workbook out, or one refusal that says what to do."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from digiloka.imports.workbook import delimited
from digiloka.imports.workbook.book import Limits, Merge, Sheet, Workbook, unpack
from digiloka.imports.workbook.guard import size_of, unpacked_size
from digiloka.imports.workbook.signature import kind_of, refused

_ROOT = Path(__file__).resolve().parents[3]
_PACKAGES = Path(find_spec("python_calamine").origin).parents[1]  # type: ignore[union-attr, arg-type]
_CODE = (
    "import sys; sys.path += [sys.argv.pop(1), sys.argv.pop(1)]; "
    "from digiloka.imports.reader.child import run; run()"
)
_UNPACKED_A_SECOND = 8 * 1024 * 1024
_PATIENCE = 4  # times the processor time: another process may hold the processor


def open_workbook(source: str | os.PathLike[str] | bytes, name: str = "", limits: Limits | None = None) -> Workbook:
    """The sheets of a file given by path or as bytes; `name` is only remembered, the content tells the kind.

    Raises Refused (codes file-…) for what is no workbook, is locked, empty, broken, or beyond `limits`.
    """
    limits = limits or Limits()
    with _opened(source) as file:
        if size_of(file) > limits.bytes:
            raise refused("file-too-large", limits)
        kind = kind_of(file)
        name = name or (Path(source).name if not isinstance(source, bytes) else "")
        if kind == "csv":
            return Workbook(name, kind, [delimited.read(file, limits)])
        seconds = limits.seconds + unpacked_size(file, kind, limits) / _UNPACKED_A_SECOND
        workbook = Workbook(name, kind, _sheets(file, kind, replace(limits, seconds=round(seconds, 1))))
    if not any(sheet.n_rows for sheet in workbook.sheets):
        raise refused("file-empty")
    return workbook


def _opened(source: str | os.PathLike[str] | bytes) -> BinaryIO:
    """An open file with a descriptor to hand on; bytes go into anonymous memory, never to the disk."""
    if not isinstance(source, bytes):
        return Path(source).open("rb")
    if hasattr(os, "memfd_create"):
        file = os.fdopen(os.memfd_create("workbook"), "w+b")
    else:  # where the kernel has no anonymous files: a file without a name
        file = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the caller closes it
    file.write(source)
    file.flush()
    return file


def _sheets(file: BinaryIO, kind: str, limits: Limits) -> list[Sheet]:
    sheets: list[Sheet] = []
    for message in _messages(file, kind, limits):
        if message[0] == "sheet":
            sheets.append(_sheet(message[1]))
        elif message[0] == "merges":
            sheets[-1].merges = tuple(Merge(*corners) for corners in message[1])
        elif message[0] == "rows":
            _, first, count, last, width, packed = message
            sheets[-1].add(first, count, packed)
            sheets[-1].n_rows, sheets[-1].n_columns = last, max(sheets[-1].n_columns, width)
    for sheet in sheets:
        for row, columns in sheet.unvalued.items():
            if row <= sheet.n_rows:
                sheet.n_columns = max(sheet.n_columns, columns[-1] + 1)
    return sheets


def _sheet(about: dict[str, Any]) -> Sheet:
    return Sheet(
        name=about["name"],
        hidden=about["hidden"],
        merges=tuple(Merge(*corners) for corners in about.get("merges", ())),
        hidden_rows=frozenset(about.get("hidden_rows", ())),
        hidden_columns=frozenset(about.get("hidden_columns", ())),
        filter=about.get("filter"),
        formats=about.get("formats", {}),
        formulas=about.get("formulas", {}),
        unvalued=about.get("unvalued", {}),
    )


def _messages(file: BinaryIO, kind: str, limits: Limits) -> Iterator[tuple[Any, ...]]:
    """What the reading process says; Refused when it refuses, dies, or takes too long."""
    deadline = time.monotonic() + limits.seconds * _PATIENCE
    descriptor = file.fileno()
    words = [f"{key}={value}" for key, value in asdict(limits).items()]
    child = subprocess.Popen(  # noqa: S603 - our own module, no shell, no word from outside
        # Without `site`: looking through every installed package would be a third of reading a short file.
        [sys.executable, "-I", "-S", "-c", _CODE, str(_ROOT), str(_PACKAGES), str(descriptor), kind, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
    )
    assert child.stdout is not None
    try:
        while True:
            message = _next(child.stdout, deadline)
            if message is None:
                raise _died(child)
            if message[0] == "refused":
                raise refused(message[1], limits)
            if message[0] == "end":
                return
            yield message
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def _next(pipe: BinaryIO, deadline: float) -> tuple[Any, ...] | None:
    head = _exactly(pipe, 4, deadline)
    body = _exactly(pipe, struct.unpack(">I", head)[0], deadline) if head is not None else None
    return None if body is None else unpack(body)


def _exactly(pipe: BinaryIO, count: int, deadline: float) -> bytearray | None:
    """`count` bytes, None when the process ended before; Refused at the deadline."""
    data = bytearray()
    descriptor = pipe.fileno()
    while len(data) < count:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise refused("file-bomb")
        block = os.read(descriptor, min(1 << 20, count - len(data)))
        if not block:
            return None
        data += block
    return data


def _died(child: subprocess.Popen[bytes]) -> Exception:
    """Why a process ended without a word: killed or aborted means memory or time, anything else a broken file."""
    code = child.wait()
    return refused("file-bomb" if -code in (signal.SIGKILL, signal.SIGABRT, signal.SIGXCPU) else "file-broken")
