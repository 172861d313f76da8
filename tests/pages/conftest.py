"""Who looks at the pages, signed in, and pages without limits."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from digiloka import sealing
from digiloka.config import Settings
from digiloka.database import db
from digiloka.jobs import queue
from digiloka.tasks.running import run, worker_for
from tests.people import person, sign_in, signed_in
from tests.surveying import Office


@pytest.fixture
def unlimited(app: Flask) -> None:
    """For tests that ask more often than a person may."""
    app.config["RATELIMIT_ENABLED"] = False


@pytest.fixture
def dinas(app: Flask) -> FlaskClient:
    return signed_in(app, "dinas")


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    return signed_in(app, "kelurahan")


@pytest.fixture
def working(app: Flask, settings: Settings) -> None:
    """Jobs run where they are woken, so that a page's next look finds them done."""
    sealing.use(sealing.load_or_create(settings.keys_file))
    worker = worker_for(settings)
    queue.use(lambda: queue.connect(settings, lambda job_id: run(worker, job_id), immediate=True))


class Sender(Office):
    """An office whose officer looks at the pages, too."""

    client: FlaskClient


@pytest.fixture
def sender(app: Flask, settings: Settings, working: None) -> Sender:
    """An officer of the dinas with files to send; `client` is signed in."""
    user = person(app, "dinas")
    with app.app_context():
        made = Sender(db.engine, settings, user.id)
    made.client = app.test_client()
    sign_in(made.client, user.email)
    return made
