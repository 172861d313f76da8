"""Answers from a short list: yes and no, sex, education, legal form."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.answers import (
    EDUCATION,
    LEGAL_FORMS,
    is_tick,
    p_means_pria,
    parse_answer,
    parse_education,
    parse_legal_form,
    parse_sex,
)
from tests.rules.values.outcomes import noted, outcome, sentence


@pytest.mark.parametrize(
    ("answer", "spellings"),
    [
        ("ya", [
            "Ya", "Y", "YA.", "V", "v", "(v)", "✓", "✔️", "√", "☑", "ü", "Ada", "Sudah", "Sudah ada",
            "ya, ada", "1", 1, 1.0, True, "TRUE", "B1.YA", "1. Ya", "punya", "Sudah PIRT", "Ya/Ada", "iya",
            "telah terbit",
        ]),
        ("tidak", [
            "Tidak", "T", "TDK", "TAK", "Belum", "belum punya", "tidak ada", "Tidak Punya NIB", "0", 0,
            False, "2. Tidak", "N", "no", "✗", "×", "Tidak/Belum", "belum diurus", "bukan", "tdk ada",
            "B2. TIDAK",
        ]),
        ("tidak_tahu", ["Tidak tahu", "tdk tau", "kurang tahu", "lupa", "belum tahu", "tidak yakin"]),
        ("proses", [
            "proses", "Dalam Proses", "sedang diurus", "pengajuan", "masih dalam proses pengurusan",
            "on process",
        ]),
        (None, [None, "", "-", " - -", "#REF!", "n/a", "NaN", float("nan"), "☐", "tidak menjawab", "kosong"]),
    ],
)  # fmt: skip
def test_every_spelling_of_an_answer_is_that_answer(answer: str | None, spellings: list[Any]) -> None:
    assert {repr(raw): outcome(parse_answer, raw) for raw in spellings} == {repr(raw): answer for raw in spellings}


@pytest.mark.parametrize(
    ("raw", "code"),
    [(2, "answer-code"), ("2", "answer-code"), ("3", "answer-code"), (0.5, "answer-unknown"),
     ("abc", "answer-unknown"),
     ("Ya/Tidak", "answer-unknown"), ("Ada / Tidak", "answer-unknown"), ("B1.YA, B2. TIDAK", "answer-unknown"),
     ("ya tidak", "answer-unknown"), ("WA Story", "answer-unknown"), ("2020", "answer-code"),
     ("izin", "answer-unknown")],
)  # fmt: skip
def test_an_unknown_answer_is_refused(raw: Any, code: str) -> None:
    assert outcome(parse_answer, raw) == f"!{code}"


def test_a_cross_is_read_as_no_and_said() -> None:
    assert noted(parse_answer, "X") == ("tidak", ["answer-cross"])


@pytest.mark.parametrize(
    ("raw", "tick"),
    [("v", True), ("V", True), ("✓", True), ("√", True), ("ada", True), ("Ya", True), ("sudah", True), (True, True),
     ("x", False), ("tidak", False), ("-", False), ("", False), (None, False), (1, False), ("1", False),
     (False, False),
     ("0220000012345", False), ("Ada Cell", False), ("proses", False)],
)  # fmt: skip
def test_a_tick_claims_and_holds_no_number(raw: Any, tick: bool) -> None:
    assert is_tick(raw) is tick


@pytest.mark.parametrize(
    ("sex", "spellings"),
    [
        (
            "L",
            [
                "L",
                "l",
                "LK",
                "LAKI - LAKI",
                "laki-laki",
                "Laki2",
                "PRIA",
                "Laki-laki (L)",
                "1. Laki-laki",
                "male",
            ],
        ),
        ("P", ["P", "PR", "WANITA", "Perempuan", "W", "prp", "2. Perempuan", "P (Perempuan)", "female"]),
        (None, ["", "-", None, "0", "n/a"]),
        ("!sex-unknown", ["L/P", "x", 3, "Pria/Wanita", "abc", True]),
    ],
)
def test_every_spelling_of_a_sex_is_that_sex(sex: str | None, spellings: list[Any]) -> None:
    assert [noted(parse_sex, raw) for raw in spellings] == [(sex, [])] * len(spellings)


@pytest.mark.parametrize(("raw", "sex"), [("1", "L"), (1, "L"), (1.0, "L"), ("2", "P"), (2, "P")])
def test_the_codes_of_the_census_forms_are_known_and_noted(raw: Any, sex: str) -> None:
    assert noted(parse_sex, raw) == (sex, ["sex-code"])


def test_p_is_pria_only_in_a_column_that_writes_w_and_never_l() -> None:
    assert p_means_pria(["P", "W", " w ", None, 5])
    assert not p_means_pria(["P", "L", "W"])
    assert not p_means_pria(["P", "p"])
    assert parse_sex("P", p_is_pria=True) == "L"
    assert parse_sex("W", p_is_pria=True) == "P"


@pytest.mark.parametrize(
    ("level", "spellings"),
    [
        ("tidak_sd", [
            "TIDAK/BELUM SEKOLAH", "BELUM TAMAT SD/SEDERAJAT", "tidak tamat sd", "Tidak Sekolah",
            "belum sekolah", "TIDAK TAMAT", "putus sekolah", "TK",
        ]),
        ("sd", ["SD", "TAMAT SD/SEDERAJAT", "Sekolah Dasar", "MI", "Paket A", "sd sederajat", "SDN"]),
        ("smp", ["SMP", "SLTP/SEDERAJAT", "MTs", "Sekolah Menengah Pertama", "Paket B", "SMPN"]),
        ("sma", [
            "SMA", "SLTA/SEDERAJAT", "SMU", "MA", "Paket C", "Sekolah Menengah Atas", "SMA/SMK",
            "SMA/SMK/MA", "Lulusan SMA", "Aliyah", "SMA Sederajat",
        ]),
        ("smk", ["SMK", "STM", "SMEA", "Sekolah Menengah Kejuruan", "SMK N 1"]),
        ("d1_d3", [
            "D3", "D-III", "DIII", "D.3", "D 1", "Diploma 3 (D3)", "DIPLOMA I/II",
            "AKADEMI/DIPLOMA III/S. MUDA", "Diploma", "Sarjana Muda", "D1/D2/D3",
        ]),
        ("d4_s1", [
            "S1", "S-1", "S.1", "S 1", "Strata I", "DIPLOMA IV/STRATA I", "D4", "Sarjana", "S1 Ekonomi",
            "D4/S1", "Strata 1",
        ]),
        ("s2", ["S2", "STRATA II", "Magister", "S-2", "Pasca Sarjana"]),
        ("s3", ["S3", "STRATA III", "Doktor"]),
        (None, ["0", 0, "-", "", None]),
        ("!education-unknown", ["3", 3, "abc", "Guru SMA", "SD/SMP", "S1/S2", "D3/S1", "Tidak"]),
    ],
)  # fmt: skip
def test_every_spelling_of_an_education_is_that_level(level: str | None, spellings: list[Any]) -> None:
    assert {repr(raw): noted(parse_education, raw) for raw in spellings} == {
        repr(raw): (level, []) for raw in spellings
    }
    assert level is None or level.startswith("!") or level in EDUCATION


@pytest.mark.parametrize(
    ("raw", "level"), [("tidak tamat SMP", "sd"), ("SMA kelas 2", "smp"), ("belum lulus S1", "sma")]
)
def test_a_school_left_unfinished_counts_as_the_level_below(raw: str, level: str) -> None:
    assert noted(parse_education, raw) == (level, ["education-unfinished"])


@pytest.mark.parametrize(
    ("form", "spellings"),
    [
        ("pt", ["PT", "PT.", "P.T.", "Perseroan Terbatas", "1a. PT"]),
        ("pt_perorangan", ["PT Perorangan", "PT. Perseorangan", "Perseroan Perorangan"]),
        ("cv", ["CV", "C.V", "CV. Sinar Laut", "CV (Persekutuan Komanditer)"]),
        ("firma", ["Firma", "Fa"]),
        ("koperasi", ["Koperasi", "KUD", "Koperasi Merah Putih"]),
        ("yayasan", ["Yayasan"]),
        ("bumdes", ["BUMDes", "BUM Desa"]),
        ("persekutuan_perdata", ["Persekutuan Perdata"]),
        ("perum", ["Perum", "Perumda"]),
        ("perorangan", [
            "Perorangan", "PERSEORANGAN", "UD", "PO", "Usaha Dagang (UD)", "Perorangan (UD)",
            "13. Bukan badan usaha", "Belum berbadan hukum", "Tidak berbadan usaha", "individu",
            "Usaha Perorangan",
        ]),
        ("lainnya", ["Lainnya", "Kelompok", "KUBE", "Dana Pensiun"]),
        (None, ["-", "", None, 0]),
        ("!legal-form-unknown", ["1", 3, "abc", "PT/CV", "mikro"]),
    ],
)  # fmt: skip
def test_every_spelling_of_a_legal_form_is_that_form(form: str | None, spellings: list[Any]) -> None:
    assert {repr(raw): noted(parse_legal_form, raw) for raw in spellings} == {
        repr(raw): (form, []) for raw in spellings
    }
    assert form is None or form.startswith("!") or form in LEGAL_FORMS


def test_what_is_not_a_legal_form_but_stands_there_is_said() -> None:
    assert noted(parse_legal_form, "PMDN") == (None, ["legal-form-capital"])
    assert noted(parse_legal_form, "PD") == ("perorangan", ["legal-form-pd"])


@pytest.mark.parametrize(("table", "parse"), [(EDUCATION, parse_education), (LEGAL_FORMS, parse_legal_form)])
def test_the_label_of_every_choice_reads_back(table: dict[str, str], parse: Any) -> None:
    assert {code: noted(parse, label) for code, label in table.items()} == {code: (code, []) for code in table}


@given(st.text() | st.floats() | st.integers())
def test_any_cell_is_an_answer_or_nothing_or_a_refusal(raw: Any) -> None:
    for parse in (parse_answer, parse_sex, parse_education, parse_legal_form):
        found = outcome(parse, raw)
        assert found is None or not found.startswith("!") or sentence(parse, raw).endswith(".")


def test_the_words_of_real_columns_are_not_taken_for_answers(shared: Path) -> None:
    words = [row["as_written"] for row in csv.DictReader((shared / "surveys/values_kelurahan_variants.csv").open())]
    assert [word for word in words if outcome(parse_answer, word) != "!answer-unknown"] == []
