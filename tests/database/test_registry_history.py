"""What a business was told to be, then and now: records, differences, and the history people read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import inspect

from digiloka.registry import queries
from digiloka.registry.actions import Amendment, amend_many, decide
from digiloka.registry.queries import NotFound
from digiloka.registry.records import BusinessRecord, FiguresRecord, OwnerRecord
from tests.people import added
from tests.records import KELURAHAN, money, nik, record
from tests.registering import IMPORTER, OFFICER, registered, registered_many, statements, viewer


def test_stored_businesses_come_back_as_records_with_a_fixed_number_of_queries(session):
    stored = registered_many(session, [record(name=f"U{n}", owner={"nik": nik(n)}) for n in range(30)])
    session.expunge_all()
    with statements(session) as seen:
        found = queries.records_of(session, [each.business_id for each in stored])
    assert len(seen) <= 6
    assert [found[each.business_id].name for each in stored] == [f"U{n}" for n in range(30)]


def test_differences_speak_of_the_year_that_the_newer_record_tells(session):
    business = registered(session, record())
    told = BusinessRecord(figures=FiguresRecord(year=2025, turnover=money(1000, period="year")))
    amend_many(session, IMPORTER, [Amendment(business.id, 1, told)])
    session.expire_all()
    same = record(figures={"workers_total": 2})
    assert queries.differences_of(session, {business.id: same}) == {business.id: {}}
    told.figures.turnover = money(2000, period="year")
    assert queries.differences_of(session, {business.id: told}) == {
        business.id: {"turnover": ((1000, 1000, "year"), (2000, 2000, "year"))}
    }


# History


def test_the_history_tells_who_did_what_with_identifiers_masked(session):
    officer = added(session, "kelurahan", name="Rina Petugas")
    actor = replace(OFFICER, user_id=officer.id)
    business = registered(session, record(), actor, scope_code=KELURAHAN)
    told = BusinessRecord(name="Baru", owner=OwnerRecord(email="siti@contoh.id", phones=("+6281300345678",)))
    amend_many(session, replace(IMPORTER, user_id=officer.id), [Amendment(business.id, 1, told)])
    decide(session, actor, business, "return", "Lengkapi", expected_version=2)
    lines = queries.history(session, viewer("kelurahan", KELURAHAN), business)
    assert lines[0].label == "Diminta diperbaiki"
    assert lines[-1].label == "Didaftarkan"
    assert {line.who for line in lines} == {"Rina Petugas"}
    changes = {change.label: (change.before, change.after) for line in lines for change in line.changes}
    assert changes["Nama usaha"] == ("Warung Bu Siti", "Baru")
    assert changes["Status"] == ("submitted", "returned")
    assert "siti@" not in repr(lines)
    assert "81300345678" not in repr(lines)
    assert not {"search_key", "phone_hash", "nik_hash"} & {change.field for line in lines for change in line.changes}


def test_a_change_of_the_owner_stands_in_the_history_of_each_of_the_owners_businesses(session):
    one, two = registered(session, record()), registered(session, record(name="Jahit"))
    amend_many(session, IMPORTER, [Amendment(one.id, 1, BusinessRecord(owner=OwnerRecord(education="sma"), name="X"))])
    labels = {change.label for line in queries.history(session, viewer(), two) for change in line.changes}
    assert labels == {"Pendidikan terakhir"}


def test_a_history_costs_the_same_however_long_it_is(session):
    business = registered(session, record())
    for n in range(12):
        amend_many(session, IMPORTER, [Amendment(business.id, business.version, BusinessRecord(product=f"p{n}"))])
    assert inspect(business).attrs.owner_licences.value is not None
    with statements(session) as seen:
        assert len(queries.history(session, viewer(), business)) == 13
    assert len(seen) == 2


@pytest.mark.parametrize("role", ["plut", "stranger"])
def test_who_may_see_no_business_gets_no_history(session, role):
    business = registered(session, record())
    with pytest.raises(NotFound):
        queries.history(session, viewer(role), business)
