"""Bodies of the import jobs: each opens its transactions and calls the actions of `imports`.

When something goes wrong the batch goes back to where it was before, so that its page never waits for nothing; a
later try takes it up again.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.files.store import frames
from digiloka.imports import actions
from digiloka.imports.answers import from_json
from digiloka.imports.collecting import seldom
from digiloka.imports.crew import Crew
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import NoList, asked_hidden, judge
from digiloka.imports.keeping import keep_layouts, keep_plan
from digiloka.imports.queries import Register, batch_of
from digiloka.imports.returned import ordering
from digiloka.imports.returned.of_batch import returned_workbook
from digiloka.imports.sending_level import RIGHTS_GONE, hand_of
from digiloka.imports.stopping import Shares
from digiloka.imports.turns import TakenOver, Turn, begin_ordered, held, held_alone
from digiloka.imports.workbook import Limits, Workbook, open_workbook
from digiloka.jobs import names
from digiloka.values.refusal import Refused

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)
_STOPPED = "Pekerjaan ini terhenti. Coba lagi; bila terulang, hubungi admin sistem."


def check_batch(engine: Engine, settings: Settings, batch_id: uuid.UUID, progress: Progress) -> None:
    """Judge an uploaded file and keep its plan; a file that cannot be read is refused with its sentence."""
    with transaction(engine) as session:
        sent = actions.begin_check(session, batch_id)
    if sent is None:
        return
    with _back_to(engine, sent.turn, refused="refused", stopped="failed"):
        _judge(engine, settings, sent.turn, _opened(settings, sent.address, sent.name), progress)


def apply_batch(engine: Engine, _settings: Settings, batch_id: uuid.UUID, progress: Progress) -> None:
    """Write a plan into the register, all or nothing."""
    with reading(engine) as session:
        turn = begin_ordered(session, batch_id, names.IMPORT_APPLY, "applying", "planned")
    if turn is None:
        return
    back = _back_to(engine, turn, refused="planned", stopped="planned")
    with back, Crew() as crew, transaction(engine) as session:
        batch = held_alone(session, turn)
        actions.apply(session, hand_of(session, batch).actor("import"), batch, progress, crew=crew)


def undo_batch(engine: Engine, _settings: Settings, batch_id: uuid.UUID, progress: Progress) -> None:
    """Take an applied batch back, or what an earlier try had to keep; nothing of one whose undoing ended well."""
    with reading(engine) as session:
        turn = begin_ordered(session, batch_id, names.IMPORT_UNDO, "undoing", "applied", "undone")
        batch = batch_of(session, batch_id)
        before = "undone" if batch.undone_at else "applied"
        ended = batch.state == "undone" and not actions.undo_broke_down(batch)
    if turn is None or ended:
        return
    with _back_to(engine, turn, refused=before, stopped=before), transaction(engine) as session:
        batch = held_alone(session, turn)
        actions.undo(session, hand_of(session, batch).actor("import"), batch, progress)


def write_returned(engine: Engine, settings: Settings, returned_id: uuid.UUID, progress: Progress) -> None:
    """Write the marked workbook that somebody waits for; one of a state that has passed is not written or kept."""
    with reading(engine) as session:
        wanted = ordering.wanted(session, returned_id)
        if wanted is None:
            return
        batch = batch_of(session, wanted.batch_id)
        made = returned_workbook(session, batch, settings.files_dir, wanted.bad_only, Limits.of(settings), progress)
    with made.file, transaction(engine) as session:
        ordering.keep(session, settings.files_dir, returned_id, made)


@contextmanager
def _back_to(engine: Engine, turn: Turn, *, refused: str, stopped: str) -> Iterator[None]:
    """Leave the batch in this state, with a sentence, when the block does not end well; one that another hand took is
    left as it is."""
    try:
        with seldom():
            yield
    except Refused as refusal:
        # What is wrong with who began it is not wrong with the file: somebody else can try again.
        _leave(engine, turn, refusal.message, stopped if refusal.code == RIGHTS_GONE else refused)
    except Exception:
        _leave(engine, turn, _STOPPED, stopped)
        raise


def _leave(engine: Engine, turn: Turn, message: str, state: str) -> None:
    try:
        with transaction(engine) as session:
            actions.refuse(held(session, turn), message, state)
    except TakenOver:
        _log.warning("Batch %s was taken over; this try wrote nothing more.", turn.batch_id)


def _judge(engine: Engine, settings: Settings, turn: Turn, workbook: Workbook, progress: Progress) -> None:
    today = datetime.now(settings.timezone).date()
    with Crew() as crew, reading(engine) as session:
        batch = batch_of(session, turn.batch_id)
        hand = hand_of(session, batch)
        ground = ground_of(session, settings.city_code, batch.area_code, today)
        known, answers = Register(session, hand, ground), from_json(batch.answers)
        try:
            judgement = judge(workbook, ground, known, answers=answers, crew=crew)
        except NoList as refusal:
            with transaction(engine) as writing:
                kept = keep_layouts(writing, turn, refusal.sheets, asked_hidden(refusal.sheets, answers))
                actions.refuse(kept, refusal.message)
            return
        keep_plan(partial(transaction, engine), turn, judgement, progress, Shares.of(settings))


def _opened(settings: Settings, address: str, name: str) -> Workbook:
    """The stored file as a workbook; it is in clear in memory only."""
    return open_workbook(b"".join(frames(settings.files_dir, address)), name, Limits.of(settings))
