"""An environment of its own for each peer: what one caps would hold another back, and none belongs to the product."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent / "peers"
BUILD = PEERS.parent.parent / "build" / "peers"
_UV = str(Path(sys.executable).parent / "uv")


def python_of(name: str) -> str:
    """The Python that has what `peers/NAME.lock` names, installed now if it is not. RuntimeError when it cannot be."""
    lock, home = PEERS / f"{name}.lock", BUILD / name
    python, stamp = str(home / "bin" / "python"), home / "digest"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return python
    shutil.rmtree(home, ignore_errors=True)
    _run("venv", "--quiet", "--python", sys.executable, str(home))
    _run("pip", "install", "--quiet", "--compile-bytecode", "--python", python, "--require-hashes", "-r", str(lock))
    stamp.write_text(digest)
    return python


def _run(*words: str) -> None:
    done = subprocess.run([_UV, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
        raise RuntimeError(f"A peer could not be installed; is the package registry reached? uv says: {why[0].strip()}")
