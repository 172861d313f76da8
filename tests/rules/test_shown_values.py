"""What a field takes from any cell reads back from the words in which it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.registry import choices
from digiloka.registry.fields import BY_KEY, FIELDS, Field
from digiloka.registry.reading import Around, Paper, Surveyed
from digiloka.values.amounts import LARGEST_AMOUNT, Amount, show_amount, show_number
from digiloka.values.dates import show_date, show_date_short
from digiloka.values.phone import show_phone
from digiloka.values.refusal import Refused

TODAY = Around(today=dt.date(2026, 11, 22))
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2015, 12, 31))


def _amount(value: Amount) -> str:
    return show_amount(value)


def _begun(value: tuple[int, int | None]) -> str:
    return f"{value[1]:02}/{value[0]}" if value[1] else str(value[0])


def _surveyed(value: Surveyed) -> str:
    return show_date(value.day) if value.day else str(value.year)


def _paper(value: Paper) -> str:
    return value.number or choices.words_of(choices.ANSWERS, value.status)


def _phones(value: tuple[str, ...]) -> str:
    return ", ".join(map(show_phone, value))


SHOWN: dict[str, tuple[Callable[[Any], Any], ...]] = {
    "row_number": (lambda value: value,), "phone": (_phones,), "start_date": (_begun,), "survey_date": (_surveyed,),
    "production_capacity": (show_number,), "age": (str, int), "birth_date": (show_date, show_date_short),
    "nib_date": (show_date, show_date_short), "licence_date": (show_date, show_date_short),
}  # fmt: skip
BY_KIND: dict[str, tuple[Callable[[Any], Any], ...]] = {
    "money": (_amount,), "count": (show_number, int, float), "licence": (_paper,),
}  # fmt: skip
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "nik": st.tuples(DAYS, st.integers(1, 9999)).map(lambda told: f"147201{told[0]:%d%m%y}{told[1]:04}"),
    "phone": st.lists(st.integers(10**9, 10**10 - 1).map("08{}".format), min_size=1, max_size=2).map(", ".join),
    "npwp": st.integers(10**14, 10**15 - 1).map(str), "kbli": st.integers(1_000, 99_999).map("{:05}".format),
    "rt": st.integers(1, 999), "rw": st.integers(1, 999).map("{:03}".format), "age": st.integers(10, 99),
    "postal_code": st.integers(10_000, 99_999), "email": st.emails(), "start_date": st.one_of(
        st.integers(1900, 2026), DAYS), "production_capacity": st.decimals(0, 10**9, places=2).map(float),
    "money": st.integers(0, LARGEST_AMOUNT).map(lambda value: value // 1000 * 1000), "count": st.integers(0, 9_999),
    "date": DAYS, "licence": st.integers(10**12, 10**13 - 1).map(str), "number": st.integers(0, 10**16).map(str),
    "name": st.text("abc dé'.", min_size=3, max_size=20), "text": st.text(max_size=30),
}  # fmt: skip
ANYTHING = st.one_of(
    st.text(max_size=40), st.integers(0, 10**13), st.floats(0, 10**13), st.dates(), st.booleans(),
    st.text("0123456789.,-/ Rpjtbuan", max_size=20),
)  # fmt: skip


def shows(field: Field) -> tuple[Callable[[Any], Any], ...]:
    if field.key in SHOWN:
        return SHOWN[field.key]
    if field.kind in ("choice", "answer"):
        return (lambda value: choices.words_of(field.choices, value), str)
    return BY_KIND.get(field.kind, (lambda value: value,))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
@given(data=st.data())
def test_what_was_taken_reads_back_as_it_is_shown(field, data):
    likely = LIKELY.get(field.key, LIKELY.get(field.kind))
    if field.choices:
        likely = st.sampled_from([told for choice in field.choices for told in choice])
    taken = taken_from(field, data.draw(st.one_of(likely, ANYTHING) if likely is not None else ANYTHING))
    if taken is None or taken == ():
        return
    for show in shows(field):
        again = taken_from(field, show(taken))
        assert same(again, taken), (taken, show(taken))


def taken_from(field: Field, cell: Any) -> Any:
    try:
        return field.read(cell, [], TODAY)
    except Refused:
        return None


def same(again: Any, taken: Any) -> bool:
    """An amount keeps the cell's words beside it, which are other words then."""
    if isinstance(taken, Amount) and isinstance(again, Amount):
        return (again.low, again.high, again.period, again.estimated) == (
            taken.low, taken.high, taken.period, taken.estimated)
    return bool(again == taken)


@given(day=DAYS)
def test_every_kind_of_date_reads_back(day):
    for key in ("birth_date", "nib_date", "licence_date"):
        for show in (show_date, show_date_short, dt.date.isoformat):
            assert BY_KEY[key].read(show(day), [], TODAY) == day
