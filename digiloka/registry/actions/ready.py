"""Registrations made ready without a database, in whatever process: the rows of all tables as its driver takes them.

What only the database can tell is asked when they are written: is the number free, is the NIK's owner known. Who shares
a NIK with a stored owner, or with an item that is not written here, goes the ordinary way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.database import Base, among, dialect_of, new_id
from digiloka.registry.actions.bulk import NewItem, Registered, Rows, append
from digiloka.registry.actions.bulk_owners import Owners
from digiloka.registry.actions.inserting import insert_prepared, prepared
from digiloka.registry.models import Business, Figures, Licence, Owner, Place
from digiloka.registry.numbers import new_numbers
from digiloka.sealing import keyed_hash

_MODELS: tuple[type[Base], ...] = (Owner, Business, Place, Figures, Licence, Licence, JournalLine)


class ReadyItem(NamedTuple):
    """What an item becomes, if it is written, and whose it is."""

    stored: Registered
    nik_hash: str | None


class Ready(NamedTuple):
    """A chunk of items of one moment; for each of the tables its rows, and the item that each row belongs to: what
    several items say of their owner, to the first of them."""

    moment: datetime
    items: list[ReadyItem]
    tables: list[tuple[list[tuple[Any, ...]], list[int]]]


def ready_of(
    items: Sequence[NewItem], actor: Actor, *, city_code: str, source: str, moment: datetime, dialect: str
) -> Ready:
    """Items of one source as rows of a database; touches none. Raises Refused as registering does."""
    hashes = [keyed_hash("nik", nik) if (nik := item.record.owner.nik) else None for item in items]
    owners, rows = Owners(None, actor, city_code, moment), Rows()
    owners.expect({nik: told for item, told in zip(items, hashes, strict=True) if (nik := item.record.owner.nik)})
    lists = (owners.rows, rows.businesses, rows.places, rows.figures, rows.licences, owners.licence_rows, rows.lines)
    whose: list[list[int]] = [[] for _ in lists]
    found: list[ReadyItem] = []
    for place, (item, nik_hash, number) in enumerate(
        zip(items, hashes, new_numbers(city_code, len(items)), strict=True)
    ):
        stored = Registered(new_id(), number, 1)
        found.append(ReadyItem(stored, nik_hash))
        append(rows, owners, actor, item, stored, city_code, source, moment)
        for each, its in zip(lists, whose, strict=True):
            its.extend([place] * (len(each) - len(its)))
    told = (prepared(model.__table__, _dialect(dialect), each) for model, each in zip(_MODELS, lists, strict=True))
    return Ready(moment, found, list(zip(told, whose, strict=True)))


@lru_cache(maxsize=2)
def _dialect(name: str) -> Dialect:
    return dialect_of(name)


def write_ready(session: Session, ready: Ready, city_code: str, left: Collection[int]) -> set[int]:
    """Write the items of owners of whom the database knows nothing and of whom none is `left` out by its place; the
    places of what was written."""
    items = ready.items
    known = _known(session, city_code, items)
    fit = {place for place, item in enumerate(items) if place not in left and item.stored.number not in known}
    apart = known | {item.nik_hash for place, item in enumerate(items) if place not in fit}
    written = {place for place in fit if items[place].nik_hash is None or items[place].nik_hash not in apart}
    if session.get_bind().dialect.name == "sqlite":  # nobody else can write meanwhile
        _write(session, ready, written)
        return written
    try:
        with session.begin_nested():
            _write(session, ready, written)
    except IntegrityError:  # another hand was quicker with a number or a NIK: each is looked at anew
        return set()
    return written


def _known(session: Session, city_code: str, items: Sequence[ReadyItem]) -> set[str | None]:
    """The NIK that stored owners have and the numbers that are taken."""
    hashes = [item.nik_hash for item in items if item.nik_hash]
    owners = select(Owner.nik_hash).where(Owner.city_code == city_code, among(Owner.nik_hash, hashes))
    numbers = select(Business.number).where(among(Business.number, [item.stored.number for item in items]))
    return {*session.scalars(owners), *session.scalars(numbers)}


def _write(session: Session, ready: Ready, written: set[int]) -> None:
    every = len(written) == len(ready.items)
    for model, (rows, whose) in zip(_MODELS, ready.tables, strict=True):
        chosen = rows if every else [row for row, place in zip(rows, whose, strict=True) if place in written]
        insert_prepared(session, model.__table__, chosen)
