"""The marked workbooks that the worker writes: kept while they are true, for a day, and taken away whole."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from digiloka.database import now, reading, transaction
from digiloka.files.models import StoredFile
from digiloka.files.store import frames, put
from digiloka.imports.models import ImportReturned
from digiloka.imports.queries import batch_of
from digiloka.imports.returned import ordering
from digiloka.jobs import names, rows
from digiloka.tasks.running import run, worker_for
from tests.surveying import many, office, row, survey

pytestmark = pytest.mark.furnished


@pytest.fixture
def dumai(engine, settings):
    return office(engine, settings)


@pytest.fixture
def planned(dumai):
    return dumai.plan(survey(row(0), row(1, nik="147201450780")))


@pytest.fixture
def worker(dumai):
    made = worker_for(dumai.settings, dumai.engine)
    yield made
    made.beats.dispose()


def ordered(dumai, batch_id, bad_only=False):
    with transaction(dumai.engine) as session:
        return ordering.order(session, batch_of(session, batch_id), bad_only)


def standing(dumai, batch_id, bad_only=False):
    with reading(dumai.engine) as session:
        return ordering.standing(session, dumai.settings.files_dir, batch_of(session, batch_id), bad_only)


def files(dumai):
    """(rows of stored files, files)"""
    with reading(dumai.engine) as session:
        return session.scalar(select(func.count()).select_from(StoredFile)), len(
            [path for path in dumai.settings.files_dir.glob("*/*") if path.is_file()]
        )


def tidied(worker):
    with transaction(worker.engine) as session:
        job_id = rows.enqueue(session, names.SWEEP_FILES).id
    run(worker, job_id)


def aged(dumai):
    for path in dumai.settings.files_dir.glob("*/*"):
        os.utime(path, (time.time() - 7200,) * 2)


def test_it_is_sealed_at_rest_and_opens_to_what_the_officer_gets(dumai, planned, worker):
    run(worker, ordered(dumai, planned))
    found = standing(dumai, planned)
    assert (found.state, found.file.name) == (ordering.READY, "survei - DIGILOKA.xlsx")
    whole = b"".join(frames(dumai.settings.files_dir, found.file.address))
    assert whole.startswith(b"PK")
    assert not any(path.read_bytes().count(b"PK\x03\x04") for path in dumai.settings.files_dir.glob("*/*"))


def test_the_two_forms_stand_beside_each_other_and_each_is_kept_once(dumai, planned, worker):
    for _ in range(2):
        for bad_only in (False, True):
            run(worker, ordered(dumai, planned, bad_only))
    assert {standing(dumai, planned, bad_only).state for bad_only in (False, True)} == {ordering.READY}
    assert files(dumai)[0] == 3, "the original and one of each form"


@pytest.mark.parametrize("when", ["before", "while"])
def test_what_is_overtaken_is_never_given_to_anybody(dumai, planned, worker, monkeypatch, when):
    job_id = ordered(dumai, planned)
    if when == "before":
        dumai.apply(planned)
    else:
        keep = ordering.keep
        monkeypatch.setattr(ordering, "keep", lambda session, *told: (changed(session, planned), keep(session, *told)))
    run(worker, job_id)
    assert standing(dumai, planned) is None
    with reading(dumai.engine) as session:
        assert rows.find(session, job_id).state == "done"
        assert session.scalars(select(ImportReturned.file_id)).all() == [None]


def changed(session, batch_id):
    batch_of(session, batch_id).message = "Berubah."
    session.flush()


def test_progress_is_told_in_rows_of_the_file(dumai, worker, monkeypatch):
    monkeypatch.setattr("digiloka.imports.returned.of_batch._READ", 3)
    monkeypatch.setattr("digiloka.tasks.running.BEAT_S", 0)
    told = []
    monkeypatch.setattr(rows, "beat", lambda _session, _job_id, *far: told.append(far))
    run(worker, ordered(dumai, dumai.plan(survey(*many(7)))))
    assert told == [(3, 7), (6, 7), (7, 7)]


@pytest.mark.parametrize("why", ["old", "overtaken"])
def test_tidying_takes_it_away_with_its_file_and_nothing_else(dumai, planned, worker, why):
    run(worker, ordered(dumai, planned))
    aged(dumai)
    tidied(worker)
    assert files(dumai) == (2, 2), "it is true still"
    with transaction(dumai.engine) as session:
        if why == "overtaken":
            changed(session, planned)
        else:
            session.scalars(select(ImportReturned)).one().created_at = now() - ordering.KEPT - timedelta(minutes=1)
    tidied(worker)
    assert files(dumai) == (1, 1)
    assert standing(dumai, planned) is None


def test_an_upload_of_the_very_file_stays_when_ours_is_taken_away(dumai, planned, worker):
    run(worker, ordered(dumai, planned))
    content = b"".join(frames(dumai.settings.files_dir, standing(dumai, planned).file.address))
    sent = dumai.plan(content)
    with transaction(dumai.engine) as session:
        changed(session, planned)
    aged(dumai)
    tidied(worker)
    with transaction(dumai.engine) as session:
        address = put(session, dumai.settings.files_dir, io.BytesIO(content), "a.xlsx").address
        assert session.get_one(StoredFile, batch_of(session, sent).file_id).address == address
    assert b"".join(frames(dumai.settings.files_dir, address)) == content
