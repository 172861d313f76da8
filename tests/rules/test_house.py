"""The house's own rules: floors, sizes, names, and what no file may hold. A breach fails the build."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
CODE = {".py", ".js", ".css", ".html", ".sh"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
LOCKS = ("run.lock", "test.lock", "setup.lock", "node.lock")
# Put together from halves, so that this file does not hold what it forbids.
INDEXES = ("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "registry.yarn" + "pkg.com")
MACHINE_PATHS = re.compile("/(?:root|" + "work)/|/" + r"home/\w|/" + r"Users/\w|[A-Z]:\\" + "Users")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project that git has or would take; in an unpacked archive, every file."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(listing, cwd=HOUSE, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [HOUSE / name for name in listed.stdout.split("\0") if name]
    else:
        installed = {".venv", "node_modules", "vendor", "instance", "build", "__pycache__"}
        found = [path for path in HOUSE.rglob("*") if not installed & set(path.relative_to(HOUSE).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def code(*folders: str) -> list[Path]:
    return [path for path in files() if path.suffix in CODE and path.relative_to(HOUSE).parts[0] in folders]


def text_of(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""  # a picture or a workbook


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(HOUSE)) for path in paths]


# Floors


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_imports_go_down_the_floors() -> None:
    done = lint_imports(HOUSE)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("values/amounts.py", "import digiloka.registry"),
        ("areas/naming.py", "from digiloka.activities import search"),
        ("registry/actions.py", "from digiloka.web import public"),
        ("statistics/measures.py", "import digiloka.cli"),
        ("web/public.py", "from digiloka.registry.models import Business"),
        ("tasks/importing.py", "from digiloka.imports import models"),
        ("registry/queries.py", "from flask import g"),
        ("values/text.py", "import sqlalchemy"),
        ("gossip/__init__.py", "import digiloka.values"),
    ],
)
def test_the_contracts_notice_a_wrong_import(module: str, line: str, tmp_path: Path) -> None:
    shutil.copyfile(HOUSE / "setup.cfg", tmp_path / "setup.cfg")
    plan = ["web/public.py", "cli/setup.py", "tasks/importing.py", "api/areas.py", "statistics/measures.py"]
    plan += ["imports/models.py", "registry/models.py", "registry/actions.py", "registry/queries.py"]
    plan += ["areas/naming.py", "activities/search.py", "values/amounts.py", "values/text.py", module]
    for name in plan:
        file = tmp_path / "digiloka" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        for signpost in (tmp_path / "digiloka" / "__init__.py", file.parent / "__init__.py", file):
            signpost.touch()
    assert lint_imports(tmp_path).returncode == 0 or module.startswith("gossip")
    (tmp_path / "digiloka" / module).write_text(f"{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout


def test_only_transaction_commits() -> None:
    committing = [
        f"{name}:{node.lineno}"
        for path, name in zip(code("digiloka"), names(code("digiloka")), strict=True)
        if path.suffix == ".py" and name not in {"digiloka/database.py"}
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not committing, "Only digiloka/database.py commits; a door opens transaction()."


# Shape


def test_every_file_of_the_program_stays_under_300_lines() -> None:
    program = [path for path in code("digiloka", "static", "templates") if path.suffix != ".css"]
    long = [path for path in program if text_of(path).count("\n") >= 300]
    assert not long, f"Split by nouns: {names(long)}"


def test_no_room_is_named_after_nothing() -> None:
    vague = [path for path in code("digiloka", "tests", "static", "templates", "benchmarks", "setup")
             if FORBIDDEN_NAMES & {*path.relative_to(HOUSE).parts[:-1], path.stem}]
    assert not vague, f"A name must say what is inside: {names(vague)}"


def test_every_package_has_a_signpost() -> None:
    def speaks(signpost: Path) -> bool:
        return signpost.exists() and bool(ast.get_docstring(ast.parse(text_of(signpost))))

    packages = {path.parent for path in code("digiloka") if path.suffix == ".py"}
    dumb = [folder for folder in sorted(packages) if not speaks(folder / "__init__.py")]
    assert not dumb, f"__init__.py with a docstring that says what the room is for: {names(dumb)}"


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|x" + r"fail)\b")
    unfinished = [path for path in files() if path.suffix in CODE and marks.search(text_of(path))]
    assert not unfinished, names(unfinished)


# What no file may hold


def test_no_file_names_a_package_index() -> None:
    naming = [path for path in files() if any(index in text_of(path) for index in INDEXES)]
    assert not naming, names(naming)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    knowing = [path for path in files() if MACHINE_PATHS.search(text_of(path))]
    assert not knowing, names(knowing)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_every_package_by_hash_and_names_no_address(lock: str) -> None:
    text = (HOUSE / "requirements" / lock).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert not loose
    assert not re.findall(r"\w+://\S+|--(?:extra-)?index-url\S*|--find-links\S*", text)


def test_the_javascript_lock_file_names_no_address() -> None:
    packages = json.loads((HOUSE / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_tests_run_with_the_versions_that_people_run() -> None:
    def pinned(lock: str) -> set[str]:
        text = (HOUSE / "requirements" / lock).read_text()
        return set(re.findall(r"^\S+==\S+(?: ; .*)?(?= \\)", text, re.MULTILINE))

    assert pinned("run.lock") <= pinned("test.lock")


def test_third_party_javascript_is_not_committed() -> None:
    assert not [path for path in files() if "vendor" in path.parts or "node_modules" in path.parts]
