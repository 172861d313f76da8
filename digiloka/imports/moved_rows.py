"""Keys that stand beside other rows than their own: some columns of a returned file were sorted, the key was not.

A person may correct all that a row says of its business; such a row says nothing that another one of the file said.
Where it does say what another one said, rows were moved: then a row keeps its key only when it is still recognisable.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from digiloka.imports.planned import Origin, PlannedRow, Prior
from digiloka.registry.records import BusinessRecord, from_json
from digiloka.values import text

_ONE_NAME = 80  # per cent of letters of a name that was spelt otherwise
_MANY = 30  # businesses of one trace; more of them are a filler's


class _Facts(NamedTuple):
    """By what a person would know a row again."""

    nik: str | None
    phones: frozenset[str]
    owner: str
    business: str

    def traces(self) -> Iterator[Hashable]:
        """What hardly two rows of a file say: one of these leads to the row that said it."""
        if self.nik:
            yield "nik", self.nik
        for name in filter(None, (self.owner, self.business)):
            yield from (("phone", phone, name) for phone in self.phones)
        if self.owner and self.business:
            yield "names", self.owner, self.business

    def agreeing(self, other: _Facts) -> int:
        """How many of them another row says, too; a name also when it is spelt a little otherwise."""
        return (
            bool(self.nik and self.nik == other.nik) + bool(self.phones & other.phones)
            + _alike(self.owner, other.owner) + _alike(self.business, other.business)
        )

    def person_of(self, other: _Facts) -> bool:
        """Do both speak of one person, or (where none is named) of one business?"""
        if self.nik and self.nik == other.nik:
            return True
        if self.phones & other.phones or _alike(self.owner, other.owner):
            return True
        return not (self.owner and other.owner) and _alike(self.business, other.business)


class MovedRows:
    """Looks at the keyed rows of one file, chunk by chunk; once some have moved, more strictly at the others."""

    def __init__(self) -> None:
        self._sorted = False

    def among(self, rows: Sequence[tuple[PlannedRow, Origin]], named: Mapping[str, Prior]) -> list[PlannedRow]:
        """Those of a chunk's rows that are not the row their key names. `named` is {identity: whose it is}."""
        doubtful = [(row, origin, _facts(row.checked.record)) for row, origin in rows if not _unmoved(row, origin)]
        said = {origin.prior.business_id: _facts_told(origin.prior) for _, origin, _ in doubtful if origin.prior}
        traces = _traces(said)
        identities = {origin.identity for _, origin in rows if origin.identity}
        found = []
        for row, origin, facts in doubtful:
            own = said[origin.prior.business_id] if origin.prior else None
            others = [said[business] for trace in facts.traces() for business in traces.get(trace, ())]
            prior = named.get(row.identity_hash or "")
            if own and prior and prior.business_id not in said:
                others.append(_facts_told(prior))
            theirs = max(map(facts.agreeing, others), default=0)
            moved = theirs > (facts.agreeing(own) if own else 0) or (own is None and row.identity_hash in identities)
            found.append((row, moved, own is not None and facts.person_of(own)))
        self._sorted = self._sorted or any(moved for _, moved, _ in found)
        return [row for row, moved, recognised in found if moved or (self._sorted and not recognised)]


def _unmoved(row: PlannedRow, origin: Origin) -> bool:
    if origin.prior is not None and origin.prior.content_hash == row.content_hash:
        return True
    return origin.identity is not None and origin.identity == row.identity_hash


def _traces(said: Mapping[uuid.UUID, _Facts]) -> dict[Hashable, set[uuid.UUID]]:
    found: dict[Hashable, set[uuid.UUID]] = defaultdict(set)
    for business, facts in said.items():
        for trace in facts.traces():
            found[trace].add(business)
    return {trace: theirs for trace, theirs in found.items() if len(theirs) <= _MANY}


def _facts_told(prior: Prior) -> _Facts:
    return _facts(from_json(json.loads(prior.told)))


def _facts(record: BusinessRecord) -> _Facts:
    owner = record.owner
    business = record.name or record.product or record.activity or record.sector_as_written
    return _Facts(owner.nik, frozenset(owner.phones), text.key(owner.name or ""), text.key(business or ""))


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and (one == other or fuzz.ratio(one, other) >= _ONE_NAME)
