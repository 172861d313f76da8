"""What somebody types to find a person, and what must stay words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.registry.numbers import new_numbers
from digiloka.registry.sought import number_in, person_in
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused
from tests.records import CITY, nik

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
    assert person_in(typed, CITY) is None


@pytest.mark.parametrize(
    "typed",
    ["tahun 2019 2020 2021", "Toko 123-456-789", "1999/2000/2001", "Rp 150.000.000", "Blok A 12 34 56 78 90",
     "Apotek K-24 123", "Jl. Melati 12B No. 3", "147292093F0X", "1472-9209-3F0X", "1472-7O3M-Q8"],
)
def test_figures_that_can_be_nobodys_are_words(typed: str) -> None:
    assert person_in(typed, CITY) is None


@pytest.mark.parametrize(
    "typed",
    ["1472-9209-3F0B", "1472 9209 3F0B", "147292093F0B", "1472–9209–3F0B", "1472\u20119209\u20113f0b",
     "nomor 1472-9209-3F0B", "No. usaha: 147292093f0b", "1472-9209-3FOB", "1472 9209 3F0B Warung Siti"],
)
def test_a_good_business_number_is_one_however_it_is_written(typed: str) -> None:
    assert number_in(typed, CITY) == "1472-9209-3F0B"
    assert person_in(typed, CITY) is None


def test_every_good_business_number_is_one_with_any_signs_between() -> None:
    for number in new_numbers(CITY, 3000):
        for sign in ("-", " ", "", "–"):
            typed = number.replace("-", sign)
            assert number_in(typed, CITY) == number
            assert person_in(typed, CITY) is None


@pytest.mark.parametrize(
    "typed", ["1472-9209-3F0X", "1372-9209-3F0B", "1472-9209-3F0B 5", "5 1472-9209-3F0B", NIK, f"{NIK[:12]}", "kopi"]
)
def test_what_is_no_good_number_of_this_city_is_none(typed: str) -> None:
    assert number_in(typed, CITY) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (NIK[:15], "NIK harus 16 angka. Anda mengisi 15 angka."),
        (NIK + "1", "NIK harus 16 angka. Anda mengisi 17 angka."),
        (f"Siti {NIK[:14]}", "NIK harus 16 angka. Anda mengisi 14 angka."),
        ("1" * 16, "NIK ini 16 angka yang sama."),
        ("1472019913800001", "bukan tanggal lahir"),
        (NIK[:12], "Angka ini bukan NIK (16 angka) dan bukan nomor HP. Periksa angkanya."),
        (f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]}", "Angka ini bukan NIK (16 angka) dan bukan nomor HP."),
        ("0220001234567", "Ini 13 angka, seperti NIB. NIB tidak dicari di sini."),
        ("NIB 0220 0012 34567", "NIB tidak dicari di sini."),
        ("nib: 220001234567", "NIB tidak dicari di sini."),
        ("081234567890123", "Nomor HP diawali 08 atau +62 dan berisi 10 sampai 13 angka. Anda mengisi 15 angka."),
        ("0812 3456 789O", "Di antara angka ini ada huruf atau tanda lain. Tulis angkanya saja."),
        ("0812 34S6 7890", "Di antara angka ini ada huruf"),
        ("0812 3456 789A", "Di antara angka ini ada huruf"),
        ("0812 3456 789|", "Di antara angka ini ada huruf"),
        ("0812 3456 78*9", "Di antara angka ini ada huruf"),
        ("l4720l5007850000", "Di antara angka ini ada huruf"),
        (f"{NIK[:12]} OOOO", "Di antara angka ini ada huruf"),
        ("0812 3456 789\u041e", "Di antara angka ini ada huruf"),
        ("0812 0034 5678, 0812 0099 0000", "Ini lebih dari satu nomor. Tulis satu NIK (16 angka) atau satu nomor HP"),
        ("0812 0034 5678 atau 0812 0099 0000", "Ini lebih dari satu nomor."),
        (f"{NIK[:8]} {NIK[8:]} / 0812 0034 5678", "Ini lebih dari satu nomor."),
        ("no. 5 0812 0034 5678", "Ini lebih dari satu nomor."),
        (f"{NIK} {nik(1)}", "Ini lebih dari satu nomor."),
    ],
)
def test_figures_that_can_be_meant_as_nothing_else_are_refused_and_go_nowhere(typed: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        person_in(typed)
    assert words in refused.value.message
    assert typed not in refused.value.message


SIGNS = (" ", "-", "\u2010", "\u2011", "\u2012", "–", "—", "−", "/", ",", "'", "’", ".", "_", ":", ";", "+", "·", "()",
         " - ")
ODD = ("*", "#", "•", "=", "\\", "@", "&", "\u20e3", "\u0332", "…", "\u200b*", "%", "→", "?", "!", "<", "|")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("size", [1, 3, 4, 6])
def test_usual_signs_between_the_figures_make_no_difference(sign: str, size: int) -> None:
    for number, kind in ((NIK, "nik"), ("081200345678", "phone")):
        found = person_in(sign.join(number[at : at + size] for at in range(0, len(number), size)))
        assert (found.kind, found.hash) == (kind, keyed_hash(kind, NIK if kind == "nik" else PHONE))


_DIGITS = ("{}", "0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "⁰¹²³⁴⁵⁶⁷⁸⁹", "⓪①②③④⑤⑥⑦⑧⑨")
_LOOKS = {"0": "0oO", "1": "1lI|", "5": "5S", "8": "8B", "2": "2Z"}


@given(
    number=st.sampled_from([NIK, nik(77), "6271015007850001", "081200345678", "+6281200345678"]),
    between=st.lists(st.sampled_from(("",) * 8 + SIGNS + ODD), min_size=16, max_size=16),
    figures=st.sampled_from(_DIGITS[1:]), looks=st.lists(st.integers(0, 40), min_size=16, max_size=16),
    before=st.sampled_from(["", "NIK ", "HP", "nik:", "Siti ", "2026 ", "'", "=\"", "no. 5 "]),
    after=st.sampled_from(["", " Siti", "Siti", " 5", "/2", " a.n. Budi", ".0", ",", "\""]),
)
def test_no_spelling_of_a_nik_or_phone_passes_as_words(
    number: str, between: list[str], figures: str, looks: list[int], before: str, after: str
) -> None:
    """Letters are read as figures only beside figures: a number of letters alone nobody writes."""
    signs = [
        _LOOKS[sign][turn] if sign in _LOOKS and turn < len(_LOOKS[sign]) and place % 3 else
        figures[int(sign)] if sign.isdigit() else sign
        for place, (sign, turn) in enumerate(zip(number, looks, strict=False))
    ]
    between = ["" if place % 3 else sign for place, sign in enumerate(between)]
    typed = before + "".join(a + b for a, b in zip(signs, ["", *between], strict=False)) + after
    try:
        found = person_in(typed, CITY)
    except Refused:
        return
    assert found is not None, typed
    longer = PHONE + "".join(filter(str.isdigit, after))  # "081200345678 5" has as many figures as a phone may have
    assert found.hash in (keyed_hash("nik", number), keyed_hash("phone", PHONE), keyed_hash("phone", longer)), typed
