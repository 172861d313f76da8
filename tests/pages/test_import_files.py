"""What can be taken away of a file: as it was sent, and marked."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.http import parse_options_header

from digiloka.audit.models import JournalLine
from digiloka.database import reading, transaction
from digiloka.files.models import StoredFile
from digiloka.files.store import path_of
from digiloka.imports.models import ImportBatch
from digiloka.imports.returned import ordering
from tests.people import person, sign_in
from tests.surveying import row, survey

DATA = survey(row(0), row(1, nik="147201450780"), row(2))


@pytest.fixture
def planned(sender):
    return sender.plan(DATA)


def test_the_original_comes_back_byte_for_byte_and_the_journal_knows(sender, planned):
    answer = sender.client.get(f"/impor/{planned}/berkas")
    assert answer.data == DATA
    assert answer.headers["Content-Disposition"] == "attachment; filename=survei.xlsx"
    assert answer.headers["Cache-Control"] == "no-store"
    with reading(sender.engine) as session:
        line = session.scalars(select(JournalLine).where(JournalLine.action == "import.download")).one()
        assert (line.batch_id, line.actor_id, line.changes) == (planned, sender.user_id, {"form": [None, "original"]})


def test_the_marked_workbook_is_the_officers_own(sender, planned):
    page = sender.client.get(f"/impor/{planned}").text
    assert "Unduh berkas berisi catatan kesalahan" in page
    whole = load_workbook(io.BytesIO(sender.client.get(f"/impor/{planned}/catatan").data))
    assert whole["Data"]["B5"].comment is not None
    bad = sender.client.get(f"/impor/{planned}/catatan?baris=salah")
    assert bad.headers["Content-Disposition"].startswith("attachment")
    assert bad.headers["Cache-Control"] == "no-store", "it holds whole NIK"
    sheet = load_workbook(io.BytesIO(bad.data))["Data"]
    assert [number for number in range(4, 7) if not sheet.row_dimensions[number].hidden] == [5]


NAMES = {
    "survei.xlsx": "survei", "data – UMKM “Dumai”.xlsx": "data – UMKM “Dumai”", "data 🧵.xlsx": "data 🧵",
    "بيانات.xlsx": "بيانات", "data\u200bUMKM.xlsx": "dataUMKM", "a\x07b\x00.xlsx": "ab",
    "dua\r\nbaris.xlsx": "dua baris", 'k"utip\'.xlsx': 'k"utip\'', "Ä" * 200 + ".xlsx": "Ä" * 145,
}  # fmt: skip


def named(answer):
    """The name of a file that was sent, in a header that a server sends: what it may hold, the client here never
    asks."""
    told = answer.headers["Content-Disposition"]
    assert told.isascii(), told
    assert told.isprintable(), told
    return parse_options_header(told)[1]["filename"]


@pytest.mark.parametrize("at_once", [0, 9], ids=["written by the worker", "written at once"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_can_be_taken_away(sender, planned, monkeypatch, name, at_once):
    monkeypatch.setattr(ordering, "AT_ONCE", at_once)
    with transaction(sender.engine) as session:  # an older one may stand there as it was typed
        session.get_one(ImportBatch, planned).file_name = name
    page = f"/impor/{planned}"
    assert named(sender.client.get(f"{page}/berkas")) == f"{NAMES[name]}.xlsx"
    for asked, ending in (("", ""), ("?baris=salah", " - yang salah")):
        sender.client.get(f"{page}/catatan{asked}", follow_redirects=True)  # a long one is ready after this
        marked = f"{NAMES[name][:120]} - DIGILOKA{ending}.xlsx"
        assert named(sender.client.get(f"{page}/catatan{asked}")) == marked


def test_an_uploaded_name_is_kept_as_people_read_it(sender):
    sender.client.post("/impor/baru", data={"file": (io.BytesIO(DATA), "a\x07 –\x00 b.xlsx"), "area": "14.72"})
    with reading(sender.engine) as session:
        assert session.scalars(select(ImportBatch)).one().file_name == "a – b.xlsx"
        assert session.scalars(select(StoredFile)).one().name == "a – b.xlsx"


@pytest.mark.parametrize("gone", ["the row", "the file"])
def test_a_file_that_is_gone_is_told_in_words(sender, planned, gone):
    with transaction(sender.engine) as session:
        batch = session.get_one(ImportBatch, planned)
        if gone == "the row":
            batch.file_id = None
        else:
            path_of(sender.settings.files_dir, session.get_one(StoredFile, batch.file_id).address).unlink()
    for address in ("berkas", "catatan"):
        answer = sender.client.get(f"/impor/{planned}/{address}", follow_redirects=True)
        assert answer.status_code == 200
        assert "Berkas aslinya sudah tidak disimpan." in answer.text
    assert ("Unduh berkas asli" in answer.text) == (gone == "the file")


def test_nobody_else_gets_a_file(app, sender, planned):
    stranger = app.test_client()
    for address in ("berkas", "catatan"):
        assert stranger.get(f"/impor/{planned}/{address}").location.startswith("/masuk")
    sign_in(stranger, person(app, "kelurahan", area_code="14.72.02.1002").email)
    for address in ("berkas", "catatan"):
        assert stranger.get(f"/impor/{planned}/{address}").status_code == 404


def batch(sender, **told):
    usual = {"city_code": "14.72", "area_code": "14.72", "user_id": sender.user_id, "file_name": "lama.xlsx"}
    with transaction(sender.engine) as session:
        session.add(ImportBatch(**{**usual, **told}))


def test_the_history_names_sender_area_and_counts_and_narrows(app, sender, planned):
    sender.apply(planned)
    batch(sender, state="discarded", file_name="ditinggal.xlsx", area_code="14.72.02.1002")
    batch(sender, state="refused", file_name="rusak.xlsx", area_code="14.72.01")
    page = sender.client.get("/impor").text
    assert [name in page for name in ("survei.xlsx", "ditinggal.xlsx", "rusak.xlsx", "Uji Dinas")] == [True] * 4
    assert f"/impor/{planned}/berkas" in page
    shown = {
        "?keadaan=discarded": "ditinggal.xlsx", "?keadaan=applied": "survei.xlsx", "?wilayah=14.72.01": "rusak.xlsx",
        "?wilayah=14.72.02": "ditinggal.xlsx",
    }  # fmt: skip
    for asked, name in shown.items():
        page = sender.client.get(f"/impor{asked}").text
        assert [each for each in ("survei.xlsx", "ditinggal.xlsx", "rusak.xlsx") if each in page] == [name], asked
    assert "Tidak ada berkas dengan saringan ini" in sender.client.get("/impor?keadaan=failed").text
    assert sender.client.get("/impor?keadaan=xx&wilayah=--&hal=9999").status_code == 200


def test_the_history_has_pages(sender, monkeypatch):
    monkeypatch.setattr("digiloka.web.imports.PER_PAGE", 2)
    for number in range(5):
        batch(sender, file_name=f"berkas-{number}.xlsx", created_at=datetime(2026, 11, number + 1, tzinfo=UTC))
    first, last = sender.client.get("/impor").text, sender.client.get("/impor?hal=3").text
    assert [f"berkas-{number}.xlsx" in first for number in range(5)] == [False, False, False, True, True]
    assert [f"berkas-{number}.xlsx" in last for number in range(5)] == [True, False, False, False, False]
    assert "1–2 dari 5 berkas" in first
