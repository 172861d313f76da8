"""`digiloka imports apply` ended while it checks: its batch does not wait for ever."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from digiloka.cli import main
from digiloka.database import now, reading, transaction
from digiloka.imports.actions import try_again
from digiloka.imports.models import ImportBatch
from digiloka.jobs import rows
from digiloka.jobs.models import Job
from digiloka.tasks.running import run, worker_for
from tests.killing import sender_and_book


def ended(environment: dict[str, str], how: int | None, *words: str | Path) -> int:
    """The command in a process of its own that ends itself so when it writes the first rows of the plan."""
    child = os.fork()
    if child == 0:
        os.environ.update(environment)

        def stop(_connection: Any, _cursor: Any, statement: str, *_about: Any) -> None:
            if how is not None and statement.startswith("INSERT INTO import_row"):
                signal.signal(signal.SIGINT, signal.default_int_handler)
                os.kill(os.getpid(), how)

        try:
            event.listen(Engine, "before_cursor_execute", stop)
            main([*map(str, words)], standalone_mode=False)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def apply(environment, engine, session, tmp_path):
    """The command on a file of four businesses."""
    email, book = sender_and_book(engine, session, tmp_path, 4)
    return lambda how: ended(environment, how, "imports", "apply", book, "--user", email)


def stands(engine: Engine) -> tuple[str, str]:
    with reading(engine) as session:
        batch = session.scalars(select(ImportBatch)).one()
        return batch.state, session.get_one(Job, batch.job_id).state


def again(engine: Engine, settings: Any) -> Any:
    """As its page does it."""
    with transaction(engine) as session:
        job_id = try_again(session, session.scalars(select(ImportBatch)).one())
    if job_id is not None:
        run(worker_for(settings, engine), job_id)
    return job_id


def test_killed_it_is_left_alone_as_long_as_it_may_live_and_then_checked_from_its_page(apply, engine, settings):
    assert apply(signal.SIGKILL) == -signal.SIGKILL
    assert stands(engine) == ("uploaded", "console")
    with transaction(engine) as session:
        rows.revive_all(session)
        assert rows.due(session) == [], "no worker takes up what a command may still be at"
    assert again(engine, settings) is None
    with transaction(engine) as session:
        session.scalars(select(Job)).one().heartbeat_at = now() - rows.SILENCE
    assert again(engine, settings) is not None
    assert stands(engine) == ("planned", "done")


def test_broken_off_by_hand_it_is_known_to_have_ended_at_once(apply, engine, settings):
    assert apply(signal.SIGINT) == 1
    assert stands(engine) == ("uploaded", "failed")
    assert again(engine, settings) is not None
    assert stands(engine) == ("planned", "done")


def test_a_command_that_ends_well_leaves_no_work(apply, engine):
    assert apply(None) == 0
    assert stands(engine) == ("applied", "done")
