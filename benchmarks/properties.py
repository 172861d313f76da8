"""Every property test (hypothesis) with 3,000 new examples each; `make test` takes 60 fixed ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent


def main(out: Path, full: bool) -> list[dict[str, Any]]:
    seed = os.environ.get("DIGILOKA_SEED", "0")
    every = sorted((PROJECT / "tests").rglob("test_*.py"))
    tests = [str(path) for path in every if "@given(" in path.read_text()]
    if not tests:
        raise AssertionError("there is no test with a property")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", f"--hypothesis-seed={seed}", *tests]
    environment = {**os.environ, "DIGILOKA_PROFILE": "whole" if full else "sample"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        (out / "output.txt").write_text(done.stdout)
        raise AssertionError("a property does not hold: see output.txt")
    passed = re.findall(r"(\d+) passed", done.stdout)
    return [{"what": "files with property tests", "files": len(tests), "tests passed": int(passed[-1])}]
