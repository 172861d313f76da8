"""`digiloka serve` of a throw-away installation, as it runs in an office."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.installing import PROJECT, Installation


@contextmanager
def serving(installation: Installation) -> Iterator[str]:
    """The address, once it answers; RuntimeError when it ends before."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = installation.command("serve", "--port", port)
    process = subprocess.Popen(
        command, env=installation.environment, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        if not any("Ctrl+C" in line for line in process.stdout):
            raise RuntimeError("digiloka serve ended before it answered")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
