"""What an officer is told to look at: each gap and each contradiction, and nothing of a record that is whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from digiloka.areas.naming import names_of_city
from digiloka.areas.point_in_area import Located
from digiloka.registry.doubts import doubts
from tests.records import CITY, KELURAHAN, OTHER_KELURAHAN, money, record

WHOLE: dict[str, Any] = {
    "kbli": "10794", "kbli_version": "2025", "existence": 1,
    "figures": {"capital": money(5_000_000), "workers_total": 3, "workers_male": 1, "workers_female": 2},
}
HERE = Located(KELURAHAN, "14.72.01", True)
PINNED = {"latitude": 1.65, "longitude": 101.44}


def codes(
    located: Located | None = None, scale: str | None = "mikro", others: tuple[str, ...] = (),
    marked: tuple[str, ...] = (), **changed: Any
) -> list[str]:
    told = {**WHOLE, **changed}
    told["figures"] = {**WHOLE["figures"], **changed["figures"]} if "figures" in changed else WHOLE["figures"]
    found = doubts(record(**told), names_of_city(CITY), located, scale, others, marked=marked)
    return [doubt.code for doubt in found]


def test_a_whole_record_raises_no_doubt() -> None:
    assert codes() == []
    assert codes(place=PINNED, located=HERE) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"owner": {"nik": None}}, "nik-missing"),
        ({"owner": {"phones": ()}}, "phone-missing"),
        ({"owner": {"sex": "L"}}, "sex-nik"),
        ({"owner": {"birth_date": date(1990, 1, 1)}}, "birth-nik"),
        ({"place": {"area_code": None}}, "area-missing"),
        ({"place": {"address": None}}, "address-missing"),
        ({"kbli": None}, "kbli-missing"),
        ({"kbli_version": None}, "kbli-missing"),
        ({"kbli_proposed": True}, "kbli-proposed"),
        ({"kbli_version": "2020"}, "kbli-old"),
        ({"activity": "bengkel motor"}, "kbli-words"),
        ({"existence": 4}, "existence"),
        ({"figures": {"turnover": None}}, "turnover-missing"),
        ({"figures": {"capital": None}}, "capital-missing"),
        ({"figures": {"workers_total": 4}}, "workers-sum"),
        ({"figures": {"workers_male": None, "workers_permanent_male": 2, "workers_casual_male": 0}}, "workers-sum"),
        ({"figures": {"workers_total": 1_200, "workers_male": None}}, "workers-many"),
        ({"figures": {"workers_total": 1_200, "workers_male": 600, "workers_female": 600}}, "workers-many"),
        ({"scale_as_written": "Usaha Menengah"}, "scale-claimed"),
        ({"others": ("WARUNG BU SITI",)}, "same-name"),
        ({"place": PINNED, "located": None}, "point-outside"),
        ({"place": PINNED, "located": Located(OTHER_KELURAHAN, "14.72.02", True)}, "point-elsewhere"),
    ],
)
def test_each_gap_and_each_contradiction_is_named_alone(changed: dict[str, Any], code: str) -> None:
    assert codes(**changed) == [code]


@pytest.mark.parametrize(
    ("located", "grave"),
    [
        (Located(OTHER_KELURAHAN, "14.72.02", True), True),
        (Located(OTHER_KELURAHAN, "14.72.02", False), False),
        (Located(OTHER_KELURAHAN, "14.72.02", False, (KELURAHAN,)), False),
    ],
)
def test_a_point_that_is_only_roughly_elsewhere_is_no_contradiction(located: Located, grave: bool) -> None:
    (doubt,) = doubts(record(**WHOLE, place=PINNED), names_of_city(CITY), located, "mikro")
    assert doubt.grave is grave
    assert ("perkiraan" in doubt.sentence) is not located.sure


def test_what_is_wrong_stands_before_what_is_missing() -> None:
    assert codes(owner={"phones": (), "sex": "L"}, kbli=None) == ["sex-nik", "phone-missing", "kbli-missing"]


def test_workers_of_one_kind_alone_contradict_nothing() -> None:
    assert codes(figures={"workers_total": 4, "workers_male": 1, "workers_female": None}) == []


def test_a_claim_that_agrees_or_says_nothing_of_scale_is_no_doubt() -> None:
    assert codes(scale_as_written="mikro") == []
    assert codes(scale_as_written="binaan") == []
    assert codes(scale_as_written="kecil", scale=None) == []


@pytest.mark.parametrize(
    ("changed", "marked", "told"),
    [
        ({"owner": {"nik": None}}, ("nik",), ["nik-still-missing"]),
        ({"owner": {"nik": None, "nik_absent": "lupa"}}, ("nik",), ["nik-missing"]),
        ({}, ("nik", "business_address", "turnover", "status"), []),
        ({}, ("coordinates", "sni"), ["coordinates-still-missing", "sni-still-missing"]),
        ({"place": PINNED, "located": HERE}, ("coordinates",), []),
        ({"place": {"area_code": None}}, ("village",), ["area-missing", "village-still-missing"]),
    ],
)
def test_a_mark_that_the_owner_left_blank_is_told(
    changed: dict[str, Any], marked: tuple[str, ...], told: list[str]
) -> None:
    assert codes(marked=marked, **changed) == told


def test_a_blank_mark_is_told_in_words() -> None:
    (told,) = doubts(record(**WHOLE), names_of_city(CITY), None, "mikro", marked=("coordinates",))
    assert (told.field, told.sentence) == ("coordinates", "Titik lokasi: diminta diperbaiki, tetapi masih kosong.")
