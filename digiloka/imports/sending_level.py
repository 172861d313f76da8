"""From which level a file was sent: who decides of it, and with which rights it is judged and written.

People are moved and change roles. A file keeps the area that its sender had when it was sent: who covers that area
decides of it, and no job on it may do more than an officer of that area.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from sqlalchemy.orm import Session

from digiloka.accounts.queries import user_by_id, viewer_of
from digiloka.accounts.roles import role_at
from digiloka.accounts.viewer import Viewer
from digiloka.imports.models import ImportBatch
from digiloka.values.refusal import Refused

RIGHTS_GONE = "rights-gone"
_GONE = "Petugas yang mengirim atau menjalankan berkas ini sudah tidak berhak. Ulangi di sini, dengan hak Anda sendiri."
_LEVELS = {1: ("kota", "dinas"), 2: ("kecamatan", "petugas kecamatan"), 3: ("kelurahan", "petugas kelurahan")}


def level_of(batch: ImportBatch) -> str:
    """The area whose officers decide of a batch; the city, where nobody knows any more from where it was sent."""
    return batch.sender_area or batch.city_code


def who_decides(batch: ImportBatch) -> str:
    """They in words."""
    return _LEVELS[level_of(batch).count(".")][1]


def answers_for(viewer: Viewer, batch: ImportBatch) -> bool:
    """May a viewer decide of a batch: answer for it, mend it, take it in, take it back?

    What the dinas may write of an owner whom several areas share, no officer of one of them may: who is below the
    level at which the file was sent only looks on, be it who sent it and has another role since.
    """
    return viewer.may("import.write") and viewer.covers(level_of(batch))


def not_yours(batch: ImportBatch) -> str:
    """What is said to who sees a batch and does not decide of it: they stand below the level of its sender."""
    if batch.sender_area is None:
        begun = "Tidak diketahui lagi dari tingkat mana berkas ini dikirim"
    else:
        begun = f"Berkas ini dikirim dari tingkat {_LEVELS[level_of(batch).count('.')][0]}"
    return (f"{begun}, jadi hanya bisa Anda lihat. Minta {who_decides(batch)} mengubah, memasukkan, atau "
            "membatalkannya.")  # fmt: skip


def at_level(viewer: Viewer, batch: ImportBatch) -> Viewer:
    """Somebody who answers for a batch, with the rights of the level at which it was sent and no others."""
    return replace(viewer, role=role_at(viewer.role, level_of(batch)), area_code=level_of(batch))


def hand_of(session: Session, batch: ImportBatch) -> Viewer:
    """In whose name a job works on a batch: its sender's, who must still answer for it today, else that of whoever
    ordered the job; with the rights of the level at which it was sent. Raises Refused(RIGHTS_GONE)."""
    hand = held_by(session, batch, batch.user_id) or held_by(session, batch, batch.ordered_by)
    if hand is None:
        raise Refused(RIGHTS_GONE, _GONE)
    return hand


def held_by(session: Session, batch: ImportBatch, user_id: uuid.UUID | None) -> Viewer | None:
    """A user with what they may do about a batch; None of one who may not (any more), or cannot sign in."""
    user = user_by_id(session, user_id) if user_id else None
    if user is None or not user.active or not answers_for(viewer := viewer_of(user), batch):
        return None
    return at_level(viewer, batch)
