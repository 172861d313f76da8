"""Yes or no to a checked file, what is said while it works, and the report of taking it back."""

from __future__ import annotations

import re
from functools import partial

import pytest
from sqlalchemy import delete, select

from digiloka.database import now, reading, transaction
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.jobs import progress as watched
from digiloka.jobs import queue, rows
from digiloka.jobs.names import IMPORT_APPLY, IMPORT_CHECK
from digiloka.registry.actions import amend
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord
from digiloka.values.refusal import Refused
from tests.page_forms import fields_of
from tests.people import person, sign_in
from tests.registering import OFFICE
from tests.surveying import many, row, survey

OVERTAKEN = "Berkas ini baru saja berubah"


def state_of(sender, batch_id):
    with reading(sender.engine) as session:
        found = session.get_one(ImportBatch, batch_id)
        return found.state, found.stopped, found.counts


def press(sender, batch_id, action, **more):
    address = f"/impor/{batch_id}/{action}"
    page = sender.client.get(f"/impor/{batch_id}").text
    return sender.client.post(address, data={**fields_of(page, action=address), **more}, follow_redirects=True).text


def test_a_plan_can_be_left_out_and_stays_in_the_history(sender):
    batch_id = sender.plan(survey(*many(3)))
    page = press(sender, batch_id, "jangan")
    assert "Berkas ini tidak dimasukkan" in page
    assert state_of(sender, batch_id)[0] == "discarded"
    assert "Masukkan 3 data" not in page
    assert sender.seen() == {}
    assert f"/impor/{batch_id}" in sender.client.get("/impor").text
    for action in ("jangan", "masukkan"):
        again = sender.client.post(f"/impor/{batch_id}/{action}", follow_redirects=True).text
        assert OVERTAKEN in again
    assert state_of(sender, batch_id)[0] == "discarded"


def test_good_rows_go_in_and_the_rest_stays_to_be_put_right(sender):
    batch_id = sender.plan(survey(*many(3), row(3, owner=None, name=None)))
    page = press(sender, batch_id, "masukkan")
    assert "3 usaha baru dan 0 diperbarui" in page
    assert len(sender.seen()) == 3


def test_a_double_click_takes_a_file_in_once(sender):
    batch_id = sender.plan(survey(*many(3)))
    stale = fields_of(sender.client.get(f"/impor/{batch_id}").text, action=f"/impor/{batch_id}/masukkan")
    for _ in range(2):
        sender.client.post(f"/impor/{batch_id}/masukkan", data=stale)
    assert len(sender.seen()) == 3


@pytest.mark.parametrize("action", ["masukkan", "jangan", "buka"])
def test_a_stale_page_decides_nothing_of_what_somebody_else_has_just_mended(sender, action):
    batch_id = sender.plan(ruined() if action == "buka" else survey(*many(3)))
    page = sender.client.get(f"/impor/{batch_id}").text
    stale = fields_of(page, action=f"/impor/{batch_id}/{action}")
    typed = fields_of(page, action=f"/impor/{batch_id}/sel") | {"c.0.2": "081399990009"}
    assert "1 sel disimpan" in sender.client.post(f"/impor/{batch_id}/sel", data=typed, follow_redirects=True).text
    stands = state_of(sender, batch_id)
    told = {**stale, "reason": "Sudah dicocokkan"}
    assert OVERTAKEN in sender.client.post(f"/impor/{batch_id}/{action}", data=told, follow_redirects=True).text
    assert state_of(sender, batch_id) == stands


def test_a_stale_page_of_a_check_that_stopped_does_not_leave_out_what_was_checked_since(sender):
    batch_id = begun(sender, rows.SILENCE)
    stale = fields_of(sender.client.get(f"/impor/{batch_id}").text, action=f"/impor/{batch_id}/jangan")
    press(sender, batch_id, "ulangi")
    assert OVERTAKEN in sender.client.post(f"/impor/{batch_id}/jangan", data=stale, follow_redirects=True).text
    assert state_of(sender, batch_id)[0] == "planned"


def test_a_plan_that_writes_nothing_is_not_taken_in(sender):
    """No button offers it; a page that was open before, or a script, may still send it."""
    sender.apply(survey(*many(3)))
    again, refused = sender.plan(survey(*many(3))), sender.plan(survey(row(0, owner=None, name=None), *many(2)))
    for batch_id in (again, refused):
        assert "/masukkan" not in sender.client.get(f"/impor/{batch_id}").text
        with reading(sender.engine) as session:
            version = session.get_one(ImportBatch, batch_id).version
        sent = sender.client.post(f"/impor/{batch_id}/masukkan", data={"version": version}, follow_redirects=True).text
        assert "Tidak ada baris baru atau berubah, jadi tidak ada yang dimasukkan." in sent
        assert state_of(sender, batch_id)[0] == "planned"


def ruined(**told):
    return survey(*many(5, **told), *[row(number, owner=None, name=None, **told) for number in range(5, 30)])


def test_a_stopped_file_says_why_and_offers_no_way_in(app, sender):
    batch_id = sender.plan(ruined())
    page = sender.client.get(f"/impor/{batch_id}").text
    assert "Berkas ini ditahan" in page
    assert "25 dari 30 baris ditolak" in page
    assert not re.search(r"Masukkan \d+ data", page)
    assert "Jangan masukkan berkas ini" in page
    sender.client.post(f"/impor/{batch_id}/masukkan")
    assert state_of(sender, batch_id)[0] == "planned"
    assert "Ditahan" in sender.client.get("/impor").text


def test_the_dinas_may_release_a_stopped_file_for_a_reason_and_nobody_below(app, sender):
    batch_id = sender.plan(ruined(village=None, district=None), area="14.72.02.1002")
    below = app.test_client()
    sign_in(below, person(app, "kelurahan", area_code="14.72.02.1002").email)
    assert "Izinkan berkas ini" not in below.get(f"/impor/{batch_id}").text
    assert below.post(f"/impor/{batch_id}/buka", data={"reason": "Sudah dicocokkan"}).status_code == 403
    assert "Tulis mengapa berkas ini boleh dimasukkan, paling sedikit" in press(sender, batch_id, "buka", reason=" ")
    assert state_of(sender, batch_id)[1]
    page = press(sender, batch_id, "buka", reason="Sudah dicocokkan dengan kelurahan")
    assert "Masukkan 5 data" in page
    assert state_of(sender, batch_id)[1] is None


@pytest.mark.parametrize(
    ("state", "done", "whole", "said"),
    [
        ("checking", 0, 0, "Berkas sedang dibuka dan kolomnya dikenali. Halaman ini boleh ditutup."),
        ("checking", 3_000, 20_000, "3.000 dari 20.000 baris diperiksa. Halaman ini boleh ditutup."),
        ("applying", 0, 0, "Data sedang dimasukkan. Halaman ini boleh ditutup."),
        ("applying", 1_500, 2_000, "1.500 dari 2.000 baris dimasukkan. Halaman ini boleh ditutup."),
        ("undoing", 7, 2_000, "7 dari 2.000 baris dibatalkan. Halaman ini boleh ditutup."),
    ],
)
def test_progress_is_told_in_rows(sender, state, done, whole, said):
    with transaction(sender.engine) as session:
        job = rows.enqueue(session, IMPORT_APPLY, batch_id="x")
        job.state = "running"
        batch = ImportBatch(city_code="14.72", area_code="14.72", user_id=sender.user_id, state=state, job_id=job.id)
        session.add(batch)
        session.flush()
        batch_id, job_id = batch.id, job.id
    if whole:
        watched.note(sender.engine, job_id, done, whole)
    told = sender.client.get(f"/impor/{batch_id}/kemajuan?putusan=new&hal=2&batch_id=x&lain=y").json
    assert told == {"value": done, "total": max(whole, 1), "text": said, "next": None}
    page = sender.client.get(f"/impor/{batch_id}?putusan=new&batch_id=x").text
    assert said in page
    assert f'data-poll="/impor/{batch_id}/kemajuan?putusan=new"' in page


@pytest.fixture
def asleep():
    """Nobody works: jobs are woken and stay where they are."""
    queue.use(lambda: queue.Queue(None, lambda _job_id: None))


def test_a_job_that_was_given_up_can_be_started_again(sender, asleep):
    batch_id = sender.plan(survey(*many(2)))
    press(sender, batch_id, "masukkan")
    with transaction(sender.engine) as session:
        rows.fail(session, session.get_one(ImportBatch, batch_id).job_id, "Terhenti.", again=False)
    page = sender.client.get(f"/impor/{batch_id}").text
    assert "Pekerjaan ini terhenti" in page
    assert sender.client.get(f"/impor/{batch_id}/kemajuan").json["next"] == f"/impor/{batch_id}"
    sender.client.post(f"/impor/{batch_id}/ulangi")
    assert "Pekerjaan ini terhenti" not in sender.client.get(f"/impor/{batch_id}").text


def begun(sender, silent_for):
    """A file whose check a command began, last heard of so long ago; half of its rows are written."""
    batch_id = sender.plan(survey(*many(4)))
    with transaction(sender.engine) as session:
        batch = session.get_one(ImportBatch, batch_id)
        job = rows.begin_here(session, IMPORT_CHECK, batch_id=str(batch_id))
        job.heartbeat_at = now() - silent_for
        batch.state, batch.job_id, batch.sheets, batch.counts, batch.summary = "uploaded", job.id, None, None, None
        session.execute(delete(ImportRow).where(ImportRow.batch_id == batch_id, ImportRow.position > 1))
    return batch_id


def without_a_job(sender):
    batch_id = begun(sender, rows.SILENCE)
    with transaction(sender.engine) as session:
        session.get_one(ImportBatch, batch_id).job_id = None
    return batch_id


LEFT_ALONE = {"killed": lambda sender: begun(sender, rows.SILENCE), "without a job": without_a_job}


@pytest.mark.parametrize("left", LEFT_ALONE)
def test_a_file_whose_command_was_killed_is_checked_from_the_page(sender, left):
    batch_id = LEFT_ALONE[left](sender)
    assert "Pekerjaan ini terhenti" in sender.client.get(f"/impor/{batch_id}").text
    assert "Masukkan 4 data" in press(sender, batch_id, "ulangi")
    assert "4 usaha baru" in press(sender, batch_id, "masukkan")


@pytest.mark.parametrize("left", LEFT_ALONE)
def test_a_file_whose_command_was_killed_can_be_left_out(sender, left):
    batch_id = LEFT_ALONE[left](sender)
    page = press(sender, batch_id, "jangan")
    assert "Berkas ini tidak dimasukkan" in page
    assert "Tidak ada baris di sini" in page, "half a plan is no plan"
    assert state_of(sender, batch_id)[0] == "discarded"
    sender.judge_anew(batch_id)
    assert state_of(sender, batch_id)[0] == "discarded"


def test_a_file_that_a_command_still_checks_is_left_to_it(sender):
    batch_id = begun(sender, rows.SILENCE / 2)
    assert "Berkas menunggu diperiksa" in sender.client.get(f"/impor/{batch_id}").text
    assert sender.client.get(f"/impor/{batch_id}/kemajuan").json["next"] is None
    for action in ("ulangi", "jangan"):
        sender.client.post(f"/impor/{batch_id}/{action}")
        assert state_of(sender, batch_id)[0] == "uploaded"


def test_a_check_that_failed_can_be_started_again(sender):
    batch_id = begun(sender, rows.SILENCE)
    with transaction(sender.engine) as session:
        batch = session.get_one(ImportBatch, batch_id)
        batch.state, batch.message = "failed", "Pekerjaan ini terhenti."
    assert "Masukkan 4 data" in press(sender, batch_id, "ulangi")


def test_taking_back_is_reported_row_by_row(sender):
    batch_id = sender.plan(survey(*many(4)))
    press(sender, batch_id, "masukkan")

    def edit(session):
        business = session.query(Business).filter(Business.name == "Usaha Budi 2").one()
        amend(session, sender.actor(session, "web"), business, BusinessRecord(notes="Diperiksa petugas"),
              expected_version=business.version, keys={"notes"})

    sender.write(edit)
    sender.client.post(f"/impor/{batch_id}/batalkan")
    page = sender.client.get(f"/impor/{batch_id}/pembatalan").text
    assert re.findall(r"<h3>Baris (\d+) *<span class=\"tag \w+\">(\w+)", page) == [
        ("4", "Dikembalikan"), ("5", "Tetap"), ("6", "Dikembalikan"), ("7", "Dikembalikan"),
    ]
    assert "Sudah diubah atau diperiksa sesudah impor." in page
    assert page.count("Lihat usaha") == 1, "of what was withdrawn nothing can be looked at"
    kept = sender.client.get(f"/impor/{batch_id}/pembatalan?hasil=kept").text
    assert re.findall(r"<h3>Baris (\d+)", kept) == ["5"]
    back = sender.client.get(f"/impor/{batch_id}/pembatalan?hasil=back").text
    assert re.findall(r"<h3>Baris (\d+)", back) == ["4", "6", "7"]
    assert "Batalkan yang tersisa" in back


def test_a_file_that_was_not_taken_back_has_no_such_report(sender):
    batch_id = sender.plan(survey(*many(2)))
    assert sender.client.get(f"/impor/{batch_id}/pembatalan").location == f"/impor/{batch_id}"


def taken_back(sender, batch_id):
    return sender.client.post(f"/impor/{batch_id}/batalkan", follow_redirects=True).text


def refusing(*_args, **_more):
    raise Refused("area-outside", "Tempat usaha ini di luar wilayah Anda.")


def breaking(*_args, **_more):
    raise RuntimeError("a disk is full")


@pytest.mark.parametrize(("broken", "why"), [
    (refusing, "Tempat usaha ini di luar wilayah Anda."), (breaking, "Pekerjaan ini terhenti. Coba lagi"),
])  # fmt: skip
def test_what_did_not_go_in_or_back_says_why_until_it_is_tried_again(sender, monkeypatch, broken, why):
    batch_id = sender.plan(survey(*many(2)))
    steps = (("apply", partial(press, action="masukkan"), "Berkas ini belum jadi dimasukkan", "2 usaha baru"),
             ("undo", taken_back, "Impor ini belum jadi dibatalkan", "Impor ini sudah dibatalkan"))  # fmt: skip
    for act, ask, said, done in steps:
        with monkeypatch.context() as patched:
            patched.setattr(f"digiloka.tasks.importing.actions.{act}", broken)
            page = ask(sender, batch_id)
        assert said in page
        assert why in page
        assert "Daftar usaha tidak berubah" in page
        page = ask(sender, batch_id)
        assert done in page
        assert said not in page
        assert why not in page


def test_the_rest_of_an_undoing_that_did_not_go_back_says_why(sender, monkeypatch):
    batch_id = sender.apply(survey(row(0))).batch_id
    with transaction(sender.engine) as session:
        business = session.scalars(select(Business)).one()
        amend(session, OFFICE, business, BusinessRecord(notes="Diubah"), expected_version=1)
    sender.undo(batch_id)
    monkeypatch.setattr("digiloka.tasks.importing.actions.undo", refusing)
    page = taken_back(sender, batch_id)
    assert "Yang tersisa belum jadi dibatalkan" in page
    assert "Tempat usaha ini di luar wilayah Anda." in page


def test_what_failed_is_not_said_any_more_of_a_file_that_is_left_out(sender, monkeypatch):
    batch_id = sender.plan(survey(*many(2)))
    monkeypatch.setattr("digiloka.tasks.importing.actions.apply", refusing)
    press(sender, batch_id, "masukkan")
    assert "di luar wilayah Anda" not in press(sender, batch_id, "jangan")
