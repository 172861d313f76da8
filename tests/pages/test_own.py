"""An owner's pages: what is theirs, what is to be mended, and nothing of anybody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from digiloka.registry.actions import decide, hold
from digiloka.registry.mapping import record_of
from digiloka.registry.models import Business, Decision, Notice
from tests.kept import again, stored
from tests.page_forms import fields_of, fill
from tests.people import person, sign_in, signed_in
from tests.reading import words_of
from tests.records import nik
from tests.registering import OFFICE

pytestmark = pytest.mark.usefixtures("unlimited")


def returned(session: Any, reason: str | None = None, **fields: str) -> Business:
    business = stored(session)
    decide(session, OFFICE, business, "return", reason, fields, expected_version=business.version)
    session.commit()
    return business


def owner_of(app: Flask, session: Any, *held: Business) -> FlaskClient:
    """An owner who holds these businesses, signed in."""
    user, client = person(app, "owner"), app.test_client()
    for business in held:
        hold(session, OFFICE, user.id, business.owner)
    session.commit()
    assert sign_in(client, user.phone).status_code == 302
    return client


def test_an_owner_sees_their_businesses_and_nobody_elses(app: Flask, session: Any) -> None:
    mine, theirs = stored(session, name="Milik Saya"), stored(session, name="Milik Orang", owner={"nik": nik(5)})
    client = owner_of(app, session, mine)
    home = client.get("/usaha").text
    assert "Milik Saya" in home
    assert "Milik Orang" not in home
    paths = ("", "/ubah/usaha", "/ubah/pemilik", "/ubah/angka/2026", "/izin/baru", "/perbaiki")
    assert {client.get(f"/usaha/{theirs.number}{path}").status_code for path in paths} == {404}
    assert client.get(f"/data/{mine.number}").status_code == 403


def test_an_account_without_a_business_is_shown_the_way_to_register(app: Flask, session: Any) -> None:
    page = owner_of(app, session).get("/usaha").text
    assert "Belum ada usaha di akun ini" in words_of(page)
    assert 'href="/daftar"' in page


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "Menunggu diperiksa"), (("verify",), "Sudah diperiksa"), (("verify", "confirm"), "Sudah disetujui dinas"),
        (("return",), "Perlu diperbaiki"), (("refuse",), "Tidak dapat diterima"), (("limit",), "Dibatasi"),
    ],
)
def test_the_status_is_said_in_words(app: Flask, session: Any, steps: tuple[str, ...], words: str) -> None:
    business = stored(session, *steps)
    client = owner_of(app, session, business)
    assert words in words_of(client.get("/usaha").text)
    assert words in words_of(client.get(f"/usaha/{business.number}").text)


def test_an_owners_own_nik_is_masked_too(app: Flask, session: Any) -> None:
    business = stored(session)
    client = owner_of(app, session, business)
    for path in ("/usaha", f"/usaha/{business.number}", f"/usaha/{business.number}/ubah/pemilik"):
        assert nik() not in client.get(path).text
    assert "14••••••••••0000" in client.get(f"/usaha/{business.number}").text
    assert "nik" not in fields_of(client.get(f"/usaha/{business.number}/ubah/pemilik").text)


SIGN_IN_PHONE = "Nomor HP untuk masuk ke akun ini tidak ikut berganti"


def test_where_the_phone_is_changed_it_is_said_that_the_sign_in_keeps_its_own(app: Flask, session: Any) -> None:
    business = stored(session)
    client = owner_of(app, session, business)
    assert SIGN_IN_PHONE in words_of(client.get(f"/usaha/{business.number}/ubah/pemilik").text)
    assert SIGN_IN_PHONE not in words_of(client.get(f"/usaha/{business.number}/ubah/usaha").text)
    officer = signed_in(app, "dinas")
    assert SIGN_IN_PHONE not in words_of(officer.get(f"/data/{business.number}/ubah/pemilik").text)


@pytest.mark.parametrize(
    ("wish", "shown"),
    [("Nomor ini tidak aktif.", "Nomor ini tidak aktif. Boleh lebih"), ("Masih aktif?", "Masih aktif? Boleh lebih")],
)
def test_a_phone_that_an_officer_marked_says_the_same(app: Flask, session: Any, wish: str, shown: str) -> None:
    business = returned(session, phone=wish)
    client = owner_of(app, session, business)
    page = words_of(client.get(f"/usaha/{business.number}/perbaiki").text)
    assert shown in page
    assert SIGN_IN_PHONE in page


def test_news_is_shown_until_it_is_read(app: Flask, session: Any) -> None:
    business = returned(session, rt="Tulis RT")
    client = owner_of(app, session, business)
    page = client.get("/usaha").text
    assert "RT: Tulis RT." in words_of(page)
    assert re.search(r'class="tag info">Baru', page)
    fill(client, "/usaha", "/usaha/kabar")
    assert not re.search(r'class="tag info">Baru', client.get("/usaha").text)
    session.expire_all()
    assert all(session.scalars(select(Notice.read_at)))


def test_exactly_the_marked_fields_are_asked_and_saving_sends_again(app: Flask, session: Any) -> None:
    business = returned(session, "Alamatnya belum jelas", business_address="Tulis patokannya", nib="Periksa angkanya")
    client = owner_of(app, session, business)
    address = f"/usaha/{business.number}/perbaiki"
    page = client.get(address).text
    asked = set(fields_of(page)) - {"csrf_token", "version", "seen"}
    assert asked == {"business_address", "nib"}
    assert "Tulis patokannya" in words_of(page)
    answer = fill(client, address, business_address="Jl. Melati 9, depan mushola", nib="0220001234568")
    assert answer.status_code == 302, words_of(answer.text)
    now = again(session, business)
    told = record_of(now)
    assert (now.state, told.place.address) == ("submitted", "Jl. Melati 9, depan mushola")
    assert [paper.number for paper in told.licences if paper.kind == "nib"] == ["0220001234568"]
    assert told.place.rt == "003"


def test_what_was_right_already_can_be_sent_again_as_it_is(app: Flask, session: Any) -> None:
    business = returned(session, rt="Sudah benar?")
    client = owner_of(app, session, business)
    assert fill(client, f"/usaha/{business.number}/perbaiki").status_code == 302
    assert again(session, business).state == "submitted"
    decisions = session.scalars(select(Decision).order_by(Decision.decided_at)).all()
    assert [each.after for each in decisions] == ["returned", "submitted"]


def test_marks_left_blank_are_told_to_the_owner_and_to_the_officer(app: Flask, session: Any) -> None:
    business = stored(session, owner={"nik": None}, place={"rt": None})
    marks = {"nik": "Isi NIK", "coordinates": "Ambil lokasi", "rt": "Tulis RT"}
    decide(session, OFFICE, business, "return", None, marks, expected_version=business.version)
    session.commit()
    client, officer = owner_of(app, session, business), signed_in(app, "kelurahan")
    record = f"/verifikasi/{business.number}"
    assert "masih kosong" not in words_of(officer.get(record).text), "the owner is still at it"
    sent = fill(client, f"/usaha/{business.number}/perbaiki", rt="7")
    page = words_of(client.get(sent.location).text)
    assert "Data sudah dikirim lagi" in page
    assert "Masih kosong: NIK, Titik lokasi. Petugas akan melihatnya" in page
    told = words_of(officer.get(record).text)
    assert "NIK: diminta diperbaiki, tetapi masih kosong." in told
    assert "Titik lokasi: diminta diperbaiki, tetapi masih kosong." in told
    assert "RT: diminta" not in told
    assert "NIK belum diisi" not in told, "it is said once"
    fill(officer, record, f"{record}/setujui")
    assert "masih kosong" not in words_of(officer.get(record).text), "somebody has decided on it since"


def test_marks_that_were_answered_are_not_called_blank(app: Flask, session: Any) -> None:
    business = returned(session, rt="Tulis RT", nik="Periksa NIK")
    client = owner_of(app, session, business)
    sent = fill(client, f"/usaha/{business.number}/perbaiki", rt="7")
    assert "Masih kosong" not in words_of(client.get(sent.location).text)


def test_a_message_without_marked_fields_opens_every_topic(app: Flask, session: Any) -> None:
    business = returned(session, "Lengkapi data usaha Anda")
    client = owner_of(app, session, business)
    page = client.get(f"/usaha/{business.number}").text
    assert "Lengkapi data usaha Anda" in words_of(page)
    assert f'href="/usaha/{business.number}/ubah/usaha"' in page
    fill(client, f"/usaha/{business.number}/ubah/usaha", product="Keripik pisang")
    now = again(session, business)
    assert (now.product, now.state) == ("Keripik pisang", "submitted")


def test_while_fields_are_asked_for_nothing_else_is_open(app: Flask, session: Any) -> None:
    business = returned(session, rt="Tulis RT")
    client = owner_of(app, session, business)
    for path in ("ubah/usaha", "ubah/angka/2026", "izin/baru"):
        assert client.get(f"/usaha/{business.number}/{path}").status_code == 302
    posted = client.post(f"/usaha/{business.number}/ubah/usaha", data={"business_name": "Lain", "version": "2"})
    assert posted.status_code == 302
    assert again(session, business).name == "Warung Bu Siti"


def test_a_fault_keeps_what_was_typed_and_the_record_with_the_owner(app: Flask, session: Any) -> None:
    business = returned(session, nib="Periksa angkanya")
    client = owner_of(app, session, business)
    answer = fill(client, f"/usaha/{business.number}/perbaiki", nib="12")
    assert answer.status_code == 422
    assert fields_of(answer.text)["nib"] == ["12"]
    assert again(session, business).state == "returned"


def test_an_owner_who_writes_another_activity_leaves_no_code_confirmed(app: Flask, session: Any) -> None:
    business = stored(session, "verify", kbli="10794", kbli_version="2025")
    client = owner_of(app, session, business)
    fill(client, f"/usaha/{business.number}/ubah/usaha", activity="bengkel motor")
    now = again(session, business)
    assert (now.kbli, now.kbli_proposed, now.sector, now.state) == ("95320", True, "jasa", "submitted")


def test_what_an_owner_changes_is_looked_at_again(app: Flask, session: Any) -> None:
    business = stored(session, "verify")
    client = owner_of(app, session, business)
    fill(client, f"/usaha/{business.number}/ubah/angka/2026", turnover="5 juta per bulan")
    now = again(session, business)
    assert (now.state, now.newest_figures.turnover_low) == ("submitted", 60_000_000)


@pytest.mark.parametrize("step", ["refuse", "limit"])
def test_a_refused_or_limited_record_is_not_open_for_changes(app: Flask, session: Any, step: str) -> None:
    business = stored(session, step)
    client = owner_of(app, session, business)
    assert f"/usaha/{business.number}/ubah" not in client.get(f"/usaha/{business.number}").text
    assert client.get(f"/usaha/{business.number}/ubah/usaha").status_code == 302


def test_an_officer_who_was_faster_is_named_to_the_owner(app: Flask, session: Any) -> None:
    business = returned(session, business_address="Tulis patokannya")
    client = owner_of(app, session, business)
    address = f"/usaha/{business.number}/perbaiki"
    opened = client.get(address).text
    faster = signed_in(app, "kelurahan", name="Pak Lurah")
    fill(faster, f"/data/{business.number}/ubah/tempat", business_address="Jl. Baru 3")
    answer = fill(client, address, page=opened, business_address="Jl. Saya 4")
    assert answer.status_code == 409
    assert "Data ini juga diubah oleh Pak Lurah" in words_of(answer.text)
    done = fill(client, address, page=answer.text)
    assert done.status_code == 302
    now = again(session, business)
    assert (now.main_place.address, now.state) == ("Jl. Saya 4", "submitted")
