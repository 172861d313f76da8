"""A record becomes columns and comes back; what follows from it (hashes, scope, scale) is computed, never typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digiloka.registry import mapping, models
from digiloka.registry.records import BusinessRecord, OwnerRecord, PlaceRecord
from digiloka.sealing import keyed_hash
from tests.records import KELURAHAN, again, money, nik, record, some_record, stored

pytestmark = pytest.mark.usefixtures("keys")
seeds = st.integers(0, 2**32)
_same_keys_all_along = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@_same_keys_all_along
@given(seeds)
def test_what_is_stored_reads_back_as_what_would_be_stored_again(seed):
    told = some_record(seed)
    once, twice = stored(told), stored(again(told))
    for part in ("owner", "main_place"):
        assert vars(getattr(once, part)) == vars(getattr(twice, part))
    assert [vars(row) for row in once.figures] == [vars(row) for row in twice.figures]
    assert [vars(row) for row in once.papers] == [vars(row) for row in twice.papers]
    assert mapping.business_columns(told) == mapping.business_columns(again(told))


def test_the_columns_are_those_of_the_tables():
    told = record()
    for columns, model in (
        (mapping.owner_columns(told.owner), models.Owner),
        (mapping.business_columns(told), models.Business),
        (mapping.place_columns(told.place), models.Place),
        (mapping.figures_columns(told.figures, None), models.Figures),
        (mapping.licence_columns(told.licences[0]), models.Licence),
    ):
        assert set(columns) <= {column.key for column in model.__table__.columns}


def test_nothing_is_too_long_for_its_column():
    long = "kata " * 2000
    told = record(name=long, brand=long, product=long, activity=long, sector_as_written=long, export=long,
                  scale_as_written=long, source_id=long, owner={"name": long}, place={"village_as_written": long},
                  figures={"production_unit": long})  # fmt: skip
    rows = stored(told)
    for columns, model in (
        (mapping.business_columns(told), models.Business),
        (vars(rows.owner), models.Owner),
        (vars(rows.main_place), models.Place),
        (vars(rows.figures[0]), models.Figures),
    ):
        for name, value in columns.items():
            length = getattr(model.__table__.columns[name].type, "length", None)
            assert not (isinstance(value, str) and length) or len(value) <= length, name


def test_nik_and_phone_are_found_by_a_keyed_hash():
    columns = mapping.owner_columns(OwnerRecord(nik=nik(), phones=("+6281200345678", "+6281300345678")))
    assert columns["nik_hash"] == keyed_hash("nik", nik())
    assert columns["phone_hash"] == keyed_hash("phone", "+6281200345678")
    assert columns["other_phones"] == "+6281300345678"


def test_a_birth_year_also_comes_from_the_nik_and_a_nik_ends_the_question_why_there_is_none():
    columns = mapping.owner_columns(OwnerRecord(nik=nik(), nik_absent="lupa"))
    assert columns["birth_year"] == 1950
    assert columns["birth_date"] is None
    assert columns["nik_absent"] is None


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [("PT Maju Jaya", None, True), ("Kelompok Tani Subur", None, True), ("CV. Karya", None, True),
     ("Siti Aminah", None, False), ("Putri PT", None, False), ("UD Siti", nik(), False), (None, None, False)],
)  # fmt: skip
def test_a_body_is_known_by_its_name_where_no_nik_says_otherwise(name, number, expected):
    assert mapping.owner_columns(OwnerRecord(name=name, nik=number))["is_body"] is expected


def test_a_code_without_its_version_is_a_note_and_no_code():
    columns = mapping.business_columns(record(kbli="47811", kbli_version=None, kbli_proposed=True))
    assert columns["kbli"] is None
    assert columns["kbli_version"] is None
    assert columns["kbli_proposed"] is False
    assert columns["more"] == {"kbli_as_written": "47811"}


@pytest.mark.parametrize(
    ("place", "fallback", "expected"),
    [
        (PlaceRecord(area_code=KELURAHAN, district_code="14.72.01"), "14.72", KELURAHAN),
        (PlaceRecord(district_code="14.72.01"), "14.72", "14.72.01"),
        (PlaceRecord(district_code="14.72.01"), KELURAHAN, KELURAHAN),
        (PlaceRecord(district_code="14.72.01"), "14.72.02", "14.72.01"),
        (PlaceRecord(village_as_written="Entah"), "14.72.02", "14.72.02"),
        (PlaceRecord(), "14.72", "14.72"),
    ],
)
def test_the_scope_is_the_lowest_area_that_is_certain(place, fallback, expected):
    assert mapping.scope_of(place, fallback) == expected


def test_the_kecamatan_follows_from_the_kelurahan():
    columns = mapping.place_columns(PlaceRecord(area_code=KELURAHAN, district_code="14.72.07"))
    assert columns["district_code"] == "14.72.01"


def test_a_point_is_kept_as_longitude_and_latitude():
    place = PlaceRecord(latitude=1.6666, longitude=101.4478)
    assert mapping.place_columns(place)["point"] == "SRID=4326;POINT(101.4478 1.6666)"
    assert mapping.place_columns(PlaceRecord(latitude=1.6666))["point"] is None


@pytest.mark.parametrize(
    ("turnover", "low", "estimated", "scale"),
    [
        (money(3_500_000, period="month"), 42_000_000, True, "mikro"),
        (money(42_000_000, period="year"), 42_000_000, False, "mikro"),
        (money(3_000_000_000), 3_000_000_000, False, None),
        (money(100_000_000), 100_000_000, False, "mikro"),
        (money(1_000_000, period="day"), 300_000_000, True, "mikro"),
        (None, None, False, None),
    ],
)
def test_sales_are_kept_for_a_year_and_give_the_scale(turnover, low, estimated, scale):
    figures = mapping.figures_columns(record(figures={"turnover": turnover}).figures, None)
    assert (figures["turnover_low"], figures["turnover_estimated"]) == (low, estimated)
    assert figures["scale_sales"] == scale


def test_capital_bounds_an_investment_nobody_stated():
    told = record(figures={"capital": money(999_999_999), "workers_total": 19}).figures
    assert mapping.figures_columns(told, True)["ikm_class"] == "kecil"
    told.capital = money(1_000_000_000)
    assert mapping.figures_columns(told, True)["ikm_class"] is None
    told.investment = money(999_999_999)
    assert mapping.figures_columns(told, True)["ikm_class"] == "kecil"
    assert mapping.figures_columns(told, False)["ikm_class"] is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"kbli": "10794", "kbli_version": "2025"}, True),
        ({"kbli": "33121", "kbli_version": "2020"}, True),
        ({"kbli": "45407", "kbli_version": "2020"}, False),
        ({"kbli": "10794", "kbli_version": None}, None),
        ({"makes_goods": "ya"}, True),
        ({"makes_goods": "ya", "serves_food": "ya"}, None),
        ({"makes_goods": "tidak"}, False),
        ({"makes_goods": "ya", "kbli": "47112", "kbli_version": "2025"}, False),
        ({}, None),
    ],
)
def test_industry_is_section_c_or_what_the_owner_says_is_made(said, expected):
    assert mapping.is_industry(BusinessRecord(**said)) is expected


def test_the_search_key_holds_what_people_look_for_folded():
    told = record(name="Warung BU-SITI", brand="Renyah", owner={"name": "Siti Aminah"}, product="Keripik")
    assert mapping.search_key(told) == "warung bu siti renyah siti aminah keripik menjual keripik singkong"
    assert len(mapping.search_key(replace(told, activity="kata " * 500))) <= 500
