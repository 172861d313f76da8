"""What the rows of other imports and other doors say of owners whose batch is being taken back."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import islice

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.planned import SAME
from digiloka.registry.actions.telling import Own, Telling, Told, said_of_person
from digiloka.registry.queries import made_by, standing_of
from digiloka.registry.records import from_json

_CHUNK = 500
SAID_AGAIN = or_(ImportRow.decision == SAME, ImportRow.outcome == SAME)


def of_others(session: Session, batch_id: uuid.UUID) -> Told:
    """Told by everything but this batch, of businesses that are not withdrawn; the earliest first."""

    def told(owner_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Telling]]:
        found: dict[uuid.UUID, list[Telling]] = defaultdict(list)
        owner_of = standing_of(session, owner_ids)
        left = iter(owner_of)
        while chunk := list(islice(left, _CHUNK)):
            for telling in (*_by_rows(session, batch_id, chunk), *_by_lines(session, chunk)):
                found[owner_of[telling.business_id]].append(telling)
        # The rows of one list were applied at one instant, in the list's order.
        return {owner_id: sorted(theirs, key=lambda telling: (telling.at, telling.place))
                for owner_id, theirs in found.items()}

    return told


def of_batch(session: Session, batch_id: uuid.UUID) -> Own:
    """Told by this batch, also of businesses that are withdrawn."""

    def told(businesses: Collection[uuid.UUID]) -> list[Telling]:
        left = iter(businesses)
        chunks = iter(lambda: list(islice(left, _CHUNK)), [])
        return [telling for chunk in chunks for telling in _of_rows(session, chunk, ImportBatch.id == batch_id)]

    return told


def _by_rows(session: Session, batch_id: uuid.UUID, businesses: list[uuid.UUID]) -> Iterator[Telling]:
    """A business that stayed when its list was taken back stays with what the list had said of it."""
    stayed = and_(ImportBatch.state == "undone", ImportRow.outcome == "created")
    stands = or_(ImportBatch.state == "applied", stayed)
    return _of_rows(session, businesses, ImportBatch.id != batch_id, stands)


def _of_rows(session: Session, businesses: list[uuid.UUID], *wanted: ColumnElement[bool]) -> Iterator[Telling]:
    """Rows that made or changed a business, or said of it what was known."""
    rows = (
        select(ImportRow.business_id, ImportBatch.applied_at, ImportRow.record, ImportRow.outcome, ImportRow.held,
               ImportRow.position)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.business_id.in_(businesses), or_(ImportRow.outcome.in_(("created", "amended")), SAID_AGAIN),
               *wanted)
    )
    for business_id, at, told, outcome, held, place in session.execute(rows):
        record = from_json(json.loads(told))
        yield Telling(business_id, at, said_of_person(record), record, made=outcome == "created",
                      amended=outcome == "amended", held=frozenset((held or "").split()), place=place)


def named_by_others(session: Session, batch_id: uuid.UUID) -> set[uuid.UUID]:
    """The businesses which this batch made and another one, still standing, names without changing them."""
    made = made_by(session, batch_id)
    named = select(ImportRow.business_id).join(ImportBatch, ImportBatch.id == ImportRow.batch_id).where(
        ImportBatch.id != batch_id, ImportBatch.state == "applied", SAID_AGAIN
    )  # fmt: skip
    found: set[uuid.UUID] = set()
    left = iter(made)
    while chunk := list(islice(left, _CHUNK)):
        found.update(session.scalars(named.where(ImportRow.business_id.in_(chunk))))
    return found


def _by_lines(session: Session, businesses: list[uuid.UUID]) -> Iterator[Telling]:
    """What was told at a desk or on a phone of an owner who was known already."""
    lines = select(JournalLine.business_id, JournalLine.at, JournalLine.sealed).where(
        JournalLine.business_id.in_(businesses), JournalLine.batch_id.is_(None),
        JournalLine.action.in_(("leave", "tell")),
    )  # fmt: skip
    for business_id, at, sealed in session.execute(lines):
        yield Telling(business_id, at, {key: after for key, (_, after) in (sealed or {}).items()})
