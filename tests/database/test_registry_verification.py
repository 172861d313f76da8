"""Deciding: one step, one journal line, one sentence for the owner; and what the owner's account may see and hold."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from digiloka.database import transaction
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry import queries
from digiloka.registry.actions import (
    Conflict,
    decide,
    give_consent,
    hold,
    read_notices,
    register,
    reveal_nik,
    withdraw_consent,
)
from digiloka.registry.models import Business, Consent, Decision, Notice
from digiloka.values.refusal import Refused
from tests.people import added
from tests.records import CITY, nik, record
from tests.registering import DISTRICT, OFFICE, OFFICER, OWNER, at_once, lines_of, registered, told_by


def decided(session, business, step, actor=OFFICER, reason=None, fields=None, **more):
    return decide(session, actor, business, step, reason, fields, expected_version=business.version, **more)


def test_a_step_changes_the_state_and_leaves_decision_line_and_notice(session):
    business = registered(session, record())
    decision = decided(session, business, "verify", level="visited")
    session.expire_all()
    assert (business.state, business.level, business.version) == ("verified", "visited", 2)
    assert business.verified_at is not None
    assert (decision.before, decision.after, decision.decided_by) == ("submitted", "verified", OFFICER.user_id)
    (line,) = lines_of(session, business.id, "verify")
    assert line.changes["state"] == ["submitted", "verified"]
    (notice,) = queries.notices_for(session, [business.owner_id])
    assert notice.text == "Data usaha Warung Bu Siti sudah diperiksa petugas kelurahan."


def test_returning_marks_the_fields_and_the_owner_reads_why(session):
    business = registered(session, record())
    decision = decided(session, business, "return", DISTRICT, "Alamat belum jelas", {"phone": "Kurang 2 angka"})
    assert decision.fields == {"phone": "Kurang 2 angka"}
    (notice,) = queries.notices_for(session, [business.owner_id], unread=True)
    assert notice.text == (
        "Data usaha Warung Bu Siti perlu diperbaiki. Alamat belum jelas. Nomor HP: Kurang 2 angka. "
        "Buka data usaha Anda, perbaiki, lalu kirim lagi."
    )
    assert read_notices(session, [business.owner_id]) == 1
    assert queries.notices_for(session, [business.owner_id], unread=True) == []


def test_the_whole_way_from_submitted_to_confirmed(session):
    business = registered(session, record())
    for step, actor, state in (
        ("return", OFFICER, "returned"), ("resubmit", OWNER, "submitted"), ("verify", OFFICER, "verified"),
        ("confirm", OFFICE, "confirmed"),
    ):  # fmt: skip
        decided(session, business, step, actor, reason="Lengkapi" if step == "return" else None)
        assert business.state == state
    assert [each.after for each in session.scalars(select(Decision).order_by(Decision.decided_at))] == [
        "returned", "submitted", "verified", "confirmed"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "actor", "code"),
    [("return", OFFICER, "reason-missing"), ("refuse", OFFICER, "reason-missing"), ("confirm", OFFICE, "step-state"),
     ("verify", OWNER, "step-right"), ("limit", OFFICER, "step-right")],
)  # fmt: skip
def test_what_may_not_be_decided_is_refused_and_nothing_changes(session, step, actor, code):
    business = registered(session, record())
    with pytest.raises(Refused) as refused:
        decided(session, business, step, actor)
    assert refused.value.code == code
    assert (business.state, business.version) == ("submitted", 1)
    assert session.scalars(select(Notice)).all() == []


def test_the_level_never_falls_by_a_decision(session):
    business = registered(session, record(), level="document")
    decided(session, business, "verify", level="phone")
    assert business.level == "document"


def test_of_two_officers_at_once_one_wins_and_the_other_is_told(engine):
    with transaction(engine) as session:
        wanted = registered(session, record()).id

    def act(session, hand):
        business = session.get_one(Business, wanted)
        step, reason = (("verify", None), ("refuse", "Bukan usaha"))[hand]
        return decide(session, OFFICER, business, step, reason, expected_version=1)

    results = at_once(engine, act)
    assert sum(isinstance(result, Decision) for result in results) == 1
    # The second either met the version or, had it looked later, the state.
    assert sum(isinstance(result, Conflict | Refused) for result in results) == 1
    with transaction(engine) as session:
        assert session.get_one(Business, wanted).version == 2
        assert len(session.scalars(select(Decision)).all()) == 1


# A NIK that its owner typed


def claimed(session, **changed):
    return register(session, OWNER, record(**changed), city_code=CITY, source="self", scope_code=CITY)


@pytest.mark.parametrize(("level", "proves"), [(None, False), ("phone", False), ("visited", True), ("document", True)])
def test_only_what_an_officer_saw_proves_a_nik(session, level, proves):
    business = claimed(session)
    decided(session, business, "verify", OFFICE, level=level)
    owner = business.owner
    assert (owner.nik_hash is not None, owner.nik_claim is not None) == (proves, not proves)


def test_an_earlier_visit_proves_no_nik_that_is_agreed_to_on_paper_now(session):
    business = claimed(session)
    business.level = "visited"
    session.flush()
    decided(session, business, "verify", OFFICE)
    assert business.owner.nik_hash is None


def test_the_dinas_that_sees_the_document_proves_what_paper_did_not(session):
    business = claimed(session)
    decided(session, business, "verify", OFFICE)
    decided(session, business, "confirm", OFFICE, level="document")
    assert business.owner.nik_claim is None


# The owner's own


def test_a_nik_is_revealed_to_the_right_role_with_a_reason_and_the_journal_knows(session):
    business = registered(session, record())
    assert reveal_nik(session, OFFICE, business.owner, "Cocokkan KTP", business_id=business.id) == nik()
    (line,) = lines_of(session, business.id, "reveal-nik")
    assert (line.subject_id, line.reason, line.changes, line.sealed) == (
        business.owner_id, "Cocokkan KTP", None, None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "reason", "code"), [(OFFICER, "Cocokkan KTP", "reveal-right"), (OFFICE, "  ", "reason-missing")]
)
def test_a_nik_is_not_revealed_otherwise(session, actor, reason, code):
    business = registered(session, record())
    with pytest.raises(Refused) as refused:
        reveal_nik(session, actor, business.owner, reason)
    assert refused.value.code == code


def test_an_account_holds_an_owner_once(session):
    user = added(session, "owner")
    business = registered(session, record())
    first, again = (hold(session, OFFICE, user.id, business.owner) for _ in range(2))
    assert first is again
    assert queries.held_owner_ids(session, user.id) == [business.owner_id]


def test_consent_can_be_taken_back_and_stays_on_record(session):
    business = registered(session, record())
    (consent,) = give_consent(session, OWNER, business.owner, ConsentGiven(("publish",)), business_id=business.id)
    withdraw_consent(session, OWNER, consent, "Tidak mau")
    session.expire_all()
    assert session.scalars(select(Consent)).one().withdrawn_at is not None
    assert ("consent", "withdrawn_at") in told_by(lines_of(session, business.id, "withdraw-consent"))


def test_a_notice_for_somebody_else_is_not_shown(session):
    business = registered(session, record())
    decided(session, business, "verify")
    assert queries.notices_for(session, [uuid.uuid4()]) == []
