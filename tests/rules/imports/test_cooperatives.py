"""A list of koperasi is told so once; a list of businesses with koperasi among them stays a list."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.values.refusal import Refused
from tests.judging import judged

NAMES = (
    "Koperasi Maju Bersama", "KSP Sejahtera", "KUD Tani Makmur", "Kopkar Pelabuhan", "Primkopti Dumai",
    "Koperasi Wanita Melati",
)  # fmt: skip
PEOPLE = ("Siti Aminah", "Budi Santoso", "Rina Lestari", "Yusuf Harahap", "Dewi Anggraini", "Zainal Koto")
TOLD = (
    "Lembar ini daftar koperasi, bukan daftar usaha. Kalau mau didata sebagai usaha, tambahkan kolom jenis usaha, lalu "
    "unggah lagi."
)

MAKERS: dict[str, Any] = {
    "No": lambda n: n + 1,
    "No Badan Hukum": lambda n: f"{100 + n}/BH/IV.3/20{10 + n}",
    "Badan Hukum": lambda n: f"{100 + n}/BH/IV.3/20{10 + n}",
    "NIK Koperasi": lambda n: f"147203002000{n}",
    "Alamat": lambda n: f"Jl. Melati No. {n + 1}",
    "Nama Ketua": lambda n: PEOPLE[n],
    "No HP": lambda n: f"08120000000{n}",
    "Jenis Koperasi": lambda n: ("Simpan Pinjam", "Konsumen", "Produsen")[n % 3],
    "Jumlah Anggota": lambda n: 25 + n,
    "Jumlah Karyawan": lambda n: 2 + n,
    "Modal Luar": lambda n: 10_000_000 + n,
    "Simpanan Pokok": lambda n: 1_000_000 + n,
    "Simpanan Wajib": lambda n: 2_000_000 + n,
    "Aset": lambda n: 150_000_000 + n * 1_000_000,
    "Volume Usaha": lambda n: 90_000_000 + n * 500_000,
    "SHU": lambda n: 5_000_000 + n * 100_000,
    "RAT": lambda _: "Sudah",
    "Status": lambda _: "Aktif",
    "Jenis Usaha": lambda _: "",
}


def sheet_of(name: str, *headings: str, names: Any = NAMES, **more: Any) -> Any:
    """A list of koperasi, its name below the heading `name`; `more` are columns of one value or one a row."""
    rows = [
        [names[n], *(MAKERS[heading](n) for heading in headings),
         *(value[n] if isinstance(value, list) else value for value in more.values())]
        for n in range(len(names))
    ]  # fmt: skip
    return judged([name, *headings, *more], *rows)


@pytest.mark.parametrize(("name", "headings"), [
    ("Nama Koperasi", ("No Badan Hukum", "Alamat", "Jumlah Anggota", "Aset", "Volume Usaha", "SHU")),
    ("NAMA KOPERASI", ("NIK Koperasi", "Nama Ketua", "No HP", "Jenis Koperasi", "Modal Luar", "Jumlah Karyawan")),
    ("Nama Koperasi", ("No", "Simpanan Pokok", "Simpanan Wajib", "RAT", "SHU")),
    ("Nama Koperasi", ("Alamat", "Status")),
    ("Nama Koperasi", ("Alamat", "Jenis Usaha", "Aset")),
    ("Nama", ("Badan Hukum", "Jumlah Anggota", "Aset", "SHU")),
    ("Nama Usaha", ("Badan Hukum", "Jumlah Anggota", "Aset", "SHU")),
])  # fmt: skip
def test_a_list_of_koperasi_is_told_so_once(name, headings):
    with pytest.raises(Refused) as refusal:
        sheet_of(name, *headings)
    assert refusal.value.message == TOLD


@pytest.mark.parametrize("doing", ["Kegiatan Usaha", "Jenis Usaha", "Sektor Usaha", "Produk"])
def test_koperasi_that_name_what_they_do_are_businesses(doing):
    sheet = sheet_of("Nama Koperasi", "Jumlah Anggota", "Aset", **{doing: ["Jual sembako", *["Simpan pinjam"] * 5]})
    assert {row.decision for row in sheet.rows} == {"new"}


def test_some_that_name_it_keep_the_list_and_the_others_are_told_row_by_row():
    sheet = sheet_of("Nama Koperasi", "Aset", **{"Kegiatan Usaha": ["Jual sembako", *[None] * 5]})
    assert [row.decision for row in sheet.rows] == ["new", *["refused"] * 5]


def test_koperasi_among_other_businesses_leave_the_list_a_list():
    names = ("Koperasi Maju", "Warung Siti", "KUD Tani", "Kedai Ani", "Toko Ija", "Bengkel Yusuf")
    sheet = sheet_of("Nama Usaha", "Alamat", names=names, **{"Bentuk Usaha": ["Koperasi", *["Perorangan"] * 5]})
    assert {row.decision for row in sheet.rows} == {"refused"}
    assert "activity-missing" in {fault.code for fault in sheet.faults}


def test_the_members_of_a_koperasi_are_no_koperasi():
    members = sheet_of("Nama Koperasi", "Alamat", names=["Koperasi Maju"] * 6, **{"Nama Anggota": list(PEOPLE)})
    assert {fault.code for fault in members.faults} == {"activity-missing", "activity-column-missing"}
