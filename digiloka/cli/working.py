"""Work that a command does itself: the pages see how far it is, and whether anybody is still at it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from digiloka.database import transaction
from digiloka.jobs import rows

BEAT_S = 5.0  # a sign of life is given at most this often


@contextmanager
def working(base: Engine, job_id: uuid.UUID) -> Iterator[Callable[[int, int], None]]:
    """Do the work of a job that this process began (`rows.begin_here`); call what is yielded with (done, of). A job
    that somebody took for dead is left as it is."""
    last = time.monotonic()

    def progress(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last < BEAT_S:
            return
        last = time.monotonic()
        with transaction(base) as session:
            if rows.is_here(session, job_id):
                rows.beat(session, job_id, done, of)

    try:
        yield progress
    except BaseException:  # Ctrl+C, too: nobody need wait for it
        with transaction(base) as session:
            if rows.is_here(session, job_id):
                rows.fail(session, job_id, "Perintahnya berhenti.", again=False)
        raise
    with transaction(base) as session:
        rows.finish(session, job_id)
