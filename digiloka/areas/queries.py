"""Reading areas: trees and lists for pages, names for sheets, a locator for points. No models leave this module."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from geoalchemy2.shape import to_shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.areas.codes import KELURAHAN, KOTA, AreaScope, area_scope
from digiloka.areas.loading import Alias, AreaRow, Box, city_box
from digiloka.areas.models import Area, AreaAlias
from digiloka.areas.naming import AreaNames
from digiloka.areas.point_in_area import Locator, box_around, own_points

__all__ = ["AreaNode", "AreaScope", "area_scope"]

_Built = TypeVar("_Built")


class _Kept(Generic[_Built]):
    """The last few things built, by what they were built from; safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._things: OrderedDict[Hashable, _Built] = OrderedDict()

    def get(self, made_from: Hashable, build: Callable[[], _Built]) -> _Built:
        with self._lock:
            if made_from in self._things:
                self._things.move_to_end(made_from)
                return self._things[made_from]
        built = build()
        with self._lock:
            self._things[made_from] = built
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return built


_names: _Kept[AreaNames] = _Kept(8)
_locators: _Kept[Locator] = _Kept(8)

@dataclass(frozen=True, slots=True)
class AreaNode:
    """An area with the areas directly below it, by code."""

    row: AreaRow
    below: tuple[AreaNode, ...]


def areas(session: Session, city_code: str, level: str | None = None) -> list[AreaRow]:
    """The city's areas as they are today, by code; only one level if asked."""
    asked = select(*_COLUMNS).where(Area.city_code == city_code, Area.current.is_(True)).order_by(Area.code)
    if level is not None:
        asked = asked.where(Area.level == level)
    return [_row(found) for found in session.execute(asked)]


def area(session: Session, code: str) -> AreaRow | None:
    """One area, also one that is no longer current; None when nobody knows the code."""
    found = session.execute(select(*_COLUMNS).where(Area.code == code)).first()
    return _row(found) if found else None


def tree(session: Session, city_code: str) -> AreaNode | None:
    """Kota → kecamatan → kelurahan; None while the city is not loaded."""
    rows = areas(session, city_code)
    below: dict[str | None, list[AreaRow]] = {}
    for row in rows:
        below.setdefault(row.parent_code, []).append(row)

    def node(row: AreaRow) -> AreaNode:
        return AreaNode(row, tuple(node(child) for child in below.get(row.code, ())))

    return next((node(row) for row in rows if row.level == KOTA), None)


def children(session: Session, code: str) -> list[AreaRow]:
    """The areas directly below one, by code."""
    asked = select(*_COLUMNS).where(Area.parent_code == code, Area.current.is_(True)).order_by(Area.code)
    return [_row(found) for found in session.execute(asked)]


def covered_codes(session: Session, code: str) -> list[str]:
    """An area's own code and every code below it: for `column.in_(…)`, which uses an index on any database."""
    asked = select(Area.code).where(area_scope(code).condition(Area.code)).order_by(Area.code)
    return list(session.scalars(asked))


def names(session: Session, city_code: str) -> AreaNames:
    """The names of a city with its aliases, ready for `find`; kept until areas or aliases change."""
    rows = tuple(areas(session, city_code))
    aliases = tuple(
        Alias(alias.area_code, alias.alias, alias.kind, alias.from_year, alias.to_year, alias.note)
        for alias in session.scalars(
            select(AreaAlias).join(Area, Area.code == AreaAlias.area_code)
            .where(Area.city_code == city_code).order_by(AreaAlias.area_code, AreaAlias.alias)
        )
    )
    return _names.get((rows, aliases), lambda: AreaNames(rows, aliases))


def box(session: Session, city_code: str) -> Box | None:
    """(south, west, north, east) around the city: our own table's, or the loaded polygons' with 200 m of margin."""
    known = city_box(city_code)
    return known if known is not None else box_around(polygons(session, city_code).values())


def polygons(session: Session, city_code: str) -> dict[str, Any]:
    """Kelurahan code → shapely MultiPolygon (WGS84 lon/lat) as far as they are loaded."""
    asked = select(Area.code, Area.boundary).where(
        Area.city_code == city_code, Area.level == KELURAHAN, Area.current.is_(True), Area.boundary.is_not(None)
    )
    return {code: to_shape(boundary) for code, boundary in session.execute(asked.order_by(Area.code))}


def boundary_version(session: Session, city_code: str) -> str:
    """Changes whenever a point or a polygon of the city does; the same content always reads the same."""
    asked = select(Area.code, Area.boundary_hash, Area.latitude, Area.longitude, Area.point_source).where(
        Area.city_code == city_code, Area.level == KELURAHAN, Area.current.is_(True)
    )
    digest = hashlib.sha256(city_code.encode())
    for found in session.execute(asked.order_by(Area.code)):
        digest.update(repr(tuple(found)).encode())
    return digest.hexdigest()


def locator(session: Session, city_code: str | None = None) -> Locator:
    """A locator over the city's polygons and points; kept until one of them changes.

    Without `city_code` the installation's only city is meant.
    """
    city = city_code or session.scalars(select(Area.code).where(Area.level == KOTA).order_by(Area.code)).first() or ""

    def build() -> Locator:
        shapes = polygons(session, city)
        return Locator(shapes, own_points(areas(session, city, KELURAHAN)), box(session, city) if city else None)

    return _locators.get(boundary_version(session, city), build)


_COLUMNS = (
    Area.code, Area.name, Area.level, Area.kind, Area.city_code, Area.parent_code, Area.bps_code, Area.postal_code,
    Area.latitude, Area.longitude, Area.point_source,
)


def _row(found: Any) -> AreaRow:
    return AreaRow(**found._mapping)
