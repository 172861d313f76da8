"""What every import page begins with: the blueprint, who asks, the batch that they may see, and changing it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash
from sqlalchemy.orm.exc import StaleDataError

from digiloka.accounts.viewer import Viewer
from digiloka.config import Settings
from digiloka.database import transaction
from digiloka.imports import queries
from digiloka.imports.sending_level import answers_for, not_yours, who_decides
from digiloka.jobs.queue import wake
from digiloka.values.refusal import Refused
from digiloka.web.access import viewer

pages = Blueprint("imports", __name__, url_prefix="/impor")

PER_PAGE = 50
OVERTAKEN = ("Berkas ini baru saja berubah, jadi yang Anda kirim belum dijalankan. Periksa keadaannya di bawah ini, "
             "lalu ulangi kalau masih perlu.")  # fmt: skip


def person() -> Viewer:
    return viewer() or abort(401)


def settings() -> Settings:
    return current_app.config["SETTINGS"]


def batch_or_404(session: Any, batch_id: uuid.UUID) -> Any:
    """One batch; of another area's batch nobody learns that it is there."""
    found = queries.batch_for(session, person(), batch_id)
    return found if found is not None else abort(404)


def decides(batch: Any) -> bool:
    """May the person change, take in or take back this batch? Others only look at it."""
    return answers_for(person(), batch)


def batch_to_take(session: Any, batch_id: uuid.UUID) -> Any:
    """One batch, for who wants its file: that holds every row in full, other areas' too. Raises Refused for who only
    looks on."""
    found = batch_or_404(session, batch_id)
    if not decides(found):
        raise Refused("right-missing", "Berkas ini bisa memuat data wilayah lain, jadi hanya diunduh oleh "
                      f"{who_decides(found)}. Baris wilayah Anda ada di halaman ini.")
    return found


def changed(batch_id: uuid.UUID, act: Callable[[Any, Any], uuid.UUID | None], seen: str | None = None) -> bool:
    """Do `act(session, batch)` and wake the job that it returns; False, with a sentence, when it could not be done.

    Only who decides of the batch changes anything. `seen` is the version that the page showed: somebody else's answers
    in between are not written over.
    """
    try:
        with transaction() as session:
            batch = batch_or_404(session, batch_id)
            if not decides(batch):
                raise Refused("right-missing", not_yours(batch))
            if seen is not None and seen != str(batch.version):
                raise Refused("batch-overtaken", OVERTAKEN)
            job_id = act(session, batch)
    except Refused as refusal:
        flash(refusal.message, "warn")
        return False
    except StaleDataError:
        flash(OVERTAKEN, "warn")
        return False
    wake(job_id)
    return True
