"""People counted by sex in one cell: "1L 2P", "2 L, 1 P", "3 orang (1 laki-laki, 2 perempuan)", and "2/1"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, unquoted

Order = Literal["LP", "PL"]

_MALE, _FEMALE = r"laki(?:\s*-?\s*laki|\s*2)?|lk|pria|cowok|l", r"perempuan|wanita|cewek|pr|p"
_N, _PEOPLE = r"(\d{1,4})", r"\s*(?:orang|org)?\s*"
_WHO = rf"((?:{_MALE}|{_FEMALE})(?![a-z]))\s*\.?"
_BETWEEN = r"\s*(?:[,;/&+|-]|dan)?\s*"
_NUMBER_FIRST = rf"{_N}{_PEOPLE}{_WHO}(?:{_BETWEEN}{_N}{_PEOPLE}{_WHO})?"
_WHO_FIRST = rf"{_WHO}\s*[:=]?\s*{_N}{_PEOPLE}(?:{_BETWEEN}{_WHO}\s*[:=]?\s*{_N}{_PEOPLE})?"
_TOTAL = rf"(?:{_N}{_PEOPLE}[(:=,;]\s*)?"
_SHAPES = tuple((re.compile(rf"{_TOTAL}{shape}\s*\)?\s*"), first) for shape, first in
                ((_NUMBER_FIRST, 0), (_WHO_FIRST, 1)))  # fmt: skip
_PAIR = re.compile(rf"{_N}\s*[/+]\s*{_N}{_PEOPLE}")
_BRACKETED = re.compile(rf"(?<=\d)\s*\(\s*({_MALE}|{_FEMALE})\s*\)")
_ORDER = re.compile(rf"\b({_MALE}|{_FEMALE})\s*(?:[/&+,-]|dan)\s*({_MALE}|{_FEMALE})\b")


@dataclass(frozen=True, slots=True)
class Headcount:
    """Everybody, and the men and women among them where the cell tells."""

    total: int
    male: int | None = None
    female: int | None = None


def order_in(heading: str) -> Order | None:
    """Which sex a heading names first ("Tenaga Kerja (L/P)"); None when it does not name both."""
    found = _ORDER.search(heading.lower())
    sexes = _sex(found[1]) + _sex(found[2]) if found else ""
    return {"LP": "LP", "PL": "PL"}.get(sexes)  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def read_headcount(text: str, order: Order | None) -> tuple[Headcount, Note | None] | None:
    """The people of a cleaned cell that counts them by sex, or None when it does not. Raises Refused for a wrong sum.

    Two bare numbers ("2/1") are men and women only under a heading that says so; else only their sum is certain.
    """
    lower = _BRACKETED.sub(r" \1 ", text.lower().strip(" ."))
    if pair := _PAIR.fullmatch(lower):
        first, second = int(pair[1]), int(pair[2])
        if order:
            return Headcount(first + second, *((first, second) if order == "LP" else (second, first))), None
        told = f"{text} kami jumlahkan menjadi {first + second} orang. Tulis {first} L, {second} P kalau itu benar."
        return Headcount(first + second), Note("count-pair", told)
    for shape, who_first in _SHAPES:
        if found := shape.fullmatch(lower):
            return _by_sex(*found.groups(), who_first=bool(who_first)), None
    return None


def parse_headcount(raw: str, order: Order | None, notes: list[Note] | None = None) -> Headcount | None:
    """The same from a cell as it came; what must be seen about it is noted."""
    found = read_headcount(unquoted(clean(raw)), order)
    if found is None:
        return None
    if found[1]:
        note(notes, found[1].code, found[1].message)
    return found[0]


def _by_sex(total: str | None, *parts: str | None, who_first: bool) -> Headcount:
    pairs = [parts[:2], parts[2:]]
    told = {_sex(pair[not who_first]): int(pair[who_first] or 0) for pair in pairs if pair[0] is not None}
    both = sum(told.values())
    if (len(told) < 2 and parts[2] is not None) or (total is not None and int(total) != both):
        raise Refused("count-sexes", "Jumlah laki-laki dan perempuan tidak cocok. Tulis seperti 1 L, 2 P.")
    return Headcount(both, told.get("L"), told.get("P"))


def _sex(word: str | None) -> str:
    return "L" if word and re.fullmatch(_MALE, word) else "P"
