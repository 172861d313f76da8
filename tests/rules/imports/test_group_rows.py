"""Rows that head a group: a place with its letter or numeral is no business, what says more than that is one."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.columns import find_layout
from tests.workbooks.lists import sheet_of

HEADING = ["No", "Nama Usaha", "Nama Pemilik", "Kelurahan", "Jenis Produk"]
Cells = list[Any]


def business(number: Any) -> Cells:
    return [number, f"Kedai {number}", f"Ani {number}", "Purnama", "Kerupuk cabe"]


def skipped(row: Cells, numbers: Cells | None = None) -> str | None:
    """The reason why this row among businesses is left out, None when it counts as one of them."""
    numbers = numbers or [1, 2, 3, 4, 5, 6]
    rows = [HEADING, *map(business, numbers[:3]), row, *map(business, numbers[3:])]
    layout = find_layout(sheet_of(rows))
    assert layout.rows == (6 if layout.skipped else 7)
    return layout.skipped[0].reason if layout.skipped else None


PLACES = ("KECAMATAN DUMAI SELATAN", "Kel. Ratu Sima", "Desa Purnama", "RT 02 RW 05", "Kec. Dumai Kota")


@pytest.mark.parametrize("sign", ["A", "II", "b.", "(c)", "IV.", "XIX", " D ", "VII)"])
@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_skipped_with_its_letter_as_without(place: str, sign: str) -> None:
    assert skipped([None, place]) == skipped([sign, place]) == skipped([sign, None, place]) == "title"


STAY = [
    ["A", "Toko Maju Jaya"], ["II", "Maju Jaya"], [7, "Kel. Ratu Sima"], ["AB", "Kel. Ratu Sima"],
    ["IIX", "Kel. Ratu Sima"], ["A", "Kel. Ratu Sima", "Siti"], ["A", "Kel. Ratu Sima", None, None, "Kue"],
    ["A", "Kelurahan"], [None, "A", "Kel. Ratu Sima"],
]  # fmt: skip


@pytest.mark.parametrize("row", STAY)
def test_a_row_that_says_more_or_less_than_a_letter_and_a_place_stays(row: Cells) -> None:
    assert skipped(row) is None


def test_where_the_businesses_have_letters_a_letter_heads_no_group() -> None:
    assert skipped(["d", "Kota Rasa"], ["a", "b", "c", "e", "f", "g"]) is None


def test_groups_inside_groups_and_below_their_totals_are_no_businesses() -> None:
    rows: list[Cells] = [HEADING, ["A", "KECAMATAN DUMAI SELATAN"]]
    for place in ("Kel. Ratu Sima", "Kel. Bukit Datuk"):
        rows += [["I", place], *map(business, range(1, 5)), [None, "JUMLAH", None, None, 4]]
    rows += [["B", "KECAMATAN DUMAI BARAT"], *map(business, range(1, 5))]
    layout = find_layout(sheet_of(rows))
    assert layout.rows == 12
    assert [line for _, line in layout.sections] == [
        "KECAMATAN DUMAI SELATAN", "Kel. Ratu Sima", "Kel. Bukit Datuk", "KECAMATAN DUMAI BARAT",
    ]  # fmt: skip
