"""Does somebody look for a person by NIK or phone? Both are found by their keyed hash only, and shown masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from digiloka.sealing import keyed_hash
from digiloka.values.identity import mask_nik, parse_nik
from digiloka.values.phone import mask_phone, parse_phone
from digiloka.values.refusal import Refused
from digiloka.values.text import clean

NIK, PHONE = "nik", "phone"
WORDS = {NIK: "NIK", PHONE: "nomor HP"}
_FIGURES = re.compile(r"\+?\(?\d[\d\s().·_–—-]*\d")  # with the signs that people set between them
_NUMBER = re.compile(r"\d{4}-[\dA-Z]{4}(-[\dA-Z]{0,4})?", re.IGNORECASE)  # a business's, perhaps only begun
_WHOLE_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_NO_PHONE_BELOW, _NIK_FROM = 9, 14  # figures: fewer are a house, a year, a price; so many are no phone any more


@dataclass(frozen=True, slots=True)
class Sought:
    """A person looked for: by which of the two, its keyed hash, and how it is shown."""

    kind: Literal["nik", "phone"]
    hash: str
    shown: str


def person_in(words: str) -> Sought | None:
    """The person that the words of a search name by NIK or phone; None when they are words, or a business's number.

    Raises Refused for figures that can only be meant as one of the two and are neither: they lead to nobody, and
    must not go where words go.
    """
    text = clean(words)
    if _NUMBER.fullmatch(text) and not (_phone(text) or "").startswith("+628"):
        return None
    if whole := _WHOLE_NIK.search(text):
        return _by_nik(whole.group())
    for run in _FIGURES.findall(text):
        figures = re.sub(r"\D", "", run)
        if len(figures) >= _NIK_FROM:
            return _by_nik(figures)
        if len(figures) >= _NO_PHONE_BELOW:
            return _by_phone(run)
    return None


def _by_nik(figures: str) -> Sought:
    nik = parse_nik(figures)
    if nik is None:
        raise Refused("sought-nobody", "NIK berisi 16 angka. Periksa angkanya.")
    return Sought(NIK, keyed_hash("nik", nik), f"NIK {mask_nik(nik)}")


def _phone(text: str) -> str | None:
    try:
        return parse_phone(text)
    except Refused:
        return None


def _by_phone(run: str) -> Sought:
    phone = _phone(run)
    if phone is None:
        raise Refused("sought-nobody", "Angka ini bukan NIK (16 angka) dan bukan nomor HP. Periksa angkanya.")
    return Sought(PHONE, keyed_hash("phone", phone), f"HP {mask_phone(phone)}")
