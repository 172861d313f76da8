"""Registrations that somebody has begun."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.database import now
from digiloka.registry.models import Business, Draft


def draft_of(session: Session, draft_id: uuid.UUID) -> Draft | None:
    """A draft that has not lapsed; None otherwise."""
    return session.scalar(select(Draft).where(Draft.id == draft_id, Draft.expires_at > now()))


def number_of_draft(session: Session, draft: Draft) -> str | None:
    """The number of the business a draft became, for whoever holds the draft."""
    return session.scalar(select(Business.number).where(Business.id == draft.business_id))
