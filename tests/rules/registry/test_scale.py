"""Scale by PP 7/2021 article 35, IKM by Permenperin 64/2016: every edge, to the rupiah."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.registry import scale

M = 1_000_000_000

CAPITAL = [
    (0, "mikro"), (1, "mikro"), (M, "mikro"), (M + 1, "kecil"), (5 * M, "kecil"), (5 * M + 1, "menengah"),
    (10 * M, "menengah"), (10 * M + 1, "besar"), (10**15, "besar"),
]  # fmt: skip
SALES = [
    (0, "mikro"), (1, "mikro"), (2 * M, "mikro"), (2 * M + 1, "kecil"), (15 * M, "kecil"),
    (15 * M + 1, "menengah"), (50 * M, "menengah"), (50 * M + 1, "besar"), (10**15, "besar"),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "expected"), CAPITAL)
def test_capital_decides_with_the_edge_inside_the_lower_class(amount, expected):
    assert scale.scale_by_capital(amount, amount) == expected


@pytest.mark.parametrize(("amount", "expected"), SALES)
def test_sales_decide_with_the_edge_inside_the_lower_class(amount, expected):
    assert scale.scale_by_sales(amount, amount) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, None),
        (0, M, "mikro"),
        (None, M, "mikro"),
        (0, M + 1, None),
        (M, M + 1, None),
        (M + 1, 5 * M, "kecil"),
        (M, 5 * M, None),
        (5 * M, None, None),
        (10 * M, None, None),
        (10 * M + 1, None, "besar"),
        (None, 10 * M, None),
    ],
)
def test_a_range_is_decided_only_when_it_lies_in_one_class(low, high, expected):
    assert scale.scale_by_capital(low, high) == expected


@pytest.mark.parametrize(
    ("workers", "investment", "expected"),
    [
        (0, 0, "kecil"),
        (19, M - 1, "kecil"),
        (19, M, "menengah"),
        (19, 15 * M, "menengah"),
        (19, 15 * M + 1, "menengah"),
        (19, 10**15, "menengah"),
        (20, 0, "menengah"),
        (20, M - 1, "menengah"),
        (20, 15 * M, "menengah"),
        (20, 15 * M + 1, "besar"),
        (1, 15 * M + 1, "menengah"),
    ],
)
def test_the_class_of_an_industry_by_workers_and_investment(workers, investment, expected):
    assert scale.ikm_class(True, workers, investment, investment) == expected


@pytest.mark.parametrize(
    ("workers", "low", "high", "expected"),
    [
        (19, None, M - 1, "kecil"),
        (19, None, None, None),
        (20, None, None, None),
        (None, 0, 1000, None),
        (None, M, 15 * M, "menengah"),
        (None, M - 1, 15 * M, None),
        (20, 15 * M + 1, None, "besar"),
        (19, M, None, "menengah"),
        (20, 0, 15 * M + 1, None),
    ],
)
def test_what_is_open_stays_open_unless_every_answer_gives_one_class(workers, low, high, expected):
    assert scale.ikm_class(True, workers, low, high) == expected


@pytest.mark.parametrize("is_industry", [False, None])
def test_only_an_industry_has_an_ikm_class(is_industry):
    assert scale.ikm_class(is_industry, 3, 0, 0) is None


@pytest.mark.parametrize(
    ("workers", "expected"),
    [(None, None), (0, None), (1, "mikro"), (4, "mikro"), (5, "kecil"), (19, "kecil"), (20, "sedang"),
     (99, "sedang"), (100, "besar"), (5000, "besar")],
)  # fmt: skip
def test_statistics_indonesia_counts_by_workers(workers, expected):
    assert scale.bps_class(workers) == expected


@pytest.mark.parametrize(
    ("low", "high", "period", "expected"),
    [
        (3, 5, "month", (3, 5)),
        (3, 5, "year", (3, 5)),
        (3, 5, None, (3, 60)),
        (None, 5, None, (None, 60)),
        (3, None, None, (3, None)),
    ],
)
def test_sales_without_a_period_are_a_months_or_a_years(low, high, period, expected):
    assert scale.yearly_range(low, high, period) == expected


amounts = st.integers(0, 100 * M)
edges = st.sampled_from([edge + step for edge in (M, 2 * M, 5 * M, 10 * M, 15 * M, 50 * M) for step in (-1, 0, 1)])


@given(amounts | edges, amounts | edges)
def test_more_money_never_makes_a_smaller_class(one, other):
    low, high = sorted((one, other))
    for rule in (scale.scale_by_sales, scale.scale_by_capital):
        assert scale.CLASSES.index(rule(low, low)) <= scale.CLASSES.index(rule(high, high))


@given(amounts | edges, amounts | edges, amounts | edges)
def test_a_decided_range_means_the_same_class_for_every_amount_in_it(one, inside, other):
    low, inside, high = sorted((one, inside, other))
    for rule in (scale.scale_by_sales, scale.scale_by_capital):
        whole = rule(low, high)
        assert whole in (None, rule(inside, inside))
        assert (whole is None) == (rule(low, low) != rule(high, high))


@given(st.integers(0, 200), st.integers(0, 200), amounts | edges, amounts | edges)
def test_more_workers_or_investment_never_make_a_smaller_industry(few, many, little, much):
    (few, many), (little, much) = sorted((few, many)), sorted((little, much))
    small, big = scale.ikm_class(True, few, little, little), scale.ikm_class(True, many, much, much)
    assert scale.IKM_CLASSES.index(small) <= scale.IKM_CLASSES.index(big)


def test_an_undecided_scale_says_so_and_is_never_called_mikro():
    assert scale.label(None) == scale.ikm_label(None) == "Belum dapat ditentukan"
    assert scale.label("mikro") == "Mikro"
    assert scale.ikm_label("kecil") == "Industri kecil"
    assert "PP 7/2021" in scale.RULE
    assert "64/2016" in scale.RULE
