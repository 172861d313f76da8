"""Jobs: each runs once, its end is written down, and nothing that fell asleep or was killed is forgotten."""

from __future__ import annotations

import io
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from digiloka.accounts import actions, links
from digiloka.config import Settings
from digiloka.database import now, reading, transaction
from digiloka.files.store import path_of, put
from digiloka.jobs import names, queue, rows
from digiloka.jobs.progress import how_far
from digiloka.registry.actions.drafts import find_draft, save_step, start_draft
from digiloka.tasks import bodies, mail, running, sweeping
from digiloka.tasks.running import Worker, run, worker_for
from digiloka.values.refusal import Refused
from tests.engines import PROJECT
from tests.people import CITY, PASSWORD, added

LATER = timedelta(hours=1)


@pytest.fixture
def worker(engine: Engine, settings: Settings) -> Iterator[Worker]:
    made = worker_for(settings, engine)
    yield made
    made.beats.dispose()


@pytest.fixture
def woken(settings: Settings) -> list[uuid.UUID]:
    """The jobs that were woken, in order; nobody runs them."""
    heard: list[uuid.UUID] = []
    queue.use(lambda: queue.connect(settings, heard.append, immediate=True))
    return heard


def job(engine: Engine, name: str = names.SWEEP_FILES, **arguments: Any) -> uuid.UUID:
    with transaction(engine) as session:
        return rows.enqueue(session, name, **arguments).id


def state(engine: Engine, job_id: uuid.UUID) -> tuple[str, int, str | None]:
    with reading(engine) as session:
        found = rows.find(session, job_id)
        return found.state, found.attempts, found.message


def body(monkeypatch: pytest.MonkeyPatch, does: Any) -> None:
    monkeypatch.setitem(bodies.BODIES, names.SWEEP_FILES, does)


def test_every_kind_of_job_has_a_body() -> None:
    assert set(bodies.BODIES) == set(names.ALL)


def test_a_name_that_no_body_has_cannot_be_enqueued(engine: Engine) -> None:
    with pytest.raises(ValueError):
        job(engine, "make-coffee")


def test_a_job_runs_once_and_is_done(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    body(monkeypatch, lambda _engine, _settings, arguments, _progress: seen.append(arguments))
    job_id = job(worker.engine, batch_id="7")
    run(worker, job_id)
    run(worker, job_id)
    assert seen == [{"batch_id": "7"}]
    assert state(worker.engine, job_id) == ("done", 1, None)


def test_of_two_workers_one_gets_the_job(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, start = [], threading.Barrier(4)
    body(monkeypatch, lambda *_: seen.append(1))
    job_id = job(worker.engine)

    def take() -> None:
        start.wait()
        run(worker, job_id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1]


def test_what_a_person_must_mend_is_told_and_not_tried_again(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise Refused("sheet-empty", "Lembar ini tidak berisi data.")

    body(monkeypatch, refuse)
    job_id = job(worker.engine)
    run(worker, job_id)
    assert state(worker.engine, job_id) == ("failed", 1, "Lembar ini tidak berisi data.")


def test_trouble_is_tried_three_times_and_never_told_in_its_own_words(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError("NIK 1472010000000001")

    body(monkeypatch, break_down)
    job_id = job(worker.engine)
    states = []
    for _ in range(4):
        run(worker, job_id)
        states.append(state(worker.engine, job_id)[:2])
    assert states == [("waiting", 1), ("waiting", 2), ("failed", 3), ("failed", 3)]
    message = state(worker.engine, job_id)[2]
    assert message.startswith("Pekerjaan ini terhenti (kode ")
    assert message[-8:-2] in caplog.text
    assert "1472010000000001" not in caplog.text + message


def test_trouble_waits_a_while_before_it_is_tried_again(
    worker: Worker, woken: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError

    body(monkeypatch, break_down)
    job_id = job(worker.engine)
    run(worker, job_id)
    assert sweeping.sweep_jobs(worker) == 0
    monkeypatch.setattr(rows, "now", lambda: now() + LATER)
    assert sweeping.sweep_jobs(worker) == 1
    assert woken == [job_id]


def test_a_job_that_takes_its_worker_down_each_time_is_given_up(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    body(monkeypatch, lambda *_: pytest.fail("it must not run again"))
    job_id = job(worker.engine)
    for _ in range(rows.ATTEMPTS):
        with transaction(worker.engine) as session:
            assert rows.take(session, job_id)
            rows.revive_all(session)
    run(worker, job_id)
    assert state(worker.engine, job_id)[0] == "failed"


# Sweeping


def test_a_job_that_nobody_woke_is_woken(worker: Worker, woken: list[uuid.UUID]) -> None:
    job_id = job(worker.engine)
    assert (sweeping.sweep_jobs(worker), woken) == (1, [job_id])


def test_a_job_whose_worker_fell_silent_is_taken_up_again(
    worker: Worker, woken: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = job(worker.engine)
    with transaction(worker.engine) as session:
        rows.take(session, job_id)
    assert sweeping.sweep_jobs(worker) == 0
    monkeypatch.setattr(rows, "now", lambda: now() + LATER)
    assert sweeping.sweep_jobs(worker) == 1
    monkeypatch.undo()
    body(monkeypatch, lambda *_: None)
    run(worker, woken[0])
    assert state(worker.engine, job_id)[:2] == ("done", 2)


def test_the_sweeper_vouches_for_what_runs_here(
    worker: Worker, woken: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long import on SQLite cannot show signs of life from within its own transaction."""
    job_id = job(worker.engine)
    with transaction(worker.engine) as session:
        rows.take(session, job_id)
    worker.running.add(job_id)
    monkeypatch.setattr(rows, "now", lambda: now() + LATER)
    assert sweeping.sweep_jobs(worker) == 0
    assert woken == []


def test_tidying_is_enqueued_once(worker: Worker, woken: list[uuid.UUID]) -> None:
    sweeping.tidy(worker)
    sweeping.tidy(worker)
    assert len(woken) == 1


def test_a_queue_that_is_away_breaks_nothing(settings: Settings, keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = queue.connect(settings)
    monkeypatch.setattr(broken.huey, "enqueue", lambda *_: (_ for _ in ()).throw(ConnectionError("away")))
    queue.use(lambda: broken)
    queue.wake(uuid.uuid4())
    queue.wake(None)


def test_progress_is_written_and_does_not_wait_for_the_jobs_own_transaction(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    def work(engine: Engine, _settings: Settings, _arguments: Any, progress: Any) -> None:
        with transaction(engine) as session:
            added(session, "plut", password=None)
            progress(5, 10)  # SQLite cannot take it now: it stands beside the database
            with reading(engine) as watcher:
                seen.append(how_far(watcher, rows.find(watcher, next(iter(worker.running)))))
        monkeypatch.setattr(running, "BEAT_S", 0)
        progress(7, 10)
        with reading(engine) as session:
            found = rows.find(session, next(iter(worker.running)))
            seen.append((found.done_steps, found.all_steps))

    body(monkeypatch, work)
    run(worker, job(worker.engine))
    assert seen == [(5, 10), (7, 10)]
    assert not list(worker.settings.home.rglob("*-progress/*")), "nothing stays behind"


# The bodies


def test_tidying_takes_orphans_lapsed_drafts_and_old_jobs_and_nothing_else(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = worker.settings.files_dir
    with transaction(worker.engine) as session:
        kept = put(session, root, io.BytesIO(b"kept"), "a.xlsx").address
        living, living_code = start_draft(session, city_code=CITY)
        lapsed, lapsed_code = start_draft(session, city_code=CITY)
        save_step(session, living, "owner", {}, phone="+6281200000001")
        save_step(session, lapsed, "owner", {}, phone="+6281200000002")
        lapsed.expires_at = now() - timedelta(seconds=1)
    orphan = path_of(root, "o" * 43)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"cut off")
    os.utime(orphan, (time.time() - 7200,) * 2)
    old = job(worker.engine)
    with transaction(worker.engine) as session:
        rows.finish(session, old)
        rows.find(session, old).finished_at = now() - timedelta(days=91)
    run(worker, job(worker.engine))
    assert (path_of(root, kept).exists(), orphan.exists()) == (True, False)
    with reading(worker.engine) as session:
        assert find_draft(session, "+6281200000001", living_code)
        assert not find_draft(session, "+6281200000002", lapsed_code)
        assert rows.find(session, old) is None


@pytest.mark.parametrize(("password", "subject"), [(None, "Undangan DIGILOKA"), (PASSWORD, "Kata sandi baru DIGILOKA")])
def test_a_link_is_mailed_that_sets_a_password(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, password: str | None, subject: str
) -> None:
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr(mail, "send", lambda _settings, *message: sent.append(message))
    with transaction(worker.engine) as session:
        user = added(session, "dinas", email="petugas@example.id", password=password)
        job_id = actions.send_link(session, user)
    run(worker, job_id)
    ((to, told, text),) = sent
    assert (to, told) == ("petugas@example.id", subject)
    token = text.partition(f"{links.PATH}/")[2].split()[0]
    with transaction(worker.engine) as session:
        assert actions.accept_link(session, token, "gerobak-biru-7").id == user.id


def test_a_mail_that_does_not_go_out_is_tried_again_with_a_new_link(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []

    def send(_settings: Settings, _to: str, _subject: str, text: str) -> None:
        texts.append(text)
        if len(texts) == 1:
            raise ConnectionRefusedError

    monkeypatch.setattr(mail, "send", send)
    with transaction(worker.engine) as session:
        job_id = actions.send_link(session, added(session, "dinas"))
    run(worker, job_id)
    run(worker, job_id)
    assert state(worker.engine, job_id)[:2] == ("done", 2)
    assert texts[0] != texts[1]


def test_mail_reaches_a_mail_server(settings: Settings) -> None:
    with _mail_server() as (port, heard):
        chosen = replace(settings, mail_url=f"smtp://127.0.0.1:{port}", mail_from="digiloka@example.id")
        mail.send(chosen, "petugas@example.id", *mail.invitation(chosen, "Ada Petugas", "abc"))
    text = b"".join(heard).decode()
    assert "To: petugas@example.id" in text
    assert "Subject: Undangan DIGILOKA" in text
    assert "/tautan/abc" in text.replace("=\n", "")


class _mail_server:
    """A mail server that takes one message."""

    def __enter__(self) -> tuple[int, list[bytes]]:
        heard: list[bytes] = []

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 test\r\n")
                data = False
                for line in self.rfile:
                    if data:
                        heard.append(line.replace(b"\r\n", b"\n"))
                        if line == b".\r\n":
                            data = False
                            self.wfile.write(b"250 ok\r\n")
                        continue
                    data = line.upper().startswith(b"DATA")
                    answer = b"354 go" if data else b"221 bye" if line[:4] == b"QUIT" else b"250 ok"
                    self.wfile.write(answer + b"\r\n")

        self.server = socketserver.TCPServer(("127.0.0.1", 0), Talk)
        self.thread = threading.Thread(target=self.server.handle_request)
        self.thread.start()
        return self.server.server_address[1], heard

    def __exit__(self, *_: object) -> None:
        self.thread.join()
        self.server.server_close()


# A worker process that is killed

SLOW = """
import sys, time
from pathlib import Path
from digiloka.tasks import bodies, queue
bodies.BODIES["sweep-files"] = lambda *_: (Path(sys.argv[1]).touch(), time.sleep(600))
queue.main()
"""


def test_a_job_whose_worker_is_killed_is_done_by_the_next(
    engine: Engine, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, begun = job(engine), tmp_path / "begun"
    first = subprocess.Popen([sys.executable, "-c", SLOW, str(begun)], env=environment, cwd=PROJECT)
    _until(begun.exists)
    assert state(engine, job_id)[:2] == ("running", 1)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    if engine.dialect.name == "postgresql":  # another worker may be running it: it is given two minutes
        with transaction(engine) as session:
            rows.find(session, job_id).heartbeat_at = now() - rows.SILENCE - timedelta(seconds=1)
    second = subprocess.Popen([sys.executable, "-m", "digiloka.tasks"], env=environment, cwd=PROJECT)
    try:
        _until(lambda: state(engine, job_id)[0] == "done")
    finally:
        second.terminate()
        second.wait()
    assert state(engine, job_id)[:2] == ("done", 2)


def _until(happened: Any) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen within 30 s.")
