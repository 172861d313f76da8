"""What waits for a decision, the longest registered first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select, true
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import now
from digiloka.registry.models import Business, Owner
from digiloka.registry.queries.visible import area_clause, scope_clause
from digiloka.registry.status import waiting_states

# Since when it waits for its next step.
_WAITS_SINCE = case((Business.state == "verified", Business.verified_at), else_=Business.created_at)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One record to decide on; `waits_since` is when it came into its state."""

    id: uuid.UUID
    number: str
    name: str | None
    owner_name: str | None
    activity: str | None
    product: str | None
    area_code: str | None
    scope_code: str
    state: str
    level: str
    source: str
    version: int
    waits_since: datetime

    def age_days(self, at: datetime | None = None) -> int:
        """Whole days it has waited."""
        return max(0, ((at or now()) - self.waits_since).days)


def queue(
    session: Session, viewer: Viewer, *, state: str | None = None, area: str | None = None, page: int = 1,
    per_page: int = 25, counts: dict[str, int] | None = None,
) -> tuple[list[QueueRow], int]:
    """(rows, how many in all) that wait for this viewer's decision, the longest registered first.

    `counts`: what `queue_counts` said of this area, where the caller has asked already.
    """
    counts = queue_counts(session, viewer, area)[1] if counts is None else counts
    states = [each for each in counts if state in (None, each)]
    total = sum(counts[each] for each in states)
    if not total:
        return [], 0
    conditions = [scope_clause(viewer), Business.state.in_(states), *([area_clause(area)] if area else [])]
    # The page's ids first, from the list's index alone, in its order; sorting by the case would read every row.
    chosen = (
        select(Business.id).where(*conditions).order_by(Business.created_at, Business.id)
        .limit(per_page).offset((max(1, page) - 1) * per_page)
    ).subquery()
    rows = (
        select(
            Business.id, Business.number, Business.name, Owner.name, Business.activity, Business.product,
            Business.area_code, Business.scope_code, Business.state, Business.level, Business.source,
            Business.version, func.coalesce(_WAITS_SINCE, Business.created_at, type_=Business.created_at.type),
        )
        .join(chosen, chosen.c.id == Business.id).join(Owner, Owner.id == Business.owner_id)
        .order_by(Business.created_at, Business.id)
    )  # fmt: skip
    return [QueueRow(*row) for row in session.execute(rows)], total


def queue_counts(session: Session, viewer: Viewer, area: str | None = None) -> tuple[dict[str, int], dict[str, int]]:
    """({state: how many wait for this viewer}, the same within an area): the heads of the queue's tabs, and its length.

    Counted in one pass, for a city's list is long.
    """
    states = waiting_states(viewer.role)
    if not states:
        return {}, {}
    inside = area_clause(area) if area else true()
    sums = [func.sum(case((and_(Business.state == state, within), 1), else_=0)) for within in (true(), inside)
            for state in states]
    counted = session.execute(select(*sums).where(scope_clause(viewer), Business.state.in_(states))).one()
    numbers = [number or 0 for number in counted]
    return dict(zip(states, numbers, strict=False)), dict(zip(states, numbers[len(states):], strict=True))
