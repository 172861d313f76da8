"""What belongs to the person and not to one business: who may change it when several businesses share its owner.

An officer sees of an owner's businesses in other areas only that they exist. So he neither reads nor changes what
they share with his own: that goes to the lowest level that sees them all. And what one of them had checked is not
changed by a source that knows the owner less well, whichever of them it speaks of.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.audit.actor import Actor
from digiloka.registry import status
from digiloka.registry.models import Business
from digiloka.registry.queries.owners import owners_elsewhere
from digiloka.registry.sharing import of_owner

ELSEWHERE = "owner-elsewhere"
SENTENCE = "Pemilik ini juga punya usaha di wilayah lain. Teruskan perubahan data pemilik ke dinas."


def elsewhere(session: Session, actor: Actor, owner_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these owners, those with a business that this hand may not see: it changes nothing of theirs."""
    if not actor.area_code or actor.role == "owner" or not owner_ids:
        return set()
    return owners_elsewhere(session, Viewer(actor.user_id, actor.role, actor.area_code), owner_ids)


def held(
    session: Session, actor: Actor, business: Business, keys: Collection[str], level: str | None, lower_level: str
) -> dict[str, str]:
    """{field key: why} of changes to the owner that this hand may not make; `level` None: a person's own edit."""
    shared = [key for key in keys if of_owner(key)]
    if not shared or actor.role == "owner":
        return {}
    if elsewhere(session, actor, [business.owner_id]):
        return dict.fromkeys(shared, ELSEWHERE)
    others = session.scalars(
        select(Business.level)
        .where(Business.owner_id == business.owner_id, Business.id != business.id,
               Business.state.not_in(status.HIDDEN_STATES))
    ).all()
    if level is not None and any(status.rank(level) < status.rank(known) for known in others):
        return dict.fromkeys(shared, lower_level)
    return {}
