"""What belongs to the person and not to one business, and how much of it is told beside another area's business.

An officer sees of an owner's businesses in other areas only that they exist. So of what they share with his own he
sees no more than tells that it is the same person. Pages, histories and files all ask here.
"""

from __future__ import annotations

from typing import Any

from digiloka.registry import comparing, mapping, papers
from digiloka.registry.records import BusinessRecord

SEEN = frozenset({"owner_name", "nik", "sex", "phone"})  # NIK and phone masked
SEEN_COLUMNS = frozenset({"name", "nik", "sex", "phone", "other_phones"})  # the same in the owner's table
_PAPERS = frozenset(papers.field_key(kind) for kind in mapping.OWNER_LICENCES)


def of_owner(key: str) -> bool:
    """Is this field the owner's, shared by all businesses of that owner?"""
    entry = comparing.BY_KEY.get(key)
    return key in _PAPERS if entry is None else entry.part == "owner"


def hidden(key: str) -> bool:
    """Is this field kept from who does not cover all businesses of the owner?"""
    return of_owner(key) and key not in SEEN


def apart(key: str) -> bool:
    """Must nobody learn, who does not cover all businesses of the owner, whether what he tells is what is known?"""
    return hidden(key) or key == "phone"  # a masked one could be tried out


def seen_of(record: BusinessRecord) -> BusinessRecord:
    """A record without what is kept from who does not cover all businesses of its owner."""
    return comparing.without(record, [key for key in (*comparing.BY_KEY, *_PAPERS) if hidden(key)])


def told_otherwise(known: BusinessRecord, newer: BusinessRecord) -> dict[str, Any]:
    """{field key: value} of what the newer record says of the owner otherwise than is known, in its own words."""
    said = comparing.flat(newer)
    return {key: said[key] for key in comparing.differences(known, newer) if of_owner(key)}


def told_apart(known: BusinessRecord, newer: BusinessRecord) -> dict[str, Any]:
    """{field key: value} of what the newer record says of the owner and is not taken, in its own words.

    Also what is known already: the line is read by who told it, and must not say which of it was right.
    """
    said, other = comparing.flat(newer), comparing.differences(known, newer)
    return {key: value for key, value in said.items() if of_owner(key) and (apart(key) or key in other)}
