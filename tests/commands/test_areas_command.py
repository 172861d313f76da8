"""`digiloka areas …` as people and programs call it."""

from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner

from digiloka.cli import main


@pytest.fixture
def called(tmp_path):
    unset = dict.fromkeys(("DATABASE_URL", "DIGILOKA_FILES", "DIGILOKA_KEYS", "DIGILOKA_CITY"), "")
    environment = {**os.environ, **unset, "DIGILOKA_HOME": str(tmp_path / "nowhere")}
    return lambda *words: CliRunner().invoke(main, ["areas", *words], env=environment)


SOUTH = (["-6.2", "106.8", "--json"], ["--json", "-6.2", "-106.8"], ["-.5", "-1e1", "--json"])


@pytest.mark.parametrize("words", SOUTH)
def test_a_point_south_of_the_equator_is_asked_like_any_other(called, words):
    done = called("locate", *words)
    assert (done.exit_code, json.loads(done.stdout), done.stderr) == (0, None, "")


def test_a_point_in_the_city_is_found(called):
    found = json.loads(called("locate", "1.6667", "101.45", "--json").stdout)
    assert found["kelurahan"].startswith("14.72.")


@pytest.mark.parametrize("words", [["abc", "1"], ["1", "2", "--jsom"], ["1"], ["-x", "1"]])
def test_what_is_no_point_is_refused_with_one_sentence(called, words):
    done = called("locate", *words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")


@pytest.mark.parametrize("words", [["abc", "1", "--json"], ["--json", "1"], ["1", "2", "--json", "--jsom"]])
def test_a_program_that_asks_amiss_gets_an_object_too(called, words):
    done = called("locate", *words)
    assert done.exit_code == 2
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["code"] == "usage"
    assert done.stderr.startswith(fault["message"])


def test_json_is_only_for_commands_that_know_it(called):
    done = called("--json")
    assert (done.exit_code, done.stdout) == (2, "")
