"""A form without its token is refused at every address that takes one: nothing is written, no guarded view runs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.routing import AnyConverter, Rule

from digiloka.accounts.roles import ROLES
from digiloka.database import db
from digiloka.registry.models import Holding
from digiloka.web.access import access_of
from tests.answers import ANSWERS, answer, begin, registered_number
from tests.people import person, sign_in, signed_in

FOREIGN = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_a_foreign_page_cannot_say_yes_for_an_owner(app: Flask, client: FlaskClient, session: Any) -> None:
    account = person(app, "owner", phone="081200345678")
    number = registered_number(client)
    sign_in(client, account.phone)
    app.config["WTF_CSRF_ENABLED"] = True
    told = client.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"}, headers=FOREIGN)
    assert told.status_code == 400
    assert "terlalu lama terbuka" in told.text
    assert session.scalar(select(func.count()).select_from(Holding)) == 0
    assert "Apakah usaha ini milik Anda?" in client.get("/usaha").text, "the question still stands"


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_without_a_token_no_address_writes_or_runs_a_view_with_a_right(app: Flask, role: str) -> None:
    client = app.test_client() if role == "nobody" else signed_in(app, role)
    begin(client)  # where a page has something to show again
    answer(client, "pemilik")
    app.config.update(WTF_CSRF_ENABLED=True, RATELIMIT_ENABLED=False)
    wrong = []
    for rule in (rule for rule in app.url_map.iter_rules() if "POST" in rule.methods):
        for address in _addresses(app, rule):
            with _running(app, rule.endpoint) as ran, _writing(app) as written:
                told = client.post(address, data={**ANSWERS["pemilik"], "true": "y", "milik": "ya"}, headers=FOREIGN)
            mark, shown_again = access_of(app, rule.endpoint), _shown_again(app, rule.endpoint)
            if written or (ran and not (shown_again and mark.kind == "public")):
                wrong.append((address, told.status_code, written))
            if not shown_again and told.status_code != 400:
                wrong.append((address, told.status_code, "not the usual page"))
    assert not wrong


def test_only_the_open_pages_of_registration_are_shown_again(app: Flask) -> None:
    marked = {name for name in app.view_functions if _shown_again(app, name)}
    assert marked == {f"registration.{name}" for name in ("start", "resume", "page", "check")}
    assert {access_of(app, name).kind for name in marked} == {"public"}


@pytest.mark.parametrize(
    ("address", "room"), [("/daftar/lanjut", 8), ("/daftar", 300)], ids=["phone and code", "a registration"]
)
def test_a_page_shown_again_is_counted_as_any_sent_form(
    app: Flask, client: FlaskClient, address: str, room: int
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    given = {"phone": "081200345678", "code": "ABC-DEF"}
    answers = [client.post(address, data=given).status_code for _ in range(room + 1)]
    assert 429 not in answers[:-1]
    assert answers[-1] == 429


def _shown_again(app: Flask, endpoint: str) -> bool:
    return getattr(app.view_functions[endpoint], "shown_again", False)


def _addresses(app: Flask, rule: Rule) -> list[str]:
    """The rule's addresses with made-up arguments of the right kind: of a choice, each."""
    made_up = {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1}
    chosen = {name: made_up.get(type(kind).__name__, "x") for name, kind in rule._converters.items()}
    several = [{}]
    for name, kind in rule._converters.items():
        if isinstance(kind, AnyConverter):
            several = [{**each, name: item} for each in several for item in sorted(kind.items)]
    return [app.url_map.bind("localhost").build(rule.endpoint, {**chosen, **each}) for each in several]


@contextmanager
def _running(app: Flask, endpoint: str) -> Iterator[list[str]]:
    """Whether this view runs meanwhile."""
    ran: list[str] = []
    view: Callable[..., Any] = app.view_functions[endpoint]

    @wraps(view)  # its marks too
    def noted(*args: Any, **kwargs: Any) -> Any:
        ran.append(endpoint)
        return view(*args, **kwargs)

    app.view_functions[endpoint] = noted
    try:
        yield ran
    finally:
        app.view_functions[endpoint] = view


@contextmanager
def _writing(app: Flask) -> Iterator[list[str]]:
    """What is written into the database meanwhile."""
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            written.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(engine, "before_cursor_execute", note)
