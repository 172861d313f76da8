"""Amounts as they stood at each line of a business's history: a line tells only the columns that it changed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.registry.models import Figures

STEMS = ("turnover", "capital", "assets", "investment", "production_value", "raw_material_value")
_PARTS = ("low", "high", "period", "estimated")
_AMOUNTS = {stem: tuple(name for part in _PARTS if (name := f"{stem}_{part}") in Figures.__table__.columns)
            for stem in STEMS}
_COLUMNS = frozenset(name for columns in _AMOUNTS.values() for name in columns)
Values = Mapping[str, Any]


def beside(session: Session, lines: Sequence[JournalLine]) -> dict[uuid.UUID, dict[str, Any]]:
    """{line: {column: value}} of what each line left as it was in the amounts that it changed, as far as it is known.

    `lines` are all those of the figures they speak of, the newest first; older ones may be missing.
    """
    written = [line for line in lines if _written(line)]
    ids = {line.subject_id for line in written if line.subject_id}
    rows = session.scalars(select(Figures).where(Figures.id.in_(ids))) if ids else ()
    return backwards(written, {row.id: {name: getattr(row, name) for name in _COLUMNS} for row in rows})


def backwards(
    lines: Iterable[JournalLine], stored: Mapping[uuid.UUID | None, Values]
) -> dict[uuid.UUID, dict[str, Any]]:
    """From the figures as they are `stored` back through the lines about them.

    Where a line did not leave what stood afterwards, somebody wrote past the journal: of what was before that only
    what the lines tell is known.
    """
    then = {ident: dict(values) for ident, values in stored.items()}
    found = {}
    for line in lines:
        known, changes = then.setdefault(line.subject_id, {}), _written(line)
        if any(name in known and known[name] != after for name, (_, after) in changes.items()):
            known.clear()
        found[line.id] = {name: known[name] for name in _whole(changes) if name in known and name not in changes}
        known.update((name, before) for name, (before, _) in changes.items())
    return found


def _written(line: JournalLine) -> dict[str, Sequence[Any]]:
    """The columns of amounts that a line changed."""
    changes = (line.changes or {}) if line.subject == "figures" else {}
    return {name: pair for name, pair in changes.items() if name in _COLUMNS}


def _whole(changed: Collection[str]) -> Iterable[str]:
    """The columns of all amounts of which one changed."""
    return (name for columns in _AMOUNTS.values() if any(each in changed for each in columns) for name in columns)
