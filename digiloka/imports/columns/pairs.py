"""Headings that name two things at once: "Alamat/No HP", "Modal/Omzet". One of them must not pass for the whole."""

from __future__ import annotations

import re
from functools import lru_cache

from digiloka.imports.columns.naming import match_of
from digiloka.imports.columns.words import read_heading
from digiloka.registry.fields import BY_KEY

_CUT = re.compile(r"\s*[/&+]\s*|\s+dan\s+", re.IGNORECASE)
_SURE = 0.9
# Of two texts ("Kegiatan/Produk") either may be meant; a number, an amount or a day is never meant for a text.
_EXACT = frozenset(("number", "money", "count", "date"))


@lru_cache(maxsize=4096)
def pair_of(label: str) -> tuple[str, str] | None:
    """The two fields that a heading names, in its order; None when it names one, or one by two words."""
    parts = _CUT.split(label)
    if len(parts) != 2 or not all(parts):
        return None
    whole, *halves = (match_of(read_heading(words)) for words in (label, *parts))
    if any(half.score < _SURE or len(half.fields) != 1 or half.last_resort for half in halves):
        return None
    first, second = (BY_KEY[half.fields[0]] for half in halves)
    one_kind = first.about == second.about and first.about in ("place", "licence")
    if first is second or one_kind or not {first.kind, second.kind} & _EXACT:
        return None
    if whole.score >= _SURE and whole.fields not in (halves[0].fields, halves[1].fields):
        return None  # a name of its own: "Tempat/Tanggal Lahir"
    return first.key, second.key
