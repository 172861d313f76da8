"""The tables on a page and as a workbook: the same tables, the same numbers."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, render_template, request, send_file
from werkzeug.wrappers import Response

from digiloka.accounts.viewer import Viewer
from digiloka.config import Settings
from digiloka.database import reading
from digiloka.statistics.measures import COUNTED, CRITERIA, CRITERION_LABELS, UNIT
from digiloka.values.amounts import show_number
from digiloka.values.dates import parse_date
from digiloka.values.refusal import Refused
from digiloka.web.access import needs, viewer

if TYPE_CHECKING:
    from digiloka.statistics.queries import Report
    from digiloka.statistics.tables import Line, Table

pages = Blueprint("statistics", __name__, url_prefix="/laporan")


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks for. `fault` is the sentence when the day cannot be read."""

    day: date
    criterion: str
    fault: str | None = None


@pages.get("")
@needs("statistics.read")
def tables() -> str:
    question = _question()
    report = _report(question)
    return render_template(
        "statistics/tables.html",
        report=report,
        question=question,
        criteria=CRITERION_LABELS,
        counted=COUNTED,
        unit=UNIT,
        shown=shown,
        headings=headings,
        today=_today(),
    )


@pages.get("/unduh")
@needs("statistics.read")
def download() -> Response:
    question = _question()
    report = _report(question)
    settings = _settings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rekap.xlsx"
        _counting().write(path, report.tables, report.coverage, _counting().letterhead(report, settings))
        # Sent from an open handle, so the folder may go as soon as the answer has begun.
        handle = path.open("rb")
    return send_file(
        handle,
        as_attachment=True,
        download_name=f"digiloka-rekap-{question.day.isoformat()}.xlsx",
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def shown(table: Table) -> list[dict[str, Any]]:
    """A table's lines as the page's macro takes them."""
    below = "below" if table.spec.rows == "area" else ""
    return [{"cells": _cells(table, line), "kind": below if line.kind == "body" else line.kind} for line in table.lines]


def headings(table: Table) -> list[Any]:
    """A table's heading row, two-storeyed where the table is."""
    return [table.row_title] + [
        {"label": head.label, "children": list(head.children)} if head.children else head.label for head in table.heads
    ]


def _cells(table: Table, line: Line) -> list[str]:
    cells = [line.label]
    for column, value in enumerate(line.values):
        if value is None:
            cells.append("–")
        elif column in table.percent:
            cells.append(f"{value:.1f}".replace(".", ",") + "%")
        else:
            cells.append(show_number(int(value)))
    return cells


def _counting() -> Any:
    """The counting rooms. They bring pandas, which takes longer to load than all the rest: the first report loads it,
    so that the program's start need not."""
    from digiloka.statistics import doors

    return doors


def _report(question: Question) -> Report:
    settings, person = _settings(), viewer() or Viewer(None, "")
    with reading() as session:
        return _counting().written(
            session, person, settings.city_code, question.day, settings.timezone, question.criterion
        )


def _question() -> Question:
    today = _today()
    criterion = request.args.get("kriteria", "sales")
    criterion = criterion if criterion in CRITERIA else "sales"
    asked = request.args.get("per", "").strip()
    if not asked:
        return Question(today, criterion)
    try:
        day = parse_date(asked, today)
    except Refused as refusal:
        return Question(today, criterion, refusal.message)
    if day is None or day > today:
        return Question(today, criterion, "Tanggal keadaan belum tiba. Pilih hari ini atau sebelumnya.")
    return Question(day, criterion)


def _today() -> date:
    return datetime.now(_settings().timezone).date()


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
