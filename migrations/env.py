"""Alembic's way in: the engine a caller hands over, or the one DATABASE_URL names."""

from __future__ import annotations

from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Engine

import digiloka.accounts.models
import digiloka.activities.models
import digiloka.areas.models
import digiloka.audit.models
import digiloka.files.models
import digiloka.imports.models
import digiloka.jobs.models
import digiloka.registry.models  # noqa: F401 - every table must be known here
from digiloka.config import Settings
from digiloka.database import UTC, Base, Sealed, SealedJSON, make_engine


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Leave alone what SpatiaLite and PostGIS keep for themselves: every table found that no model names."""
    if kind == "table" and reflected and name not in Base.metadata.tables:
        return False
    return alembic_helpers.include_object(thing, name, kind, reflected, other)


def render_item(kind: str, thing: Any, autogen_context: Any) -> Any:
    """Our own column types as what they are in the database, so that old steps never need today's code."""
    if kind == "type" and isinstance(thing, Sealed | SealedJSON):
        return "sa.LargeBinary()"
    if kind == "type" and isinstance(thing, UTC):
        return "sa.DateTime(timezone=True)"
    return alembic_helpers.render_item(kind, thing, autogen_context)


def run(engine: Engine) -> None:
    with engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=include_object,
            process_revision_directives=alembic_helpers.writer,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run(context.config.attributes.get("engine") or make_engine(Settings.from_env().database_url))
