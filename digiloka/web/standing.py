"""What becomes of a business: it moves, it closes, it opens again. And its owner's NIK in full, with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.database import reading, transaction
from digiloka.registry import mapping, status
from digiloka.registry.actions import close, move, reopen, reveal_nik
from digiloka.registry.answering import read
from digiloka.registry.records import PlaceRecord
from digiloka.values.refusal import Refused
from digiloka.web import business_cards as cards
from digiloka.web.access import needs, viewer
from digiloka.web.forms import standing as asked
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.days import day_of
from digiloka.web.saving import attempt, found, kelurahan_groups, opened, status_of

pages = Blueprint("standing", __name__, url_prefix="/<number>")


@pages.route("/pindah", methods=["GET", "POST"])
@needs("business.move")
def move_to(number: str) -> Any:
    """To another place, also outside the officer's area: then it is no longer theirs to see."""
    person, form = _viewer(), asked.MoveForm()
    with reading() as session:
        business = opened(session, person, number, form)
        names = areas.names(session, current_app.config["SETTINGS"].city_code)
        form.offer(kelurahan_groups(names))
        name, here = cards.name_of(business), mapping.record_of(business).place
    if form.validate_on_submit() and attempt(person, number, form, lambda session, business: move(
        session, person.actor("web"), business, _place_of(form), moved_on=day_of(form.moved_on) or local_today(),
        expected_version=form.expected_version(), reason=form.reason.data or None,
    )):
        flash(f"{name} sekarang tercatat di Kelurahan {names.rows[form.area_code.data].name}", "success")
        stays = person.covers(form.area_code.data)
        return redirect(_at(number) if stays else url_for("businesses.table"))
    page = render_template("businesses/move.html", form=form, name=name, number=number, back=_at(number),
                           here=cards.filled(cards.place_rows(here, names)))
    return page, status_of(form)


def _place_of(form: Any) -> PlaceRecord:
    code, today = form.area_code.data, local_today()
    return PlaceRecord(
        area_code=code, district_code=code.rsplit(".", 1)[0], premises_kind=form.premises_kind.data or None,
        address=read("business_address", form.business_address.data, today), rt=read("rt", form.rt.data, today),
        rw=read("rw", form.rw.data, today),
    )


@pages.route("/tutup", methods=["GET", "POST"])
@needs("business.close")
def close_down(number: str) -> Any:
    person, form = _viewer(), asked.CloseForm()
    with reading() as session:
        name = cards.name_of(opened(session, person, number, form))
    if form.validate_on_submit() and attempt(person, number, form, lambda session, business: close(
        session, person.actor("web"), business, since=day_of(form.since) or local_today(),
        reason=form.reason.data, existence=int(form.existence.data), expected_version=form.expected_version(),
    )):
        flash(f"{name} dicatat: {status.existence_label(int(form.existence.data)).lower()}", "success")
        return redirect(_at(number))
    return render_template("businesses/close.html", form=form, name=name, back=_at(number)), status_of(form)


@pages.route("/buka", methods=["GET", "POST"])
@needs("business.close")
def open_again(number: str) -> Any:
    person, form = _viewer(), asked.ReopenForm()
    with reading() as session:
        name = cards.name_of(opened(session, person, number, form))
    if form.validate_on_submit() and attempt(person, number, form, lambda session, business: reopen(
        session, person.actor("web"), business, since=day_of(form.since) or local_today(),
        reason=form.reason.data or None, expected_version=form.expected_version(),
    )):
        flash(f"{name} dicatat aktif lagi", "success")
        return redirect(_at(number))
    return render_template("businesses/reopen.html", form=form, name=name, back=_at(number)), status_of(form)


@pages.route("/nik", methods=["GET", "POST"])
@needs("nik.reveal", fresh=True)
def nik(number: str) -> Any:
    """The full NIK, once, to who may and says why. It stands in this one answer and nowhere else."""
    person, form, whole = _viewer(), asked.RevealForm(), None
    with reading() as session:
        name = cards.name_of(found(session, person, number))
    if form.validate_on_submit():
        try:
            with transaction() as session:
                business = found(session, person, number)
                whole = reveal_nik(
                    session, person.actor("web"), business.owner, form.reason.data, business_id=business.id
                )
        except Refused as refusal:
            form.reason.errors = [refusal.message]
    page = render_template("businesses/nik.html", form=form, nik=whole, name=name, back=_at(number))
    return page, 422 if form.errors else 200


def _at(number: str) -> str:
    return url_for("businesses.show", number=number)


def _viewer() -> Viewer:
    return viewer() or abort(401)
