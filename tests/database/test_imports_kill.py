"""`kill -9` while a survey is applied leaves all of it or nothing, and applying it again works.

`make prove` kills before every step and by the clock (benchmarks/kill); here it is before every fifth.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.killing import held, killed_at
from tests.people import PASSWORD
from tests.surveying import many, office, survey

pytestmark = pytest.mark.furnished
EVERY = 5


def test_killed_before_any_step_it_leaves_nothing_or_all(engine, engine_url, settings):
    user_id, data = office(engine, settings).user_id, survey(*many(45))
    engine.dispose()  # no connection is shared with the processes to be killed
    step, left = 1, held(engine_url)
    while killed_at(step, engine_url, settings, user_id, data):
        left = held(engine_url)
        if left["applied"]:
            break
        assert not any(left.values()), f"killed before step {step}"
        step += EVERY
    assert step > 40, "there were hardly any steps to be killed at"
    whole = held(engine_url)
    assert {whole[name] for name in ("business", "place", "journal", "rows done")} == {45}
    assert whole["applied"] == 1
    assert not killed_at(10_000, engine_url, settings, user_id, data)
    assert held(engine_url) == whole | {"applied": 2}, "the same file again adds nothing"


def test_the_command_killed_while_it_runs_can_be_called_again(environment, engine_url, tmp_path):
    book, digiloka = tmp_path / "survei.xlsx", str(Path(sys.executable).parent / "digiloka")
    book.write_bytes(survey(*many(400)))
    add = [digiloka, "users", "add", "dinas@contoh.id", "--role", "dinas", "--password-stdin"]
    subprocess.run(add, env=environment, input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
    apply = [digiloka, "imports", "apply", str(book), "--user", "dinas@contoh.id", "--json"]
    with subprocess.Popen(apply, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(1.8)
        except subprocess.TimeoutExpired:
            process.kill()
    assert held(engine_url)["business"] in (0, 400)
    subprocess.run(apply, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert held(engine_url)["business"] == 400
