"""An edit of some fields of a business: the form, the saving, and the page when somebody else was faster.

Staff and owners go the same way; only the addresses and the list of kelurahan differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, flash, render_template, request
from flask_wtf import FlaskForm

from digiloka.accounts.queries import names_of
from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.areas.naming import AreaNames
from digiloka.database import reading, transaction
from digiloka.registry import editing, mapping
from digiloka.registry.actions import Conflict, amend
from digiloka.registry.crowds import crowd
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries import NotFound, get_visible, history
from digiloka.values.refusal import Refused
from digiloka.web.formats import show_moment
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.businesses import EditForm, Groups, edit_form, pick_field

_FIELD_OF = {"nik-taken": "nik", "area-outside": "village", "point-outside": "coordinates",
             "before-move": "since"}
PICK = "pilih_"
CODE_FOLLOWED = "Kegiatan ditulis lain, jadi kode KBLI yang dulu tidak berlaku lagi. Periksa kodenya."


def found(session: Any, person: Viewer, number: str) -> Any:
    """The business, with everything of it loaded; the page "tidak ada" where there is none for this person."""
    try:
        return get_visible(session, person, number)
    except NotFound:
        abort(404)


def kelurahan_groups(names: AreaNames, person: Viewer | None = None) -> Groups:
    """{kecamatan: [(code, name)]}, only those in a staff viewer's area; the whole city for everybody else."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in names.rows.values():
        if row.level == "kelurahan" and (person is None or not person.area_code or person.covers(row.code)):
            groups.setdefault(names.rows[row.parent_code or ""].name, []).append((row.code, row.name))
    return groups


def area_choices(names: AreaNames, person: Viewer) -> list[tuple[str, str]]:
    """The areas in which this person may look, each kecamatan before its kelurahan."""
    rows = sorted((row for row in names.rows.values() if row.level != "kota" and person.covers(row.code)),
                  key=lambda row: row.code)
    return [(row.code, f"Kec. {row.name}" if row.level == "kecamatan" else f"– {row.name}") for row in rows]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit under way: its form, and what saving needs to know."""

    form: EditForm
    number: str
    year: int | None
    box: tuple[float, float, float, float] | None


def begun(session: Any, person: Viewer, business: Any, keys: Collection[str], year: int | None = None) -> Edit:
    """The form of these fields: as stored when the page is opened, as typed when it was sent."""
    city = current_app.config["SETTINGS"].city_code
    stored = editing.answers_of(mapping.record_of(business, year), keys)
    box = areas.box(session, city) if "coordinates" in keys else None
    groups = kelurahan_groups(areas.names(session, city), person) if "village" in keys else None
    asked = edit_form(keys, areas=groups, box=box, stored=stored, asks_owner=person.may("own.edit"))
    if request.method == "POST":
        return Edit(asked(), business.number, year, box)
    seen = {"version": str(business.version), "seen": json.dumps(stored)}
    return Edit(asked(data={**stored, **seen}), business.number, year, box)


def changed_keys(edit: Edit) -> list[str]:
    """The fields that were typed otherwise than shown, without those where the stored answer was picked."""
    form = edit.form
    keys = editing.changed(form.answers(), form.shown_before())
    if "coordinates" in form.keys and form["latitude"].data and "coordinates" not in keys:
        keys.append("coordinates")
    return [key for key in keys if request.form.get(f"{PICK}{key}") != "stored"]


def save(edit: Edit, person: Viewer, *, reason: str | None = None) -> bool:
    """Write what was changed; False when nothing was. Raises Conflict, and Refused."""
    keys = changed_keys(edit)
    if not keys:
        return False
    form, today = edit.form, local_today()
    typed = {**form.answers(), **_taken_point(form)}
    with transaction() as session:
        business = found(session, person, edit.number)
        stored = mapping.record_of(business, edit.year)
        record = editing.record_of(typed, keys, stored, today, year=edit.year, box=edit.box)
        editing.require_core(stored, record, keys)
        done = amend(session, person.actor("web"), business, record, expected_version=form.expected_version(),
                     keys=keys, reason=reason)
    if done.changed.get("kbli", (None,))[0] and person.may("business.edit"):
        flash(CODE_FOLLOWED, "warn")
    if many := crowd(record.figures):
        flash(many[1], "warn")
    return True


def _taken_point(form: Any) -> dict[str, Any]:
    """What the device said about where it is."""
    return {name: form[name].data for name in ("latitude", "longitude", "accuracy") if name in form}


def put_refusal(form: Any, refusal: Refused) -> None:
    """Show a refusal at the field it is about, else above the form."""
    key = _FIELD_OF.get(refusal.code, refusal.code)
    if key in form:
        form[key].errors = [*form[key].errors, refusal.message]
    else:
        form.form_errors = [*form.form_errors, refusal.message]


def clash_page(edit: Edit, person: Viewer, clash: Conflict, back: str) -> Any:
    """Who else changed what meanwhile, and both answers side by side; what was typed is kept."""
    form = edit.form
    mine = changed_keys(edit)
    with reading() as session:
        business = found(session, person, edit.number)
        stored = editing.answers_of(mapping.record_of(business, edit.year), form.keys)
        who = _name_of(session, clash)
        theirs = _changed_since(session, person, business, clash)
        version = business.version
    typed = form.answers()
    rows = [_row(form, key, stored, typed) for key in mine]
    picks = type("PickForm", (FlaskForm,), {row["name"]: pick_field(row["label"], row["before"], row["after"])
                                            for row in rows})()
    for row in rows:
        row["field"] = picks[row.pop("name")]
    kept = {key: typed[key] if key in mine else stored[key] for key in form.keys}
    kept |= _taken_point(form)
    page = render_template(
        "businesses/conflict.html", rows=rows, who=who, at=clash.at, theirs=theirs, back=back, form=picks,
        hidden=[*_hidden(kept), ("version", version), ("seen", json.dumps(stored))],
    )
    return page, 409


def _row(form: Any, key: str, stored: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    secret = key in editing.WRITE_ONLY
    before = "Yang tersimpan (tidak ditampilkan)" if secret else shown_answer(form[key], stored[key])
    after = typed[key]
    if key == "coordinates" and form["latitude"].data:
        after = f"{form['latitude'].data}, {form['longitude'].data}"
    return {"label": form[key].label.text, "name": f"{PICK}{key}", "before": before or "Tidak diisi",
            "after": shown_answer(form[key], after) or "Tidak diisi"}


def shown_answer(field: Any, value: Any) -> str:
    """An answer in the words of its list."""
    listed = getattr(field, "choices", None) or ()
    pairs = [pair for group in listed.values() for pair in group] if isinstance(listed, dict) else listed
    words = {str(pair[0]): pair[1] for pair in pairs}
    if isinstance(value, list | tuple):
        return ", ".join(words.get(str(each), str(each)) for each in value)
    return "" if value in (None, "") else words.get(str(value), str(value))


def _changed_since(session: Any, person: Viewer, business: Any, clash: Conflict) -> list[str]:
    """What the others changed, in words, newest first and each once."""
    told = [change.label for line in history(session, person, business, limit=20) for change in line.changes
            if change.field in clash.fields]
    return list(dict.fromkeys(told))


def _hidden(answers: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, each) for key, value in answers.items()
            for each in (value if isinstance(value, list | tuple) else [value]) if each is not None]


def label_of(key: str) -> str:
    """A field's words for a list of wishes."""
    return BY_KEY[key].label if key in BY_KEY else key


def opened(session: Any, person: Viewer, number: str, form: Any) -> Any:
    """The business of a page with a form of its own; the form learns which version was read."""
    business = found(session, person, number)
    form.version.data = form.version.data or str(business.version)
    return business


def attempt(person: Viewer, number: str, form: Any, write: Callable[[Any, Any], Any]) -> bool:
    """Do `write(session, business)`. False when it could not be: the form then says why and keeps what was typed."""
    try:
        with transaction() as session:
            write(session, found(session, person, number))
    except Conflict as clash:
        with reading() as session:
            business = found(session, person, number)
            form.form_errors = [*form.form_errors, _clash_sentence(session, person, business, clash)]
            form.version.data = str(business.version)
        form.clashed = True
    except Refused as refusal:
        put_refusal(form, refusal)
    else:
        return True
    return False


def status_of(form: Any) -> int:
    """The answer's status: somebody was faster, something is to be mended, or all is well."""
    return 409 if getattr(form, "clashed", False) else 422 if form.errors else 200


def _clash_sentence(session: Any, person: Viewer, business: Any, clash: Conflict) -> str:
    theirs = _changed_since(session, person, business, clash)
    what = f" ({', '.join(theirs[:5])})" if theirs else ""
    when = f" pada {show_moment(clash.at)}" if clash.at else ""
    return (f"Data ini juga diubah oleh {_name_of(session, clash)}{when}{what}. Isian Anda masih ada di bawah. "
            "Periksa datanya, lalu kirim lagi kalau masih benar.")


def _name_of(session: Any, clash: Conflict) -> str:
    return names_of(session, {clash.by}).get(clash.by, "orang lain") if clash.by else "orang lain"
