"""`digiloka users`: other programs call it, so its words, its exit status and what it writes are fixed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from digiloka.cli import main
from tests.engines import PROJECT
from tests.people import PASSWORD, sign_in

Call = Callable[..., Result]
DIGILOKA = str(Path(sys.executable).with_name("digiloka"))


@pytest.fixture
def users(environment: dict[str, str]) -> Call:
    """`digiloka users …` in this process: as a program of its own each call would take seconds."""
    runner = CliRunner()
    return lambda *arguments, typed="": runner.invoke(main, ["users", *arguments], input=typed, env=environment)


def test_as_a_program_of_its_own(environment: dict[str, str], app: Flask, client: FlaskClient) -> None:
    command = [DIGILOKA, "users", "add", "satu@example.id", "--role", "admin", "--password-stdin"]
    for status in (0, 1):
        done = subprocess.run(
            command, env=environment, cwd=PROJECT, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False
        )
        assert done.returncode == status
        assert len((done.stderr if status else done.stdout).strip().splitlines()) == 1
    assert sign_in(client, "satu@example.id").status_code == 302


def test_a_user_added_with_a_password_signs_in(users: Call, app: Flask, client: FlaskClient) -> None:
    done = users("add", "Petugas@Example.id", "--role", "dinas", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sign_in(client, "petugas@example.id").status_code == 302
    assert PASSWORD not in done.stdout


@pytest.mark.parametrize(
    ("role", "area", "gets"),
    [
        ("admin", None, "14.72"), ("dinas", "14.72", "14.72"), ("plut", None, "14.72"),
        ("kecamatan", "14.72.01", "14.72.01"), ("kelurahan", "14.72.01.1003", "14.72.01.1003"), ("owner", None, None),
    ],
)
def test_every_role_is_added_with_its_area(users: Call, role: str, area: str | None, gets: str | None) -> None:
    more = ["--area", area] if area else []
    assert users("add", "satu@example.id", "--role", role, *more, "--password-stdin", typed=PASSWORD).exit_code == 0
    listed = json.loads(users("list", "--json").stdout)
    expected = [{"email": "satu@example.id", "name": "satu", "role": role, "area": gets, "standing": "active"}]
    assert listed == ([] if role == "owner" else expected)


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("bukan-alamat", "--role", "dinas"), PASSWORD),
        (("satu@example.id", "--role", "raja"), PASSWORD),
        (("satu@example.id", "--role", "kelurahan"), PASSWORD),
        (("satu@example.id", "--role", "kelurahan", "--area", "14.72.01"), PASSWORD),
        (("satu@example.id", "--role", "kelurahan", "--area", "14.72.01.9999"), PASSWORD),
        (("satu@example.id", "--role", "kecamatan", "--area", "14.71.01"), PASSWORD),
        (("satu@example.id", "--role", "dinas", "--area", "x"), PASSWORD),
        (("satu@example.id", "--role", "dinas"), "pendek"),
        (("satu@example.id", "--role", "dinas"), ""),
        (("ada@example.id", "--role", "dinas"), PASSWORD),
    ],
)
def test_who_cannot_be_added_is_refused_in_one_sentence(users: Call, arguments: tuple[str, ...], typed: str) -> None:
    users("add", "ada@example.id", "--role", "plut", "--password-stdin", typed=PASSWORD)
    done = users("add", *arguments, "--password-stdin", typed=typed)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert len(json.loads(users("list", "--json").stdout)) == 1


def test_without_a_password_a_link_is_printed_that_works_once(users: Call, app: Flask, client: FlaskClient) -> None:
    said = users("add", "satu@example.id", "--role", "dinas", "--name", "Ada Petugas").stdout
    path = "/tautan/" + said.rpartition("/tautan/")[2].strip()
    form = {"password": PASSWORD, "password_confirm": PASSWORD}
    assert client.post(path, data=form).status_code == 302
    assert client.post(path, data=form).status_code == 410
    assert sign_in(client, "satu@example.id").status_code == 302


def test_a_user_is_switched_off(users: Call, app: Flask, client: FlaskClient) -> None:
    for name in ("satu", "dua"):
        users("add", f"{name}@example.id", "--role", "admin", "--password-stdin", typed=PASSWORD)
    assert users("deactivate", "satu@example.id").exit_code == 0
    assert sign_in(client, "satu@example.id").status_code == 422
    last = users("deactivate", "dua@example.id")
    assert (last.exit_code, len(last.stderr.strip().splitlines())) == (1, 1)
    assert users("deactivate", "tiga@example.id").exit_code == 1
    assert users("link", "satu@example.id").exit_code == 1
