"""Our facts against the official tables. They lie beside the project and are never part of it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from digiloka.activities.loading import read_official
from digiloka.activities.own_tables import activities, codes, exists, table
from digiloka.activities.words import possible_roots, tokens

pytestmark = pytest.mark.needs("shared")

# Pairs that the conversion table does not list. It lacks most codes whose digits stayed while their neighbours moved
# in; each of these was read in both official descriptions.
READ_IN_BOTH = {
    ("01135", "01139"), ("02307", "02300"), ("03221", "03221"), ("13121", "13121"), ("13929", "13929"),
    ("20115", "20115"), ("20121", "20124"), ("23961", "23961"), ("23962", "23962"), ("25931", "25931"),
    ("25932", "25932"), ("25999", "25999"), ("47762", "47762"), ("52219", "52219"), ("79119", "52321"),
    ("58130", "58120"), ("63122", "60390"), ("64190", "66199"), ("68111", "68112"), ("68111", "68126"),
    ("68111", "68129"), ("75000", "75001"), ("77291", "77291"), ("82190", "82100"), ("82302", "82300"),
    ("85132", "85103"), ("85121", "85203"), ("85497", "85530"), ("87902", "87991"), ("90024", "90111"),
}  # fmt: skip


@cache
def official(shared: Path, version: str) -> dict[str, dict[str, str]]:
    with (shared / "data" / "kbli" / f"kbli_{version}.csv").open(encoding="utf-8", newline="") as source:
        return {row["kode"]: row for row in csv.DictReader(source)}


def folded(title: str) -> str:
    return "".join(title.casefold().split())


@pytest.mark.parametrize("version", ["2020", "2025"])
def test_every_title_of_ours_is_the_official_one(shared: Path, version: str) -> None:
    rows = official(shared, version)
    ours = [code for code in codes() if code.version == version]
    assert [code for code in ours if folded(code.title) != folded(rows[code.code]["judul"])] == []
    assert [code for code in ours if code.section != rows[code.code]["kategori"]] == []


@pytest.mark.parametrize("version", ["2020", "2025"])
def test_our_list_of_codes_is_exactly_the_official_one(shared: Path, version: str) -> None:
    rows = official(shared, version)
    five = {code for code in rows if len(code) == 5}
    listed = {r["subgroup"] + d for r in table("code_lists") if r["version"] == version for d in r["last_digits"]}
    assert listed == five
    assert all(exists(code, version) for code in rows)
    for level in (1, 2):
        ours = {code.code for code in codes() if (code.version, code.level) == (version, level)}
        assert ours == {code for code, row in rows.items() if row["tingkat"] == str(level)}


@pytest.mark.parametrize("version", ["2020", "2025"])
def test_the_official_description_speaks_of_what_our_words_speak_of(shared: Path, version: str) -> None:
    rows = official(shared, version)
    strangers = []
    for item in activities():
        row = rows[item.code(version)]
        theirs = _words_and_roots(f"{row['judul']} {row['uraian']}")
        ours = set().union(*(_words_and_roots(phrase) for phrase in (item.name, *item.words)))
        if not ours & theirs:
            strangers.append((item.code(version), item.name, row["judul"]))
    # rests ("lainnya") that name nothing in particular
    assert {code for code, _, _ in strangers} <= {"46799", "46699"}


def test_each_pair_of_codes_is_in_the_conversion_table_or_was_read_in_both(shared: Path) -> None:
    pairs = read_official(shared / "data" / "kbli" / "kbli_konversi_2020_2025.csv").pairs
    listed = {(pair.code_2020, pair.code_2025) for pair in pairs}
    ours = {(item.code_2020, item.code_2025) for item in activities()}
    assert ours - listed == READ_IN_BOTH


def test_the_official_files_are_read_whole(shared: Path) -> None:
    for version, counts in (("2020", (21, 88, 245, 567, 1794)), ("2025", (22, 87, 257, 519, 1559))):
        found = read_official(shared / "data" / "kbli" / f"kbli_{version}.csv").codes
        assert tuple(sum(code.level == level for code in found) for level in (1, 2, 3, 4, 5)) == counts
        assert {code.version for code in found} == {version}


def _words_and_roots(text: str) -> set[str]:
    return {form for word in tokens(text) for form in (word, *possible_roots(word))}
