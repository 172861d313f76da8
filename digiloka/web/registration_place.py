"""Questions whose choices depend on the city or on earlier answers: the activity, the kelurahan, the point."""

from __future__ import annotations

from typing import Any

from digiloka.activities import queries as activities
from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.web.access import viewer
from digiloka.web.forms import registration as forms

LONGEST_WORDS = 500


def offer(db: Any, form: Any, answers: dict[str, Any], city_code: str) -> None:
    """Fill in the lists that depend on the city or on earlier answers."""
    if isinstance(form, forms.ActivityForm):
        told = answers.get("usaha")  # without a draft the page itself says what its list was made from
        words = (told.get("activity") if told else form.words.data) or ""
        form.offer(activities.search_codes(db, words[:LONGEST_WORDS]), words)
    elif isinstance(form, forms.PlaceForm):
        person = viewer()
        known = areas.names(db, city_code)
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in known.rows.values():
            if row.level == "kelurahan" and (
                not person or not person.may("business.register") or person.covers(row.code)
            ):
                groups.setdefault(known.rows[row.parent_code or ""].name, []).append((row.code, row.name))
        form.offer(groups)


def asks_about_point(form: Any, city_code: str) -> bool:
    """When the point certainly lies in another kelurahan, ask which of the two is right; never overwrite."""
    if not isinstance(form, forms.PlaceForm) or not form.latitude.data or not form.longitude.data:
        return False
    chosen = form.point_choice.data
    if chosen in ("chosen", "point"):
        if chosen == "point":
            form.area_code.data = _located(form, city_code) or form.area_code.data
        return False
    there = _located(form, city_code)
    if there is None or there == form.area_code.data:
        return False
    with reading() as db:
        known = areas.names(db, city_code)
    here, other = known.rows[form.area_code.data].name, known.rows[there].name
    form.point_choice.choices = [("chosen", f"Kelurahan {here}"), ("point", f"Kelurahan {other}")]
    form.point_choice.errors = [f"Titik ini ada di Kelurahan {other}, sedangkan Anda memilih {here}. Mana yang benar?"]
    return True


def _located(form: Any, city_code: str) -> str | None:
    try:
        latitude, longitude = float(form.latitude.data), float(form.longitude.data)
    except ValueError:
        form.latitude.data = form.longitude.data = ""
        return None
    with reading() as db:
        found = areas.locator(db, city_code).locate(latitude, longitude)
    return found.kelurahan_code if found and found.sure else None
