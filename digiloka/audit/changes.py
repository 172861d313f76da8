"""What a pending change does to a row, field by field, before it is written."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import get_history

from digiloka.database import Sealed, SealedJSON

_NOT_NEWS = {"version", "updated_at"}


def changes_of(row: Any) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """(open, sealed): {field: [before, after]} of a row's unflushed changes; sealed columns go to the second."""
    state = inspect(row)
    untouched = state.unmodified
    open_, sealed = {}, {}
    for attribute in state.mapper.column_attrs:
        name, kind = attribute.key, attribute.columns[0].type
        if name in _NOT_NEWS or name in untouched:
            continue
        history = get_history(row, name)
        if not history.has_changes():
            continue
        before = history.deleted[0] if history.deleted else None
        after = history.added[0] if history.added else None
        if before == after:
            continue
        home = sealed if isinstance(kind, Sealed | SealedJSON) else open_
        home[name] = [plain(before), plain(after)]
    return open_, sealed


def plain(value: Any) -> Any:
    """A value as JSON keeps it; dates and identifiers as text, geometry as EWKT."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if isinstance(value, dict) else getattr(value, "desc", str(value))
