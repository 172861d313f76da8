"""Kemendagri area codes: 14.72 (kota) ⊇ 14.72.01 (kecamatan) ⊇ 14.72.01.1003 (kelurahan)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from digiloka.values.refusal import Refused

KOTA, KECAMATAN, KELURAHAN = "kota", "kecamatan", "kelurahan"
LEVELS = (KOTA, KECAMATAN, KELURAHAN)

_CODE = re.compile(r"\d\d\.\d\d(?:\.\d\d(?:\.\d{4})?)?", re.ASCII)


def is_code(text: str) -> bool:
    """Does this look like the dotted code of a kota, kecamatan or kelurahan?"""
    return _CODE.fullmatch(text) is not None


def level_of(code: str) -> str:
    """"kota" (also a kabupaten), "kecamatan" or "kelurahan" (also a desa). Refuses what is no area code."""
    if not is_code(code):
        message = f"“{code}” bukan kode wilayah. Tulis seperti 14.72, 14.72.01, atau 14.72.01.1003."
        raise Refused("area-code", message)
    return LEVELS[code.count(".") - 1]


def parent_of(code: str) -> str | None:
    """The area one level up; None above a kota, because the register ends there."""
    return None if level_of(code) == KOTA else code.rpartition(".")[0]


def dotted(digits: str) -> str | None:
    """Digits with the dots put back ("1472011003" → "14.72.01.1003"); None when no level is that long."""
    if len(digits) not in (4, 6, 10) or not (digits.isascii() and digits.isdigit()):
        return None
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


@dataclass(frozen=True, slots=True)
class AreaScope:
    """An area with everything below it. "14.72.1" is no area, so the dot always belongs to the prefix."""

    code: str

    def covers(self, code: str | None) -> bool:
        """Does this area hold that one (or is it the same)? None lies nowhere."""
        return code is not None and (code == self.code or code.startswith(f"{self.code}."))

    def condition(self, column: Any) -> Any:
        """The same rule as an SQL condition on a column of area codes."""
        return (column == self.code) | column.startswith(f"{self.code}.")


def area_scope(code: str) -> AreaScope:
    """The scope of a kota, kecamatan or kelurahan. Refuses what is no area code."""
    level_of(code)
    return AreaScope(code)


def common_area(one: str, other: str) -> str | None:
    """The lowest area that holds both, None when not even the kota is the same."""
    level_of(one), level_of(other)
    shared = []
    for left, right in zip(one.split("."), other.split("."), strict=False):
        if left != right:
            break
        shared.append(left)
    return ".".join(shared) if len(shared) >= 2 else None
