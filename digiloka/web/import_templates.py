"""The known businesses of an area as a workbook to edit and send back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import render_template, send_file

from digiloka.areas import queries as areas
from digiloka.database import reading, transaction
from digiloka.imports import template_files
from digiloka.values.refusal import Refused
from digiloka.web.access import needs
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.import_templates import TemplateForm
from digiloka.web.import_door import pages, person, settings
from digiloka.web.saving import area_choices

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIELD_OF = {"rt": "rt", "rw": "rw"}


@pages.route("/lembar", methods=["GET", "POST"])
@needs("export.rows")
def template() -> Any:
    """Choose an area, get its file."""
    viewer = person()
    with reading() as session:
        names = areas.names(session, settings().city_code)
        form = TemplateForm(areas=area_choices(names, viewer))
    if form.validate_on_submit():
        try:
            return _file(form)
        except Refused as refusal:
            field = next((name for start, name in _FIELD_OF.items() if refusal.code.startswith(start)), "area")
            form[field].errors = [*form[field].errors, refusal.message]
    return render_template("imports/template.html", form=form), 422 if form.errors else 200


def _file(form: TemplateForm) -> Any:
    viewer, city = person(), settings().city_code
    area = template_files.asked_area(form.area.data, form.rt.data, form.rw.data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lembar.xlsx"
        with reading() as session:
            written = template_files.write(session, viewer, city, area, path, local_today())
        handle = path.open("rb")  # sent from an open handle, so the folder may go
    with transaction() as session:
        template_files.note(session, viewer, city, "web", written)
    return send_file(handle, as_attachment=True, mimetype=_XLSX, download_name=written.name)
