"""What spellings mean in a field of closed choices: each asked once, with the rows that say it, and remembered."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from digiloka.database import reading
from digiloka.imports.answering import answer_spellings
from digiloka.imports.questions import LEFT_OUT
from digiloka.imports.sending_level import not_yours
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm
from digiloka.web.import_asked import asked_spellings
from digiloka.web.import_door import batch_or_404, changed, decides, pages, person
from digiloka.web.import_words import label_of

MOST = 200  # asked on one screen, the commonest first; the rest come when these are answered


@pages.get("/<uuid:batch_id>/isian")
@needs("import.read")
def spellings(batch_id: uuid.UUID) -> Any:
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if not decides(found):  # they quote cells of every row
            flash(not_yours(found), "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if found.state != "planned":
            return redirect(url_for("imports.batch", batch_id=batch_id))
        asked = asked_spellings(found)
        by_field: dict[str, list[dict[str, Any]]] = {}
        for number, doubt in enumerate(asked[:MOST]):
            by_field.setdefault(label_of(doubt["field"]), []).append(_seen(number, doubt))
        return render_template("imports/spellings.html", batch=found, by_field=by_field, total=len(asked), most=MOST,
                               form=DecideForm(), writes=True)


@pages.post("/<uuid:batch_id>/isian")
@needs("import.write")
def say_spellings(batch_id: uuid.UUID) -> Response:
    """Keep what was chosen; what nobody chose stays asked."""
    with reading() as session:
        asked = asked_spellings(batch_or_404(session, batch_id))[:MOST]
    told = {
        (doubt["field"], doubt["spelling"]): "" if chosen == LEFT_OUT else chosen
        for number, doubt in enumerate(asked) if (chosen := request.form.get(f"s{number}", ""))
    }
    back = url_for("imports.spellings", batch_id=batch_id)
    if not told:
        flash("Pilih arti paling sedikit satu isian, lalu simpan", "warn")
        return redirect(back)
    remember = "ingat" in request.form
    done = changed(batch_id, lambda session, batch: answer_spellings(
        session, person().actor("web"), batch, told, remember=remember), request.form.get("version", ""))
    if done and remember:
        flash("Arti isian ini diingat untuk berkas berikutnya", "success")
    return redirect(url_for("imports.batch", batch_id=batch_id) if done else back)


def _seen(number: int, doubt: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"s{number}", "spelling": (doubt["examples"] or [doubt["spelling"]])[0], "count": doubt["count"],
        "choices": [(each["value"], each["label"]) for each in doubt["options"] if each["value"] != ""],
        "left_out": LEFT_OUT,
    }
