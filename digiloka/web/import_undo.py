"""Taking an import back, and the report of what went back and what stayed, row by row."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.imports import actions
from digiloka.imports.batch_queries import rows_apart
from digiloka.imports.own_columns import BACK_IN_PART, STAYS, TAKEN_BACK
from digiloka.imports.sending_level import not_yours
from digiloka.imports.undo_rows import BACK, KEPT, PARTLY, UndoneRow, counts_of, report_rows
from digiloka.imports.undoing import back_told
from digiloka.jobs import names as jobs
from digiloka.values.amounts import show_number
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm
from digiloka.web.import_door import PER_PAGE, batch_or_404, changed, decides, pages, person, settings
from digiloka.web.import_rows import row_view
from digiloka.web.import_words import came_in
from digiloka.web.paging import asked_choices, asked_page

WORDS = {BACK: (TAKEN_BACK, "ok"), PARTLY: (BACK_IN_PART, "fix"), KEPT: (STAYS, "fix")}


@pages.route("/<uuid:batch_id>/batalkan", methods=["GET", "POST"])
@needs("import.write")
def undo(batch_id: uuid.UUID) -> Any:
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if not decides(found):
            flash(not_yours(found), "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if request.method == "GET" and not actions.offers_undo(found):
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if request.method == "GET":
            return render_template("imports/undo.html", batch=found, form=DecideForm(), count=show_number,
                                   came=came_in(found))
    changed(batch_id, lambda session, batch: actions.order(
        session, person().actor("web"), batch, actions.offers_undo, "undoing", jobs.IMPORT_UNDO))
    return redirect(url_for("imports.batch", batch_id=batch_id))


@pages.get("/<uuid:batch_id>/pembatalan")
@needs("import.read")
def undone(batch_id: uuid.UUID) -> Any:
    """The rows that had come in: reversed, kept and why, or reversed in part."""
    only, page = asked_choices(request.args, {"hasil": WORDS})["hasil"], asked_page()
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if found.state != "undone":
            return redirect(url_for("imports.batch", batch_id=batch_id))
        names = areas.names(session, settings().city_code)
        counts = counts_of(session, found)
        rows = report_rows(session, person(), found, only=only or None, page=page, per_page=PER_PAGE)
        apart = set() if decides(found) else rows_apart(session, person(), found, [one.row for one in rows])
        return render_template(
            "imports/undone.html", batch=found, counts=counts, only=only, page=page, per_page=PER_PAGE, words=WORDS,
            rows=[_view(row_view(one.row, found, names, None, hidden=one.row.id in apart), one) for one in rows],
            total=counts[only] if only else sum(counts.values()),
            may_undo=actions.offers_undo(found) and decides(found),
        )


def _view(row: dict[str, Any], one: UndoneRow) -> dict[str, Any]:
    """A row with what became of it in place of what was planned; of one that is not for the reader only that."""
    fate = one.fate
    if row["hidden"]:
        return row | {"tag": WORDS[fate.became]}
    return row | {"tag": WORDS[fate.became], "why": fate.reason, "number": one.number if _stands(one) else None,
                  "reasons": [back_told(fate.back)] if fate.back else [], "cells": [], "warnings": [], "changes": []}


def _stands(one: UndoneRow) -> bool:
    """Is the row's business still one that can be looked at?"""
    return one.fate.became == KEPT or one.row.outcome == "amended"
