"""Who is looking: the one thing that every query of a business asks for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from digiloka.accounts.roles import may
from digiloka.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person with a role and an area. Without an area a staff viewer sees nothing (fail closed)."""

    user_id: uuid.UUID | None
    role: str
    area_code: str | None = None
    name: str = ""
    agency: str | None = None

    def may(self, right: str) -> bool:
        return may(self.role, right)

    def covers(self, code: str | None) -> bool:
        """Does an area code (kota, kecamatan or kelurahan) lie in this viewer's area?"""
        if not self.area_code or not code:
            return False
        return code == self.area_code or code.startswith(self.area_code + ".")

    def actor(self, door: str) -> Actor:
        return Actor(self.user_id, self.role, door, self.area_code)
