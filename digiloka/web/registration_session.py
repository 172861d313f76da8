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
from digiloka.web.errors import EXPIRED
from digiloka.web.limits import count_miss, refuse_guessing
from digiloka.web.sending import sent_by_script

LOST = "Sesi Anda habis. Lanjutkan dengan nomor HP dan kode lanjut Anda, atau mulai lagi"
LOST_ON_SCREEN = (
    "Sesi Anda habis. Jawaban di layar ini belum hilang. Lanjutkan pendaftaran Anda di halaman baru dengan nomor HP "
    "dan kode lanjut, lalu kembali ke sini dan tekan tombol lagi."
)
OTHER_ON_SCREEN = (
    "Di peramban ini sudah dimulai pendaftaran lain. Jawaban di layar ini belum hilang. Untuk meneruskannya, buka "
    "pendaftaran ini di halaman baru dengan nomor HP dan kode lanjut, lalu kembali ke sini dan tekan tombol lagi."
)
BEGUN_SIGNED_IN = "Pendaftaran ini dimulai sesudah masuk. Masuk dulu dengan akun yang dipakai waktu itu"
LOST_AT_FIRST = (
    "Sesi Anda habis. Jawaban halaman pertama sudah disimpan lagi. Kalau halaman lain sudah pernah diisi, lanjutkan "
    "dengan nomor HP dan kode lanjut Anda"
)


class NotHere(Exception):
    """A page was sent that belongs to no registration of this browser; what was typed goes back on the screen."""

    @property
    def resumes(self) -> bool:
        """Must its registration be found again first, by phone and code?"""
        return str(self) != EXPIRED


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
    if request.method != "POST" or draft_id() is not None or g.get("token_expired"):
        return
    refuse_guessing("register")  # as many as on the start page, for it begins as much
    count_miss("register")
    begin()
    g.begun_again = True  # the page still carries the mark of the one before
    flash(LOST_AT_FIRST, "info")


def draft_here(db: Any) -> Any:
    """The draft this browser works on; a browser without one is told so, and what is on its screen stays there.

    Raises NotHere when a topic page was sent without JavaScript: its view shows the answers again.
    """
    ident = draft_id()
    found = draft_of(db, ident) if ident else None
    if found is None or not may_open(found):
        abort(_lost())
    if request.args.get("d") not in (None, mark()) and not g.get("begun_again"):
        if request.method == "POST":
            abort(_kept(OTHER_ON_SCREEN))
        flash("Di peramban ini sudah dimulai pendaftaran lain. Lanjutkan pendaftaran itu di bawah ini.", "warn")
        abort(redirect(url_for("registration.page", key="pemilik")))
    return found


def turned_away(draft: Any) -> Response | None:
    """Go on with a draft found by phone and code; where to sign in first when it was begun by an account."""
    if not may_open(draft):
        flash(BEGUN_SIGNED_IN, "warn")
        return redirect(url_for("security.login", next=url_for("registration.resume")))
    session["draft"] = str(draft.id)
    session.pop("draft_code", None)
    return None


def may_open(draft: Any) -> bool:
    """A draft begun while signed in is that account's alone."""
    person = viewer()
    return draft.user_id in (None, person.user_id if person else None)


def _lost() -> Response:
    if sent_by_script() or (request.method == "POST" and request.endpoint == "registration.page"):
        return _kept(LOST_ON_SCREEN if not g.get("token_expired") or request.path != _first() else EXPIRED)
    flash(LOST, "warn")
    return redirect(url_for("registration.start"))


def _first() -> str:
    """The page that begins the registration again when it is sent without one."""
    return url_for("registration.page", key="pemilik")


def _kept(message: str) -> Response:
    """Say it beside the answers that are on the screen. Raises NotHere when no script keeps them there."""
    if not sent_by_script():
        raise NotHere(message)
    said = {"code": "session-lost", "message": message, "link": url_for("registration.resume"),
            "link_text": "Lanjutkan pendaftaran"}
    return make_response(jsonify(said), 401)


def mark() -> str:
    """Tells a page of one registration from a page of another that was begun in a second tab."""
    return session.get("draft", "")[-8:]


def is_going_on() -> bool:
    ident = draft_id()
    if ident is None:
        return False
    with reading() as db:
        draft = draft_of(db, ident)
        return draft is not None and draft.business_id is None and bool(draft.answers)


def draft_id() -> uuid.UUID | None:
    """What the cookie says; whether there is such a draft, and whose it is, others look."""
    try:
        return uuid.UUID(session.get("draft", ""))
    except ValueError:
        return None
