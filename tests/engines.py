"""Databases for tests: a throw-away PostgreSQL with PostGIS, and cheap copies of databases made once a run.

A test run (with all its xdist workers) has one room, a temporary folder. What is dear is made in it once, by
whoever asks first: the server, and the templates "migrated" (all tables, no rows) and "furnished" (after
`digiloka setup`). Each test then gets a copy of its own: a file, or `CREATE DATABASE … TEMPLATE`.

The server is kept by a process of its own (`python -m tests.engines NOTE PID`), which ends it when the room
is gone or the run that made the room has died: no run leaves one behind, however it ends.
"""

from __future__ import annotations

import fcntl
import functools
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PROJECT = Path(__file__).resolve().parent.parent
KINDS = ("spatialite", "postgis")
ROOM = "DIGILOKA_TEST_ROOM"
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
}
_numbers = itertools.count()


def room() -> Path:
    """The folder that this run's processes share; conftest.py makes it and takes it away."""
    return Path(os.environ[ROOM])


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The path `name` in the room, made by the first process of the run that asks; the others wait for it.

    What could not be made once is not tried again for every test: they fail at once, with the first reason.
    """
    path, failed = room() / name, room() / f"{name}.failed"
    with (room() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            raise RuntimeError(f"{name} could not be made: {failed.read_text()}")
        if not path.exists():
            try:
                make(path)
            except Exception as problem:
                failed.write_text(f"{type(problem).__name__}: {problem}")
                raise
    return path


def keys_file() -> Path:
    """The key file of this run: templates are sealed with it, so every copy must be opened with it."""

    def make(path: Path) -> None:
        from digiloka.sealing import new_keyring, write_keyring

        write_keyring(new_keyring(generated=False), path)

    return made_once("keys.json", make)


# The server


def postgres_programs() -> Path | None:
    """The newest installed PostgreSQL's programs that have PostGIS beside them, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True)
        found.insert(0, Path(asked.stdout.strip()))
    fit = [path for path in found if (path / "initdb").exists() and _has_postgis(path)]
    return fit[-1] if fit else None


def _has_postgis(programs: Path) -> bool:
    return any(programs.parent.glob("lib*/**/postgis-*.so"))


@contextmanager
def throwaway_postgres(*, on_disk: bool = False, **options: str) -> Iterator[str]:
    """A fresh PostgreSQL in memory (or on disk): gives the socket folder to reach it by (`host=`).

    It listens on that folder's socket alone, without passwords: only root and its owner can enter there.
    `options` override OPTIONS; a measurement wants `on_disk=True, fsync="on"`. FileNotFoundError without PostGIS.
    """
    programs = postgres_programs()
    if programs is None:
        raise FileNotFoundError("No PostgreSQL with PostGIS is installed.")
    as_root = os.geteuid() == 0
    rights = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if as_root else []
    folder = Path(tempfile.mkdtemp(prefix="digiloka-pg-", dir=None if on_disk else _memory()))
    if as_root:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    initdb = [*rights, programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    initdb += ["--encoding=UTF8", "--locale=C.UTF-8"]
    server = None
    try:
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/")
        settings = {**OPTIONS, "unix_socket_directories": str(folder), **options}
        switches = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*rights, programs / "postgres", "-D", data, *switches]
        with Path(room() / "postgres.log" if ROOM in os.environ else os.devnull).open("w") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        _await_answer(server, str(folder))
        yield str(folder)
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)  # an immediate stop; nothing here is to be kept
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """A folder in memory with 2 GiB to spare (a copy of a database there takes 0.02 s, on a disk 0.2), if any."""
    memory = Path("/dev/shm")
    fits = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 2**30
    return memory if fits else None


def _await_answer(server: subprocess.Popen[bytes], host: str) -> None:
    for _ in range(600):
        try:
            psycopg.connect(host=host, user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                raise RuntimeError(f"PostgreSQL ended at once with status {server.returncode}.") from None
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not answer within 30 s.")


def postgres_host() -> str:
    """The socket folder of this run's server, started now if nobody did."""

    def start(path: Path) -> None:
        owner = os.environ.get(f"{ROOM}_OWNER") or str(os.getpid())
        command = [sys.executable, "-m", "tests.engines", str(path), owner]
        keeper = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, start_new_session=True)
        while not path.exists():
            if keeper.poll() is not None:
                raise RuntimeError("The throw-away PostgreSQL could not be started; its reason stands above.")
            time.sleep(0.02)

    return made_once("postgres.host", start).read_text()


def keep_postgres(note: Path, owner: int) -> None:
    """Start a server, write its socket folder to `note`, and end it with the note or the process `owner`."""
    with throwaway_postgres() as host:
        partial = note.with_suffix(".partial")
        partial.write_text(host)
        partial.rename(note)
        while note.exists() and _runs(owner):
            time.sleep(0.2)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# Templates and copies


def postgres_url(database: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={postgres_host()}"


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database without a single table."""
    if kind == "spatialite":
        yield f"sqlite:///{folder / 'empty.db'}"
        return
    name = _new_name()
    _server().execute(f'CREATE DATABASE "{name}" STRATEGY FILE_COPY')
    with _dropped(name):
        yield postgres_url(name)


@contextmanager
def copy_of(kind: str, template: str, folder: Path) -> Iterator[str]:
    """The URL of a fresh copy of a template database; what it holds is gone afterwards."""
    if kind == "spatialite":
        file = folder / f"{template}.db"
        shutil.copyfile(made_once(f"{template}.db", functools.partial(_make_sqlite_template, template)), file)
        yield f"sqlite:///{file}"
        return
    made_once(f"{template}.postgis", functools.partial(_make_postgres_template, template))
    name = _new_name()
    _server().execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    with _dropped(name):
        yield postgres_url(name)


def _new_name() -> str:
    return f"t{os.getpid()}_{next(_numbers)}"


@contextmanager
def _dropped(name: str) -> Iterator[None]:
    try:
        yield
    finally:
        _server().execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _make_sqlite_template(template: str, file: Path) -> None:
    partial = file.with_suffix(".partial")
    _build(template, f"sqlite:///{partial}")
    partial.rename(file)


def _make_postgres_template(template: str, note: Path) -> None:
    _server().execute(f'CREATE DATABASE "{template}"')
    _build(template, postgres_url(template))
    note.touch()


@functools.cache
def _server() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=postgres_host(), user="postgres", dbname="postgres", autocommit=True)


def _build(template: str, url: str) -> None:
    """Make the template's tables, and for "furnished" what every installation knows (areas, activities)."""
    from digiloka import migration
    from digiloka.database import make_engine

    if template == "furnished":
        home = {"DIGILOKA_HOME": str(room() / "home"), "DIGILOKA_KEYS": str(keys_file())}
        environment = {**os.environ, **home, "DATABASE_URL": url}
        command = [Path(sys.executable).parent / "digiloka", "setup"]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    engine = make_engine(url)
    migration.upgrade(engine)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:  # a copy takes the file alone, not the log that lies beside it
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


if __name__ == "__main__":
    keep_postgres(Path(sys.argv[1]), int(sys.argv[2]))
