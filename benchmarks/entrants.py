"""What the import races send into the ring: our own commands and the floor, where businesses are registered already."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import metering, survey_book
from benchmarks.installing import PROJECT, USER, Installation, Workshop
from benchmarks.racing import Measured
from digiloka.database import make_engine

ELSEWHERE = 500_000  # where the registered people stand in the survey's list of people: no file goes so far
FLOOR = {"spatialite": "executemany", "postgis": "copy"}  # the quickest way into each database


class Ring:
    """An installation with `registered` businesses, imported from a file of other people; every go gets a copy."""

    def __init__(self, shop: Workshop, registered: int, seed: int) -> None:
        self.shop, self.kind = shop, shop.kind
        self._finished: dict[Path, Path] = {}
        self.base = shop.copy()
        book = shop.folder / "registered.xlsx"
        survey_book.write(book, registered, seed + 1, first=ELSEWHERE)  # another seed: other names and phones, too
        self.base.digiloka("imports", "apply", str(book), "--user", USER, "--json")
        book.unlink()
        engine = make_engine(self.base.url)  # what a database does by itself, sooner or later, to know its tables
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE" if self.kind == "postgis" else "ANALYZE")
        engine.dispose()

    def check(self, book: Path) -> Measured:
        return self._on_copy(lambda copy: _product(copy, "check", str(book), "--json", "--user", USER)[0])

    def apply(self, book: Path) -> Measured:
        """`imports apply`: check the file, keep its plan, write it into the register."""
        return self._on_copy(lambda copy: _product(copy, "apply", str(book), "--user", USER, "--json")[0])

    def warm(self, books: list[Path]) -> Measured:
        """The middle of several files in one process that has imported one before."""
        def go(copy: Installation) -> Measured:
            told = told_by(copy, "benchmarks.warm", USER, *map(str, books))
            return Measured(statistics.median(told["seconds"]), statistics.median(told["cpu"]), round(told["mib"]))

        return self._on_copy(go)

    def floor(self, way: str, book: Path) -> Measured:
        """See `floor`: calamine reads the file, the driver writes the rows of a finished import of it."""
        rows = self._finished.get(book) or self._finish(book)

        def go(copy: Installation) -> Measured:
            told = told_by(copy, "benchmarks.floor", way, str(book), copy.url, str(rows))
            return Measured(told["seconds"], told["cpu"])

        return self._on_copy(go)

    def _finish(self, book: Path) -> Path:
        """Import the file once, and take out the rows it made."""
        made, rows = self.shop.copy(self.base), self.shop.folder / f"{book.stem}.pickle"
        _, told = _product(made, "apply", str(book), "--user", USER, "--json")
        stored = told_by(made, "benchmarks.floor", "take", self.base.url, made.url, str(rows))
        self.shop.discard(made)
        print(f"   {self.kind}, {book.stem}: {told['counts']}, stored {stored}", file=sys.stderr, flush=True)
        self._finished[book] = rows
        return rows

    def _on_copy(self, go: Callable[[Installation], Measured]) -> Measured:
        copy = self.shop.copy(self.base)
        try:
            return go(copy)
        finally:
            self.shop.discard(copy)


def _product(installation: Installation, *words: str) -> tuple[Measured, Any]:
    done = metering.run(installation.command("imports", *words), installation.environment, PROJECT)
    if done.status:
        raise AssertionError(f"imports {words[0]} ended with {done.status}: {done.errors[-500:]}")
    return Measured(done.seconds, done.cpu, done.mib), json.loads(done.output)


def told_by(installation: Installation, module: str, *words: str) -> Any:
    """What a module of this folder prints as JSON, run as a process of its own."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=PROJECT, env=installation.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(words)}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
