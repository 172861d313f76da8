"""Many amendments of one batch: each business at the version its plan saw, or untouched and told as a conflict."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.registry import comparing, status
from digiloka.registry.actions.amend import write
from digiloka.registry.actions.whole import load_whole
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a source says about a known business. `keys`: only these fields of the record are news. `edited`: somebody
    typed them over, so they stand as they are, blanks too, and no level holds them back."""

    business_id: uuid.UUID
    expected_version: int
    record: BusinessRecord
    keys: Collection[str] | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an amendment: amended, same (nothing to change), kept (a higher level holds every field),
    conflict (the business moved on, nothing was written) or missing. `version` is the stored one, after the
    writing. `held` {field key: why} was left as it is."""

    business_id: uuid.UUID
    outcome: str
    version: int = 0
    changed: tuple[str, ...] = ()
    held: dict[str, str] = field(default_factory=dict)


def amend_many(
    session: Session, actor: Actor, items: Iterable[Amendment], *, level: str = status.OF_A_SHEET,
    batch_id: uuid.UUID | None = None,
) -> list[Outcome]:
    """Amend in order, chunk by chunk, under lock; one outcome an item. Blanks of a record erase nothing."""
    outcomes: list[Outcome] = []
    left = iter(items)
    while chunk := list(islice(left, CHUNK)):
        outcomes.extend(_amend_chunk(session, actor, chunk, level, batch_id))
    return outcomes


def _amend_chunk(
    session: Session, actor: Actor, chunk: list[Amendment], level: str, batch_id: uuid.UUID | None
) -> list[Outcome]:
    businesses = load_whole(session, [item.business_id for item in chunk])
    outcomes = []
    for item in chunk:
        business = businesses.get(item.business_id)
        if business is None:
            outcomes.append(Outcome(item.business_id, "missing"))
            continue
        if session.is_modified(business) or _shared_is_modified(session, business):
            session.flush()  # the next line must hold its own changes only
        if business.version != item.expected_version:
            outcomes.append(Outcome(item.business_id, "conflict", business.version))
        else:
            outcomes.append(_amend_one(session, actor, business, item, level, batch_id))
    session.flush()
    written = {business.id: business.version for business in businesses.values()}
    return [
        replace(outcome, version=written[outcome.business_id]) if outcome.outcome == "amended" else outcome
        for outcome in outcomes
    ]


def _amend_one(
    session: Session, actor: Actor, business: Business, item: Amendment, level: str, batch_id: uuid.UUID | None
) -> Outcome:
    if item.edited:
        done = write(session, actor, business, item.record, level=None, keys=item.keys, batch_id=batch_id)
    else:
        record = item.record if item.keys is None else _only(item.record, item.keys)
        done = write(session, actor, business, record, level=level, keys=None, batch_id=batch_id)
    if not done.changed:
        return Outcome(business.id, "kept" if done.held else "same", business.version, held=done.held)
    return Outcome(business.id, "amended", changed=tuple(done.changed), held=done.held)


def _shared_is_modified(session: Session, business: Business) -> bool:
    """Has another business of the same owner just changed what the two share?"""
    return any(session.is_modified(row) for row in (business.owner, *business.owner_licences))


def _only(record: BusinessRecord, keys: Collection[str]) -> BusinessRecord:
    return comparing.without(record, {key for key in comparing.flat(record) if key not in keys})

