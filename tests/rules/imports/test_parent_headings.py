"""Columns under a parent: what is paid is never what is made, and a child says which of a parent's things it is."""

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


OWNER, SHOP = "owner_name", "business_name"
PEOPLE = ("H. Syamsul", "Andi Putra", "Rukiah", "Joni Iskandar", "Siti Aminah", "Budi Santoso")
NAMES_UNDER = [
    ("Nama Perusahaan / Pemilik", ["Perusahaan", "Pemilik"], [SHOP, OWNER]),
    ("Nama Perusahaan / Pemilik", ["Pengusaha", "Usaha"], [OWNER, SHOP]),
    ("Nama Usaha/Pemilik", ["Usaha", "Pemilik"], [SHOP, OWNER]),
    ("Nama Usaha/Pemilik", ["Perusahaan", "Nama Pemilik"], [SHOP, OWNER]),
    ("NAMA PEMILIK DAN USAHA", ["PEMILIK", "USAHA"], [OWNER, SHOP]),
    ("Nama Pemilik, Usaha", ["Nama", "Usaha"], [OWNER, SHOP]),
    ("Usaha/Pemilik", ["Usaha", "Pemilik"], [SHOP, OWNER]),
    ("Nama", ["Perusahaan", "Pemilik"], [SHOP, OWNER]),
    ("Identitas", ["Nama Usaha", "Nama Pemilik"], [SHOP, OWNER]),
]


@pytest.mark.parametrize(("parent", "children", "wanted"), NAMES_UNDER)
def test_a_child_says_which_of_two_names_it_holds(parent: str, children: list[str], wanted: list[str]) -> None:
    rows: list[list[Any]] = [["No", parent, None, "Kelurahan", "Produk"], [None, *children, None, None]]
    for number, told in enumerate(zip(SHOPS, PEOPLE, strict=True), 1):
        rows.append([number, *(told if wanted[0] == SHOP else told[::-1]), "Purnama", "Keripik"])
    merges = [Merge(1, 0, 2, 0), Merge(1, 1, 1, 2), Merge(1, 3, 2, 3), Merge(1, 4, 2, 4)]
    layout = find_layout(sheet_of(rows, merges=merges))
    assert [column.field for column in layout.columns[1:3]] == wanted


SEVERAL = [
    ("Alamat/No HP", "Alamat", "address"), ("Alamat/No HP", "No HP", "phone"), ("Nama/NIK", "NIK", "nik"),
    ("Nama / No HP Pemilik", "Nama", "owner_name"), ("Tempat, Tanggal Lahir", "Tempat", "birth_place"),
    ("Tempat, Tanggal Lahir", "Tanggal", "birth_date"), ("Alamat Rumah / Usaha", "Rumah", "owner_address"),
    ("Alamat Rumah / Usaha", "Usaha", "business_address"), ("Nama Usaha/Merk", "Merk", "brand"),
    ("Jenis Usaha/Produk", "Produk", "product"), ("Nilai Produksi dan Bahan Baku", "Bahan Baku", "raw_material_value"),
    ("Jumlah dan Nilai Produksi", "Jumlah", AMOUNT), ("Jumlah dan Nilai Produksi", "Satuan", UNIT),
    ("Jumlah dan Nilai Produksi", "Nilai", WORTH), ("Modal/Omzet", "Omzet", "turnover"),
    ("Nama Usaha / Pemilik", "Alamat", "address"), ("Nama Pemilik/Pengelola", "Nama", "owner_name"),
    ("Tenaga Kerja (L/P)", "P", "workers_female"), ("NIB/NPWP", "NPWP", "npwp"), ("Desa/Kelurahan", "Desa", "village"),
]  # fmt: skip


@pytest.mark.parametrize(("parent", "child", "field"), SEVERAL)
def test_a_child_of_several_things_is_the_one_it_names(parent: str, child: str, field: str) -> None:
    assert first(parent, child) == field
