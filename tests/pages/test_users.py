"""The admin's pages about users: inviting, changing, switching off, handing out links."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.page_forms import fields_of, fill
from tests.people import PASSWORD, person, sign_in, signed_in
from tests.reading import english_in, token_in, words_of
from tests.records import nik

NEW = {
    "name": "Ada Petugas", "email": "baru@example.id", "role": "kelurahan", "area": "14.72.01.1003", "agency": "",
}


def test_an_admin_invites_an_officer_who_then_signs_in(app: Flask, client: FlaskClient) -> None:
    admin = signed_in(app, "admin")
    page = admin.post("/kelola/pengguna/baru", data={**NEW, "email": "Petugas@Example.id"})
    assert page.status_code == 200
    token = token_in(page.text)
    assert "Ada Petugas" in client.get(f"/tautan/{token}").text
    client.post(f"/tautan/{token}", data={"password": PASSWORD, "password_confirm": PASSWORD})
    assert sign_in(client, "petugas@example.id").status_code == 302
    assert "14.72.01.1003" in client.get("/akun").text


def test_a_new_link_is_shown_once_and_voids_the_older(app: Flask, client: FlaskClient) -> None:
    admin, user = signed_in(app, "admin"), person(app, "dinas", password=None)
    first = token_in(admin.post(f"/kelola/pengguna/{user.id}/tautan").text)
    second = token_in(admin.post(f"/kelola/pengguna/{user.id}/tautan").text)
    assert second not in admin.get(f"/kelola/pengguna/{user.id}").text
    assert (client.get(f"/tautan/{first}").status_code, client.get(f"/tautan/{second}").status_code) == (410, 200)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"role": "kelurahan", "area": ""}, "perlu satu kelurahan"), ({"area": "14.72.99"}, "tidak ada di daftar"),
        ({"role": "kecamatan"}, "harus satu kecamatan"), ({"role": "raja"}, "tidak dikenal"),
        ({"role": ""}, "Pilih peran"), ({"name": ""}, "Isi nama lengkap"), ({"email": "bukan-alamat"}, "tanda @"),
        ({"email": ""}, "Isi alamat email"), ({"email": "ada@example.id"}, "Sudah ada pengguna"),
        ({"agency": "dinas-lain"}, "tidak ada di daftar"), ({"name": "x" * 121}, "paling panjang 120"),
    ],
)
def test_an_invitation_that_cannot_be_is_told_and_keeps_what_was_typed(
    app: Flask, change: dict[str, str], said: str
) -> None:
    person(app, "dinas", email="ada@example.id")
    admin = signed_in(app, "admin")
    answer = admin.post("/kelola/pengguna/baru", data={**NEW, **change})
    assert answer.status_code == 422
    assert said in words_of(answer.text)
    for name in ("name", "email"):
        assert f'value="{change.get(name, NEW[name])}"' in answer.text
    assert not english_in(answer.text)


def test_when_two_admins_change_one_user_nothing_is_lost(app: Flask) -> None:
    admin, user = signed_in(app, "admin"), person(app, "dinas", name="Ada Contoh")
    page = admin.get(f"/kelola/pengguna/{user.id}/ubah").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page).group(1)
    form = {"version": version, "role": "dinas", "area": "14.72", "agency": "diskop"}
    assert admin.post(f"/kelola/pengguna/{user.id}/ubah", data={**form, "name": "Ada Satu"}).status_code == 302
    conflict = admin.post(f"/kelola/pengguna/{user.id}/ubah", data={**form, "name": "Ada Dua"})
    assert conflict.status_code == 409
    assert {"Ada Satu", "Ada Dua"} <= set(re.findall(r"Ada \w+", words_of(conflict.text)))
    newer = re.search(r'name="version"[^>]*value="(\d+)"', conflict.text).group(1)
    saved = admin.post(f"/kelola/pengguna/{user.id}/ubah", data={**form, "version": newer, "name": "Ada Dua"})
    assert saved.status_code == 302
    history = words_of(admin.get(f"/kelola/pengguna/{user.id}").text)
    assert "nama Ada Satu menjadi Ada Dua" in history


def test_somebody_switched_off_is_out_at_once_and_can_come_back(app: Flask) -> None:
    admin, user = signed_in(app, "admin"), person(app, "dinas", email="petugas@example.id")
    client = app.test_client()
    sign_in(client, "petugas@example.id")
    assert "Nonaktifkan" in admin.get(f"/kelola/pengguna/{user.id}/nonaktifkan").text
    assert admin.post(f"/kelola/pengguna/{user.id}/nonaktifkan").status_code == 302
    assert client.get("/akun").status_code == 302
    assert sign_in(app.test_client(), "petugas@example.id").status_code == 422
    assert admin.post(f"/kelola/pengguna/{user.id}/tautan").status_code == 422
    assert admin.post(f"/kelola/pengguna/{user.id}/aktifkan").status_code == 302
    assert sign_in(app.test_client(), "petugas@example.id").status_code == 302
    assert client.get("/akun").status_code == 302, "the old session stays ended"


def test_the_only_admin_cannot_be_switched_off(app: Flask) -> None:
    user, client = person(app, "admin", email="admin@example.id"), app.test_client()
    sign_in(client, "admin@example.id")
    answer = client.post(f"/kelola/pengguna/{user.id}/nonaktifkan")
    assert answer.status_code == 422
    assert client.get("/akun").status_code == 200


def test_a_changed_role_counts_at_once(app: Flask) -> None:
    admin, user = signed_in(app, "admin"), person(app, "admin", email="dua@example.id")
    client = app.test_client()
    sign_in(client, "dua@example.id")
    assert client.get("/kelola/pengguna").status_code == 200
    form = {"version": "1", "name": "x", "role": "dinas", "area": "14.72", "agency": ""}
    assert admin.post(f"/kelola/pengguna/{user.id}/ubah", data=form).status_code == 302
    assert client.get("/kelola/pengguna").status_code == 403


def test_managing_users_asks_for_the_password_again_after_a_while(app: Flask) -> None:
    client = signed_in(app, "admin")
    with client.session_transaction() as kept:
        kept["fs_paa"] -= 3 * 3600
        kept.pop("fs_gexp", None)
    asked = client.get("/kelola/pengguna")
    assert asked.location.startswith("/masuk/lagi")
    assert client.get(asked.location).status_code == 200
    assert client.post(asked.location, data={"password": "salah-sekali-1"}).status_code == 422
    answer = client.post(asked.location, data={"password": PASSWORD})
    assert answer.location.startswith("/kelola/pengguna")
    assert client.get("/kelola/pengguna").status_code == 200


def test_from_another_address_what_matters_asks_for_the_password(app: Flask) -> None:
    client = signed_in(app, "admin")
    elsewhere = {"REMOTE_ADDR": "10.9.9.9"}
    assert client.get("/akun", environ_base=elsewhere).status_code == 200
    assert client.get("/kelola/pengguna", environ_base=elsewhere).location.startswith("/masuk/lagi")


def test_a_user_that_is_not_there_is_not_found(app: Flask) -> None:
    admin = signed_in(app, "admin")
    for way in ("", "/ubah", "/nonaktifkan"):
        assert admin.get(f"/kelola/pengguna/{uuid.uuid4()}{way}").status_code == 404
    assert admin.get("/kelola/pengguna/abc").status_code == 404


def found_by(admin: FlaskClient, typed: str, **more: str) -> str:
    """The page that the list's form leads to, its address free of what was typed."""
    sent = fill(admin, "/kelola/pengguna", "/kelola/pengguna", q=typed, **more)
    assert sent.status_code == 303, words_of(sent.text)
    return sent.headers["Location"]


@pytest.mark.parametrize("typed", ["0812 0034 5678", "+6281200345678", "HP 0812/0034/5678"])
def test_an_owner_is_found_by_phone_which_no_address_and_no_page_holds(app: Flask, typed: str) -> None:
    person(app, "owner", name="Ada Pemilik", phone="+6281200345678")
    person(app, "owner", name="Lain Pemilik")
    admin = signed_in(app, "admin")
    where = found_by(admin, typed, role="dinas")
    page = admin.get(where).text
    assert "Ada Pemilik" in page
    assert "Lain Pemilik" not in page
    for each in (where, page):
        assert "81200345678" not in re.sub(r"[\s.+/%-]", "", each)
    assert re.search(r"Hapus saringan </span>HP 0812 [• ]+678", page)
    again = fill(admin, where, "/kelola/pengguna", page=page, standing="active")
    assert "Ada Pemilik" in admin.get(again.headers["Location"]).text
    assert found_by(admin, "budi", cari="x") == "/kelola/pengguna?q=budi"


@pytest.mark.parametrize("typed", ["siti", "siti@example.id", "Siti 12"])
def test_words_stand_in_the_address_of_the_list(app: Flask, typed: str) -> None:
    assert "q=" in found_by(signed_in(app, "admin"), typed)


def test_an_email_that_holds_a_phone_is_found_and_sealed(app: Flask) -> None:
    person(app, "dinas", name="Ada Petugas", email="081200345678@example.id")
    admin = signed_in(app, "admin")
    where = found_by(admin, "081200345678@example.id")
    assert "81200345678" not in where
    assert "Ada Petugas" in admin.get(where).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [(nik(), "Pengguna tidak dicari dengan NIK."), (nik()[:15], "Angka ini bukan satu nomor HP."),
     ("0812 0034 567O", "Angka ini bukan satu nomor HP."), ("081200345678901", "berisi 10 sampai 13 angka")],
)
def test_figures_that_are_no_phone_are_told_at_the_box_of_the_list(app: Flask, typed: str, said: str) -> None:
    admin = signed_in(app, "admin")
    for sent in (
        fill(admin, "/kelola/pengguna", "/kelola/pengguna", q=typed, role="dinas"),
        admin.get("/kelola/pengguna", query_string={"q": typed, "role": "dinas"}),
    ):
        assert sent.status_code == 422
        assert said in words_of(sent.text)
        assert f'value="{typed}"' in sent.text
        assert fields_of(sent.text, "/kelola/pengguna")["role"] == ["dinas"]
        assert not re.search(r'href="[^"]*q=', sent.text)


def test_an_address_with_a_phone_or_another_accounts_search_is_left(app: Flask) -> None:
    person(app, "owner", name="Ada Pemilik", phone="+6281200345678")
    admin, other = signed_in(app, "admin"), signed_in(app, "admin")
    moved = admin.get("/kelola/pengguna?q=081200345678&standing=active")
    assert moved.status_code == 303
    assert "81200345678" not in moved.headers["Location"]
    assert "standing=active" in moved.headers["Location"]
    for client, address in ((other, moved.headers["Location"]), (admin, "/kelola/pengguna?cari=A")):
        assert "cari" not in client.get(address).headers["Location"]
        assert "Pencarian ini tidak berlaku lagi" in words_of(client.get("/kelola/pengguna").text)
    business = admin.post("/data", data={"q": "081200345678"}).headers["Location"].partition("?")[2]
    assert admin.get(f"/kelola/pengguna?{business}").status_code == 303


def test_looking_users_up_by_phone_is_counted_with_the_other_look_ups(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = signed_in(app, "admin")
    app.config["RATELIMIT_ENABLED"] = True
    monkeypatch.setattr("digiloka.web.lookup.count_miss", lambda name: name != "look-up")
    full = fill(admin, "/kelola/pengguna", "/kelola/pengguna", q="0812 0034 5678")
    assert full.status_code == 429
    assert "120 kali dalam satu jam" in words_of(full.text)
    assert 'value="0812 0034 5678"' in full.text


@pytest.mark.parametrize(
    "query", ["?first=-5", "?first=abc", "?first=99999999999999999999", "?q=%00", "?role=x&standing=y", "?q=%25_"]
)
def test_an_odd_address_of_the_list_is_still_a_list(app: Flask, query: str) -> None:
    assert signed_in(app, "admin").get(f"/kelola/pengguna{query}").status_code == 200


@pytest.mark.parametrize("path", ["/kelola/pengguna", "/kelola/pengguna/baru"])
def test_the_pages_are_in_plain_indonesian(app: Flask, path: str) -> None:
    page = signed_in(app, "admin").get(path)
    assert page.status_code == 200
    assert not english_in(page.text)
