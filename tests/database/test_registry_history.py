"""What a business was told to be, then and now: records, differences, and the history people read."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import inspect, select

from digiloka.audit.models import JournalLine
from digiloka.registry import queries
from digiloka.registry.actions import Amendment, amend_many, decide, restore
from digiloka.registry.queries import NotFound
from digiloka.registry.records import BusinessRecord, FiguresRecord, OwnerRecord
from digiloka.values.amounts import Amount
from digiloka.web.business_history import history_rows
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


def amended(session, business, turnover, *, year=2026, batch=None, **more):
    told = BusinessRecord(figures=FiguresRecord(year=year, turnover=turnover, **more))
    (outcome,) = amend_many(session, IMPORTER, [Amendment(business.id, business.version, told)], batch_id=batch)
    assert outcome.outcome == "amended"
    session.expire_all()


def amounts_told(session, business):
    """The changes of amounts as the page of the business tells them, the oldest first."""
    rows = history_rows(queries.history(session, viewer(), business), None)
    return [f"{told['label']} {told['before']} → {told['after']}" for row in reversed(rows) for told in row["changes"]
            if told["label"] in ("Angka: Omzet", "Angka: Modal")]


JUTA = 1_000_000


def test_a_change_of_one_bound_is_told_as_the_whole_amounts_that_stood(session):
    business = registered(session, record(figures={"turnover": money(25 * JUTA, 50 * JUTA, "month")}))
    amended(session, business, money(50 * JUTA, period="month"), capital=money(3 * JUTA))
    amended(session, business, money(7 * JUTA, 9 * JUTA, "year"), year=2025)
    batch = uuid.uuid4()
    over = Amount(50 * JUTA, None, "month", False, "")
    amended(session, business, over, batch=batch, capital=money(3 * JUTA, 5 * JUTA))
    amended(session, business, money(8 * JUTA, 9 * JUTA, "year"), year=2025)
    session.flush()
    lines = session.scalars(select(JournalLine).where(JournalLine.batch_id == batch)).all()
    restore(session, IMPORTER, lines, batch_id=batch)
    session.expire_all()
    exact, above = "Rp600.000.000 per tahun", "paling sedikit Rp600.000.000 per tahun"
    assert amounts_told(session, business) == [
        f"Angka: Omzet Rp300.000.000 sampai Rp600.000.000 per tahun → {exact}", "Angka: Modal kosong → Rp3.000.000",
        f"Angka: Omzet {exact} → {above}", "Angka: Modal Rp3.000.000 → Rp3.000.000 sampai Rp5.000.000",
        "Angka: Omzet Rp7.000.000 sampai Rp9.000.000 per tahun → Rp8.000.000 sampai Rp9.000.000 per tahun",
        f"Angka: Omzet {above} → {exact}", "Angka: Modal Rp3.000.000 sampai Rp5.000.000 → Rp3.000.000",
    ]  # fmt: skip


def test_amounts_cost_one_more_question_however_many_lines_tell_them(session):
    business = registered(session, record())
    for n in range(1, 9):
        amended(session, business, money(n * JUTA, 50 * JUTA, "month"))
    assert inspect(business).attrs.owner_licences.value is not None
    with statements(session) as seen:
        assert len(queries.history(session, viewer(), business)) == 9
    assert len(seen) == 3


@pytest.mark.parametrize("role", ["plut", "stranger"])
def test_who_may_see_no_business_gets_no_history(session, role):
    business = registered(session, record())
    with pytest.raises(NotFound):
        queries.history(session, viewer(role), business)
