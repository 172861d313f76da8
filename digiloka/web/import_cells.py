"""Cells typed anew on the page of a batch: each checked at once, then the whole file judged again."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, request, url_for

from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.imports.answering import answer_cells
from digiloka.imports.batch_queries import rows_at
from digiloka.imports.sending_level import not_yours
from digiloka.imports.typed import wrong_with
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.forms.answers import local_today
from digiloka.web.import_batch import batch_page, narrowed
from digiloka.web.import_door import OVERTAKEN, batch_or_404, changed, decides, pages, person, settings
from digiloka.web.import_rows import Typed, place_of, text_of
from digiloka.web.import_words import WORKING, columns_of, fields_of, is_hidden
from digiloka.web.sending import sent_by_script

BUSY = ("Berkas ini sedang diperiksa lagi, karena ada yang menjawab lebih dulu. Isian Anda masih ada di layar ini. "
        "Tunggu sebentar, lalu simpan lagi.")  # fmt: skip

Told = dict[tuple[str, int, int], str]  # (name of the sheet, row as the spreadsheet shows it, column): new text


@pages.post("/<uuid:batch_id>/sel")
@needs("import.write")
def mend(batch_id: uuid.UUID) -> Any:
    """Take what was typed. Where something is still wrong nothing is kept yet, and the page shows it at its cell."""
    sent = {name: request.form[name] for name in request.form if place_of(name)}
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if not decides(found):  # nor does anybody below learn whether what was typed is what stands there
            flash(not_yours(found), "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if found.state in WORKING and sent_by_script():
            raise Refused("batch-busy", BUSY)
        told, typed = _told(session, found, sent) if found.state == "planned" else ({}, Typed(sent))
        if sent and found.state != "planned":
            flash(OVERTAKEN, "warn")
    if typed.wrong:
        return batch_page(batch_id, typed, 422)
    if told:
        done = changed(batch_id, lambda session, batch: answer_cells(session, person().actor("web"), batch, told),
                       request.form.get("version", ""))
        if done:
            flash(f"{show_number(len(told))} sel disimpan, lalu berkas diperiksa lagi", "success")
        elif _still_open(batch_id):
            return batch_page(batch_id, Typed(sent), 409)
    return redirect(url_for("imports.batch", batch_id=batch_id, _anchor="baris", **narrowed()))


def _still_open(batch_id: uuid.UUID) -> bool:
    with reading() as session:
        return batch_or_404(session, batch_id).state == "planned"


def _told(session: Any, found: Any, sent: dict[str, str]) -> tuple[Told, Typed]:
    """The cells that were changed, and what of them is wrong."""
    places = {name: place for name in sent if (place := place_of(name))}
    rows = {row.position: row for row in rows_at(session, found.id, sorted({at for at, _ in places.values()}))}
    names = areas.names(session, settings().city_code)
    told: Told = {}
    wrong: dict[str, str] = {}
    for name, (position, index) in places.items():
        row = rows.get(position)
        sheet = found.sheets[row.sheet] if row else None
        column = next((one for one in columns_of(sheet) if one["index"] == index), None) if sheet else None
        text = sent[name].strip()
        if row is None or column is None:
            continue
        stood = text_of(row, index)
        if text == ("" if is_hidden(stood, column) else stood):
            continue
        keys = fields_of(column)
        if sentence := wrong_with(keys[0] if len(keys) == 1 else None, text, column, names, local_today()):
            wrong[name] = sentence
        told[sheet["name"], row.row, index] = text
    return told, Typed(sent, wrong, {name: rows[places[name][0]].row for name in wrong})
