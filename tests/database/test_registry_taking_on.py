"""A business registered without signing in, taken on by the account of its phone: once, whole, and by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from digiloka.audit.actor import Actor
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry.actions import decide, hold, register, take_on
from digiloka.registry.actions.taking_on import NOT_OFFERED
from digiloka.registry.models import Business, Consent, Holding, Licence, Notice, Owner
from digiloka.registry.queries import Filters, claim_is_taken, history, offers_for, page_of
from digiloka.registry.records import LicenceRecord
from digiloka.statistics.facts import AsOf, facts
from digiloka.values.refusal import Refused
from tests.people import added
from tests.records import CITY, nik, record
from tests.registering import OFFICE, at_once, viewer

PHONE = "+6281200345678"  # of tests.records
ALONE = Actor(None, "owner", "web")


@pytest.fixture
def account(session: Any, keys: None) -> Any:
    return added(session, "owner", phone=PHONE)


def alone(session: Any, **changed: Any) -> Business:
    """A business that somebody registered on a phone without signing in."""
    return register(session, ALONE, record(**changed), city_code=CITY, source="self", scope_code=CITY,
                    consent=ConsentGiven(channel="self"))


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
    first = alone(session, name="Kedai Lama")
    hold(session, OFFICE, account.id, first.owner)
    second = alone(session, owner={"name": "SITI AMINAH BINTI ALI"},
                   licences=(LicenceRecord(kind="nib", number="0220001234567", issuer="OSS"),
                             LicenceRecord(kind="halal", number="ID14110000123450424")))
    decide(session, OFFICE, second, "return", None, {"rt": "Tulis RT"}, expected_version=second.version)
    session.commit()
    before = session.get_one(Business, second.id).version
    take_on(session, hand(account), account.id, second.number)
    session.commit()
    session.expire_all()
    second = session.get_one(Business, second.id)
    assert session.scalar(select(func.count()).select_from(Owner)) == 1
    assert (second.owner_id, second.version > before) == (first.owner_id, True)
    assert held_by(session, account) == {"Kedai Lama", "Warung Bu Siti"}
    assert not claim_is_taken(session, second.owner)
    assert {row.name for row in page_of(session, viewer(), Filters(q="siti aminah")).rows} == {
        "Kedai Lama", "Warung Bu Siti"}
    assert not page_of(session, viewer(), Filters(q="binti ali")).rows
    standing = session.scalars(select(Licence).where(Licence.withdrawn.is_(False))).all()
    assert sorted((paper.kind, paper.number, paper.issuer) for paper in standing if paper.kind == "nib") == [
        ("nib", "0220001234567", "OSS")]
    assert {paper.owner_id for paper in session.scalars(select(Licence))} == {first.owner_id}
    for model in (Consent, Notice):
        assert set(session.scalars(select(model.owner_id))) == {first.owner_id}, model
    joined = [line for line in history(session, viewer(), second) if line.action == "hold"]
    assert joined
    assert joined[0].who == account.name


def test_a_report_of_the_day_before_still_counts_what_it_counted(session, account):
    first = alone(session, name="Kedai Lama")
    hold(session, OFFICE, account.id, first.owner)
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
    first = alone(session, name="Kedai Lama")
    hold(session, OFFICE, account.id, first.owner)
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
    assert sorted(map(str, results)) == sorted([number, NOT_OFFERED])
    assert session.scalar(select(func.count()).select_from(Holding)) == 1
