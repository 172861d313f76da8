"""Taking, finishing and reviving jobs. Every function takes the session and never commits."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from digiloka.database import now
from digiloka.jobs.models import Job
from digiloka.jobs.names import ALL

ATTEMPTS = 3
SILENCE = timedelta(minutes=2)  # a running job that has not been heard of for so long is taken for dead


def enqueue(session: Session, name: str, **arguments: Any) -> Job:
    """Write down work to do. The caller wakes the queue after its transaction has ended."""
    if name not in ALL:
        raise ValueError(f"No job is called {name}.")
    job = Job(name=name, arguments=arguments)
    session.add(job)
    session.flush()
    return job


def begin_here(session: Session, name: str, **arguments: Any) -> Job:
    """Write down work that this process does itself: no worker takes it up, and `beat` says that it goes on."""
    job = enqueue(session, name, **arguments)
    job.state, job.started_at, job.heartbeat_at = "console", now(), now()
    return job


def is_here(session: Session, job_id: uuid.UUID) -> bool:
    """Is it still for this process to do? False once somebody took it for dead."""
    job = session.get(Job, job_id)
    return job is not None and job.state == "console"


def is_given_up(session: Session, job_id: uuid.UUID | None) -> bool:
    """Will nobody carry this on? A worker's job that is silent is revived; of a command's nobody else knows how."""
    job = session.get(Job, job_id) if job_id else None
    if job is None or job.state in ("done", "failed"):
        return True
    return job.state == "console" and (job.heartbeat_at is None or job.heartbeat_at < now() - SILENCE)


def take(session: Session, job_id: uuid.UUID) -> Job | None:
    """Claim a waiting job; None when somebody else has it or it is finished."""
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "waiting")
        .values(state="running", attempts=Job.attempts + 1, started_at=now(), heartbeat_at=now(), message=None,
                done_steps=0, all_steps=0)
    )
    return session.get(Job, job_id, populate_existing=True) if taken.rowcount else None


def beat(session: Session, job_id: uuid.UUID, done: int, of: int) -> None:
    """Say how far a running job is."""
    session.execute(
        update(Job).where(Job.id == job_id).values(heartbeat_at=now(), done_steps=done, all_steps=of)
    )


def finish(session: Session, job_id: uuid.UUID, attempt: int | None = None) -> None:
    """A job is done. `attempt`: which try of it says so; of one that was taken up again since, it is nothing."""
    ended = update(Job).where(Job.id == job_id).values(state="done", finished_at=now())
    session.execute(ended if attempt is None else ended.where(Job.attempts == attempt))


def fail(session: Session, job_id: uuid.UUID, message: str, *, again: bool, attempt: int | None = None) -> None:
    """A job broke. `again` puts it back until its attempts are used up; `attempt` as above."""
    job = session.get(Job, job_id, with_for_update=True)
    if job is None or attempt not in (None, job.attempts):
        return
    retry = again and job.attempts < ATTEMPTS
    job.state = "waiting" if retry else "failed"
    job.run_after = now() + timedelta(seconds=10 * job.attempts)
    job.finished_at = None if retry else now()
    job.message = message[:500]


def due(session: Session) -> list[uuid.UUID]:
    """Jobs to wake: waiting past their time, or running without a sign of life (put back to waiting)."""
    session.execute(
        update(Job)
        .where(Job.state == "running", or_(Job.heartbeat_at.is_(None), Job.heartbeat_at < now() - SILENCE))
        .values(state="waiting", run_after=now())
    )
    return list(session.scalars(select(Job.id).where(Job.state == "waiting", Job.run_after <= now())))


def beat_all(session: Session, job_ids: Iterable[uuid.UUID]) -> None:
    """A worker's sign of life for everything it is running."""
    session.execute(update(Job).where(Job.id.in_(list(job_ids)), Job.state == "running").values(heartbeat_at=now()))


def revive_all(session: Session) -> int:
    """Put every running job back to waiting: for a worker that starts and knows that it is the only one."""
    return session.execute(update(Job).where(Job.state == "running").values(state="waiting", run_after=now())).rowcount


def is_pending(session: Session, name: str) -> bool:
    """Does a job of this name wait or run?"""
    found = select(Job.id).where(Job.name == name, Job.state.in_(("waiting", "running"))).limit(1)
    return session.scalar(found) is not None


def prune(session: Session, older_than: timedelta) -> int:
    """Forget jobs that ended so long ago."""
    ended = delete(Job).where(Job.state.in_(("done", "failed")), Job.finished_at < now() - older_than)
    return session.execute(ended).rowcount


def find(session: Session, job_id: uuid.UUID) -> Job | None:
    """How a job stands."""
    return session.get(Job, job_id)
