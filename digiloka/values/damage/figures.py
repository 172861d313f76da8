"""Damage to numbers: figures lost at the end or in front, points eaten, numbers grown by another reading."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d{1,3}")
_EXPONENT_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d{1,2}")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3}){2,}")
SAFE_FIGURES = 15  # a number cell keeps so many; what follows was replaced by noughts when the cell was typed
_NOUGHTS = 5
_TOLD = 7  # figures that a shortened number still shows ("9.1203E+12")
_MOBILE = re.compile(r"8\d{8,11}")
_ENOUGH = 6  # texts that all end so by chance once in a million columns
_POINTED = re.compile(r"(\d{2})[.,](\d{1,3})")
_DEGREES = re.compile(r"\s*[+-]?\d{1,3}\s*")
_SERIALS = range(36_526, 49_675)  # the days 2000 to 2035: what "3-5" becomes, and no number of people


def lost_figures(raw: Any, text: str) -> bool:
    """Figures were lost on the way: shown as 1.47E+15, more than a number cell can keep, or grouped as only a number
    cell groups them."""
    if EXPONENT.fullmatch(text):
        return True
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return not text.isdecimal() or len(text) > SAFE_FIGURES
    if len(text) <= SAFE_FIGURES or not isinstance(raw, str):
        return False
    return raw.strip().endswith(".0") or (_GROUPED.fullmatch(text) is not None and _figures(text) > SAFE_FIGURES)


def _figures(text: str) -> int:
    return sum(map(str.isdigit, text))


def rounded(digits: str) -> bool:
    """A few figures and then only noughts: what "9.1203E+12" becomes once a sheet is saved again."""
    told = len(digits.rstrip("0"))
    return len(digits) >= 10 and digits[0] != "0" and told <= _TOLD and len(digits) - told >= _NOUGHTS


def lost_zero(digits: str, whole: int) -> str | None:
    """The number with its leading nought, where exactly one figure is missing; a proposal, no proof."""
    return f"0{digits}" if len(digits) == whole - 1 else None


def lost_phone_zero(digits: str) -> bool:
    """A mobile number without its first nought: no other number of Indonesia begins with 8."""
    return _MOBILE.fullmatch(digits) is not None


def eaten_point(value: Decimal) -> int | None:
    """Rupiah that "2.500" or "33.850" meant before their point was read as a comma; None for a whole number."""
    return None if value == value.to_integral_value() or not 0 < value < 1000 else int(value * 1000)


def shortened_amount(text: str) -> int | None:
    """The least that 1,5E+06 can have been; None for an amount written out."""
    if not _EXPONENT_AMOUNT.fullmatch(text.replace(" ", "")):
        return None
    value = Decimal(text.replace(" ", "").replace(",", "."))
    return int(value)


def code_with_point(raw: Any) -> tuple[str, bool] | None:
    """(the five figures of a code with a point in it, whether they are certain): "10.710" is, 10.71 has lost one."""
    if isinstance(raw, float):
        return (f"{raw:.3f}".replace(".", ""), False) if 10 <= raw < 100 and raw != int(raw) else None
    found = _POINTED.fullmatch(raw) if isinstance(raw, str) else None
    return (f"{found[1]}{found[2]:0<3}", len(found[2]) == 3) if found else None


def serial_for_count(value: int) -> dt.date | None:
    """The day that a number of people was turned into ("3-5" → 3 May → 45780)."""
    return dt.date(1899, 12, 30) + dt.timedelta(days=value) if value in _SERIALS else None


def lost_point(digits: str, low: float, high: float) -> float | None:
    """The point of a degree set back where exactly one place puts the number between `low` and `high`."""
    fits = [value for cut in (1, 2, 3) if low <= (value := float(f"{digits[:cut] or 0}.{digits[cut:] or 0}")) <= high]
    return fits[0] if len(set(fits)) == 1 else None


def whole_degrees(cell: Any) -> bool:
    """A point whose decimals are gone, a hundred kilometres wide. Written out ("2.0000") they are there."""
    if isinstance(cell, str):
        return _DEGREES.fullmatch(cell) is not None
    return isinstance(cell, (int, float)) and cell == int(cell) and abs(cell) <= 180


def all_end_in_zero(niks: list[str]) -> bool:
    """Texts that were numbers before: the sixteenth figure of all of them is a nought (0000 marks made-up people)."""
    made_up = sum(nik[-4:] == "0000" for nik in niks)
    return len(niks) >= _ENOUGH and all(nik[-1] == "0" for nik in niks) and 2 * made_up < len(niks)
