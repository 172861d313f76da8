"""A person whom a batch brought, and whose other businesses stay when it is taken back, told anew by their sources."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.database import now
from digiloka.registry import mapping, papers
from digiloka.registry.actions.bulk_owners import licence_row
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.actions.standing import lines_about, spans_of, standing
from digiloka.registry.actions.telling import Told
from digiloka.registry.models import Business, Licence, Owner
from digiloka.registry.records import BusinessRecord, OwnerRecord
from digiloka.registry.status import HIDDEN_STATES

_OF_NIK = ("nik", "nik_hash", "nik_claim", "nik_absent")  # whose the NIK is does not change
_SOURCE = {"name_key": "name", "is_body": "name", "phone_hash": "phone", "other_phones": "phone",
           "birth_year": "birth_date"}


def retell(
    session: Session, actor: Actor, batch_id: uuid.UUID, withdrawn: Collection[uuid.UUID], told: Told
) -> list[uuid.UUID]:
    """Make the owners whom a batch brought, and whose other businesses stay, what those businesses' sources say.

    Returns a business each of the owners of whom that is not known whole: they stay as they are. What a person wrote
    since stays, too. Nothing is done for an owner while a business of the batch stands.
    """
    unknown: list[uuid.UUID] = []
    brought = _brought(session, batch_id, set(withdrawn)) if withdrawn else {}
    said = told(list(brought)) if brought else {}
    for owner_id, standing_ids in brought.items():
        tellings = said.get(owner_id, [])
        if set(standing_ids) - {telling.business_id for telling in tellings if telling.record}:
            unknown.append(standing_ids[0])
            continue
        _Retelling(session, actor, batch_id, session.get_one(Owner, owner_id), standing_ids).tell(
            [telling.record for telling in tellings if telling.record]
        )
    session.flush()
    return unknown


def _brought(session: Session, batch_id: uuid.UUID, withdrawn: set[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """{owner whom the batch brought: their businesses that stand}, where the last of the batch's own goes now."""
    of_batch = select(Business.owner_id).where(Business.batch_id == batch_id)
    others = select(Business.owner_id).where(
        Business.owner_id.in_(of_batch), or_(Business.batch_id.is_(None), Business.batch_id != batch_id)
    )
    theirs: dict[uuid.UUID, list[Business]] = defaultdict(list)
    for business in session.scalars(
        select(Business).where(Business.owner_id.in_(others)).order_by(Business.created_at, Business.id)
    ):
        theirs[business.owner_id].append(business)
    found = {}
    for owner_id, businesses in theirs.items():
        stand = [business for business in businesses if business.state not in HIDDEN_STATES]
        goes = any(business.id in withdrawn for business in businesses)
        if goes and stand and businesses[0].batch_id == batch_id and all(one.batch_id != batch_id for one in stand):
            found[owner_id] = [business.id for business in stand]
    return found


class _Retelling:
    """One owner, to be told anew."""

    def __init__(
        self, session: Session, actor: Actor, batch_id: uuid.UUID, owner: Owner, standing_ids: list[uuid.UUID]
    ) -> None:
        self.session, self.actor, self.batch_id, self.owner, self.stand = session, actor, batch_id, owner, standing_ids
        others = or_(JournalLine.batch_id.is_(None), JournalLine.batch_id != batch_id)
        self._lines = standing(lines_about(session, standing_ids, others))

    def tell(self, records: list[BusinessRecord]) -> None:
        name = self.owner.name
        with self.session.no_autoflush:
            self._tell_person(records)
            self._note("owner", self.owner)
            self._tell_papers(records)
        if self.owner.name != name:
            refresh_search_keys(self.session, self.owner)
        for business in self.session.scalars(select(Business).where(Business.id.in_(self.stand))):
            touch(business)

    def _tell_person(self, records: list[BusinessRecord]) -> None:
        person = OwnerRecord(nik=self.owner.nik, nik_absent=self.owner.nik_absent)
        for record in records:
            for part in fields(OwnerRecord):
                if getattr(person, part.name) in (None, ()):
                    setattr(person, part.name, getattr(record.owner, part.name))
            person.phones = tuple(dict.fromkeys((*person.phones, *record.owner.phones)))
        written = self._written("owner", self.owner.id)
        if "other_phones" in written:  # beside the first, which may be told now itself
            person.phones = tuple(dict.fromkeys((*person.phones, *(self.owner.other_phones or "").split())))
        for column, value in mapping.owner_columns(person).items():
            if column not in _OF_NIK and _SOURCE.get(column, column) not in written:
                setattr(self.owner, column, value)

    def _tell_papers(self, records: list[BusinessRecord]) -> None:
        told = [paper for record in records for paper in record.licences if paper.kind in mapping.OWNER_LICENCES]
        query = select(Licence).where(Licence.owner_id == self.owner.id, Licence.business_id.is_(None))
        theirs = list(self.session.scalars(query.where(Licence.withdrawn.is_(False))))
        for paper in theirs:
            came_along = paper.created_at == self.owner.created_at and not self._written("licence", paper.id)
            if came_along and papers.match(told, mapping.licence_record(paper)) is None:
                paper.withdrawn = True
                self._note("licence", paper)
        known = [mapping.licence_record(paper) for paper in theirs if not paper.withdrawn]
        edited = {"city_code": self.owner.city_code, "version": 1, "created_at": now(), "updated_at": now()}
        for paper in told:
            if papers.match(known, paper) is None:
                known.append(paper)
                new = Licence(**licence_row(edited, paper, self.owner.id, None))
                self.session.add(new)
                journal.record(self.session, self.actor, "retell", "licence", new.id, city_code=self.owner.city_code,
                               business_id=self.stand[0], batch_id=self.batch_id)

    def _written(self, subject: str, ident: uuid.UUID) -> set[str]:
        """The columns of a row that others wrote."""
        lines = [line for line in self._lines if (line.subject, line.subject_id) == (subject, ident)]
        return {column for line in lines for column in spans_of([line])}

    def _note(self, subject: str, row: Any) -> None:
        journal.record_changes(self.session, self.actor, "retell", subject, row, business_id=self.stand[0],
                               batch_id=self.batch_id)
