"""Writing areas: the city's list at setup, official polygons when an office has them. Nothing here commits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import shapely
from geoalchemy2.shape import from_shape
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from digiloka.areas import queries
from digiloka.areas.boundaries import Polygons, read_boundaries
from digiloka.areas.coverage import BoundaryReport, report_on
from digiloka.areas.loading import AreaRow, aliases_of_city, areas_of_city, city_code_of, edition
from digiloka.areas.models import Area, AreaAlias
from digiloka.audit.actor import Actor
from digiloka.audit.journal import record
from digiloka.database import now
from digiloka.values.refusal import Refused

_POINT = ("latitude", "longitude", "point_source")


@dataclass(frozen=True, slots=True)
class LoadedCity:
    """What loading a city's list did, in areas."""

    city_code: str
    added: int
    changed: int
    same: int
    dropped: int  # no longer on the official list; kept, but not current


def load_city(session: Session, city_code: str) -> LoadedCity:
    """Bring a city's areas and built-in aliases up to the edition this program has; repeating it changes nothing.

    Polygons, points found from polygons and aliases an installation added itself stay. No journal line: the list
    comes with the program. Raises Refused("city-unknown").
    """
    city_code = city_code_of(city_code)
    stored = session.execute(select(Area.source).where(Area.city_code == city_code, Area.current.is_(True)))
    editions = [source for (source,) in stored]
    if editions and set(editions) == {edition()}:
        return LoadedCity(city_code, 0, 0, len(editions), 0)
    rows = areas_of_city(city_code)
    known = {area.code: area for area in session.scalars(select(Area).where(Area.city_code == city_code))}
    done = [_store(session, row, known.get(row.code)) for row in rows]
    official = {row.code for row in rows}
    dropped = [area for code, area in known.items() if code not in official and area.current]
    for area in dropped:
        area.current = False
    session.flush()
    _store_aliases(session, city_code)
    return LoadedCity(city_code, done.count("added"), done.count("changed"), done.count("same"), len(dropped))


def load_boundaries(session: Session, actor: Actor, path: str | Path, city_code: str) -> BoundaryReport:
    """Store a file's kelurahan polygons and report on them; those the file does not hold stay as they are.

    Raises Refused, with nothing stored, when the file cannot be used or the city's areas are not loaded.
    """
    names = queries.names(session, city_code)
    if not names.rows:
        raise Refused("city-not-loaded", "Daftar wilayah kota ini belum dimuat. Jalankan dulu: digiloka setup.")
    polygons = read_boundaries(path, names)
    changed = _store_polygons(session, polygons, Path(path).name[:200])
    report = report_on(polygons, names, queries.polygons(session, city_code), changed)
    if changed:
        record(
            session, actor, "areas.load_boundaries", "area", None, city_code=city_code, reason=Path(path).name[:200],
            changes={"boundary": [None, list(changed)]},
        )
    return report


def _store(session: Session, row: AreaRow, area: Area | None) -> str:
    if area is None:
        session.add(Area(**_values(row), approximate=row.approximate, source=edition()))
        return "added"
    values = _values(row)
    if area.boundary_hash:
        values = {name: value for name, value in values.items() if name not in _POINT}
    news = {name: value for name, value in values.items() if getattr(area, name) != value}
    revived = not area.current
    for name, value in news.items():
        setattr(area, name, value)
    area.current, area.source = True, edition()
    return "changed" if news or revived else "same"


def _values(row: AreaRow) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _store_aliases(session: Session, city_code: str) -> None:
    codes = select(Area.code).where(Area.city_code == city_code)
    session.execute(delete(AreaAlias).where(AreaAlias.area_code.in_(codes), AreaAlias.own.is_(False)))
    left = session.execute(select(AreaAlias.area_code, AreaAlias.alias).where(AreaAlias.area_code.in_(codes)))
    own = {(code, alias) for code, alias in left}
    current = set(session.scalars(codes.where(Area.current.is_(True))))
    session.add_all(
        AreaAlias(
            area_code=alias.area_code, alias=alias.text, kind=alias.kind, from_year=alias.from_year,
            to_year=alias.to_year, note=alias.note,
        )
        for alias in aliases_of_city(city_code)
        if alias.area_code in current and (alias.area_code, alias.text) not in own
    )
    session.flush()


def _store_polygons(session: Session, polygons: Polygons, source: str) -> tuple[str, ...]:
    """Write the shapes that differ from what is stored; their codes."""
    changed = []
    stored = {area.code: area for area in session.scalars(select(Area).where(Area.code.in_(polygons.shapes)))}
    for code, shape in polygons.shapes.items():
        area, digest = stored[code], hashlib.sha256(shapely.to_wkb(shape.normalize(), byte_order=1)).hexdigest()
        if area.boundary_hash == digest:
            continue
        inside = shapely.point_on_surface(shape)
        area.boundary, area.boundary_hash, area.boundary_source = from_shape(shape, srid=4326), digest, source
        area.boundary_loaded_at = now()
        area.latitude, area.longitude = round(inside.y, 6), round(inside.x, 6)
        area.point_source, area.approximate = "boundary", False
        changed.append(code)
    session.flush()
    return tuple(changed)
