"""One more business by an account: whose it is, what its owner learns, and what is kept for the office to read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text

from digiloka.audit.actor import Actor
from digiloka.registry.actions import decide, hold, register
from digiloka.registry.actions.bulk import SAID_OTHERWISE
from digiloka.registry.actions.joining import owner_of
from digiloka.registry.models import Business, Licence, Owner
from digiloka.registry.queries import claim_is_taken, history
from digiloka.registry.records import LicenceRecord
from tests.people import added
from tests.records import CITY, nik, record
from tests.registering import OFFICE, lines_of, registered, told_by, viewer

NIB = LicenceRecord(kind="nib", number="0220007654321")
NO_NIB = LicenceRecord(kind="nib", status="tidak")
FIRST = {"name": "Nur Aini", "phones": ("+6281200345678",)}


@pytest.fixture
def account(session: Any, keys: None) -> Any:
    return added(session, "owner")


def told(session: Any, account: Any, **changed: Any) -> Business:
    """A business that the account registers on a phone, as the page of it does."""
    said = record(**{"owner": FIRST, "licences": (), **changed})
    business = register(session, hand(account), said, city_code=CITY, source="self", scope_code=CITY,
                        owner_id=owner_of(session, account.id, said))
    hold(session, hand(account), account.id, business.owner)
    session.flush()
    session.expire_all()
    return business


def hand(account: Any) -> Actor:
    return Actor(account.id, "owner", "web")


def approved(session: Any, business: Business) -> Business:
    decide(session, OFFICE, business, "verify", expected_version=business.version)
    return business


def left(session: Any, business: Business) -> dict[str, Any]:
    return {change.label: change.after for line in history(session, viewer("dinas"), business)
            if line.action == "leave" and line.reason == SAID_OTHERWISE for change in line.changes}


def numbers(session: Any, business: Business) -> list[str | None]:
    return [paper.number for paper in business.owner_licences]


def test_another_spelling_joins_and_nothing_typed_is_lost(session: Any, account: Any) -> None:
    first = told(session, account)
    second = told(session, account, name="Jahit", owner={"name": "Hj. Nur Aini Lubis", "phones": ("+6285377700011",)})
    assert second.owner_id == first.owner_id
    assert (second.owner.name, second.owner.phone, second.owner.other_phones) == (
        "Nur Aini", "+6281200345678", "+6285377700011")
    assert left(session, second) == {"Nama pemilik": "Hj. Nur Aini Lubis"}
    assert told_by(lines_of(session, second.id, "amend"))[("owner", "other_phones")] == [None, "+6285377700011"]
    assert "Lubis" not in str(session.scalar(text("select sealed from journal where action = 'leave'")))


NO_NUMBER = LicenceRecord(kind="nib")
SECOND_NIB = LicenceRecord(kind="nib", number="0220001111111")


@pytest.mark.parametrize(("had", "brought"), [((), ()), ((NIB,), (NIB,)), ((NIB,), (SECOND_NIB,)), ((), (NIB,)),
                                              ((NO_NUMBER,), (NIB,))])  # fmt: skip
def test_what_the_owner_learns_is_journaled_whatever_paper_comes_with_it(session, account, had, brought) -> None:
    first = told(session, account, licences=had)
    second = told(session, account, name="Jahit", licences=brought,
                  owner={**FIRST, "phones": ("+6285377700011",), "email": "nur@contoh.id"})
    assert second.owner_id == first.owner_id
    assert {"+6285377700011", "nur@contoh.id"} == {second.owner.other_phones, second.owner.email}
    lines = told_by(lines_of(session, second.id, "amend"))
    assert {key: pair for key, pair in lines.items() if key[0] == "owner"} == {
        ("owner", "other_phones"): [None, "+6285377700011"], ("owner", "email"): [None, "nur@contoh.id"]}
    assert lines.get(("licence", "number")) == ([None, NIB.number] if had == (NO_NUMBER,) else None)


def test_blanks_are_filled_and_what_stands_there_is_kept(session: Any, account: Any) -> None:
    first = told(session, account, owner={**FIRST, "phones": (), "sex": None, "address": "Jl. Lama 1"})
    second = told(session, account, name="Jahit", owner={**FIRST, "sex": "P", "address": "Jl. Baru 2"})
    owner = second.owner
    assert owner.id == first.owner_id
    assert (owner.phone, owner.sex, owner.address) == ("+6281200345678", "P", "Jl. Lama 1")
    assert left(session, second) == {"Alamat pemilik": "Jl. Baru 2"}


def test_the_same_again_leaves_nothing_to_read(session: Any, account: Any) -> None:
    first = told(session, account, licences=(NIB,))
    again = told(session, account, name="Jahit", owner={**FIRST, "name": "NUR  AINI"}, licences=(NIB,))
    assert (again.owner_id, numbers(session, again), left(session, again)) == (first.owner_id, [NIB.number], {})
    assert lines_of(session, again.id, "amend") == []


@pytest.mark.parametrize("proven", [False, True])
def test_quite_another_name_is_an_owner_apart_that_the_account_holds_too(session, account, proven: bool) -> None:
    if proven:
        first = registered(session, record(owner={"name": "Maling Data"}, licences=()))
        hold(session, OFFICE, account.id, first.owner)
    else:
        first = told(session, account, owner={"name": "Maling Data"})
    second = told(session, account, name="Jahit", owner={"name": "Sari Wulandari"})
    third = told(session, account, name="Kue", owner={"name": "Sari Wulandari"})
    assert second.owner_id != first.owner_id
    assert third.owner_id == second.owner_id, "who is known by this name already is joined"
    assert (second.owner.name, second.owner.nik, second.owner.nik_hash) == ("Sari Wulandari", nik(), None)
    assert claim_is_taken(session, second.owner) is proven
    assert left(session, second) == {}


@pytest.mark.parametrize("paper", [NIB, LicenceRecord(kind="nib", status="proses")])
def test_no_paper_comes_to_an_owner_whom_an_officer_has_decided_about(session, account, paper) -> None:
    first = approved(session, told(session, account))
    second = told(session, account, name="Jahit", licences=(paper,))
    assert second.owner_id != first.owner_id
    assert numbers(session, first) == []
    assert numbers(session, second) == [paper.number]
    third = told(session, account, name="Kue", licences=(paper,))
    assert third.owner_id == second.owner_id
    assert session.scalar(select(func.count()).select_from(Owner)) == 2


def test_to_have_no_paper_makes_nobody_an_owner_apart(session: Any, account: Any) -> None:
    first = approved(session, told(session, account))
    second = told(session, account, name="Jahit", licences=(NO_NIB,))
    assert second.owner_id == first.owner_id
    assert session.scalars(select(Licence)).all() == []
    assert left(session, second) == {"NIB": "Tidak"}


def test_while_nobody_has_decided_the_owner_learns_the_paper_and_open_pages_notice(session, account) -> None:
    first = told(session, account)
    version = first.version
    second = told(session, account, name="Jahit", licences=(NIB,))
    assert second.owner_id == first.owner_id
    assert numbers(session, first) == [NIB.number]
    assert first.version == version + 1
