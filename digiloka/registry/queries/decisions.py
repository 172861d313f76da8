"""What officers decided about a business, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.registry.models import Business, Decision


def decisions_of(session: Session, business: Business, limit: int = 20) -> list[Decision]:
    """The latest decisions. `business` comes from get_visible."""
    found = select(Decision).where(Decision.business_id == business.id)
    return list(session.scalars(found.order_by(Decision.decided_at.desc(), Decision.id.desc()).limit(limit)))


def marked_before(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """The fields that were marked when the record was last returned and that nobody has decided on since."""
    last = next((each for each in decisions if each.after != "submitted"), None)  # sent again, by the owner
    return tuple(last.fields or ()) if last and last.after == "returned" else ()


def wishes_of(session: Session, business: Business) -> Decision | None:
    """What the owner is asked to mend while the record is returned; None otherwise."""
    if business.state != "returned":
        return None
    return next((each for each in decisions_of(session, business) if each.after == "returned"), None)
