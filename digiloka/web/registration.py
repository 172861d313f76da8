"""Registering on a phone: six topic pages, a check, a number. Every page saves; nothing is asked twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.audit.actor import Actor
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.privacy.consent import ConsentGiven, text_of
from digiloka.registry import status
from digiloka.registry.actions import drafts
from digiloka.registry.actions.joining import owner_of
from digiloka.registry.actions.owners import hold
from digiloka.registry.answering import read, record_of_answers
from digiloka.registry.queries import claim_is_taken, number_of_draft, public_proof
from digiloka.registry.recoding import choice_holds
from digiloka.values.refusal import Refused
from digiloka.web import registration_account
from digiloka.web.access import public, viewer
from digiloka.web.errors import token_refused
from digiloka.web.forms import registration as forms
from digiloka.web.forms.answers import local_today
from digiloka.web.limits import count_sent, limited
from digiloka.web.proof import WHAT_NOW
from digiloka.web.registration_place import asks_about_point, offer
from digiloka.web.registration_session import NotHere, begin, begin_again, draft_here, is_going_on, mark, turned_away
from digiloka.web.registration_summary import summary
from digiloka.web.sending import sent_by_script

View = TypeVar("View", bound=Callable[..., Any])

pages = Blueprint("registration", __name__, url_prefix="/daftar")
pages.register_blueprint(registration_account.pages)

NIK_TAKEN = "NIK ini sudah tercatat untuk pemilik lain dengan nama yang berbeda. Cocokkan NIK dan nama dengan KTP."
NOT_ANSWERS = ("csrf_token", "point_choice", "words")  # they serve the page


@dataclass(frozen=True, slots=True)
class Page:
    """One topic page: its address, its heading and the form of its questions."""

    key: str
    title: str
    form: Callable[[], Any]


def shown_again(view: View) -> View:
    """Mark a page whose form shows what was typed, with a new token, when the one it came with is refused.

    Only a public page whose form alone decides may bear it: the view runs once more although its token was refused.
    """
    view.shown_again = True  # type: ignore[attr-defined]
    return view


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
@shown_again
@limited("register")
def start() -> Any:
    form = forms.ButtonForm()
    if not form.validate_on_submit():
        return render_template("registration/start.html", form=form, going_on=is_going_on())
    begin()
    return redirect(url_for("registration.page", key=PAGES[0].key))


@pages.route("/lanjut", methods=["GET", "POST"])
@public
@shown_again
@limited("resume")
def resume() -> Any:
    form = forms.ResumeForm()
    if form.validate_on_submit():
        phones = read("phone", form.phone.data, local_today())
        with reading() as db:
            draft = drafts.find_draft(db, phones[0], form.code.data) if phones else None
            if draft is not None:
                return turned_away(draft) or redirect(_onward(db, draft))
        form.code.errors = ["Nomor HP atau kode belum cocok. Periksa keduanya di catatan Anda."]
    return render_template("registration/resume.html", form=form), 422 if form.errors else 200


@pages.route("/<any(pemilik, usaha, jenis, tempat, angka, izin):key>", methods=["GET", "POST"])
@public
@shown_again
def page(key: str) -> Any:
    shown = PAGES[_AT[key]]
    if shown is PAGES[0]:
        begin_again()
    with reading() as db:
        try:
            draft = draft_here(db)
        except NotHere as trouble:
            return _still_on_screen(db, shown, trouble), 422
        if draft.business_id:
            return redirect(_onward(db, draft))
        answers = draft.answers.get(key, {})
        form = shown.form() if request.method == "POST" else shown.form(data=answers)
        offer(db, form, draft.answers, _settings().city_code)
    if not form.validate_on_submit() or asks_about_point(form, _settings().city_code):
        return _shown(shown, form), 422 if form.errors else 200
    return _saved(shown, form)


@pages.route("/periksa", methods=["GET", "POST"])
@public
@shown_again
@limited("register")
def check() -> Any:
    form = forms.CheckForm()
    with reading() as db:
        draft = draft_here(db)
        if draft.business_id:
            return redirect(_onward(db, draft))
        if missing := _missing(draft.answers):
            return redirect(url_for("registration.page", key=missing.key))
        cards = summary(db, draft.answers, areas.names(db, draft.city_code), local_today())
    if form.validate_on_submit():
        try:
            return _sent()
        except Refused as refusal:
            form.true.errors = [refusal.message]
    return render_template("registration/check.html", form=form, cards=cards), 422 if form.errors else 200


@pages.get("/selesai/<number>")
@public
def done(number: str) -> Any:
    with reading() as db:
        found = public_proof(db, number) if number in session.get("registered", []) else None
    if found is None:
        return redirect(url_for("proof.check", number=number))
    return render_template(
        "registration/done.html",
        number=number,
        state=found.state,
        state_label=status.state_label(found.state),
        following=WHAT_NOW.get(found.state),
        days=_settings().review_days,
        held=bool(viewer()),
        may_hold=registration_account.may_hold(number),
        only_here=registration_account.ONLY_HERE,
    )


def _saved(shown: Page, form: Any) -> Response:
    """Keep the page's answers and go on: to the next page, or back to the check page where the owner came from.

    Words that mean another business undo the choice of its kind, which was made for the old ones.
    """
    answers = {name: field.data for name, field in form._fields.items() if name not in NOT_ANSWERS}
    if shown.key == "jenis":
        answers["kbli_words"] = form.chosen_words()
    phones = read("phone", answers.get("phone"), local_today()) if shown.key == "pemilik" else None
    with transaction() as db:
        draft = draft_here(db)
        if draft.business_id is None:
            told = draft.answers.get(shown.key, answers)
            undone = ("jenis",) if shown.key == "usaha" and not choice_holds(told, answers) else ()
            drafts.save_step(db, draft, shown.key, answers, phone=phones[0] if phones else None, undone=undone)
        missing = _missing(draft.answers)
    if request.args.get("kembali") == "periksa":
        if missing:
            return redirect(url_for("registration.page", key=missing.key, kembali="periksa"))
        return redirect(url_for("registration.check"))
    after = _AT[shown.key] + 1
    if after == len(PAGES):
        return redirect(url_for("registration.check"))
    return redirect(url_for("registration.page", key=PAGES[after].key))


def _missing(answers: dict[str, Any] | None) -> Page | None:
    """The first page without answers."""
    return next((page for page in PAGES if page.key not in (answers or {})), None)


def _sent() -> Response:
    person = viewer()
    with transaction() as db:
        draft = draft_here(db)
        record = record_of_answers(draft.answers, local_today())
        actor, source, consent, scope = _hand(person, draft.city_code)
        own = person.user_id if person and person.role == "owner" else None
        business = drafts.submit_draft(
            db,
            actor,
            draft,
            record,
            source=source,
            scope_code=scope,
            consent=consent,
            owner_id=owner_of(db, own, record) if own else None,
        )
        number = business.number
        if own:
            hold(db, actor, own, business.owner)
        apart = claim_is_taken(db, business.owner)
    session["registered"] = [*session.get("registered", [])[-20:], number]
    if not person:
        registration_account.remember(number)
    session.pop("draft_code", None)  # the draft stays: going back leads to its result, not to an empty form
    if person and person.may("business.register"):
        flash(f"Usaha terdaftar dengan nomor {number}.", "success")
        if apart:
            flash(NIK_TAKEN, "warn")
        return redirect(url_for("businesses.show", number=number))
    return redirect(url_for("registration.done", number=number))


def _hand(person: Viewer | None, city_code: str) -> tuple[Actor, str, ConsentGiven, str]:
    """Who sends: the owner alone, the owner signed in, or an officer at the desk for the owner."""
    if person and person.may("business.register"):
        return (
            person.actor("web"),
            "desk",
            ConsentGiven(channel="desk", officer_id=person.user_id),
            person.area_code or city_code,
        )
    actor = person.actor("web") if person else Actor(None, "owner", "web")
    return actor, "self", ConsentGiven(channel="self"), city_code


def _shown(shown: Page, form: Any, **instead: Any) -> str:
    surroundings = {
        "mark": mark(),
        "code": session.get("draft_code"),
        "consent": text_of("registry"),
        "desk": bool((person := viewer()) and person.may("business.register")),
    }
    return render_template(
        f"registration/{shown.key}.html",
        form=form,
        page=shown,
        step=_AT[shown.key] + 1,
        count=len(PAGES),
        previous=PAGES[_AT[shown.key] - 1] if _AT[shown.key] else None,
        **{**surroundings, **instead},
    )


def _still_on_screen(db: Any, shown: Page, trouble: NotHere) -> str:
    """The page as it was sent, under its own mark: it can be sent again when its registration is found again."""
    form = shown.form()
    offer(db, form, {}, _settings().city_code)
    return _shown(shown, form, trouble=trouble, mark=request.args.get("d"), code=None)


@pages.errorhandler(CSRFError)
def _token_expired(error: CSRFError) -> Any:
    """The page was open too long, or the cookie that knows its token is gone: show what was typed, with a new token.

    Only a page marked so runs, counted as any sent form, with a token that its form refuses: it changes nothing.
    """
    view = current_app.view_functions[request.endpoint or ""]
    if sent_by_script() or not getattr(view, "shown_again", False):  # app.js takes a new token and sends once more
        return token_refused(error)
    g.token_expired = True
    try:
        count_sent()
        return view(**(request.view_args or {}))
    except HTTPException as elsewhere:  # what a handler raises nobody handles
        return current_app.handle_http_exception(elsewhere)


def _onward(db: Any, draft: Any) -> str:
    """Where a draft goes on: its result, or the first page without answers."""
    if draft.business_id:
        number = number_of_draft(db, draft)
        session["registered"] = [*session.get("registered", [])[-20:], number]
        return url_for("registration.done", number=number)
    missing = _missing(draft.answers)
    return url_for("registration.page", key=missing.key) if missing else url_for("registration.check")


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
