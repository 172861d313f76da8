from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.areas.likeness import likeness
from digiloka.areas.loading import Alias, AreaRow, areas_of_city
from digiloka.areas.naming import AreaNames, names_of_city
from digiloka.areas.spelling import number_key, short_key, words_of

DUMAI = "14.72"


def invented(*villages: tuple[str, str, str], aliases: tuple[Alias, ...] = ()) -> AreaNames:
    """A small city "Kota Contoh" of our own: (code after the city's, name, …) for kecamatan and kelurahan."""
    rows = [AreaRow(code="99.71", name="Kota Contoh", level="kota", kind="kota", city_code="99.71")]
    for code, name, kind in villages:
        level = "kecamatan" if kind == "kecamatan" else "kelurahan"
        full = f"99.71.{code}"
        rows.append(AreaRow(
            code=full, name=name, level=level, kind=kind, city_code="99.71", parent_code=full.rpartition(".")[0],
        ))
    return AreaNames(rows, aliases)


TWO_DISTRICTS = (
    ("01", "Hamparan", "kecamatan"), ("02", "Galang", "kecamatan"),
    ("01.2001", "Tandem Hilir I", "desa"), ("01.2002", "Tandam Hilir II", "desa"),
    ("01.2003", "Dalu Sepuluh-B", "desa"), ("01.2004", "Sidodadi Batu 8", "desa"), ("01.2005", "Desa Baru", "desa"),
    ("01.2006", "Sukamaju", "desa"), ("02.2001", "Suka Maju", "desa"), ("02.2002", "Jaharun A", "desa"),
    ("02.2003", "Pasar XXI", "desa"), ("02.2004", "Pasar V", "desa"), ("02.2005", "Pasar Lima", "desa"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "district", "name"),
    [
        ("Bukit Nenas", None, "Bukit Nenas"),
        ("  BUKIT   NENAS ", "", "Bukit Nenas"),
        ("Bukit Nanas", None, "Bukit Nenas"),
        ("Kel. Bukit Nanas", "Kec. Bukit Kapur", "Bukit Nenas"),
        ("Kelurahan Bintan", "KECAMATAN DUMAI KOTA", "Bintan"),
        ("Desa/Kelurahan: Bintan", None, "Bintan"),
        ("Kel.Bintan", "Kec.Dumai Kota", "Bintan"),
        ("STDI", None, "Simpang Tetap Darul Ichsan"),
        ("S.T.D.I.", "Dumai Barat", "Simpang Tetap Darul Ichsan"),
        ("Simpang Tetap Darul Ihsan", None, "Simpang Tetap Darul Ichsan"),
        ("Simapang Tetap Darul Ichsan", None, "Simpang Tetap Darul Ichsan"),
        ("Sp. Tetap Darul Ikhsan", None, "Simpang Tetap Darul Ichsan"),
        ("simpang tetap", "dumai barat", "Simpang Tetap Darul Ichsan"),
        ("Penyebal", None, "Tanjung Penyembal"),
        ("Tj. Penyembal", "Sei. Sembilan", "Tanjung Penyembal"),
        ("Tanjung Penyebal", "Sungai Sembilan", "Tanjung Penyembal"),
        ("Mekarsari", None, "Mekar Sari"),
        ("MEKAR-SARI", "Dumai Selatan", "Mekar Sari"),
        ("Ratusima", None, "Ratu Sima"),
        ("Suka Jadi", "Dumai Kota", "Sukajadi"),
        ("Sei Geniot", None, "Sungai Geniot"),
        ("Bagan Besar Tmr", None, "Bagan Besar Timur"),
        ("Bagan Besar", None, "Bagan Besar"),
        ("Bukit Kapur", "Bukit Kapur", "Bukit Kapur"),
        ("Bukit Kapur", None, "Bukit Kapur"),
        ("Bukit Kayu Kapur", "Bukit Kapur", "Bukit Kayu Kapur"),
        ("Dumai Kota", "Dumai Kota", "Dumai Kota"),
        ("Dumai Kota", None, "Dumai Kota"),
        ("Bintan", "Kota Dumai", "Bintan"),
        ("Bintan", "Dumai", "Bintan"),
        ("Bintan", "Dumai Kota, Kota Dumai", "Bintan"),
        ("Bintan", "Dumai Ktoa", "Bintan"),
        ("Bintan, Dumai Kota", None, "Bintan"),
        ("Bintan (Kota Dumai)", None, "Bintan"),
        ("Bintan / 003 / 01", None, "Bintan"),
        ("Kec. Dumai Kota Kel. Bintan", None, "Bintan"),
        ("Kel. Bintan Kec. Dumai Kota", None, "Bintan"),
        ("14.72.06.1004", None, "Bintan"),
        ("1472061004", None, "Bintan"),
        (1472061004, None, "Bintan"),
        (1472061004.0, "apa saja", "Bintan"),
        ("'1472061004", None, "Bintan"),
        ("1473031003", None, "Bintan"),
    ],
)
def test_the_ways_people_write_a_kelurahan_of_dumai(written: Any, district: str | None, name: str) -> None:
    names = names_of_city(DUMAI)
    match = names.find(written, district)
    assert match.area_code is not None, match
    row = names.rows[match.area_code]
    assert (row.level, row.name) == ("kelurahan", name)
    assert match.district_code == row.parent_code
    assert match.candidates == ()


@pytest.mark.parametrize("written", ["Pekanbaru", "KOTA PEKANBARU", "Kab. Bengkalis", "Siak", "Rokan Hilir"])
def test_for_another_city_no_kelurahan_is_offered(written: str) -> None:
    match = names_of_city(DUMAI).find(written)
    assert (match.area_code, match.how, match.candidates) == (None, "unknown", ())


def test_for_a_slip_of_the_pen_the_nearest_kelurahan_are_offered() -> None:
    assert names_of_city(DUMAI).find("Kampug Bru").candidates[0].name == "Kampung Baru"


@pytest.mark.parametrize(
    ("written", "district", "how", "kecamatan"),
    [
        (None, None, "blank", None),
        (" - -", "Dumai Kota", "blank", "14.72.06"),
        ("belum ada", None, "blank", None),
        ("Kota Dumai", None, "city_only", None),
        ("Dumai", "Dumai Kota", "city_only", "14.72.06"),
        ("Kec. Dumai Kota", None, "district_only", "14.72.06"),
        ("Dumai Barat", None, "district_only", "14.72.01"),
        ("14.72.03", None, "district_only", "14.72.03"),
        ("14.72", None, "city_only", None),
        ("Bintan", "Dumai Timur", "other_district", "14.72.02"),
        ("Bukit Kapur", "Dumai Kota", "other_district", "14.72.06"),
        ("Sukajadi", "Senapelan", "other_district", None),
        ("Kampung Baru", "Senapelan, Kota Pekanbaru", "other_district", None),
        ("Bintan", "Bukit Raya", "other_district", None),
        ("Bintan, Senapelan", None, "unknown", None),
        ("Purnamma", "Dumai Barat", "unknown", "14.72.01"),
        ("Geniot", None, "unknown", None),
        ("Bukit", "Bukit Kapur", "unknown", "14.72.03"),
        ("2.5", None, "unknown", None),
        ("14.71.01.1001", None, "unknown", None),
    ],
)
def test_what_is_not_certain_is_never_applied(written: Any, district: Any, how: str, kecamatan: str | None) -> None:
    match = names_of_city(DUMAI).find(written, district)
    assert (match.area_code, match.how, match.district_code) == (None, how, kecamatan)


@pytest.mark.parametrize(
    ("written", "district", "best"),
    [
        ("Purnamma", "Dumai Barat", "Purnama"),
        ("Geniot", None, "Sungai Geniot"),
        ("Laksmana", None, "Laksamana"),
        ("Kayu Kapur", "Bukit Kapur", "Bukit Kayu Kapur"),
        ("Bintan", "Dumai Timur", "Bintan"),
        ("Kel. Jayamukhti", None, "Jaya Mukti"),
    ],
)
def test_the_nearest_names_are_offered_best_first(written: str, district: str | None, best: str) -> None:
    candidates = names_of_city(DUMAI).find(written, district).candidates
    assert candidates[0].name == best
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    assert all(0 < c.score <= 1 for c in candidates)
    assert len(candidates) <= 5


def test_a_candidate_tells_its_kecamatan() -> None:
    candidate = names_of_city(DUMAI).find("Bintn").candidates[0]
    assert (candidate.area_code, candidate.name, candidate.district) == ("14.72.06.1004", "Bintan", "Dumai Kota")


@pytest.mark.parametrize(
    ("written", "district", "code"),
    [
        ("Tandem Hilir Satu", None, "01.2001"),
        ("Tandem Hilir 1", "Hamparan", "01.2001"),
        ("TANDAM HILIR DUA", None, "01.2002"),
        ("Tandam Hilir2", None, "01.2002"),
        ("Dalu 10 B", None, "01.2003"),
        ("Dalu X-B", None, "01.2003"),
        ("dalu 10b", None, "01.2003"),
        ("Sidodadi Batu Delapan", None, "01.2004"),
        ("Sidodadi Batu VIII", None, "01.2004"),
        ("Desa Baru", None, "01.2005"),
        ("Sukamaju", "Hamparan", "01.2006"),
        ("Desa Suka Maju", "Kec. Galang", "02.2001"),
        ("Pasar Dua Puluh Satu", None, "02.2003"),
        ("Pasar 21", None, "02.2003"),
        ("Pasar V", None, "02.2004"),
        ("Pasar Lima", None, "02.2005"),
    ],
)
def test_numbers_in_words_roman_and_digits_are_the_same(written: str, district: str | None, code: str) -> None:
    assert invented(*TWO_DISTRICTS).find(written, district).area_code == f"99.71.{code}"


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Suka Maju", {"01.2006", "02.2001"}),  # the same name in two kecamatan, and none given
        ("Pasar 5", {"02.2004", "02.2005"}),  # two villages whose names are the same number
    ],
)
def test_a_name_that_means_two_places_is_left_to_a_person(written: str, codes: set[str]) -> None:
    match = invented(*TWO_DISTRICTS).find(written)
    assert (match.area_code, match.how) == (None, "ambiguous")
    assert {candidate.area_code.removeprefix("99.71.") for candidate in match.candidates} == codes


def test_the_nearest_string_with_another_number_is_not_the_first_offer() -> None:
    candidates = invented(*TWO_DISTRICTS).find("Tandam Hilir Satu").candidates
    assert [candidate.name for candidate in candidates][:2] == ["Tandem Hilir I", "Tandam Hilir II"]


def test_a_letter_is_part_of_the_name() -> None:
    match = invented(*TWO_DISTRICTS).find("Jaharun B", "Galang")
    assert match.area_code is None
    assert match.candidates[0].name == "Jaharun A"


def test_an_alias_that_is_another_kelurahans_name_loses() -> None:
    names = invented(*TWO_DISTRICTS, aliases=(Alias("99.71.02.2002", "Sukamaju"), Alias("99.71.99", "nobody's")))
    assert names.find("Sukamaju", "Hamparan").area_code == "99.71.01.2006"


def test_new_kelurahan_are_told_as_split_off_but_the_old_name_still_means_the_old_one() -> None:
    names = names_of_city(DUMAI)
    assert names.split_off("14.72.03.1004") == ("14.72.03.1006",)
    assert names.split_off("14.72.04.1004") == ("14.72.04.1006",)
    assert names.split_off("14.72.06.1004") == ()
    assert names.find("Bagan Besar").area_code == "14.72.03.1004"


@pytest.mark.parametrize(
    ("written", "how", "code"),
    [
        ("Dumai Kota", "exact", "14.72.06"),
        ("Kec. Dumai Kota", "exact", "14.72.06"),
        ("Kecamatan Bukit Kapur", "exact", "14.72.03"),
        ("Sei Sembilan", "short", "14.72.04"),
        ("Sungai 9", "number", "14.72.04"),
        ("147206", "code", "14.72.06"),
        ("1473031", "code", "14.72.06"),
        ("14.72.06.1004", "code", "14.72.06"),
        ("Kota Dumai", "city_only", None),
        ("Dumai", "city_only", None),
        ("1472", "city_only", None),
        ("-", "blank", None),
        ("Dumai Kot", "unknown", None),
    ],
)
def test_a_kecamatan_by_name_or_code(written: str, how: str, code: str | None) -> None:
    match = names_of_city(DUMAI).find_district(written)
    assert (match.how, match.area_code, match.district_code) == (how, code, code)


def test_a_misspelt_kecamatan_is_offered() -> None:
    assert names_of_city(DUMAI).find_district("Medang Kampay").candidates[0].name == "Medang Kampai"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("14.72.01.1003", "14.72.01.1003"), ("1472011003", "14.72.01.1003"), (1472011003.0, "14.72.01.1003"),
        ("1473020005", "14.72.01.1003"), ("1473", "14.72"), ("1473020", "14.72.01"), ("14 72 01 1003", "14.72.01.1003"),
        ("14.72.01.9999", None), ("1471011003", None), ("", None), (None, None), ("Purnama", None),
    ],
)  # fmt: skip
def test_codes_of_both_systems_are_understood(code: Any, found: str | None) -> None:
    assert names_of_city(DUMAI).find_code(code) == found


@pytest.mark.parametrize("city", ["14.72", "33.22", "34.71", "35.74", "33.14", "63.71", "64.72"])
def test_every_official_name_with_its_kecamatan_is_found_or_named_twice_there(city: str) -> None:
    names = names_of_city(city)
    for row in areas_of_city(city):
        if row.level != "kelurahan":
            continue
        match = names.find(row.name.upper(), names.rows[row.parent_code].name)
        assert row.code in {match.area_code, *(candidate.area_code for candidate in match.candidates)}
        assert match.how in {"exact", "ambiguous"}
    for row in areas_of_city(city):
        if row.level == "kecamatan":
            assert names.find_district(f"Kec. {row.name}").area_code == row.code


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=20)))
def test_no_text_makes_it_fail(village: str, district: str | None) -> None:
    names = names_of_city(DUMAI)
    match = names.find(village, district)
    assert match.area_code is None or names.rows[match.area_code].level == "kelurahan"
    names.find_district(village)
    names.from_title(village)


@given(st.sampled_from([r.name for r in areas_of_city(DUMAI) if r.level == "kelurahan"]), st.integers(0, 30), st.data())
def test_a_letter_more_or_less_is_never_taken_for_the_name(name: str, at: int, data: st.DataObject) -> None:
    """One changed letter may hit an alias or another name exactly, but never the first name by likeness."""
    at %= len(name)
    changed = name[:at] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + name[at + 1 :]
    names = names_of_city(DUMAI)
    match = names.find(changed)
    if match.area_code is not None:
        assert match.how in {"exact", "number", "short", "alias"}
        known = [names.rows[match.area_code].name, *_aliases(match.area_code)]
        assert short_key(words_of(changed)) in {short_key(words_of(text)) for text in known}


def _aliases(code: str) -> list[str]:
    from digiloka.areas.loading import aliases_of_city

    return [alias.text for alias in aliases_of_city(DUMAI) if alias.area_code == code]


def test_a_text_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = invented(*TWO_DISTRICTS)
    first = names.find("Sukamajuu", "Galang")
    monkeypatch.setattr(AreaNames, "_find", lambda *_: pytest.fail("worked out again"))
    assert names.find("Sukamajuu", "Galang") is first


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hulu Dua", "hulu2"), ("Hulu II", "hulu2"), ("Hulu 02", "hulu2"), ("Sepuluh-B", "10/b"), ("10 B", "10/b"),
        ("dua belas", "12"), ("Duabelas", "12"), ("dua puluh satu", "21"), ("XXXIX", "39"), ("IX", "9"),
        ("Blok 1 11", "blok1/11"), ("Blok 11 1", "blok11/1"), ("IIII", "iiii"), ("Vix", "vix"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_have_one_form(text: str, key: str) -> None:
    assert number_key(words_of(text)) == key


@pytest.mark.parametrize(("nearer", "farther", "to"), [
    ("Tandem Hilir I", "Tandam Hilir II", "Tandam Hilir Satu"),
    ("Cakranegara Barat", "Mataram Barat", "Cakra Barat"),
    ("Perdamean", "Permata", "Perdamaian"),
    ("Sidoharjo-I Pasar Miring", "Sidoharjo-I Jati Baru", "Sidoarjo Satu Pasar Miring"),
])  # fmt: skip
def test_likeness_orders_as_a_person_would(nearer: str, farther: str, to: str) -> None:
    assert likeness(words_of(nearer), words_of(to)) > likeness(words_of(farther), words_of(to))


def test_real_spellings_are_found_or_offered_first(shared: Path) -> None:
    """Real variants whose official form is a village of one of these regencies: certain, or the first offer."""
    cities = [names_of_city(code) for code in ("12.07", "34.71", "52.71")]
    with (shared / "surveys/values_kelurahan_variants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tried = 0
    for row in rows:
        official = row["official_or_other_form"]
        for names in cities:
            wanted = names.villages.hits(words_of(official))[0] if official else ()
            if not wanted or (row["kecamatan"] and not names.find_district(row["kecamatan"]).area_code):
                continue
            match = names.find(row["as_written"], row["kecamatan"])
            assert (match.area_code or match.candidates[0].area_code) in wanted, row
            tried += 1
    assert tried >= 15
