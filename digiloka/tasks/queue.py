"""The worker process: takes what the queue wakes and sweeps up what it does not. Started by `digiloka worker`."""

from __future__ import annotations

import fcntl
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from huey.consumer import Consumer

from digiloka import sealing
from digiloka.config import Settings
from digiloka.database import transaction
from digiloka.jobs import rows
from digiloka.jobs.queue import connect, use
from digiloka.tasks.running import Worker, run, worker_for
from digiloka.tasks.sweeping import keep_sweeping, sweep_jobs

THREADS = 2  # a long import must not keep a mail waiting
LONGEST_WAIT_S = 1.0  # between two looks at an idle queue


class AnotherWorker(RuntimeError):
    """A worker runs on this home folder already, and SQLite's database takes one."""


def work(settings: Settings) -> None:
    """Run jobs until SIGTERM or SIGINT. A job that is cut off is taken up again at the next start.

    Raises AnotherWorker where the embedded database has its worker already.
    """
    sealing.use(sealing.load_or_create(settings.keys_file, production=settings.production))
    worker = worker_for(settings)
    with _only_one(worker) as alone:
        queue = connect(settings, lambda job_id: run(worker, job_id))
        use(lambda: queue)
        if alone:
            with transaction(worker.engine) as session:
                rows.revive_all(session)
        sweep_jobs(worker)
        _consume(worker, queue.huey.create_consumer(
            workers=THREADS, periodic=False, max_delay=LONGEST_WAIT_S, check_worker_health=True
        ))


def _consume(worker: Worker, consumer: Consumer) -> None:
    stop = threading.Event()
    sweeper = threading.Thread(target=keep_sweeping, args=(worker, stop), daemon=True)
    sweeper.start()
    try:
        consumer.run()
    finally:
        stop.set()


@contextmanager
def _only_one(worker: Worker) -> Iterator[bool]:
    """Holds the home folder's lock where the database is embedded; gives whether this worker is alone."""
    if worker.engine.dialect.name != "sqlite":
        yield False
        return
    worker.settings.home.mkdir(parents=True, exist_ok=True)
    with (worker.settings.home / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise AnotherWorker(f"A worker runs already on {worker.settings.home}.") from problem
        yield True


def main() -> None:
    """The process `python -m digiloka.tasks`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until huey sets its own
    try:
        work(Settings.from_env())
    except (AnotherWorker, sealing.KeysRefused) as refusal:
        sys.exit(str(refusal))
