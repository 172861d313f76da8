"""What titles, section lines and merged cells say for the rows below them; never the sender's area instead."""

from __future__ import annotations

import datetime as dt

import pytest
from lokal import wilayah
from openpyxl import Workbook

from digiloka import sealing
from digiloka.imports.ground import bare_city
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.named_city import names_other_city
from digiloka.imports.workbook import open_workbook

CITY, HERE, THERE = "14.72", "14.72.02.1003", "14.72.02.1004"  # Tanjung Palas, Jaya Mukti
HEADING = ("No", "Nama Pemilik", "Nama Usaha", "Jenis Usaha", "Alamat")


@pytest.fixture(autouse=True)
def _keys():
    sealing.use(sealing.new_keyring(generated=True))


def business(number, name="Ani"):
    return (number, f"{name} {number}", f"Kedai {name} {number}", "Warung kopi", f"Jl. Melati {number}")


def planned(tmp_path, rows, allowed=HERE, merges=(), name="Data"):
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    path = tmp_path / "survei.xlsx"
    book.save(path)
    judgement = judge(open_workbook(path), ground_without_register(CITY, allowed, dt.date(2026, 11, 22)))
    return [row for _, chunk in judgement.chunks() for row in chunk]


def areas(rows):
    return [row.checked.record.place.area_code for row in rows]


def test_a_title_of_another_city_is_not_overruled_by_the_sender(tmp_path):
    rows = planned(
        tmp_path,
        [
            ("DATA UMKM KELURAHAN TANAH MERAH KECAMATAN BUKIT RAYA",),
            ("KOTA PEKANBARU TAHUN 2024",),
            HEADING,
            *map(business, range(1, 6)),
        ],
    )
    assert {row.decision for row in rows} == {"refused"}
    assert "wilayah lain" in " ".join(rows[0].reasons)


@pytest.mark.parametrize("below", [
    ("Bulan : Juni 2025",), ("Kota : Dumai",), ("Provinsi : Riau",), ("RT : 003",), ("Petugas : Rina",),
    ("PER JUNI 2025",), ("KOTA DUMAI BULAN JUNI",),
    ("DINAS KOPERASI DAN UKM", "TAHUN 2024"), ("Kabupaten/Kota : Kota Dumai",),
])  # fmt: skip
@pytest.mark.parametrize("area", [
    ("Kelurahan : Laksamana", "Kecamatan : Dumai Kota"), ("KEL. LAKSAMANA KEC. DUMAI KOTA",),
])  # fmt: skip
def test_a_kecamatan_called_kota_is_not_the_beginning_of_another_city(tmp_path, area, below):
    laksamana = "14.72.06.1001"
    titles = [(line,) for line in ("DATA UMKM", *area, *below)]
    assert areas(planned(tmp_path, [*titles, HEADING, *map(business, range(1, 6))], "14.72.06")) == [laksamana] * 5


NAMED = [
    ("14.72", "DATA UMKM KEC. DUMAI KOTA PER JUNI 2025", False), ("14.72", "KECAMATAN DUMAI KOTA KOTA DUMAI", False),
    ("14.72", "DATA UMKM DUMAI KOTA BULAN JUNI", False), ("14.72", "DATA UMKM KOTA DUMAI SEMESTER I 2025", False),
    ("14.72", "DATA UMKM PER KOTA", False), ("14.72", "Kab/Kota : Dumai Petugas : Rina", False),
    ("14.72", "KECAMATAN DUMAI KOTA KOTA PEKANBARU", True), ("14.72", "Kota : Pekanbaru", True),
    ("14.72", "KECAMATAN DUMAI KOTA / KABUPATEN BENGKALIS TAHUN 2025", True), ("14.72", "UMKM KAB. BENGKALIS", True),
    ("14.72", "KOTA DUMAI BARAT", True), ("14.72", "KEC. DUMAI KOTA KEL. DUMAI KOTA PER MEI", False),
    ("14.71", "KECAMATAN PEKANBARU KOTA PERIODE MEI", False), ("14.71", "DATA UMKM KOTA DUMAI", True),
    ("14.72", "UMKM PER KOTA DI KABUPATEN BENGKALIS", True), ("14.72", "Kabupaten Kota : Dumai", False),
    ("15.71", "KECAMATAN KOTA BARU KOTA JAMBI", False), ("15.71", "KOTA PADANG", True),
    ("17.02", "KECAMATAN KOTA PADANG KABUPATEN REJANG LEBONG", False), ("17.02", "DATA UMKM KOTA PADANG", True),
    ("35.71", "KECAMATAN : KOTA BULAN : JUNI", False), ("35.71", "KEC. KOTA - KOTA KEDIRI", False),
]  # fmt: skip


@pytest.mark.parametrize(("city", "title", "other"), NAMED)
def test_an_area_s_own_kota_names_no_city_and_another_city_is_seen(city, title, other):
    assert names_other_city(title, ground_without_register(city, city, dt.date(2026, 11, 22))) is other


def every_city():
    return [city for province in wilayah.list_wilayah() for city in wilayah.list_wilayah(province.code)]


def test_no_kecamatan_of_the_country_is_taken_for_a_city_and_no_neighbour_of_a_longer_name_for_ours():
    cities = every_city()
    bare = {bare_city(city.name) for city in cities}
    for city in cities:
        called = [area.name for area in wilayah.list_wilayah(city.code) if "kota" in area.name.lower().split()]
        ours = bare_city(city.name)
        longer = [name for name in bare if name.startswith(f"{ours} ")]
        if not called and not longer and city.name.replace(" ", "").isalpha():
            continue
        ground = ground_without_register(city.code, city.code, dt.date(2026, 11, 22))
        assert not names_other_city(f"DATA UMKM {city.name.upper()} BULAN JUNI", ground), city.name
        for name in called:
            assert not names_other_city(f"Kecamatan : {name} Bulan : Juni {city.name} Provinsi", ground), name
        for name in longer:
            assert names_other_city(f"DATA UMKM KABUPATEN {name.upper()} TAHUN 2025", ground), name


def test_a_title_of_another_kelurahan_is_not_overruled_by_the_sender(tmp_path):
    title = ("DATA UMKM KELURAHAN TANJUNG PALAS KECAMATAN DUMAI TIMUR TAHUN 2025",)
    assert areas(planned(tmp_path, [title, HEADING, *map(business, range(1, 6))])) == [HERE] * 5
    assert {row.decision for row in planned(tmp_path, [title, HEADING, *map(business, range(1, 6))], THERE)} == {
        "refused"
    }


def test_a_title_with_an_unknown_kelurahan_leaves_the_rows_waiting_for_one(tmp_path):
    rows = planned(tmp_path, [("DATA UMKM KELURAHAN TANJUNG PALSU TAHUN 2025",), HEADING, *map(business, range(1, 6))])
    assert areas(rows) == [None] * 5
    assert {row.decision for row in rows} == {"new"}


@pytest.mark.parametrize("name", ["Kuliner", "Januari", "Survei 2025", "Pelaku Usaha", "Rekap Lengkap", "RT 03"])
def test_a_sheet_name_that_is_no_place_leaves_the_kelurahan_the_rows_were_sent_for(tmp_path, name):
    assert areas(planned(tmp_path, [HEADING, *map(business, range(1, 6))], name=name)) == [HERE] * 5


@pytest.mark.parametrize(("name", "decision"), [
    ("Jaya Mukti", "refused"), ("Tanjung Palsu", "new"), ("Kelurahan Tanah Merah", "new"),
])
def test_a_sheet_name_of_another_kelurahan_or_an_unknown_one_is_not_overruled(tmp_path, name, decision):
    rows = planned(tmp_path, [HEADING, *map(business, range(1, 6))], name=name)
    assert areas(rows) == [None] * 5
    assert {row.decision for row in rows} == {decision}


def test_lines_inside_the_table_speak_for_the_rows_below_them(tmp_path):
    rows = planned(
        tmp_path,
        [
            ("DATA UMKM KECAMATAN DUMAI TIMUR TAHUN 2025",),
            HEADING,
            ("KELURAHAN JAYA MUKTI",),
            *map(business, range(1, 5)),
            ("KELURAHAN TANJUNG PALAS",),
            *map(business, range(5, 9)),
        ],
        allowed="14.72.02",
    )
    assert areas(rows) == [THERE] * 4 + [HERE] * 4


GROUPS = [
    (("KELURAHAN JAYA MUKTI",), ("KELURAHAN TANJUNG PALAS",)),
    (("A", "KELURAHAN JAYA MUKTI"), ("B", "Kel. Tanjung Palas")),
    (("I", "Kel. Jaya Mukti"), ("II", "Kel. Tanjung Palas")),
    (("a.", None, "Kelurahan Jaya Mukti"), ("(b)", "Kel Tanjung Palas")),
    (("IX.", "-", "Kel. Jaya Mukti"), ("X", "Kel. Tanjung Palas", "-", " ")),
    (("-", "KELURAHAN JAYA MUKTI"), (None, "KELURAHAN TANJUNG PALAS")),
]


@pytest.mark.parametrize(("first", "second"), GROUPS)
def test_a_line_with_a_letter_or_roman_numeral_speaks_for_the_rows_below_it(tmp_path, first, second):
    groups = [first, *map(business, range(1, 5)), second, *map(business, range(5, 9))]
    rows = planned(tmp_path, [("DATA UMKM KECAMATAN DUMAI TIMUR",), HEADING, *groups], allowed="14.72.02")
    assert areas(rows) == [THERE] * 4 + [HERE] * 4


def test_rt_and_rw_of_a_title_belong_to_its_rows(tmp_path):
    rows = planned(tmp_path, [("DATA UMKM RT 01 RW 03 KELURAHAN TANJUNG PALAS",), HEADING, *map(business, range(1, 6))])
    assert {(row.checked.record.place.rt, row.checked.record.place.rw) for row in rows} == {("001", "003")}


def test_a_cell_merged_downwards_speaks_for_every_row_it_spans(tmp_path):
    heading = ("No", "Kelurahan", "Nama Pemilik", "Nama Usaha", "Jenis Usaha")
    told = [
        (n, {1: "Tanjung Palas", 4: "Jaya Mukti"}.get(n), f"Ani {n}", f"Kedai {n}", "Warung kopi") for n in range(1, 7)
    ]
    rows = planned(tmp_path, [heading, *told], allowed="14.72.02", merges=("B2:B4", "B5:B7"))
    assert areas(rows) == [HERE] * 3 + [THERE] * 3


def told(tmp_path, *pairs, allowed):
    rows = [("Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", "Kelurahan", "Kecamatan")]
    rows += [(f"Ani {n}", f"Kedai {n}", "Warung kopi", *pair) for n, pair in enumerate(pairs)]
    return planned(tmp_path, rows, allowed)


def test_a_kelurahan_of_another_kecamatan_is_told_where_it_lies(tmp_path):
    (row,) = told(tmp_path, ("Jaya Mukti", "Dumai Kota"), allowed=CITY)
    (fault,) = row.checked.faults
    assert fault.message == (
        'Kelurahan "Jaya Mukti" terletak di Kecamatan Dumai Timur, bukan "Dumai Kota". '
        "Betulkan kelurahan atau kecamatannya."
    )


@pytest.mark.parametrize("allowed", [CITY, HERE])
def test_a_kecamatan_of_another_city_is_a_fault_whatever_the_rows_were_sent_for(tmp_path, allowed):
    rows = told(tmp_path, (None, "Mandau"), (None, "Bengkalis"), allowed=allowed)
    assert areas(rows) == [None, None]
    assert [[fault.code for fault in row.checked.faults] for row in rows] == [["district-unknown"]] * 2


def test_the_sent_kelurahan_is_taken_only_with_its_own_kecamatan(tmp_path):
    rows = told(tmp_path, (None, "Dumai Timur"), (None, "Dumai Tmur"), (None, "Dumai Barat"), allowed=HERE)
    assert areas(rows) == [HERE, HERE, None]
    assert [row.decision for row in rows] == ["new", "new", "refused"]


def test_the_unit_of_a_title_holds_for_amounts_without_one_of_their_own(tmp_path):
    heading = ("Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", "Omzet per Tahun", "Modal (Rp)")
    rows = [(f"Ani {n}", f"Kedai {n}", "Warung kopi", 24_000 + n, 5_000_000) for n in range(5)]
    (row, *_) = planned(tmp_path, [("DATA UMKM TAHUN 2025 (dalam ribuan rupiah)",), heading, *rows])
    figures = row.checked.record.figures
    assert (figures.turnover.low, figures.capital.low) == (24_000_000, 5_000_000)
