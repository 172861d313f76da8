"""Blank survey workbooks to download."""

from __future__ import annotations

from flask import render_template, send_from_directory
from werkzeug.wrappers import Response

from digiloka.config import PROJECT
from digiloka.web.access import needs
from digiloka.web.import_door import pages


@pages.get("/contoh")
@needs("import.read")
def blanks() -> str:
    found = sorted(path.name for path in (PROJECT / "import_templates").glob("*.xlsx"))
    return render_template("imports/blanks.html", files=found)


@pages.get("/contoh/<name>")
@needs("import.read")
def blank(name: str) -> Response:
    return send_from_directory(PROJECT / "import_templates", name, as_attachment=True)
