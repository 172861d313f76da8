"""Dates whose day and month could be exchanged: what was read is said, once for a column that proves its order."""

from __future__ import annotations

from datetime import date

import pytest

from tests.judging import JudgedSheet, among, judged

LONE = "12-13-1980 kami baca sebagai 13 Desember 1980: bulan dulu, lalu hari. Periksa lagi."


def born(*written: str) -> JudgedSheet:
    headings, rows = among(len(written), **{"Tanggal Lahir": list(written)})
    return judged(headings, *rows)


def births(sheet: JudgedSheet) -> list[date | None]:
    return [row.checked.record.owner.birth_date for row in sheet.rows]


def messages(sheet: JudgedSheet, row: int) -> list[str]:
    return [fault.message for fault in sheet.rows[row].checked.faults]


def of_column(sheet: JudgedSheet) -> list[tuple[str | None, str, str, str]]:
    return [(fault.column, fault.severity, fault.code, fault.message) for fault in sheet.faults if fault.row is None]


def test_a_lone_date_with_the_month_first_says_how_it_was_read():
    sheet = born("12-13-1980")
    assert births(sheet) == [date(1980, 12, 13)]
    assert sheet.said() == [("birth_date", "warning", "date-month-first")]
    assert messages(sheet, 0) == [LONE]
    assert of_column(sheet) == []


def test_one_such_date_among_days_first_is_said_and_the_others_stay():
    sheet = born("25-03-1981", "12-13-1980", "03-04-1982")
    assert births(sheet) == [date(1981, 3, 25), date(1980, 12, 13), date(1982, 4, 3)]
    assert [messages(sheet, row) for row in range(3)] == [[], [LONE], []]
    assert of_column(sheet) == []


def test_what_one_such_date_turns_round_beside_it_is_said_too():
    sheet = born("12-13-1980", "10-03-1981", "05-05-1979", "Dumai, 4/6/1975")
    assert births(sheet) == [date(1980, 12, 13), date(1981, 10, 3), date(1979, 5, 5), date(1975, 4, 6)]
    assert [messages(sheet, row) for row in range(4)] == [
        [LONE], ["10-03-1981 kami baca sebagai 3 Oktober 1981: bulan dulu, lalu hari. Periksa lagi."], [],
        ["4/6/1975 kami baca sebagai 6 April 1975: bulan dulu, lalu hari. Periksa lagi."],
    ]  # fmt: skip


@pytest.mark.parametrize("year", ["1980", "80"])
def test_a_column_that_writes_months_first_is_told_once(year):
    sheet = born(f"12/13/{year}", f"03/25/{year}", f"10/03/{year}")
    assert births(sheet) == [date(1980, 12, 13), date(1980, 3, 25), date(1980, 10, 3)]
    assert not any("date-month-first" in code for row in range(3) for _, _, code in sheet.said(row))
    assert of_column(sheet) == [(
        "D", "warning", "dates-month-first",
        f'Tanggal di kolom "Tanggal Lahir" ditulis bulan dulu, lalu hari: 12/13/{year} kami baca sebagai '
        "13 Desember 1980. Periksa lagi.",
    )]  # fmt: skip


def test_a_day_first_among_months_first_is_said():
    sheet = born(*["12/13/1980", "03/25/1981", "4/6/1975"] * 6, "25/03/1981")
    assert births(sheet)[2] == date(1975, 4, 6)
    assert births(sheet)[-1] == date(1981, 3, 25)
    assert messages(sheet, len(sheet.rows) - 1) == [
        "25/03/1981 kami baca sebagai 25 Maret 1981: hari dulu, lalu bulan. Periksa lagi."
    ]
    assert [code for _, _, code, _ in of_column(sheet)] == ["dates-month-first"]


@pytest.mark.parametrize("heading", ["Tahun Berdiri", "Tanggal Izin", "Tanggal Pendataan"])
def test_every_column_of_dates_says_it(heading):
    headings, rows = among(3, **{heading: ["12/13/2019", "10/03/2020", "-"]})
    sheet = judged(headings, *rows)
    assert [[code for _, _, code in sheet.said(row)] for row in range(3)] == [["date-month-first"]] * 2 + [[]]
