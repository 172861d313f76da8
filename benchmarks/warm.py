"""A survey of 1,000 rows and 35 columns checked and applied by a process that is already warm, as the worker is.

Each process imports one file to get warm and then five more, of other people; the middle of them counts, of several
processes, in turn on both databases. The bar is one second. `python -m benchmarks.warm USER FILE…` is one process.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks import survey_book
from benchmarks.entrants import told_by
from benchmarks.installing import USER, installed, kinds
from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions
from digiloka.imports.collecting import seldom
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import judge
from digiloka.imports.keeping import keep_plan
from digiloka.imports.queries import Register, batch_of
from digiloka.imports.turns import turn_of
from digiloka.imports.workbook import open_workbook

ROWS, FILES, ROUNDS, BAR_S = 1_000, 5, 3, 1.0


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    seed, middle = int(os.environ.get("DIGILOKA_SEED", "0")), {}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="digiloka-book-")))
        books = [str(folder / f"warm{number}.xlsx") for number in range(FILES + 1)]
        for number, book in enumerate(books):
            survey_book.write(Path(book), ROWS, seed + number, first=number * ROWS)
        shops = [stack.enter_context(installed(kind)) for kind in kinds()]
        for _ in range(ROUNDS if full else 1):
            for shop in shops:
                installation = shop.copy()
                found[shop.kind].append(told_by(installation, "benchmarks.warm", USER, *books))
                shop.discard(installation)
    for kind, runs in found.items():
        seconds, cpu = ([one for run in runs for one in run[what]] for what in ("seconds", "cpu"))
        middle[kind] = statistics.median(seconds)
        yield {"database": kind, "what": f"check and apply {ROWS} rows in a warm process", "files": len(seconds),
               "seconds": round(middle[kind], 2), "quickest": round(min(seconds), 2), "slowest": round(max(seconds), 2),
               "processor s": round(statistics.median(cpu), 2), "MiB": round(max(run["mib"] for run in runs))}
    if full and max(middle.values()) > BAR_S:
        raise AssertionError(f"over {BAR_S} s: {middle}")


def run(user: str, *books: str) -> None:
    settings = Settings.from_env()
    sealing.use(sealing.read_keyring(settings.keys_file))
    engine = make_engine(settings.database_url)
    seconds, cpu = [], []
    for book in books:
        began, used = time.perf_counter(), time.process_time()
        with seldom():
            import_one(engine, settings, user, Path(book))
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds[1:], "cpu": cpu[1:], "mib": peak}))


def import_one(engine: Engine, settings: Settings, user: str, book: Path) -> dict[str, int]:
    """What uploading, checking and confirming do, one after the other; rows by outcome."""
    workbook = open_workbook(book)
    today = datetime.now(settings.timezone).date()
    with reading(engine) as known:
        viewer = viewer_by_email(known, user)
        ground = ground_of(known, settings.city_code, viewer.area_code or "", today)
        judgement = judge(workbook, ground, Register(known, viewer, ground))
        with transaction(engine) as session, book.open("rb") as source:
            stored = put(session, settings.files_dir, source, book.name)
            batch = actions.open_batch(session, viewer.actor("cli"), city_code=settings.city_code,
                                       area_code=viewer.area_code or "", file_id=stored.id, file_name=book.name)
            turn = turn_of(session, batch)
        keep_plan(partial(transaction, engine), turn, judgement)
    with transaction(engine) as session:
        return actions.apply(session, viewer.actor("cli"), batch_of(session, batch.id))


if __name__ == "__main__":
    run(*sys.argv[1:])
