"""How many people work in a business, where they were told in parts: what was told stands, the rest is their sum.

A total or a sex that nobody told follows from its parts when all of them are told; of a part that is blank nothing is
known. It is computed wherever people are counted and never stored, so that it follows an edit of a part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from digiloka.registry.records import FiguresRecord

WHOLES = ("workers_total", "workers_male", "workers_female")
# a whole and its two parts, in the order in which one may follow from another
SUMS = (
    ("workers_male", "workers_permanent_male", "workers_casual_male"),
    ("workers_female", "workers_permanent_female", "workers_casual_female"),
    ("workers_total", "workers_male", "workers_female"),
    ("workers_total", "workers_paid", "workers_unpaid"),
)
COUNTS = tuple(dict.fromkeys((*WHOLES, *(part for _, *parts in SUMS for part in parts))))


def completed(told: Mapping[str, Any]) -> dict[str, Any]:
    """Counts by column, those that follow from the others filled in; what else is told stays."""
    found = dict(told)
    for whole, one, other in SUMS:
        if found[whole] is None and found[one] is not None and found[other] is not None:
            found[whole] = found[one] + found[other]
    return found


def with_sums(figures: FiguresRecord) -> FiguresRecord:
    """The same figures, the counts that follow from others filled in."""
    found: dict[str, int] = {}
    for whole, *parts in SUMS:
        if getattr(figures, whole) is None and whole not in found:
            told = [found.get(part, getattr(figures, part)) for part in parts]
            if None not in told:
                found[whole] = sum(told)
    return replace(figures, **found) if found else figures  # copying costs more than all else, for every row
