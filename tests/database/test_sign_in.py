"""Signing in through the whole app, on both databases: many at once, and every session ended by a new password."""

from __future__ import annotations

import threading

from flask import Flask

from digiloka.accounts import actions, queries
from digiloka.audit.history import lines_about
from digiloka.database import reading, transaction
from tests.people import NOBODY, PASSWORD, person, sign_in


def test_many_sign_in_at_the_same_moment(app: Flask) -> None:
    people = [person(app, "dinas").email for _ in range(4)] + [person(app, "owner").phone]
    start, answers = threading.Barrier(len(people) * 2), []

    def enter(identity: str) -> None:
        client = app.test_client()
        start.wait()
        answers.append(sign_in(client, identity).status_code)

    threads = [threading.Thread(target=enter, args=(identity,)) for identity in people * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * len(people) * 2
    with app.app_context(), reading() as session:
        assert all(queries.user_by_identity(session, identity).current_login_at for identity in people)


def test_many_change_their_passwords_at_the_same_moment(app: Flask) -> None:
    people = [person(app, "dinas") for _ in range(4)]
    clients = [app.test_client() for _ in people]
    for client, user in zip(clients, people, strict=True):
        sign_in(client, user.email)
    start, answers = threading.Barrier(len(people)), []
    form = {"password": PASSWORD, "new_password": "gerobak-biru-7", "new_password_confirm": "gerobak-biru-7"}

    def change(number: int) -> None:
        start.wait()
        answers.append(clients[number].post("/akun/kata-sandi", data=form).status_code)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * len(people)
    with app.app_context(), reading() as session:
        told = [lines_about(session, "user", user.id)[0].action for user in people]
    assert told == ["password"] * len(people)
    assert sign_in(app.test_client(), people[0].email, "gerobak-biru-7").status_code == 302


def test_a_password_set_by_link_ends_the_sessions_before_it(app: Flask) -> None:
    user, client = person(app, "owner", phone="081200001234"), app.test_client()
    sign_in(client, "0812 0000 1234")
    assert client.get("/akun").status_code == 200
    with app.app_context(), transaction() as session:
        actions.accept_link(session, actions.make_link(session, NOBODY, user.id), "gerobak-biru-7")
    assert client.get("/akun").status_code == 302
    assert sign_in(client, "+6281200001234", "gerobak-biru-7").status_code == 302
