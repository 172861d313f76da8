"""What is killed while it works on an import, and what it left: the tools of `kill`."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import text

from benchmarks.installing import PROJECT, Installation, Workshop
from digiloka.database import make_engine

REGISTER = ("owner", "business", "place", "figures", "licence")
_LISTS = {
    "journal": "SELECT action, count(*) FROM journal WHERE action != 'import.upload' GROUP BY action",
    "outcome": "SELECT outcome, count(*) FROM import_row WHERE outcome IS NOT NULL GROUP BY outcome",
}
_PLAN = {
    "batches": "SELECT state, count(*) FROM import_batch GROUP BY state",
    "rows": "SELECT decision, count(*) FROM import_row GROUP BY decision",
}

Counts = dict[str, int]


def seen(installation: Installation) -> Counts:
    """What everybody sees of imports: the register, its journal, and what is said to have become of rows."""
    return counted(installation, {table: f"SELECT '', count(*) FROM {table}" for table in REGISTER} | _LISTS)


def seen_and_planned(installation: Installation) -> Counts:
    """The same, and the plans and states of batches."""
    return seen(installation) | counted(installation, _PLAN)


def counted(installation: Installation, queries: dict[str, str]) -> Counts:
    """Each query's (word, count) rows, read by a process that sees only what is committed."""
    engine = make_engine(installation.url)
    with engine.connect() as connection:
        found = {
            f"{name} {word}".strip(): int(count)
            for name, query in queries.items() for word, count in connection.execute(text(query))
        }
    engine.dispose()
    return found


def must_be(found: Counts, wanted: Counts, when: str) -> None:
    """AssertionError, with what is apart, unless both are the same."""
    apart = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
    if apart:
        told = "; ".join(f"{key} {found.get(key, 0)}, not {wanted.get(key, 0)}" for key in apart)
        raise AssertionError(f"{when}: {told}")


@dataclass(slots=True)
class Tally:
    """Kills of one deed on one database, and what they left."""

    database: str
    deed: str
    by: str
    found: Counter[tuple[bool, str]] = field(default_factory=Counter)

    def add(self, running: bool, left: str) -> None:
        self.found[running, left] += 1

    @property
    def running(self) -> int:
        """Kills that met it at work."""
        return sum(count for (running, _), count in self.found.items() if running)

    def line(self) -> dict[str, Any]:
        left = Counter[str]()
        for (_, what), count in self.found.items():
            left[what] += count
        return {"database": self.database, "killed": self.deed, "run by": self.by, "kills": self.found.total(),
                "while it ran": self.running, "left nothing": left["nothing"], "left all": left["all"]}


def which(installation: Installation, nothing: Counts, whole: Counts, when: str) -> str:
    """"nothing" or "all"; AssertionError for anything between."""
    found = seen(installation)
    if found == nothing:
        return "nothing"
    must_be(found, whole, f"{when}, killed, left half of it")
    return "all"


def kill_command(
    shop: Workshop, deed: str, words: list[str], before: Installation, chance: Random, kills: int
) -> Tally:
    """Kill the command so often while it runs, each time look, and call it again."""
    tally, (seconds, nothing, whole) = Tally(shop.kind, deed, "command"), _undisturbed(shop, words, before)
    while tally.running < kills:
        copy, after = shop.copy(before), chance.uniform(0.3, 1.0) * seconds
        running = _run(copy, words, after)
        left = which(copy, nothing, whole, f"{deed} by command on {shop.kind} after {after:.2f} s")
        tally.add(running, left)
        seconds = seconds if running else min(seconds, after)  # the machine was slower when it was measured
        if left == "nothing":
            _run(copy, words, None)
            must_be(seen(copy), whole, f"{deed} by command on {shop.kind}, called again")
        shop.discard(copy)
        enough(tally, kills)
    return tally


def _undisturbed(shop: Workshop, words: list[str], before: Installation) -> tuple[float, Counts, Counts]:
    """(how long it takes, what was there before, what it leaves)"""
    copy = shop.copy(before)
    nothing, began = seen(copy), time.monotonic()
    _run(copy, words, None)
    seconds, whole = time.monotonic() - began, seen(copy)
    shop.discard(copy)
    return seconds, nothing, whole


def _run(installation: Installation, words: list[str], after: float | None) -> bool:
    """Run a command, killed after so many seconds; was it still running then?"""
    process = subprocess.Popen(
        installation.command(*words), cwd=PROJECT, env=installation.environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        _, errors = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    if process.returncode:
        raise AssertionError(f"digiloka {' '.join(words)} ended with {process.returncode}: {errors.decode()[-500:]}")
    return False


def enough(tally: Tally, kills: int) -> None:
    if tally.found.total() > 4 * kills + 10:
        raise AssertionError(f"{tally.deed} by {tally.by}: only {tally.running} of {tally.found.total()} kills met it")
