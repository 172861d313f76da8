"""What waits for a decision, the longest registered first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
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
    per_page: int = 25,
) -> tuple[list[QueueRow], int]:
    """(rows, how many in all) that wait for this viewer's decision, the longest registered first."""
    states = [each for each in waiting_states(viewer.role) if state in (None, each)]
    if not states:
        return [], 0
    conditions = [scope_clause(viewer), Business.state.in_(states)]
    if area:
        conditions.append(area_clause(area))
    total = session.scalar(select(func.count()).select_from(Business).where(*conditions)) or 0
    rows = (
        select(
            Business.id, Business.number, Business.name, Owner.name, Business.activity, Business.product,
            Business.area_code, Business.scope_code, Business.state, Business.level, Business.source,
            Business.version, func.coalesce(_WAITS_SINCE, Business.created_at, type_=Business.created_at.type),
        )
        .join(Owner, Owner.id == Business.owner_id)
        .where(*conditions)
        .order_by(Business.created_at, Business.id)  # walks an index; sorting by the case would read them all
        .limit(per_page)
        .offset((max(1, page) - 1) * per_page)
    )  # fmt: skip
    return [QueueRow(*row) for row in session.execute(rows)], total


def queue_counts(session: Session, viewer: Viewer) -> dict[str, int]:
    """{state: how many wait for this viewer}, for the heads of the queue's tabs."""
    states = waiting_states(viewer.role)
    counts = dict.fromkeys(states, 0)
    if states:
        found = select(Business.state, func.count()).where(scope_clause(viewer), Business.state.in_(states))
        counts.update((state, count) for state, count in session.execute(found.group_by(Business.state)))
    return counts
