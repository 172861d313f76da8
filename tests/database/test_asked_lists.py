"""What an address may ask of a list, on both databases: whatever stands there, the list opens and the journal holds it
only when it is one of the choices.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.imports.models import ImportBatch
from digiloka.web.businesses import _CHOICES
from tests.people import PASSWORD, person, sign_in, signed_in
from tests.records import CITY

pytestmark = pytest.mark.furnished

SIGNS = ("\x00", "a\x00b", "1472\x00", "14.72.\x00", "0\x00", "99", "9" * 300, "-1", "٣", "%", "\\", "😀")
LISTS = {
    "/data": ("q", "cari", "hal", *_CHOICES), "/data/unduh": ("q", "cari", "bentuk", *_CHOICES),
    "/verifikasi": ("status", "wilayah", "hal"), "/kelola/pengguna": ("q", "cari", "role", "standing", "first"),
    "/impor": ("putusan", "hal"),
}


@pytest.fixture
def dinas(app: Flask) -> Any:
    app.config.update(TESTING=False, RATELIMIT_ENABLED=False)
    return signed_in(app, "dinas")


@pytest.mark.parametrize(("address", "asked"), LISTS.items(), ids=LISTS)
def test_a_list_opens_whatever_its_address_asks(
    app: Flask, session: Any, dinas: Any, address: str, asked: tuple[str, ...]
) -> None:
    client = signed_in(app, "admin") if address.startswith("/kelola") else dinas
    if address == "/impor":
        session.add(batch := ImportBatch(city_code=CITY, area_code=CITY, user_id=uuid.uuid4(), state="planned",
                                         sheets=[]))
        session.commit()
        address = f"/impor/{batch.id}"
    answers = {(name, sign): client.get(address, query_string={name: sign}).status_code
               for name in asked for sign in SIGNS}
    assert {asked: code for asked, code in answers.items() if code >= 500} == {}


def test_the_journal_of_an_export_holds_only_what_can_be_chosen(dinas: Any, session: Any) -> None:
    for name in _CHOICES:
        for sign in SIGNS:
            answer = dinas.get("/data/unduh", query_string={"bentuk": "csv", "urut": "nama", name: sign})
            assert answer.status_code == 200, (name, sign)
    told = set(session.scalars(select(JournalLine.reason).where(JournalLine.action == "export")))
    assert told == {"urut=nama", None}


def test_the_answer_to_an_offer_takes_any_number(app: Flask) -> None:
    app.config.update(TESTING=False, RATELIMIT_ENABLED=False)
    owner, client = person(app, "owner"), app.test_client()
    sign_in(client, owner.phone, PASSWORD)
    for number in ("%00", "1472-%00", "x" * 300):
        assert client.post(f"/daftar/milik-saya/{number}", data={"milik": "ya"}).location == "/usaha"
