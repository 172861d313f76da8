"""What is done is no state of the business, a list names nothing twice, a turnover of nought is asked about."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from digiloka.registry.fields import BY_KEY
from digiloka.registry.reading import Around
from tests.rules.values.outcomes import noted

NOW = Around(today=dt.date(2026, 11, 22))


def read(key: str, raw: Any) -> tuple[Any, list[str]]:
    """(value, codes of the notes)."""
    return noted(lambda cell, notes: BY_KEY[key].read(cell, notes, NOW), raw)


@pytest.mark.parametrize(
    "raw",
    ["Berhenti", "BERHENTI", "sudah berhenti", "Tutup", "tutup sementara", "Usaha tutup 2023", "Tidak aktif",
     "Sudah tidak aktif sejak 2020", "Aktif", "bangkrut", "vakum", "belum jalan"],
)  # fmt: skip
def test_a_state_is_no_activity(raw: str) -> None:
    assert read("activity", raw)[0] == "!activity-state"


@pytest.mark.parametrize("raw", ["Jual kue", "Tutup gelas plastik", "Jual buka puasa", "Usaha jahit", "Warung 2000"])
def test_what_is_done_stays_as_written(raw: str) -> None:
    assert read("activity", raw) == (raw, [])


@pytest.mark.parametrize(
    ("raw", "told"),
    [("Shopee, WA, Shopee", "Shopee, WA"), ("shopee; WA; Shopee", "shopee, WA"), ("WA, WA", "WA"),
     ("Shopee, WA", "Shopee, WA"), ("Shopee;WA", "Shopee;WA"), ("Shopee Live, Shopee", "Shopee Live, Shopee"),
     ("titip di warung", "titip di warung"), ("-", None)],
)  # fmt: skip
def test_a_way_to_sell_stands_once(raw: str, told: str | None) -> None:
    assert read("marketing", raw) == (told, [])


@pytest.mark.parametrize(
    ("key", "raw", "codes"),
    [("turnover", 0, ["turnover-zero"]), ("turnover", "0", ["turnover-zero"]), ("turnover", "Rp 0", ["turnover-zero"]),
     ("turnover", "0 - 50 juta", []), ("turnover", 500_000, []), ("turnover", None, []), ("capital", 0, [])],
)  # fmt: skip
def test_a_turnover_of_nought_is_said(key: str, raw: Any, codes: list[str]) -> None:
    assert read(key, raw)[1] == codes
