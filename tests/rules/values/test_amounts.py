"""Amounts of rupiah as people write them, and as we write them back."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from digiloka.values.amounts import Amount, parse_amount, show_amount, show_compact, show_number, show_rupiah
from tests.rules.values.outcomes import date_cell, noted, outcome, sentence

MILLION = 10**6


def bounds(raw: Any, unit: int = 1, period: Any = None) -> Any:
    """(low, high) or the refusal; None for nothing."""
    amount = outcome(parse_amount, raw, unit, period)
    return (amount.low, amount.high) if isinstance(amount, Amount) else amount


@pytest.mark.parametrize(
    ("raw", "rupiah"),
    [
        ("Rp2.000.000,00", 2_000_000), ("Rp     219,885,000", 219_885_000), (" Rp  378,063,000", 378_063_000),
        ("350,000,000.00", 350_000_000), ("600.000.000", 600_000_000), ("10500000", 10_500_000), ("39.600.", 39_600),
        ("1,5 jt", 1_500_000), ("1.5 jt", 1_500_000), ("1,5jt", 1_500_000), ("500rb", 500_000), ("500 ribu", 500_000),
        ("500k", 500_000), ("1 milyar", 10**9), ("2M", 2 * 10**9), ("2,5 Miliar", 2_500_000_000),
        ("1,25 juta", 1_250_000),
        ("Rp.2.000.000,-", 2_000_000), ("Rp. 500.000", 500_000), ("IDR 5,000,000", 5_000_000), ("rp 5jt", 5_000_000),
        ("2.000.000 rupiah", 2_000_000), ("3 000 000", 3_000_000), ("'10500000", 10_500_000), ("1.500", 1_500),
        ("219,885", 219_885), ("0", 0), ("Rp0", 0), ("nol", 0), ("1 jt 500 rb", 1_500_000), ("1jt500rb", 1_500_000),
        ("2 juta 750.000", 2_750_000), ("dua juta lima ratus ribu", 2_500_000), ("sejuta", MILLION),
        ("seratus dua puluh lima juta", 125 * MILLION), ("sebelas ribu", 11_000), ("setengah juta", 500_000),
        ("2½ juta", 2_500_000), ("satu setengah juta", 1_500_000), ("2.000.000 (dua juta)", 2_000_000),
        ("0,5 jt", 500_000), ("0.500 jt", 500_000), ("1.500 juta", 1_500 * MILLION), ("1000 juta", 10**9),
        ("omzet 2 juta", 2_000_000), ("= 2.000.000", 2_000_000), ("1.000.000.000.000", 10**12),
        (10_500_000, 10_500_000), (10_500_000.0, 10_500_000), (0, 0), (Decimal("1500.00"), 1_500),
    ],
)  # fmt: skip
def test_one_amount_is_read_exactly(raw: Any, rupiah: int) -> None:
    assert bounds(raw) == (rupiah, rupiah)


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("2-3 juta", 2, 3), ("2 s/d 3 juta", 2, 3), ("2 sampai 3 jt", 2, 3), ("2jt-3jt", 2, 3), ("2 jt – 3 jt", 2, 3),
        ("2 hingga 3 juta", 2, 3), ("2 s.d. 3 juta", 2, 3), ("2 sd 3 jt", 2, 3), ("antara 2 dan 3 juta", 2, 3),
        ("2.000.000 - 3.000.000", 2, 3), ("Rp 2.000.000,- s/d Rp 3.000.000,-", 2, 3), ("2 juta ~ 3 juta", 2, 3),
        ("Rp2.000.000,00-Rp3.000.000,00", 2, 3), ("2 jt - 3", 2, 3), ("500.000 - 1 juta", 0.5, 1),
        ("0 - 50 juta", 0, 50),
        ("10 juta s/d 25 juta", 10, 25), ("1 - 5 Jt", 1, 5), ("500 rb - 1 jt", 0.5, 1),
        ("300 juta - 2,5 miliar", 300, 2500),
        ("> 2 juta s/d 3 juta", 2, 3), (">2 jt - ≤ 3 jt", 2, 3),
        ("Kurang dari 10 juta", None, 10), ("< 1 Jt", None, 1), ("<= 1jt", None, 1), ("di bawah 5 juta", None, 5),
        ("dibawah 5jt", None, 5), ("maksimal 5 juta", None, 5), ("s/d 5 juta", None, 5), ("sampai 5 juta", None, 5),
        ("paling banyak 5 juta", None, 5), ("tidak lebih dari 5 juta", None, 5), ("≤ 300 juta", None, 300),
        ("5 juta ke bawah", None, 5),
        ("Lebih dari 150 juta", 150, None), ("> 50 Jt", 50, None), (">= 50jt", 50, None), ("di atas 5 juta", 5, None),
        ("diatas 5jt", 5, None), ("minimal 5 juta", 5, None), ("5 juta ke atas", 5, None), ("5jt keatas", 5, None),
        ("20 juta lebih", 20, None), ("10jt+", 10, None), ("paling sedikit 5 juta", 5, None), ("≥ 5 juta", 5, None),
        ("tidak kurang dari 5 juta", 5, None), ("mulai dari 5 juta", 5, None),
    ],
)  # fmt: skip
def test_a_band_stays_a_band_and_an_open_side_stays_open(raw: str, low: float | None, high: float | None) -> None:
    assert bounds(raw) == tuple(None if side is None else int(side * MILLION) for side in (low, high))


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("2 juta/bulan", "month"), ("2 juta per bulan", "month"), ("2jt/bln", "month"), ("sebulan 2 juta", "month"),
        ("2 juta perbulan", "month"), ("2 juta setiap bulan", "month"), ("2 juta (per bulan)", "month"),
        ("per bulan 2 juta", "month"), ("2 juta / 1 bulan", "month"), ("1 bulan 2 juta", "month"),
        ("2 juta bulanan", "month"),
        ("2 juta/hari", "day"), ("2jt/hr", "day"), ("sehari 2 juta", "day"), ("2 juta per hari", "day"),
        ("2 juta/tahun", "year"), ("2jt/thn", "year"), ("2 jt/th", "year"), ("setahun 2 juta", "year"),
        ("2 juta", None),
    ],
)  # fmt: skip
def test_a_period_in_the_text_is_heard_and_wins_over_the_heading(raw: str, period: str | None) -> None:
    alone, under_heading = parse_amount(raw), parse_amount(raw, 1, "year")
    assert alone is not None
    assert under_heading is not None
    assert (alone.low, alone.high, alone.period) == (2 * MILLION, 2 * MILLION, period)
    assert under_heading.period == (period or "year")


@pytest.mark.parametrize(
    "raw",
    ["± 1 jt", "sekitar 1 juta", "kurang lebih 1 juta", "1 jutaan", "1jt-an", "+/- 1jt", "~1 juta", "1 jt an",
     "kira-kira 1 juta", "rata-rata 1 juta"],
)  # fmt: skip
def test_about_is_kept_as_an_estimate(raw: str) -> None:
    amount = parse_amount(raw)
    assert amount is not None
    assert (amount.exact, amount.estimated) == (MILLION, True)


@pytest.mark.parametrize("raw", ["2 juta", "Kurang dari 10 juta", "2-3 juta", "dua juta"])
def test_a_plain_statement_is_no_estimate(raw: str) -> None:
    amount = parse_amount(raw)
    assert amount is not None
    assert not amount.estimated


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.5", "amount-unit"), ("1,5", "amount-unit"), (1.5, "amount-point"), ("2-3", "amount-unit"),
        ("1.5E+08", "amount-excel"),
        ("1,500 juta", "number-ambiguous"), ("10.000.00", "amount-grouping"), ("1.500,000", "amount-grouping"),
        ("1.0000.000", "amount-grouping"), ("1.000.00,00", "amount-grouping"), ("1,00,000", "amount-grouping"),
        ("Kerajinan/Fashion", "amount-words"), ("100 kg", "amount-words"), ("anjai", "amount-words"),
        ("5 juta dan 6 juta", "amount-words"), ("1 juta 500", "amount-words"), ("2 jt x 30", "amount-words"),
        ("10.000.000 12.000.000", "amount-words"), (True, "amount-words"),
        ("-500.000", "amount-negative"), (-5, "amount-negative"), (-5.5, "amount-negative"),
        ("(500.000)", "amount-negative"),
        ("10%", "amount-percent"), ("RM 500", "amount-currency"), ("$100", "amount-currency"),
        ("USD 100", "amount-currency"),
        ("081200001234", "amount-phone"), (10**16, "amount-large"), (float("inf"), "amount-large"),
        ("9" * 17, "amount-large"),
        (date_cell("2026-03-02"), "amount-date"), (dt.time(2, 30), "amount-date"),
        ("3 juta - 2 juta", "amount-range"), ("500 - 1 juta", "amount-range"), ("< 2 juta - 3 juta", "amount-range"),
        ("2 juta per 3 bulan", "amount-period"), ("2 juta per bulan / 1 juta per hari", "amount-period"),
        ("5 juta sekali panen", "amount-period"), ("2.000.000 (tiga juta)", "amount-two"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused_and_never_guessed(raw: Any, code: str) -> None:
    assert bounds(raw) == f"!{code}"


@pytest.mark.parametrize("raw", [None, "", "-", "Rp -", "Rp. ,-", "*", "#REF!", "belum ada", " - ", float("nan"), "Rp"])
def test_an_empty_amount_is_none(raw: Any) -> None:
    assert parse_amount(raw) is None


@pytest.mark.parametrize(
    ("raw", "unit", "rupiah"),
    [(34011.9, 1000, 34_011_900), ("34011.9", 1000, 34_011_900), ("33.850", 1000, 33_850_000), (300.0, 1000, 300_000),
     (0.1, 1000, 100), ("1,5", MILLION, 1_500_000), ("1.5", MILLION, 1_500_000), (64864.8, 1000, 64_864_800),
     ("219,885", 1000, 219_885_000), (1.1, MILLION, 1_100_000)],
)  # fmt: skip
def test_the_unit_of_the_heading_multiplies_without_drift(raw: Any, unit: int, rupiah: int) -> None:
    assert bounds(raw, unit) == (rupiah, rupiah)


def test_a_scale_word_in_the_cell_wins_over_the_headings_unit() -> None:
    amount, codes = noted(parse_amount, "1,5 jt", 1000)
    assert (amount.exact, codes) == (1_500_000, ["amount-own-unit"])


@pytest.mark.parametrize(
    ("raw", "exact", "codes"),
    [("219,885", 219_885, ["amount-comma"]), ("2M", 2 * 10**9, ["amount-m"]), (300.0, 300, ["amount-small"]),
     ("1.500 juta", 1_500 * MILLION, ["amount-dot"]), (34011.9, 34_012, ["amount-rounded"]),
     ("10 ribu/minggu", 520_000, ["amount-week"]),
     ("2.000.000", 2_000_000, [])],
)  # fmt: skip
def test_a_reading_that_a_person_should_see_is_noted(raw: Any, exact: int, codes: list[str]) -> None:
    amount, heard = noted(parse_amount, raw)
    assert (amount.exact, heard) == (exact, codes)


def test_every_amount_of_the_real_lists_is_read_as_meant(shared: Path) -> None:
    wrong = []
    for row in csv.DictReader((shared / "surveys/values_money.csv").open()):
        amount = outcome(parse_amount, row["raw"], 1000)  # a unit keeps the decimals in sight
        if row["number"] == "NOT_MONEY":
            right = amount is None or amount == "!amount-words"
        elif row["number"] == "RANGE":
            right = isinstance(amount, Amount) and amount.low != amount.high
        else:
            right = isinstance(amount, Amount) and amount.exact == Decimal(row["number"]) * 1000
        wrong += [] if right else [(row["raw"], amount)]
    assert not wrong


def test_a_refusal_says_what_to_write() -> None:
    assert sentence(parse_amount, "Kerajinan/Fashion") == (
        "Isi ini bukan jumlah uang. Tulis angka rupiah, contoh 1.500.000 atau 1,5 juta."
    )
    assert sentence(parse_amount, "1,500 juta") == "Angka ini bisa dibaca dua cara. Tulis 1,5 juta atau 1.500 juta."


@pytest.mark.parametrize(
    ("period", "low", "estimated"),
    [
        ("month", 24 * MILLION, True),
        ("day", 600 * MILLION, True),
        ("year", 2 * MILLION, False),
        (None, 2 * MILLION, False),
    ],
)
def test_a_year_is_twelve_months_or_three_hundred_days_and_says_that_it_is_an_estimate(
    period: Any, low: int, estimated: bool
) -> None:
    year = Amount(2 * MILLION, None, period, False, "").per_year()
    assert (year.low, year.high, year.estimated) == (low, None, estimated)
    assert year.period == (period and "year")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Amount(1_500_000, 1_500_000, None, False, ""), "Rp1.500.000"),
        (Amount(1_500_000, 1_500_000, "month", True, ""), "sekitar Rp1.500.000 per bulan"),
        (Amount(1_000_000, 2_000_000, "year", False, ""), "Rp1.000.000 sampai Rp2.000.000 per tahun"),
        (Amount(None, 10_000_000, None, False, ""), "paling banyak Rp10.000.000"),
        (Amount(150_000_000, None, "day", False, ""), "paling sedikit Rp150.000.000 per hari"),
        (Amount(None, None, None, False, ""), "tidak diketahui"),
    ],
)
def test_an_amount_is_shown_in_words_of_a_person(amount: Amount, shown: str) -> None:
    assert show_amount(amount) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (999, "999"), (1_000, "1 ribu"), (995_000, "995 ribu"), (999_994, "999,99 ribu"), (999_995, "1 juta"),
     (1_500_000, "1,5 juta"), (1_234_567, "1,23 juta"), (2 * 10**9, "2 miliar"), (999_999_999, "1 miliar"),
     (-1_500_000, "-1,5 juta"), (10**12, "1 triliun"), (10**15, "1.000 triliun")],
)  # fmt: skip
def test_a_compact_amount_never_says_a_thousand_of_the_smaller_word(value: int, shown: str) -> None:
    assert show_compact(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1_500_000, "1.500.000"), (Decimal("12.50"), "12,5"), (-1234.5, "-1.234,5"), (0, "0"), (100, "100")],
)
def test_numbers_are_shown_with_dots_and_a_comma(value: Any, shown: str) -> None:
    assert show_number(value) == shown


def test_rupiah_stand_close_to_their_sign() -> None:
    assert [show_rupiah(value) for value in (0, 1_500_000, -2_000)] == ["Rp0", "Rp1.500.000", "-Rp2.000"]
