"""Code lists below a list, in the many ways they are written; and the businesses that look like one."""

from __future__ import annotations

import pytest

from tests.judging import planned_of

HEADINGS = ["No", "Nama Pemilik", "Nama Usaha", "Produk", "Sektor", "Status TK", "Omzet per bulan (Rp)"]
GROUPS = ["Kuliner", "Fesyen", "Jasa"]
OF = ["makanan, minuman", "baju, tas", "bengkel, salon"]
STAFF = ["Tetap", "Musiman", "Keluarga"]


def listed(*codes, first=1):
    return [
        [number, f"Ucok {chr(64 + number)}nto", f"Toko {chr(64 + number)}ni", "Kerupuk", code, 1, number * 1_000_000]
        for number, code in enumerate(codes, first)
    ]


def coded(*columns, codes=(1, 2, 3)):
    """Rows of a code and the words of these columns."""
    return [list(row) for row in zip(codes, *columns, strict=True)]


def side(left, right, gap=2):
    return [[*one, *[None] * gap, *other] for one, other in zip(left, right, strict=True)]


SIGNED = [
    ["Keterangan:", None, None, None, None, "Dumai, 3 Maret 2025"],
    [1, "Kuliner", None, None, None, "Lurah Bintan"],
    [2, "Fesyen"],
    [3, "Jasa", None, None, None, "Ahmad, S.Sos"],
    [None, None, None, None, None, "NIP. 197001"],
]

WAYS = {
    "side by side, each with its heading": [["Kode", "Sektor", None, None, "Kode", "Status TK"],
                                            *side(coded(GROUPS), coded(STAFF))],
    "side by side, one shorter": [["Kode", "Sektor", None, None, "Kode", "Status TK"],
                                  *side(coded(GROUPS), [[1, "Tetap"], [2, "Musiman"], []])],
    "side by side without a gap": [["Kode", "Sektor", "Kode", "Status TK"], *side(coded(GROUPS), coded(STAFF), 0)],
    "side by side below remarks": [["Keterangan Sektor", None, None, None, "Status TK"],
                                   *side(coded(GROUPS), coded(STAFF))],
    "side by side below a line of remarks": [["Keterangan:"], ["Sektor", None, None, None, "Status TK"],
                                             *side(coded(GROUPS), coded(STAFF))],
    "with an example": [["Kode Sektor", "Arti", "Contoh"], *coded(GROUPS, OF)],
    "with an example, far right": [[None] * 5 + row for row in [["Kode Sektor", "Arti", "Contoh"], *coded(GROUPS, OF)]],
    "with an example below remarks": [["Keterangan:"], *coded(GROUPS, OF)],
    "with an example and more": [["Kode", "Sektor", "Penjelasan", "Catatan"], *coded(GROUPS, OF, STAFF)],
    "numbered lines": [["Keterangan :"], ["1. Kuliner"], ["2. Fesyen"], ["3. Jasa"]],
    "lines with a bracket": [["Ket:"], ["1) Kuliner"], ["2) Fesyen"], ["3) Jasa"]],
    "lines in brackets": [["Keterangan"], ["(1) Kuliner"], ["(2) Fesyen"], ["(3) Jasa"]],
    "lines with bullets": [["Keterangan Sektor:"], ["- 1 = Kuliner"], ["- 2 = Fesyen"], ["- 3 = Jasa"]],
    "lines with round bullets": [["Kode Sektor"], ["• 1: Kuliner"], ["• 2: Fesyen"], ["• 3: Jasa"]],
    "lines under the names": [[None, "Keterangan :"], [None, "1. Kuliner"], [None, "2. Fesyen"], [None, "3. Jasa"]],
    "cells in one row": [["Ket Sektor : 1. Kuliner", "2. Fesyen", "3. Jasa"]],
    "cells in one row, with a sign": [["1 = Kuliner", "2 = Fesyen", None, "3 = Jasa"]],
    "a blank row below the heading": [["Keterangan:"], [], *coded(GROUPS)],
    "a dot behind the code": [["Keterangan:"], *coded(GROUPS, codes=("1.", "2.", "3."))],
    "going on in the next column": [["Keterangan:"], [1, "Kuliner", None, 3, "Jasa"], [2, "Fesyen"]],
    "two stacked": [["Kode", "Status TK"], *coded(STAFF), ["Kode", "Sektor"], *coded(GROUPS)],
    "two stacked behind a blank row": [["Keterangan Status TK"], *coded(STAFF), [],
                                       ["Keterangan Sektor"], *coded(GROUPS)],
    "without a heading, names of groups": coded(GROUPS),
    "below the heading of a group": [["Sektor"], *coded(GROUPS)],
    "numbered below the heading of a group": [["No", "Sektor"], *coded(GROUPS)],
    "the heading beside the first": [["Keterangan:", 1, "Kuliner"], [None, 2, "Fesyen"], [None, 3, "Jasa"]],
    "the heading beside the first line": [["Ket :", "1. Kuliner"], [None, "2. Fesyen"], [None, "3. Jasa"]],
    "words before codes": [["Sektor", "Kode"], *([words, code] for code, words in coded(GROUPS))],
    "codes side by side, words below": [["Kode", 1, 2, 3], ["Sektor", *GROUPS]],
    "each called a code": [["Kode 1", "Kuliner"], ["Kode 2", "Fesyen"], ["Kode 3", "Jasa"]],
    "lines each called a code": [["Kode 1 : Kuliner"], ["Kode 2 : Fesyen"], ["Kode 3 : Jasa"]],
    "beside a signature": SIGNED,
    "above a signature": [["Kode", "Sektor"], *coded(GROUPS), [], [None] * 5 + ["Mengetahui"], [None] * 5 + ["Lurah"],
                          [None] * 5 + ["Ahmad, S.Sos"]],
}  # fmt: skip


@pytest.mark.parametrize("blank", [0, 1, 3], ids=["at once", "behind a blank row", "behind three"])
@pytest.mark.parametrize("way", WAYS)
def test_no_business_is_made_of_codes_and_they_are_read(way, blank):
    judgement, planned = planned_of({"Data": [HEADINGS, *listed(1, 2, 3, 1, 2, 3), *[[]] * blank, *WAYS[way]]})
    assert [row.checked.cells[1] for row in planned] == [row[1] for row in listed(*range(6))]
    assert [row.checked.record.sector_as_written for row in planned] == GROUPS * 2
    assert [one for one in judgement.doubts() if one["field"] == "sector"] == []


def test_a_sum_by_group_is_no_business_and_explains_no_codes():
    below = [["No", "Sektor", "Jumlah"], [1, "Jasa", 2], [2, "Kuliner", 2], [3, "Fesyen", 2], ["Jumlah", None, 6]]
    judgement, planned = planned_of({"Data": [HEADINGS, *listed(1, 2, 3, 1, 2, 3), [], *below]})
    assert len(planned) == 6
    assert len([one for one in judgement.doubts() if one["field"] == "sector"]) == 3, "asked, not guessed"


def test_codes_below_a_short_list_do_not_pass_for_the_list():
    schools = ["SD", "SMP", "SMA"]
    wide = [["Kode", "Sektor", "Kode", "Status TK", "Kode", "Pendidikan"],
            *side(side(coded(GROUPS), coded(STAFF), 0), coded(schools), 0)]  # fmt: skip
    few = [[number, f"Ucok {chr(64 + number)}nto", "Jual kerupuk", number] for number in (1, 2, 3)]
    judgement, planned = planned_of({"Data": [["No", "Nama Pemilik", "Kegiatan", "Sektor"], *few, [], *wide]})
    assert judgement.sheets[0].layout.heading_rows == [1]
    assert [row.checked.record.sector_as_written for row in planned] == GROUPS


def test_letters_are_codes_too():
    below = [["Kode", "Sektor", "Contoh"], *coded(GROUPS, OF, codes=("A", "B", "C"))]
    _, planned = planned_of({"Data": [HEADINGS, *listed("A", "B", "C", "a"), [], *below]})
    assert [row.checked.record.sector_as_written for row in planned] == [*GROUPS, "Kuliner"]


def test_shortened_words_are_codes_where_the_heading_says_so():
    below = [["Kode Sektor", "Arti"], *coded(GROUPS, codes=("KL", "FS", "JS"))]
    _, planned = planned_of({"Data": [HEADINGS, *listed("KL", "FS", "JS", "KL"), [], *below]})
    assert [row.checked.record.sector_as_written for row in planned] == [*GROUPS, "Kuliner"]


BUSINESSES = {
    "number and name": [[7, "Mamat Karim"], [8, "Mimin Kasih"]],
    "numbers that begin anew": [[1, "Mamat Karim"], [2, "Mimin Kasih"]],
    "named like a group": [[7, "Kuliner"], [8, "Mamat Karim"]],
    "named like two groups": [[7, "Kuliner"], [8, "Jasa"]],
    "a part for an RT": [["RT 02"], [1, "Mamat Karim"], [2, "Mimin Kasih"]],
    "number, name and business": [[7, "Mamat Karim", "Kode Alam"], [8, "Mimin Kasih", "Daftar Menu"]],
    "four cells": [[7, "Mamat Karim", "Kode Alam", "Bakso"], [8, "Daftar Kasih", "Arti Kata", "Roti"]],
    "a second short table": [["No", "Nama Pemilik", "Nama Usaha"], [1, "Mamat Karim", "Toko Mamat"],
                             [2, "Mimin Kasih", "Toko Mimin"]],
    "a table that calls its number a code": [["Kode", "Nama Pemilik", "Nama Usaha"], [1, "Mamat Karim", "Toko Mamat"],
                                             [2, "Mimin Kasih", "Toko Mimin"]],
    "below codes": [["Kode Sektor: 1 = Kuliner, 2 = Fesyen, 3 = Jasa"], *listed(1, 2, first=7)],
    "below a table of codes": [["Kode", "Sektor"], *coded(GROUPS), [], [7, "Mamat Karim"], [8, "Mimin Kasih"]],
    "below a heading of their own": [["Daftar Binaan"], [1, "Mamat Karim"], [2, "Mimin Kasih"]],
    "four cells, the last a code": [["Bu", "Mamat Karim", None, "Kode Alam"], ["Pak", "Mimin Kasih", None, 2]],
    "below remarks": [["Catatan: RT 02 menyusul"], [7, "Mamat Karim"], [8, "Mimin Kasih"]],
}  # fmt: skip


@pytest.mark.parametrize("blank", [0, 1], ids=["at once", "behind a blank row"])
@pytest.mark.parametrize("what", BUSINESSES)
def test_businesses_below_a_list_are_not_taken_for_codes(what, blank):
    _, planned = planned_of({"Data": [HEADINGS, *listed(1, 2, 3, 1, 2, 3), *[[]] * blank, *BUSINESSES[what]]})
    assert len(planned) == 8, [row.checked.cells for row in planned[6:]]
