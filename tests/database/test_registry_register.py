"""Registering: one door or the other, one owner a NIK, the same id twice is one business."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from digiloka.audit.models import JournalLine
from digiloka.database import transaction, within_m
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry import queries
from digiloka.registry.actions import NewItem, decide, hold, register, register_many
from digiloka.registry.actions import bulk as bulk_module
from digiloka.registry.actions import numbering as numbering_module
from digiloka.registry.mapping import record_of
from digiloka.registry.models import Business, Consent, Figures, Licence, Owner, Place
from digiloka.registry.numbers import new_numbers, parse_number
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.refusal import Refused
from tests.people import added
from tests.records import CITY, KELURAHAN, OTHER_KELURAHAN, money, nik, record, some_record
from tests.registering import (
    IMPORTER,
    OFFICE,
    OFFICER,
    OWNER,
    at_once,
    lines_of,
    registered,
    registered_many,
    statements,
    told_by,
)

TABLES = (Owner, Business, Place, Figures, Licence, JournalLine)
OWN_EACH_TIME = {"id", "number", "at", "created_at", "updated_at", "owner_id", "business_id", "subject_id", "point"}


def rows_of(session, model):
    columns = [column for column in model.__table__.columns if column.key not in OWN_EACH_TIME]
    order = Business.created_at if model is Business else model.id
    return [tuple(row) for row in session.execute(select(*columns).order_by(order, model.id))]


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_business_is_stored_with_all_its_parts(session):
    told = record(place={"latitude": 1.6666, "longitude": 101.4478}, kbli="10794", kbli_version="2025")
    business = registered(session, told)
    session.expire_all()
    assert parse_number(business.number) == business.number
    assert (business.owner.name, business.owner.nik, business.owner.phone) == ("Siti Aminah", nik(), "+6281200345678")
    assert (business.area_code, business.scope_code, business.state, business.level) == (
        KELURAHAN, KELURAHAN, "submitted", "declared"
    )  # fmt: skip
    assert business.main_place.district_code == "14.72.01"
    assert (business.newest_figures.turnover_low, business.scale) == (42_000_000, "mikro")
    assert [(paper.kind, paper.business_id) for paper in business.papers] == [("nib", None), ("halal", business.id)]
    assert record_of(business).name == "Warung Bu Siti"


def test_its_point_is_where_it_was_said_to_be(session):
    business = registered(session, record(place={"latitude": 1.6666, "longitude": 101.4478}))
    near = select(Place.business_id).where(within_m(Place.point, "SRID=4326;POINT(101.4478 1.6666)", 1))
    if session.get_bind().dialect.name == "sqlite":
        near = select(Place.business_id).where(
            within_m(Place.point, func.GeomFromEWKT("SRID=4326;POINT(101.4478 1.6666)"), 1)
        )
    assert list(session.scalars(near)) == [business.id]


def test_one_journal_line_says_who_registered_it_and_holds_no_values(session):
    batch = uuid.uuid4()
    business = registered(session, record(), OFFICER, batch_id=batch)
    (line,) = lines_of(session, business.id)
    assert (line.action, line.subject, line.subject_id) == ("register", "business", business.id)
    assert (line.actor_id, line.actor_role, line.door, line.batch_id) == (
        OFFICER.user_id, "kelurahan", "web", batch
    )  # fmt: skip
    assert line.changes is None
    assert line.sealed is None


def test_one_by_one_and_all_at_once_leave_equal_rows(session):
    told = [some_record(seed) for seed in range(40)]
    for each in told:
        register(session, IMPORTER, each, city_code=CITY, source="import", scope_code=CITY)
    singly = {model: rows_of(session, model) for model in TABLES}
    session.rollback()
    registered_many(session, told)
    for model in TABLES:
        assert rows_of(session, model) == singly[model], model.__name__
    assert singly[Business]


def test_bulk_rows_name_every_column_of_their_table(session):
    """A column that the rows leave out would stay empty: no default is asked on this way."""
    registered_many(session, [record(), record()])
    for model in TABLES:
        for name, column in model.__table__.columns.items():
            if not column.nullable:
                assert session.scalar(select(func.count()).where(column.is_(None))) == 0, f"{model.__name__}.{name}"


def test_many_are_stored_in_their_order_with_few_statements(session):
    told = [record(name=f"Warung {n}", owner={"nik": nik(n)}) for n in range(300)]
    with statements(session) as seen:
        stored = registered_many(session, told)
    assert len(seen) < 20
    names = dict(session.execute(select(Business.id, Business.name)).all())
    assert [names[each.business_id] for each in stored] == [each.name for each in told]
    assert len({each.number for each in stored}) == 300
    assert count(session, JournalLine) == 300


def test_the_same_nik_is_the_same_owner_whose_blanks_are_filled_and_whose_words_stay(session):
    first = registered(session, record(owner={"education": None}))
    second = registered(
        session,
        record(name="Jahit Siti", owner={"name": "Siti A.", "education": "sma", "phones": ("+6281300345678",)}),
        OFFICER,
    )
    assert second.owner_id == first.owner_id
    assert count(session, Owner) == 1
    session.expire_all()
    owner = first.owner
    assert (owner.name, owner.education) == ("Siti Aminah", "sma")
    assert (owner.phone, owner.other_phones, owner.version) == ("+6281200345678", "+6281300345678", 2)
    filled = told_by(lines_of(session, second.id, "amend"))
    assert filled == {("owner", "education"): [None, "sma"], ("owner", "other_phones"): [None, "+6281300345678"]}


def held(session, **owner):
    """A business whose owner an account holds."""
    business = registered(session, record(owner=owner))
    hold(session, OFFICE, added(session, "owner").id, business.owner)
    return business


@pytest.mark.parametrize("name", ["Rahmat Hidayat", None])
def test_an_owner_that_an_account_holds_is_not_joined_under_another_name(session, name):
    first = held(session, phones=())
    second = registered(session, record(name="Jahit", owner={"name": name}))
    third = registered_many(session, [record(name="Bengkel", owner={"name": name})])[0]
    owners = {first.owner_id, second.owner_id, session.get_one(Business, third.business_id).owner_id}
    assert len(owners) == 3
    session.expire_all()
    assert (first.owner.phone, first.owner.version) == (None, 1), "nothing of the stranger's went there"
    assert (second.owner.name, second.owner.nik, second.owner.nik_hash) == (name, nik(), None)
    assert queries.claim_is_taken(session, second.owner), "the page of its verification says so"
    assert second.notes is None


def test_rows_of_one_list_that_may_not_join_a_held_owner_are_one_owner_apart(session):
    first = held(session)
    registered_many(session, [record(name=each, owner={"name": "Rahmat Hidayat"}) for each in ("Jahit", "Bengkel")])
    assert count(session, Owner) == 2
    assert count(session, Business) == 3
    assert session.scalars(select(Business.owner_id).where(Business.name == "Jahit")).one() != first.owner_id


def test_an_owner_that_an_account_holds_is_joined_under_a_name_alike(session):
    first = held(session)
    assert registered(session, record(name="Jahit", owner={"name": "Ibu SITI AMINAH"})).owner_id == first.owner_id


def test_a_nik_that_was_only_claimed_draws_nothing_to_whoever_claimed_it(session):
    first = register(session, OWNER, record(), city_code=CITY, source="self", scope_code=CITY)
    decide(session, OFFICE, first, "verify", expected_version=first.version)
    second = registered(session, record(name="Jahit"))
    assert second.owner_id != first.owner_id
    assert (first.owner.nik_hash, second.owner.nik_claim) == (None, None)


def test_owners_without_a_nik_are_never_taken_for_one(session):
    told = [record(owner={"nik": None}), record(owner={"nik": None})]
    registered_many(session, told)
    assert count(session, Owner) == 2


def test_inside_one_batch_a_nik_is_one_owner_and_a_nib_one_paper(session):
    told = [
        record(licences=(LicenceRecord(kind="nib"),), owner={"education": None}),
        record(name="Jahit", licences=(LicenceRecord(kind="nib", number="0220001234567"),), owner={"education": "s1"}),
        record(name="Laundry", licences=(LicenceRecord(kind="nib", number="0220009999999"),)),
    ]
    registered_many(session, told)
    (owner,) = session.scalars(select(Owner))
    assert owner.education == "s1"
    papers = session.execute(select(Licence.kind, Licence.number, Licence.level, Licence.business_id))
    assert sorted(map(tuple, papers)) == [
        ("nib", "0220001234567", "numbered", None),
        ("nib", "0220009999999", "numbered", None),
    ]


def test_a_stored_owners_nib_learns_its_number_and_the_journal_says_so(session):
    first = registered(session, record(licences=(LicenceRecord(kind="nib"),)))
    second = registered(session, record(licences=(LicenceRecord(kind="nib", number="0220001234567"),)))
    session.expire_all()
    assert [paper.number for paper in first.owner_licences] == ["0220001234567"]
    assert told_by(lines_of(session, second.id, "amend"))[("licence", "number")] == [None, "0220001234567"]


def test_an_account_that_tells_its_owners_nib_again_adds_no_second_one(session):
    told = record(licences=(LicenceRecord(kind="nib", number="0220001234567"),))
    first = register(session, OWNER, told, city_code=CITY, source="self", scope_code=CITY)
    second = register(session, OWNER, replace(told, name="Kue Siti"), city_code=CITY, source="self", scope_code=CITY,
                      owner_id=first.owner_id)  # fmt: skip
    assert second.owner_id == first.owner_id
    assert [paper.number for paper in session.scalars(select(Licence))] == ["0220001234567"]


def test_the_same_client_id_again_gives_the_same_business_unchanged(session):
    wanted = uuid.uuid4()
    first = registered(session, record(), business_id=wanted)
    again = registered(session, record(name="Nama lain"), business_id=wanted)
    assert (first.id, again.id, again.name) == (wanted, wanted, "Warung Bu Siti")
    many = register_many(
        session, OFFICE, [NewItem(record(name="Lagi"), CITY, wanted), NewItem(record(name="Lagi"), CITY, wanted)],
        city_code=CITY, source="api",
    )  # fmt: skip
    assert {each.number for each in many} == {first.number}
    assert count(session, Business) == 1


def test_a_taken_number_is_drawn_again(session, monkeypatch):
    taken = registered(session, record()).number
    fresh = new_numbers(CITY, 1)
    draws = iter([[taken], fresh])
    monkeypatch.setattr(numbering_module, "new_numbers", lambda _city, _count: next(draws))
    assert registered(session, record(name="Lain")).number == fresh[0]


@pytest.mark.parametrize("count_of", [3, 60])
def test_a_number_that_another_hand_took_meanwhile_costs_one_more_try(session, monkeypatch, count_of):
    taken = registered(session, record()).number
    fresh = new_numbers(CITY, count_of)
    draws = iter([[taken, *fresh[1:]], fresh])  # found free, then stored by somebody else before we do
    monkeypatch.setattr(bulk_module, "free_numbers", lambda *_: next(draws))
    items = [NewItem(record(name=f"Usaha {number}"), CITY) for number in range(count_of)]
    if session.get_bind().dialect.name == "sqlite":  # one writes at a time, so this is a fault and nothing is stored
        with pytest.raises(IntegrityError):
            register_many(session, OFFICE, items, city_code=CITY, source="import")
        return
    made = register_many(session, OFFICE, items, city_code=CITY, source="import")
    assert sorted(each.number for each in made) == sorted(fresh)
    assert count(session, Business) == count_of + 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (BusinessRecord(activity="menjahit"), "name-missing"),
        (BusinessRecord(name="Jahit"), "activity-missing"),
        (BusinessRecord(name="Jahit", activity="jahit", place=PlaceRecord(area_code=OTHER_KELURAHAN)), "area-outside"),
    ],
)
def test_what_is_no_business_or_not_the_officers_is_refused_and_nothing_is_stored(session, told, code):
    with pytest.raises(Refused) as refused:
        registered(session, told, OFFICER, scope_code=KELURAHAN)
    assert refused.value.code == code
    assert count(session, Business) == count(session, Owner) == 0


def test_without_a_known_kelurahan_it_waits_under_the_lowest_certain_area(session):
    place = PlaceRecord(district_code="14.72.01", village_as_written="Entah")
    business = registered(session, replace(record(), place=place))
    assert (business.area_code, business.scope_code) == (None, "14.72.01")
    nowhere = registered(session, replace(record(), place=PlaceRecord()), OFFICER, scope_code=KELURAHAN)
    assert (nowhere.area_code, nowhere.scope_code) == (None, KELURAHAN)


def test_consent_is_kept_with_version_channel_and_time(session):
    given = ConsentGiven(("registry", "contact"), "desk", OFFICER.user_id)
    business = registered(session, record(), consent=given)
    stored = session.scalars(select(Consent).order_by(Consent.purpose)).all()
    assert [(each.purpose, each.channel, each.officer_id, each.business_id) for each in stored] == [
        ("contact", "desk", OFFICER.user_id, business.id), ("registry", "desk", OFFICER.user_id, business.id)
    ]  # fmt: skip
    assert all(each.text_version and each.given_at.tzinfo for each in stored)
    assert len(lines_of(session, business.id, "give-consent")) == 2


def test_nothing_personal_lies_open_in_the_database(session):
    registered(session, record(owner={"email": "siti@contoh.id", "address": "Jl. Rahasia 9"}))
    with session.connection() as connection:
        for table in ("owner", "journal", "business", "place", "figures", "licence"):
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}"):
                text = repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row])
                for secret in (nik(), "81200345678", "siti@contoh.id", "Rahasia"):
                    assert secret not in text, table


def test_two_hands_with_the_same_nik_at_once_make_one_owner(engine):
    stored = at_once(engine, lambda session, n: registered(session, record(name=f"Usaha {n}"), OFFICE).id)
    assert len(set(stored)) == 2
    with transaction(engine) as session:
        assert count(session, Owner) == 1
        assert count(session, Business) == 2


def test_one_registration_sent_twice_at_once_is_one_business(engine):
    wanted = uuid.uuid4()
    stored = at_once(engine, lambda session, _n: registered(session, record(), OFFICE, business_id=wanted).number)
    assert len(set(stored)) == 1
    with transaction(engine) as session:
        assert count(session, Business) == count(session, Figures) == 1


def test_figures_of_nothing_are_not_stored(session):
    business = registered(session, record(figures=FiguresRecord(year=2026)))
    assert business.figures == []
    assert business.scale is None


def test_money_nobody_gave_a_period_decides_only_what_both_readings_allow(session):
    business = registered(session, record(figures={"turnover": money(3_000_000_000)}))
    assert business.scale is None
    assert business.newest_figures.turnover_period is None
    assert registered(session, record(owner=OwnerRecord(name="B"), figures={"turnover": money(5_000_000)})).scale == (
        "mikro"
    )
