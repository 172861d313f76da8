"""A batch taken back: a field that somebody made whole since stays whole, however many columns it has."""

from __future__ import annotations

import pytest

from digiloka.database import reading
from digiloka.registry.actions import amend
from digiloka.registry.records import BusinessRecord, OwnerRecord, PlaceRecord
from tests.database.test_imports_undo import OFFICER, dumai, named  # noqa: F401 - a fixture
from tests.surveying import HEADINGS, row
from tests.workbooks.xlsx import workbook

pytestmark = pytest.mark.furnished
NAME = "Usaha Siti 1"
MORE = HEADINGS | {"start": "Tahun Mulai Usaha", "lat": "Lintang", "lon": "Bujur"}
POINT = {"lat": 1.6600, "lon": 101.4000}
P, Q, R = "+6281277000011", "+6281277000022", "+6281277000033"


def survey(told: dict) -> bytes:
    lines = [["DATA UMKM KOTA DUMAI TAHUN 2026"], [None], list(MORE.values()), [told[key] for key in MORE]]
    return workbook({"Data": lines})


def facts(business) -> dict:
    place, owner = business.main_place, business.owner
    return {
        "start": (business.start_year, business.start_month), "point": (place.latitude, place.longitude),
        "code": (business.kbli, business.kbli_proposed), "activity": business.activity,
        "phones": (owner.phone, owner.other_phones), "notes": business.notes,
    }


@pytest.mark.parametrize(("came", "keys", "changes", "what"), [
    ({"start": 2010}, {"start_date"}, {"start_year": 2010, "start_month": 5}, "start"),
    (POINT, {"coordinates"},
     {"place": PlaceRecord(latitude=1.66, longitude=101.45, point_source="map")}, "point"),
    ({"activity": "Bengkel motor"}, {"kbli"},
     {"kbli": "95320", "kbli_version": "2025", "kbli_proposed": False}, "code"),
    ({"phone": "081277000011"}, {"phone"}, {"owner": OwnerRecord(phones=(Q, R, P))}, "phones"),
], ids=["a month", "a longitude", "a confirmed code", "the order of phones"])  # fmt: skip
def test_a_field_that_somebody_completed_stays_whole_and_the_rest_goes(dumai, engine, came, keys, changes, what):  # noqa: F811
    first = row(0, start=None, lat=None, lon=None, notes="Pertama")
    dumai.apply(survey(first))
    batch = dumai.apply(survey(first | came | {"notes": "Kedua"})).batch_id

    def edit(session):
        business = named(session, NAME)
        amend(session, OFFICER, business, BusinessRecord(**changes), keys=keys, expected_version=business.version)
        return facts(business)

    then = dumai.write(edit)
    assert len(dumai.undo(batch).kept) == 1
    with reading(engine) as session:
        now = facts(named(session, NAME))
    assert (now[what], now["notes"]) == (then[what], "Pertama")
