"""Made-up people who sign in: added to a test's database, signed in on a test client."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from digiloka.accounts import actions
from digiloka.audit.actor import Actor
from digiloka.database import transaction

PASSWORD = "payung-sungai-41"
CITY = "14.72"
AREAS = {"kelurahan": "14.72.01.1003", "kecamatan": "14.72.01"}
NOBODY = Actor(None, "system", "cli")


def added(session: Any, role: str, **more: Any) -> Any:
    """A user of a role, with an area that fits. Owners get a phone, staff an email, unless told otherwise."""
    number = uuid.uuid4().int
    staff = {"email": f"{role}.{number % 10**9}@example.id"}
    known = {"phone": f"0812{number % 10**8:08d}"} if role == "owner" else staff
    usual = {"name": f"Uji {role.title()}", "password": PASSWORD, "area_code": AREAS.get(role)}
    return actions.add_user(session, NOBODY, city_code=CITY, role=role, **{**usual, **known, **more})


def person(app: Flask, role: str, **more: Any) -> Any:
    """Such a user in the app's database, committed; email, phone and id can be read from it."""
    with app.app_context(), transaction() as session:
        return added(session, role, **more)


def sign_in(client: FlaskClient, identity: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/masuk", data={"email": identity, "password": password, **more})


def signed_in(app: Flask, role: str, **more: Any) -> FlaskClient:
    """A client on which a new user of this role has just signed in."""
    user, client = person(app, role, **more), app.test_client()
    answer = sign_in(client, user.email or user.phone)
    assert answer.status_code == 302, answer.text
    return client
