"""Cells typed anew on the page of a batch: each checked at once, then the whole file judged again."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, request, url_for

from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.imports.answering import answer_cells
from digiloka.imports.batch_queries import rows_named
from digiloka.imports.typed import wrong_with
from digiloka.values.amounts import show_number
from digiloka.web.access import needs
from digiloka.web.import_batch import batch_page, narrowed
from digiloka.web.import_door import batch_or_404, changed, pages, person, settings, today
from digiloka.web.import_rows import Typed, place_of, text_of
from digiloka.web.import_words import fields_of, is_secret

Cell = tuple[int, int, int]  # sheet, row, column


@pages.post("/<uuid:batch_id>/sel")
@needs("import.write")
def mend(batch_id: uuid.UUID) -> Any:
    """Take what was typed. Where something is still wrong nothing is kept yet, and the page shows it at its cell."""
    sent = {name: request.form[name] for name in request.form if place_of(name)}
    with reading() as session:
        found = batch_or_404(session, batch_id)
        told, wrong = _told(session, found, sent) if found.state == "planned" else ({}, {})
    if wrong:
        return batch_page(batch_id, Typed(sent, wrong), 422)
    if told:
        done = changed(batch_id, lambda session, batch: answer_cells(session, person().actor("web"), batch, told),
                       request.form.get("version"))
        if done:
            flash(f"{show_number(len(told))} sel disimpan, lalu berkas diperiksa lagi", "success")
        elif _still_open(batch_id):
            return batch_page(batch_id, Typed(sent), 409)
    return redirect(url_for("imports.batch", batch_id=batch_id, _anchor="baris", **narrowed()))


def _still_open(batch_id: uuid.UUID) -> bool:
    with reading() as session:
        return batch_or_404(session, batch_id).state == "planned"


def _told(session: Any, found: Any, sent: dict[str, str]) -> tuple[dict[tuple[str, int, int], str], dict[str, str]]:
    """({cell: its new text}, {input: what is wrong}) of the cells that were changed."""
    places = {name: place for name in sent if (place := place_of(name))}
    rows = {(row.sheet, row.row): row for row in rows_named(session, found.id, [p[:2] for p in places.values()])}
    names = areas.names(session, settings().city_code)
    told: dict[tuple[str, int, int], str] = {}
    wrong: dict[str, str] = {}
    for name, (sheet, number, index) in places.items():
        row, columns = rows.get((sheet, number)), _columns(found, sheet)
        if row is None or index not in columns:
            continue
        column, text = columns[index], sent[name].strip()
        if text == ("" if is_secret(column) else text_of(row, index)):
            continue
        keys = fields_of(column)
        if sentence := wrong_with(keys[0] if len(keys) == 1 else None, text, column, names, today()):
            wrong[name] = sentence
        told[found.sheets[sheet]["name"], number, index] = text
    return told, wrong


def _columns(found: Any, sheet: int) -> dict[int, dict[str, Any]]:
    sheets = found.sheets or []
    return {column["index"]: column for column in sheets[sheet]["columns"]} if sheet < len(sheets) else {}
