"""What a plan says is what applying does, for any lists one after the other, when nobody else writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digiloka.database import reading, transaction
from digiloka.imports import actions
from digiloka.imports.queries import batch_of
from tests.records import nik
from tests.surveying import Office, office, row, survey

pytestmark = pytest.mark.furnished

# Cells that make a row doubtful, refused, another person's, or only odd.
CELLS: dict[str, list[Any]] = {
    "owner": [None, "Siti Aminah", "Budi Santoso", "SITI  AMINAH"],
    "phone": [None, "081234500000", "081234500001", 81234500002, "#REF!"],
    "nik": [None, nik(0), nik(1), nik(2), "123", 1.47e15],
    "name": [None, "Warung Siti", "Usaha Siti 1"], "activity": [None, "Jual sembako"],
    "village": ["Teluk Binjai", "Tak Ada", None], "turnover": ["5 juta", 2.5, "1-2 juta", None],
    "male": [0, 3, "3-5"], "nib": ["0220001200000", "0220001200001", 220001200000, "v", None],
    "halal": ["Ada", "Belum", "proses", None], "notes": ["sudah tutup", None],
}  # fmt: skip
CHANGES = st.lists(
    st.sampled_from(list(CELLS)).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(CELLS[key]))), max_size=3
)
LISTS = st.lists(st.tuples(st.integers(0, 5), CHANGES), min_size=4, max_size=9)


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(LISTS, min_size=1, max_size=3))
def test_the_counts_of_a_plan_are_the_counts_of_what_was_done(dumai, lists):
    for told in lists:
        data = survey(*(row(number, **dict(changes)) for number, changes in told))
        planned, done = planned_and_done(dumai, data)
        assert done == expected(planned)


def planned_and_done(dumai: Office, data: bytes) -> tuple[dict[str, int], dict[str, int]]:
    batch_id = dumai.plan(data)
    with reading(dumai.engine) as session:
        batch = batch_of(session, batch_id)
        planned, stopped = actions.plan_of(batch), batch.stopped
    if stopped:
        with transaction(dumai.engine) as session:
            actions.release(session, dumai.actor(session), batch_of(session, batch_id), "Diperiksa bersama lurah")
    done = dumai.apply(batch_id).outcomes
    return planned, {name: count for name, count in done.items() if count}


def expected(planned: dict[str, int]) -> dict[str, int]:
    """Rows that write; the same, the doubtful and the refused write nothing and stay as planned."""
    told = {"created": planned["new"], "amended": planned["changed"]}
    return {name: count for name, count in told.items() if count}
