"""Who decides of a file: whose level it was sent from, and who stands above; officers below only look on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digiloka.accounts.models import User
from digiloka.audit.models import JournalLine
from digiloka.database import reading, transaction
from digiloka.imports.models import ImportBatch
from digiloka.registry.actions import amend, move
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord, PlaceRecord
from tests.page_forms import fields_of
from tests.people import person, sign_in, signed_in
from tests.surveying import TODAY, Office, row, survey

TELUK_BINJAI = "14.72.02.1002"
ELSEWHERE = {"village": "Bukit Datuk", "district": "Dumai Selatan"}
NOT_YOURS = "Berkas ini dikirim dari tingkat kota, jadi hanya bisa Anda lihat. Minta dinas"


@pytest.fixture
def officer(app):
    """A kelurahan officer's browser."""
    return signed_in(app, "kelurahan", area_code=TELUK_BINJAI)


@pytest.fixture
def batch_id(sender):
    """A file of the dinas for one kelurahan, about somebody who has a business in another one, too."""
    known = survey(row(0, **{"Alamat Pemilik": "Jl. Rahasia No. 1"}), row(0, name="Toko Lain", **ELSEWHERE))
    sender.apply(known)
    return sender.plan(survey(row(0, turnover=9_000_000, **{"Alamat Pemilik": "Jl. Baru No. 2"})), area=TELUK_BINJAI)


def state_of(sender, batch_id):
    with reading(sender.engine) as session:
        return session.get_one(ImportBatch, batch_id).state


def test_who_looks_on_is_told_so_and_finds_nothing_to_press(officer, batch_id):
    page = officer.get(f"/impor/{batch_id}").text
    assert NOT_YOURS in page
    assert "Masukkan 1 data" not in page
    assert 'name="c.0.' not in page


@pytest.mark.parametrize(("address", "told"), [
    ("sel", {"c.0.2": "081399990009"}), ("masukkan", {}), ("jangan", {}), ("ulangi", {}), ("batalkan", {}),
    ("pilih", {}), ("lembar", {"lembar": "Data", "baca": "leave"}), ("kolom/0", {"k9": "capital"}),
])  # fmt: skip
def test_nothing_that_an_officer_below_sends_changes_it(sender, officer, batch_id, address, told):
    with reading(sender.engine) as session:
        version = session.get_one(ImportBatch, batch_id).version
    page = officer.post(f"/impor/{batch_id}/{address}", data={"version": version, **told}, follow_redirects=True).text
    assert NOT_YOURS in page
    assert state_of(sender, batch_id) == "planned"
    with reading(sender.engine) as session:
        assert session.get_one(ImportBatch, batch_id).version == version


def test_who_looks_on_at_a_check_that_stopped_is_offered_nothing_that_only_its_sender_may(sender, officer, batch_id):
    with transaction(sender.engine) as session:
        batch = session.get_one(ImportBatch, batch_id)
        batch.state, batch.job_id = "checking", None
    ours, theirs = (client.get(f"/impor/{batch_id}").text for client in (sender.client, officer))
    for action in ("ulangi", "jangan"):
        assert f'action="/impor/{batch_id}/{action}"' in ours
        assert f'action="/impor/{batch_id}/{action}"' not in theirs
    assert "Pekerjaan ini terhenti" in theirs
    assert NOT_YOURS in theirs
    assert "Coba lagi" not in theirs, "there is nothing to press"


def test_what_stands_of_a_shared_owner_is_shown_to_the_dinas_alone(sender, officer, batch_id):
    whole, part = sender.client.get(f"/impor/{batch_id}").text, officer.get(f"/impor/{batch_id}").text
    assert "Jl. Rahasia No. 1" in whole
    assert "Jl. Rahasia No. 1" not in part
    assert "Berubah: Alamat pemilik" in whole
    assert "Berubah: " not in part, "nor that it differs"
    assert "9.000.000" in part, "the business is theirs"
    sender.apply(batch_id)
    assert "Jl. Rahasia No. 1" not in officer.get(f"/impor/{batch_id}").text


@pytest.mark.parametrize("state", ["planned", "applied"])
def test_of_a_business_that_moved_to_another_area_nothing_more_is_shown(sender, officer, batch_id, state):
    if state == "applied":
        sender.apply(batch_id)
    with reading(sender.engine) as session:
        number = session.scalar(select(Business.number).where(Business.scope_code == TELUK_BINJAI))
    assert f"Lihat usaha {number}" in officer.get(f"/impor/{batch_id}").text
    moved(sender, number)
    page = officer.get(f"/impor/{batch_id}").text
    assert "menyangkut wilayah lain" in page
    assert "Berubah: " not in page
    assert number not in page
    assert f"Lihat usaha {number}" in sender.client.get(f"/impor/{batch_id}").text, "the dinas sees both areas"


def test_a_sentence_about_a_row_names_no_business_that_moved_away(sender, officer):
    sender.apply(survey(row(0)))
    batch_id = sender.plan(survey(row(0, nik=None, turnover=9_000_000)), area=TELUK_BINJAI)
    with reading(sender.engine) as session:
        number = session.scalar(select(Business.number))
    assert f"dengan usaha {number}" in officer.get(f"/impor/{batch_id}").text
    moved(sender, number)
    assert number not in officer.get(f"/impor/{batch_id}").text
    assert f"dengan usaha {number}" in sender.client.get(f"/impor/{batch_id}").text


def test_what_an_undoing_left_and_moved_away_since_is_told_without_its_number(sender, officer):
    batch_id = sender.plan(survey(row(0)), area=TELUK_BINJAI)
    sender.apply(batch_id)
    with transaction(sender.engine) as session:
        business = session.scalar(select(Business))
        number = business.number
        amend(session, sender.actor(session, "web"), business, BusinessRecord(notes="Diperiksa petugas"),
              expected_version=business.version, keys={"notes"})
    sender.undo(batch_id)
    assert f"{number}: Sudah diubah" in officer.get(f"/impor/{batch_id}").text
    moved(sender, number)
    page = officer.get(f"/impor/{batch_id}").text
    assert "Usaha di wilayah lain: Sudah diubah" in page
    assert number not in page


def moved(sender, number):
    """The dinas moves the business to another kelurahan."""
    with transaction(sender.engine) as session:
        business = session.scalar(select(Business).where(Business.number == number))
        move(session, sender.actor(session, "web"), business, PlaceRecord(area_code="14.72.07.1004"),
             moved_on=TODAY, expected_version=business.version)


def test_whoever_says_yes_stands_in_the_journal(app, sender):
    below = person(app, "kelurahan", area_code=TELUK_BINJAI)
    theirs = Office(sender.engine, sender.settings, below.id)
    batch = theirs.plan(survey(row(0)), area=TELUK_BINJAI)
    page = sender.client.get(f"/impor/{batch}").text
    sender.client.post(f"/impor/{batch}/masukkan", data=fields_of(page, action=f"/impor/{batch}/masukkan"))
    with reading(sender.engine) as session:
        lines = session.scalars(select(JournalLine).where(JournalLine.batch_id == batch))
        actors = {line.action: line.actor_id for line in lines}
    assert (actors["import.order"], actors["import.apply"]) == (sender.user_id, below.id)


def takes_in(client, batch_id) -> str:
    address = f"/impor/{batch_id}/masukkan"
    told = fields_of(client.get(f"/impor/{batch_id}").text, action=address)
    return client.post(address, data=told, follow_redirects=True).text


@pytest.mark.parametrize("later", [("kelurahan", "14.72.07.1004"), ("plut", None), ("owner", None)])
@pytest.mark.parametrize("who", ["a colleague", "the dinas"])
def test_a_file_goes_in_after_its_sender_was_moved(app, sender, officer, who, later):
    theirs = Office(sender.engine, sender.settings, person(app, "kelurahan", area_code=TELUK_BINJAI).id)
    batch = theirs.plan(survey(row(0)))
    email = person_email(sender, theirs)
    theirs.becomes(*later)
    client = officer if who == "a colleague" else sender.client
    assert "dikirim dari tingkat" not in client.get(f"/impor/{batch}").text
    assert "1 usaha baru dan 0 diperbarui" in takes_in(client, batch)
    own = app.test_client()
    sign_in(own, email)
    assert own.get(f"/impor/{batch}").status_code in (403, 404), "the area is theirs no more"


def person_email(sender, of) -> str:
    with reading(sender.engine) as session:
        return session.get_one(User, of.user_id).email


def test_a_sender_who_stands_below_the_level_of_a_file_only_looks_on(sender, batch_id):
    sender.becomes("kelurahan", TELUK_BINJAI)
    page = sender.client.get(f"/impor/{batch_id}").text
    assert NOT_YOURS in page
    assert "Masukkan 1 data" not in page


def test_of_a_file_of_which_nobody_knows_the_level_the_dinas_decides(sender, officer, batch_id):
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, batch_id).sender_area = None
    assert "Tidak diketahui lagi dari tingkat mana berkas ini dikirim" in officer.get(f"/impor/{batch_id}").text
    assert "Masukkan 1 data" in sender.client.get(f"/impor/{batch_id}").text
