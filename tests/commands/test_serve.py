"""`digiloka serve` and `digiloka worker`: one command starts all of it, and ends all of it."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from digiloka.cli import main
from digiloka.cli.serve import address_of
from tests.engines import PROJECT
from tests.kept import stored
from tests.people import PASSWORD, added

DIGILOKA = str(Path(sys.executable).with_name("digiloka"))


@contextmanager
def serving(environment: dict[str, str], port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and what it printed up to its last line."""
    command = [DIGILOKA, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl+C" in line:
            break
    try:
        yield process, said
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(process: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    own = [int(pid) for pid in found.stdout.split()]
    return own + [grandchild for child in own for grandchild in children_of(child)]


def runs(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen within 30 s.")


class Browser:
    """Just enough of one: cookies, and forms with their hidden fields."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def open(self, path: str, form: dict[str, str] | None = None) -> str:
        data = None
        if form is not None:
            hidden = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.open(path)).group(1)
            data = urllib.parse.urlencode({**form, "csrf_token": hidden}).encode()
        with self._opener.open(urllib.parse.urljoin(self.base, path), data) as answer:
            return answer.read().decode()


def test_the_first_start_tells_how_to_sign_in_and_the_next_does_not(environment: dict[str, str]) -> None:
    port = free_port()
    with serving(environment, port) as (_, said):
        assert f"http://127.0.0.1:{port}\n" in said
        link = re.search(r"http://\S+/tautan/\S+", said).group()
        browser = Browser(f"http://127.0.0.1:{port}")
        form = {"name": "Ada Admin", "email": "admin@example.id", "password": PASSWORD, "password_confirm": PASSWORD}
        assert "Masuk" in browser.open(link, form)
        assert "Ada Admin" in browser.open("/masuk", {"email": "admin@example.id", "password": PASSWORD})
        with pytest.raises(urllib.error.HTTPError, match="410"):
            Browser(browser.base).open(link)
    with serving(environment, free_port()) as (_, said):
        assert "DIGILOKA siap di" in said
        assert "/tautan/" not in said


@pytest.mark.parametrize("chosen", ["", "http://127.0.0.1:8000", "https://umkm.contoh.id/"])
def test_links_lead_where_it_is_served_unless_the_operator_says_where(
    environment: dict[str, str], session: Any, chosen: str
) -> None:
    number, port = stored(session).number, free_port()
    email = added(session, "dinas").email
    session.commit()
    base = chosen.rstrip("/") or f"http://127.0.0.1:{port}"
    with serving({**environment, "DIGILOKA_URL": chosen}, port) as (_, said):
        assert f"DIGILOKA siap di {base}\n" in said
        browser = Browser(f"http://127.0.0.1:{port}")
        browser.open("/masuk", {"email": email, "password": PASSWORD})
        assert f"{base}/bukti/{number}" in browser.open(f"/bukti/{number}/cetak")


@pytest.mark.parametrize(("host", "address"), [
    ("127.0.0.1", "http://127.0.0.1:8123"), ("0.0.0.0", "http://127.0.0.1:8123"), ("::", "http://127.0.0.1:8123"),
    ("10.0.0.7", "http://10.0.0.7:8123"), ("::1", "http://[::1]:8123"),
])  # fmt: skip
def test_an_address_that_is_no_address_for_a_browser_is_not_printed(host: str, address: str) -> None:
    assert address_of(host, 8123) == address


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_ending_the_command_ends_every_process(environment: dict[str, str], end: signal.Signals) -> None:
    with serving(environment, free_port()) as (process, _):
        family = children_of(process.pid)
        assert len(family) >= 3, "gunicorn and its process, and the worker"
        os.kill(process.pid, end)
        process.wait()
        until(lambda: not any(runs(child) for child in family))


def test_a_worker_that_dies_is_started_again(environment: dict[str, str]) -> None:
    with serving(environment, free_port()) as (process, _):

        def workers() -> list[int]:
            lines = [(pid, Path(f"/proc/{pid}/cmdline")) for pid in children_of(process.pid)]
            return [pid for pid, line in lines if line.exists() and b"digiloka.tasks" in line.read_bytes()]

        (first,) = workers()
        os.kill(first, signal.SIGKILL)
        until(lambda: bool(workers()) and workers() != [first])


@pytest.mark.parametrize("typed", [True, False], ids=["as an option", "in the environment"])
def test_a_port_that_is_taken_is_named(environment: dict[str, str], typed: bool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [DIGILOKA, "serve", *(["--port", port] if typed else [])]
        done = subprocess.run(command, env={**environment, "PORT": port}, cwd=PROJECT, capture_output=True, text=True,
                              check=False)
    assert done.returncode == 1
    way = "digiloka serve --port 8001" if typed else "PORT=8001 make run atau digiloka serve --port 8001"
    assert done.stderr == f"Port {port} sudah dipakai program lain. Pilih yang lain: {way}\n"


@pytest.mark.parametrize(("words", "said"), [
    (["--host", "203.0.113.9"], "Alamat 203.0.113.9 bukan alamat komputer ini. Pilih yang lain: --host 127.0.0.1\n"),
    (["--host", "tidak ada"], "Alamat tidak ada bukan alamat komputer ini. Pilih yang lain: --host 127.0.0.1\n"),
    (["--port", "0"], "Isi --port tidak bisa dibaca: tulis bilangan bulat 1–65535. Lihat: "),
    (["--port", "65536"], "Isi --port tidak bisa dibaca: tulis bilangan bulat 1–65535. Lihat: "),
    (["--port", "web"], "Isi --port tidak bisa dibaca: tulis bilangan bulat 1–65535. Lihat: "),
])  # fmt: skip
def test_an_address_that_cannot_be_served_is_told_in_indonesian(words: list[str], said: str) -> None:
    done = CliRunner().invoke(main, ["serve", *words])
    assert done.exit_code in (1, 2)
    assert done.stderr.startswith(said)


def test_without_a_database_it_says_what_to_run(environment: dict[str, str], tmp_path: Path) -> None:
    elsewhere = {**environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    command = [DIGILOKA, "serve", "--port", str(free_port())]
    done = subprocess.run(command, env=elsewhere, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "digiloka setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_embedded_database_takes_one_worker(environment: dict[str, str], tmp_path: Path) -> None:
    first = subprocess.Popen([DIGILOKA, "worker"], env=environment, cwd=PROJECT)
    try:
        until((tmp_path / "worker.lock").exists)
        time.sleep(1)
        second = subprocess.run(
            [DIGILOKA, "worker"], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False
        )
    finally:
        first.terminate()
        first.wait()
    assert second.returncode == 1
    assert second.stderr.strip().splitlines()[-1].startswith("A worker runs already")
