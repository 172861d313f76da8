"""Writing a line. Each action calls this itself; no ORM event does it behind its back."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.audit.changes import changes_of
from digiloka.audit.models import JournalLine


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    subject_id: uuid.UUID | None,
    *,
    city_code: str,
    business_id: uuid.UUID | None = None,
    batch_id: uuid.UUID | None = None,
    reason: str | None = None,
    changes: dict[str, Any] | None = None,
    sealed: dict[str, Any] | None = None,
) -> JournalLine:
    """Add one line to the journal."""
    line = JournalLine(
        city_code=city_code, actor_id=actor.user_id, actor_role=actor.role, door=actor.door, action=action,
        subject=subject, subject_id=subject_id, business_id=business_id, batch_id=batch_id, reason=reason,
        changes=changes or None, sealed=sealed or None,
    )
    session.add(line)
    return line


def record_changes(
    session: Session, actor: Actor, action: str, subject: str, row: Any, *, business_id: uuid.UUID | None = None,
    batch_id: uuid.UUID | None = None, reason: str | None = None,
) -> JournalLine | None:
    """Journal a row's unflushed changes, sealed columns apart; None (and no line) when nothing changed."""
    changes, sealed = changes_of(row)
    if not changes and not sealed:
        return None
    return record(
        session, actor, action, subject, row.id, city_code=row.city_code, business_id=business_id,
        batch_id=batch_id, reason=reason, changes=changes, sealed=sealed,
    )
