"""Engine, session and column types. One code path for SQLite + SpatiaLite and PostgreSQL + PostGIS.

Features see a plain `Session` and a plain `Base`. Only `transaction()` commits; a door opens it.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC as UTC_ZONE
from datetime import datetime
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite_driver
import uuid_utils
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from geoalchemy2 import Geometry, load_spatialite
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    bindparam,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import Boolean, TypeDecorator

from digiloka import sealing

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every model's parent; constraints get names, so an error can be traced to a rule."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {uuid.UUID: Uuid(as_uuid=True)}


def new_id() -> uuid.UUID:
    """UUIDv7: sortable by time, and a client may bring its own."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC_ZONE)


class UTC(TypeDecorator[datetime]):
    """An instant: stored in UTC, always handed out aware. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a zone.")
        value = value.astimezone(UTC_ZONE)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC_ZONE) if value.tzinfo is None else value.astimezone(UTC_ZONE)


class Sealed(TypeDecorator[str]):
    """Text that is ciphertext at rest. `bound_to` names the column, e.g. "owner.nik". Bytes are sealed already."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, bound_to: str) -> None:
        super().__init__()
        self.bound_to = bound_to

    def process_bind_param(self, value: str | bytes | None, dialect: Any) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return sealing.keyring().seal(value.encode(), self.bound_to)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return None if value is None else sealing.keyring().open(bytes(value), self.bound_to).decode()


class SealedJSON(TypeDecorator[Any]):
    """A JSON value that is (compressed) ciphertext at rest. Bytes are sealed already."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, bound_to: str) -> None:
        super().__init__()
        self.bound_to = bound_to

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return sealing.keyring().seal(sealing.pack(value), self.bound_to)

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        return None if value is None else sealing.unpack(sealing.keyring().open(bytes(value), self.bound_to))


def point_of(latitude: float | None, longitude: float | None) -> str | None:
    """EWKT of a WGS84 point as geometry columns take it, or None. Mind the order: x is the longitude."""
    if latitude is None or longitude is None:
        return None
    return f"SRID=4326;POINT({longitude!r} {latitude!r})"


def point_column() -> Geometry:
    return Geometry("POINT", srid=4326, spatial_index=True)


class within_m(FunctionElement[bool]):
    """`within_m(a, b, metres)`: are two WGS84 geometries at most so many metres apart on the ellipsoid?"""

    type = Boolean()
    inherit_cache = True


@compiles(within_m, "sqlite")
def _within_spatialite(element: within_m, compiler: Any, **kw: Any) -> str:
    return f"PtDistWithin({compiler.process(element.clauses, **kw)}, 1)"


@compiles(within_m, "postgresql")
def _within_postgis(element: within_m, compiler: Any, **kw: Any) -> str:
    one, other, metres = (compiler.process(part, **kw) for part in element.clauses)
    return f"ST_DWithin(({one})::geography, ({other})::geography, {metres})"


class _Texts(TypeDecorator[Any]):
    """A list of texts as one parameter: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(ARRAY(Text) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class among(FunctionElement[bool]):
    """`among(column, texts)`: is a text column one of these? One parameter for thousands, where IN takes one each."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Any, texts: Iterable[str]) -> None:
        super().__init__(column, bindparam("texts", list(texts), type_=_Texts(), unique=True))

    def self_group(self, against: Any = None) -> among:
        """A condition as it stands: compared with 1, as a plain function would be, it would use no index."""
        return self


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: Any, **kw: Any) -> str:
    column, texts = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({texts}))"  # noqa: S608 - compiled SQL, values stay bound


@compiles(among, "postgresql")
def _among_postgresql(element: among, compiler: Any, **kw: Any) -> str:
    column, texts = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY ({texts})"


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with our engines, so that a request and a command line meet the same database."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        options.pop("echo_pool", None)
        return make_engine(options.pop("url"))


db = Database(metadata=Base.metadata)


def make_engine(url: Any) -> Engine:
    """An engine for a SQLite file (SpatiaLite loaded on every connection) or a PostgreSQL server."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return _postgres_engine(url)


def dialect_of(name: str) -> Dialect:
    """How values are prepared for "sqlite" or "postgresql", where no database is at hand."""
    if name == "sqlite":
        return create_engine("sqlite://", module=sqlite_driver).dialect
    return create_engine("postgresql+psycopg://").dialect


def _postgres_engine(url: Any) -> Engine:
    # No server-side prepared statements: pgbouncer in transaction mode breaks them (docs/dependencies.md).
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"prepare_threshold": None})

    @event.listens_for(engine, "connect")
    def _open(connection: Any, _record: Any) -> None:
        # The server's usual 4 is a turning disk's price; at it, a list of a city reads all wide rows, not its index.
        connection.autocommit = True
        connection.execute("SET random_page_cost = 1.1")
        connection.autocommit = False

    return engine


def _sqlite_engine(url: Any) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, module=sqlite_driver, hide_parameters=True, connect_args={"timeout": 60, "check_same_thread": False}
    )
    _find_spatialite()

    @event.listens_for(engine, "connect")
    def _open(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        load_spatialite(connection, transaction=True, init_mode="WGS84")
        # A checkpoint waits for the disk: after every 16 MB, where SQLite's own 4 MB is what 1,000 rows write.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536",
                       "temp_store=MEMORY", "busy_timeout=60000", "wal_autocheckpoint=4000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A transaction that will write takes the lock first: upgrading a read snapshot later fails at once when
        # somebody else wrote meanwhile, and no time-out helps against that.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _find_spatialite() -> None:
    """Name the module `make setup` found; installed without root, its libraries must be loaded before it."""
    if os.environ.get("SPATIALITE_LIBRARY_PATH"):
        return
    note = Path(sys.prefix) / "spatialite.json"
    found = json.loads(note.read_text()) if note.exists() else {"module": "mod_spatialite", "before": []}
    for library in found["before"]:
        ctypes.CDLL(library)
    os.environ["SPATIALITE_LIBRARY_PATH"] = found["module"]


@contextmanager
def transaction(engine: Engine | None = None) -> Iterator[Session]:
    """A session that commits when the block ends well and rolls back when it does not. Doors open it, nobody else.

    Without an engine it uses the running app's.
    """
    with Session(engine or db.engine, expire_on_commit=False) as session:
        session.connection(execution_options={"writes": True})
        try:
            yield session
        except BaseException:
            session.rollback()
            raise
        session.commit()


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """A session for looking only: nothing is ever committed."""
    with Session(engine or db.engine, expire_on_commit=False) as session:
        yield session
        session.rollback()

