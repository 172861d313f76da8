"""RT and RW from their own cells, shared cells and addresses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.place import find_rt_rw, parse_rt, parse_rt_rw, parse_rw, parse_village_rt_rw
from tests.rules.values.outcomes import date_cell, noted, outcome, sentence

PAIRS = st.tuples(st.integers(1, 999), st.integers(1, 999))


@pytest.mark.parametrize(
    ("raw", "rt"),
    [("01", "001"), ("1", "001"), ("001", "001"), (1, "001"), (1.0, "001"), ("RT 02", "002"), ("RT.02", "002"),
     ("rt:3", "003"),
     ("Rt. No. 5", "005"), ("o6", "006"), ("1o", "010"), ("RT05", "005"), ("VII", "007"), ("RT IX", "009"),
     ("XXI", "021"), ("RT X", "010"),
     ("RT 02 RW 01", "002"),
     ("-", None), ("", None), (None, None), ("0", None), ("000", None), (0, None), ("RT -", None)],
)  # fmt: skip
def test_an_rt_has_three_figures(raw: Any, rt: str | None) -> None:
    assert parse_rt(raw) == rt
    if isinstance(raw, str) and "RW" not in raw:
        assert parse_rw(raw.replace("RT", "RW").replace("rt", "rw").replace("Rt", "Rw")) == rt


def test_an_rw_is_taken_from_a_cell_that_holds_both() -> None:
    assert parse_rw("RT 02 RW 01") == "001"
    assert outcome(parse_rw, "RT 02") == "!rw-shape"


@pytest.mark.parametrize("raw", ["1234", "2A", "x", "XX", "xx", "xxx", "RT XX", "IIX", 1234, 2.5, True, "lima", "5.5"])
def test_what_is_no_rt_is_refused(raw: Any) -> None:
    assert outcome(parse_rt, raw) == "!rt-shape"


@pytest.mark.parametrize("parse", [parse_rt, parse_rw, parse_rt_rw])
def test_an_rt_that_excel_made_a_date_is_refused(parse: Any) -> None:
    assert outcome(parse, date_cell("2026-02-01")) == "!rt-date"
    assert outcome(parse, dt.date(2026, 2, 1)) == "!rt-date"
    assert "contoh RT 02 RW 01." in sentence(parse, dt.date(2026, 2, 1))


@pytest.mark.parametrize(
    ("raw", "pair"),
    [
        ("02/01", ("002", "001")), ("RT 02/ RW 01", ("002", "001")), ("RT05/o6", ("005", "006")),
        ("RT 02 RW 01", ("002", "001")),
        ("RT.02 RW.01", ("002", "001")), ("rt02rw01", ("002", "001")), ("02-01", ("002", "001")),
        ("002 001", ("002", "001")),
        ("RW 01/RT 02", ("002", "001")), ("RT/RW 02/01", ("002", "001")), ("RT/RW: 002/001", ("002", "001")),
        ("RT/RT 5/2", ("005", "002")), ("RT03/RW III", ("003", "003")), ("RT:24 RW:042", ("024", "042")),
        ("RT 002 RW, 001", ("002", "001")), ("RT 2", ("002", None)), ("RW 05", (None, "005")),
        ("RT 02/-", ("002", None)),
        ("RT/RW - / -", (None, None)), ("-/-", (None, None)), ("-", (None, None)), ("", (None, None)),
        (None, (None, None)),
    ],
)  # fmt: skip
def test_rt_and_rw_come_out_of_one_cell(raw: Any, pair: tuple[str | None, str | None]) -> None:
    assert noted(parse_rt_rw, raw) == (pair, [])


def test_one_number_is_the_rt_and_said_so() -> None:
    assert noted(parse_rt_rw, "5") == (("005", None), ["rt-only"])
    assert noted(parse_rt_rw, 5) == (("005", None), ["rt-only"])


@pytest.mark.parametrize("raw", ["abc", 2.1, "1234/5", "02/01/03", "XX", "xx/xx"])
def test_a_pair_that_cannot_be_read_is_refused(raw: Any) -> None:
    assert outcome(parse_rt_rw, raw) == "!rt-rw-shape"


@given(
    PAIRS,
    st.sampled_from(["RT {} RW {}", "RT.{}/RW.{}", "rt {:02d}/ rw {:02d}", "RT{:03d}/{:03d}", "{}/{}", "RT/RW {}/{}"]),
)
def test_every_way_of_writing_a_pair_is_that_pair(pair: tuple[int, int], way: str) -> None:
    written = way.format(*pair)
    want = (f"{pair[0]:03d}", f"{pair[1]:03d}")
    assert parse_rt_rw(written) == want
    address = f"Jl. Sudirman No. 12 {written}, Kel. Purnama"
    assert find_rt_rw(address) == (want if "r" in way.lower() else (None, None))


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("NGAMPILAN, 27, 5", ("NGAMPILAN", "027", "005")), ("NGAMPILAN,27,5", ("NGAMPILAN", "027", "005")),
        ("NGAMPILAN, -, -", ("NGAMPILAN", None, None)), (", -, -", (None, None, None)),
        ("Purnama", ("Purnama", None, None)),
        ("Purnama, 27", ("Purnama", "027", None)), ("Purnama RT 2 RW 1", ("Purnama", "002", "001")),
        ("Purnama RT/RW 02/01", ("Purnama", "002", "001")),
        ("Kel. Purnama, RT 02, RW 01", ("Kel. Purnama", "002", "001")),
        ("Bukit Kapur, o5, 6", ("Bukit Kapur", "005", "006")),
        ("DUMAI KOTA (RT 02/RW 03)", ("DUMAI KOTA", "002", "003")),
        ("-", (None, None, None)), (None, (None, None, None)),
    ],
)  # fmt: skip
def test_a_village_comes_apart_from_its_rt_and_rw(raw: Any, parts: tuple[str | None, ...]) -> None:
    assert parse_village_rt_rw(raw) == parts


@pytest.mark.parametrize(
    "address",
    [
        "Jl. Sudirman RT. Budi",
        "PORT 3",
        "ART 5",
        "Jl. Pasar 02/01",
        "",
        None,
        "-",
        "Jl. Mertua 5",
        "Jl Jumadi 9 RT, Dumai",
        5,
    ],
)
def test_an_address_without_a_label_names_no_rt(address: Any) -> None:
    assert find_rt_rw(address) == (None, None)


@given(st.text())
def test_looking_into_an_address_never_refuses(address: str) -> None:
    for part in find_rt_rw(address):
        assert part is None or (len(part) == 3 and part.isdigit() and part != "000")
