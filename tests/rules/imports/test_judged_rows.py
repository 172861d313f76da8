"""Rows judged one by one: what is missing or does not fit is said at its cell, and nothing is guessed."""

from __future__ import annotations

import re

import pytest

from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import show_rupiah
from tests.judging import among, judged, one


def test_of_a_list_of_people_each_row_is_told_what_it_lacks():
    sheet = judged(["No", "Nama", "Usaha"], *([float(n), f"Budi {n}", "-"] for n in range(1, 5)))
    assert [row.decision for row in sheet.rows] == ["refused"] * 4
    assert sheet.rows[0].reasons == ["Baris ini belum menyebut usahanya. Isi kegiatan, produk, atau jenis usaha."]


def test_of_a_list_of_names_and_doings_each_row_is_taken():
    sheet = judged(["Nama", "Usaha"], ["Siti Aminah", "Jual kue"], ["Budi Santoso", "Jual ayam"])
    assert [row.decision for row in sheet.rows] == ["new", "new"]
    assert (sheet.record.owner.name, sheet.record.name, sheet.record.activity) == ("Siti Aminah", None, "Jual kue")


# Amounts written in full under a heading that counts in thousands

USUAL = [1_500, 2_000, 750, 12_000, 3_250.5, 900, 40_000, 5_000, 1_100, 600]
# the heading, the column's other amounts, one amount more, what it becomes (None: asked about)
IN_FULL = [
    ("Modal (Rp.000)", USUAL, "1.500.000", None),
    ("Modal (Rp.000)", USUAL, 1_500_000.0, None),
    ("Modal (Rp.000)", USUAL, "Rp 25.000.000", None),
    ("Omzet per Tahun (Rp.000)", USUAL, "36.000.000", None),
    ("Modal (Rp.000)", USUAL, "150.000", 150_000_000),
    ("Modal (Rp.000)", USUAL, 95_000.0, 95_000_000),
    ("Modal (Rp.000)", USUAL, "1,5 miliar", 1_500_000_000),
    ("Modal (Rp.000)", USUAL, "1,5 juta", 1_500_000),
    ("Nilai Investasi (Rp.000)", [900_000, 750_000, 1_234_567, 480_000, 600_000], 1_500_000.0, 1_500_000_000),
    ("Modal (Rp.000)", [20_000 + 1_500 * n for n in range(10)], "Rp 1.500.000", None),
    ("Modal (Rp.000)", [20_000 + 1_500 * n for n in range(10)], "1.500.000", 1_500_000_000),
    ("Modal (Rp.000)", [f"Rp {20 + n}.500" for n in range(10)], "Rp 1.500.000", 1_500_000_000),
    ("Modal (Rp.000)", [], "1.500.000", None),
    ("Modal (Rp.000)", [], "15.000", 15_000_000),
    ("Modal (Rp.000)", [2_000_000, 5_000_000, 1_250_000, 900_000], "1.500.000", None),
    ("Modal (Rp Juta)", [2, 5, 12.5], "1.500.000", None),
    ("Modal (Rp Juta)", [2, 5, 12.5], "1.500", 1_500_000_000),
    ("Modal (Rp.000)", USUAL, 60_123_456.0, None),
    ("Modal (Rp)", [2_000_000, 5_000_000], "1.500.000.000", 1_500_000_000),
]


@pytest.mark.parametrize(("heading", "others", "amount", "rupiah"), IN_FULL)
def test_an_amount_in_full_under_a_heading_of_thousands_is_asked_about(heading, others, amount, rupiah):
    headings, rows = among(len(others) + 1, **{heading: [amount, *others]})
    sheet = judged(headings, *rows)
    field = sheet.columns[heading]
    figures = sheet.record.figures
    found = getattr(figures, field) if figures else None
    assert (found.exact if found else None) == rupiah
    assert ((field, "cell", "amount-in-full") in sheet.said()) is (rupiah is None)
    assert amount in sheet.rows[0].checked.cells, "what stood there is kept"


def test_what_is_asked_says_both_readings_and_what_to_write():
    (fault,) = one(**{"Modal (Rp.000)": "1.500.000"}).faults
    assert fault.message == (
        '"1.500.000" di kolom ribuan berarti 1,5 miliar. Kalau maksudnya Rp1.500.000, tulis 1.500. '
        "Kalau memang 1,5 miliar, tulis 1,5 miliar."
    )
    for written, rupiah in (("1.500", 1_500_000), ("1,5 miliar", 1_500_000_000)):
        assert one(**{"Modal (Rp.000)": written}).record.figures.capital.exact == rupiah


@pytest.mark.parametrize("wrong", ["banyak", "1.50.00", "50%", "$ 40", "1.500 (dua juta)", "9" * 16])
@pytest.mark.parametrize("unit", ["Rp.000", "juta", "miliar"])
def test_what_a_cell_is_told_to_type_is_read_in_the_unit_of_its_column(unit, wrong):
    heading = f"Modal ({unit})"
    (fault,) = [fault for fault in one(**{heading: wrong}).faults if fault.row]
    told = re.search(r"Untuk (Rp[\d.]+) tulis ([\d.,]+) atau ([\d.,]+ \w+)\.$", fault.message)
    assert told, fault.message
    for written in told.groups()[1:]:
        sheet = one(**{heading: written})
        assert show_rupiah(sheet.record.figures.capital.exact) == told[1]
        assert {fault.code for fault in sheet.faults} <= {"amount-own-unit"}, written


# Remarks beside the status

REMARKS = [
    ("tutup permanen", "Aktif", "remark-ended"),
    ("sudah tidak usaha", None, "remark-ended"),
    ("pindah ke Bukit Datuk", "Aktif", "remark-moved"),
    ("tutup permanen", "Tutup", None),
    ("binaan dinas", "Aktif", None),
]


@pytest.mark.parametrize(("remark", "status", "code"), REMARKS)
def test_a_remark_against_the_status_is_pointed_at(remark, status, code):
    sheet = one(**{"Status Usaha": status, "Keterangan": remark})
    assert sheet.said() == ([("notes", "warning", code)] if code else [])
    assert (sheet.rows[0].decision, sheet.record.notes) == ("new", remark)
    assert sheet.record.existence == {"Aktif": 1, "Tutup": 4, None: None}[status], "what the status says stays"


# What cannot be right

WRONG = [
    ({"Tahun Berdiri": "20155"}, "start_date", "year-long"),
    ({"Tahun Berdiri": 20155}, "start_date", "year-long"),
    ({"NIK": "1111111111111111"}, "nik", "nik-repeated"),
    ({"NIK": "0000000000000000"}, "nik", "nik-repeated"),
    ({"NIK": "1472013102850001"}, "nik", "nik-date"),
    ({"Latitude": 1.6666, "Longitude": None}, "latitude", "titik-separuh"),
    ({"Latitude": "-", "Longitude": 101.4478}, "longitude", "titik-separuh"),
    ({"Lintang": 1.6666}, "latitude", "titik-separuh"),
]


@pytest.mark.parametrize(("told", "field", "code"), WRONG)
def test_what_cannot_be_right_is_said_at_its_cell_and_not_taken(told, field, code):
    sheet = one(**told)
    assert sheet.said() == [(field, "cell", code)]
    assert sheet.faults[0].column == ("D" if field != "longitude" else "E")
    record = sheet.record
    assert (record.start_year, record.owner.nik, record.place.latitude, record.place.longitude) == (None,) * 4


# Two things in one cell

WORKERS = [
    ("Tenaga Kerja (L/P)", "2/1", (3, 2, 1), []),
    ("TK L/P", "2/1", (3, 2, 1), []),
    ("Karyawan (P/L)", "2/1", (3, 1, 2), []),
    ("Jumlah Tenaga Kerja", "1L 2P", (3, 1, 2), []),
    ("Jumlah Tenaga Kerja", "2 L, 1 P", (3, 2, 1), []),
    ("Jumlah Tenaga Kerja", "2/1", (3, None, None), [("workers_total", "warning", "count-pair")]),
    ("Jumlah Tenaga Kerja", "5 (1L 2P)", None, [("workers_total", "cell", "count-sexes")]),
    ("Jumlah Tenaga Kerja", "2-1", None, [("workers_total", "cell", "count-words")]),
]


@pytest.mark.parametrize(("heading", "written", "people", "said"), WORKERS)
def test_workers_told_by_sex_in_one_cell_come_apart(heading, written, people, said):
    sheet = one(**{heading: written})
    assert sheet.columns[heading] == "workers_total"
    assert sheet.said() == said
    figures = sheet.record.figures
    assert (figures and (figures.workers_total, figures.workers_male, figures.workers_female)) == people


# what the sheet says of all and of its permanent and casual workers by sex → what is said about it
PARTS = [((7, 3, 1, 0, 2), ["workers-sum"]), ((6, 3, 1, 0, 2), []), ((None, 3, 1, 0, 2), []), ((7, 3, 1, None, 2), [])]


@pytest.mark.parametrize(("people", "said"), PARTS)
def test_a_total_that_is_not_the_sum_of_the_finest_parts_is_asked_about(people, said):
    headings = ("Jumlah Tenaga Kerja", "TK Tetap L", "TK Tetap P", "TK Tidak Tetap L", "TK Tidak Tetap P")
    sheet = one(**dict(zip(headings, people, strict=True)))
    assert [code for _, _, code in sheet.said()] == said
    assert sheet.record.figures.workers_total == people[0], "what the sheet says stands"


# a row's workers, the count that is asked about and the number it names (None: nothing is asked)
CROWDS = [
    ({"Jumlah Tenaga Kerja": 1200.0}, "workers_total", "1.200"),
    ({"Jumlah Tenaga Kerja": "2.019"}, "workers_total", "2.019"),
    ({"Jumlah Tenaga Kerja": "28813"}, "workers_total", "28.813"),
    ({"Jumlah Tenaga Kerja": "60 L, 60 P"}, "workers_total", "120"),
    ({"Tenaga Kerja Laki-laki": 60, "Tenaga Kerja Perempuan": 60}, "workers_male", "120"),
    ({"Jumlah Tenaga Kerja": 1200, "Tenaga Kerja Laki-laki": 600, "Tenaga Kerja Perempuan": 600}, "workers_total",
     "1.200"),
    ({"Pekerja Dibayar": 100}, "workers_paid", "100"),
    ({"TK Tetap L": 60, "TK Tidak Tetap L": 40}, "workers_permanent_male", "100"),
    ({"Jumlah Tenaga Kerja": 99}, None, None),
    ({"Tenaga Kerja Laki-laki": 50, "Tenaga Kerja Perempuan": 49}, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("told", "field", "number"), CROWDS)
def test_more_workers_than_an_umkm_has_are_taken_and_asked_about_once(told, field, number):
    sheet = one(**told)
    letters = dict(zip(told, "DEF", strict=False))
    heading = next((heading for heading, key in sheet.columns.items() if key == field), None)
    assert [(fault.field, fault.severity, fault.code, fault.column) for fault in sheet.faults] == (
        [(BY_KEY[field].printed_key, "warning", "workers-many", letters[heading])] if field else []
    )
    assert sheet.rows[0].decision == "new"
    for fault in sheet.faults:
        assert fault.message == f"Tertulis {number} pekerja. UMKM jarang punya 100 pekerja atau lebih. Periksa lagi."


@pytest.mark.parametrize("written", ["45", "45 th", "45 tahun", "45thn", "45 Th.", 45.0])
def test_an_age_may_name_its_years(written):
    assert one(Usia=written).said() == []


def test_an_age_that_is_none_is_refused_with_a_sentence_about_age():
    (fault,) = one(Usia="tua").faults
    assert (fault.code, fault.message) == ("age-words", "Usia harus berupa angka, contoh 45.")


PLACE_AND_PHONE = [
    "Jl. Melati No. 3 / 081234500001", "Jl. Kenanga 5 RT 02/03, HP 0812-3450-0002", "0812 3450 0003 (Jl. Mawar)",
]  # fmt: skip
ALAMAT = ("Jl. Melati No. 3", "Jl. Kenanga 5 RT 02/03", "Jl. Mawar")


@pytest.mark.parametrize("heading", ["Alamat/No HP", "No. Telp / Alamat", "ALAMAT DAN NO HP", "Alamat & Telepon"])
def test_address_and_phone_in_one_column_come_apart(heading):
    headings, rows = among(3, **{heading: PLACE_AND_PHONE})
    sheet = judged(headings, *rows)
    assert sheet.columns[heading] is None, "the column is neither of the two"
    assert sheet.faults == []
    found = [(row.checked.record.place.address, row.checked.record.owner.phones) for row in sheet.rows]
    assert found == [(place, (f"+628123450000{n}",)) for n, place in enumerate(ALAMAT, 1)]


def test_a_cell_of_two_things_that_does_not_come_apart_is_left_out_and_said():
    lost = "Jl. Mawar 081234500001 atau 081234500002"
    headings, rows = among(9, **{"Alamat/No HP": [lost, "-", *["Jl. Melati 3, 081234500001"] * 7]})
    sheet = judged(headings, *rows)
    assert (sheet.said(0), sheet.said(1)) == ([("address", "cell", "two-in-one")], [])
    assert (sheet.record.place.address, sheet.record.owner.phones) == (None, ())
    assert lost in sheet.rows[0].checked.cells
    assert sheet.faults[0].message == "Sel ini berisi Alamat dan Nomor HP. Pisahkan menjadi dua kolom."


def test_two_amounts_in_one_column_come_apart_with_unit_and_period_of_the_heading():
    cells = ["5.000/2.500", "10 juta / 3 juta", "750.000; 90.000"]
    headings, rows = among(3, **{"Modal/Omzet per Bulan (Rp.000)": cells})
    sheet = judged(headings, *rows)
    assert {fault.code for fault in sheet.faults} == {"amount-own-unit"}
    figures = [row.checked.record.figures for row in sheet.rows]
    assert [(one.capital.exact, one.turnover.exact, one.turnover.period) for one in figures] == [
        (5_000_000, 2_500_000, "month"), (10_000_000, 3_000_000, "month"), (750_000_000, 90_000_000, "month"),
    ]  # fmt: skip
    assert {one.capital.period for one in figures} == {None}


# a heading of two things, cells that do not prove where one ends
UNPROVEN = [
    ("Modal/Omzet", ["1.000.000 - 2.000.000", "5.000.000", "10/3 juta"]),
    ("Omzet & Modal", [5_000_000.0, 2_000_000.0, 1_000_000.0]),
    ("NIK/No HP", ["1472014101500000 081234500001"] * 3),
    ("NIB/NPWP", ["0220001234567", "01.234.567.8-211.000", "-"]),
]


@pytest.mark.parametrize(("heading", "cells"), UNPROVEN)
def test_a_column_of_two_things_that_nothing_parts_is_asked_about_and_not_taken(heading, cells):
    headings, rows = among(3, **{heading: cells})
    sheet = judged(headings, *rows)
    assert sheet.columns[heading] is None
    (fault,) = sheet.faults
    assert (fault.row, fault.column, fault.code, fault.severity) == (None, "D", "two-in-one", "warning")
    assert fault.message.endswith("Pisahkan menjadi dua kolom, lalu unggah lagi. Kolom ini belum dimasukkan.")
    record = sheet.record
    assert (record.figures, record.owner.nik, record.owner.phones, record.licences) == (None, None, (), ())


ONE_THING = [
    ("RT/RW", "rt_rw"), ("No HP/WA", "phone"), ("Desa/Kelurahan", "village"), ("Tempat/Tanggal Lahir", "birth_date"),
    ("Kab/Kota", "city"), ("Omzet/Tahun", "turnover"), ("Modal/Investasi (Rp)", None), ("Izin Usaha/NIB", "nib"),
]


@pytest.mark.parametrize(("heading", "field"), ONE_THING)
def test_one_thing_under_two_words_stays_one_thing(heading, field):
    assert one(**{heading: "-"}).columns[heading] == field


@pytest.mark.parametrize("heading", ["Nama Pemilik/Usaha", "Nama Pemilik / Nama Usaha", "PEMILIK & NAMA USAHA"])
def test_owner_and_business_in_one_cell_come_apart_where_the_cells_prove_it(heading):
    cells = ["Ratna / Warung Ratna", "Budi/Bengkel Budi", "Ani - Kue Ani", "Siti | Jahit Siti", "Yusuf"]
    sheet = judged([heading, "Jenis Usaha"], *([cell, "Warung kopi"] for cell in cells))
    told = [(row.checked.record.owner.name, row.checked.record.name) for row in sheet.rows]
    assert told[:4] == [("Ratna", "Warung Ratna"), ("Budi", "Bengkel Budi"), ("Ani", "Kue Ani"), ("Siti", "Jahit Siti")]
    assert ("owner_name", "cell", "two-in-one") in sheet.said(4)


def test_owner_and_business_in_one_cell_are_asked_for_where_no_cell_tells_them_apart():
    rows = [[f"Warung Ratna {number} Ratna", "Warung kopi"] for number in range(5)]
    sheet = judged(["Nama Usaha/Pemilik", "Jenis Usaha"], *rows)
    assert {row.decision for row in sheet.rows} == {"refused"}
    assert "two-in-one" in {fault.code for fault in sheet.faults if fault.row is None}


def test_a_name_with_a_column_of_its_own_is_not_sought_in_another_cell():
    rows = [[f"Ani {number}", "Kue Ani", "Kue"] for number in range(5)]
    sheet = judged(["Nama Pemilik/Usaha", "Nama Usaha", "Jenis Usaha"], *rows)
    assert (sheet.record.owner.name, sheet.record.name) == ("Ani 0", "Kue Ani")


PEOPLE = ("Siti Aminah", "Budi Santoso", "Rina Lestari", "Yusuf")
REACHED = ["Siti Aminah / 081234500001", "Budi Santoso (0812-3450-0002)", "0812 3450 0003 Rina Lestari", "Yusuf"]
PHONES = [(f"+628123450000{n}",) for n in (1, 2, 3)] + [()]
NAME_AND_PHONE = [
    "Nama/No HP", "Nama & Telp", "NAMA DAN NO. WA", "Nama, No HP", "Nama - No. Telepon", "Nama (No HP)", "Nama No HP",
    "Nama/Kontak", "Pemilik / HP", "No HP / Nama", "Nama/HP Pemilik", "Nama Pemilik/No. HP", "Penanggung Jawab/HP",
]  # fmt: skip


@pytest.mark.parametrize("doing", ["Kegiatan Usaha", "Usaha"])
@pytest.mark.parametrize("heading", NAME_AND_PHONE)
def test_a_name_and_a_phone_in_one_column_come_apart(heading, doing):
    jobs = ("Jual sembako", "Jahit baju", "Warung kopi", "Tambal ban")
    sheet = judged([heading, doing], *([cell, job] for cell, job in zip(REACHED, jobs, strict=True)))
    assert sheet.columns == {heading: None, doing: "activity"}
    told = [(row.checked.record.owner.name, row.checked.record.owner.phones) for row in sheet.rows]
    assert told == list(zip(PEOPLE, PHONES, strict=True))
    assert {row.decision for row in sheet.rows} == {"new"}
    assert sheet.faults == []


@pytest.mark.parametrize(("headings", "owners", "names"), [
    (("Nama Usaha / No. Telepon", "Jenis Usaha"), (None,) * 4, PEOPLE),
    (("Usaha / HP", "Jenis Usaha"), (None,) * 4, PEOPLE),
    (("Nama/No HP", "Nama Usaha"), PEOPLE, ("Kedai",) * 4),
    (("Nama/No HP", "Nama Pemilik"), ("Kedai",) * 4, PEOPLE),
    (("Penanggung Jawab/HP", "Nama Pemilik"), ("Kedai",) * 4, (None,) * 4),
])  # fmt: skip
def test_whose_name_stands_beside_a_phone_the_other_columns_tell(headings, owners, names):
    sheet = judged([*headings, "Produk"], *([cell, "Kedai", "Kopi"] for cell in REACHED))
    records = [row.checked.record for row in sheet.rows]
    assert [record.owner.name for record in records] == list(owners)
    assert [record.name for record in records] == list(names)
    assert [record.owner.phones for record in records][:3] == PHONES[:3]


def test_a_landline_in_a_column_with_names_comes_apart_too():
    cells = ["Siti Aminah / 0765-438123", "Budi Santoso (0765) 438124", "021 5551234 Rina Lestari", "Yusuf RT 003 RW 2"]
    sheet = judged(["Nama/No Telp", "Usaha"], *([cell, "Jual kue"] for cell in cells))
    owners = [row.checked.record.owner for row in sheet.rows]
    assert [owner.phones for owner in owners] == [("+62765438123",), ("+62765438124",), ("+62215551234",), ()]
    assert [owner.name for owner in owners] == [*PEOPLE[:3], "Yusuf RT 003 RW 2"]


def test_a_phone_kept_as_a_number_beside_names_is_a_phone():
    sheet = judged(["Nama/No HP", "Usaha"], ["Siti Aminah", "Jual kue"], [81234500001.0, "Jual ayam"])
    assert [row.checked.record.owner.phones for row in sheet.rows] == [(), ("+6281234500001",)]


def test_a_name_and_a_nik_in_one_column_come_apart():
    cells = ["Siti Aminah / 1472014507800001", "1472014107800002 Budi Santoso", "Yusuf (NIK 1472 0141 0780 0003)"]
    sheet = judged(["Nama/NIK", "Kegiatan Usaha"], *([cell, "Jual kue"] for cell in cells))
    assert [row.checked.record.owner.name for row in sheet.rows] == ["Siti Aminah", "Budi Santoso", "Yusuf"]
    assert [row.checked.record.owner.nik[-1] for row in sheet.rows] == ["1", "2", "3"]


@pytest.mark.parametrize(("heading", "field"), [
    ("Kontak/HP", "phone"), ("Tempat, Tanggal Lahir", "birth_date"), ("No HP (WA)", "phone"),
    ("Tempat Lahir, Tanggal Lahir", "birth_date"), ("Tempat Lahir/Tanggal Lahir", "birth_date"),
    ("Omzet - Tahun", "turnover"),
])  # fmt: skip
def test_what_one_reader_reads_whole_is_no_pair(heading, field):
    assert one(**{heading: "-"}).columns[heading] == field


def test_papers_named_in_one_cell_are_claimed_each():
    cells = ["NIB, PIRT", "NIB dan Halal", "SIUP/TDP", "sudah punya NIB", "NIB", "Belum ada", "Surat sakti"]
    headings, rows = among(7, Legalitas=cells)
    sheet = judged(headings, *rows)
    told = [[(paper.kind, paper.status, paper.name) for paper in row.checked.record.licences] for row in sheet.rows]
    assert told[:3] == [
        [("nib", "ya", None), ("pirt", "ya", None)], [("nib", "ya", None), ("halal", "ya", None)],
        [("other", "ya", "SIUP"), ("other", "ya", "TDP")],
    ]  # fmt: skip
    assert told[3:6] == [[("nib", "ya", None)], [("nib", "ya", None)], [("other", "tidak", None)]]
    assert [fault.code for row in sheet.rows for fault in row.checked.faults] == ["answer-unknown"]


def test_a_paper_with_a_column_of_its_own_is_not_told_twice():
    headings, rows = among(1, NIB="0220001234567", Legalitas="NIB, SKU")
    papers = judged(headings, *rows).record.licences
    assert [(paper.kind, paper.number, paper.name) for paper in papers] == [
        ("nib", "0220001234567", None), ("other", None, "SKU"),
    ]  # fmt: skip


def test_an_amount_too_small_for_its_period_is_asked_for_in_full():
    cells = [1_500_000, 2_000_000, "1.500", 750, "2.500", 10_000]
    headings, rows = among(6, **{"Omzet per bulan": cells})
    sheet = judged(headings, *rows)
    told = [row.checked.record.figures and row.checked.record.figures.turnover.low for row in sheet.rows]
    assert told == [1_500_000, 2_000_000, None, None, None, 10_000]
    assert all(("turnover", "cell", "amount-too-small") in sheet.said(row) for row in (2, 3, 4))


@pytest.mark.parametrize("unit", ["Rp", "Rp.000", "ribu", "juta", "miliar"])
def test_what_a_too_small_amount_is_told_to_type_is_read_under_its_heading(unit):
    heading = f"Omzet per bulan ({unit})"
    small = {"Rp": 1500, "juta": 0.0015, "miliar": 0.0000015}.get(unit, 1.5)
    usual = {"Rp": 2_000_000, "juta": 2.5, "miliar": 0.0025}.get(unit, 2_500)
    headings, rows = among(9, **{heading: [usual] * 8 + [small]})
    (said,) = [fault for fault in judged(headings, *rows).faults if fault.code == "amount-too-small"]
    asked = re.search(r"(?:tulis|misalnya) ([\d.,]+)\.$", said.message)[1]
    headings, rows = among(9, **{heading: [usual] * 8 + [asked]})
    sheet = judged(headings, *rows)
    assert sheet.rows[8].checked.record.figures.turnover.low == 33_850_000, said.message
    assert sheet.said(8) == []


def test_a_days_sales_may_be_smaller_than_a_months():
    headings, rows = among(2, **{"Omzet per hari": [2_500, 900]})
    sheet = judged(headings, *rows)
    assert sheet.rows[0].checked.record.figures.turnover.low == 2_500
    assert sheet.rows[1].checked.record.figures is None


# The brand and the paper of its mark in one column

BRAND_HEADINGS = ["Nama Merek", "Merek", "Merk Dagang", "Nama Merek / Brand", "Brand", "Merek Produk", "Merek/HKI",
                  "Merek atau HKI", "Label/Merek", "Sertifikat Merek"]
BRANDS = [
    ("LinaQ", "LinaQ"), ("Dapur Tuti", "Dapur Tuti"), ("Kopi 88", "Kopi 88"), ("Cap 3 Roda", "Cap 3 Roda"),
    ("7 Saudara", "7 Saudara"), ('"Renyah"', "Renyah"), ("Merek: LinaQ", "LinaQ"), ("merk Dapur Tuti", "Dapur Tuti"),
    ("Usaha Maju", "Usaha Maju"), ("Rasa Baru", "Rasa Baru"),
]
PAPERS = [
    ("Ada", "ya", None), ("Ya", "ya", None), ("v", "ya", None), ("Sudah terdaftar", "ya", None), (True, "ya", None),
    ("Tidak", "tidak", None), ("belum ada", "tidak", None), ("Proses", "proses", None),
    ("masih proses pendaftaran", "proses", None), ("IDM000984301", "ya", "IDM000984301"),
    ("IDM 000984301", "ya", "IDM000984301"), ("DID2021012345", "ya", "DID2021012345"),
    ("Ada, IDM000984301", "ya", "IDM000984301"), ("Merek IDM000984301", "ya", "IDM000984301"),
]


def records_of(heading, *cells):
    """The record and the faults of a business for each of these cells."""
    headings, rows = among(len(cells), **{heading: list(cells)})
    sheet = judged(headings, *rows)
    assert sheet.columns[heading] == "brand"
    return [(row.checked.record, row.checked.faults) for row in sheet.rows]


@pytest.mark.parametrize("heading", BRAND_HEADINGS)
def test_the_name_of_a_brand_is_kept_and_claims_no_registered_mark(heading):
    told = records_of(heading, *(written for written, _ in BRANDS))
    assert [record.brand for record, _ in told] == [name for _, name in BRANDS]
    assert not any(record.licences or faults for record, faults in told)


@pytest.mark.parametrize("state", ["mati 2022", "kadaluarsa", "sedang proses 2025", "belum, rencana 2026"])
def test_the_state_of_a_mark_is_no_brand(state):
    [(record, _)] = records_of("Merek", state)
    assert (record.brand, [paper.number for paper in record.licences]) == (None, [None])


@pytest.mark.parametrize("name", ["Mati Rasa", "Habis Gelap", "Akan Jaya"])
def test_a_brand_may_be_called_like_a_state(name):
    assert records_of("Merek", name)[0][0].brand == name


@pytest.mark.parametrize("heading", [*BRAND_HEADINGS, "HKI", "Nomor HKI"])
def test_an_answer_or_a_number_in_a_column_of_brands_is_said_of_the_paper(heading):
    told = records_of(heading, *(written for written, _, _ in PAPERS))
    assert [[(paper.kind, paper.status, paper.number) for paper in record.licences] for record, _ in told] == [
        [("merek", status, number)] for _, status, number in PAPERS
    ]
    assert not any(record.brand for record, _ in told)


@pytest.mark.parametrize("heading", [*BRAND_HEADINGS, "HKI"])
def test_a_column_of_brands_says_nothing_where_nothing_is_written(heading):
    for record, faults in records_of(heading, "-", "--", " ", "n/a", "...", 0.0, None):
        assert (record.brand, record.licences, list(faults)) == (None, (), [])


@pytest.mark.parametrize(("heading", "written"), [
    ("HKI", ["LinaQ"]),
    ("Merek", ["Tanpa merek", "merek sendiri", "belum didaftarkan ke kemenkumham", "Q", "Ada (LinaQ)"]),
])  # fmt: skip
def test_what_is_neither_a_brand_nor_an_answer_is_asked_about(heading, written):
    for record, faults in records_of(heading, *written):
        assert (record.brand, record.licences, [fault.severity for fault in faults]) == (None, (), ["cell"])


def test_a_brand_and_its_paper_may_have_a_column_each():
    record = one(**{"Nama Merek": "LinaQ", "Nomor HKI": "IDM000984301"}).record
    assert (record.brand, [paper.number for paper in record.licences]) == ("LinaQ", ["IDM000984301"])
