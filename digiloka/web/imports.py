"""Survey files: upload, see what will happen, confirm, and take back."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.config import PROJECT, Settings
from digiloka.database import reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions, queries
from digiloka.imports.outcomes import NOT_WRITTEN, in_part, why_left
from digiloka.jobs import names, rows
from digiloka.jobs.queue import wake
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused
from digiloka.values.text import clean
from digiloka.web.access import needs, viewer
from digiloka.web.forms.imports import DecideForm, UploadForm
from digiloka.web.paging import asked_choices, asked_page

pages = Blueprint("imports", __name__, url_prefix="/impor")

PER_PAGE = 50
MOST_LEFT = 50  # rows that are named at the top of an applied batch
WORKING = {
    "uploaded": "Berkas menunggu diperiksa",
    "checking": "Berkas sedang diperiksa",
    "applying": "Data sedang dimasukkan",
    "undoing": "Impor sedang dibatalkan",
}
DECISIONS = {
    "new": ("Baru", "ok"),
    "changed": ("Diperbarui", "info"),
    "same": ("Tidak berubah", "off"),
    "doubtful": ("Perlu diputuskan", "fix"),
    "refused": ("Ditolak", "no"),
}
STATES = {
    "uploaded": ("Menunggu", "wait"),
    "checking": ("Diperiksa", "wait"),
    "planned": ("Siap dimasukkan", "info"),
    "applying": ("Dimasukkan", "wait"),
    "applied": ("Sudah masuk", "ok"),
    "undoing": ("Dibatalkan", "wait"),
    "undone": ("Dibatalkan", "off"),
    "refused": ("Tidak terbaca", "no"),
    "failed": ("Terhenti", "no"),
}


@pages.get("")
@needs("import.read")
def batches() -> str:
    with reading() as session:
        found = queries.batches_of(session, _viewer())
        return render_template("imports/batches.html", batches=found, states=STATES)


@pages.route("/baru", methods=["GET", "POST"])
@needs("import.write")
def upload() -> Any:
    person = _viewer()
    with reading() as session:
        names_ = areas.names(session, _settings().city_code)
        choices = [(code, names_.label(code)) for code in names_.rows if person.covers(code)]
    form = UploadForm(areas=choices, settings=_settings())
    if not form.validate_on_submit():
        return render_template("imports/upload.html", form=form), 422 if form.errors else 200
    name = PurePath(form.file.data.filename or "survei").name[:150]
    area = form.area.data if person.covers(form.area.data) else person.area_code
    with transaction() as session:
        stored = put(session, _settings().files_dir, form.file.data.stream, name)
        batch = actions.open_batch(
            session,
            person.actor("web"),
            city_code=_settings().city_code,
            area_code=area or "",
            file_id=stored.id,
            file_name=name,
        )
        job = rows.enqueue(session, names.IMPORT_CHECK, batch_id=str(batch.id))
        batch.job_id = job.id
        batch_id = batch.id
    wake(job.id)
    return redirect(url_for("imports.batch", batch_id=batch_id))


@pages.get("/<uuid:batch_id>")
@needs("import.read")
def batch(batch_id: uuid.UUID) -> str:
    decision, page = asked_choices(request.args, {"putusan": DECISIONS})["putusan"] or None, asked_page()
    with reading() as session:
        found = _batch(session, batch_id)
        if found.state in WORKING:
            stopped = queries.has_stopped(session, found)
            return render_template(
                "imports/working.html", batch=found, words=WORKING[found.state], stopped=stopped, form=DecideForm()
            )
        shown = queries.rows_of(session, batch_id, decision=decision, page=page, per_page=PER_PAGE)
        return render_template(
            "imports/batch.html",
            batch=found,
            rows=shown,
            form=DecideForm(),
            decision=decision,
            page=page,
            per_page=PER_PAGE,
            decisions=DECISIONS,
            states=STATES,
            labels=_labels(),
            cells=_cells,
            named=_named,
            left=queries.rows_left(session, found.id, MOST_LEFT) if found.state == "applied" else [],
            most_left=MOST_LEFT,
            not_written=NOT_WRITTEN,
            in_part=in_part,
            why_left=why_left,
            may_write=_viewer().may("import.write"),
            may_undo=actions.may_undo(found) and actions.answers_for(session, _viewer(), found),
        )


@pages.get("/<uuid:batch_id>/kemajuan")
@needs("import.read")
def progress(batch_id: uuid.UUID) -> dict[str, Any]:
    with reading() as session:
        found = _batch(session, batch_id)
        if found.state not in WORKING:
            return {"value": 1, "total": 1, "text": "Selesai", "next": url_for("imports.batch", batch_id=batch_id)}
        if queries.has_stopped(session, found):
            return {"value": 1, "total": 1, "text": "Terhenti", "next": url_for("imports.batch", batch_id=batch_id)}
        done, whole = queries.progress_of(session, found)
        return {"value": done, "total": max(whole, 1), "text": WORKING[found.state], "next": None}


@pages.post("/<uuid:batch_id>/ulangi")
@needs("import.write")
def again(batch_id: uuid.UUID) -> Response:
    """Once more, after the worker gave up on it."""
    with transaction() as session:
        job_id = actions.try_again(session, _batch(session, batch_id))
    wake(job_id)
    return redirect(url_for("imports.batch", batch_id=batch_id))


@pages.post("/<uuid:batch_id>/masukkan")
@needs("import.write")
def apply(batch_id: uuid.UUID) -> Response:
    return _start(batch_id, actions.may_apply, "applying", names.IMPORT_APPLY)


@pages.route("/<uuid:batch_id>/batalkan", methods=["GET", "POST"])
@needs("import.write")
def undo(batch_id: uuid.UUID) -> Any:
    with reading() as session:
        found = _batch(session, batch_id)
        if not actions.answers_for(session, _viewer(), found):
            flash(actions.NOT_YOURS, "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if request.method == "POST":
            return _start(batch_id, actions.may_undo, "undoing", names.IMPORT_UNDO)
        return render_template("imports/undo.html", batch=found, form=DecideForm(), count=show_number)


@pages.get("/contoh")
@needs("import.read")
def blanks() -> str:
    found = sorted(path.name for path in (PROJECT / "import_templates").glob("*.xlsx"))
    return render_template("imports/blanks.html", files=found)


@pages.get("/contoh/<name>")
@needs("import.read")
def blank(name: str) -> Response:
    return send_from_directory(PROJECT / "import_templates", name, as_attachment=True)


def _start(batch_id: uuid.UUID, may: Any, next_state: str, job_name: str) -> Response:
    """Hand a batch to the worker; pressing the button twice starts it once."""
    try:
        with transaction() as session:
            job_id = actions.hand_over(session, _batch(session, batch_id), may, next_state, job_name)
    except Refused as refusal:
        flash(refusal.message, "warn")
    else:
        wake(job_id)
    return redirect(url_for("imports.batch", batch_id=batch_id))


def _batch(session: Any, batch_id: uuid.UUID) -> Any:
    found = queries.batch_for(session, _viewer(), batch_id)
    return found if found is not None else abort(404)


def _cells(row: Any, batch: Any) -> list[tuple[str, str, str | None]]:
    """(column and heading, what stood there, what is wrong) of the cells worth showing: mapped or faulty."""
    told = {fault[0]: fault[3] for fault in row.content["faults"] if fault[0]}
    shown = []
    for index, column in enumerate(batch.sheets[row.sheet]["columns"]):
        raw = row.content["raw"][index] if index < len(row.content["raw"]) else None
        if raw in (None, "") and column["letter"] not in told:
            continue
        fields = _fields(column)
        if not fields and column["letter"] not in told:
            continue
        hidden = any(key in BY_KEY and BY_KEY[key].sensitive for key in fields)
        label = f"{column['letter']} · {column['heading'] or '–'}"
        shown.append(
            (label, _masked(raw) if hidden else clean(raw), told.get(column["letter"]))
        )
    return shown


def _fields(column: dict[str, Any]) -> list[str]:
    """What a column is about: its field, or the two of "Alamat/No HP"."""
    return column.get("fields") or ([column["field"]] if column["field"] else [])


def _named(column: dict[str, Any], sheet: dict[str, Any], batch: Any) -> str:
    """Under which name a column is taken; one of two things may be left out, and is then told as the sheet's fault."""
    told = (batch.summary or {}).get("sheet_faults", [])
    left = {(fault["sheet"], fault["column"]) for fault in told if fault["code"] == "two-in-one"}
    known = [BY_KEY[key].label for key in _fields(column) if key in BY_KEY]
    return "Tidak dimasukkan" if (sheet["name"], column["letter"]) in left or not known else " dan ".join(known)


def _masked(raw: Any) -> str:
    text = clean(raw)
    return "•" * max(len(text) - 4, 0) + text[-4:]


def _labels() -> dict[str, str]:
    return {key: field.label for key, field in BY_KEY.items()}


def _viewer() -> Viewer:
    return viewer() or abort(401)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
