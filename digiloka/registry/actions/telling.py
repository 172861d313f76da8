"""What sources said of a person: what one that still stands says does not go with the batch that said it first.

Of two lists that tell the same phone only the first one wrote it. When that one is taken back, the second still says
so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digiloka.audit.changes import plain
from digiloka.registry import comparing, papers
from digiloka.registry.records import BusinessRecord
from digiloka.registry.sharing import of_owner

_KEY_OF = {"name": "owner_name", "address": "owner_address", "other_phones": "phone"}


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source said of an owner with one of their businesses, as {field key: plain value}, and when."""

    business_id: uuid.UUID
    at: datetime
    said: Mapping[str, Any]
    record: BusinessRecord | None = None  # all that it said, where that was kept
    made: bool = False  # it made the business, and so says all that was known of the person with it
    amended: bool = False  # it changed a known business; all others only fill the blanks of a person who is known
    held: frozenset[str] = frozenset()  # field keys of what it said and what was not taken
    place: int = 0  # among what was said at one instant


Told = Callable[[Collection[uuid.UUID]], dict[uuid.UUID, list[Telling]]]  # by owner
Own = Callable[[Collection[uuid.UUID]], list[Telling]]  # what the batch itself said, with these businesses


def nobody(_owner_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Telling]]:
    """Told, where nobody else is asked."""
    return {}


def said_of_person(record: BusinessRecord) -> dict[str, Any]:
    """{field key: plain value} of what a record says of its owner."""
    return {key: plain(value) for key, value in comparing.flat(record).items() if of_owner(key)}


def says(tellings: Iterable[Telling], since: datetime, column: str, stored: Any, before: Any) -> bool:
    """Did one of them say what stands in a column of the owner, after `since`? `before`: what would come back."""
    told = [telling.said.get(_KEY_OF.get(column, column)) for telling in tellings if telling.at > since]
    if column == "phone":
        return any(stored in (said or ()) for said in told)
    if column == "other_phones":
        lost = set((stored or "").split()) - set((before or "").split())
        return any(lost.intersection(said or ()) for said in told)
    return stored is not None and stored in told


def says_paper(tellings: Iterable[Telling], since: datetime, paper: Any) -> bool:
    """Did one of them name this paper of the owner, after `since`?"""
    told = [telling.said.get(papers.field_key(paper.kind)) for telling in tellings if telling.at > since]
    return any(said and (said[1] == paper.number if paper.number else said[0] == paper.status) for said in told)
