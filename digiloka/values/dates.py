"""Plain dates, years and times: read day first as Indonesians write them, shown as the spelling rules (EYD) want."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from digiloka.values import damage
from digiloka.values.date_text import (
    EARLIEST_YEAR,
    EXAMPLE,
    MONTHS,
    Order,
    is_ambiguous_text,
    is_day_first_text,
    not_a_date,
    order_among,
    partial_date,
    read_date,
    read_month,
    read_span,
    read_year,
    show_date,
    split_birth,
)
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, unquoted

__all__ = [
    "MONTHS",
    "Order",
    "is_ambiguous",
    "is_day_first",
    "local_day_end",
    "order_of",
    "parse_date",
    "parse_start",
    "parse_year",
    "show_date",
    "show_date_short",
    "show_time",
    "split_birth",
]


def _in_range(date: dt.date, today: dt.date) -> dt.date:
    if date > today:
        raise Refused("date-future", f"Tanggal ini sesudah hari ini. Tulis tanggal paling akhir {show_date(today)}.")
    if date.year < EARLIEST_YEAR:
        raise Refused("date-early", f"Tahun pada tanggal harus antara {EARLIEST_YEAR} dan {today.year}.")
    return date


def _serial_number(raw: Any) -> float | None:
    """The number of a number cell, or of five figures that a text file kept of one."""
    if isinstance(raw, str):
        text = unquoted(raw.strip())
        return int(text) if len(text) == 5 and text.isascii() and text.isdigit() else None
    return None if isinstance(raw, bool) or raw in (float("inf"), float("-inf")) else raw


def _from_number(number: float, today: dt.date, notes: list[Note] | None) -> dt.date:
    date = damage.found("serial-for-date", number, today)
    if date is None and EARLIEST_YEAR <= number <= today.year:
        raise partial_date()
    if date is None:
        raise not_a_date()
    note(notes, "date-serial", f"Angka {int(number)} kami baca sebagai tanggal {show_date(date)}.")
    return date


def parse_date(
    raw: Any, today: dt.date, notes: list[Note] | None = None, order: Order = Order.DAY_FIRST
) -> dt.date | None:
    """A plain date (no zone) from 1900 to `today`; None when the cell says nothing. Day first, unless `order` says
    that the column writes otherwise.

    Taken with a note: a serial number, a two-digit year, a time beside the date, and month-first where no other
    reading is left. A place in front ("Dumai, 12-03-1980") is passed over. Month or year alone: refused.
    """
    if isinstance(raw, dt.date):
        return _of_date_cell(raw, today, notes)
    if is_blank(raw, zero=True):
        return None
    if isinstance(raw, str) and ":" in raw and (meant := damage.found("midnight-elsewhere", raw)):
        note(notes, "date-zone", f"Jam pada tanggal ini dari zona waktu lain. Kami baca {show_date(meant[0])}; "
                                 "periksa tanggalnya.")
        return _in_range(meant[0], today)
    if not isinstance(raw, (str, int, float)):
        raise not_a_date()
    number = _serial_number(raw)
    if number is not None:
        if not 10**7 <= number < 10**8:
            return _from_number(number, today, notes)
        raw = int(number)  # ddmmyyyy or yyyymmdd typed as a number
    date, hints = read_date(unquoted(clean(raw)), today, order)
    if notes is not None:
        notes.extend(hints)
    return _in_range(date, today)


def _of_date_cell(raw: dt.date, today: dt.date, notes: list[Note] | None) -> dt.date:
    if not isinstance(raw, dt.datetime):
        return _in_range(_day(raw, today), today)
    if meant := damage.found("midnight-elsewhere", raw):
        raise Refused("date-zone", f"Tanggal ini bergeser karena zona waktu. Mungkin {show_date(meant[0])}; tulis "
                                   "tanggal yang benar.")
    if raw.time() != dt.time.min:
        note(notes, "date-time", "Tanggal ini berisi jam. Kami ambil tanggalnya saja.")
    return _in_range(_day(raw.date(), today), today)


def _day(date: dt.date, today: dt.date) -> dt.date:
    """The day of a date cell, if it is one: 2019 and 5 look like days of 1905 and 1900 once they are formatted so."""
    if year := damage.found("year-as-date", date, today):
        raise Refused("date-year", f"Sel ini agaknya berisi tahun {year}, bukan tanggal. {EXAMPLE}")
    if damage.found("before-all-days", date):
        raise Refused("date-small", f"Sel ini agaknya berisi angka biasa, bukan tanggal. {EXAMPLE}")
    return date


def is_ambiguous(raw: Any) -> bool:
    """Whether a date text could be day first or month first ("03/04/2020"): the column's other cells decide."""
    return isinstance(raw, str) and is_ambiguous_text(unquoted(clean(raw)))


def is_day_first(raw: Any) -> bool:
    """Whether a date text can only be day first ("25/12/2020")."""
    return isinstance(raw, str) and is_day_first_text(unquoted(clean(raw)))


def order_of(cells: Iterable[Any], today: dt.date) -> tuple[Order, str]:
    """(the order in which a column's texts write day and month, how one that proves months first is read)."""
    return order_among([unquoted(clean(cell)) for cell in cells if isinstance(cell, str)], today)


def _year_refused(today: dt.date, what: str = "Tahun") -> Refused:
    code = "year-range" if what == "Tahun" else "start-shape"
    return Refused(code, f"{what} harus antara {EARLIEST_YEAR} dan {today.year}. Tulis contoh {today.year - 5}.")


def _checked_year(year: int, today: dt.date, what: str = "Tahun") -> int:
    if not EARLIEST_YEAR <= year <= today.year:
        raise _year_refused(today, what)
    return year


def _year_of_number(
    number: float, today: dt.date, what: str = "Tahun", notes: list[Note] | None = None
) -> tuple[int, int | None]:
    """(year, month) of a number cell: a year, or a serial number."""
    if number != number or abs(number) >= 10**8:
        raise _year_refused(today, what)
    _not_a_year_too_long(number, today, what)
    serial = damage.found("serial-for-date", number, today) if number > today.year else None
    if serial:
        note(notes, "date-serial", f"Angka {int(number)} kami baca sebagai tanggal {show_date(serial)}.")
        return serial.year, serial.month
    if number != int(number):
        raise _year_refused(today, what)
    return _checked_year(int(number), today, what), None


def _not_a_year_too_long(number: float, today: dt.date, what: str) -> None:
    """Raise Refused for 20155: as a serial number it is a day of 1955, and more likely 2015 with a figure too many."""
    year = int(number) // 10
    if EARLIEST_YEAR <= year <= today.year:
        raise Refused("year-long", f"{what} {int(number)} kelebihan angka. Tulis 4 angka, contoh {year}.")


def parse_year(raw: Any, today: dt.date) -> int | None:
    """A year from 1900 to this one, from a number, "tahun 2019" or a whole date; None when nothing is said."""
    if isinstance(raw, str) and len(raw) == 4 and raw.isascii() and raw.isdigit():
        return _checked_year(int(raw), today)
    if isinstance(raw, dt.date):
        date = raw.date() if isinstance(raw, dt.datetime) else raw
        return _checked_year(damage.found("year-as-date", date, today) or _day(date, today).year, today)
    if is_blank(raw, zero=True):
        return None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _year_of_number(raw, today)[0]
    text = unquoted(clean(raw))
    year = read_year(text)
    if year and not year[1]:
        return _checked_year(year[0], today)
    if text.isdecimal():
        raise _year_refused(today)
    try:
        return _checked_year(read_date(text, today)[0].year, today)
    except Refused:
        raise _year_refused(today) from None


_START = "Tahun mulai usaha"


def _start_from_text(text: str, today: dt.date, notes: list[Note] | None) -> tuple[int, int | None] | None:
    if found := read_year(text):
        year, about = found
        if about:
            note(notes, "start-about", f"Tahun {text} kami catat sebagai {year}.")
        return _checked_year(year, today, _START), None
    if span := read_span(text, today):
        note(notes, "start-span", f"Lama usaha kami hitung mundur menjadi mulai tahun {span[0]}.")
        return _checked_year(span[0], today, _START), span[1]
    if found_month := read_month(text, today):
        year, month, hints = found_month
        if (year, month) > (today.year, today.month):
            raise _year_refused(today, _START)
        if notes is not None:
            notes.extend(hints)
        return _checked_year(year, today, _START), month
    return None


def parse_start(
    raw: Any, today: dt.date, notes: list[Note] | None = None, order: Order = Order.DAY_FIRST
) -> tuple[int, int | None] | None:
    """When a business began: (year, month or None); None when nothing is said.

    Takes a year, a month and year, a whole date, and a span ("2 tahun": this year less two, with a note).
    A bare small number is refused: it may count years or be a code.
    """
    if isinstance(raw, str) and len(raw) == 4 and raw.isascii() and raw.isdigit():
        return _checked_year(int(raw), today, _START), None
    if isinstance(raw, dt.date):
        date = raw.date() if isinstance(raw, dt.datetime) else raw
        if year := damage.found("year-as-date", date, today):
            note(notes, "date-year", f"Excel menampilkan tahun {year} sebagai tanggal. Kami baca {year}.")
            return year, None
        date = _in_range(_day(date, today), today)
        return date.year, date.month
    if is_blank(raw, zero=True):
        return None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _year_of_number(raw, today, _START, notes)
    if isinstance(raw, str) and (number := _serial_number(raw)) is not None:
        return _year_of_number(number, today, _START, notes)
    if found := _start_from_text(unquoted(clean(raw)), today, notes):
        return found
    try:
        started = parse_date(raw, today, notes, order)
    except Refused as refused:
        if refused.code in ("date-future", "date-impossible"):
            raise
        raise _year_refused(today, _START) from None
    return (started.year, started.month) if started else None


def show_date_short(date: dt.date) -> str:
    """22/11/2026."""
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def _zone(tz: str | ZoneInfo) -> ZoneInfo:
    return ZoneInfo(tz) if isinstance(tz, str) else tz


def show_time(moment: dt.datetime, tz: str | ZoneInfo) -> str:
    """An instant as a clock in `tz` shows it: 14.05 WIB. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(_zone(tz)).strftime("%H.%M %Z")


def local_day_end(date: dt.date, tz: str | ZoneInfo) -> dt.datetime:
    """The instant (UTC) at which the local day is over: everything of that day is before it, not at it."""
    after = dt.datetime.combine(date + dt.timedelta(days=1), dt.time.min, tzinfo=_zone(tz))
    return after.astimezone(dt.UTC)
