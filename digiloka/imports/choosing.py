"""What an officer is asked about rows of a returned template: the file's value or the present one, field by field.

A question is asked where somebody else wrote the same field after the template was downloaded, and where a cell was
cleared. Choosing settles the row: in a plan it is applied with the rest, also once the batch was judged anew; in an
applied batch it is written at once.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.areas.naming import AreaNames
from digiloka.audit import journal
from digiloka.audit.changes import plain
from digiloka.imports import actions
from digiloka.imports.answers import FILE, PRESENT, Choice
from digiloka.imports.answers import from_json as answers_from_json
from digiloka.imports.grounds import lock_city
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.planned import CHANGED, DOUBTFUL, SAME
from digiloka.imports.printed_cells import Cell, cells_of
from digiloka.imports.row_edits import COLUMN_OF, TOUCHED_MEANWHILE, UNTOUCHED, as_chosen, changes_of, kept_words
from digiloka.imports.saying import record_json
from digiloka.imports.settling import named
from digiloka.registry import comparing
from digiloka.registry.comparing import Changes
from digiloka.registry.queries import Present, present_by_id
from digiloka.registry.records import BusinessRecord, from_json
from digiloka.registry.sharing import of_owner
from digiloka.values.refusal import Refused
from digiloka.values.stray_numbers import without_numbers

STATES = ("planned", "applied")  # of a batch whose rows may be chosen about
_GONE = "Usaha ini sudah tidak ada di wilayah Anda. Tidak ada yang diubah."
_MOVED_ON = "Data usaha ini baru saja diubah lagi. Periksa kedua isinya, lalu pilih."
_ALL = "Pilih satu isi untuk setiap isian."


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a row: what the file says and what is known now, as cells of a template show them."""

    key: str
    why: str  # TOUCHED_MEANWHILE or CLEARED
    told: Cell
    known: Cell


@dataclass(frozen=True, slots=True)
class Asked:
    """A row's questions, and the business's version that they were asked of. `others`: what else the row changes."""

    row_id: uuid.UUID
    row: int  # as the spreadsheet shows it
    number: str
    name: str
    version: int
    questions: tuple[Question, ...]
    others: tuple[str, ...]


def count_open(session: Session, batch_id: uuid.UUID) -> int:
    """How many rows of a batch wait for somebody's choice."""
    told = session.scalars(_waiting(batch_id, ImportRow.content))  # the records stay sealed
    return sum(1 for content in told if (content or {}).get("open"))


def asked_of(session: Session, viewer: Viewer, batch: ImportBatch, names: AreaNames, most: int) -> list[Asked]:
    """The questions of the first rows that wait. A row whose business is the viewer's no more is left out."""
    rows = []
    for row in session.scalars(_waiting(batch.id).order_by(ImportRow.position)):
        if _is_open(row):
            rows.append(row)
        if len(rows) == most:
            break
    present = present_by_id(session, viewer, [row.business_id for row in rows if row.business_id])
    return [
        _asked(row, now, names) for row in rows if row.business_id and (now := present.get(row.business_id)) is not None
    ]


def choose(
    session: Session, viewer: Viewer, batch: ImportBatch, row_id: uuid.UUID, version: int, chosen: Mapping[str, str],
    door: str,
) -> None:
    """Settle a row: of each asked field the file's value (FILE) or the present one (PRESENT).

    Raises Refused when a field was not chosen, when the business moved on since `version`, and when the batch is
    neither planned nor applied. A row that is settled already is left as it is.
    """
    lock_city(session, batch.city_code)
    session.refresh(batch)
    if batch.state not in STATES:
        raise Refused("batch-state", "Berkas ini sedang diproses atau sudah dibatalkan. Muat ulang halaman.")
    row = session.get_one(ImportRow, row_id)
    if row.batch_id != batch.id or not _is_open(row):
        return
    now = present_by_id(session, viewer, [row.business_id] if row.business_id else []).get(row.business_id)
    if now is None:
        raise Refused("choice-gone", _GONE)
    if now.version != version:
        raise Refused("choice-late", _MOVED_ON)
    fresh = _fresh(row, now)
    if any(chosen.get(key) not in (FILE, PRESENT) for key in fresh.open):
        raise Refused("choice-missing", _ALL)
    _settle(row, now, fresh, {key for key in fresh.open if chosen[key] == PRESENT})
    _count(batch, row.decision)
    if batch.state == "planned":  # it may be judged anew
        _remember(batch, now.number, fresh, chosen)
    session.flush()
    if batch.state == "applied" and row.decision == CHANGED:
        actions.apply_late(session, viewer.actor(door), batch, row)
    journal.record(session, viewer.actor(door), "import.choose", "batch", batch.id, city_code=batch.city_code,
                   batch_id=batch.id, business_id=now.business_id,
                   changes={"chosen": [None, {key: chosen[key] for key in fresh.open}]})


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What a row would change of its business today, without what only follows; `open` {field: why it is asked}."""

    record: BusinessRecord
    stored: BusinessRecord
    changes: Changes
    open: dict[str, str]


def _fresh(row: ImportRow, now: Present) -> _Fresh:
    content, record = row.content or {}, from_json(json.loads(row.record or "{}"))
    stored = now.as_of(record.figures.year if record.figures else None)
    keys = set(content["changes"]).difference(content.get("followed", ()))
    keys = {key for key in keys if not (now.apart and of_owner(key))}
    changes = changes_of(stored, record, keys)
    open_ = {}
    for key, (before, _) in changes.items():
        if plain(before) != plain(content["changes"][key][0]):
            open_[key] = TOUCHED_MEANWHILE
        elif key in content["open"]:
            open_[key] = content["open"][key]
    return _Fresh(record, stored, changes, open_)


def _asked(row: ImportRow, now: Present, names: AreaNames) -> Asked:
    fresh = _fresh(row, now)
    after = comparing.joined(fresh.stored, fresh.record, set(fresh.changes)).record
    told, known = cells_of(after, names), cells_of(fresh.stored, names)
    questions = tuple(
        Question(key, why, told.get(column), known.get(column))
        for key, why in fresh.open.items() for column in (COLUMN_OF.get(key, key),)
    )
    name = without_numbers(now.record.name or now.record.owner.name or "") or now.number
    return Asked(row.id, row.row, now.number, name, now.version, questions,
                 tuple(key for key in fresh.changes if key not in fresh.open))


def _settle(row: ImportRow, now: Present, fresh: _Fresh, kept: set[str]) -> None:
    """Note the choice down with the row, as if the file had said no more than was chosen."""
    taken = set(fresh.changes).difference(kept)
    record, changes, followed = as_chosen(fresh.stored, fresh.record, taken)
    row.decision = CHANGED if changes else SAME
    row.business_id = now.business_id if changes else None
    row.seen_version = now.version
    row.record = record_json(record)
    told = [f"Berubah: {named(changes)}."] if changes else [UNTOUCHED]
    told += kept_words(kept)
    row.content = (row.content or {}) | {
        "changes": changes, "open": {}, "followed": sorted(followed.intersection(changes)), "reasons": told,
    }


def _remember(batch: ImportBatch, number: str, fresh: _Fresh, chosen: Mapping[str, str]) -> None:
    """Keep the choice with the batch's answers, beside the two values that were seen."""
    told = {(number, key): Choice(chosen[key], *map(plain, fresh.changes[key])) for key in fresh.open}
    batch.answers = answers_from_json(batch.answers).with_choices(told).as_json()


def _count(batch: ImportBatch, decision: str) -> None:
    counts = dict(batch.counts or {})
    counts[DOUBTFUL] = counts.get(DOUBTFUL, 1) - 1
    counts[decision] = counts.get(decision, 0) + 1
    batch.counts = counts


def _waiting(batch_id: uuid.UUID, *columns: Any) -> Any:
    """Doubtful rows that a template's key found; which of them ask something their content says."""
    return select(*(columns or (ImportRow,))).where(
        ImportRow.batch_id == batch_id, ImportRow.decision == DOUBTFUL, ImportRow.identity_hash.is_(None),
        ImportRow.business_id.is_not(None),
    )


def _is_open(row: ImportRow) -> bool:
    return row.decision == DOUBTFUL and bool((row.content or {}).get("open"))
