"""An account takes on a business that its person registered without signing in."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.registry import mapping, papers
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.owners import hold
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.models import Business, Consent, Licence, Notice, Owner
from digiloka.registry.queries.offers import offers_for
from digiloka.registry.queries.owners import held_owner_with_nik
from digiloka.values.refusal import Refused

NOT_OFFERED = "Usaha ini tidak dapat ditambahkan lagi dari sini. Tunjukkan nomornya kepada petugas kelurahan."


def take_on(session: Session, actor: Actor, user_id: uuid.UUID, number: str) -> Business:
    """Let an account have the business of this number, as if its person had signed in before registering.

    With the NIK of an owner whom the account holds, the business becomes that owner's; else the account holds one
    owner more. That the number comes from the account's own browser session is decided before. Raises Refused when
    the business is not one that queries.offers_for offers to the account.
    """
    business = session.scalar(select(Business).where(Business.number == number).with_for_update())
    if business is None or not offers_for(session, user_id, [number]):
        raise Refused("not-offered", NOT_OFFERED)
    typed = business.owner
    # An owner whose NIK an officer saw meanwhile stays: the proof is that owner's.
    held = held_owner_with_nik(session, user_id, typed.nik) if typed.nik_hash is None else None
    if held is None:
        hold(session, actor, user_id, typed)
    else:
        _give(session, actor, business, typed, session.get_one(Owner, held))
    return business


def _give(session: Session, actor: Actor, business: Business, typed: Owner, owner: Owner) -> None:
    """The business and all that came with it become the owner's; who was typed a second time is nobody any more."""
    _give_papers(session, actor, business, typed, owner)
    for model in (Consent, Notice):
        session.execute(update(model).where(model.owner_id == typed.id).values(owner_id=owner.id))
    business.owner_id = owner.id
    touch(business)
    journal.record_changes(session, actor, "hold", "business", business, business_id=business.id)
    session.flush()
    session.delete(typed)
    session.flush()
    session.expire(business)
    refresh_search_keys(session, owner)


def _give_papers(session: Session, actor: Actor, business: Business, typed: Owner, owner: Owner) -> None:
    """A paper that the owner has already is not there twice; what is new in it is filled in."""
    shared = select(Licence).where(Licence.business_id.is_(None), Licence.withdrawn.is_(False))
    theirs = list(session.scalars(shared.where(Licence.owner_id == owner.id).order_by(Licence.created_at, Licence.id)))
    for paper in session.scalars(select(Licence).where(Licence.owner_id == typed.id)).all():
        known = [mapping.licence_record(row) for row in theirs]
        at = papers.match(known, mapping.licence_record(paper)) if paper.business_id is None else None
        if at is not None:
            _fill(theirs[at], paper)
            journal.record_changes(session, actor, "hold", "licence", theirs[at], business_id=business.id)
            paper.withdrawn = True
        paper.owner_id = owner.id
        journal.record_changes(session, actor, "hold", "licence", paper, business_id=business.id)


def _fill(known: Licence, told: Licence) -> None:
    columns = mapping.licence_columns(papers.filled(mapping.licence_record(known), mapping.licence_record(told)))
    if known.level == "checked":
        columns["level"] = "checked"
    for name, value in columns.items():
        setattr(known, name, value)
