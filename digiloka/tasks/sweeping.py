"""The sweeper: what the queue lost, what a killed worker left behind, what nobody needs any more."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from digiloka.database import transaction
from digiloka.jobs import names, rows
from digiloka.jobs.queue import wake
from digiloka.tasks.running import Worker

EVERY_S = 20.0
TIDY_EVERY = timedelta(hours=1)

_log = logging.getLogger(__name__)


def sweep_jobs(worker: Worker) -> int:
    """Vouch for what runs here, then wake what waits and revive what is dead. Returns how many jobs were woken."""
    with transaction(worker.engine) as session:
        rows.beat_all(session, worker.running)
        due = rows.due(session)
    for job_id in due:
        wake(job_id)
    return len(due)


def tidy(worker: Worker) -> None:
    """Have the sweep of files, drafts and old jobs run, unless one waits already."""
    with transaction(worker.engine) as session:
        job = None if rows.is_pending(session, names.SWEEP_FILES) else rows.enqueue(session, names.SWEEP_FILES)
        job_id = job.id if job else None
    wake(job_id)


def keep_sweeping(worker: Worker, stop: threading.Event) -> None:
    """Sweep until told to stop: jobs every EVERY_S seconds, the rest every TIDY_EVERY."""
    tidied = float("-inf")
    while not stop.wait(EVERY_S):
        try:
            sweep_jobs(worker)
            if time.monotonic() - tidied >= TIDY_EVERY.total_seconds():
                tidy(worker)
                tidied = time.monotonic()
        except OperationalError as problem:  # a long import holds the database, or it is away: the next round
            _log.warning("The sweeper could not reach the database (%s).", type(problem).__name__)
