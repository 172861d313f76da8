"""The marked workbook of a long batch: ordered by a page, written by the worker, kept sealed while it is true.

It tells of the batch as it was at one version. Whatever is answered, judged anew, chosen, applied or taken back gives
the batch another version, and the next who asks has it written anew.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from digiloka.database import new_id, now
from digiloka.files.models import StoredFile
from digiloka.files.store import path_of, put
from digiloka.imports.models import ImportBatch, ImportReturned
from digiloka.jobs import names, rows
from digiloka.jobs.progress import how_far
from digiloka.values.refusal import Refused

if TYPE_CHECKING:
    from digiloka.imports.returned.giving import Returned

AT_ONCE = 2_000  # rows that a request may write itself: some three seconds on a busy machine
KEPT = timedelta(days=1)  # it holds whole NIK, and writing it again costs a minute
WRITING, READY, FAILED = "writing", "ready", "failed"
_UNREAD = ("uploaded", "checking", "refused", "failed")
_MOVING = ("applying", "undoing")


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that is there to be taken; `notes` are sentences for who takes it."""

    address: str
    name: str
    size: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the marked workbook of a batch stands. `state`: WRITING (`done` of `whole` rows, 0 of 0 while that is not
    known), READY (`file`), FAILED (`message` says why)."""

    state: str
    done: int = 0
    whole: int = 0
    message: str | None = None
    file: Written | None = None


def require_plan(batch: ImportBatch) -> None:
    """Raises Refused for a batch that has no plan of which something could be said."""
    if batch.state in _UNREAD or not batch.sheets:
        raise Refused("batch-state", "Berkas ini belum selesai diperiksa atau tidak terbaca. Muat ulang halaman.")


def takes_long(batch: ImportBatch) -> bool:
    """Is it for the worker to write?"""
    return (batch.counts or {}).get("rows", 0) > AT_ONCE


def standing(session: Session, files_dir: Path, batch: ImportBatch, bad_only: bool) -> Standing | None:
    """How the workbook of the batch as it is now stands; None when nobody ordered it yet."""
    found = session.scalar(
        select(ImportReturned)
        .where(_of(batch, bad_only), ImportReturned.of_version == batch.version)
        .order_by(ImportReturned.created_at.desc()).limit(1)
    )
    if found is None:
        return None
    if found.file_id is not None:
        stored = session.get_one(StoredFile, found.file_id)
        there = path_of(files_dir, stored.address).exists()
        file = Written(stored.address, stored.name or "", stored.size, tuple(found.notes or ()))
        return Standing(READY, file=file) if there else None
    job = rows.find(session, found.job_id)
    if job is None or job.state in ("done", "failed"):
        return Standing(FAILED, message=job.message if job else None)
    return Standing(WRITING, *how_far(session, job))


def order(session: Session, batch: ImportBatch, bad_only: bool) -> uuid.UUID:
    """Have it written, in place of any before; the id of the job, for the door to wake. Raises Refused."""
    require_plan(batch)
    if batch.state in _MOVING:
        raise Refused("batch-state", "Berkas ini sedang diproses. Unduh catatannya sesudah selesai.")
    _forget(session, _of(batch, bad_only))
    made_id = new_id()
    job = rows.enqueue(session, names.IMPORT_RETURN, returned_id=str(made_id))
    session.add(ImportReturned(
        id=made_id, batch_id=batch.id, of_version=batch.version, bad_only=bad_only, job_id=job.id
    ))
    return job.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the worker is to write."""

    batch_id: uuid.UUID
    bad_only: bool


def wanted(session: Session, returned_id: uuid.UUID) -> Wanted | None:
    """What was ordered; None when it is written, was ordered anew, or the batch has moved on."""
    found = _true_still(session, returned_id)
    return Wanted(found.batch_id, found.bad_only) if found and found.file_id is None else None


def keep(session: Session, files_dir: Path, returned_id: uuid.UUID, made: Returned) -> None:
    """Put the written workbook away, unless the batch moved on while it was written."""
    found = _true_still(session, returned_id)
    if found is not None:
        found.file_id = put(session, files_dir, made.file, made.name, apart=str(returned_id)).id
        found.notes = made.notes


def forget_old(session: Session) -> None:
    """Take away what is older than KEPT and what is not true any more; the store's sweep then deletes the files."""
    version = select(ImportBatch.version).where(ImportBatch.id == ImportReturned.batch_id).scalar_subquery()
    _forget(session, or_(ImportReturned.created_at < now() - KEPT, ImportReturned.of_version != version))


def _true_still(session: Session, returned_id: uuid.UUID) -> ImportReturned | None:
    found = session.get(ImportReturned, returned_id)
    if found is None or session.get_one(ImportBatch, found.batch_id).version != found.of_version:
        return None
    return found


def _of(batch: ImportBatch, bad_only: bool) -> ColumnElement[bool]:
    return (ImportReturned.batch_id == batch.id) & (ImportReturned.bad_only == bad_only)


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    gone = session.scalars(delete(ImportReturned).where(which).returning(ImportReturned.file_id)).all()
    session.execute(delete(StoredFile).where(StoredFile.id.in_([file_id for file_id in gone if file_id])))
