"""A test run says what it could not run, and with CI=true a missing component is a failure. Proofs record failures."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import prove

HOUSE = Path(__file__).resolve().parents[2]
NEEDS_BROWSER = """
import pytest

@pytest.mark.needs("chromium")
def test_with_a_browser():
    pass
"""
NEEDS_SHARED = """
def test_with_real_files(shared):
    assert shared.is_dir()
"""


def run(source: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """pytest on one file, with this project's settings and fixtures, on a machine without Chromium."""
    test = folder / "test_it.py"
    test.write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", f"--rootdir={HOUSE}"]
    bare = {"PATH": str(folder), "CHROMIUM": "", "CI": "", **environment}
    command += ["-c", str(HOUSE / "setup.cfg"), str(test)]
    return subprocess.run(command, cwd=HOUSE, env={**os.environ, **bare}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_missing_component_is_named_and_fails_only_in_ci(ci: str, status: int, tmp_path: Path) -> None:
    done = run(NEEDS_BROWSER, tmp_path, CI=ci)
    assert done.returncode == status, done.stdout
    assert "1 tests: needs chromium: Chromium is not installed" in done.stdout


def test_without_the_shared_folder_ci_passes_and_says_so(tmp_path: Path) -> None:
    done = run(NEEDS_SHARED, tmp_path, CI="true", DIGILOKA_SHARED=str(tmp_path / "nowhere"))
    assert done.returncode == 0, done.stdout
    assert "1 tests: without ../shared" in done.stdout


def test_with_the_shared_folder_its_tests_run(tmp_path: Path) -> None:
    done = run(NEEDS_SHARED, tmp_path, CI="true", DIGILOKA_SHARED=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_a_proof_that_does_not_hold_is_written_down_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def wrong(out: Path, full: bool) -> None:
        raise AssertionError("two rows are missing")

    record = prove.carry_out(wrong, tmp_path / "wrong", full=False)
    prove.write(tmp_path, {"proof": "wrong", **prove.machine(), "seed": 1, "full": False, **record})
    capsys.readouterr()
    line = json.loads((tmp_path / "wrong.jsonl").read_text())
    assert (line["held"], line["trouble"]) == (False, "AssertionError: two rows are missing")
    assert "did not hold: AssertionError: two rows are missing" in (tmp_path / "wrong.md").read_text()


def test_what_runs_as_a_proof_is_one() -> None:
    found = {name: list(inspect.signature(proof).parameters) for name, proof in prove.proofs([])}
    assert {"imports", "kill", "warm"} <= set(found)
    assert all(names in (["out", "full"], ["_out", "full"]) for names in found.values()), found


def test_a_proof_keeps_commit_seed_and_figures(tmp_path: Path) -> None:
    def right(out: Path, full: bool) -> list[dict[str, object]]:
        return [{"what": "reading", "seconds": 1.5}, {"what": "writing", "seconds": 2.5}]

    record = prove.carry_out(right, tmp_path / "right", full=True)
    for seed in (7, 8):
        prove.write(tmp_path, {"proof": "right", **prove.machine(), "seed": seed, "full": True, **record})
    lines = [json.loads(line) for line in (tmp_path / "right.jsonl").read_text().splitlines()]
    assert [line["seed"] for line in lines] == [7, 8]
    assert lines[1]["figures"][1] == {"what": "writing", "seconds": 2.5}
    assert "| writing | 2.5 |" in (tmp_path / "right.md").read_text()
