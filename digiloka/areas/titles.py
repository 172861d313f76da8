"""The area a sheet's title names: "DATA UMKM KELURAHAN … KECAMATAN …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digiloka.areas.codes import KOTA
from digiloka.areas.matches import Match
from digiloka.areas.spelling import CITY_LABELS, DISTRICT_LABELS, VILLAGE_LABELS, words_of

if TYPE_CHECKING:
    from digiloka.areas.naming import AreaNames

_LONGEST_NAME = 6
_STOP = DISTRICT_LABELS | VILLAGE_LABELS | {
    "bulan", "dan", "di", "kab", "kabupaten", "menurut", "per", "periode", "prov", "provinsi", "se", "tahun",
    "tanggal", "thn", "triwulan",
}


def area_from_title(names: AreaNames, title: str) -> Match | None:
    """The smallest area a title names, how="title"; None when it names none of this city's.

    Only words after kelurahan, desa, kecamatan, kota or kabupaten (or their abbreviations) count. A kelurahan
    that is named but not known gives no area: candidates, and the kecamatan as far as the title tells it.
    """
    words = words_of(title)
    district = _district(names, words)
    village = _village(names, words, district)
    if village is not None:
        return village
    if district is not None:
        return Match(district, "title", district_code=district)
    return Match(_city_code(names), "title") if _names_city(names, words) else None


def _district(names: AreaNames, words: Sequence[str]) -> str | None:
    for at, word in enumerate(words):
        if word in DISTRICT_LABELS:
            for end in _ends(at + 1, len(words)):
                hits, _ = names.districts.hits(words[at + 1 : end])
                if len(hits) == 1:
                    return hits[0]
    return None


def _village(names: AreaNames, words: Sequence[str], district: str | None) -> Match | None:
    missed: Match | None = None
    for at, word in enumerate(words):
        if word not in VILLAGE_LABELS:
            continue
        for end in _ends(at + 1, len(words)):
            hits, _ = names.villages.hits(words[at + 1 : end], within=district)
            if len(hits) == 1:
                return Match(hits[0], "title", district_code=names.district_of(hits[0]))
        written = _until_stop(words[at + 1 :])
        if written and missed is None:
            missed = Match(None, "unknown", names.suggest(written, district), district)
    return missed


def _names_city(names: AreaNames, words: Sequence[str]) -> bool:
    starts = [at for at, word in enumerate(words) if word in CITY_LABELS]
    return any(names.is_city(words[at:end]) for at in starts for end in _ends(at + 1, len(words)))


def _city_code(names: AreaNames) -> str:
    return next(row.code for row in names.rows.values() if row.level == KOTA)


def _ends(start: int, length: int) -> range:
    """Ends of the readings that begin at `start`, longest first: Bukit Kayu Kapur before Bukit Kayu."""
    return range(min(start + _LONGEST_NAME, length), start, -1)


def _until_stop(words: Sequence[str]) -> Sequence[str]:
    for at, word in enumerate(words):
        if word in _STOP or (word.isdecimal() and len(word) == 4):
            return words[:at]
    return words
