"""Finished rows into a table, by the thousand.

SQLAlchemy's own many-row insert builds a dictionary of every row and asks each column type for each value; at a
hundred thousand businesses that costs more than the database does. Here the same statement and the same column types
are used column by column, and a value that a whole chunk shares is prepared once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, Uuid, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from digiloka.database import Sealed, SealedJSON

_Prepare = Callable[[Any], Any] | None
_COPY_FROM = 50  # rows; below that a second way to write would save nothing


def insert_rows(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that name every column of the table (a missing one is a KeyError, defaults are not asked)."""
    if not rows:
        return
    insert_prepared(session, table, prepared(table, session.connection().dialect, rows))


def prepared(table: Table, dialect: Dialect, rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Such rows as the driver takes them. Needs no connection."""
    if not rows:
        return []
    _, columns = _plan(table, dialect)
    told = map(itemgetter(*(name for name, _ in columns)), rows)
    found = zip(zip(*told, strict=True), columns, strict=True)
    return list(zip(*(_column(values, prepare) for values, (_, prepare) in found), strict=True))


def insert_prepared(session: Session, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows that `prepared` made."""
    if not rows:
        return
    connection = session.connection()
    statement, columns = _plan(table, connection.dialect)
    if connection.dialect.name == "postgresql" and len(rows) >= _COPY_FROM:
        _copy(connection, table, [name for name, _ in columns], rows)
    else:
        connection.exec_driver_sql(statement, rows)


def _copy(connection: Connection, table: Table, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """PostgreSQL's own way for many rows: one command, where an INSERT is one a row. Constraints and triggers hold."""
    quote = connection.dialect.identifier_preparer
    command = f"COPY {quote.format_table(table)} ({', '.join(map(quote.quote, names))}) FROM STDIN"
    try:
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.IntegrityError as problem:  # as SQLAlchemy names it on the other way
        raise IntegrityError(command, None, problem) from problem


def _column(values: Sequence[Any], prepare: _Prepare) -> Sequence[Any]:
    """A column's values as the driver takes them."""
    if prepare is None:
        return values
    first = values[0]
    if all(value is first for value in values):
        return [prepare(first)] * len(values)
    return [prepare(value) for value in values]


def _preparing(kind: Any, dialect: Dialect) -> _Prepare:
    """As the type says, but in plain values that another process can hand over."""
    if isinstance(kind, Sealed | SealedJSON):
        return lambda value: kind.process_bind_param(value, dialect)
    if isinstance(kind, Uuid) and dialect.name == "postgresql":
        return lambda value: None if value is None else str(value)
    return kind.dialect_impl(dialect).bind_processor(dialect)


@lru_cache(maxsize=64)
def _plan(table: Table, dialect: Dialect) -> tuple[str, tuple[tuple[str, _Prepare], ...]]:
    """The INSERT with a place for each column in the table's order, and how each column's values are prepared."""
    positional = type(dialect)(paramstyle="qmark" if dialect.paramstyle == "qmark" else "format")
    compiled = insert(table).compile(dialect=positional)
    names = compiled.positiontup or []
    prepares = (_preparing(table.columns[name].type, dialect) for name in names)
    return str(compiled), tuple(zip(names, prepares, strict=True))
