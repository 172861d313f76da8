"""One cell of a survey row corrected and the file sent again: what `check` says of it, field by field."""

from __future__ import annotations

import pytest

from tests.records import nik
from tests.surveying import Office, office, row, survey

pytestmark = pytest.mark.furnished
ROSNIDA = row(
    owner="Rosnida", nik=None, phone=None, name=None, nib=None, activity="Keripik ubi", address="Jl. Melur"
)  # fmt: skip
PHONE, NAME, NIK = {"phone": "081234567890"}, {"name": "Dapur Melur"}, {"nik": nik(7)}
ANOTHER_NAME = {"name": "Keripik Bu Ros"}
ELSEWHERE = {"village": "Bukit Datuk", "district": "Dumai Selatan"}

# what the rows carry beside owner, activity, address, RT and kelurahan
CARRIED = {
    "nothing": {},
    "name": NAME,
    "phone": PHONE,
    "phone and name": PHONE | NAME,
    "NIK and name": NIK | NAME,
    "NIK": NIK,
}
# corrected cell → what it says now → the decision in the order of CARRIED. No index leads to a misspelt name alone.
D, C, N = "doubtful", "changed", "new"
CORRECTED = {
    "owner's name": ({"owner": "Rosnidah"}, (N, D, D, D, C, C)),
    "business name": (ANOTHER_NAME, (D, D, D, D, D, C)),
    "activity": ({"activity": "Keripik ubi dan pisang"}, (D, D, D, D, C, D)),
    "address": ({"address": "Jl. Melur No. 8"}, (D, D, D, D, C, C)),
    "RT": ({"rt": "009"}, (D, D, D, D, C, C)),
    "kelurahan": (ELSEWHERE, (D, D, D, D, C, C)),
    "NIK": ({"nik": nik(8)}, (C, C, C, C, D, D)),
    "phone": ({"phone": "081377770000"}, (C, C, C, C, C, C)),
    "turnover": ({"turnover": 9_000_000}, (C, C, C, C, C, C)),
}


WITHOUT_OWNER = row(owner=None, nik=None, phone=None, name="Dapur Melur", nib=None, activity="Keripik ubi",
                    address="Jl. Melur")  # fmt: skip
# the same where no owner is named: with a phone, and without
OWNERLESS = {
    "owner's name": ({"owner": "Rosnida"}, (D, D)),
    "business name": ({"name": "Dapur Melurr"}, (D, D)),
    "another name": (ANOTHER_NAME, (D, N)),
    "activity": ({"activity": "Jahit baju"}, (D, D)),
    "address": ({"address": "Jl. Anggrek No. 8"}, (D, D)),
    "RT": ({"rt": "009"}, (D, D)),
    "NIK": ({"nik": nik(8)}, (D, D)),
    "turnover": ({"turnover": 9_000_000}, (C, C)),
}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


@pytest.mark.parametrize("carried", CARRIED)
def test_a_corrected_cell_is_a_change_or_a_question_where_an_index_finds_it(dumai, carried):
    told, at = ROSNIDA | CARRIED[carried], list(CARRIED).index(carried)
    dumai.apply(survey(told))
    found = {field: dumai.judge(survey(told | said)).decisions for field, (said, _) in CORRECTED.items()}
    assert found == {field: [expected[at]] for field, (_, expected) in CORRECTED.items()}


@pytest.mark.parametrize("phone", ["081234567890", None], ids=["phone", "no phone"])
def test_a_corrected_cell_of_a_row_without_owner_is_a_change_or_a_question(dumai, phone):
    told = WITHOUT_OWNER | {"phone": phone}
    dumai.apply(survey(told))
    found = {field: dumai.judge(survey(told | said)).decisions for field, (said, _) in OWNERLESS.items()}
    assert found == {field: [expected[phone is None]] for field, (_, expected) in OWNERLESS.items()}


def test_a_list_of_many_shops_of_one_general_name_and_no_owner_is_taken_twice_at_other_addresses(dumai):
    def shops(street):
        shop = WITHOUT_OWNER | {"name": "Warung kelontong", "activity": "Warung sembako"}
        return [shop | {"address": f"{street} No. {n}"} for n in range(1, 8)]

    dumai.apply(survey(*shops("Jl. Melur")))
    assert dumai.judge(survey(*shops("Jl. Anggrek"))).decisions == ["new"] * 7


def test_another_product_of_the_same_nik_is_a_second_business_the_same_one_renamed_is_asked_about(dumai):
    told = ROSNIDA | NIK | NAME
    dumai.apply(survey(told))
    number = next(iter(dumai.seen()))
    renamed, second = told | ANOTHER_NAME, told | ANOTHER_NAME | {"activity": "Jahit baju"}
    judged = dumai.judge(survey(renamed))
    assert judged.rows[0].reasons == [
        f"Pemilik ini sudah punya usaha {number} dengan kegiatan yang sama. Kalau itu usahanya, ubah datanya di sana. "
        "Kalau usaha lain, daftarkan lewat formulir."
    ]
    assert dumai.judge(survey(second)).decisions == ["new"]
    assert dumai.judge(survey(told, renamed)).decisions == ["same", "new"], "the file itself tells the two apart"


def test_a_correction_planned_before_the_first_file_was_applied_makes_no_second_business(dumai):
    told = ROSNIDA | NIK | NAME
    first, second = dumai.plan(survey(told)), dumai.plan(survey(told | ANOTHER_NAME))
    assert dumai.apply(first).outcomes == {"created": 1}
    assert dumai.apply(second).outcomes == {"conflict": 1}


# what differs from Rosnida's Dapur Melur, with phone, in kelurahan Teluk Binjai
SOMEBODY_ELSE = {
    "a relative with the family's phone and trade": {"owner": "Rahmawati", "name": None},
    "relatives whose names share all but one": {"owner": "Siti Rosnida", "name": "Warung Siti"},
    "her other product": {"name": "Ros Tailor", "activity": "Jahit baju"},
    "a namesake elsewhere": ELSEWHERE | {"phone": None, "address": "Jl. Kenanga No. 4"},
    "a neighbour of the same trade": {"owner": "Yusuf Harahap", "phone": None},
}


@pytest.mark.parametrize("said", SOMEBODY_ELSE)
def test_another_owner_product_or_place_stays_another_business(dumai, said):
    told = ROSNIDA | PHONE | NAME
    dumai.apply(survey(told))
    assert dumai.judge(survey(told | SOMEBODY_ELSE[said])).decisions == ["new"]


def test_generic_business_names_of_different_people_are_many_businesses(dumai):
    shops = [row(n, nik=None, phone=None, name="Warung kelontong", activity="Warung kelontong") for n in range(6)]
    dumai.apply(survey(*shops[:3]))
    assert dumai.judge(survey(*shops[3:])).decisions == ["new"] * 3
