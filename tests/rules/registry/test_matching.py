"""What may be one business, and what never is: names, numbers, crowds."""

from __future__ import annotations

import uuid

import pytest

from digiloka import sealing
from digiloka.registry.matching import MANY, Clue, Namesake, clue_of, crowds, may_be, told_again
from digiloka.registry.records import BusinessRecord, OwnerRecord, PlaceRecord
from digiloka.sealing import keyed_hash
from digiloka.values.text import key

PHONE = "+6281234567890"
VILLAGE = "14.72.02.1002"


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(sealing, "_ring", [])
    sealing.use(sealing.new_keyring(generated=True))


def told(owner="Siti Aminah", name="Dapur Siti", activity="Keripik ubi", product=None, address="Jl. Melur No. 1",
         phone=PHONE, area=VILLAGE):  # fmt: skip
    return BusinessRecord(
        owner=OwnerRecord(name=owner, phones=(phone,) if phone else ()), name=name, activity=activity, product=product,
        place=PlaceRecord(address=address, area_code=area),
    )  # fmt: skip


def stored(**said):
    record = told(**said)
    owner, phones = key(record.owner.name or ""), record.owner.phones
    return Namesake(
        uuid.uuid4(), "1472-1", 1, owner, keyed_hash("phone", phones[0]) if phones else None, None,
        record.name, record.activity, record.product, "", record.place.area_code, record.place.address, True,
    )  # fmt: skip


def asked(record, known):
    return may_be(clue_of(record), known)


@pytest.mark.parametrize(
    "other", ["Siti Amina", "Hj. Siti Aminah", "Sitiaminah", "SITI AMINAH", "Siti Aminah Lubis Harahap", "Siti"]
)
def test_one_person_spelt_twice_under_one_phone_is_one(other):
    assert asked(told(owner=other), stored())


@pytest.mark.parametrize("other", ["Siti Aisyah", "Adi Aminah", "Budi Santoso"])
def test_a_family_under_one_phone_is_many(other):
    assert not asked(told(owner=other, name="Kue Melati"), stored())
    assert not asked(told(owner=other, name=None), stored(name=None))
    assert not asked(told(owner=other, address="Jl. Anggrek No. 5"), stored())


def test_one_shop_at_one_address_under_one_phone_is_asked_about_whoever_owns_it():
    assert asked(told(owner="Budi Santoso"), stored())


@pytest.mark.parametrize(
    ("said", "known", "one"),
    [
        ({"activity": "Kerupuk", "phone": None}, {}, True),  # the address tells
        ({"address": "Jl. Anggrek No. 5", "phone": None}, {}, True),  # what it does tells
        ({"address": "Jl. Anggrek No. 5", "activity": "Kerupuk", "phone": None}, {}, False),
        ({"area": "14.72.02.1003", "phone": None}, {}, False),
        ({"name": "Warung kelontong", "address": "Jl. Anggrek No. 5", "phone": None},
         {"name": "Warung kelontong"}, False),  # a name of many
        ({"name": "Dapur Melati"}, {}, True),  # the phone, and what it does
        ({"name": "Dapur Melati", "activity": "Kerupuk"}, {}, False),
        ({"name": "Dapur Melati", "area": "14.72.02.1003"}, {}, False),
    ],
)  # fmt: skip
def test_where_one_of_them_names_no_owner_the_business_itself_must_agree(said, known, one):
    assert asked(told(owner=None, **said), stored(**known)) is one
    assert asked(told(**said), stored(owner=None, **known)) is one
    assert asked(told(owner=None, **said), stored(owner=None, **known)) is one


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ({"owner": None}, "dapur siti"), ({"owner": None, "name": "Dapur Siti Aminah Jaya"}, "dapur siti amina"),
        ({"owner": None, "name": "Warung"}, "warung"), ({"owner": None, "name": "Toko"}, None), ({}, None),
        ({"phone": None}, "dapur siti"), ({"owner": None, "area": None}, None), ({"owner": None, "name": None}, None),
    ],
    ids=str,
)
def test_the_beginning_of_a_name_is_looked_up_where_nothing_better_leads_there(said, letters):
    opening = clue_of(told(**said)).opening
    assert opening == ((VILLAGE, letters) if letters else None)


def test_a_record_without_owner_phone_and_name_has_no_clue():
    assert clue_of(told(owner=None, phone=None, name=None)) is None


NO_PHONE = {"phone": None}


@pytest.mark.parametrize(
    ("said", "known", "one"),
    [
        ({"name": "Toko Siti 1", "activity": None}, {"name": "Toko Siti 2", "activity": None}, False),
        ({"name": "Toko Siti", "address": "Jl. Lain"}, {"name": "Toko Sitti"}, True),
        ({"name": "Lain", "address": "Jl. Melur No. 1 B"}, {}, True),
        ({"name": "Lain", "address": "Jl. Melur No. 2"}, {}, False),
        ({"name": "Lain", "address": None}, {"address": None}, False),
        ({"name": None, "product": "Bakso"}, {"name": None, "product": "Es campur"}, False),
        ({"name": None, "product": "Keripik ubi pedas"}, {"name": None}, True),
        ({"name": None, "address": "Jl. Lain", "area": None}, {"name": None}, False),
    ],
)
def test_without_a_phone_business_and_place_must_agree(said, known, one):
    assert asked(told(**NO_PHONE | said), stored(**NO_PHONE | known)) is one


def test_a_phone_or_name_of_very_many_rows_is_no_clue():
    clues = {n: Clue(f"pemilik {n}", ("kantor",), "") for n in range(MANY + 1)} | {-1: Clue("siti", ("hp",), "")}
    assert crowds(clues.values()) == {"kantor"}


def test_a_phone_of_very_many_businesses_leads_only_to_the_equal_name():
    known = [stored() for _ in range(MANY + 1)]
    misspelt, equal = ({0: clue_of(told(owner=owner))} for owner in ("Siti Aminnah", "Siti Aminah"))
    assert len(told_again(misspelt, known[:5])[0]) == 5
    assert not told_again(misspelt, known)
    assert len(told_again(equal, known)[0]) == MANY + 1
