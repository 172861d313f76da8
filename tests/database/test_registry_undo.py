"""Undoing a batch: its businesses go, its changes are reversed, and what somebody wrote since stays and is named."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from digiloka.audit.models import JournalLine
from digiloka.registry import queries
from digiloka.registry.actions import (
    Amendment,
    amend,
    amend_many,
    decide,
    restore,
    reveal_nik,
    withdraw,
    withdraw_many,
)
from digiloka.registry.mapping import record_of
from digiloka.registry.models import Business, Figures, Owner
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.sealing import keyed_hash
from tests.records import KELURAHAN, OTHER_KELURAHAN, money, nik, record
from tests.registering import IMPORTER, OFFICE, OFFICER, OWNER, lines_of, registered, registered_many, told_by, viewer

NEWS = BusinessRecord(
    name="Nama dari daftar", kbli="10794", kbli_version="2025",
    owner=OwnerRecord(education="sma", phones=("+6281300345678",), birth_date=dt.date(1980, 7, 5)),
    place=PlaceRecord(area_code=OTHER_KELURAHAN, latitude=1.66, longitude=101.44),
    figures=FiguresRecord(year=2026, turnover=money(3 * 10**9, period="year"), production_capacity=Decimal("12.5")),
    licences=(LicenceRecord(kind="halal", number="ID14110000000000000", issued_on=dt.date(2025, 1, 2)),
              LicenceRecord(kind="pirt", number="2061472010001-29")),
)  # fmt: skip


def changed_by_batch(session, business, told=NEWS):
    batch = uuid.uuid4()
    (outcome,) = amend_many(session, IMPORTER, [Amendment(business.id, business.version, told)], batch_id=batch)
    assert outcome.outcome == "amended"
    session.expire_all()
    return batch


def lines_of_batch(session, batch):
    return session.scalars(select(JournalLine).where(JournalLine.batch_id == batch)).all()


def undone(session, batch):
    result = restore(session, IMPORTER, lines_of_batch(session, batch), batch_id=batch, reason="Dibatalkan")
    session.expire_all()
    return result


def columns_of(row):
    left_out = {"version", "updated_at", "point"}
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in left_out}


def test_everything_a_batch_changed_is_as_it_was(session):
    business = registered(session, record(place={"latitude": 1.7, "longitude": 101.5}))
    session.expire_all()
    before = record_of(business)
    rows = [columns_of(row) for row in (business, business.owner, business.main_place, *business.figures,
                                        *business.papers)]  # fmt: skip
    batch = changed_by_batch(session, business)
    assert (business.scale, business.scope_code) == ("kecil", OTHER_KELURAHAN)
    result = undone(session, batch)
    assert result.kept == []
    assert record_of(business) == before
    assert rows == [columns_of(row) for row in (business, business.owner, business.main_place, *business.figures,
                                                *business.papers)]  # fmt: skip
    assert (business.scale, business.scope_code) == ("mikro", KELURAHAN)
    assert business.version > 2, "whoever saw the batch's version is told of a conflict"
    assert business.owner.phone_hash == keyed_hash("phone", "+6281200345678")
    assert "101.5" in session.scalar(select(business.main_place.__class__.point.ST_AsText()))


def test_the_undoing_is_journaled_too(session):
    business = registered(session, record())
    batch = changed_by_batch(session, business)
    undone(session, batch)
    told = told_by(lines_of(session, business.id, "restore"))
    assert told[("business", "name")] == ["Nama dari daftar", "Warung Bu Siti"]
    assert told[("owner", "education")] == ["sma", None]
    assert told[("licence", "withdrawn")] == [False, True]


def test_what_somebody_wrote_since_stays_and_is_named(session):
    business = registered(session, record())
    batch = changed_by_batch(session, business)
    amend(session, OFFICE, business, BusinessRecord(owner=OwnerRecord(education="s1")),
          expected_version=business.version)  # fmt: skip
    result = undone(session, batch)
    assert ("owner", business.owner_id, "education") in result.kept
    assert (business.owner.education, business.name) == ("s1", "Warung Bu Siti")


def test_a_row_the_batch_made_goes_unless_somebody_worked_on_it(session):
    kept, gone = (registered(session, record(owner={"nik": nik(n)})) for n in range(2))
    batch = uuid.uuid4()
    told = BusinessRecord(figures=FiguresRecord(year=2027, workers_total=9))
    amend_many(session, IMPORTER, [Amendment(each.id, 1, told) for each in (kept, gone)], batch_id=batch)
    session.expire_all()
    amend(session, OFFICER, kept, BusinessRecord(figures=FiguresRecord(year=2027, workers_total=10)),
          expected_version=kept.version)  # fmt: skip
    result = undone(session, batch)
    assert [row.year for row in kept.figures] == [2027, 2026]
    assert [row.year for row in gone.figures] == [2026]
    assert [kind for kind, *_ in result.kept] == ["figures"]
    assert session.scalar(select(func.count()).select_from(Figures)) == 4


def test_undoing_twice_changes_nothing_more(session):
    business = registered(session, record())
    batch = changed_by_batch(session, business)
    undone(session, batch)
    first = record_of(business)
    undone(session, batch)
    assert record_of(business) == first


def test_a_batchs_businesses_are_withdrawn_and_seen_by_nobody(session):
    batch = uuid.uuid4()
    stored = registered_many(session, [record(owner={"nik": nik(n)}) for n in range(5)], batch)
    other = registered(session, record(owner={"nik": nik(9)}))
    result = withdraw_many(session, IMPORTER, batch, reason="Dibatalkan")
    assert (sorted(result.withdrawn), result.kept) == (sorted(each.business_id for each in stored), [])
    assert queries.page_of(session, viewer(), queries.Filters()).total == 1
    assert set(session.scalars(queries.visible(viewer()))) == {other}
    line = lines_of(session, stored[0].business_id, "withdraw")[0]
    assert (line.changes, line.batch_id, line.reason) == ({"state": ["submitted", "withdrawn"]}, batch, "Dibatalkan")
    assert session.get_one(Business, stored[0].business_id).version == 2


def test_a_business_somebody_worked_on_since_is_kept_and_named(session):
    batch = uuid.uuid4()
    stored = registered_many(session, [record(owner={"nik": nik(n)}) for n in range(3)], batch)
    edited, decided_on, free = (session.get_one(Business, each.business_id) for each in stored)
    amend(session, OFFICER, edited, BusinessRecord(name="Lain"), expected_version=1)
    decide(session, OFFICER, decided_on, "verify", expected_version=1)
    result = withdraw_many(session, IMPORTER, batch)
    assert set(result.kept) == {edited.id, decided_on.id}
    assert result.withdrawn == [free.id]


def test_looking_at_a_nik_does_not_keep_a_business(session):
    batch = uuid.uuid4()
    (stored,) = registered_many(session, [record()], batch)
    business = session.get_one(Business, stored.business_id)
    reveal_nik(session, OFFICE, business.owner, "Cocokkan KTP", business_id=business.id)
    assert withdraw_many(session, IMPORTER, batch).withdrawn == [business.id]


def test_one_business_can_be_withdrawn_and_its_number_is_never_given_again(session):
    business = registered(session, record())
    withdraw(session, OFFICE, business, None, "Salah catat")
    assert business.state == "withdrawn"
    assert session.scalar(select(Business.number)) == business.number
    again = registered(session, record())
    assert again.owner_id == business.owner_id
    assert session.scalar(select(func.count()).select_from(Owner)) == 1


def test_a_filled_owner_is_emptied_again(session):
    registered(session, record(owner={"education": None}))
    batch = uuid.uuid4()
    registered_many(session, [record(name="Jahit", owner={"education": "sma"})], batch)
    withdraw_many(session, IMPORTER, batch)
    changes = [line for line in lines_of_batch(session, batch) if line.subject != "business"]
    restore(session, IMPORTER, changes, batch_id=batch)
    session.expire_all()
    assert session.scalars(select(Owner)).one().education is None


def nik_of_batch(session, owner_told):
    """A batch that writes another NIK than the stored one; (business, batch)."""
    business = registered(session, record(owner={"nik": nik(0)}))
    if owner_told:
        told = BusinessRecord(owner=OwnerRecord(nik=nik(1)))
        amend(session, OWNER, business, told, keys={"nik"}, expected_version=business.version)
    return business, changed_by_batch(session, business, BusinessRecord(owner=OwnerRecord(nik=nik(2))))


@pytest.mark.parametrize("owner_told", [False, True], ids=["proven", "claimed"])
def test_a_nik_comes_back_as_proven_or_as_claimed_as_it_was(session, owner_told):
    business, batch = nik_of_batch(session, owner_told)
    assert (business.owner.nik_hash, business.owner.nik_claim) == (keyed_hash("nik", nik(2)), None)
    assert undone(session, batch).kept == []
    hashed = keyed_hash("nik", nik(1 if owner_told else 0))
    assert (business.owner.nik_hash, business.owner.nik_claim) == ((None, hashed) if owner_told else (hashed, None))


def test_a_proven_nik_that_is_another_owners_now_does_not_come_back(session):
    business, batch = nik_of_batch(session, owner_told=False)
    other = registered(session, record(owner={"nik": nik(0)}))
    assert other.owner_id != business.owner_id
    assert undone(session, batch).kept == [("owner", business.owner_id, "nik")]
    assert (business.owner.nik, business.owner.nik_hash) == (nik(2), keyed_hash("nik", nik(2)))
