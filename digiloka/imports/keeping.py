"""A judgement kept with its batch: every row as it came, what was read, what was found, what would be done.

Judging a long file takes a minute; a transaction that long would keep everybody else from writing. So rows are
written in short transactions of their own while they are judged. They count for nothing before the batch says
"planned", and a batch that was interrupted is judged anew from its file. Each of these transactions asks first whether
the batch is still whose turn it was when the judging began.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from digiloka.database import new_id
from digiloka.imports import faults
from digiloka.imports.apart import FarRow
from digiloka.imports.contents import content_of, refusals
from digiloka.imports.fault_places import FaultPlaces
from digiloka.imports.judging import JudgedSheet, Judgement, kept_sheet
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.planned import PlannedRow
from digiloka.imports.row_keys import BusinessCells, key_text
from digiloka.imports.stopping import USUAL, Shares, why_stopped
from digiloka.imports.turns import Turn, held, hold, turn_of, wait_for_hand
from digiloka.registry.actions.inserting import insert_rows

Writing = Callable[[], AbstractContextManager[Session]]  # a door's own transaction, opened anew at every call
Progress = Callable[[int, int], None]


def keep_plan(
    writing: Writing, turn: Turn, judgement: Judgement, progress: Progress | None = None, shares: Shares = USUAL,
) -> Turn:
    """Judge every row and keep the plan with the batch; one that passes the shares is stopped, with the reason.

    Returns the turn of who goes on with this plan. Raises TakenOver, and writes nothing more, once another hand took
    the batch.
    """
    position, whole, places, batch_id = 0, judgement.rows, FaultPlaces(), turn.batch_id
    kept: list[dict[str, Any]] = []  # judged and not written yet: the last ones are written as the plan is closed
    if progress:
        progress(0, whole)  # how long the file is, is known before its first row is judged
    for judged, planned in judgement.chunks(kept=True):
        if kept:
            with writing() as session:
                hold(session, turn)
                _keep(session, batch_id, kept, anew=position == len(kept))
        kept = [_row(batch_id, judged, row, position + offset) for offset, row in enumerate(planned)]
        for offset, row in enumerate(planned):
            places.note(position + offset, row.checked.faults)
        position += len(planned)
        if progress:
            progress(position, whole)
    with writing() as session:
        batch = held(session, turn)
        _keep(session, batch_id, kept, anew=position == len(kept))
        batch.sheets = [kept_sheet(judged) for judged in judgement.sheets]
        batch.counts = judgement.counts
        batch.summary = {"faults": places.with_places(judgement.faults.summary()),
                         "sheet_faults": judgement.faults.of_sheets(), "doubts": judgement.doubts()}
        batch.state, batch.message, batch.stopped = "planned", None, why_stopped(judgement.counts, shares)
        return turn_of(session, batch)


def keep_layouts(
    session: Session, turn: Turn, sheets: Sequence[JudgedSheet], doubts: list[dict[str, Any]]
) -> ImportBatch:
    """Of a file that is no list, keep how its sheets were understood: an officer may know better. Raises TakenOver."""
    batch = held(session, turn)
    session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    batch.sheets, batch.counts = [kept_sheet(judged) for judged in sheets], None
    batch.summary = {"faults": [], "sheet_faults": [], "doubts": doubts}
    return batch


def forget_plan(session: Session, batch: ImportBatch) -> None:
    """Of a batch whose judging was broken off, take away what is half a plan."""
    wait_for_hand(session, batch)  # a command that only seemed dead may be writing a part of it
    session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    batch.sheets = batch.counts = batch.summary = None


def _keep(session: Session, batch_id: uuid.UUID, rows: list[dict[str, Any]], *, anew: bool) -> None:
    """Write some rows; `anew`, before the first ones, what a judging which was interrupted left is taken away."""
    if anew:
        session.execute(delete(ImportRow).where(ImportRow.batch_id == batch_id))
    insert_rows(session, ImportRow.__table__, rows)


def _row(batch_id: uuid.UUID, judged: JudgedSheet, row: PlannedRow, position: int) -> dict[str, Any]:
    checked = row.checked
    record, content = _contents(row)
    return {
        "id": new_id(), "batch_id": batch_id, "position": position, "sheet": judged.index, "row": checked.row,
        "decision": row.decision, "outcome": None, "business_id": row.business_id, "seen_version": row.seen_version,
        "origin_id": row.origin_id, "held": " ".join(row.held) or None,
        "identity_hash": row.identity_hash, "content_hash": row.content_hash,
        "worst": faults.worst(checked.faults),
        "scope_code": checked.scope_code, "record": record, "content": content,
    }


def _contents(row: PlannedRow) -> tuple[str | bytes | None, dict[str, Any] | bytes]:
    """A row's record and content. Where it was checked apart they are sealed already, but for what is
    added here: by planning, and about its key."""
    checked = row.checked
    if isinstance(checked, FarRow) and checked.far.content is not None:
        added = row.number or row.changes or len(checked.faults) > len(checked.far.faults)
        if not added and row.reasons == refusals(checked):
            return checked.far.record, checked.far.content
        return checked.far.record, content_of(checked, row.reasons, row.number, row.changes)
    more: dict[str, Any] = {"edited": True, "open": row.open, "followed": row.followed} if row.edited else {}
    if isinstance(checked.key, BusinessCells):
        more["key"] = key_text(checked.key)
    return row.told, content_of(checked, row.reasons, row.number, row.changes) | more
