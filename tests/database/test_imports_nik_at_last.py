"""The NIK that a list lacked, or that was damaged, stands in the corrected file: the same business, or a question."""

from __future__ import annotations

import pytest

from tests.people import CITY
from tests.records import nik
from tests.surveying import Office, office, row, survey

pytestmark = pytest.mark.furnished
FIRST = row(0, nik=None, name="Dapur Melur")
CORRECTED = FIRST | {"nik": nik(0)}
ELSEWHERE = {"village": "Bukit Datuk", "district": "Dumai Selatan"}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


@pytest.mark.parametrize("before", [None, "147271 tidak terbaca", 1.47271e15], ids=["none", "unreadable", "rounded"])
def test_a_row_that_brings_its_nik_changes_the_business_it_made_and_undo_takes_it_back(dumai, before):
    dumai.apply(survey(FIRST | {"nik": before}))
    seen = dumai.seen()
    assert len(seen) == 1
    (planned,) = dumai.judge(survey(CORRECTED)).rows
    assert (planned.decision, planned.number) == ("changed", next(iter(seen)))
    assert planned.changes["nik"] == (None, nik(0))
    done = dumai.apply(survey(CORRECTED))
    assert done.outcomes == {"amended": 1}
    assert dumai.judge(survey(CORRECTED)).decisions == ["same"]
    assert dumai.judge(survey(FIRST)).decisions == ["same"], "the old file brings nothing twice"
    dumai.undo(done.batch_id)
    assert dumai.seen() == seen
    assert dumai.judge(survey(CORRECTED)).decisions == ["changed"]


def test_other_cells_that_were_corrected_with_the_nik_are_changes_too(dumai):
    dumai.apply(survey(FIRST | {"notes": "Pertama"}))
    (planned,) = dumai.judge(survey(CORRECTED | {"notes": "Pertama", "turnover": 9_000_000})).rows
    assert (planned.decision, set(planned.changes)) == ("changed", {"nik", "sex", "turnover"})


# what else the row with a NIK says, beside the business that has none
CONTRADICTED = {
    "a branch at another address": {"address": "Jl. Diponegoro No. 40"},
    "a branch in another RT": {"rt": "011"},
    "a branch in another kelurahan": ELSEWHERE,
    "another phone": {"phone": "081377770000"},
    "another business name": {"name": "Dapur Melati"},
    "another trade": {"activity": "Jahit baju"},
    "the owner's name in part": {"owner": "Siti"},
}


@pytest.mark.parametrize("said", CONTRADICTED)
def test_what_something_else_contradicts_is_never_joined(dumai, said):
    dumai.apply(survey(FIRST))
    (planned,) = dumai.judge(survey(CORRECTED | CONTRADICTED[said])).rows
    assert planned.decision in ("doubtful", "new")
    assert planned.changes == {}


def test_a_name_of_many_needs_the_phone_or_the_address(dumai):
    shop = FIRST | {"name": "Warung kelontong", "activity": "Warung kelontong", "phone": None}
    there = shop | {"rt": "009", "address": "Jl. Anggrek No. 8"}
    assert dumai.apply(survey(shop | {"address": None}, there)).outcomes == {"created": 2}
    judged = [dumai.judge(survey(told | {"nik": nik(0)})).decisions for told in (shop, there)]
    assert judged == [["doubtful"], ["changed"]]


def test_two_rows_or_two_businesses_that_fit_are_a_question(dumai):
    plain = FIRST | {"address": None, "rt": None}
    dumai.apply(survey(plain))
    twins = [plain | {"nik": nik(0)}, plain | {"nik": nik(1)}]
    assert dumai.judge(survey(*twins)).decisions == ["doubtful", "doubtful"]
    dumai.apply(survey(plain, plain | {"address": "Jl. Melur", "rt": "002"}))
    assert dumai.judge(survey(plain | {"nik": nik(0)})).decisions == ["doubtful"]


def test_a_nik_that_another_owner_has_completes_nobody(dumai):
    dumai.apply(survey(FIRST))
    dumai.apply(survey(row(3, nik=nik(0), owner="Siti Aminah")))
    assert dumai.judge(survey(CORRECTED)).decisions == ["doubtful"]


def test_both_businesses_of_one_person_one_known_one_new_become_that_persons(dumai):
    dumai.apply(survey(FIRST))
    second = row(0, name="Jahit Melur", activity="Jahit baju", address="Jl. Anggrek No. 8", rt="009")
    done = dumai.apply(survey(CORRECTED, second))
    assert (done.counts["changed"], done.outcomes) == (1, {"amended": 1, "created": 1})
    assert [told[-1]["owner"]["nik"] for told in dumai.seen().values()] == [nik(0)] * 2


def test_a_doubt_says_how_the_nik_gets_to_the_business_and_that_way_works(dumai):
    dumai.apply(survey(FIRST))
    told = CORRECTED | {"address": "Jl. Diponegoro No. 40"}
    (planned,) = dumai.judge(survey(told)).rows
    assert planned.reasons == [
        f"Nama dan nomor HP sama dengan usaha {planned.number}. Kalau itu usahanya, isi NIK-nya di halaman usaha itu, "
        "lalu unggah lagi berkas ini. Kalau usaha lain, daftarkan lewat formulir."
    ]
    dumai.apply(survey(CORRECTED))
    (planned,) = dumai.judge(survey(told)).rows
    assert (planned.decision, set(planned.changes)) == ("changed", {"business_address"})


def test_a_business_of_another_area_is_not_completed(dumai):
    dumai.apply(survey(FIRST | ELSEWHERE))
    officer = dumai.other("kelurahan", area_code=f"{CITY}.02.1002")
    (planned,) = officer.judge(survey(CORRECTED)).rows
    assert (planned.decision, planned.number, planned.changes) == ("doubtful", None, {})
