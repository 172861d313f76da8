from __future__ import annotations

import pytest

from digiloka.areas.naming import names_of_city


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("DATA UMKM KELURAHAN BINTAN KECAMATAN DUMAI KOTA TAHUN 2024", "14.72.06.1004"),
        ("Data UMKM Kel. Bintan", "14.72.06.1004"),
        ("DAFTAR PELAKU USAHA DESA/KELURAHAN : BUKIT NANAS", "14.72.03.1001"),
        ("DATA UMKM KELURAHAN BUKIT KAYU KAPUR KECAMATAN BUKIT KAPUR", "14.72.03.1002"),
        ("DATA UMKM KELURAHAN BUKIT KAPUR KECAMATAN BUKIT KAPUR", "14.72.03.1007"),
        ("KELURAHAN DUMAI KOTA KECAMATAN DUMAI KOTA KOTA DUMAI", "14.72.06.1003"),
        ("PEMERINTAH KOTA DUMAI KECAMATAN DUMAI KOTA KELURAHAN SUKA JADI", "14.72.06.1005"),
        ("Kelurahan Bagan Besar Timur", "14.72.03.1006"),
        ("REKAP UMKM KEC. DUMAI BARAT", "14.72.01"),
        ("PEMERINTAH KOTA DUMAI KECAMATAN BUKIT KAPUR", "14.72.03"),
        ("REKAP PER KELURAHAN KECAMATAN SUNGAI SEMBILAN 2025", "14.72.04"),
        ("DAFTAR UMKM KOTA DUMAI", "14.72"),
        ("DAFTAR UMKM PER KELURAHAN SE-KOTA DUMAI TAHUN 2024", "14.72"),
    ],
)
def test_a_title_names_the_smallest_area(title: str, code: str) -> None:
    match = names_of_city("14.72").from_title(title)
    assert match is not None
    assert (match.area_code, match.how) == (code, "title")


@pytest.mark.parametrize(
    "title",
    [
        "", None, "DATA UMKM 2024", "DAFTAR NAMA", "REKAP PER KELURAHAN TAHUN 2024", "BINTAN", "KABUPATEN SRAGEN",
        "DATA UMKM DUMAI", "KECAMATAN GEMOLONG",
    ],
)  # fmt: skip
def test_a_title_without_a_labelled_area_of_ours_names_none(title: str | None) -> None:
    assert names_of_city("14.72").from_title(title) is None


def test_an_unknown_kelurahan_in_a_title_is_offered_never_replaced_by_its_kecamatan() -> None:
    match = names_of_city("14.72").from_title("DATA UMKM KELURAHAN BINTANG KECAMATAN DUMAI KOTA")
    assert match is not None
    assert (match.area_code, match.how, match.district_code) == (None, "unknown", "14.72.06")
    assert match.candidates[0].name == "Bintan"
