"""Columns whose heading means several things, or nothing: neighbours and content decide, a title tells the rest."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from digiloka.imports.columns import ColumnGuess, SheetLayout, find_layout
from digiloka.imports.columns.titles import read_titles
from digiloka.imports.workbook import Merge
from tests.workbooks.lists import MAKERS, SECTORS, THINGS, sheet_of

Make = str | Callable[[random.Random, int], Any]


def table(*columns: tuple[Any, Make], rows: int = 15, above: list[list[Any]] | None = None, **more: Any) -> SheetLayout:
    """The layout of a sheet with these headings; a maker is a name of lists.MAKERS or a function."""
    r = random.Random(7)
    made = [[heading for heading, _ in columns]] if any(heading is not None for heading, _ in columns) else []
    makers = [MAKERS[make] if isinstance(make, str) else make for _, make in columns]
    made += [[make(r, number) for make in makers] for number in range(1, rows + 1)]
    return find_layout(sheet_of([*(above or []), *made], **more))


def fields(layout: SheetLayout) -> list[str | None]:
    return [column.field for column in layout.columns]


def column(layout: SheetLayout, letter: str) -> ColumnGuess:
    return next(guess for guess in layout.columns if guess.letter == letter)


def always(*values: Any) -> Callable[[random.Random, int], Any]:
    return lambda r, _n: r.choice(values)


# Words of several meanings


def test_a_bare_name_beside_a_business_name_is_the_owner() -> None:
    assert fields(table(("Nama", "person"), ("Nama Usaha", "shop"), ("Produk", "thing")))[0] == "owner_name"


def test_a_bare_name_beside_an_owner_is_the_business() -> None:
    assert fields(table(("Nama", "shop"), ("Pemilik", "person"), ("Produk", "thing")))[0] == "business_name"


def test_a_bare_name_alone_is_what_its_cells_are() -> None:
    assert fields(table(("Nama", "shop"), ("Alamat", "street"), ("Produk", "thing")))[0] == "business_name"
    assert fields(table(("Nama", "person"), ("Alamat", "street"), ("Produk", "thing")))[0] == "owner_name"
    assert fields(table(("Nama", "person"), ("NIK", "nik"), ("Produk", "thing"), rows=3))[0] == "owner_name"


@pytest.mark.parametrize(("kind", "field"), [("person", "owner_name"), ("shop", "business_name")])
def test_a_bare_name_in_the_short_list_of_an_rt_is_read_as_in_a_long_one(kind: str, field: str) -> None:
    assert fields(table(("Nama", kind), ("Alamat", "street"), ("Produk", "thing"), rows=2))[0] == field


DOINGS = (
    "Jual sembako", "Jahit baju", "Warung kopi", "Tambal ban", "Kripik singkong", "Depot air isi ulang", "Laundry",
    "Bengkel sepeda motor", "Nasi uduk", "Jual pulsa dan token listrik", "Ternak lele", "Pangkas rambut",
)  # fmt: skip
SHOP_NAMES = (
    "Toko Maju Jaya", "Warung Bu Siti", "UD Berkah", "Bengkel Jaya Motor", "Kedai Kopi Pak Udin", "Salon Cantika",
    "Dapur Emak", "Keripik Mak Ijah", "Bakso Pak Min", "Laundry Bersinar", "Rafa Tailor", "CV Sumber Rezeki",
)  # fmt: skip


def each(*values: Any) -> Callable[[random.Random, int], Any]:
    """The values in their order, another one in every row."""
    return lambda _r, n: values[(n - 1) % len(values)]


@pytest.mark.parametrize("rows", [1, 4, 12, 60])
def test_usaha_is_the_activity_when_it_is_told_in_the_words_of_activities(rows: int) -> None:
    told = [
        (("Nama", "person"), ("Usaha", each(*DOINGS))), (("Usaha", each(*DOINGS)), ("Nama", "person")),
        (("Nama Pemilik", "person"), ("Usaha", each(*DOINGS))),
        (("No", "no"), ("Nama", "person"), ("Usaha", "nothing")),
    ]  # fmt: skip
    for columns in told:
        layout = table(*columns, rows=rows)
        assert layout.is_list, layout.reason
        assert sorted(filter(None, fields(layout)))[:2] == ["activity", "owner_name"], columns


@pytest.mark.parametrize("rows", [1, 4, 12, 60])
def test_usaha_is_the_business_s_name_when_it_has_words_of_its_own(rows: int) -> None:
    for columns in ((("Nama", "person"), ("Usaha", each(*SHOP_NAMES))), (("Pemilik", "person"), ("Usaha", "shop"))):
        layout = table(*columns, rows=rows)
        assert layout.is_list, layout.reason
        assert fields(layout) == ["owner_name", "business_name"], columns


def test_usaha_names_the_businesses_where_nothing_else_does() -> None:
    kinds = always("Kuliner", "Jasa", "Perdagangan")
    assert fields(table(("No", "no"), ("Usaha", each(*DOINGS)), ("Jenis Usaha", kinds)))[1] == "business_name"


def test_a_bare_name_beside_usaha_stays_the_business_s_when_it_names_shops() -> None:
    assert fields(table(("Nama", "shop"), ("Usaha", each(*DOINGS)))) == ["business_name", "activity"]


@pytest.mark.parametrize("blank", [None, "-", ""])
@pytest.mark.parametrize("headings", [
    ["Usaha"], ["Nama Usaha", "Jenis Usaha"], ["Nama UMKM", "Produk"], ["Keterangan Usaha"], ["Usaha Sampingan"],
])  # fmt: skip
def test_a_list_of_people_with_blank_business_columns_is_judged_row_by_row(headings: list[str], blank: Any) -> None:
    empty = [(heading, lambda _r, _n: blank) for heading in headings]
    for name in ("Nama", "Nama Pemilik", "Nama Warga"):
        layout = table((name, "person"), ("Alamat", "street"), *empty, rows=9)
        assert layout.is_list, layout.reason
        assert (layout.rows, fields(layout)[0]) == (9, "owner_name")


def test_a_contact_is_a_phone_or_a_person_as_its_cells_say() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    assert fields(table(("KONTAK", "phone"), *rest))[0] == "phone"
    assert fields(table(("KONTAK", "person"), *rest))[0] == "owner_name"
    assert fields(table(("KONTAK", "nothing"), *rest))[0] == "phone"


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (always(*SECTORS), "sector"),
        (always("Makanan", "Minuman", "Jasa", "Fashion", "Kerajinan", "Perdagangan", "Pertanian"), "sector"),
        (always(*THINGS), "activity"),
        (always("Mikro", "Kecil"), "scale_as_written"),
    ],
)
def test_a_kind_of_business_is_a_sector_when_it_groups_and_an_activity_when_it_tells(make: Make, field: str) -> None:
    assert fields(table(("Nama Usaha", "shop"), ("Jenis Usaha", make), ("Pemilik", "person"), rows=40))[1] == field


def test_a_status_is_what_its_cells_say() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    for words, field in (
        (("Aktif", "Tutup"), "status"),
        (("Terverifikasi", "Belum verifikasi"), "verification_status"),
        (("Milik sendiri", "Sewa"), "premises_status"),
        (("CV", "PT"), "legal_form"),
        (("Kawin", "Belum Kawin"), None),
    ):
        assert fields(table(("Status", always(*words)), *rest))[0] == field, words


def test_remarks_that_say_only_the_scale_are_the_scale() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    assert fields(table(("Keterangan", "scale"), *rest))[0] == "scale_as_written"
    assert fields(table(("Keterangan", "remark"), *rest))[0] == "notes"


def test_an_id_is_a_running_number_only_when_it_runs() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    assert fields(table(("id", "no"), *rest))[0] == "row_number"
    assert fields(table(("id", "id"), *rest))[0] == "source_id"


def test_a_place_of_business_is_an_address_or_a_kind() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    assert fields(table(("Tempat Usaha", "street"), *rest))[0] == "business_address"
    assert fields(table(("Tempat Usaha", always("Rumah", "Toko", "Pasar")), *rest))[0] == "premises_kind"


# Places that stand twice


@pytest.mark.parametrize(("cells", "field"), [("Jl. Sudirman Gg. Damai RT 03/RW 01", "address"), ("03/01", "rt_rw")])
@pytest.mark.parametrize("heading", ["Alamat RT/RW", "Alamat (RT/RW)"])
def test_an_address_with_rt_and_rw_in_its_heading_is_what_its_cells_hold(heading: str, cells: str, field: str) -> None:
    layout = seq("Nama Pemilik", "Jenis Usaha", heading, rows=[[f"Siti {n}", "Kue", cells] for n in "ABCDEF"])
    assert layout.columns[2].field == field


def test_of_two_addresses_the_one_after_the_business_name_is_the_business_s() -> None:
    layout = table(
        ("Nama", "person"), ("Alamat", "street"), ("Kecamatan", "district"), ("Nama Usaha", "shop"),
        ("Alamat", "street"), ("Kecamatan", "district"), ("Produk", "thing"),
    )  # fmt: skip
    assert fields(layout) == [
        "owner_name", "owner_address", None, "business_name", "business_address", "district", "product"
    ]  # fmt: skip
    assert (column(layout, "B").of, column(layout, "F").of) == ("owner", "business")


def test_when_the_business_comes_first_so_does_its_place() -> None:
    layout = table(
        ("Nama Usaha", "shop"), ("Alamat", "street"), ("Kelurahan", "village"), ("Nama Pemilik", "person"),
        ("Alamat", "street"), ("Kelurahan", "village"), ("Produk", "thing"),
    )  # fmt: skip
    assert fields(layout)[1:6] == ["business_address", "village", "owner_name", "owner_address", None]


def test_a_place_that_says_it_is_the_business_s_leaves_the_other_to_the_owner() -> None:
    layout = table(
        ("Nama", "person"), ("Alamat", "street"), ("Kecamatan", "district"), ("Nama Usaha", "shop"),
        ("Alamat Usaha", "street"), ("Kecamatan Usaha", "district"), ("Produk", "thing"),
    )  # fmt: skip
    assert fields(layout)[1:6] == ["owner_address", None, "business_name", "business_address", "district"]


def test_one_address_that_does_not_say_whose_stays_open() -> None:
    layout = table(("Nama", "person"), ("Alamat", "street"), ("Nama Usaha", "shop"), ("Produk", "thing"))
    assert fields(layout)[1] == "address"


# Workers, parts, units


def test_a_bare_pair_counts_people_or_ticks_a_sex() -> None:
    rest = (("Nama Usaha", "shop"), ("Produk", "thing"))
    counted = table(("L", "few"), ("P", "few"), ("Jumlah", "few"), *rest)
    assert fields(counted)[:3] == ["workers_male", "workers_female", "workers_total"]
    ticked = table(("L", "tick"), ("P", "tick"), *rest)
    assert [(guess.field, guess.part) for guess in ticked.columns[:2]] == [("sex", "L"), ("sex", "P")]


@pytest.mark.parametrize(("make", "part"), [("tick", "flag"), ("yes", "flag"), ("nib", "number"), ("nothing", None)])
def test_a_licence_column_says_which_half_of_a_pair_it_is(make: str, part: str | None) -> None:
    assert table(("Nama Usaha", "shop"), ("NIB", make), ("Produk", "thing")).columns[1].part == part


UNITS = [
    ("Omzet (dalam ribuan rupiah)", "turnover", 1000, None),
    ("Modal (Rp. Juta)", "capital", 10**6, None),
    ("Omzet per Bulan (Rp)", "turnover", 1, "month"),
    ("Nilai Investasi (Rp. 000,-)", "investment", 1000, None),
    ("Aset (Rp.000.000)", "assets", 10**6, None),
    ("Modal (x Rp 1.000)", "capital", 1000, None),
    ("Omset/bln", "turnover", None, "month"),
    ("Omzet Pertahun", "turnover", None, "year"),
    ("Omset per-Tahun", "turnover", None, "year"),
    ("OMZET/TH (RP. 000.000)", "turnover", 10**6, "year"),
    ("Pendapatan Harian", "turnover", None, "day"),
    ("Omzet sebulan", "turnover", None, "month"),
    ("Omzet (Milyar Rp)", "turnover", 10**9, None),
    ("Omzet (< 300 juta)", "turnover", None, None),
    ("Nilai Produksi Rp.000/Tahun", "production_value", 1000, "year"),
    ("omzet_thn", "turnover", None, "year"),
    ("Modal", "capital", None, None),
]


@pytest.mark.parametrize(("heading", "field", "unit", "period"), UNITS)
def test_unit_and_period_stand_in_the_heading(heading: str, field: str, unit: int | None, period: str | None) -> None:
    guess = table(("Nama Usaha", "shop"), (heading, "money"), ("Produk", "thing")).columns[1]
    assert (guess.field, guess.unit, guess.period) == (field, unit, period)


def test_a_unit_in_the_parent_holds_for_the_children() -> None:
    rows: list[list[Any]] = [["Nama Usaha", "KEUANGAN (Rp.000)", None, "Produk"]]
    rows.append([None, "Modal", "Omzet / Tahun", None])
    rows += [[f"Toko {n}", 500.0 + n, 900.0 + n, "Kue"] for n in range(9)]
    layout = find_layout(sheet_of(rows, merges=[Merge(1, 1, 1, 2), Merge(1, 0, 2, 0), Merge(1, 3, 2, 3)]))
    assert [(g.field, g.unit, g.period) for g in layout.columns[1:3]] == [
        ("capital", 1000, None), ("turnover", 1000, "year")
    ]  # fmt: skip


def test_years_beside_the_turnover_are_kept_apart() -> None:
    layout = table(("Nama Usaha", "shop"), ("Omzet 2023", "money"), ("Omzet 2024", "money"), ("Produk", "thing"))
    assert [(guess.field, guess.year) for guess in layout.columns[1:3]] == [("turnover", 2023), ("turnover", 2024)]


# Headings that say nothing


def test_words_split_over_two_rows_are_read_together() -> None:
    rows: list[list[Any]] = [
        ["NO", "NAMA", "NAMA", "JENIS", "NO"], [None, "PEMILIK", "USAHA", "PRODUK", "HP"],
        *[[float(n), "Siti Aminah", f"Toko {n}", "Kue", "081200000000"] for n in range(1, 9)],
    ]  # fmt: skip
    layout = find_layout(sheet_of(rows))
    assert layout.heading_rows == [1, 2]
    assert fields(layout) == ["row_number", "owner_name", "business_name", "product", "phone"]
    assert layout.columns[1].heading == "NAMA / PEMILIK"


def test_a_blank_parent_lends_nothing_to_its_neighbour() -> None:
    rows: list[list[Any]] = [
        ["NO", "NAMA USAHA", "  ", None, None, "PRODUK"], [None, None, "JALAN", "DESA/ KELURAHAN", "KECAMATAN", None],
        *[[float(n), f"Toko {n}", "Jl. Melati", "Bukit Datuk", "Dumai Selatan", "Kue"] for n in range(1, 9)],
    ]  # fmt: skip
    for merges in ([], [Merge(1, 2, 1, 4)]):
        layout = find_layout(sheet_of(rows, merges=merges))
        assert layout.heading_rows == [1, 2]
        assert fields(layout)[2:5] == ["address", "village", "district"]
        assert layout.columns[3].heading == "DESA/ KELURAHAN"


def test_unknown_headings_are_asked_and_only_sure_content_is_proposed() -> None:
    layout = table(("aaa", "shop"), ("bbb", "nik"), ("ccc", "few"), ("ddd", "money"), ("eee", "phone"), rows=20)
    assert (layout.heading_rows, layout.rows, layout.ask) == ([1], 20, True)
    assert fields(layout) == ["business_name", "nik", None, None, "phone"]
    assert all(guess.confidence < 0.9 for guess in layout.columns)


def test_a_list_without_headings_loses_no_business_and_asks() -> None:
    makers: tuple[Make, ...] = ("no", "shop", "street", "phone", always(*THINGS), "money")
    layout = table(*((None, make) for make in makers), rows=25)
    assert (layout.heading_rows, layout.first_row, layout.rows, layout.ask) == ([], 1, 25, True)
    assert fields(layout) == ["row_number", "business_name", "address", "phone", "activity", None]


def test_names_of_areas_are_not_taken_for_names_of_people() -> None:
    areas = always("Kab. Siak", "Kota Dumai", "Kabupaten Rokan")
    layout = table((None, areas), (None, "few"), (None, "money"), (None, "thing"))
    assert fields(layout)[0] is None


def test_a_column_without_heading_that_counts_is_the_running_number() -> None:
    assert fields(table((None, "no"), ("Nama Usaha", "shop"), ("Produk", "thing")))[0] == "row_number"


def test_what_the_cells_are_overrules_a_wrong_word() -> None:
    layout = table(("No", "phone"), ("Nama Usaha", "shop"), ("RT", "hamlet"), ("Produk", "thing"))
    assert fields(layout) == ["phone", "business_name", "rt_rw", "product"]


def test_every_column_with_a_heading_or_data_is_told_and_empty_ones_are_said_to_be() -> None:
    layout = table(("Nama Usaha", "shop"), ("NIK", "nothing"), (None, "remark"), ("Produk", "thing"), rows=30)
    assert [(guess.letter, guess.heading, guess.empty) for guess in layout.columns] == [
        ("A", "Nama Usaha", False), ("B", "NIK", True), ("C", None, False), ("D", "Produk", False)
    ]  # fmt: skip


def test_a_column_filled_only_in_its_last_row_is_not_empty() -> None:
    late = lambda _r, n: "baru" if n == 3000 else None  # noqa: E731
    assert not table(("Nama Usaha", "shop"), ("Keterangan", late), ("Produk", "thing"), rows=3000).columns[1].empty


def test_hidden_columns_rows_and_a_short_filter_are_told() -> None:
    rows: list[list[Any]] = [["Nama Usaha", "NIK", "Produk"], *[[f"Toko {n}", "x", "Kue"] for n in range(20)]]
    sheet = sheet_of(rows)
    sheet.hidden_rows, sheet.hidden_columns = frozenset({3, 4, 99}), frozenset({1})
    sheet.filter, sheet.hidden = "A1:C9", True
    layout = find_layout(sheet)
    assert (layout.rows, layout.hidden_rows, layout.hidden, layout.filter) == (20, 2, True, "A1:C9")
    assert layout.columns[1].hidden
    said = " ".join(layout.notes)
    for words in ("2 baris tersembunyi", "Kolom B", "baris 9, data sampai baris 21", "Lembar ini"):
        assert words in said


def test_a_guess_prints_under_the_agreed_key() -> None:
    layout = table(("Nama Usaha", "shop"), ("Skala Usaha", "scale"), ("Omzet (juta)", "money"), ("Produk", "thing"))
    printed = [guess.as_json() for guess in layout.columns]
    assert [one["field"] for one in printed] == ["business_name", None, "turnover", "product"]
    told = {"letter": "C", "heading": "Omzet (juta)", "field": "turnover", "confidence": 1.0, "unit": 10**6}
    assert printed[2] == told


# Titles

TITLES = [
    (["DATA UMKM KELURAHAN BUKIT DATUK", "TAHUN 2025"], "Sheet1", 2025, None, "BUKIT DATUK"),
    (["UPDATE PADA 14 JANUARI 2026"], "Data", 2026, "2026-01-14", None),
    (["Keadaan per 31/12/2024"], "Data", None, "2024-12-31", None),
    (["REKAP"], "KEL. JAYA MUKTI", None, None, "JAYA MUKTI"),
    ([], "Teluk Binjai", None, None, "Teluk Binjai"),
    ([], "Data UMKM", None, None, None),
    ([], "RT 05", None, None, None),
    ([], "", None, None, None),
    (["Per 31 Februari 2025"], "Sheet1", 2025, None, None),
]


@pytest.mark.parametrize(("lines", "sheet", "year", "as_of", "area"), TITLES)
def test_titles_tell_year_day_and_area(
    lines: list[str], sheet: str, year: int | None, as_of: str | None, area: str | None
) -> None:
    facts = read_titles(lines, sheet, dt.date(2026, 11, 22))
    assert (facts.title, facts.year, facts.as_of) == (" / ".join(lines) or None, year, as_of)
    assert facts.area_hint is None if area is None else area in (facts.area_hint or "")


# What is no list of businesses


def seq(*headings: str, rows: list[list[Any]], title: str = "") -> SheetLayout:
    return find_layout(sheet_of([*([[title]] if title else []), list(headings), *rows]))


def test_other_lists_are_told_apart_and_no_row_is_taken() -> None:
    r = random.Random(3)
    person = MAKERS["person"]
    sheets = {
        "rekap": [
            seq("No", "Kelurahan", "Mikro", "Kecil", "Jumlah", rows=[[1.0, "Mundam", 9.0, 3.0, 12.0]] * 3),
            seq("Jenis Usaha", "Jumlah", "Tenaga Kerja", "Omzet", rows=[[one, 9.0, 3.0, 5e6] for one in SECTORS]),
            seq("Tahun", "Jumlah UMKM", "Tenaga Kerja", rows=[[2015.0 + n, 90.0, 20.0] for n in range(8)]),
            seq("Nama Usaha", "Jumlah", "Omzet", rows=[[one, 9.0, 5e6] for one in SECTORS]),
        ],
        "catatan per bulan": [
            seq("Nama UMKM", "Januari", "Februari", "Maret", "April", rows=[["Toko A", 1.0, 2.0, 3.0, 4.0]] * 5)
        ],
        "daftar hadir": [
            seq("No", "Nama", "Jabatan", "No HP", "Tanda Tangan", title="DAFTAR HADIR PELATIHAN UMKM",
                rows=[[float(n), person(r, n), "Staf", "081200000000", None] for n in range(1, 7)])
        ],
        "daftar": [
            seq("No", "Nama", heading, rows=[[1.0, "Mundam", 30.0], [2.0, "Bintan", 41.0]])
            for heading in ("Jumlah UMKM", "UMKM 2024", "Banyaknya Usaha", "Industri")
        ],
        "hadir": [
            seq("No", "Nama", "Usaha", "Tanda Tangan", title="DAFTAR HADIR PELATIHAN",
                rows=[[float(n), person(r, n), told, None] for n, told in enumerate(usaha, 1)])
            for usaha in (DOINGS, SHOP_NAMES, [None] * 9)
        ],
        "jadwal": [
            seq("Hari/Tanggal", "Kegiatan", "Tempat", "Penanggung Jawab", rows=[["Senin", "Kue", "Aula", "Budi"]] * 5)
        ],
        "daftar kode": [
            seq("Kode", "Keterangan", rows=[["1", "PT"], ["2", "CV"], ["3", "UD"]]),
        ],
        "bukan daftar usaha": [
            find_layout(sheet_of([["1", "PT"], ["2", "CV"], ["3", "UD"]])),
            find_layout(sheet_of([["PETUNJUK PENGISIAN"], ["1. Isi nama usaha"], ["2. NIK 16 angka"]])),
        ],
        "lembar ini bukan daftar usaha": [
            seq("Nama Barang", "Stok Awal", "Masuk", "Keluar", "Sisa", rows=[["Gula", 9.0, 1.0, 2.0, 8.0]] * 4),
            seq("Tanggal", "Produk", "Qty", "Harga", "Total", rows=[[dt.date(2025, 1, 3), "Kopi", 2.0, 5e3, 1e4]] * 6),
            seq("No", "Nama", "Jabatan", "Golongan", title="DAFTAR PEGAWAI",
                rows=[[float(n), person(r, n), "Staf", "III/a"] for n in range(1, 7)]),
            seq("No", "Nama", "Alamat", "Tanda Tangan", title="PENERIMA BANTUAN",
                rows=[[float(n), person(r, n), "Jl. A", None] for n in range(1, 7)]),
            seq("No", "Barang", "Harga Beli", "Harga Jual", rows=[[float(n), "Gula", 9e3, 1e4] for n in range(1, 7)]),
        ],
        "daftar orang": [
            seq("No", "Nama", "NIK", "Alamat", title="DATA WARGA",
                rows=[[float(n), person(r, n), MAKERS["nik"](r, n), "Jl. A"] for n in range(1, 9)])
        ],
    }  # fmt: skip
    for words, layouts in sheets.items():
        for layout in layouts:
            assert not layout.is_list, words
            assert words in (layout.reason or "").lower()
            assert layout.rows == 0


def test_the_same_words_in_a_list_of_businesses_do_no_harm() -> None:
    r = random.Random(3)
    shop, person = MAKERS["shop"], MAKERS["person"]
    attended = seq("Nama", "Jabatan", "Nama Usaha", "Jenis Usaha", "No HP",
                   rows=[[person(r, n), "Ketua", shop(r, n), "Kue", "081200000000"] for n in range(6)])  # fmt: skip
    study = seq("nama_usaha", "omset", "aset", "tenaga", rows=[[shop(r, n), 5e6, 9e6, 2.0] for n in range(9)])
    bare = seq("nama_umkm", "alamat", "lat", "lng", rows=[[shop(r, n), "Jl. A", 1.6, 101.4] for n in range(9)])
    pair = seq("Nama Usaha", "Jenis Usaha", rows=[[shop(r, n), "Kue"] for n in range(5)])
    assert Counter(layout.is_list for layout in (attended, study, bare, pair)) == {True: 4}


MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")


@pytest.mark.parametrize("headings", [
    ["Bulan", "Penjualan", "Biaya", "Laba"], ["No", "Bulan", "Omzet", "Jumlah Transaksi"], ["Bulan", "Omzet"],
])  # fmt: skip
@pytest.mark.parametrize("month", ["{}", "{} 2025", "BULAN {}"])
def test_a_month_in_each_row_names_no_owner(headings: list[str], month: str) -> None:
    rows = [
        [month.format(name) if one == "Bulan" else n + 1.0 for one in headings] for n, name in enumerate(MONTHS)
    ]
    assert "per bulan" in (seq(*headings, rows=rows).reason or "")


def test_three_months_beside_nothing_but_a_name_are_a_series() -> None:
    r = random.Random(3)
    rows = [[MAKERS["shop"](r, n), 5e6, 6e6, 7e6] for n in range(9)]
    assert "per bulan" in (seq("Nama Usaha", *MONTHS[:3], rows=rows).reason or "")


def test_months_beside_owners_and_their_businesses_do_no_harm() -> None:
    r = random.Random(3)
    rows = [[MAKERS["person"](r, n), MAKERS["shop"](r, n), "Kue", MONTHS[n], 5e6] for n in range(6)]
    assert seq("Nama Pemilik", "Nama Usaha", "Jenis Usaha", "Bulan", "Omzet", rows=rows).is_list


HELD = {
    "Hari/Tanggal": "Senin, {} Maret 2025", "Tanggal": "{} Maret 2025", "Tanggal Mulai": "{} Maret 2025",
    "Hari": "Senin", "Jam": "08.00", "Kegiatan": "Pelatihan kemasan {}", "Nama Kegiatan": "Pasar murah {}",
    "Jenis Kegiatan": "Pelatihan", "Tempat": "Aula Kantor Camat", "Tempat Pelaksanaan": "Aula", "Nama Peserta": "Siti",
    "Waktu Pelaksanaan": "08.00", "Penanggung Jawab": "Siti", "Pengelola": "Siti", "Sumber Dana": "APBD",
    "Bidang": "UKM", "Keterangan": "Jadi", "Nama": "Budi",
}  # fmt: skip


@pytest.mark.parametrize("headings", [
    ["Tanggal", "Kegiatan", "Tempat", "Nama"], ["Hari/Tanggal", "Kegiatan", "Tempat", "Penanggung Jawab"],
    ["Tanggal", "Kegiatan", "Nama", "Keterangan"], ["Hari", "Jam", "Kegiatan", "Pengelola", "Sumber Dana"],
    ["Nama Kegiatan", "Tanggal Mulai", "Tempat", "Penanggung Jawab", "Sumber Dana", "Bidang"],
    ["Waktu Pelaksanaan", "Tempat Pelaksanaan", "Jenis Kegiatan", "Nama Peserta"],
])  # fmt: skip
def test_a_schedule_is_no_list_whatever_its_columns_are_taken_for(headings: list[str]) -> None:
    layout = seq(*headings, rows=[[HELD[heading].format(n) for heading in headings] for n in range(1, 8)])
    assert "jadwal" in (layout.reason or "")


LISTED: dict[str, Make] = {
    "Nama Pemilik": "person", "Nama": "person", "Tempat Lahir": always("Dumai", "Duri"), "Alamat": "street",
    "Tanggal Lahir": always("01-02-1980", "03-04-1981"), "Tempat, Tanggal Lahir": always("Dumai, 01-02-1980"),
    "Jenis Usaha": each(*DOINGS), "Kegiatan Usaha": each(*DOINGS), "Kegiatan": each(*DOINGS), "Omset": "money",
    "Tempat Usaha": "street", "Status Tempat": always("Sewa", "Milik sendiri"), "Jam Buka": always("08.00-17.00"),
    "Hari Buka": always("Senin-Sabtu"), "Tanggal Pendataan": always("01-02-2024"), "Jenis Dagangan": each(*THINGS),
    "Tenaga Kerja": "few",
}  # fmt: skip


@pytest.mark.parametrize("headings", [
    ["Nama Pemilik", "Tempat Lahir", "Tanggal Lahir", "Jenis Usaha", "Alamat"],
    ["Nama Pemilik", "Tempat, Tanggal Lahir", "Alamat", "Jenis Usaha", "Omset"],
    ["Nama Pemilik", "Kegiatan Usaha", "Tempat Usaha", "Omset"], ["Nama", "Kegiatan Usaha", "Tempat Usaha"],
    ["Nama Pemilik", "Jenis Usaha", "Alamat", "Tanggal Pendataan", "Tempat Usaha"],
    ["Nama Pemilik", "Jenis Usaha", "Tempat Usaha", "Jam Buka", "Omset"],
    ["Nama", "Jenis Dagangan", "Hari Buka", "Jam Buka"], ["Nama Pemilik", "Kegiatan", "Tempat Lahir", "Tanggal Lahir"],
    ["Nama", "Kegiatan Usaha", "Status Tempat", "Tenaga Kerja", "Omset"],
])  # fmt: skip
def test_a_list_of_owners_is_no_schedule_for_its_tempat_tanggal_and_kegiatan(headings: list[str]) -> None:
    layout = table(("No", "no"), *((heading, LISTED[heading]) for heading in headings), rows=6)
    assert layout.is_list, layout.reason
    assert layout.rows == 6


# Exports of online forms


def test_the_groups_of_an_online_form_are_parents_and_no_second_thing() -> None:
    layout = table(
        ("pemilik/nama", "person"), ("pemilik/no_hp", "phone"), ("usaha/nama", "shop"), ("usaha/produk", "thing"),
        ("usaha/tahun_mulai", "year"), ("tk/jml_laki", "few"), ("tk/jml_perempuan", "few"),
    )
    assert fields(layout) == [
        "owner_name", "phone", "business_name", "product", "start_date", "workers_male", "workers_female",
    ]


def test_two_things_in_one_heading_are_no_group() -> None:
    layout = table(("No", "no"), ("nama/usaha", "shop"), ("hp/wa", "phone"), ("produk", "thing"), ("l/p", "sex"))
    assert (fields(layout)[2], fields(layout)[4]) == ("phone", "sex")


# Kinds and groups


def test_a_kind_of_two_things_is_no_amount_of_the_second() -> None:
    layout = table(("Nama Pemilik", "person"), ("Jenis Dagangan / Produksi", "thing"), ("Omzet/bulan", "money"))
    assert fields(layout)[1] == "product"


GROUPS = always("KUB Melati", "KUB Nelayan", "Sentra Salai")


@pytest.mark.parametrize("heading", ["Nama Sentra", "Nama Kelompok", "Nama KUB"])
def test_a_group_of_several_owners_does_not_name_their_businesses(heading: str) -> None:
    names = each(*(f"{first} {last}" for first in ("Siti", "Budi", "Rina") for last in ("Putri", "Lestari", "Wijaya")))
    shared = table(("Nama Pengrajin", names), (heading, GROUPS), ("Produk", "thing"), rows=9)
    assert fields(shared) == ["owner_name", None, "product"]
    own = table(("Ketua", names), (heading, each(*(f"KUB {n}" for n in range(9)))), ("Produk", "thing"), rows=9)
    assert fields(own) == ["owner_name", "business_name", "product"]
