"""Businesses as they stand now, whole, for a workbook that is filled in and comes back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.registry import mapping, sharing
from digiloka.registry.models import Business, Place
from digiloka.registry.queries.owners import owners_elsewhere
from digiloka.registry.queries.visible import area_clause, scope_clause
from digiloka.registry.records import BusinessRecord, FiguresRecord
from digiloka.registry.status import HIDDEN_STATES

_CHUNK = 1000
_PARTS = (Business.owner, Business.places, Business.figures, Business.licences, Business.owner_licences)


@dataclass(frozen=True, slots=True)
class Present:
    """A business as a viewer may see it. `apart`: its owner has others that the viewer may not see, so the record is
    without what registry.sharing keeps back."""

    business_id: uuid.UUID
    number: str
    version: int
    owner_id: uuid.UUID
    scope_code: str
    record: BusinessRecord  # with the figures of its newest year
    apart: bool
    earlier: Mapping[int, FiguresRecord] = field(default_factory=dict)  # of the years before

    def as_of(self, year: int | None) -> BusinessRecord:
        """The record with the figures of a year (none there when it has none); without a year of the newest."""
        newest = self.record.figures
        if year is None or (newest and newest.year == year):
            return self.record
        return replace(self.record, figures=self.earlier.get(year))


@dataclass(frozen=True, slots=True)
class Named:
    """A business that somebody names by its number: is it there still, and may the viewer see it?"""

    business_id: uuid.UUID
    standing: bool
    visible: bool


def count_present(
    session: Session, viewer: Viewer, area_code: str, rt: str | None = None, rw: str | None = None
) -> int:
    """How many businesses `present_in` gives."""
    return session.scalar(select(func.count()).select_from(_ids(viewer, area_code, rt, rw).subquery())) or 0


def present_in(
    session: Session, viewer: Viewer, area_code: str, rt: str | None = None, rw: str | None = None
) -> Iterator[Present]:
    """The businesses of an area (and of an RT or RW in it) that a viewer may see, those that were refused left out."""
    ids = list(session.scalars(_ids(viewer, area_code, rt, rw)))
    for start in range(0, len(ids), _CHUNK):
        yield from _present(session, viewer, ids[start : start + _CHUNK])


def present_by_id(session: Session, viewer: Viewer, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Present]:
    """The same, of these businesses; those that the viewer may not see are left out."""
    left, found = iter(ids), {}
    while chunk := list(islice(left, _CHUNK)):
        found.update({each.business_id: each for each in _present(session, viewer, chunk)})
    return found


def named_by_number(session: Session, viewer: Viewer, city_code: str, numbers: Collection[str]) -> dict[str, Named]:
    """{number: whether it stands and is the viewer's to see} of the numbers that a city has."""
    if not numbers:
        return {}
    asked = select(Business.number, Business.id, Business.state, scope_clause(viewer)).where(
        Business.city_code == city_code, among(Business.number, list(numbers))
    )
    return {
        number: Named(ident, state not in HIDDEN_STATES, bool(seen))
        for number, ident, state, seen in session.execute(asked)
    }


def _ids(viewer: Viewer, area_code: str, rt: str | None, rw: str | None) -> Any:
    asked = select(Business.id).where(scope_clause(viewer), area_clause(area_code), Business.state != "refused")
    if rt or rw:
        asked = asked.join(Place, (Place.business_id == Business.id) & Place.main.is_(True))
        asked = asked.where(*(column == told for column, told in ((Place.rt, rt), (Place.rw, rw)) if told))
    return asked.order_by(Business.id)


def _present(session: Session, viewer: Viewer, ids: Sequence[uuid.UUID]) -> Iterator[Present]:
    wanted = select(Business).where(Business.id.in_(ids), scope_clause(viewer))
    rows = list(session.scalars(wanted.options(*(selectinload(part) for part in _PARTS))))
    elsewhere = owners_elsewhere(session, viewer, {row.owner_id for row in rows})
    for row in rows:
        record, apart = mapping.record_of(row), row.owner_id in elsewhere
        years = {old.year: mapping.record_of(row, old.year).figures for old in row.figures[1:]}
        yield Present(row.id, row.number, row.version, row.owner_id, row.scope_code,
                      sharing.seen_of(record) if apart else record, apart, years)
