"""The people who work here: list, invite, change, switch off, hand out one-time links. For admins."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from digiloka.accounts import actions, links, queries
from digiloka.accounts.queries import UserRow
from digiloka.accounts.roles import AGENCIES, ROLES
from digiloka.areas import queries as areas
from digiloka.areas.loading import AreaRow
from digiloka.audit.history import lines_about
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.jobs.queue import wake
from digiloka.registry.sought import Sought
from digiloka.values.refusal import Refused
from digiloka.web import user_search
from digiloka.web.access import needs, viewer
from digiloka.web.formats import show_moment
from digiloka.web.forms.accounts import STANDINGS, ConfirmForm, InviteForm, UserFilterForm, UserForm

pages = Blueprint("users", __name__, url_prefix="/kelola/pengguna")

PER_PAGE = 50
KINDS = {"active": "ok", "invited": "wait", "off": "off", "asked": "fix"}  # colour of a standing's tag
ACTIONS = {
    "add": "Ditambahkan",
    "change": "Diubah",
    "switch-off": "Dinonaktifkan",
    "switch-on": "Diaktifkan",
    "link-invitation": "Undangan dibuat",
    "link-reset": "Tautan kata sandi dibuat",
    "password": "Kata sandi dibuat atau diganti",
}
_manages = needs("users.manage", fresh=True)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


@pages.route("", methods=["GET", "POST"])
@_manages
def table() -> Any:
    """Everybody who works here; an owner only by their phone number."""
    form, me, status = user_search.asked(), viewer().user_id, 200
    try:
        if elsewhere := user_search.elsewhere(form, me):
            return elsewhere
    except Refused as refusal:
        status = user_search.refuse(form, refusal)
    return _table(form, None if form.q.errors else user_search.sought(form, me)), status


def _table(form: UserFilterForm, sought: Sought | None) -> str:
    first = min(max(request.args.get("first", 0, int), 0), 1_000_000)
    with reading() as session:
        rows, total = queries.list_users(
            session, _settings().city_code, **user_search.asking(sought, form.q.data), role=form.role.data or "",
            standing=form.standing.data or "", first=first, count=PER_PAGE,
        )
        names = _area_names(session)
        asking = queries.count_asking(session, _settings().city_code)
    return render_template(
        "users/table.html", search=form, rows=[_shown(row, names) for row in rows], asking=asking, total=total,
        applied=user_search.applied(form, sought), first=first, last=first + len(rows),
        previous=user_search.at(form, max(first - PER_PAGE, 0)) if first else None,
        following=user_search.at(form, first + PER_PAGE) if first + PER_PAGE < total else None,
    )


def _shown(row: UserRow, names: dict[str, str]) -> dict[str, Any]:
    standing = "asked" if row.reset_asked_at and row.standing != "off" else row.standing
    return {
        "name": {"text": row.shown_name, "href": url_for("users.one", user_id=row.id), "note": row.email},
        "role": row.role_label,
        "area": names.get(row.area_code or "", row.area_code or ""),
        "standing": {"text": STANDINGS[standing], "tag": KINDS[standing]},
        "last": show_moment(row.last_login_at) if row.last_login_at else "Belum pernah",
    }


@pages.route("/baru", methods=["GET", "POST"])
@_manages
def invite() -> Any:
    """Add somebody and have them invited."""
    settings = _settings()
    form = InviteForm()
    with reading() as session:
        form.offer(_area_choices(session), _agencies())
    if request.method == "GET":
        form.agency.data = settings.agency
    if form.validate_on_submit():
        try:
            with transaction() as session:
                user = actions.add_user(
                    session, viewer().actor("web"), city_code=settings.city_code, role=form.role.data,
                    name=form.name.data, email=form.email.data, area_code=_known_area(session, form.area.data),
                    agency=_known_agency(form.agency.data),
                )
                token, job_id = _link_or_mail(session, user)
        except Refused as refusal:
            _put(form, refusal)
        else:
            wake(job_id)
            return _after_link(user.id, token, "Pengguna ditambahkan")
    return render_template("users/invite.html", form=form), 422 if form.errors else 200


@pages.get("/<uuid:user_id>")
@_manages
def one(user_id: uuid.UUID) -> str:
    """One user: what is known, what happened, what can be done."""
    return _page_of(user_id)


def _page_of(user_id: uuid.UUID, token: str | None = None) -> str:
    with reading() as session:
        row = _row(session, user_id)
        lines = lines_about(session, "user", user_id)
        people = queries.names_of(session, {line.actor_id for line in lines if line.actor_id})
        ends = queries.open_invitation(session, user_id)
        names = _area_names(session)
    address = f"{_base_url()}{links.PATH}/{token}" if token else None
    return render_template(
        "users/one.html", user=row, area=names.get(row.area_code or ""), lines=lines, people=people, ends=ends,
        address=address, agencies=_agencies(), standing=(STANDINGS[row.standing], KINDS[row.standing]),
        form=ConfirmForm(), me=viewer().user_id == row.id, names=names, roles=ROLES, actions=ACTIONS,
    )


@pages.route("/<uuid:user_id>/ubah", methods=["GET", "POST"])
@_manages
def change(user_id: uuid.UUID) -> Any:
    """Name, role, area, agency. When somebody else changed them meanwhile, both are shown and nothing is lost."""
    form, other = UserForm(), None
    with reading() as session:
        row = _row(session, user_id)
        form.offer(_area_choices(session), _agencies())
        names = _area_names(session)
    if request.method == "GET":
        form.version.data, form.name.data, form.role.data = str(row.version), row.name, row.role
        form.area.data, form.agency.data = row.area_code or "", row.agency or ""
    elif form.validate():
        try:
            with transaction() as session:
                actions.change_user(
                    session, viewer().actor("web"), user_id, version=_number(form.version.data),
                    name=form.name.data, role=form.role.data, area_code=_known_area(session, form.area.data),
                    agency=_known_agency(form.agency.data),
                )
        except Refused as refusal:
            if refusal.code == "conflict":
                other = row
                form.version.data = str(row.version)
            _put(form, refusal)
        else:
            flash("Perubahan disimpan", "success")
            return redirect(url_for("users.one", user_id=user_id))
    page = render_template(
        "users/change.html", form=form, user=row, other=other, names=names, roles=ROLES, agencies=_agencies()
    )
    return page, 409 if other else 422 if form.errors else 200


@pages.post("/<uuid:user_id>/tautan")
@_manages
def make_link(user_id: uuid.UUID) -> Any:
    """A one-time link, shown this once."""
    with transaction() as session:
        token = actions.make_link(session, viewer().actor("web"), user_id)
    return _page_of(user_id, token)


@pages.route("/<uuid:user_id>/nonaktifkan", methods=["GET", "POST"])
@_manages
def switch_off(user_id: uuid.UUID) -> Any:
    """Ask, then end somebody's access."""
    form, refused = ConfirmForm(), None
    with reading() as session:
        row = _row(session, user_id)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                actions.switch_off(session, viewer().actor("web"), user_id)
        except Refused as refusal:
            refused = refusal.message
        else:
            flash(f"{row.shown_name} tidak dapat masuk lagi", "success")
            return redirect(url_for("users.one", user_id=user_id))
    return render_template("users/switch_off.html", form=form, user=row, refused=refused), 422 if refused else 200


@pages.post("/<uuid:user_id>/aktifkan")
@_manages
def switch_on(user_id: uuid.UUID) -> Response:
    """Give access back."""
    with transaction() as session:
        actions.switch_on(session, viewer().actor("web"), user_id)
    flash("Pengguna dapat masuk lagi", "success")
    return redirect(url_for("users.one", user_id=user_id))


def _row(session: Session, user_id: uuid.UUID) -> UserRow:
    user = queries.user_by_id(session, user_id)
    if user is None or user.city_code != _settings().city_code:
        abort(404)
    return queries.row_of(user)


def _link_or_mail(session: Session, user: Any) -> tuple[str | None, uuid.UUID | None]:
    """(token to show, job to wake): mailed where mail goes out, else shown to the admin once."""
    if _settings().mail_url:
        return None, actions.send_link(session, user)
    return actions.make_link(session, viewer().actor("web"), user.id), None


def _after_link(user_id: uuid.UUID, token: str | None, said: str) -> Any:
    if token:
        return _page_of(user_id, token)
    flash(f"{said}. Undangan dikirim ke alamat emailnya", "success")
    return redirect(url_for("users.one", user_id=user_id))


def _base_url() -> str:
    return request.url_root.rstrip("/")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _put(form: UserForm, refusal: Refused) -> None:
    """Show a refusal at the field it is about."""
    places = {"area": form.area, "role": form.role, "own": form.role, "last": form.role, "agency": form.agency}
    if refusal.code == "conflict":
        form.form_errors = [*form.form_errors, refusal.message]
        return
    field = places.get(refusal.code.split("-")[0]) or getattr(form, "email", form.name)
    field.errors = [*field.errors, refusal.message]


def _known_area(session: Session, code: str | None) -> str | None:
    """The code when such an area exists today. Raises Refused("area-unknown")."""
    if not code:
        return None
    found = areas.area(session, code)
    if found is None or found.city_code != _settings().city_code:
        raise Refused("area-unknown", "Wilayah ini tidak ada di daftar. Pilih yang lain.")
    return found.code


def _agencies() -> dict[str, str]:
    settings = _settings()
    return AGENCIES if settings.agency in AGENCIES else {settings.agency: settings.office_name, **AGENCIES}


def _known_agency(key: str | None) -> str | None:
    if key and key not in _agencies():
        raise Refused("agency-unknown", "Dinas ini tidak ada di daftar. Pilih yang lain.")
    return key or None


def _area_names(session: Session) -> dict[str, str]:
    return {area.code: _title(area) for area in areas.areas(session, _settings().city_code)}


def _title(area: AreaRow) -> str:
    kind = area.kind.capitalize()
    return area.name if area.name.lower().startswith(kind.lower()) else f"{kind} {area.name}"


def _area_choices(session: Session) -> list[SelectChoice]:
    """Every area of the city: the city, its kecamatan, then the kelurahan under their kecamatan."""
    rows = areas.areas(session, _settings().city_code)
    titles = {row.code: _title(row) for row in rows}
    groups = {"kota": "Seluruh kota", "kecamatan": "Kecamatan"}
    ordered = sorted(rows, key=lambda row: (("kota", "kecamatan", "kelurahan").index(row.level), row.code))
    return [
        SelectChoice(row.code, titles[row.code], optgroup=groups.get(row.level) or titles[row.parent_code])
        for row in ordered
    ]
