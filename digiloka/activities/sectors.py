"""Which groups a business belongs to: several groupings side by side, each a table of its own with its source.

A code is only ever read together with its version. A code that the version does not have belongs to no group.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from digiloka.activities.own_tables import exists, section_of, table
from digiloka.activities.words import plain, segments

_ALIKE = 84  # of 100: "Kulener" is Kuliner, "Perdangan" is Perdagangan, "Jamu" is not Jasa
_CODES_REMEMBERED = 4_000  # both versions have some 3,600; a search asks about forty
_WORDS_REMEMBERED = 2_000  # a sheet's column of groups says a dozen
_CLOSE = 6  # two groups this near to each other: then neither


@lru_cache(_CODES_REMEMBERED)
def sector_of(code: str, version: str | None) -> str | None:
    """The dinas/PLUT group (kuliner, fesyen, kriya, furnitur_bangunan, perdagangan, jasa, pertanian, industri_lain,
    lainnya) of a KBLI code of 2 to 5 digits; None for a code that the version does not have."""
    return _by_prefix(code, version, _prefixes("sector_prefixes", "sector", version))


def lapangan_usaha_of(code: str, version: str | None) -> str | None:
    """One of the 17 lapangan usaha of the PDRB ("A" .. "L", "M-N", "O", "P", "Q", "R-S-T-U"), by the code's section."""
    section = section_of(code, version)
    return _lapangan_usaha().get((version, section)) if section else None


def series_break(code: str, version: str | None) -> str | None:
    """A footnote where the two versions count the same business under different lapangan usaha, else None."""
    return _by_prefix(code, version, _prefixes("series_breaks", "note", version))


def ekraf_of(code: str, version: str | None) -> str | None:
    """One of the 17 subsectors of the creative economy, or None: most businesses belong to none."""
    return _by_prefix(code, version, _prefixes("ekraf_prefixes", "ekraf", version))


def is_industry(code: str, version: str | None) -> bool:
    """Whether the code is industry in the law's sense: section C, divisions 10 to 33 (repair of vehicles is not)."""
    return section_of(code, version) == "C"


def ikm_branch_of(code: str, version: str | None) -> str | None:
    """pangan, sandang_kulit, kimia_bahan_bangunan, logam_elektronika or kerajinan_umum; None outside section C."""
    if not is_industry(code, version):
        return None
    return _by_prefix(code, version, _prefixes("ikm_prefixes", "branch", version))


def featured_of(texts: Iterable[str | None], city_code: str) -> tuple[str, ...]:
    """The city's featured products (produk unggulan) that these texts name, in the order of the table."""
    words = " ".join(f" {plain(text)} " for text in texts if text)
    squeezed = f" {' '.join(words.split())} "
    rows = (row for row in table("featured_products") if row["city_code"] == city_code)
    return tuple(row["product"] for row in rows if any(f" {word} " in squeezed for word in row["words"].split(";")))


@lru_cache(_WORDS_REMEMBERED)
def sector_from_words(text: str | None) -> str | None:
    """The group behind a word such as "Kulener", "Fashion" or "MAMIN" in a sheet; None when not sure.

    "Lainnya", "Barang" or "Industri" stay None: another list's rest is not ours. A cell that names two groups too.
    """
    spoken = _spoken(text or "")
    if not spoken:
        return None
    if spoken in _sector_words():
        return _sector_words()[spoken]
    parts = segments(text or "")
    if len(parts) > 1:
        found = {sector_from_words(part) for part in parts}
        return found.pop() if len(found) == 1 else None
    return _misspelt(spoken)


def is_known_word(text: str) -> bool:
    """Whether a group's name is understood, also where it stands for none of ours ("Lainnya")."""
    return _spoken(text) in _sector_words() or sector_from_words(text) is not None


def labels(grouping: str) -> dict[str, str]:
    """code -> label in the order to print. `grouping`: sectors, lapangan_usaha_names, ekraf, ikm_branches or
    featured_products (SECTORS and its neighbours below hold the first four)."""
    rows = table(grouping)
    key = "product" if grouping == "featured_products" else next(iter(rows[0]))
    return {row[key]: row["label"] for row in rows}


SECTORS = labels("sectors")
LAPANGAN_USAHA = labels("lapangan_usaha_names")
EKRAF = labels("ekraf")
IKM_BRANCHES = labels("ikm_branches")


@cache
def _prefixes(name: str, column: str, version: str | None) -> dict[str, str]:
    return {row["prefix"]: row[column] for row in table(name) if row.get("version", version) == version}


def _by_prefix(code: str, version: str | None, prefixes: dict[str, str]) -> str | None:
    if not exists(code, version):
        return None
    return next((prefixes[code[:length]] for length in range(len(code), 1, -1) if code[:length] in prefixes), None)


@cache
def _lapangan_usaha() -> dict[tuple[str, str], str]:
    return {(row["version"], row["section"]): row["lapangan_usaha"] for row in table("lapangan_usaha")}


@cache
def _sector_words() -> dict[str, str | None]:
    return {_spoken(row["words"]): row["sector"] or None for row in table("sector_words")}


def _spoken(text: str) -> str:
    letters = "".join(char if char.isalnum() else " " for char in plain(text))
    return " ".join(letters.split())


@lru_cache(_WORDS_REMEMBERED)
def _misspelt(spoken: str) -> str | None:
    near = process.extract(spoken, list(_sector_words()), scorer=fuzz.ratio, score_cutoff=_ALIKE - _CLOSE, limit=5)
    if len(spoken) < 5 or not near or near[0][1] < _ALIKE:
        return None
    best = near[0][1]
    sectors = {_sector_words()[words] for words, score, _ in near if best - score <= _CLOSE}
    return sectors.pop() if len(sectors) == 1 else None
