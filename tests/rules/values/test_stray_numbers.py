"""NIK and phones are found in any text, however they are written; days, amounts and papers are not taken for one."""

from __future__ import annotations

import pytest

from digiloka.values.stray_numbers import has_nik, has_phone, without_niks, without_numbers, without_persons

NIK = "1472015203600123"


@pytest.mark.parametrize("cell", [
    NIK, f"Siti {NIK}", f"Siti / {NIK}", f"Siti ({NIK})", f"NIK{NIK}HP", "1472 0152 0360 0123", "14.72.01.520360.0123",
    "14720152-03600123", "1472O152O36OO123", "l472015203600I23", "No 7 1472 0152 0360 0123", int(NIK), float(NIK),
    "1472015203600123\n", "１４７２０１５２０３６００１２３", "Jl. Melati No. 1, 1472015203600123, RT 3",
    "9999888877776666",
])  # fmt: skip
def test_a_nik_is_found_wherever_it_stands(cell: object) -> None:
    assert has_nik(cell)


@pytest.mark.parametrize("cell", [
    None, "", "Siti Aminah", "Jl. Sudirman No. 12 RT 003 RW 005 28813", "2022 2023 2024 2025", "081277776666",
    "12-05-2024 10-06-2025", "12.05.2024 10.06.2025", "ID35110000123450420", "0220001234567", "Rp3.500.000 - 5.000.000",
    "081277776666 / 085266667777", 3_500_000, 1.6666, "4.6792941056686005e-52",
    True, "Olio Oli Olok Ilo Ilolo OOOO IIII llll oooo",
])  # fmt: skip
def test_what_is_none_is_not_taken_for_a_nik(cell: object) -> None:
    assert not has_nik(cell)


def test_where_other_numbers_are_at_home_region_and_birth_date_tell_a_nik() -> None:
    assert has_nik(NIK, certain=True)
    assert not has_nik("9999888877776666", certain=True)


@pytest.mark.parametrize("cell", ["081277776666", "Warung 0812-7777-6666", "+62 812 7777 6666", "6281277776666",
                                  "O812 7777 6666", 6281277776666])  # fmt: skip
def test_a_phone_is_found_wherever_it_stands(cell: object) -> None:
    assert has_phone(cell)


@pytest.mark.parametrize("cell", ["Pangkalan Sesai", "28813", "0220001234567", "2025-08-12", "08-12-2024 10:30",
                                  8_000_000_000, None])  # fmt: skip
def test_what_is_none_is_not_taken_for_a_phone(cell: object) -> None:
    assert not has_phone(cell)


@pytest.mark.parametrize(("text", "shown"), [
    (f"Siti {NIK}", f"Siti {'•' * 12}0123"), ("HP 081277776666 ya", "HP ••••••••6666 ya"),
    ("Omzet 3.000.000.000", "Omzet 3.000.000.000"), ("NIB 0220001234567", "NIB 0220001234567"),
])  # fmt: skip
def test_where_numbers_are_at_home_only_a_persons_is_hidden(text: str, shown: str) -> None:
    assert without_persons(text) == shown


@pytest.mark.parametrize(("text", "shown"), [
    ("1472O152O36OO123", "••••••••••••O123"), ("NIB 0220001234567", "NIB •••••••••4567"),
    ("12-05-2024", "12-05-2024"), ("Jl. Melati No. 12", "Jl. Melati No. 12"),
])  # fmt: skip
def test_elsewhere_every_long_number_is_hidden(text: str, shown: str) -> None:
    assert without_numbers(text) == shown


def test_of_two_in_one_text_both_are_hidden() -> None:
    assert without_niks(f"{NIK} dan 1472 0152 0360 0124", "*") == "************0123 dan ***************0124"
