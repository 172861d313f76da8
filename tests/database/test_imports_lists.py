"""What the import pages ask of batches: the history, rows by their place, the report of an undoing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digiloka.accounts.queries import viewer_by_id
from digiloka.database import reading
from digiloka.imports import batch_queries
from digiloka.imports.queries import batch_of
from digiloka.imports.undo_rows import BACK, KEPT, PARTLY, counts_of, report_rows
from digiloka.registry.actions import amend
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord
from tests.surveying import many, office, row, survey

pytestmark = pytest.mark.furnished


@pytest.fixture
def dumai(engine, settings):
    return office(engine, settings)


def edit(dumai, name):
    def write(session):
        business = session.scalars(select(Business).where(Business.name == name)).one()
        amend(session, dumai.actor(session, "web"), business, BusinessRecord(notes="Diperiksa"),
              expected_version=business.version, keys={"notes"})

    dumai.write(write)


def reported(dumai, batch_id, **asked):
    with reading(dumai.engine) as session:
        viewer = viewer_by_id(session, dumai.user_id)
        rows = report_rows(session, viewer, batch_of(session, batch_id), **asked)
        return [(one.row.row, one.fate.became, bool(one.fate.reason), bool(one.number)) for one in rows]


def test_the_report_of_an_undoing_names_every_row_that_had_come_in(dumai):
    batch_id = dumai.apply(survey(*many(5), row(5, owner=None, name=None))).batch_id
    edit(dumai, "Usaha Budi 2")
    edit(dumai, "Usaha Yusuf 4")
    dumai.undo(batch_id)
    assert reported(dumai, batch_id) == [
        (4, BACK, False, True), (5, KEPT, True, True), (6, BACK, False, True), (7, KEPT, True, True),
        (8, BACK, False, True),
    ]
    assert [place for place, *_ in reported(dumai, batch_id, only=KEPT)] == [5, 7]
    assert [place for place, *_ in reported(dumai, batch_id, only=BACK)] == [4, 6, 8]
    assert [place for place, *_ in reported(dumai, batch_id, only=BACK, page=2, per_page=2)] == [8]
    with reading(dumai.engine) as session:
        assert counts_of(session, batch_of(session, batch_id)) == {BACK: 3, PARTLY: 0, KEPT: 2}


def test_a_changed_business_that_stays_counts_as_one_row(dumai):
    dumai.apply(survey(*many(3)))
    batch_id = dumai.apply(survey(*[row(number, notes="Lama") for number in range(3)])).batch_id
    edit(dumai, "Usaha Budi 2")
    dumai.undo(batch_id)
    assert [became for _, became, *_ in reported(dumai, batch_id)] == [BACK, KEPT, BACK]


def test_rows_are_found_by_their_position(dumai):
    batch_id = dumai.plan(survey(*many(6)))
    with reading(dumai.engine) as session:
        assert [found.row for found in batch_queries.rows_at(session, batch_id, [4, 1, 99])] == [5, 8]
        assert batch_queries.rows_at(session, batch_id, []) == []
        assert [found.row for found in batch_queries.first_rows(session, batch_id, 0, limit=2)] == [4, 5]
        assert batch_queries.first_rows(session, batch_id, 1) == []


def test_the_history_is_the_viewers_own_and_has_pages(dumai):
    for area in ("14.72.02.1002", "14.72.02.1002", "14.72.01.1003", None):
        dumai.plan(survey(row(0, village=None, district=None)), area=area)
    below = dumai.other("kelurahan", area_code="14.72.02.1002")
    with reading(dumai.engine) as session:
        def found(who, **asked):
            page = batch_queries.batches_of(session, viewer_by_id(session, who.user_id), **asked)
            return [batch.area_code for batch in page.batches], page.total

        assert found(dumai)[1] == 4
        assert found(below) == (["14.72.02.1002"] * 2, 2)
        assert found(below, area="14.72.01") == ([], 0)
        assert found(dumai, area="14.72.01") == (["14.72.01.1003"], 1)
        assert found(dumai, area="14.72.0") == ([], 0), "an area, not the beginning of a number"
        assert found(dumai, state="applied") == ([], 0)
        newest, whole = found(dumai, per_page=3)
        assert (newest[0], len(newest), whole) == ("14.72", 3, 4)
        assert len(found(dumai, page=2, per_page=3)[0]) == 1
