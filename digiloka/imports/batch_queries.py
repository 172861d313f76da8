"""What the import pages ask of batches and their rows: the history, a page of rows, samples, how far a job is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from digiloka.accounts.viewer import Viewer
from digiloka.areas.codes import AreaScope
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.planned import DOUBTFUL
from digiloka.imports.queries import visible_batches
from digiloka.imports.whereabouts import OUTSIDE_AREA
from digiloka.jobs.models import Job
from digiloka.jobs.progress import how_far
from digiloka.jobs.rows import is_given_up
from digiloka.registry.comparing import Changes, differences
from digiloka.registry.numbers import numbers_in
from digiloka.registry.queries import named_by_number, numbers_elsewhere, present_by_id, seen_of, sharing_of
from digiloka.registry.records import from_json
from digiloka.registry.sharing import of_owner

_LONG = (ImportBatch.sheets, ImportBatch.summary, ImportBatch.answers, ImportBatch.undo_report)  # no list needs them


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Some of the batches that a viewer may see, the newest first, and how many there are."""

    batches: list[ImportBatch]
    total: int


def batches_of(
    session: Session, viewer: Viewer, *, state: str | None = None, area: str | None = None, page: int = 1,
    per_page: int = 50,
) -> BatchPage:
    """The history of a viewer's area; `area` narrows it to what was sent for an area or for a part of it."""
    query = visible_batches(viewer)
    if state:
        query = query.where(ImportBatch.state == state)
    if area:
        query = query.where(AreaScope(area).condition(ImportBatch.area_code))
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    query = query.options(*(defer(column, raiseload=True) for column in _LONG))
    return BatchPage(list(session.scalars(query.limit(per_page).offset((page - 1) * per_page))), total)


def rows_of(
    session: Session, batch_id: uuid.UUID, *, decision: str | None = None, page: int = 1, per_page: int = 50
) -> list[ImportRow]:
    """Rows of a batch in the order of the file, a page at a time."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id)
    if decision:
        query = query.where(ImportRow.decision == decision)
    return list(session.scalars(query.order_by(ImportRow.position).limit(per_page).offset((page - 1) * per_page)))


def rows_at(session: Session, batch_id: uuid.UUID, positions: Sequence[int]) -> list[ImportRow]:
    """The rows at some positions of a batch, in their order."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.position.in_(positions))
    return list(session.scalars(query.order_by(ImportRow.position)))


def changes_shown(session: Session, viewer: Viewer, rows: Sequence[ImportRow]) -> dict[uuid.UUID, Changes]:
    """{row: what it changes, or what the business that it may be says differently}, as far as the viewer may see it: a
    file is judged with its sender's rights, and read by officers below."""
    planned = [row for row in rows if row.business_id and row.content.get("changes")]
    businesses = {row.business_id for row in planned if row.business_id}
    seen, shared = seen_of(session, viewer, businesses), sharing_of(session, viewer, businesses)
    apart = {business for business, sharing in shared.items() if sharing.elsewhere}
    told = {row.id: {key: pair for key, pair in row.content["changes"].items()
                     if row.business_id in seen and not (row.business_id in apart and of_owner(key))}
            for row in planned}
    return _both_sides(session, viewer, rows) | told


def about_elsewhere(session: Session, viewer: Viewer, rows: Sequence[ImportRow]) -> set[uuid.UUID]:
    """The rows that name a business which lies, now, outside the viewer's area: one that moved since, or one that only
    the sender may see."""
    named = {row.id: {number for words in (row.content.get("number") or "", *row.content["reasons"])
                      for number in numbers_in(words)} for row in rows}
    elsewhere = numbers_elsewhere(session, viewer, set().union(*named.values()))
    return {ident for ident, numbers in named.items() if numbers & elsewhere}


def _both_sides(session: Session, viewer: Viewer, rows: Sequence[ImportRow]) -> dict[uuid.UUID, Changes]:
    """{row: what it says differently from the business it may be}, for rows in doubt about one that the viewer may see
    now. Of a person whom another area knows, nothing is told."""
    asked = [row for row in rows
             if row.decision == DOUBTFUL and row.business_id and row.record and not row.content.get("changes")]
    present = present_by_id(session, viewer, {row.business_id for row in asked})
    found = {}
    for row in asked:
        if now := present.get(row.business_id):
            record = from_json(json.loads(row.record))
            changes = differences(now.as_of(record.figures.year if record.figures else None), record)
            found[row.id] = {key: pair for key, pair in changes.items() if not (now.apart and of_owner(key))}
    return found


def rows_apart(session: Session, viewer: Viewer, batch: ImportBatch, rows: Sequence[ImportRow]) -> set[uuid.UUID]:
    """Those of a batch's rows of which somebody who only looks on sees nothing but that they are there: refused as
    lying outside the area it was sent for, or sent back for a business that is not theirs to see."""
    about = {row.id: row.content.get("number") for row in rows if row.content.get("edited")}
    named = named_by_number(session, viewer, batch.city_code, {number for number in about.values() if number})
    seen = {number for number, its in named.items() if its.visible}
    outside = {row.id for row in rows if any(code == OUTSIDE_AREA for _, _, code, *_ in row.content["faults"])}
    return outside | {row for row, number in about.items() if number not in seen}


def first_rows(session: Session, batch_id: uuid.UUID, sheet: int, limit: int = 60) -> list[ImportRow]:
    """The first rows of one sheet: what its columns hold."""
    query = select(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.sheet == sheet)
    return list(session.scalars(query.order_by(ImportRow.position).limit(limit)))


def progress_of(session: Session, batch: ImportBatch) -> tuple[int, int]:
    """(rows done, rows in all) of the job at work on a batch; (0, 0) while that is not known."""
    job = session.get(Job, batch.job_id) if batch.job_id else None
    return how_far(session, job) if job else (0, 0)


def has_stopped(session: Session, batch: ImportBatch) -> bool:
    """Does nobody work on it any more: the worker gave up after its tries, or a command was killed?"""
    return is_given_up(session, batch.job_id)
