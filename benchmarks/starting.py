"""`digiloka serve` on an installation that is set up: seconds from the command to the first page.

Told with the processor seconds of all its processes until then, beside the floor: a Python that imports Flask and
SQLAlchemy and ends. The bar is 3 s, in the middle of the runs; the first run of all, which reads every file from the
disk, is told but not counted. So is `make run` a second time, which looks first whether anything is to be installed.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.installing import DIGILOKA, PROJECT, Installation, installed, kinds

BAR_S = 3.0
_TICKS = os.sysconf("SC_CLK_TCK")


def main(_out: Path, full: bool) -> list[dict[str, Any]]:
    times = 7 if full else 2
    lines = [_line("import flask, sqlalchemy (floor)", "–", [_imported() for _ in range(times)])]
    for kind in kinds():
        with installed(kind) as shop:
            master = shop.master()
            first, *others = [_started(master, _serve) for _ in range(times + 1)]
            lines += [_line("digiloka serve, the first time", kind, [first]), _line("digiloka serve", kind, others)]
            if kind == "spatialite":  # the one that `make run` takes when nothing else is said, and knows to be set up
                usual = {name: value for name, value in master.environment.items() if name != "DATABASE_URL"}
                _, *others = [_started(replace(master, environment=usual), _make) for _ in range(times + 1)]
                lines.append(_line("make run, not the first time", kind, others))
    slow = [line for line in lines if line["what"] == "digiloka serve" and line["median s"] >= BAR_S]
    if full and slow:
        raise AssertionError(f"{BAR_S} s or more: {slow}")
    return lines


def _imported() -> tuple[float, float]:
    began, used = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", "import flask, sqlalchemy"], check=True)
    spent = os.times()
    cpu = spent.children_user + spent.children_system - used.children_user - used.children_system
    return time.perf_counter() - began, cpu


def _serve(port: int) -> list[str]:
    return [DIGILOKA, "serve", "--port", str(port)]


def _make(port: int) -> list[str]:
    return ["make", "--silent", "run", f"PORT={port}"]


def _started(installation: Installation, command: Callable[[int], list[str]]) -> tuple[float, float]:
    """(seconds to the first page, processor seconds until then) of a start; everything it started is ended."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        command(port), env=installation.environment, cwd=PROJECT, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while not _shows_a_page(port):
            if process.poll() is not None:
                raise RuntimeError(f"{command(port)} ended with status {process.returncode}.")
            time.sleep(0.01)
        return time.perf_counter() - began, _used(process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _shows_a_page(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _used(process: int) -> float:
    """Processor seconds of a process, the children it has, and those that it has seen end."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(number) for number in fields[11:15]) / _TICKS
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own + sum(_used(int(child)) for child in children)


def _line(what: str, kind: str, runs: list[tuple[float, float]]) -> dict[str, Any]:
    seconds = [run[0] for run in runs]
    return {"what": what, "database": kind, "runs": len(runs), "median s": round(statistics.median(seconds), 2),
            "longest s": round(max(seconds), 2),
            "median processor s": round(statistics.median(run[1] for run in runs), 2)}
