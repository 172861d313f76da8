"""The workbook of a batch: its stored file with its kept plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.files.models import StoredFile
from digiloka.files.store import frames
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.outcomes import NOT_WRITTEN, in_part, why_left
from digiloka.imports.own_columns import OwnColumns
from digiloka.imports.queries import visible_batches
from digiloka.imports.returned.giving import Returned, anonymous, give_back
from digiloka.imports.returned.marks import (
    RowMark,
    SheetMarks,
    is_figure,
    is_text,
    last_label,
    of_columns,
    of_sheet,
    row_mark,
)
from digiloka.imports.returned.ordering import require_plan
from digiloka.imports.row_keys import row_key
from digiloka.imports.undo_rows import BACK, Fate, fates_of, tells_rows
from digiloka.imports.undoing import back_told
from digiloka.imports.workbook import Limits, column_index
from digiloka.sealing import keyed_hash

Progress = Callable[[int, int], None]
_READ = 2_000
_BACK = "Sudah dikembalikan saat impor dibatalkan. Kalau baris ini tetap perlu masuk, unggah lagi berkas ini."
_COLUMNS = (ImportRow.id, ImportRow.position, ImportRow.row, ImportRow.decision, ImportRow.outcome, ImportRow.held,
            ImportRow.business_id, ImportRow.content)


def returned_workbook(
    session: Session, batch: ImportBatch, files_dir: Path, bad_only: bool = False, limits: Limits | None = None,
    progress: Progress | None = None,
) -> Returned:
    """The officer's own file of a batch, marked. Reads only; the session must live until this returns.

    The caller has seen to it that the batch is the viewer's (imports.queries.batch_for). Raises Refused for a batch
    without a plan.
    """
    require_plan(batch)
    stored = session.get_one(StoredFile, batch.file_id)
    told = (batch.summary or {}).get("sheet_faults", [])
    sheets = [
        _marks(session, batch, index, sheet, told, progress)
        for index, sheet in enumerate(batch.sheets) if sheet["rows"] and not sheet.get("left_out")
    ]
    typed = bool((batch.answers or {}).get("cells"))
    with anonymous() as source:
        for frame in frames(files_dir, stored.address):
            source.write(frame)
        return give_back(source, batch.file_name or "", sheets, limits or Limits(), bad_only=bad_only, typed=typed)


def is_file_of(session: Session, batch: ImportBatch, digest: str) -> bool:
    """Is a file with this SHA-256 the one that was sent for the batch?"""
    return session.get_one(StoredFile, batch.file_id).address == keyed_hash("file", digest)


def batch_of_file(session: Session, viewer: Viewer, digest: str) -> ImportBatch | None:
    """The newest plan of a file with this SHA-256 that the viewer may see and that was not taken back."""
    stored = select(StoredFile.id).where(StoredFile.address == keyed_hash("file", digest))
    standing = visible_batches(viewer).where(
        ImportBatch.file_id.in_(stored), ImportBatch.state.in_(("planned", "applying", "applied"))
    )
    return session.scalar(standing.limit(1))


def _marks(
    session: Session, batch: ImportBatch, index: int, sheet: dict[str, Any], told: list[dict[str, Any]],
    progress: Progress | None,
) -> SheetMarks:
    columns = {column_index(one["letter"]): last_label(one["heading"]) for one in sheet["columns"]}
    headings, doubts = sheet["heading_rows"], (batch.summary or {}).get("doubts", [])
    return SheetMarks(
        sheet["name"], headings[-1] if headings else None, sheet["first_row"], sheet["last_row"], columns,
        partial(_rows, session, batch, index, columns, progress), of_columns(told, doubts, sheet["name"]),
        OwnColumns(**sheet.get("own_columns", {})),
        *(frozenset(column_index(one["letter"]) for one in sheet["columns"]
                    if holds((one.get("key") or one["field"], *one.get("fields", ()))))
          for holds in (is_text, is_figure)),
        of_sheet(told, sheet["name"]),
    )  # fmt: skip


def _rows(
    session: Session, batch: ImportBatch, index: int, headings: dict[int, str], progress: Progress | None
) -> Iterator[RowMark]:
    position, whole = -1, (batch.counts or {}).get("rows", 0)
    undone, as_planned = batch.state == "undone", batch.state == "undone" and not tells_rows(batch)
    wanted = select(*_COLUMNS).where(ImportRow.batch_id == batch.id, ImportRow.sheet == index)
    while found := session.execute(
        wanted.where(ImportRow.position > position).order_by(ImportRow.position).limit(_READ)
    ).all():
        fates = fates_of(session, Viewer(None, "", batch.area_code), batch, found) if undone else {}
        for row in found:
            yield _mark(row, None if as_planned else row.outcome, headings, fates.get(row.position))
        position = found[-1].position
        if progress:
            progress(position + 1, whole)


def _mark(row: Any, outcome: str | None, headings: dict[int, str], fate: Fate | None) -> RowMark:
    """`fate`: what an undoing made of a row that had been written; of the others it changed nothing."""
    content, partly = row.content or {}, in_part(row) and outcome is not None and fate is None
    told = [(letter, message, severity) for letter, _, _, message, severity in content.get("faults", [])]
    reasons = list(content.get("reasons", []))
    if outcome in NOT_WRITTEN or partly:
        reasons.append(why_left(row))
    elif fate:
        reasons += [_BACK] if fate.became == BACK else [back_told(fate.back)] if fate.back else []
        reasons += [fate.reason] if fate.reason else []
    typed = {int(column): text for column, text in content.get("typed", {}).items()}
    return row_mark(row.row, row.decision, outcome, told, reasons, content.get("key") or row_key(row.id), headings,
                    in_part=partly, undone=fate.became if fate else None, typed=typed)
