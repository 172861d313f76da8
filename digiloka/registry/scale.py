"""How big a business is, by four rules that never mix: sales, capital, industry class (IKM), workers.

Every input is a range of whole rupiah (low, high), both ends inside; None is an open end, two Nones an unknown
amount. A class is given only when the whole range lies in it, else None: "belum dapat ditentukan". Nothing is ever
filled in with "mikro".
"""

from __future__ import annotations

from bisect import bisect_left

# PP 7/2021 article 35: capital without the land and building of the place of business (3), yearly sales (5).
SCALE_RULE = "PP 7/2021"
# Permenperin 64/2016: workers and investment without the land and building of the place of business.
IKM_RULE = "Permenperin 64/2016"
# Statistics Indonesia's classes by workers; a third number, never one of the two above.
BPS_RULE = "BPS menurut tenaga kerja"
RULE = f"{SCALE_RULE}; {IKM_RULE}"

_BILLION = 1_000_000_000
CLASSES = ("mikro", "kecil", "menengah", "besar")
SALES_TOPS = (2 * _BILLION, 15 * _BILLION, 50 * _BILLION)  # the largest amount still in the class
CAPITAL_TOPS = (1 * _BILLION, 5 * _BILLION, 10 * _BILLION)

IKM_CLASSES = ("kecil", "menengah", "besar")
IKM_FEW_WORKERS = 19
IKM_SMALL_BELOW = 1 * _BILLION
IKM_MEDIUM_TOP = 15 * _BILLION

BPS_CLASSES = ("mikro", "kecil", "sedang", "besar")
BPS_TOPS = (4, 19, 99)

UNDECIDED = "Belum dapat ditentukan"
_LABELS = {"mikro": "Mikro", "kecil": "Kecil", "menengah": "Menengah", "sedang": "Sedang", "besar": "Besar"}
_IKM_LABELS = {"kecil": "Industri kecil", "menengah": "Industri menengah", "besar": "Industri besar"}


def scale_by_sales(low: int | None, high: int | None) -> str | None:
    """mikro, kecil, menengah or besar by a year's sales (PP 7/2021 article 35 paragraph 5), or None."""
    return _decided(low, high, SALES_TOPS)


def scale_by_capital(low: int | None, high: int | None) -> str | None:
    """mikro, kecil, menengah or besar by capital (PP 7/2021 article 35 paragraph 3), or None."""
    return _decided(low, high, CAPITAL_TOPS)


def ikm_class(
    is_industry: bool | None, workers: int | None, investment_low: int | None, investment_high: int | None
) -> str | None:
    """kecil, menengah or besar for an industry (KBLI section C), or None: no industry, unknown, or not decidable.

    Permenperin 64/2016: up to 19 workers and under Rp1 billion is kecil; up to 19 and Rp1 billion or more, or from
    20 and up to Rp15 billion, is menengah; from 20 and more than that is besar.
    """
    if not is_industry:
        return None
    fewest, most = (0, None) if workers is None else (workers, workers)
    # The class never falls when workers or investment grow, so the two ends decide for everything between.
    lowest = _ikm(fewest, investment_low or 0)
    highest = _ikm(most, investment_high)
    return lowest if lowest == highest else None


def bps_class(workers: int | None) -> str | None:
    """mikro (1-4), kecil (5-19), sedang (20-99) or besar by workers, as BPS counts; None when unknown or 0."""
    return None if not workers else BPS_CLASSES[bisect_left(BPS_TOPS, workers)]


def yearly_range(low: int | None, high: int | None, period: str | None) -> tuple[int | None, int | None]:
    """The range of a year's sales for the scale, from figures kept as yearly (`period` = how it was said).

    Said without any period, it is a month's or a year's: the range then runs from the one to the other.
    """
    return (low, high) if period or high is None else (low, high * 12)


def label(scale: str | None) -> str:
    """A class in words, also those by workers."""
    return _LABELS.get(scale or "", UNDECIDED)


def ikm_label(found: str | None) -> str:
    return _IKM_LABELS.get(found or "", UNDECIDED)


def _decided(low: int | None, high: int | None, tops: tuple[int, ...]) -> str | None:
    if low is None and high is None:
        return None
    lowest = bisect_left(tops, low or 0)
    highest = len(tops) if high is None else bisect_left(tops, high)
    return CLASSES[lowest] if lowest == highest else None


def _ikm(workers: int | None, investment: int | None) -> str:
    """The class of one pair; None stands for more than any number."""
    if workers is not None and workers <= IKM_FEW_WORKERS:
        return "kecil" if investment is not None and investment < IKM_SMALL_BELOW else "menengah"
    return "menengah" if investment is not None and investment <= IKM_MEDIUM_TOP else "besar"
