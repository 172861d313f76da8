"""Rows of a returned template that ask: the file's value or the one that is known now, field by field."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms import RadioField

from digiloka.areas import queries as areas
from digiloka.database import reading, transaction
from digiloka.files.naming import shown_name
from digiloka.imports import choosing
from digiloka.imports.choosing import FILE, PRESENT, Asked, Question
from digiloka.imports.printed_cells import in_words
from digiloka.imports.row_edits import CLEARED
from digiloka.imports.sending_level import at_level
from digiloka.registry.comparing import label_of
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.import_door import batch_or_404, decides, pages, person, settings

MOST = 20  # rows on a page
_LATER, _EVERY = "", "semua"


@pages.route("/<uuid:batch_id>/pilih", methods=["GET", "POST"])
@needs("import.write")
def conflicts(batch_id: uuid.UUID) -> Any:
    """Show the first rows that ask; what is not chosen stays open."""
    with reading() as session:
        batch = batch_or_404(session, batch_id)
        if batch.state not in choosing.STATES or not decides(batch):
            return redirect(url_for("imports.batch", batch_id=batch_id))
        names = areas.names(session, settings().city_code)
        asked = choosing.asked_of(session, at_level(person(), batch), batch, names, MOST)
        waiting = choosing.count_open(session, batch_id)
        name, applied = shown_name(batch.file_name or "Survei"), batch.state == "applied"
    form = _form(asked)
    if form.validate_on_submit():
        settled = _settle(batch_id, asked, form)
        if settled:
            done = "dimasukkan" if applied else "disimpan"
            flash(f"Pilihan untuk {show_number(settled)} baris {done}", "success")
            for sentence in dict.fromkeys(each for field in form for each in field.errors):
                flash(f"Ada baris yang belum selesai: {sentence}", "warn")
            return redirect(url_for("imports.conflicts" if settled < waiting else "imports.batch", batch_id=batch_id))
    page = render_template(
        "imports/conflicts.html", form=form, asked=[(each, _sides(each, form), _others(each)) for each in asked],
        waiting=waiting, name=name, applied=applied, batch_id=batch_id, every=_EVERY, file=FILE, present=PRESENT,
    )
    return page, 422 if form.errors else 200


def _form(asked: list[Asked]) -> Any:
    """A pair of choices for every question; none is chosen beforehand."""
    fields = {
        _name(each, question): RadioField(
            label_of(question.key), choices=[(FILE, ""), (PRESENT, "")], default=_LATER, validate_choice=False
        )
        for each in asked for question in each.questions
    }
    return type("ChoiceForm", (FlaskForm,), fields)()


def _settle(batch_id: uuid.UUID, asked: list[Asked], form: Any) -> int:
    """How many rows were settled; why the others were not stands at their fields."""
    settled, every = 0, request.form.get(_EVERY)
    for each in asked:
        chosen = {
            question.key: every if every in (FILE, PRESENT) else form[_name(each, question)].data or _LATER
            for question in each.questions
        }
        if not any(chosen.values()):
            continue  # left for later
        version = request.form.get(f"v-{each.row_id}", "")
        try:
            with transaction() as session:
                batch = batch_or_404(session, batch_id)
                choosing.choose(session, at_level(person(), batch), batch, each.row_id,
                                int(version) if version.isdigit() else -1, chosen, "web")
        except Refused as refusal:
            field = next((form[_name(each, asked_)] for asked_ in each.questions if not chosen[asked_.key]), None)
            field = field or form[_name(each, each.questions[0])]
            field.errors = [*field.errors, refusal.message]
        else:
            settled += 1
    if not settled and not form.errors:
        form.form_errors = ["Pilih dulu isi yang benar di satu baris atau lebih."]
    return settled


def _name(each: Asked, question: Question) -> str:
    return f"p-{each.row_id}-{question.key}"


def _sides(each: Asked, form: Any) -> list[dict[str, Any]]:
    return [
        {"label": label_of(question.key), "before": in_words(question.key, question.told) or _empty(question),
         "after": in_words(question.key, question.known) or "Tidak diisi", "field": form[_name(each, question)]}
        for question in each.questions
    ]


def _empty(question: Question) -> str:
    return "Kosongkan" if question.why == CLEARED else "Tidak diisi"


def _others(each: Asked) -> str:
    return ", ".join(map(label_of, each.others))
