"""A file that is stopped as a whole, and a file wanted whole or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.database import reading, transaction
from digiloka.imports import actions
from digiloka.imports.queries import batch_of
from digiloka.registry.actions import amend
from digiloka.registry.models import Business
from digiloka.registry.queries import records_of
from digiloka.values.refusal import Refused
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
NAMELESS = {"owner": None, "name": None}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


@pytest.fixture
def bad() -> bytes:
    """Nine good rows, eleven without a name."""
    return survey(*many(9), *(row(number, **NAMELESS) for number in range(9, 20)))


def released(dumai: Office, batch_id, reason: str = "Diperiksa bersama lurah") -> None:
    with transaction(dumai.engine) as session:
        actions.release(session, dumai.actor(session), batch_of(session, batch_id), reason)


def test_a_plan_with_mostly_refused_rows_cannot_be_applied_and_says_why(dumai, bad):
    planned = dumai.plan(bad)
    with reading(dumai.engine) as session:
        batch = batch_of(session, planned)
        assert batch.stopped is not None
        assert "11 dari 20 baris ditolak" in batch.stopped
        assert not actions.may_apply(batch)
    with pytest.raises(Refused, match="11 dari 20") as refusal:
        dumai.apply(planned)
    assert refusal.value.code == "batch-stopped"
    assert dumai.seen() == {}


def test_a_released_plan_writes_its_good_rows_and_the_reason_is_in_the_journal(dumai, bad):
    planned = dumai.plan(bad)
    released(dumai, planned)
    assert dumai.apply(planned).outcomes == {"created": 9}
    with reading(dumai.engine) as session:
        entry = session.scalars(select(JournalLine).where(JournalLine.action == "import.release")).one()
        assert entry.batch_id == planned


@pytest.mark.parametrize("reason", ["", "  ok  "])
def test_releasing_wants_a_reason(dumai, bad, reason):
    planned = dumai.plan(bad)
    with pytest.raises(Refused, match="mengapa"):
        released(dumai, planned, reason)


def test_what_is_not_stopped_cannot_be_released(dumai):
    planned = dumai.plan(survey(*many(3)))
    with pytest.raises(Refused, match="tidak sedang ditahan"):
        released(dumai, planned)


def test_a_file_that_was_judged_anew_and_is_good_now_is_not_stopped_any_more(dumai, bad):
    dumai.plan(bad)
    good = dumai.plan(survey(*many(20)))
    with reading(dumai.engine) as session:
        assert batch_of(session, good).stopped is None


def test_wanted_whole_a_file_with_one_refused_row_writes_nothing(dumai):
    told = survey(*many(3), row(3, **NAMELESS))
    with pytest.raises(Refused, match="1 baris belum dapat dimasukkan"):
        dumai.apply(told, whole=True)
    assert dumai.seen() == {}
    assert dumai.apply(survey(*many(3)), whole=True).outcomes == {"created": 3}


def test_wanted_whole_a_row_that_somebody_edited_meanwhile_takes_the_others_back(dumai):
    dumai.apply(survey(*many(2)))
    planned = dumai.plan(survey(row(0, notes="Baru"), row(1, notes="Baru"), row(2)))

    def edit(session):
        business = session.scalars(select(Business).order_by(Business.number)).first()
        record = records_of(session, [business.id])[business.id]
        record.notes = "Diubah petugas"
        amend(session, dumai.actor(session, "web"), business, record, expected_version=business.version)

    dumai.write(edit)
    before = dumai.seen()
    with pytest.raises(Refused, match="1 baris belum dapat dimasukkan"):
        dumai.apply(planned, whole=True)
    assert dumai.seen() == before
