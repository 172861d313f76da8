"""Amounts written in full under a heading that counts in thousands or millions: asked about, never multiplied.

"1.500.000" in a column "(Rp.000)" is 1,5 miliar if the heading is right and 1,5 juta if the writer forgot it. Round
millions tell that it may be forgotten; how far they stand from the column's other amounts tells that it must be asked.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from statistics import median

from digiloka.registry.scale import SALES_TOPS
from digiloka.values.amounts import Amount, show_compact, show_number, show_rupiah
from digiloka.values.refusal import Note, Refused

_TOP = SALES_TOPS[-1]  # whose sales are more is no micro, small or medium business
_LEAST = 1_000_000  # as written; less than a million may well be thousands
_FAR = 100  # times the column's usual amount
_UNITS = {1_000: "ribuan", 1_000_000: "jutaan", 1_000_000_000: "miliaran"}


def limit_of(written: Collection[int], unit: int) -> int:
    """From how many rupiah on a column's round amounts are asked about; `written` are its numbers before the unit."""
    ordinary = [number for number in written if number and not _is_round(number)]
    usual = median(ordinary) if len(ordinary) * 2 > sum(map(bool, written)) else 0
    return max(_LEAST, int(usual * _FAR)) * unit


def doubt(amount: Amount, unit: int, limit: int, notes: list[Note]) -> None:
    """Raise Refused for an amount that may have been written in full; one with a unit of its own says what it is."""
    value = amount.high or amount.low or 0
    round_and_far = value >= limit and _is_round(value // unit)
    if not (round_and_far or value > _TOP) or any(note.code == "amount-own-unit" for note in notes):
        return
    in_full, much = value // unit, show_compact(value)
    raise Refused(
        "amount-in-full",
        f'"{amount.raw}" di kolom {_UNITS.get(unit, "ini")} berarti {much}. Kalau maksudnya {show_rupiah(in_full)}, '
        f"tulis {show_number(Decimal(in_full) / unit)}. Kalau memang {much}, tulis {much}.",
    )


def _is_round(number: int) -> bool:
    """A million or more, in whole thousands, as amounts written in full are."""
    return number >= _LEAST and number % 1_000 == 0
