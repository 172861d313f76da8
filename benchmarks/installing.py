"""A throw-away installation of DIGILOKA: a database of its own on a disk, keys, files, and who may import."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.engines import postgres_programs, throwaway_postgres

PROJECT = Path(__file__).resolve().parent.parent
DIGILOKA = str(Path(sys.executable).parent / "digiloka")
USER = "dinas@example.id"
PASSWORD = "payung-sungai-41"
ON_A_DISK = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on",
             "shared_buffers": "512MB", "max_wal_size": "4GB"}
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Installation:
    """`environment` makes `digiloka` use it; `kind` is spatialite or postgis."""

    kind: str
    home: Path
    url: str
    environment: dict[str, str]

    def command(self, *words: str) -> list[str]:
        return [DIGILOKA, *words]

    def digiloka(self, *words: str, input: str = "") -> str:
        """What the command prints; RuntimeError with its sentence when it does not end well."""
        done = subprocess.run(
            self.command(*words), env=self.environment, cwd=PROJECT, input=input, capture_output=True, text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"digiloka {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout


@contextmanager
def installed(kind: str) -> Iterator[Workshop]:
    """A place to make installations of one kind; PostgreSQL writes through to the disk as a real one does."""
    folder = Path(tempfile.mkdtemp(prefix="digiloka-benchmark-"))
    try:
        if kind == "spatialite":
            yield Workshop(kind, folder, None)
        else:
            with throwaway_postgres(on_disk=True, **ON_A_DISK) as host:
                yield Workshop(kind, folder, host)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Workshop:
    """Sets an installation up once, and gives copies of it."""

    def __init__(self, kind: str, folder: Path, host: str | None) -> None:
        self.kind, self.folder, self._host = kind, folder, host
        self._master: Installation | None = None

    def master(self) -> Installation:
        """The installation all copies are made of: set up, with one user of the dinas."""
        if self._master is None:
            self._master = self._at("master")
            if self._host:
                self._server('CREATE DATABASE "master"')
            self._master.digiloka("setup")
            self._master.digiloka("users", "add", USER, "--role", "dinas", "--password-stdin", input=PASSWORD + "\n")
            if self.kind == "spatialite":
                _settle(self._master)
        return self._master

    def copy(self, of: Installation | None = None) -> Installation:
        """A fresh copy with a database of its own. Nobody may be at work on the one it is made of."""
        source = of or self.master()
        made = self._at(f"copy{next(_numbers)}")
        if self.kind == "spatialite":
            _settle(source)
            shutil.copyfile(_file(source), _file(made))
        else:
            self._server(f'CREATE DATABASE "{made.home.name}" TEMPLATE "{source.home.name}" STRATEGY FILE_COPY')
        if (source.home / "files").exists():
            shutil.copytree(source.home / "files", made.home / "files")
        return made

    def discard(self, installation: Installation) -> None:
        """Take an installation away before the others, to have its room back."""
        if self._host:
            self._server(f'DROP DATABASE "{installation.home.name}" WITH (FORCE)')
        shutil.rmtree(installation.home, ignore_errors=True)

    def _at(self, name: str) -> Installation:
        home = self.folder / name
        home.mkdir()
        url = f"postgresql+psycopg://postgres@/{name}?host={self._host}" if self._host else f"sqlite:///{home}/digiloka.db"
        chosen = {"DIGILOKA_HOME": str(home), "DATABASE_URL": url, "DIGILOKA_FILES": str(home / "files"),
                  "DIGILOKA_KEYS": str(self.folder / "keys.json"), "DIGILOKA_CITY": "14.72"}
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return Installation(self.kind, home, url, {**usual, **chosen})

    def _server(self, statement: str) -> None:
        with psycopg.connect(host=self._host, user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


def kinds() -> list[str]:
    """The databases this machine has; ("postgis" needs Debian's postgresql-postgis)."""
    return ["spatialite", "postgis"] if postgres_programs() else ["spatialite"]


def _file(installation: Installation) -> Path:
    return installation.home / "digiloka.db"


def _settle(installation: Installation) -> None:
    """Bring what SQLite still keeps in its log into the file, so that the file alone is the database."""
    from digiloka.database import make_engine

    engine = make_engine(installation.url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
