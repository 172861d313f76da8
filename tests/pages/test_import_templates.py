"""The pages around a template: choose an area, get the file, choose between two values that clash."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.database import db, reading
from digiloka.registry.actions import amend
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord, PlaceRecord
from tests.people import signed_in
from tests.registering import OFFICE
from tests.surveying import Office
from tests.templates import Edited, downloaded, three_known

SITI, BUDI = "Usaha Siti 1", "Usaha Budi 2"


@pytest.fixture
def dumai(app: Any) -> Office:
    with app.app_context():
        return three_known(db.engine, app.config["SETTINGS"])


@pytest.fixture
def contested(dumai: Office) -> Any:
    """A waiting batch with two rows that ask: an RT that somebody else wrote, an address that was cleared."""
    edited = Edited(downloaded(dumai)).type(SITI, rt="009").type(BUDI, business_address=None).saved()

    def write(session: Any) -> None:
        business = session.scalar(select(Business).where(Business.name == SITI))
        told = BusinessRecord(place=PlaceRecord(rt="011"))
        amend(session, OFFICE, business, told, expected_version=business.version, keys={"rt"})

    dumai.write(write)
    return dumai.plan(edited)


def token(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, data={"csrf_token": token(client.get(address).text), **data})


def test_an_officer_downloads_the_businesses_of_an_area_and_it_is_noted(app, dumai):
    client = signed_in(app, "dinas")
    assert "/impor/lembar" in client.get("/impor/contoh").text
    answer = sent(client, "/impor/lembar", area="14.72.02", rt="3", rw="")
    assert answer.status_code == 200, answer.text
    assert "digiloka-kecamatan-dumai-timur-rt-003-" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    book = load_workbook(io.BytesIO(answer.data))
    assert {"Teluk Binjai", "Jaya Mukti", "Petunjuk"} <= set(book.sheetnames)
    with reading(dumai.engine) as session:
        line = session.scalar(select(JournalLine).where(JournalLine.action == "export"))
        assert line.reason == "wilayah=14.72.02 rt=003"


@pytest.mark.parametrize(
    ("data", "said"),
    [({"area": "14.72"}, "Pilih wilayah dari daftar."), ({"area": ""}, "Pilih wilayah dari daftar."),
     ({"area": "14.72.01.1003", "rt": "empat"}, "RT")],
)
def test_what_cannot_be_downloaded_is_said_at_its_field(app, dumai, data, said):
    answer = sent(signed_in(app, "kelurahan"), "/impor/lembar", **data)
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize("role", ["plut", "owner"])
def test_who_may_not_take_rows_out_finds_no_such_page(app, role):
    assert signed_in(app, role).get("/impor/lembar").status_code == 403


def test_both_values_are_shown_and_one_is_chosen_row_by_row(app, dumai, contested):
    client, address = signed_in(app, "dinas"), f"/impor/{contested}/pilih"
    assert f"{address}" in client.get(f"/impor/{contested}").text
    page = client.get(address).text
    assert all(words in page for words in ("009", "011", "Kosongkan", "Jl. Melati No. 2", "2 baris menunggu"))
    fields = re.findall(r'name="(p-[^"]+-rt)"', page)
    versions = dict(re.findall(r'name="(v-[^"]+)" value="(\d+)"', page))
    answer = sent(client, address, **{fields[0]: "tersimpan"}, **versions)
    assert answer.status_code == 302
    assert "1 baris menunggu" in client.get(address).text
    assert dumai.apply(contested).outcomes == {}


def test_of_a_persons_number_in_either_value_only_the_end_is_shown(app, dumai):
    def write(name: str, **told: Any) -> Any:
        def act(session: Any) -> None:
            business = session.scalar(select(Business).where(Business.name == name))
            record = BusinessRecord(name=told.get("business_name", name), place=PlaceRecord(address=told["address"]))
            amend(session, OFFICE, business, record, expected_version=business.version,
                  keys={"business_name", "business_address"})

        return act

    dumai.write(write(SITI, business_name="Warung 081277776666", address="Jl. X HP 081277776666"))
    edited = Edited(downloaded(dumai)).type("Warung 081277776666", business_address="Jl. Y HP 081288885555").saved()
    dumai.write(write("Warung 081277776666", address="Jl. Z HP 081299994444"))
    page = signed_in(app, "dinas").get(f"/impor/{dumai.plan(edited)}/pilih").text
    assert all(told in page for told in ("Warung ••••••••6666", "Jl. Y HP ••••••••5555", "Jl. Z HP ••••••••4444"))
    assert not [whole for whole in ("081277776666", "081288885555", "081299994444") if whole in page]


def test_a_page_is_answered_with_one_button_and_applies_with_the_rest(app, dumai, contested):
    client, address = signed_in(app, "dinas"), f"/impor/{contested}/pilih"
    versions = dict(re.findall(r'name="(v-[^"]+)" value="(\d+)"', client.get(address).text))
    assert sent(client, address, semua="berkas", **versions).headers["Location"].endswith(f"/impor/{contested}")
    assert "Tidak ada yang perlu dipilih" in client.get(address).text
    assert dumai.apply(contested).outcomes == {"amended": 2}


def test_nothing_chosen_is_said_and_a_stale_page_is_asked_again(app, dumai, contested):
    client, address = signed_in(app, "dinas"), f"/impor/{contested}/pilih"
    empty = sent(client, address)
    assert (empty.status_code, "Pilih dulu" in empty.text) == (422, True)
    page = client.get(address).text
    stale = dict.fromkeys(re.findall(r'name="(v-[^"]+)"', page), "1")
    answer = sent(client, address, **{re.findall(r'name="(p-[^"]+-rt)"', page)[0]: "berkas"}, **stale)
    assert (answer.status_code, "baru saja diubah" in answer.text) == (422, True)


def test_the_choices_of_another_areas_batch_do_not_exist(app, contested):
    assert signed_in(app, "kelurahan").get(f"/impor/{contested}/pilih").status_code == 404
