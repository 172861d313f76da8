"""The text of a date cell read as a date: day first, Indonesian and English months, spans ("2 tahun")."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from functools import lru_cache

from digiloka.values.refusal import Note, Refused

EARLIEST_YEAR = 1900
EXAMPLE = "Tulis tanggal seperti 12 Mei 2020 atau 12/05/2020."

_SPELLINGS = (
    "januari january jan jnuari",
    "februari pebruari february feb peb febuari pebuari",
    "maret march mar mrt",
    "april apr apl",
    "mei may mey",
    "juni june jun",
    "juli july jul",
    "agustus august agu agus ags agt agst agust aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
_MONTH_OF = {word: number for number, line in enumerate(_SPELLINGS, 1) for word in line.split()}
MONTHS = tuple(line.split()[0].capitalize() for line in _SPELLINGS)

_MANY = 9  # times as many cells must say the one as the other

# Serial numbers count days from here (Excel's 1900 system; its false 29 February 1900 is before our range).
_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL = 3654  # 2 January 1910: below it a number is more likely an age, a year or a code

_TIME = re.compile(
    r"(?:\s|T)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|WIB|WITA|WIT|[AaPp][Mm])?$"
)
_MIDNIGHT = re.compile(r"(?:\s|T)(?:00?[:.]00|12:00(?::00)? ?[Aa][Mm])")
_PLACE = re.compile(r"([^\d]*[^\W\d_][.')]?)\s*[,/;]?\s*(?=\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s*[-/., ]?\s*([A-Za-z]{3,10})\.?\s*[-/., ]?\s*(\d{4}|\d{2})")
ROMAN = re.compile(r"(\d{1,2})\s*[-/. ]\s*(I{1,3}|IV|VI{0,3}|IX|XI{0,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FILLER = re.compile(r"(?<=[A-Za-z\s])(?:tahun|thn|th)\.?\s*(?=\d{2,4}$)|['’](?=\d{2}$)", re.IGNORECASE)
_NAMED_MONTH_FIRST = re.compile(r"([A-Za-z]{3,10})\.?\s+(\d{1,2})\s*,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,10})\.?\s*[-/.,' ]\s*(\d{4}|\d{2})|(\d{1,2})\s*[-/. ]\s*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_YEAR = re.compile(
    r"(?:(?:sejak|mulai|dari|sekitar|kira-kira|awal|akhir|pertengahan|berdiri|±|thn|th|tahun)\.?\s*)*([12]\d{3})(?:[.,]0+)?\s*(-?\s*an)?",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:(?:±|sekitar|kurang lebih|sudah|selama)\s*)?"
    r"(?:(\d{1,2}(?:[.,]5)?)\s*(?:tahunan|tahun|thn|th)\.?)?\s*(?:(\d{1,2})\s*(?:bulan|bln|bl)\.?)?"
    r"(?:\s*yang lalu)?",
    re.IGNORECASE,
)


class Order(Enum):
    """Which of day and month comes first where both could; what a column's other cells tell."""

    DAY_FIRST = "day"
    MONTH_LIKELY = "month?"  # one other cell says so: what is read so is said each time
    MONTH_FIRST = "month"  # proven, and said for the whole column


def show_date(date: dt.date) -> str:
    """22 November 2026."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def not_a_date() -> Refused:
    return Refused("date-shape", f"Isi ini bukan tanggal. {EXAMPLE}")


def partial_date() -> Refused:
    """A year, or a month and year, where a whole date is wanted."""
    return Refused("date-partial", f"Tanggal ini belum lengkap. {EXAMPLE}")


def from_serial(value: float, today: dt.date) -> dt.date | None:
    """The day of a spreadsheet's serial number, None outside 1910 to `today`."""
    last = (today - _EPOCH).days
    return _EPOCH + dt.timedelta(days=int(value)) if _FIRST_SERIAL <= value < last + 1 else None


def month_number(word: str) -> int | None:
    """1 to 12 for a month's Indonesian or English name or abbreviation."""
    return _MONTH_OF.get(word.lower().rstrip("."))


def split_birth(text: str) -> tuple[str | None, str]:
    """ "Dumai, 12-03-1980" as ("Dumai", "12-03-1980"); (None, text) when no place stands in front."""
    found = _PLACE.match(text)
    if not found or month_number(found[1]):
        return None, text
    return found[1].strip(), text[found.end() :]


def _bare(text: str) -> str:
    """The date alone, without a place before it and a time behind it."""
    return _FILLER.sub("", split_birth(_TIME.sub("", text))[1].strip(" .,"))


def _real(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Refused("date-impossible", f"Tanggal ini tidak ada di kalender. {EXAMPLE}") from None


def _named_month(word: str) -> int:
    number = month_number(word)
    if number is None:
        raise not_a_date()
    return number


def _full_year(text: str, today: dt.date, hints: list[Note]) -> int:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    year = year if year <= today.year else year - 100
    hints.append(Note("date-short-year", f"Tahun {text} kami baca sebagai {year}."))
    return year


def _day_and_month(found: re.Match[str], today: dt.date, order: Order, hints: list[Note]) -> dt.date:
    first, second, year = int(found[1]), int(found[2]), _full_year(found[3], today, hints)
    months = order is not Order.DAY_FIRST
    # Where one of them is no month, no other reading is left.
    months = second > 12 if max(first, second) > 12 >= min(first, second) else months
    date = _real(year, first, second) if months else _real(year, second, first)
    if months and order is not Order.MONTH_FIRST and first != second:
        hints.append(_read_as(found[0], date, "date-month-first", "bulan dulu, lalu hari"))
    elif order is Order.MONTH_FIRST and not months:
        hints.append(_read_as(found[0], date, "date-day-first", "hari dulu, lalu bulan"))
    return date


def _read_as(text: str, date: dt.date, code: str, how: str) -> Note:
    return Note(code, f"{_reading(text, date)}: {how}. Periksa lagi.")


def _reading(text: str, date: dt.date) -> str:
    return f"{text} kami baca sebagai {show_date(date)}"


def _eight_digits(text: str, today: dt.date) -> dt.date:
    readings = set()
    for year, month, day in ((text[4:], text[2:4], text[:2]), (text[:4], text[4:6], text[6:])):
        try:
            found = dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year >= EARLIEST_YEAR and found <= today:
            readings.add(found)
    if len(readings) != 1:
        raise not_a_date()
    return readings.pop()


@lru_cache(maxsize=8192)
def read_date(
    text: str, today: dt.date, order: Order = Order.DAY_FIRST
) -> tuple[dt.date, tuple[Note, ...]]:
    """The date in cleaned text and what should be seen about it. Raises Refused; checks no range."""
    hints: list[Note] = []
    if _TIME.search(text) and not _MIDNIGHT.search(text):
        hints.append(Note("date-time", "Tanggal ini berisi jam. Kami ambil tanggalnya saja."))
    bare = _bare(text)
    if found := _YEAR_FIRST.fullmatch(bare):
        date = _real(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.fullmatch(bare):
        date = _day_and_month(found, today, order, hints)
    elif found := _NAMED.fullmatch(bare):
        date = _real(_full_year(found[3], today, hints), _named_month(found[2]), int(found[1]))
    elif found := ROMAN.fullmatch(bare):
        date = _real(_full_year(found[3], today, hints), _ROMANS.index(found[2]) + 1, int(found[1]))
    elif found := _NAMED_MONTH_FIRST.fullmatch(bare):
        date = _real(int(found[3]), _named_month(found[1]), int(found[2]))
    elif bare.isascii() and bare.isdigit() and len(bare) == 8:
        date = _eight_digits(bare, today)
    elif _YEAR.fullmatch(bare) or read_month(bare, today):
        raise partial_date()
    else:
        raise not_a_date()
    return date, tuple(hints)


def read_month(text: str, today: dt.date) -> tuple[int, int, tuple[Note, ...]] | None:
    """(year, month, notes) of "Mei 2020", "05/2020" or "2020-05"; None when it is not one."""
    hints: list[Note] = []
    text = _FILLER.sub("", text.removeprefix("bulan ").removeprefix("Bulan "))
    if found := _MONTH_YEAR.fullmatch(text):
        month = month_number(found[1]) if found[1] else int(found[3])
        year = _full_year(found[2] or found[4], today, hints)
    elif found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    else:
        return None
    return (year, month, tuple(hints)) if month and 1 <= month <= 12 else None


def read_year(text: str) -> tuple[int, bool] | None:
    """(year, whether it says "about") of "2019", "sejak 2019", "1990-an"; None when it is not one."""
    found = _YEAR.fullmatch(text)
    return (int(found[1]), found[2] is not None) if found else None


def read_span(text: str, today: dt.date) -> tuple[int, int | None] | None:
    """(year, month) that "2 tahun" or "1 tahun 6 bulan" before `today` lies in; month None for whole years."""
    found = _SPAN.fullmatch(text)
    if not found or not (found[1] or found[2]):
        return None
    years, months = float((found[1] or "0").replace(",", ".")), int(found[2] or 0)
    back = today.year * 12 + today.month - 1 - int(years * 12) - months
    whole_years = not found[2] and years == int(years)
    return back // 12, None if whole_years else back % 12 + 1


def order_among(texts: list[str], today: dt.date) -> tuple[Order, str]:
    """(the order that a column's texts write, how one that proves months first is read). A day first or two among
    many months first is a slip; one month first alone proves little."""
    proofs = [text for text in map(_bare, texts) if _proves_months_first(text, today)]
    if not proofs or len(proofs) <= _MANY * sum(map(is_day_first_text, texts)):
        return Order.DAY_FIRST, ""
    read = _reading(proofs[0], read_date(proofs[0], today)[0])
    return (Order.MONTH_FIRST if len(proofs) > 1 else Order.MONTH_LIKELY), read


def _proves_months_first(text: str, today: dt.date) -> bool:
    try:
        return any(hint.code == "date-month-first" for hint in read_date(text, today)[1])
    except Refused:
        return False


def is_day_first_text(text: str) -> bool:
    """Whether the first number can only be a day ("25/12/2020")."""
    found = _DAY_FIRST.fullmatch(_bare(text))
    return found is not None and int(found[1]) > 12 >= int(found[2])


def is_ambiguous_text(text: str) -> bool:
    """Whether day and month could be exchanged ("03/04/2020")."""
    found = _DAY_FIRST.fullmatch(_TIME.sub("", text))
    if found is None:
        return False
    day, month = int(found[1]), int(found[2])
    return day != month and 1 <= day <= 12 and 1 <= month <= 12
