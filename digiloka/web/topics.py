"""The pages that ask one topic or one paper of a business, for staff and owners alike."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import abort, flash, redirect, render_template, request

from digiloka.accounts.viewer import Viewer
from digiloka.database import reading
from digiloka.registry import editing, mapping, papers, sharing
from digiloka.registry.actions import Conflict, amend
from digiloka.registry.actions.shared_owner import SENTENCE
from digiloka.registry.answering import read
from digiloka.registry.queries import exists_elsewhere
from digiloka.registry.records import BusinessRecord, LicenceRecord
from digiloka.values.refusal import Refused
from digiloka.web import business_cards as cards
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.days import day_of, ending_day
from digiloka.web.forms.papers import PaperForm
from digiloka.web.saving import attempt, begun, clash_page, found, opened, put_refusal, save, status_of


def topic_page(
    person: Viewer, number: str, title: str, keys: Collection[str], back: str, year: int | None = None
) -> Any:
    """Ask these fields, save what was changed, and go back."""
    with reading() as session:
        business = found(session, person, number)
        if keys == editing.TOPICS["pemilik"].fields and exists_elsewhere(session, person, business.owner_id):
            flash(SENTENCE, "warn")
            return redirect(back)
        edit, name = begun(session, person, business, keys, year), cards.name_of(business)
    if edit.form.validate_on_submit():
        try:
            return saved(back, save(edit, person))
        except Conflict as clash:
            return clash_page(edit, person, clash, back)
        except Refused as refusal:
            put_refusal(edit.form, refusal)
    page = render_template("businesses/edit.html", form=edit.form, title=title, name=name, back=back,
                           staff=person.may("business.edit"))
    return page, status_of(edit.form)


def paper_page(person: Viewer, number: str, at: int | None, back: str) -> Any:
    """Ask one paper, by its place among the business's papers (None: one more); write it, or strike it out."""
    form = PaperForm()
    with reading() as session:
        business = opened(session, person, number, form)
        stored, name = mapping.record_of(business).licences, cards.name_of(business)
        elsewhere = exists_elsewhere(session, person, business.owner_id)
    if at is not None and at >= len(stored):
        abort(404)
    if at is not None and elsewhere and sharing.hidden(papers.field_key(stored[at].kind)):
        flash(SENTENCE, "warn")
        return redirect(back)
    form.offer(stored[at] if at is not None else None, fill=request.method == "GET")
    strikes = request.form.get("langkah") == "hapus" and at is not None
    if (strikes or form.validate_on_submit()) and attempt(
        person, number, form, lambda session, business: _write_paper(session, person, business, form, at, strikes)
    ):
        return saved(back)
    page = render_template("businesses/paper.html", form=form, name=name, at=at, back=back,
                           staff=person.may("business.edit"))
    return page, status_of(form)


def _write_paper(session: Any, person: Viewer, business: Any, form: Any, at: int | None, strikes: bool) -> None:
    stored = mapping.record_of(business).licences
    before = stored[at] if at is not None and at < len(stored) else None
    told = None if strikes else _paper_of(form, before)
    kind = told.kind if told else before.kind if before else "other"
    record = BusinessRecord(licences=editing.with_paper(stored, at, told))
    amend(session, person.actor("web"), business, record, expected_version=form.expected_version(),
          keys={papers.field_key(kind)})


def _paper_of(form: Any, before: LicenceRecord | None) -> LicenceRecord:
    number = read(form.kind.data, form.number.data, local_today())
    return LicenceRecord(
        kind=before.kind if before else editing.PAPERS[form.kind.data], status=form.status.data,
        number=number.number if number else None, name=form.name.data or None, issuer=form.issuer.data or None,
        issued_on=day_of(form.issued_on), expires_on=ending_day(form.expires_on),
    )


def saved(back: str, changed: bool = True) -> Any:
    """Say that it is kept, and go back."""
    flash("Perubahan disimpan" if changed else "Tidak ada yang berubah", "success" if changed else "info")
    return redirect(back)
