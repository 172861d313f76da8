"""Batches: keeping what was sent and the plan for it, applying it whole or not at all, and taking it back.

Every function takes the session and never commits; tasks, pages and commands open the transactions.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from digiloka.accounts.queries import viewer_by_email, viewer_by_id
from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.files.models import StoredFile
from digiloka.files.naming import kept_name
from digiloka.imports import remembering
from digiloka.imports.applying import Applying
from digiloka.imports.crew import Crew
from digiloka.imports.grounds import lock_city
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.outcomes import NOT_WRITTEN, WROTE
from digiloka.imports.planned import SAME
from digiloka.imports.sending_level import answers_for, at_level, held_by, not_yours
from digiloka.imports.turns import Turn, begin_turn
from digiloka.imports.undo_rows import COUNTED, kept_rows, with_undone
from digiloka.imports.undoing import UndoReport, take_back
from digiloka.jobs import names, rows
from digiloka.values.refusal import Refused

Progress = Callable[[int, int], None]
_REASON = 5  # letters of a reason at least
_JOBS = {
    "uploaded": names.IMPORT_CHECK, "checking": names.IMPORT_CHECK, "failed": names.IMPORT_CHECK,
    "applying": names.IMPORT_APPLY, "undoing": names.IMPORT_UNDO,
}  # fmt: skip
_DONE = "done_"  # how outcomes are called among a batch's counts


def open_batch(
    session: Session, actor: Actor, *, city_code: str, area_code: str, file_id: uuid.UUID, file_name: str
) -> ImportBatch:
    """Note an uploaded file down as a batch of its own; nothing is judged yet."""
    batch = ImportBatch(
        city_code=city_code, area_code=area_code, user_id=actor.user_id, sender_area=actor.area_code or city_code,
        file_id=file_id, file_name=kept_name(file_name),
    )
    session.add(batch)
    session.flush()
    journal.record(session, actor, "import.upload", "batch", batch.id, city_code=city_code, batch_id=batch.id)
    return batch


@dataclass(frozen=True, slots=True)
class Sent:
    """Where an uploaded file lies and what its sender called it; `turn` is whose it is to judge."""

    address: str
    name: str
    turn: Turn


def begin_check(session: Session, batch_id: uuid.UUID) -> Sent | None:
    """Take a batch up for judging; None when that is done or not wanted any more. Who began before writes no more."""
    batch = session.get_one(ImportBatch, batch_id, with_for_update={"key_share": True})
    if batch.state not in ("uploaded", "checking", "failed"):
        return None
    batch.state, batch.message = "checking", None
    stored = session.get_one(StoredFile, batch.file_id)
    return Sent(stored.address, batch.file_name or "", begin_turn(session, batch))


def refuse(batch: ImportBatch, message: str, state: str = "refused") -> None:
    """The file as a whole cannot be taken; the sentence stays with the batch."""
    batch.state, batch.message = state, message[:500]


def apply(
    session: Session, actor: Actor, batch: ImportBatch, progress: Progress | None = None, *, whole: bool = False,
    crew: Crew | None = None,
) -> dict[str, int]:
    """Do what the plan says, in the caller's one transaction. Returns the rows by outcome. `crew`: who helps with a
    long plan.

    Rows whose business moved or came since the plan was made become conflicts and write nothing. Applying an applied
    batch again changes nothing. `whole`: all rows or none. Raises Refused when the batch is in no state to be applied,
    is stopped, or is wanted whole and has a row that cannot be written; the caller's transaction then ends.
    """
    lock_city(session, batch.city_code)  # one import at a time: each sees what the one before it wrote
    session.refresh(batch)
    if batch.state == "applied":
        return outcomes_of(batch)
    if batch.state not in ("planned", "applying"):
        raise Refused("batch-state", "Berkas ini belum selesai diperiksa atau sudah dibatalkan. Muat ulang halaman.")
    if batch.stopped:
        raise Refused("batch-stopped", batch.stopped)
    _want_whole(whole, batch.counts or {}, ("doubtful", "refused"))
    applying, rows_in_all = Applying(session, actor, batch), (batch.counts or {}).get("rows", 0)
    for position in applying.positions(crew):
        if progress:
            progress(position, rows_in_all)
    _want_whole(whole, applying.outcomes, NOT_WRITTEN)
    _accept_layouts(session, actor, batch)
    batch.state, batch.applied_at, batch.message = "applied", now(), None
    batch.counts = {**(batch.counts or {}), **{_DONE + name: count for name, count in applying.outcomes.items()}}
    journal.record(session, actor, "import.apply", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"counts": [None, dict(applying.outcomes)]})
    return outcomes_of(batch)


def _accept_layouts(session: Session, actor: Actor, batch: ImportBatch) -> None:
    if actor.user_id is None:
        return
    read = {sheet["layout"]["fingerprint"] for sheet in batch.sheets or () if sheet["rows"] and sheet.get("layout")}
    viewer = replace(viewer_by_id(session, actor.user_id), area_code=actor.area_code)
    remembering.accept_layouts(session, viewer, batch.city_code, sorted(read))


def apply_late(session: Session, actor: Actor, batch: ImportBatch, row: ImportRow) -> None:
    """Write one row of an applied batch that was decided since."""
    applying = Applying(session, actor, batch)
    applying.write([row])
    counts = Counter(batch.counts or {})
    counts.update({_DONE + name: count for name, count in applying.outcomes.items()})
    batch.counts = dict(counts)


def _want_whole(whole: bool, counts: Mapping[str, int], left: Iterable[str]) -> None:
    count = sum(counts.get(name, 0) for name in left) if whole else 0
    if count:
        raise Refused("batch-not-whole", f"{count} baris belum dapat dimasukkan, jadi tidak ada yang dimasukkan. "
                      "Perbaiki barisnya, atau masukkan yang baik saja.")


def outcomes_of(batch: ImportBatch) -> dict[str, int]:
    """Rows of an applied batch by what became of them: created, amended, same, kept, conflict, missing."""
    counts = (batch.counts or {}).items()
    return {name.removeprefix(_DONE): count for name, count in counts if name.startswith(_DONE)}


def plan_of(batch: ImportBatch) -> dict[str, int]:
    """Rows of a batch by what was planned for them."""
    return {name: count for name, count in (batch.counts or {}).items() if not name.startswith((_DONE, COUNTED))}


def may_apply(batch: ImportBatch) -> bool:
    """Is it judged, not stopped, and waiting for somebody's yes?"""
    return batch.state == "planned" and not batch.stopped


def release(session: Session, actor: Actor, batch: ImportBatch, reason: str) -> None:
    """Let a stopped plan be applied after all: its good rows, for a reason that is kept. Raises Refused."""
    if batch.state != "planned" or not batch.stopped:
        raise Refused("batch-state", "Berkas ini tidak sedang ditahan. Muat ulang halaman.")
    if len(reason.strip()) < _REASON:
        raise Refused("reason-missing", f"Tulis mengapa berkas ini boleh dimasukkan, paling sedikit {_REASON} huruf.")
    batch.stopped = None
    journal.record(session, actor, "import.release", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"reason": [None, reason.strip()[:300]]})


def hand_over(
    session: Session, batch: ImportBatch, may: Callable[[ImportBatch], bool], next_state: str, job_name: str
) -> uuid.UUID:
    """Give a batch to the worker and return the job's id. Raises Refused when the batch has moved on meanwhile."""
    if not may(batch):
        raise Refused("batch-state", "Berkas ini sudah diproses. Keadaannya yang terbaru ada di bawah ini.")
    job = rows.enqueue(session, job_name, batch_id=str(batch.id))
    batch.state, batch.job_id, batch.message = next_state, job.id, None
    return job.id


def order(
    session: Session, actor: Actor, batch: ImportBatch, may: Callable[[ImportBatch], bool], next_state: str,
    job_name: str,
) -> uuid.UUID:
    """The same for what writes into the register in the sender's name; whoever said yes stands in the journal, and
    lends the job their rights where the sender has none any more."""
    job_id = hand_over(session, batch, may, next_state, job_name)
    batch.ordered_by = actor.user_id
    journal.record(session, actor, "import.order", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"job": [None, job_name]})
    return job_id


def try_again(session: Session, batch: ImportBatch, actor: Actor | None = None) -> uuid.UUID | None:
    """A fresh job for a batch on which nobody works any more; None when there is nothing to repeat. `actor`: who wants
    it, and lends it their rights."""
    name = _JOBS.get(batch.state)
    if name is None or not rows.is_given_up(session, batch.job_id):
        return None
    leave_alone(session, batch)
    batch.ordered_by = actor.user_id if actor else batch.ordered_by
    if batch.state == "failed":
        batch.state, batch.message = "uploaded", None
    batch.job_id = rows.enqueue(session, name, batch_id=str(batch.id)).id
    return batch.job_id


def leave_alone(session: Session, batch: ImportBatch) -> None:
    """Have a command that was taken for dead be told so, should it wake; that it writes nothing is its turn's doing."""
    if batch.job_id and rows.is_here(session, batch.job_id):
        rows.fail(session, batch.job_id, "Diambil alih.", again=False)


def may_undo(batch: ImportBatch) -> bool:
    """Was it applied, or did an earlier try have to keep something?"""
    return batch.state == "applied" or (batch.state == "undone" and bool((batch.undo_report or {}).get("kept")))


def undo_broke_down(batch: ImportBatch) -> bool:
    """Of an undone batch: did another try at what was kept end badly? One that ends well leaves no message."""
    return may_undo(batch) and batch.message is not None


def offers_undo(batch: ImportBatch) -> bool:
    """Is there something to take back? A row that only said again what was known counts, too: it holds its business
    when another list is taken back. What left no more than doubts is taken back from the console only."""
    said_again = (batch.counts or {}).get(SAME, 0)
    told = said_again or any(outcomes_of(batch).get(outcome) for outcome in (*WROTE, SAME))
    return may_undo(batch) and (batch.state == "undone" or bool(told))


def undo(session: Session, actor: Actor, batch: ImportBatch, progress: Progress | None = None) -> UndoReport:
    """Take a batch back. What somebody edited since stays and is named in the report; it can be tried again, and the
    report then is of all tries."""
    lock_city(session, batch.city_code)
    session.refresh(batch)
    if batch.state != "undoing" and not may_undo(batch):
        raise Refused("batch-state", "Hanya berkas yang sudah dimasukkan yang bisa dibatalkan.")
    whole = sum(outcomes_of(batch).get(outcome, 0) for outcome in WROTE)  # each of them a row of the file
    follow = progress or (lambda _done, _of: None)
    follow(0, whole)
    report = take_back(session, actor, batch.id, batch.area_code, lambda done: follow(min(done, whole), whole))
    batch.state, batch.undone_at, batch.message = "undone", now(), None
    batch.undo_report = {**report.as_json(), "rows": kept_rows(session, batch.id, report.stayed)}
    batch.counts = with_undone(session, batch)
    journal.record(session, actor, "import.undo", "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes={"report": [None, report.as_json()]})
    return report


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
    if email is None:
        sender = held_by(session, batch, batch.user_id)
        if sender is None:
            raise Refused("right-missing", "Pengirim impor ini tidak berhak lagi. Sebut petugas lain dengan --user.")
        return Undoing(batch, sender.actor("cli"))
    viewer = viewer_by_email(session, email)
    if not viewer.may("import.write") or not viewer.covers(batch.area_code):
        raise Refused("right-missing", "Anda tidak berhak membatalkan impor ini.")
    if not answers_for(viewer, batch):
        raise Refused("right-missing", not_yours(batch))
    return Undoing(batch, at_level(viewer, batch).actor("cli"))
