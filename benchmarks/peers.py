"""The same 20,000 rows of 35 columns through other programs, in turn with ours, on one machine in one run.

The peers, each in an environment of its own (`environments`, `peers/`), read the headings in the first row and write
one table of 35 columns of text in SQLite, with a number and one index, 40,000 rows in it already: django-import-export
through its admin, Flask-Excel through a route, tablib, pandas. None of them judges a cell, knows an area or an
activity, finds an owner or a business again, keeps a plan or a journal, or seals anything; only django-import-export
shows first what it would do and finds a row again by its number (as it comes; tuned it does neither).

Ours does all that, with 40,000 businesses registered: `digiloka imports apply`, which checks the file, keeps the plan
and applies it, whole processes all of them. The floor is what `imports` measures. The bars: at least 20 times as fast
as django-import-export as it comes, 8 times as it is tuned.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import metering, survey_book
from benchmarks.entrants import ELSEWHERE, FLOOR, Ring
from benchmarks.environments import PEERS, python_of
from benchmarks.imports import APPLY, FLOORS
from benchmarks.installing import PROJECT, installed, kinds
from benchmarks.racing import Contender, Measured, race

sys.path.insert(0, str(PEERS))  # the scripts there share it, each as a program of its own
from headings import KEY, count, make_table

ROWS, REGISTERED, ROUNDS = 20_000, 40_000, 5
QUICK = (1_000, 2_000, 1)
ADMIN, TUNED = "django-import-export, its admin as it comes", "django-import-export, its admin tuned for bulk"
NAMES = {
    ("django_admin", "plain"): ADMIN,
    ("django_admin", "tuned"): TUNED,
    ("flask_upload", "plain"): "Flask-Excel, save_to_database",
    ("flask_upload", "tuned"): "Flask-Excel, isave_to_database and one commit",
    ("tablib_rows", "plain"): "tablib and executemany",
    ("pandas_frame", "plain"): "pandas, read_excel (openpyxl) and to_sql",
    ("pandas_frame", "tuned"): "pandas, read_excel (calamine) and to_sql",
}
BARS = {ADMIN: 20, TUNED: 8}


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    seed = int(os.environ.get("DIGILOKA_SEED", "0"))
    rows, registered, rounds = (ROWS, REGISTERED, ROUNDS) if full else QUICK
    pythons = {name: python_of(name) for name, _ in NAMES}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="digiloka-peers-")))
        book = folder / "survei.xlsx"
        survey_book.write(book, rows, seed, title=False)
        table = _table(folder / "peers.db", pythons["django_admin"], registered, seed)
        rings = [Ring(stack.enter_context(installed(kind)), registered, seed) for kind in kinds()]
        contenders = [
            Contender(told, "SQLite, one table", rows, partial(_peer, pythons[name], name, way, table, book, rows),
                      rounds)
            for (name, way), told in NAMES.items()
        ]
        for ring in rings:
            way = FLOOR[ring.kind]
            contenders.append(Contender(APPLY, ring.kind, rows, partial(ring.apply, book), rounds))
            contenders.append(Contender(FLOORS[way], ring.kind, rows, partial(ring.floor, way, book), rounds))
        race(contenders)
    ours = {one.database: one for one in contenders if one.what == APPLY}
    yield from (one.line(**_times(one, ours)) for one in contenders)
    missed = [
        f"{kind}: {told} as fast as {one.what}, not {BARS[one.what]}"
        for one in contenders if one.what in BARS
        for kind, told in _times(one, ours).items() if told < BARS[one.what]
    ]
    if missed and full:  # a quick trial is too small for starting up not to count
        raise AssertionError("; ".join(missed))


def _times(one: Contender, ours: dict[str, Contender]) -> dict[str, float]:
    """How many times as long it took as ours, on each of our databases."""
    return {f"times ours on {kind}": round(one.seconds / product.seconds, 1) for kind, product in ours.items()}


def _table(file: Path, python: str, registered: int, seed: int) -> Path:
    """The peers' database: the one table with its rows, and what the admin needs for itself."""
    def rows() -> Iterator[list[Any]]:
        for cells in survey_book.rows(registered, seed + 1, first=ELSEWHERE):
            cells[0] += ELSEWHERE  # numbers the file has not: its rows are new to all
            yield cells

    assert survey_book.HEADINGS[0].lower() == KEY
    make_table(file, survey_book.HEADINGS, rows())
    _run(python, "django_admin", "prepare", str(file))
    return file


def _peer(python: str, name: str, way: str, table: Path, book: Path, rows: int) -> Measured:
    """One go on a copy of the database; AssertionError when not every row came in."""
    copy = table.with_name("copy.db")
    shutil.copyfile(table, copy)
    before = count(copy)
    measured = _run(python, name, way, str(copy), str(book), json.dumps(survey_book.HEADINGS))
    come = count(copy) - before
    copy.unlink()
    if come != rows:
        raise AssertionError(f"{NAMES[name, way]}: {come} rows came in, not {rows}")
    return measured


def _run(python: str, name: str, *words: str) -> Measured:
    done = metering.run([python, str(PEERS / f"{name}.py"), *words], {**os.environ}, PROJECT)
    if done.status:
        raise RuntimeError(f"{name} {words[0]} ended with {done.status}: {done.errors[-1500:]}")
    return Measured(done.seconds, done.cpu, done.mib)
