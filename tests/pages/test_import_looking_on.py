"""Who only looks on sees of a file what belongs to their area, and gets no copy of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.database import reading
from tests.people import signed_in
from tests.surveying import row, survey
from tests.templates import Edited, downloaded

TELUK_BINJAI = "14.72.02.1002"
THEIRS, OTHERS = "Usaha Siti 1", "Usaha Budi 2"
APART = "Baris ini menyangkut wilayah lain, jadi isinya tidak ditampilkan."


@pytest.fixture
def officer(app):
    """A kelurahan officer's browser."""
    return signed_in(app, "kelurahan", area_code=TELUK_BINJAI)


@pytest.fixture
def batch_id(sender):
    """A file of the dinas for one kelurahan, of which two rows lie outside: in another one, and in another city."""
    abroad = row(5, name="Toko Seberang", address="Jl. Sudirman No. 77", **{"Kabupaten/Kota": "Pekanbaru"})
    rows = [
        row(0, nik="12345", **{"Kabupaten/Kota": None}),
        row(1, turnover="banyak sekali", **{"Kabupaten/Kota": None}), abroad,
    ]  # fmt: skip
    return sender.plan(survey(*rows), area=TELUK_BINJAI)


def shown(client, address: str) -> str:
    """What a page says below its heading."""
    return client.get(address, follow_redirects=True).text


@pytest.mark.parametrize("narrowed", ["", "?putusan=refused", "?salah=outside-area.village.row"])
def test_of_rows_outside_the_area_the_officer_sees_only_that_they_are_there(sender, officer, batch_id, narrowed):
    whole, part = (shown(client, f"/impor/{batch_id}{narrowed}") for client in (sender.client, officer))
    assert OTHERS in whole
    assert APART in part
    assert re.search(r"Baris 5\b", part), "it is there"
    for cell in (OTHERS, "Budi Santoso", "Jl. Melati No. 2", "banyak sekali", "Toko Seberang", "Sudirman", "Pekanbaru"):
        assert cell not in part


def test_what_belongs_to_the_officers_own_area_is_shown_as_before(officer, batch_id):
    page = shown(officer, f"/impor/{batch_id}")
    for cell in (THEIRS, "Siti Aminah", "Jl. Melati No. 1", "NIK harus 16 angka"):
        assert cell in page


@pytest.mark.parametrize("address", ["berkas", "catatan", "catatan?baris=salah", "catatan/tunggu"])
def test_nobody_who_looks_on_gets_a_copy_of_the_file(sender, officer, batch_id, address, monkeypatch):
    for at_once in (2_000, 0):
        monkeypatch.setattr("digiloka.imports.returned.ordering.AT_ONCE", at_once)
        answer = officer.get(f"/impor/{batch_id}/{address}", follow_redirects=True)
        assert answer.mimetype == "text/html"
        assert "attachment" not in answer.headers.get("Content-Disposition", "")
        assert "jadi hanya diunduh oleh dinas" in answer.text
    with reading(sender.engine) as session:
        assert not session.scalars(select(JournalLine).where(JournalLine.action == "import.download")).all()


def test_nor_is_offered_one(sender, officer, batch_id):
    for page in (f"/impor/{batch_id}", "/impor"):
        assert f"/impor/{batch_id}/berkas" in shown(sender.client, page)
        assert "/berkas" not in shown(officer, page)
        assert "/catatan" not in shown(officer, page)
    assert "Hanya dinas" in shown(officer, "/impor")


@pytest.mark.parametrize("address", ["kolom", "isian"])
def test_pages_that_quote_cells_of_all_rows_are_for_who_decides(officer, batch_id, address):
    page = shown(officer, f"/impor/{batch_id}/{address}")
    assert "Berkas ini dikirim dari tingkat kota" in page
    assert OTHERS not in page


def test_nobody_learns_by_typing_what_stands_in_a_cell(officer, batch_id):
    right, wrong = (officer.post(f"/impor/{batch_id}/sel", data={"c.1.3": typed}, follow_redirects=True).text
                    for typed in (OTHERS, "Usaha Lain"))
    assert "Berkas ini dikirim dari tingkat kota" in right
    assert "Berkas ini dikirim dari tingkat kota" in wrong


@pytest.mark.parametrize("state", ["planned", "undone"])
def test_of_a_template_only_the_rows_of_their_own_businesses_are_shown(sender, officer, state):
    sender.apply(survey(row(0), row(1)))
    edited = Edited(downloaded(sender)).type(THEIRS, rt="009").type(OTHERS, rt="009").saved()
    batch_id = sender.plan(edited, area=TELUK_BINJAI)
    page = shown(officer, f"/impor/{batch_id}")
    assert THEIRS in page
    assert OTHERS not in page
    assert APART in page
    if state == "undone":
        sender.apply(batch_id)
        sender.undo(batch_id)
        page = shown(officer, f"/impor/{batch_id}/pembatalan")
        assert THEIRS in page
        assert OTHERS not in page
