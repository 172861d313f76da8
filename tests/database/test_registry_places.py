"""Moving and closing: the old place stays, the code changes, nothing is ever deleted."""

from __future__ import annotations

from datetime import date

import pytest

from digiloka.registry.actions import Conflict, close, move, reopen
from digiloka.registry.records import PlaceRecord
from digiloka.values.refusal import Refused
from tests.records import KELURAHAN, OTHER_KELURAHAN, record
from tests.registering import OFFICER, lines_of, registered, told_by


def test_moving_keeps_the_old_place_with_the_day_it_was_left(session):
    business = registered(session, record())
    place = PlaceRecord(area_code=OTHER_KELURAHAN, address="Jl. Baru 1", latitude=1.7, longitude=101.4)
    move(session, OFFICER, business, place, moved_on=date(2026, 5, 1), expected_version=1, reason="Pindah kios")
    session.expire_all()
    old, new = business.places
    assert (old.main, old.until, old.address) == (False, date(2026, 5, 1), "Jl. Sudirman No. 12")
    assert (new.main, business.main_place.id, business.area_code, business.scope_code) == (
        True, new.id, OTHER_KELURAHAN, OTHER_KELURAHAN
    )  # fmt: skip
    told = told_by(lines_of(session, business.id, "move"))
    assert told[("business", "area_code")] == [KELURAHAN, OTHER_KELURAHAN]
    assert told[("place", "main")] == [True, False]
    assert business.version == 2


def test_moving_to_nowhere_is_refused(session):
    business = registered(session, record())
    with pytest.raises(Refused) as refused:
        move(session, OFFICER, business, PlaceRecord(), moved_on=date(2026, 5, 1), expected_version=1)
    assert refused.value.code == "place-missing"


def test_closing_and_reopening_change_the_code_and_delete_nothing(session):
    business = registered(session, record())
    close(session, OFFICER, business, since=date(2026, 6, 1), reason="Pemilik sakit", expected_version=1, existence=2)
    assert (business.existence, business.existence_since, business.version) == (2, date(2026, 6, 1), 2)
    reopen(session, OFFICER, business, since=date(2026, 8, 1), expected_version=2)
    assert (business.existence, business.existence_since) == (1, date(2026, 8, 1))
    told = lines_of(session, business.id, "close")
    assert told[0].reason == "Pemilik sakit"
    assert told_by(told)[("business", "existence")] == [1, 2]


def test_closing_wants_a_reason_and_the_version_that_was_seen(session):
    business = registered(session, record())
    with pytest.raises(Refused):
        close(session, OFFICER, business, since=date(2026, 6, 1), reason=" ", expected_version=1)
    with pytest.raises(Conflict):
        close(session, OFFICER, business, since=date(2026, 6, 1), reason="Tutup", expected_version=7)
    with pytest.raises(ValueError, match="SBR"):
        close(session, OFFICER, business, since=date(2026, 6, 1), reason="x", expected_version=1, existence=1)
