"""Text: cleaned, recognised as nothing, folded, kept as a name."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.text import clean, is_blank, is_sheet_error, key, parse_name, parse_text
from tests.rules.values.outcomes import date_cell, noted, outcome


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Warung \t Siti\n", "Warung Siti"),
        ("Rp\xa0 \xa0\xa0 5", "Rp 5"),
        ("\ufeffBudi\u200b", "Budi"),
        ("a\x00b", "ab"),
        ("LI I_X005F_X000D_ RT 008", "LI I RT 008"),
        ("satu_x000D_\ndua", "satu dua"),
        ("nama_x", "nama_x"),
        ("０８１２", "0812"),
        ("cafe\u0301", "café"),
        (12.0, "12"),
        (12.5, "12.5"),
        (12, "12"),
        (float("nan"), ""),
        (None, ""),
        (True, "ya"),
        (dt.date(2020, 5, 12), "2020-05-12"),
        (date_cell("2020-05-12"), "2020-05-12"),
    ],
)
def test_a_cell_becomes_one_clean_line(raw: Any, text: str) -> None:
    assert clean(raw) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_no_invisible_sign(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    assert not set(once) & {"\x00", "\ufeff", "\u200b", "\xa0", "\n"}
    once.encode()


@pytest.mark.parametrize(
    "raw",
    [
        None, "", " ", "-", "- ", " - -", " --", "—", "*", ", -, -", ".", "...", "_", "?", "(-)", "/", "'-",
        "#REF!", "#N/A", "#DIV/0!", "#####", "Err:502", "n/a", "N/A", "NA", "nan", "NULL", "None", "nihil",
        "kosong", "(kosong)", "belum ada", "Belum Ada.", "tidak ada", "TDK ADA", "Tidak punya", "belum diisi",
        "Belum pilih komoditi", "Belum pilih bidang usaha", "-- Pilih Kelurahan --", "tidak tahu", float("nan"),
    ],
)  # fmt: skip
def test_what_people_write_for_nothing_is_nothing(raw: Any) -> None:
    assert is_blank(raw)


@pytest.mark.parametrize(
    "raw",
    ["0", 0, "v", "✓", "√", "x", "Tidak", "belum", "ada", "1", "Na", "Nan", "Pilih Kasih", "Kosong Satu Laundry",
     "Tidak Ada Lawan", "N", "C#", "Rp", False, "Belum Ada Judul"],
)  # fmt: skip
def test_answers_names_and_zeros_are_not_nothing(raw: Any) -> None:
    assert is_blank(raw) is (raw == "Nan")  # a data program's empty cell


@pytest.mark.parametrize("raw", ["0", "00", "'0", "0,00", "0.0", 0, 0.0])
def test_a_zero_is_nothing_only_where_the_column_says_so(raw: Any) -> None:
    assert not is_blank(raw)
    assert is_blank(raw, zero=True)


def test_the_placeholders_of_real_lists_are_known(shared: Path) -> None:
    rows = list(csv.DictReader((shared / "surveys/values_placeholder.csv").open()))
    unknown = {row["raw"] for row in rows if not is_blank(row["raw"], zero=True)}
    # An answer, a tick, and two words in the wrong place: somebody else must judge those.
    assert unknown == {"Tidak", "v", "iumk", "anjai"}


@pytest.mark.parametrize(("raw", "fault"), [("#REF!", True), (" #N/A ", True), ("-", False), ("C#", False), (5, False)])
def test_a_spreadsheets_own_fault_is_told_from_an_empty_cell(raw: Any, fault: bool) -> None:
    assert is_sheet_error(raw) is fault


@pytest.mark.parametrize(
    ("raw", "folded"),
    [("P-IRT", "p irt"), ("Jum'at", "jumat"), ("Jum’at", "jumat"), ("  CAFÉ  Satu ", "cafe satu"),
     ("No.HP/WA", "no hp wa"), ("NAMA_USAHA", "nama usaha"), ("(Rp.000)", "rp 000"), ("", ""), ("Straße", "strasse"),
     ("ŉ", "n")],
)  # fmt: skip
def test_folding_forgets_case_accents_and_punctuation(raw: str, folded: str) -> None:
    assert key(raw) == folded


@given(st.text())
def test_folding_twice_changes_nothing(raw: str) -> None:
    assert key(key(raw)) == key(raw)


@pytest.mark.parametrize(
    ("raw", "name", "codes"),
    [
        ("Siti Aminah", "Siti Aminah", []),
        ("M U T I", "MUTI", ["name-spaced"]),
        ("H. T U G T O", "H. TUGTO", ["name-spaced"]),
        ("S I T I  A M I N A H", "SITI AMINAH", ["name-spaced"]),
        ("M A S Putra", "M A S Putra", []),
        ("A. B. C. Nasution", "A. B. C. Nasution", []),
        ("'Aisyiyah", "'Aisyiyah", []),
        ("'99 Cell", "99 Cell", []),
        ("Warung 99", "Warung 99", []),
        ("- ", None, []),
        ("#REF!", None, ["sheet-error"]),
        ("99", "!name-letters", []),
        (12.0, "!name-letters", []),
        ("=D12", "!formula", []),
        ("=SUM(A1:A3)", "!formula", []),
        (date_cell("2026-05-02"), "!name-date", []),
        ("a" * 200, "a" * 200, []),
        ("a" * 201, "!text-long", []),
    ],
)
def test_a_name_is_kept_as_written(raw: Any, name: str | None, codes: list[str]) -> None:
    assert noted(parse_name, raw) == (name, codes)


@pytest.mark.parametrize(
    ("raw", "text"),
    [("=5 ekor", "=5 ekor"), ("=B7", "!formula"), ("sepuluh", "sepuluh"), ("delapan1", "!text-long"), (" - ", None)],
)  # fmt: skip
def test_free_text_has_a_length_and_no_formula(raw: str, text: str | None) -> None:
    assert outcome(parse_text, raw, 7) == text
