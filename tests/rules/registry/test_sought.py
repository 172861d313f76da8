"""What somebody types to find a person, and what must stay words."""

from __future__ import annotations

import pytest

from digiloka.registry.sought import person_in
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused
from tests.records import nik

pytestmark = pytest.mark.usefixtures("keys")
NIK, PHONE = nik(), "+6281200345678"


@pytest.mark.parametrize(
    "typed",
    [NIK, f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}", f"NIK {NIK}", f"nik: {NIK[:6]}.{NIK[6:12]}.{NIK[12:]}",
     f"'{NIK}", f" {NIK}\u00a0", f"Siti {NIK}", f"{NIK} 081200345678"],
)
def test_sixteen_figures_are_a_nik_however_they_are_written(typed: str) -> None:
    found = person_in(typed)
    assert (found.kind, found.hash, found.shown) == ("nik", keyed_hash("nik", NIK), "NIK 14••••••••••0000")


@pytest.mark.parametrize(
    "typed",
    ["081200345678", "0812 0034 5678", "0812-0034-5678", "+62 812-0034-5678", "6281200345678", "81200345678",
     "HP 0812.0034.5678", "8120-0345-678", "siti 081200345678", "(0812) 00345678"],
)
def test_a_phone_is_one_however_it_is_written(typed: str) -> None:
    found = person_in(typed)
    assert (found.kind, found.hash) == ("phone", keyed_hash("phone", PHONE))
    assert found.shown.startswith("HP 0812 ")
    assert "0034" not in found.shown


def test_a_landline_is_a_phone_too() -> None:
    assert person_in("0765 31234").hash == keyed_hash("phone", "+6276531234")


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "kopi", "warung 2 saudara", "Toko 1001 Malam", "RT 003 RW 005 Jl. Melati 8", "1472-7K3M-Q8ZC",
     "1472-7K", "1472-2345-6789", "1472-2345-6", "14727K3MQ8ZC", "1472", "2026", "0812", "0812 0034", "22-11-2026"],
)
def test_words_and_business_numbers_are_nobody(typed: str) -> None:
    assert person_in(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (NIK[:15], "NIK harus 16 angka. Anda mengisi 15 angka."),
        (NIK + "1", "NIK harus 16 angka. Anda mengisi 17 angka."),
        (f"Siti {NIK[:14]}", "NIK harus 16 angka. Anda mengisi 14 angka."),
        ("1" * 16, "NIK ini 16 angka yang sama."),
        ("1472019913800001", "bukan tanggal lahir"),
        (NIK[:12], "Angka ini bukan NIK (16 angka) dan bukan nomor HP. Periksa angkanya."),
        ("0220001234567", "Angka ini bukan NIK (16 angka) dan bukan nomor HP. Periksa angkanya."),
    ],
)
def test_figures_that_can_be_meant_as_nothing_else_are_refused_and_go_nowhere(typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        person_in(typed)
    assert words in refused.value.message
    assert typed not in refused.value.message
