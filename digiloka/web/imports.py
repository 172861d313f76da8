"""Survey files: the history of what was sent, and all the pages of one file."""

from __future__ import annotations

from flask import render_template

from digiloka.database import reading
from digiloka.imports import queries
from digiloka.web import import_batch, import_blanks, import_templates, import_upload
from digiloka.web.access import needs
from digiloka.web.import_door import PER_PAGE, pages, person
from digiloka.web.import_words import STATES

__all__ = ["PER_PAGE", "import_batch", "import_blanks", "import_templates", "import_upload", "pages"]


@pages.get("")
@needs("import.read")
def batches() -> str:
    with reading() as session:
        found = queries.batches_of(session, person())
        return render_template("imports/batches.html", batches=found, states=STATES)
