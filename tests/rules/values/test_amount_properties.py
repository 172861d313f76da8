"""What holds for every amount: whatever is written from a number reads back as that number, or is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digiloka.values.amounts import (
    LARGEST_AMOUNT,
    Amount,
    parse_amount,
    parse_count,
    parse_decimal,
    show_amount,
    show_number,
    show_rupiah,
)
from tests.rules.values.outcomes import outcome, sentence

RUPIAH = st.integers(0, LARGEST_AMOUNT)
BAND_END = st.integers(1000, LARGEST_AMOUNT)
SCALES = st.sampled_from(
    [(1000, "rb"), (1000, "ribu"), (1000, "k"), (10**6, "jt"), (10**6, "juta"), (10**9, "miliar"), (10**9, "milyar")]
)
PERIODS = st.sampled_from(
    [("/bulan", "month"), (" per bulan", "month"), (" per hari", "day"), ("/thn", "year"), ("", None)]
)
JOINTS = st.sampled_from([" - ", "-", " s/d ", " sampai ", " hingga ", " – ", " s.d. "])
MONEY_LIKE = r"[<>~±]{0,2} ?(Rp)?[\d.,]{1,12} ?(jt|rb|juta|m|k|an|%)?([-/ ]{0,2}[\d.,]{0,9}){0,2}"
FRONT = st.sampled_from(["", "Rp", "Rp ", "Rp. ", "rp", "IDR ", "  Rp\xa0 ", "'"])
BACK = st.sampled_from(["", ",-", ",00", " rupiah", "  "])


def grouped(value: int, sign: str) -> str:
    return f"{value:,}".replace(",", sign)


@given(RUPIAH)
def test_shown_rupiah_read_back(value: int) -> None:
    amount = parse_amount(show_rupiah(value))
    assert amount is not None
    assert (amount.exact, amount.estimated, amount.period) == (value, False, None)


@given(RUPIAH, FRONT, BACK)
def test_dots_between_thousands_read_back(value: int, front: str, back: str) -> None:
    amount = parse_amount(front + grouped(value, ".") + back)
    assert amount is not None
    assert amount.exact == value


@given(st.integers(10**6, LARGEST_AMOUNT), FRONT, st.sampled_from(["", ".00", ".0"]))
def test_commas_between_thousands_read_back(value: int, front: str, back: str) -> None:
    amount = parse_amount(front + grouped(value, ",") + back)
    assert amount is not None
    assert amount.exact == value


@given(
    st.integers(0, 9999), st.integers(0, 99), SCALES, PERIODS, st.sampled_from([".", ","]), st.sampled_from(["", " "])
)
def test_scale_words_read_back_exactly(
    whole: int, cents: int, scale: tuple[int, str], period: tuple[str, Any], point: str, gap: str
) -> None:
    text = f"{whole}{point}{cents:02d}{gap}{scale[1]}{period[0]}"
    amount = parse_amount(text)
    assert amount is not None
    assert amount.exact == (whole * 100 + cents) * scale[0] // 100
    assert amount.period == period[1]


@given(BAND_END, BAND_END, JOINTS, FRONT, PERIODS)
def test_two_amounts_read_back_as_their_band(
    one: int, other: int, joint: str, front: str, period: tuple[str, Any]
) -> None:
    low, high = sorted((one, other))
    front = front.replace("'", "")
    amount = parse_amount(f"{front}{grouped(low, '.')}{joint}{front}{grouped(high, '.')}{period[0]}")
    assert amount is not None
    assert (amount.low, amount.high, amount.period) == (low, high, period[1])


@given(st.integers(1, 999), st.integers(1, 999), SCALES)
def test_a_scale_word_behind_a_band_is_for_both_ends(one: int, other: int, scale: tuple[int, str]) -> None:
    low, high = sorted((one, other))
    amount = parse_amount(f"{low}-{high} {scale[1]}")
    assert amount is not None
    assert (amount.low, amount.high) == (low * scale[0], high * scale[0])


@given(st.floats(0, 10**9, allow_nan=False), st.sampled_from([1000, 10**6]))
def test_a_number_cell_times_its_unit_is_the_decimal_product(value: float, unit: int) -> None:
    exact = Decimal(repr(value)) * unit
    amount = outcome(parse_amount, value, unit)
    if amount == "!amount-unit":
        assert exact < 1000
        return
    assert abs(Decimal(amount.exact) - exact) <= Decimal("0.5")


@given(st.builds(
    Amount,
    st.one_of(st.none(), st.integers(1000, 10**12)),
    st.one_of(st.none(), st.integers(10**12, 10**14)),
    st.sampled_from(["month", "year", "day", None]),
    st.booleans(),
    st.just(""),
))  # fmt: skip
def test_a_shown_amount_reads_back(amount: Amount) -> None:
    if amount.low is None and amount.high is None:
        assert parse_amount("-") is None
        return
    again = parse_amount(show_amount(amount))
    assert again is not None
    assert (again.low, again.high, again.period, again.estimated) == (
        amount.low, amount.high, amount.period, amount.estimated,
    )  # fmt: skip


@given(st.integers(0, 99_999))
def test_a_shown_count_reads_back(value: int) -> None:
    assert parse_count(show_number(value)) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_shown_number_reads_back(value: Decimal) -> None:
    assert parse_decimal(show_number(value)) == value


@given(st.text() | st.from_regex(MONEY_LIKE, fullmatch=True))
def test_any_text_is_an_amount_or_nothing_or_a_refusal(text: str) -> None:
    amount = outcome(parse_amount, text)
    if isinstance(amount, str):
        assert sentence(parse_amount, text).endswith(".")
    elif amount is not None:
        bounds = [bound for bound in (amount.low, amount.high) if bound is not None]
        assert bounds
        assert all(0 <= bound <= 52 * LARGEST_AMOUNT for bound in bounds)
        assert bounds == sorted(bounds)
