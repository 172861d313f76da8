"""NIK and phone numbers where they do not belong: found in any text, and hidden before anybody reads it.

Figures may be parted by blanks, dots or dashes, and a letter O, I or l may stand for one. A date and an amount in
rupiah are neither: an eight-figure day is too short, and where numbers are at home only what is like a person's hides.
"""

from __future__ import annotations

import re
from typing import Any

from digiloka.values.text import clean

# What every text is asked first: ten figures near each other. Names and addresses answer at their first letters.
_MAY_HOLD = re.compile(r"[0-9](?:[^0-9]{0,3}+[0-9]){9}")
_DECIMAL = re.compile(r"-?\d+\.\d+(?:e[+-]?\d+)?")  # a number cell with all its places
_BOUND = 1e9  # a number cell below it holds neither
_FIGURE = "[0-9OoIl]"
# Sixteen in a row, or in groups; each place is tried, because a house number may stand before it.
_SIXTEEN = re.compile(rf"(?<!\d)(?=({_FIGURE}(?:[ .\-]{{0,2}}{_FIGURE}){{15}})(?!\d))")
_A_DAY = r"\d{1,2}[ .\-]\d{1,2}[ .\-](?:19|20)\d\d(?!\d)"
_DAY = re.compile(rf"(?<!\d){_A_DAY}")
_REGION_AND_BIRTH = re.compile(
    r"[1-9]\d(?!00)\d\d(?!00)\d\d(?:0[1-9]|[1256]\d|[37][01]|4[1-9])(?:0[1-9]|1[0-2])\d{6}"
)
_PHONE = re.compile(
    rf"(?<!\d)(?!{_A_DAY})(?:\+?6[ .\-]?2[ .\-]{{0,2}}|[0Oo][ .\-]?)8(?:[ .\-]{{0,2}}{_FIGURE}){{8,12}}(?!\d)"
)
_LONG = re.compile(rf"\d(?:[ .\-]?{_FIGURE}){{8,}}")  # a phone, a NIK, a NIB
_LOOKS = str.maketrans("OoIl", "0011", " .-")
_NIK, _PHONE_FIGURES = 16, 10
_FEWEST = 10  # figures among sixteen signs, the others letters that look like one


def has_nik(raw: Any, *, certain: bool = False) -> bool:
    """Does a cell hold sixteen figures like a NIK? `certain`: only with its region and birth date, where another
    number of sixteen figures may be at home."""
    text = _asked(raw, _NIK)
    return bool(text) and bool(_niks(text, certain))


def has_phone(raw: Any) -> bool:
    """Does a cell hold a number like that of a mobile phone?"""
    text = _asked(raw)
    return bool(text) and _PHONE.search(text) is not None


def without_niks(text: str, sign: str = "•", *, certain: bool = False) -> str:
    """A text with all but the end of each NIK hidden."""
    told = _asked(text)
    return _hidden(told, _niks(told, certain), sign) if told else text


def without_persons(text: str) -> str:
    """A text in which other numbers may be read: NIK and phones are hidden."""
    told = without_niks(text) if _asked(text) else ""
    return text if not told else _PHONE.sub(lambda found: mask_end(found[0]), told)


def without_numbers(text: str) -> str:
    """A text without any number as long as a phone's."""
    told = clean(text)
    return _LONG.sub(lambda found: mask_end(found[0]), without_persons(told)) if told else text


def mask_end(told: str, sign: str = "•") -> str:
    """Only the end of what is long, nothing of what is short."""
    return sign * max(len(told) - 4, 4) + told[-4:] if len(told) > 8 else sign * len(told)


def _asked(raw: Any, shortest: int = _PHONE_FIGURES) -> str:
    """The text to look through; "" where a glance shows that nothing is in it."""
    if isinstance(raw, str):
        if len(raw) < shortest:
            return ""
        raw = raw if raw.isascii() else clean(raw)  # figures of other scripts
        return "" if not _MAY_HOLD.search(raw) or _DECIMAL.fullmatch(told := clean(raw)) else told
    if isinstance(raw, (int, float)) and raw >= _BOUND:
        return clean(raw)
    return ""


def _niks(text: str, certain: bool) -> list[tuple[int, int]]:
    """Where they stand. In groups it must have a region and a birth date: three years in a row have sixteen figures,
    too."""
    found: list[tuple[int, int]] = []
    for match in _SIXTEEN.finditer(text):
        told = match[1]
        if certain and text[: match.start()].upper().endswith("ID"):
            continue  # a halal certificate's number
        if sum(map(str.isdigit, told)) < _FEWEST or (found and match.start() < found[-1][1]):
            continue
        like = _REGION_AND_BIRTH.fullmatch(told.translate(_LOOKS)) is not None
        if (like and not _DAY.search(told)) or (not certain and told.isdigit()):
            found.append((match.start(), match.start() + len(told)))
    return found


def _hidden(text: str, places: list[tuple[int, int]], sign: str) -> str:
    for start, end in reversed(places):
        text = text[:start] + mask_end(text[start:end], sign) + text[end:]
    return text
