"""What the frame of every page shows: where this person can go, and whose installation this is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from digiloka.accounts.roles import STAFF
from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.config import Settings
from digiloka.database import db, reading

VISITOR, OWNER, OFFICER = "visitor", "owner", "staff"

# (label, endpoint, whose menu), in the order shown; an entry is left out where its view's mark does not let in
ITEMS = (
    ("Daftarkan usaha", "registration.start", {VISITOR}),
    ("Usaha saya", "own.home", {OWNER}),
    ("Verifikasi", "verification.queue", {OFFICER}),
    ("Data usaha", "businesses.table", {OFFICER}),
    ("Impor", "imports.batches", {OFFICER}),
    ("Statistik", "statistics.tables", {VISITOR, OWNER, OFFICER}),
    ("Pengguna", "users.table", {OFFICER}),
    ("Bantuan", "public.help", {VISITOR, OWNER}),
    ("Akun saya", "accounts.own", {OWNER, OFFICER}),
)


def items_for(viewer: Viewer | None, may_open: Callable[[str], bool]) -> list[dict[str, Any]]:
    """The menu of a person: [{label, url, current}]. `may_open(endpoint)` asks the view's mark."""
    whose = VISITOR if viewer is None else OFFICER if viewer.role in STAFF else OWNER
    return [
        {"label": label, "url": url_for(endpoint), "current": request.endpoint == endpoint}
        for label, endpoint, audience in ITEMS
        if whose in audience and may_open(endpoint)
    ]


def shown_settings() -> dict[str, Any]:
    """The installation's settings that pages show."""
    settings: Settings = current_app.config["SETTINGS"]
    return {
        "city_code": settings.city_code,
        "city_name": city_name(settings.city_code),
        "office_name": settings.office_name,
        "agency_name": settings.office_name,
        "contact_whatsapp": settings.contact_whatsapp,
        "contact_hours": settings.contact_hours,
        "review_days": settings.review_days,
        "tax_sentence": settings.tax_sentence,
    }


def city_name(city_code: str) -> str:
    """The city's official name, asked of the database once; empty while the areas are not loaded."""
    known: dict[str, str] = current_app.extensions.setdefault("digiloka.cities", {})
    if city_code not in known:
        try:
            with reading(db.engine) as session:
                city = areas.area(session, city_code)
        except SQLAlchemyError:
            return ""  # the page that says so must still come
        if city is None:
            return ""
        known[city_code] = city.name
    return known[city_code]
