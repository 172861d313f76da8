"""Signing in, passwords by one-time link, one's own account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, url_for
from flask_security import current_user, logout_user
from werkzeug.wrappers import Response

from digiloka.accounts import actions, links, queries
from digiloka.areas import queries as areas
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.jobs.queue import wake
from digiloka.values.refusal import Refused
from digiloka.web import limits, sign_in
from digiloka.web.access import menu_of, public, signed_in, viewer
from digiloka.web.forms.accounts import ConfirmForm, FirstAdminForm, ForgottenForm, SetPasswordForm, password_hint
from digiloka.web.limits import limited

pages = Blueprint("accounts", __name__)


def register(app: Flask) -> None:
    """Sign-in, its limits and its pages."""
    sign_in.set_up(app)
    limits.register(app)
    app.register_blueprint(pages)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


@pages.get("/masuk/selesai")
@signed_in
def home() -> Response:
    """After signing in: where this person's work is."""
    menu = menu_of(viewer())
    return redirect(menu[0]["url"] if menu else url_for("public.front"))


@pages.get("/akun")
@signed_in
def own() -> str:
    """Who I am here, when I was here last, and my password."""
    with reading() as session:
        row = queries.row_of(queries.user_by_id(session, current_user.id))
        area = areas.area(session, row.area_code) if row.area_code else None
    return render_template("users/own.html", user=row, area=area, form=ConfirmForm())


@pages.post("/akun/keluar-semua")
@signed_in
def sign_out_everywhere() -> Response:
    """End every session of mine, on all devices."""
    with transaction() as session:
        actions.sign_out_everywhere(queries.user_by_id(session, current_user.id))
    logout_user()
    flash("Anda sudah keluar dari semua perangkat", "success")
    return redirect(url_for("security.login"))


@pages.route("/kata-sandi/lupa", methods=["GET", "POST"])
@public
@limited("forgotten")
def forgotten() -> Any:
    """Ask for a new password. The answer is the same whether there is such an account or not."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("security/forgotten.html", form=form), 422 if form.errors else 200
    by_mail = bool(_settings().mail_url)
    with transaction() as session:
        job_id = actions.ask_new_password(session, form.identity.data, by_mail=by_mail)
    wake(job_id)
    if not by_mail:
        current_app.logger.info("A new password was asked for; an admin may hand out a link on the page Pengguna.")
    return redirect(url_for("accounts.asked"))


@pages.get("/kata-sandi/diminta")
@public
def asked() -> str:
    """What happens after asking for a new password."""
    return render_template("security/asked.html", by_mail=bool(_settings().mail_url))


@pages.route(f"{links.PATH}/<token>", methods=["GET", "POST"])
@public
@limited("link")
def link(token: str) -> Any:
    """Set a password by one-time link: the first admin, somebody invited, somebody who forgot it."""
    try:
        with reading() as session:
            found, user = actions.purpose_of(session, token)
            purpose, role = found.purpose, user.role if user else "admin"
            name = user.name if user else ""
    except Refused as refusal:
        return render_template("security/link_void.html", refusal=refusal), 410
    form = FirstAdminForm() if purpose == links.FIRST else SetPasswordForm()
    form.password.description = password_hint(role)
    if form.validate_on_submit() and _accepted(form, token, purpose):
        if current_user.is_authenticated:
            logout_user()
        flash("Kata sandi sudah disimpan. Masuk dengan kata sandi itu", "success")
        return redirect(url_for("security.login"))
    page = render_template("security/link.html", form=form, purpose=purpose, name=name)
    return page, 422 if form.errors else 200


def _accepted(form: Any, token: str, purpose: str) -> bool:
    """Do what the link is for; a refusal goes to the field it is about."""
    settings = _settings()
    try:
        with transaction() as session:
            if purpose == links.FIRST:
                actions.accept_first(
                    session, token, city_code=settings.city_code, name=form.name.data, email=form.email.data,
                    password=form.password.data, agency=settings.agency,
                )
            else:
                actions.accept_link(session, token, form.password.data)
    except Refused as refusal:
        place = form.email if refusal.code.startswith(("email", "user", "identity")) else form.password
        place.errors = [*place.errors, refusal.message]
        return False
    return True
