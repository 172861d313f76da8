"""A list narrowed to a person by NIK or phone, without either in an address: those end up in logs and histories.

The list's form is sent by POST and answered with an address that holds the person sealed, for this account alone.
"""

from __future__ import annotations

import base64
import binascii
import uuid

from digiloka.accounts.viewer import Viewer
from digiloka.database import transaction
from digiloka.registry.actions.looking_up import note_look_up
from digiloka.registry.queries import Filters, count_for_export
from digiloka.registry.sought import NIK, PHONE, TEXT, Sought
from digiloka.sealing import KeysRefused, keyring, pack, unpack
from digiloka.values.refusal import Refused
from digiloka.web.limits import count_miss, has_room, room_of

OFTEN = "look-up-often"  # a refusal's code: the answer is 429
_OFTEN = (f"Anda sudah mencari NIK atau nomor HP {room_of('look-up')} kali dalam satu jam. Coba lagi satu jam lagi, "
          "atau cari dengan nama.")
_CLOSED = (f"Pencarian dengan NIK ditutup satu jam untuk Anda, karena {room_of('missed-nik')} NIK tidak ditemukan. "
           "Coba lagi satu jam lagi, atau cari dengan nama atau nomor HP.")
LONGEST = 400  # letters of what stands in an address


def look_up(person: Sought, viewer: Viewer, city_code: str) -> str:
    """`sealed` letters for a person looked for among businesses, counted, and for a NIK journaled.

    Raises Refused(OFTEN) where this account looked too often, or missed too many NIK.
    """
    require_room()
    if person.kind == NIK:
        _look_for_nik(person, viewer, city_code)
    return sealed(person, viewer.user_id)


def require_room() -> None:
    """Count one look-up. Raises Refused(OFTEN) when this account has none left."""
    if not count_miss("look-up"):
        raise Refused(OFTEN, _OFTEN)


def _look_for_nik(person: Sought, viewer: Viewer, city_code: str) -> None:
    if not has_room("missed-nik"):
        raise Refused(OFTEN, _CLOSED)
    with transaction() as session:
        # Among all that the viewer may see: another filter that is set makes a hit no miss.
        found = count_for_export(session, viewer, Filters(person=person)) > 0
        note_look_up(session, viewer.actor("web"), city_code, found=found)
    if not found and not count_miss("missed-nik"):
        raise Refused(OFTEN, _CLOSED)


def sealed(person: Sought, user_id: uuid.UUID | None, place: str = "") -> str:
    """Letters for an address, other each time, that only `opened` for the same account and place understands."""
    content = keyring().seal(pack([person.kind, person.hash, person.shown]), _bound_to(user_id, place))
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def opened(letters: str, user_id: uuid.UUID | None, place: str = "") -> Sought | None:
    """The person of an address; None when it is no such address, another account's, or another place's."""
    try:
        content = base64.urlsafe_b64decode(letters[:LONGEST] + "=" * (-len(letters) % 4))
        told = unpack(keyring().open(content, _bound_to(user_id, place)))
    except (ValueError, binascii.Error, IndexError, KeysRefused):
        return None
    return Sought(*told) if isinstance(told, list) and len(told) == 3 and told[0] in (NIK, PHONE, TEXT) else None


def _bound_to(user_id: uuid.UUID | None, place: str) -> str:
    return f"lookup:{place}:{user_id}"
