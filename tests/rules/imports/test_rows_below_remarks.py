"""Businesses below a line of remarks stay businesses, and what is left out as codes is said."""

from __future__ import annotations

import pytest

from digiloka.imports.judging import sheet_json
from tests.judging import planned_of

SHORT = ["No", "Nama Pemilik", "Jenis Usaha"]
WIDE = ["No", "Nama Pemilik", "Nama Usaha", "Produk", "Alamat", "Sektor", "Status TK", "Omzet per bulan (Rp)"]
DOING = ["Jual bakso", "Jual sembako", "Menjahit", "Bengkel motor", "Salon", "Tambal ban"]
STAFF = ["Tetap", "Musiman", "Keluarga"]
GROUPS = ["Kuliner", "Fesyen", "Jasa"]


def short(count=6, first=1, name="Mamat"):
    return [[first + place, f"{name} {chr(65 + place)}nto", DOING[place]] for place in range(count)]


def wide(*codes, name="Ucok"):
    return [[number, f"{name} {chr(64 + number)}nto", f"Toko {chr(64 + number)}ni", "Kerupuk", "Jl. Melati", code, code,
             number * 1_000_000] for number, code in enumerate(codes, 1)]


def numbered(*columns, first=1):
    return [[number, *told] for number, told in enumerate(zip(*columns, strict=True), first)]


def owners(planned):
    return [row.checked.record.owner.name for row in planned]


def left_out(judgement):
    """The rows that are said to be left out as codes."""
    return [note for note in sheet_json(judgement.sheets[0])["notes"] if "dianggap penjelasan kode" in note]


REMARKS = [
    "Keterangan: pedagang kaki lima", "Ket : data susulan", "Catatan tambahan:", "Penjelasan pasar senggol",
    "Keterangan", "Ket. pindahan", "Legenda", "Legenda:", "Kode Pos:", "Kode Toko", "Catatan", "Daftar susulan",
    "Arti", "Keterangan usaha", "Kelompok Melati", "Ket. nama usaha",
]  # fmt: skip


@pytest.mark.parametrize("blank", [0, 1], ids=["at once", "behind a blank row"])
@pytest.mark.parametrize("first", [1, 7], ids=["numbered anew", "numbered on"])
@pytest.mark.parametrize("remark", REMARKS)
def test_businesses_below_remarks_in_a_sheet_of_three_columns_are_read(remark, first, blank):
    rows = [SHORT, *short(name="Siti"), [remark], *[[]] * blank, *short(first=first)]
    judgement, planned = planned_of({"Data": rows})
    assert owners(planned) == [row[1] for row in [*short(name="Siti"), *short()]]
    assert left_out(judgement) == []


NARROW = {
    "number, name and business": [[row[0], row[1], f"Toko {row[1]}"] for row in short()],
    "number and name": [row[:2] for row in short()],
    "number and business": [[row[0], None, f"Toko {row[1]}"] for row in short()],
    "number, name and product": [[row[0], row[1], None, row[2]] for row in short()],
    "businesses that are called like groups": numbered(["Rina Wati", "Tuti Sari"], ["Laundry", "Bengkel"]),
}


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("rows", NARROW.values(), ids=NARROW)
def test_businesses_below_remarks_of_which_a_wide_sheet_says_little_are_read(rows, remark):
    judgement, planned = planned_of({"Data": [WIDE, *wide(4, 5, 6, 4, 5, 6), [remark], *rows]})
    assert len(planned) == 6 + len(rows)
    assert left_out(judgement) == []


@pytest.mark.parametrize("remark", ["Keterangan: pedagang kaki lima", "Keterangan", "Ket. pindahan", "Kode Pos:"])
def test_numbers_that_begin_anew_are_no_codes_of_a_column_that_holds_the_same(remark):
    rows = [WIDE, *wide(1, 2, 3, 1, 2, 3), [remark], *numbered(["Rina Wati", "Tuti Sari", "Budi Eko"], DOING[:3])]
    _, planned = planned_of({"Data": rows})
    assert owners(planned)[6:] == ["Rina Wati", "Tuti Sari", "Budi Eko"]


AS_ROWS = {
    "no owner, below a place": (SHORT, [["RT 02"], [1, None, "Laundry"], [2, None, "Bengkel"]]),
    "no owner, below remarks": (SHORT, [["Keterangan: susulan"], [1, None, "Laundry"], [2, None, "Bengkel"]]),
    "no owner, below a kind": (SHORT, [["Kelompok"], [1, None, "Laundry"], [2, None, "Bengkel"]]),
    "at once below codes": (SHORT, [["Kode Sektor: 1 = Kuliner, 2 = Fesyen"], *short(2)]),
    "right behind codes": (SHORT, [["Keterangan:"], *numbered(GROUPS), *short(2, first=7)]),
    "below a kind's name": (["No", "Nama Usaha", "Alamat"], [["RT 02"], [1, "Laundry"], [2, "Bengkel"]]),
    "businesses of one group": (
        ["No", "Nama Usaha", "Alamat"], [["Keterangan:"], [1, "Laundry", "Jl. Mawar"], [2, "Bengkel", "Jl. Mawar"]]),
    "below two cells": (SHORT, [["Keterangan", "Pedagang kaki lima"], *short(2)]),
    "below two lines": (SHORT, [["Keterangan: pedagang"], ["Pasar Senggol"], *short(2)]),
    "below a line with figures": (SHORT, [["Ket - pindahan dari RW 02"], *short(2)]),
    "called like groups of work": (SHORT, [["Ket"], [1, "Rina Wati", "Laundry"], [2, "Tuti Sari", "Bengkel"]]),
    "names of two columns with letters": (
        ["Nama Pemilik", "Jenis Usaha"], [["Keterangan: susulan"], ["A. Rahman", "Jual roti"], ["B. Salim", "Salon"]]),
    "numbered names without numbers": (
        ["Nama Pemilik", "Jenis Usaha"], [["Keterangan: susulan"], ["1. Rahman", "Jual roti"], ["2. Salim", "Salon"]]),
}  # fmt: skip


@pytest.mark.parametrize("what", AS_ROWS)
def test_rows_that_fill_the_columns_of_the_list_are_rows_of_the_list(what):
    headings, below = AS_ROWS[what]
    rows = [row if len(headings) == 3 else row[1:] for row in short()]
    _, planned = planned_of({"Data": [headings, *rows, *below]})
    assert len(planned) == 8, [row.checked.cells for row in planned[6:]]


def test_a_list_that_begins_with_names_of_groups_is_read_from_its_first_row():
    rows = [["No", "Nama Usaha", "Alamat", "Jenis Usaha"], [1, "Laundry"], [2, "Bengkel"],
            *([number, f"Toko {number}", "Jl. Melati", "Jual roti"] for number in range(3, 8))]  # fmt: skip
    _, planned = planned_of({"Data": rows})
    assert len(planned) == 7


CODES = {
    "groups below remarks": [["Keterangan:"], *numbered(GROUPS)],
    "groups below more words": [["Keterangan: data usaha"], *numbered(GROUPS)],
    "groups and the rest": [["Ket"], *numbered([*GROUPS, "Lainnya"])],
    "groups with examples": [["Keterangan:"], *numbered(GROUPS, ["nasi, roti", "baju, tas", "bengkel"])],
    "groups with examples, below codes": [["Kode Sektor"], *numbered(GROUPS, ["nasi, roti", "baju, tas", "bengkel"])],
    "groups under a heading each": [["No", "Sektor", "Contoh"], *numbered(GROUPS, ["roti", "baju", "bengkel"])],
    "answers": [["Keterangan"], *numbered(["Ya", "Tidak", "Sedang diurus"])],
    "schools": [["Keterangan Pendidikan"], *numbered(["Tidak sekolah", "SMA atau sederajat", "Sarjana"])],
    "one cell": [["Keterangan kode: 1 = Kuliner, 2 = Fashion"]],
    "lines": [["Keterangan:"], ["1. Tetap"], ["2. Musiman"]],
    "lines with examples": [["Keterangan:"], ["1. Tetap", "digaji"], ["2. Musiman", "upah"]],
    "a sign between": [["Keterangan:"], [1, ":", "Tetap"], [2, ":", "Musiman"]],
    "equal": [["Keterangan:"], ["1 = Tetap", "digaji"], ["2 = Musiman", "upah"]],
    "of something else": [["Kode", "Warna", "Arti"], *numbered(STAFF, ["merah", "biru", "hijau"])],
    "side by side": [["Keterangan:"], [1, "Tetap", None, 1, "Kuliner"], [2, "Musiman", None, 2, "Jasa"]],
    "long remarks": [["Catatan:"], [1, "Data ini diambil dari survei bulan Maret"],
                     [2, "Usaha yang sudah tutup tidak ikut ditulis"]],
}  # fmt: skip


@pytest.mark.parametrize(("headings", "rows"), [
    (SHORT, short()), (WIDE, wide(4, 5, 6, 4, 5, 6)), (["No", "Nama Usaha", "Jenis Usaha"], short()),
], ids=["three columns", "wide", "names of businesses"])  # fmt: skip
@pytest.mark.parametrize("what", CODES)
def test_codes_below_remarks_are_no_businesses(what, headings, rows):
    _, planned = planned_of({"Data": [headings, *rows, [], *CODES[what]]})
    assert len(planned) == 6, [row.checked.cells for row in planned[6:]]


@pytest.mark.parametrize("below", [
    [["Keterangan:"], *numbered(STAFF)],
    [["Keterangan Status TK"], *numbered(STAFF)],
    [["Keterangan Status TK"], *numbered(STAFF, ["digaji", "upah", "tidak dibayar"])],
    [["Kode Status"], *numbered(STAFF, ["digaji", "upah", "tidak dibayar"])],
    [["Kode:"], *numbered(STAFF, ["digaji", "upah", "tidak dibayar"])],
    [["Kode Sektor: 1 = Kuliner, 2 = Fesyen, 3 = Jasa"], *numbered(STAFF)],
], ids=["remarks", "named", "named, examples", "half named, examples", "codes, examples", "below others"])  # fmt: skip
def test_words_that_no_list_knows_are_codes_where_a_column_is_written_in_them(below):
    _, planned = planned_of({"Data": [WIDE, *wide(1, 2, 3, 1, 2, 3), [], *below]})
    assert len(planned) == 6, [row.checked.cells for row in planned[6:]]


LISTED = ["Siti Anto", "Wati Banto", "Eko Canto", "Budi Danto", "Tini Eanto", "Joko Fanto"]


def coded(heading, *cells):
    """A list of four columns, the last of which is written in these cells."""
    return [["No", "Nama Pemilik", "Jenis Usaha", heading], *numbered(LISTED, DOING, cells)]


SIZES = [["Mikro", "Kecil", "Menengah"], ["omzet s.d. 2 miliar", "omzet s.d. 15 miliar", "omzet s.d. 50 miliar"]]
HELPED = [["Binaan", "Mandiri"], ["sudah ikut pelatihan", "belum ikut pelatihan"]]
STATES = ["Sangat baik", "Baik", "Cukup", "Kurang", "Buruk"]
NOTES = ["Data per Maret 2026", "Sumber: kader PKK", "RT 03 menyusul"]
EXPLAINED = {
    "sizes": (coded("Skala", *["Mikro", "Kecil"] * 3), [["Keterangan:"], *numbered(*SIZES)]),
    "sizes that are coded": (coded("Skala", *[1, 2, 3] * 2), [["Keterangan:"], *numbered(*SIZES)]),
    "sizes, named": (coded("Skala", *["Mikro", "Kecil"] * 3), [["Keterangan Skala:"], *numbered(*SIZES)]),
    "sizes in full": (
        coded("Skala", *[1, 2] * 3), [["Ket :"], *numbered(["Usaha Mikro", "Usaha Kecil"], ["s.d. 2 M", "s.d. 15 M"])]),
    "a column's codes": (coded("Status", *[1, 2] * 3), [["Keterangan:"], *numbered(*HELPED)]),
    "codes of an unknown column": (coded("Binaan Dinas", *[1, 2] * 3), [["Keterangan:"], *numbered(*HELPED)]),
    "a column's words": (coded("Ikut", *["Binaan", "Mandiri"] * 3), [["Keterangan:"], *numbered(*HELPED)]),
    "words like a name": (
        coded("Status", *[1, 2] * 3), [["Keterangan:"], *numbered(["Usaha Binaan", "Usaha Mandiri"], HELPED[1])]),
    "letters": (coded("Status", *"ABABAB"), [["Keterangan:"], *map(list, zip("AB", *HELPED, strict=True))]),
    "letters of no column": ([SHORT, *short()], [["Keterangan:"], *map(list, zip("AB", *HELPED, strict=True))]),
    "forms of business": (
        coded("Bentuk", *[1, 2] * 3),
        [["Keterangan:"], *numbered(["Perorangan", "Koperasi"], ["milik satu orang", "milik anggota"])]),
    "forms of business, uncoded": (
        coded("RT", *[1, 2] * 3),
        [["Keterangan:"], *numbered(["Perorangan", "Koperasi"], ["milik satu orang", "milik anggota"])]),
    "names above of one word": (
        [["No", "Nama Pemilik", "Jenis Usaha", "Status"],
         *numbered(["siti", "wati", "eko", "budi"], map(str.lower, DOING[:4]), [1, 2, 1, 2])],
        [["Keterangan:"], *numbered(["tetap", "lepas"], ["digaji", "diupah"])]),
    "states of which two are used": (coded("Kondisi", *[1, 2] * 3), [["Keterangan:"], *numbered(STATES)]),
    "states, half in words": (
        coded("Kondisi", 1, 2, 1, "rusak", "bagus", "bagus"), [["Keterangan Kondisi:"], *numbered(STATES)]),
    "states, half in words, examples": (
        coded("Kondisi", 1, 2, 1, "rusak", "bagus", "bagus"), [["Keterangan Kondisi:"], *numbered(STATES, STATES)]),
    **{f"notes below {head}": (coded("Skala", *["Mikro"] * 6), [[head], *numbered(NOTES)])
       for head in ["Catatan:", "Keterangan:", "Catatan", "Ket :", "Catatan survei:"]},
    "notes below three columns": ([SHORT, *short(name="Siti")], [["Catatan:"], *numbered(NOTES)]),
    "notes below many columns": ([WIDE, *wide(1, 2, 3, 1, 2, 3)], [["Catatan:"], *numbered(NOTES)]),
    "notes without figures": ([SHORT, *short()], [["Catatan:"], *numbered(["Data sementara", "Belum lengkap"])]),
    "notes below names of businesses": (
        [["No", "Nama Usaha", "Jenis Usaha"], *numbered([f"Toko {each}" for each in LISTED], DOING)],
        [["Catatan:"], *numbered(NOTES)]),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "below"), EXPLAINED.values(), ids=EXPLAINED)
def test_what_a_list_is_written_in_and_numbered_notes_are_no_businesses(rows, below):
    judgement, planned = planned_of({"Data": [*rows, [], *below]})
    assert len(planned) == len(rows) - 1, [row.checked.cells for row in planned[len(rows) - 1 :]]
    assert len(left_out(judgement)) == 1


ALONE = {
    "names in a list of hardly more": ([WIDE, *numbered(LISTED)], numbered(["Mamat", "Ucok", "Rini"])),
    "names of one word like those above": (
        [SHORT, *numbered(["Siti", "Wati", "Eko", "Budi", "Tini", "Joko"], DOING)], numbered(["Mamat", "Ucok"])),
    "names with figures like those above": (
        [["No", "Nama Usaha", "Jenis Usaha"], *numbered([f"Kios {place}" for place in range(6)], DOING)],
        numbered(["Kios 12", "Kios 13"])),
    "small letters like those above": (
        [SHORT, *numbered(map(str.lower, LISTED), DOING)], numbered(["mamat karim", "ucok salim"])),
    "whole rows of a coded list": (
        coded("Status", *[1, 2] * 3), numbered(["Rina Wati", "Tuti Sari"], DOING[:2], [1, 2])),
    "whole rows numbered by letters": (
        [SHORT, *([chr(65 + place), name, DOING[place]] for place, name in enumerate(LISTED))],
        [["A", "Rina Wati", "Jual roti"], ["B", "Tuti Sari", "Salon"]]),
    "names of one word in whole rows": (coded("Status", *"ABABAB"), numbered(["Mamat", "Ucok"], DOING[:2])),
    "a column of nothing but ones": (coded("Status", *[1] * 6), numbered(LISTED, DOING)),
}  # fmt: skip


@pytest.mark.parametrize("remark", ["Keterangan:", "Catatan", "Keterangan: pedagang kaki lima"])
@pytest.mark.parametrize(("rows", "below"), ALONE.values(), ids=ALONE)
def test_rows_that_look_like_those_of_the_list_stay_businesses(rows, below, remark):
    judgement, planned = planned_of({"Data": [*rows, [remark], *below]})
    assert len(planned) == 6 + len(below)
    assert left_out(judgement) == []


AND_MOVED = "Kalau isinya daftar usaha, pindahkan ke lembar lain dan beri judul kolom yang sama."
SAID = {
    "below the list": ([["Keterangan:"], *numbered(GROUPS)], "Baris 9 sampai 11"),
    "twice": ([["Keterangan:"], *numbered(GROUPS), [], ["Keterangan:"], *numbered(GROUPS)],
              "Baris 9 sampai 11 dan 14 sampai 16"),
    "between its rows": ([["Keterangan:"], *numbered(GROUPS), [], *short(2, first=7)], "Baris 9 sampai 11"),
    "one row": ([["Ket Sektor : 1. Kuliner", "2. Fesyen", "3. Jasa"]], "Baris 8"),
}  # fmt: skip


@pytest.mark.parametrize(("below", "rows"), SAID.values(), ids=SAID)
def test_rows_left_out_as_codes_are_said(below, rows):
    judgement, _ = planned_of({"Data": [SHORT, *short(), *below]})
    said = f"{rows} dianggap penjelasan kode, jadi tidak dibaca. {AND_MOVED}"
    assert left_out(judgement) == [said]
    assert said in [fault.message for fault in judgement.faults.told if fault.code == "sheet-note"]


def test_rows_left_out_as_codes_are_not_said_twice():
    stacked = [["Keterangan Status TK"], *numbered(STAFF), [], ["Keterangan Sektor"], *numbered(GROUPS)]
    judgement, _ = planned_of({"Data": [WIDE, *wide(1, 2, 3, 1, 2, 3), [], *stacked]})
    notes = sheet_json(judgement.sheets[0])["notes"]
    assert [note[:25] for note in notes] == ['Kode di kolom "Sektor" di', "Baris 10 sampai 12 diangg"]


def test_what_is_moved_as_the_note_says_is_read():
    _, planned = planned_of({"Data": [SHORT, *short()], "Lagi": [SHORT, *numbered(GROUPS, GROUPS)]})
    assert len(planned) == 9
