"""Reading the journal back for people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine


@dataclass(frozen=True, slots=True)
class Line:
    """One change, without the values of sealed columns."""

    at: datetime
    actor_id: uuid.UUID | None
    actor_role: str
    door: str
    action: str
    reason: str | None
    changes: dict[str, Any]


def lines_about(session: Session, subject: str, subject_id: uuid.UUID, count: int = 50) -> list[Line]:
    """The newest lines about one thing, newest first."""
    wanted = (
        select(JournalLine)
        .where(JournalLine.subject == subject, JournalLine.subject_id == subject_id)
        .order_by(JournalLine.at.desc(), JournalLine.id.desc()).limit(count)
    )
    return [
        Line(line.at, line.actor_id, line.actor_role, line.door, line.action, line.reason, line.changes or {})
        for line in session.scalars(wanted)
    ]
