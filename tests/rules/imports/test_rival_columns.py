"""Two columns for one figure: the present one is taken, and what is not taken is said once."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.answers import Answers, ColumnAnswer
from tests.judging import JudgedSheet, among, judged

OLD, NOW = 2_000_000, 25_000_000


def sheet_of(rows: int = 3, **columns: Any) -> JudgedSheet:
    headings, lines = among(rows, **columns)
    return judged(headings, *lines)


def figure(sheet: JudgedSheet, row: int, key: str) -> Any:
    figures = sheet.rows[row].checked.record.figures
    found = getattr(figures, key) if figures else None
    return getattr(found, "exact", found)


def told(sheet: JudgedSheet) -> list[tuple[int | None, str | None, str, str, str]]:
    return [(fault.row, fault.column, fault.severity, fault.code, fault.message) for fault in sheet.faults]


# the older column, the one taken, the field
MOMENTS = [
    ("Modal Awal", "Modal Sekarang", "capital"),
    ("Modal Awal (Rp)", "Modal Saat Ini (Rp)", "capital"),
    ("Modal Awal Usaha", "Jumlah Modal Terakhir", "capital"),
    ("Modal Awal", "Modal Usaha", "capital"),
    ("Modal Usaha", "Modal Terkini", "capital"),
    ("Aset Awal", "Aset Sekarang", "assets"),
    ("Investasi Awal", "Nilai Investasi Saat Ini", "investment"),
    ("Omzet Awal", "Omzet Sekarang", "turnover"),
    ("Modal (Awal)", "Modal (Sekarang)", "capital"),
    ("Omzet Lama", "Omzet Baru", "turnover"),
]


@pytest.mark.parametrize("now_first", [False, True])
@pytest.mark.parametrize(("older", "newer", "field"), MOMENTS)
def test_of_two_columns_of_one_figure_the_present_one_is_taken(older, newer, field, now_first):
    columns = {newer: NOW, older: OLD} if now_first else {older: OLD, newer: NOW}
    sheet = sheet_of(**columns)
    assert [figure(sheet, row, field) for row in range(3)] == [NOW] * 3
    assert told(sheet) == [(
        None, "E" if now_first else "D", "warning", "column-older",
        f'Kolom "{older}" tidak dimasukkan. Yang dimasukkan keadaan sekarang, dari kolom "{newer}".',
    )]  # fmt: skip


def test_a_blank_in_the_present_column_is_not_filled_with_the_past():
    sheet = sheet_of(**{"Modal Awal": OLD, "Modal Sekarang": [NOW, None, NOW]})
    assert [figure(sheet, row, "capital") for row in range(3)] == [NOW, None, NOW]
    assert OLD in sheet.rows[1].checked.cells, "what stood there is kept"


def test_what_is_wrong_with_the_figure_is_said_at_the_column_taken():
    sheet = sheet_of(**{"Modal Awal": OLD, "Modal Sekarang": [NOW, 500, NOW]})
    assert {(row, column) for row, column, *_ in told(sheet) if row} == {(3, "E")}


def test_a_present_column_without_values_takes_nothing_away():
    sheet = sheet_of(**{"Modal Awal": OLD, "Modal Sekarang": None})
    assert [figure(sheet, row, "capital") for row in range(3)] == [OLD] * 3
    assert told(sheet) == []


@pytest.mark.parametrize("heading", ["Modal Awal", "Modal Sekarang", "Modal Saat Ini", "Modal Terkini"])
def test_one_column_alone_is_taken_whenever_it_speaks_of(heading):
    sheet = sheet_of(**{heading: OLD})
    assert (figure(sheet, 0, "capital"), told(sheet)) == (OLD, [])


def test_workers_are_counted_as_they_are_now():
    sheet = sheet_of(**{"Jumlah Tenaga Kerja Awal": 2, "Jumlah Tenaga Kerja Sekarang": 5})
    assert figure(sheet, 0, "workers_total") == 5
    assert [code for _, _, _, code, _ in told(sheet)] == ["column-older"]


@pytest.mark.parametrize(("all_", "added", "field"), [
    ("Jumlah Tenaga Kerja", "Tenaga Kerja Baru", "workers_total"),
    ("Tenaga Kerja", "Jumlah Tenaga Kerja Baru", "workers_total"),
    ("Nilai Investasi", "Nilai Investasi Baru", "investment"),
])  # fmt: skip
@pytest.mark.parametrize("added_first", [False, True])
def test_what_is_newly_added_is_not_the_whole(all_, added, field, added_first):
    whole, more = (25, 2) if field == "workers_total" else (NOW, OLD)
    columns = {added: more, all_: whole} if added_first else {all_: whole, added: more}
    sheet = sheet_of(**columns)
    assert [figure(sheet, row, field) for row in range(3)] == [whole] * 3


def test_of_two_columns_that_tell_no_moment_the_first_is_taken_and_that_is_said():
    sheet = sheet_of(**{"Modal Sendiri": [OLD, None, OLD], "Modal Usaha": NOW})
    assert [figure(sheet, row, "capital") for row in range(3)] == [OLD, NOW, OLD]
    assert told(sheet) == [(
        None, "E", "warning", "column-rival",
        'Kolom "Modal Sendiri" dan "Modal Usaha" sama-sama dibaca sebagai modal. Yang dimasukkan "Modal Sendiri"; '
        '"Modal Usaha" hanya bila yang pertama kosong.',
    )]  # fmt: skip


@pytest.mark.parametrize("columns", [
    {"Modal Sendiri": OLD, "Modal Usaha": OLD},
    {"Modal Sendiri": [OLD, None, None], "Modal Usaha": [None, NOW, NOW]},
    {"Omzet per Bulan": 1_000_000, "Omzet per Tahun": 12_000_000},
    {"Omzet 2024": OLD, "Modal": NOW},
])  # fmt: skip
def test_columns_that_do_not_contradict_each_other_raise_no_word(columns):
    assert told(sheet_of(**columns)) == []


# Amounts of a day, of a month and of a year

DAILY, YEARLY = [100_000 * n for n in range(1, 6)], [1_500_000 * n for n in range(1, 6)]
APART = {"Omzet harian": DAILY, "Omzet per tahun": YEARLY}


def yearly(sheet: JudgedSheet) -> list[int | None]:
    figures = [row.checked.record.figures for row in sheet.rows]
    return [each.turnover.per_year().exact if each and each.turnover else None for each in figures]


def test_a_day_and_a_year_that_cannot_both_be_true_are_asked_about_and_none_is_taken():
    sheet = sheet_of(5, **APART)
    assert yearly(sheet) == [None] * 5
    assert told(sheet) == [(
        None, "E", "warning", "column-apart",
        'Kolom "Omzet per tahun" dan "Omzet harian" jauh berbeda kalau dihitung setahun. Pilih mana yang benar. '
        "Sebelum itu omzet belum dimasukkan.",
    )]  # fmt: skip
    asked = [doubt for doubt in sheet.doubts if doubt["kind"] == "column"]
    assert [(doubt["column"], doubt["question"]) for doubt in asked] == [
        (letter, 'Kolom "Omzet per tahun" dan "Omzet harian" jauh berbeda kalau dihitung setahun. Pilih "Omzet" kalau '
                 f'kolom "{heading}" ({letter}) yang benar, atau "Lewati kolom ini" kalau bukan.')
        for letter, heading in (("D", "Omzet harian"), ("E", "Omzet per tahun"))
    ]  # fmt: skip
    assert all([option["value"] for option in doubt["options"]] == ["turnover", "-"] for doubt in asked)


@pytest.mark.parametrize(("column", "said", "taken", "codes"), [
    (3, "turnover", DAILY, ["column-other-time"]), (3, None, YEARLY, []),
    (4, "turnover", YEARLY, ["column-other-time"]), (4, None, DAILY, []),
])  # fmt: skip
def test_what_is_answered_decides_which_one_is_taken(column, said, taken, codes):
    headings, lines = among(5, **APART)
    sheet = judged(headings, *lines, answers=Answers(columns={"Data": {column: ColumnAnswer(said)}}))
    assert yearly(sheet) == [one * (300 if taken is DAILY else 1) for one in taken]
    assert [code for _, _, _, code, _ in told(sheet)] == codes
    assert sheet.doubts == []


@pytest.mark.parametrize("days", [220, 360, 440])
def test_a_difference_that_days_explain_is_said_and_the_year_taken(days):
    whole = [one * days for one in DAILY]
    sheet = sheet_of(5, **{"Omzet harian": DAILY, "Omzet per tahun": whole})
    assert yearly(sheet) == whole
    assert [(column, message) for _, column, _, _, message in told(sheet)] == [(
        "D", 'Untuk omzet dipakai kolom "Omzet per tahun"; "Omzet harian" hanya bila yang pertama kosong, karena '
        "hitungannya berbeda.",
    )]  # fmt: skip
    assert sheet.doubts == []


MONTHLY = [3_000_000 + 100_000 * n for n in range(12)]
AGREEING = [one * 12 for one in MONTHLY]


def with_slip(**slip: Any) -> dict[str, list[Any]]:
    """A month's and a year's sales of twelve businesses, of which the sixth has these cells instead."""
    columns = {"Omzet per bulan": MONTHLY, "Omzet per tahun": AGREEING}
    return {heading: [*told[:5], slip.get(key, told[5]), *told[6:]]
            for (heading, told), key in zip(columns.items(), ("month", "year"), strict=True)}


@pytest.mark.parametrize(("slip", "month", "year"), [
    ({"month": 3_000_000, "year": 3_600_000_000}, "Rp3.000.000 per bulan", "Rp3.600.000.000 per tahun"),
    ({"month": 350_000_000}, "Rp350.000.000 per bulan", "Rp42.000.000 per tahun"),
    ({"year": 4_200_000}, "Rp3.500.000 per bulan", "Rp4.200.000 per tahun"),
    ({"year": 3_500_000}, "Rp3.500.000 per bulan", "Rp3.500.000 per tahun"),
    ({"year": "3 miliar - 4 miliar"}, "Rp3.500.000 per bulan",
     "Rp3.000.000.000 sampai Rp4.000.000.000 per tahun"),
], ids=str)  # fmt: skip
def test_a_row_whose_month_and_year_cannot_both_be_true_is_told_at_both_cells_and_neither_is_taken(slip, month, year):
    sheet = sheet_of(12, **with_slip(**slip))
    assert yearly(sheet) == [*AGREEING[:5], None, *AGREEING[6:]]
    said = ("Isi kolom-kolom omzet di baris ini tidak mungkin sama-sama benar, jadi belum dimasukkan. Tertulis "
            f"{month} dan {year}. Betulkan sel yang salah, atau kosongkan.")
    assert told(sheet) == [(7, letter, "cell", "amount-at-odds", said) for letter in "DE"]
    assert sheet.doubts == []


@pytest.mark.parametrize(("column", "typed", "taken"), [
    (4, "36.000.000", 36_000_000), (3, "300 juta", 3_600_000_000), (4, "", 36_000_000), (3, "", 3_600_000_000),
], ids=str)  # fmt: skip
def test_a_cell_put_right_or_emptied_settles_such_a_row(column, typed, taken):
    headings, lines = among(12, **with_slip(month=3_000_000, year=3_600_000_000))
    sheet = judged(headings, *lines, answers=Answers(cells={("Data", 7, column): typed}))
    assert yearly(sheet)[5] == taken
    assert told(sheet) == []


@pytest.mark.parametrize("slip", [{"year": 42_000_000 // 4}, {"year": 42_000_000 * 3}, {"month": 0}, {"year": None},
                                  {"year": "lebih dari 3 miliar"}], ids=str)  # fmt: skip
def test_what_a_season_or_a_first_year_explains_is_no_slip(slip):
    sheet = sheet_of(12, **with_slip(**slip))
    assert "amount-at-odds" not in [code for _, _, _, code, _ in told(sheet)]
    assert yearly(sheet)[:5] == AGREEING[:5]


def test_one_row_of_many_that_contradicts_is_no_reason_to_ask_of_the_columns():
    whole = [one * 300 for one in DAILY[:4]] + [1_500_000]
    sheet = sheet_of(5, **{"Omzet harian": DAILY, "Omzet per tahun": whole})
    assert yearly(sheet) == [*whole[:4], None]
    assert [(row, column, code) for row, column, _, code, _ in told(sheet)] == [
        (6, "D", "amount-at-odds"), (6, "E", "amount-at-odds"),
    ]  # fmt: skip
    assert sheet.doubts == []


def test_a_row_far_below_the_sample_is_looked_at_too():
    sheet = sheet_of(700, **{"Omzet per bulan": 3_000_000, "Omzet per tahun": [36_000_000] * 699 + [3_600_000_000]})
    assert [(row, column) for row, column, _, code, _ in told(sheet) if code == "amount-at-odds"] == [
        (701, "D"), (701, "E"),
    ]  # fmt: skip


def test_of_three_times_that_contradict_each_other_none_is_taken():
    sheet = sheet_of(5, **APART, **{"Omzet per bulan": [9_000_000] * 5})
    assert yearly(sheet) == [None] * 5
    assert [code for _, _, _, code, _ in told(sheet)] == ["column-apart"]
    assert [doubt["column"] for doubt in sheet.doubts] == ["D", "E", "F"]


def test_a_year_told_in_round_figures_raises_no_word():
    sheet = sheet_of(3, **{"Omzet per bulan": 1_666_000, "Omzet per tahun": "20 juta"})
    assert (told(sheet), sheet.doubts) == ([], [])


def test_ranges_that_overlap_over_a_year_agree():
    sheet = sheet_of(3, **{"Omzet harian": "100.000 - 200.000", "Omzet per tahun": "30 juta - 50 juta"})
    assert (told(sheet), sheet.doubts) == ([], [])


# Headings that name a figure and do not say of when

UNSURE = [
    ("Omzet Sebelum Bantuan", "Omzet Sesudah Bantuan", "Omzet"),
    ("Omzet per Bulan Tahun Lalu", "Omzet per Bulan Tahun Ini", "Omzet"),
    ("Modal Awal Tahun", "Modal Akhir Tahun", "Modal"),
]


@pytest.mark.parametrize(("one", "other", "label"), UNSURE)
def test_figures_that_nobody_can_place_are_left_out_and_that_is_said(one, other, label):
    sheet = sheet_of(**{one: OLD, other: NOW})
    assert [code for _, _, _, code, _ in told(sheet)] == ["column-unsure"] * 2
    assert f'Kolom "{one}" tidak dimasukkan, karena judulnya belum jelas.' in told(sheet)[0][-1]
    assert f'ubah judulnya menjadi "{label}' in told(sheet)[0][-1]


@pytest.mark.parametrize("columns", [
    {"Omzet": NOW, "Omzet Sesudah Bantuan": OLD}, {"Asal Modal": "Sendiri"}, {"Omzet Sesudah Bantuan": None},
    {"Rencana Tambah": 5}, {"Kenaikan Omzet (%)": 5}, {"Tahun Bantuan Modal": 2020}, {"Target Omzet 2027": OLD},
], ids=str)  # fmt: skip
def test_nothing_is_said_of_a_column_beside_one_that_is_taken_or_without_figures(columns):
    assert "column-unsure" not in [code for _, _, _, code, _ in told(sheet_of(**columns))]
