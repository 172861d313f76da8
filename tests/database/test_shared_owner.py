"""One owner, businesses in two areas: what belongs to the person is read and changed only by who sees them all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from digiloka.audit.models import JournalLine
from digiloka.database import reading
from digiloka.imports.models import ImportRow
from digiloka.imports.outcomes import why_left
from digiloka.imports.queries import rows_left
from digiloka.registry.actions import amend, decide
from digiloka.registry.actions.shared_owner import SENTENCE
from digiloka.registry.models import Business, Licence, Owner
from digiloka.registry.queries import history
from digiloka.registry.records import LicenceRecord
from digiloka.values.refusal import Refused
from tests.records import KELURAHAN, OTHER_KELURAHAN, nik, record
from tests.registering import IMPORTER, OFFICE, OFFICER, registered, viewer
from tests.surveying import office, row, survey
from tests.workbooks.xlsx import workbook

pytestmark = pytest.mark.furnished
HERE, THERE = "14.72.02.1002", "14.72.06.1004"


HEADINGS = ["Nama Pemilik", "NIK", "No HP", "Email", "Alamat Rumah Pemilik", "Pendidikan", "Tempat Lahir", "NPWP",
            "NIB", "Nama Usaha", "Kegiatan Usaha", "Kelurahan"]


def book(*more):
    return workbook({"Data": [HEADINGS, *more]})


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


@pytest.fixture
def nik_learnt_later(engine, settings):
    """(the officer here, the row they sent without a NIK); the dinas told it since, and more of the person there."""
    here = office(engine, settings, "kelurahan", area_code=HERE)
    sent = ["Zahra Fitri", None, "081200770055", *[None] * 6, "Zahra Kue", "Kue basah", "Teluk Binjai"]
    here.apply(book(sent))
    here.write(lambda session: amend(
        session, OFFICE, found := session.scalars(select(Business)).one(), record(owner={"nik": nik(7)}), keys={"nik"},
        expected_version=found.version,
    ))
    here.other("dinas").apply(book(["Zahra Fitri", nik(7), "081200770055", "zahra@contoh.id", "Jl. Rahasia 9", "SMA",
                                    None, None, "0220001234567", "Zahra Laundry", "Laundry", "Bintan"]))
    return here, sent


def kept_of(engine, batch_id):
    with reading(engine) as session:
        (kept,) = session.scalars(select(ImportRow.content).where(ImportRow.batch_id == batch_id))
        return kept


@pytest.mark.parametrize("verified", [False, True], ids=["open", "verified"])
def test_a_row_without_the_nik_that_the_person_has_meanwhile_is_planned_as_it_is_applied(
    nik_learnt_later, engine, verified
):
    here, sent = nik_learnt_later
    if verified:
        here.write(lambda session: decide(session, OFFICE, found := session.scalars(
            select(Business).where(Business.name == "Zahra Kue")).one(), "verify", expected_version=found.version))
    again = book([*sent[:3], "lain@contoh.id", None, "S1", None, None, "0220007654321", *sent[9:]])
    (planned,) = here.judge(again).rows
    assert (planned.decision, planned.changes) == ("doubtful", {})
    assert "juga punya usaha di wilayah lain" in planned.reasons[0]
    done = here.apply(again)
    assert done.outcomes == {}
    assert not [secret for secret in ("zahra@", "sma", "Rahasia", "0220001234567")
                if secret in str(kept_of(engine, done.batch_id))]
    assert here.judge(again).decisions == ["doubtful"], "and asks again until somebody decides"


def test_a_row_that_tells_something_of_the_business_too_is_applied_in_that_alone(nik_learnt_later, engine):
    here, sent = nik_learnt_later
    again = workbook({"Data": [[*HEADINGS, "Halal"], [*sent[:3], "lain@contoh.id", *sent[4:], "Ya"]]})
    (planned,) = here.judge(again).rows
    assert (planned.decision, set(planned.changes)) == ("changed", {"halal"})
    done = here.apply(again)
    assert done.outcomes == {"amended": 1}
    assert "zahra@" not in str(kept_of(engine, done.batch_id))


def test_a_row_that_would_change_only_the_person_is_doubtful(two_areas, engine):
    before = owner_of(engine)
    again = survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan") | {"phone": "081200770055"})
    assert two_areas.judge(again).decisions == ["doubtful"]
    two_areas.apply(again)
    assert owner_of(engine) == before


@pytest.mark.parametrize("schooling", ["SMA", "S1", "SD"])
def test_a_plan_does_not_say_whether_what_is_told_of_the_person_is_right(nik_learnt_later, schooling):
    here, sent = nik_learnt_later
    (planned,) = here.judge(book([*sent[:2], "081200770066", None, None, schooling, *sent[6:]])).rows
    assert (planned.decision, planned.reasons) == ("doubtful", [
        "Pemilik ini juga punya usaha di wilayah lain, jadi Pendidikan terakhir, Nomor HP tidak diubah. Teruskan ke "
        "dinas."
    ])


@pytest.mark.parametrize("new", [True, False], ids=["of a new business", "of a known one"])
def test_a_file_that_is_forwarded_to_the_dinas_changes_the_person(two_areas, engine, new):
    name = "Zahra Katering" if new else "Zahra Laundry"
    sent = survey(told(name=name, activity="Katering" if new else "Laundry", village="Bintan", notes="Ramai")
                  | {"phone": "081200770055"})
    before = owner_of(engine)
    (planned,) = two_areas.judge(sent).rows
    assert "jadi Nomor HP, NIB tidak diubah. Teruskan ke dinas." in planned.reasons[-1 if new else 0]
    assert two_areas.apply(sent).outcomes == {"created" if new else "amended": 1}
    assert owner_of(engine) == before
    (again,) = two_areas.judge(sent).rows
    assert (again.decision, again.reasons) == ("doubtful", [planned.reasons[-1 if new else 0]])
    assert two_areas.other("dinas").apply(sent).outcomes == {"amended": 1}
    assert owner_of(engine)[1] == "+6281200770055"
    assert two_areas.other("dinas").judge(sent).decisions == ["same"]


def test_what_the_dinas_sends_for_one_area_is_taken_and_not_said_to_be_left(two_areas, engine):
    sent = survey(told(name="Zahra Katering", activity="Katering", village="Bintan") | {"phone": "081200770055"})
    dinas = two_areas.other("dinas")
    (planned,) = dinas.judge(sent, area=THERE).rows
    assert planned.reasons == ["Usaha lain dari pemilik dengan NIK yang sama."]
    done = dinas.apply(sent, area=THERE)
    with reading(engine) as session:
        assert session.scalars(select(ImportRow.held).where(ImportRow.batch_id == done.batch_id)).all() == [None]


def test_what_is_left_since_another_area_came_in_between_is_named_and_not_forgotten(engine, settings):
    here = office(engine, settings, "kelurahan", area_code=HERE)
    sent = book(["Zahra Fitri", nik(7), "081200770055", None, None, "S1", *[None] * 3, "Zahra Kue", "Kue basah",
                 "Teluk Binjai"])
    planned = here.plan(sent)
    office(engine, settings, "kelurahan", area_code=THERE).apply(
        book(["Zahra Fitri", nik(7), *[None] * 7, "Zahra Laundry", "Laundry", "Bintan"])
    )
    assert here.apply(planned).outcomes == {"created": 1}
    with reading(engine) as session:
        (left,) = rows_left(session, planned)
        said = why_left(left)
    assert said == ("Pemilik ini juga punya usaha di wilayah lain, jadi Pendidikan terakhir, Nomor HP tidak diubah. "
                    "Teruskan ke dinas.")
    assert [row.reasons for row in here.judge(sent).rows] == [[said]], "the next upload says nothing else"
    assert here.other("dinas").apply(sent).outcomes == {"amended": 1}
    assert owner_of(engine)[1] == "+6281200770055"


def test_what_is_left_since_an_officer_came_in_between_says_where_to_decide_it(two_areas, engine):
    dinas = two_areas.other("dinas")
    sent = survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan", notes="Ramai")
                  | {"phone": "081200770055"})
    planned = dinas.plan(sent)
    dinas.write(lambda session: decide(session, OFFICE, found := session.scalars(
        select(Business).where(Business.name == "Zahra Kue")).one(), "verify", expected_version=found.version,
        level="visited"))
    assert dinas.apply(planned).outcomes == {"amended": 1}
    with reading(engine) as session:
        (left,) = rows_left(session, planned)
        said, told_first = why_left(left), left.content["reasons"][0]
    assert said == ("Pemilik ini sudah diperiksa petugas untuk usahanya yang lain, jadi Nomor HP tidak diubah. "
                    "Putuskan sendiri di halaman usahanya.")
    assert told_first.startswith("Berubah: "), "what the plan said of the row is kept"
    assert [row.reasons for row in dinas.judge(sent).rows] == [[said]], "the next upload says nothing else"


def test_the_dinas_sees_both_areas_and_may_change_the_person(two_areas, engine):
    again = survey(told(name="Zahra Laundry", activity="Laundry", village="Bintan") | {"owner": "Zahra Fitriani"})
    assert two_areas.other("dinas").apply(again).outcomes == {"amended": 1}
    assert owner_of(engine)[0] == "Zahra Fitriani"


def test_a_nik_under_quite_another_name_changes_nobodys_business(engine, settings):
    dinas = office(engine, settings)
    dinas.write(lambda session: registered(session, record()).id)
    (planned,) = dinas.judge(survey(row(0, nik=nik(), owner="Hendra Gunawan", name="Warung Bu Siti"))).rows
    assert (planned.decision, planned.changes) == ("doubtful", {}), "the business is shown beside it, and left alone"
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


# A new business of a known person

FACTS = ("phone", "other_phones", "email", "address", "education", "birth_place", "birth_date", "npwp", "sex")
MORE = {"phones": ("+6281200770055",), "email": "siti@contoh.id", "address": "Jl. Rumah 9", "education": "sma",
        "birth_place": "Medan", "npwp": "013121660091000"}
NIB = LicenceRecord(kind="nib", number="0220007654321")


def little_known(session, actor=OFFICER):
    """A business here whose owner is known by name and NIK only."""
    return registered(session, record(name="Warung Sini", owner={"phones": (), "sex": None}, licences=()), actor,
                      scope_code=KELURAHAN)


def facts_of(session, owner_id):
    session.flush()
    session.expire_all()
    owner = session.get(Owner, owner_id)
    numbers = session.scalars(select(Licence.number).where(Licence.owner_id == owner_id, Licence.business_id.is_(None)))
    return {name: getattr(owner, name) for name in FACTS if getattr(owner, name)}, list(numbers)


def sana(session, actor, owner=MORE, licences=(NIB,)):
    return registered(session, record(name="Warung Sana", place={"area_code": OTHER_KELURAHAN}, owner=owner,
                                      licences=licences), actor)


AREA_THERE = replace(OFFICER, area_code=OTHER_KELURAHAN)


def test_a_new_business_of_another_area_fills_no_blank_of_the_person(session):
    here = little_known(session)
    there = sana(session, AREA_THERE)
    assert there.owner_id == here.owner_id
    assert facts_of(session, here.owner_id) == ({}, [])


@pytest.mark.parametrize("actor", [OFFICE, OFFICER], ids=["who sees both areas", "who has both in the area"])
def test_who_sees_all_businesses_of_the_person_fills_the_blanks(session, actor):
    here = little_known(session)
    place = {"area_code": OTHER_KELURAHAN if actor is OFFICE else KELURAHAN}
    registered(session, record(name="Warung Dua", place=place, owner=MORE, licences=(NIB,)), actor)
    told, numbers = facts_of(session, here.owner_id)
    assert (told["email"], told["phone"], numbers) == ("siti@contoh.id", "+6281200770055", ["0220007654321"])


def told_in(session, who, business):
    return {change.label: change.after for line in history(session, who, business) if line.action == "leave"
            for change in line.changes}


def test_what_was_told_of_the_person_stands_with_the_new_business_for_who_sees_it(session):
    here = little_known(session)
    there = sana(session, AREA_THERE)
    told = {"Nomor HP": "0812 0077 0055", "Alamat email": "siti@contoh.id", "Alamat pemilik": "Jl. Rumah 9",
            "Pendidikan terakhir": "sma", "Tempat lahir": "Medan", "NPWP": "••••000", "NIB": "0220007654321",
            "Jenis kelamin": "P"}
    assert told_in(session, viewer("kelurahan", OTHER_KELURAHAN), there) == told
    assert told_in(session, viewer("dinas"), there) == told_in(session, viewer("dinas"), here) == told
    assert told_in(session, viewer("kelurahan", KELURAHAN), here) == {}


def test_what_was_told_of_the_person_is_sealed_like_the_person(session):
    little_known(session)
    there = sana(session, AREA_THERE)
    session.flush()
    line = session.scalars(select(JournalLine).where(JournalLine.action == "leave")).one()
    assert (line.business_id, line.changes) == (there.id, None)
    stored = session.scalar(text("select sealed from journal where action = 'leave'"))
    assert "siti@contoh.id" not in str(stored)
    assert there.notes is None


def test_what_was_told_does_not_say_which_of_it_is_known(session):
    """Else an officer would learn, value by value, what another area has stored."""
    known = record().owner
    registered(session, record(name="Warung Sini"), OFFICER, scope_code=KELURAHAN)
    there = sana(session, AREA_THERE, owner={"phones": known.phones}, licences=record().licences[:1])
    told = told_in(session, viewer("kelurahan", OTHER_KELURAHAN), there)
    assert told == {"Nomor HP": "0812 0034 5678", "NIB": "0220001234567"}


def test_a_sheet_of_another_area_fills_no_blank_and_is_taken_back_whole(engine, settings):
    office(engine, settings, "kelurahan", area_code=HERE).apply(
        book(["Zahra Fitri", nik(7), *[None] * 7, "Zahra Kue", "Kue basah", "Teluk Binjai"])
    )
    there = office(engine, settings, "kelurahan", area_code=THERE)
    done = there.apply(book(["Zahra Fitri", nik(7), "081200770055", "zahra@contoh.id", "Jl. Rahasia 9", "SMA", "Medan",
                             "013121660091000", "0220001234567", "Zahra Laundry", "Laundry", "Bintan"]))
    assert done.outcomes == {"created": 1}
    with reading(engine) as session:
        owner = session.scalars(select(Owner)).one()
        assert (owner.phone, owner.email, owner.education, owner.npwp) == (None,) * 4
        assert session.scalars(select(Licence)).all() == []
    report = there.undo(done.batch_id)
    assert (report.withdrawn, report.kept) == (1, [])


# What is seen of a person who is known in two areas


def two_known(session):
    """A business here and one there; the dinas tells more of their owner through the one there, then here."""
    here = little_known(session)
    there = sana(session, OFFICE)
    told = {"email": "lain@contoh.id", "education": "s1", "sex": "L"}
    amend(session, OFFICE, here, record(owner=told), expected_version=here.version, keys={"email", "education", "sex"})
    return here, there


def labels_of(session, who, business):
    return {change.label for line in history(session, who, business) for change in line.changes}


def test_the_history_shows_of_the_person_what_tells_who_it_is_and_nothing_that_came_from_elsewhere(session):
    here, _ = two_known(session)
    officer = viewer("kelurahan", KELURAHAN)
    assert labels_of(session, officer, here) == {"Jenis kelamin"}
    assert {line.action for line in history(session, officer, here)} == {"register", "amend"}
    assert {"Pendidikan terakhir", "Alamat email", "Nomor HP", "NPWP"} <= labels_of(session, viewer("dinas"), here)


def test_the_history_shows_the_person_again_when_nothing_is_elsewhere_any_more(session):
    here, there = two_known(session)
    there.state = "withdrawn"
    session.flush()
    assert {"Pendidikan terakhir", "Alamat email"} <= labels_of(session, viewer("kelurahan", KELURAHAN), here)
