"""One batch: how far it is, what will happen, and the yes or no to it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from digiloka.database import reading, transaction
from digiloka.imports import actions, queries
from digiloka.imports.outcomes import NOT_WRITTEN, in_part, why_left
from digiloka.jobs import names
from digiloka.jobs.queue import wake
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm
from digiloka.web.import_door import PER_PAGE, batch_or_404, pages, person
from digiloka.web.import_words import DECISIONS, STATES, WORKING, cells, labels, named
from digiloka.web.paging import asked_choices, asked_page

MOST_LEFT = 50  # rows that are named at the top of an applied batch


@pages.get("/<uuid:batch_id>")
@needs("import.read")
def batch(batch_id: uuid.UUID) -> str:
    decision, page = asked_choices(request.args, {"putusan": DECISIONS})["putusan"] or None, asked_page()
    with reading() as session:
        found = batch_or_404(session, batch_id)
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
            labels=labels(),
            cells=cells,
            named=named,
            left=queries.rows_left(session, found.id, MOST_LEFT) if found.state == "applied" else [],
            most_left=MOST_LEFT,
            not_written=NOT_WRITTEN,
            in_part=in_part,
            why_left=why_left,
            may_write=person().may("import.write"),
            may_undo=actions.may_undo(found) and actions.answers_for(session, person(), found),
        )


@pages.get("/<uuid:batch_id>/kemajuan")
@needs("import.read")
def progress(batch_id: uuid.UUID) -> dict[str, Any]:
    with reading() as session:
        found = batch_or_404(session, batch_id)
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
        job_id = actions.try_again(session, batch_or_404(session, batch_id))
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
        found = batch_or_404(session, batch_id)
        if not actions.answers_for(session, person(), found):
            flash(actions.NOT_YOURS, "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if request.method == "POST":
            return _start(batch_id, actions.may_undo, "undoing", names.IMPORT_UNDO)
        return render_template("imports/undo.html", batch=found, form=DecideForm(), count=show_number)


def _start(batch_id: uuid.UUID, may: Any, next_state: str, job_name: str) -> Response:
    """Hand a batch to the worker; pressing the button twice starts it once."""
    try:
        with transaction() as session:
            job_id = actions.hand_over(session, batch_or_404(session, batch_id), may, next_state, job_name)
    except Refused as refusal:
        flash(refusal.message, "warn")
    else:
        wake(job_id)
    return redirect(url_for("imports.batch", batch_id=batch_id))
