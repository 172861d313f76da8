"""Numbers nobody has. The unique constraint has the last word; the caller's savepoint draws again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.database import among
from digiloka.registry.models import Business
from digiloka.registry.numbers import new_numbers


def free_numbers(session: Session, city_code: str, count: int) -> list[str]:
    """So many different numbers that no business has or ever had (none is ever deleted), with one look-up."""
    drawn = set(new_numbers(city_code, count))
    while taken := set(session.scalars(select(Business.number).where(among(Business.number, drawn)))):
        drawn = (drawn - taken) | set(new_numbers(city_code, len(taken)))
        while len(drawn) < count:
            drawn.update(new_numbers(city_code, count - len(drawn)))
    return list(drawn)
