"""Processes that `digiloka serve` starts, keeps alive and ends."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

import click

LOOK_S = 0.2
QUICK_ENDS = 5  # so many ends within RESTART_WINDOW_S, and a helper is not started again
RESTART_WINDOW_S = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process. A needed one takes the others with it; another is started again."""

    command: list[str]
    needed: bool
    process: subprocess.Popen[bytes]
    ends: list[float] = field(default_factory=list)


class Children:
    """The processes of one installation, by name."""

    def __init__(self) -> None:
        self._children: dict[str, Child] = {}
        self._stopping = False

    def start(self, name: str, command: list[str], *, needed: bool = False) -> None:
        self._children[name] = Child(command, needed, _spawn(command))

    def ask_to_stop(self) -> None:
        self._stopping = True

    def all_needed_run(self) -> bool:
        return not self._stopping and all(c.process.poll() is None for c in self._children.values() if c.needed)

    def watch(self, grace_s: float) -> int:
        """Until told to stop, or until a needed child ends. Returns the exit status for the parent."""
        while self.all_needed_run():
            for name, child in self._children.items():
                if not child.needed and child.process.poll() is not None:
                    self._start_again(name, child)
            time.sleep(LOOK_S)
        failed = not self._stopping
        self.end(grace_s)
        return 1 if failed else 0

    def end(self, grace_s: float) -> None:
        """Ask every child to end, and end those that do not."""
        self._stopping = True
        alive = [child.process for child in self._children.values() if child.process.poll() is None]
        for process in alive:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + grace_s
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start_again(self, name: str, child: Child) -> None:
        now = time.monotonic()
        recent = [end for end in child.ends if now - end < RESTART_WINDOW_S]
        if len(recent) >= QUICK_ENDS:
            return
        child.ends = [*recent, now]
        if len(child.ends) == QUICK_ENDS:
            click.echo(f"{name} berhenti terus dan tidak dimulai lagi. Halaman tetap berjalan tanpa itu.", err=True)
            return
        time.sleep(LOOK_S * len(recent))
        child.process = _spawn(child.command)


def _spawn(command: list[str]) -> subprocess.Popen[bytes]:
    """A process in a group of its own (Ctrl+C reaches the parent alone) that ends when the parent dies."""
    hook = _end_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, start_new_session=True, preexec_fn=hook)  # noqa: S603


def _end_with_parent() -> None:
    """Linux: the kernel sends SIGTERM when the parent dies, even by kill -9."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
