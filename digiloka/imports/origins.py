"""Rows of earlier files that a row carries the key of, and what came of them while a plan waited."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.imports.models import APPLIED, ImportBatch, ImportRow
from digiloka.imports.outcomes import WRITTEN
from digiloka.imports.planned import CHANGED, SAME
from digiloka.imports.staying import Staying
from digiloka.registry.models import Business
from digiloka.registry.status import HIDDEN_STATES


class KeptRow(NamedTuple):
    """A row of a kept plan: who it spoke of, and the known business that it was certainly about, if any."""

    row_id: uuid.UUID
    identity: str | None
    business_id: uuid.UUID | None


def kept_rows(
    session: Session, viewer: Viewer, city_code: str, rows: Sequence[uuid.UUID], staying: Staying
) -> list[KeptRow]:
    """Those of these rows that stand in a batch sent for an area of the viewer's and were not taken back."""
    if not rows:
        return []
    found = (
        select(ImportRow.id, ImportRow.identity_hash, ImportRow.business_id, ImportRow.decision, ImportBatch.area_code,
               ImportBatch.id, ImportBatch.state, ImportRow.position)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.id.in_(rows), ImportBatch.city_code == city_code)
    )
    return [
        KeptRow(row, identity, business if decision in (CHANGED, SAME) else None)
        for row, identity, business, decision, area, *place in session.execute(found)
        if viewer.covers(area) and staying.stands(*place)
    ]


def written_meanwhile(
    session: Session, city_code: str, rows: Mapping[uuid.UUID, uuid.UUID | None]
) -> dict[uuid.UUID, uuid.UUID]:
    """{row: business} of rows planned as new whose correction, or whose first writing, was applied before them.

    `rows` is {row: the earlier row that it corrects}.
    """
    written = (
        select(ImportRow.id, ImportRow.origin_id, ImportRow.business_id)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .join(Business, Business.id == ImportRow.business_id)
        .where(ImportBatch.city_code == city_code, APPLIED,
               ImportRow.outcome.in_(WRITTEN), Business.state.not_in(HIDDEN_STATES))
    )
    origins = {origin: row for row, origin in rows.items() if origin is not None}
    found: dict[uuid.UUID, uuid.UUID] = {}
    for _, origin, business_id in session.execute(written.where(ImportRow.origin_id.in_([*rows, *origins]))):
        found[origin if origin in rows else origins[origin]] = business_id
    for ident, _, business_id in session.execute(written.where(ImportRow.id.in_(origins))) if origins else ():
        found[origins[ident]] = business_id
    return found
