"""`digiloka serve` and `digiloka worker`: the running installation."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from digiloka.cli.children import Children
from digiloka.config import PROJECT, PUBLIC_URL, Settings

WEB_PROCESSES, WEB_THREADS = 2, 4  # one process while limits are counted in its memory: two would double them
PATIENCE_S = 60  # for the first answer: a first start compiles and reads a lot
GRACE_S = 30  # for requests under way when the server stops


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 answers other machines too.")
def serve(port: int, host: str) -> None:
    """Start the pages and the worker; Ctrl+C stops both."""
    _refuse_taken(host, port)
    if not os.environ.get(PUBLIC_URL):
        os.environ[PUBLIC_URL] = address_of(host, port)  # for the pages, for the worker's messages, and for us
    children = Children()
    with _asked_to_stop(children):
        children.start("web", _web(host, port), needed=True)  # it loads while we look into the database
        chosen, token = _installation()
        if _answers(host, port, children):
            children.start("worker", [sys.executable, "-m", "digiloka.tasks"])
            _tell(chosen, token)
        status = children.watch(GRACE_S + 5)
    sys.exit(status)


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds what is bound to `host`; "every address" is none to go to."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _installation() -> tuple[Settings, str | None]:
    """The settings, and the first admin's token while there is no admin."""
    from digiloka.accounts.actions import first_link
    from digiloka.cli.door import engine, settings, told
    from digiloka.database import transaction

    with told():
        chosen = settings()
        with transaction(engine(chosen)) as session:
            return chosen, first_link(session)


@click.command()
def worker() -> None:
    """Run the job worker alone, where `digiloka serve` is not what starts it."""
    os.execv(sys.executable, [sys.executable, "-m", "digiloka.tasks"])  # noqa: S606 - becomes the worker


def _web(host: str, port: int) -> list[str]:
    """gunicorn: one copy of the program in memory, shared by the processes; a stuck request is cut after 2 minutes."""
    processes = WEB_PROCESSES if os.environ.get("DIGILOKA_LIMITS_URL") else 1
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--preload", "--chdir", str(PROJECT)]
    command += ["--bind", f"{host}:{port}", "--worker-class", "gthread"]
    command += [
        "--workers",
        str(processes),
        "--threads",
        str(WEB_THREADS * WEB_PROCESSES // processes),
        "--timeout",
        "120",
    ]
    command += ["--graceful-timeout", str(GRACE_S), "--keep-alive", "5", "--log-level", "warning"]
    command += ["--max-requests", "20000", "--max-requests-jitter", "2000"]
    if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn's heartbeat: memory, so that a busy disk kills nobody
        command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    return command


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            click.echo(_why_not(problem, host, port), err=True)
            sys.exit(1)


def _why_not(problem: OSError, host: str, port: int) -> str:
    """What is wrong with the address, and another in the words in which this one was given."""
    if isinstance(problem, socket.gaierror) or problem.errno == errno.EADDRNOTAVAIL:
        return f"Alamat {host} bukan alamat komputer ini. Pilih yang lain: --host 127.0.0.1"
    other = 8001 if port != 8001 else 8002
    ways = f"digiloka serve --port {other}"
    if click.get_current_context().get_parameter_source("port") is not click.core.ParameterSource.COMMANDLINE:
        ways = f"PORT={other} make run atau {ways}"
    why = {errno.EADDRINUSE: "sudah dipakai program lain", errno.EACCES: "hanya untuk pengelola komputer"}
    return f"Port {port} {why.get(problem.errno or 0, 'tidak bisa dipakai')}. Pilih yang lain: {ways}"


def _answers(host: str, port: int, children: Children) -> bool:
    """Wait for the first answer; False when the server ended instead or was told to stop."""
    asked = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and children.all_needed_run():
        connection = http.client.HTTPConnection(asked, port, timeout=PATIENCE_S)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return True
        finally:
            connection.close()
    return False


def _tell(chosen: Settings, token: str | None) -> None:
    from digiloka.accounts.links import PATH

    base = chosen.public_url.rstrip("/")
    click.echo(f"DIGILOKA siap di {base}")
    if token:
        click.echo("Belum ada admin. Buka alamat ini, sekali dan dalam 24 jam, untuk menjadi admin pertama:")
        click.echo(f"    {base}{PATH}/{token}")
    click.echo("Hentikan dengan Ctrl+C.")


@contextlib.contextmanager
def _asked_to_stop(children: Children) -> Iterator[None]:
    """SIGTERM and Ctrl+C end the children in order; whatever happens, none is left behind."""
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: children.ask_to_stop())
    try:
        yield
    finally:
        children.end(GRACE_S + 5)
