"""A line in the journal for every NIK that somebody looked for."""

from __future__ import annotations

from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor


def note_look_up(session: Session, actor: Actor, city_code: str, *, found: bool) -> None:
    """Journal that a NIK was looked for, and whether it was found; never which."""
    journal.record(session, actor, "look-up-nik", "search", None, city_code=city_code,
                   changes={"found": [None, found]})
    session.flush()
