"""An owner's own pages: what is registered, what is to be mended, what was decided."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.registry import mapping, status
from digiloka.registry.actions import Conflict, decide, read_notices
from digiloka.registry.editing import PAPERS, TOPICS, topic_of, unanswered
from digiloka.registry.queries import Filters, held_owner_ids, notices_for, page_of, wishes_of
from digiloka.values.refusal import Refused
from digiloka.web import business_cards as cards
from digiloka.web.access import needs, viewer
from digiloka.web.business_places import whereabouts
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.businesses import EditForm
from digiloka.web.registration_account import offers_here
from digiloka.web.registration_session import is_going_on
from digiloka.web.saving import begun, clash_page, found, label_of, put_refusal, save, status_of
from digiloka.web.topics import paper_page, topic_page

pages = Blueprint("own", __name__, url_prefix="/usaha")

OPEN_STATES = ("submitted", "verified", "confirmed")  # the owner may change any topic; a returned record is mended
FIGURES = ("turnover", "capital", "workers_total", "workers_male", "workers_female")  # what an owner knows by heart
MOST = 200
NEXT = {
    "submitted": "Petugas kelurahan akan memeriksa data Anda.",
    "returned": "Perbaiki isian yang ditandai petugas, lalu kirim lagi.",
    "verified": "Petugas kelurahan sudah memeriksa data Anda.",
    "confirmed": "Dinas sudah menyetujui data Anda.",
    "refused": "Baca alasannya di bawah. Hubungi petugas kelurahan kalau ada yang kurang jelas.",
    "limited": "Data ini tidak dipakai untuk sementara. Hubungi dinas untuk keterangan.",
}


@pages.get("")
@needs("own.read")
def home() -> str:
    person = _viewer()
    with reading() as session:
        held = held_owner_ids(session, person.user_id) if person.user_id else []
        rows = page_of(session, person, Filters(), per_page=MOST).rows
        wishes = {row.number: _wishes(wishes_of(session, row)) for row in rows if row.state == "returned"}
        names = areas.names(session, _settings().city_code)
        notices = notices_for(session, held, limit=10)
        offers = offers_here(session, person.user_id)
        return render_template(
            "own/home.html", rows=rows, wishes=wishes, notices=notices, names=names, cards=cards, status=status,
            following=NEXT, unread=any(each.read_at is None for each in notices), days=_settings().review_days,
            offers=offers, going_on=is_going_on(),
        )


@pages.post("/kabar")
@needs("own.read")
def mark_read() -> Response:
    """All news as read."""
    with transaction() as session:
        person = _viewer()
        read_notices(session, held_owner_ids(session, person.user_id) if person.user_id else [])
    return redirect(url_for("own.home"))


@pages.get("/<number>")
@needs("own.read")
def show(number: str) -> str:
    person = _viewer()
    with reading() as session:
        business = found(session, person, number)
        record, names = mapping.record_of(business), areas.names(session, _settings().city_code)
        wish = wishes_of(session, business)
        return render_template(
            "own/show.html", business=business, record=record, names=names, cards=cards, status=status, person=person,
            kbli=cards.title_of_kbli(session, record), where=whereabouts(session, record.place, names), wish=wish,
            wishes=_wishes(wish), following=NEXT, may_change=_may_change(business, wish), this_year=local_today().year,
        )


@pages.route("/<number>/ubah/<any(pemilik, usaha, tempat):topic>", methods=["GET", "POST"])
@needs("own.edit")
def edit(number: str, topic: str) -> Any:
    fields = TOPICS[topic].fields if topic != "pemilik" else _without_nik(number)
    return _changing(number) or topic_page(_viewer(), number, TOPICS[topic].title, fields, _at(number))


@pages.route("/<number>/ubah/angka/<int:year>", methods=["GET", "POST"])
@needs("own.edit")
def figures(number: str, year: int) -> Any:
    if not local_today().year - 5 <= year <= local_today().year:
        abort(404)
    return _changing(number) or topic_page(
        _viewer(), number, f"Angka tahun {year}", FIGURES, _at(number), year
    )


@pages.route("/<number>/izin/baru", methods=["GET", "POST"], defaults={"at": None})
@pages.route("/<number>/izin/<int:at>", methods=["GET", "POST"])
@needs("own.edit")
def paper(number: str, at: int | None) -> Any:
    return _changing(number) or paper_page(_viewer(), number, at, _at(number))


@pages.route("/<number>/perbaiki", methods=["GET", "POST"])
@needs("own.edit")
def mend(number: str) -> Any:
    """Exactly the fields that were marked; saving sends the record again."""
    person = _viewer()
    with reading() as session:
        business = found(session, person, number)
        wish = wishes_of(session, business)
        if wish is None:
            return redirect(_at(number))
        wished, message = dict(wish.fields or {}), wish.reason
        keys = [key for key in wished if topic_of(key) or key in PAPERS]
        year = business.figures[0].year if business.figures else local_today().year
        under_way, name = begun(session, person, business, keys, year), cards.name_of(business)
    form = under_way.form
    if form.validate_on_submit():
        try:
            save(under_way, person)
            return _sent_again(person, number, form)
        except Conflict as clash:
            return clash_page(under_way, person, clash, _at(number))
        except Refused as refusal:
            put_refusal(form, refusal)
    page = render_template("own/mend.html", form=form, name=name, wished=wished, message=message, back=_at(number))
    return page, status_of(form)


def _sent_again(person: Viewer, number: str, form: EditForm) -> Response:
    """What was changed went back to the queue by itself; when all was right already, the owner says so."""
    with transaction() as session:
        business = found(session, person, number)
        if business.state == "returned":
            decide(session, person.actor("web"), business, "resubmit", expected_version=form.expected_version())
        left = [label_of(key) for key in unanswered(mapping.record_of(business), form.keys)]
    flash("Data sudah dikirim lagi. Petugas akan memeriksanya", "success")
    if left:
        flash(f"Masih kosong: {', '.join(left)}. Petugas akan melihatnya. Anda masih dapat mengisinya di bawah ini",
              "warn")
    return redirect(_at(number))


def _changing(number: str) -> Any:
    """Where to go instead, when this record is not open for changes now."""
    with reading() as session:
        business = found(session, _viewer(), number)
        if _may_change(business, wishes_of(session, business)):
            return None
    flash("Data ini belum dapat diubah sekarang", "info")
    return redirect(_at(number))


def _may_change(business: Any, wish: Any) -> bool:
    """Any topic: while nothing is asked for, or when what is asked for names no field."""
    return business.state in OPEN_STATES or (business.state == "returned" and not (wish and wish.fields))


def _without_nik(number: str) -> tuple[str, ...]:
    """The owner's questions; a NIK that is there is corrected by an officer, who sees the KTP."""
    with reading() as session:
        known = found(session, _viewer(), number).owner.nik is not None
    return tuple(key for key in TOPICS["pemilik"].fields if not (known and key in ("nik", "nik_absent")))


def _wishes(wish: Any) -> list[tuple[str, str]]:
    """[(field in words, what to mend)]."""
    return [(label_of(key), words) for key, words in (wish.fields or {}).items()] if wish else []


def _at(number: str) -> str:
    return url_for("own.show", number=number)


def _viewer() -> Viewer:
    return viewer() or abort(401)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
