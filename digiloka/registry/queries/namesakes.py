"""Stored businesses of owners called as the rows of a file call theirs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.registry.matching import Clue, Namesake
from digiloka.registry.models import Business, Owner, Place
from digiloka.registry.queries.visible import scope_clause
from digiloka.registry.status import HIDDEN_STATES


def namesakes(
    session: Session, viewer: Viewer, city_code: str, clues: Collection[Clue], since: datetime | None = None
) -> list[Namesake]:
    """All that agree with a clue in the owner's name and in the phone, or without a phone in every word.

    Two queries however many clues, each by an index of its own; those outside the viewer's area are marked. `since`:
    only what was registered from then on.
    """
    phoned = [clue for clue in clues if clue.phones]
    worded = [clue for clue in clues if clue.words is not None]
    found: list[Namesake] = []
    if phoned:
        numbers = {phone for clue in phoned for phone in clue.phones}
        # The name is joined to nothing so that it is only compared: looked up, common names would read half the table.
        named = among(Owner.name_key.concat(""), sorted({clue.owner for clue in phoned}))
        found += _those(session, viewer, city_code, and_(among(Owner.phone_hash, sorted(numbers)), named), since)
    if worded:
        named = among(Owner.name_key, sorted({clue.owner for clue in worded}))
        words = among(Business.search_key, sorted({clue.words for clue in worded if clue.words is not None}))
        found += _those(session, viewer, city_code, and_(named, words), since)
    return found


def _those(
    session: Session, viewer: Viewer, city_code: str, condition: ColumnElement[bool], since: datetime | None
) -> list[Namesake]:
    """The city, too, is joined to nothing: the list's index begins with it, and a whole city would be read."""
    query: Any = (
        select(
            Business.id, Business.number, Business.version, Owner.name_key, Owner.phone_hash,
            Owner.nik_hash.is_not(None), Business.name, Business.activity, Business.product, Business.search_key,
            Business.area_code, Place.address, scope_clause(viewer).label("visible"),
        )
        .join(Business, Business.owner_id == Owner.id)
        .outerjoin(Place, and_(Place.business_id == Business.id, Place.main.is_(True)))
        .where(Business.city_code.concat("") == city_code, condition, Business.state.not_in(HIDDEN_STATES))
        .order_by(Business.created_at, Business.id)
    )  # fmt: skip
    if since is not None:
        query = query.where(Business.created_at >= since)
    return [Namesake(*rest, visible=bool(seen)) for *rest, seen in session.execute(query)]
