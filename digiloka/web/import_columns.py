"""What the columns of a sheet mean: every guess to look at and put right on one screen, and which sheets are read."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from digiloka.database import reading
from digiloka.imports.answering import answer_columns, answer_sheets, may_answer
from digiloka.imports.answers import LEAVE, ORDERS, PERIODS, READ, UNITS, ColumnAnswer
from digiloka.imports.batch_queries import first_rows
from digiloka.imports.checking import needed
from digiloka.imports.questions import APART, BETWEEN, LEFT_OUT, SKIPPED
from digiloka.imports.sending_level import not_yours
from digiloka.registry import fields
from digiloka.values.refusal import Refused
from digiloka.values.text import is_blank
from digiloka.web.access import needs
from digiloka.web.forms.imports import DecideForm
from digiloka.web.import_asked import asked_of_columns, asked_sheets
from digiloka.web.import_door import batch_or_404, changed, decides, pages, person
from digiloka.web.import_words import columns_of, fields_of, label_of, shown

SAMPLES = 3
_LONGEST = 60  # letters of a sample
GROUPS = (
    ("Pemilik", fields.OWNER), ("Usaha", fields.BUSINESS), ("Tempat", fields.PLACE), ("Angka", fields.FIGURES),
    ("Izin", fields.LICENCES), ("Lainnya", fields.META),
)  # fmt: skip
_AS_HEADED = ("", "Ikut judul")
_AS_FOUND = ("", "Dikenali sendiri")
_SELECTS = {"key": "k", "unit": "u", "period": "p", "order": "o"}  # what is chosen of a column → its select


@pages.get("/<uuid:batch_id>/kolom")
@needs("import.read")
def columns(batch_id: uuid.UUID) -> Any:
    """One sheet's columns (`?lembar=`, counted from 0); the first that is read where none is named."""
    return _page(batch_id)


def _page(batch_id: uuid.UUID, number: int | None = None, typed: Mapping[str, str] | None = None) -> Any:
    """The screen of one sheet; with what was `typed` and could not be taken."""
    with reading() as session:
        found = batch_or_404(session, batch_id)
        if not decides(found):  # samples and questions quote cells of every row
            flash(not_yours(found), "warn")
            return redirect(url_for("imports.batch", batch_id=batch_id))
        if not may_answer(found) or not found.sheets:
            return redirect(url_for("imports.batch", batch_id=batch_id))
        number = _asked_sheet(found) if number is None else number
        sheet = found.sheets[number]
        rows, asked = first_rows(session, found.id, number), asked_of_columns(found, number)
        seen = [_seen(column, rows, asked.get(column["index"], [])) for column in columns_of(sheet)]
        wanted = needed({key for column in sheet["columns"] for key in fields_of(column)})
        _ask_for_missing(seen, wanted)
        if typed is not None:
            seen = [_with_typed(column, typed) for column in seen]
        return render_template(
            "imports/columns.html", batch=found, sheet=sheet, number=number, form=DecideForm(),
            unsure=[column for column in seen if column["place"] == "unsure"],
            sure=[column for column in seen if column["place"] == "sure"],
            left=[column for column in seen if column["place"] == "left"],
            bare=[column for column in seen if column["place"] == "bare"],
            groups=GROUPS, units=(_AS_HEADED, *UNITS.items()),
            periods=(_AS_HEADED, *PERIODS.items()), orders=(_AS_FOUND, *ORDERS.items()), left_out=(LEFT_OUT, SKIPPED),
            needed=wanted, writes=True, read=READ, leave=LEAVE,
            sheet_questions=dict(asked_sheets(found)), remembers=typed is None or "ingat" in typed,
        )


@pages.post("/<uuid:batch_id>/kolom/<int:number>")
@needs("import.write")
def say_columns(batch_id: uuid.UUID, number: int) -> Any:
    """Keep what was chosen; the file is then judged anew. What was not touched and not asked stays a guess."""
    back = url_for("imports.columns", batch_id=batch_id, lembar=number)
    with reading() as session:
        found = batch_or_404(session, batch_id)
        sheet = found.sheets[number] if number < len(found.sheets or ()) else None
        asked = asked_of_columns(found, number) if sheet else {}
    try:
        told = _told(columns_of(sheet), asked) if sheet else {}
    except Refused as refusal:
        flash(refusal.message, "warn")
        page = _page(batch_id, number, request.form)
        return (page, 422) if isinstance(page, str) else page
    if sheet is None or not told:
        flash("Tidak ada kolom yang diubah", "info")
        return redirect(url_for("imports.batch", batch_id=batch_id))
    remember = "ingat" in request.form
    done = changed(batch_id, lambda session, batch: answer_columns(
        session, person().actor("web"), batch, sheet["name"], told, remember=remember), request.form.get("version", ""))
    if done and remember:
        flash("Susunan ini diingat: bulan depan tidak perlu dicocokkan lagi", "success")
    return redirect(url_for("imports.batch", batch_id=batch_id) if done else back)


@pages.post("/<uuid:batch_id>/lembar")
@needs("import.write")
def say_sheet(batch_id: uuid.UUID) -> Response:
    """Read a sheet that was left out, or leave one out."""
    told = {request.form.get("lembar", ""): request.form.get("baca", "")}
    changed(batch_id, lambda session, batch: answer_sheets(session, person().actor("web"), batch, told),
            request.form.get("version", ""))
    return redirect(url_for("imports.batch", batch_id=batch_id))


def _asked_sheet(found: Any) -> int:
    number = request.args.get("lembar", type=int)
    if number is not None and 0 <= number < len(found.sheets):
        return number
    return next((at for at, sheet in enumerate(found.sheets) if not sheet.get("left_out")), 0)


def _seen(column: dict[str, Any], rows: Iterable[Any], asked: list[dict[str, Any]]) -> dict[str, Any]:
    """A column as the screen shows it: its guess in words, what is asked of it, what its first cells hold."""
    keys, said = fields_of(column), column.get("said")
    sure = ("Perlu dicek", "fix") if asked and keys else ("Tidak dikenal", "fix") if asked else \
        ("Sudah dipilih", "ok") if said else ("Yakin", "ok") if keys else ("Tidak dikenal", "off")
    kinds = {doubt["kind"] for doubt in asked}
    kind = "money" if kinds & {"unit", "period"} else "date" if "order" in kinds else \
        _kind(keys[0] if len(keys) == 1 else None)
    likely = [each["value"] for doubt in asked if doubt["kind"] == "column" for each in doubt["options"]]
    place = "unsure" if asked else "sure" if keys else "bare" if column.get("empty") else "left"
    pair = " dan ".join(label_of(key) for key in keys) if len(keys) > 1 else None
    between = _between(asked)
    return {
        **column, "place": place,
        "key": "" if between else keys[0] if len(keys) == 1 else LEFT_OUT if said and not keys else "",
        "first": "Pilih salah satu" if between else pair or "Pilih isian",
        "samples": _samples(column, rows), "asked": [doubt["question"] for doubt in asked], "sure": sure, "kind": kind,
        "likely": [(value, label_of(value), _kind(value)) for value in likely if value in fields.BY_KEY],
    }


def _with_typed(column: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """A column with what was chosen for it in place of its guess."""
    told = {name: typed.get(f"{select}{column['index']}") for name, select in _SELECTS.items()}
    chosen = {name: value for name, value in told.items() if value is not None}
    kind = _kind(chosen["key"]) if chosen.get("key") else column["kind"]
    return column | chosen | {"kind": kind, "open": not column["key"]}


def _between(asked: Iterable[dict[str, Any]]) -> str | None:
    """The code of the question which of two columns it is: a choice that stood there already would answer it unseen."""
    return next((doubt["code"] for doubt in asked if doubt["code"] in BETWEEN), None)


def _ask_for_missing(seen: list[dict[str, Any]], wanted: list[tuple[str, bool]]) -> None:
    """Where something is missing that a list must tell, any column that nobody knows may be it."""
    if all(there for _, there in wanted):
        return
    for column in seen:
        if column["place"] == "left" and not column.get("said"):
            column["place"], column["sure"] = "unsure", ("Tidak dikenal", "fix")


def _samples(column: dict[str, Any], rows: Iterable[Any]) -> list[str]:
    index, found = column["index"], dict[str, None]()
    for row in rows:
        raw = row.content["raw"][index] if index < len(row.content["raw"]) else None
        if not is_blank(raw):
            text = shown(raw, column)
            found[text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def _kind(key: str | None) -> str:
    field = fields.BY_KEY.get(key or "")
    return "" if field is None else field.kind if field.kind in ("money", "date") else ""


def _told(told: Iterable[dict[str, Any]], asked: Mapping[int, list[dict[str, Any]]]) -> dict[int, ColumnAnswer]:
    """What the form says otherwise than the guesses, and what it answers. Raises Refused."""
    answers: dict[int, ColumnAnswer] = {}
    for column in told:
        index, keys = column["index"], fields_of(column)
        chosen, unit, period, order = (request.form.get(f"{name}{index}", "") for name in "kupo")
        if not chosen:
            _want_choice(column, unit, period, asked.get(index, ()))
            continue  # no select, or nothing chosen: it stays as it is guessed
        kind = _kind(chosen)  # what another kind of field was asked is sent too: its selects are only hidden
        unit, period = (unit, period) if kind == "money" else ("", "")
        order = order if kind == "date" else ""
        answer = ColumnAnswer(None if chosen == LEFT_OUT else chosen, _unit(unit), _one_of(period, PERIODS),
                              _one_of(order, ORDERS))
        given = {"column": chosen, "unit": unit, "period": period, "order": order}
        answered = any(given[doubt["kind"]] for doubt in asked.get(index, ()))
        if answer != _present(column, keys) or answered:
            answers[index] = answer
    _want_one(answer.field for index, answer in answers.items() if _between(asked.get(index, ())) == APART)
    return answers


def _want_choice(column: dict[str, Any], unit: str, period: str, asked: Iterable[dict[str, Any]]) -> None:
    """Of a column of which nothing is chosen a unit or a time would be lost. Raises Refused."""
    given = (_unit(unit), _one_of(period, PERIODS))
    if _between(asked) and any(given) and given != (column.get("unit"), column.get("period")):
        raise Refused("answer-first", f'Pilih juga isian untuk kolom {column["letter"]}, lalu simpan lagi.')


def _want_one(chosen: Iterable[str | None]) -> None:
    """Raises Refused where of columns that cannot both be true more than one was chosen."""
    often = Counter(key for key in chosen if key)
    if twice := next((key for key, count in often.items() if count > 1), None):
        raise Refused("answer-both", f'Pilih "{label_of(twice)}" di satu kolom saja, dan "{SKIPPED}" di yang lain.')


def _present(column: dict[str, Any], keys: list[str]) -> ColumnAnswer:
    """What a column is taken for now."""
    key = keys[0] if len(keys) == 1 else None
    kind = _kind(key)
    unit, period = (column.get("unit"), column.get("period")) if kind == "money" else (None, None)
    return ColumnAnswer(key, unit, period, column.get("order") if kind == "date" else None)


def _unit(text: str) -> int | None:
    return next((unit for unit in UNITS if text == str(unit)), None)


def _one_of(text: str, known: Iterable[str]) -> str | None:
    return text if text in known else None
