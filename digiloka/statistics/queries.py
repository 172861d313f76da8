"""The way from a viewer and a day to the report: areas and facts come from the database, the rest is counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.areas.models import Area
from digiloka.statistics.facts import AsOf, facts
from digiloka.statistics.tables import AreaLine, Coverage, Table, coverage, report


@dataclass(frozen=True, slots=True)
class Report:
    """Every table of one day for one area, with what was covered."""

    tables: list[Table]
    coverage: Coverage
    scope: str  # the name of the area counted
    city: str
    scope_level: str = "kota"  # kota, kecamatan, kelurahan or desa


def written(
    session: Session, viewer: Viewer, city_code: str, day: date, zone: ZoneInfo, criterion: str = "sales"
) -> Report:
    """The report a viewer may have: their own area, or the whole city for city roles (counts only)."""
    areas = _areas(session, viewer, city_code)
    as_of = AsOf.end_of(day, zone)
    counted = facts(session, city_code, _area_of(viewer, city_code), as_of)
    lines = [area for area in areas if area.level in ("kecamatan", "kelurahan", "desa")]
    scope = _area_of(viewer, city_code)
    level = next((area.level for area in areas if area.code == scope), "kota")
    return Report(report(counted, lines, as_of, criterion), coverage(counted, criterion), _name(areas, scope),
                  _name(areas, city_code), level)


def _area_of(viewer: Viewer, city_code: str) -> str:
    """What a viewer may have counted: PLUT the whole city though it may see no single business, others their area."""
    return city_code if viewer.role == "plut" else viewer.area_code or ""


def _areas(session: Session, viewer: Viewer, city_code: str) -> list[AreaLine]:
    columns = (Area.code, Area.name, Area.level, Area.parent_code)
    rows = session.execute(select(*columns).where(Area.city_code == city_code).order_by(Area.code))
    return [
        AreaLine(code, name, level, parent) for code, name, level, parent in rows
        if viewer.role == "plut" or viewer.covers(code) or code == city_code
    ]


def _name(areas: list[AreaLine], code: str | None) -> str:
    return next((area.name for area in areas if area.code == code), "")
