"""What a program needed: wall time, processor time, and the peak of memory of it and all its children together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1  # seconds between two looks at the memory
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """`memory` is the most that the process and its children held at one time, in bytes (proportional set size:
    pages they share are counted once). `cpu` counts the children that ended."""

    status: int
    seconds: float
    cpu: float
    memory: int
    output: str
    errors: str

    @property
    def mib(self) -> int:
        return round(self.memory / MIB)


def run(command: list[str], environment: dict[str, str], folder: Path, *, input: str = "") -> Run:
    """Run a program to its end, whatever its exit status."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=errors, text=True
        )
        watch = _Watch(process.pid)
        watch.start()
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(input)
            process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)  # its ru_maxrss is no use: it begins with what we hold ourselves
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        out.seek(0)
        errors.seek(0)
        cpu = used.ru_utime + used.ru_stime
        return Run(process.returncode, seconds, cpu, watch.peak, out.read(), errors.read())


class _Watch(threading.Thread):
    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = process
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self.peak = max(self.peak, sum(map(_size, _family(self._process))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(process: int) -> list[int]:
    """The process and everything it started, as far as it still runs."""
    found = [process]
    for parent in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _size(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
