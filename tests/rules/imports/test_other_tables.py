"""A second table on a sheet, and tables that lie on their side: never read as the first one's rows, always told."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.columns import SheetLayout, data_rows, find_layout
from digiloka.imports.columns.forms import FORM, LYING
from digiloka.imports.confidence import weigh
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.workbook import open_workbook
from tests.judging import CITY, TODAY
from tests.workbooks.layouts.collection import HELD, LATER, TUNED
from tests.workbooks.layouts.paper import Paper
from tests.workbooks.lists import sheet_of
from tests.workbooks.xlsx import workbook

Rows = list[list[Any]]
HEADING = ["No", "Nama Pemilik", "Nama Usaha", "Jenis Usaha", "Alamat", "Kelurahan"]
WHO = ["Siti", "Budi", "Rina", "Joko", "Dewi", "Agus", "Lina", "Eko", "Wati", "Tono"]
ROWS: Rows = [
    [float(number), f"{who} Lestari", f"Warung {who}", "Jahit baju", f"Jl. Melati {number}", "Purnama"]
    for number, who in enumerate(WHO, 1)
]
GROUPS: Rows = [
    ["No", "Nama Ketua", "Alamat", "Nama Kelompok", "Jumlah Anggota", "Produk"],
    *([float(number), f"Ketua {number}", "Jl. Ombak", f"KUB {number}", 9.0, "Tenun"] for number in range(1, 6)),
]


def read(rows: Rows) -> tuple[SheetLayout, list[int]]:
    sheet = sheet_of(rows)
    layout = find_layout(sheet)
    return layout, [number for number, _ in data_rows(sheet, layout)]


def test_a_table_of_other_columns_below_the_list_is_left_out_and_told() -> None:
    layout, numbers = read([HEADING, *ROWS, [None], ["DATA KELOMPOK"], *GROUPS])
    assert numbers == list(range(2, 12))
    assert any("Mulai baris 14 ada tabel lain" in note for note in layout.notes)


def test_the_list_goes_on_where_its_heading_stands_again() -> None:
    layout, numbers = read([HEADING, *ROWS[:5], *GROUPS, HEADING, *ROWS[5:]])
    assert numbers == [*range(2, 7), *range(14, 19)]
    assert any("Mulai baris 7 ada tabel lain" in note for note in layout.notes)


def test_the_same_heading_in_other_words_is_no_other_table() -> None:
    again = ["NO.", "PEMILIK", "NAMA UMKM", "JENIS USAHA", "ALAMAT LENGKAP", "DESA/KELURAHAN"]
    layout, numbers = read([HEADING, *ROWS[:5], again, *ROWS[5:]])
    assert (numbers, layout.notes) == ([*range(2, 7), *range(8, 13)], [])


@pytest.mark.parametrize("name", ["Nama Baik", "No Drama Cafe", "Nomor Satu", "Produk Kita", "Toko Alamat Palsu"])
def test_a_business_may_be_called_like_a_heading(name: str) -> None:
    assert read([HEADING, *ROWS[:5], [6.0, "Ani", name, "Kuliner", "Jl. Melati", "Purnama"], *ROWS[5:]])[1] == [
        *range(2, 13)
    ]


@pytest.mark.parametrize("row", [["Toko", "Kerajinan", "Pasar"], ["Warung", "Olahan", "Desa"]])
def test_a_business_told_in_words_of_headings_is_one(row: list[str]) -> None:
    short = [["Nama Usaha", "Produk", "Lokasi"], *([f"Kedai {who}", "Kue basah", "Pasar"] for who in WHO)]
    assert read([*short[:5], row, *short[5:]])[1] == list(range(2, 13))


def test_a_list_that_goes_on_at_the_right_is_told_and_takes_no_columns_of_the_first() -> None:
    layout, _ = read([[*HEADING, None, *HEADING], *([*row, None, *row] for row in ROWS)])
    assert [column.field for column in layout.columns[6:]] == [None] * 6
    assert any("Kolom H sampai M berisi tabel lain" in note for note in layout.notes)


def test_a_list_of_codes_at_the_right_is_nobodys_facts() -> None:
    codes = [[1.0, "Kuliner"], [2.0, "Jasa"], [3.0, "Fesyen"]]
    beside = [[*row, None, None, *(codes[at] if at < 3 else [])] for at, row in enumerate(ROWS)]
    layout, numbers = read([[*HEADING, None, None, "Kode", "Keterangan"], *beside])
    assert [column.field for column in layout.columns[6:]] == [None, None]
    assert numbers == list(range(2, 12))
    assert any("Kolom I sampai J berisi tabel lain" in note for note in layout.notes)


def test_columns_behind_an_empty_one_are_the_lists_own() -> None:
    beside = [[*row, None, "v" if at % 2 else None, "baru" if at % 3 else None] for at, row in enumerate(ROWS)]
    layout, _ = read([[*HEADING, None, "NIB", "Keterangan"], *beside])
    assert [column.field for column in layout.columns[6:]] == ["nib", "notes"]


FIELDS = ["Nama Pemilik", "NIK", "Alamat", "No HP", "Nama Usaha", "Jenis Usaha", "Omzet per bulan"]
ANSWERS = ["Siti Aminah", "1472014507800000", "Jl. Melati", "081234567890", "Warung Siti", "Kuliner", 3_000_000.0]
SIDEWAYS: dict[str, tuple[Rows, str]] = {
    "a form": ([["FORMULIR"], *([field, ":", told] for field, told in zip(FIELDS, ANSWERS, strict=True))], FORM),
    "an empty form": ([[number, field, ":"] for number, field in enumerate(FIELDS, 1)], FORM),
    "instructions": ([["Kolom", "Cara mengisi"], *([field, "Isi dengan benar"] for field in FIELDS)], FORM),
    "a list on its side": ([[field, *(f"{told} {n}" for n in range(6))] for field, told in zip(
        FIELDS, ANSWERS, strict=True)], LYING),
}  # fmt: skip


@pytest.mark.parametrize("kind", SIDEWAYS)
def test_headings_below_each_other_are_told_and_no_row_is_taken(kind: str) -> None:
    rows, sentence = SIDEWAYS[kind]
    layout, numbers = read(rows)
    assert (layout.reason, numbers) == (sentence, [])


LINES: Rows = [["Provinsi", "Riau"], ["Kota", "Dumai"], ["Kecamatan", "Dumai Barat"], ["Kelurahan", "Purnama"],
               ["RT", "003"], ["Nama Surveyor", "Ani"], ["No HP", "081234567890"], [None]]  # fmt: skip


@pytest.mark.parametrize("columns", [6, 3, 2])
@pytest.mark.parametrize("sign", [[], [":"]])
@pytest.mark.parametrize("count", [2, 10])
def test_lines_about_the_list_above_it_make_no_form_of_it(columns: int, sign: list[str], count: int) -> None:
    above = [[line[0], *sign, *line[1:]] for line in LINES]
    rows = [row[1 : columns + 1] for row in (HEADING, *ROWS[:count])]
    layout, numbers = read([*above, *rows])
    assert (layout.reason, layout.heading_rows, numbers) == (None, [9], list(range(10, 10 + count)))


def test_what_was_left_out_or_hidden_is_said_to_whoever_sent_the_file() -> None:
    def hide(_book: Any, sheets: dict[str, Any]) -> None:
        sheets["Data"].set_row(3, None, None, {"hidden": True})
        sheets["Data"].set_column("D:D", None, None, {"hidden": True})

    book = open_workbook(workbook({"Data": [HEADING, *ROWS, *GROUPS]}, hide), "a.xlsx")
    judgement = judge(book, ground_without_register(CITY, CITY, TODAY))
    told = " ".join(fault.message for fault in judgement.faults.told if fault.code == "sheet-note")
    for words in ("1 baris tersembunyi", "Kolom D tersembunyi", "Mulai baris 12 ada tabel lain"):
        assert words in told


@pytest.mark.parametrize(
    "paper", [one for one in (*TUNED, *HELD, *LATER) if not one.is_list], ids=lambda one: one.title
)
def test_no_cells_make_a_list_of_businesses_of_a_sheet_that_is_none(paper: Paper) -> None:
    """Once the cells were weighed, a column whose heading names nobody is no surer a name than it was."""
    layout = find_layout(paper.sheet, teach=lambda layout, profiles: bool(weigh(layout.columns, profiles)))
    assert not layout.is_list
