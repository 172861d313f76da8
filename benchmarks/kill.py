"""`kill -9` while a file is checked, applied or taken back: all of it or nothing, and taken up again all of it, once.

Fifty kills at random moments that meet each of the three at work, by the command (called again by a person) and by the
worker (taken up by the next worker, nobody does anything), on both databases: after each the tables are counted, and
again when it has come to its end. By steps: a short file is applied by a process that kills itself before its first,
its second, its n-th statement or commit, until it comes to its end.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import survey_book
from benchmarks.installing import USER, Installation, Workshop, installed, kinds
from benchmarks.killing import kill_command
from benchmarks.killing_jobs import handed_over, kill_job, to_check
from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, reading
from tests.killing import held, killed_at
from tests.surveying import many, survey

KILLS, ROWS = 50, 600


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    chance = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    kills, rows = (KILLS, ROWS) if full else (3, 300)
    for kind in kinds():
        with installed(kind) as shop:
            book = shop.folder / "survei.xlsx"
            survey_book.write(book, rows, chance.randrange(2**31))
            for line in _all(shop, book, chance, kills):
                print(f"   {time.strftime('%H:%M:%S')} {kind}: {line['killed']} by {line['run by']}", file=sys.stderr)
                yield {"rows": rows, **line}
            nothing, whole = before_steps(shop.copy(), every=1 if full else 7)
            yield {"database": kind, "rows": 45, "killed": "apply, before its steps one after the other",
                   "kills": nothing + whole, "left nothing": nothing, "left all": whole}


def _all(shop: Workshop, book: Path, chance: Random, kills: int) -> Iterator[dict[str, Any]]:
    applied = shop.copy()
    told = json.loads(applied.digiloka("imports", "apply", str(book), "--user", USER, "--json"))
    for deed, words, before in (
        ("check", ["check", str(book), "--user", USER, "--json"], applied),
        ("apply", ["apply", str(book), "--user", USER, "--json"], shop.master()),
        ("undo", ["undo", told["batch"], "--json"], applied),
    ):
        yield kill_command(shop, deed, ["imports", *words], before, chance, kills).line()
    waiting = to_check(shop, book)
    tally, planned = kill_job(shop, "check", waiting, chance, kills)
    yield tally.line()
    tally, applied = kill_job(shop, "apply", handed_over(shop, planned, waiting.batch_id, "apply"), chance, kills)
    yield tally.line()
    tally, _undone = kill_job(shop, "undo", handed_over(shop, applied, waiting.batch_id, "undo"), chance, kills)
    yield tally.line()


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
