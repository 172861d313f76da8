"""Businesses in a test's database that the app sees: committed, and read again after the app wrote."""

from __future__ import annotations

from typing import Any

from digiloka.registry.actions import decide
from digiloka.registry.models import Business
from tests.records import record
from tests.registering import OFFICE, registered


def stored(session: Any, *steps: str, **changed: Any) -> Business:
    """A business in the database, taken these steps of verification."""
    business = registered(session, record(**changed))
    for step in steps:
        decide(session, OFFICE, business, step, "karena uji", expected_version=business.version)
    session.commit()
    return business


def again(session: Any, business: Business) -> Business:
    """The business as it is stored now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Business, business.id)
