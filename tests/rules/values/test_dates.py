"""Dates, years, starts and clock times."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.dates import (
    is_ambiguous,
    local_day_end,
    parse_date,
    parse_start,
    parse_year,
    show_date,
    show_date_short,
    show_time,
    split_birth,
)
from tests.rules.values.outcomes import date_cell, noted, outcome, sentence

TODAY = dt.date(2026, 11, 22)
DATES = st.dates(dt.date(1900, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("12 Mei 2020", "2020-05-12"), ("3 Agu 2020", "2020-08-03"), ("3 Agt. 2020", "2020-08-03"),
        ("03 September 1980", "1980-09-03"), ("1 Nopember 1999", "1999-11-01"), ("1 Pebruari 1999", "1999-02-01"),
        ("12-Mei-2020", "2020-05-12"), ("12 May 2020", "2020-05-12"), ("May 12, 2020", "2020-05-12"),
        ("12/05/2020", "2020-05-12"), ("12-5-2020", "2020-05-12"), ("12.05.2020", "2020-05-12"),
        ("03/04/2020", "2020-04-03"),
        ("2020-05-12", "2020-05-12"), ("2020/5/12", "2020-05-12"), ("12052020", "2020-05-12"),
        ("20200512", "2020-05-12"),
        ("'12/05/2020", "2020-05-12"), ("12/05/2020 00:00:00", "2020-05-12"), ("Dumai, 12-03-1980", "1980-03-12"),
        ("Bagan Siapi-api, 12 Maret 1980", "1980-03-12"), ("Dumai 12 Maret 1980", "1980-03-12"),
        ("Senin, 12 Mei 2020", "2020-05-12"), (dt.date(2020, 5, 12), "2020-05-12"),
        (date_cell("2020-05-12"), "2020-05-12"),
        (12052020.0, "2020-05-12"), ("29 Februari 2024", "2024-02-29"), ("22/11/2026", "2026-11-22"),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first(raw: Any, date: str) -> None:
    assert noted(parse_date, raw, TODAY) == (dt.date.fromisoformat(date), [])


@pytest.mark.parametrize(
    ("raw", "date", "code"),
    [
        ("12/05/20", "2020-05-12", "date-short-year"), ("12/05/80", "1980-05-12", "date-short-year"),
        ("1-Mei-27", "1927-05-01", "date-short-year"), ("05/23/2020", "2020-05-23", "date-month-first"),
        (43963, "2020-05-12", "date-serial"), ("43963", "2020-05-12", "date-serial"),
        (29282.0, "1980-03-02", "date-serial"),
        ("2020-05-11T17:00:00.000Z", "2020-05-12", "date-zone"), ("12 Mei 2020 08.30 WIB", "2020-05-12", "date-time"),
        (date_cell("2020-05-12T17:30"), "2020-05-12", "date-time"),
    ],
)  # fmt: skip
def test_a_reading_that_could_be_wrong_is_noted(raw: Any, date: str, code: str) -> None:
    assert noted(parse_date, raw, TODAY) == (dt.date.fromisoformat(date), [code])


@pytest.mark.parametrize("raw", [None, "", "-", "0", 0, "#N/A", "belum ada", float("nan")])
def test_no_date_is_none(raw: Any) -> None:
    assert parse_date(raw, TODAY) is None
    assert parse_start(raw, TODAY) is None
    assert parse_year(raw, TODAY) is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/2020", "date-impossible"), ("29 Februari 2023", "date-impossible"), ("00/05/2020", "date-impossible"),
        ("13/13/2020", "date-impossible"), ("2019", "date-partial"), (2019, "date-partial"),
        ("Mei 2020", "date-partial"),
        ("23/11/2026", "date-future"), (dt.date(2030, 1, 1), "date-future"), ("12 Mei 1850", "date-early"),
        ("abc", "date-shape"), ("12 Abc 2020", "date-shape"), (5, "date-shape"), ("2 tahun", "date-shape"),
        (True, "date-shape"),
        (dt.time(3), "date-shape"), (1e20, "date-shape"), (float("inf"), "date-shape"), ("12/5", "date-shape"),
        ("99999", "date-shape"), ("19991301", "date-shape"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_date, raw, TODAY) == f"!{code}"


@given(DATES)
def test_every_way_we_show_a_date_reads_back(date: dt.date) -> None:
    for shown in (show_date(date), show_date_short(date), date.isoformat()):
        assert noted(parse_date, shown, TODAY) == (date, [])
    assert parse_start(show_date(date), TODAY) == (date.year, date.month)
    assert parse_year(show_date(date), TODAY) == date.year


@given(st.dates(dt.date(1910, 1, 3), TODAY))
def test_every_serial_number_is_its_day(date: dt.date) -> None:
    serial = (date - dt.date(1899, 12, 30)).days
    assert parse_date(serial, TODAY) == date
    assert parse_date(float(serial) + 0.25, TODAY) == date


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_anything_else_is_a_date_of_our_time_or_a_refusal(raw: Any) -> None:
    for parse in (parse_date, parse_start, parse_year):
        found = outcome(parse, raw, TODAY)
        if isinstance(found, dt.date):
            assert dt.date(1900, 1, 1) <= found <= TODAY
        elif isinstance(found, (int, tuple)):
            assert 1900 <= (found if isinstance(found, int) else found[0]) <= 2026
        elif found is not None:
            assert sentence(parse, raw, TODAY).endswith(".")


@pytest.mark.parametrize(
    ("raw", "ambiguous"),
    [("03/04/2020", True), ("13/04/2020", False), ("04/13/2020", False), ("04/04/2020", False), ("2020-03-04", False),
     ("3 April 2020", False), (date_cell("2020-03-04"), False), ("03-04-2020 00:00", True)],
)  # fmt: skip
def test_dates_that_read_both_ways_can_be_told(raw: Any, ambiguous: bool) -> None:
    assert is_ambiguous(raw) is ambiguous


@pytest.mark.parametrize(
    ("raw", "start", "codes"),
    [
        ("2019", (2019, None), []), (2019, (2019, None), []), (2019.0, (2019, None), []),
        ("th 2019", (2019, None), []),
        ("sejak 2015", (2015, None), []), ("Mei 2020", (2020, 5), []), ("05/2020", (2020, 5), []),
        ("2020-05", (2020, 5), []),
        ("12 Mei 2020", (2020, 5), []), (date_cell("2019-05-01"), (2019, 5), []),
        (43963, (2020, 5), ["date-serial"]), ("43963", (2020, 5), ["date-serial"]), (18999, (1952, 1), ["date-serial"]),
        (20270, (1955, 6), ["date-serial"]),
        ("2 tahun", (2024, None), ["start-span"]), ("2 thn", (2024, None), ["start-span"]),
        ("kurang lebih 5 tahun", (2021, None), ["start-span"]), ("1 tahun 6 bulan", (2025, 5), ["start-span"]),
        ("2,5 tahun", (2024, 5), ["start-span"]), ("11 bulan", (2025, 12), ["start-span"]),
        ("1990-an", (1990, None), ["start-about"]), ("Jan-19", (2019, 1), ["date-short-year"]),
        ("November 2026", (2026, 11), []),
    ],
)  # fmt: skip
def test_a_start_is_a_year_and_perhaps_a_month(raw: Any, start: Any, codes: list[str]) -> None:
    assert noted(parse_start, raw, TODAY) == (start, codes)


@pytest.mark.parametrize(
    ("raw", "code"),
    [("2019/2020", "start-shape"), (3, "start-shape"), ("3", "start-shape"), ("2027", "start-shape"),
     ("1899", "start-shape"),
     ("turun temurun", "start-shape"), ("200 tahun", "start-shape"), ("Desember 2026", "start-shape"),
     (True, "start-shape"), ("20155", "year-long"), (20155, "year-long"), (20155.0, "year-long"),
     ("19987", "year-long"), ("20269", "year-long"),
     ("31/02/2020", "date-impossible"), ("23/11/2026", "date-future")],
)  # fmt: skip
def test_a_start_that_cannot_be_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_start, raw, TODAY) == f"!{code}"


def test_a_year_with_a_figure_too_many_is_named() -> None:
    assert sentence(parse_start, "20155", TODAY) == (
        "Tahun mulai usaha 20155 kelebihan angka. Tulis 4 angka, contoh 2015."
    )


def test_the_refusal_of_a_start_names_the_years_that_can_be() -> None:
    assert sentence(parse_start, "2027", TODAY) == "Tahun mulai usaha harus antara 1900 dan 2026. Tulis contoh 2021."


@pytest.mark.parametrize(
    ("raw", "year"),
    [("2019", 2019), (2019.0, 2019), ("tahun 2019", 2019), ("12 Mei 2019", 2019), (43963, 2020), ("2019.0", 2019),
     (dt.date(2019, 1, 1), 2019), ("1900", 1900), ("2026", 2026), ("1899", "!year-range"), ("2027", "!year-range"),
     (99, "!year-range"), (2019.5, "!year-range"), ("abc", "!year-range"), (1e30, "!year-range"),
     (True, "!year-range")],
)  # fmt: skip
def test_a_year_lies_between_1900_and_now(raw: Any, year: Any) -> None:
    assert outcome(parse_year, raw, TODAY) == year


@pytest.mark.parametrize(
    ("raw", "parts"),
    [("Dumai, 12-03-1980", ("Dumai", "12-03-1980")),
     ("Bagan Siapi-api 1 Mei 1980", ("Bagan Siapi-api", "1 Mei 1980")),
     ("12-03-1980", (None, "12-03-1980")), ("May 12, 2020", (None, "May 12, 2020")), ("Dumai", (None, "Dumai"))],
)  # fmt: skip
def test_place_and_date_of_birth_in_one_cell_come_apart(raw: str, parts: tuple[str | None, str]) -> None:
    assert split_birth(raw) == parts


def test_an_instant_is_shown_on_the_local_clock() -> None:
    moment = dt.datetime(2026, 11, 22, 7, 5, tzinfo=dt.UTC)
    assert show_time(moment, "Asia/Jakarta") == "14.05 WIB"
    assert show_time(moment, ZoneInfo("Asia/Jayapura")) == "16.05 WIT"
    with pytest.raises(ValueError, match="zone"):
        show_time(moment.replace(tzinfo=None), "Asia/Jakarta")


def test_a_local_day_ends_when_the_next_one_begins() -> None:
    end = local_day_end(dt.date(2026, 12, 31), "Asia/Jakarta")
    assert end == dt.datetime(2026, 12, 31, 17, 0, tzinfo=dt.UTC)
    assert end.tzinfo is dt.UTC
