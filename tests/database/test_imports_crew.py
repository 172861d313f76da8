"""A plan applied by a crew leaves the same register as one applied by this process alone."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.database import transaction
from digiloka.imports import actions, applying
from digiloka.imports import crew as crews
from digiloka.imports.crew import Crew
from digiloka.imports.models import ImportRow
from digiloka.imports.queries import batch_of
from digiloka.registry.models import Business, Figures, Licence, Owner, Place
from tests.records import nik
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
OF_CHANCE = {"id", "number", "owner_id", "business_id", "created_at", "updated_at", "at", "subject_id"}


@pytest.fixture
def dumai(engine, settings, keys):
    return office(engine, settings, "dinas")


class _TakenBackError(Exception):
    """Ends a transaction without keeping anything."""


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(crews, "LONG", 1)
    monkeypatch.setattr(applying, "READ", 20)


def _plain(thing: Any) -> dict[str, Any]:
    names = [column.key for column in type(thing).__mapper__.column_attrs if column.key not in OF_CHANCE]
    return {name: str(getattr(thing, name)) for name in names}


def _told(session: Session) -> list[Any]:
    """All that is registered, in the order of the rows, owners by the first of their businesses."""
    session.expire_all()
    found, owners = [], {}
    rows = select(Business, ImportRow).join(ImportRow, ImportRow.id == Business.import_row_id)
    for business, line in session.execute(rows.order_by(ImportRow.batch_id, ImportRow.position)):
        parts = [
            sorted((_plain(part) for part in session.scalars(select(model).where(theirs))), key=str)
            for model, theirs in (
                (Place, Place.business_id == business.id), (Figures, Figures.business_id == business.id),
                (Licence, Licence.business_id == business.id),
                (Licence, (Licence.owner_id == business.owner_id) & Licence.business_id.is_(None)),
                (JournalLine, JournalLine.business_id == business.id),
            )
        ]  # fmt: skip
        owner = owners.setdefault(business.owner_id, len(owners))
        found.append((line.position, line.outcome, line.held, line.business_id == business.id, owner, _plain(business),
                      _plain(session.get_one(Owner, business.owner_id)), parts))
    created = select(Business.import_row_id).order_by(Business.created_at, Business.id)
    return [*found, list(session.scalars(created))]


def _applied(dumai: Office, batch: Any, crew: Crew | None) -> list[Any]:
    """What applying a plan would leave, taken back again."""
    told: list[Any] = []
    with suppress(_TakenBackError), transaction(dumai.engine) as session:
        outcomes = actions.apply(session, dumai.actor(session), batch_of(session, batch), crew=crew)
        session.flush()
        told += [outcomes, *_told(session)]
        raise _TakenBackError
    return told


def test_a_crew_leaves_the_same_register(dumai):
    """Owners that are new, that share a NIK in a chunk and over chunks, that are known, known by another name, of whom
    a second row tells more; rows without NIK, without figures, that change what is there, and that came since, also
    beside another row of their owner."""
    dumai.apply(survey(row(0), row(1), row(2, nib=None)))
    rows = [
        row(0, turnover=9_000_000), *many(45)[3:], row(100, nik=nik(3), name="Kedai Kedua"),
        row(101, nik=nik(44), name="Kedai Ketiga", nib=None), row(102, nik=nik(1), name="Kedai Lain", owner="Budi S"),
        row(103, nik=nik(2), name="Jahit Baru"),
        row(104, nik=None, turnover=None, capital=None, male=None, female=None),
        *(row(number, nik=None, halal="Sudah") for number in range(200, 230)), row(300),
        row(301, nik=nik(300), name="Kedai Keempat"), row(302, nib=None, halal=None),
        row(303, nik=nik(302), name="Kedai Kelima", phone="081299990303"),
    ]  # fmt: skip
    batch = dumai.plan(survey(*rows))
    dumai.apply(survey(row(300, rt="009")))
    alone = _applied(dumai, batch, None)
    assert set(alone[0]) == {"created", "amended", "conflict"}
    with Crew(2) as crew:
        helped = _applied(dumai, batch, crew)
        assert crew._threads is not None, "the crew was at work"
        for one, other in zip(helped, alone, strict=True):
            assert one == other
        for hand in crew._started:
            hand.kill()
        assert _applied(dumai, batch, crew) == alone, "with nobody left"
