"""What may be a business known already without being certainly so: to be asked of an officer, never joined.

Without a NIK a row is known again by its place, so a row whose kelurahan, address or RT was corrected looks like one
more business. The same owner's name with the same business and the same phone says that it may be the old one; a list
without phones must agree in every word and in the kelurahan or the address. A family with one phone and shops of
different names is left alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digiloka.registry.mapping import search_key
from digiloka.registry.records import BusinessRecord
from digiloka.sealing import keyed_hash
from digiloka.values.text import key

Place = TypeVar("Place", bound=Hashable)  # whatever tells records apart: a position, a row's id


@dataclass(frozen=True, slots=True)
class Clue:
    """By what a record could be known again. `words` is the search key, asked only of a record without a phone."""

    owner: str
    phones: tuple[str, ...]  # keyed hashes
    words: str | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """A stored business whose owner bears a row's owner's name. `has_nik`: a proven one; `visible` to the viewer?"""

    business_id: uuid.UUID
    number: str
    version: int
    owner_key: str
    phone_hash: str | None
    has_nik: bool
    name: str | None
    activity: str | None
    product: str | None
    words: str
    area_code: str | None
    address: str | None
    visible: bool


def clue_of(record: BusinessRecord) -> Clue | None:
    """None for a record that names no owner, or that has a NIK and no phone: the NIK speaks for it."""
    owner = key(record.owner.name or "")
    if not owner:
        return None
    if record.owner.phones:
        return Clue(owner, tuple(keyed_hash("phone", phone) for phone in record.owner.phones), None)
    return None if record.owner.nik else Clue(owner, (), search_key(record))


def told_again(
    records: Mapping[Place, BusinessRecord], clues: Mapping[Place, Clue], namesakes: Iterable[Namesake]
) -> dict[Place, list[Namesake]]:
    """{where a record stands: the stored businesses that may be its own}, only where there are any."""
    by_owner: dict[str, list[Namesake]] = {}
    for namesake in namesakes:
        by_owner.setdefault(namesake.owner_key, []).append(namesake)
    found = {
        place: [known for known in by_owner.get(clue.owner, ()) if may_be(records[place], clue, known)]
        for place, clue in clues.items() if clue.owner in by_owner
    }  # fmt: skip
    return {place: known for place, known in found.items() if known}


def may_be(record: BusinessRecord, clue: Clue, known: Namesake) -> bool:
    """May a record of the same owner's name speak of this business? Where both have a NIK, the NIK has spoken."""
    if record.owner.nik and known.has_nik:
        return False
    if clue.phones:
        return known.phone_hash in clue.phones and _same_business(record, known)
    if clue.words != known.words:
        return False
    address = key(record.place.address or "")
    if address and address == key(known.address or ""):
        return True
    return bool(record.name) and record.place.area_code is not None and record.place.area_code == known.area_code


def nearest(known: Sequence[Namesake]) -> Namesake:
    """The one to name to the viewer: one that may be shown, else any."""
    return next((namesake for namesake in known if namesake.visible), known[0])


def _same_business(record: BusinessRecord, known: Namesake) -> bool:
    """By name; where one of them has none, by what it does."""
    ours, theirs = key(record.name or ""), key(known.name or "")
    if ours and theirs:
        return ours == theirs
    does, did = (key(one.product or one.activity or "") for one in (record, known))
    return bool(does) and does == did
