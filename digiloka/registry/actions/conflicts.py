"""Two hands on one business: the version that a page or a plan saw must still be the one that is stored."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.database import now
from digiloka.registry.models import Business


class Conflict(Exception):
    """The business moved on since it was read: by whom, when, and which columns. Nothing was written."""

    def __init__(
        self, business_id: uuid.UUID, expected: int, version: int, by: uuid.UUID | None, at: datetime | None,
        fields: tuple[str, ...],
    ) -> None:
        super().__init__(f"version {expected} expected, {version} stored")
        self.business_id, self.expected, self.version = business_id, expected, version
        self.by, self.at, self.fields = by, at, fields


def lock(session: Session, business: Business, expected_version: int) -> None:
    """Keep everybody else off a business until the transaction ends. Raises Conflict when it is not the one seen.

    On SQLite the transaction already holds the only write lock.
    """
    stored = session.scalar(select(Business.version).where(Business.id == business.id).with_for_update())
    if stored != expected_version:
        raise conflict(session, business.id, expected_version, stored or 0)
    if business.version != stored:
        session.refresh(business)


def conflict(session: Session, business_id: uuid.UUID, expected: int, stored: int) -> Conflict:
    """A Conflict that names the changes after the version that was expected."""
    newest = select(JournalLine).where(JournalLine.business_id == business_id).order_by(JournalLine.at.desc())
    lines = list(session.scalars(newest.limit(20)))
    since = {line.at.replace(microsecond=0) for line in lines}
    recent = sorted(since, reverse=True)[: max(1, stored - expected)]
    fields = {
        name
        for line in lines
        if line.at.replace(microsecond=0) in recent
        for name in (*(line.changes or ()), *(line.sealed or ()))
    }
    last = lines[0] if lines else None
    return Conflict(
        business_id, expected, stored, last.actor_id if last else None, last.at if last else None,
        tuple(sorted(fields)),
    )


def touch(business: Business) -> None:
    """Raise the business's version at the next flush, whatever part of it changed."""
    business.updated_at = now()
