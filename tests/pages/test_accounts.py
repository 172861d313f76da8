"""Signing in and out, passwords, links, one's own account: as a person, and as somebody who tries."""

from __future__ import annotations

import re
import threading
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.core import _default_messages

from digiloka.accounts import actions
from digiloka.accounts.passwords import hash_password
from digiloka.accounts.roles import ROLES
from digiloka.audit.history import lines_about
from digiloka.database import reading, transaction
from digiloka.web.sign_in import MESSAGES
from tests.people import NOBODY, PASSWORD, person, sign_in, signed_in
from tests.reading import english_in, token_in, words_of

# Signing in


@pytest.mark.parametrize("typed", ["081200001234", "0812 0000 1234", "+62 812-0000-1234"])
def test_an_owner_signs_in_with_a_phone_number(app: Flask, client: FlaskClient, typed: str) -> None:
    person(app, "owner", phone="081200001234")
    answer = sign_in(client, typed)
    assert answer.status_code == 302
    assert client.get("/akun").status_code == 200


def test_an_officer_signs_in_with_an_e_mail(app: Flask, client: FlaskClient) -> None:
    person(app, "dinas", email="petugas@example.id")
    assert sign_in(client, "Petugas@Example.id ").status_code == 302
    assert "petugas@example.id" in client.get("/akun").text


def test_every_way_of_not_matching_is_told_alike(app: Flask) -> None:
    person(app, "dinas", email="ada@example.id")
    person(app, "dinas", email="undangan@example.id", password=None)
    off = person(app, "dinas", email="nonaktif@example.id")
    with app.app_context(), transaction() as session:
        actions.switch_off(session, NOBODY, off.id)
    tries = [
        ("ada@example.id", "salah-sekali-1"), ("tidak.ada@example.id", PASSWORD), ("081299990000", PASSWORD),
        ("undangan@example.id", PASSWORD), ("nonaktif@example.id", PASSWORD), ("nonaktif@example.id", "salah-sekali-1"),
        ("siti", PASSWORD), ("' OR 1=1 --", PASSWORD), ("\0", PASSWORD), ("ada@example.id", "x" * 100_000),
    ]
    told = set()
    for identity, password in tries:
        answer = sign_in(app.test_client(), identity, password)
        assert answer.status_code == 422
        told.add(words_of(answer.text))
    assert len(told) == 1
    assert "Belum cocok. Periksa nomor HP atau email dan kata sandi Anda" in told.pop()


@pytest.mark.parametrize(
    ("identity", "password", "said"),
    [("", PASSWORD, "Isi nomor HP atau email"), ("a@example.id", "", "Isi kata sandi"), ("", "", "Isi kata sandi")],
)
def test_what_is_not_filled_in_is_named(client: FlaskClient, identity: str, password: str, said: str) -> None:
    answer = sign_in(client, identity, password)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert "Belum cocok" not in answer.text
    assert f'value="{identity}"' in answer.text


def test_signing_in_leads_on_to_the_page_that_was_asked_for(app: Flask, client: FlaskClient) -> None:
    person(app, "dinas", email="petugas@example.id")
    asked = client.get("/akun?dari=surat")
    assert asked.status_code == 302
    way_back = parse_qs(urlsplit(asked.location).query)["next"][0]
    answer = sign_in(client, "petugas@example.id", next=way_back)
    assert answer.location == "/akun?dari=surat"


@pytest.mark.parametrize(
    "where", ["https://jahat.example/", "//jahat.example", "\\\\jahat.example", "https:///x", "javascript:x"]
)
def test_nobody_is_led_away_from_here(app: Flask, client: FlaskClient, where: str) -> None:
    person(app, "dinas", email="petugas@example.id")
    answer = sign_in(client, "petugas@example.id", next=where)
    assert answer.status_code in (302, 422)
    led_to = urljoin("http://localhost/masuk", answer.headers.get("Location", "").replace("\\", "/"))
    assert urlsplit(led_to).netloc == "localhost"


def test_whoever_is_signed_in_is_not_asked_again(app: Flask) -> None:
    client = signed_in(app, "dinas")
    assert client.get("/masuk").status_code == 302


def test_after_signing_in_everybody_lands_on_a_page_of_theirs(app: Flask) -> None:
    for role in ("owner", "kelurahan", "dinas", "admin", "plut"):
        client = signed_in(app, role)
        landed = client.get(client.get("/masuk/selesai").location)
        assert landed.status_code == 200, role


def test_signing_out_ends_the_session(app: Flask) -> None:
    client = signed_in(app, "dinas")
    client.post("/keluar")
    assert client.get("/akun").status_code == 302


def test_a_link_elsewhere_cannot_sign_anybody_out(app: Flask) -> None:
    client = signed_in(app, "dinas")
    assert client.get("/keluar").status_code == 405
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/keluar").status_code == 400
    assert client.get("/akun").status_code == 200


def test_forms_from_elsewhere_are_refused(app: Flask, client: FlaskClient) -> None:
    person(app, "dinas", email="petugas@example.id")
    app.config["WTF_CSRF_ENABLED"] = True
    assert sign_in(client, "petugas@example.id").status_code == 400
    page = client.get("/masuk").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
    assert sign_in(client, "petugas@example.id", csrf_token=token).status_code == 302


def test_an_address_with_a_token_signs_nobody_in(app: Flask, client: FlaskClient) -> None:
    user = person(app, "admin")
    with app.app_context():
        serializer = app.extensions["security"].remember_token_serializer
        token = serializer.dumps({"ver": "5", "uid": user.fs_uniquifier, "fs_paa": 0, "exp": 0})
    for ask in (
        lambda: client.get(f"/akun?auth_token={token}"),
        lambda: client.get("/akun", headers={"Authentication-Token": token}),
        lambda: client.post("/akun/keluar-semua", json={"auth_token": token}),
    ):
        assert ask().status_code in (302, 401)


def test_nobody_registers_an_account_by_themselves(client: FlaskClient) -> None:
    assert client.get("/register").status_code == 404
    assert client.post("/register", data={"email": "a@example.id"}).status_code == 404


def test_the_session_and_the_stay_cookie_are_closed_to_scripts_and_other_sites(app: Flask, client: FlaskClient) -> None:
    person(app, "owner", phone="081200001234")
    answer = sign_in(client, "081200001234", remember="y")
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"session", "digiloka_masuk"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_in_production_cookies_travel_encrypted_only(app: Flask) -> None:
    from dataclasses import replace

    from digiloka import sealing
    from digiloka.app import create_app

    settings = app.config["SETTINGS"]
    keys = settings.home / "operator.json"
    sealing.write_keyring(sealing.new_keyring(generated=False), keys)
    config = create_app(replace(settings, production=True, keys_file=keys)).config
    sealing.use(sealing.read_keyring(settings.keys_file))
    assert config["SESSION_COOKIE_SECURE"]
    assert config["REMEMBER_COOKIE_SECURE"]


@pytest.mark.parametrize("role", list(ROLES))
def test_staying_signed_in_is_for_devices_of_ones_own(app: Flask, client: FlaskClient, role: str) -> None:
    user = person(app, role)
    answer = sign_in(client, user.email or user.phone, remember="y")
    stays = any(cookie.startswith("digiloka_masuk=") for cookie in answer.headers.getlist("Set-Cookie"))
    assert stays is ROLES[role].stays


def test_a_stay_cookie_lets_in_after_the_session_and_ends_with_the_password(app: Flask) -> None:
    user, phone = person(app, "owner", phone="081200001234"), app.test_client()
    sign_in(phone, "081200001234", remember="y")
    phone.delete_cookie("session")
    assert phone.get("/akun").status_code == 200
    with app.app_context(), transaction() as session:
        actions.accept_link(session, actions.make_link(session, NOBODY, user.id), "payung-sungai-42")
    assert phone.get("/akun").status_code == 302
    phone.delete_cookie("session")
    assert phone.get("/akun").status_code == 302


def test_flask_security_reads_the_hashes_that_the_actions_write(app: Flask) -> None:
    user = person(app, "dinas")
    with app.app_context():
        assert user.verify_and_update_password(PASSWORD)
        assert user.password.startswith("$argon2id$")
        before = user.password = hash_password("payung-sungai-42")
        assert user.verify_and_update_password("payung-sungai-42")
        assert user.password == before, "our own hashes need no rewriting"


def test_signing_in_waits_for_a_writer_and_does_not_fail(app: Flask) -> None:
    """A batch holds the write lock while somebody signs in: the old trap of SQLite's read snapshots."""
    user, answers = person(app, "dinas"), []
    thread = threading.Thread(target=lambda: answers.append(sign_in(app.test_client(), user.email).status_code))
    with app.app_context(), transaction() as session:
        actions.add_user(session, NOBODY, city_code="14.72", role="plut", email="lain@example.id")
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "the sign-in has to wait for the lock"
    thread.join()
    assert answers == [302]


# Too many tries


def test_an_identity_is_guarded_however_it_is_typed_and_whoever_asks(app: Flask) -> None:
    person(app, "owner", phone="081200001234")
    spellings = ["081200001234", "0812 0000 1234", "+6281200001234", "62-812-0000-1234"]
    tries = [{"email": spellings[turn % 4], "password": "salah-sekali-1"} for turn in range(9)]
    codes = [
        app.test_client().post("/masuk", data=typed, environ_base={"REMOTE_ADDR": f"10.0.0.{turn}"}).status_code
        for turn, typed in enumerate(tries)
    ]
    assert codes == [422] * 8 + [429]
    blocked = sign_in(app.test_client(), "081200001234")
    assert blocked.status_code == 429
    assert "Terlalu sering mencoba" in blocked.text
    assert int(blocked.headers["Retry-After"]) > 0


def test_signing_in_rightly_uses_up_no_tries(app: Flask) -> None:
    person(app, "dinas", email="petugas@example.id")
    assert [sign_in(app.test_client(), "petugas@example.id").status_code for _ in range(12)] == [302] * 12


def test_an_address_that_tries_many_identities_is_stopped(app: Flask) -> None:
    codes = [sign_in(app.test_client(), f"orang{turn}@example.id").status_code for turn in range(61)]
    assert codes == [422] * 60 + [429]


def test_json_does_not_go_round_the_counting(client: FlaskClient) -> None:
    assert client.post("/masuk", json={"email": "a@example.id", "password": "x"}).status_code == 415


def test_asking_for_passwords_is_counted_too(app: Flask) -> None:
    codes = [
        app.test_client().post("/kata-sandi/lupa", data={"identity": "orang@example.id"}).status_code for _ in range(5)
    ]
    assert codes == [302] * 4 + [429]


# Forgotten passwords, links


def test_asking_for_a_password_tells_nothing(app: Flask, client: FlaskClient) -> None:
    person(app, "dinas", email="ada@example.id")
    asked = ("ada@example.id", "lain@example.id", "x")
    answers = [client.post("/kata-sandi/lupa", data={"identity": who}) for who in asked]
    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/kata-sandi/diminta")}
    assert client.get("/kata-sandi/diminta").status_code == 200


def test_a_forgotten_password_goes_by_way_of_the_admin(app: Flask, client: FlaskClient) -> None:
    owner, admin = person(app, "owner", phone="081200001234", name="Ada Pemilik"), signed_in(app, "admin")
    client.post("/kata-sandi/lupa", data={"identity": "0812 0000 1234"})
    table = admin.get("/kelola/pengguna?standing=asked").text
    assert "Ada Pemilik" in table
    assert "1 orang minta kata sandi baru" in table
    token = token_in(admin.post(f"/kelola/pengguna/{owner.id}/tautan").text)
    answer = client.post(f"/tautan/{token}", data={"password": "gerobak-biru", "password_confirm": "gerobak-biru"})
    assert answer.location == "/masuk"
    assert sign_in(client, "081200001234", "gerobak-biru").status_code == 302
    assert "orang minta kata sandi baru" not in admin.get("/kelola/pengguna").text


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("", "", "Isi kata sandi"), ("payung-sungai-42", "", "Tulis kata sandi sekali lagi"),
        ("payung-sungai-42", "payung-sungai-43", "Kedua kata sandi belum sama"),
        ("rahasia123", "rahasia123", "mudah ditebak"), ("pendek", "pendek", "sedikitnya 10"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_the_link_stays(
    app: Flask, client: FlaskClient, password: str, again: str, said: str
) -> None:
    user = person(app, "dinas", password=None)
    with app.app_context(), transaction() as session:
        token = actions.make_link(session, NOBODY, user.id)
    answer = client.post(f"/tautan/{token}", data={"password": password, "password_confirm": again})
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert client.get(f"/tautan/{token}").status_code == 200


def test_a_used_or_invented_link_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    user = person(app, "dinas", password=None)
    with app.app_context(), transaction() as session:
        token = actions.make_link(session, NOBODY, user.id)
        actions.accept_link(session, token, PASSWORD)
    for address, said in ((f"/tautan/{token}", "sudah dipakai"), ("/tautan/abc", "tidak berlaku")):
        answer = client.get(address)
        assert answer.status_code == 410
        assert said in words_of(answer.text)
        assert client.post(address, data={"password": PASSWORD, "password_confirm": PASSWORD}).status_code == 410


def test_the_first_admin_chooses_name_e_mail_and_password(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction() as session:
        token = actions.first_link(session)
    given = {"name": "Ada Admin", "email": "Admin@Example.id", "password": PASSWORD, "password_confirm": PASSWORD}
    assert "Admin pertama" in client.get(f"/tautan/{token}").text
    bad = client.post(f"/tautan/{token}", data={**given, "email": "bukan alamat"})
    assert bad.status_code == 422
    assert 'value="bukan alamat"' in bad.text
    assert 'value="Ada Admin"' in bad.text
    assert client.post(f"/tautan/{token}", data=given).location == "/masuk"
    assert sign_in(client, "admin@example.id").status_code == 302
    assert client.get("/kelola/pengguna").status_code == 200
    assert app.test_client().get(f"/tautan/{token}").status_code == 410


# One's own account


def test_changing_ones_password_signs_out_every_other_device(app: Flask) -> None:
    user = person(app, "dinas", email="petugas@example.id")
    here, there = app.test_client(), app.test_client()
    for client in (here, there):
        sign_in(client, "petugas@example.id")
    form = {"password": PASSWORD, "new_password": "gerobak-biru-7", "new_password_confirm": "gerobak-biru-7"}
    assert here.post("/akun/kata-sandi", data=form).status_code == 302
    assert here.get("/akun").status_code == 200
    assert there.get("/akun").status_code == 302
    assert sign_in(app.test_client(), "petugas@example.id").status_code == 422
    assert sign_in(app.test_client(), "petugas@example.id", "gerobak-biru-7").status_code == 302
    with app.app_context(), reading() as session:
        lines = lines_about(session, "user", user.id)
    assert [line.action for line in lines] == ["password", "add"]
    assert "gerobak" not in repr(lines)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("salah-sekali-1", "gerobak-biru-7", "gerobak-biru-7", "Kata sandi belum cocok"),
        (PASSWORD, PASSWORD, PASSWORD, "harus berbeda"), (PASSWORD, "rahasia123", "rahasia123", "mudah ditebak"),
        (PASSWORD, "gerobak", "gerobak", "sedikitnya 10"), (PASSWORD, "gerobak-biru-7", "x", "belum sama"),
        ("", "gerobak-biru-7", "gerobak-biru-7", "Isi kata sandi sekarang"), (PASSWORD, "", "", "Isi kata sandi baru"),
    ],
)
def test_a_change_of_password_that_will_not_do_is_told(app: Flask, old: str, new: str, again: str, said: str) -> None:
    client = signed_in(app, "dinas")
    form = {"password": old, "new_password": new, "new_password_confirm": again}
    answer = client.post("/akun/kata-sandi", data=form)
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    assert not english_in(answer.text)


def test_signing_out_everywhere(app: Flask) -> None:
    user = person(app, "owner", phone="081200001234")
    here, there = app.test_client(), app.test_client()
    for client in (here, there):
        sign_in(client, user.phone, remember="y")
    assert here.post("/akun/keluar-semua").location == "/masuk"
    assert [client.get("/akun").status_code for client in (here, there)] == [302, 302]


def test_ones_own_page_shows_the_last_visit(app: Flask) -> None:
    user = person(app, "dinas", email="petugas@example.id")
    for _ in range(2):
        client = app.test_client()
        sign_in(client, user.email)
    page = words_of(client.get("/akun").text)
    assert "Masuk sebelumnya" in page
    assert re.search(r"\d{1,2} \w+ 20\d\d, \d\d\.\d\d WIB", page)


# Words


PAGES = ["/masuk", "/kata-sandi/lupa", "/kata-sandi/diminta", "/akun", "/akun/kata-sandi", "/masuk/lagi"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_in_plain_indonesian(app: Flask, path: str) -> None:
    client = signed_in(app, "admin") if path.startswith(("/akun", "/masuk/")) else app.test_client()
    page = client.get(path)
    assert page.status_code == 200
    assert not english_in(page.text)


# What Flask-Security says about features that are off here.
OFF = (
    "CONFIRM", "TWO_FACTOR", "US_", "WEBAUTHN", "USERNAME", "OAUTH", "CHANGE_EMAIL", "RESET", "REFRESH_TOKEN",
    "GENERIC_", "PASSWORD_RESET", "RECOVERY", "NO_RECOVERY", "INVALID_RECOVERY", "LOGIN_E", "PASSWORDLESS", "EMAIL_",
    "ALREADY_CONF",
    "IDENTITY_", "INVALID_CONF", "INVALID_RESET", "INVALID_LOGIN", "INVALID_CODE", "CODE_", "FAILED_", "USE_CODE",
    "PHONE_", "FORGOT", "PASSWORD_INVALID_LENGTH", "PASSWORD_TOO", "PASSWORD_BREACHED", "INVALID_INPUT",
    "INVALID_PASSWORD_CODE",
)


def test_what_flask_security_may_say_is_said_in_indonesian() -> None:
    needed = {name for name in _default_messages if not name.startswith(OFF)}
    assert needed <= set(MESSAGES), needed - set(MESSAGES)
    assert not [words for words, _ in MESSAGES.values() if english_in(words)]


def test_no_password_and_no_name_reaches_the_log(app: Flask, client: FlaskClient, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    person(app, "owner", phone="081200001234", name="Ada Pemilik")
    sign_in(client, "081200001234")
    sign_in(client, "081200001234", "salah-sekali-1")
    client.post("/kata-sandi/lupa", data={"identity": "081200001234"})
    for secret in (PASSWORD, "81200001234", "Ada Pemilik", "salah-sekali-1"):
        assert secret not in caplog.text
