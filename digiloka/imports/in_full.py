"""Amounts that do not fit the unit of their heading: asked about, never multiplied.

"1.500.000" in a column "(Rp.000)" is 1,5 miliar if the heading is right and 1,5 juta if the writer forgot it. Round
millions tell that it may be forgotten; how far they stand from the column's other amounts tells that it must be asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from digiloka.registry.scale import SALES_TOPS
from digiloka.values.amounts import UNIT_WORDS, Amount, show_compact, show_number, show_rupiah
from digiloka.values.refusal import Note, Refused

_TOP = SALES_TOPS[-1]  # whose sales are more is no micro, small or medium business
_LEAST = 1_000_000  # as written; less than a million may well be thousands
_FAR = 100  # times the column's usual amount
_EXAMPLE = 33_850_000
TOO_SMALL = 100_000  # rupiah: no year's sales, capital or investment of a business is less
# By period: a twelfth of a year's is 8,000 a month, and hardly any one thing is sold for less than 1,000 a day.
_FLOORS = {"month": 10_000, "day": 1_000}
WHOLE = ("turnover", "capital", "assets", "investment", "production_value", "raw_material_value")


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many rupiah on a column's round amounts are asked about; `signed`: those that say "Rp" themselves."""

    plain: int
    signed: int


def limits_of(told: Iterable[Amount], unit: int) -> Limits:
    """The limits that a column's own amounts give. "Rp" in one cell alone tells that its writer forgot the heading."""
    written = [(_size(amount) // unit, _signed(amount)) for amount in told if _size(amount)]
    ordinary = [(number, signed) for number, signed in written if not _is_round(number)]
    usual = median(number for number, _ in ordinary) if len(ordinary) * 2 > len(written) else 0
    plain = max(_LEAST, int(usual * _FAR)) * unit
    habit = sum(signed for _, signed in ordinary) * 2 > len(ordinary)
    return Limits(plain, plain if habit else _LEAST * unit)


def doubt(amount: Amount, unit: int, limits: Limits, notes: list[Note]) -> None:
    """Raise Refused for an amount that may have been written in full; one with a unit of its own says what it is."""
    value = _size(amount)
    limit = limits.signed if _signed(amount) else limits.plain
    round_and_far = value >= limit and _is_round(value // unit)
    if not (round_and_far or value > _TOP) or any(note.code == "amount-own-unit" for note in notes):
        return
    in_full, much = value // unit, show_compact(value)
    raise Refused(
        "amount-in-full",
        f'"{amount.raw}" di kolom {UNIT_WORDS.get(unit, "ini")} berarti {much}. Kalau maksudnya '
        f"{show_rupiah(in_full)}, tulis {show_number(Decimal(in_full) / unit)}. Kalau memang {much}, tulis {much}.",
    )


def too_small(amount: Amount, unit: int) -> str | None:
    """What is said of an amount too small to be one of a business; what it tells to type is read under its heading."""
    floor = _FLOORS.get(amount.period or "", TOO_SMALL)
    if amount.low is None or not 0 < _most(amount) < floor:
        return None
    if unit == 1:
        return f'"{amount.raw}" terlalu kecil. Tulis jumlah lengkap dalam rupiah, misalnya {show_number(_EXAMPLE)}.'
    return (f'"{amount.raw}" terlalu kecil di kolom {UNIT_WORDS.get(unit, "ini")}. Untuk {show_rupiah(_EXAMPLE)} '
            f"tulis {show_number(Decimal(_EXAMPLE) / unit)}.")


def _most(amount: Amount) -> int:
    return amount.high if amount.high is not None else amount.low or 0


def _size(amount: Amount) -> int:
    return amount.high or amount.low or 0


def _signed(amount: Amount) -> bool:
    return "rp" in amount.raw.lower()


def _is_round(number: int) -> bool:
    """A million or more, in whole thousands, as amounts written in full are."""
    return number >= _LEAST and number % 1_000 == 0
