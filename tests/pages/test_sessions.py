"""A session ends on the server: what was copied from a browser that signed out opens nothing any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, update

from digiloka.accounts.models import SignedIn
from digiloka.accounts.sessions import LONGEST, sweep_sessions
from digiloka.database import db, now, transaction
from tests.people import PASSWORD, person, sign_in, signed_in

COOKIES = ("session", "digiloka_masuk")


def copied(app: Flask, client: FlaskClient, *names: str) -> FlaskClient:
    """Another browser with cookies of this one."""
    other = app.test_client()
    for name in names:
        other.set_cookie(name, client.get_cookie(name).value)
    return other


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/akun").status_code == 200


@pytest.mark.parametrize("names", [COOKIES[:1], COOKIES[1:], COOKIES])
def test_a_copied_cookie_ends_with_the_session_it_came_from(app: Flask, names: tuple[str, ...]) -> None:
    user, phone = person(app, "owner"), app.test_client()
    sign_in(phone, user.phone, remember="y")
    copy = copied(app, phone, *names)
    unused = copied(app, phone, *names)
    assert is_signed_in(copy)
    assert phone.post("/keluar").status_code == 302
    assert not is_signed_in(copy)
    assert not is_signed_in(unused)


def test_signing_out_on_one_device_leaves_the_others_alone(app: Flask) -> None:
    user, desk, phone = person(app, "dinas"), app.test_client(), app.test_client()
    for device in (desk, phone):
        sign_in(device, user.email)
    desk.post("/keluar")
    assert not is_signed_in(desk)
    assert is_signed_in(phone)
    sign_in(desk, user.email)
    assert is_signed_in(desk)


def test_signing_out_everywhere_ends_every_session(app: Flask) -> None:
    user, desk, phone = person(app, "dinas"), app.test_client(), app.test_client()
    for device in (desk, phone):
        sign_in(device, user.email)
    copy = copied(app, phone, "session")
    desk.post("/akun/keluar-semua")
    assert [is_signed_in(each) for each in (desk, phone, copy)] == [False, False, False]


def test_a_new_password_keeps_this_device_and_ends_what_was_copied_from_it(app: Flask) -> None:
    user, desk = person(app, "dinas"), app.test_client()
    sign_in(desk, user.email)
    copy = copied(app, desk, "session")
    form = {"password": PASSWORD, "new_password": "gerobak-biru-7", "new_password_confirm": "gerobak-biru-7"}
    assert desk.post("/akun/kata-sandi", data=form).status_code == 302
    assert is_signed_in(desk)
    assert not is_signed_in(copy)


def test_a_session_of_the_longest_time_ends_by_itself_and_its_row_goes(app: Flask) -> None:
    client = signed_in(app, "dinas")
    with app.app_context(), transaction() as session:
        session.execute(update(SignedIn).values(began_at=now() - LONGEST - timedelta(seconds=1)))
    assert not is_signed_in(client)
    with app.app_context(), transaction() as session:
        sweep_sessions(session)
        assert session.scalar(select(func.count()).select_from(SignedIn)) == 0


def test_who_is_asking_costs_one_query(app: Flask) -> None:
    client, seen = signed_in(app, "dinas"), []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "app_user" in statement:
            seen.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        client.get("/laporan")
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) == 1, seen


@pytest.mark.parametrize("said", ["", "x", "x.y", ".", "0123.0123", "a" * 5000])
def test_a_cookie_that_speaks_of_no_session_opens_nothing(app: Flask, said: str) -> None:
    client = signed_in(app, "dinas")
    with client.session_transaction() as kept:
        kept["_user_id"] = said
    assert not is_signed_in(client)
