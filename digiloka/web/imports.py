"""Survey files: the history of what was sent, and all the pages of one file."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from digiloka.accounts.queries import names_of
from digiloka.areas import queries as areas
from digiloka.areas.codes import is_code
from digiloka.database import reading
from digiloka.files.naming import shown_name
from digiloka.imports.batch_queries import batches_of
from digiloka.imports.sending_level import who_decides
from digiloka.web import (
    import_batch,
    import_blanks,
    import_cells,
    import_columns,
    import_conflicts,
    import_files,
    import_spellings,
    import_templates,
    import_undo,
    import_upload,
)
from digiloka.web.access import needs
from digiloka.web.import_door import PER_PAGE, decides, pages, person, settings
from digiloka.web.import_words import STATES, left_out, state_of, still_in
from digiloka.web.paging import asked_choices, asked_page
from digiloka.web.saving import area_choices

__all__ = ["import_batch", "import_blanks", "import_cells", "import_columns", "import_conflicts", "import_files",
           "import_spellings", "import_templates", "import_undo", "import_upload", "pages"]  # fmt: skip


@pages.get("")
@needs("import.read")
def batches() -> str:
    """Every file of the viewer's area, the newest first; `?keadaan=` and `?wilayah=` narrow."""
    asked, page = asked_choices(request.args, {"keadaan": STATES, "wilayah": is_code}), asked_page()
    with reading() as session:
        found = batches_of(session, person(), state=asked["keadaan"] or None, area=asked["wilayah"] or None, page=page,
                           per_page=PER_PAGE)
        names = areas.names(session, settings().city_code)
        senders = names_of(session, {batch.user_id for batch in found.batches})
        rows = [_line(batch, names, senders) for batch in found.batches]
    return render_template(
        "imports/batches.html", rows=rows, total=found.total,
        page=page, per_page=PER_PAGE, asked=asked, states=[(code, words) for code, (words, _) in STATES.items()],
        areas=area_choices(names, person()), applied=_applied(asked, names), at=_at,
    )


def _line(batch: Any, names: Any, senders: Any) -> dict[str, Any]:
    counts, state = batch.counts or {}, state_of(batch)
    return {
        "file": {"text": shown_name(batch.file_name or "Survei"), "href": url_for("imports.batch", batch_id=batch.id)},
        "state": {"text": state[0], "tag": state[1]}, "rows": counts.get("rows", 0),
        "came": still_in(batch), "left": left_out(batch), "at": batch.created_at,
        "sender": senders.get(batch.user_id, "–"),
        "area": names.label(batch.area_code) if batch.area_code in names.rows else batch.area_code,
        "original": _original(batch),
    }


def _original(batch: Any) -> Any:
    """The way to the file as it was sent, or why there is none."""
    if not batch.file_id:
        return "Tidak disimpan lagi"
    if not decides(batch):
        return f"Hanya {who_decides(batch)}"
    return {"text": "Unduh", "href": url_for("imports.original", batch_id=batch.id)}


def _applied(asked: dict[str, str], names: Any) -> list[dict[str, str]]:
    area = asked["wilayah"]
    words = {"keadaan": STATES[asked["keadaan"]][0] if asked["keadaan"] else "",
             "wilayah": names.label(area) if area in names.rows else area}
    return [{"label": label, "remove": _at({**asked, key: ""})} for key, label in words.items() if label]


def _at(asked: dict[str, str], page: int = 1) -> str:
    kept = {key: value for key, value in asked.items() if value}
    return url_for("imports.batches", **kept, hal=page if page > 1 else None)
