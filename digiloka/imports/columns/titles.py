"""What the lines above a table tell: the title, the year, the day it speaks of, and the area it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digiloka.imports.columns.words import read_heading
from digiloka.values import dates, text
from digiloka.values.refusal import Refused

_YEAR = re.compile(r"\b(?:tahun|thn|th|ta|t\.a)\.?\s*(?:anggaran\s*)?[:.]?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d.,/])")
_DAY = re.compile(
    r"\b(\d{1,2}\s+[a-z]{3,10}\.?\s+(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"\b(?:kelurahan|kel\.|desa|kecamatan|kec\.|kota|kabupaten|kab\.|gampong|nagari|kampung)\s+\S", re.IGNORECASE
)
_UNIT = re.compile(r"\bdalam\s+(?:rp\.?\s*)?(?:ribu|juta|mil[iy]ar)(?:an)?\b(?:\s+(?:rupiah|rp)\b)?", re.IGNORECASE)
_GENERIC_SHEET = re.compile(
    r"(?:sheet|lembar|worksheet|data|umkm|ukm|ikm|usaha|master|rekap|daftar|tabel|table|hasil|form|responses?|jawaban"
    r"|formulir|database|new|baru|final|fix|\d|[\W_])+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """`title`: the lines joined; `as_of`: ISO date; `area_hint`: words to look an area up in; `unit`: times
    this is rupiah where a column of money names none."""

    title: str | None = None
    year: int | None = None
    as_of: str | None = None
    area_hint: str | None = None
    unit: int | None = None


def read_titles(lines: Sequence[str], sheet_name: str, today: dt.date | None = None) -> TitleFacts:
    """Facts of the title lines; the sheet's own name may name the area when they do not."""
    cleaned = [line for line in map(text.clean, lines) if line]
    title = " / ".join(cleaned) or None
    whole = " ".join(cleaned)
    as_of = _as_of(whole, today or dt.datetime.now(dt.UTC).date())
    year = _year(whole) or _year(sheet_name)
    unit = _UNIT.search(whole)
    return TitleFacts(title, year, as_of, _area(whole, sheet_name), read_heading(unit.group()).unit if unit else None)


def _year(words: str) -> int | None:
    found = _YEAR.search(words) or _ANY_YEAR.search(words)
    return int(found.group(1)) if found else None


def _as_of(words: str, today: dt.date) -> str | None:
    """The last whole date of the title that a calendar knows."""
    for found in reversed(_DAY.findall(words)):
        try:
            day = dates.parse_date(found, today)
        except Refused:
            continue
        if day is not None:
            return day.isoformat()
    return None


def _area(words: str, sheet_name: str) -> str | None:
    if _AREA.search(words):
        return words
    name = text.clean(sheet_name)
    if _AREA.search(name):
        return f"{words} {name}".strip()
    if not name or _GENERIC_SHEET.fullmatch(name) or re.match(r"(?i)r[tw]\W*\d", name):
        return None
    return f"{words} Kelurahan {name}".strip()
