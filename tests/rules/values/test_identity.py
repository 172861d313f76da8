"""NIK, NIB and NPWP: what is taken, what a spreadsheet has broken, what a number says of its holder."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.identity import mask_nik, nik_absence, nik_facts, parse_nib, parse_nik, parse_npwp
from tests.rules.values.outcomes import date_cell, noted, outcome, sentence

TODAY = dt.date(2026, 11, 22)
NIK = "1472014509800000"  # made up: serial 0000


def nik_of(birth: dt.date, woman: bool, region: str = "147201", serial: str = "0000") -> str:
    return f"{region}{birth.day + 40 * woman:02d}{birth:%m%y}{serial}"


@pytest.mark.parametrize(
    "raw",
    [NIK, f"'{NIK}", f" {NIK} ", "14.7201.450980.0000", "1472 0145 0980 0000", "1472-0145-0980-0000", f"NIK: {NIK}"],
)
def test_a_nik_is_read_through_its_separators(raw: str) -> None:
    assert noted(parse_nik, raw) == (NIK, ["nik-serial"])


@given(
    st.dates(dt.date(1927, 1, 1), dt.date(2026, 1, 1)),
    st.booleans(),
    st.sampled_from(["147201", "347102", "110101", "971204", "540101"]),
)
def test_a_nik_tells_birth_sex_and_region_wherever_it_was_issued(birth: dt.date, woman: bool, region: str) -> None:
    nik = nik_of(birth, woman, region, "0001")
    assert noted(parse_nik, nik) == (nik, [])
    facts = nik_facts(nik, TODAY)
    assert (facts.birth_date, facts.sex) == (birth, "P" if woman else "L")
    assert facts.region == f"{region[:2]}.{region[2:4]}.{region[4:]}"


@pytest.mark.parametrize(
    "raw",
    [1472014509800000, 1472014509800000.0, 1.472e15, 14720145098000001, "1.47E+15", "1,47E+15", "1.472014509E+015",
     "1472014509800000.0", "'1.47E+15"],
)  # fmt: skip
def test_a_nik_that_excel_touched_is_lost(raw: Any) -> None:
    assert outcome(parse_nik, raw) == "!nik-excel"
    assert sentence(parse_nik, raw) == (
        "Angka NIK ini sudah diubah Excel (angka terakhir hilang). Salin ulang dari formulir."
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [("147201450980000", "nik-length"), (f"{NIK}2", "nik-length"), (147201450980000, "nik-length"),
     ("abc", "nik-letters"),
     ("147201450980000O", "nik-letters"), ("9972014509800000", "nik-region"), ("1400014509800000", "nik-region"),
     ("1472004509800000", "nik-region"), ("1472013202800000", "nik-date"), ("1472017202800000", "nik-date"),
     ("1472014513800000", "nik-date"), ("1472012902010000", "nik-date"), ("1472010002800000", "nik-date"),
     ("1111111111111111", "nik-repeated"), ("1111 1111 1111 1111", "nik-repeated"), ("0" * 16, "nik-repeated"),
     ("'0000000000000000", "nik-repeated"), (True, "nik-letters"), (date_cell("2020-01-01"), "number-date")],
)  # fmt: skip
def test_what_is_no_nik_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_nik, raw) == f"!{code}"


def test_a_nik_of_the_wrong_length_is_told_how_long_it_is() -> None:
    assert sentence(parse_nik, f"'{NIK}2") == "NIK harus 16 angka. Anda mengisi 17 angka."


@pytest.mark.parametrize("leap_day", ["290200", "690200", "290204", "290280"])
def test_a_leap_day_of_either_century_is_a_date(leap_day: str) -> None:
    assert parse_nik(f"147201{leap_day}0001")


@pytest.mark.parametrize("raw", [None, "", "-", "0", 0, "'-", "'0", "tidak ada", "lupa", "menolak", "belum punya KTP"])
def test_no_nik_is_none(raw: Any) -> None:
    assert noted(parse_nik, raw) == (None, [])


@pytest.mark.parametrize("raw", ["9999", "8888", 7777])
def test_the_special_codes_of_the_census_are_no_nik(raw: Any) -> None:
    assert noted(parse_nik, raw) == (None, ["nik-code"])


@pytest.mark.parametrize(
    ("raw", "why"),
    [("tidak ada", "tidak_ada"), ("KTP hilang", "tidak_ada"), ("Menolak", "menolak"), ("tidak bersedia", "menolak"),
     ("lupa", "lupa"), ("tidak dibawa", "lupa"), ("-", None), ("", None), (NIK, None), (None, None), (5, None)],
)  # fmt: skip
def test_a_reason_for_no_nik_is_kept_apart_from_a_dash(raw: Any, why: str | None) -> None:
    assert nik_absence(raw) == why


def test_a_masked_nik_shows_the_province_and_the_last_four() -> None:
    assert mask_nik("1472014509801234") == "14••••••••••1234"
    assert len(mask_nik(NIK)) == 16


@pytest.mark.parametrize("broken", ["", "123", "1472013202800000", "abcdabcdabcdabcd"])
def test_facts_are_not_drawn_from_a_broken_nik(broken: str) -> None:
    with pytest.raises(ValueError, match="NIK"):
        nik_facts(broken, TODAY)


@pytest.mark.parametrize(
    "raw",
    [
        "0220000012345",
        "'0220000012345",
        "0220 0000 12345",
        "0220-0000-12345",
        "NIB: 0220000012345",
        "No. 0220000012345",
    ],
)
def test_a_nib_is_read_through_its_separators(raw: str) -> None:
    assert noted(parse_nib, raw) == ("0220000012345", [])


@pytest.mark.parametrize("raw", [9120000012345, 9120000012345.0, "9120000012345", "9120000012345.0"])
def test_a_nib_of_thirteen_figures_survives_a_number_cell(raw: Any) -> None:
    assert parse_nib(raw) == "9120000012345"


@pytest.mark.parametrize("raw", ["220000012345", "'220000012345", 220000012345, 220000012345.0])
def test_a_nib_of_twelve_figures_is_refused_with_a_proposal(raw: Any) -> None:
    assert outcome(parse_nib, raw) == "!nib-lost-zero"
    assert sentence(parse_nib, raw) == ("NIB harus 13 angka. Mungkin angka 0 di depan hilang: 0220000012345.")


@pytest.mark.parametrize(
    ("raw", "code"),
    [(NIK, "nib-looks-nik"), (f"{NIK}1", "nib-looks-nik"), (1472014509800000, "nib-excel"), ("9,1E+12", "nib-excel"),
     (9.1203e12, "nib-excel"), ("12345", "nib-length"), ("abc", "nib-letters"), ("v", "tick"), ("V", "tick"),
     ("ada", "tick"),
     ("ya", "tick"), ("✓", "tick"), (True, "tick"), (date_cell("2020-01-01"), "number-date")],
)  # fmt: skip
def test_what_is_no_nib_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_nib, raw) == f"!{code}"


@pytest.mark.parametrize("raw", ["1111111111111", "1234567890123"])
def test_a_nib_that_looks_like_an_example_is_noted(raw: str) -> None:
    assert noted(parse_nib, raw) == (raw, ["nib-example"])


@pytest.mark.parametrize("raw", [None, "", "-", "'0", 0, "belum ada"])
def test_no_nib_is_none(raw: Any) -> None:
    assert parse_nib(raw) is None
    assert parse_npwp(raw) is None


@pytest.mark.parametrize(
    ("raw", "number", "codes"),
    [("01.312.166.0-091.000", "013121660091000", []), ("013121660091000", "013121660091000", []),
     ("0013121660091000", "0013121660091000", []), ("NPWP 01.312.166.0-091.000", "013121660091000", []),
     ("01.312.166.1-091.000", "013121661091000", ["npwp-check"]), (NIK, NIK, ["nik-serial"]),
     ("1472014599800001", "1472014599800001", ["npwp-nik"]), (813121660091000, "813121660091000", ["npwp-check"]),
     ("13.121.660.091.000", "!npwp-lost-zero", []), (13121660091000, "!npwp-lost-zero", []),
     (int(NIK), "!npwp-excel", []),
     ("123", "!npwp-length", []), ("abc", "!npwp-letters", []), ("v", "!tick", [])],
)  # fmt: skip
def test_an_npwp_has_fifteen_or_sixteen_figures_and_its_check_is_only_a_hint(
    raw: Any, number: str, codes: list[str]
) -> None:
    assert noted(parse_npwp, raw) == (number, codes)


@given(st.text() | st.from_regex(r"'?[0-9.]{10,18}(E\+1[0-9])?", fullmatch=True) | st.floats() | st.integers())
def test_any_cell_is_an_identifier_of_figures_or_nothing_or_a_refusal(raw: Any) -> None:
    for parse, lengths in ((parse_nik, {16}), (parse_nib, {13}), (parse_npwp, {15, 16})):
        found = outcome(parse, raw)
        if found is not None and found.startswith("!"):
            assert sentence(parse, raw).endswith(".")
        elif found is not None:
            assert found.isdigit()
            assert found.isascii()
            assert len(found) in lengths
