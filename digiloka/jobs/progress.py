"""How far a running job is, for whoever waits for it.

It stands in the job's row. Where one writer bars all others (SQLite), a job that writes for a minute could say so only
when it has ended: there it stands in a small file beside the database, too. The file holds two numbers.
"""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from digiloka.jobs.models import Job

_log = logging.getLogger(__name__)


def note(engine: Engine, job_id: uuid.UUID, done: int, of: int) -> None:
    """Say it outside the database; nothing where the database takes it at any time."""
    path = _path(engine, job_id)
    if path is None:
        return
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished.write_text(f"{done} {of}")
        unfinished.replace(path)
    except OSError as problem:  # nobody's work may stop because nobody can watch it
        _log.debug("Progress of job %s was not noted (%s).", job_id, type(problem).__name__)


def forget(engine: Engine, job_id: uuid.UUID) -> None:
    """Take the note away: the job ends, or begins anew."""
    if path := _path(engine, job_id):
        path.unlink(missing_ok=True)


def how_far(session: Session, job: Job) -> tuple[int, int]:
    """(steps done, steps in all); (0, 0) while that is not known."""
    return max((job.done_steps, job.all_steps), _noted(_path(session.get_bind(), job.id)))


def _noted(path: Path | None) -> tuple[int, int]:
    try:
        done, of = path.read_text().split() if path else ("0", "0")
        return int(done), int(of)
    except (OSError, ValueError):
        return 0, 0


def _path(bind: Engine | Connection, job_id: uuid.UUID) -> Path | None:
    url = bind.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(f"{url.database}-progress") / str(job_id)
