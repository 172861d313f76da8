"""A NIK or phone that stands in another field reaches no value, whichever field it is and however it is written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from digiloka.registry.fields import BY_KEY, FIELDS
from digiloka.registry.reading import Around
from digiloka.values.refusal import Note, Refused
from tests.records import nik

NIK = nik(0)
SPACED = f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}"
SLASHED = SPACED.replace(" ", "/")
AROUND = Around(today=dt.date(2026, 11, 22))
PERSONS = {"nik", "npwp", "phone", "email"}  # encrypted, masked wherever they are shown
NOT_KEPT = {"photo", "row_number"}
KEPT = [field.key for field in FIELDS if field.key not in PERSONS | NOT_KEPT]
WORDS = ("owner_name", "business_name", "activity", "product", "sector", "birth_place", "owner_address", "address",
         "business_address", "village", "training", "licence", "marketing", "kbli", "village_rt_rw")  # fmt: skip
CLOSED = ("legal_form", "premises_status", "status", "sector", "village", "district", "export", "makes_goods", "sex",
          "education")  # fmt: skip


def read(key: str, raw: Any) -> Any:
    return BY_KEY[key].read(raw, [], AROUND)


@pytest.mark.parametrize("key", KEPT)
@pytest.mark.parametrize("cell", [NIK, f"Siti {NIK}", SPACED, f"ada {SPACED}", int(NIK), SLASHED, f"{NIK}.0"])
def test_no_field_keeps_a_nik_that_strayed_into_it(key: str, cell: Any) -> None:
    try:
        told = str(read(key, cell))
    except Refused as refusal:
        told = refusal.message
    assert NIK not in told.replace(" ", "").replace("/", "") or BY_KEY[key].kind == "point"  # judged as a place


@pytest.mark.parametrize("key", WORDS)
def test_the_sentence_says_where_the_nik_belongs(key: str) -> None:
    with pytest.raises(Refused, match=f"^Di kolom {BY_KEY[key].label} ada angka seperti NIK. Pindahkan ke kolom NIK.$"):
        read(key, f"Siti / {NIK}")


@pytest.mark.parametrize("key", CLOSED)
def test_a_phone_is_no_answer_of_a_short_list(key: str) -> None:
    with pytest.raises(Refused, match=r"ada angka seperti nomor HP\. Pindahkan"):
        read(key, "0812-7777-6666")


def test_a_phone_in_an_address_or_a_remark_is_left_there() -> None:
    for key in ("business_address", "notes", "business_name"):
        assert read(key, "Depan masjid 081277776666") == "Depan masjid 081277776666"


def test_of_a_nik_in_a_remark_only_its_end_is_kept_and_said() -> None:
    notes: list[Note] = []
    assert BY_KEY["notes"].read(f"NIK {NIK}, pindah", notes, AROUND) == f"NIK ************{NIK[-4:]}, pindah"
    assert [note.code for note in notes] == ["stray-nik"]
    assert read("notes", f"NIK ************{NIK[-4:]}, pindah") == f"NIK ************{NIK[-4:]}, pindah"


def test_a_papers_own_sixteen_figures_are_its_number() -> None:
    assert read("sni", "9999888877776666").number == "9999888877776666"
    assert read("halal", f"ID{NIK}").number == f"ID{NIK}"
    assert read("halal", "ID35110000123450420").number == "ID35110000123450420"
