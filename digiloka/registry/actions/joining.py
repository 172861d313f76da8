"""Which of the owners whom an account holds a business belongs to that is told with the same NIK.

The same two rules when an account registers one more business and when it takes one on (actions.taking_on): only a
name alike says that it is the same person, and no paper comes to an owner one of whose businesses an officer has
decided about, for that approval says nothing about it. Else the account holds one owner more, whose NIK is a claim,
and an officer who has both before them decides.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.registry import mapping, papers
from digiloka.registry.actions.bulk_owners import names_alike, papers_of
from digiloka.registry.models import Business, Owner
from digiloka.registry.queries.owners import held_owners_with_nik
from digiloka.registry.records import BusinessRecord, OwnerRecord

_HELD = ("ya", "proses")  # an owner who says that there is no paper brings none


def owner_of(session: Session, user_id: uuid.UUID, record: BusinessRecord) -> uuid.UUID | None:
    """The owner whom the account holds and who registers once more; None: an owner apart."""
    for owner in held_and_alike(session, user_id, record.owner):
        if may_learn(session, owner, brings_papers(session, owner, record)):
            return owner.id
    return None


def held_and_alike(session: Session, user_id: uuid.UUID, told: OwnerRecord) -> Iterator[Owner]:
    """Those whom the account holds under this NIK and a name alike, the first known first."""
    for owner_id in held_owners_with_nik(session, user_id, told.nik):
        owner = session.get_one(Owner, owner_id)
        if names_alike(owner, told):
            yield owner


def may_learn(session: Session, owner: Owner, news: bool) -> bool:
    """Nothing new comes to an owner one of whose businesses an officer has decided about, nor decides meanwhile."""
    if not news:
        return True
    states = select(Business.state).where(Business.owner_id == owner.id).order_by(Business.id).with_for_update()
    return set(session.scalars(states)) <= {"submitted"}


def brings_papers(session: Session, owner: Owner, record: BusinessRecord) -> bool:
    """Would a paper of the person show something new at the owner's other businesses?"""
    known = [mapping.licence_record(row) for row in session.scalars(papers_of([owner.id]))]
    for paper in record.licences:
        if paper.kind not in mapping.OWNER_LICENCES or paper.status not in _HELD:
            continue
        at = papers.match(known, paper)
        if at is None or papers.filled(known[at], paper) != known[at]:
            return True
    return False
