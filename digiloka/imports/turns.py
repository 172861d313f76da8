"""Whose turn it is with a batch.

Who judges, applies or takes back a batch can fall silent, be taken for dead, and wake when another hand is at it or
has done it. A turn is the batch as it stood when the work was begun: whatever is done to it since (begun anew, left
out, mended) gives it another version, and what was begun before then writes nothing more.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from digiloka.imports.grounds import lock_city
from digiloka.imports.models import ImportBatch
from digiloka.jobs import rows
from digiloka.values.refusal import Refused


class TakenOver(Refused):
    """The batch is in other hands; nothing was written."""

    def __init__(self) -> None:
        super().__init__("batch-state", "Berkas ini sudah diambil alih di halaman impor. Lihat di sana.")


@dataclass(frozen=True, slots=True)
class Turn:
    """A batch as it stood when somebody began to work on it."""

    batch_id: uuid.UUID
    version: int


def turn_of(session: Session, batch: ImportBatch) -> Turn:
    """The turn of who goes on with a batch as it is now."""
    session.flush()  # what was changed so far is part of it
    return Turn(batch.id, batch.version)


def begin_turn(session: Session, batch: ImportBatch) -> Turn:
    """The same, and every turn before it is over."""
    flag_modified(batch, "state")  # another version even where nothing else is written
    return turn_of(session, batch)


def begin_ordered(session: Session, batch_id: uuid.UUID, job_name: str, *states: str) -> Turn | None:
    """A worker's turn; None when the batch is in none of these states, or waits for a job of another name or none."""
    batch = session.get_one(ImportBatch, batch_id)
    job = rows.find(session, batch.job_id) if batch.job_id else None
    if batch.state not in states or job is None or job.name != job_name or rows.is_given_up(session, job.id):
        return None
    return turn_of(session, batch)


def wait_for_hand(session: Session, batch: ImportBatch) -> None:
    """Let whoever works on a batch end what it writes just now; it writes no more before this transaction ends."""
    session.execute(select(ImportBatch.id).where(ImportBatch.id == batch.id).with_for_update(key_share=True))


def hold(session: Session, turn: Turn) -> None:
    """Ask whether it is one's turn still, and have the answer hold until the transaction ends. Raises TakenOver."""
    stands = select(ImportBatch.version).where(ImportBatch.id == turn.batch_id)
    if session.scalar(stands.with_for_update(key_share=True)) != turn.version:
        raise TakenOver


def held(session: Session, turn: Turn) -> ImportBatch:
    """The batch, held like that."""
    hold(session, turn)
    return session.get_one(ImportBatch, turn.batch_id, populate_existing=True)


def held_alone(session: Session, turn: Turn) -> ImportBatch:
    """The batch, held while no other import of its city is applied or undone."""
    lock_city(session, session.get_one(ImportBatch, turn.batch_id).city_code)  # first: who applies waits for it, too
    return held(session, turn)
