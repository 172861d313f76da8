"""Groupings: every code has its group in every grouping that should have it, and none without its version."""

from __future__ import annotations

import pytest

from digiloka.activities import sectors
from digiloka.activities.own_tables import exists, section_of, table
from digiloka.activities.sectors import (
    EKRAF,
    IKM_BRANCHES,
    LAPANGAN_USAHA,
    SECTORS,
    ekraf_of,
    featured_of,
    ikm_branch_of,
    is_industry,
    lapangan_usaha_of,
    sector_from_words,
    sector_of,
    series_break,
)


def all_codes() -> list[tuple[str, str]]:
    return [
        (row["version"], row["subgroup"] + digit) for row in table("code_lists") for digit in row["last_digits"]
    ]


def test_there_are_nine_groups_seventeen_lapangan_usaha_seventeen_subsectors_five_branches() -> None:
    assert [len(one) for one in (SECTORS, LAPANGAN_USAHA, EKRAF, IKM_BRANCHES)] == [9, 17, 17, 5]
    assert list(LAPANGAN_USAHA) == [*"ABCDEFGHIJKL", "M-N", "O", "P", "Q", "R-S-T-U"]


def test_every_code_of_both_versions_has_a_group_and_a_lapangan_usaha() -> None:
    for version, code in all_codes():
        assert sector_of(code, version) in SECTORS, (version, code)
        assert lapangan_usaha_of(code, version) in LAPANGAN_USAHA, (version, code)
        assert ekraf_of(code, version) in {*EKRAF, None}
        assert (ikm_branch_of(code, version) in IKM_BRANCHES) == is_industry(code, version), (version, code)


def test_every_group_is_used_and_every_table_names_its_source() -> None:
    for version in ("2020", "2025"):
        assert {sector_of(code, version) for listed, code in all_codes() if listed == version} == set(SECTORS)
    tables = ("sector_prefixes", "sectors", "lapangan_usaha", "lapangan_usaha_names", "ekraf", "ekraf_prefixes",
              "ikm_branches", "ikm_prefixes", "featured_products", "sector_words", "series_breaks")  # fmt: skip
    assert all(row["source"] for name in tables for row in table(name))


def test_every_prefix_of_a_grouping_stands_for_real_codes() -> None:
    for name in ("sector_prefixes", "ikm_prefixes", "ekraf_prefixes", "series_breaks"):
        for row in table(name):
            versions = [row["version"]] if "version" in row else ["2020", "2025"]
            assert any(exists(row["prefix"], version) for version in versions), (name, row)


@pytest.mark.parametrize(
    ("version", "code", "sector"),
    [
        ("2025", "10794", "kuliner"), ("2025", "11052", "kuliner"), ("2025", "56101", "kuliner"),
        ("2025", "13133", "fesyen"), ("2025", "14120", "fesyen"), ("2025", "15201", "fesyen"),
        ("2025", "16291", "kriya"), ("2025", "16293", "kriya"), ("2025", "23932", "kriya"), ("2025", "32903", "kriya"),
        ("2025", "16221", "furnitur_bangunan"), ("2025", "23921", "furnitur_bangunan"),
        ("2025", "31011", "furnitur_bangunan"), ("2020", "31001", "furnitur_bangunan"),
        ("2025", "47112", "perdagangan"), ("2025", "46202", "perdagangan"), ("2020", "45403", "perdagangan"),
        ("2020", "45406", "perdagangan"), ("2020", "45407", "jasa"), ("2020", "45201", "jasa"),
        ("2025", "95320", "jasa"), ("2025", "55909", "jasa"), ("2025", "61209", "jasa"),
        ("2025", "49296", "jasa"), ("2025", "41011", "jasa"),
        ("2025", "01461", "pertanian"), ("2025", "03110", "pertanian"), ("2025", "02300", "pertanian"),
        ("2025", "18111", "industri_lain"), ("2025", "25111", "industri_lain"), ("2025", "12004", "industri_lain"),
        ("2025", "32509", "industri_lain"), ("2025", "08104", "lainnya"), ("2025", "84111", "lainnya"),
        ("2025", "47811", "perdagangan"), ("2025", "56", "kuliner"), ("2025", "162", "furnitur_bangunan"),
    ],
)  # fmt: skip
def test_the_longest_prefix_decides_the_group(version: str, code: str, sector: str) -> None:
    assert sector_of(code, version) == sector


@pytest.mark.parametrize(
    ("code", "version"),
    [("45407", "2025"), ("95320", "2020"), ("56101", None), ("56101", "2015"), ("56103", "2025"), ("99999", "2025"),
     ("", "2025"), ("kopi", "2025")],
)  # fmt: skip
def test_a_code_without_its_version_belongs_nowhere(code: str, version: str | None) -> None:
    assert sector_of(code, version) is None
    assert lapangan_usaha_of(code, version) is None
    assert ikm_branch_of(code, version) is None
    assert ekraf_of(code, version) is None
    assert is_industry(code, version) is False


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        ("2025", "58110", "J"), ("2025", "61209", "J"), ("2025", "62199", "J"), ("2025", "64191", "K"),
        ("2025", "68112", "L"), ("2025", "69104", "M-N"), ("2025", "77291", "M-N"), ("2025", "84111", "O"),
        ("2025", "85595", "P"), ("2025", "86991", "Q"), ("2025", "90200", "R-S-T-U"), ("2025", "96100", "R-S-T-U"),
        ("2025", "97000", "R-S-T-U"), ("2025", "99000", "R-S-T-U"), ("2025", "95320", "R-S-T-U"),
        ("2020", "45407", "G"), ("2020", "61994", "J"), ("2020", "64141", "K"), ("2020", "68111", "L"),
        ("2020", "74130", "M-N"), ("2020", "77291", "M-N"), ("2020", "85495", "P"), ("2020", "96200", "R-S-T-U"),
    ],
)  # fmt: skip
def test_both_versions_lead_to_the_seventeen_lapangan_usaha(version: str, code: str, expected: str) -> None:
    assert lapangan_usaha_of(code, version) == expected


def test_only_repair_of_vehicles_breaks_the_series() -> None:
    broken = {(version, code) for version, code in all_codes() if series_break(code, version)}
    assert broken == {
        ("2020", "45201"), ("2020", "45202"), ("2020", "45407"),
        ("2025", "95311"), ("2025", "95312"), ("2025", "95320"),
    }


@pytest.mark.parametrize(
    ("version", "code", "branch"),
    [
        ("2025", "10794", "pangan"), ("2025", "11052", "pangan"), ("2025", "13122", "sandang_kulit"),
        ("2025", "15121", "sandang_kulit"), ("2025", "20231", "kimia_bahan_bangunan"),
        ("2025", "23921", "kimia_bahan_bangunan"), ("2025", "25932", "logam_elektronika"),
        ("2025", "33151", "logam_elektronika"), ("2025", "16291", "kerajinan_umum"),
        ("2025", "32903", "kerajinan_umum"), ("2025", "31012", "kerajinan_umum"), ("2020", "31002", "kerajinan_umum"),
        ("2025", "95320", None), ("2020", "45407", None), ("2025", "96100", None), ("2025", "56101", None),
    ],
)  # fmt: skip
def test_ikm_is_section_c_alone_and_repair_of_vehicles_is_not(version: str, code: str, branch: str | None) -> None:
    assert ikm_branch_of(code, version) == branch
    assert is_industry(code, version) is (branch is not None)


def test_industry_is_exactly_divisions_10_to_33() -> None:
    for version in ("2020", "2025"):
        divisions = {row["code"] for row in table("divisions") if row["version"] == version and row["section"] == "C"}
        assert divisions == {f"{number:02}" for number in range(10, 34)}
        assert all(section_of(division, version) == "C" for division in divisions)


@pytest.mark.parametrize(
    ("written", "sector"),
    [
        ("Kuliner", "kuliner"), ("Kulener", "kuliner"), ("Kulier", "kuliner"), ("MAMIN", "kuliner"),
        ("Makanan", "kuliner"), ("Minuman", "kuliner"), ("Makanan, Minuman", "kuliner"), ("IKM MAKANAN", "kuliner"),
        ("Pangan", "kuliner"), ("Fashion", "fesyen"), ("Sandang", "fesyen"), ("IKM PAKAIAN", "fesyen"),
        ("Kerajinan", "kriya"), ("Kriya", "kriya"), ("Perdagangan", "perdagangan"), (" Perdagangan ", "perdagangan"),
        ("Perdangan", "perdagangan"), ("Dagang", "perdagangan"), ("Jasa", "jasa"), ("JASA LAINNYA", "jasa"),
        ("Bengkel", "jasa"), ("Laundry", "jasa"), ("Konstruksi", "jasa"), ("Transportasi", "jasa"),
        ("Peternakan", "pertanian"), ("Kelautan dan Perikanan", "pertanian"), ("Percetakan", "industri_lain"),
        ("INDUSTRI LAINNYA", "industri_lain"), ("Elektronika/Logam", "industri_lain"),
    ],
)  # fmt: skip
def test_a_groups_word_leads_to_the_group(written: str, sector: str) -> None:
    assert sector_from_words(written) == sector


@pytest.mark.parametrize(
    "written",
    [None, "", "-", "Lainnya", "lain-lain", "Barang", "Makanan, Barang", "Kerajinan/Fashion", "HOTEL DAN RESTORAN",
     "PERDAGANGAN BARANG DAN JASA", "PERDAGANGAN DAN REPARASI", "Industri Pengolahan", "Ekonomi Kreatif", "Otomotif",
     "Kimia dan Bahan Bangunan", "Belum pilih komoditi", "Jamu", "Jas", "Budi Santoso", "2021", "v"],
)  # fmt: skip
def test_no_group_where_it_is_not_sure(written: str | None) -> None:
    assert sector_from_words(written) is None


def test_no_group_word_stands_for_two_groups() -> None:
    words = [" ".join(row["words"].split()) for row in table("sector_words")]
    assert len(words) == len(set(words))
    assert {row["sector"] for row in table("sector_words")} <= {*SECTORS, ""}


def test_the_citys_featured_products_are_found_by_their_words() -> None:
    assert featured_of(["Kerupuk  Cabe Bu Ani", None], "14.72") == ("kerupuk_cabe",)
    assert featured_of(["Tenun songket", "dendeng LOMEK"], "14.72") == ("olahan_ikan_lomek", "tenun")
    assert featured_of(["kerupuk cabe"], "32.73") == ()
    assert featured_of(["tenunan"], "14.72") == ()
    products = {"kerupuk_cabe", "olahan_ikan_lomek", "keripik_nenas", "tenun", "batik"}
    assert set(sectors.labels("featured_products")) == products


@pytest.mark.parametrize(
    ("version", "code", "subsector"),
    [("2025", "56303", "kuliner"), ("2025", "14120", "fesyen"), ("2025", "13122", "kriya"),
     ("2025", "74192", "desain_komunikasi_visual"), ("2020", "74130", "desain_komunikasi_visual"),
     ("2025", "74209", "fotografi"), ("2025", "59112", "film_animasi_video"),
     ("2025", "62110", "pengembang_permainan"), ("2025", "62199", "aplikasi"), ("2025", "71101", "arsitektur"),
     ("2025", "90200", "seni_pertunjukan"), ("2025", "90120", "seni_rupa"), ("2025", "73100", "periklanan"),
     ("2025", "74191", "desain_interior"), ("2025", "47112", None), ("2025", "95320", None)],
)  # fmt: skip
def test_the_creative_economy_takes_only_what_it_names(version: str, code: str, subsector: str | None) -> None:
    assert ekraf_of(code, version) == subsector
