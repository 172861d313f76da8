"""From a registration without signing in to an account: a new one, or the one that the phone has already."""

from __future__ import annotations

from time import time
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from digiloka.audit.actor import Actor
from digiloka.database import reading, transaction
from digiloka.registry.actions import take_on
from digiloka.registry.actions.owners import make_account
from digiloka.registry.actions.taking_on import HELD_ALREADY, NOT_OFFERED
from digiloka.registry.queries import Offer, draft_of, holds, offers_for
from digiloka.values.refusal import Refused
from digiloka.web.access import needs, public, viewer
from digiloka.web.forms.accounts import SetPasswordForm, password_hint
from digiloka.web.limits import limited
from digiloka.web.registration_session import draft_id

pages = Blueprint("account", __name__)

MAY_HOLD_S = 30 * 60  # seconds in which the browser that registered may set the owner's password
OFFERED_S = 24 * 60 * 60  # and in which the account of the phone may take it on: a forgotten password takes a while
MOST_KEPT = 20  # numbers in the session cookie
ONLY_HERE = (
    "di HP atau komputer ini dalam 24 jam, lalu tambahkan usaha ini ke akun Anda. "
    "Kalau tidak, tunjukkan nomor usaha ini kepada petugas kelurahan."
)
ACCOUNT_KNOWN = (
    f"Nomor HP ini sudah punya akun. Usaha ini tetap terdaftar. Masuk dengan nomor HP itu {ONLY_HERE}"
)
NOT_MINE = (
    "Baik, usaha itu tidak ditambahkan ke akun Anda. Kalau ternyata milik Anda, tunjukkan nomornya kepada petugas "
    "kelurahan"
)
KEPT = ("draft", "draft_code", "registered", "may_hold")  # in the session cookie


@pages.route("/sandi/<number>", methods=["GET", "POST"])
@public
@limited("register")
def password(number: str) -> Any:
    """A password for the owner who has just registered in this browser, so that they can come back."""
    if not may_hold(number):
        return redirect(url_for("security.login"))
    form = SetPasswordForm()
    form.password.description = password_hint("owner")
    if form.validate_on_submit() and _account_made(form, number):
        _forget_number(number)
        flash("Kata sandi sudah disimpan. Masuk dengan nomor HP dan kata sandi itu", "success")
        return redirect(url_for("security.login"))
    page = render_template("registration/password.html", form=form, number=number, only_here=ONLY_HERE)
    return page, 422 if form.errors else 200


@pages.post("/milik-saya/<number>")
@needs("own.edit")
def answer(number: str) -> Response:
    """ "Apakah usaha ini milik Anda?" With "ya" the account takes on what was registered in this browser before."""
    try:
        if _held(number):  # the question stood in two tabs, or was answered twice
            flash(HELD_ALREADY, "info")
        elif request.form.get("milik") == "ya":
            _taken_on(number)
            flash("Usaha ditambahkan ke akun Anda", "success")
        else:
            flash(NOT_MINE, "info")
    except Refused as refusal:
        flash(refusal.message, "warn")
    _forget_number(number)
    return redirect(url_for("own.home"))


def remember(number: str) -> None:
    """A business that was registered in this browser without signing in."""
    kept = {**session.get("may_hold", {}), number: int(time())}
    session["may_hold"] = dict(list(kept.items())[-MOST_KEPT:])


def may_hold(number: str) -> bool:
    """Only the browser that registered it, and not for long: a shared computer has a next user."""
    return number in _numbers(MAY_HOLD_S)


def offers_here(db: Any, user_id: Any) -> list[Offer]:
    """What was registered in this browser without signing in and may be this account's."""
    numbers = _numbers(OFFERED_S)
    return offers_for(db, user_id, numbers) if user_id and numbers else []


def keep_for(user: Any) -> None:
    """Somebody signed in: of what was begun in this browser only what bears the account's own phone goes on."""
    offered, own_draft = [], None
    if user.role == "owner" and user.phone_hash and any(session.get(name) for name in KEPT):
        with reading() as db:
            offered = [offer.number for offer in offers_here(db, user.id)]
            begun = draft_of(db, draft_id()) if draft_id() else None
            if begun and begun.phone_hash == user.phone_hash and begun.user_id in (None, user.id):
                own_draft = {name: session[name] for name in ("draft", "draft_code") if name in session}
    since = session.get("may_hold", {})
    forget_all()
    if offered:
        session["may_hold"], session["registered"] = {number: since[number] for number in offered}, offered
    session.update(own_draft or {})


def forget_all() -> None:
    """A registration begun in this browser is not the next person's."""
    for name in KEPT:
        session.pop(name, None)


def _numbers(seconds: int) -> list[str]:
    """What was registered here without signing in, no longer ago than this."""
    return [number for number, since in session.get("may_hold", {}).items() if time() - since < seconds]


def _forget_number(number: str) -> None:
    session["may_hold"] = {other: since for other, since in session.get("may_hold", {}).items() if other != number}


def _held(number: str) -> bool:
    person = viewer()
    with reading() as db:
        return person is not None and person.user_id is not None and holds(db, person.user_id, number)


def _taken_on(number: str) -> None:
    person = viewer()
    if person is None or person.user_id is None or number not in _numbers(OFFERED_S):
        raise Refused("not-offered", NOT_OFFERED)
    with transaction() as db:
        take_on(db, person.actor("web"), person.user_id, number)


def _account_made(form: Any, number: str) -> bool:
    try:
        with transaction() as db:
            make_account(db, Actor(None, "owner", "web"), number, form.password.data)
    except Refused as refusal:
        form.password.errors = [ACCOUNT_KNOWN if refusal.code == "user-known" else refusal.message]
        return False
    return True
