"""Contenders measured in turn: A B C, A B C, … so that what else the machine does falls on all of them."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One go. `mib` is the most that all its processes held together, None where nobody looked."""

    seconds: float
    cpu: float
    mib: int | None = None


@dataclass(slots=True)
class Contender:
    """Something to be measured: what it is called in the figures, and one go of it."""

    what: str
    database: str
    rows: int
    go: Callable[[], Measured]
    rounds: int
    found: list[Measured] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The middle of all goes."""
        return statistics.median(one.seconds for one in self.found)

    def line(self, **beside: Any) -> dict[str, Any]:
        """One line of figures, with others beside them."""
        seconds = sorted(one.seconds for one in self.found)
        sizes = [one.mib for one in self.found if one.mib is not None]
        return {"what": self.what, "database": self.database, "rows": self.rows, "goes": len(seconds),
                "seconds": round(self.seconds, 2), "quickest": round(seconds[0], 2), "slowest": round(seconds[-1], 2),
                "processor s": round(statistics.median(one.cpu for one in self.found), 2),
                "µs a row": round(self.seconds / self.rows * 1e6), "MiB": max(sizes, default="–"), **beside}


def race(contenders: Sequence[Contender]) -> None:
    """Each has its goes, one round after the other."""
    for number in range(max(contender.rounds for contender in contenders)):
        for contender in contenders:
            if number < contender.rounds:
                contender.found.append(contender.go())
                _tell(number, contender)


def _tell(number: int, contender: Contender) -> None:
    told = f"{contender.what}, {contender.rows} rows, {contender.database}: {contender.found[-1].seconds:.1f} s"
    print(f"   {time.strftime('%H:%M:%S')} round {number + 1}: {told}", file=sys.stderr, flush=True)
