"""Does somebody look for a person by NIK or phone? Both are found by their keyed hash only, and shown masked.

What is neither a person nor refused here may stand in an address, so whatever could be a NIK or a phone must not
pass as words, however it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from digiloka.registry.figure_runs import Run, plain, runs_in
from digiloka.registry.numbers import parse_number
from digiloka.sealing import keyed_hash
from digiloka.values.identity import mask_nik, parse_nik
from digiloka.values.phone import mask_phone, parse_phone
from digiloka.values.refusal import Refused

NIK, PHONE, TEXT = "nik", "phone", "text"
WORDS = {NIK: "NIK", PHONE: "nomor HP"}
_FEWEST, _NIK_FROM = 9, 14  # figures: fewer are a house, a year, a price; so many are no phone any more
_WHOLE, _BIRTH, _NIB = 16, 12, 13  # figures of a NIK, of its part up to the birth date, of a NIB
_SIGNS = r"[\s\-‐-―−._/]*"
_NIB_NAMED = re.compile(r"\bnib\b", re.IGNORECASE)
_CLEAR_LETTER = re.compile(r"[^\W\d_oli]", re.IGNORECASE)  # none that is read as a figure


@dataclass(frozen=True, slots=True)
class Sought:
    """A person looked for: by which of the two, its keyed hash, and how it is shown.

    TEXT, which no function here gives, is for a list that also takes words no address may hold: `hash` is the words.
    """

    kind: Literal["nik", "phone", "text"]
    hash: str
    shown: str


def number_in(words: str, city_code: str) -> str | None:
    """The good business number of this city in a text that holds no other figures; None when there is none.

    Twelve figures that are a mobile phone are one.
    """
    text, city = plain(words), city_code.replace(".", "")
    shape = rf"(?:\D*[^\w])?({city}{_SIGNS}[0-9a-z]{{4}}{_SIGNS}[0-9a-z]{{4}})(?:[^\w]\D*)?"
    found = re.fullmatch(shape, text, re.IGNORECASE) if city else None
    if found is None or (_phone(text) or "").startswith("+628"):
        return None
    try:
        return parse_number(found[1])
    except Refused:
        return None


def person_in(words: str, city_code: str = "") -> Sought | None:
    """The person that the words of a search name by NIK or phone; None when they are words, or a business's number.

    Raises Refused for figures that may be meant as one of the two and are neither, or that nobody can read for
    certain: they lead to nobody, and must not go where words go.
    """
    text = plain(words)
    if number_in(words, city_code) or _nearly_number(text, city_code):
        return None
    runs = [run for run in runs_in(text) if _may_be_meant(run)]
    whole = {part for run in runs if not run.doubtful for part in run.parts if len(part) == _WHOLE}
    if len(whole) == 1:
        return _by_nik(whole.pop())
    found = {_judged(run, text): None for run in runs}
    if len(found) > 1:
        raise _several()
    return next(iter(found), None)


def _nearly_number(text: str, city_code: str) -> bool:
    """A business's number, mistyped or only begun: too few signs for a NIK, and a letter that is no figure."""
    signs, city = re.sub(_SIGNS, "", text), city_code.replace(".", "")
    shape = re.fullmatch(rf"{city}[0-9a-z]{{1,8}}", signs, re.IGNORECASE) if city else None
    return bool(shape and _CLEAR_LETTER.search(signs))


def _may_be_meant(run: Run) -> bool:
    figures = run.figures
    if not _FEWEST <= len(figures) < _NIK_FROM:
        return len(figures) >= _NIK_FROM
    dialled = run.plus or figures.startswith(("0", "62", "8"))
    return dialled or max(map(len, run.parts)) >= _FEWEST or _begins_a_nik(figures) or _holds_a_mobile(run)


def _begins_a_nik(figures: str) -> bool:
    return len(figures) >= _BIRTH and _is_nik(figures[:_BIRTH] + "0001")


def _judged(run: Run, text: str) -> Sought:
    figures = run.figures
    if len(figures) in (_NIB - 1, _NIB) and _NIB_NAMED.search(text):
        raise Refused("sought-nib", "NIB tidak dicari di sini. Tulis NIK, nomor HP, nama, atau nomor usaha.")
    if run.doubtful:
        raise Refused("sought-unclear", "Di antara angka ini ada huruf atau tanda lain. Tulis angkanya saja.")
    if len(figures) <= _NIK_FROM or figures.startswith("00"):
        phone = _phone(f"+{figures}" if run.plus else figures)
        if phone:
            return Sought(PHONE, keyed_hash("phone", phone), f"HP {mask_phone(phone)}")
    if len(figures) == _WHOLE and _is_nik(figures):
        return _by_nik(figures)
    if _two_in(run) or _holds_a_mobile(run):
        raise _several()
    return _neither(figures) if len(figures) < _NIK_FROM or _dialled_long(figures) else _by_nik(figures)


def _two_in(run: Run) -> bool:
    parts = run.parts
    halves = (("".join(parts[:place]), "".join(parts[place:])) for place in range(1, len(parts)))
    return any(all(_is_nik(half) or _phone(half) for half in pair) for pair in halves)


def _holds_a_mobile(run: Run) -> bool:
    """Is some of these parts together a mobile phone, beside other figures?"""
    parts, places = run.parts, range(len(run.parts))
    windows = ("".join(parts[first : last + 1]) for first in places for last in places[first:])
    return len(parts) > 1 and any(
        _FEWEST < len(window) <= _NIK_FROM and window != run.figures and (_phone(window) or "").startswith("+628")
        for window in windows
    )


def _several() -> Refused:
    return Refused("sought-several", "Ini lebih dari satu nomor. Tulis satu NIK (16 angka) atau satu nomor HP saja.")


def _dialled_long(figures: str) -> bool:
    return figures.startswith(("08", "628")) and len(figures) < _WHOLE


def _neither(figures: str) -> Sought:
    if _dialled_long(figures) and len(figures) >= _NIK_FROM:
        parse_phone(figures)  # refuses, and says how long a phone is
    if len(figures) == _NIB:
        raise Refused("sought-nib", "Ini 13 angka, seperti NIB. NIB tidak dicari di sini. Tulis NIK (16 angka), "
                                    "nomor HP, nama, atau nomor usaha.")
    raise Refused("sought-nobody", "Angka ini bukan NIK (16 angka) dan bukan nomor HP. Periksa angkanya.")


def _by_nik(figures: str) -> Sought:
    nik = parse_nik(figures)
    if nik is None:
        raise Refused("sought-nobody", "NIK berisi 16 angka. Periksa angkanya.")
    return Sought(NIK, keyed_hash("nik", nik), f"NIK {mask_nik(nik)}")


def _is_nik(figures: str) -> bool:
    try:
        return parse_nik(figures) is not None
    except Refused:
        return False


def _phone(text: str) -> str | None:
    try:
        return parse_phone(text)
    except Refused:
        return None
