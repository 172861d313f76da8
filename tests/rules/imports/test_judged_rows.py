"""Rows judged one by one: what is missing or does not fit is said at its cell, and nothing is guessed."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("written", ["45", "45 th", "45 tahun", "45thn", "45 Th.", 45.0])
def test_an_age_may_name_its_years(written):
    assert one(Usia=written).said() == []


def test_an_age_that_is_none_is_refused_with_a_sentence_about_age():
    (fault,) = one(Usia="tua").faults
    assert (fault.code, fault.message) == ("age-words", "Usia harus berupa angka, contoh 45.")
