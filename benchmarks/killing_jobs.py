"""The worker killed while it is at an import job, and another one that takes the job up: tools of `kill`."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Engine, text

from benchmarks.installing import PROJECT, USER, Installation, Workshop
from benchmarks.killing import Counts, Tally, enough, must_be, seen, seen_and_planned, which
from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.config import Settings
from digiloka.database import make_engine, transaction
from digiloka.files.store import put
from digiloka.imports import actions
from digiloka.imports.queries import batch_of
from digiloka.jobs import names, rows

PATIENCE_S = 120.0
_LOOK_S = 0.004
_LONG_AGO = "3 minutes"  # longer than a running job may be silent before it is taken for dead


@dataclass(frozen=True, slots=True)
class Waiting:
    """An installation with a job that waits for a worker."""

    installation: Installation
    batch_id: uuid.UUID
    job_id: uuid.UUID


def to_check(shop: Workshop, book: Path) -> Waiting:
    """A file was sent through the page."""
    made = shop.copy()
    settings, engine = _opened(made)
    with transaction(engine) as session, book.open("rb") as source:
        viewer = viewer_by_email(session, USER)
        stored = put(session, settings.files_dir, source, book.name)
        batch = actions.open_batch(session, viewer.actor("web"), city_code=settings.city_code,
                                   area_code=viewer.area_code or "", file_id=stored.id, file_name=book.name)
        batch.job_id = rows.enqueue(session, names.IMPORT_CHECK, batch_id=str(batch.id)).id
        waiting = Waiting(made, batch.id, batch.job_id)
    engine.dispose()
    return waiting


def handed_over(shop: Workshop, done: Installation, batch_id: uuid.UUID, deed: str) -> Waiting:
    """The button was pressed for a batch that is judged (apply) or applied (undo)."""
    made = shop.copy(done)
    _settings, engine = _opened(made)
    may, state, name = {
        "apply": (actions.may_apply, "applying", names.IMPORT_APPLY),
        "undo": (actions.may_undo, "undoing", names.IMPORT_UNDO),
    }[deed]
    with transaction(engine) as session:
        job_id = actions.hand_over(session, batch_of(session, batch_id), may, state, name)
    engine.dispose()
    return Waiting(made, batch_id, job_id)


def _opened(installation: Installation) -> tuple[Settings, Engine]:
    settings = Settings.from_env(installation.environment)
    sealing.use(sealing.read_keyring(settings.keys_file))
    return settings, make_engine(installation.url)


def worked(shop: Workshop, waiting: Waiting) -> tuple[Installation, float]:
    """A copy on which a worker did the job undisturbed, and how long the job took."""
    copy = shop.copy(waiting.installation)
    with _Worker(copy, waiting.job_id) as worker:
        worker.wait("running", "done")
        began = time.monotonic()
        worker.wait("done")
        seconds = time.monotonic() - began
    return copy, seconds


def kill_job(shop: Workshop, deed: str, waiting: Waiting, chance: Random, kills: int) -> tuple[Tally, Installation]:
    """Kill the worker so often while it is at the job; another one must end it. Also what an undisturbed one made."""
    done, seconds = worked(shop, waiting)
    nothing, whole, all_of_it = seen(waiting.installation), seen(done), seen_and_planned(done)
    tally = Tally(shop.kind, deed, "worker")
    while tally.running < kills:
        copy, after = shop.copy(waiting.installation), chance.uniform(0, 1.0) * seconds
        when = f"{deed} by worker on {shop.kind} after {after:.2f} s"
        with _Worker(copy, waiting.job_id) as worker:
            worker.wait("running", "done")
            time.sleep(after)
            worker.kill()
            running = worker.state() == "running"
        tally.add(running, which(copy, nothing, whole, when))
        seconds = seconds if running else min(seconds, after)  # the machine was slower when it was measured
        _take_up(shop, copy, waiting.job_id, all_of_it, when, by_itself=tally.found.total() == 1)
        shop.discard(copy)
        enough(tally, kills)
    return tally, done


def _take_up(
    shop: Workshop, copy: Installation, job_id: uuid.UUID, wanted: Counts, when: str, *, by_itself: bool
) -> None:
    """Start another worker; the job must come to its end, once.

    Beside PostgreSQL other workers may run, so a silent job is given two minutes. `by_itself` waits for them; else
    the clock of the job is put back.
    """
    if shop.kind == "postgis" and not by_itself:
        engine = make_engine(copy.url)
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE job SET heartbeat_at = heartbeat_at - interval '{_LONG_AGO}' "
                                    "WHERE state = 'running'"))
        engine.dispose()
    with _Worker(copy, job_id) as worker:
        worker.wait("done", patience=PATIENCE_S + (150 if by_itself else 0))
    must_be(seen_and_planned(copy), wanted, f"{when}, taken up by another worker")


class _Worker:
    """A worker process on an installation, and the job it is watched for."""

    def __init__(self, installation: Installation, job_id: uuid.UUID) -> None:
        self._engine = make_engine(installation.url)
        self._job = job_id.hex if installation.kind == "spatialite" else job_id
        self._process = subprocess.Popen(
            [sys.executable, "-m", "digiloka.tasks"], cwd=PROJECT, env=installation.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        self._process.wait()
        self._engine.dispose()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def state(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.execute(text("SELECT state FROM job WHERE id = :id"), {"id": self._job}).scalar_one())

    def wait(self, *states: str, patience: float = PATIENCE_S) -> None:
        """Until the job is in one of these states; AssertionError when it fails or never comes there."""
        deadline = time.monotonic() + patience
        while (state := self.state()) not in states:
            if state == "failed" or time.monotonic() > deadline or self._process.poll() is not None:
                raise AssertionError(f"the job is {state}, not {' or '.join(states)}")
            time.sleep(_LOOK_S)


