"""Bringing a database to the shape the models want, up or down. The steps themselves lie in `migrations/`."""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from digiloka.config import PROJECT

FOLDER = PROJECT / "migrations"


def alembic_config(engine: Engine) -> Config:
    config = Config(str(FOLDER / "alembic.ini"))
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing steps. On PostgreSQL the PostGIS extension is made first."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
    command.upgrade(alembic_config(engine), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    command.downgrade(alembic_config(engine), revision)


def standing(engine: Engine) -> tuple[str | None, str]:
    """(where the database stands, where the newest step leads)."""
    with engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here, ScriptDirectory.from_config(alembic_config(engine)).get_current_head() or ""


def copy_before_upgrade(engine: Engine) -> Path | None:
    """SQLite cannot roll a schema change back: put a copy of the file beside it first. None when there is no file."""
    here, head = standing(engine)
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not here or here == head or not database:
        return None
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = Path(f"{database}.before-{head}")
    shutil.copy2(database, copy)
    return copy
