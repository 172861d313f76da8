"""Verification: what waits, one record with its doubts, the decision, and many decisions at once."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.areas.codes import is_code
from digiloka.areas.naming import AreaNames
from digiloka.database import reading, transaction
from digiloka.registry import choices, mapping, sharing, status
from digiloka.registry.actions import Conflict, decide
from digiloka.registry.actions.conflicts import lock
from digiloka.registry.doubts import doubts
from digiloka.registry.editing import PAPERS, TOPICS, answers_of, topic_of
from digiloka.registry.queries import (
    NotFound,
    claim_is_taken,
    decisions_of,
    exists_elsewhere,
    get_visible,
    history,
    marked_before,
    queue_counts,
    siblings_of,
)
from digiloka.registry.queries import queue as waiting
from digiloka.registry.records import BusinessRecord
from digiloka.values.refusal import Refused
from digiloka.web import business_cards as cards
from digiloka.web.access import needs, viewer
from digiloka.web.business_history import history_rows, lately_changed
from digiloka.web.business_places import located_of, whereabouts
from digiloka.web.forms.answers import local_today
from digiloka.web.forms.verification import STEP_ADDRESSES, STEPS_AT, ApproveForm, BulkForm, form_of
from digiloka.web.paging import asked_choices, asked_page
from digiloka.web.saving import area_choices, attempt, label_of, opened, status_of

pages = Blueprint("verification", __name__, url_prefix="/verifikasi")

PER_PAGE = 25
FORWARD = {"submitted": "verify", "verified": "confirm"}
TABS = {"submitted": ("Menunggu diperiksa kelurahan", "wait"), "verified": ("Menunggu dinas", "info")}
_decides = needs("verify.kelurahan", "verify.dinas")


@pages.get("")
@_decides
def queue() -> Any:
    return _queue_page(BulkForm())


def _queue_page(form: BulkForm) -> Any:
    person, asked, page = _viewer(), _asked(), asked_page()
    with reading() as session:
        names = areas.names(session, _city())
        counts, within = queue_counts(session, person, asked["wilayah"] or None)
        rows, total = waiting(session, person, state=asked["status"] or None, area=asked["wilayah"] or None, page=page,
                              per_page=PER_PAGE, counts=within)
    form.offer({f"{row.id}:{row.version}": cards.name_of(row) for row in rows})
    boxes = {option.data: option for option in form.chosen}
    first = (page - 1) * PER_PAGE + 1
    answer = render_template(
        "verification/queue.html", form=form, rows=[_line(row, names, boxes) for row in rows], asked=asked, total=total,
        tabs=_tabs(counts, asked), areas=area_choices(names, person), first=first, last=first + len(rows) - 1,
        previous=_at(asked, page - 1) if page > 1 else None,
        following=_at(asked, page + 1) if first + len(rows) <= total else None,
    )
    return answer, 422 if form.errors else 200


@pages.post("")
@_decides
def approve_many() -> Any:
    """Agree to the marked records; each is done or left alone by itself, and the page says which."""
    form = BulkForm()
    if not form.validate_on_submit():
        return _queue_page(form)
    done = [_approved(ident, version, form.reason.data.strip()) for ident, version in form.picked()]
    return render_template("verification/done.html", done=done, back=_at(_asked()))


def _approved(ident: str, version: int, reason: str) -> dict[str, Any]:
    """One record of many: what became of it."""
    person = _viewer()
    said: dict[str, Any] = {"name": "Data ini", "number": None}
    try:
        with transaction() as session:
            business = get_visible(session, person, uuid.UUID(ident))
            said |= {"name": cards.name_of(business), "number": business.number}
            lock(session, business, version)
            decide(session, person.actor("web"), business, FORWARD.get(business.state, "verify"), reason,
                   expected_version=version)
            return said | {"kind": "ok", "what": status.state_label(business.state)}
    except Refused as refusal:
        return said | {"kind": "no", "what": refusal.message}
    except (NotFound, ValueError):  # not theirs any more, or no id at all
        return said | {"kind": "no", "what": "Tidak ada di wilayah Anda lagi"}
    except Conflict:
        return said | {"kind": "fix", "what": "Diubah orang lain sesudah halaman Anda dibuka. Buka dan periksa lagi"}


@pages.get("/<number>")
@_decides
def record(number: str) -> Any:
    return _record_page(number, ApproveForm())


def _record_page(number: str, form: Any) -> Any:
    person = _viewer()
    with reading() as session:
        business = opened(session, person, number, form)
        elsewhere = exists_elsewhere(session, person, business.owner_id)
        told, names = _seen(business, elsewhere), areas.names(session, _city())
        lines = history(session, person, business, limit=60)
        siblings, decisions = siblings_of(session, person, business), decisions_of(session, business)
        page = render_template(
            "verification/record.html", form=form, business=business, record=told, cards=cards, status=status,
            person=person, names=names, kbli=cards.title_of_kbli(session, told), siblings=siblings,
            where=whereabouts(session, told.place, names),
            doubts=_doubts(session, business, told, names, siblings, _marked(business, decisions, elsewhere)),
            elsewhere=elsewhere, lines=history_rows(lines, names),
            changed=lately_changed(lines) if decisions else [], decisions=decisions, label_of=label_of,
            steps=_steps(business, person),
            back=_at(_asked()), source=choices.words_of(choices.SOURCES, business.source),
        )
    return page, status_of(form)


@pages.route("/<number>/<step>", methods=["GET", "POST"])
@_decides
def decision(number: str, step: str) -> Any:
    """One step of status.TABLE: its questions, then the decision, then the next record."""
    key, person = STEPS_AT.get(step) or abort(404), _viewer()
    form = form_of(key)
    with reading() as session:
        business = opened(session, person, number, form)
        elsewhere = exists_elsewhere(session, person, business.owner_id)
        name, told, state = cards.name_of(business), _seen(business, elsewhere), business.state
        names = areas.names(session, _city())
    if form.validate_on_submit() and attempt(
        person, number, form, lambda session, business: _decide(session, person, business, key, form)
    ):
        flash(f"{name}: {status.state_label(status.next_state(state, key, person.role)).lower()}", "success")
        return redirect(_next(number))
    if "reason" not in form:  # its buttons stand on the record's own page
        return _record_page(number, form)
    page = render_template("verification/decision.html", form=form, step=key, name=name, status=status,
                           back=url_for("verification.record", number=number, **_kept(_asked())),
                           values=_values(told, person, names, elsewhere) if key == "return" else {})
    return page, status_of(form)


def _decide(session: Any, person: Viewer, business: Any, step: str, form: Any) -> None:
    """Raises Conflict before it looks at the state: what somebody else decided is not this person's mistake."""
    lock(session, business, form.expected_version())
    decide(
        session, person.actor("web"), business, step, form["reason"].data if "reason" in form else None,
        form.wishes() if step == "return" else None, expected_version=form.expected_version(),
        level=(form["level"].data or None) if "level" in form else None,
    )


def _seen(business: Any, elsewhere: int) -> BusinessRecord:
    """The record, of a shared owner only what this person may see."""
    told = mapping.record_of(business)
    return sharing.seen_of(told) if elsewhere else told


def _steps(business: Any, person: Viewer) -> dict[str, str]:
    """{step that this person may take now: its address}."""
    rules = status.rules_for(business.state, person.role)
    return {rule.step: _decision_at(business.number, rule.step) for rule in rules}


def _doubts(
    session: Any, business: Any, told: Any, names: AreaNames, siblings: list[Any], marked: tuple[str, ...]
) -> list[tuple[Any, str | None]]:
    """[(doubt, where it can be mended)]."""
    newest, mends = business.newest_figures, _viewer().may("business.edit")
    found_ones = doubts(told, names, located_of(session, told.place), newest.scale_sales if newest else None,
                        [each.name for each in siblings], nik_taken=claim_is_taken(session, business.owner),
                        marked=marked)
    return [(doubt, _mended_at(business, doubt.field) if mends else None) for doubt in found_ones]


def _marked(business: Any, decisions: list[Any], elsewhere: int) -> tuple[str, ...]:
    """What the owner was asked for and has sent again, as far as this person sees whether it is there."""
    marked = marked_before(decisions) if business.state != "returned" else ()
    return tuple(key for key in marked if not (elsewhere and sharing.hidden(key)))


def _mended_at(business: Any, field: str) -> str | None:
    way = {"number": business.number, "dari": "verifikasi"}
    if field == "kbli":
        return url_for("businesses.changes.kbli", **way)
    if field == "village" and not business.area_code:
        return url_for("businesses.changes.village", **way)
    topic = topic_of(field)
    if topic is None:
        return None
    if topic.key == "angka":
        year = business.figures[0].year if business.figures else local_today().year
        return url_for("businesses.changes.figures", year=year, **way)
    return url_for("businesses.changes.edit", topic=topic.key, **way)


def _values(told: Any, person: Viewer, names: AreaNames, elsewhere: int) -> dict[str, str]:
    """{field key: what stands there now}, as a hint beside each mark."""
    rows = [*cards.owner_rows(told, person, elsewhere), *cards.business_rows(told, None),
            *cards.place_rows(told.place, names)]
    found_values = {row["field"]: str(row["value"] or "Tidak diisi") for row in rows}
    plain = (*TOPICS["angka"].fields, "rt", "rw", "coordinates")
    found_values |= {key: value or "Tidak diisi" for key, value in answers_of(told, plain).items()}
    found_values |= {key: value or "Nomor belum ditulis" for key, value in answers_of(told, PAPERS).items()}
    return {key: value for key, value in found_values.items() if not (elsewhere and sharing.hidden(key))}


def _line(row: Any, names: AreaNames, boxes: dict[str, Any]) -> dict[str, Any]:
    name, days = cards.name_of(row), row.age_days()
    area = names.label(row.area_code) if row.area_code in names.rows else {"text": "Perlu area", "tag": "fix"}
    box = boxes[f"{row.id}:{row.version}"]
    return {
        "pick": Markup(box(**{"aria-label": f"Pilih {name}"})),  # noqa: S704 - a widget's own markup, escaped by it
        "name": {"text": name, "note": row.number,
                 "href": url_for("verification.record", number=row.number, **_kept(_asked()))},
        "owner": row.owner_name, "area": area, "state": cards.state_tag(row.state),
        "source": choices.words_of(choices.SOURCES, row.source),
        "age": f"{days} hari" if days else "Hari ini",
    }


def _tabs(counts: dict[str, int], asked: dict[str, str]) -> list[dict[str, Any]]:
    """The states that wait for this person, with how many in all; nothing to choose where there is one."""
    if len(counts) < 2:
        return []
    tabs = [{"label": "Semua", "count": sum(counts.values()), "href": _at({**asked, "status": ""}), "kind": "off",
             "current": not asked["status"]}]
    return tabs + [
        {"label": TABS[state][0], "kind": TABS[state][1], "count": count, "href": _at({**asked, "status": state}),
         "current": asked["status"] == state}
        for state, count in counts.items()
    ]


def _next(number: str) -> str:
    """The next record that waits under the same filters, or the queue."""
    asked = _asked()
    with reading() as session:
        rows, _ = waiting(session, _viewer(), state=asked["status"] or None, area=asked["wilayah"] or None, per_page=2)
    following = next((row.number for row in rows if row.number != number), None)
    return url_for("verification.record", number=following, **_kept(asked)) if following else _at(asked)


def _decision_at(number: str, step: str) -> str:
    return url_for("verification.decision", number=number, step=STEP_ADDRESSES[step], **_kept(_asked()))


def _asked() -> dict[str, str]:
    return asked_choices(request.args, {"status": TABS, "wilayah": is_code})


def _kept(asked: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in asked.items() if value}


def _at(asked: dict[str, str], page: int = 1) -> str:
    return url_for("verification.queue", **_kept(asked), hal=page if page > 1 else None)


def _viewer() -> Viewer:
    return viewer() or abort(401)


def _city() -> str:
    return current_app.config["SETTINGS"].city_code
