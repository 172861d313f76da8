"""The queue between the doors that enqueue and the worker that runs. It only wakes: the job's row is the truth.

A door calls `wake(job_id)` after its transaction has ended. Without a queue, or when it cannot be reached, nothing
is lost: the worker's sweeper finds the row.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digiloka import sealing
from digiloka.config import Settings

if TYPE_CHECKING:
    from huey import Huey

_log = logging.getLogger(__name__)

Perform = Callable[[uuid.UUID], None]


@dataclass(frozen=True, slots=True)
class Queue:
    """One connection to the queue."""

    huey: Huey
    run: Callable[[str], Any]


def _nobody(job_id: uuid.UUID) -> None:
    raise RuntimeError(f"Job {job_id} reached a process that is no worker.")


def connect(settings: Settings, perform: Perform = _nobody, *, immediate: bool = False) -> Queue:
    """The installation's queue. `perform` runs a job: the worker's, and with `immediate` (tests) everybody's.

    The sealing keys must be loaded: messages are signed with them.
    """
    huey = _storage(settings, immediate)

    @huey.task(name="run")
    def run(job_id: str) -> None:
        perform(uuid.UUID(job_id))

    return Queue(huey, run)


def _storage(settings: Settings, immediate: bool) -> Huey:
    from huey import MemoryHuey, RedisHuey, SqliteHuey  # loads every database driver it finds: only when needed
    from huey.serializer import SignedSerializer

    common: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(secret=sealing.keyring().secret_key, salt="digiloka-queue"),
    }
    if immediate:
        return MemoryHuey("digiloka", immediate=True, **common)
    if settings.queue_url:
        return RedisHuey("digiloka", url=settings.queue_url, **common)
    settings.home.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("digiloka", filename=str(settings.home / "queue.db"), **common)


_source: list[Callable[[], Queue]] = []
_made: list[Queue] = []
_lock = threading.Lock()


def use(source: Callable[[], Queue]) -> None:
    """Make this the queue that `wake` reaches in this process. It is made at the first call: after a server forked."""
    with _lock:
        _source[:] = [source]
        _made.clear()


def wake(job_id: uuid.UUID | None) -> None:
    """Tell a worker that a job waits. Call it when the transaction that wrote the job has ended; None does nothing."""
    if job_id is None or not _source:
        return
    try:
        _current().run(str(job_id))
    except Exception as problem:  # a queue that is away must not break the request: the sweeper will find the row
        _log.warning("The queue did not take job %s (%s); the sweeper will.", job_id, type(problem).__name__)


def _current() -> Queue:
    with _lock:
        if not _made:
            _made.append(_source[0]())
        return _made[0]
