"""One row put back to its before-values, and what follows from them computed anew."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, DateTime, Numeric, Uuid, select
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.audit.changes import plain
from digiloka.audit.models import JournalLine
from digiloka.database import UTC, point_of
from digiloka.registry import mapping
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.models import Business, Figures, Licence, Owner, Place

SUBJECTS: dict[str, type] = {
    "owner": Owner, "business": Business, "place": Place, "figures": Figures, "licence": Licence,
}  # fmt: skip
_WITHDRAWABLE = ("figures", "licence")

# Columns that only repeat others; `derive` sets them again.
DERIVED = {
    "owner": {"name_key", "nik_hash", "phone_hash", "birth_year", "is_body"},
    "business": {"search_key", "scale"},
    "place": {"point"},
    "figures": {"scale_sales", "scale_capital", "scale_rule", "ikm_class"},
    "licence": set(),
}


def restore_row(
    session: Session, actor: Actor, subject: str, subject_id: uuid.UUID, lines: Sequence[JournalLine],
    batch_id: uuid.UUID | None, reason: str | None,
) -> tuple[list[str], list[str]]:
    """(restored columns, kept columns) of one row, from its lines in their order."""
    model = SUBJECTS.get(subject)
    row = session.get(model, subject_id) if model else None
    if row is None:
        return [], []
    if subject in _WITHDRAWABLE and _made_by(lines[0]):
        return _withdraw_row(session, actor, subject, row, lines, batch_id, reason)
    restored, kept = [], []
    with session.no_autoflush:
        for name, (before, after) in _spans(lines).items():
            if name in DERIVED[subject] or before == after:
                continue
            if plain(getattr(row, name)) != after:
                kept.append(name)
                continue
            setattr(row, name, _value(row, name, before))
            restored.append(name)
        _pair_hashes(subject, row)
        journal.record_changes(
            session, actor, "restore", subject, row, business_id=_business_of(lines), batch_id=batch_id, reason=reason
        )
    session.flush()
    return restored, kept


def derive(pen: Pen) -> None:
    """Set every derived column of a business and its parts from the others."""
    business, record = pen.business, mapping.record_of(pen.business)
    industry = mapping.is_industry(record)
    with pen.session.no_autoflush:
        for row in business.figures:
            stored = {column.key: getattr(row, column.key) for column in Figures.__table__.columns}
            for name, value in mapping.scale_columns(stored, industry).items():
                setattr(row, name, value)
            pen.note("figures", row)
        business.search_key = mapping.search_key(record)
        business.scale = business.figures[0].scale_sales if business.figures else None
        pen.note("business", business)
        for place in business.places:
            place.point = point_of(place.latitude, place.longitude)
    pen.session.flush()


def _pair_hashes(subject: str, row: Any) -> None:
    if subject != "owner":
        return
    record = mapping.owner_record(row)
    for name, value in mapping.owner_columns(record).items():
        if name in DERIVED["owner"] and getattr(row, name) != value:
            setattr(row, name, value)


def _withdraw_row(
    session: Session, actor: Actor, subject: str, row: Any, lines: Sequence[JournalLine],
    batch_id: uuid.UUID | None, reason: str | None,
) -> tuple[list[str], list[str]]:
    """A row the lines made goes, unless somebody else wrote on it since."""
    ours = {line.id for line in lines}
    theirs = select(JournalLine.id).where(JournalLine.subject == subject, JournalLine.subject_id == row.id)
    theirs = theirs.where(JournalLine.business_id == _business_of(lines))
    if row.withdrawn or any(line_id not in ours for line_id in session.scalars(theirs)):
        return [], [] if row.withdrawn else ["withdrawn"]
    with session.no_autoflush:
        row.withdrawn = True
        journal.record_changes(
            session, actor, "restore", subject, row, business_id=_business_of(lines), batch_id=batch_id, reason=reason
        )
    session.flush()
    return ["withdrawn"], []


def _made_by(line: JournalLine) -> bool:
    return not line.changes and not line.sealed


def _spans(lines: Sequence[JournalLine]) -> dict[str, tuple[Any, Any]]:
    """{column: (before the first line, after the last)}."""
    spans: dict[str, tuple[Any, Any]] = {}
    for line in lines:
        for name, (before, after) in {**(line.changes or {}), **(line.sealed or {})}.items():
            spans[name] = (spans[name][0] if name in spans else before, after)
    return spans


def _business_of(lines: Sequence[JournalLine]) -> uuid.UUID | None:
    return next((line.business_id for line in lines if line.business_id), None)


def _value(row: Any, name: str, stored: Any) -> Any:
    """A journal's plain value as the column takes it."""
    kind = type(row).__table__.columns[name].type
    if stored is None or not isinstance(stored, str):
        return stored
    if isinstance(kind, UTC | DateTime):
        return dt.datetime.fromisoformat(stored)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(stored)
    if isinstance(kind, Numeric) and kind.asdecimal:
        return Decimal(stored)
    return uuid.UUID(stored) if isinstance(kind, Uuid) else stored
