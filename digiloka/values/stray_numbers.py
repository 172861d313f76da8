"""NIK and phone numbers where they do not belong: found in any text, and hidden before anybody reads it.

Figures may be parted by blanks and signs, and a letter O, I or l may stand for one. A date and an amount in rupiah are
neither: an eight-figure day is too short, and where numbers are at home only what is like a person's hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from digiloka.values.regencies import is_district
from digiloka.values.text import clean

# What every text is asked first: ten figures near each other. Names and addresses answer at their first letters.
_MAY_HOLD = re.compile(r"[0-9](?:[^0-9]{0,3}+[0-9]){9}")
_DECIMAL = re.compile(r"-?\d{1,20}\.\d{1,20}(?:[eE][+-]?\d{1,3})?")  # a number cell with all its places
_PARTED = re.compile(r"\d{13}\.\d{3}|\d{14}\.\d\d|\d{15}\.[1-9]")  # no fraction: too large for any amount
_MOST = 10**17  # a number of more figures than a NIK
_BOUND = 1e9  # a number cell below it holds neither
_FIGURE = "[0-9OoIl]"
_DASH = "\\-‐‑‒–—―−"
# What stands between figures of one number; after a comma or colon with a blank another one begins.
_GAP = rf"(?:[ .\-]{{0,2}}|[,:]| ?[/|_{_DASH}] ?)"
# Sixteen in a row, or in groups; each place is tried, because a house number may stand before it. A letter is no figure
# where a word ends or begins with it.
_SIXTEEN = re.compile(
    rf"(?<!\d)(?!(?<=[A-Za-z])[OoIl])(?=({_FIGURE}(?:{_GAP}{_FIGURE}){{15}})(?!\d)(?!(?<=[OoIl])[A-Za-z]))"
)
_A_DAY = rf"\d{{1,2}}[ ./{_DASH}]\d{{1,2}}[ ./{_DASH}](?:19|20)\d\d(?!\d)"
_UP_TO_31 = r"(?:0?[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-4])[.:][0-5]\d"
_PRICE = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d\d)?"
_ABROAD = r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d\d)?"  # a price as other countries write it
_NPWP = re.compile(r"\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
_NEXT = rf"(?: |:| ?[/|_{_DASH}] ?)"
# Numbers of their own: what reaches into one is no NIK.
_OTHER = re.compile(
    rf"(?<!\d)(?:{_UP_TO_31}[ ./{_DASH}]{_UP_TO_31}[ ./{_DASH}](?:19|20)\d\d"  # days
    rf"|(?:19|20)\d\d(?P<between>[-./])(?:0?[1-9]|1[0-2])(?P=between){_UP_TO_31}"
    rf"|{_CLOCK} ?[{_DASH}] ?{_CLOCK}"
    r"|\d{1,2}[.,]\d{4,}[ ,;/|]{1,3}\d{2,3}[.,]\d{4,}"  # a point
    r"|9120\d{9}"  # a NIB of before 2021; the regency 9120 has few people
    r"|\d{1,3}\.\d{13,15}"  # a point with all its places
    rf"|\d{{13}} ?[{_DASH}] ?\d\d|{_NPWP.pattern}"  # P-IRT
    r"|\d{4}-\d\d-\d{6}-\d\d-\d|\d{3}-\d\d-\d{7}-\d"  # accounts as banks print them
    r"|(?<!\d[.,])[1-9]\d{0,2}(?:(?:\.\d{3}){2,4}(?!\.\d)|(?:,\d{3}){2,4}(?!,\d)))(?!\d)"  # millions to billions
)
# Thirteen to fifteen figures in a row are a number of their own where their name stands before them, else perhaps a NIK
# that something parts once.
_NIB = re.compile(r"\bNIB(?:\W{0,3}(?:no(?:mor)?|OSS|RBA)\b){0,2}\W{0,3}\d{13}(?!\d)", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:P-?IRT|NPWP|rek(?:ening)?|BRI|BNI|BCA|BTN|BSI|BRK|Mandiri)"
    r"(?:\W{0,3}(?:no(?:mor)?|rek(?:ening)?|syariah)\b){0,2}\W{0,3}\d{13,15}(?!\d)",
    re.IGNORECASE,
)
_LONG_RUN = re.compile(r"\d{13,15}")
# Sixteen figures that as a whole are something else.
_AS_WHOLE = re.compile(
    r".*/(?:19|20)\d\d"  # a letter's number ends in its year
    rf"|{_PRICE}(?:(?:,|{_NEXT}){_PRICE})+|{_ABROAD}(?:{_NEXT}{_ABROAD})+"
)
_REGION_AND_BIRTH = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])(?!00)[0-7]\d(?!00)\d\d"
    r"(?:0[1-9]|[1256]\d|[37][01]|4[1-9])(?:0[1-9]|1[0-2])\d{6}"
)
_PHONE = re.compile(
    rf"(?<!\d)(?!{_A_DAY})(?:\+?6[ .\-]?2[ .\-]{{0,2}}|[0Oo][ .\-]?)8(?:[ .\-]{{0,2}}{_FIGURE}){{8,12}}(?!\d)"
)
# The same with any sign between, and with brackets: what is so parted must look like a phone in its groups as well.
_PARTS = rf"(?:\)? ?[/|_{_DASH}] ?|[,:.\-]|\) ?|[ .\-]{{0,2}})"
_PARTED_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:\+?62{_PARTS}\(?(?:0\) ?)?|[0Oo])8{_FIGURE}?(?:{_PARTS}{_FIGURE}){{7,11}}(?!\d)"
)
_COUNTRY = re.compile(r"\A\+?62\D*(?:0\D+)?(?=8)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_AND_CLOCK = re.compile(r"08(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d) (?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?")
_AMOUNT = re.compile(rf"(?:{_PRICE}|{_ABROAD})(?!\d|[.,]\d)")
_BILLIONS = re.compile(r"62\d{9}")  # Rp62 miliar, or a short phone
_LONG = re.compile(rf"\d(?:[ .\-]?{_FIGURE}){{8,}}")  # a phone, a NIK, a NIB
_LOOKS = str.maketrans("OoIl", "0011")
_GROUP = re.compile(r"\d+")
_NOT_FIGURE = re.compile(r"\D")
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
    return bool(text) and bool(_phones(text))


def without_niks(text: str, sign: str = "•", *, certain: bool = False) -> str:
    """A text with all but the end of each NIK hidden."""
    told = _asked(text)
    return _hidden(told, _niks(told, certain), sign) if told else text


def without_persons(text: str, *, money: bool = False) -> str:
    """A text in which other numbers may be read: NIK and phones are hidden. `money`: where amounts are at home."""
    told = without_niks(text) if _asked(text) else ""
    return text if not told else _hidden(told, _phones(told, money), "•")


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
        if not _MAY_HOLD.search(raw):
            return ""
        return _whole_number(told) if _DECIMAL.fullmatch(told := clean(raw)) and not _PARTED.fullmatch(told) else told
    if isinstance(raw, (int, float)) and raw >= _BOUND:
        return clean(raw)
    return ""


def _whole_number(decimal: str) -> str:
    """The number cell that a program wrote as a fraction of nothing ("1472015203600123.0"); "" for another fraction."""
    number = Decimal(decimal)
    return str(int(number)) if _BOUND <= number < _MOST and number == int(number) else ""


def _niks(text: str, certain: bool) -> list[tuple[int, int]]:
    """Where they stand. In groups it must have a region and a birth date: three years in a row have sixteen figures,
    too."""
    found: list[tuple[int, int]] = []
    others: list[tuple[int, int]] | None = None
    for match in _SIXTEEN.finditer(text):
        told = match[1]
        if certain and text[: match.start()].upper().endswith("ID"):
            continue  # a halal certificate's number
        if sum(map(str.isdigit, told)) < _FEWEST or (found and match.start() < found[-1][1]):
            continue
        like = _like_a_nik(told)
        start, end = match.start(), match.start() + len(told)
        if like and others is None:
            others = [other.span() for rule in (_OTHER, _NIB, _NAMED) for other in rule.finditer(text)]
        like = like and not _AS_WHOLE.fullmatch(told) and not any(a < end and start < b for a, b in others or ())
        if like or (not certain and told.isdigit()):
            found.append((start, end))
    return found


def _like_a_nik(told: str) -> bool:
    """Have sixteen figures a region and a birth date? Where most stand in a row, as those of other numbers do, the
    region must be a real one."""
    figures = _figures(told)
    if not _REGION_AND_BIRTH.fullmatch(figures):
        return False
    return told.isdigit() or not _LONG_RUN.search(told.translate(_LOOKS)) or is_district(figures[:6])


def _phones(text: str, money: bool = False) -> list[tuple[int, int]]:
    """Where they stand. What is grouped like an amount is one; among `money` so are eleven figures from 62 on."""
    found = [*_matches(_PHONE, text), *_matches(_PARTED_PHONE, text)]
    if money:
        found = [(a, b) for a, b in found if not _BILLIONS.fullmatch(text[a:b])]
    papers = [paper.span() for rule in (_NIB, _NPWP) for paper in rule.finditer(text)] if found else []
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if (not kept or start >= kept[-1][1]) and not any(a <= start and end <= b for a, b in papers):
            kept.append((start, end))
    return kept


def _matches(rule: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := rule.search(text, at):
        amount = _AMOUNT.match(text, match.start())
        at = (amount or match).end()
        if amount:
            continue
        if rule is _PHONE or _grouped_like_a_phone(match[0]):
            yield match.span()
        else:
            at = match.start() + 1


def _grouped_like_a_phone(told: str) -> bool:
    """Ten to thirteen figures; no year among its groups, as in a licence's number, and none so short as in a date."""
    groups = _GROUP.findall(_COUNTRY.sub("0", told, count=1).translate(_LOOKS))
    first, rest = groups[0], groups[1:]
    if not 10 <= sum(map(len, groups)) <= 13 or any(map(_YEAR.fullmatch, rest)):
        return False
    if _DAY_AND_CLOCK.fullmatch(" ".join(groups)):
        return False  # as programs name their files
    if not rest:
        return True
    least = 3 if len(first) > 3 else 6
    return all(len(group) >= least for group in rest[:-1]) and len(rest[-1]) >= (2 if rest[1:] else least)


def _figures(told: str) -> str:
    return _NOT_FIGURE.sub("", told.translate(_LOOKS))


def _hidden(text: str, places: list[tuple[int, int]], sign: str) -> str:
    for start, end in reversed(places):
        text = text[:start] + mask_end(text[start:end], sign) + text[end:]
    return text
