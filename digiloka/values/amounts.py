"""Amounts of rupiah, counts and plain numbers: what people write, and how we write it back.

Rupiah are whole numbers; the arithmetic is Decimal, so 34011.9 in a column of thousands is exactly 34 011 900.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from digiloka.values import damage
from digiloka.values.amount_text import EXAMPLE, GROUPED, Reading, negative, not_money, read_amount
from digiloka.values.counts import parse_count, parse_decimal
from digiloka.values.numerals import BILLION, MILLION, THOUSAND, TRILLION
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, is_blank_text, unquoted

__all__ = [
    "Amount",
    "Period",
    "in_unit",
    "names_period",
    "parse_amount",
    "parse_count",
    "parse_decimal",
    "period_words",
    "show_amount",
    "show_compact",
    "show_number",
    "show_rupiah",
]

Period = Literal["month", "year", "day"]

LARGEST_AMOUNT = 10**15
WORKING_DAYS_A_YEAR = 300
MONTHS_A_YEAR = 12

# What most sheets hold: plain figures or groups of three, with or without Rp and ",00".
_PLAIN = re.compile(r"(?:[Rr][Pp]\.? ?)?([1-9]\d{0,11}|0|[1-9]\d{0,2}(?:\.\d{3})+)(?:,00|,-)?")
_PHONE = re.compile(r"0\d{9,}")
_SCALE_WORDS = {THOUSAND: "ribu", MILLION: "juta", BILLION: "miliar", TRILLION: "triliun"}
UNIT_WORDS = {THOUSAND: "ribuan", MILLION: "jutaan", BILLION: "miliaran"}
_UNITLESS = "Tulis contoh 1,5 juta atau 1.500.000."
_NOUGHTS = "Periksa jumlah nolnya, contoh 1.500.000."
_PERIOD_WORDS = {"month": " per bulan", "year": " per tahun", "day": " per hari"}


@dataclass(frozen=True, slots=True)
class Amount:
    """Rupiah as stated: exact (`low == high`), a range, or open on one side (None there).

    Bounds are as written and count as inside. `period` None: a stock (capital), or nobody said. `estimated`:
    the giver said "about", or we converted. `raw` is the text of the cell.
    """

    low: int | None
    high: int | None
    period: Period | None
    estimated: bool
    raw: str

    @property
    def exact(self) -> int | None:
        """The one number that was meant, None for a range."""
        return self.low if self.low == self.high else None

    def per_year(self) -> Amount:
        """The amount over a year: a month times 12, a day times 300 working days; both are marked `estimated`.

        The 300 days are an assumption of ours (six days a week less holidays), not a legal rule. An amount
        without a period comes back unchanged: nobody said what it covers, so look at `period` before using it.
        """
        if self.period in (None, "year"):
            return self
        times = MONTHS_A_YEAR if self.period == "month" else WORKING_DAYS_A_YEAR
        low = None if self.low is None else self.low * times
        high = None if self.high is None else self.high * times
        return replace(self, low=low, high=high, period="year", estimated=True)


def _rupiah(value: Decimal | None, unit: int, notes: list[Note] | None) -> int | None:
    if value is None:
        return None
    value *= unit
    whole = int(value.to_integral_value(ROUND_HALF_UP))
    if whole != value:
        if whole < THOUSAND:
            raise Refused("amount-unit", f"Angka ini belum bersatuan. {_UNITLESS}")
        note(notes, "amount-rounded", f"Pecahan rupiah kami bulatkan menjadi {show_rupiah(whole)}.")
    if whole > LARGEST_AMOUNT:
        raise _too_large()
    return whole


def _from_reading(reading: Reading, unit: int, period: Period | None, raw: str, notes: list[Note] | None) -> Amount:
    if notes is not None:
        notes.extend(reading.notes)
    if reading.scaled and unit != 1:
        note(notes, "amount-own-unit", "Angka ini sudah bersatuan sendiri, jadi satuan di judul kolom tidak dipakai.")
    factor = 1 if reading.scaled else unit
    low = _rupiah(reading.low, factor, notes)
    high = low if reading.high == reading.low else _rupiah(reading.high, factor, notes)
    if low != high and not reading.scaled and max(low or 0, high or 0) < THOUSAND:
        raise Refused("amount-unit", "Angka ini belum bersatuan. Tulis contoh 2 juta sampai 3 juta.")
    if low is not None and 0 < low < THOUSAND:
        _tell_small(notes)
    said, estimated = reading.period or period, reading.estimated
    if said == "week":
        # No field of ours holds a week: 52 of them are a year, and that is an estimate.
        low, high = (None if bound is None else bound * 52 for bound in (low, high))
        said, estimated = "year", True
        note(notes, "amount-week", "Jumlah per minggu kami kalikan 52 menjadi jumlah per tahun.")
    return Amount(low, high, said, estimated, raw)


def _number_cell(raw: float | Decimal) -> Reading:
    value = Decimal(repr(raw)) if isinstance(raw, float) else raw
    if value < 0:
        raise negative()
    return Reading(value, value)


def _too_large() -> Refused:
    return Refused("amount-large", f"Jumlah ini terlalu besar. {_NOUGHTS}")


def _tell_small(notes: list[Note] | None) -> None:
    note(notes, "amount-small", "Jumlah ini di bawah Rp1.000. Periksa satuannya, contoh 1,5 juta.")


def parse_amount(
    raw: Any, unit: int = 1, period: Period | None = None, notes: list[Note] | None = None
) -> Amount | None:
    """Rupiah from a cell or a form; None when it says nothing.

    `unit` is the heading's (1000 for "Rp.000") and multiplies, unless the text has a scale word of its own;
    `period` is the heading's and yields to one in the text. Raises Refused, never guesses a factor.
    """
    if isinstance(raw, str):
        text = unquoted(clean(raw))
        if found := _PLAIN.fullmatch(text):
            return _whole(int(found[1].replace(".", "")), unit, period, text, notes)
        if is_blank_text(text):
            return None
        if _PHONE.fullmatch(text):
            raise Refused("amount-phone", "Isi ini seperti nomor HP, bukan jumlah uang. Pindahkan ke kolom nomor HP.")
        reading = read_amount(text)
        return None if reading is None else _from_reading(reading, unit, period, text, notes)
    if is_blank(raw):
        return None
    if isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise Refused(
            "amount-date", "Excel mengubah jumlah ini menjadi tanggal. Tulis lagi sebagai teks, contoh 1,5 juta."
        )
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise not_money()
    if raw in (float("inf"), float("-inf")):
        raise _too_large()
    if unit == 1 and (whole := damage.found("eaten-point", Decimal(repr(raw) if isinstance(raw, float) else raw))):
        raise Refused(
            "amount-point",
            f"Angka ini {show_number(raw)}, bukan rupiah bulat. Mungkin {show_number(whole)}. Tulis jumlah lengkapnya.",
        )
    if raw == int(raw):
        return _whole(int(raw), unit, period, str(int(raw)), notes)
    return _from_reading(_number_cell(raw), unit, period, clean(raw), notes)


def in_unit(refusal: Refused, unit: int) -> Refused:
    """The refusal of a cell under a heading of this unit: an example in rupiah would be multiplied when it is typed."""
    if unit == 1:
        return refusal
    shown = 1_500_000 if unit < BILLION else 1_500 * MILLION
    example = (f"Kolom ini dalam {UNIT_WORDS.get(unit, show_number(unit))} rupiah. Untuk {show_rupiah(shown)} tulis "
               f"{show_number(Decimal(shown) / unit)} atau {show_compact(shown)}.")
    message = refusal.message
    for advice in (EXAMPLE, GROUPED, _UNITLESS, _NOUGHTS):
        message = message.replace(advice, example)
    return Refused(refusal.code, message)


def _whole(value: int, unit: int, period: Period | None, raw: str, notes: list[Note] | None) -> Amount:
    """A whole number without words: the same checks as the long way, in integers."""
    value *= unit
    if value < 0:
        raise negative()
    if value > LARGEST_AMOUNT:
        raise _too_large()
    if 0 < value < THOUSAND:
        _tell_small(notes)
    return Amount(value, value, period, False, raw)


def show_number(value: int | Decimal | float) -> str:
    """A number as Indonesians write it: 1.500.000 and 12,5 (no zeros at the end of a fraction)."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    whole, _, fraction = f"{number:,f}".partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def show_rupiah(value: int) -> str:
    """Rp1.500.000: no blank and no dot after Rp (EYD)."""
    return f"-Rp{-value:,}".replace(",", ".") if value < 0 else f"Rp{value:,}".replace(",", ".")


def show_compact(value: int) -> str:
    """A rounded amount for a chart or a card: 1,5 juta, 2 miliar, 750 ribu (at most two decimals, half up)."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    if size < THOUSAND:
        return show_number(value)
    # The largest word that fits; 999 995 rounds up to a thousand thousands, which the next word says.
    scale = max(scale for scale in _SCALE_WORDS if size >= scale)
    rounded = (Decimal(size) / scale).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if rounded >= THOUSAND and scale * THOUSAND in _SCALE_WORDS:
        scale, rounded = scale * THOUSAND, rounded / THOUSAND
    return f"{sign}{show_number(rounded)} {_SCALE_WORDS[scale]}"


def show_amount(amount: Amount) -> str:
    """The amount in words a person can type back: `parse_amount(show_amount(a))` has the same bounds and period."""
    if amount.low is None and amount.high is None:
        return "tidak diketahui"
    if amount.low is None:
        text = f"paling banyak {show_rupiah(amount.high or 0)}"
    elif amount.high is None:
        text = f"paling sedikit {show_rupiah(amount.low)}"
    elif amount.low == amount.high:
        text = show_rupiah(amount.low)
    else:
        text = f"{show_rupiah(amount.low)} sampai {show_rupiah(amount.high)}"
    about = "sekitar " if amount.estimated else ""
    return f"{about}{text}{period_words(amount.period)}"


def period_words(period: str | None) -> str:
    """What stands behind an amount of this time: " per bulan"; nothing for a stock."""
    return _PERIOD_WORDS.get(period or "", "")


def names_period(raw: str) -> bool:
    """Does the text of an amount that can be read say itself what time it covers?"""
    try:
        reading = read_amount(raw)
    except Refused:  # the text of a number cell, which was never read as text
        return False
    return reading is not None and reading.period is not None
