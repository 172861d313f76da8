"""One row put back to its before-values, and what follows from them computed anew."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, DateTime, Numeric, Uuid, select
from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.audit.changes import plain
from digiloka.audit.models import JournalLine
from digiloka.database import UTC, point_of
from digiloka.registry import mapping
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.actions.standing import (
    DERIVED,
    field_of,
    last_line,
    lines_about,
    made_row,
    overtold,
    spans_of,
    standing,
    told_anew,
    written_over,
)
from digiloka.registry.actions.telling import Telling, Told, nobody, says, says_paper
from digiloka.registry.models import Business, Figures, Licence, Owner, Place

SUBJECTS: dict[str, type] = {
    "owner": Owner, "business": Business, "place": Place, "figures": Figures, "licence": Licence,
}  # fmt: skip
_OF_NIK = {"nik_hash", "nik_claim"}  # which of them is filled says whether the NIK is proven
Spans = dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Back:
    """Columns of one row: put back, kept because somebody wrote since, kept because another source says the same."""

    restored: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def keep_whole(self, subject: str) -> None:
        """A field of which a part stays, stays."""
        for names in (self.kept, self.told):
            whole = {name for kept in names for name in field_of(subject, kept)}
            names += [name for name in self.restored if name in whole]
            self.restored = [name for name in self.restored if name not in whole]


class RowsOf:
    """The rows that some journal lines speak of, and what others wrote on them and said of their owners since."""

    def __init__(self, session: Session, lines: Sequence[JournalLine], told: Told = nobody) -> None:
        self.session = session
        ids: dict[str, set[uuid.UUID]] = defaultdict(set)
        for line in lines:
            if line.subject in SUBJECTS and line.subject_id is not None:
                ids[line.subject].add(line.subject_id)
        self._rows = {
            subject: {row.id: row for row in session.scalars(select(model).where(model.id.in_(ids[subject])))}
            for subject, model in SUBJECTS.items()
            if ids[subject]
        }
        self._since = self._written_since(lines)
        self.anew = told_anew(session, ids["owner"])
        owners = {owner for rows in self._rows.values() for row in rows.values() if (owner := _owner_of(row))}
        self._told = told(owners) if owners else {}

    def _written_since(self, lines: Sequence[JournalLine]) -> dict[uuid.UUID | None, list[JournalLine]]:
        found: dict[uuid.UUID | None, list[JournalLine]] = defaultdict(list)
        since = JournalLine.at >= min(line.at for line in lines)
        others = JournalLine.id.not_in([line.id for line in lines])
        for line in lines_about(self.session, {line.business_id for line in lines if line.business_id}, since, others):
            found[line.subject_id].append(line)
        return found

    def row(self, subject: str, subject_id: uuid.UUID) -> Any | None:
        return self._rows.get(subject, {}).get(subject_id)

    def since(self, subject_id: uuid.UUID) -> list[JournalLine]:
        """What others wrote on a row since the first of the lines, in no order."""
        return self._since[subject_id]

    def told_of(self, row: Any) -> list[Telling]:
        """What other sources said of the owner of a row, at any time; nothing of a row that is a business's."""
        owner = _owner_of(row)
        return self._told.get(owner, []) if owner else []


def _owner_of(row: Any) -> uuid.UUID | None:
    if isinstance(row, Owner):
        return row.id
    return row.owner_id if isinstance(row, Licence) and row.business_id is None else None


def restore_row(
    rows: RowsOf, actor: Actor, subject: str, subject_id: uuid.UUID, lines: Sequence[JournalLine],
    batch_id: uuid.UUID | None, reason: str | None,
) -> Back:
    """Put one row back, from its lines in their order. Does not flush."""
    row = rows.row(subject, subject_id)
    if row is None:
        return Back()
    with rows.session.no_autoflush:
        if made_row(lines[0]):
            told = says_paper(rows.told_of(row), lines[0].at, row) if subject == "licence" else False
            back = _go(row, bool(standing(rows.since(subject_id))), told)
        else:
            back = _put_back(rows, subject, row, lines)
        if subject == "owner" and "name" in back.restored:
            refresh_search_keys(rows.session, row)
        journal.record_changes(
            rows.session, actor, "restore", subject, row, business_id=_business_of(lines), batch_id=batch_id,
            reason=reason,
        )
    return back


def _put_back(rows: RowsOf, subject: str, row: Any, lines: Sequence[JournalLine]) -> Back:
    back, spans, tellings = Back(), spans_of(lines), rows.told_of(row)
    for name, (before, after) in spans.items():
        if name in DERIVED[subject] or before == after or overtold(name, lines, rows.anew, row.id):
            continue  # what was told anew since is no batch's any more: see retelling
        stored, later = plain(getattr(row, name)), written_over(name, lines, rows.since(row.id))
        if stored == before and (later is None or later.batch_id is None):
            continue  # put back by hand; when a batch did, its own undoing would bring back what these lines wrote
        if stored != after or later or (name == "nik" and _proof_is_taken(rows.session, row, spans)):
            back.kept.append(name)
        elif tellings and _is_told(tellings, subject, row, name, stored, before, last_line(name, lines).at):
            back.told.append(name)
        else:
            back.restored.append(name)
    back.keep_whole(subject)
    for name in back.restored:
        setattr(row, name, _value(row, name, spans[name][0]))
    if subject == "owner":
        _derive_owner(row, back.restored, spans)
    return back


def _is_told(
    tellings: Sequence[Telling], subject: str, row: Any, name: str, stored: Any, before: Any, since: dt.datetime
) -> bool:
    if subject == "owner":
        return says(tellings, since, name, stored, before)
    return says_paper(tellings, since, row)


def _proof_is_taken(session: Session, owner: Owner, spans: Spans) -> bool:
    """Would the owner get back a proven NIK that meanwhile is another owner's?"""
    proof = _proof(spans)
    other = select(Owner.id).where(Owner.city_code == owner.city_code, Owner.nik_hash == proof, Owner.id != owner.id)
    return proof is not None and session.scalar(other.limit(1)) is not None


def _proof(spans: Spans) -> str | None:
    """The hash of the NIK that was proven before the lines."""
    return spans.get("nik_hash", (None, None))[0]


def _go(row: Any, touched: bool, told: bool) -> Back:
    """A row the lines made goes, unless somebody else wrote on it since, or says the same."""
    if row.withdrawn:
        return Back()
    if touched:
        return Back(kept=["withdrawn"])
    if told:
        return Back(told=["withdrawn"])
    row.withdrawn = True
    return Back(restored=["withdrawn"])


def derive(pen: Pen) -> None:
    """Set every derived column of a business and its parts from the others."""
    business, record = pen.business, mapping.record_of(pen.business)
    industry = mapping.is_industry(record)
    with pen.session.no_autoflush:
        for row in business.figures:
            stored = {column.key: getattr(row, column.key) for column in Figures.__table__.columns}
            for name, value in mapping.scale_columns(stored, industry).items():
                setattr(row, name, value)
            pen.note("figures", row)
        business.search_key = mapping.search_key(record)
        business.scale = business.figures[0].scale_sales if business.figures else None
        pen.note("business", business)
        for place in business.places:
            place.point = point_of(place.latitude, place.longitude)


def _derive_owner(owner: Owner, restored: Collection[str], spans: Spans) -> None:
    """Set an owner's derived columns. A NIK comes back as proven or as claimed as it was; another stays as it is."""
    columns = mapping.owner_columns(mapping.owner_record(owner), proven=_proof(spans) is not None)
    for name in DERIVED["owner"] - (set() if "nik" in restored else _OF_NIK):
        if getattr(owner, name) != columns[name]:
            setattr(owner, name, columns[name])


def _business_of(lines: Sequence[JournalLine]) -> uuid.UUID | None:
    return next((line.business_id for line in lines if line.business_id), None)


def _value(row: Any, name: str, stored: Any) -> Any:
    """A journal's plain value as the column takes it."""
    kind = type(row).__table__.columns[name].type
    if stored is None or not isinstance(stored, str):
        return stored
    if isinstance(kind, UTC | DateTime):
        return dt.datetime.fromisoformat(stored)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(stored)
    if isinstance(kind, Numeric) and kind.asdecimal:
        return Decimal(stored)
    return uuid.UUID(stored) if isinstance(kind, Uuid) else stored
