"""What an officer decides of a checked file: taking it in, leaving it out, and taking a copy away."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.files.models import StoredFile
from digiloka.imports.actions import leave_alone, may_apply, order
from digiloka.imports.keeping import forget_plan
from digiloka.imports.models import ImportBatch
from digiloka.imports.planned import CHANGED, NEW
from digiloka.jobs import names
from digiloka.jobs.rows import is_given_up
from digiloka.values.refusal import Refused

_UNPLANNED = ("uploaded", "checking")


def take_in(session: Session, actor: Actor, batch: ImportBatch) -> uuid.UUID:
    """Say yes to a plan: the id of the job that writes it. Raises Refused, also where there is nothing to write."""
    if may_apply(batch) and not plans_to_write(batch):
        raise Refused("batch-empty", "Tidak ada baris baru atau berubah, jadi tidak ada yang dimasukkan.")
    return order(session, actor, batch, may_apply, "applying", names.IMPORT_APPLY)


def plans_to_write(batch: ImportBatch) -> bool:
    """Is any row of a plan new or changed?"""
    return any((batch.counts or {}).get(decision) for decision in (NEW, CHANGED))


def may_discard(session: Session, batch: ImportBatch) -> bool:
    """Is there a plan that somebody can say no to, or a check on which nobody works any more?"""
    return batch.state == "planned" or (batch.state in _UNPLANNED and is_given_up(session, batch.job_id))


def discard(session: Session, actor: Actor, batch: ImportBatch) -> None:
    """Say no to a file: nothing of it is written, and it stays in the history. Raises Refused."""
    if not may_discard(session, batch):
        raise Refused("batch-state", "Berkas ini sudah diproses. Keadaannya yang terbaru ada di bawah ini.")
    if batch.state in _UNPLANNED:
        leave_alone(session, batch)
        forget_plan(session, batch)
    batch.state, batch.message = "discarded", None
    journal.record(session, actor, "import.discard", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id)


def file_of(session: Session, actor: Actor, batch: ImportBatch, form: str) -> StoredFile:
    """The file of a batch, for somebody who takes a copy of it (`form`: as it came, or with notes), which is
    journaled: it holds whole NIK. Raises Refused when it is not kept any more."""
    stored = session.get(StoredFile, batch.file_id) if batch.file_id else None
    if stored is None:
        raise Refused("file-gone", "Berkas aslinya sudah tidak disimpan. Unggah lagi dari komputer Anda.")
    journal.record(session, actor, "import.download", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"form": [None, form]})
    return stored
