"""Registering on a phone: six topic pages, a check, a number. Every page saves; nothing is asked twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from digiloka.accounts.viewer import Viewer
from digiloka.activities import queries as activities
from digiloka.areas import queries as areas
from digiloka.audit.actor import Actor
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.privacy.consent import ConsentGiven, text_of
from digiloka.registry.actions import drafts
from digiloka.registry.actions.owners import hold, make_account
from digiloka.registry.answering import read, record_of_answers
from digiloka.registry.queries import draft_of, exists_elsewhere, number_of_draft
from digiloka.values.refusal import Refused
from digiloka.web.access import public, viewer
from digiloka.web.forms import registration as forms
from digiloka.web.forms.accounts import SetPasswordForm, password_hint
from digiloka.web.forms.answers import local_today
from digiloka.web.limits import limited
from digiloka.web.registration_summary import summary

pages = Blueprint("registration", __name__, url_prefix="/daftar")


@dataclass(frozen=True, slots=True)
class Page:
    """One topic page: its address, its heading and the form of its questions."""

    key: str
    title: str
    form: Callable[[], Any]


PAGES = (
    Page("pemilik", "Tentang Anda", forms.OwnerForm),
    Page("usaha", "Usaha Anda", forms.BusinessForm),
    Page("jenis", "Jenis usaha", forms.ActivityForm),
    Page("tempat", "Tempat usaha", forms.PlaceForm),
    Page("angka", "Tenaga kerja dan penjualan", forms.FiguresForm),
    Page("izin", "Izin dan penjualan", forms.LicencesForm),
)
_AT = {page.key: number for number, page in enumerate(PAGES)}


@pages.route("", methods=["GET", "POST"])
@public
@limited("register")
def start() -> Any:
    form = forms.ButtonForm()
    if not form.validate_on_submit():
        return render_template("registration/start.html", form=form, going_on=_is_going_on())
    person = viewer()
    with transaction() as db:
        draft, code = drafts.start_draft(
            db, city_code=_settings().city_code, user_id=person.user_id if person else None
        )
        session["draft"], session["draft_code"] = str(draft.id), code
    return redirect(url_for("registration.page", key=PAGES[0].key))


@pages.route("/lanjut", methods=["GET", "POST"])
@public
@limited("resume")
def resume() -> Any:
    form = forms.ResumeForm()
    if form.validate_on_submit():
        phones = read("phone", form.phone.data, local_today())
        with reading() as db:
            draft = drafts.find_draft(db, phones[0], form.code.data) if phones else None
            if draft is not None:
                session["draft"] = str(draft.id)
                session.pop("draft_code", None)
                return redirect(_onward(db, draft))
        form.code.errors = ["Nomor HP atau kode belum cocok. Periksa keduanya di catatan Anda."]
    return render_template("registration/resume.html", form=form), 422 if form.errors else 200


@pages.route("/<any(pemilik, usaha, jenis, tempat, angka, izin):key>", methods=["GET", "POST"])
@public
def page(key: str) -> Any:
    shown = PAGES[_AT[key]]
    with reading() as db:
        draft = _draft(db)
        if draft.business_id:
            return redirect(_onward(db, draft))
        answers = draft.answers.get(key, {})
        form = shown.form() if request.method == "POST" else shown.form(data=answers)
        _offer(db, form, draft.answers)
    if not form.validate_on_submit() or _asks_about_point(form):
        return _shown(shown, form), 422 if form.errors else 200
    return _saved(shown, form)


@pages.route("/periksa", methods=["GET", "POST"])
@public
@limited("register")
def check() -> Any:
    form = forms.CheckForm()
    with reading() as db:
        draft = _draft(db)
        if draft.business_id:
            return redirect(_onward(db, draft))
        missing = next((page for page in PAGES if page.key not in draft.answers), None)
        if missing:
            return redirect(url_for("registration.page", key=missing.key))
        cards = summary(draft.answers, areas.names(db, draft.city_code), local_today())
    if form.validate_on_submit():
        try:
            return _sent()
        except Refused as refusal:
            form.true.errors = [refusal.message]
    return render_template("registration/check.html", form=form, cards=cards), 422 if form.errors else 200


@pages.get("/selesai/<number>")
@public
def done(number: str) -> Any:
    if number not in session.get("registered", []):
        return redirect(url_for("proof.check", number=number))
    return render_template("registration/done.html", number=number, days=_settings().review_days,
                           held=bool(viewer()), may_hold=number in session.get("may_hold", []))


@pages.route("/sandi/<number>", methods=["GET", "POST"])
@public
@limited("register")
def password(number: str) -> Any:
    """A password for the owner who has just registered in this browser, so that they can come back."""
    if number not in session.get("may_hold", []):
        return redirect(url_for("security.login"))
    form = SetPasswordForm()
    form.password.description = password_hint("owner")
    if form.validate_on_submit() and _account_made(form, number):
        session["may_hold"] = [other for other in session["may_hold"] if other != number]
        flash("Kata sandi sudah disimpan. Masuk dengan nomor HP dan kata sandi itu", "success")
        return redirect(url_for("security.login"))
    return render_template("registration/password.html", form=form, number=number), 422 if form.errors else 200


def _account_made(form: Any, number: str) -> bool:
    try:
        with transaction() as db:
            make_account(db, Actor(None, "owner", "web"), number, form.password.data)
    except Refused as refusal:
        form.password.errors = [refusal.message]
        return False
    return True


def _saved(shown: Page, form: Any) -> Response:
    """Keep the page's answers and go on: to the next page, or back to the check page where the owner came from."""
    answers = {name: field.data for name, field in form._fields.items() if name not in ("csrf_token", "point_choice")}
    phones = read("phone", answers.get("phone"), local_today()) if shown.key == "pemilik" else None
    with transaction() as db:
        draft = _draft(db)
        if draft.business_id is None:
            drafts.save_step(db, draft, shown.key, answers, phone=phones[0] if phones else None)
        known = set(draft.answers)
    if request.args.get("kembali") == "periksa" and len(known) == len(PAGES):
        return redirect(url_for("registration.check"))
    after = _AT[shown.key] + 1
    if after == len(PAGES):
        return redirect(url_for("registration.check"))
    return redirect(url_for("registration.page", key=PAGES[after].key))


def _sent() -> Response:
    person = viewer()
    with transaction() as db:
        draft = _draft(db)
        record = record_of_answers(draft.answers, local_today())
        actor, source, consent, scope = _hand(person, draft.city_code)
        business = drafts.submit_draft(db, actor, draft, record, source=source, scope_code=scope, consent=consent)
        number = business.number
        # An account may hold an owner nobody knew before, never one whose other businesses it would then see.
        fresh = exists_elsewhere(db, Viewer(None, ""), business.owner_id) == 1
        if person and person.role == "owner" and person.user_id and fresh:
            hold(db, actor, person.user_id, business.owner)
    session["registered"] = [*session.get("registered", [])[-20:], number]
    if fresh and not person:
        session["may_hold"] = [*session.get("may_hold", [])[-5:], number]
    session.pop("draft_code", None)  # the draft stays: going back leads to its result, not to an empty form
    if person and person.may("business.register"):
        flash(f"Usaha terdaftar dengan nomor {number}.", "success")
        return redirect(url_for("businesses.show", number=number))
    return redirect(url_for("registration.done", number=number))


def _hand(person: Viewer | None, city_code: str) -> tuple[Actor, str, ConsentGiven, str]:
    """Who sends: the owner alone, the owner signed in, or an officer at the desk for the owner."""
    if person and person.may("business.register"):
        return (person.actor("web"), "desk", ConsentGiven(channel="desk", officer_id=person.user_id),
                person.area_code or city_code)
    actor = person.actor("web") if person else Actor(None, "owner", "web")
    return actor, "self", ConsentGiven(channel="self"), city_code


def _offer(db: Any, form: Any, answers: dict[str, Any]) -> None:
    """Fill in the lists that depend on the city or on earlier answers."""
    if isinstance(form, forms.ActivityForm):
        form.offer(activities.search_codes(db, (answers.get("usaha") or {}).get("activity") or ""))
    elif isinstance(form, forms.PlaceForm):
        person = viewer()
        known = areas.names(db, _settings().city_code)
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in known.rows.values():
            if row.level == "kelurahan" and (not person or not person.may("business.register") or person.covers(row.code)):
                groups.setdefault(known.rows[row.parent_code or ""].name, []).append((row.code, row.name))
        form.offer(groups)


def _asks_about_point(form: Any) -> bool:
    """When the point certainly lies in another kelurahan, ask which of the two is right; never overwrite."""
    if not isinstance(form, forms.PlaceForm) or not form.latitude.data or not form.longitude.data:
        return False
    chosen = form.point_choice.data
    if chosen in ("chosen", "point"):
        if chosen == "point":
            form.area_code.data = _located(form) or form.area_code.data
        return False
    there = _located(form)
    if there is None or there == form.area_code.data:
        return False
    with reading() as db:
        known = areas.names(db, _settings().city_code)
    here, other = known.rows[form.area_code.data].name, known.rows[there].name
    form.point_choice.choices = [("chosen", f"Kelurahan {here}"), ("point", f"Kelurahan {other}")]
    form.point_choice.errors = [
        f"Titik ini ada di Kelurahan {other}, sedangkan Anda memilih {here}. Mana yang benar?"
    ]
    return True


def _located(form: Any) -> str | None:
    try:
        latitude, longitude = float(form.latitude.data), float(form.longitude.data)
    except ValueError:
        form.latitude.data = form.longitude.data = ""
        return None
    with reading() as db:
        found = areas.locator(db, _settings().city_code).locate(latitude, longitude)
    return found.kelurahan_code if found and found.sure else None


def _shown(shown: Page, form: Any) -> str:
    return render_template(
        f"registration/{shown.key}.html", form=form, page=shown, step=_AT[shown.key] + 1, count=len(PAGES),
        previous=PAGES[_AT[shown.key] - 1] if _AT[shown.key] else None, code=session.get("draft_code"),
        consent=text_of("registry"), desk=bool((person := viewer()) and person.may("business.register")),
    )


def _onward(db: Any, draft: Any) -> str:
    """Where a draft goes on: its result, or the first page without answers."""
    if draft.business_id:
        number = number_of_draft(db, draft)
        session["registered"] = [*session.get("registered", [])[-20:], number]
        return url_for("registration.done", number=number)
    missing = next((page for page in PAGES if page.key not in (draft.answers or {})), None)
    return url_for("registration.page", key=missing.key) if missing else url_for("registration.check")


def _draft(db: Any) -> Any:
    """The draft this browser works on; a browser without one begins at the start page."""
    ident = _draft_id()
    found = draft_of(db, ident) if ident else None
    if found is None:
        abort(redirect(url_for("registration.start")))
    return found


def _is_going_on() -> bool:
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


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
