"""Fixtures every test may use. Tests in `rules` use none of the database's.

engine_url   URL of a database of the test's own: SpatiaLite, furnished (tests/database: both kinds, no rows)
settings     Settings of an installation on it, files and keys in temporary folders
engine, session, app, client   the same database, nearer and nearer to a person
shared       the folder of real files beside the project; without it the test is skipped
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests import components, engines

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from digiloka.config import Settings

# `make test` takes the same sample every time, `make prove` many more and new ones. Seconds judge nothing.
PROFILES = hypothesis.settings(deadline=None, database=None)
hypothesis.settings.register_profile("sample", PROFILES, max_examples=60, derandomize=True)
hypothesis.settings.register_profile("whole", PROFILES, max_examples=3000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("DIGILOKA_PROFILE") or "sample")


# The run: one room for all its processes, and an honest last word


def pytest_configure(config: pytest.Config) -> None:
    if engines.ROOM not in os.environ:
        os.environ[engines.ROOM] = tempfile.mkdtemp(prefix="digiloka-tests-")
        os.environ[f"{engines.ROOM}_OWNER"] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    if os.environ.get(f"{engines.ROOM}_OWNER") != str(os.getpid()):
        return
    room = engines.room()
    note = room / "postgres.host"
    server = Path(note.read_text()) if note.exists() else room
    shutil.rmtree(room, ignore_errors=True)
    for _ in range(100):  # the server's keeper sees that the room is gone
        if not server.exists():
            break
        time.sleep(0.05)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        for component in mark.args:
            components.need(component)


def pytest_sessionfinish(session: pytest.Session) -> None:
    missing = [reason for reason in _skips(session.config) if reason.startswith(components.MISSING)]
    if missing and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    skips = Counter(_skips(config))
    if not skips:
        return
    terminalreporter.section("what could not run here")
    for reason, count in sorted(skips.items()):
        terminalreporter.write_line(f"{count} tests: {reason}")
    if os.environ.get("CI") == "true" and any(reason.startswith(components.MISSING) for reason in skips):
        terminalreporter.write_line("With CI=true that is a failure.")


def _skips(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    places = [report.longrepr for report in reports]
    return [place[2].removeprefix("Skipped: ") for place in places if isinstance(place, tuple)]


# What tests ask for


@pytest.fixture
def shared() -> Path:
    components.need("shared")
    return components.SHARED


@pytest.fixture
def keys() -> None:
    """This run's keys, loaded: what sealed columns and keyed hashes need."""
    from digiloka import sealing

    sealing.use(sealing.read_keyring(engines.keys_file()))


@pytest.fixture
def engine_url(tmp_path: Path) -> Iterator[str]:
    with engines.copy_of("spatialite", "furnished", tmp_path) as url:
        yield url


@pytest.fixture
def settings(engine_url: str, tmp_path: Path) -> Settings:
    from digiloka.config import Settings

    return Settings(
        home=tmp_path, database_url=engine_url, files_dir=tmp_path / "files", keys_file=engines.keys_file()
    )


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    """The same installation for a program of its own: `subprocess.run([…], env=environment)`."""
    chosen = {
        "DIGILOKA_HOME": str(settings.home),
        "DATABASE_URL": settings.database_url,
        "DIGILOKA_FILES": str(settings.files_dir),
        "DIGILOKA_KEYS": str(settings.keys_file),
    }
    return {**os.environ, **chosen}


@pytest.fixture
def engine(engine_url: str, keys: None) -> Iterator[Engine]:
    from digiloka.database import make_engine

    engine = make_engine(engine_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A plain session. A test that wants its rows seen by others (a client, a program) commits first."""
    from sqlalchemy.orm import Session

    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    from digiloka.app import create_app
    from digiloka.database import db

    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
