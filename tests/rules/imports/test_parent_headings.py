"""Columns under a parent: what is paid is never what is made."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.columns import SheetLayout, find_layout
from digiloka.imports.workbook import Merge
from tests.rules.imports.test_headings import first
from tests.workbooks.lists import sheet_of

SHOPS = ("Toko Maju Jaya", "UD Berkah", "Dapur Emak", "CV Sumber Rezeki", "Kedai Rukiah", "Salon Cantika")
MADE = (100.0, 200.0, None, 50.0, "-", 75.0)


def under(parent: str, *children: str, cells: tuple[tuple[Any, ...], ...]) -> SheetLayout:
    """The layout of a list whose last columns stand under one parent; `cells`: a row's values for them."""
    more = len(children) - 1
    rows: list[list[Any]] = [["No", "Nama Usaha", "Kelurahan", "Produk", parent, *[None] * more]]
    rows.append([None, None, None, None, *children])
    rows += [[n, shop, "Purnama", "Keripik", *told] for n, (shop, told) in enumerate(zip(SHOPS, cells, strict=True), 1)]
    merges = [Merge(1, column, 2, column) for column in range(4)]
    return find_layout(sheet_of(rows, merges=[*merges, Merge(1, 4, 1, 4 + more)] if more else merges))


def named(layout: SheetLayout) -> list[str | None]:
    return [column.field for column in layout.columns[4:]]


AMOUNT, UNIT, WORTH = "production_capacity", "production_unit", "production_value"
MADE_UNDER = [
    ("Kapasitas Produksi", ["Jumlah", "Satuan", "Nilai (Rp.000)"], [AMOUNT, UNIT, WORTH]),
    ("Kapasitas Produksi per Tahun", ["Volume", "Satuan", "Nilai (Rp)"], [AMOUNT, UNIT, WORTH]),
    ("Kapasitas Produksi", ["Jumlah", "Satuan", "Nilai"], [AMOUNT, UNIT, WORTH]),
    ("Kapasitas Produksi", ["Nilai", "Satuan", "Rupiah"], [AMOUNT, UNIT, WORTH]),
    ("Kapasitas Produksi (Rp.000)", ["Jumlah", "Satuan", "Nilai"], [AMOUNT, UNIT, WORTH]),
    ("Produksi (Rp.000)", ["Nilai", "Satuan", "Volume"], [WORTH, UNIT, AMOUNT]),
    ("Kapasitas Produksi", ["Jumlah", "Satuan", "Nilai Jual"], [AMOUNT, UNIT, WORTH]),
    ("Produksi", ["Jumlah", "Satuan", "Nilai (Rp.000)"], [AMOUNT, UNIT, WORTH]),
    ("Kapasitas Produksi", ["Nilai", "Satuan"], [AMOUNT, UNIT]),
]


@pytest.mark.parametrize(("parent", "children", "wanted"), MADE_UNDER)
def test_what_is_made_and_what_it_is_worth_stand_apart(parent: str, children: list[str], wanted: list[str]) -> None:
    told = [(made, "kg", 5000.0 + n) for n, made in enumerate(MADE)]
    cells = [tuple(row[[AMOUNT, UNIT, WORTH].index(field)] for field in wanted) for row in told]
    assert named(under(parent, *children, cells=tuple(cells))) == wanted


PAID = [
    ("Kapasitas Produksi (Rp.000)",), ("Volume Produksi (Rp)",), ("Produksi (Rupiah)",), ("Nilai Kapasitas (Rp.000)",),
    ("Kapasitas Produksi", "Rp.000"), ("Kapasitas Produksi", "Jumlah (Rp)"), ("Kapasitas (Rp)", "per tahun"),
]  # fmt: skip


@pytest.mark.parametrize("path", PAID)
def test_a_heading_in_rupiah_is_never_a_capacity(path: tuple[str, ...]) -> None:
    assert first(*path) == WORTH


@pytest.mark.parametrize("heading", ["Kapasitas Produksi (ribu kg)", "Jumlah Produksi (000)", "nilai_kapasitas"])
def test_thousands_of_things_are_no_money(heading: str) -> None:
    assert first(heading) == AMOUNT
