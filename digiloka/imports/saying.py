"""What a row says, folded into the keyed hashes by which it is known again."""

from __future__ import annotations

import json
from typing import NamedTuple

from digiloka.registry.records import BusinessRecord, as_json
from digiloka.sealing import keyed_hash
from digiloka.values import text

_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Said(NamedTuple):
    """`told` is the record as JSON, the hashes are keyed: of who and what the row is about, of all it says, of the
    NIK."""

    told: str
    identity_hash: str
    content_hash: str
    nik_hash: str | None


def record_json(record: BusinessRecord) -> str:
    """A record as a row keeps it: the same record gives the same text."""
    return _written(as_json(record))


def said_of(record: BusinessRecord) -> Said:
    told, nik = record_json(record), record.owner.nik
    return Said(told, keyed_hash("row-identity", identity_of(record)), keyed_hash("row-content", told),
                keyed_hash("nik", nik) if nik else None)


def identity_of(record: BusinessRecord) -> str:
    """Who and what a row speaks of. With a NIK owner and business name do; without one the place must too."""
    owner, place = record.owner, record.place
    business = text.key(record.name or "")
    business = business or text.key(record.product or record.activity or record.sector_as_written or "")
    if owner.nik:
        return "\x1f".join(("nik", owner.nik, business))
    return "\x1f".join((
        "told", text.key(owner.name or ""), text.key(record.name or ""), text.key(record.product or ""),
        text.key(record.activity or ""), place.area_code or text.key(place.village_as_written or ""),
        text.key(place.address or ""), place.rt or "", place.rw or "",
    ))
