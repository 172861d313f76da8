"""How many people work in a business, from what was told of them: what was told stands, the rest follows from parts."""

from __future__ import annotations

import pytest

from digiloka.registry import mapping
from digiloka.registry.crowds import crowd
from digiloka.registry.records import FiguresRecord
from digiloka.registry.workforce import completed, with_sums
from tests.records import money

_SHORT = {"t": "total", "m": "male", "f": "female", "pm": "permanent_male", "pf": "permanent_female",
          "cm": "casual_male", "cf": "casual_female", "paid": "paid", "unpaid": "unpaid"}  # fmt: skip


def counts(**told: int | None) -> dict[str, int | None]:
    return {f"workers_{name}": told.get(short) for short, name in _SHORT.items()}


# what was told → total, male and female
TOLD = [
    ({"pm": 3, "pf": 1, "cm": 0, "cf": 2}, (6, 3, 3)),
    ({"pm": 3, "pf": 1, "cm": 0, "cf": 2, "t": 7}, (7, 3, 3)),
    ({"pm": 3, "cm": 1, "m": 5}, (None, 5, None)),
    ({"pm": 3, "cm": 1, "f": 2}, (6, 4, 2)),
    ({"pm": 3, "pf": 1}, (None, None, None)),
    ({"m": 2, "f": 1}, (3, 2, 1)),
    ({"m": 0, "f": 0}, (0, 0, 0)),
    ({"m": 2}, (None, 2, None)),
    ({"paid": 4, "unpaid": 2}, (6, None, None)),
    ({"paid": 4}, (None, None, None)),
    ({"paid": 4, "unpaid": 2, "m": 1, "f": 1}, (2, 1, 1)),
    ({}, (None, None, None)),
]


@pytest.mark.parametrize(("told", "people"), TOLD)
def test_what_was_not_told_follows_from_its_parts_where_all_of_them_are(told, people):
    found = completed(counts(**told))
    assert (found["workers_total"], found["workers_male"], found["workers_female"]) == people
    figures = with_sums(FiguresRecord(year=2026, **counts(**told)))
    assert (figures.workers_total, figures.workers_male, figures.workers_female) == people


def test_finer_parts_count_wherever_workers_do():
    parts = counts(pm=12, pf=4, cm=3, cf=2)
    columns = mapping.figures_columns(FiguresRecord(year=2026, investment=money(2_000_000_000), **parts), True)
    assert columns["ikm_class"] == "menengah", "20 workers or more"
    assert columns["workers_total"] is None, "what was told is stored; what follows would not follow an edit"
    assert crowd(FiguresRecord(year=2026, **counts(pm=50, pf=30, cm=10, cf=10)))[0] == "workers_total"
