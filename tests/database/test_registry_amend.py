"""Amending: field by field with before and after, at the version that was seen, never a lower word over a higher."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from digiloka.database import transaction
from digiloka.registry.actions import Amendment, Conflict, amend, amend_many
from digiloka.registry.comparing import differences
from digiloka.registry.mapping import record_of
from digiloka.registry.models import Business, Figures, Licence, Owner
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused
from tests.records import KELURAHAN, OTHER_KELURAHAN, money, nik, record, some_record
from tests.registering import IMPORTER, OFFICE, OFFICER, OWNER, at_once, lines_of, registered, told_by


def amended(session, business, told, actor=OFFICE, **more):
    return amend(session, actor, business, told, expected_version=business.version, **more)


def fresh(session, business):
    session.expire_all()
    return session.get_one(Business, business.id)


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        (BusinessRecord(name="Warung Baru"), {("business", "name"): ["Warung Bu Siti", "Warung Baru"]}),
        (BusinessRecord(owner=OwnerRecord(education="sma")), {("owner", "education"): [None, "sma"]}),
        (BusinessRecord(owner=OwnerRecord(email="s@contoh.id")), {("owner", "email"): [None, "s@contoh.id"]}),
        (BusinessRecord(place=PlaceRecord(rt="004")), {("place", "rt"): ["003", "004"]}),
        (
            BusinessRecord(figures=FiguresRecord(year=2026, workers_total=5)),
            {("figures", "workers_total"): [2, 5]},
        ),
        (
            BusinessRecord(licences=(LicenceRecord(kind="halal", number="ID14110000000000000"),)),
            {("licence", "number"): [None, "ID14110000000000000"], ("licence", "level"): ["claimed", "numbered"]},
        ),
        (BusinessRecord(existence=4, survey_date=date(2026, 3, 1)), {("business", "existence"): [1, 4]}),
    ],
)
def test_a_change_is_journaled_with_before_and_after_on_its_row(session, told, changed):
    business = registered(session, record())
    batch = uuid.uuid4()
    amended(session, business, told, batch_id=batch, reason="Survei")
    lines = lines_of(session, business.id, "amend")
    assert changed.items() <= told_by(lines).items()
    assert {(line.batch_id, line.reason) for line in lines} == {(batch, "Survei")}
    assert fresh(session, business).version == 2


def test_what_was_amended_is_what_is_stored(session):
    business = registered(session, record())
    told = record(name="Baru", owner={"education": "s1"}, figures={"turnover": money(5_000_000_000, period="year")})
    amended(session, business, told)
    stored = fresh(session, business)
    assert differences(record_of(stored), told) == {}
    assert (stored.scale, stored.figures[0].scale_sales) == ("kecil", "kecil")
    assert stored.search_key.startswith("baru siti aminah")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=4))
def test_any_record_amended_by_any_others_ends_with_nothing_left_to_amend(session, seeds):
    """The stored rows, the record read from them and the columns derived from it agree after every step."""
    session.rollback()
    first = replace(some_record(seeds[0]), owner=replace(some_record(seeds[0]).owner, nik=None))
    business = registered(session, first)
    for seed in seeds[1:]:
        told = replace(some_record(seed), owner=replace(some_record(seed).owner, nik=None))
        amended(session, business, told)
        business = fresh(session, business)
        year = told.figures.year if told.figures else None
        assert differences(record_of(business, year), told) == {}
        assert business.scale == (business.figures[0].scale_sales if business.figures else None)
        assert business.scope_code == (
            business.area_code or business.main_place.district_code or business.city_code
        )
        assert business.main_place.area_code == business.area_code


def test_nothing_new_writes_nothing(session):
    business = registered(session, record())
    assert amended(session, business, record()).changed == {}
    assert fresh(session, business).version == 1
    assert lines_of(session, business.id, "amend") == []


def test_an_edit_can_empty_a_field_a_source_can_not(session):
    business = registered(session, record(product="keripik"))
    amended(session, business, record(product=None))
    assert business.product == "keripik"
    amended(session, business, record(product=None), keys={"product"})
    assert fresh(session, business).product is None


@pytest.mark.parametrize(
    ("stored", "edit", "keys", "left"),
    [
        ({}, {"activity": "bengkel motor"}, {"activity"}, ("95320", True, "jasa", False)),
        ({}, {"activity": "qqzzxx"}, {"activity"}, (None, False, None, False)),
        ({}, {"product": "bengkel motor", "activity": None}, {"activity", "product"}, ("95320", True, "jasa", False)),
        ({}, {"activity": None}, {"activity"}, (None, False, "kuliner", False)),
        ({"kbli": None}, {"activity": "bengkel motor"}, {"activity"}, ("95320", True, "jasa", False)),
        ({"sector_chosen": True}, {"activity": "qqzzxx"}, {"activity"}, (None, False, "kuliner", True)),
        ({}, {"activity": "qqzzxx", "sector": "kriya", "sector_chosen": True}, {"activity", "sector"},
         (None, False, "kriya", True)),
        ({}, {"activity": "qqzzxx", "sector": "kuliner"}, {"activity", "sector"}, (None, False, None, False)),
        ({}, {"activity": "Menjual  keripik SINGKONG"}, {"activity"}, ("10794", False, "kuliner", False)),
        ({}, {"activity": "keripik singkong balado"}, {"activity"}, ("10794", False, "kuliner", False)),
        ({"activity": "kripik singkong"}, {"activity": "keripik singkong"}, {"activity"},
         ("10794", False, "kuliner", False)),
        ({"product": None}, {"product": "Keripik singkong pedas"}, {"product"}, ("10794", False, "kuliner", False)),
        ({"activity": "tenun songket", "kbli": "13122"}, {"activity": "jual songket"}, {"activity"},
         ("47511", True, "perdagangan", False)),
        ({}, {"name": "Bengkel"}, {"business_name"}, ("10794", False, "kuliner", False)),
        ({}, {"activity": "bengkel motor", "kbli": "95311", "kbli_version": "2025", "sector": "jasa"},
         {"activity", "kbli", "sector"}, ("95311", False, "jasa", False)),
        ({"kbli": "95320", "sector": "jasa"}, {"activity": "bengkel motor"}, {"activity"},
         ("95320", False, "jasa", False)),
        *(({"activity": old, "kbli": code}, {"activity": new}, {"activity"}, (code, False, "kuliner", False))
          for old, code, new in [
              ("Warung kopi", "56303", "Warung kopi dan teh"), ("Warung kopi", "56303", "Kedai kopi"),
              ("Jahit baju", "14111", "Menjahit baju"), ("Bengkel motor", "95312", "Bengkel sepeda motor"),
              ("kripik singkong", "47243", "keripik singkong"), ("Bengkel motor", None, "Bengkel sepeda motor"),
          ]),
        ({"activity": "Warung kopi", "kbli": "56303"}, {"activity": "Kerupuk"}, {"activity"},
         ("10794", True, "kuliner", False)),
    ],
)  # fmt: skip
def test_a_code_and_a_group_hold_for_the_words_they_were_chosen_for(session, stored, edit, keys, left):
    business = registered(session, record(**{"kbli": "10794", "kbli_version": "2025", **stored}))
    amended(session, business, BusinessRecord(**edit), keys=keys)
    now = fresh(session, business)
    assert (now.kbli, now.kbli_proposed, now.sector, now.sector_chosen) == left
    assert (now.kbli is None) is (now.kbli_version is None)


def test_an_edit_can_strike_out_a_paper_and_correct_its_number(session):
    business = registered(session, record())
    told = record(licences=(LicenceRecord(kind="nib", number="0220009999999"),))
    amended(session, business, told, keys={"nib", "halal"})
    business = fresh(session, business)
    assert [(paper.kind, paper.number) for paper in business.papers] == [("nib", "0220009999999")]
    assert session.scalars(select(Licence.withdrawn).where(Licence.kind == "halal")).one() is True


def test_a_new_year_stands_beside_the_old_one_and_gives_the_scale(session):
    business = registered(session, record())
    told = FiguresRecord(year=2027, turnover=money(3 * 10**9, period="year"))
    amended(session, business, BusinessRecord(figures=told))
    business = fresh(session, business)
    assert [(row.year, row.scale_sales) for row in business.figures] == [(2027, "kecil"), (2026, "mikro")]
    assert business.scale == "kecil"
    line = next(line for line in lines_of(session, business.id, "amend") if line.subject == "figures")
    assert (line.subject_id, line.changes) == (business.figures[0].id, None)


def test_becoming_an_industry_gives_every_year_its_class(session):
    business = registered(session, record(figures={"investment": money(1000)}))
    amended(session, business, BusinessRecord(figures=FiguresRecord(year=2027, workers_total=25, investment=money(5))))
    amended(session, business, BusinessRecord(kbli="10794", kbli_version="2025"))
    assert {row.year: row.ikm_class for row in fresh(session, business).figures} == {2026: "kecil", 2027: "menengah"}


def test_a_found_kelurahan_brings_the_business_under_its_area(session):
    business = registered(session, record(place={"area_code": None, "village_as_written": "Pkl Sesai"}))
    assert business.scope_code == "14.72"
    amended(session, business, BusinessRecord(place=PlaceRecord(area_code=KELURAHAN)))
    business = fresh(session, business)
    assert (business.area_code, business.scope_code, business.main_place.district_code) == (
        KELURAHAN, KELURAHAN, "14.72.01"
    )  # fmt: skip


def test_an_officer_can_not_put_a_business_into_another_area(session):
    business = registered(session, record())
    with pytest.raises(Refused) as refused:
        amended(session, business, BusinessRecord(place=PlaceRecord(area_code=OTHER_KELURAHAN)), OFFICER)
    assert refused.value.code == "area-outside"


def test_the_moved_point_is_stored_and_the_journal_keeps_degrees(session):
    business = registered(session, record(place={"latitude": 1.66, "longitude": 101.44}))
    amended(session, business, BusinessRecord(place=PlaceRecord(latitude=1.67, longitude=101.45)))
    told = told_by(lines_of(session, business.id, "amend"))
    assert told[("place", "latitude")] == [1.66, 1.67]
    assert ("place", "point") not in told
    assert "101.45" in str(session.scalar(select(fresh(session, business).main_place.__class__.point.ST_AsText())))


def test_another_phone_is_found_by_its_hash_and_has_to_be_confirmed_again(session):
    business = registered(session, record())
    told = record(owner={"phones": ("+6281300345678",)})
    amended(session, business, told, keys={"phone"})
    owner = fresh(session, business).owner
    assert owner.phone_hash == keyed_hash("phone", "+6281300345678")
    assert (owner.phone, owner.phone_confirmed_at) == ("+6281300345678", None)


def test_the_nik_of_another_owner_is_refused(session):
    registered(session, record(owner={"nik": nik(5)}))
    business = registered(session, record(owner={"nik": None}))
    with pytest.raises(Refused) as refused:
        amended(session, business, BusinessRecord(owner=OwnerRecord(nik=nik(5))))
    assert refused.value.code == "nik-taken"


# Levels


def test_a_lower_source_fills_blanks_and_holds_the_rest_back(session):
    business = registered(session, record(), level="visited")
    told = BusinessRecord(name="Nama dari daftar", product="keripik")
    done = amended(session, business, told, level="declared")
    assert (set(done.changed), done.held) == ({"product"}, {"business_name": "lower-level"})
    business = fresh(session, business)
    assert (business.name, business.product, business.level) == ("Warung Bu Siti", "keripik", "visited")


def test_a_higher_source_writes_and_raises_the_level(session):
    business = registered(session, record(), level="declared")
    amended(session, business, BusinessRecord(name="Warung Siti Baru"), level="document")
    assert (business.name, business.level) == ("Warung Siti Baru", "document")


def test_what_an_owner_changes_goes_back_to_the_queue(session):
    business = registered(session, record(), level="document")
    business.state = "confirmed"
    session.flush()
    amended(session, business, record(name="Nama Baru"), OWNER, keys={"business_name"})
    business = fresh(session, business)
    assert (business.name, business.state, business.level) == ("Nama Baru", "submitted", "declared")
    assert told_by(lines_of(session, business.id, "amend"))[("business", "state")] == ["confirmed", "submitted"]


# Conflicts


def test_a_stale_version_is_a_conflict_that_names_what_changed_and_writes_nothing(session):
    business = registered(session, record())
    amended(session, business, BusinessRecord(owner=OwnerRecord(education="s1")), OFFICER)
    with pytest.raises(Conflict) as told:
        amend(session, OFFICE, business, BusinessRecord(name="Lain"), expected_version=1)
    conflict = told.value
    assert (conflict.business_id, conflict.expected, conflict.version) == (business.id, 1, 2)
    assert (conflict.by, conflict.fields) == (OFFICER.user_id, ("education",))
    assert conflict.at is not None
    assert fresh(session, business).name == "Warung Bu Siti"


def test_of_two_at_once_one_wins_and_the_other_is_told(engine):
    with transaction(engine) as session:
        wanted = registered(session, record()).id

    def act(session, hand):
        business = session.get_one(Business, wanted)
        return amend(session, OFFICE, business, BusinessRecord(name=f"Nama {hand}"), expected_version=1)

    results = at_once(engine, act)
    assert sorted(type(result).__name__ for result in results) == ["Amended", "Conflict"]
    with transaction(engine) as session:
        assert session.get_one(Business, wanted).version == 2


# Many


def test_many_are_amended_and_each_is_told_what_became_of_it(session):
    batch = uuid.uuid4()
    niks = iter(range(10))
    changed, same, stale, held = (registered(session, record(owner={"nik": nik(next(niks))})) for _ in range(4))
    amended(session, stale, BusinessRecord(product="keripik"))
    held.level = "visited"
    session.flush()
    new = BusinessRecord(name="Warung Baru", owner=OwnerRecord(education="sma"))
    items = [
        Amendment(changed.id, 1, new),
        Amendment(same.id, 1, BusinessRecord(name="warung bu siti")),
        Amendment(stale.id, 1, new),
        Amendment(held.id, held.version, BusinessRecord(name="Warung Baru")),
        Amendment(uuid.uuid4(), 1, new),
    ]
    outcomes = amend_many(session, IMPORTER, items, batch_id=batch)
    assert [each.outcome for each in outcomes] == ["amended", "same", "conflict", "kept", "missing"]
    assert (outcomes[0].version, set(outcomes[0].changed)) == (2, {"business_name", "education"})
    assert outcomes[3].held == {"business_name": "lower-level"}
    assert fresh(session, stale).name == "Warung Bu Siti"
    assert {line.batch_id for line in lines_of(session, changed.id, "amend")} == {batch}


def test_only_the_named_fields_of_a_row_are_news(session):
    business = registered(session, record())
    item = Amendment(business.id, 1, record(name="Baru", activity="menjahit"), keys=("activity",))
    (outcome,) = amend_many(session, IMPORTER, [item])
    assert outcome.changed == ("activity",)
    assert fresh(session, business).name == "Warung Bu Siti"


def test_two_businesses_of_one_owner_in_one_batch_do_not_tell_their_news_twice(session):
    one, two = registered(session, record()), registered(session, record(name="Jahit", licences=()))
    items = [
        Amendment(one.id, 1, BusinessRecord(owner=OwnerRecord(education="sma"))),
        Amendment(two.id, 1, BusinessRecord(owner=OwnerRecord(birth_place="Dumai"),
                                            licences=(LicenceRecord(kind="nib", number="0220001234567"),))),
    ]  # fmt: skip
    amend_many(session, IMPORTER, items)
    assert told_by(lines_of(session, one.id, "amend")).keys() == {("owner", "education")}
    assert told_by(lines_of(session, two.id, "amend")).keys() == {("owner", "birth_place")}
    assert session.scalars(select(Owner.version)).one() == 3


def test_one_business_twice_in_one_batch_is_a_conflict_the_second_time(session):
    business = registered(session, record())
    items = [Amendment(business.id, 1, BusinessRecord(name=name)) for name in ("Satu", "Dua")]
    assert [each.outcome for each in amend_many(session, IMPORTER, items)] == ["amended", "conflict"]
    assert fresh(session, business).name == "Satu"


def test_a_year_that_was_taken_back_can_come_again(session):
    business = registered(session, record())
    row = session.scalars(select(Figures)).one()
    row.withdrawn = True
    session.flush()
    business = fresh(session, business)
    assert business.figures == []
    amended(session, business, record(figures={"workers_total": 7}))
    (row,) = fresh(session, business).figures
    assert (row.withdrawn, row.workers_total) == (False, 7)


def test_a_new_name_of_the_owner_finds_all_the_owners_businesses(session):
    one, two = registered(session, record()), registered(session, record(name="Jahit"))
    amended(session, one, BusinessRecord(owner=OwnerRecord(name="Sitti Rahmah")))
    assert "sitti rahmah" in two.search_key
    assert fresh(session, two).search_key.startswith("jahit sitti rahmah")
    assert (one.search_key.split()[3], two.version) == ("sitti", 1)
