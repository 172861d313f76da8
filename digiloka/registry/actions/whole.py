"""Businesses with all their parts, as the actions on many of them need them."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from digiloka.registry.models import Business


def load_whole(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Business]:
    """The businesses fresh from the database, locked in one order, with six queries for all of them."""
    parts = (Business.owner, Business.places, Business.figures, Business.licences, Business.owner_licences)
    found = (
        select(Business)
        .where(Business.id.in_(ids))
        .order_by(Business.id)
        .options(*(selectinload(part) for part in parts))
        .with_for_update(of=Business)
        .execution_options(populate_existing=True)
    )
    return {business.id: business for business in session.scalars(found)}
