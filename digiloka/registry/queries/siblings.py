"""The other businesses of one owner."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from digiloka.accounts.viewer import Viewer
from digiloka.registry.models import Business
from digiloka.registry.queries.owners import owners_elsewhere
from digiloka.registry.queries.visible import scope_clause
from digiloka.registry.status import HIDDEN_STATES, VERIFIED_STATES


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another business of the same owner, as a link shows it."""

    number: str
    name: str | None
    activity: str | None
    area_code: str | None
    state: str
    existence: int


def siblings_of(session: Session, viewer: Viewer, business: Business, limit: int = 50) -> list[Sibling]:
    """The owner's other businesses that the viewer may see; of the rest, owners.exists_elsewhere tells the number."""
    found = (
        select(
            Business.number, Business.name, Business.activity, Business.area_code, Business.state, Business.existence
        )
        .where(Business.owner_id == business.owner_id, Business.id != business.id, scope_clause(viewer))
        .order_by(Business.created_at, Business.id).limit(limit)
    )  # fmt: skip
    return [Sibling(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class Sharing:
    """The other businesses of a business's owner: is one not the viewer's to see, is one known better than a sheet?"""

    elsewhere: bool
    better_known: bool


def sharing_of(session: Session, viewer: Viewer, business_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Sharing]:
    """{business id: how its owner is shared}; those whose owner has no other business left out. Three queries."""
    if not business_ids:
        return {}
    other = aliased(Business)
    shared = (
        select(Business.id, Business.owner_id)
        .join(other, (other.owner_id == Business.owner_id) & (other.id != Business.id))
        .where(Business.id.in_(business_ids), other.state.not_in(HIDDEN_STATES)).distinct()
    )  # fmt: skip
    owner_of = {row.id: row.owner_id for row in session.execute(shared)}
    better = shared.where(or_(other.state.in_(VERIFIED_STATES), other.level != "declared"))
    better_known = {row.id for row in session.execute(better)} if owner_of else set()
    apart = owners_elsewhere(session, viewer, set(owner_of.values()))
    return {ident: Sharing(owner_id in apart, ident in better_known) for ident, owner_id in owner_of.items()}
