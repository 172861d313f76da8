"""Many registrations at once, as fast as the tables take rows. A single registration is a batch of one."""

from __future__ import annotations

import gc
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.audit.changes import plain
from digiloka.audit.models import JournalLine
from digiloka.database import Base, new_id, now
from digiloka.registry import mapping
from digiloka.registry.actions.bulk_owners import Owners, licence_row
from digiloka.registry.actions.inserting import insert_rows
from digiloka.registry.actions.numbering import free_numbers
from digiloka.registry.actions.shared_owner import SENTENCE
from digiloka.registry.actions.telling import said_of_person
from digiloka.registry.models import Business, Figures, Licence, Owner, Place
from digiloka.registry.records import BusinessRecord
from digiloka.values.refusal import Refused

CHUNK = 5000
SAID_OTHERWISE = "Ditulis pemilik saat mendaftarkan usaha ini. Data lama tetap dipakai. Tanyakan mana yang benar."
_TRIES = 3  # a number or a NIK may be taken by another hand between look-up and insert


@dataclass(frozen=True, slots=True)
class NewItem:
    """One business to register. `scope_code`: the area that is certain when its place names none."""

    record: BusinessRecord
    scope_code: str
    business_id: uuid.UUID | None = None
    batch_id: uuid.UUID | None = None
    import_row_id: uuid.UUID | None = None
    level: str = "declared"
    owner_id: uuid.UUID | None = None  # an owner certain otherwise than by NIK: the account that sends


class Registered(NamedTuple):
    """What an item became (or already was). `left`: field keys of its owner that were told and not taken."""

    business_id: uuid.UUID
    number: str
    version: int
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Rows:
    """Finished rows of one chunk, in the order in which foreign keys want them."""

    owners: list[dict[str, Any]] = field(default_factory=list)
    businesses: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    licences: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
        yield Owner, self.owners
        yield Business, self.businesses
        yield Place, self.places
        yield Figures, self.figures
        yield Licence, self.licences
        yield JournalLine, self.lines


def register_many(
    session: Session, actor: Actor, items: Iterable[NewItem], *, city_code: str, source: str,
    moment: datetime | None = None,
) -> list[Registered]:
    """Register items in their order; the same rules as `register`. Items are read as they come, chunk by chunk.

    An owner is the one with the same proven NIK in this city, also inside the batch: blanks are filled, nothing is
    overwritten; one with businesses that the actor may not see is left as they are, and what was told of them is
    journaled. When an account holds that owner under another name, it is a new one (see bulk_owners).
    Without a NIK every item has an owner of its own. A known `business_id` is left as it is. `moment`: when, if not
    now.
    """
    stored: list[Registered] = []
    left = iter(items)
    while chunk := list(islice(left, CHUNK)):
        with _without_cycle_search():
            stored.extend(_chunk_stored(session, actor, chunk, city_code, source, moment))
    return stored


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Fourteen thousand short-lived dictionaries hold no cycles; looking for some took a third of the time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _chunk_stored(
    session: Session, actor: Actor, chunk: list[NewItem], city_code: str, source: str, moment: datetime | None
) -> list[Registered]:
    if session.get_bind().dialect.name == "sqlite":
        # Nobody else can write meanwhile, and a savepoint would copy every page that thousands of rows touch.
        return _insert(session, actor, chunk, city_code, source, moment or now())
    for attempt in range(1, _TRIES + 1):
        try:
            with session.begin_nested():
                return _insert(session, actor, chunk, city_code, source, moment or now())
        except IntegrityError:
            if attempt == _TRIES:
                raise
    raise AssertionError("unreachable")


def _insert(
    session: Session, actor: Actor, chunk: list[NewItem], city_code: str, source: str, moment: datetime
) -> list[Registered]:
    known = _known(session, chunk)
    fresh = [item for item in chunk if item.business_id not in known]
    numbers = iter(free_numbers(session, city_code, len(fresh)))
    owners = Owners(session, actor, city_code, moment)
    owners.look_up([item.record.owner.nik for item in fresh], {item.owner_id for item in fresh if item.owner_id})
    rows, stored = Rows(), []
    with session.no_autoflush:  # a change that was flushed before its line is written would go unjournaled
        for item in chunk:
            found = known.get(item.business_id)
            if found is None:
                found = Registered(item.business_id or new_id(), next(numbers), 1)
                if item.business_id is not None:
                    known[item.business_id] = found  # the same id twice in one batch is one business
                left = append(rows, owners, actor, item, found, city_code, source, moment)
                found = found._replace(left=left)
            stored.append(found)
        owners.journal_fillings()
    rows.owners = owners.rows
    rows.licences.extend(owners.licence_rows)
    session.flush()
    for model, found_rows in rows.tables():
        insert_rows(session, model.__table__, found_rows)
    return stored


def _known(session: Session, chunk: list[NewItem]) -> dict[uuid.UUID | None, Registered]:
    given = [item.business_id for item in chunk if item.business_id is not None]
    if not given:
        return {}
    found = session.execute(select(Business.id, Business.number, Business.version).where(Business.id.in_(given)))
    return {row.id: Registered(*row) for row in found}


def append(
    rows: Rows, owners: Owners, actor: Actor, item: NewItem, stored: Registered, city_code: str, source: str,
    moment: datetime,
) -> tuple[str, ...]:
    """Add the rows of one item; the field keys of its owner that are not taken."""
    record = item.record
    _require_core(record)
    scope = mapping.scope_of(record.place, item.scope_code)
    if actor.area_code and not (scope + ".").startswith(actor.area_code + "."):
        raise Refused("area-outside", "Tempat usaha ini di luar wilayah Anda. Pilih kelurahan di wilayah Anda.")
    edited = {"city_code": city_code, "version": 1, "created_at": moment, "updated_at": moment}
    figures = _figures(record)
    proven = source != "self"  # an officer saw the KTP, or answers for the sheet
    whose = (record.owner, item.batch_id, stored.business_id)
    owner_id = owners.join(item.owner_id, *whose) if item.owner_id else owners.id_of(*whose, proven=proven)
    if proven and (other := owners.other_name(record.owner)):
        record = replace(record, notes="; ".join(filter(None, (record.notes, f"Nama pemilik tertulis: {other}"))))
    rows.businesses.append(
        edited
        | mapping.business_columns(record)
        | {
            "id": stored.business_id, "number": stored.number, "owner_id": owner_id, "scope_code": scope,
            "scale": figures["scale_sales"] if figures else None,
            "existence_since": record.survey_date if record.existence not in (None, 1) else None,
            "state": "submitted", "level": item.level, "verified_at": None, "source": source,
            "ikm_dinas": None, "created_by": actor.user_id, "batch_id": item.batch_id,
            "import_row_id": item.import_row_id,
        }
    )  # fmt: skip
    part = {"business_id": stored.business_id}
    rows.places.append(
        edited | mapping.place_columns(record.place) | part | {"id": new_id(), "main": True, "until": None}
    )
    if figures is not None:
        rows.figures.append(edited | figures | part | {"id": new_id(), "withdrawn": False})
    for paper in record.licences:
        if paper.kind in mapping.OWNER_LICENCES:
            owners.add_licence(owner_id, paper, item.batch_id, stored.business_id)
        else:
            rows.licences.append(licence_row(edited, paper, owner_id, stored.business_id))
    line = _line(actor, item, stored, city_code, moment)
    told = list(_told_lines(owners, item, owner_id, record, line, proven))
    rows.lines.extend((*told, line))
    return tuple(key for each in told if each["action"] == "leave" for key in each["sealed"])


def _figures(record: BusinessRecord) -> dict[str, Any] | None:
    if record.figures is None or not mapping.has_figures(record.figures):
        return None
    return mapping.figures_columns(record.figures, mapping.is_industry(record))


def _line(actor: Actor, item: NewItem, stored: Registered, city_code: str, moment: datetime) -> dict[str, Any]:
    return {
        "id": new_id(), "at": moment, "city_code": city_code, "actor_id": actor.user_id, "actor_role": actor.role,
        "door": actor.door, "action": "register", "subject": "business", "subject_id": stored.business_id,
        "business_id": stored.business_id, "batch_id": item.batch_id, "reason": None, "changes": None,
        "sealed": None,
    }  # fmt: skip


def _told_lines(
    owners: Owners, item: NewItem, owner_id: uuid.UUID, record: BusinessRecord, line: dict[str, Any], proven: bool
) -> Iterator[dict[str, Any]]:
    """What was told of an owner who was known: what is not taken, and who said what, for undoing."""
    if item.owner_id:
        left, why = owners.not_taken(item.owner_id, record), SAID_OTHERWISE
    else:
        left, why = owners.told_apart(record) if proven else {}, SENTENCE
    if left:
        yield _told_line(line, "leave", left, why)
    if (item.owner_id or not left) and item.batch_id is None and owners.knew(owner_id):  # of an import the row is kept
        yield _told_line(line, "tell", said_of_person(record))


def _told_line(line: dict[str, Any], action: str, told: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    """What was told of a known owner, taken ("tell") or not ("leave"); without a subject's id, for it changed nothing
    that could be undone.

    Sealed, because it may be what the owner's row seals: no note of the business could hold it.
    """
    sealed = {key: [None, plain(value)] for key, value in told.items() if key != "nik"}
    return line | {"id": new_id(), "action": action, "subject": "owner", "subject_id": None, "reason": reason,
                   "sealed": sealed}


def _require_core(record: BusinessRecord) -> None:
    """Without these there is nobody and nothing to register; every door says so earlier, beside its field."""
    if not (record.name or record.owner.name):
        raise Refused("name-missing", "Isi nama pemilik atau nama usaha.")
    if not (record.activity or record.product or record.sector or record.sector_as_written):
        raise Refused("activity-missing", "Isi kegiatan, produk, atau kelompok usaha.")
