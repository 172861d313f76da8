"""The other businesses of one owner."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.registry.models import Business
from digiloka.registry.queries.visible import scope_clause


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
