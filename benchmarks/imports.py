"""Importing a survey of 100,000 rows and 35 columns, beside the least it could cost, in one run, on both databases.

What the product does: `digiloka imports check` (judge the file) and `digiloka imports apply` (judge it, keep the plan
with every raw row sealed, write owners, businesses, places, figures, licences and the journal in one transaction),
each as a process of its own from its start to its end. The floor: see `floor`. Rounds alternate, so that what else
the machine does falls on both. The bar is 4 times the floor for checking and applying, and 1 GiB of memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import floor, metering, survey_book
from benchmarks.installing import PROJECT, USER, Installation, Workshop, installed, kinds

ROUNDS = 2
BAR_TIMES, BAR_MIB = 4.0, 1024


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    seed, count = int(os.environ.get("DIGILOKA_SEED", "0")), 100_000 if full else 5_000
    lines: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="digiloka-book-") as folder:
        book = Path(folder) / "survei.xlsx"
        survey_book.write(book, count, seed)
        for kind in kinds():
            with installed(kind) as shop:
                found = _measured(shop, book, count)
                lines += found
                yield from found
    _judge(lines, full)


def _measured(shop: Workshop, book: Path, count: int) -> list[dict[str, Any]]:
    rows, told = shop.folder / "rows.pickle", {}
    checks: list[metering.Run] = []
    applies: list[metering.Run] = []
    floors: dict[str, list[dict[str, float]]] = {}
    for number in range(ROUNDS):
        product = shop.copy()
        checks.append(_product(product, "check", book, "--json"))
        applies.append(_product(product, "apply", book, "--user", USER, "--json"))
        told = json.loads(applies[-1].output)
        if number == 0:
            stored = told_by(product, "benchmarks.floor", "take", str(book), product.url, str(rows))
        shop.discard(product)
        for way in floor.WAYS:
            if way == "copy" and shop.kind == "spatialite":
                continue
            bare = shop.copy()
            floors.setdefault(way, []).append(_floor(bare, way, book, rows))
            shop.discard(bare)
    print(f"   {shop.kind}: {told['counts']}, stored {stored}", flush=True)
    return list(_lines(shop.kind, count, checks, applies, floors))


def _lines(
    kind: str, count: int, checks: list[metering.Run], applies: list[metering.Run],
    floors: dict[str, list[dict[str, float]]],
) -> Any:
    """One line for each thing done; `times` is its wall time as a multiple of the floor's."""
    def middle(found: list[dict[str, float]], what: str) -> float:
        return statistics.median(one[what] for one in found)

    bottom = middle(floors["executemany"], "seconds")
    for what, runs in (("check", checks), ("check and apply", applies)):
        seconds = statistics.median(run.seconds for run in runs)
        yield {"database": kind, "rows": count, "what": what, "seconds": round(seconds, 1),
               "processor s": round(statistics.median(run.cpu for run in runs), 1),
               "MiB": max(run.mib for run in runs), "times the floor": round(seconds / bottom, 2)}
    names = {"executemany": "floor: calamine + executemany of the same rows, all tables",
             "register": "the same without the plan (import_row)", "copy": "the same with COPY",
             "flat": "one flat table of 35 columns, no index"}
    for way, found in floors.items():
        seconds = middle(found, "seconds")
        yield {"database": kind, "rows": count, "what": names[way], "seconds": round(seconds, 1),
               "processor s": round(middle(found, "cpu"), 1), "MiB": "–",
               "times the floor": round(seconds / bottom, 2)}


def _product(installation: Installation, *words: str | Path) -> metering.Run:
    done = metering.run(installation.command("imports", *map(str, words)), installation.environment, PROJECT)
    if done.status:
        raise AssertionError(f"imports {words[0]} ended with {done.status}: {done.errors[-500:]}")
    return done


def _floor(installation: Installation, way: str, book: Path, rows: Path) -> dict[str, float]:
    return told_by(installation, "benchmarks.floor", way, str(book), installation.url, str(rows))


def told_by(installation: Installation, module: str, *words: str) -> Any:
    """What a module of this folder prints as JSON, run as a process of its own."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=PROJECT, env=installation.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _judge(lines: list[dict[str, Any]], full: bool) -> None:
    """Raise when the bar is missed; a quick trial is too small for starting up not to count."""
    if not full:
        return
    found = []
    for line in lines:
        if line["what"] == "check and apply":
            found += [f"{line['times the floor']} times the floor"] if line["times the floor"] > BAR_TIMES else []
            found += [f"{line['MiB']} MiB"] if line["MiB"] > BAR_MIB else []
    if found:
        raise AssertionError(f"over the bar: {'; '.join(found)}")
