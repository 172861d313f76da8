"""Hands that register made-up businesses in a test's database, and what they left there."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.database import transaction
from digiloka.registry.actions import NewItem, register, register_many
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord
from tests.records import CITY, KELURAHAN

OFFICER = Actor(uuid.UUID(int=1), "kelurahan", "web", KELURAHAN)
DISTRICT = Actor(uuid.UUID(int=2), "kecamatan", "web", "14.72.01")
OFFICE = Actor(uuid.UUID(int=3), "dinas", "web", CITY)
IMPORTER = Actor(uuid.UUID(int=3), "dinas", "import", CITY)
OWNER = Actor(uuid.UUID(int=4), "owner", "web")


def viewer(role: str = "dinas", area: str | None = CITY, user_id: uuid.UUID | None = None) -> Viewer:
    return Viewer(user_id or uuid.UUID(int=9), role, area)


def registered(session: Session, told: BusinessRecord, actor: Actor = OFFICE, **more: Any) -> Business:
    """A business registered at the desk."""
    return register(session, actor, told, city_code=CITY, source="desk", **{"scope_code": CITY, **more})


def registered_many(
    session: Session, told: list[BusinessRecord], batch_id: uuid.UUID | None = None, **more: Any
) -> list[Any]:
    """The same by import."""
    items = [NewItem(each, CITY, batch_id=batch_id) for each in told]
    return register_many(session, IMPORTER, items, city_code=CITY, source="import", **more)


def lines_of(session: Session, business_id: uuid.UUID, action: str | None = None) -> list[JournalLine]:
    """Its journal, oldest first."""
    session.flush()
    found = select(JournalLine).where(JournalLine.business_id == business_id)
    lines = session.scalars(found.order_by(JournalLine.at, JournalLine.id))
    return [line for line in lines if action in (None, line.action)]


def told_by(lines: list[JournalLine]) -> dict[tuple[str, str], Any]:
    """{(subject, column): [before, after]} of open and sealed changes together."""
    return {
        (line.subject, name): pair
        for line in lines
        for name, pair in {**(line.changes or {}), **(line.sealed or {})}.items()
    }


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Every statement that goes to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def at_once(engine: Engine, act: Callable[[Session, int], Any]) -> list[Any]:
    """What two transactions give back (or raise) that start together; each commits what it did."""
    results: list[Any] = []
    start = threading.Barrier(2)

    def run(hand: int) -> None:
        start.wait()
        try:
            with transaction(engine) as session:
                result = act(session, hand)
        except Exception as problem:
            result = problem
        results.append(result)

    hands = [threading.Thread(target=run, args=(hand,)) for hand in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return results
