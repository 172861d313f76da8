"""A row one of whose cells was corrected: asked of the officer, never a second business, never joined."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from digiloka.accounts.viewer import Viewer
from digiloka.database import reading
from digiloka.registry.matching import Clue
from digiloka.registry.queries import Called, namesakes
from digiloka.sealing import keyed_hash
from tests.people import CITY
from tests.records import nik
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
TELUK_BINJAI = "14.72.02.1002"
ELSEWHERE = {"village": "Bukit Datuk", "district": "Dumai Selatan"}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def number_of(dumai: Office) -> str:
    return next(iter(dumai.seen()))


# what the second file says differently of a business that has no NIK in the first: is it the same business?
CORRECTED = {
    "another address": {"address": "Jl. Melati No. 1 B"},
    "another RT": {"rt": "004"},
    "another kelurahan": ELSEWHERE,
    "kelurahan and address": ELSEWHERE | {"address": "Jl. Kenanga No. 4"},
    "another activity beside": {"activity": "Keripik dan kerupuk", "rt": "004"},
    "the name in small letters": {"owner": "siti aminah", "rt": "004"},
}


@pytest.mark.parametrize("said", CORRECTED)
def test_a_corrected_place_is_asked_about_when_name_and_phone_are_the_same(dumai, said):
    dumai.apply(survey(row(nik=None)))
    judged = dumai.judge(survey(row(nik=None) | CORRECTED[said]))
    assert judged.decisions == ["doubtful"]
    assert judged.rows[0].number == number_of(dumai)
    assert judged.rows[0].reasons == [
        f"Nama dan nomor HP sama dengan usaha {number_of(dumai)}. Kalau itu usahanya, ubah datanya di sana. "
        "Kalau usaha lain, daftarkan lewat formulir."
    ]
    assert dumai.apply(survey(row(nik=None) | CORRECTED[said])).outcomes == {}
    assert len(dumai.seen()) == 1


ANOTHER = {
    "another trade of another name": {"name": "Warung Kopi Pagi", "activity": "Warung kopi", "rt": "004"},
    "a relative's shop under the family's phone": {"owner": "Ahmad Aminah", "name": "Bengkel Aminah"},
    "a namesake in another kelurahan with a phone of their own": ELSEWHERE | {"phone": "081377770000", "rt": "004"}
    | {"address": "Jl. Kenanga No. 4"},
    "a numbered branch": {"name": "Usaha Siti 2", "activity": "Jual pulsa", "rt": "004"},
}


@pytest.mark.parametrize("said", ANOTHER)
def test_another_business_stays_another_business(dumai, said):
    dumai.apply(survey(row(nik=None)))
    assert dumai.judge(survey(row(nik=None) | ANOTHER[said])).decisions == ["new"]


def test_two_nik_are_two_people_unless_all_else_says_that_one_was_typed_wrong(dumai):
    dumai.apply(survey(row(0)))
    judged = dumai.judge(survey(row(0, nik=nik(1))))
    assert judged.decisions == ["doubtful"]
    assert judged.rows[0].reasons[0].startswith("NIK lain, tetapi nama dan nomor HP sama dengan usaha 1472-")
    namesake = row(0, nik=nik(1), phone=None, address="Jl. Kenanga No. 4")
    assert dumai.judge(survey(namesake)).decisions == ["new"], "both have one: two people"
    assert dumai.judge(survey(row(0, nik=None, rt="004"))).decisions == ["doubtful"], "this row may have left it out"


def test_a_family_with_one_phone_is_taken_whole_in_one_file_and_in_two(dumai):
    family = [row(number, nik=None, phone="081234500000") for number in range(5)]
    assert dumai.apply(survey(*family[:3])).outcomes == {"created": 3}
    assert dumai.judge(survey(*family)).decisions == ["same"] * 3 + ["new"] * 2


def test_two_branches_that_one_file_tells_apart_stay_two(dumai):
    branches = [row(nik=None), row(nik=None, address="Jl. Diponegoro No. 40", rt="011")]
    assert dumai.judge(survey(*branches)).decisions == ["new", "new"]
    dumai.apply(survey(branches[0]))
    assert dumai.judge(survey(*branches)).decisions == ["same", "new"], "the first is the one that was there"
    assert dumai.apply(survey(*reversed(branches))).outcomes == {"created": 1}
    assert dumai.judge(survey(*branches)).decisions == ["same", "same"]


# without a phone the business must agree and its place
WITHOUT_PHONE = {
    "another address": ({"address": "Jl. Melati No. 1 B"}, "doubtful"),
    "another kelurahan": (ELSEWHERE, "doubtful"),
    "kelurahan and address": (ELSEWHERE | {"address": "Jl. Kenanga No. 4"}, "new"),
    "another activity": ({"activity": "Jual pulsa", "rt": "004"}, "doubtful"),
    "another activity and name": ({"activity": "Jual pulsa", "name": "Siti Cell"}, "new"),
    "no business name, another address": ({"name": None, "address": "Jl. Lain No. 3"}, "doubtful"),
    "no business name, another activity": ({"name": None, "activity": "Jual pulsa"}, "new"),
}


@pytest.mark.parametrize("said", WITHOUT_PHONE)
def test_without_a_phone_business_and_place_must_agree(dumai, said):
    changed, decision = WITHOUT_PHONE[said]
    told = row(nik=None, phone=None) | {key: None for key in changed if key == "name"}
    dumai.apply(survey(told))
    judged = dumai.judge(survey(told | changed))
    assert judged.decisions == [decision]
    if decision == "doubtful":
        assert judged.rows[0].reasons[0].startswith("Nama, usaha, dan tempat hampir sama dengan usaha 1472-")


def test_of_a_business_in_another_area_a_sender_learns_only_that_it_is_there(dumai):
    dumai.apply(survey(row(1, nik=None)))
    officer = dumai.other("kelurahan", area_code=TELUK_BINJAI)
    judged = officer.judge(survey(row(1, nik=None, village="Teluk Binjai", district="Dumai Timur")))
    assert judged.decisions == ["doubtful"]
    assert judged.rows[0].reasons == ["Nama dan nomor HP sama dengan usaha di wilayah lain. Teruskan ke dinas."]
    assert (judged.rows[0].number, judged.rows[0].business_id, judged.rows[0].changes) == (None, None, {})


@pytest.mark.parametrize(("known", "reason"), [
    ({"nik": None}, "Nama dan nomor HP sama dengan usaha di wilayah lain. Teruskan ke dinas."),
    ({}, "NIK ini sudah terdaftar dengan usaha serupa di wilayah lain. Teruskan ke dinas."),
], ids=["without a NIK", "by the NIK"])  # fmt: skip
def test_what_the_dinas_sends_for_an_area_names_its_officers_no_business_outside(dumai, known, reason):
    """They read the batch's page, too."""
    dumai.apply(survey(row(1, **known)))
    (planned,) = dumai.judge(
        survey(row(1, **known, village="Teluk Binjai", district="Dumai Timur")), area=TELUK_BINJAI
    ).rows
    assert (planned.decision, planned.reasons, planned.number) == ("doubtful", [reason], None)


def test_a_correction_planned_before_the_first_file_was_applied_is_a_conflict(dumai):
    first, second = dumai.plan(survey(*many(3, nik=None))), dumai.plan(survey(*many(4, nik=None, rt="009")))
    assert dumai.apply(first).outcomes == {"created": 3}
    assert dumai.apply(second).outcomes == {"conflict": 3, "created": 1}


def test_a_withdrawn_business_is_no_namesake(dumai):
    batch = dumai.apply(survey(row(nik=None))).batch_id
    dumai.undo(batch)
    assert dumai.judge(survey(row(nik=None, rt="004"))).decisions == ["new"]


def test_the_look_ups_are_two_however_many_rows_and_use_an_index(dumai, engine):
    dumai.apply(survey(*many(40, nik=None)))
    by_phone = [Clue("siti aminah", (keyed_hash("phone", f"+62812345{n:05}"),), "") for n in range(500)]
    by_words = [Clue("siti aminah", (), f"usaha siti {n}", TELUK_BINJAI) for n in range(500)]
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    with reading(engine) as session:
        viewer, called = Viewer(None, "dinas", CITY), Called()
        found = namesakes(session, viewer, CITY, by_phone + by_words, called=called)
        assert {namesake.owner_key for namesake in found} > {"siti aminah"}, "a phone leads to any name"
        queries = [(sql, values) for sql, values in asked if "FROM business" in sql]
        assert len(queries) == 3, "two that look up, and one that reads what the phones found"
        asked.clear()
        assert namesakes(session, viewer, CITY, by_words, called=called) == []
        assert asked == [], "a name is looked up once"
        indexes = ("ix_owner_phone_hash", "ix_owner_name_key", "autoindex_business_1")
        if engine.dialect.name == "sqlite":  # PostgreSQL reads forty rows without any index, and rightly
            for (sql, values), index in zip(queries, indexes, strict=True):
                steps = [step[-1] for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
                assert any(index in step for step in steps), steps
                assert not any(step.startswith("SCAN ") and "json_each" not in step for step in steps), steps
