"""Batches: keeping what was sent, judging it, applying it whole or not at all, and taking it back.

Every function takes the session and never commits; tasks, pages and commands open the transactions.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from digiloka.accounts.queries import viewer_by_email, viewer_by_id
from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import new_id, now
from digiloka.files.models import StoredFile
from digiloka.imports import faults
from digiloka.imports.judging import Judgement, JudgedSheet, sheet_json
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.planning import CHANGED, NEW, PlannedRow
from digiloka.imports.undoing import UndoReport, take_back
from digiloka.jobs import rows
from digiloka.registry.actions.bulk import NewItem, register_many
from digiloka.registry.actions.bulk_amend import Amendment, amend_many
from digiloka.registry.records import from_json
from digiloka.values.refusal import Refused

Progress = Callable[[int, int], None]
READ = 2_000  # rows of a batch handled at once


def open_batch(
    session: Session, actor: Actor, *, city_code: str, area_code: str, file_id: uuid.UUID, file_name: str
) -> ImportBatch:
    """Note an uploaded file down as a batch of its own; nothing is judged yet."""
    batch = ImportBatch(
        city_code=city_code, area_code=area_code, user_id=actor.user_id, file_id=file_id, file_name=file_name
    )
    session.add(batch)
    session.flush()
    journal.record(session, actor, "import.upload", "batch", batch.id, city_code=city_code, batch_id=batch.id)
    return batch


@dataclass(frozen=True, slots=True)
class Sent:
    """Where an uploaded file lies and what its sender called it."""

    address: str
    name: str


def begin_check(session: Session, batch_id: uuid.UUID) -> Sent | None:
    """Take a batch up for judging; None when that is done or not wanted any more."""
    batch = session.get_one(ImportBatch, batch_id)
    if batch.state not in ("uploaded", "checking"):
        return None
    batch.state = "checking"
    stored = session.get_one(StoredFile, batch.file_id)
    return Sent(stored.address, batch.file_name or "")


def store_plan(session: Session, batch: ImportBatch, judgement: Judgement, progress: Progress | None = None) -> None:
    """Judge every row and keep the plan with the batch: what was read, what was found, what would be done."""
    session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    position, whole = 0, sum(judged.layout.rows for judged in judgement.sheets)
    for judged, planned in judgement.chunks():
        session.execute(insert(ImportRow), [
            _row(batch.id, judged, row, position + offset) for offset, row in enumerate(planned)
        ])
        position += len(planned)
        if progress:
            progress(position, whole)
    batch.sheets = [sheet_json(judged) for judged in judgement.sheets]
    batch.counts = judgement.counts
    batch.summary = {"faults": faults.summary(judgement.faults), "sheet_faults": [
        fault.as_json() for fault in judgement.faults if fault.row is None
    ]}
    batch.state = "planned"


def refuse(batch: ImportBatch, message: str) -> None:
    """The file as a whole cannot be taken; the sentence stays with the batch."""
    batch.state, batch.message = "refused", message[:500]


def apply(session: Session, actor: Actor, batch: ImportBatch, progress: Progress | None = None) -> dict[str, int]:
    """Do what the plan says, in the caller's one transaction. Returns the counts by outcome.

    Rows whose business moved since the plan was made become conflicts and write nothing. Applying an applied batch
    again changes nothing. Raises Refused when the batch is in no state to be applied.
    """
    if batch.state == "applied":
        return dict(batch.counts or {})
    if batch.state not in ("planned", "applying"):
        raise Refused("batch-state", "Berkas ini belum selesai diperiksa atau sudah dibatalkan. Muat ulang halaman.")
    outcomes: Counter[str] = Counter()
    position = 0
    while rows := _next_rows(session, batch.id, position):
        outcomes.update(_apply_rows(session, actor, batch, rows))
        position = rows[-1].position + 1
        if progress:
            progress(position, (batch.counts or {}).get("rows", 0))
    batch.state, batch.applied_at = "applied", now()
    batch.counts = {**(batch.counts or {}), **{f"done_{name}": count for name, count in outcomes.items()}}
    journal.record(session, actor, "import.apply", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"counts": [None, dict(outcomes)]})
    return dict(batch.counts)


def hand_over(session: Session, batch: ImportBatch, wanted: str, next_state: str, job_name: str) -> uuid.UUID:
    """Give a batch to the worker and return the job's id. Raises Refused when the batch has moved on meanwhile."""
    if batch.state != wanted:
        raise Refused("batch-state", "Berkas ini sudah diproses. Keadaannya yang terbaru ada di bawah ini.")
    job = rows.enqueue(session, job_name, batch_id=str(batch.id))
    batch.state, batch.job_id = next_state, job.id
    return job.id


def undo(session: Session, actor: Actor, batch: ImportBatch) -> UndoReport:
    """Take a batch back. What somebody edited since stays and is named in the report."""
    if batch.state not in ("applied", "undoing"):
        raise Refused("batch-state", "Hanya berkas yang sudah dimasukkan yang bisa dibatalkan.")
    report = take_back(session, actor, batch.id)
    batch.state, batch.undone_at, batch.undo_report = "undone", now(), report.as_json()
    journal.record(session, actor, "import.undo", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"report": [None, report.as_json()]})
    return report


def _row(batch_id: uuid.UUID, judged: JudgedSheet, row: PlannedRow, position: int) -> dict[str, Any]:
    checked = row.checked
    return {
        "id": new_id(), "batch_id": batch_id, "position": position, "sheet": judged.index, "row": checked.row,
        "decision": row.decision, "outcome": None, "business_id": row.business_id, "seen_version": row.seen_version,
        "identity_hash": row.identity_hash, "content_hash": row.content_hash, "worst": faults.worst(checked.faults),
        "content": {
            "raw": [cell if isinstance(cell, str | int | float | bool | None) else str(cell) for cell in checked.cells],
            "record": row.told, "scope": checked.scope_code, "reasons": row.reasons, "number": row.number,
            "faults": [[f.column, f.field, f.code, f.message, f.severity] for f in checked.faults],
            "changes": row.changes,
        },
    }


def _next_rows(session: Session, batch_id: uuid.UUID, position: int) -> list[ImportRow]:
    return list(session.scalars(
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id, ImportRow.position >= position)
        .order_by(ImportRow.position).limit(READ)
    ))


def _apply_rows(session: Session, actor: Actor, batch: ImportBatch, rows: list[ImportRow]) -> Counter[str]:
    done: dict[uuid.UUID, tuple[str, uuid.UUID | None]] = {}
    news = [row for row in rows if row.decision == NEW]
    made = register_many(
        session, actor,
        [NewItem(from_json(row.content["record"]), row.content["scope"], batch_id=batch.id, import_row_id=row.id)
         for row in news],
        city_code=batch.city_code, source="import",
    )
    for row, registered in zip(news, made, strict=True):
        done[row.id] = ("created", registered.business_id)
    changed = [row for row in rows if row.decision == CHANGED]
    outcomes = amend_many(
        session, actor,
        [Amendment(row.business_id, row.seen_version or 0, from_json(row.content["record"]),
                   frozenset(row.content["changes"])) for row in changed],
        batch_id=batch.id,
    )
    for row, outcome in zip(changed, outcomes, strict=True):
        done[row.id] = (outcome.outcome, row.business_id)
    if done:
        session.execute(update(ImportRow), [
            {"id": row_id, "outcome": outcome, "business_id": business_id}
            for row_id, (outcome, business_id) in done.items()
        ])
    for row in rows:
        session.expunge(row)
    return Counter(outcome for outcome, _ in done.values())


@dataclass(frozen=True, slots=True)
class Undoing:
    """A batch and the hand that takes it back."""

    batch: ImportBatch
    actor: Actor


def batch_to_undo(session: Session, batch_id: uuid.UUID, email: str | None) -> Undoing:
    """A batch for the command line, in the name of `email` or of who sent it. Raises Refused."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise Refused("batch-unknown", f"Impor {batch_id} tidak ada. Periksa nomornya.")
    viewer = viewer_by_email(session, email) if email else viewer_by_id(session, batch.user_id)
    if not viewer.may("import.write") or not viewer.covers(batch.area_code):
        raise Refused("right-missing", "Anda tidak berhak membatalkan impor ini.")
    return Undoing(batch, viewer.actor("cli"))
