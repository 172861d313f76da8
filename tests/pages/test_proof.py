"""The proof of registration, and the check that tells everybody very little."""

from __future__ import annotations

import re
from typing import Any

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient

from digiloka.registry.actions import close, hold
from digiloka.web.proof import qr_code
from tests.answers import registered_number
from tests.kept import stored
from tests.people import person, sign_in, signed_in
from tests.reading import words_of
from tests.records import OTHER_KELURAHAN, nik
from tests.registering import OFFICE

SECRETS = ("Siti Aminah", "1472", "081200345678", "0812 0034 5678", "Sudirman", "3.500.000", "keripik")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "Terdaftar, menunggu diperiksa"), (("return",), "Terdaftar, datanya perlu diperbaiki"),
        (("verify",), "Terdaftar, sudah diperiksa kelurahan"),
        (("verify", "confirm"), "Terdaftar, sudah disetujui dinas"),
        (("refuse",), "Pendaftaran tidak dapat diterima"), (("limit",), "Terdaftar, datanya sedang dibatasi"),
    ],
)
def test_everybody_may_check_a_number_and_learns_nothing_of_the_owner(
    client: FlaskClient, session: Any, steps: tuple[str, ...], words: str
) -> None:
    business = stored(session, *steps, name="Warung Uji")
    answer = client.get(f"/bukti/{business.number}")
    said = words_of(answer.text)
    assert answer.status_code == 200
    assert words in said
    assert business.number in said
    rest = said.replace(business.number, "").replace("1472-7K3M-Q8ZC", "")
    assert [secret for secret in SECRETS if secret in rest] == []
    assert ("W••• U•••" in said) is ("limit" not in steps)
    assert ("Pangkalan Sesai" in said) is ("limit" not in steps)


def test_a_business_called_after_its_owner_does_not_tell_the_owner(client: FlaskClient, session: Any) -> None:
    business = stored(session, name="Warung Siti Aminah")
    said = words_of(client.get(f"/bukti/{business.number}").text)
    assert "Siti" not in said
    assert "W••• S••• A•••" in said
    assert "Cocokkan huruf depannya" in said


def test_a_closed_business_is_said_to_be_closed(client: FlaskClient, session: Any) -> None:
    from datetime import date

    business = stored(session, name="Warung Uji")
    close(session, OFFICE, business, since=date(2026, 1, 2), reason="pindah kota", expected_version=business.version)
    session.commit()
    assert "Keadaan usaha: tutup" in words_of(client.get(f"/bukti/{business.number}").text)


def test_a_number_is_found_however_it_is_written(client: FlaskClient, session: Any) -> None:
    business = stored(session, name="Warung Uji")
    for written in (business.number.lower(), business.number.replace("-", ""), business.number.replace("0", "O")):
        answer = client.get(f"/bukti/{written}", follow_redirects=True)
        assert business.number in words_of(answer.text)
        assert "W••• U•••" in answer.text
    for written in (f" {business.number} ", business.number.replace("-", " ").lower()):
        asked = client.post("/bukti", data={"nomor": written})
        assert (asked.status_code, asked.headers["Location"]) == (303, f"/bukti/{business.number}")
    assert "Nomor usaha" in client.get("/bukti").text


def test_the_box_sends_what_is_typed_in_no_address(client: FlaskClient) -> None:
    form = client.get("/bukti").text.split("<main")[1]
    assert '<form class="filters" method="post" action="/bukti"' in form
    assert 'autocomplete="off"' in form
    assert client.get("/bukti?nomor=1472014507800001").status_code == 200, "an address is not asked"
    assert "1472014507800001" not in client.get("/bukti?nomor=1472014507800001").text


@pytest.mark.parametrize("typed", [
    "1472014507800001", "1472 0145 0780 0001", "1472-0145-0780-0001", "NIK 1472014507800001", "147201450780",
    "081200345678", "0812-0034-5678", "+62 812 0034 5678",
])
def test_a_nik_or_phone_in_the_box_is_told_so_and_not_shown_again(client: FlaskClient, typed: str) -> None:
    for answer in (client.post("/bukti", data={"nomor": typed}), client.get(f"/bukti/{typed}")):
        assert answer.status_code in (422, 404)
        assert "Location" not in answer.headers
        assert "Ini bukan nomor usaha, mungkin NIK atau nomor HP" in words_of(answer.text)
        assert typed not in answer.text


@pytest.mark.parametrize(("typed", "told"), [
    ("abc", "Nomor usaha terdiri dari 12 huruf dan angka"), ("1472-7K3M-Q8ZD", "Nomor usaha ini belum cocok"),
    ("1472-7K3M-Q8Z!", "tidak dipakai dalam nomor usaha"), ("x" * 300, "Nomor usaha terdiri dari"),
    ("\x00", "terdiri dari"),
])
def test_what_is_no_number_is_answered_in_place(client: FlaskClient, typed: str, told: str) -> None:
    answer = client.post("/bukti", data={"nomor": typed})
    assert answer.status_code == 422
    assert told in words_of(answer.text)
    assert f'value="{typed[:40]}"' in answer.text


@pytest.mark.parametrize("number", ["1472-AAAA-AAAA", "abc", "1472-7K3M-Q8ZD", "%00", "x" * 300])
def test_an_unknown_number_gets_one_friendly_sentence(client: FlaskClient, number: str) -> None:
    answer = client.get(f"/bukti/{number}")
    assert answer.status_code == 404
    assert "Nomor belum ditemukan" in words_of(answer.text)


def test_guessing_numbers_is_slowed_down_and_looking_up_real_ones_is_not(client: FlaskClient, session: Any) -> None:
    business = stored(session, name="Warung Uji")
    for _ in range(60):
        assert client.get(f"/bukti/{business.number}").status_code == 200
    answers = [client.get("/bukti/1472-AAAA-AAAA").status_code for _ in range(45)]
    assert answers[:40] == [404] * 40
    assert answers[40:] == [429] * 5


def test_the_browser_that_registered_prints_the_proof(client: FlaskClient, app: Flask) -> None:
    number = registered_number(client)
    page = client.get(f"/bukti/{number}/cetak")
    said = words_of(page.text)
    assert page.status_code == 200
    assert {"Siti Aminah", "Warung Bu Siti", "Teluk Binjai"} <= set(re.findall(r"[A-Z]\w+(?: [A-Z]\w+)*", said))
    assert number in said
    assert "<svg" in page.text
    other = app.test_client().get(f"/bukti/{number}/cetak")
    assert other.headers["Location"] == f"/bukti/{number}"


def test_staff_of_the_area_and_the_holder_print_it_and_nobody_else(app: Flask, session: Any) -> None:
    app.config["RATELIMIT_ENABLED"] = False
    here, away = stored(session), stored(session, owner={"nik": nik(3)}, place={"area_code": OTHER_KELURAHAN})
    user, holder = person(app, "owner"), app.test_client()
    hold(session, OFFICE, user.id, here.owner)
    session.commit()
    sign_in(holder, user.phone)
    seen = {
        name: [client.get(f"/bukti/{each.number}/cetak").status_code for each in (here, away)]
        for name, client in {
            "kelurahan": signed_in(app, "kelurahan"), "dinas": signed_in(app, "dinas"), "plut": signed_in(app, "plut"),
            "holder": holder, "owner": signed_in(app, "owner"), "nobody": app.test_client(),
        }.items()
    }
    assert seen == {"kelurahan": [200, 404], "dinas": [200, 200], "plut": [404, 404], "holder": [200, 404],
                    "owner": [404, 404], "nobody": [302, 302]}


def test_the_code_holds_the_address_of_the_check_page() -> None:
    address = "https://contoh.id/bukti/1472-7K3M-Q8ZC"
    drawn = qr_code(address)
    width = segno.make(address, error="m", micro=False).symbol_size(border=2)[0]
    assert f'viewBox="0 0 {width} {width}"' in drawn
    assert "style=" not in drawn
    assert "<script" not in drawn
