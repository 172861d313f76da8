"""Filling a register with made-up businesses through the same actions that real ones go through."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from digiloka.areas import queries as areas
from digiloka.audit.actor import Actor
from digiloka.demo.businesses import businesses
from digiloka.registry.actions.bulk import NewItem, register_many
from digiloka.registry.actions.decide import decide
from digiloka.registry.models import Business

_STEPS = {"verified": ("verify",), "confirmed": ("verify", "confirm"), "returned": ("return",)}
_REASON = "Tulis alamat lengkap, lalu kirim lagi."
_CHUNK = 500


def fill(session: Session, city_code: str, count: int, seed: int, year: int) -> int:
    """Register `count` made-up businesses and carry them through verification; 0 when there are businesses already."""
    if session.scalar(select(func.count()).select_from(Business)):
        return 0
    actor = Actor(None, "admin", "cli", city_code)
    made = list(businesses(areas.areas(session, city_code), count, seed, year))
    stored = register_many(
        session, actor, [NewItem(item.record, city_code) for item in made], city_code=city_code, source="desk"
    )
    by_state: dict[str, list[object]] = defaultdict(list)
    for item, registered in zip(made, stored, strict=True):
        by_state[item.state].append(registered.business_id)
    for state, ids in by_state.items():
        for start in range(0, len(ids), _CHUNK):
            _decide(session, actor, ids[start : start + _CHUNK], _STEPS.get(state, ()))
    return len(stored)


def _decide(session: Session, actor: Actor, ids: list[object], steps: tuple[str, ...]) -> None:
    if not steps:
        return
    for business in session.scalars(select(Business).where(Business.id.in_(ids))).all():
        for step in steps:
            reason = _REASON if step == "return" else None
            decide(session, actor, business, step, reason=reason, fields=None, expected_version=business.version)
    session.flush()
    session.expunge_all()


