"""A person whom a batch brought, and whose other businesses stay when it is taken back, told anew by their sources."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.audit.changes import plain
from digiloka.audit.models import JournalLine
from digiloka.database import now
from digiloka.registry import comparing, mapping, papers, status
from digiloka.registry.actions.bulk_owners import licence_row
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.actions.standing import field_of, lines_about, spans_of, standing
from digiloka.registry.actions.telling import Own, Telling, Told, says, says_paper
from digiloka.registry.models import Business, Licence, Owner
from digiloka.registry.records import BusinessRecord, OwnerRecord

Column = tuple[str, uuid.UUID, str]  # subject, its id, column
_CHUNK = 500
_OF_NIK = ("nik", "nik_hash", "nik_claim", "nik_absent")  # whose the NIK is does not change
_SOURCE = {"name_key": "name", "is_body": "name", "phone_hash": "phone", "other_phones": "phone",
           "birth_year": "birth_date"}
_TOLD = ("phone", "other_phones", "email", "npwp", "birth_date", "birth_place", "address", "sex", "education")
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Retold:
    """(owner, column) and ids of the papers that were told anew, and a business each of the owners who stay as they
    are."""

    columns: set[tuple[uuid.UUID, str]]
    papers: set[uuid.UUID]
    unknown: list[uuid.UUID]

    def has(self, column: Column) -> bool:
        _, ident, name = column
        return ident in self.papers or (ident, name) in self.columns


def retell(
    session: Session, actor: Actor, batch_id: uuid.UUID, touched: Collection[uuid.UUID], back: Collection[Column],
    told: Told, own: Own,
) -> Retold:
    """Make the owners who are left with other sources' businesses alone what those sources say.

    They are those whose first business came with an import that is taken back, and of whom this batch had a business
    or changed one (`touched`). Of them only what this batch said itself is told anew, what its undoing has just put
    back (`back`), and what is blank. They stay as they are where a source did not keep all that it said, or an officer
    has approved one of the businesses with the person as they stand. What somebody wrote by hand stays, too.
    """
    result = Retold(set(), set(), [])
    left = _left_to_others(session, batch_id, touched)
    said = told(list(left)) if left else {}
    of_batch: dict[uuid.UUID, list[Telling]] = defaultdict(list)
    for telling in own([one.id for theirs in left.values() for one in theirs.ever]):
        of_batch[telling.business_id].append(telling)
    put_back: dict[uuid.UUID, set[str]] = defaultdict(set)
    for subject, ident, name in back:
        if subject == "owner":
            put_back[ident].add(name)
    for owner_id, theirs in left.items():
        tellings = [telling for telling in said.get(owner_id, []) if telling.record]
        told_whole = {telling.business_id for telling in tellings if telling.made}
        here = [telling for one in theirs.ever for telling in of_batch[one.id]]
        retelling = _Retelling(session, actor, batch_id, session.get_one(Owner, owner_id), theirs, here,
                               put_back[owner_id])
        approved = any(one.state in (*status.VERIFIED_STATES, "limited") for one in theirs.stand)
        if approved or {one.id for one in theirs.stand} - told_whole:
            wrote = put_back[owner_id] or any(one.batch_id == batch_id for one in theirs.ever)
            result.unknown.extend([theirs.stand[0].id] if wrote and retelling.is_of_batch() else ())
            continue
        retelling.tell(tellings, result)
    session.flush()
    return result


@dataclass(frozen=True, slots=True)
class _Theirs:
    """The businesses of one owner: all there ever were, and those that stand, the first first."""

    ever: list[Business]
    stand: list[Business]


def _left_to_others(
    session: Session, batch_id: uuid.UUID, touched: Collection[uuid.UUID]
) -> dict[uuid.UUID, _Theirs]:
    """{owner: their businesses, of which none that stands is this batch's}."""
    of_batch = select(Business.owner_id).where(Business.batch_id == batch_id)
    others = or_(Business.batch_id.is_(None), Business.batch_id != batch_id)
    concerned = set(session.scalars(select(Business.owner_id).where(Business.owner_id.in_(of_batch), others)))
    theirs: dict[uuid.UUID, list[Business]] = defaultdict(list)
    ids = list(touched)
    for start in range(0, len(ids), _CHUNK):
        concerned.update(session.scalars(select(Business.owner_id).where(Business.id.in_(ids[start : start + _CHUNK]))))
    owners = sorted(concerned)
    for start in range(0, len(owners), _CHUNK):
        chosen = select(Business).where(Business.owner_id.in_(owners[start : start + _CHUNK]))
        for business in session.scalars(chosen.order_by(Business.created_at, Business.id)):
            theirs[business.owner_id].append(business)
    found = {}
    for owner_id, businesses in theirs.items():
        stand = [one for one in businesses if one.state not in status.HIDDEN_STATES]
        gone = businesses[0].batch_id is not None and businesses[0] not in stand
        if stand and gone and all(one.batch_id != batch_id for one in stand):
            found[owner_id] = _Theirs(businesses, stand)
    return found


def _records(tellings: Iterable[Telling]) -> dict[uuid.UUID, BusinessRecord]:
    """{business: what its source says}, a later row of the same business before an earlier one."""
    found: dict[uuid.UUID, BusinessRecord] = {}
    for telling in tellings:
        if telling.record:
            earlier = found.get(telling.business_id)
            found[telling.business_id] = comparing.joined(earlier, telling.record).record if earlier else telling.record
    return found


def _person_of(tellings: list[Telling], person: OwnerRecord) -> OwnerRecord:
    """The person as sources make them one after the other: what a list changes of a known business replaces what was
    there, a further business fills what is blank; at last what was held back for another's sake fills it, too."""
    known = BusinessRecord(owner=person)
    for telling in tellings:
        if telling.amended and telling.record:
            newer = BusinessRecord(owner=comparing.without(telling.record, telling.held).owner)
            known = comparing.joined(known, newer).record
        elif telling.record:
            _fill(known.owner, comparing.without(telling.record, telling.held).owner)
    for telling in tellings:
        if telling.record:
            _fill(known.owner, telling.record.owner)
    return known.owner


def _fill(person: OwnerRecord, said: OwnerRecord) -> None:
    for part in fields(OwnerRecord):
        if getattr(person, part.name) in (None, ()):
            setattr(person, part.name, getattr(said, part.name))
    person.phones = tuple(dict.fromkeys((*person.phones, *said.phones)))


class _Retelling:
    """One owner, to be told anew."""

    def __init__(
        self, session: Session, actor: Actor, batch_id: uuid.UUID, owner: Owner, theirs: _Theirs,
        own: list[Telling], back: Collection[str],
    ) -> None:
        self.session, self.actor, self.batch_id, self.owner, self.stand = session, actor, batch_id, owner, theirs.stand
        self._own, self._back = own, back
        by_hand = lines_about(session, [one.id for one in theirs.stand], JournalLine.batch_id.is_(None))
        self._lines = standing(by_hand)

    def is_of_batch(self) -> bool:
        """Does more than the person's name stand as this batch said it?"""
        with self.session.no_autoflush:
            said = {column for column in _TOLD if getattr(self.owner, column) and self._is_own(column)}
            return bool(said) or any(says_paper(self._own, _EVER, paper) for paper in self._papers())

    def tell(self, tellings: list[Telling], result: Retold) -> None:
        """Write it, and note down what."""
        name, records = self.owner.name, list(_records(tellings).values())
        with self.session.no_autoflush:
            result.columns.update((self.owner.id, column) for column in self._tell_person(tellings))
            self._note("owner", self.owner)
            result.papers.update(self._tell_papers(records))
        if self.owner.name != name:
            refresh_search_keys(self.session, self.owner)
        for business in self.stand:
            touch(business)

    def _tell_person(self, tellings: list[Telling]) -> Collection[str]:
        """The columns that are as the others say now."""
        person = _person_of(tellings, OwnerRecord(nik=self.owner.nik, nik_absent=self.owner.nik_absent))
        written = self._written("owner", self.owner.id)
        if "other_phones" in written:  # beside the first, which may be told now itself
            person.phones = tuple(dict.fromkeys((*person.phones, *(self.owner.other_phones or "").split())))
        told = {
            column: value for column, value in mapping.owner_columns(person).items()
            if column not in _OF_NIK and _SOURCE.get(column, column) not in written and self._goes(column)
        }
        for column, value in told.items():
            setattr(self.owner, column, value)
        return told

    def _goes(self, column: str) -> bool:
        """Must the others say what stands in this column?"""
        one_field = field_of("owner", _SOURCE.get(column, column)) - {"phone_confirmed_at"}
        blank = all(getattr(self.owner, name) in (None, "") for name in one_field)
        return blank or any(name in self._back or self._is_own(name) for name in one_field)

    def _is_own(self, column: str) -> bool:
        return says(self._own, _EVER, column, plain(getattr(self.owner, column)), None)

    def _papers(self) -> list[Licence]:
        theirs = select(Licence).where(Licence.owner_id == self.owner.id, Licence.business_id.is_(None))
        return list(self.session.scalars(theirs.where(Licence.withdrawn.is_(False))))

    def _tell_papers(self, records: list[BusinessRecord]) -> list[uuid.UUID]:
        told = [paper for record in records for paper in record.licences if paper.kind in mapping.OWNER_LICENCES]
        theirs = self._papers()
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
                               business_id=self.stand[0].id, batch_id=self.batch_id)
        return [paper.id for paper in theirs]

    def _written(self, subject: str, ident: uuid.UUID) -> set[str]:
        """The columns of a row that somebody wrote by hand."""
        lines = [line for line in self._lines if (line.subject, line.subject_id) == (subject, ident)]
        return {column for line in lines for column in spans_of([line])}

    def _note(self, subject: str, row: Any) -> None:
        journal.record_changes(self.session, self.actor, "retell", subject, row, business_id=self.stand[0].id,
                               batch_id=self.batch_id)
