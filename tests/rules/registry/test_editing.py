"""A topic as questions: shown as it would be typed, read back to the same, written only where it was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digiloka.registry import comparing, editing
from digiloka.registry.editing import (
    PAPERS,
    TOPICS,
    WRITE_ONLY,
    answers_of,
    changed,
    record_of,
    require_core,
    with_paper,
)
from digiloka.registry.records import BusinessRecord, LicenceRecord, OwnerRecord
from digiloka.values.refusal import Refused
from tests.records import nik, record, some_record

TODAY = date(2026, 11, 22)
BOX = (1.0, 101.0, 2.4, 101.9)
KEYS = [key for topic in TOPICS.values() for key in topic.fields]


def test_every_field_a_topic_asks_has_one_topic_and_one_place_in_a_record() -> None:
    assert len(KEYS) == len(set(KEYS))
    assert set(KEYS) <= set(comparing.BY_KEY)
    assert not set(KEYS) & set(PAPERS)


@given(st.integers(0, 5000))
def test_what_is_shown_reads_back_to_what_is_stored(seed: int) -> None:
    told = some_record(seed)
    told.owner.education = told.owner.education and "sma"  # chance also makes codes that no list has any more
    told.name, told.owner.name = "Warung É", "Siti"
    year = told.figures.year if told.figures else None
    keys = [key for key in KEYS if key not in (*WRITE_ONLY, "coordinates", "sector")]
    answers = answers_of(told, keys)
    try:
        again = record_of(answers, keys, told, TODAY, year=year, box=BOX)
    except Refused as refusal:
        assume(refusal.code != "amount-unit")  # "Rp3 sampai Rp5": stored before that was asked back
        raise
    changes = comparing.differences(told, again, keys)
    assert {key: pair for key, pair in changes.items() if pair[0] != pair[1]} == {}


@given(st.integers(0, 5000))
def test_an_untouched_page_changes_nothing(seed: int) -> None:
    answers = answers_of(some_record(seed), KEYS)
    assert changed(dict(answers), answers) == []


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ({"owner_name": "Siti  Aminah "}, []),
        ({"owner_name": "Siti Aminah, S.E."}, ["owner_name"]),
        ({"owner_name": ""}, ["owner_name"]),
        ({"marketing": ["titip", "wa"]}, []),
        ({"marketing": []}, ["marketing"]),
        ({"sex": None}, []),
    ],
)
def test_only_what_was_typed_otherwise_counts_as_changed(typed: dict[str, Any], keys: list[str]) -> None:
    assert changed(typed, {"owner_name": "Siti Aminah", "marketing": ["wa", "titip"], "sex": ""}) == keys


def test_identifiers_are_never_put_back_on_a_page() -> None:
    shown = answers_of(record(owner={"npwp": "013121660091000"}), ["nik", "npwp"])
    assert shown == {"nik": "", "npwp": ""}


def test_a_sector_that_is_not_chosen_follows_the_code() -> None:
    told = record(kbli="14111", kbli_version="2025", sector="kuliner", sector_chosen=True)
    again = record_of({"sector": ""}, ["sector"], told, TODAY)
    assert (again.sector, again.sector_chosen) == ("fesyen", False)
    assert record_of({"sector": "jasa"}, ["sector"], told, TODAY).sector_chosen is True


def test_a_point_from_the_device_beats_one_that_was_typed() -> None:
    typed = {"coordinates": "1.6, 101.4", "latitude": "1.651", "longitude": "101.452", "accuracy": "14"}
    place = record_of(typed, ["coordinates"], record(), TODAY, box=BOX).place
    assert (place.latitude, place.longitude, place.accuracy_m, place.point_source) == (1.651, 101.452, 14.0, "gps")
    place = record_of({"coordinates": "1.6, 101.4"}, ["coordinates"], record(), TODAY, box=BOX).place
    assert (place.latitude, place.accuracy_m, place.point_source) == (1.6, None, "map")
    with pytest.raises(Refused):
        record_of({"coordinates": "52.5, 13.4"}, ["coordinates"], record(), TODAY, box=BOX)


@pytest.mark.parametrize(
    ("stored", "typed", "refused"),
    [
        (record(), {"business_name": ""}, None),
        (record(owner={"name": None}), {"business_name": ""}, "business_name"),
        (replace(record(name=None), owner=OwnerRecord(name="Siti")), {"owner_name": ""}, "owner_name"),
        (record(sector=None), {"activity": ""}, "activity"),
        (record(sector=None, product="keripik"), {"activity": ""}, None),
        (record(sector=None, sector_as_written="Dagang"), {"activity": ""}, None),
    ],
)
def test_no_edit_takes_the_last_name_or_the_last_word_on_what_it_does(
    stored: BusinessRecord, typed: dict[str, str], refused: str | None
) -> None:
    keys = list(typed)
    told = record_of(typed, keys, stored, TODAY)
    if refused is None:
        require_core(stored, told, keys)
        return
    with pytest.raises(Refused) as found:
        require_core(stored, told, keys)
    assert found.value.code == refused


def test_a_paper_is_replaced_struck_out_or_added_and_the_others_stay() -> None:
    one, two, three = (LicenceRecord(kind="pirt", number=str(n)) for n in (1, 2, 3))
    assert with_paper((one, two), 0, three) == (two, three)
    assert with_paper((one, two), 1, None) == (one,)
    assert with_paper((one, two), None, three) == (one, two, three)


def test_a_papers_number_typed_in_a_form_corrects_the_first_of_its_kind() -> None:
    papers = (LicenceRecord(kind="nib", number="0220001234567", issuer="OSS"), LicenceRecord(kind="halal"))
    told = record_of({"nib": "0220001234568", "halal": ""}, ["nib", "halal"], record(licences=papers), TODAY)
    assert told.licences == (LicenceRecord(kind="nib", number="0220001234568", issuer="OSS"),)
    assert editing.topic_of("nib") is None
    assert nik() not in str(told)
