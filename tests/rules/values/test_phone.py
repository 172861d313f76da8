"""Phone numbers: every spelling of one number is one number."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.phone import mask_phone, parse_phone, parse_phones, show_phone
from tests.rules.values.outcomes import noted, outcome, sentence

ONE = "+6281200001234"
MOBILES = st.from_regex(r"\+628[1-9][0-9]{8,10}", fullmatch=True)
LANDLINES = st.from_regex(r"\+62(765[0-9]{5,7}|21[0-9]{7,8}|31[0-9]{7,8})", fullmatch=True)


@pytest.mark.parametrize(
    "raw",
    ["081200001234", "'081200001234", "081200001234 ", "0812-0000-1234", "0812 0000 1234", "0812.0000.1234",
     "(0812) 00001234",
     "+6281200001234", "+62 812-0000-1234", "6281200001234", "006281200001234", "+62 (0) 812 0000 1234",
     "WA 0812 0000 1234",
     "No. HP: 081200001234", "081200001234 (Budi)", "081200001234.0", "tel:+6281200001234", "０８１２００００１２３４",
     "¿0812 0000 1234", "0812 ¿ 00001234", "No0812 0000 1234"],
)  # fmt: skip
def test_every_spelling_of_a_number_is_that_number(raw: str) -> None:
    assert noted(parse_phones, raw) == ([ONE], [])


@pytest.mark.parametrize(
    ("raw", "code"),
    [("81200001234", "hp-nol"), (81200001234, "hp-nol"), (81200001234.0, "hp-nol"), ("'81200001234", "hp-nol"),
     ("0081200001234", "hp-extra-zero"), ("06281200001234", "hp-extra-zero"), ("O81200001234", "hp-letter-o")],
)  # fmt: skip
def test_a_lost_or_doubled_nought_is_put_right_and_said(raw: Any, code: str) -> None:
    assert noted(parse_phones, raw) == ([ONE], [code])


def test_the_lost_nought_is_told_in_the_agreed_words() -> None:
    notes: list[Any] = []
    parse_phone(81200001234, notes)
    assert notes[0].message == "Angka 0 di depan hilang. Kami tambahkan."


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("0335 - 4216551 / 082100901638", ["+623354216551", "+6282100901638"]),
        ("(0335) 4211436, 085200518547", ["+623354211436", "+6285200518547"]),
        ("081200001234/081300001234", [ONE, "+6281300001234"]),
        ("081200001234 atau 081300001234", [ONE, "+6281300001234"]),
        ("081200001234 081300001234", [ONE, "+6281300001234"]),
        ("081200001234\n081300001234", [ONE, "+6281300001234"]),
        ("0812 0000 1234 0813 0000 1234", [ONE, "+6281300001234"]), ("081200001234; 081200001234", [ONE]),
        ("Budi 081200001234, Ani 081300001234", [ONE, "+6281300001234"]),
        ("021-5551234/35", ["+62215551234"]), ("0341-5551234, 551235", ["+623415551234"]),
    ],
)  # fmt: skip
def test_several_numbers_in_a_cell_are_all_kept(raw: str, numbers: list[str]) -> None:
    assert parse_phones(raw) == numbers


def test_the_mobile_number_comes_first_where_one_is_wanted() -> None:
    assert parse_phone("0335 - 4216551 / 082100901638") == "+6282100901638"
    assert parse_phone("0765 438123") == "+62765438123"


def test_what_is_left_over_of_a_second_number_is_said() -> None:
    assert noted(parse_phones, "021-5551234/35") == (["+62215551234"], ["hp-part"])


@pytest.mark.parametrize(
    ("raw", "number", "codes"),
    [("0765-438123", "+62765438123", []), ("(0765) 31234", "+6276531234", ["hp-short"]),
     ("021 5551234", "+62215551234", []),
     ("+60 12 345 6789", "+60123456789", ["hp-foreign"]), ("0838002918", "+62838002918", ["hp-short"]),
     ("0811002918", "+62811002918", [])],
)  # fmt: skip
def test_landlines_short_and_foreign_numbers_are_taken(raw: str, number: str, codes: list[str]) -> None:
    assert noted(parse_phone, raw) == (number, codes)


@pytest.mark.parametrize(
    "raw",
    ["8.52348e+010", "8.51766E+10", "8,13E+10", "8E+10", 8.52348e10, 85234800000, 8.5e11, 852348.5, "'8.52e+10",
     float("inf"), 1e17],
)  # fmt: skip
def test_a_number_that_excel_shortened_is_lost_and_never_filled_up(raw: Any) -> None:
    assert outcome(parse_phone, raw) == "!hp-excel"
    assert "Salin ulang dari formulir." in sentence(parse_phone, raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [("0812345", "hp-length"), ("08950046649982", "hp-length"), ("08120000123456789", "hp-length"),
     ("0812xxxx1234", "hp-letters"),
     ("0812000O1234", "hp-letters"), ("08120000123O", "hp-letters"), ("Budi", "hp-letters"),
     ("270700", "hp-area-code"),
     ("765 31234", "hp-area-code"), (True, "hp-shape"), (dt.date(2020, 1, 1), "hp-shape")],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_phone, raw) == f"!{code}"


def test_a_refusal_says_how_a_number_looks() -> None:
    assert sentence(parse_phone, "0812345") == (
        "Nomor HP diawali 08 atau +62 dan berisi 10 sampai 13 angka. Anda mengisi 7 angka."
    )


@pytest.mark.parametrize("raw", [None, "", "-", "- ", "0", 0, "00", "000000000000", "9999", "'-", "belum ada"])
def test_no_phone_is_none(raw: Any) -> None:
    assert parse_phones(raw) == []
    assert parse_phone(raw) is None


@given(st.one_of(MOBILES, LANDLINES))
def test_a_shown_number_reads_back(e164: str) -> None:
    assert parse_phone(show_phone(e164)) == e164
    assert parse_phones(e164) == [e164]


@given(MOBILES)
def test_a_masked_number_hides_all_but_the_ends(e164: str) -> None:
    masked = mask_phone(e164)
    assert masked.startswith("0" + e164[3:6])
    assert masked.endswith(e164[-2:])
    assert sum(map(str.isdigit, masked)) <= 7


def test_numbers_are_shown_as_people_dial_them() -> None:
    assert [show_phone(one) for one in (ONE, "+6276531234", "+62215551234", "+60123456789")] == [
        "0812 0000 1234",
        "0765 31234",
        "021 5551234",
        "+60123456789",
    ]
    assert mask_phone(ONE) == "0812 •••• •234"


@given(st.text() | st.from_regex(r"[+'(]?[0-9oO]{1,15}[-/ ,)]{0,2}[0-9]{0,13}", fullmatch=True) | st.floats())
def test_any_cell_gives_e164_numbers_or_a_refusal(raw: Any) -> None:
    numbers = outcome(parse_phones, raw)
    if isinstance(numbers, str):
        assert sentence(parse_phones, raw).endswith(".")
    else:
        assert all(number[0] == "+" and number[1:].isdigit() and number.isascii() for number in numbers)


def test_most_phone_shapes_of_real_lists_give_a_number(shared: Path) -> None:
    """The shapes have 9 for every figure; with a start that can be, all but the broken ones must be read."""
    lines = (shared / "surveys/values_phone_shapes.csv").read_text().splitlines()[1:]
    shapes = [line.rpartition(',"')[0].strip('"') for line in lines]
    unread = {shape for shape in shapes if not _taken(shape)}
    assert unread == {"9.99999e+999", "=D9999", "'99", "'9", "999999", "99999999999999", "'99999999999999"}


def _taken(shape: str) -> bool:
    cell = shape.removeprefix("int:")
    start = next((place for place, sign in enumerate(cell) if sign == "9"), None)
    if start is not None and "e+" not in cell and "=" not in cell:
        first = cell.split(" / ")[0].split(",")[0]
        mobile = first.count("9") >= 10 and not set("(-") & set(cell)
        cell = cell[:start] + ("08" if mobile else "07") + cell[start + 2 :]
    return isinstance(outcome(parse_phones, cell), list)
