"""Headings that name two things at once: "Alamat/No HP", "Modal/Omzet". One of them must not pass for the whole."""

from __future__ import annotations

import re
from functools import lru_cache

from digiloka.imports.columns.lexicon import Match, match_of
from digiloka.imports.columns.words import read_heading
from digiloka.registry.fields import BY_KEY
from digiloka.values import text

_CUT = re.compile(r"\s*[/&+]\s*|\s+dan\s+", re.IGNORECASE)
_LISTED = re.compile(r"(.+?)(?:\s*[,|]\s*|\s+[-–]\s+)(.+)")
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_BRACKETED = re.compile(r"(.+?)\s*[(\[]([^)\]]+)[)\]]?\s*")
_RUN_ON = re.compile(
    r"(nama\b.*?)\s+((?:no|nomor)\b\.?\s*(?:hp|telepon|telpon|telp|tlp|wa|whatsapp|kontak)\b.*)", re.IGNORECASE
)
_KIND = re.compile(r"(?:jenis|jns\.?|macam)(?=\s)", re.IGNORECASE)
_SURE = 0.9
_NAMES = ("owner_name", "business_name")
# Of two texts ("Kegiatan/Produk") either may be meant; a number, an amount or a day is never meant for a text.
_EXACT = frozenset(("number", "money", "count", "date"))
_READ_WHOLE = frozenset(("birth_place", "birth_date"))  # "Dumai, 12-03-1980"


@lru_cache(maxsize=4096)
def pair_of(label: str, certain: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """The two fields that a heading names, in its order; None when it names one, or one by two words.

    `certain`: what other columns surely hold; a bare "nama" is another name than theirs.
    """
    parts = _parts(label)
    if len(parts) != 2 or not all(parts):
        return None
    if names := _two_names(*parts):
        return names
    whole, *halves = (match_of(read_heading(words)) for words in (label, *parts))
    if kind := _KIND.match(parts[0]):  # "Jenis Dagangan/Produksi": the kind of both, no amount of the second
        shared = match_of(read_heading(f"{kind[0]} {parts[1]}"))
        halves[1] = shared if shared.score >= _SURE else halves[1]
    first, second = (BY_KEY.get(_half(half, certain)) for half in halves)
    if first is None or second is None or first is second:
        return None
    one_kind = first.about == second.about and first.about in ("place", "licence")
    if one_kind or {first.key, second.key} == _READ_WHOLE or not {first.kind, second.kind} & _EXACT:
        return None
    if whole.score >= _SURE and whole.fields not in (halves[0].fields, halves[1].fields):
        return None  # a name of its own: "Tempat/Tanggal Lahir"
    return first.key, second.key


def _parts(label: str) -> list[str]:
    """What stands on both sides of a sign; a phone may also be listed, in brackets, or right behind a "nama"."""
    parts = _CUT.split(_IN_BRACKETS.sub("", label))  # "Jenis Kelamin (L/P)" is one thing
    if len(parts) > 1:
        return parts
    found = _BRACKETED.fullmatch(label) or _LISTED.fullmatch(label) or _RUN_ON.fullmatch(label)
    if found and ("phone",) in [match_of(read_heading(words)).fields for words in found.groups()]:
        return list(found.groups())
    return parts


def _half(match: Match, certain: frozenset[str]) -> str:
    """The field of one half, "" when it is not sure; of the names it may mean, one that no other column holds."""
    known = match.score >= _SURE or (match.last_resort and is_name(match.fields[0]))
    if len(match.fields) == 1 or not known:
        return match.fields[0] if known else ""
    if match.fields[:1] == ("phone",):
        return "phone"
    if match.fields[:1] not in (("owner_name",), ("business_name",)):
        return ""
    return next((key for key in match.fields if key not in certain), "")


def is_name(key: str) -> bool:
    """Is the field a name, of the owner or of the business?"""
    return key in _NAMES


def is_names(pair: tuple[str, str]) -> bool:
    """Are both things of a pair names?"""
    return all(map(is_name, pair))


def _two_names(*parts: str) -> tuple[str, str] | None:
    """ "Nama Pemilik/Usaha": a name of a person and one of a business; "nama" may stand once for both."""
    shared = "nama " if "nama" in text.key(parts[0]).split() else ""
    found = []
    for part in parts:
        whole = part if part is parts[0] or text.key(part).startswith("nama") else shared + part
        match = match_of(read_heading(whole))
        if match.score < _SURE or match.last_resort or len(match.fields) != 1:
            return None
        found.append(match.fields[0])
    return (found[0], found[1]) if sorted(found) == sorted(_NAMES) else None
