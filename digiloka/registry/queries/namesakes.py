"""Stored businesses of owners called as the rows of a file call theirs."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.registry.matching import Clue, Namesake, Opening, crowds
from digiloka.registry.models import Business, Owner, Place
from digiloka.registry.queries.visible import scope_clause
from digiloka.registry.status import HIDDEN_STATES

_READ = 5_000  # businesses read at once
_REMEMBERED = 100_000  # businesses, of a few hundred bytes each


class Called:
    """Businesses by their owner's name, each name looked up once however many rows of a file bear it."""

    def __init__(self) -> None:
        self._theirs: dict[str, list[tuple[uuid.UUID, str | None, str]]] = {}
        self._held = 0

    def near(self, session: Session, clues: Collection[Clue], crowded: Collection[str]) -> set[uuid.UUID]:
        """Those of a clue's owner in its kelurahan or of the very same words: a common name alone brings a city."""
        if self._held > _REMEMBERED:
            self._theirs, self._held = {}, 0
        self._look_up(session, sorted({clue.owner for clue in clues} - self._theirs.keys()))
        return {
            business for clue in clues for business, area, words in self._theirs[clue.owner]
            if words == clue.words or (area and area == clue.area and clue.owner not in crowded)
        }

    def _look_up(self, session: Session, owners: Collection[str]) -> None:
        self._theirs.update((owner, []) for owner in owners)
        asked = select(Owner.name_key, Business.id, Business.area_code, Business.search_key)
        asked = asked.join(Owner, Business.owner_id == Owner.id).where(among(Owner.name_key, owners))
        for owner, *business in session.execute(asked) if owners else ():
            self._theirs[owner].append(tuple(business))
            self._held += 1


def namesakes(
    session: Session, viewer: Viewer, city_code: str, clues: Collection[Clue], since: datetime | None = None,
    called: Called | None = None,
) -> list[Namesake]:
    """All that share a clue's phone or opening, or its owner's name together with its kelurahan or with every word.

    Three look-ups however many clues, each by an index of its own, and what they find is read by its id: with all of
    it asked at once, PostgreSQL read the whole register. Those outside the viewer's area are marked. `since`: only what
    was registered from then on. `called`: what the rows before these have found by name.
    """
    crowded = crowds(clues)
    phones = {phone for clue in clues for phone in clue.phones}
    owners = sorted({clue.owner for clue in clues if clue.owner})
    openings = {clue.opening for clue in clues if clue.opening}
    looked_up: list[Sequence[uuid.UUID]] = []
    if phones:
        # The name is joined to nothing so that it is only compared: looked up, common names would read half the table.
        named = among(Owner.name_key.concat(""), owners)
        own = among(Owner.phone_hash.concat(""), sorted(phones - crowded))
        asked = select(Business.id).join(Owner, Business.owner_id == Owner.id)
        asked = asked.where(among(Owner.phone_hash, sorted(phones)), or_(own, named))
        looked_up.append(session.scalars(asked.order_by(Business.created_at, Business.id)).all())
    if openings:
        asked = _opened(city_code, openings).order_by(Business.created_at, Business.id)
        looked_up.append(session.scalars(asked).all())
    called = called or Called()
    looked_up.append(sorted(called.near(session, [clue for clue in clues if clue.owner], crowded)))
    found: list[Namesake] = []
    for ids in looked_up:
        for start in range(0, len(ids), _READ):
            found += _those(session, viewer, city_code, ids[start : start + _READ], since)
    return found


def _opened(city_code: str, openings: Collection[Opening]) -> Select[tuple[uuid.UUID]]:
    """The businesses of a city whose name begins so in that kelurahan: told by a list's index alone."""
    begins = []
    for size in sorted({len(opening.letters) for opening in openings}):
        told = [f"{one.area}{one.letters}" for one in sorted(openings) if len(one.letters) == size]
        begins.append(among(Business.area_code.concat(func.substr(Business.search_key, 1, size)), told))
    return select(Business.id).where(Business.city_code == city_code, or_(*begins))


def _those(
    session: Session, viewer: Viewer, city_code: str, ids: Collection[uuid.UUID], since: datetime | None
) -> list[Namesake]:
    """The city is joined to nothing, so that it is only compared: SQLite would look it up and read all of it."""
    query: Any = (
        select(
            Business.id, Business.number, Business.version, func.coalesce(Owner.name_key, ""), Owner.phone_hash,
            Owner.nik_hash, Business.name, Business.activity, Business.product, Business.search_key,
            Business.area_code, Place.address, scope_clause(viewer).label("visible"),
        )
        .join(Owner, Business.owner_id == Owner.id)
        .outerjoin(Place, and_(Place.business_id == Business.id, Place.main.is_(True)))
        .where(Business.id.in_(ids), Business.city_code.concat("") == city_code, Business.state.not_in(HIDDEN_STATES))
        .order_by(Business.created_at, Business.id)
    )  # fmt: skip
    if since is not None:
        query = query.where(Business.created_at >= since)
    return [Namesake(*rest, visible=bool(seen)) for *rest, seen in session.execute(query)]
