"""A list narrowed to a person by NIK or phone, without either in an address: those end up in logs and histories.

The list's form is sent by POST and answered with an address that holds the person sealed, for this account alone.
"""

from __future__ import annotations

import base64
import binascii
import uuid

from digiloka.registry.sought import NIK, PHONE, Sought
from digiloka.sealing import KeysRefused, keyring, pack, unpack

LONGEST = 400  # letters of what stands in an address


def sealed(person: Sought, user_id: uuid.UUID | None) -> str:
    """Letters for an address, other ones each time, that only `opened` for the same account understands."""
    content = keyring().seal(pack([person.kind, person.hash, person.shown]), _bound_to(user_id))
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def opened(letters: str, user_id: uuid.UUID | None) -> Sought | None:
    """The person of an address; None when it is no such address, or another account's."""
    try:
        content = base64.urlsafe_b64decode(letters[:LONGEST] + "=" * (-len(letters) % 4))
        told = unpack(keyring().open(content, _bound_to(user_id)))
    except (ValueError, binascii.Error, IndexError, KeysRefused):
        return None
    return Sought(*told) if isinstance(told, list) and len(told) == 3 and told[0] in (NIK, PHONE) else None


def _bound_to(user_id: uuid.UUID | None) -> str:
    return f"lookup:{user_id}"
