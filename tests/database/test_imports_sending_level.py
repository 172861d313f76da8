"""A file keeps the level at which it was sent: who decides of it, and with which rights a job works on it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from digiloka.accounts.actions import switch_off
from digiloka.accounts.models import User
from digiloka.accounts.viewer import Viewer
from digiloka.database import reading, transaction
from digiloka.imports import actions
from digiloka.imports.queries import batch_of
from digiloka.imports.sending_level import RIGHTS_GONE, answers_for, hand_of
from digiloka.jobs import names
from digiloka.tasks.importing import apply_batch, check_batch, undo_batch
from digiloka.values.refusal import Refused
from tests.people import CITY, NOBODY
from tests.surveying import Office, office, row, survey

pytestmark = pytest.mark.furnished
TELUK_BINJAI, DUMAI_TIMUR, BUKIT_DATUK = "14.72.02.1002", "14.72.02", "14.72.03.1001"
FILE = survey(row(0))


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


@pytest.fixture
def below(dumai) -> Office:
    """An officer of a kelurahan."""
    return dumai.other("kelurahan", area_code=TELUK_BINJAI)


def left(sender: Office, how: str) -> None:
    """What may become of a sender."""
    if how == "moved":
        sender.becomes("kelurahan", BUKIT_DATUK)
    elif how in ("plut", "owner"):
        sender.becomes(how)
    else:
        with transaction(sender.engine) as session:
            if how == "off":
                switch_off(session, NOBODY, sender.user_id)
            else:
                session.execute(delete(User).where(User.id == sender.user_id))


def ordered(by: Office, batch_id, may=actions.may_apply, state="applying", job=names.IMPORT_APPLY) -> None:
    """The job waits, ordered by this officer."""
    with transaction(by.engine) as session:
        actions.order(session, by.actor(session, "web"), batch_of(session, batch_id), may, state, job)


def run(body, at: Office, batch_id):
    """(state, message) of the batch once its job has run."""
    body(at.engine, at.settings, batch_id, lambda _done, _all: None)
    with reading(at.engine) as session:
        batch = batch_of(session, batch_id)
        return batch.state, batch.message


VIEWERS = {
    "a colleague": Viewer(None, "kelurahan", TELUK_BINJAI), "the kecamatan": Viewer(None, "kecamatan", DUMAI_TIMUR),
    "the dinas": Viewer(None, "dinas", CITY), "elsewhere": Viewer(None, "kelurahan", BUKIT_DATUK),
    "PLUT": Viewer(None, "plut", CITY), "an owner": Viewer(None, "owner"),
}  # fmt: skip


@pytest.mark.parametrize("how", ["stays", "moved", "plut", "owner", "off", "gone"])
@pytest.mark.parametrize(("role", "area", "deciding"), [
    ("kelurahan", TELUK_BINJAI, ["a colleague", "the kecamatan", "the dinas"]),
    ("kecamatan", DUMAI_TIMUR, ["the kecamatan", "the dinas"]), ("dinas", None, ["the dinas"]),
])  # fmt: skip
def test_who_decides_of_a_file_hangs_on_the_level_at_which_it_was_sent(dumai, role, area, deciding, how):
    sender = dumai.other(role, area_code=area)
    batch_id = sender.plan(FILE, area=TELUK_BINJAI)
    if how != "stays":
        left(sender, how)
    with reading(dumai.engine) as session:
        batch = batch_of(session, batch_id)
        assert [name for name, viewer in VIEWERS.items() if answers_for(viewer, batch)] == deciding


@pytest.mark.parametrize("how", ["moved", "plut", "owner", "off", "gone"])
def test_of_a_file_whose_sender_may_no_more_the_one_who_ordered_lends_the_rights(dumai, below, how):
    batch_id = below.plan(FILE)
    left(below, how)
    ordered(dumai, batch_id)
    assert run(apply_batch, dumai, batch_id) == ("applied", None)
    ordered(dumai, batch_id, actions.may_undo, "undoing", names.IMPORT_UNDO)
    assert run(undo_batch, dumai, batch_id) == ("undone", None)


@pytest.mark.parametrize(("sent_from", "later"), [
    ((TELUK_BINJAI, "kelurahan"), ("dinas", None)), ((TELUK_BINJAI, "kelurahan"), ("kecamatan", DUMAI_TIMUR)),
    ((CITY, "dinas"), ("admin", None)),
])
def test_no_job_has_more_rights_than_the_level_at_which_the_file_was_sent(dumai, below, sent_from, later):
    sender = below if sent_from[0] == TELUK_BINJAI else dumai
    batch_id = sender.plan(FILE, area=TELUK_BINJAI)
    sender.becomes(*later)
    with reading(dumai.engine) as session:
        hand = hand_of(session, batch_of(session, batch_id))
    assert hand.user_id == sender.user_id
    assert hand.area_code == sent_from[0]
    assert hand.may("verify.dinas") is (sent_from[1] == "dinas"), "nor those of a role"


@pytest.mark.parametrize("how", ["moved", "plut", "owner", "off", "gone"])
def test_a_job_of_which_nobody_has_the_rights_any_more_writes_nothing_and_can_be_ordered_again(dumai, below, how):
    batch_id = below.plan(FILE)
    ordered(below, batch_id)
    left(below, how)
    state, message = run(apply_batch, dumai, batch_id)
    assert state == "planned"
    assert "dengan hak Anda sendiri" in message
    assert not dumai.seen()
    ordered(dumai, batch_id)
    with reading(dumai.engine) as session:
        assert batch_of(session, batch_id).message is None, "the next try has begun"
    assert run(apply_batch, dumai, batch_id) == ("applied", None)


def test_a_check_of_which_nobody_has_the_rights_can_be_tried_again(dumai, below):
    batch_id = below.plan(FILE)
    with transaction(dumai.engine) as session:
        batch_of(session, batch_id).state = "uploaded"
    left(below, "moved")
    assert run(check_batch, dumai, batch_id)[0] == "failed", "not the file is wrong"
    with transaction(dumai.engine) as session:
        assert actions.try_again(session, batch_of(session, batch_id), dumai.actor(session, "web"))
    assert run(check_batch, dumai, batch_id) == ("planned", None)


def test_the_console_takes_back_for_a_sender_who_may_still_or_for_somebody_named(dumai, below):
    batch_id = below.apply(FILE).batch_id
    left(below, "moved")
    with transaction(dumai.engine) as session:
        with pytest.raises(Refused, match="--user"):
            actions.batch_to_undo(session, batch_id, None)
        found = actions.batch_to_undo(session, batch_id, session.get_one(User, dumai.user_id).email)
        assert (found.actor.user_id, found.actor.area_code) == (dumai.user_id, TELUK_BINJAI)


def test_rights_that_are_gone_have_a_code_of_their_own(dumai, below):
    batch_id = below.plan(FILE)
    left(below, "gone")
    with reading(dumai.engine) as session, pytest.raises(Refused) as refusal:
        hand_of(session, batch_of(session, batch_id))
    assert refusal.value.code == RIGHTS_GONE
