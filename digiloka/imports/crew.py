"""Processes that check and prepare rows beside this one, so that a long file keeps every core busy.

A task is an object that can be pickled; its `begin()` gives the function that does one chunk. Results come in the order
of the chunks, whoever did them. A process that dies, fails or stands still costs time and nothing else: what it had is
done here. Short files, and machines with one core, do all of it here.

The processes are started anew, never forked: they must not inherit a database connection, or a lock some thread held.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Generic, Protocol, Self, TypeVar

from digiloka import sealing
from digiloka.imports.hand import DONE, HEAD, pack

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

LONG = 3_000  # rows from which starting processes pays
_MOST = 2  # processes, of some 150 MB each; reading and writing the database go on in this one
_PATIENCE_S = 120.0  # for one chunk, which takes a second or two
_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = Path(find_spec("cryptography").origin).parents[1]  # type: ignore[union-attr, arg-type]
_CODE = "import sys; sys.path += [sys.argv.pop(1), sys.argv.pop(1)]; from digiloka.imports.hand import main; main()"
_LOST: Any = object()


class Task(Protocol[Chunk, Result]):
    """`begin` is called once in every process; what it gives is called with one chunk after the other."""

    def begin(self) -> Callable[[Chunk], Result]: ...


class Crew:
    """Starts its processes when there is enough to do, and ends them with its block. `hands`: how many."""

    def __init__(self, hands: int | None = None) -> None:
        self._count = _cores() if hands is None else hands
        self._hands: SimpleQueue[_Hand | None] = SimpleQueue()
        self._started: list[_Hand] = []
        self._threads: ThreadPoolExecutor | None = None
        self._numbers = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_told: object) -> None:
        for hand in self._started:
            hand.kill()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for hand in self._started:  # after the threads: a closed descriptor's number may be another file's at once
            hand.close()

    def expect(self, rows: int) -> bool:
        """Are processes at work on so many rows? Starts them if that pays."""
        if self._threads is None and self._count > 1 and rows >= LONG:
            self._started = [_Hand() for _ in range(self._count)]
            for hand in self._started:
                self._hands.put(hand)
            self._threads = ThreadPoolExecutor(self._count, "crew")
        return self._threads is not None and rows >= LONG

    def each(self, task: Task[Chunk, Result], chunks: Iterable[Chunk], rows: int) -> Iterator[Result]:
        """The result of every chunk, in their order; `rows` is how many they hold about."""
        if not self.expect(rows):
            yield from map(task.begin(), chunks)
            return
        order = _Order(next(self._numbers), task)
        ahead: deque[tuple[Chunk, Future[Any]]] = deque()
        assert self._threads is not None
        for chunk in chunks:
            ahead.append((chunk, self._threads.submit(self._done, order, chunk)))
            if len(ahead) > 2 * self._count:
                yield order.result(*ahead.popleft())
        while ahead:
            yield order.result(*ahead.popleft())

    def _done(self, order: _Order[Any, Any], chunk: Any) -> Any:
        """In a thread of this process: one hand does one chunk; _LOST when no hand can."""
        hand = self._hands.get()
        try:
            result = _LOST if hand is None else hand.do(order, chunk)
        except Exception:  # whatever it is, the hand is not lost: the chunk is done here and meets the trouble itself
            assert hand is not None
            hand.kill()
            hand, result = None, _LOST
        self._hands.put(hand)
        return result


class _Order(Generic[Chunk, Result]):
    """A task as it is given to hands, and done here where they fail."""

    def __init__(self, number: int, task: Task[Chunk, Result]) -> None:
        self.number = number
        self.packed = pack(("task", number, task))
        self._task = task
        self._here: Callable[[Chunk], Result] | None = None

    def result(self, chunk: Chunk, future: Future[Any]) -> Result:
        found = future.result()
        if found is not _LOST:
            return found
        if self._here is None:
            self._here = self._task.begin()
        return self._here(chunk)


class _Hand:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell, no word from outside
            [sys.executable, "-I", "-S", "-c", _CODE, str(_ROOT), str(_PACKAGES)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        self._deadline = 0.0
        self._knows: int | None = None

    def do(self, order: _Order[Any, Any], chunk: Any) -> Any:
        """The result of a chunk, _LOST when the task raised; OSError or EOFError when the process is of no use."""
        self._deadline = time.monotonic() + _PATIENCE_S
        if self._knows is None:
            self._send(pack(("keys", replace(sealing.keyring(), _ciphers={}, _hashers=[]))))
        if self._knows != order.number:
            self._send(order.packed)
            self._knows = order.number
        self._send(pack(("do", order.number, chunk)))
        how, result = pickle.loads(self._read(HEAD.unpack(self._read(HEAD.size))[0]))  # noqa: S301 - of our own process
        return result if how == DONE else _LOST

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _send(self, message: bytes) -> None:
        left = memoryview(message)
        while left:
            self._wait(self._to, select.POLLOUT)
            left = left[os.write(self._to, left) :]

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        left = memoryview(data)
        while left:
            self._wait(self._from, select.POLLIN)
            got = os.readv(self._from, [left])
            if not got:
                raise EOFError
            left = left[got:]
        return data

    def _wait(self, pipe: int, event: int) -> None:
        """Polled, since `select` takes no descriptor above 1,023 and a busy server has them."""
        waiting = select.poll()
        waiting.register(pipe, event)
        if not waiting.poll(max(0.0, self._deadline - time.monotonic()) * 1000):
            raise TimeoutError


def _cores() -> int:
    """Cores this process may use, as processes to start; 1 starts none."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST)
