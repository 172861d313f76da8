"""Damage to dates: numbers that became dates, dates that became numbers, days shifted or exchanged with months."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from digiloka.values.date_text import from_serial, month_number

_EPOCHS = (dt.date(1899, 12, 30), dt.date(1904, 1, 1))  # of Windows and of old Macs
_FIRST_DAY = dt.date(1910, 1, 1)  # no day of a survey lies before; small numbers shown as dates do
_YEARS_FROM = 1950
_ZONED = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](1[567]):00(?::00(?:\.0+)?)?\s*(?:Z|[+-]00:?00|UTC|GMT)", re.IGNORECASE)
_MIDNIGHTS = (15, 16, 17)  # 00:00 in WIT, WITA and WIB, as UTC tells it
_SHORT_DAY = re.compile(r"\d{1,2}-([A-Za-z]{3})(?:-\d{2}|-\d{4})?|([A-Za-z]{3})-\d{2}")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?|\d{1,2}/\d{1,2}/\d{4}(?: 0?0:00(?::00)?)?")
_SLASHED = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(?:\d{4}|\d{2})")
_BY_CHANCE = 0.02


def number_as_date(raw: Any, code: bool = False) -> str | None:
    """What a cell that became a date or a time may have held ("3-5", "12"; of a `code` its five figures); None for
    other cells."""
    if isinstance(raw, dt.date):
        day = raw.date() if isinstance(raw, dt.datetime) else raw
        serial = (day - _EPOCHS[0]).days
        return str(serial) if code or day < _FIRST_DAY else f"{day.day}-{day.month}"
    if isinstance(raw, str):
        return raw if _is_day(raw) else None
    if isinstance(raw, dt.time):
        return f"{raw.hour}:{raw.minute}"
    return "" if isinstance(raw, dt.timedelta) else None


def _is_day(text: str) -> bool:
    """A day as spreadsheets write it out, with the month in letters ("03-Mei", "Mei-03") or whole (2026-05-03)."""
    if found := _SHORT_DAY.fullmatch(text.strip()):
        return month_number(found[1] or found[2]) is not None
    return _WHOLE_DAY.fullmatch(text.strip()) is not None


def serial_for_date(number: float, today: dt.date) -> dt.date | None:
    """The day of a serial number that stands where a date belongs."""
    return from_serial(number, today)


def year_as_date(day: dt.date, today: dt.date) -> int | None:
    """The year that a cell shows as a day of 1905 because it was formatted as a date; None for a real day."""
    for epoch in _EPOCHS:
        if day < _FIRST_DAY and _YEARS_FROM <= (day - epoch).days <= today.year:
            return (day - epoch).days
    return None


def before_all_days(day: dt.date) -> bool:
    """A small number or a nought that a cell shows as a day of 1900."""
    return day < _FIRST_DAY


def midnight_elsewhere(raw: Any) -> tuple[dt.date, bool] | None:
    """(the day that was meant, whether the cell proves it) of 17:00 the day before: midnight here, told in UTC."""
    if isinstance(raw, str):
        zoned = _ZONED.fullmatch(raw.strip())
        if zoned is None:
            return None
        try:
            return dt.date(*map(int, zoned.groups()[:3])) + dt.timedelta(days=1), True
        except ValueError:
            return None
    if isinstance(raw, dt.datetime) and raw.hour in _MIDNIGHTS and not (raw.minute or raw.second or raw.microsecond):
        return raw.date() + dt.timedelta(days=1), False
    return None


def days_as_months(cells: Iterable[Any]) -> bool:
    """Whether a spreadsheet of another country read the dates of a column: those it could, it exchanged (none of its
    dates has a day above 12), those it could not stayed text (all of them have)."""
    likely, turned, left = 1.0, 0, 0
    for cell in cells:
        if isinstance(cell, dt.date):
            if cell.day > 12:
                return False
            turned += 1
            likely *= 12 / 30
        elif isinstance(cell, str) and (written := _SLASHED.match(cell.strip(" '"))):
            if not int(written[1]) > 12 >= int(written[2]):
                return False
            left += 1
            likely *= 18 / 30
    return turned >= 2 and left >= 2 and likely < _BY_CHANCE


def against_nik(told_by_nik: dt.date, born: dt.date) -> str | None:
    """How a birth date was damaged, where the NIK's proves it: "day", "swapped", "epoch", "century"."""
    days = (told_by_nik - born).days
    if not days:
        return None
    if abs(days) == 1:
        return "day"
    if abs(days) in (1461, 1462):
        return "epoch"
    if (born.day, born.month, born.year) == (told_by_nik.month, told_by_nik.day, told_by_nik.year):
        return "swapped"
    if (born.day, born.month) == (told_by_nik.day, told_by_nik.month) and abs(born.year - told_by_nik.year) == 100:
        return "century"
    return None
