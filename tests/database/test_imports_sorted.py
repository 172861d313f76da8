"""A returned file sorted without its key column: a key beside another business's row writes nothing."""

from __future__ import annotations

import pytest

from digiloka.imports.row_keys import KEY_HEADING, file_row_key
from tests.database.test_imports_keys import EVERYTHING, keyed, keys_of
from tests.records import nik
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
ANOTHER = {"nik": nik(78), "owner": "Marwan Siregar", "name": "Bengkel Baru", "activity": "Tambal ban",
           "phone": "081377665544", "address": "Jl. Mawar No. 4"}  # fmt: skip
UNREADABLE = row(2, owner=None, name=None, activity=None)


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def asked(judged) -> list[bool]:
    return ["hanya sebagian kolom yang diurutkan" in " ".join(planned.reasons) for planned in judged.rows]


# the rows as they stand beside the keys of rows 0, 1, 2, 3
SORTED = {
    "turned round": [row(3), row(2), row(1), row(0)],
    "two of them": [row(1), row(0), row(2), row(3)],
    "moved by one": [row(1), row(2), row(3), row(0)],
    "corrected, too": [row(1, nik=nik(60)), row(0, nik=nik(61), name="Nama Baru"), row(2), row(3)],
    "rewritten, too": [row(1), row(0), row(3, **EVERYTHING), row(2)],
}


@pytest.mark.parametrize("rows", SORTED.values(), ids=SORTED)
@pytest.mark.parametrize("without", [(), ("nik",), ("nik", "phone"), ("name", "nik")], ids=str)
def test_rows_beside_the_keys_of_others_are_asked_about_and_write_nothing(dumai, rows, without):
    blank = dict.fromkeys(without)
    applied = dumai.apply(survey(*many(4, **blank)))
    before = dumai.seen()
    back = keyed(dumai, applied, *(each | blank for each in rows))
    judged = dumai.judge(back)
    moved = [each["address"] != row(number)["address"] for number, each in enumerate(rows)]
    assert judged.decisions == ["doubtful" if other else "same" for other in moved]
    assert asked(judged) == moved
    assert {planned.origin_id for planned, other in zip(judged.rows, moved, strict=True) if other} == {None}
    dumai.apply(back)
    assert dumai.seen() == before


def test_two_rows_corrected_in_everything_are_no_sorting(dumai):
    applied = dumai.apply(survey(*many(3)))
    judged = dumai.judge(keyed(dumai, applied, row(0, **EVERYTHING), row(1, **ANOTHER), row(2)))
    assert judged.decisions == ["changed", "changed", "same"]


def test_one_row_that_now_says_another_business_is_asked_about(dumai):
    applied = dumai.apply(survey(*many(3)))
    keys = keys_of(dumai, applied.batch_id)
    judged = dumai.judge(survey(row(2) | {KEY_HEADING: keys[0]}, row(1) | {KEY_HEADING: keys[1]}))
    assert (judged.decisions, asked(judged)) == (["doubtful", "same"], [True, False])


def test_a_corrected_row_keeps_its_key_in_a_file_of_one_family(dumai):
    shared = {"phone": "081234500000", "address": "Jl. Melati No. 1"}
    applied = dumai.apply(survey(*many(3, **shared)))
    rows = (row(0, **shared, owner="Sitti Aminah"), row(1, **shared, nik=nik(50)), row(2, **shared, name="Kedai Rina"))
    assert dumai.judge(keyed(dumai, applied, *rows)).decisions == ["changed"] * 3


def test_a_row_that_was_refused_is_asked_about_in_a_sorted_file_only(dumai):
    applied = dumai.apply(survey(row(0), row(1), UNREADABLE))
    assert dumai.judge(keyed(dumai, applied, row(0), row(1), row(2))).decisions == ["same", "same", "new"]
    judged = dumai.judge(keyed(dumai, applied, row(2), row(0), row(1)))
    assert (judged.decisions, asked(judged)) == (["doubtful"] * 3, [True] * 3)


def test_a_file_that_was_not_applied_yet_and_comes_back_sorted_is_asked_about(dumai):
    planned = dumai.plan(survey(*many(3)))
    judged = dumai.judge(keyed(dumai, planned, row(1), row(0), row(2)))
    assert (judged.decisions, asked(judged)) == (["doubtful", "doubtful", "new"], [True, True, False])


def test_keys_of_a_file_that_was_only_checked_are_held_against_its_rows_too(dumai):
    checked = dumai.judge(survey(*many(3))).rows
    keys = [file_row_key(one.identity_hash, "file", "Data", one.checked.row) for one in checked]
    back = survey(*(told | {KEY_HEADING: key} for told, key in zip([row(2), row(1), row(0)], keys, strict=True)))
    assert dumai.judge(back).decisions == ["doubtful", "new", "doubtful"]
    dumai.apply(survey(*many(3)))
    assert dumai.judge(back).decisions == ["doubtful", "same", "doubtful"]
