"""Businesses that somebody registered without signing in, for the account of the same phone to take on."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from digiloka.accounts.models import User
from digiloka.registry.models import Business, Holding, Owner
from digiloka.registry.numbers import parse_number
from digiloka.registry.status import HIDDEN_STATES
from digiloka.values.refusal import Refused


@dataclass(frozen=True, slots=True)
class Offer:
    """A business that an account may take on, in the words of whoever registered it."""

    id: uuid.UUID
    number: str
    name: str | None


def offers_for(session: Session, user_id: uuid.UUID, numbers: Collection[str]) -> list[Offer]:
    """Of these businesses, those that the account may take on, oldest first.

    `numbers` are the ones registered in the account's own browser session: a phone alone proves nothing, for anybody
    can type it. Beyond that the owner's phone is the account's, no account holds the owner, and the business is all
    that the owner has, so that nothing is shown but what was typed in that session.
    """
    return [Offer(*row) for row in session.execute(_offered(user_id, numbers))] if numbers else []


def holds(session: Session, user_id: uuid.UUID, number: str) -> bool:
    """Is the business of this number in the account already?"""
    try:
        number = parse_number(number)
    except Refused:
        return False
    held = (
        select(Holding.id)
        .join(Business, Business.owner_id == Holding.owner_id)
        .where(Holding.user_id == user_id, Business.number == number, Business.state.not_in(HIDDEN_STATES))
    )
    return session.scalar(held) is not None


def _offered(user_id: uuid.UUID, numbers: Collection[str]) -> Select[tuple[uuid.UUID, str, str | None]]:
    phone = select(User.phone_hash).where(User.id == user_id, User.active.is_(True)).scalar_subquery()
    other = aliased(Business)
    return (
        select(Business.id, Business.number, func.coalesce(Business.name, Owner.name))
        .join(Owner, Owner.id == Business.owner_id)
        .where(Business.number.in_(numbers), Business.source == "self", Business.state.not_in(HIDDEN_STATES))
        .where(Owner.phone_hash == phone)
        .where(~exists().where(Holding.owner_id == Owner.id))
        .where(~exists().where(other.owner_id == Owner.id, other.id != Business.id))
        .order_by(Business.created_at, Business.id)
    )
