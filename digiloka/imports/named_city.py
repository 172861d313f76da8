"""Whether a title names another city or regency than ours: "KOTA PEKANBARU" does, "KECAMATAN DUMAI KOTA" does not."""

from __future__ import annotations

import re

from digiloka.areas.naming import AreaNames
from digiloka.areas.spelling import DISTRICT_LABELS, VILLAGE_LABELS, words_of
from digiloka.imports.ground import Ground, bare_city
from digiloka.values.text import word_set

_CITY = re.compile(r"\b(?:kota|kotamadya|kodya|kabupaten|kab)\b[.:\s]+(?=((?:[a-z]+\b(?:[ .]+|-(?=[a-z]))?)+))")
_WORD = re.compile(r"[a-z]+|\d+")
_WITHIN = re.compile(r"[ \-]+")  # between the words of one name; a stroke or comma ends it
_AFTER_LABEL = re.compile(r"[ .:]+")
_LABELS = DISTRICT_LABELS | VILLAGE_LABELS
_STOP = _LABELS | word_set(
    "tahun thn th ta bulan bln tanggal tgl periode per triwulan semester prov provinsi rt rw dan di se menurut"
)
_LONGEST = 4  # words before and behind "kota" that may be of one name
# What the names of cities and regencies go on with where a shorter one is a neighbour's: Bandung and Bandung Barat.
_LONGER = word_set(
    "barat timur utara selatan tengah tenggara daya kepulauan jaya hulu laut lawas panjang pariaman bara bolango"
)


def names_other_city(title: str, ground: Ground) -> bool:
    """The first city that is named decides; a "kota" with no name behind it names none."""
    told = _without_own_areas(title.lower(), ground.names)
    city = next(filter(None, (_name(found.group(1)) for found in _CITY.finditer(told))), None)
    return city is not None and not _is_ours(city, bare_city(ground.city_name).split())


def _name(written: str) -> list[str]:
    words = _WORD.findall(written)
    end = next((at for at, word in enumerate(words) if word in _STOP), len(words))
    return bare_city(" ".join(words[:end])).split()


def _is_ours(city: list[str], ours: list[str]) -> bool:
    """Lines are joined, so anything may stand behind our name, except what makes it a longer city's name."""
    behind = city[len(ours) :]
    return city[: len(ours)] == ours and not (behind and behind[0] in _LONGER)


def _without_own_areas(told: str, names: AreaNames) -> str:
    """The title without our kelurahan and kecamatan that have "kota" in their name ("Dumai Kota", "Kota Baru")."""
    words = list(_WORD.finditer(told))
    left = told
    for at, word in enumerate(words):
        span = _own_area(told, words, at, names) if word.group() == "kota" else None
        if span is not None:
            start, end = span
            left = f"{left[:start]}{'/' * (end - start)}{left[end:]}"
    return left


def _own_area(told: str, words: list[re.Match[str]], at: int, names: AreaNames) -> tuple[int, int] | None:
    """Where the longest name of ours stands that holds this "kota". One that begins with it needs its label in front:
    without one, "Kota Padang" is the city."""
    first, last = at, at
    while first and at - first < _LONGEST and _WITHIN.fullmatch(told, words[first - 1].end(), words[first].start()):
        first -= 1
    while last + 1 < len(words) and last - at < _LONGEST and _WITHIN.fullmatch(
        told, words[last].end(), words[last + 1].start()
    ):
        last += 1
    for start in range(first, at + 1):
        for end in range(last, at - 1, -1):
            if (start < at or _is_labelled(told, words, start)) and _is_known(words[start : end + 1], names):
                return words[start].start(), words[end].end()
    return None


def _is_labelled(told: str, words: list[re.Match[str]], start: int) -> bool:
    before = words[start - 1] if start else None
    return (
        before is not None and before.group() in _LABELS
        and _AFTER_LABEL.fullmatch(told, before.end(), words[start].start()) is not None
    )


def _is_known(words: list[re.Match[str]], names: AreaNames) -> bool:
    spelt = words_of(" ".join(word.group() for word in words))
    return any(index.hits(spelt)[0] for index in (names.districts, names.villages))
