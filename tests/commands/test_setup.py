"""`digiloka setup`: from nothing, again, and onto a newer version."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from digiloka import migration
from digiloka.accounts.roles import ROLES
from digiloka.cli import main
from digiloka.database import make_engine


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """An installation on nothing at all."""
    unset = dict.fromkeys(("DATABASE_URL", "DIGILOKA_FILES", "DIGILOKA_KEYS", "DIGILOKA_CITY"), "")
    return {**unset, "DIGILOKA_HOME": str(tmp_path / "new")}


def counts(file: Path) -> dict[str, int]:
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("area", "area_alias", "activity_code", "app_role", "app_user")
        }
    engine.dispose()
    return found


def test_it_builds_everything_from_nothing_and_again_changes_nothing(elsewhere: dict[str, str]) -> None:
    home = Path(elsewhere["DIGILOKA_HOME"])
    first = CliRunner().invoke(main, ["setup"], env=elsewhere)
    assert first.exit_code == 0, first.output
    assert "7 kecamatan dan 36 kelurahan" in first.stdout
    before = counts(home / "digiloka.db")
    assert before["area"] == 1 + 7 + 36
    assert before["app_role"] == len(ROLES)
    assert before["app_user"] == 0, "nobody has a built-in password"
    again = CliRunner().invoke(main, ["setup"], env=elsewhere)
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert counts(home / "digiloka.db") == before


def test_the_keys_are_the_owners_alone_and_stay(elsewhere: dict[str, str]) -> None:
    keys = Path(elsewhere["DIGILOKA_HOME"]) / "keys.json"
    CliRunner().invoke(main, ["setup"], env=elsewhere)
    kept = keys.read_bytes()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    CliRunner().invoke(main, ["setup"], env=elsewhere)
    assert keys.read_bytes() == kept


def test_production_does_not_start_on_keys_that_a_first_run_made(elsewhere: dict[str, str]) -> None:
    CliRunner().invoke(main, ["setup"], env=elsewhere)
    refused = CliRunner().invoke(main, ["setup"], env={**elsewhere, "DIGILOKA_PRODUCTION": "1"})
    assert refused.exit_code == 1
    assert "digiloka keys create" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_before_an_upgrade_the_file_is_copied(elsewhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    CliRunner().invoke(main, ["setup"], env=elsewhere)
    here, head = migration.standing(make_engine(f"sqlite:///{elsewhere['DIGILOKA_HOME']}/digiloka.db"))
    monkeypatch.setattr(migration, "standing", lambda _engine: (here, "next"))
    done = CliRunner().invoke(main, ["setup"], env=elsewhere)
    copy = Path(elsewhere["DIGILOKA_HOME"]) / "digiloka.db.before-next"
    assert str(copy) in done.stdout
    with create_engine(f"sqlite:///{copy}").connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == head


def test_a_city_that_is_none_is_refused(elsewhere: dict[str, str]) -> None:
    done = CliRunner().invoke(main, ["setup"], env={**elsewhere, "DIGILOKA_CITY": "99.99"})
    assert done.exit_code == 1
    assert "99.99" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
