"""Our own tables hang together, and a bare code gets a version only when there is no doubt."""

from __future__ import annotations

import re

import pytest

from digiloka.activities.own_tables import (
    activities,
    codes,
    current_section_of,
    exists,
    section_of,
    table,
    title_of,
    version_of,
    versions_of,
)


def test_there_are_hundreds_of_activities_each_with_words_and_both_codes() -> None:
    assert len(activities()) >= 330
    assert len({item.name for item in activities()}) == len(activities())
    for item in activities():
        assert exists(item.code_2025, "2025"), item
        assert exists(item.code_2020, "2020"), item
        assert title_of(item.code_2025, "2025"), item
        assert title_of(item.code_2020, "2020"), item
        assert item.words, item
        assert all(word == word.strip() and word for word in item.words), item
        assert len({word.casefold() for word in item.words}) == len(item.words), item


def test_all_sections_and_divisions_of_both_versions_are_there() -> None:
    found = {(code.version, code.level) for code in codes()}
    assert found == {("2020", 1), ("2020", 2), ("2020", 5), ("2025", 1), ("2025", 2), ("2025", 5)}
    count = {key: sum((code.version, code.level) == key for code in codes()) for key in found}
    assert (count["2020", 1], count["2020", 2]) == (21, 88)
    assert (count["2025", 1], count["2025", 2]) == (22, 87)


def test_every_activity_section_is_covered_where_a_small_business_can_be() -> None:
    covered = {section_of(item.code_2025, "2025") for item in activities()}
    assert covered >= set("ABCDEFGHIJKLMNOQRST")


def test_codes_are_complete_and_well_formed() -> None:
    lists = {version: [r for r in table("code_lists") if r["version"] == version] for version in ("2020", "2025")}
    assert sum(len(row["last_digits"]) for row in lists["2025"]) == 1559
    assert sum(len(row["last_digits"]) for row in lists["2020"]) == 1794
    assert all(re.fullmatch(r"\d{4}", row["subgroup"]) for rows in lists.values() for row in rows)
    for code in codes():
        assert len(code.code) == code.level
        assert code.parent is None or exists(code.parent, code.version)


@pytest.mark.parametrize(
    ("code", "text", "version"),
    [
        ("45407", None, "2020"),  # vehicles' repair and trade left division 45
        ("95320", None, "2025"),
        ("31011", None, "2025"),
        ("31001", None, "2020"),
        ("56101", None, None),  # a restaurant in 2020, any fixed place to eat in 2025
        ("47811", None, None),  # rice at a stall in 2020, a new car in 2025
        ("10793", None, None),
        ("56101", "KBLI 2020", "2020"),
        ("56101", "Kode KBLI (2025)", "2025"),
        ("56101", "kbli2020", "2020"),
        ("56101", "berdiri 2020", None),  # a year that names no version
        ("56101", "KBLI 2020 dan KBLI 2025", None),
        ("95320", "KBLI 2020", None),  # named, but that version does not have it
        ("99999", None, None),
        ("", None, None),
        ("5610", None, None),
    ],
)  # fmt: skip
def test_a_bare_code_gets_a_version_only_without_doubt(code: str, text: str | None, version: str | None) -> None:
    assert version_of(code, text) == version


def test_over_a_thousand_codes_stand_in_both_versions_and_none_of_them_is_trusted() -> None:
    both = [
        row["subgroup"] + digit
        for row in table("code_lists") if row["version"] == "2025"
        for digit in row["last_digits"] if exists(row["subgroup"] + digit, "2020")
    ]  # fmt: skip
    assert len(both) > 1000
    assert all(version_of(code) is None for code in both)
    assert all(versions_of(code) == ("2020", "2025") for code in both)


@pytest.mark.parametrize(
    ("code", "version", "section", "current"),
    [("95320", "2025", "T", "T"), ("96200", "2020", "S", "T"), ("77100", "2020", "N", "O"), ("85495", "2020", "P", "Q"),
     ("56101", "2020", "I", "I"), ("A", "2025", "A", "A"), ("561", "2025", "I", "I"), ("95320", "2020", None, None)],
)  # fmt: skip
def test_the_section_follows_the_version(code: str, version: str, section: str | None, current: str | None) -> None:
    assert section_of(code, version) == section
    assert current_section_of(code, version) == current


# Same digits, another meaning: (code, a word of its title in 2020, a word of its title in 2025)
TWINS = [
    ("56101", "restoran", "bangunan tetap"), ("56102", "warung", "tidak tetap"), ("10772", "bumbu", "garam"),
    ("10773", "kelapa", "garam"), ("10793", "kedele", "kelapa"), ("14302", "bordir", "hosiery"),
    ("47811", "padi", "mobil baru"), ("47832", "pakaian", "sepeda motor bekas"), ("47620", "musik", "olahraga"),
    ("68112", "mice", "hunian"), ("47523", "genteng", "perkakas"), ("47524", "semen", "keselamatan"),
    ("13923", "bantal", "goni"), ("47781", "kayu", "cendera mata"), ("93294", "diskotek", "wisata"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "in_2020", "in_2025"), TWINS)
def test_our_table_never_takes_a_dangerous_twin_for_the_other(code: str, in_2020: str, in_2025: str) -> None:
    for version, word in (("2020", in_2020), ("2025", in_2025)):
        title = title_of(code, version)
        assert title is None or word in title.casefold()
    used_in_both = [item for item in activities() if item.code_2020 == item.code_2025 == code]
    allowed = {"56101"}  # a restaurant has the same digits in both versions, and rightly so
    assert not used_in_both or code in allowed
