"""Which registration this browser works on: kept in its session cookie, found again when the cookie is gone."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, current_app, flash, g, jsonify, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response

from digiloka.database import reading, transaction
from digiloka.registry.actions import drafts
from digiloka.registry.queries import draft_of
from digiloka.web.access import viewer
from digiloka.web.limits import count_miss, refuse_guessing
from digiloka.web.sending import sent_by_script

LOST = "Sesi Anda habis. Lanjutkan dengan nomor HP dan kode lanjut Anda, atau mulai lagi"
LOST_ON_SCREEN = (
    "Sesi Anda habis. Jawaban di layar ini belum hilang. Lanjutkan pendaftaran Anda di halaman baru dengan nomor HP "
    "dan kode lanjut, lalu kembali ke sini dan tekan tombol lagi."
)
LOST_AT_FIRST = (
    "Sesi Anda habis. Jawaban halaman pertama sudah disimpan lagi. Kalau halaman lain sudah pernah diisi, lanjutkan "
    "dengan nomor HP dan kode lanjut Anda"
)


def begin() -> None:
    """A new registration for this browser."""
    person = viewer()
    with transaction() as db:
        draft, code = drafts.start_draft(
            db, city_code=current_app.config["SETTINGS"].city_code, user_id=person.user_id if person else None
        )
        session["draft"], session["draft_code"] = str(draft.id), code


def begin_again() -> None:
    """The cookie was lost while the first page was filled in: there is no code yet, and this page is all there is."""
    if request.method != "POST" or _draft_id() is not None:
        return
    refuse_guessing("register")  # as many as on the start page, for it begins as much
    count_miss("register")
    begin()
    g.begun_again = True  # the page still carries the mark of the one before
    flash(LOST_AT_FIRST, "info")


def draft_here(db: Any) -> Any:
    """The draft this browser works on; a browser without one is told so, and what is on its screen stays there."""
    ident = _draft_id()
    found = draft_of(db, ident) if ident else None
    person = viewer()
    if found is None or found.user_id not in (None, person.user_id if person else None):
        abort(_lost())
    if request.args.get("d") not in (None, mark()) and not g.get("begun_again"):
        flash("Di peramban ini sudah dimulai pendaftaran lain. Lanjutkan pendaftaran itu di bawah ini.", "warn")
        abort(redirect(url_for("registration.page", key="pemilik")))
    return found


def _lost() -> Response:
    if sent_by_script():
        said = {"code": "session-lost", "message": LOST_ON_SCREEN, "link": url_for("registration.resume"),
                "link_text": "Lanjutkan pendaftaran"}
        return make_response(jsonify(said), 401)
    flash(LOST, "warn")
    return redirect(url_for("registration.start"))


def mark() -> str:
    """Tells a page of one registration from a page of another that was begun in a second tab."""
    return session.get("draft", "")[-8:]


def is_going_on() -> bool:
    ident = _draft_id()
    if ident is None:
        return False
    with reading() as db:
        draft = draft_of(db, ident)
        return draft is not None and draft.business_id is None and bool(draft.answers)


def _draft_id() -> uuid.UUID | None:
    try:
        return uuid.UUID(session.get("draft", ""))
    except ValueError:
        return None
