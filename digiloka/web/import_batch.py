"""One batch: how far it is, what will happen, and the yes or no to it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from digiloka.accounts.queries import names_of
from digiloka.areas import queries as areas
from digiloka.database import reading
from digiloka.imports import actions, choosing, deciding, queries
from digiloka.imports.batch_queries import (
    about_elsewhere,
    changes_shown,
    has_stopped,
    progress_of,
    rows_apart,
    rows_at,
    rows_of,
)
from digiloka.imports.outcomes import why_left
from digiloka.imports.sending_level import not_yours
from digiloka.imports.undoing import ELSEWHERE, counts_in, in_full, told_to
from digiloka.registry.queries import numbers_elsewhere
from digiloka.values.amounts import show_number
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm, ReleaseForm
from digiloka.web.import_asked import asked_columns, asked_sheets, asked_spellings, told_of_sheets
from digiloka.web.import_door import PER_PAGE, batch_or_404, changed, decides, pages, person, settings
from digiloka.web.import_groups import group_of, groups_of
from digiloka.web.import_rows import Typed, row_view
from digiloka.web.import_words import (
    DECISIONS,
    SEVERITIES,
    UNDONE,
    WORKING,
    came_in,
    label_of,
    not_done,
    state_of,
    undone_how,
)
from digiloka.web.paging import asked_page

MOST_LEFT = 50  # rows that are named at the top of an applied batch
MOST_KEPT = 10  # businesses that an undoing left, named at the top


@pages.get("/<uuid:batch_id>")
@needs("import.read")
def batch(batch_id: uuid.UUID) -> Any:
    return batch_page(batch_id)


def batch_page(batch_id: uuid.UUID, typed: Typed | None = None, status: int = 200) -> Any:
    """The page of a batch, narrowed as the address says; with what was `typed` and could not be taken."""
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if found.state in WORKING:
            return _working(session, found)
        writes = decides(found)
        page = render_template(
            "imports/batch.html", batch=found, typed=typed, writes=writes,
            looks_on=None if writes else not_yours(found), form=DecideForm(), release=ReleaseForm(), at=at,
            label_of=label_of, decisions=DECISIONS, severities=SEVERITIES, why_left=why_left,
            not_done=not_done(found) if writes else None, **_of_batch(session, found, writes),
            **_of_rows(session, found, writes, typed),
        )
        return page, status


def _of_batch(session: Any, found: Any, writes: bool) -> dict[str, Any]:
    """What the page says of the file as a whole, and what can be done with it."""
    names = areas.names(session, settings().city_code)
    return {
        "counts": found.counts or {}, "state": state_of(found), "came": came_in(found),
        "undone": _undone(session, found),
        "area": names.label(found.area_code) if found.area_code in names.rows else found.area_code,
        "sender": names_of(session, {found.user_id}).get(found.user_id), "groups": groups_of(found, whole=writes),
        "asked_columns": asked_columns(found), "spellings": len(asked_spellings(found)),
        "sheet_questions": asked_sheets(found), "sheet_faults": told_of_sheets(found),
        "left": queries.rows_left(session, found.id, MOST_LEFT) if found.state == "applied" else [],
        "most_left": MOST_LEFT, "may_release": person().may("import.release"),
        "waiting": choosing.count_open(session, found.id) if found.state in choosing.STATES else 0,
        "may_undo": actions.offers_undo(found),
    }


def _undone(session: Any, found: Any) -> dict[str, Any] | None:
    """What an undoing of the file came to, in businesses."""
    if found.state != "undone":
        return None
    back, partly, kept = counts_in(found.undo_report)
    words = [(back, "usaha dikembalikan"), (partly, "dikembalikan sebagian"), (kept, "tetap")]
    how = undone_how(back, partly, kept)
    told = [f"{show_number(count)} {what}" for count, what in words if count or what == words[0][1]]
    return {"title": UNDONE[how][2], "kind": "info" if how == "all" else "fix", "told": ", ".join(told) + ".",
            "kept": _kept(session, (found.undo_report or {}).get("kept", ())), "most": MOST_KEPT}


def _kept(session: Any, kept: Any) -> list[tuple[str, str]]:
    """[(number, why)] of what an undoing left; of a business that moved away since no number, and nothing to do."""
    moved = numbers_elsewhere(session, person(), [each["number"] for each in kept[:MOST_KEPT]])
    return [(ELSEWHERE if each["number"] in moved else each["number"],
             told_to(in_full(each), seen=each["number"] not in moved)) for each in kept]


def _of_rows(session: Any, found: Any, writes: bool, typed: Typed | None) -> dict[str, Any]:
    """The rows to which the address narrows, a page of them; of a plan somebody who decides of it types cells anew."""
    asked, page, mends = asked_of(found), asked_page(), writes and found.state == "planned"
    names = areas.names(session, settings().city_code)
    rows, total = _rows(session, found, asked, page) if found.sheets else ([], 0)  # of half a plan there is nothing
    sides, typing = changes_shown(session, person(), rows), (typed or Typed()) if mends else None
    elsewhere = about_elsewhere(session, person(), rows)
    apart = set() if writes else rows_apart(session, person(), found, rows)
    return {
        "rows": [row_view(row, found, names, typing, sides.get(row.id), elsewhere=row.id in elsewhere,
                          hidden=row.id in apart) for row in rows],
        "total": total,
        "asked": asked, "kept": narrowed(), "page": page, "per_page": PER_PAGE, "mends": mends,
        "group": group_of(found, asked["salah"], whole=writes),
        "villages": sorted(row.name for row in names.rows.values() if row.level == "kelurahan") if mends else (),
    }


def _working(session: Any, found: Any) -> str:
    done, whole = progress_of(session, found)
    writes = decides(found)
    return render_template(
        "imports/working.html", batch=found, words=WORKING[found.state][0], stopped=has_stopped(session, found),
        form=DecideForm(), done=done, whole=whole, told=_told(found.state, done, whole),
        writes=writes, looks_on=None if writes else not_yours(found), may_discard=deciding.may_discard(session, found),
        poll=url_for("imports.progress", batch_id=found.id, **narrowed()),
    )


def _told(state: str, done: int, whole: int) -> str:
    """How far it is, in rows; what is being done while nobody knows how many there are."""
    words, done_to = WORKING[state]
    if not whole:
        begun = "Berkas sedang dibuka dan kolomnya dikenali" if state == "checking" else words
        return f"{begun}. Halaman ini boleh ditutup."
    return f"{show_number(done)} dari {show_number(whole)} baris {done_to}. Halaman ini boleh ditutup."


@pages.get("/<uuid:batch_id>/kemajuan")
@needs("import.read")
def progress(batch_id: uuid.UUID) -> dict[str, Any]:
    back = url_for("imports.batch", batch_id=batch_id, **narrowed())
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if found.state not in WORKING:
            return {"value": 1, "total": 1, "text": "Selesai", "next": back}
        if has_stopped(session, found):
            return {"value": 1, "total": 1, "text": "Terhenti", "next": back}
        done, whole = progress_of(session, found)
        return {"value": done, "total": max(whole, 1), "text": _told(found.state, done, whole), "next": None}


@pages.post("/<uuid:batch_id>/ulangi")
@needs("import.write")
def again(batch_id: uuid.UUID) -> Response:
    """Once more, after the worker gave up on it."""
    return _then(batch_id, lambda session, found: actions.try_again(session, found, person().actor("web")))


@pages.post("/<uuid:batch_id>/masukkan")
@needs("import.write")
def apply(batch_id: uuid.UUID) -> Response:
    """Hand the plan to the worker; pressing the button twice starts it once."""
    def yes(session: Any, found: Any) -> uuid.UUID:
        return deciding.take_in(session, person().actor("web"), found)

    return _then(batch_id, yes, request.form.get("version", ""))


@pages.post("/<uuid:batch_id>/jangan")
@needs("import.write")
def discard(batch_id: uuid.UUID) -> Response:
    def no(session: Any, found: Any) -> None:
        deciding.discard(session, person().actor("web"), found)
        flash("Berkas ini tidak dimasukkan. Ia tetap ada di riwayat.", "success")

    return _then(batch_id, no, request.form.get("version", ""))


@pages.post("/<uuid:batch_id>/buka")
@needs("import.release")
def release(batch_id: uuid.UUID) -> Response:
    def yes(session: Any, found: Any) -> None:
        actions.release(session, person().actor("web"), found, ReleaseForm().reason.data or "")

    return _then(batch_id, yes, request.form.get("version", ""))


def _then(batch_id: uuid.UUID, act: Any, seen: str | None = None) -> Response:
    changed(batch_id, act, seen)
    return redirect(url_for("imports.batch", batch_id=batch_id))


def narrowed() -> dict[str, str]:
    """What the address narrows to, as it stands there, to be carried on."""
    return {name: request.args[name] for name in ("putusan", "salah", "hal") if request.args.get(name)}


def asked_of(found: Any) -> dict[str, str]:
    """To which rows the address narrows: `putusan` a decision, `salah` a kind of fault ("nik-length.nik")."""
    decision, kind = request.args.get("putusan", ""), request.args.get("salah", "")
    return {"putusan": decision if decision in DECISIONS else "", "salah": kind if group_of(found, kind) else ""}


def at(batch_id: uuid.UUID, asked: dict[str, str], **more: Any) -> str:
    """The address of a batch's page, narrowed like this."""
    told = {**asked, **more}
    return url_for("imports.batch", batch_id=batch_id, _anchor="baris", **{k: v for k, v in told.items() if v})


def _rows(session: Any, found: Any, asked: dict[str, str], page: int) -> tuple[list[Any], int]:
    counts = found.counts or {}
    if group := group_of(found, asked["salah"]):
        chosen = group["rows"][(page - 1) * PER_PAGE : page * PER_PAGE]
        return rows_at(session, found.id, chosen), len(group["rows"])
    decision = asked["putusan"]
    rows = rows_of(session, found.id, decision=decision or None, page=page, per_page=PER_PAGE)
    return rows, counts.get(decision or "rows", 0)
