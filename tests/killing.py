"""An import whose process is killed at its n-th step: a statement about to be sent, or a commit about to be made."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select

from digiloka.audit.models import JournalLine
from digiloka.config import Settings
from digiloka.database import make_engine, reading
from digiloka.imports import applying
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.registry.actions import inserting
from digiloka.registry.models import Business, Figures, Licence, Owner, Place
from tests.people import added
from tests.surveying import Office, many, survey

REGISTER = (Owner, Business, Place, Figures, Licence)
CHUNK = 20  # rows applied at once here, so that a short file has several chunks


def killed_at(step: int, url: str, settings: Settings, user_id: Any, data: bytes) -> bool:
    """Import `data` in a process of its own that is killed before that step; False when it ended by itself first."""
    child = os.fork()
    if child == 0:
        try:
            _import(step, url, settings, user_id, data)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the import failed by itself"
    return False


def _import(step: int, url: str, settings: Settings, user_id: Any, data: bytes) -> None:
    applying.READ = CHUNK
    engine = make_engine(url)
    left = step

    def count(*_about: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    copy = inserting._copy

    def counted(*told: Any) -> None:
        count()
        copy(*told)

    inserting._copy, inserting._COPY_FROM = counted, CHUNK // 2  # both ways of writing rows are stopped at
    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    Office(engine, settings, user_id).apply(data)


def held(url: str) -> dict[str, int]:
    """How much of a batch stands in the register, in the journal, and among the rows that say what became of them."""
    engine = make_engine(url)
    with reading(engine) as session:
        def count(model: Any, *conditions: Any) -> int:
            return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0

        found = {model.__tablename__: count(model) for model in REGISTER}
        found["journal"] = count(JournalLine, JournalLine.action == "register")
        found["rows done"] = count(ImportRow, ImportRow.outcome.is_not(None))
        found["applied"] = count(ImportBatch, ImportBatch.state == "applied")
    engine.dispose()
    return found


def sender_and_book(engine: Any, session: Any, folder: Path, rows: int) -> tuple[str, Path]:
    """The email of an officer of the dinas, and a file of so many businesses to send; no connection stays open that a
    process which ends or sleeps would share."""
    email = added(session, "dinas").email
    session.commit()
    engine.dispose()
    book = folder / "survei.xlsx"
    book.write_bytes(survey(*many(rows)))
    return email, book
