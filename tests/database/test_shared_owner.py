"""One owner, businesses in two areas: what belongs to the person is read and changed only by who sees them all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digiloka.database import reading
from digiloka.registry.actions import amend
from digiloka.registry.actions.shared_owner import SENTENCE
from digiloka.registry.models import Business, Owner
from digiloka.values.refusal import Refused
from tests.records import KELURAHAN, OTHER_KELURAHAN, nik, record
from tests.registering import IMPORTER, OFFICE, OFFICER, registered
from tests.surveying import office, row, survey

pytestmark = pytest.mark.furnished
HERE, THERE = "14.72.02.1002", "14.72.06.1004"


def told(**changed):
    return row(0, nik=nik(7), owner="Zahra Fitri", phone="081200770001", district=None, **changed)


@pytest.fixture
def two_areas(engine, settings):
    """(the officer there, the owner's facts as the officer here had them stored)."""
    office(engine, settings, "kelurahan", area_code=HERE).apply(
        survey(told(name="Zahra Kue", activity="Kue basah", village="Teluk Binjai"))
    )
    there = office(engine, settings, "kelurahan", area_code=THERE)
    there.apply(survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan")))
    return there


def owner_of(engine):
    with reading(engine) as session:
        owner = session.scalars(select(Owner)).one()
        return owner.name, owner.phone


def test_a_sheet_of_another_area_changes_the_business_and_leaves_the_person(two_areas, engine):
    before = owner_of(engine)
    again = survey(told(name="Zahra Laundry", activity="Laundry dan setrika", village="Bintan")
                   | {"owner": "Zahra Fitriani", "phone": "081200770055"})
    (planned,) = two_areas.judge(again).rows
    assert planned.decision == "changed"
    assert "juga punya usaha di wilayah lain" in planned.reasons[0]
    assert not {"owner_name", "phone"} & set(planned.changes)
    assert two_areas.apply(again).outcomes == {"amended": 1}
    assert owner_of(engine) == before


def test_a_row_that_would_change_only_the_person_is_doubtful(two_areas, engine):
    before = owner_of(engine)
    again = survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan") | {"phone": "081200770055"})
    assert two_areas.judge(again).decisions == ["doubtful"]
    two_areas.apply(again)
    assert owner_of(engine) == before


def test_the_dinas_sees_both_areas_and_may_change_the_person(two_areas, engine):
    again = survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan") | {"owner": "Zahra Fitriani"})
    assert two_areas.other("dinas").apply(again).outcomes == {"amended": 1}
    assert owner_of(engine)[0] == "Zahra Fitriani"


def test_a_nik_under_quite_another_name_changes_nobodys_business(engine, settings):
    dinas = office(engine, settings)
    dinas.write(lambda session: registered(session, record()).id)
    (planned,) = dinas.judge(survey(row(0, nik=nik(), owner="Hendra Gunawan", name="Warung Bu Siti"))).rows
    assert (planned.decision, planned.business_id) == ("doubtful", None)
    assert "atas nama lain" in planned.reasons[0]
    (planned,) = dinas.judge(survey(row(0, nik=nik(), owner="Siti Aminah, SE", name="Warung Bu Siti"))).rows
    assert planned.decision == "changed"


def both(session):
    here = registered(session, record(name="Warung Sini"), OFFICER, scope_code=KELURAHAN)
    there = registered(session, record(name="Warung Sana", place={"area_code": OTHER_KELURAHAN}), OFFICE)
    assert here.owner_id == there.owner_id
    return here, there


def test_an_officers_own_edit_of_the_person_is_refused_with_a_sentence(session):
    here, _ = both(session)
    with pytest.raises(Refused, match=SENTENCE[:30]):
        amend(session, OFFICER, here, record(owner={"name": "Nama Lain"}), expected_version=here.version,
              keys={"owner_name"})
    assert session.get(Owner, here.owner_id).name == "Siti Aminah"
    amend(session, OFFICER, here, record(product="Kue lapis"), expected_version=here.version, keys={"product"})
    assert session.get(Business, here.id).product == "Kue lapis"


def test_what_one_business_had_checked_of_the_person_no_sheet_changes_through_another(session):
    here, there = both(session)
    there.level = "visited"
    session.flush()
    done = amend(session, IMPORTER, here, record(owner={"name": "Nama Lain"}), expected_version=here.version,
                 level="declared")
    assert done.held == {"owner_name": "lower-level"}
    assert session.get(Owner, here.owner_id).name == "Siti Aminah"
