"""Where a business is: in words for everybody, as GeoJSON for whoever taps for a map. A guess is called one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app
from shapely.geometry import mapping as as_geojson

from digiloka.areas import queries as areas
from digiloka.areas.naming import AreaNames
from digiloka.registry.records import PlaceRecord
from digiloka.values.amounts import show_number

_SOURCES = {"gps": "diambil dengan HP di tempat", "map": "ditulis petugas atau pemilik", "sheet": "dari berkas survei"}
_FINE = 0.00005  # degrees, about 5 m: an outline on a phone needs no more


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place's point in words. `guess`: the point is only the middle of the kelurahan, or said to be approximate."""

    latitude: float | None
    longitude: float | None
    guess: bool
    how: str
    elsewhere: str | None  # the kelurahan the point lies in, when it is another than the one told

    @property
    def shown(self) -> str:
        return f"{self.latitude:.6f}, {self.longitude:.6f}" if self.latitude is not None else ""

    @property
    def geo(self) -> str:
        return f"geo:{self.latitude:.6f},{self.longitude:.6f}" if self.latitude is not None else ""


def whereabouts(session: Any, place: PlaceRecord, names: AreaNames) -> Whereabouts:
    """The stored point, else the approximate one of the kelurahan, else nothing."""
    if place.latitude is None or place.longitude is None:
        row = names.rows.get(place.area_code or "")
        if row is None or row.latitude is None:
            return Whereabouts(None, None, True, "Belum ada titik lokasi", None)
        return Whereabouts(row.latitude, row.longitude, True, f"Perkiraan: titik tengah Kelurahan {row.name}", None)
    guess = place.point_source == "approximate"
    how = "Perkiraan" if guess else f"Titik {_SOURCES.get(place.point_source or '', 'tersimpan')}"
    if place.accuracy_m:
        how += f", ketelitian sekitar {show_number(round(place.accuracy_m))} meter"
    return Whereabouts(place.latitude, place.longitude, guess, how, _elsewhere(session, place, names))


def _elsewhere(session: Any, place: PlaceRecord, names: AreaNames) -> str | None:
    located = located_of(session, place)
    if located is None:
        return "Titik ini di luar kota"
    if not place.area_code or located.kelurahan_code == place.area_code or place.area_code in located.others:
        return None
    guess = "" if located.sure else ", perkiraan"
    return f"Titik ini ada di Kelurahan {names.label(located.kelurahan_code)}{guess}"


def located_of(session: Any, place: PlaceRecord) -> Any:
    """The kelurahan a place's point lies in (areas.Located), None without a point or outside the city."""
    if place.latitude is None or place.longitude is None:
        return None
    city = current_app.config["SETTINGS"].city_code
    return areas.locator(session, city).locate(place.latitude, place.longitude)


def features(session: Any, place: PlaceRecord, names: AreaNames, title: str) -> dict[str, Any]:
    """A FeatureCollection: the kelurahan's outline where polygons are loaded, then the point."""
    where = whereabouts(session, place, names)
    found: list[dict[str, Any]] = []
    city = current_app.config["SETTINGS"].city_code
    outline = areas.polygons(session, city).get(place.area_code) if place.area_code else None
    if outline is not None:
        shape = as_geojson(outline.simplify(_FINE, preserve_topology=True))
        found.append(_feature("kelurahan", shape, f"Kelurahan {names.label(place.area_code or '')}", False))
    if where.latitude is not None:
        point = {"type": "Point", "coordinates": [where.longitude, where.latitude]}
        found.append(_feature("usaha", point, f"{title} (perkiraan)" if where.guess else title, where.guess))
    return {"type": "FeatureCollection", "features": found}


def _feature(kind: str, geometry: Any, label: str, guess: bool) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"kind": kind, "label": label, "guess": guess}}
