"""Whether a business is there: SBR codes. A closed business is never deleted, it gets a code, a day and a reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.registry import status
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.actions.conflicts import lock, touch
from digiloka.registry.models import Business
from digiloka.values.dates import show_date
from digiloka.values.refusal import Refused

ACTIVE, CLOSED = 1, 4


def close(
    session: Session, actor: Actor, business: Business, *, since: date, reason: str, expected_version: int,
    existence: int = CLOSED,
) -> None:
    """Mark a business as not working any more (or for now). `existence` is one of status.CLOSED_EXISTENCE.

    Raises Conflict, and Refused without a reason and for a day before the business moved to where it is.
    """
    if existence not in status.CLOSED_EXISTENCE:
        raise ValueError(f"SBR code {existence} is not an end.")
    if not reason or not reason.strip():
        raise Refused("reason-missing", "Tulis alasan usaha ini ditutup.")
    moved = max((place.until for place in business.places if place.until), default=None)
    if moved and since < moved:
        raise Refused("before-move", f"Usaha ini pindah ke tempatnya sekarang pada {show_date(moved)}. "
                                     "Tulis tanggal itu atau sesudahnya.")
    _set(session, actor, business, existence, since, reason, expected_version, "close")


def reopen(
    session: Session, actor: Actor, business: Business, *, since: date, expected_version: int,
    reason: str | None = None,
) -> None:
    """Mark a business as active again."""
    _set(session, actor, business, ACTIVE, since, reason, expected_version, "reopen")


def _set(
    session: Session, actor: Actor, business: Business, existence: int, since: date, reason: str | None,
    expected_version: int, action: str,
) -> None:
    lock(session, business, expected_version)
    with session.no_autoflush:
        business.existence, business.existence_since = existence, since
        Pen(session, actor, business, reason=reason, action=action).note("business", business)
        touch(business)
    session.flush()
