"""What staff write about a business: a topic, the figures of a year, its code, its kelurahan, its papers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for

from digiloka.accounts.viewer import Viewer
from digiloka.activities import queries as activities
from digiloka.activities.sectors import sector_of
from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.registry import mapping
from digiloka.registry.actions import amend
from digiloka.registry.answering import NO_CODE
from digiloka.registry.editing import TOPICS
from digiloka.registry.records import BusinessRecord, PlaceRecord
from digiloka.web import business_cards as cards
from digiloka.web.access import needs, viewer
from digiloka.web.forms import businesses as asked
from digiloka.web.forms.answers import local_today
from digiloka.web.saving import attempt, kelurahan_groups, opened, status_of
from digiloka.web.topics import paper_page, saved, topic_page

pages = Blueprint("changes", __name__, url_prefix="/<number>")

FIRST_YEAR = 2000
_BACK = {"verifikasi": "verification.record"}


@pages.route("/ubah/<any(pemilik, usaha, tempat):topic>", methods=["GET", "POST"])
@needs("business.edit")
def edit(number: str, topic: str) -> Any:
    return topic_page(_viewer(), number, TOPICS[topic].title, TOPICS[topic].fields, back(number))


@pages.route("/ubah/angka/<int:year>", methods=["GET", "POST"])
@needs("business.edit")
def figures(number: str, year: int) -> Any:
    if not FIRST_YEAR <= year <= local_today().year:
        abort(404)
    return topic_page(_viewer(), number, f"Angka tahun {year}", TOPICS["angka"].fields, back(number), year)


@pages.route("/kegiatan", methods=["GET", "POST"])
@needs("business.edit")
def kbli(number: str) -> Any:
    """The code of what the business does, looked for with everyday words."""
    person, form = _viewer(), asked.KbliForm()
    with reading() as session:
        business = opened(session, person, number, form)
        if request.method == "GET":
            form.words.data = business.activity or business.product or ""
        form.offer(activities.search_codes(session, form.words.data or ""))
        record = mapping.record_of(business)
        title, name = cards.title_of_kbli(session, record), cards.name_of(business)
    if form.validate_on_submit() and form.chooses() and attempt(
        person, number, form, lambda session, business: _write_kbli(session, person, business, form)
    ):
        return saved(back(number))
    page = render_template("businesses/kbli.html", form=form, name=name, back=back(number), record=record,
                           present=title)
    return page, status_of(form)


def _write_kbli(session: Any, person: Viewer, business: Any, form: Any) -> None:
    """A chosen code is confirmed; "none fits" takes away what was only proposed or wrong."""
    code, _, version = form.kbli.data.partition("@") if form.kbli.data != NO_CODE else (None, "", None)
    chosen = business.sector_chosen or not code
    record = BusinessRecord(kbli=code, kbli_version=version, sector_chosen=business.sector_chosen,
                            sector=business.sector if chosen else sector_of(code, version))
    amend(session, person.actor("web"), business, record, expected_version=form.expected_version(),
          keys={"kbli", "sector"})


@pages.route("/kelurahan", methods=["GET", "POST"])
@needs("business.edit")
def village(number: str) -> Any:
    """The kelurahan of a business that has none: the likeliest are offered."""
    person, form = _viewer(), asked.VillageForm()
    with reading() as session:
        business = opened(session, person, number, form)
        names, place = areas.names(session, _city()), mapping.record_of(business).place
        district = names.rows[place.district_code].name if place.district_code in names.rows else None
        near = [(each.area_code, f"{each.name}, {each.district}")
                for each in names.find(place.village_as_written, district).candidates if person.covers(each.area_code)]
        form.offer(near, kelurahan_groups(names, person))
        name = cards.name_of(business)
    if form.validate_on_submit():
        told = PlaceRecord(area_code=form.chosen(), village_as_written=place.village_as_written)
        if attempt(person, number, form, lambda session, business: amend(
            session, person.actor("web"), business, BusinessRecord(place=told),
            expected_version=form.expected_version(), keys={"village"},
        )):
            return saved(back(number))
    page = render_template("businesses/village.html", form=form, name=name, place=place, near=near, back=back(number),
                           district=district)
    return page, status_of(form)


@pages.route("/izin/baru", methods=["GET", "POST"], defaults={"at": None})
@pages.route("/izin/<int:at>", methods=["GET", "POST"])
@needs("business.edit")
def paper(number: str, at: int | None) -> Any:
    return paper_page(_viewer(), number, at, back(number))


def back(number: str) -> str:
    """Where a change began: the page of the business, or of its verification (`?dari=verifikasi`)."""
    return url_for(_BACK.get(request.args.get("dari", ""), "businesses.show"), number=number)


def _viewer() -> Viewer:
    return viewer() or abort(401)


def _city() -> str:
    return current_app.config["SETTINGS"].city_code
