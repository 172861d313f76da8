"""Where the business of a row lies: kelurahan, RT/RW and point, and whether the sender may register it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digiloka.areas.matches import Match
from digiloka.imports import faults
from digiloka.imports.faults import Say
from digiloka.imports.ground import Box, Ground
from digiloka.registry.records import PlaceRecord
from digiloka.values import place as places
from digiloka.values.points import LongitudeNote, LongitudeRefused
from digiloka.values.refusal import Note, Refused
from digiloka.values.text import clean, is_blank

_INDONESIA: Box = (-11.2, 94.8, 6.4, 141.2)  # where nothing narrower is known of a city

OUTSIDE = "Tempat usaha ini di luar wilayah Anda. Kirim barisnya ke petugas wilayah itu."
OUTSIDE_AREA = "outside-area"  # the code of every fault that says so
_NEARLY = 0.8  # alike enough to be a slip of the pen


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees and the kelurahan it lies in; `sure` only by an official polygon."""

    latitude: float
    longitude: float
    area_code: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`outside`: certainly not in the area the rows may lie in. `scope_code`: the lowest area that is certain."""

    place: PlaceRecord
    scope_code: str
    outside: bool


def settle(
    values: dict[str, list[Any]], ground: Ground, default_area: str | None, located: Point | None, say: Say
) -> Whereabouts:
    """Put the place fields of a row together. `default_area` is what title, sheet name or the sender say."""
    place = PlaceRecord(
        address=first(values, "business_address") or first(values, "address"),
        rt=first(values, "rt"),
        rw=first(values, "rw"),
        postal_code=first(values, "postal_code"),
        premises_kind=first(values, "premises_kind"),
        premises_status=first(values, "premises_status"),
    )
    village = _village_and_rt(values, place, say)
    foreign = _foreign_city(values, ground, say)
    if not foreign:
        _area(place, village, first(values, "district"), ground, default_area, say)
    elif village:
        place.village_as_written = village
    if located:
        _point(located, place, ground, say)
    scope = place.area_code or place.district_code
    if scope is None or ground.within_allowed(scope):
        scope = default_area if default_area and ground.covers(default_area) else ground.allowed
    outside = foreign or not ground.covers(scope)
    if outside and not foreign:
        say(
            "village",
            faults.ROW,
            OUTSIDE_AREA,
            OUTSIDE,
        )
    return Whereabouts(place, scope, outside)


def area_named(village: Any, district: Any, ground: Ground, *, loosely: bool, say: Say) -> str | None:
    """The kelurahan (or where none is written the kecamatan) that two cells name, inside the area that the sender
    writes for; else None, and why is said. `loosely`: the kecamatan's cell may be out of date."""
    if is_blank(village):
        code = ground.names.find_district(district).area_code
        if code is None:
            say("district", faults.CELL, "district-unknown", _no_district(district))
    else:
        match = ground.names.find(village, district)
        if match.area_code is None and loosely:
            match = ground.names.find(village)
        code = match.area_code
        if code is None:
            say("village", faults.CELL, "village-unknown", _not_found(clean(village), clean(district) or None, match))
    if code is not None and not ground.covers(code):
        say("village", faults.ROW, OUTSIDE_AREA, OUTSIDE)
        return None
    return code


def first(values: dict[str, list[Any]], key: str) -> Any:
    found = values.get(key)
    return found[0] if found else None


def _village_and_rt(values: dict[str, list[Any]], place: PlaceRecord, say: Say) -> str | None:
    village = first(values, "village")
    together = first(values, "village_rt_rw")
    if together is not None:
        named, rt, rw = _tried("village_rt_rw", places.parse_village_rt_rw, together, say) or (None, None, None)
        village, place.rt, place.rw = village or named, place.rt or rt, place.rw or rw
    both = first(values, "rt_rw")
    if both is not None:
        rt, rw = _tried("rt_rw", places.parse_rt_rw, both, say) or (None, None)
        place.rt, place.rw = place.rt or rt, place.rw or rw
    if place.address and not (place.rt and place.rw):
        rt, rw = places.find_rt_rw(place.address)
        place.rt, place.rw = place.rt or rt, place.rw or rw
    return village


def _foreign_city(values: dict[str, list[Any]], ground: Ground, say: Say) -> bool:
    city = first(values, "city")
    if city is None or ground.is_own_city(city):
        return False
    say(
        "city",
        faults.ROW,
        OUTSIDE_AREA,
        f'"{city}" bukan {ground.city_name}. Baris ini tidak dimasukkan; periksa kolom kabupaten/kota.',
    )
    return True


def _area(
    place: PlaceRecord, village: str | None, district: str | None, ground: Ground, default_area: str | None, say: Say
) -> None:
    if village:
        match = ground.names.find(village, district)
        place.area_code = match.area_code
        if match.area_code is None:
            place.village_as_written = village
            place.district_code = match.district_code
            say("village", faults.CELL, "village-unknown", _not_found(village, district, match))
    elif default_area and default_area.count(".") == 3 and _in_district(default_area, district, ground):
        place.area_code = default_area
    elif default_area and default_area.count(".") == 2 and not district:
        place.district_code = default_area
    if place.area_code:
        place.district_code = place.area_code.rsplit(".", 1)[0]
    elif district and place.district_code is None:
        place.district_code = ground.names.find_district(district).area_code
        if place.district_code is None:
            say(
                "district",
                faults.CELL,
                "district-unknown",
                _no_district(district),
            )


def _no_district(district: Any) -> str:
    return f'Kecamatan "{clean(district)}" tidak ada di daftar. Pilih yang benar.'


def _in_district(area_code: str, district: str | None, ground: Ground) -> bool:
    """May a row of this kecamatan lie in the kelurahan it was sent for? Of a misspelt one the nearest name counts."""
    if not district:
        return True
    match = ground.names.find_district(district)
    nearest = match.candidates[0].area_code if match.candidates and match.candidates[0].score >= _NEARLY else None
    return match.how in ("city_only", "blank") or (match.area_code or nearest) == area_code.rsplit(".", 1)[0]


def _not_found(village: str, district: str | None, match: Match) -> str:
    """Why a kelurahan is not certain: it lies in another kecamatan than the one beside it, or nobody knows it."""
    if match.how == "other_district" and match.candidates and district:
        lies = " atau ".join(dict.fromkeys(candidate.district for candidate in match.candidates))
        return (f'Kelurahan "{village}" terletak di Kecamatan {lies}, bukan "{district}". '
                "Betulkan kelurahan atau kecamatannya.")
    offered = [f"{candidate.name} ({candidate.district})" for candidate in match.candidates[:3]]
    proposal = f" Mungkin {', '.join(offered)}." if offered else ""
    return f'Kelurahan "{village}" tidak ada di daftar. Pilih yang benar.{proposal}'


def read_point(values: dict[str, list[Any]], ground: Ground, say: Say) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees of the row's point, or None; what is wrong with it is said."""
    pair = _raw_point(values)
    if pair is None:
        _half_point(values, say)
        return None
    notes: list[Note] = []
    key = "coordinates" if "coordinates" in values else "latitude"
    try:
        point = places.parse_coordinates(pair[0], pair[1], ground.box or _INDONESIA, notes)
    except Refused as refusal:
        of_longitude = isinstance(refusal, LongitudeRefused) and pair[1] is not None
        say("longitude" if of_longitude else key, faults.CELL, refusal.code, refusal.message)
        if not of_longitude and pair[1] is not None:
            _longitude_too(pair[1], ground.box or _INDONESIA, say)
        return None
    if notes and ground.box is None:  # a repair is proved by the city's box; without one it would be a guess
        say(
            key,
            faults.CELL,
            "titik-ragu",
            "Titik ini tidak terbaca utuh. Tulis lintang dan bujur, contoh 1.6666, 101.4478.",
        )
        return None
    for note in notes if pair[1] is not None else notes[:1]:
        of_longitude = isinstance(note, LongitudeNote) and pair[1] is not None
        say("longitude" if of_longitude else key, faults.WARNING, note.code, note.message)
    return point


def _longitude_too(raw: Any, box: Box, say: Say) -> None:
    """Where the latitude is damaged the longitude often is too: it is looked at beside a latitude of the city."""
    try:
        places.parse_coordinates((box[0] + box[2]) / 2, raw, box)
    except LongitudeRefused as refusal:
        say("longitude", faults.CELL, refusal.code, refusal.message)
    except Refused:
        pass


def _point(located: Point, place: PlaceRecord, ground: Ground, say: Say) -> None:
    place.latitude, place.longitude, place.point_source = located.latitude, located.longitude, "sheet"
    if not located.sure or located.area_code is None:
        return
    if place.area_code is None and place.village_as_written is None:
        place.area_code, place.district_code = located.area_code, located.area_code.rsplit(".", 1)[0]
    elif place.area_code and place.area_code != located.area_code:
        say(
            "coordinates",
            faults.WARNING,
            "point-elsewhere",
            f"Titik ini ada di {ground.names.label(located.area_code)}, sedangkan kolom menyebut "
            f"{ground.names.label(place.area_code)}. Periksa mana yang benar.",
        )


def _raw_point(values: dict[str, list[Any]]) -> tuple[Any, Any] | None:
    together = first(values, "coordinates")
    if together is not None:
        return together, None
    latitude, longitude = first(values, "latitude"), first(values, "longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _half_point(values: dict[str, list[Any]], say: Say) -> None:
    """Latitude without longitude, or the other way round, is no point."""
    for there, there_name, missing, missing_name in (
        ("latitude", "Lintang", "longitude", "bujur"), ("longitude", "Bujur", "latitude", "lintang"),
    ):  # fmt: skip
        if there in values and missing not in values:
            sentence = f"{there_name} ada, {missing_name} kosong. Isi keduanya, contoh 1.6666 dan 101.4478."
            say(there, faults.CELL, "titik-separuh", sentence)


def _tried(key: str, parse: Callable[[Any], Any], raw: Any, say: Say) -> Any:
    try:
        return parse(raw)
    except Refused as refusal:
        say(key, faults.CELL, refusal.code, refusal.message)
        return None
