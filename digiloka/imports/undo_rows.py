"""What became of the rows of a batch that was taken back, one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, not_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.outcomes import WROTE
from digiloka.imports.undoing import told_to
from digiloka.registry.queries import numbers_of, seen_of

BACK, KEPT = "back", "kept"


@dataclass(frozen=True, slots=True)
class UndoneRow:
    """One row that had been written. `number` is its business, where the reader may look it up."""

    row: ImportRow
    became: str
    reason: str
    number: str | None


def kept_rows(session: Session, batch_id: uuid.UUID, kept: Mapping[uuid.UUID, str]) -> list[tuple[int, str]]:
    """[(position, why)] of the rows whose business an undoing left as it is, wholly or in part."""
    written = select(ImportRow.position, ImportRow.business_id).where(
        ImportRow.batch_id == batch_id, ImportRow.outcome.in_(WROTE)
    )
    rows = session.execute(written.order_by(ImportRow.position)) if kept else ()
    return [(position, kept[about]) for position, about in rows if about in kept]


def counts_of(session: Session, batch: ImportBatch) -> dict[str, int]:
    """How many rows went back, and how many stayed."""
    written = select(func.count()).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(WROTE))
    kept = len(_kept(batch))
    return {BACK: (session.scalar(written) or 0) - kept, KEPT: kept}


def report_rows(
    session: Session, viewer: Viewer, batch: ImportBatch, *, only: str | None = None, page: int = 1, per_page: int = 50
) -> list[UndoneRow]:
    """The rows that had been written, in the order of the file, a page at a time; `only` BACK or KEPT ones."""
    reasons = dict(_kept(batch))
    query = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(WROTE))
    if only:
        stayed = among(cast(ImportRow.position, String), [str(position) for position in reasons])
        query = query.where(stayed if only == KEPT else not_(stayed))
    query = query.order_by(ImportRow.position).limit(per_page).offset((page - 1) * per_page)
    rows = list(session.scalars(query))
    about = {row.business_id for row in rows if row.business_id}
    numbers, seen = numbers_of(session, about), seen_of(session, viewer, about)
    return [
        UndoneRow(row, KEPT if row.position in reasons else BACK,
                  told_to(reasons.get(row.position, ""), seen=row.business_id in seen),
                  numbers.get(row.business_id) if row.business_id in seen else None)
        for row in rows
    ]  # fmt: skip


def _kept(batch: ImportBatch) -> list[tuple[int, str]]:
    """[(position, why)]: of an undoing that did not keep them yet, nothing is known row by row."""
    return [(position, why) for position, why in (batch.undo_report or {}).get("rows", [])]
