"""What is said while a file is checked, applied and taken back: rows of the file, never more than there are."""

from __future__ import annotations

from functools import partial

import pytest

from digiloka.accounts.queries import viewer_by_id
from digiloka.database import reading, transaction
from digiloka.imports import actions, applying, keeping
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import judge
from digiloka.imports.queries import Register, batch_of
from digiloka.imports.turns import turn_of
from digiloka.imports.workbook import open_workbook
from digiloka.registry.actions import undo as undoing
from tests.people import CITY
from tests.surveying import TODAY, many, office, row, survey

pytestmark = pytest.mark.furnished
ROWS = 7


@pytest.fixture
def dumai(engine, settings, monkeypatch):
    monkeypatch.setattr(undoing, "_CHUNK", 3)
    monkeypatch.setattr(undoing, "_RESTORE_CHUNK", 2)
    monkeypatch.setattr(applying, "READ", 3)
    return office(engine, settings)


def told_while(act, dumai, batch_id):
    """What a batch says of how far it is while it is applied or undone."""
    said = []
    with transaction(dumai.engine) as session:
        act(session, dumai.actor(session), batch_of(session, batch_id), lambda *told: said.append(told))
    return said


def test_how_many_rows_there_are_is_said_before_the_first_is_judged(dumai, monkeypatch):
    monkeypatch.setattr("digiloka.imports.judging.CHUNK", 3)
    said = []
    batch_id = dumai.plan(survey(row()))
    with reading(dumai.engine) as session:
        ground = ground_of(session, CITY, CITY, TODAY)
        viewer = viewer_by_id(session, dumai.user_id)
        found = judge(open_workbook(survey(*many(ROWS)), "a.xlsx"), ground, Register(session, viewer, ground))
        turn = turn_of(session, batch_of(session, batch_id))
        keeping.keep_plan(partial(transaction, dumai.engine), turn, found, lambda *told: said.append(told))
    assert said == [(0, ROWS), (3, ROWS), (6, ROWS), (ROWS, ROWS)]


def test_applying_and_taking_back_count_the_rows_of_the_file(dumai):
    batch_id = dumai.plan(survey(*many(ROWS)))
    assert told_while(actions.apply, dumai, batch_id) == [(3, ROWS), (6, ROWS), (ROWS, ROWS)]
    assert told_while(actions.undo, dumai, batch_id)[:4] == [(0, ROWS), (3, ROWS), (6, ROWS), (ROWS, ROWS)]


def test_what_was_changed_counts_like_what_was_new_and_nothing_twice(dumai):
    dumai.apply(survey(*many(3)))
    again = [row(number, notes="Baru") for number in range(3)]
    batch_id = dumai.plan(survey(*again, *[row(number) for number in range(3, ROWS)]))
    told_while(actions.apply, dumai, batch_id)
    said = told_while(actions.undo, dumai, batch_id)
    done = [step for step, _ in said]
    assert done == sorted(done)
    assert {of for _, of in said} == {ROWS}
    assert done[-1] == ROWS
