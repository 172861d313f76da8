"""One plan written into the register, chunk by chunk.

The rows of a long plan are opened and made ready by a crew while those before them are written.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import LargeBinary, Row, select, type_coerce
from sqlalchemy.orm import Session

from digiloka import sealing
from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.imports import queries
from digiloka.imports.contents import RECORD
from digiloka.imports.crew import Crew
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.outcomes import Outcome, keep_held, keep_outcomes
from digiloka.imports.planned import CHANGED, NEW
from digiloka.registry.actions.bulk import NewItem, register_many
from digiloka.registry.actions.bulk_amend import Amendment, amend_many
from digiloka.registry.actions.ready import Ready, ready_of, write_ready
from digiloka.registry.actions.shared_owner import ELSEWHERE
from digiloka.registry.records import BusinessRecord, from_json
from digiloka.sealing import keyed_hash

READ = 2_000  # rows of a batch handled at once
_SOURCE = "import"
_COLUMNS = (ImportRow.id, ImportRow.position, ImportRow.decision, ImportRow.business_id, ImportRow.seen_version,
            ImportRow.identity_hash, ImportRow.scope_code, ImportRow.held, ImportRow.origin_id,
            type_coerce(ImportRow.record, LargeBinary).label("record"))  # as it lies, sealed

_Told = list[tuple[uuid.UUID, str, bytes]]  # row, the area that is certain, its record


@dataclass(frozen=True, slots=True)
class Readying:
    """The task of making new rows of a batch ready, as far as that goes without the database."""

    actor: Actor
    city_code: str
    batch_id: uuid.UUID
    dialect: str

    def begin(self) -> Callable[[tuple[datetime, _Told]], Ready]:
        def ready(chunk: tuple[datetime, _Told]) -> Ready:
            moment, told = chunk
            items = [
                NewItem(record_of(record), scope, batch_id=self.batch_id, import_row_id=row)
                for row, scope, record in told
            ]
            return ready_of(items, self.actor, city_code=self.city_code, source=_SOURCE, moment=moment,
                            dialect=self.dialect)

        return ready


def record_of(record: bytes | str) -> BusinessRecord:
    """A row's record as its column holds it, or opened already."""
    return from_json(json.loads(record if isinstance(record, str) else sealing.keyring().open(record, RECORD)))


class Applying:
    """A batch that is being applied. Walk `positions()` to its end; `outcomes` then holds the rows by outcome."""

    def __init__(self, session: Session, actor: Actor, batch: ImportBatch) -> None:
        self.session, self.actor, self.batch = session, actor, batch
        self.outcomes: Counter[str] = Counter()
        self._made: set[uuid.UUID] = set()

    def positions(self, crew: Crew | None) -> Iterator[int]:
        """Write the batch; where in it every chunk ended that is written."""
        for found, ready in self._chunks(crew):
            self.write(found, ready)
            yield found[-1].position + 1

    def write(self, found: Sequence[Any], ready: Ready | None = None) -> None:
        """Write a chunk of planned rows and keep what became of each; `ready` are the new ones among them."""
        # Amended first: a NIK that a known owner gets is then theirs when a new business of that person comes.
        done = [*self._amend(found), *self._register([row for row in found if row.decision == NEW], ready)]
        keep_outcomes(self.session, done)
        self.outcomes.update(outcome for _, outcome, _ in done)

    def _chunks(self, crew: Crew | None) -> Iterator[tuple[list[Row[Any]], Ready | None]]:
        rows = (self.batch.counts or {}).get(NEW, 0)
        if crew is None or not crew.expect(rows):
            yield from ((found, None) for found in self._found())
            return
        ahead: deque[list[Row[Any]]] = deque()

        def news() -> Iterator[tuple[datetime, _Told]]:
            for found in self._found():
                ahead.append(found)
                yield now(), [(row.id, row.scope_code, row.record) for row in found if row.decision == NEW]

        dialect = self.session.get_bind().dialect.name
        task = Readying(self.actor, self.batch.city_code, self.batch.id, dialect)
        for ready in crew.each(task, news(), rows):
            yield ahead.popleft(), ready

    def _found(self) -> Iterator[list[Row[Any]]]:
        position = 0
        while found := self._next(position):
            yield found
            position = found[-1].position + 1

    def _next(self, position: int) -> list[Row[Any]]:
        asked = select(*_COLUMNS).where(ImportRow.batch_id == self.batch.id, ImportRow.position >= position)
        return list(self.session.execute(asked.order_by(ImportRow.position).limit(READ)))

    def _register(self, news: Sequence[Any], ready: Ready | None) -> Iterator[Outcome]:
        told = [_told(row) for row in news] if ready is None else [
            queries.Telling(row.id, row.identity_hash, item.nik_hash, row.origin_id, partial(record_of, row.record))
            for row, item in zip(news, ready.items, strict=True)
        ]
        come = queries.come_since(self.session, self.batch.city_code, told, self._made, self.batch.created_at)
        written: set[int] = set()
        if ready is not None:
            left = {place for place, row in enumerate(news) if row.id in come}
            written = write_ready(self.session, ready, self.batch.city_code, left)
        items = [
            NewItem(told[place].record(), row.scope_code, ready.items[place].stored.business_id if ready else None,
                    batch_id=self.batch.id, import_row_id=row.id)
            for place, row in enumerate(news) if place not in written and row.id not in come
        ]
        made = iter(register_many(self.session, self.actor, items, city_code=self.batch.city_code, source=_SOURCE,
                                  moment=ready.moment if ready else None))
        held: list[tuple[Any, dict[str, str]]] = []
        for place, row in enumerate(news):
            if row.id in come:
                yield row.id, "conflict", come[row.id]
                continue
            registered = ready.items[place].stored if ready and place in written else next(made)
            held.append((row, dict.fromkeys(registered.left, ELSEWHERE)))
            self._made.add(registered.business_id)
            yield row.id, "created", registered.business_id
        keep_held(self.session, held)

    def _amend(self, found: Sequence[Any]) -> Iterator[Outcome]:
        changed = [row for row in found if row.decision == CHANGED]
        content = queries.content_of(self.session, [row.id for row in changed])
        outcomes = amend_many(
            self.session, self.actor,
            [Amendment(row.business_id, row.seen_version or 0, record_of(row.record),
                       frozenset(content[row.id]["changes"]), edited=content[row.id].get("edited", False))
             for row in changed],
            batch_id=self.batch.id,
        )
        keep_held(self.session, ((row, outcome.held) for row, outcome in zip(changed, outcomes, strict=True)))
        for row, outcome in zip(changed, outcomes, strict=True):
            yield row.id, outcome.outcome, row.business_id


def _told(row: Any) -> queries.Telling:
    record = record_of(row.record)
    nik = record.owner.nik
    return queries.Telling(row.id, row.identity_hash, keyed_hash("nik", nik) if nik else None, row.origin_id,
                           lambda: record)
