"""The same list again changes nothing: what was doubtful is no surer because of what the same list wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from digiloka.registry.actions import amend
from digiloka.registry.queries import get_visible
from digiloka.registry.records import BusinessRecord
from tests.database.test_imports_plan_counts import LISTS, planned_and_done
from tests.records import nik, record
from tests.registering import OFFICE, registered, viewer
from tests.surveying import Office, office, row, survey

pytestmark = pytest.mark.furnished
List = list[tuple[int, Any]]  # which row, and its cells that are other than usual

OTHER = {"owner": "Siti Aminah"}
HELD = ("doubtful", "same", "refused")

# first → then, sent twice
HISTORIES: dict[str, tuple[List, List]] = {
    "the owner is renamed after a second business of his": (
        [(1, OTHER)], [(1, {"name": None, "turnover": "1-2 juta"}), (1, {"activity": "Jual sembako"})],
    ),
    "the owner is renamed after a row about the same business": (
        [(5, OTHER | {"turnover": None})], [(5, {"name": None}), (5, {"turnover": None, "phone": "081234500000"})],
    ),
    "two rows about one business, each by another name of it": (
        [(3, {"nib": None})], [(3, {"name": None, "phone": "081234500000"}), (3, {"nib": "0220001200000"})],
    ),
    "two rows about one business, of which the first renames it": (
        [(4, {"name": None})], [(4, {"name": "Warung Siti"}), (4, {"phone": "081234500000"})],
    ),
}  # fmt: skip


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def told(rows: List) -> bytes:
    return survey(*(row(number, **dict(changes)) for number, changes in rows))


def send_twice(dumai: Office, data: bytes) -> None:
    planned_and_done(dumai, data)
    again = dumai.judge(data)
    assert [(one.reasons, one.changes) for one in again.rows if one.decision not in HELD] == []
    before = dumai.seen()
    assert planned_and_done(dumai, data)[1] == {}
    assert dumai.seen() == before


@pytest.mark.parametrize("history", HISTORIES)
def test_rows_that_share_a_person_are_planned_once(dumai, history):
    first, then = HISTORIES[history]
    dumai.apply(told(first))
    send_twice(dumai, told(then))


def test_a_doubt_that_somebody_looked_into_is_weighed_anew(dumai):
    first, then = HISTORIES["the owner is renamed after a second business of his"]
    dumai.apply(told(first))
    send_twice(dumai, told(then))
    again = dumai.judge(told(then)).rows[0]
    assert again.reasons[0].startswith("Baris yang sama sudah diragukan di berkas sebelumnya (1472-")

    def look(session: Session) -> None:
        business = get_visible(session, viewer(), again.number)
        amend(session, OFFICE, business, BusinessRecord(notes="NIK cocok dengan KTP"), keys={"notes"},
              expected_version=business.version)

    dumai.write(look)
    assert dumai.judge(told(then)).decisions == ["new", "same"]


def test_of_two_rows_about_one_business_the_one_that_is_left_is_taken(dumai):
    first, then = HISTORIES["two rows about one business, each by another name of it"]
    dumai.apply(told(first))
    send_twice(dumai, told(then))
    assert dumai.judge(told(then)).decisions == ["same", "doubtful"]
    assert dumai.judge(told(then[1:])).decisions == ["changed"]


def test_a_plan_that_was_taken_back_leaves_no_doubt(dumai):
    first, then = HISTORIES["the owner is renamed after a second business of his"]
    dumai.apply(told(first))
    before = dumai.judge(told(then))
    dumai.undo(dumai.apply(told(then)).batch_id)
    after = dumai.judge(told(then))
    assert [row.reasons for row in after.rows] == [row.reasons for row in before.rows]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(LISTS, min_size=1, max_size=3))
def test_any_list_sent_again_changes_nothing(dumai, lists):
    for rows in lists:
        send_twice(dumai, told(rows))


def test_a_list_that_only_spells_the_known_sector_otherwise_says_nothing_of_it(dumai):
    known = record(name="Usaha Siti 1", activity="Keripik singkong", sector="kuliner", sector_as_written="Kuliner",
                   owner={"nik": nik(0), "name": "Siti Aminah"})
    dumai.write(lambda session: registered(session, known))

    def told(sector):
        (planned,) = dumai.judge(survey(row(0, Sektor=sector))).rows
        return planned.changes.get("sector")

    assert (told("Makanan"), told("Fesyen")) == (None, ("kuliner", "fesyen"))
