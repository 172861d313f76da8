"""A row that brings the NIK an earlier row lacked: certainly the same business, told more fully?

Stricter than what is asked of an officer (registry.matching): nothing that both tell may differ, and more than two
common names must agree. So a branch, another of the family and a namesake stay apart.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from digiloka.activities.search import own_index
from digiloka.registry.records import BusinessRecord
from digiloka.values.text import key

_ALIKE = 85  # per cent of letters of what a business does


def same_but_for_nik(earlier: BusinessRecord, now: BusinessRecord) -> bool:
    """Does `now` say what `earlier` said, and the NIK that was missing or unreadable then?

    Owner and business name must be equal. "Warung kelontong", or no name, is many people's: there the phone or the
    address must be equal, too, elsewhere the kelurahan does.
    """
    if earlier.owner.nik or not now.owner.nik:
        return False
    owner, name = key(now.owner.name or ""), key(now.name or "")
    if not owner or owner != key(earlier.owner.name or "") or name != key(earlier.name or ""):
        return False
    if _contradict(earlier, now):
        return False
    if set(earlier.owner.phones) & set(now.owner.phones):
        return True
    there = earlier.place.area_code is not None and earlier.place.area_code == now.place.area_code
    if name and not own_index().knows(name):
        return there
    return there and bool(earlier.place.address and now.place.address)


def _contradict(earlier: BusinessRecord, now: BusinessRecord) -> bool:
    """Do both tell something of the person or the place, and not the same?"""
    if any(one and other and one != other for one, other in zip(_told(earlier), _told(now), strict=True)):
        return True
    phones = set(earlier.owner.phones), set(now.owner.phones)
    did, does = ({key(said) for said in (told.activity, told.product) if said} for told in (earlier, now))
    return (all(phones) and phones[0].isdisjoint(phones[1])) or bool(did and does and not _meet(did, does))


def _told(record: BusinessRecord) -> tuple[object, ...]:
    owner, place = record.owner, record.place
    village = place.area_code or key(place.village_as_written or "")
    return owner.birth_date, owner.sex, village, place.rt, place.rw, key(place.address or "")


def _meet(did: set[str], does: set[str]) -> bool:
    return any(fuzz.token_set_ratio(one, other) >= _ALIKE for one in did for other in does)
