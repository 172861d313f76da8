"""An account takes on a business that its person registered without signing in.

What was typed again becomes the owner's whom the account holds only while nobody has looked at it and nothing is lost:
an officer who has written or decided did so on the words that stood there, and an approval of one business says
nothing about papers that come to its owner afterwards. Else the account holds one owner more, and an officer who has
both before them decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import fields, replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.registry import mapping, papers
from digiloka.registry.actions.bulk_owners import fill_paper
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.joining import held_and_alike, may_learn
from digiloka.registry.actions.owners import hold
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.actions.telling import said_of_person
from digiloka.registry.models import Business, Consent, Licence, Notice, Owner
from digiloka.registry.queries.offers import holds, offers_for
from digiloka.registry.records import BusinessRecord, LicenceRecord
from digiloka.values.refusal import Refused

NOT_OFFERED = "Usaha ini tidak dapat ditambahkan lagi dari sini. Tunjukkan nomornya kepada petugas kelurahan."
HELD_ALREADY = "Usaha ini sudah ada di akun Anda"

Papers = list[tuple[Licence, Licence | None]]  # who was typed brings the first; the owner has the second already


def take_on(session: Session, actor: Actor, user_id: uuid.UUID, number: str) -> Business:
    """Let an account have the business of this number, as if its person had signed in before registering.

    With the NIK and a name like that of an owner whom the account holds, the business becomes that owner's, unless
    something would be lost or changed behind an officer's back; else the account holds one owner more. That the number
    comes from the account's own browser session is decided before. Raises Refused when the account has the business
    already, and when it is not one that queries.offers_for offers to the account.
    """
    business = session.scalar(select(Business).where(Business.number == number).with_for_update())
    if business is not None and holds(session, user_id, number):
        raise Refused("held-already", HELD_ALREADY)
    if business is None or not offers_for(session, user_id, [number]):
        raise Refused("not-offered", NOT_OFFERED)
    typed = business.owner
    for owner in _same_person(session, user_id, business, typed):
        told = _papers(session, typed, owner)
        if may_learn(session, owner, any(_news(told))):
            _give(session, actor, business, typed, owner, told)
            return business
    hold(session, actor, user_id, typed)
    return business


def _same_person(session: Session, user_id: uuid.UUID, business: Business, typed: Owner) -> list[Owner]:
    """The owners whom the account holds and who were typed a second time, with nothing that is not known of them."""
    if business.state != "submitted" or typed.nik_hash is not None or _officer_wrote(session, business):
        return []
    alike = held_and_alike(session, user_id, mapping.owner_record(typed))
    return [owner for owner in alike if _knows(owner, typed)]


def _officer_wrote(session: Session, business: Business) -> bool:
    """Has anybody but the owner left a line about the business or its owner? Who only saw the NIK changed nothing."""
    about = select(JournalLine.id).where(JournalLine.business_id == business.id)  # the owner's only one
    line = about.where(JournalLine.actor_role != "owner", JournalLine.action != "reveal-nik").limit(1)
    return session.scalar(line) is not None


def _knows(owner: Owner, typed: Owner) -> bool:
    """Is everything that was typed, but for the spelling of the name, known of the owner?"""
    known, told = mapping.owner_record(owner), mapping.owner_record(typed)
    same = (getattr(told, part.name) in (None, getattr(known, part.name))
            for part in fields(told) if part.name not in ("name", "phones"))
    return set(told.phones) <= set(known.phones) and all(same)


def _papers(session: Session, typed: Owner, owner: Owner) -> Papers:
    """A paper that the owner has already is not there twice."""
    all_of = select(Licence).order_by(Licence.created_at, Licence.id)
    standing = all_of.where(Licence.business_id.is_(None), Licence.withdrawn.is_(False))
    theirs = list(session.scalars(standing.where(Licence.owner_id == owner.id)))
    known = [mapping.licence_record(paper) for paper in theirs]
    found: Papers = []
    for paper in session.scalars(all_of.where(Licence.owner_id == typed.id)):
        at = papers.match(known, mapping.licence_record(paper)) if paper.business_id is None else None
        found.append((paper, None if at is None else theirs[at]))
    return found


def _news(told: Papers) -> Iterator[bool]:
    """For each paper: does it show something new at the owner's other businesses?"""
    for paper, known in told:
        yield _filled(known, paper) != mapping.licence_record(known) if known else paper.business_id is None


def _filled(known: Licence, told: Licence) -> LicenceRecord:
    return papers.filled(mapping.licence_record(known), mapping.licence_record(told))


def _give(session: Session, actor: Actor, business: Business, typed: Owner, owner: Owner, told: Papers) -> None:
    """The business and all that came with it become the owner's; who was typed a second time is nobody any more."""
    siblings = session.scalars(select(Business).where(Business.owner_id == owner.id)) if any(_news(told)) else ()
    for each in (business, *siblings):  # whoever has its page open shall see the paper before deciding
        touch(each)
    _give_papers(session, actor, business, owner, told)
    for model in (Consent, Notice):
        session.execute(update(model).where(model.owner_id == typed.id).values(owner_id=owner.id))
    changes = {"owner_id": [str(typed.id), str(owner.id)]}
    if typed.name != owner.name:
        changes["owner_name"] = [typed.name, owner.name]
    journal.record(session, actor, "hold", "business", business.id, city_code=business.city_code,
                   business_id=business.id, changes=changes)
    said = said_of_person(BusinessRecord(owner=replace(mapping.owner_record(typed), nik=None)))
    if said:  # they know it themselves: it does not go with the list that told it first
        journal.record(session, actor, "tell", "owner", None, city_code=business.city_code, business_id=business.id,
                       sealed={key: [None, value] for key, value in said.items()})
    business.owner_id = owner.id
    session.flush()
    session.delete(typed)
    session.flush()
    session.expire_all()
    refresh_search_keys(session, owner)


def _give_papers(session: Session, actor: Actor, business: Business, owner: Owner, told: Papers) -> None:
    """The papers change hands without a word in the business's history: nobody withdrew the one that was told twice.

    Its row stays, for the reports of the days before count it; so do the lines, under no business.
    """
    for paper, known in told:
        if known is not None:
            fill_paper(known, mapping.licence_record(paper))
            journal.record_changes(session, actor, "hold", "licence", known, business_id=business.id)
            paper.withdrawn = True
        paper.owner_id = owner.id
        journal.record_changes(session, actor, "hold", "licence", paper)
