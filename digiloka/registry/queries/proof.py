"""What stands on a proof of registration, and the little that everybody may check by its number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.privacy.masking import mask_name
from digiloka.registry.models import Business, Owner
from digiloka.registry.numbers import parse_number
from digiloka.registry.queries.visible import scope_clause
from digiloka.registry.status import HIDDEN_STATES
from digiloka.values.refusal import Refused


@dataclass(frozen=True, slots=True)
class PublicProof:
    """What anybody who has the number learns: nothing of the owner, no address, no figures.

    `business_name` is masked there: most small businesses are called after their owner, and nobody can tell which.
    """

    number: str
    business_name: str | None
    area_code: str | None
    registered_at: datetime
    state: str
    existence: int


@dataclass(frozen=True, slots=True)
class Proof(PublicProof):
    """The proof itself: with the owner's name."""

    owner_name: str | None
    activity: str | None


_PUBLIC = (Business.number, Business.name, Business.area_code, Business.created_at, Business.state, Business.existence)


def public_proof(session: Session, number: str) -> PublicProof | None:
    """What a number stands for, for everybody. None: no such number, or one that stands for nothing any more.

    A limited record (UU 27/2022 article 41) tells its number and state only.
    """
    try:
        wanted = Business.number == parse_number(number)
    except Refused:
        return None
    row = session.execute(select(*_PUBLIC).where(wanted, Business.state.not_in(HIDDEN_STATES))).first()
    if row is None:
        return None
    found = PublicProof(*row)
    if found.state == "limited":
        return replace(found, business_name=None, area_code=None)
    return replace(found, business_name=mask_name(found.business_name) if found.business_name else None)


def proof_for(
    session: Session, viewer: Viewer | None, number: str, registered: Collection[str] = ()
) -> Proof | None:
    """The proof for whoever may see the business, or whose browser registered it a moment ago (`registered`)."""
    try:
        number = parse_number(number)
    except Refused:
        return None
    allowed = [scope_clause(viewer)] if viewer else []
    if number in registered:
        allowed.append(Business.state.not_in(HIDDEN_STATES))
    if not allowed:
        return None
    columns = (*_PUBLIC, Owner.name, Business.activity)
    wanted = select(*columns).join(Owner, Owner.id == Business.owner_id).where(Business.number == number, or_(*allowed))
    row = session.execute(wanted).first()
    return Proof(*row) if row else None
