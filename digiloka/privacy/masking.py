"""What is shown instead of an identifier. Masking happens on the server; a full NIK is asked for with a reason.

Nobody sees a NIK in full on a page, a list or an export: `registry.actions.reveal_nik` gives it to those with the
right `nik.reveal`, one at a time, with a reason that is journaled.
"""

from __future__ import annotations

import re
from typing import Any

from digiloka.values.identity import mask_nik
from digiloka.values.phone import mask_phone

_DOTS = "••••"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def mask_email(email: str) -> str:
    """`s••••@contoh.id`: enough to recognise one's own."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}{_DOTS}@{domain}" if domain else _DOTS


def mask_npwp(npwp: str) -> str:
    """The last three digits only; a personal NPWP is a NIK."""
    return _DOTS + npwp[-3:]


def mask_birth_date(written: str) -> str:
    """`••/••/1980`, however the day was written: two masks that show other parts would add up to the whole day."""
    year = _YEAR.search(written)
    return f"••/••/{year[0]}" if year else _DOTS


def mask_name(name: str) -> str:
    """`W••• S•••`: whoever holds the paper sees that it fits, whoever has only the number learns no name."""
    return " ".join(f"{word[0]}•••" for word in name.split())


def mask_value(field: str, value: Any) -> str | None:
    """A sealed value of the journal or a record as its field may be shown; unknown fields show nothing of it."""
    if value in (None, ""):
        return None
    masks = {"nik": mask_nik, "phone": mask_phone, "email": mask_email, "npwp": mask_npwp}
    if field in masks:
        return masks[field](str(value))
    if field == "other_phones":
        return " ".join(mask_phone(phone) for phone in str(value).split())
    return _DOTS
