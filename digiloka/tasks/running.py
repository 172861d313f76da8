"""One job, from taking it to its end."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from digiloka.config import Settings
from digiloka.database import make_engine, transaction
from digiloka.jobs import progress as watched
from digiloka.jobs import rows
from digiloka.tasks.bodies import BODIES, Progress
from digiloka.values.refusal import Refused

BEAT_S = 2.0  # progress is written at most this often
PATIENCE_MS = 200  # how long a sign of life waits for SQLite's lock; the job itself may be holding it

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """What runs jobs. `running` is what it is at now, so that its sweeper can vouch for it."""

    engine: Engine
    settings: Settings
    beats: Engine  # for progress: gives up quickly where the job's own transaction bars the way
    running: set[uuid.UUID] = field(default_factory=set)


def worker_for(settings: Settings, engine: Engine | None = None) -> Worker:
    """A worker on an installation's database. The sealing keys must be loaded."""
    engine = engine or make_engine(settings.database_url)
    return Worker(engine, settings, _impatient(engine))


def _impatient(engine: Engine) -> Engine:
    if engine.dialect.name != "sqlite":
        return engine
    quick = make_engine(engine.url)

    @event.listens_for(quick, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")

    return quick


def run(worker: Worker, job_id: uuid.UUID) -> None:
    """Run a waiting job to its end; does nothing when somebody else has it or it is finished."""
    with transaction(worker.engine) as session:
        job = rows.take(session, job_id)
        if job is None:
            return
        name, arguments, attempt = job.name, job.arguments, job.attempts
        if attempt > rows.ATTEMPTS:  # it took its worker down each time
            rows.fail(session, job_id, "Pekerjaan ini berhenti beberapa kali.", again=False)
            return
    watched.forget(worker.engine, job_id)  # of a try that was cut off
    worker.running.add(job_id)
    try:
        BODIES[name](worker.engine, worker.settings, arguments, _progress(worker, job_id))
    except Refused as refusal:
        _fail(worker, job_id, attempt, refusal.message, again=False)
    except Exception as problem:
        _fail(worker, job_id, attempt, f"Pekerjaan ini terhenti (kode {_logged(name, problem)}).", again=True)
    else:
        with transaction(worker.engine) as session:
            rows.finish(session, job_id, attempt)
    finally:
        worker.running.discard(job_id)
        watched.forget(worker.engine, job_id)


def _progress(worker: Worker, job_id: uuid.UUID) -> Progress:
    """Writes how far a job is, in transactions of its own, at most every BEAT_S seconds and at the end."""
    last = 0.0

    def progress(done: int, of: int) -> None:
        nonlocal last
        if done < of and time.monotonic() - last < BEAT_S:
            return
        last = time.monotonic()
        watched.note(worker.engine, job_id, done, of)
        try:
            with transaction(worker.beats) as session:
                rows.beat(session, job_id, done, of)
        except OperationalError:
            _log.debug("Progress of job %s was not written: the database is busy.", job_id)

    return progress


def _fail(worker: Worker, job_id: uuid.UUID, attempt: int, message: str, *, again: bool) -> None:
    with transaction(worker.engine) as session:
        rows.fail(session, job_id, message, again=again, attempt=attempt)


def _logged(name: str, problem: Exception) -> str:
    """Put kind and place of a fault in the log under a reference; never its message: it may hold personal data."""
    reference = secrets.token_hex(3).upper()
    frames = traceback.extract_tb(problem.__traceback__)
    place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-6:]))
    _log.error("job %s: %s in %s: %s", reference, type(problem).__name__, name, place)
    return reference
