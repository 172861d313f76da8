"""Every view has a mark, and the mark holds: role by role, page by page."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.routing import AnyConverter, Rule

from digiloka.accounts import actions
from digiloka.accounts.roles import ROLES
from digiloka.accounts.viewer import Viewer
from digiloka.database import db, transaction
from digiloka.web import access, navigation
from digiloka.web.access import Access, access_of
from tests import people
from tests.answers import registered_number
from tests.people import PASSWORD, person, sign_in, signed_in

NOBODY = "nobody"
VIEWERS = {role: Viewer(uuid.uuid4(), role, "14.72") for role in ROLES} | {"": Viewer(uuid.uuid4(), "", "14.72")}


def test_every_view_has_an_access_mark(app: Flask) -> None:
    bare = [rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]
    assert not bare, f"Put a mark of digiloka.web.access on {bare}"


def test_the_table_of_library_views_names_only_views_that_exist_and_are_not_ours(app: Flask) -> None:
    assert set(access.LIBRARY) <= set(app.view_functions)
    ours = [name for name in access.LIBRARY if app.view_functions[name].__module__.startswith("digiloka")]
    assert not ours


def test_every_right_that_a_mark_asks_for_is_somebodys(app: Flask) -> None:
    asked = {right for name in app.view_functions if (mark := access_of(app, name)) for right in mark.rights}
    known = frozenset().union(*(rule.may for rule in ROLES.values()))
    assert asked <= known, asked - known


def test_a_view_without_a_mark_is_never_served(app: Flask) -> None:
    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/telanjang", view_func=lambda: "rahasia", endpoint="view")
    app.register_blueprint(bare)
    app.config.update(TESTING=False)
    for client in (app.test_client(), signed_in(app, "admin")):
        answer = client.get("/telanjang")
        assert answer.status_code == 500
        assert "rahasia" not in answer.text


@pytest.mark.parametrize(
    ("mark", "let_in"),
    [
        (Access("public"), {*ROLES, "", NOBODY}),
        (Access("signed-in"), {*ROLES, ""}),
        (Access("owner"), {"owner"}),
        (Access("staff"), {"kelurahan", "kecamatan", "dinas", "plut", "admin"}),
        (Access("right", ("users.manage",)), {"admin"}),
        (Access("right", ("nik.reveal", "own.read")), {"owner", "dinas", "admin"}),
        (Access("right", ("nothing.known",)), set()),
        (Access("right", ()), set()),
        (Access("misspelt"), set()),
    ],
)
def test_a_mark_lets_in_whom_it_names_and_nobody_else(mark: Access, let_in: set[str]) -> None:
    everybody = {**VIEWERS, NOBODY: None}
    assert {name for name, viewer in everybody.items() if mark.allows(viewer)} == let_in


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_every_page_opens_for_whom_its_mark_says_and_for_nobody_else(app: Flask, role: str) -> None:
    """Every address that can be opened, as every role: through the whole app, not just the mark."""
    app.config["RATELIMIT_ENABLED"] = False
    client = app.test_client() if role == NOBODY else signed_in(app, role)
    viewer = None if role == NOBODY else VIEWERS[role]
    wrong = []
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in ("static", "accounts.home"):
            continue
        answer = client.get(_address(app, rule))
        mark = access_of(app, rule.endpoint)
        to_sign_in = answer.status_code == 302 and answer.location.startswith("/masuk?next=")
        kept_out = to_sign_in if viewer is None else answer.status_code == 403
        if mark.allows(viewer) == kept_out or answer.status_code >= 500:
            wrong.append((rule.endpoint, mark, answer.status_code, answer.headers.get("Location")))
    assert not wrong


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_no_form_is_taken_from_whom_the_mark_keeps_out(app: Flask, role: str) -> None:
    app.config["RATELIMIT_ENABLED"] = False
    client = app.test_client() if role == NOBODY else signed_in(app, role)
    viewer = None if role == NOBODY else VIEWERS[role]
    wrong = []
    for rule in app.url_map.iter_rules():
        mark = access_of(app, rule.endpoint)
        if "POST" not in rule.methods or mark.allows(viewer):
            continue
        answer = client.post(_address(app, rule))
        if answer.status_code != (302 if viewer is None else 403):
            wrong.append((rule.endpoint, mark, answer.status_code))
    assert not wrong


def _address(app: Flask, rule: Rule) -> str:
    """The rule's address with made-up arguments of the right kind."""
    made_up = {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1}
    values = {
        name: min(kind.items) if isinstance(kind, AnyConverter) else made_up.get(type(kind).__name__, "x")
        for name, kind in rule._converters.items()
    }
    return app.url_map.bind("localhost").build(rule.endpoint, values)


# Being kept out


def test_whoever_is_not_signed_in_comes_back_to_the_page_they_asked_for(client: FlaskClient) -> None:
    assert client.get("/kelola/pengguna?q=a%26b").location == "/masuk?next=/kelola/pengguna?q%3Da%2526b"


def test_a_form_that_was_sent_too_late_leads_back_to_its_page(client: FlaskClient) -> None:
    assert client.post("/kelola/pengguna/baru", data={"name": "x"}).location == "/masuk?next=/kelola/pengguna/baru"


def test_a_form_without_a_page_of_its_own_leads_to_the_front_page(client: FlaskClient) -> None:
    assert client.post("/akun/keluar-semua").location == "/masuk?next=/"


def test_a_form_sent_by_script_is_told_to_sign_in_and_keeps_its_page(client: FlaskClient) -> None:
    answer = client.post("/kelola/pengguna/baru", headers={"X-Lanjut": "1"})
    assert answer.status_code == 401
    assert answer.json["code"] == "signed-out"


def test_a_form_that_ends_at_the_sign_in_page_has_done_its_work(app: Flask, client: FlaskClient) -> None:
    app.config["RATELIMIT_ENABLED"] = False
    invited, chosen = person(app, "dinas", password=None), {"password": PASSWORD, "password_confirm": PASSWORD}
    with app.app_context(), transaction() as session:
        token = actions.make_link(session, people.NOBODY, invited.id)
    made = f"/daftar/sandi/{registered_number(client)}"
    forms = [(client, made), (client, made), (app.test_client(), f"/tautan/{token}"),
             (signed_in(app, "owner"), "/akun/keluar-semua")]  # fmt: skip
    for browser, address in forms:  # the second time the password is made already, and nothing is left to ask
        answer = browser.post(address, data=chosen, headers={"X-Lanjut": "1"})
        assert (answer.status_code, answer.json) == (200, {"next": "/masuk"}), address


def test_a_program_is_told_in_json(client: FlaskClient) -> None:
    answer = client.get("/kelola/pengguna", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (401, "signed-out")


def test_who_lacks_the_right_reads_why(app: Flask) -> None:
    answer = signed_in(app, "kelurahan").get("/kelola/pengguna")
    assert answer.status_code == 403
    assert "tidak punya hak" in answer.text


def test_what_does_not_exist_is_not_found_rather_than_hidden_behind_signing_in(client: FlaskClient) -> None:
    assert client.get("/tidak/ada").status_code == 404
    assert client.post("/bantuan").status_code == 405


def test_a_user_without_a_role_or_with_an_unknown_one_gets_nowhere(app: Flask) -> None:
    user, client = person(app, "dinas"), app.test_client()
    sign_in(client, user.email)
    with app.app_context(), db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DELETE FROM user_role"))
    assert client.get("/kelola/pengguna").status_code == 403
    assert client.get("/akun").status_code == 200


# The frame


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_the_menu_shows_only_what_opens(app: Flask, role: str) -> None:
    client = app.test_client() if role == NOBODY else signed_in(app, role)
    viewer = None if role == NOBODY else VIEWERS[role]
    with app.test_request_context("/"):
        menu = access.menu_of(viewer)
    assert menu
    for entry in menu:
        assert client.get(entry["url"]).status_code == 200, entry


def test_every_entry_of_the_menu_is_a_view(app: Flask) -> None:
    assert {endpoint for _, endpoint, _ in navigation.ITEMS} <= set(app.view_functions)


def test_the_frame_names_the_city_and_the_person(app: Flask) -> None:
    page = signed_in(app, "dinas", name="Ada Petugas").get("/akun").text
    assert "Kota Dumai" in page
    assert "Ada Petugas" in page


def test_without_a_database_a_page_still_says_so(app: Flask) -> None:
    client = signed_in(app, "dinas")
    app.config.update(TESTING=False)
    with app.app_context():
        file = Path(db.engine.url.database)
        db.engine.dispose()
    file.write_bytes(b"this is no database" * 100)
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    app.extensions.pop("digiloka.cities", None)
    answer = client.get("/akun")
    assert answer.status_code == 500
    assert "Sistem sedang bermasalah" in answer.text
