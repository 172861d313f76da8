"""What became of the rows of a batch that was taken back, one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast, func, not_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.outcomes import WROTE
from digiloka.imports.undoing import Stayed, told_to
from digiloka.registry.queries import numbers_of, seen_of

BACK, PARTLY, KEPT = "back", "partly", "kept"
_CHUNK = 500
COUNTED = "undone_"  # how the rows of an undoing are called among a batch's counts


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row that had been written, and why it did not go back whole."""

    became: str
    reason: str = ""
    back: list[str] = field(default_factory=list)  # what of it went back, where something stayed


@dataclass(frozen=True, slots=True)
class UndoneRow:
    """One row that had been written. `number` is its business, where the reader may look it up."""

    row: ImportRow
    fate: Fate
    number: str | None


def kept_rows(
    session: Session, batch_id: uuid.UUID, kept: Mapping[uuid.UUID, Stayed]
) -> list[list[Any]]:
    """[position, why, what went back] of the rows whose business an undoing left as it is, wholly or in part; of one
    that changed its business and went back in part also the fields of it that nobody wrote since."""
    written = select(ImportRow.position, ImportRow.business_id, ImportRow.outcome, ImportRow.id).where(
        ImportRow.batch_id == batch_id, ImportRow.outcome.in_(WROTE)
    )
    rows = session.execute(written.order_by(ImportRow.position)) if kept else ()
    found = [row for row in rows if row.business_id in kept]
    partly = [row for row in found if row.outcome == "amended" and kept[row.business_id].back]
    changed = _changed(session, [row.id for row in partly])
    return [
        [row.position, kept[row.business_id].reason, kept[row.business_id].back]
        + ([sorted(changed[row.id] - kept[row.business_id].keys)] if row.id in changed else [])
        for row in found
    ]


def _changed(session: Session, rows: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """{row: the fields that it changed}."""
    found: dict[uuid.UUID, set[str]] = {}
    for start in range(0, len(rows), _CHUNK):
        asked = select(ImportRow.id, ImportRow.content).where(ImportRow.id.in_(rows[start : start + _CHUNK]))
        found.update((row, set((content or {}).get("changes", ()))) for row, content in session.execute(asked))
    return found


def counts_of(session: Session, batch: ImportBatch) -> dict[str, int]:
    """How many rows went back, in part, and not at all."""
    written = select(func.count()).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(WROTE))
    kept = _kept(batch)
    partly = sum(bool(row.back) for row in kept.values())
    return {BACK: (session.scalar(written) or 0) - len(kept), PARTLY: partly, KEPT: len(kept) - partly}


def with_undone(session: Session, batch: ImportBatch) -> dict[str, int]:
    """A batch's counts with those of its undoing, for lists that do not read the whole report."""
    told = {COUNTED + name: count for name, count in counts_of(session, batch).items()}
    return {**(batch.counts or {}), **told}


def counted(batch: ImportBatch) -> dict[str, int] | None:
    """What `counts_of` found when the batch was taken back; None of one that did not keep it yet."""
    counts = batch.counts or {}
    told = {name: counts.get(COUNTED + name) for name in (BACK, PARTLY, KEPT)}
    return None if None in told.values() else told  # type: ignore[return-value]


def report_rows(
    session: Session, viewer: Viewer, batch: ImportBatch, *, only: str | None = None, page: int = 1, per_page: int = 50
) -> list[UndoneRow]:
    """The rows that had been written, in the order of the file, a page at a time; `only` what became of them."""
    kept = _kept(batch)
    query = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(WROTE))
    if only:
        chosen = [place for place, row in kept.items() if only == BACK or bool(row.back) == (only == PARTLY)]
        named = among(cast(ImportRow.position, String), [str(position) for position in chosen])
        query = query.where(not_(named) if only == BACK else named)
    query = query.order_by(ImportRow.position).limit(per_page).offset((page - 1) * per_page)
    rows = list(session.scalars(query))
    about = {row.business_id for row in rows if row.business_id}
    numbers, seen = numbers_of(session, about), seen_of(session, viewer, about)
    return [
        UndoneRow(row, _fate(kept.get(row.position), seen=row.business_id in seen),
                  numbers.get(row.business_id) if row.business_id in seen else None)
        for row in rows
    ]  # fmt: skip


def fates_of(session: Session, viewer: Viewer, batch: ImportBatch, rows: Sequence[ImportRow]) -> dict[int, Fate]:
    """{position: what became of it} of those of these rows that a batch had written before it was taken back."""
    if not tells_rows(batch):
        return {}
    kept, written = _kept(batch), [row for row in rows if row.outcome in WROTE]
    seen = seen_of(session, viewer, {row.business_id for row in written if row.position in kept and row.business_id})
    return {row.position: _fate(kept.get(row.position), seen=row.business_id in seen) for row in written}


def tells_rows(batch: ImportBatch) -> bool:
    """Did an undoing keep what became of each row? An earlier one did not."""
    return "rows" in (batch.undo_report or {})


def _fate(kept: Stayed | None, *, seen: bool) -> Fate:
    if kept is None:
        return Fate(BACK)
    return Fate(PARTLY if kept.back else KEPT, told_to(kept.reason, seen=seen), kept.back)


def gone_back(report: Mapping[str, Any] | None) -> dict[int, frozenset[str]]:
    """{position: the fields that went back} of the rows that stay, whole or in part, by the report that a batch keeps.
    Of what an earlier report tells in words only nobody can say which fields still speak: it is left out."""
    found = {}
    for position, _, *more in (report or {}).get("rows", []):
        back, keys = [*more, None, None][:2]
        if keys is not None or not back:
            found[position] = frozenset(keys or ())
    return found


def _kept(batch: ImportBatch) -> dict[int, Stayed]:
    """{position: why and what went back}: of an undoing that did not keep them yet, nothing is known row by row, and
    an earlier one kept no more than why."""
    return {position: Stayed(why, *back[:1]) for position, why, *back in (batch.undo_report or {}).get("rows", [])}
