"""Two records of one business: a source adds and corrects, it never erases; a person's edit is taken as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digiloka.registry import comparing, papers
from digiloka.registry.comparing import differences, joined
from digiloka.registry.fields import BY_KEY
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from tests.records import KELURAHAN, OTHER_KELURAHAN, again, money, record, some_record

pytestmark = pytest.mark.usefixtures("keys")
seeds = st.integers(0, 2**32)
_same_keys_all_along = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@_same_keys_all_along
@given(seeds)
def test_the_same_row_again_changes_nothing(seed):
    told = some_record(seed)
    assert differences(again(told), told) == {}


@_same_keys_all_along
@given(seeds)
def test_a_blank_record_changes_nothing(seed):
    told = some_record(seed)
    assert differences(told, BusinessRecord()) == {}
    assert joined(told, BusinessRecord()).record == told


@_same_keys_all_along
@given(seeds, seeds)
def test_what_was_joined_holds_nothing_new_afterwards(one, other):
    now, newer = some_record(one), some_record(other)
    result = joined(now, newer)
    assert differences(result.record, newer) == {}
    assert now == joined(now, BusinessRecord()).record, "the earlier record was touched"


@_same_keys_all_along
@given(seeds, seeds)
def test_no_field_is_emptied_by_a_source(one, other):
    now, newer = some_record(one), some_record(other)
    result = joined(now, newer).record
    if newer.figures is not None and (now.figures is None or now.figures.year != newer.figures.year):
        now = replace(now, figures=None)  # another year's figures stand beside, not instead
    assert set(comparing.flat(now)) <= set(comparing.flat(result))


@pytest.mark.parametrize(
    ("newer", "key"),
    [
        (BusinessRecord(name="Warung Bu Sitti"), "business_name"),
        (BusinessRecord(owner=OwnerRecord(education="sma")), "education"),
        (BusinessRecord(owner=OwnerRecord(phones=("+6281300345678",))), "phone"),
        (BusinessRecord(place=PlaceRecord(area_code=OTHER_KELURAHAN)), "village"),
        (BusinessRecord(place=PlaceRecord(latitude=1.66, longitude=101.44)), "coordinates"),
        (BusinessRecord(figures=FiguresRecord(year=2026, turnover=money(4_000_000, period="month"))), "turnover"),
        (BusinessRecord(figures=FiguresRecord(year=2027, workers_total=2)), "workers_total"),
        (BusinessRecord(licences=(LicenceRecord(kind="halal", number="ID14110000000000000"),)), "halal"),
        (BusinessRecord(licences=(LicenceRecord(kind="nib", number="0220009999999"),)), "nib"),
        (BusinessRecord(licences=(LicenceRecord(kind="merek"),)), "brand"),
        (BusinessRecord(licences=(LicenceRecord(kind="sku", number="5/2025"),)), "licence"),
        (BusinessRecord(existence=4), "status"),
        (BusinessRecord(start_year=2019), "start_date"),
        (BusinessRecord(kbli="10794", kbli_version="2025"), "kbli"),
        (BusinessRecord(sector="jasa"), "sector"),
    ],
)
def test_each_change_is_named_by_its_field(newer, key):
    changed = differences(replace(record(), existence=1), newer)
    assert list(changed) == [key]
    assert key in BY_KEY


@pytest.mark.parametrize(
    "newer",
    [
        BusinessRecord(name="WARUNG  BU SITI."),
        BusinessRecord(owner=OwnerRecord(phones=("+6281200345678",))),
        BusinessRecord(figures=FiguresRecord(year=2026, turnover=money(42_000_000, period="year"))),
        BusinessRecord(licences=(LicenceRecord(kind="nib"),)),
        BusinessRecord(licences=(LicenceRecord(kind="nib", status="tidak"),)),
        BusinessRecord(licences=(LicenceRecord(kind="nib", number="0220 0012 34567"),)),
        BusinessRecord(licences=(LicenceRecord(kind="pirt", status="tidak_tahu"),)),
        BusinessRecord(place=PlaceRecord(village_as_written="Pangkalan Sesay")),
        BusinessRecord(place=PlaceRecord(district_code="14.72.07")),
        BusinessRecord(kbli="47811"),
    ],
)
def test_another_spelling_or_a_weaker_word_is_no_change(newer):
    now = record(kbli="10794", kbli_version="2025")
    assert differences(now, newer) == {}


def test_a_guess_never_replaces_a_confirmed_code_but_fills_a_blank():
    guess = BusinessRecord(kbli="47112", kbli_version="2025", kbli_proposed=True)
    confirmed = record(kbli="10794", kbli_version="2025")
    assert differences(confirmed, guess) == {}
    assert joined(record(), guess).record.kbli_proposed is True
    guessed = record(kbli="10794", kbli_version="2025", kbli_proposed=True)
    assert joined(guessed, replace(guess, kbli_proposed=False)).record.kbli == "47112"


@pytest.mark.parametrize(("known", "told", "change"), [
    (("kuliner", "Kuliner"), ("kuliner", "1"), None),
    (("kuliner", None), ("kuliner", "Makanan"), None),
    (("kuliner", "Kuliner"), ("kriya", "2"), ("kuliner", "kriya")),
    ((None, "Lain"), (None, "Lainnya lagi"), ("Lain", "Lainnya lagi")),
    ((None, "Lain"), ("kriya", "2"), ("Lain", "kriya")),
])  # fmt: skip
def test_another_spelling_of_the_same_sector_is_no_change(known, told, change):
    now = record(sector=known[0], sector_as_written=known[1])
    found = joined(now, BusinessRecord(sector=told[0], sector_as_written=told[1]))
    assert found.changes == ({"sector": change} if change else {})
    assert found.record.sector_as_written == (told[1] if change else known[1])


def test_a_sector_that_a_person_chose_stays():
    now = record(sector="kriya", sector_chosen=True)
    assert differences(now, BusinessRecord(sector="kuliner")) == {}
    assert joined(now, BusinessRecord(sector="jasa", sector_chosen=True)).record.sector == "jasa"


def test_a_known_kelurahan_is_not_lost_and_an_unknown_one_is_kept_as_written():
    waiting = record(place={"area_code": None})
    result = joined(waiting, BusinessRecord(place=PlaceRecord(village_as_written="Teluk Binjay"))).record
    assert (result.place.area_code, result.place.village_as_written) == (None, "Teluk Binjay")
    found = joined(result, BusinessRecord(place=PlaceRecord(area_code=KELURAHAN))).record
    assert (found.place.area_code, found.place.village_as_written) == (KELURAHAN, "Teluk Binjay")


def test_figures_of_another_year_are_a_new_years_and_leave_the_old_ones():
    result = joined(record(), BusinessRecord(figures=FiguresRecord(year=2027, workers_total=9)))
    assert (result.record.figures.year, result.record.figures.turnover) == (2027, None)
    assert result.changes == {"workers_total": (None, 9)}


def test_an_edit_takes_exactly_its_fields_also_when_they_are_empty():
    now = record(product="keripik")
    newer = record(name="Warung Baru", product=None, owner={"phones": ("+6281300345678",)}, licences=())
    result = joined(now, newer, keys={"business_name", "product", "phone"})
    assert set(result.changes) == {"business_name", "product", "phone"}
    assert (result.record.product, result.record.owner.phones) == (None, ("+6281300345678",))
    assert result.record.licences == now.licences


def test_an_edit_of_papers_corrects_a_number_in_place_and_strikes_out_what_is_gone():
    now = record()
    edited = record(licences=(LicenceRecord(kind="nib", number="0220009999999"),))
    plan = joined(now, edited, keys={"nib", "halal"}).licences
    assert [paper and paper.number for paper in plan.kept] == ["0220009999999", None]
    assert plan.kept[1] is None
    assert plan.added == []
    assert set(plan.changes) == {"nib", "halal"}


def test_a_source_with_another_number_brings_another_paper():
    now = (LicenceRecord(kind="pirt", number="2061472010001-26"),)
    plan = papers.plan(now, (LicenceRecord(kind="pirt", number="2061472010002-29"),))
    assert plan.kept == list(now)
    assert [paper.number for paper in plan.added] == ["2061472010002-29"]


def test_fields_left_out_are_left_out():
    told = comparing.without(record(), {"business_name", "phone", "village", "turnover", "nib"})
    assert (told.name, told.owner.phones, told.place.area_code, told.figures.turnover) == (None, (), None, None)
    assert [paper.kind for paper in told.licences] == ["halal"]
    assert record().name == "Warung Bu Siti"


def test_every_key_is_one_of_the_table_of_fields_but_the_trade_name():
    assert {entry.key for entry in comparing.ENTRIES} - set(BY_KEY) == {"trade_name"}
    assert comparing.label_of("trade_name") == "Merek"
