"""`kill -9` during an import: afterwards the register holds all of the batch or nothing, and applying again works.

By the clock: one run of `imports apply` shows how long it takes and what it leaves; then the command is killed on
copies of the same installation at points swept over that time, and at random ones in its second half, where the
writing lies. By steps: a short file is imported by a process that kills itself before its first, its second, its
n-th statement or commit, until it comes to its end. After each kill the tables are counted. Both databases.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from benchmarks import survey_book
from benchmarks.installing import PROJECT, USER, Installation, Workshop, installed, kinds
from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, reading
from tests.killing import held, killed_at
from tests.surveying import many, survey

REGISTER = ("owner", "business", "place", "figures", "licence")
_COUNTS = {
    **{table: f"SELECT count(*) FROM {table}" for table in REGISTER},
    "lines": "SELECT count(*) FROM journal WHERE batch_id IS NOT NULL AND action = 'register'",
    "rows done": "SELECT count(*) FROM import_row WHERE outcome IS NOT NULL",
    "applied": "SELECT count(*) FROM import_batch WHERE state = 'applied'",
}

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: after how many seconds, whether the process still ran, and what it left."""

    after: float
    running: bool
    left: str  # nothing or all


def main(_out: Path, full: bool) -> list[dict[str, Any]]:
    chance = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    lines = []
    for kind in kinds():
        with installed(kind) as shop:
            by_steps = _by_steps(shop, every=1 if full else 7)
            by_clock = _by_clock(shop, chance, *((2_000, 40) if full else (300, 4)))
        lines += [{"database": kind, **line} for line in (by_steps, by_clock)]
    return lines


def _by_steps(shop: Workshop, every: int) -> dict[str, Any]:
    nothing, whole = before_steps(shop.copy(), every)
    return {"rows": 45, "killed": f"before its step 1, {1 + every}, {1 + 2 * every} …", "kills": nothing + whole,
            "while it ran": nothing + whole, "left nothing": nothing, "left all": whole}


def _by_clock(shop: Workshop, chance: Random, rows: int, points: int) -> dict[str, Any]:
    book = shop.folder / "survei.xlsx"
    survey_book.write(book, rows, chance.randrange(2**31))
    whole, seconds = finished(shop.copy(), book)
    found: list[Killed] = []
    for after in moments(chance, seconds, points):
        installation = shop.copy()
        found.append(kill_once(installation, book, after, whole))
        shop.discard(installation)
    return {"rows": rows, "killed": f"by the clock, a run takes {seconds:.1f} s", "kills": len(found),
            "while it ran": sum(kill.running for kill in found),
            "left nothing": sum(kill.left == "nothing" for kill in found),
            "left all": sum(kill.left == "all" for kill in found)}


def before_steps(installation: Installation, every: int) -> tuple[int, int]:
    """(kills that left nothing, kills that left all) of a short import killed before every n-th step."""
    settings = Settings.from_env(installation.environment)
    sealing.use(sealing.read_keyring(settings.keys_file))
    engine = make_engine(installation.url)
    with reading(engine) as session:
        user_id = viewer_by_email(session, USER).user_id
    engine.dispose()  # no connection is shared with the processes to be killed
    data, step, nothing = survey(*many(45)), 1, 0
    while killed_at(step, installation.url, settings, user_id, data):
        left = held(installation.url)
        if left["applied"]:
            return nothing, 1
        if any(left.values()):
            raise AssertionError(f"killed before step {step} the register holds {left}")
        nothing, step = nothing + 1, step + every
    return nothing, 0


def moments(chance: Random, seconds: float, points: int) -> list[float]:
    """Seconds after the start: half of them swept over the run, half by chance in its second half."""
    swept = [seconds * (number + 0.5) / (points // 2) for number in range(points // 2)]
    return swept + [chance.uniform(0.5, 1.02) * seconds for _ in range(points - len(swept))]


def finished(installation: Installation, book: Path) -> tuple[Counts, float]:
    """What an undisturbed run leaves, and how long it takes."""
    began = time.monotonic()
    installation.digiloka("imports", "apply", str(book), "--user", USER, "--json")
    return counts(installation), time.monotonic() - began


def kill_once(installation: Installation, book: Path, after: float, whole: Counts) -> Killed:
    """Kill an apply and look; AssertionError when anything is left half, or when applying again does not work."""
    process = subprocess.Popen(
        installation.command("imports", "apply", str(book), "--user", USER, "--json"), cwd=PROJECT,
        env=installation.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    running = process.wait() == -signal.SIGKILL
    left = counts(installation)
    if left != whole and any(left.values()):
        raise AssertionError(f"killed after {after:.2f} s the register holds {left}, neither nothing nor {whole}")
    state = "all" if left == whole else "nothing"
    if not running and state == "nothing":
        raise AssertionError("the command ended by itself and wrote nothing")
    installation.digiloka("imports", "apply", str(book), "--user", USER, "--json")
    again = counts(installation)
    expected = whole if state == "nothing" else whole | {"applied": 2}
    if again != expected:
        raise AssertionError(f"applied again after a kill at {after:.2f} s the register holds {again}, not {expected}")
    return Killed(after, running, state)


def counts(installation: Installation) -> Counts:
    """What stands in the tables, as a new process would find it."""
    engine = make_engine(installation.url)
    with engine.connect() as connection:
        found = {name: int(connection.execute(text(query)).scalar_one()) for name, query in _COUNTS.items()}
    engine.dispose()
    return found
