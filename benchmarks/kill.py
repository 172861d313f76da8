"""`kill -9` while a file is checked, applied or taken back: all of it or nothing, and taken up again all of it, once.

Fifty kills at random moments that meet each of the three at work, by the command (called again by a person) and by the
worker (taken up by the next worker, nobody does anything; ten of them with a file so long that other processes help),
on both databases: after each the tables are counted, and again when it has come to its end. By steps: a short file is
applied by a process that kills itself before its first, its second, its n-th statement or commit, until its end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import survey_book
from benchmarks.installing import USER, Installation, Workshop, installed, kinds
from benchmarks.killing import Tally, kill_command
from benchmarks.killing_jobs import handed_over, kill_job, to_check
from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, reading
from digiloka.imports.crew import LONG
from tests.killing import held, killed_at
from tests.surveying import many, survey

KILLS, ROWS = 50, 600
LONG_KILLS, LONG_ROWS = 10, LONG + 500  # with rows left over that are not new


def main(_out: Path, full: bool) -> Iterator[dict[str, Any]]:
    chance = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    files = {ROWS: KILLS - LONG_KILLS, LONG_ROWS: LONG_KILLS} if full else {300: 2, LONG_ROWS: 1}
    for kind in kinds():
        with installed(kind) as shop:
            books = {rows: shop.folder / f"survei-{rows}.xlsx" for rows in files}
            for rows, book in books.items():
                survey_book.write(book, rows, chance.randrange(2**31))
            short = min(files)
            for tally in _commands(shop, books[short], chance, sum(files.values())):
                yield {"rows": short, **tally.line()}
            for rows, kills in files.items():
                for tally in _jobs(shop, books[rows], chance, kills):
                    yield {"rows": rows, **tally.line()}
            nothing, whole = before_steps(shop.copy(), every=1 if full else 7)
            yield {"database": kind, "rows": 45, "killed": "apply, before its steps one after the other",
                   "kills": nothing + whole, "left nothing": nothing, "left all": whole}


def _commands(shop: Workshop, book: Path, chance: Random, kills: int) -> Iterator[Tally]:
    applied = shop.copy()
    told = json.loads(applied.digiloka("imports", "apply", str(book), "--user", USER, "--json"))
    for deed, words, before in (
        ("check", ["check", str(book), "--user", USER, "--json"], applied),
        ("apply", ["apply", str(book), "--user", USER, "--json"], shop.master()),
        ("undo", ["undo", told["batch"], "--json"], applied),
    ):
        yield kill_command(shop, deed, ["imports", *words], before, chance, kills)


def _jobs(shop: Workshop, book: Path, chance: Random, kills: int) -> Iterator[Tally]:
    waiting = to_check(shop, book)
    tally, done = kill_job(shop, "check", waiting, chance, kills)
    yield tally
    for deed in ("apply", "undo"):
        tally, done = kill_job(shop, deed, handed_over(shop, done, waiting.batch_id, deed), chance, kills)
        yield tally


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
