"""How the databases answer lists: from the list's index alone, so that a page stays quick among 100,000 businesses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from digiloka.registry import queries
from digiloka.registry.models import Business
from digiloka.registry.queries import Filters
from digiloka.registry.queries.listing import conditions_of
from digiloka.registry.sought import person_in
from tests.records import CITY, KELURAHAN, nik, record
from tests.registering import registered_many, viewer

DINAS, KECAMATAN, OFFICER = viewer(), viewer("kecamatan", "14.72.01"), viewer("kelurahan", KELURAHAN)


@contextmanager
def explained(session: Session) -> Iterator[list[str]]:
    """The plan of every question to `business` meanwhile, as the database tells it."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        asked.append((statement, parameters))

    engine = session.get_bind()
    assert isinstance(engine, Engine)
    plans: list[str] = []
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    for statement, parameters in asked:
        rows = session.connection().exec_driver_sql(explain + statement, parameters)
        plans.append("\n".join(str(row[-1]) for row in rows))


@pytest.fixture
def filled(session: Session) -> Session:
    registered_many(session, [record(name=f"Usaha {n}", owner={"nik": nik(n)}) for n in range(30)])
    if session.get_bind().dialect.name == "postgresql":  # a small table is read whole, whatever its indexes
        session.commit()
        session.connection().exec_driver_sql("SET enable_seqscan = off")
        session.connection().exec_driver_sql("SET enable_bitmapscan = off")
    return session


LISTS = ("ix_business_list", "ix_business_by_name")


def reads_an_index_alone(plan: str, *indexes: str) -> bool:
    ways = ("COVERING INDEX {}", "Index Only Scan using {}", "Index Only Scan Backward using {}")
    return any(way.format(index) in plan for way in ways for index in indexes)


@pytest.mark.parametrize("who", [DINAS, KECAMATAN], ids=["dinas", "kecamatan"])
@pytest.mark.parametrize(
    "asked",
    [
        {}, {"order": "oldest"}, {"order": "name"}, {"q": "warung siti"}, {"q": "1472-7K"}, {"q": "1472 7k"},
        {"q": "7K3M"}, {"state": "verified"},
        {"sector": "kuliner", "scale": "mikro", "source": "desk", "existence": 1}, {"area": "14.72.02"},
        {"needs_area": True}, {"q": "warung", "state": "verified", "order": "name"},
    ],
    ids=str,
)
def test_a_list_is_counted_ordered_and_searched_in_its_index_alone(filled, who, asked):
    with explained(filled) as plans:
        queries.page_of(filled, who, Filters(**asked), page=2, per_page=5)
    assert plans
    few = who is KECAMATAN and not {"needs_area", "q"}.isdisjoint(asked)
    if few and filled.get_bind().dialect.name == "postgresql":
        # Without statistics it takes a stretch of codes for a few rows, and may read those by another index.
        assert all("Seq Scan" not in plan for plan in plans), plans
    else:
        assert all(reads_an_index_alone(plan, *LISTS) for plan in plans), plans


@pytest.mark.parametrize("typed", ["1472-7K", "1472 7k", "14727k"])
def test_postgresql_finds_a_begun_number_in_the_index_of_numbers(filled, typed):
    """SQLite reads the list's index for it."""
    asked = conditions_of(filled, DINAS, Filters(q=typed))[-1]
    with explained(filled) as plans:
        filled.scalars(select(Business.id).where(asked)).all()
    if filled.get_bind().dialect.name == "postgresql":
        assert "Index Cond: (((number)::text >= '1472-7K'" in plans[-1], plans


@pytest.mark.parametrize("order", ["newest", "oldest", "name"])
@pytest.mark.parametrize("asked", [{}, {"sector": "kuliner", "state": "verified"}], ids=str)
def test_a_citys_list_is_read_in_its_order_and_not_sorted(filled, order, asked):
    with explained(filled) as plans:
        queries.page_of(filled, DINAS, Filters(order=order, **asked), page=2, per_page=5)
    if filled.get_bind().dialect.name == "sqlite":
        chosen = plans[-1].partition("SEARCH business")[0]
        assert "TEMP B-TREE" not in chosen, plans


def test_the_queue_is_counted_and_ordered_in_the_lists_index_alone(filled):
    with explained(filled) as plans:
        _, here = queries.queue_counts(filled, DINAS, "14.72.01")
        queries.queue(filled, DINAS, area="14.72.01", page=2, per_page=5, counts=here)
    assert len(plans) == 2
    assert all(reads_an_index_alone(plan, *LISTS) for plan in plans), plans


def test_a_kelurahan_is_listed_without_reading_the_citys(filled):
    with explained(filled) as plans:
        queries.page_of(filled, OFFICER, Filters(), page=1, per_page=5)
        queries.queue(filled, OFFICER, per_page=5)
    assert all(reads_an_index_alone(plan, "ix_business_scope") for plan in plans), plans


@pytest.mark.parametrize("who", [DINAS, KECAMATAN, OFFICER], ids=["dinas", "kecamatan", "kelurahan"])
@pytest.mark.parametrize("words", [nik(3), "0812 0099 1234"], ids=["nik", "phone"])
def test_a_person_is_found_by_the_hashs_index_and_not_by_reading_the_area(filled, who, words):
    registered_many(filled, [record(owner={"nik": nik(99), "phones": ("+6281200991234",)})])
    with explained(filled) as plans:
        queries.page_of(filled, who, Filters(person=person_in(words)), page=1, per_page=5)
    assert len(plans) == 2
    assert ("ix_owner_phone_hash" if "081" in words else "ix_owner_nik_claim") in plans[0]
    assert "ix_business_owner_id" in plans[0]
    if filled.get_bind().dialect.name == "sqlite":  # it knows nothing of how many rows there are
        assert all("sqlite_autoindex_business" in plan for plan in plans[1:]), plans


def test_a_phone_of_very_many_is_listed_from_the_lists_index_alone(filled):
    with explained(filled) as plans:
        found = queries.page_of(filled, DINAS, Filters(person=person_in("0812 0034 5678")), page=1, per_page=5)
    assert found.total == 30
    if filled.get_bind().dialect.name == "sqlite":
        assert reads_an_index_alone(plans[1], *LISTS), plans


def test_the_queue_counts_an_area_beside_the_whole(filled):
    assert queries.queue_counts(filled, DINAS, "14.72.02") == (
        {"submitted": 30, "verified": 0}, {"submitted": 0, "verified": 0}
    )
    assert queries.queue_counts(filled, DINAS, CITY)[1] == {"submitted": 30, "verified": 0}
    rows, total = queries.queue(filled, DINAS, page=4, per_page=9)
    assert (len(rows), total) == (3, 30)


def test_postgresql_is_told_that_reading_an_index_is_not_dear(session):
    if session.get_bind().dialect.name == "postgresql":
        session.rollback()
        assert session.connection().exec_driver_sql("SHOW random_page_cost").scalar() == "1.1"
