"""The marked workbook of a long file: a page that waits while the worker writes it, then the way to it."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.database import reading, transaction
from digiloka.files.store import path_of
from digiloka.imports.models import ImportBatch, ImportReturned
from digiloka.imports.own_columns import WRITTEN
from digiloka.imports.returned import ordering
from digiloka.jobs import queue, rows
from digiloka.jobs.models import Job
from digiloka.tasks.running import run, worker_for
from tests.page_forms import fields_of
from tests.people import person, sign_in
from tests.surveying import row, survey

DATA = survey(row(0), row(1, nik="147201450780"), row(2))
WAIT = "/catatan/tunggu"


@pytest.fixture
def planned(sender, monkeypatch):
    """A batch that is long for this test."""
    monkeypatch.setattr(ordering, "AT_ONCE", 2)
    return sender.plan(DATA)


@pytest.fixture
def woken(sender):
    """The jobs that were woken; nobody runs them."""
    heard = []
    queue.use(lambda: queue.connect(sender.settings, heard.append, immediate=True))
    return heard


def written(sender):
    with reading(sender.engine) as session:
        return list(session.scalars(select(ImportReturned.id)))


def downloads(sender):
    with reading(sender.engine) as session:
        lines = session.scalars(select(JournalLine).where(JournalLine.action == "import.download"))
        return [line.changes["form"][1] for line in lines]


@pytest.mark.parametrize(
    ("asked", "form", "name"),
    [("", "marked", "survei - DIGILOKA.xlsx"), ("?baris=salah", "bad rows", "survei - DIGILOKA - yang salah.xlsx")],
)
def test_a_long_file_is_written_by_the_worker_and_then_taken_with_one_click(sender, planned, asked, form, name):
    answer = sender.client.get(f"/impor/{planned}/catatan{asked}")
    assert answer.location == f"/impor/{planned}{WAIT}{asked}"
    page = sender.client.get(answer.location).text
    assert "siap diunduh" in page
    assert f'href="/impor/{planned}/catatan{asked}"' in page
    assert downloads(sender) == [], "nobody has taken a copy yet"
    told = sender.client.get(f"/impor/{planned}/catatan/kemajuan{asked}").json
    assert told["next"] == answer.location
    file = sender.client.get(f"/impor/{planned}/catatan{asked}")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert file.headers["Cache-Control"] == "no-store"
    sheet = load_workbook(io.BytesIO(file.data))["Data"]
    assert sheet["B5"].comment is not None
    assert sheet.row_dimensions[4].hidden == bool(asked)
    assert downloads(sender) == [form]


def test_while_it_is_written_the_page_says_how_far_it_is_and_asks_for_it_once(sender, planned, woken):
    page = sender.client.get(f"/impor/{planned}/catatan", follow_redirects=True).text
    assert "sedang ditulis" in page
    assert 'http-equiv="refresh"' in page, "without a script the page looks again by itself"
    poll = re.search(r'data-poll="([^"]+)"', page)[1]
    with transaction(sender.engine) as session:
        rows.take(session, woken[0])
        rows.beat(session, woken[0], 2, 3)
    assert sender.client.get(poll).json == {
        "value": 2, "total": 3, "text": "2 dari 3 baris ditulis. Halaman ini boleh ditutup.", "next": None,
    }
    sender.client.get(f"/impor/{planned}/catatan")
    assert len(woken) == 1, "who asks again waits for the same"


CHANGES = {
    "applied": lambda sender, planned: sender.apply(planned),
    "judged anew": lambda sender, planned: (put_back(sender, planned), sender.judge_anew(planned)),
}


def put_back(sender, planned):
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, planned).state = "uploaded"


@pytest.mark.parametrize("changed", CHANGES)
def test_of_a_batch_that_moved_on_it_is_written_anew(sender, planned, changed):
    sender.client.get(f"/impor/{planned}/catatan")
    (before,) = written(sender)
    CHANGES[changed](sender, planned)
    assert sender.client.get(f"/impor/{planned}{WAIT}").location == f"/impor/{planned}/catatan"
    sender.client.get(f"/impor/{planned}/catatan")
    (after,) = written(sender)
    assert after != before
    file = sender.client.get(f"/impor/{planned}/catatan")
    assert (WRITTEN in said(file.data)) == (changed == "applied")


def said(data):
    return {cell.value for line in load_workbook(io.BytesIO(data))["Data"].iter_rows() for cell in line}


def test_what_the_worker_gave_up_is_told_and_tried_again(sender, planned, woken):
    sender.client.get(f"/impor/{planned}/catatan")
    with transaction(sender.engine) as session:
        session.get_one(Job, woken[0]).attempts = rows.ATTEMPTS
        rows.fail(session, woken[0], "Pekerjaan ini terhenti (kode ABC).", again=True)
    page = sender.client.get(f"/impor/{planned}{WAIT}").text
    assert "kode ABC" in page
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    answer = sender.client.post(f"/impor/{planned}/catatan/ulangi", data={"csrf_token": token})
    assert answer.location == f"/impor/{planned}{WAIT}"
    assert len(woken) == 2
    assert "sedang ditulis" in sender.client.get(answer.location).text


def test_a_workbook_that_failed_is_written_once_more_however_often_it_is_asked_for(sender, planned, woken):
    sender.client.get(f"/impor/{planned}/catatan")
    with transaction(sender.engine) as session:
        rows.fail(session, woken[0], "Pekerjaan ini terhenti (kode ABC).", again=False)
    page = sender.client.get(f"/impor/{planned}{WAIT}").text
    again = f"/impor/{planned}/catatan/ulangi"
    for _ in range(2):
        answer = sender.client.post(again, data=fields_of(page, action=again))
    assert "sedang ditulis" in sender.client.get(answer.location).text
    assert len(woken) == 2, "pressed twice it is written once"


def test_who_only_looks_on_orders_no_workbook(app, sender, planned, woken):
    below = app.test_client()
    sign_in(below, person(app, "kelurahan", area_code="14.72.02.1002").email)
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, planned).area_code = "14.72.02.1002"
    for answer in (below.get(f"/impor/{planned}/catatan", follow_redirects=True),
                   below.post(f"/impor/{planned}/catatan/ulangi", follow_redirects=True)):
        assert "hanya diunduh oleh dinas" in answer.text
    assert not woken


def test_of_a_batch_at_work_nothing_is_ordered_again(sender, planned, woken):
    sender.client.get(f"/impor/{planned}/catatan")
    with transaction(sender.engine) as session:
        rows.fail(session, woken[0], "Pekerjaan ini terhenti (kode ABC).", again=False)
        session.get_one(ImportBatch, planned).state = "applying"
    answer = sender.client.post(f"/impor/{planned}/catatan/ulangi", follow_redirects=True)
    assert "Berkas ini sedang diproses" in answer.text
    assert len(woken) == 1


def test_a_file_that_is_gone_from_the_store_is_written_anew(sender, planned):
    sender.client.get(f"/impor/{planned}/catatan")
    with reading(sender.engine) as session:
        found = ordering.standing(session, sender.settings.files_dir, session.get_one(ImportBatch, planned), False)
    path_of(sender.settings.files_dir, found.file.address).unlink()
    assert sender.client.get(f"/impor/{planned}/catatan").location.endswith(WAIT)
    assert sender.client.get(f"/impor/{planned}/catatan").status_code == 200


def test_nobody_else_sees_or_orders_it(app, sender, planned, woken):
    stranger = app.test_client()
    sign_in(stranger, person(app, "kelurahan", area_code="14.72.02.1002").email)
    for address in ("catatan", "catatan/tunggu", "catatan/kemajuan"):
        assert stranger.get(f"/impor/{planned}/{address}").status_code == 404
    assert woken == []


def test_a_batch_at_work_is_not_written_down(sender, planned, woken):
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, planned).state = "applying"
    assert sender.client.get(f"/impor/{planned}/catatan").location == f"/impor/{planned}"
    assert woken == []


def test_a_worker_that_was_killed_writes_it_at_its_next_start(sender, planned, woken):
    sender.client.get(f"/impor/{planned}/catatan")
    with transaction(sender.engine) as session:
        rows.take(session, woken[0])
    with transaction(sender.engine) as session:
        assert rows.revive_all(session) == 1
    run(worker_for(sender.settings, sender.engine), woken[0])
    assert sender.client.get(f"/impor/{planned}/catatan").status_code == 200
    assert len(written(sender)) == 1
