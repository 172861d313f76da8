"""An officer's answers kept with a batch and remembered for the next file; the batch is then judged anew.

Every function takes the session and never commits. It returns the id of the new check job, for the door to wake.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.orm import Session

from digiloka.accounts.queries import viewer_by_id
from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.imports import remembering, spoken
from digiloka.imports.actions import hand_over
from digiloka.imports.answers import LEAVE, READ, Answers, Cells, ColumnAnswers, Spellings, folded, from_json
from digiloka.imports.models import ImportBatch
from digiloka.jobs import names
from digiloka.values.refusal import Refused

LONGEST = 1_000  # letters somebody types into one cell


def may_answer(batch: ImportBatch) -> bool:
    """Can something still be said of a batch? Not while it is being judged or applied, nor after."""
    return batch.state in ("planned", "refused", "failed")


def answer_columns(
    session: Session, actor: Actor, batch: ImportBatch, sheet: str, columns: ColumnAnswers, *, remember: bool = True
) -> uuid.UUID:
    """Say what columns of a sheet mean, {column counted from 0: answer}. Raises Refused."""
    told = _sheet(batch, sheet)
    if strange := [index for index in columns if index not in _indexes(told)]:
        raise Refused("answer-column", f"Kolom ke-{strange[0] + 1} tidak ada di lembar ini. Muat ulang halaman.")
    job_id = _keep(session, actor, batch, from_json(batch.answers).with_columns(sheet, columns))
    if remember and (layout := told.get("layout")):
        viewer = _viewer(session, actor)
        remembering.remember_columns(session, viewer, batch.city_code, layout["fingerprint"], columns)
    said = {str(index): answer.as_json() for index, answer in columns.items()}
    _journal(session, actor, batch, "import.columns", {"columns": [None, said]})
    return job_id


def answer_spellings(
    session: Session, actor: Actor, batch: ImportBatch, spellings: Spellings, *, remember: bool = True
) -> uuid.UUID:
    """Say what spellings mean, {(field, spelling): the choice's code or words, "" to leave it out}. Raises Refused."""
    known = areas.names(session, batch.city_code)
    told = {(key, folded(spelt)): spoken.checked(key, value, known) for (key, spelt), value in spellings.items()}
    job_id = _keep(session, actor, batch, from_json(batch.answers).with_spellings(told))
    if remember:
        remembering.remember_spellings(session, _viewer(session, actor), batch.city_code, told)
    _journal(session, actor, batch, "import.spellings", {"fields": [None, sorted({key for key, _ in told})]})
    return job_id


def answer_cells(session: Session, actor: Actor, batch: ImportBatch, cells: Cells) -> uuid.UUID:
    """Write over cells, {(sheet, row as shown, column counted from 0): text}. What came stays with the row."""
    for sheet, _row, index in cells:
        if index not in _indexes(_sheet(batch, sheet)):
            raise Refused("answer-column", f"Kolom ke-{index + 1} tidak ada di lembar ini. Muat ulang halaman.")
    if any(len(told) > LONGEST for told in cells.values()):
        raise Refused("answer-long", f"Isi sel paling panjang {LONGEST} huruf. Ringkas isinya.")
    job_id = _keep(session, actor, batch, from_json(batch.answers).with_cells(cells))
    _journal(session, actor, batch, "import.cells", {"cells": [None, len(cells)]})
    return job_id


def answer_sheets(session: Session, actor: Actor, batch: ImportBatch, sheets: Mapping[str, str]) -> uuid.UUID:
    """Say which sheets are read after all or left out, {sheet: "read" or "leave"}."""
    for sheet, said in sheets.items():
        _sheet(batch, sheet)
        if said not in (READ, LEAVE):
            raise Refused("answer-sheet", "Pilih apakah lembar ini dibaca atau dilewati.")
    job_id = _keep(session, actor, batch, from_json(batch.answers).with_sheets(sheets))
    _journal(session, actor, batch, "import.sheets", {"sheets": [None, len(sheets)]})
    return job_id


def forget_columns(
    session: Session, actor: Actor, batch: ImportBatch, sheet: str, indexes: Collection[int]
) -> uuid.UUID:
    """Take back what was said of columns, here and for the next file; they are guessed again."""
    answers, layout = from_json(batch.answers), _sheet(batch, sheet).get("layout")
    for index in indexes:
        answers = answers.without(sheet, index)
    if layout:
        viewer = _viewer(session, actor)
        remembering.forget_columns(session, viewer, batch.city_code, layout["fingerprint"], indexes)
    job_id = _keep(session, actor, batch, answers)
    _journal(session, actor, batch, "import.forget", {"columns": [sorted(indexes), None]})
    return job_id


def forget_spellings(
    session: Session, actor: Actor, batch: ImportBatch, asked: Collection[tuple[str, str]]
) -> uuid.UUID:
    """Take back what was said of spellings, here and for the next file."""
    answers = from_json(batch.answers)
    for key, spelt in asked:
        answers = answers.without_spelling(key, spelt)
    remembering.forget_spellings(session, _viewer(session, actor), batch.city_code, asked)
    job_id = _keep(session, actor, batch, answers)
    _journal(session, actor, batch, "import.forget", {"fields": [sorted({key for key, _ in asked}), None]})
    return job_id


def _keep(session: Session, actor: Actor, batch: ImportBatch, answers: Answers) -> uuid.UUID:
    job_id = hand_over(session, batch, may_answer, "uploaded", names.IMPORT_CHECK)
    batch.answers, batch.ordered_by = answers.as_json(), actor.user_id
    return job_id


def _sheet(batch: ImportBatch, name: str) -> dict[str, Any]:
    found = next((sheet for sheet in batch.sheets or () if sheet["name"] == name), None)
    if found is None:
        raise Refused("sheet-unknown", f'Lembar "{name}" tidak ada. Muat ulang halaman.')
    return found


def _indexes(sheet: dict[str, Any]) -> set[int]:
    return {column["index"] for column in sheet["columns"]}


def _viewer(session: Session, actor: Actor) -> Viewer:
    if actor.user_id is None:
        raise Refused("right-missing", "Hanya petugas yang bisa menjawab ini. Masuk dulu.")
    return viewer_by_id(session, actor.user_id)


def _journal(session: Session, actor: Actor, batch: ImportBatch, action: str, changes: dict[str, Any]) -> None:
    """What was typed and spelt stays out of the journal; fields and counts are told."""
    journal.record(session, actor, action, "batch", batch.id, city_code=batch.city_code, batch_id=batch.id,
                   changes=changes)
