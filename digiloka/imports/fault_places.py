"""Where faults of one kind stand, so that a page can show just these rows, and what all of them have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from digiloka.imports.faults import Fault

MOST = 5_000  # rows of one kind that can be looked at: a hundred pages; beyond it a file is mended in Excel
_SENTENCES = 8  # different ones of a kind that are compared

Kind = tuple[str, str | None, str]  # severity, field, code


class FaultPlaces:
    """The rows of each kind of fault by their position in the batch."""

    def __init__(self) -> None:
        self._rows: dict[Kind, list[int]] = defaultdict(list)
        self._said: dict[Kind, set[str]] = defaultdict(set)

    def note(self, position: int, faults: Iterable[Fault]) -> None:
        """Faults of the row at this position; rows come in their order."""
        for fault in faults:
            kind = (fault.severity, fault.field, fault.code)
            rows, said = self._rows[kind], self._said[kind]
            if len(rows) < MOST and (not rows or rows[-1] != position):
                rows.append(position)
            if len(said) < _SENTENCES:
                said.add(fault.message)

    def with_places(self, summary: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The groups of a fault book, each with its rows and with the words that hold for every one of them."""
        return [
            {**group, "rows": self._rows.get(kind, []), "title": in_common(sorted(self._said.get(kind, ())))}
            for group in summary if (kind := (group["severity"], group["field"], group["code"]))
        ]


def in_common(messages: Sequence[str]) -> str:
    """The sentences with which all messages begin and end ("NIK harus 16 angka."), what is said of one cell left out;
    the first message where they share none."""
    if not messages:
        return ""
    told = [message.split(". ") for message in messages]
    if len(told) == 1:
        return messages[0]
    first = _shared(told)
    last = _shared([sentences[len(first) :][::-1] for sentences in told])[::-1]
    return ". ".join([*first, *last]).rstrip(".") + "." if first or last else messages[0]


def _shared(told: Sequence[Sequence[str]]) -> list[str]:
    return [same[0] for same in takewhile(lambda same: len(set(same)) == 1, zip(*told, strict=False))]
