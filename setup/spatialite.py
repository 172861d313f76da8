"""Finds SpatiaLite's loadable module, or fetches it, and writes down where it is.

The note `.venv/spatialite.json` is what the program reads when it opens a SQLite database:
`module` the name or path to load, `before` libraries to load first, in that order (paths; usually none).

Ways, in this order: what the system has; apt-get as root; without root, Debian's packages unpacked in .venv.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = "libsqlite3-mod-spatialite"
PROJECT = Path(__file__).resolve().parent.parent
NOTE = Path(sys.prefix) / "spatialite.json"
FOLDER = Path(sys.prefix) / "spatialite"
BREW = ("/opt/homebrew/lib/mod_spatialite.dylib", "/usr/local/lib/mod_spatialite.dylib")

# Runs in a process of its own: a module that does not fit may end the process, and libraries stay loaded.
TRIAL = """
import ctypes, json, sys
found = json.loads(sys.argv[1])
for library in found["before"]:
    ctypes.CDLL(library)
import pysqlite3.dbapi2 as driver
connection = driver.connect(":memory:")
connection.enable_load_extension(True)
connection.load_extension(found["module"])
connection.execute("SELECT InitSpatialMetaData(1, 'WGS84')")
query = "SELECT spatialite_version(), PtDistWithin(MakePoint(?, 1.6, 4326), MakePoint(?, 1.6, 4326), 1, 1)"
version, near = connection.execute(query, (101.4, 101.4)).fetchone()
assert near == 1
print(version)
"""

# Prints the libraries of a folder in an order in which each loads.
ORDER = """
import ctypes, sys
waiting, ordered = sys.argv[1:], []
while waiting:
    left = []
    for library in waiting:
        try:
            ctypes.CDLL(library)
            ordered.append(library)
        except OSError:
            left.append(library)
    if len(left) == len(waiting):
        break
    waiting = left
print("\\n".join(ordered))
"""


def main() -> int:
    known = [json.loads(NOTE.read_text())] if NOTE.exists() else []
    names = ["mod_spatialite", *(path for path in BREW if os.path.exists(path))]
    for found in known + [_note(name) for name in names]:
        if _write(found):
            return 0
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return _refuse("install your system's SpatiaLite (on macOS: brew install libspatialite)")
    if os.geteuid() == 0:
        installed = subprocess.run([PROJECT / "setup" / "debian.sh", PACKAGE], check=False).returncode == 0
        return 0 if installed and _write(_note("mod_spatialite")) else _refuse(f"apt-get install {PACKAGE}")
    try:
        return 0 if _write(_unpack()) else _refuse(f"sudo apt-get install {PACKAGE}")
    except subprocess.CalledProcessError as problem:
        print((problem.stderr or "").strip()[-300:], file=sys.stderr)
        return _refuse(f"sudo apt-get install {PACKAGE}")


def _note(module: str, before: list[str] | None = None) -> dict[str, object]:
    return {"module": module, "before": before or []}


def _write(found: dict[str, object]) -> bool:
    """Write the note if this module really loads."""
    command = [sys.executable, "-c", TRIAL, json.dumps(found)]
    trial = subprocess.run(command, check=False, capture_output=True, text=True)
    if trial.returncode != 0:
        return False
    NOTE.write_text(json.dumps(found, indent=1) + "\n")
    print(f"SpatiaLite {trial.stdout.strip()}: {found['module']}")
    return True


def _refuse(what: str) -> int:
    print(f"DIGILOKA needs SpatiaLite and could not get it: {what}, then make setup again.", file=sys.stderr)
    return 1


def _unpack() -> dict[str, object]:
    """Download the package and whatever it lacks here, as an ordinary user, and unpack all into .venv."""
    print(f"Unpacking {PACKAGE} into {FOLDER.relative_to(PROJECT)} (no root)")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as room:
        apt = ["apt-get", *_private_lists(Path(room))]
        _run([*apt, "update", "-q"], room)
        plan = _run([*apt, "install", "--simulate", "--no-install-recommends", PACKAGE], room)
        packages = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
        _run([*apt, "download", "-q", *packages], room)
        for file in sorted(Path(room).glob("*.deb")):
            _run(["dpkg", "-x", str(file), str(FOLDER)], room)
    found = glob.glob(f"{FOLDER}/**/lib/**/lib*.so.*", recursive=True)
    libraries = sorted(path for path in found if not os.path.islink(path))
    ordered = _run([sys.executable, "-c", ORDER, *libraries], ".").split()
    module = next(iter(glob.glob(f"{FOLDER}/**/mod_spatialite.so", recursive=True)), "")
    return _note(module, ordered)


def _private_lists(room: Path) -> list[str]:
    """Options that keep apt's lists in a folder of ours; what is installed is still read from the system."""
    for name in ("lists/partial", "archives/partial"):
        (room / name).mkdir(parents=True)
    chosen = {
        "Dir::State::lists": room / "lists",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": room,
        "Dir::Cache::archives": room / "archives",
        "Debug::NoLocking": "1",
    }
    return [part for key, value in chosen.items() for part in ("-o", f"{key}={value}")]


def _run(command: list[str], folder: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
