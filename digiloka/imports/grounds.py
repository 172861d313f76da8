"""The ground that a file is judged on: what checking must know of the city, from the database or without one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.areas import queries as areas
from digiloka.areas.loading import aliases_of_city, areas_of_city, city_box
from digiloka.areas.models import Area
from digiloka.areas.naming import AreaNames
from digiloka.areas.point_in_area import Locator, approximate_locator
from digiloka.imports.ground import Box, Ground
from digiloka.values.refusal import Refused


def knows_city(session: Session, city_code: str) -> bool:
    """Are the areas of a city loaded here?"""
    return session.get(Area, city_code) is not None


def lock_city(session: Session, city_code: str) -> None:
    """Wait until no other import of the city is being applied or undone. SQLite has one writer anyway."""
    session.execute(select(Area.code).where(Area.code == city_code).with_for_update(key_share=True))


def ground_of(session: Session, city_code: str, allowed: str, today: date) -> Ground:
    """The ground from the database: its areas, aliases and polygons."""
    names = areas.names(session, city_code)
    return _ground(names, city_code, allowed, today, areas.locator(session, city_code), areas.box(session, city_code))


def ground_without_register(city_code: str, allowed: str, today: date) -> Ground:
    """The same where there is no database: official names, approximate points, no polygons."""
    names = AreaNames(areas_of_city(city_code), aliases_of_city(city_code))
    return _ground(names, city_code, allowed, today, approximate_locator(city_code), city_box(city_code))


def _ground(names: AreaNames, city_code: str, allowed: str, today: date, where: Locator, box: Box | None) -> Ground:
    if city_code not in names.rows:
        raise Refused("city-not-loaded", "Daftar wilayah kota ini belum dimuat. Jalankan dulu: digiloka setup.")
    if allowed not in names.rows:
        raise Refused("area-unknown", f"Wilayah {allowed} tidak ada di {names.rows[city_code].name}. Periksa kodenya.")
    return Ground(city_code, names.rows[city_code].name, names, box, where, allowed, today)
