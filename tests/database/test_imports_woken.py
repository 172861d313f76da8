"""Who was taken for dead and wakes when another hand is at the file, or has done with it, writes nothing more."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from digiloka.audit.models import JournalLine
from digiloka.cli import imports as commands
from digiloka.cli import main
from digiloka.database import new_id, now, reading, transaction
from digiloka.imports import actions, deciding, judging
from digiloka.imports.answering import answer_cells
from digiloka.imports.collecting import seldom
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.queries import batch_of
from digiloka.jobs import names, rows
from digiloka.jobs.models import Job
from digiloka.registry.models import Business
from digiloka.tasks import importing
from digiloka.tasks.running import run, worker_for
from tests.database.test_imports_undo import edited
from tests.killing import sender_and_book
from tests.registering import at_once
from tests.surveying import Office, many, office, survey

pytestmark = pytest.mark.furnished
ROWS, CHUNK = 6, 2
TAKEN = "sudah diambil alih di halaman impor"
CELL = {("Data", 4, 2): "081399990009"}


def seen(engine: Engine) -> dict[str, Any]:
    """Everything that a second hand could spoil."""
    with reading(engine) as session:
        batch = session.scalars(select(ImportBatch)).one()
        kept = select(ImportRow.id, ImportRow.position, ImportRow.outcome).order_by(ImportRow.position)
        return {
            "batch": (batch.state, batch.version, batch.message, batch.counts, batch.job_id),
            "rows": [tuple(row) for row in session.execute(kept)],
            "businesses": sorted(session.execute(select(Business.id, Business.state, Business.version))),
            "journal": session.scalar(select(func.count()).select_from(JournalLine)),
            "jobs": sorted(session.execute(select(Job.id, Job.state, Job.attempts, Job.message))),
        }


# A command


def asleep_before(chunk: int) -> None:
    """This process sleeps when so many chunks are judged."""
    walk = judging.Judgement.chunks

    def chunks(self: Any, kept: bool = False) -> Iterator[Any]:
        for count, found in enumerate([*walk(self, kept), None]):
            if count == chunk:
                os.kill(os.getpid(), signal.SIGSTOP)
            if found:
                yield found

    judging.Judgement.chunks = chunks


def asleep_when_planned() -> None:
    plan = commands._planned

    def planned(*told: Any) -> Any:
        turn = plan(*told)
        os.kill(os.getpid(), signal.SIGSTOP)
        return turn

    commands._planned = planned


class Sleeper:
    """`digiloka imports apply` in a process of its own that has fallen asleep."""

    def __init__(self, fall_asleep: Callable[[], None], environment: dict[str, str], told: Path, *words: Any) -> None:
        self.told = told
        self.child = os.fork()
        if self.child == 0:
            self._work(fall_asleep, environment, words)
        assert os.WIFSTOPPED(os.waitpid(self.child, os.WUNTRACED)[1]), told.read_text()

    def wake(self) -> tuple[int, str]:
        """Its status, and what it said."""
        os.kill(self.child, signal.SIGCONT)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1]), self.told.read_text()

    def _work(self, fall_asleep: Callable[[], None], environment: dict[str, str], words: Any) -> None:
        status: Any = 99
        try:
            os.environ.update(environment)
            sys.stderr = self.told.open("w", buffering=1)
            judging.CHUNK = CHUNK
            fall_asleep()
            main([*map(str, words)], standalone_mode=False)
            status = 0
        except SystemExit as end:
            status = end.code
        finally:
            os._exit(status)


@pytest.fixture
def sleeper(environment, engine, session, tmp_path):
    """The command on a file of six businesses, asleep; long enough to be taken for dead."""
    email, book = sender_and_book(engine, session, tmp_path, ROWS)

    def put_to_sleep(fall_asleep: Callable[[], None]) -> Sleeper:
        made = Sleeper(fall_asleep, environment, tmp_path / "told", "imports", "apply", book, "--user", email)
        with transaction(engine) as writing:
            writing.execute(update(Job).values(heartbeat_at=now() - rows.SILENCE))
        return made

    return put_to_sleep


def by_hand(engine: Engine, settings: Any, act: Callable[[Any, ImportBatch, Any], Any]) -> None:
    """What a page does for the sender, and the work that it orders."""
    with transaction(engine) as session:
        batch = session.scalars(select(ImportBatch)).one()
        job_id = act(session, batch, Office(engine, settings, batch.user_id).actor(session, "web"))
    if job_id:
        run(worker_for(settings, engine), job_id)


WHILE_JUDGED = {
    "checked anew": (lambda session, batch, _actor: actions.try_again(session, batch), "planned", ROWS),
    "left out": (lambda session, batch, actor: deciding.discard(session, actor, batch), "discarded", 0),
}  # fmt: skip


@pytest.mark.parametrize("after", range(ROWS // CHUNK + 1))
@pytest.mark.parametrize("taken", WHILE_JUDGED)
def test_a_command_that_wakes_while_it_judges_leaves_the_plan_of_another_alone(
    sleeper, engine, settings, taken, after
):
    act, state, whole = WHILE_JUDGED[taken]
    command = sleeper(lambda: asleep_before(after))
    by_hand(engine, settings, act)
    stands = seen(engine)
    assert (stands["batch"][0], [at for _, at, _ in stands["rows"]]) == (state, list(range(whole)))
    status, told = command.wake()
    assert (status, TAKEN in told) == (1, True), told
    assert seen(engine) == stands


WHEN_PLANNED = {
    "left out": WHILE_JUDGED["left out"],
    "mended": (lambda session, batch, actor: answer_cells(session, actor, batch, CELL), "planned", 0),
    "taken in": (lambda session, batch, actor: deciding.take_in(session, actor, batch), "applied", ROWS),
}  # fmt: skip


@pytest.mark.parametrize("taken", WHEN_PLANNED)
def test_a_command_that_wakes_before_it_applies_takes_in_nothing_but_its_own_plan(sleeper, engine, settings, taken):
    act, state, written = WHEN_PLANNED[taken]
    command = sleeper(asleep_when_planned)
    by_hand(engine, settings, act)
    stands = seen(engine)
    assert (stands["batch"][0], len(stands["businesses"])) == (state, written)
    status, told = command.wake()
    assert (status, TAKEN in told) == (1, True), told
    assert seen(engine) == stands


def test_a_command_that_slept_and_was_left_alone_goes_on(sleeper, engine):
    assert sleeper(lambda: asleep_before(1)).wake() == (0, "")
    assert len(seen(engine)["businesses"]) == ROWS


# A worker


@contextmanager
def sleeping(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> Iterator[None]:
    """The next job falls asleep when it has begun and before it writes, and this happens meanwhile."""
    @contextmanager
    def asleep() -> Iterator[None]:
        monkeypatch.setattr(importing, "seldom", seldom)
        meanwhile()
        with seldom():
            yield

    monkeypatch.setattr(importing, "seldom", asleep)
    yield
    assert importing.seldom is seldom, "nobody slept"


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def ordered(dumai: Office, deed: str) -> Any:
    """A batch for which a page ordered this, and its job."""
    batch_id = dumai.plan(survey(*many(ROWS)))
    if deed == "undo":
        dumai.apply(batch_id)
    with transaction(dumai.engine) as session:
        batch = batch_of(session, batch_id)
        if deed == "check":
            return answer_cells(session, dumai.actor(session), batch, CELL)
        if deed == "apply":
            return deciding.take_in(session, dumai.actor(session), batch)
        return actions.order(session, dumai.actor(session), batch, actions.may_undo, "undoing", names.IMPORT_UNDO)


def revived(dumai: Office, job_id: Any) -> None:
    """Another worker takes the job for dead and does it."""
    with transaction(dumai.engine) as session:
        rows.revive_all(session)
    run(worker_for(dumai.settings, dumai.engine), job_id)


@pytest.mark.parametrize(("deed", "state"), [("check", "planned"), ("apply", "applied"), ("undo", "undone")])
def test_a_worker_that_wakes_does_not_do_again_what_another_did(dumai, monkeypatch, deed, state):
    job_id, after = ordered(dumai, deed), []
    with sleeping(monkeypatch, lambda: (revived(dumai, job_id), after.append(seen(dumai.engine)))):
        run(worker_for(dumai.settings, dumai.engine), job_id)
    assert after[0]["batch"][0] == state
    assert seen(dumai.engine) == after[0]


def test_a_worker_that_wakes_does_not_take_in_again_what_was_taken_back_since(dumai, monkeypatch):
    job_id, after = ordered(dumai, "apply"), []

    def meanwhile() -> None:
        revived(dumai, job_id)
        with reading(dumai.engine) as session:
            (batch_id,) = session.scalars(select(ImportBatch.id))
        dumai.undo(batch_id)
        after.append(seen(dumai.engine))

    with sleeping(monkeypatch, meanwhile):
        run(worker_for(dumai.settings, dumai.engine), job_id)
    assert after[0]["batch"][0] == "undone"
    assert seen(dumai.engine) == after[0]


def test_a_worker_that_wakes_does_not_end_the_try_of_another(dumai, monkeypatch):
    """Its job was taken up again; that the first try has ended says nothing of the second."""
    job_id = ordered(dumai, "check")

    def taken_up() -> None:
        with transaction(dumai.engine) as session:
            rows.revive_all(session)
            rows.take(session, job_id)
            actions.begin_check(session, session.scalars(select(ImportBatch.id)).one())

    with sleeping(monkeypatch, taken_up):
        run(worker_for(dumai.settings, dumai.engine), job_id)
    with reading(dumai.engine) as session:
        assert session.get_one(Job, job_id).state == "running"
        assert session.scalars(select(ImportBatch.state)).one() == "checking"


LATER = {
    "left out": (lambda session, batch, actor: deciding.discard(session, actor, batch), "discarded"),
    "mended": (lambda session, batch, actor: answer_cells(session, actor, batch, CELL), "planned"),
}  # fmt: skip


@pytest.mark.parametrize("done", LATER)
def test_a_second_try_takes_in_only_the_plan_to_which_somebody_said_yes(dumai, monkeypatch, done):
    """The first try broke down, and the plan waited on its page for the second one."""
    job_id = ordered(dumai, "apply")
    with monkeypatch.context() as broken:
        broken.setattr(actions, "apply", lambda *_told, **_more: 1 / 0)
        run(worker_for(dumai.settings, dumai.engine), job_id)
    act, state = LATER[done]
    by_hand(dumai.engine, dumai.settings, act)
    run(worker_for(dumai.settings, dumai.engine), job_id)
    stands = seen(dumai.engine)
    assert (stands["batch"][0], stands["businesses"]) == (state, [])


@pytest.fixture(params=["whole", "in part"])
def undo_ordered(dumai, request) -> Any:
    """A job that takes back a batch, of which somebody changed something since or nobody did, and the batch."""
    job_id = ordered(dumai, "undo")
    if request.param == "in part":
        edited(dumai, "Usaha Budi 2", {"notes"}, notes="Dari petugas")
    with reading(dumai.engine) as session:
        return job_id, session.scalars(select(ImportBatch.id)).one()


def test_a_worker_that_died_before_it_said_that_it_was_done_has_nothing_done_again(dumai, monkeypatch, undo_ordered):
    job_id, _ = undo_ordered
    with monkeypatch.context() as dying:
        dying.setattr(rows, "finish", lambda *_told: None)
        run(worker_for(dumai.settings, dumai.engine), job_id)
    stands = seen(dumai.engine)
    assert stands["batch"][0] == "undone"
    revived(dumai, job_id)
    assert seen(dumai.engine) | {"jobs": None} == stands | {"jobs": None}
    assert [state for _, state, *_ in seen(dumai.engine)["jobs"]] == ["done"]


def test_what_a_command_took_back_while_the_job_of_its_page_waited_is_left_alone_by_the_job(dumai, undo_ordered):
    job_id, batch_id = undo_ordered
    dumai.undo(batch_id)
    stands = seen(dumai.engine)
    run(worker_for(dumai.settings, dumai.engine), job_id)
    assert seen(dumai.engine) | {"jobs": None} == stands | {"jobs": None}


@pytest.mark.parametrize("undo_ordered", ["in part"], indirect=True)
def test_what_an_undoing_kept_is_tried_again_when_the_first_try_at_it_broke_down(dumai, monkeypatch, undo_ordered):
    """The page ordered it once more; its first try leaves the batch as it was, taken back in part."""
    _, batch_id = undo_ordered
    dumai.undo(batch_id)
    with transaction(dumai.engine) as session:
        batch, actor = batch_of(session, batch_id), dumai.actor(session)
        job_id = actions.order(session, actor, batch, actions.may_undo, "undoing", names.IMPORT_UNDO)
    with monkeypatch.context() as broken:
        broken.setattr(actions, "undo", lambda *_told, **_more: 1 / 0)
        run(worker_for(dumai.settings, dumai.engine), job_id)
    state, _, message, *_ = seen(dumai.engine)["batch"]
    assert (state, message) == ("undone", importing._STOPPED)
    run(worker_for(dumai.settings, dumai.engine), job_id)
    state, _, message, *_ = seen(dumai.engine)["batch"]
    assert (state, message) == ("undone", None)


# Two commands


DEEDS = {"apply": ("applied", actions.apply), "undo": ("undone", actions.undo)}


@pytest.mark.parametrize("deed", DEEDS)
def test_of_two_commands_that_do_the_same_to_a_batch_one_does_it(dumai, deed):
    """How the batch stands is read when nobody else is at it."""
    batch_id, (state, does) = dumai.plan(survey(*many(ROWS))), DEEDS[deed]
    if deed == "undo":
        dumai.apply(batch_id)

    def act(session: Any, _hand: int) -> Any:
        return does(session, dumai.actor(session), batch_of(session, batch_id))

    told = at_once(dumai.engine, act)
    stands = seen(dumai.engine)
    assert (stands["batch"][0], len(stands["businesses"])) == (state, ROWS)
    assert {outcome for _, _, outcome in stands["rows"]} == {"created"}
    assert deed == "apply" or sorted(type(one).__name__ for one in told) == ["Refused", "UndoReport"]

# The database


def test_no_two_rows_stand_at_one_position_of_a_batch(dumai):
    batch_id = dumai.plan(survey(*many(2)))
    with pytest.raises(IntegrityError), transaction(dumai.engine) as session:
        session.execute(insert(ImportRow).values(
            id=new_id(), batch_id=batch_id, position=1, sheet=0, row=9, decision="new"))
