"""A business registered without signing in, taken on by the account of its phone: once, whole, and by nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from digiloka.audit.actor import Actor
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry import mapping
from digiloka.registry.actions import amend, decide, hold, register, take_on
from digiloka.registry.actions.taking_on import HELD_ALREADY
from digiloka.registry.models import Business, Consent, Holding, Licence, Notice, Owner
from digiloka.registry.queries import Filters, claim_is_taken, history, offers_for, page_of
from digiloka.registry.records import LicenceRecord
from digiloka.statistics.facts import AsOf, facts
from digiloka.values.refusal import Refused
from tests.people import added
from tests.records import CITY, nik, record
from tests.registering import OFFICE, at_once, lines_of, told_by, viewer

PHONE = "+6281200345678"  # of tests.records
ALONE = Actor(None, "owner", "web")


@pytest.fixture
def account(session: Any, keys: None) -> Any:
    return added(session, "owner", phone=PHONE)


def alone(session: Any, **changed: Any) -> Business:
    """A business that somebody registered on a phone without signing in."""
    return register(session, ALONE, record(**changed), city_code=CITY, source="self", scope_code=CITY,
                    consent=ConsentGiven(channel="self"))


def held(session: Any, account: Any) -> Business:
    """A business that the account holds already, of an owner with the same NIK."""
    first = alone(session, name="Kedai Lama")
    hold(session, OFFICE, account.id, first.owner)
    return first


def changed(session: Any, business: Business, **told: str) -> None:
    """An officer writes on the owner."""
    now = mapping.record_of(business)
    after = replace(now, owner=replace(now.owner, **told))
    amend(session, OFFICE, business, after, expected_version=business.version, keys=["email", "owner_address"])


def hand(account: Any) -> Actor:
    return Actor(account.id, "owner", "web")


def held_by(session: Any, account: Any) -> set[str | None]:
    return {row.name for row in page_of(session, viewer("owner", None, account.id), Filters()).rows}


def test_an_account_without_a_business_holds_who_was_typed(session, account):
    business = alone(session)
    assert [(o.number, o.name) for o in offers_for(session, account.id, [business.number])] == [
        (business.number, "Warung Bu Siti")]
    take_on(session, hand(account), account.id, business.number)
    assert held_by(session, account) == {"Warung Bu Siti"}
    assert offers_for(session, account.id, [business.number]) == []


def test_the_same_nik_makes_it_one_owner_with_two_businesses(session, account):
    first = held(session, account)
    second = alone(session, owner={"name": "SITI AMINAH BINTI ALI"},
                   licences=(LicenceRecord(kind="nib", number="0220001234567", issuer="OSS"),
                             LicenceRecord(kind="halal", number="ID14110000123450424")))
    session.commit()
    typed, before = second.owner_id, {each.id: each.version for each in (first, second)}
    take_on(session, hand(account), account.id, second.number)
    session.commit()
    session.expire_all()
    first, second = (session.get_one(Business, each) for each in before)
    assert session.scalar(select(func.count()).select_from(Owner)) == 1
    assert second.owner_id == first.owner_id
    assert all(session.get_one(Business, each).version > version for each, version in before.items())
    assert held_by(session, account) == {"Kedai Lama", "Warung Bu Siti"}
    assert not claim_is_taken(session, second.owner)
    assert {row.name for row in page_of(session, viewer(), Filters(q="siti aminah")).rows} == {
        "Kedai Lama", "Warung Bu Siti"}
    assert not page_of(session, viewer(), Filters(q="binti ali")).rows
    assert [(paper.number, paper.issuer) for paper in second.owner_licences] == [("0220001234567", "OSS")]
    assert {paper.owner_id for paper in session.scalars(select(Licence))} == {first.owner_id}
    for model in (Consent, Notice):
        assert set(session.scalars(select(model.owner_id))) <= {first.owner_id}, model
    told = told_by(lines_of(session, second.id, "hold"))
    assert told["business", "owner_id"] == [str(typed), str(first.owner_id)]
    assert told["business", "owner_name"] == ["SITI AMINAH BINTI ALI", "Siti Aminah"]


def test_the_history_tells_who_was_joined_and_no_paper_as_withdrawn(session, account):
    first = held(session, account)
    second = alone(session, owner={"name": "Siti Aminah, S.E."})
    take_on(session, hand(account), account.id, second.number)
    joined = [line for line in history(session, viewer(), second) if line.action == "hold"]
    assert [(line.who, line.subject) for line in joined] == [(account.name, "business")]
    assert [(c.label, c.before, c.after) for c in joined[0].changes] == [
        ("Nama pemilik", "Siti Aminah, S.E.", "Siti Aminah")]
    assert "hold" not in [line.action for line in history(session, viewer(), first)]


def part(session: Any, what: str, first: Business, second: Business) -> None:
    """Make one thing so that two owners with one NIK stay two."""
    if what == "approved on paper":
        decide(session, OFFICE, second, "verify", expected_version=second.version, level="declared")
    elif what == "sent back":
        decide(session, OFFICE, second, "return", None, {"rt": "Tulis RT"}, expected_version=second.version)
    elif what == "completed by an officer":
        changed(session, second, email="budi@example.id", address="Jl. Mawar 1")
    elif what == "another phone":
        first.owner.phone = "+6281200000009"
    elif what == "more was known of who was typed":
        second.owner.education = "sma"
    elif what == "another man's name":
        second.owner.name = "Budi Santoso"
    elif what == "no name":
        first.owner.name = None
    elif what in ("a paper to fill in", "a new paper"):
        decide(session, OFFICE, first, "verify", expected_version=first.version, level="declared")
        paper = second.owner_licences[0]
        paper.issuer, paper.number = ("OSS", paper.number) if what == "a paper to fill in" else (None, "0220009999999")
    session.flush()


@pytest.mark.parametrize("what", [
    "approved on paper", "sent back", "completed by an officer", "another phone", "more was known of who was typed",
    "another man's name", "no name", "a paper to fill in", "a new paper"])
def test_what_an_officer_did_or_what_would_be_lost_keeps_two_owners(session, account, what):
    first, second = held(session, account), alone(session)
    part(session, what, first, second)
    session.commit()
    session.expire_all()
    both = (first, second)
    before = [(mapping.record_of(each), each.state, each.version) for each in both]
    take_on(session, hand(account), account.id, second.number)
    session.commit()
    session.expire_all()
    assert [(mapping.record_of(each), each.state, each.version) for each in both] == before
    assert first.owner_id != second.owner_id
    assert held_by(session, account) == {"Kedai Lama", "Warung Bu Siti"}


def test_a_report_of_the_day_before_still_counts_what_it_counted(session, account):
    held(session, account)
    second = alone(session)
    session.commit()
    between = AsOf(dt.date(2026, 12, 31), dt.datetime.now(dt.UTC))
    counted = facts(session, CITY, CITY, between)
    take_on(session, hand(account), account.id, second.number)
    session.commit()
    assert facts(session, CITY, CITY, between).equals(counted)


def spoil(session: Any, what: str, account: Any, business: Business) -> None:
    """Make one thing otherwise than it must be."""
    if what == "another phone":
        business.owner.phone_hash = "other"
    elif what == "an account without a phone":
        account.phone_hash = None
    elif what == "an account switched off":
        account.active = False
    elif what == "held by another":
        hold(session, OFFICE, added(session, "owner").id, business.owner)
    elif what == "withdrawn":
        business.state = "withdrawn"
    elif what == "registered at the desk":
        business.source = "desk"
    elif what == "one of several":
        alone(session, name="Lain", owner={"nik": nik(3)}).owner_id = business.owner_id
    session.flush()


@pytest.mark.parametrize(
    "what",
    ["another phone", "an account without a phone", "an account switched off", "held by another", "withdrawn",
     "registered at the desk", "one of several"],
)
def test_nothing_else_is_offered_or_taken(session, account, what):
    business = alone(session)
    assert offers_for(session, account.id, [business.number])
    spoil(session, what, account, business)
    assert offers_for(session, account.id, [business.number]) == []
    with pytest.raises(Refused, match="Tunjukkan nomornya kepada petugas"):
        take_on(session, hand(account), account.id, business.number)
    assert session.scalar(select(func.count()).select_from(Holding).where(Holding.user_id == account.id)) == 0


def test_what_the_session_did_not_register_is_not_offered(session, account):
    business, other = alone(session), alone(session, name="Lain", owner={"nik": nik(2)})
    assert offers_for(session, account.id, []) == []
    assert [offer.name for offer in offers_for(session, account.id, [other.number, "1472-0000-0000"])] == ["Lain"]
    assert business.number


def test_a_nik_that_an_officer_saw_meanwhile_stays_proven(session, account):
    first = held(session, account)
    second = alone(session)
    decide(session, OFFICE, second, "verify", expected_version=second.version, level="document")
    take_on(session, hand(account), account.id, second.number)
    assert second.owner.nik_hash is not None
    assert second.owner_id != first.owner_id
    assert held_by(session, account) == {"Kedai Lama", "Warung Bu Siti"}


def test_an_impatient_thumb_takes_it_on_once(engine, session, account):
    number = alone(session).number
    session.commit()
    results = at_once(engine, lambda other, _hand: take_on(other, hand(account), account.id, number).number)
    assert sorted(map(str, results)) == sorted([number, HELD_ALREADY])
    assert session.scalar(select(func.count()).select_from(Holding)) == 1
