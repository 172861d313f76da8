"""How a number is written: Indonesian and English separators, scale words, numbers in words. No rupiah, no cells."""

from __future__ import annotations

import re
from decimal import Decimal

from digiloka.values.refusal import Refused

THOUSAND, MILLION, BILLION, TRILLION = 10**3, 10**6, 10**9, 10**12

SCALES: dict[str, int] = {
    **dict.fromkeys(("rb", "rbu", "ribu", "rebu", "k"), THOUSAND),
    **dict.fromkeys(("jt", "jta", "juta", "mio"), MILLION),
    **dict.fromkeys(("m", "mlr", "mlyr", "miliar", "miliyar", "milyar", "milyard", "milliar"), BILLION),
    **dict.fromkeys(("t", "triliun", "trilyun", "trilliun"), TRILLION),
}

_DOT_GROUPS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?")
_COMMA_GROUPS = re.compile(r"(\d{1,3}(?:,\d{3}){2,})(?:\.(\d{1,2}))?")
_ONE_COMMA_GROUP = re.compile(r"(\d{1,3},\d{3})(\.\d{1,2})?")
_BLANK_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2}|\d{4,})")
_ZERO_DECIMAL = re.compile(r"0[.,](\d{3})")

_ONES = {
    "nol": 0, "se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9,
}  # fmt: skip
_JOINED = re.compile(r"\bse(puluh|belas|ratus|ribu|juta|miliar|milyar)\b")


def ambiguous(one: str, other: str) -> Refused:
    """Two readings that differ a thousandfold: ask, never choose."""
    return Refused("number-ambiguous", f"Angka ini bisa dibaca dua cara. Tulis {one} atau {other}.")


def _decimal(whole: str, fraction: str | None) -> Decimal:
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def read_number(text: str) -> tuple[Decimal, bool] | None:
    """The plain number in `text` (separators only, no words), and whether one comma was read as thousands.

    A dot before exactly three digits parts thousands, before one or two it is a decimal point; a comma is
    the decimal sign, except in repeated groups of three ("350,000,000.00"). One comma before three digits
    ("219,885") is read as thousands and said so. None when it is not a number.
    """
    if text.isdecimal() and text.isascii():
        return Decimal(text), False
    if found := _ZERO_DECIMAL.fullmatch(text):
        return Decimal(f"0.{found[1]}"), False
    if found := _DOT_GROUPS.fullmatch(text):
        return _decimal(found[1].replace(".", ""), found[2]), False
    if found := _COMMA_GROUPS.fullmatch(text):
        return _decimal(found[1].replace(",", ""), found[2]), False
    if found := _ONE_COMMA_GROUP.fullmatch(text):
        return Decimal(text.replace(",", "")), found[2] is None
    if _BLANK_GROUPS.fullmatch(text):
        return Decimal(text.replace(" ", "")), False
    if found := _DECIMAL.fullmatch(text):
        return Decimal(f"{found[1]}.{found[2]}"), False
    return None


def read_words(text: str) -> int | None:
    """A whole number written in Indonesian words ("dua juta lima ratus ribu"); None when it is not one."""
    total = group = ones = 0
    seen = False
    last_scale = TRILLION * 10
    for word in _JOINED.sub(r"se \1", text).split():
        if word in _ONES:
            if ones:
                return None
            ones = _ONES[word]
        elif word == "belas" and ones:
            group, ones = group + 10 + ones, 0
        elif word == "puluh" and ones:
            group, ones = group + 10 * ones, 0
        elif word == "ratus" and ones:
            group, ones = group + 100 * ones, 0
        elif SCALES.get(word, 0) >= THOUSAND and len(word) > 3 and (group or ones):
            scale = SCALES[word]
            if scale >= last_scale:
                return None
            total, group, ones, last_scale = total + (group + ones) * scale, 0, 0, scale
        else:
            return None
        seen = True
    return total + group + ones if seen else None
