"""Importing surveys of 35 columns with 40,000 businesses registered, beside the least it could cost, on both databases.

What the product does: `digiloka imports check` (judge the file) and `digiloka imports apply` (judge it, keep the plan
with every raw row sealed, write owners, businesses, places, figures, licences and the journal in one transaction),
each as a process of its own from its start to its end. Memory is that of all its processes at one time; a database
server's is its own. The floor: see `floor`; on PostGIS it is COPY. All have their goes in turn.

The bars: checking and applying 100,000 rows takes at most 2.5 times the floor; a row of 300,000 costs at most 1.3
times one of 1,000 (those in a process that is warm, so that nobody's start-up is in them; with it they cost more),
with nothing taken off; and no import needs more than 1 GiB.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import survey_book
from benchmarks.entrants import FLOOR, Ring
from benchmarks.installing import installed, kinds
from benchmarks.racing import Contender, race

WHOLE, QUICK = (1_000, 100_000, 300_000), (200, 2_000, 6_000)
REGISTERED = {True: 40_000, False: 1_000}
ROUNDS, WARM_FILES = 5, 5
BAR_FLOOR, BAR_LENGTH, BAR_MIB = 2.5, 1.3, 1024
APPLY, WARM = "check and apply", "check and apply, process warm"
FLOORS = {"executemany": "floor: calamine + executemany of the same rows, all tables",
          "copy": "floor: calamine + COPY of the same rows, all tables",
          "flat": "calamine + executemany into one table of 35 columns, no index"}


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    seed, sizes = int(os.environ.get("DIGILOKA_SEED", "0")), WHOLE if full else QUICK
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="digiloka-book-")))
        books = {size: folder / f"survei-{size}.xlsx" for size in sizes}
        for size, book in books.items():
            survey_book.write(book, size, seed)
        warm = [folder / f"warm-{number}.xlsx" for number in range(WARM_FILES + 1)]
        for number, book in enumerate(warm):
            survey_book.write(book, sizes[0], seed + 2 + number, first=number * sizes[0])
        rings = [Ring(stack.enter_context(installed(kind)), REGISTERED[full], seed) for kind in kinds()]
        contenders = [one for ring in rings for one in _contenders(ring, books, warm, ROUNDS if full else 1)]
        print(f"   {len(contenders)} contenders; the longest file takes minutes", file=sys.stderr, flush=True)
        race(contenders)
    missed = []
    for kind in kinds():
        found = {(one.what, one.rows): one for one in contenders if one.database == kind}
        lines, over = _judged(found, FLOORS[FLOOR[kind]], sizes)
        yield from lines
        missed += [f"{kind}: {told}" for told in over]
    if missed and full:  # a quick trial is too small for starting up not to count
        raise AssertionError(f"over the bar: {'; '.join(missed)}")


def _contenders(ring: Ring, books: dict[int, Path], warm: list[Path], rounds: int) -> Iterator[Contender]:
    short, middle, _long = books
    yield Contender(WARM, ring.kind, short, partial(ring.warm, warm), rounds)
    for size, book in books.items():
        if size == middle:
            for way in (FLOOR[ring.kind], "flat"):
                yield Contender(FLOORS[way], ring.kind, size, partial(ring.floor, way, book), rounds)
            yield Contender("check", ring.kind, size, partial(ring.check, book), rounds)
        yield Contender(APPLY, ring.kind, size, partial(ring.apply, book), rounds)


def _judged(
    found: dict[tuple[str, int], Contender], floor: str, sizes: tuple[int, int, int]
) -> tuple[list[dict[str, Any]], list[str]]:
    """(the lines of one database, the bars that were missed)"""
    short, middle, long = sizes
    bottom, a_row = found[floor, middle].seconds, found[WARM, short].seconds / short
    lines, over = [], []
    for (what, size), one in found.items():
        times = round(one.seconds / bottom, 2) if size == middle else "–"
        length = round(one.seconds / size / a_row, 2) if what in (APPLY, WARM) else "–"
        lines.append(one.line(**{"times the floor": times, "a row, times one of the shortest file": length}))
        if what == APPLY and size == middle and times > BAR_FLOOR:
            over.append(f"{times} times the floor")
        if what == APPLY and size == long and length > BAR_LENGTH:
            over.append(f"a row of {long} costs {length} times one of {short}")
        if isinstance(lines[-1]["MiB"], int) and lines[-1]["MiB"] > BAR_MIB:
            over.append(f"{lines[-1]['MiB']} MiB for {size} rows")
    return lines, over
