"""Stored businesses as records, many at once: what planning compares a sheet's rows with."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from digiloka.accounts.viewer import Viewer
from digiloka.registry import comparing, mapping
from digiloka.registry.comparing import Changes
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord

_CHUNK = 1000


def records_of(
    session: Session, ids: Collection[uuid.UUID], years: Mapping[uuid.UUID, int] | None = None
) -> dict[uuid.UUID, BusinessRecord]:
    """{business id: its record}; figures are those of the business's year in `years`, else the newest.

    Six queries per 1,000 businesses. For the program's own comparing: it asks nobody's area.
    """
    found: dict[uuid.UUID, BusinessRecord] = {}
    left = iter(ids)
    parts = (Business.owner, Business.places, Business.figures, Business.licences, Business.owner_licences)
    while chunk := list(islice(left, _CHUNK)):
        wanted = select(Business).where(Business.id.in_(chunk)).options(*(selectinload(part) for part in parts))
        for business in session.scalars(wanted):
            found[business.id] = mapping.record_of(business, (years or {}).get(business.id))
    return found


def numbers_of(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """{business id: its public number}, for reports to somebody who sent these very businesses."""
    found: dict[uuid.UUID, str] = {}
    left = iter(ids)
    while chunk := list(islice(left, _CHUNK)):
        rows = session.execute(select(Business.id, Business.number).where(Business.id.in_(chunk)))
        found.update((business_id, number) for business_id, number in rows)
    return found


def seen_of(session: Session, viewer: Viewer, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these businesses, those that a viewer may know of by number: withdrawn ones of the own area, too."""
    found: set[uuid.UUID] = set()
    left = iter(ids)
    while chunk := list(islice(left, _CHUNK)):
        wanted = select(Business.id, Business.scope_code).where(Business.id.in_(chunk))
        found.update(business_id for business_id, scope in session.execute(wanted) if viewer.covers(scope))
    return found


def numbers_elsewhere(session: Session, viewer: Viewer, numbers: Collection[str]) -> set[str]:
    """Of these public numbers, those of businesses that lie, now, outside the viewer's area."""
    found: set[str] = set()
    left = iter(numbers)
    while chunk := list(islice(left, _CHUNK)):
        wanted = select(Business.number, Business.scope_code).where(Business.number.in_(chunk))
        found.update(number for number, scope in session.execute(wanted) if not viewer.covers(scope))
    return found


def differences_of(session: Session, told: Mapping[uuid.UUID, BusinessRecord]) -> dict[uuid.UUID, Changes]:
    """{business id: {field key: (now, newer)}} for what newer records say of stored businesses."""
    years = {
        business_id: record.figures.year
        for business_id, record in told.items()
        if record.figures is not None and mapping.has_figures(record.figures)
    }
    stored = records_of(session, told.keys(), years)
    return {business_id: comparing.differences(now, told[business_id]) for business_id, now in stored.items()}
