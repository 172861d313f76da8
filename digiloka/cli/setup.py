"""`digiloka setup`: the database, from nothing or from an older version, with what every installation knows."""

from __future__ import annotations

import click
from sqlalchemy import Engine

from digiloka import migration
from digiloka.accounts.actions import ensure_roles
from digiloka.activities.actions import load_own
from digiloka.areas.actions import load_city
from digiloka.areas.queries import areas
from digiloka.cli.door import engine, settings, told
from digiloka.config import Settings
from digiloka.database import transaction


@click.command()
def setup() -> None:
    """Build the database or bring it up to date: migrations, areas, activities, roles. Safe to repeat."""
    with told():
        chosen = settings()
        database = engine(chosen)
        copy = migration.copy_before_upgrade(database)
        migration.upgrade(database)
        loaded = _furnish(database, chosen)
    if copy:
        click.echo(f"Salinan basis data sebelum pembaruan ini: {copy}")
    click.echo(f"Basis data siap: {loaded}.")


def _furnish(database: Engine, chosen: Settings) -> str:
    """Load what comes with the program; says what is there now."""
    with transaction(database) as session:
        ensure_roles(session)
        load_city(session, chosen.city_code)
        load_own(session)
        rows = areas(session, chosen.city_code)
    city = next((row.name for row in rows if row.level == "kota"), chosen.city_code)
    parts = [f"{sum(row.level == level for row in rows)} {level}" for level in ("kecamatan", "kelurahan")]
    return f"{city}, {' dan '.join(parts)}"
