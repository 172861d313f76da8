"""Who has an account and registers without signing in: told where to sign in, and then asked whether it is theirs."""

from __future__ import annotations

from time import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from digiloka.registry.models import Holding, Owner
from digiloka.web import registration_account
from tests.answers import ANSWERS, answer, begin, registered_number, send
from tests.page_forms import fill
from tests.people import PASSWORD, person, sign_in
from tests.reading import words_of

PHONE = "081200345678"  # of tests.answers
ASKED = "Apakah usaha ini milik Anda?"
HERE = (
    "di HP atau komputer ini dalam 24 jam, lalu tambahkan usaha ini ke akun Anda. "
    "Kalau tidak, tunjukkan nomor usaha ini kepada petugas kelurahan."
)


pytestmark = pytest.mark.usefixtures("unlimited")


@pytest.fixture
def account(app: Flask) -> Any:
    return person(app, "owner", phone=PHONE)


def home(client: FlaskClient) -> str:
    return " ".join(words_of(client.get("/usaha").text).split())


def say(client: FlaskClient, number: str, milik: str = "ya") -> str:
    """The answer to the question, and the words of the page that comes then."""
    fill(client, "/usaha", f"/daftar/milik-saya/{number}", milik=milik)
    return home(client)


@pytest.mark.usefixtures("account")
def test_a_phone_that_has_an_account_is_told_to_sign_in_and_add_the_business(client: FlaskClient) -> None:
    number = registered_number(client)
    for page in (f"/daftar/selesai/{number}", f"/daftar/sandi/{number}"):
        shown = client.get(page).text
        assert f"Sudah punya akun dengan nomor HP ini? Masuk {HERE}" in " ".join(words_of(shown).split())
        assert 'href="/masuk"' in shown
    told = client.post(f"/daftar/sandi/{number}", data={"password": PASSWORD, "password_confirm": PASSWORD})
    assert told.status_code == 422
    assert f"Nomor HP ini sudah punya akun. Usaha ini tetap terdaftar. Masuk dengan nomor HP itu {HERE}" in words_of(
        told.text)
    assert "Sudah punya akun" not in words_of(told.text), "it is said above already"


def test_who_signs_in_afterwards_is_asked_and_has_the_business(client: FlaskClient, account: Any) -> None:
    number = registered_number(client)
    sign_in(client, account.phone)
    page = home(client)
    assert f"{ASKED} Warung Bu Siti , nomor {number} , didaftarkan di HP atau komputer ini tanpa masuk" in page
    assert f'href="/usaha/{number}"' not in client.get("/usaha").text
    assert "Belum ada usaha di akun ini" not in page
    page = say(client, number)
    assert "Usaha ditambahkan ke akun Anda" in page
    assert ASKED not in page
    assert client.get(f"/usaha/{number}").status_code == 200


def test_a_second_business_becomes_the_same_owners(client: FlaskClient, account: Any, session: Any) -> None:
    sign_in(client, account.phone)
    first = registered_number(client)
    client.post("/keluar")
    second = registered_number(client, usaha={"business_name": "Jahit Siti"})
    third = registered_number(client, usaha={"business_name": "Kue Siti"})
    sign_in(client, account.phone)
    for number in (second, third):
        say(client, number)
    page = home(client)
    assert all(f"Nomor {number}" in page for number in (first, second, third))
    assert session.scalar(select(func.count()).select_from(Owner)) == 1
    assert session.scalar(select(func.count()).select_from(Holding)) == 1


def test_who_says_no_is_not_asked_again_and_sees_nothing_of_it(client: FlaskClient, account: Any) -> None:
    number = registered_number(client)
    sign_in(client, account.phone)
    page = say(client, number, "bukan")
    assert "usaha itu tidak ditambahkan" in page
    assert "Kalau ternyata milik Anda, tunjukkan nomornya kepada petugas kelurahan" in page
    assert ASKED not in page
    assert client.get(f"/usaha/{number}").status_code == 404
    client.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"})
    assert client.get(f"/usaha/{number}").status_code == 404


@pytest.mark.parametrize("second", ["ya", "bukan"])
def test_a_second_tab_says_that_the_business_is_in_the_account_already(
    client: FlaskClient, account: Any, second: str
) -> None:
    number = registered_number(client)
    sign_in(client, account.phone)
    say(client, number)
    client.post(f"/daftar/milik-saya/{number}", data={"milik": second})
    page = home(client)
    assert "Usaha ini sudah ada di akun Anda" in page
    assert "tidak d" not in page
    assert f"Nomor {number}" in page


@pytest.mark.parametrize("role", ["owner", "dinas"])
def test_another_persons_account_in_the_same_browser_sees_and_gets_nothing(
    app: Flask, client: FlaskClient, session: Any, role: str
) -> None:
    number = registered_number(client)
    stranger = person(app, role)
    sign_in(client, stranger.email or stranger.phone)
    assert "Warung Bu Siti" not in home(client)
    client.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"})
    assert session.scalar(select(func.count()).select_from(Holding)) == 0
    assert client.get(f"/daftar/selesai/{number}").headers["Location"].startswith("/bukti/")


def test_whose_phone_a_stranger_typed_is_not_asked_on_their_own_device(
    app: Flask, client: FlaskClient, account: Any, session: Any
) -> None:
    number = registered_number(client)  # a stranger's browser, the account's phone and NIK
    own = app.test_client()
    sign_in(own, account.phone)
    assert "Warung Bu Siti" not in home(own)
    own.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"})
    assert session.scalar(select(func.count()).select_from(Holding)) == 0


def test_the_question_ends_with_the_session_and_with_the_day(
    client: FlaskClient, account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = registered_number(client)
    sign_in(client, account.phone)
    with monkeypatch.context() as later:
        later.setattr(registration_account, "time", lambda: time() + registration_account.OFFERED_S + 2)
        assert ASKED not in home(client)
        client.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"})
        assert "Tunjukkan nomornya kepada petugas" in home(client)
    client.post("/keluar")
    sign_in(client, account.phone)
    assert ASKED not in home(client)


def test_after_half_an_hour_no_password_is_made_but_the_account_may_still_take_it_on(
    client: FlaskClient, account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = registered_number(client)
    monkeypatch.setattr(registration_account, "time", lambda: time() + registration_account.MAY_HOLD_S + 2)
    assert client.get(f"/daftar/sandi/{number}").headers["Location"] == "/masuk"
    sign_in(client, account.phone)
    assert ASKED in home(client)


def test_an_account_made_just_now_holds_its_business_without_a_question(client: FlaskClient) -> None:
    number = registered_number(client)
    client.post(f"/daftar/sandi/{number}", data={"password": PASSWORD, "password_confirm": PASSWORD})
    sign_in(client, PHONE)
    page = home(client)
    assert ASKED not in page
    assert f"Nomor {number}" in page


@pytest.mark.parametrize(("role", "phone", "kept"), [
    ("owner", PHONE, True), ("owner", "081200990099", False), ("dinas", None, False)])
def test_a_registration_under_way_goes_on_after_signing_in_when_its_phone_is_the_accounts(
    app: Flask, client: FlaskClient, session: Any, role: str, phone: str | None, kept: bool
) -> None:
    user = person(app, role, **({"phone": phone} if phone else {}))
    begin(client)
    answer(client, "pemilik")
    answer(client, "usaha")
    sign_in(client, user.email or user.phone)
    assert ("Pendaftaran Anda belum selesai" in home(client)) is kept
    if not kept:
        assert client.get("/daftar/jenis").headers["Location"] == "/daftar"
        return
    assert client.get("/daftar/periksa").headers["Location"] == "/daftar/jenis"
    for page in list(ANSWERS)[2:]:
        answer(client, page)
    number = send(client).headers["Location"].rsplit("/", 1)[1]
    assert f"Nomor {number}" in home(client)
    assert "Pendaftaran Anda belum selesai" not in home(client)


def test_the_start_page_shows_who_has_an_account_where_to_sign_in_first(client: FlaskClient, account: Any) -> None:
    page = client.get("/daftar").text
    assert 'href="/masuk?next=/daftar"' in page
    sign_in(client, account.phone)
    assert "Masuk dulu" not in client.get("/daftar").text
