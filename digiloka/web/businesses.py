"""Businesses for staff: search and list, open one, its map, and the list as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for

from digiloka.accounts.queries import names_of
from digiloka.accounts.viewer import Viewer
from digiloka.activities.sectors import SECTORS
from digiloka.areas import queries as areas
from digiloka.areas.codes import is_code
from digiloka.areas.naming import AreaNames
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.imports import queries as imports
from digiloka.registry import choices, export_columns, export_files, mapping, scale, status
from digiloka.registry.actions.exporting import note_export
from digiloka.registry.queries import (
    Filters,
    ListRow,
    count_for_export,
    exists_elsewhere,
    history,
    page_of,
    rows_for_export,
    siblings_of,
)
from digiloka.registry.sought import WORDS, Sought, number_in, person_in
from digiloka.values.amounts import show_number
from digiloka.values.dates import show_date_short
from digiloka.values.refusal import Refused
from digiloka.values.text import clean
from digiloka.web import business_cards as cards
from digiloka.web import changes, standing
from digiloka.web.access import needs, viewer
from digiloka.web.business_history import history_rows
from digiloka.web.business_places import features, whereabouts
from digiloka.web.forms.answers import local_today
from digiloka.web.import_door import PER_PAGE as BATCH_PAGE
from digiloka.web.lookup import LONGEST, OFTEN, look_up, opened
from digiloka.web.paging import asked_choices, asked_page
from digiloka.web.saving import area_choices, found

pages = Blueprint("businesses", __name__, url_prefix="/data")
for _part in (changes.pages, standing.pages):
    pages.register_blueprint(_part)

PER_PAGE = 25
MOST_ON_A_PAGE = 20_000  # rows that a page hands out; more take the command
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
UNKNOWN = "tidak_diketahui"
SCALES = (*((code, scale.label(code)) for code in scale.CLASSES), (UNKNOWN, scale.UNDECIDED))
STATES = tuple((code, words) for code, words in status.STATES.items() if code not in status.HIDDEN_STATES)
_ORDERS = {"terbaru": "newest", "terlama": "oldest", "nama": "name"}
_CHOICES = {
    "wilayah": is_code, "kelompok": (*SECTORS, UNKNOWN), "status": dict(STATES), "keberadaan": dict(choices.EXISTENCE),
    "skala": dict(SCALES), "asal": dict(choices.SOURCES), "belum": ("1",), "urut": _ORDERS,
}
_TYPED = ("q", "cari")  # what somebody looked for is not for the journal


@pages.route("", methods=["GET", "POST"])
@needs("business.list")
def table() -> Any:
    """The list. Its form is sent by POST: what is typed may be a NIK or a phone, which no address may hold."""
    person, page = _viewer(), asked_page()
    asked = _asked()
    try:
        elsewhere, sought = _without_person(asked), _sought(asked)
    except Refused as refusal:
        return _table(person, page, asked, None, refusal.message), 429 if refusal.code == OFTEN else 422
    return elsewhere or _table(person, page, asked, sought)


def _without_person(asked: dict[str, str]) -> Any:
    """Where to go on when a form was sent, or when the address names a person; None to stay. Raises Refused."""
    city = _settings().city_code
    named = person_in(asked["q"], city)
    if named:
        asked = {**asked, "q": "", "cari": look_up(named, _viewer(), city)}
    elif asked["q"]:
        # New words in place of the person looked for before; a business's number as it is stored.
        asked = {**asked, "q": number_in(asked["q"], city) or asked["q"], "cari": ""}
    if not named and request.method == "GET":
        if not asked["cari"] or _sought(asked):
            return None
        flash("Pencarian ini tidak berlaku lagi. Tulis NIK atau nomor HP sekali lagi", "warn")
        asked = {**asked, "cari": ""}
    return redirect(_at(asked), 303)


def _sought(asked: dict[str, str]) -> Sought | None:
    return opened(asked["cari"], _viewer().user_id) if asked["cari"] else None


def _table(
    person: Viewer, page: int, asked: dict[str, str], sought: Sought | None, mistake: str | None = None
) -> str:
    with reading() as session:
        names = areas.names(session, _settings().city_code)
        listed = {**asked, "q": "", "cari": ""} if mistake else asked
        shown = page_of(session, person, _filters(listed, sought), page, PER_PAGE)
    first = (page - 1) * PER_PAGE + 1
    return render_template(
        "businesses/table.html", asked=listed, typed=asked["q"], mistake=mistake, sought=sought,
        sought_by=WORDS[sought.kind] if sought else None,
        rows=[_line(row, names) for row in shown.rows], shown=shown, first=first,
        last=first + len(shown.rows) - 1, applied=_applied(listed, names, sought), areas=area_choices(names, person),
        states=STATES, sectors=(*SECTORS.items(), (UNKNOWN, "Belum diketahui")), scales=SCALES, sources=choices.SOURCES,
        existences=choices.EXISTENCE, person=person, most=MOST_ON_A_PAGE,
        previous=_at(listed, page - 1) if page > 1 else None,
        following=_at(listed, page + 1) if page < shown.pages else None,
    )


@pages.get("/<number>")
@needs("business.read")
def show(number: str) -> Any:
    person = _viewer()
    with reading() as session:
        business = found(session, person, number)
        if business.number != number:
            return redirect(url_for("businesses.show", number=business.number))
        record = mapping.record_of(business)
        names = areas.names(session, _settings().city_code)
        return render_template(
            "businesses/show.html", business=business, record=record, cards=cards, status=status, person=person,
            names=names, kbli=cards.title_of_kbli(session, record), where=whereabouts(session, record.place, names),
            lines=history_rows(history(session, person, business, limit=60), names),
            siblings=siblings_of(session, person, business), origin=_origin(session, person, business),
            elsewhere=exists_elsewhere(session, person, business.owner_id), this_year=local_today().year,
            steps=status.rules_for(business.state, person.role),
        )


@pages.get("/<number>/peta.json")
@needs("business.read")
def map_of(number: str) -> dict[str, Any]:
    """The point and the outline of its kelurahan, as GeoJSON."""
    with reading() as session:
        business = found(session, _viewer(), number)
        names = areas.names(session, _settings().city_code)
        return features(session, mapping.record_of(business).place, names, cards.name_of(business))


@pages.get("/unduh")
@needs("export.rows")
def download() -> Any:
    """The same list as a file."""
    form, asked, person = request.args.get("bentuk", "xlsx"), _asked(), _viewer()
    if form not in export_files.FORMATS:
        abort(404)
    if elsewhere := _without_person(asked):
        return elsewhere
    filters = _filters(asked, _sought(asked))
    with reading() as session, tempfile.TemporaryDirectory() as folder:
        total = count_for_export(session, person, filters)
        if total > MOST_ON_A_PAGE:
            flash(_too_many(total), "warn")
            return redirect(_at(asked))
        path = Path(folder) / f"usaha.{form}"
        around = export_columns.Around(areas.names(session, _settings().city_code), _settings().timezone)
        rows = rows_for_export(session, person, filters)
        count = export_files.write(path, (export_columns.cells(row, around) for row in rows))
        handle = path.open("rb")  # sent from an open handle, so the folder may go
    with transaction() as session:
        note_export(session, person.actor("web"), _settings().city_code, count=count, form=form,
                    filters=" ".join(f"{key}={value}" for key, value in asked.items() if value and key not in _TYPED))
    return send_file(handle, as_attachment=True, mimetype=TYPES[form],
                     download_name=f"digiloka-usaha-{local_today().isoformat()}.{form}")


def _too_many(total: int) -> str:
    return (f"Daftar ini berisi {show_number(total)} usaha, terlalu banyak untuk diunduh dari halaman. Saring dulu "
            f"sampai paling banyak {show_number(MOST_ON_A_PAGE)}, atau minta admin menjalankan perintah "
            "digiloka registry export.")


def _asked() -> dict[str, str]:
    """The filters as the address says them, or as they were sent."""
    told = request.form if request.method == "POST" else request.args
    typed = {"q": clean(told.get("q", ""))[:200].strip(), "cari": told.get("cari", "").strip()[:LONGEST]}
    return {**typed, **asked_choices(told, _CHOICES)}


def _filters(asked: dict[str, str], sought: Sought | None) -> Filters:
    return Filters(
        q=asked["q"], person=sought, area=asked["wilayah"] or None, sector=asked["kelompok"] or None,
        state=asked["status"] or None,
        existence=int(asked["keberadaan"]) if asked["keberadaan"] else None, scale=asked["skala"] or None,
        source=asked["asal"] or None, needs_area=asked["belum"] == "1", order=_ORDERS.get(asked["urut"], "newest"),
    )


def _at(asked: dict[str, str], page: int = 1, without: str = "") -> str:
    kept = {key: value for key, value in asked.items() if value and key != without}
    return url_for("businesses.table", **kept, hal=page if page > 1 else None)


def _applied(asked: dict[str, str], names: AreaNames, sought: Sought | None) -> list[dict[str, str]]:
    area = asked["wilayah"]
    words = {
        "q": f'"{asked["q"]}"' if asked["q"] else "", "cari": sought.shown if sought else "",
        "wilayah": names.label(area) if area in names.rows else area,
        "kelompok": {**SECTORS, UNKNOWN: "Kelompok belum diketahui"}.get(asked["kelompok"], ""),
        "status": status.STATES.get(asked["status"], ""),
        "keberadaan": dict(choices.EXISTENCE).get(asked["keberadaan"], ""),
        "skala": f"Skala {dict(SCALES)[asked['skala']].lower()}" if asked["skala"] else "",
        "asal": dict(choices.SOURCES).get(asked["asal"], ""),
        "belum": "Kelurahan belum diketahui" if asked["belum"] == "1" else "",
    }
    return [{"label": label, "remove": _at(asked, without=key)} for key, label in words.items() if label]


def _line(row: ListRow, names: AreaNames) -> dict[str, Any]:
    closed = row.existence not in status.COUNTED_EXISTENCE
    area = names.label(row.area_code) if row.area_code in names.rows else {"text": "Perlu area", "tag": "fix"}
    return {
        "name": {"text": cards.name_of(row), "href": url_for("businesses.show", number=row.number), "note": row.number},
        "owner": row.owner_name, "area": area,
        "sector": SECTORS.get(row.sector or "", row.sector), "scale": scale.label(row.scale) if row.scale else None,
        "state": cards.state_tag(row.state) | ({"note": status.existence_label(row.existence)} if closed else {}),
        "since": show_date_short(row.created_at.astimezone(_settings().timezone).date()),
    }


def _origin(session: Any, person: Viewer, business: Any) -> dict[str, Any]:
    """Who brought it, when, by which door, and the batch and row where this person may open it."""
    who = names_of(session, {business.created_by} if business.created_by else set()).get(business.created_by)
    batch = imports.batch_for(session, person, business.batch_id) if business.batch_id else None
    place = imports.row_place(session, business.import_row_id) if batch else None
    sheets = (batch.sheets or []) if batch else []
    return {
        "door": choices.words_of(choices.SOURCES, business.source), "who": who, "at": business.created_at,
        "batch": batch,
        "row": place[2] if place else None, "page": place[0] // BATCH_PAGE + 1 if place else None,
        "sheet": sheets[place[1]].get("name") if place and place[1] < len(sheets) else None,
    }


def _viewer() -> Viewer:
    return viewer() or abort(401)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
