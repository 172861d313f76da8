"""What is wrong with a file, a row or a cell: where it stands, a code for counts, a sentence for the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

ROW = "row"  # the row cannot be taken
CELL = "cell"  # the row goes on without this cell; its raw value is kept
WARNING = "warning"  # taken, but look

Say = Callable[[str, str, str, str], None]  # field key, severity, code, message

_GRAVITY = {WARNING: 1, CELL: 2, ROW: 3}
_MOST = 300_000  # faults told one by one; beyond that many a list helps nobody


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is 1-based as the spreadsheet shows it, None for a whole sheet; `column` is the letter."""

    sheet: str
    row: int | None
    column: str | None
    field: str | None
    code: str
    message: str
    severity: str

    def as_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column, "field": self.field, "code": self.code,
            "message": self.message, "severity": self.severity,
        }


def worst(faults: Iterable[Fault]) -> str | None:
    """The gravest severity among faults, None when there are none."""
    return max((fault.severity for fault in faults), key=_GRAVITY.__getitem__, default=None)


@dataclass(slots=True)
class FaultBook:
    """All faults of a file, counted by kind; told one by one up to a bound, so that a ruined file costs no more
    memory than a good one."""

    told: list[Fault] = field(default_factory=list)
    most: int = _MOST
    _first: dict[tuple[str, str | None, str], Fault] = field(default_factory=dict)
    _often: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)

    def extend(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            key = (fault.severity, fault.field, fault.code)
            if key not in self._often:
                self._first[key] = fault
            self._often[key] += 1
            if len(self.told) < self.most or fault.row is None:
                self.told.append(fault)

    def often(self, severity: str, field: str | None, code: str) -> int:
        """How many faults of a kind there are."""
        return self._often[severity, field, code]

    def as_json(self) -> list[dict[str, Any]]:
        """Every fault told, and how many more there are."""
        left = sum(self._often.values()) - len(self.told)
        more = [Fault("", None, None, None, "faults-more", f"Masih ada {left} catatan serupa di bawahnya.", WARNING)]
        return [fault.as_json() for fault in (*self.told, *(more if left else ()))]

    def of_sheets(self) -> list[dict[str, Any]]:
        """The faults that concern a sheet as a whole."""
        return [fault.as_json() for fault in self.told if fault.row is None]

    def summary(self) -> list[dict[str, Any]]:
        """Faults grouped for the eye: kind, field, how often, and the first place; gravest, then commonest first."""
        return [
            {"severity": key[0], "field": key[1], "code": key[2], "count": count, "first": self._first[key].as_json()}
            for key, count in sorted(self._often.items(), key=lambda item: (-_GRAVITY[item[0][0]], -item[1]))
        ]
