"""Lists in the shapes offices keep: the heading, the businesses and the meaning of every column are found.

The lists are made up (tests/workbooks/lists.py) and know their own truth; nothing here is a copy of a real file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.imports.columns import SheetLayout, data_rows, find_layout
from tests.workbooks.lists import SETS, ListBuilder, MadeList, sheet_of

TITLES = ("DATA UMKM KELURAHAN BUKIT DATUK", "KECAMATAN DUMAI SELATAN TAHUN 2025", "")
LETTERHEAD = (
    "PEMERINTAH KOTA DUMAI", "KECAMATAN DUMAI TIMUR", "KELURAHAN TELUK BINJAI", "",
    "DATA PELAKU USAHA MIKRO KECIL DAN MENENGAH", "TAHUN 2025", "",
)  # fmt: skip
SOME = ("kelurahan", "tourism village", "small industry", "lower case", "fish processors", "three deep", "misspelt")


def reasons(layout: SheetLayout) -> dict[int, str]:
    return {row: skip.reason for skip in layout.skipped for row in range(skip.first_row, skip.last_row + 1)}


def assert_understood(made: MadeList) -> SheetLayout:
    """The layout says exactly what the made list knows of itself."""
    layout = find_layout(made.sheet)
    assert layout.reason is None
    assert layout.heading_rows == made.heading_rows
    assert [number for number, _ in data_rows(made.sheet, layout)] == made.data
    assert (layout.rows, layout.first_row, layout.last_row) == (len(made.data), made.data[0], made.data[-1])
    assert reasons(layout) == made.skipped
    assert {column.index: column.field for column in layout.columns} == made.fields
    assert all(0 <= column.confidence <= 1 for column in layout.columns)
    assert all(column.confidence >= 0.5 for column in layout.columns if column.field)
    return layout


def build(
    kind: str, write: Callable[[ListBuilder], Any], seed: int = 3, indent: int = 0, merged: bool = True
) -> MadeList:
    builder = ListBuilder(kind, seed, indent, merged)
    write(builder)
    return builder.done()


# Every set of columns, plain and as printed for the office


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("kind", SETS)
def test_every_set_of_columns_is_understood_in_a_plain_list(kind: str, merged: bool) -> None:
    def plain(b: ListBuilder) -> None:
        b.headings()
        b.businesses(30)

    assert_understood(build(kind, plain, merged=merged))


@pytest.mark.parametrize("indent", [0, 1, 3])
@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("kind", SETS)
def test_every_set_of_columns_is_understood_in_a_printed_list(kind: str, merged: bool, indent: int) -> None:
    def printed(b: ListBuilder) -> None:
        b.titles(*LETTERHEAD)
        b.headings()
        b.numbering("{}")
        b.businesses(12)
        b.again()
        b.businesses(8)
        b.total()
        b.signature()

    assert_understood(build(kind, printed, seed=indent, indent=indent, merged=merged))


# What stands between and below the businesses


def sections(b: ListBuilder) -> None:
    b.titles(*TITLES)
    b.headings()
    for number in (1, 2, 3):
        b.line([f"RT 0{number}"], "title")
        b.businesses(4)


def lone_total(b: ListBuilder) -> None:
    b.headings()
    b.businesses(12)
    b.line(["JUMLAH"], "total", 2)
    b.line([])
    b.line(["12 usaha"], "note", 2)


def gaps(b: ListBuilder) -> None:
    b.headings()
    for _ in range(3):
        b.businesses(5)
        b.line([])
        b.line(["  ", " "])


def example(b: ListBuilder) -> None:
    b.headings()
    b.businesses(1)
    b.made.skipped[b.made.data.pop()] = "example"
    b.rows[-1][0] = "CONTOH"
    b.number = 0
    b.businesses(9)


def far_down(b: ListBuilder) -> None:
    for number in range(18):
        b.line([f"Petunjuk nomor {number}: isi dengan benar"], "title")
    b.headings()
    b.numbering("({})")
    b.businesses(9)


def pages(b: ListBuilder) -> None:
    b.titles("DATA UMKM")
    b.headings()
    for _ in range(3):
        b.businesses(10)
        b.total("Jumlah halaman ini")
        b.again()
        b.numbering("{}")
    b.businesses(3)


def one_business(b: ListBuilder) -> None:
    b.headings()
    b.businesses(1)


def two_businesses(b: ListBuilder) -> None:
    b.headings()
    b.businesses(2)


WRITERS = (sections, lone_total, gaps, example, far_down, pages, one_business, two_businesses)


@pytest.mark.parametrize("kind", SOME)
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_only_businesses_are_taken(kind: str, write: Callable[[ListBuilder], None]) -> None:
    assert_understood(build(kind, write))


TOTALS = (
    "JUMLAH", "Total", "Total Keseluruhan", "JUMLAH KELURAHAN BUKIT DATUK", "Sub Total", "GRAND TOTAL",
    "Jumlah Usaha : 30", "TOTAL :", "Rata-rata", "Jumlah Seluruhnya", "TOTAL RT 05",
)  # fmt: skip


@pytest.mark.parametrize("label", TOTALS)
@pytest.mark.parametrize("kind", SOME)
def test_a_total_is_no_business(kind: str, label: str) -> None:
    def summed(b: ListBuilder) -> None:
        b.headings()
        b.businesses(12)
        b.total(label)

    assert_understood(build(kind, summed))


def test_the_subtotal_of_a_place_is_no_business() -> None:
    head = ["Kecamatan", "Kelurahan", "Nama Pemilik", "Nama Usaha", "Jenis Usaha", "Omzet"]
    rows = [["Dumai Barat", "Purnama", f"Siti {n}", f"Warung {n}", "Warung kopi", 5_000_000.0] for n in range(4)]
    total = ["Jumlah Purnama", None, None, None, None, 20_000_000.0]
    layout = find_layout(sheet_of([head, *rows, total, *rows, total]))
    assert (layout.rows, [skip.reason for skip in layout.skipped]) == (8, ["total", "total"])


NAMES = (
    "Total Jaya", "Jumlah Rezeki", "Usaha Mikro Sejahtera", "Contoh Jaya", "Sumber Rejeki", "Mikro Komputer",
    "Nota Bersama", "Keterangan Jaya", "Ketua Bakso", "Catatan Kopi", "Lurah Coffee", "Industri Rotan Lestari",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", SOME)
def test_a_business_may_be_called_like_a_total_or_a_note(kind: str, name: str) -> None:
    def named(b: ListBuilder) -> None:
        b.headings()
        b.businesses(4)
        place = next(at for at, (_, _, key) in enumerate(b.columns) if key == "business_name")
        b.rows[-2][place] = name

    assert_understood(build(kind, named))


NOTES = (
    "Catatan: data sementara, akan dilengkapi", "Keterangan :", "* belum diverifikasi", "Ket : v = punya",
    "Sumber: Dinas Koperasi dan UKM Kota Dumai tahun 2025", "NB. Data per Januari",
)  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("kind", SOME)
def test_a_note_below_the_table_is_no_business(kind: str, note: str) -> None:
    def noted(b: ListBuilder) -> None:
        b.headings()
        b.businesses(12)
        b.line([])
        b.line([note], "note")

    assert_understood(build(kind, noted))


@pytest.mark.parametrize("style", ["({})", "{}", "[{}]", "{}."])
@pytest.mark.parametrize("kind", SOME)
def test_a_row_that_numbers_the_columns_is_no_business(kind: str, style: str) -> None:
    def numbered(b: ListBuilder) -> None:
        b.headings()
        b.numbering(style)
        b.businesses(5)

    assert_understood(build(kind, numbered))


def test_numbers_prepared_for_later_are_no_businesses() -> None:
    def prepared(b: ListBuilder) -> None:
        b.headings()
        b.businesses(12)
        for number in range(13, 40):
            b.line([float(number)], "blank")

    assert_understood(build("kelurahan", prepared))


def test_counts_that_pose_as_businesses_are_totals() -> None:
    rows = [["id", "nama_usaha", "alamat", "jenis_usaha", "sumber"]]
    rows += [[str(n), f"Toko {n}", "Jl. Melati", "Sembako", "dinas"] for n in range(9)]
    rows[4:4] = [["77", "Usaha Mikro", "", "68 usaha", "dinas"], ["78", "Usaha Kecil", "", "368 usaha", "dinas"]]
    layout = find_layout(sheet_of(rows))
    assert layout.rows == 9
    assert reasons(layout) == {5: "total", 6: "total"}


def test_a_line_inside_the_table_is_kept_for_the_rows_below_it() -> None:
    assert find_layout(build("kelurahan", sections).sheet).sections == [(6, "RT 01"), (11, "RT 02"), (16, "RT 03")]


# Any list put together at random


@st.composite
def lists(draw: st.DrawFn) -> MadeList:
    kind = draw(st.sampled_from(sorted(SETS)))
    b = ListBuilder(kind, draw(st.integers(0, 10**6)), draw(st.integers(0, 3)), draw(st.booleans()))
    b.titles(*draw(st.sampled_from([(), TITLES, LETTERHEAD, ("DATA IKM",)])))
    b.headings()
    if draw(st.booleans()):
        b.numbering(draw(st.sampled_from(["({})", "{}"])))
    for _ in range(draw(st.integers(1, 3))):
        b.businesses(draw(st.integers(15, 30)))
        if draw(st.booleans()):
            b.line([])
        if draw(st.booleans()):
            b.again()
    b.businesses(3)
    if draw(st.booleans()):
        b.total(draw(st.sampled_from(TOTALS)))
    if draw(st.booleans()):
        b.signature()
    return b.done()


@given(lists())
def test_a_list_put_together_at_random_is_understood(made: MadeList) -> None:
    assert_understood(made)


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**17), 10**17).map(float), st.floats(), st.booleans(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.sampled_from(["Nama", "NO", "JUMLAH", "L", "P", "TENAGA KERJA", "RT 01", "(1)", "-", "v", "Alamat", "NIK"]),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=7), max_size=14))
def test_no_content_of_cells_makes_the_search_fail(rows: list[list[Any]]) -> None:
    sheet = sheet_of(rows)
    layout = find_layout(sheet)
    found = list(data_rows(sheet, layout))
    assert len(found) == layout.rows
    assert not {number for number, _ in found} & {*layout.heading_rows, *layout.skipped_rows()}
