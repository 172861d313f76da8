"""Who acts, and through which door."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

DOORS = ("web", "api", "import", "cli", "task")


@dataclass(frozen=True, slots=True)
class Actor:
    """The hand behind a change. `user_id` is None for an owner without an account and for the program itself."""

    user_id: uuid.UUID | None
    role: str  # a key of accounts.roles, or "system"
    door: str
    area_code: str | None = None


SYSTEM = Actor(None, "system", "task")
