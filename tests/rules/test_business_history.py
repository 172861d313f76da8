"""A business's history in words: what a person would call one change is one line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digiloka.registry.queries import Change, HistoryLine
from digiloka.registry.queries.history import label_of
from digiloka.web.business_history import history_rows


def changes_of(subject: str, **columns: tuple) -> list[str]:
    changes = tuple(Change(name, label_of(subject, name), *pair) for name, pair in columns.items())
    line = HistoryLine(datetime(2026, 11, 22, tzinfo=UTC), "Rina", "kelurahan", "web", "amend", "Diubah", subject, None,
                       None, changes)
    (row,) = history_rows([line], None)
    return [f"{told['label']}: {told['before']} → {told['after']}" for told in row["changes"]]


@pytest.mark.parametrize(("columns", "told"), [
    ({"turnover_low": (9_000_000, 12_500_000), "turnover_high": (9_000_000, 12_500_000)},
     "Rp9.000.000 → Rp12.500.000"),
    ({"turnover_low": (None, 5), "turnover_high": (None, 9), "turnover_period": (None, "month")},
     "kosong → Rp5 sampai Rp9 per tahun"),
    ({"turnover_low": (5, None), "turnover_high": (5, None)}, "Rp5 → kosong"),
    ({"turnover_high": (9, 20)}, "paling banyak Rp9 → paling banyak Rp20"),
    ({"turnover_low": (9, 20), "turnover_high": (9, None)}, "Rp9 → paling sedikit Rp20"),
    ({"turnover_low": (9, 8), "turnover_high": (9, 8), "turnover_estimated": (False, True)}, "Rp9 → Rp8"),
    ({"turnover_period": ("month", "year")}, "disebut per bulan → disebut per tahun"),
    ({"turnover_period": (None, "day"), "turnover_estimated": (False, True)},
     "waktunya tidak disebut → disebut per hari"),
    ({"turnover_estimated": (True, False)}, "kira-kira → tepat"),
])  # fmt: skip
def test_the_columns_of_an_amount_are_one_change(columns, told):
    assert changes_of("figures", **columns) == [f"Angka: Omzet: {told}"]


def test_each_amount_and_each_other_figure_keeps_its_own_line():
    assert changes_of(
        "figures", turnover_low=(1, 2), workers_total=(3, 4), capital_low=(5, 6), turnover_high=(1, 2),
        capital_high=(5, 6),
    ) == ["Angka: Omzet: Rp1 → Rp2", "Angka: Jumlah pekerja: 3 → 4", "Angka: Modal: Rp5 → Rp6"]  # fmt: skip
