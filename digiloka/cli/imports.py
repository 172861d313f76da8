"""`digiloka imports`: judge a survey file, apply it, take it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from digiloka.accounts.queries import viewer_by_email
from digiloka.accounts.viewer import Viewer
from digiloka.cli.door import engine, print_json, refuse, settings, told
from digiloka.cli.imports_file import NOT_THE_FILE, UNREADABLE, area_of, as_fault, judged_on, opened, sender
from digiloka.cli.working import working
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions, faults
from digiloka.imports.collecting import seldom
from digiloka.imports.crew import Crew
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import JudgedSheet, Judgement, judge, sheet_json
from digiloka.imports.keeping import keep_plan
from digiloka.imports.outcomes import why_left
from digiloka.imports.planned import DECISIONS, PlannedRow
from digiloka.imports.queries import Register, rows_left
from digiloka.imports.stopping import Shares, why_stopped
from digiloka.imports.turns import Turn, held_alone, turn_of
from digiloka.imports.undoing import UndoReport
from digiloka.imports.workbook import Workbook
from digiloka.jobs import names, rows
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused

# command: module here
_ELSEWHERE = {"mapping": "imports_mapping", "return": "imports_return", "template": "imports_template"}
_MOST_LEFT = 50  # rows that are named
COUNTS = ("rows", *DECISIONS)
WORDS = dict(zip(COUNTS, ("Baris", "Baru", "Diperbarui", "Tidak berubah", "Perlu diputuskan", "Ditolak"), strict=True))
GRAVITIES = {faults.ROW: "baris ditolak", faults.CELL: "isian dikosongkan", faults.WARNING: "peringatan"}


class _Imports(click.Group):
    """Its commands; one that needs more than the others is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in _ELSEWHERE:
            return import_module(f"digiloka.cli.{_ELSEWHERE[name]}").command
        return super().get_command(ctx, name)


@click.group(cls=_Imports)
def imports() -> None:
    """Survey workbooks: check, apply, return, undo, templates to fill in, and what their columns mean."""


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--area", help="Kemendagri code the rows must lie in (default: the city, or the user's area).")
@click.option("--sheet", help="Only the sheet of this name.")
@click.option("--user", help="Email of the user in whose name and area the file is judged.")
@click.option("--rows", is_flag=True, help="Add a plan with one entry a row.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(file: Path, area: str | None, sheet: str | None, user: str | None, rows: bool, as_json: bool) -> None:
    """Say what importing FILE would do. Writes nothing. Where no database was ever made, every row is new."""
    with _refusing(as_json, rows), Crew() as crew:
        chosen = settings()
        workbook = opened(file, chosen, crew)
        result = _checked(workbook, chosen, area, sheet, user, rows, crew)
    print_json(result) if as_json else _print_counts(result)


@imports.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--area", help="Kemendagri code the rows must lie in (default: the user's area).")
@click.option("--sheet", help="Only the sheet of this name.")
@click.option("--user", required=True, help="Email of the user who answers for the file.")
@click.option("--whole", is_flag=True, help="Write nothing unless every row can be written.")
@click.option("--release", metavar="REASON", help="Apply although the share of bad rows stops the file (dinas only).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def apply(
    file: Path, area: str | None, sheet: str | None, user: str, whole: bool, release: str | None, as_json: bool
) -> None:
    """Check FILE and write its good rows into the register, in one transaction; the others are left and named."""
    with _refusing(as_json), Crew() as crew:
        chosen = settings()
        workbook = opened(file, chosen, crew)
        base = engine(chosen)
        turn = _planned(base, chosen, workbook, file, area, sheet, user, crew)
        del workbook
        with transaction(base) as session:
            viewer = viewer_by_email(session, user)
            batch = held_alone(session, turn)  # nothing but what was planned here is applied
            if release and batch.stopped:
                _may_release(viewer)
                actions.release(session, viewer.actor("cli"), batch, release)
            outcomes = actions.apply(session, viewer.actor("cli"), batch, whole=whole, crew=crew)
            result = {"batch": str(batch.id), "counts": actions.plan_of(batch), "outcomes": outcomes}
            left = _left(session, batch.id, [sheet["name"] for sheet in batch.sheets or []])
    if as_json:
        print_json(result)
        return
    _print_counts(result)
    for line in ("Tidak dimasukkan seluruhnya:", *left) if left else ():
        click.echo(line)


@imports.command()
@click.argument("batch")
@click.option("--user", help="Email of the user who takes it back (default: the one who sent it).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def undo(batch: str, user: str | None, as_json: bool) -> None:
    """Take BATCH back; what somebody edited since stays and is named."""
    answer = partial(_not_undone, batch) if as_json else None
    with told(answer), seldom(), transaction(engine(settings())) as session:
        found = actions.batch_to_undo(session, _uuid(batch), user)
        report = actions.undo(session, found.actor, found.batch)
    print_json({"batch": batch, **report.as_json()}) if as_json else click.echo(report.sentence())


@contextmanager
def _refusing(as_json: bool, with_rows: bool = False) -> Iterator[None]:
    """A refusal: one sentence on stderr, with --json the same as a fault on stdout. Status 2 when the file, its city
    or the chosen sheet cannot be read, 1 when the user may not or the database will not."""
    answer = partial(_not_judged, with_rows) if as_json else None
    with told(answer), seldom():
        try:
            yield
        except Refused as refusal:
            status = 1 if refusal.code in NOT_THE_FILE else UNREADABLE
            refuse(refusal.code, refusal.message, answer, status)


def _not_judged(with_rows: bool, code: str, message: str) -> dict[str, Any]:
    """What `_walk` answers, of nothing."""
    result: dict[str, Any] = {"sheets": [], "counts": dict.fromkeys(COUNTS, 0), "faults": [as_fault(code, message)],
                              "doubts": []}
    return result | {"plan": []} if with_rows else result


def _not_undone(batch: str, code: str, message: str) -> dict[str, Any]:
    return {"batch": batch, **UndoReport(0, 0).as_json(), "faults": [as_fault(code, message)]}


def _checked(
    workbook: Workbook, chosen: Settings, area: str | None, sheet: str | None, user: str | None, rows: bool,
    crew: Crew,
) -> dict[str, Any]:
    with judged_on(chosen, user, area) as (ground, known):
        return _walk(judge(workbook, ground, known, sheet, crew=crew), rows, Shares.of(chosen))


def _planned(
    base: Engine, chosen: Settings, workbook: Workbook, file: Path, area: str | None, sheet: str | None, user: str,
    crew: Crew,
) -> Turn:
    """Judge the file and keep its plan; nothing is kept of a file that is refused. Returns whose it is to apply."""
    today = datetime.now(chosen.timezone).date()
    with reading(base) as known:
        viewer = sender(known, user)
        allowed = area_of(viewer, area)
        ground = ground_of(known, chosen.city_code, allowed, today)
        judgement = judge(workbook, ground, Register(known, viewer, ground), sheet, crew=crew)
        with transaction(base) as session, file.open("rb") as source:
            stored = put(session, chosen.files_dir, source, file.name)
            batch = actions.open_batch(session, viewer.actor("cli"), city_code=chosen.city_code, area_code=allowed,
                                       file_id=stored.id, file_name=file.name)
            batch.job_id = rows.begin_here(session, names.IMPORT_CHECK, batch_id=str(batch.id)).id
            turn = turn_of(session, batch)
        with working(base, batch.job_id) as progress:
            return keep_plan(partial(transaction, base), turn, judgement, progress, Shares.of(chosen))


def _may_release(viewer: Viewer) -> None:
    if not viewer.may("import.release"):
        raise Refused("right-missing", "Hanya dinas yang boleh membuka berkas yang ditahan. Minta dinas membukanya.")


def _walk(judgement: Judgement, with_rows: bool, shares: Shares) -> dict[str, Any]:
    plan: list[dict[str, Any]] = []
    for judged, planned in judgement.chunks():
        if with_rows:
            plan.extend(_plan_row(judged, row) for row in planned)
    result: dict[str, Any] = {
        "sheets": [sheet_json(judged) for judged in judgement.sheets],
        "counts": judgement.counts,
        "faults": judgement.faults.as_json(),
        "doubts": judgement.doubts(),
    }
    if stopped := why_stopped(judgement.counts, shares):
        result["stopped"] = stopped
    if with_rows:
        result["plan"] = plan
    return result


def _plan_row(judged: JudgedSheet, row: PlannedRow) -> dict[str, Any]:
    return {"sheet": judged.sheet.name, "row": row.checked.row, "decision": row.decision, "business": row.number,
            "reasons": row.reasons}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused("batch-unknown", f"{text} bukan nomor impor. Periksa nomornya.") from None


def _print_counts(result: dict[str, Any]) -> None:
    for name, count in result["counts"].items():
        click.echo(f"{WORDS[name]:16} {show_number(count)}")
    for group in _grouped(result.get("faults", [])):
        click.echo(group)
    if result.get("stopped"):
        click.echo(result["stopped"])
    if "batch" in result:
        click.echo(f"{'Nomor impor':16} {result['batch']}")


def _left(session: Session, batch_id: uuid.UUID, names: list[str]) -> list[str]:
    """A line for each row that was not written whole, and one when there are more. `names` are the sheets'."""
    rows = rows_left(session, batch_id, _MOST_LEFT + 1)
    where = [f"  lembar {names[row.sheet]} baris {row.row}" if len(names) > 1 else f"  baris {row.row}" for row in rows]
    lines = [f"{place}: {why_left(row)}" for place, row in zip(where, rows, strict=True)]
    return [*lines[:_MOST_LEFT], *(["  … dan lainnya: lihat halaman impor ini."] if len(lines) > _MOST_LEFT else [])]


def _grouped(found: list[dict[str, Any]]) -> list[str]:
    """One line a kind of fault, commonest first."""
    often: dict[tuple[str, str], int] = {}
    for fault in found:
        key = (fault["severity"], fault["message"] if fault["row"] is None else fault["code"])
        often[key] = often.get(key, 0) + 1
    ordered = sorted(often.items(), key=lambda item: -item[1])
    return [f"{show_number(count):>6} {GRAVITIES[severity]}: {what}" for (severity, what), count in ordered]
