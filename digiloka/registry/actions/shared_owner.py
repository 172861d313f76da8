"""What belongs to the person and not to one business: who may change it when several businesses share its owner.

An officer sees of an owner's businesses in other areas only that they exist. So he neither reads nor changes what
they share with his own: that goes to the lowest level that sees them all. And what one of them had checked is not
changed by a source that knows the owner less well, whichever of them it speaks of.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.registry import comparing, mapping, papers, status
from digiloka.registry.models import Business

ELSEWHERE = "owner-elsewhere"
SENTENCE = "Pemilik ini juga punya usaha di wilayah lain. Teruskan perubahan data pemilik ke dinas."
_PAPERS = frozenset(papers.field_key(kind) for kind in mapping.OWNER_LICENCES)


def of_owner(key: str) -> bool:
    """Is this field the owner's, shared by all businesses of that owner?"""
    entry = comparing.BY_KEY.get(key)
    return key in _PAPERS if entry is None else entry.part == "owner"


def held(
    session: Session, actor: Actor, business: Business, keys: Collection[str], level: str | None, lower_level: str
) -> dict[str, str]:
    """{field key: why} of changes to the owner that this hand may not make; `level` None: a person's own edit."""
    shared = [key for key in keys if of_owner(key)]
    if not shared or actor.role == "owner":
        return {}
    others = session.execute(
        select(Business.scope_code, Business.level)
        .where(Business.owner_id == business.owner_id, Business.id != business.id,
               Business.state.not_in(status.HIDDEN_STATES))
    ).all()
    if any(_outside(actor, scope) for scope, _ in others):
        return dict.fromkeys(shared, ELSEWHERE)
    if level is not None and any(status.rank(level) < status.rank(known) for _, known in others):
        return dict.fromkeys(shared, lower_level)
    return {}


def _outside(actor: Actor, scope_code: str) -> bool:
    return bool(actor.area_code) and not f"{scope_code}.".startswith(f"{actor.area_code}.")
