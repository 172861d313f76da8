"""Spellings an officer explained, and cells an officer typed anew: what is read in place of what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.imports.answers import Spellings
from digiloka.registry.choices import words_of
from digiloka.registry.fields import BY_KEY
from digiloka.values.refusal import Refused

Spoken = Mapping[str, Mapping[str, str]]  # field → folded spelling → what is read instead
AREAS = ("village", "district")
_SECTOR = "sector"
_SCALE = "scale_as_written"
_SCALES = (("mikro", "Mikro"), ("kecil", "Kecil"), ("menengah", "Menengah"), ("besar", "Besar"))


def closed(key: str) -> bool:
    """Does a field take one of a few values, so that a spelling can stand for one of them?"""
    return key in AREAS or bool(choices_of(key))


def choices_of(key: str) -> tuple[tuple[str, str], ...]:
    """(value, words) of a closed field; an area's are asked of the areas."""
    if key == _SECTOR:
        return tuple(SECTORS.items())
    return _SCALES if key == _SCALE else BY_KEY[key].choices


def checked(key: str, value: str, names: AreaNames) -> str:
    """The value, by its code or its words; "" leaves the cell out. Raises Refused for what the field cannot hold."""
    if key not in BY_KEY or not closed(key):
        raise Refused("answer-field", "Isian ini tidak memakai daftar pilihan. Betulkan di selnya.")
    if not value:
        return ""
    if key in AREAS:
        match = names.find(value) if key == "village" else names.find_district(value)
        if match.area_code is None:
            raise Refused("answer-value", f'Wilayah "{value}" tidak dikenal. Pilih dari daftar.')
        return match.area_code
    for code, words in choices_of(key):
        if value.casefold() in (code.casefold(), words.casefold()):
            return code
    raise Refused("answer-value", f'"{value}" bukan pilihan untuk {BY_KEY[key].label}. Pilih dari daftar.')


def spoken_of(spellings: Spellings) -> dict[str, dict[str, str]]:
    """Values as the field's own reader understands them; an area is told by its code."""
    found: dict[str, dict[str, str]] = {}
    for (key, spelling), value in spellings.items():
        words = value if key in AREAS or not value else words_of(choices_of(key), value)
        found.setdefault(key, {})[spelling] = words
    return found


def with_typed(cells: list[Any], typed: Mapping[int, str]) -> list[Any]:
    """A row with an officer's text in place of some cells. The sheet's own list stays as it came."""
    read = [*cells, *[None] * (max(typed) + 1 - len(cells))]
    for index, told in typed.items():
        read[index] = told
    return read
