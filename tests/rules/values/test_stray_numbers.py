"""NIK and phones are found in any text, however they are written; days, amounts and papers are not taken for one."""

from __future__ import annotations

import pytest

from digiloka.values.stray_numbers import has_nik, has_phone, without_niks, without_numbers, without_persons

NIK = "1472015203600123"


@pytest.mark.parametrize("cell", [
    NIK, f"Siti {NIK}", f"Siti / {NIK}", f"Siti ({NIK})", f"NIK{NIK}HP", "1472 0152 0360 0123", "14.72.01.520360.0123",
    "14720152-03600123", "1472O152O36OO123", "l472015203600I23", "No 7 1472 0152 0360 0123", int(NIK), float(NIK),
    "1472015203600123\n", "１４７２０１５２０３６００１２３", "Jl. Melati No. 1, 1472015203600123, RT 3",
    "9999888877776666", "1472/0152/0360/0123", "1472–0152–0360–0123", "1472—0152—0360—0123", "1472_0152_0360_0123",
    "1472,0152,0360,0123", "1472:0152:0360:0123", "1472|0152|0360|0123", "1472 / 0152 / 0360 / 0123",
    "1472 - 0152 - 0360 - 0123", "147201/520360/0123", "14/72/01/52/03/60/0123", "No. 7/1472/0152/0360/0123",
    "Siti/1472_0152_0360_0123/HP", "1.472.015.203.600.123", "1,472,015,203,600,123", "1472015203600123.0",
    "1472015203600123,00", "1.472015203600123E+15", "Siti 1472015203600123.0",
])  # fmt: skip
def test_a_nik_is_found_wherever_it_stands(cell: object) -> None:
    assert has_nik(cell)


_SIGNS = [" ", "  ", "-", ".", "/", "_", ",", ":", "|", " / ", " - ", "–", "\t", "\n", "\r\n"]
_BROKEN_ONCE = [
    f"{nik[:place]}{sign}{nik[place:]}" for nik in ("1471085203600123", "1472014107900007") for place in range(1, 16)
    for sign in _SIGNS if sign != "." or place > 3  # up to three places before it, it is a point: 1.471085203600123
]  # fmt: skip


@pytest.mark.parametrize("around", ["Siti {}", "{} Jl. Melati", "Jl. Melati No. 7, {}, RT 003/001", "NIK: {}"])
def test_a_nik_broken_once_is_found_wherever_it_breaks(around: str) -> None:
    shown = {nik: without_persons(around.format(nik)) for nik in _BROKEN_ONCE}
    assert [nik for nik in _BROKEN_ONCE if not has_nik(around.format(nik)) or nik in shown[nik]] == []


def test_a_nik_broken_once_is_found_alone_in_its_cell() -> None:
    alone = [nik for nik in _BROKEN_ONCE if "." not in nik or nik.index(".") >= 13]  # else a number with its fraction
    assert [nik for nik in alone if not has_nik(nik) or nik in without_persons(nik)] == []


@pytest.mark.parametrize("cell", [
    "NIB 1471085203600 123", "NIB: 1471085203600/123", "No. NIB 1471085203600 - 123", "nib no. 1471085203600 123",
    "Rek. BRI 147108520360012 3", "rekening: 14710852036001 23", "NPWP 147108520360012/3", "P-IRT 1471085203600 123",
    "PIRT No. 147108520360012 / 3", "1234567890123 123", "1234561201123|005", "1434085203600 123", "123456120112345 6",
    "5101472010001-26/1", "1.471085203600123", "101.446412034567 3", "8120110101123, 003",
    "9120042806947/405", "1220664906331 - 768",
])  # fmt: skip
def test_a_long_number_beside_a_short_one_is_no_nik(cell: str) -> None:
    assert not has_nik(cell)


@pytest.mark.parametrize("cell", [
    None, "", "Siti Aminah", "Jl. Sudirman No. 12 RT 003 RW 005 28813", "2022 2023 2024 2025", "081277776666",
    "12-05-2024 10-06-2025", "12.05.2024 10.06.2025", "ID35110000123450420", "0220001234567", "Rp3.500.000 - 5.000.000",
    "081277776666 / 085266667777", 3_500_000, 1.6666, "4.6792941056686005e-52",
    True, "Olio Oli Olok Ilo Ilolo OOOO IIII llll oooo",
    "12/05/2024 10/06/2025", "12/05/2024-10/06/2025", "12–05–2024 – 10–06–2025", "2024-05-12 10:30:45.123456",
    "12/05/2024 08:30-16:00", "11.30-17.30/12.15-21.00", "2021/2022/2023/2024", "2019–2020,2021–2022",
    "1998/1999/2000/2001", "Rp11.111.111 – 12.345.678", "11.111.111/12.345.678", "1.234.567,00-2.345.678",
    "11,111,111 - 12,345,678", "11,111,111/12,345,678.00",
    "Rp1.512.345.678 - 112.345.678", "1234561201123/005", "1234561201123, 003", "NIB 9120001234567 RT 003",
    "2061472010001-26", "3061472010001-26/2", "3061472010001-26 / 3061472010002-26", "31.212.131.0-121.000/1",
    "01.312.166.0-091.000", "82.312.166.0-091.000 1", "1.472015, 101.446412", "1.672011,101.446412",
    "1,672011 101,446412", "1.672011/101.446412", "108-00-1234567-8", "3344-01-011223-53-4", "BRI 3344 0101 1223 534",
    "1080012345678", "503/1211/12/0512/2024", "6281201011234/003", "+62 812-0101-1234/003", "14/72, 015/203, 60012",
    "1472015203600.1231", "4.720152036001234", "1.514740 101.0938816", "11.00-21.20 - 127-00-6300764-9",
    "1.7618046 / 101.0208, 288", "33.966.943.0-471.205 | 020/017", "3.540.575.705 009/011",
    "1767-01-438424-57-3 1.57077 / 101.222244",
])  # fmt: skip
def test_what_is_none_is_not_taken_for_a_nik(cell: object) -> None:
    assert not has_nik(cell)


@pytest.mark.parametrize("beside", [
    "12-05-1980", "12/05/2024 - 10/06/2025", "Rp3.500.000", "1.672011, 101.446412", "NIB 0220001234567",
    "003/001, 28813", "081277776666",
])  # fmt: skip
@pytest.mark.parametrize("nik", ["1472/0152/0360/0123", "1472 0152 0360 0123", NIK])
def test_a_nik_is_found_beside_other_numbers(nik: str, beside: str) -> None:
    for text in (f"{nik} {beside}", f"{beside} {nik}", f"{beside}, {nik}", f"{nik} / {beside}"):
        assert nik not in without_niks(text), text


def test_where_other_numbers_are_at_home_region_and_birth_date_tell_a_nik() -> None:
    assert has_nik(NIK, certain=True)
    assert not has_nik("9999888877776666", certain=True)


@pytest.mark.parametrize("cell", ["081277776666", "Warung 0812-7777-6666", "+62 812 7777 6666", "6281277776666",
                                  "O812 7777 6666", 6281277776666, "6281277776666.0", "62811700123",
                                  "62.812.345.678-081277776666", "0812.345.678"])  # fmt: skip
def test_a_phone_is_found_wherever_it_stands(cell: object) -> None:
    assert has_phone(cell)


_PHONE_SIGNS = ["/", "_", ",", ":", "|", " / ", " - ", "–", "—", " | "]


@pytest.mark.parametrize("sign", _PHONE_SIGNS)
@pytest.mark.parametrize("parts", [
    "0812 3456 7890", "0812 345 678", "0812 34567890", "081234 567890", "08123 4567 8901", "0812 3456 78901",
    "+62 812 3456 7890", "62 812 3456 7890", "62812 3456 7890", "+62812 34567890", "O812 3456 7890", "08 1234567890",
    "081 234567890",
])  # fmt: skip
def test_a_phone_is_found_whatever_parts_it(parts: str, sign: str) -> None:
    phone = parts.replace(" ", sign)
    for text in (phone, f"Siti {phone}", f"Siti/{phone}/RT 003", f"{phone}.xlsx", f"data_{phone}.xlsx", f"7 {phone}"):
        assert has_phone(text), text
        assert phone not in without_persons(text), text


@pytest.mark.parametrize("cell", [
    "(0812) 3456 7890", "(0812)34567890", "(0812)-3456-7890", "(0812) 3456-7890", "(+62) 812 3456 7890",
    "+62 (812) 3456 7890", "+62 (0)812 3456 7890", "(62) 812-3456-7890", "(+62)81234567890", "HP (0812) 345 678",
])  # fmt: skip
def test_a_phone_is_found_in_brackets(cell: str) -> None:
    assert has_phone(cell)
    assert "3456" not in without_persons(cell)


@pytest.mark.parametrize("cell", [
    "503/0812/2026", "503/0812/2026/001", "503/0812/001/2026", "0812/503/2026", "0812/IUMK/2026/1234",
    "0812/05/2026/123", "0812/1234/2026", "08/503/DPMPTSP/2026", "800/0812/12/05/2026", "0812_2026_1030",
    "08/12/2026 10.30", "08/12/2026-09/12/2026", "08/12/2026, 09/12/2026", "08-12-2026 / 09-12-2026",
    "08122026_1030", "08122026_103045.xlsx", "081226_103045.xlsx", "08082017_162821",
    "08:30-16:00/08:30-12:00", "08.30 – 16.00, 08.30",
    "62,812,345,678", "62,812,345,678 / 70,000,000,000", "Rp62.812.345.678/70.000", "0,812,345,678",
    "0.812345/101.446412", "0,812345 / 101,446412", "0.8123, 101.4464", "NIB 0812220012345", "NIB: 0812220012345",
    "2081472010001-26", "2081472010001-26/1", "08.123.456.7-212.000", "RT 003/RW 008, 28812/3456", "(0765) 31234",
    "0812/3456", "008/0123/4567/89", "2021/2022/08/12/34",
])  # fmt: skip
def test_a_parted_number_that_is_none_is_not_taken_for_a_phone(cell: str) -> None:
    assert not has_phone(cell)
    assert without_persons(cell) == cell


@pytest.mark.parametrize("cell", ["Pangkalan Sesai", "28813", "0220001234567", "2025-08-12", "08-12-2024 10:30",
                                  8_000_000_000, None, "62.812.345.678",
                                  "Rp62.812.345.678-70.000.000.000"])  # fmt: skip
def test_what_is_none_is_not_taken_for_a_phone(cell: object) -> None:
    assert not has_phone(cell)


@pytest.mark.parametrize(("text", "shown"), [
    (f"Siti {NIK}", f"Siti {'•' * 12}0123"), ("HP 081277776666 ya", "HP ••••••••6666 ya"),
    ("Omzet 3.000.000.000", "Omzet 3.000.000.000"), ("NIB 0220001234567", "NIB 0220001234567"),
    ("Omzet 62.812.345.678", "Omzet 62.812.345.678"), ("HP 62811700123", "HP •••••••0123"),
    ("1472/0152/0360/0123 dan 12/05/2024", "•••••••••••••••0123 dan 12/05/2024"), (f"{NIK}.0", f"{'•' * 12}0123"),
])  # fmt: skip
def test_where_numbers_are_at_home_only_a_persons_is_hidden(text: str, shown: str) -> None:
    assert without_persons(text) == shown


@pytest.mark.parametrize(("text", "shown"), [
    ("62812345678", "62812345678"), ("62.812.345.678", "62.812.345.678"), ("081277776666", "••••••••6666"),
    ("6281277776666", "•••••••••6666"), ("+62811700123", "••••••••0123"), (NIK, f"{'•' * 12}0123"),
])  # fmt: skip
def test_among_amounts_billions_are_no_phone(text: str, shown: str) -> None:
    assert without_persons(text, money=True) == shown


@pytest.mark.parametrize(("text", "shown"), [
    ("1472O152O36OO123", "••••••••••••O123"), ("NIB 0220001234567", "NIB •••••••••4567"),
    ("12-05-2024", "12-05-2024"), ("Jl. Melati No. 12", "Jl. Melati No. 12"),
])  # fmt: skip
def test_elsewhere_every_long_number_is_hidden(text: str, shown: str) -> None:
    assert without_numbers(text) == shown


def test_of_two_in_one_text_both_are_hidden() -> None:
    assert without_niks(f"{NIK} dan 1472 0152 0360 0124", "*") == "************0123 dan ***************0124"
