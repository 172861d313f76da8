"""Owners and what is theirs, for planning, for officers, and for the owners themselves."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.registry.models import Business, Holding, Notice, Owner
from digiloka.registry.queries.visible import scope_clause
from digiloka.registry.status import HIDDEN_STATES
from digiloka.sealing import keyed_hash

_CHUNK = 5000
_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class OwnersBusiness:
    """A business of an owner found by NIK, with what planning compares. `visible`: may the viewer see it? `reached`:
    may the one who will write?"""

    owner_id: uuid.UUID
    business_id: uuid.UUID
    number: str
    version: int
    state: str
    level: str
    name: str | None
    activity: str | None
    product: str | None
    area_code: str | None
    scope_code: str
    owner_name: str | None
    proven: bool  # False: the NIK is only what somebody typed on a phone
    visible: bool
    reached: bool


def by_nik_hashes(
    session: Session, viewer: Viewer, city_code: str, hashes: Collection[str], writer: Viewer | None = None
) -> dict[str, list[OwnersBusiness]]:
    """{NIK hash: the owner's businesses}, also those outside the viewer's area (marked). Three queries per 5,000.

    `writer`: who will write, where that is not the viewer.
    """
    found: dict[str, list[OwnersBusiness]] = defaultdict(list)
    for chunk in _chunks(hashes):
        owners = _owners_with(session, city_code, chunk)
        if not owners:
            continue
        rows = (
            select(
                func.coalesce(Owner.nik_hash, Owner.nik_claim), Business.owner_id, Business.id,
                Business.number, Business.version, Business.state,
                Business.level, Business.name, Business.activity, Business.product, Business.area_code,
                Business.scope_code, Owner.name, Owner.nik_hash.is_not(None), scope_clause(viewer).label("visible"),
                scope_clause(writer or viewer).label("reached"),
            )
            .join(Business, Business.owner_id == Owner.id)
            .where(Owner.id.in_(owners), Business.state.not_in(HIDDEN_STATES))
            .order_by(Business.created_at, Business.id)
        )  # fmt: skip
        for nik_hash, *rest, seen, reached in session.execute(rows):
            found[nik_hash].append(OwnersBusiness(*rest, visible=bool(seen), reached=bool(reached)))
    return dict(found)


def _owners_with(session: Session, city_code: str, hashes: Collection[str]) -> list[uuid.UUID]:
    """Owners with these NIK, proven or claimed: two look-ups, each by its own index. One with OR reads all owners."""
    proven = select(Owner.id).where(Owner.city_code == city_code, among(Owner.nik_hash, hashes))
    claimed = select(Owner.id, Owner.city_code).where(among(Owner.nik_claim, hashes))
    found = list(session.scalars(proven))
    return [*found, *(owner for owner, city in session.execute(claimed) if city == city_code)]


def claim_is_taken(session: Session, owner: Owner) -> bool:
    """Is the NIK that this owner only claims another owner's proven one?"""
    if not owner.nik_claim:
        return False
    other = select(Owner.id).where(Owner.city_code == owner.city_code, Owner.nik_hash == owner.nik_claim)
    return session.scalar(other.limit(1)) is not None


def held_owners_with_nik(session: Session, user_id: uuid.UUID, nik: str | None) -> list[uuid.UUID]:
    """The owners that an account holds under this NIK, proven or claimed, the first known first."""
    if not nik:
        return []
    sought = keyed_hash("nik", nik)
    held = (
        select(Owner.id)
        .join(Holding, Holding.owner_id == Owner.id)
        .where(Holding.user_id == user_id, or_(Owner.nik_hash == sought, Owner.nik_claim == sought))
    )
    return list(session.scalars(held.order_by(Owner.created_at, Owner.id)))


def exists_elsewhere(session: Session, viewer: Viewer, owner_id: uuid.UUID) -> int:
    """How many businesses an owner has that the viewer may not see. That they exist is all an officer learns."""
    counted = select(func.count()).select_from(Business).where(Business.owner_id == owner_id, _unseen_by(viewer))
    return session.scalar(counted) or 0


def owners_elsewhere(session: Session, viewer: Viewer, owner_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these owners, those with a business that the viewer may not see."""
    found: set[uuid.UUID] = set()
    for chunk in _chunks(owner_ids):
        theirs = select(Business.owner_id).where(Business.owner_id.in_(chunk), _unseen_by(viewer))
        found.update(session.scalars(theirs))
    return found


def _unseen_by(viewer: Viewer) -> ColumnElement[bool]:
    return and_(Business.state.not_in(HIDDEN_STATES), not_(scope_clause(viewer)))


def standing_of(session: Session, owner_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """{business: its owner} of what these owners have and nobody withdrew, for the program's own work."""
    found: dict[uuid.UUID, uuid.UUID] = {}
    for chunk in _chunks(owner_ids):
        theirs = select(Business.id, Business.owner_id)
        theirs = theirs.where(Business.owner_id.in_(chunk), Business.state.not_in(HIDDEN_STATES))
        found.update((business_id, owner_id) for business_id, owner_id in session.execute(theirs))
    return found


def last_written(
    session: Session, city_code: str, hashes: Collection[str], business_ids: Collection[uuid.UUID]
) -> dict[str | uuid.UUID, datetime]:
    """{NIK hash or business: when its owner or anything of theirs was written last}, withdrawn businesses too."""
    theirs = list(session.scalars(select(Business.owner_id).where(Business.id.in_(business_ids))))
    owners = {*theirs, *_owners_with(session, city_code, hashes)} if hashes else {*theirs}
    rows = list(session.execute(
        select(Owner.id, func.coalesce(Owner.nik_hash, Owner.nik_claim), Business.id, Owner.updated_at,
               Business.updated_at)
        .join(Business, Business.owner_id == Owner.id).where(Owner.id.in_(owners))
    ))  # fmt: skip
    last: dict[uuid.UUID, datetime] = {}
    for owner, _, _, *written in rows:
        last[owner] = max(last.get(owner, written[0]), *written)
    return {about: last[owner] for owner, *told, _, _ in rows for about in told if about is not None}


def made_by(session: Session, batch_id: uuid.UUID) -> set[uuid.UUID]:
    """The businesses that a batch registered, withdrawn ones too."""
    return set(session.scalars(select(Business.id).where(Business.batch_id == batch_id)))


def held_owner_ids(session: Session, user_id: uuid.UUID) -> list[uuid.UUID]:
    """The owners whose businesses an account holds."""
    return list(session.scalars(select(Holding.owner_id).where(Holding.user_id == user_id).order_by(Holding.since)))


def notices_for(
    session: Session, owner_ids: Collection[uuid.UUID], *, unread: bool = False, limit: int = 50
) -> list[Notice]:
    """What these owners are told, newest first."""
    found = select(Notice).where(Notice.owner_id.in_(owner_ids))
    if unread:
        found = found.where(Notice.read_at.is_(None))
    return list(session.scalars(found.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(limit)))


def _chunks(things: Collection[_Thing]) -> Iterator[list[_Thing]]:
    left = iter(things)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
