"""A line in the journal for every list that left the house."""

from __future__ import annotations

from sqlalchemy.orm import Session

from digiloka.accounts.roles import may
from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.values.refusal import Refused


def require_export(role: str) -> None:
    """Raises Refused for a role that may not take rows out of the register."""
    if not may(role, "export.rows"):
        raise Refused("export-right", "Peran Anda tidak boleh mengunduh daftar usaha. Hubungi dinas.")


def note_export(session: Session, actor: Actor, city_code: str, *, count: int, form: str, filters: str = "") -> None:
    """Journal that so many rows were taken as `form` (csv, xlsx), and how they were narrowed. Raises Refused."""
    require_export(actor.role)
    journal.record(
        session, actor, "export", "export", None, city_code=city_code, reason=filters[:500] or None,
        changes={"rows": [None, count], "format": [None, form]},
    )
    session.flush()
