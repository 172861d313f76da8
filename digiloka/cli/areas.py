"""`digiloka areas`: polygons in, places out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from digiloka.areas import actions, queries
from digiloka.areas.point_in_area import Located, approximate_locator
from digiloka.audit.actor import Actor
from digiloka.cli.door import engine, print_json, register, settings, told
from digiloka.cli.usage import PointCommand
from digiloka.database import reading, transaction


@click.group()
def areas() -> None:
    """Kecamatan and kelurahan of the city, their polygons, and where a point lies."""


@areas.command("load-boundaries")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def load_boundaries(file: Path, as_json: bool) -> None:
    """Load official kelurahan polygons from FILE (GeoJSON, GeoPackage, Shapefile) and report what does not fit."""
    chosen = settings()
    with told(_fault if as_json else None), transaction(engine(chosen)) as session:
        report = actions.load_boundaries(session, Actor(None, "system", "cli"), file, chosen.city_code)
    print_json(asdict(report)) if as_json else click.echo("\n".join(report.lines()))


@areas.command(cls=PointCommand)
@click.argument("lat", type=float)
@click.argument("lon", type=float)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, or null outside the city.")
def locate(lat: float, lon: float, as_json: bool) -> None:
    """The kelurahan of the WGS84 point LAT LON; without a polygon for it the answer is a "perkiraan"."""
    chosen = settings()
    with told(_fault if as_json else None):
        found = _located(lat, lon)
    if as_json:
        print_json(found)
    elif found is None:
        click.echo(f"Titik ini di luar wilayah {chosen.city_code}.")
    else:
        click.echo(f"{found['kelurahan']} (kecamatan {found['kecamatan']})" + ("" if found["sure"] else ", perkiraan"))


def _fault(code: str, message: str) -> dict[str, Any]:
    return {"faults": [{"code": code, "message": message}]}


def _located(lat: float, lon: float) -> dict[str, Any] | None:
    chosen = settings()
    base = register(chosen)
    if base is None:
        return _answer(approximate_locator(chosen.city_code).locate(lat, lon))
    with reading(base) as session:
        return _answer(queries.locator(session, chosen.city_code).locate(lat, lon))


def _answer(found: Located | None) -> dict[str, Any] | None:
    return found and {"kelurahan": found.kelurahan_code, "kecamatan": found.kecamatan_code, "sure": found.sure}
