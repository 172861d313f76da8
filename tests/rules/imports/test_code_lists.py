"""A second sheet "Kode | Kategori" says what the codes in the list's column stand for."""

from __future__ import annotations

import pytest

from digiloka.imports.answers import Answers, ColumnAnswer
from tests.judging import planned_of

KINDS = ["Kuliner", "Fashion", "Kerajinan", "Jasa"]
CODES = [["Kode", "Kategori"], *([place, words] for place, words in enumerate(KINDS, 1))]


def listed(*codes, heading="Kategori", more=()):
    headings = ["No", "Nama Pemilik", "Nama Usaha", *dict(more), "Alamat", heading]
    return [headings, *(
        [place + 1, f"Siti {chr(65 + place)}minah", f"Warung {chr(65 + place)}ni", *dict(more).values(), "Jl. Melati",
         code] for place, code in enumerate(codes)
    )]  # fmt: skip


def notes(judgement):
    return [fault.message for fault in judgement.faults.told if fault.code == "sheet-note"]


def left_out(judgement):
    return [fault.message for fault in judgement.faults.told if fault.code == "sheet-left-out"]


def written(planned):
    return [row.checked.record.sector_as_written for row in planned]


@pytest.mark.parametrize("more", [{}, {"Jenis Usaha": "Jual sembako"}], ids=["alone", "beside the activity"])
def test_a_column_of_codes_is_read_by_the_sheet_that_explains_them(more):
    judgement, planned = planned_of({"Data": listed(1, 2, 3, 4, 1, 2, more=more), "Kode": CODES})
    assert written(planned) == [*KINDS, *KINDS[:2]]
    assert [row.decision for row in planned] == ["new"] * 6
    assert [row.checked.cells[-1] for row in planned[:2]] == [1, 2], "the cells stay as they came"
    assert notes(judgement) == [
        'Kode di kolom "Kategori" dibaca menurut lembar "Kode" (1 = Kuliner, 2 = Fashion, 3 = Kerajinan, …). '
        "Periksa lagi."
    ]
    assert left_out(judgement) == ["Lembar ini daftar kode atau petunjuk, bukan daftar usaha."]
    if more:
        assert {row.checked.record.activity for row in planned} == {"Jual sembako"}


@pytest.mark.parametrize(("codes", "told"), [
    ([1, 2, 9, 8, 7, 9], CODES),
    ([1, 2, 3, 4, 1, 2], [*CODES, [1, "Pertanian"]]),
    ([1, 2, 3, 4, 1, 2], [["Kode", "Pendidikan"], *CODES[1:]]),
], ids=["other codes", "a code with two meanings", "codes of something else"])  # fmt: skip
def test_codes_that_nothing_explains_for_sure_stay_faulty_and_are_asked_about(codes, told):
    judgement, planned = planned_of({"Data": listed(*codes), "Kode": told})
    assert written(planned) == [None] * 6
    assert notes(judgement) == []
    assert {"F"} & {fault.column for row in planned for fault in row.checked.faults} or judgement.doubts()


def test_lists_side_by_side_each_explain_their_own_column():
    told = [["Kode Sektor", "Sektor", None, "Kode Pendidikan", "Pendidikan"], [1, "Kuliner", None, 1, "SD"],
            [2, "Fashion", None, 2, "SMA"], [3, "Jasa", None, None, None]]
    more = {"Kegiatan Usaha": "Jual sembako", "Pendidikan": 2}
    judgement, planned = planned_of(
        {"Data": listed(1, 2, 3, 1, heading="Kode Sektor", more=more), "Referensi": told}
    )
    assert written(planned) == ["Kuliner", "Fashion", "Jasa", "Kuliner"]
    assert {row.checked.record.owner.education for row in planned} == {"sma"}
    assert len(notes(judgement)) == 2
    assert left_out(judgement) == ["Lembar ini daftar kode atau petunjuk, bukan daftar usaha."]


def test_what_an_officer_says_of_the_column_stands():
    said = Answers(columns={"Data": {4: ColumnAnswer("product")}})
    _, planned = planned_of({"Data": listed(1, 2, 3, 4), "Kode": CODES}, said)
    assert [row.checked.record.product for row in planned] == KINDS


def beside(rows, column):
    return [[None] * column + row for row in rows]


LINES = [[f"{code} = {words}"] for code, words in CODES[1:]]
BELOW = {
    "one line": [["Kode: 1 = Kuliner, 2 = Fashion, 3 = Kerajinan, 4 = Jasa"]],
    "one line that names the column": [["Keterangan Kategori : 1. Kuliner 2. Fashion 3. Kerajinan 4. Jasa"]],
    "a line a code": [["Keterangan Kategori:"], *LINES],
    "a line a code, under the names": beside([["Kode Kategori"], *LINES], 1),
    "a line a code, without a heading": LINES,
    "two cells a code": CODES,
    "two cells a code, further right": beside(CODES, 3),
    "two cells a code below remarks": [["Keterangan:"], *CODES[1:]],
    "a sign between": [["Keterangan"], *([code, "=", words] for code, words in CODES[1:])],
    "a total and other codes above": [["JUMLAH", 6], [], ["1 = Ya"], ["2 = Tidak"], [], *LINES],
    "remarks above": [["Keterangan: data per 2026"], [], ["Kode Kategori:"], *LINES],
}  # fmt: skip


@pytest.mark.parametrize("blank", [[], [[]]], ids=["at once", "behind a blank row"])
@pytest.mark.parametrize("what", BELOW)
def test_codes_explained_below_the_list_are_read_and_no_row_is_made_of_them(what, blank):
    judgement, planned = planned_of({"Data": [*listed(1, 2, 3, 4, 1, 2), *blank, *BELOW[what]]})
    assert written(planned) == [*KINDS, *KINDS[:2]]
    assert [row.decision for row in planned] == ["new"] * 6
    assert notes(judgement) == [
        'Kode di kolom "Kategori" dibaca menurut keterangan di bawah daftar (1 = Kuliner, 2 = Fashion, 3 = Kerajinan, '
        "…). Periksa lagi."
    ]


@pytest.mark.parametrize("below", [
    [["Catatan: 1. Data dari RT 2. Belum lengkap 3. Menyusul 4. Diperiksa"]],
    [["Kode Pendidikan: 1 = Kuliner, 2 = Fashion, 3 = Kerajinan, 4 = Jasa"]],
    [["Kode: 1 = Kuliner, 1 = Fashion, 3 = Kerajinan, 4 = Jasa"]],
], ids=["remarks", "codes of something else", "a code with two meanings"])  # fmt: skip
def test_what_stands_below_a_list_and_explains_no_column_for_sure_is_not_used(below):
    judgement, planned = planned_of({"Data": [*listed(1, 2, 3, 4, 1, 2), [], *below]})
    assert written(planned) == [None] * 6
    assert notes(judgement) == []


def test_the_list_below_goes_before_a_sheet_of_codes():
    other = [["Kode", "Kategori"], *([place, words] for place, words in enumerate(reversed(KINDS), 1))]
    _, planned = planned_of({"Data": [*listed(1, 2, 3, 4), [], *CODES], "Kode": other})
    assert written(planned) == KINDS


@pytest.mark.parametrize("row", [
    [7, "Kode Alam"], [7, "Siti Zahra"], [None, "Kode Alam", "Toko bunga"],
    ["7", "A. Rahman B. Salim"],
], ids=str)  # fmt: skip
def test_a_business_of_which_little_is_known_is_no_code(row):
    more = {"Kegiatan Usaha": "Jual sembako", "NIK": None}
    _, planned = planned_of({"Data": [*listed(1, 2, 3, 4, more=more), row, *listed(1, 2, more=more)[1:]]})
    assert len(planned) == 7


@pytest.mark.parametrize("more", [{}, {"Kegiatan Usaha": "Jual sembako"}], ids=["alone", "beside the activity"])
@pytest.mark.parametrize("heading", ["Kategori", "Jenis", "Jenis Usaha", "Kode Kategori", "Kelompok"])
@pytest.mark.parametrize("where", ["a sheet", "below"])
def test_what_a_column_of_explained_codes_is_is_not_asked(where, heading, more):
    codes = [["Kode", heading.removeprefix("Kode ")], *CODES[1:]]
    rows = listed(1, 2, 3, 4, 1, 2, heading=heading, more=more)
    judgement, planned = planned_of(
        {"Data": [*rows, [], *codes]} if where == "below" else {"Data": rows, "Kode": codes}
    )
    assert written(planned) == [*KINDS, *KINDS[:2]]
    assert [doubt["question"] for doubt in judgement.doubts() if doubt["index"] == len(rows[0]) - 1] == []
