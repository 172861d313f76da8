"""What importing asks of the database: the ground to stand on, what is known already, and batches to look at."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.imports import remembering
from digiloka.imports.answers import ColumnAnswers, Spellings
from digiloka.imports.doubting import doubted_rows, left_any
from digiloka.imports.ground import Ground
from digiloka.imports.likeness import same_business
from digiloka.imports.models import APPLIED, ImportBatch, ImportRow
from digiloka.imports.origins import kept_rows, written_meanwhile
from digiloka.imports.outcomes import NOT_WRITTEN, WRITTEN, WROTE
from digiloka.imports.planned import Doubted, Origin, Prior
from digiloka.imports.row_keys import Key, RowOfBatch, RowOfFile
from digiloka.imports.staying import MAY_STAND, Staying
from digiloka.registry.comparing import Changes
from digiloka.registry.matching import Clue, Namesake, clue_of, told_again
from digiloka.registry.models import Business, Owner
from digiloka.registry.queries import (
    Called,
    Named,
    OwnersBusiness,
    Present,
    Sharing,
    by_nik_hashes,
    differences_of,
    named_by_number,
    namesakes,
    present_by_id,
    scope_clause,
    sharing_of,
)
from digiloka.registry.records import BusinessRecord
from digiloka.registry.status import HIDDEN_STATES


class Register:
    """Answers a judgement's questions from the register, for one sender.

    The plan is read by the officers of the area it is made for, too: it names no business outside.
    """

    def __init__(self, session: Session, viewer: Viewer, ground: Ground) -> None:
        self.session = session
        self.viewer = viewer
        self.city_code = ground.city_code
        self._readers = replace(viewer, area_code=ground.allowed)
        self._holds_any: bool | None = None
        self._doubts_any: bool | None = None
        self._called = Called()
        self._staying = Staying(session)

    def by_identity(self, hashes: Sequence[str]) -> dict[str, Prior]:
        """{identity: what the newest applied row with it made}; gone businesses left out, and rows of undone batches
        unless theirs stays."""
        if not hashes:
            return {}
        told = self._priors(ImportRow.identity_hash, among(ImportRow.identity_hash, hashes))
        return {identity: prior for identity, _, prior in told}

    def by_key(self, keys: Collection[Key]) -> dict[Key, Origin]:
        """{key: the row it names}, with what the newest row made that was that one or a correction of it.

        A row that was planned as one of a known business and never written (it changed nothing, or its batch was left)
        leads to what was last written of that business.
        A key of a row that was taken back, or of one that the sender may not see, is left out.
        """
        rows = {key.row_id: key for key in keys if isinstance(key, RowOfBatch)}
        files = {key.identity: key for key in keys if isinstance(key, RowOfFile)}
        origins = {key.origin_id: key for key in (*rows.values(), *files.values())}
        told = [
            (named[value], row, prior)
            for column, named, wanted in (
                (ImportRow.id, rows, ImportRow.id.in_(rows)),
                (ImportRow.origin_id, origins, ImportRow.origin_id.in_(origins)),
                (ImportRow.identity_hash, files, among(ImportRow.identity_hash, files)),
            )
            for value, row, prior in self._priors(column, wanted)
        ]
        found: dict[Key, Origin] = {key: Origin(key.origin_id, identity=key.identity) for key in files.values()}
        kept = kept_rows(self.session, self._readers, self.city_code, list(rows), self._staying)
        found |= {rows[row.row_id]: Origin(row.row_id, identity=row.identity) for row in kept}
        for key, _, prior in sorted(told, key=itemgetter(1)):
            known = found.get(key)
            found[key] = Origin(key.origin_id, prior, known.identity if known else None)
        unwritten = {
            key: row.business_id for row in kept if row.business_id and found[key := rows[row.row_id]].prior is None
        }
        last = self._last_of(set(unwritten.values())) if unwritten else {}
        for key, business in unwritten.items():
            found[key] = replace(found[key], prior=last.get(business))
        return found

    def without_nik(self, business_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Prior]:
        """{business: what its newest applied row said} of those whose owner has no NIK, not even a claimed one."""
        nobody = exists().where(Owner.id == Business.owner_id, Owner.nik_hash.is_(None), Owner.nik_claim.is_(None))
        return self._last_of(business_ids, nobody)

    def _last_of(self, businesses: Collection[uuid.UUID], *more: ColumnElement[bool]) -> dict[uuid.UUID, Prior]:
        """{business: what the newest applied row about it said}."""
        told = self._priors(ImportRow.business_id, and_(ImportRow.business_id.in_(businesses), *more))
        return {business: prior for business, _, prior in told}

    def _priors(self, by: Any, wanted: ColumnElement[bool]) -> Iterator[tuple[Any, uuid.UUID, Prior]]:
        """(what is looked by, the row, what it made) of applied rows, the earliest first."""
        rows = self.session.execute(
            select(by, ImportRow.id, ImportRow.business_id, Business.number, Business.version, Business.state,
                   Business.level, ImportRow.content_hash, ImportRow.record, ImportRow.held,
                   scope_clause(self._readers).label("seen"),  # told, not asked for: it would lead SQLite's search
                   ImportBatch.id, ImportBatch.state, ImportRow.position)
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .join(Business, Business.id == ImportRow.business_id)
            .where(wanted, ImportRow.outcome.in_(WRITTEN), MAY_STAND,
                   ImportBatch.city_code == self.city_code)
            .order_by(ImportRow.id)
        )
        return (
            (value, row, Prior(*rest, frozenset((held or "").split()) | self._staying.gone_back(batch, state, place),
                               undone=state == "undone"))
            for value, row, *rest, held, seen, batch, state, place in rows
            if seen and self._staying.stands(batch, state, place)
        )

    def doubted(self, rows: Mapping[tuple[str, str], str | None]) -> dict[tuple[str, str], Doubted]:
        """{row: what it was left as doubtful for} by the newest applied plan that did; `rows` are {(identity, content):
        NIK hash}. Nothing is looked up where no plan of the city ever left a doubt."""
        if self._doubts_any is None:
            self._doubts_any = left_any(self.session, self.city_code)
        return doubted_rows(self.session, self._readers, self.city_code, rows) if self._doubts_any and rows else {}

    def by_nik(self, nik_hashes: Sequence[str]) -> dict[str, list[OwnersBusiness]]:
        """{NIK hash: the owner's businesses}, with those of other areas known to exist and no more."""
        return by_nik_hashes(self.session, self._readers, self.city_code, nik_hashes, self.viewer)

    def holds_any(self) -> bool:
        """Has the city any business yet? Asked once: what comes while a file is judged is found when it is applied."""
        if self._holds_any is None:
            first = select(Business.id).where(Business.city_code == self.city_code).limit(1)
            self._holds_any = self.session.scalar(first) is not None
        return self._holds_any

    def namesakes(self, clues: Sequence[Clue]) -> list[Namesake]:
        """Businesses that share a row's phone, or its owner's name and place; other areas' marked as not visible."""
        return namesakes(self.session, self._readers, self.city_code, clues, called=self._called)

    def differences(self, told: Mapping[uuid.UUID, BusinessRecord]) -> dict[uuid.UUID, Changes]:
        """What records say differently from the stored businesses; blanks say nothing."""
        return differences_of(self.session, told) if told else {}

    def sharing(self, business_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Sharing]:
        """What the sender must know of the other businesses of these businesses' owners."""
        return sharing_of(self.session, self.viewer, business_ids)

    def named(self, numbers: Collection[str]) -> dict[str, Named]:
        """What became of businesses that a template names, by number."""
        return named_by_number(self.session, self._readers, self.city_code, numbers)

    def present(self, business_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Present]:
        """Businesses (that the readers of the plan may see) as they stand, with what their sender may know of them."""
        return present_by_id(self.session, self.viewer, business_ids)

    def columns(self, fingerprint: str) -> ColumnAnswers | None:
        """What the sender and the officers around said of a layout's columns, None where they never had it."""
        return remembering.columns_of(self.session, self.viewer, self.city_code, fingerprint)

    def spellings(self) -> Spellings:
        """What they said spellings mean."""
        return remembering.spellings_of(self.session, self.viewer, self.city_code)


class Telling(NamedTuple):
    """A row that was planned as new. `origin`: the earlier row that it corrects; the record is opened when asked."""

    row: uuid.UUID
    identity: str | None
    nik_hash: str | None
    origin: uuid.UUID | None
    record: Callable[[], BusinessRecord]


def come_since(
    session: Session, city_code: str, told: Sequence[Telling], ours: Collection[uuid.UUID], since: datetime
) -> dict[uuid.UUID, uuid.UUID]:
    """{row: the stored business it speaks of} among rows that were planned as new; `ours` the batch made itself.

    Of those that only may be the row's own, planning weighed all that were there: only what came `since` counts here.
    """
    if not told:
        return {}
    by_identity = dict(
        session.execute(
            select(ImportRow.identity_hash, Business.id)
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .join(Business, Business.id == ImportRow.business_id)
            .where(
                among(ImportRow.identity_hash, [each.identity for each in told if each.identity]),
                ImportRow.outcome.in_(WRITTEN),
                APPLIED,
                ImportBatch.city_code == city_code,
                Business.state.not_in(HIDDEN_STATES),
            )
        ).all()
    )
    everything = Viewer(None, "admin", city_code)
    again = _told_again(session, everything, city_code, told, ours, since)
    by_nik = by_nik_hashes(session, everything, city_code, sorted({each.nik_hash for each in told if each.nik_hash}))
    found = written_meanwhile(session, city_code, {each.row: each.origin for each in told})
    for each in told:
        theirs = [known for known in by_nik.get(each.nik_hash or "", ()) if known.business_id not in ours]
        alike = (known.business_id for known in theirs if same_business(known, each.record()))
        doubled = by_identity.get(each.identity) or next(alike, None) or again.get(each.row)
        if doubled is not None:
            found[each.row] = doubled
    return found


def _told_again(
    session: Session,
    viewer: Viewer,
    city_code: str,
    told: Sequence[Telling],
    ours: Collection[uuid.UUID],
    since: datetime,
) -> dict[uuid.UUID, uuid.UUID]:
    """Nothing is looked up while only the batch's own came since: common names would be read again a chunk."""
    come = select(func.count()).select_from(Business)
    come = come.where(Business.city_code == city_code, Business.created_at >= since)
    if (session.scalar(come) or 0) <= len(ours):
        return {}
    clues = {each.row: clue for each in told if (clue := clue_of(each.record()))}
    found = namesakes(session, viewer, city_code, list(clues.values()), since) if clues else []
    others = [namesake for namesake in found if namesake.business_id not in ours]
    return {row: known[0].business_id for row, known in told_again(clues, others).items()}


def content_of(session: Session, rows: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """{row: its content} of rows of a batch."""
    if not rows:
        return {}
    found = select(ImportRow.id, ImportRow.content).where(ImportRow.id.in_(rows))
    return {row: content or {} for row, content in session.execute(found)}


def visible_batches(viewer: Viewer) -> Any:
    """SELECT of the batches a viewer may see: those sent for an area of theirs."""
    if not viewer.area_code or not viewer.may("import.read"):
        return select(ImportBatch).where(ImportBatch.id.is_(None))
    inside = (ImportBatch.area_code == viewer.area_code) | ImportBatch.area_code.startswith(
        viewer.area_code + ".", autoescape=True
    )
    return select(ImportBatch).where(inside).order_by(ImportBatch.created_at.desc())


def batch_of(session: Session, batch_id: uuid.UUID) -> ImportBatch:
    """A batch for the program's own work; pages ask `batch_for` a viewer."""
    return session.get_one(ImportBatch, batch_id)


def batch_for(session: Session, viewer: Viewer, batch_id: uuid.UUID) -> ImportBatch | None:
    """One batch, None when it does not exist or is not the viewer's (the caller says the same for both)."""
    return session.scalar(visible_batches(viewer).where(ImportBatch.id == batch_id))


def rows_left(session: Session, batch_id: uuid.UUID, limit: int = 50) -> list[ImportRow]:
    """The first rows that were to be written and were not, or not whole."""
    partly = ImportRow.outcome.in_(WROTE) & ImportRow.held.is_not(None)
    left = ImportRow.outcome.in_(NOT_WRITTEN) | partly
    query = select(ImportRow).where(ImportRow.batch_id == batch_id, left)
    return list(session.scalars(query.order_by(ImportRow.position).limit(limit)))


def row_place(session: Session, row_id: uuid.UUID | None) -> tuple[int, int, int] | None:
    """(position in the batch, index of the sheet, row as the spreadsheet shows it) of a row; None without one."""
    found = session.execute(select(ImportRow.position, ImportRow.sheet, ImportRow.row).where(ImportRow.id == row_id))
    place = found.first()
    return None if place is None else (place[0], place[1], place[2])
