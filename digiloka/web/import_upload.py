"""Sending a survey file."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from digiloka.areas import queries as areas
from digiloka.database import reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions
from digiloka.imports.workbook import show_size
from digiloka.jobs import names, rows
from digiloka.jobs.queue import wake
from digiloka.web.access import needs
from digiloka.web.forms.imports import SUFFIXES, UploadForm
from digiloka.web.import_door import pages, person, settings


@pages.route("/baru", methods=["GET", "POST"])
@needs("import.write")
def upload() -> Any:
    sender = person()
    with reading() as session:
        names_ = areas.names(session, settings().city_code)
        choices = [(code, names_.label(code)) for code in names_.rows if sender.covers(code)]
    form = UploadForm(areas=choices, settings=settings())
    if not form.validate_on_submit():
        most = settings().upload_bytes
        page = render_template("imports/upload.html", form=form, suffixes=SUFFIXES, most=most,
                               most_words=show_size(most))
        return page, 422 if form.errors else 200
    name = form.file.data.filename or ""
    with transaction() as session:
        stored = put(session, settings().files_dir, form.file.data.stream, name)
        batch = actions.open_batch(
            session,
            sender.actor("web"),
            city_code=settings().city_code,
            area_code=form.area.data,
            file_id=stored.id,
            file_name=name,
        )
        job = rows.enqueue(session, names.IMPORT_CHECK, batch_id=str(batch.id))
        batch.job_id = job.id
        batch_id = batch.id
    wake(job.id)
    return redirect(url_for("imports.batch", batch_id=batch_id))
