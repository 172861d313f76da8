"""From a place name as people write it to the area: same after folding, by alias, else only offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from digiloka.areas.codes import KECAMATAN, KELURAHAN, KOTA
from digiloka.areas.loading import Alias, AreaRow, aliases_of_city, areas_of_city, names_of_cities
from digiloka.areas.matches import Candidate, Match
from digiloka.areas.name_index import NameIndex, Spelling
from digiloka.areas.spelling import (
    CITY_LABELS,
    DISTRICT_LABELS,
    VILLAGE_LABELS,
    plain_key,
    without_labels,
    words_of,
)
from digiloka.areas.titles import area_from_title
from digiloka.values.text import clean, is_blank

_CACHED_TEXTS = 20_000
_CANDIDATES = 5
_SAME_DISTRICT = 85  # a kecamatan misspelt this little does not contradict a kelurahan written right
_PARTS = str.maketrans(dict.fromkeys(",;/()|\n", "\n"))


class AreaNames:
    """The names of one city's areas. Look-ups in dictionaries; every text is worked out once."""

    def __init__(self, rows: Iterable[AreaRow], aliases: Iterable[Alias] = ()) -> None:
        self.rows = {row.code: row for row in rows}
        aliases = [alias for alias in aliases if alias.area_code in self.rows]
        self._codes = _by_digits(self.rows.values())
        self.villages = self._index(KELURAHAN, aliases)
        self.districts = self._index(KECAMATAN, aliases)
        self._cities = {plain_key(words_of(text)) for row in self._of(KOTA) for text in _city_texts(row.name)}
        self._split_off = self._read_parents(alias for alias in aliases if alias.kind == "parent")
        self._cache: dict[tuple[str, str], Match] = {}

    def find(self, village: Any, district: Any = None) -> Match:
        """The kelurahan or desa a cell means, with its kecamatan if the sheet has one. Never guesses."""
        texts = _text(village), _text(district)
        match = self._cache.get(texts)
        if match is None:
            if len(self._cache) >= _CACHED_TEXTS:
                self._cache.clear()
            match = self._cache[texts] = self._find(*texts)
        return match

    def find_district(self, name: Any) -> Match:
        """The kecamatan a cell means (a kelurahan's code tells it too), or candidates."""
        text = _text(name)
        code = self.find_code(text)
        if code is not None:
            district = self.district_of(code)
            return Match(district, "code" if district else "city_only", district_code=district)
        words = words_of(text)
        if not words:
            return Match(None, "blank")
        bare = without_labels(words, DISTRICT_LABELS)
        hits, how = self.districts.hits(words, bare)
        if len(hits) == 1:
            return Match(hits[0], how, district_code=hits[0])
        known = self.known_district(words)
        if known is not None:
            return Match(known, "exact", district_code=known)
        if self.is_city(bare):
            return Match(None, "city_only")
        return Match(None, "unknown", self.as_candidates(self.districts.nearest(bare, _CANDIDATES)))

    def find_code(self, code: Any) -> str | None:
        """The Kemendagri code from its dotted form, its digits or a BPS code; None when it is not ours."""
        text = _text(code).strip("'’ ")
        if text in self.rows:
            return text
        return self._codes.get("".join(mark for mark in text if mark not in " .-"))

    def from_title(self, title: Any) -> Match | None:
        """The area a sheet's title names ("DATA UMKM KELURAHAN … KECAMATAN …"), see `titles`."""
        return area_from_title(self, clean(title))

    def split_off(self, code: str) -> tuple[str, ...]:
        """The newer kelurahan cut out of this one: an old list may mean any of them."""
        return tuple(self._split_off.get(code, ()))

    def label(self, code: str) -> str:
        """ "Bintan, Dumai Kota" for a kelurahan, the name alone above it."""
        row, district = self.rows[code], self.district_of(code)
        return row.name if district in (None, code) else f"{row.name}, {self.rows[district].name}"

    def district_of(self, code: str) -> str | None:
        """The kecamatan of a kelurahan, a kecamatan itself, None for the kota."""
        row = self.rows[code]
        return row.parent_code if row.level == KELURAHAN else code if row.level == KECAMATAN else None

    def is_city(self, words: Sequence[str]) -> bool:
        """Do these words name the city itself ("Kota Dumai", "Dumai")?"""
        return bool(words) and plain_key(words) in self._cities

    def known_district(self, given: Sequence[str]) -> str | None:
        """The kecamatan these words name; the city may follow ("Kec. Dumai Kota, Kota Dumai")."""
        bare = without_labels(given, DISTRICT_LABELS)
        for end in range(len(bare), 0, -1):
            if end == len(bare) or self.is_city(bare[end:]):
                hits, _ = self.districts.hits(given if end == len(bare) else (), bare[:end])
                if len(hits) == 1:
                    return hits[0]
        return None

    def as_candidates(self, scored: Iterable[tuple[str, float]]) -> tuple[Candidate, ...]:
        """(code, score) pairs with the names a person chooses by."""
        found = []
        for code, score in scored:
            district = self.district_of(code)
            name = "" if district in (None, code) else self.rows[district].name
            found.append(Candidate(code, self.rows[code].name, name, round(score, 3)))
        return tuple(found)

    def suggest(self, words: Sequence[str], district: str | None = None) -> tuple[Candidate, ...]:
        """The kelurahan spelt most like these words, best first."""
        bare = without_labels(words, VILLAGE_LABELS)
        return self.as_candidates(self.villages.nearest(bare, _CANDIDATES, within=district))

    def _find(self, village: str, district: str) -> Match:
        code = self.find_code(village)
        if code is not None:
            return self._by_code(code)
        words, inner = _by_label(words_of(village))
        given = words_of(district) or inner
        if not words:
            how = "district_only" if inner else "blank"
            return Match(None, how, district_code=self.known_district(given))
        return self._by_words(words, given) or self._by_parts(village, given) or self._missed(words, given)

    def _by_code(self, code: str) -> Match:
        if self.rows[code].level == KELURAHAN:
            return Match(code, "code", district_code=self.district_of(code))
        district = self.district_of(code)
        return Match(None, "city_only" if district is None else "district_only", district_code=district)

    def _by_words(self, words: Sequence[str], given: Sequence[str]) -> Match | None:
        """The certain answer, or why a known name is not certain; None for a name nobody knows."""
        district = self.known_district(given)
        bare = without_labels(words, VILLAGE_LABELS)
        hits, how = self.villages.hits(words, bare, within=district)
        if len(hits) == 1 and (district is not None or self._agrees(hits[0], given)):
            return Match(hits[0], how, district_code=self.district_of(hits[0]))
        reason = "ambiguous" if len(hits) > 1 else "other_district"
        if not hits and district is not None:
            hits, _ = self.villages.hits(words, bare)
        certain = self.as_candidates((code, 1.0) for code in hits)
        return Match(None, reason, certain, district) if hits else None

    def _by_parts(self, village: str, given: Sequence[str]) -> Match | None:
        """ "Bintan, Dumai Kota" or "Bintan (Kota Dumai), 03": the rest must be kecamatan, city, RT or RW."""
        parts = [words_of(part) for part in village.translate(_PARTS).split("\n")]
        first, *rest = [part for part in parts if part and not _is_rt_rw(part)] or [()]
        districts = [part for part in rest if self.known_district(part)]
        if len(parts) < 2 or any(part not in districts and not self.is_city(part) for part in rest):
            return None
        return self._by_words(_by_label(first)[0], given or (districts[0] if districts else ()))

    def _missed(self, words: Sequence[str], given: Sequence[str]) -> Match:
        larger = self.known_district(words)
        if larger is not None:
            return Match(None, "district_only", district_code=larger)
        if self.is_city(words):
            return Match(None, "city_only", district_code=self.known_district(given))
        district = self.known_district(given)
        # Another city is a place outside, not a slip of the pen for a kelurahan that is spelt a little like it.
        elsewhere = plain_key(without_labels(words, CITY_LABELS)) in names_of_cities()
        return Match(None, "unknown", () if elsewhere else self.suggest(words, district), district)

    def _agrees(self, code: str, given: Sequence[str]) -> bool:
        """No kecamatan given, the city instead, or this kelurahan's own with a slip of the pen."""
        bare = without_labels(given, DISTRICT_LABELS)
        if not bare or self.is_city(bare):
            return True
        own = words_of(self.rows[str(self.district_of(code))].name)
        return fuzz.ratio("".join(bare), "".join(own)) >= _SAME_DISTRICT

    def _index(self, level: str, aliases: Sequence[Alias]) -> NameIndex:
        names: list[Spelling] = [(row.code, row.name) for row in self._of(level)]
        codes = {code for code, _ in names}
        others = [(a.area_code, a.text) for a in aliases if a.area_code in codes and a.kind != "parent"]
        return NameIndex(names, others)

    def _read_parents(self, aliases: Iterable[Alias]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for alias in aliases:
            parents, _ = self.villages.hits(words_of(alias.text), within=self.district_of(alias.area_code))
            for parent in parents:
                found.setdefault(parent, []).append(alias.area_code)
        return found

    def _of(self, level: str) -> list[AreaRow]:
        return [row for row in self.rows.values() if row.level == level]


def names_of_city(city_code: str) -> AreaNames:
    """The names of a city straight from the package and our own tables: no database needed.

    Raises Refused("city-unknown").
    """
    return _names_of_city(areas_of_city(city_code)[0].code)


@lru_cache(maxsize=4)
def _names_of_city(city_code: str) -> AreaNames:
    return AreaNames(areas_of_city(city_code), aliases_of_city(city_code))


def _by_digits(rows: Iterable[AreaRow]) -> dict[str, str]:
    """Digits of both code systems; Kemendagri's win should a BPS code ever read the same."""
    rows = list(rows)
    found = {row.bps_code: row.code for row in rows if row.bps_code}
    return found | {row.code.replace(".", ""): row.code for row in rows}


def _by_label(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(kelurahan words, kecamatan words) of a cell that may hold both: "Kec. Dumai Kota Kel. Bintan"."""
    village: list[str] = []
    district: list[str] = []
    into = village
    for word in words:
        if word in DISTRICT_LABELS:
            into = district
        elif word in VILLAGE_LABELS and into is district:
            into = village
        else:
            into.append(word)
    return tuple(village), tuple(district)


def _is_rt_rw(words: Sequence[str]) -> bool:
    return all(word.isdecimal() or word in ("rt", "rw") for word in words)


def _city_texts(name: str) -> tuple[str, ...]:
    kind, _, rest = name.partition(" ")
    if kind not in ("Kota", "Kabupaten"):
        return (name,)
    return (name, f"Kab {rest}", rest) if kind == "Kabupaten" else (name, rest)


def _text(raw: Any) -> str:
    return "" if is_blank(raw) else clean(raw)
