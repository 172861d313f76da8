"""What may be a business known already without being certainly so: to be asked of an officer, never joined.

A row whose cell was corrected is found by its phone or by its owner's name, and where it has no owner, or neither phone
nor NIK, by how the business's name begins in its kelurahan; nothing else is looked up. The business must then agree by
its name or by what it does, and without the phone also in its place. A family with one phone and different names is
left alone; so is another product of one owner, and a branch with a number of its own. Not found: a row of which only
owner and activity are known, the owner misspelt.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from rapidfuzz import fuzz

from digiloka.activities.search import own_index
from digiloka.registry.mapping import search_key
from digiloka.registry.records import BusinessRecord
from digiloka.sealing import keyed_hash
from digiloka.values.text import key

Place = TypeVar("Place", bound=Hashable)  # whatever tells records apart: a position, a row's id
MANY = 30  # rows of one look-up; a phone or owner named by more is an office's or a filler: it alone says nothing
_ALIKE = 85  # per cent of letters of two names, addresses or products
_OWNER = 80  # per cent of letters of one person's name, spelt twice
_WORD = 70  # per cent of each word of it: Aminah is not Aisyah, Budi not Adi
_FIGURES = re.compile(r"\d+")
_OPENINGS = (16, 10, 6)  # letters of a business's name that are looked up: as many as it has; a shorter name is not


class Opening(NamedTuple):
    """The kelurahan of a business and how its name begins, folded."""

    area: str
    letters: str


@dataclass(frozen=True, slots=True)
class Clue:
    """By what a record could be known again, and what must then agree. `phones` and `nik` are keyed hashes, `words` the
    search key, `opening` only where nothing better leads to it; the others are folded, "" where nothing is told."""

    owner: str
    phones: tuple[str, ...]
    words: str
    area: str | None = None
    nik: str | None = None
    opening: Opening | None = None
    name: str = ""
    activity: str = ""
    product: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A stored business that shares a phone, an owner's name ("" without one) or an opening with a row. `visible`: to
    the viewer?"""

    business_id: uuid.UUID
    number: str
    version: int
    owner_key: str
    phone_hash: str | None
    nik_hash: str | None  # a proven one
    name: str | None
    activity: str | None
    product: str | None
    words: str
    area_code: str | None
    address: str | None
    visible: bool


def clue_of(record: BusinessRecord) -> Clue | None:
    """None for a record that nothing leads to."""
    told, owner = record.owner, key(record.owner.name or "")
    phones = tuple(keyed_hash("phone", phone) for phone in told.phones)
    nik = keyed_hash("nik", told.nik) if told.nik else None
    name = key(record.name or "")
    openings = [] if owner and (phones or nik) else _openings(record.place.area_code, name, name)
    opening = openings[0] if openings else None
    if not (owner or phones or opening):
        return None
    return Clue(owner, phones, search_key(record), record.place.area_code, nik, opening, name,
                key(record.activity or ""), key(record.product or ""), key(record.place.address or ""))


def _openings(area: str | None, name: str, words: str) -> list[Opening]:
    """The openings of a name, the longest first. A stored business is found by its search key, which goes on after
    the name: so also by a longer opening than its name."""
    return [Opening(area, words[:size]) for size in _OPENINGS if len(words) >= size] if area and name else []


def crowds(clues: Collection[Clue]) -> set[str]:
    """Owners and phones that too many of the rows name: each would bring all the others' businesses."""
    named = Counter(clue.owner for clue in clues if clue.owner)
    named.update(phone for clue in clues for phone in clue.phones)
    return {one for one, count in named.items() if count > MANY}


def told_again(clues: Mapping[Place, Clue], namesakes: Iterable[Namesake]) -> dict[Place, list[Namesake]]:
    """{where a record stands: the stored businesses that may be its own}, only where there are any."""
    known_by: dict[Hashable, dict[uuid.UUID, Namesake]] = {}
    for known in namesakes:
        for by in (known.owner_key, known.phone_hash, *_openings(known.area_code, known.name or "", known.words)):
            if by:
                known_by.setdefault(by, {})[known.business_id] = known
    shared: set[Hashable] = {*crowds(clues.values())}
    shared |= {by for by, theirs in known_by.items() if len(theirs) > MANY}
    found: dict[Place, list[Namesake]] = {}
    for place, clue in clues.items():
        near = dict(known_by.get(clue.owner, {}))
        for by in (*clue.phones, clue.opening):
            if by and by not in shared:
                near |= known_by.get(by, {})
        theirs = [known for known in near.values() if may_be(clue, known)]
        if theirs:
            found[place] = theirs
    return found


def may_be(clue: Clue, known: Namesake) -> bool:
    """May a clue's record speak of this business, one of its cells written differently?"""
    if clue.nik and clue.nik == known.nik_hash:  # planning found no certain one: is it the same trade, renamed?
        return _same_village(clue, known) and _does_alike(clue, known)
    if not (clue.owner and known.owner_key):
        return not _other_nik(clue, known) and _without_owner(clue, known)
    if not _same_phone(clue, known):
        if clue.owner == known.owner_key:
            return _without_phone(clue, known)
        misspelt = not _other_nik(clue, known) and _one_person(clue.owner, known.owner_key)
        return misspelt and _named_alike_there(clue, known)
    if clue.owner == known.owner_key:
        return _name_alike(clue, known) or _does_alike(clue, known)
    if _other_nik(clue, known):
        return False
    if not _one_person(clue.owner, known.owner_key):  # husband and wife: one shop, in the other's name
        here = _address_alike(clue, known, _same_village(clue, known))
        return here and _name_alike(clue, known) and _does_alike(clue, known)
    return _name_alike(clue, known) or (not (clue.name and known.name) and _does_alike(clue, known))


def nearest(known: Sequence[Namesake]) -> Namesake:
    """The one to name to the viewer: one that may be shown, else any."""
    return next((namesake for namesake in known if namesake.visible), known[0])


def question(clue: Clue, known: Namesake) -> str:
    """What a sender reads: what speaks for one business, and what to do. Of another area's only that it is there."""
    if clue.nik and clue.nik == known.nik_hash:
        told = ("Pemilik ini sudah punya usaha", "dengan kegiatan yang sama")
    else:
        told = (f"{_likeness(clue, known)} dengan usaha", "")
    if not known.visible:
        return f"{' '.join(filter(None, (*told, 'di wilayah lain')))}. Teruskan ke dinas."
    brings = clue.nik and not known.nik_hash
    settle = "isi NIK-nya di halaman usaha itu, lalu unggah lagi berkas ini" if brings else "ubah datanya di sana"
    return (f"{f'{told[0]} {known.number} {told[1]}'.strip()}. Kalau itu usahanya, {settle}. "
            "Kalau usaha lain, daftarkan lewat formulir.")


def _likeness(clue: Clue, known: Namesake) -> str:
    owners = bool(clue.owner and known.owner_key)
    if _same_phone(clue, known):
        alike = "Nomor HP sama, usaha hampir sama,"
        if owners and clue.owner == known.owner_key:
            alike = "Nama dan nomor HP sama"
        elif owners and _one_person(clue.owner, known.owner_key):
            alike = "Nomor HP sama, nama hampir sama,"
    else:
        alike = "Nama, usaha, dan tempat hampir sama" if owners else "Nama usaha dan tempat hampir sama"
    return f"NIK lain, tetapi {alike[0].lower()}{alike[1:]}" if _other_nik(clue, known) else alike


def _same_phone(clue: Clue, known: Namesake) -> bool:
    return known.phone_hash is not None and known.phone_hash in clue.phones


def _other_nik(clue: Clue, known: Namesake) -> bool:
    """Have both a NIK, and not the same? Two people, unless one was typed wrong."""
    return bool(clue.nik and known.nik_hash) and clue.nik != known.nik_hash


def _without_owner(clue: Clue, known: Namesake) -> bool:
    """One of them names no owner: the business itself must agree."""
    if _same_phone(clue, known):
        return _name_alike(clue, known) or (_same_village(clue, known) and _does_alike(clue, known))
    return _named_alike_there(clue, known)


def _named_alike_there(clue: Clue, known: Namesake) -> bool:
    """The same name in one kelurahan. "Warung kelontong" is a name of many: there only the address tells."""
    if not (_same_village(clue, known) and _name_alike(clue, known)):
        return False
    if _address_alike(clue, known, True):
        return True
    return _does_alike(clue, known) and not own_index().knows(clue.name)


def _without_phone(clue: Clue, known: Namesake) -> bool:
    """The owner's name is equal: the business must agree, and its place."""
    village = _same_village(clue, known)
    if not _other_nik(clue, known) and village:
        if _name_alike(clue, known):
            return True
        two_phones = bool(clue.phones and known.phone_hash)
        if not (clue.name or known.name or two_phones) and _does_alike(clue, known):
            return True
    if not _address_alike(clue, known, village):
        return False
    if _other_nik(clue, known) and clue.name and known.name:
        return _name_alike(clue, known)
    return _does_alike(clue, known)


def _same_village(clue: Clue, known: Namesake) -> bool:
    return clue.area is not None and clue.area == known.area_code


def _address_alike(clue: Clue, known: Namesake, village: bool) -> bool:
    """Another kelurahan may have a street of almost the same name: there only the very same address counts."""
    told, stored = clue.address, key(known.address or "")
    if told == stored:
        return bool(told)
    if not (village and told and stored) or fuzz.token_set_ratio(told, stored) < _ALIKE:
        return False
    ours, theirs = set(_FIGURES.findall(told)), set(_FIGURES.findall(stored))
    return ours <= theirs or theirs <= ours


def _name_alike(clue: Clue, known: Namesake) -> bool:
    """Toko Rina 1 and Toko Rina 2 are two."""
    told, stored = clue.name, key(known.name or "")
    if not (told and stored) or fuzz.ratio(told, stored) < _ALIKE:
        return False
    return _FIGURES.findall(told) == _FIGURES.findall(stored)


def _does_alike(clue: Clue, known: Namesake) -> bool:
    """By the product where both tell one; where a row tells both and another but one, by either."""
    if clue.product and known.product:
        told, stored = [clue.product], [known.product]
    else:
        told, stored = [clue.product, clue.activity], [known.product, known.activity]
    did = [key(one) for one in stored if one]
    return any(fuzz.token_set_ratio(one, other) >= _ALIKE for one in told if one for other in did)


def _one_person(told: str, stored: str) -> bool:
    """One name, spelt twice or completed; word by word, for a family's names share all but one."""
    if told.replace(" ", "") == stored.replace(" ", ""):
        return True
    few, more = sorted((told.split(), stored.split()), key=len)
    if fuzz.ratio(told, stored) < _OWNER and not set(few) < set(more):
        return False
    return all(any(fuzz.ratio(one, other) >= _WORD for other in more) for one in few)
