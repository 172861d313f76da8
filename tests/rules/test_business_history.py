"""A business's history in words: what a person would call one change is one line."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from digiloka.registry.queries import Change, HistoryLine
from digiloka.registry.queries.amounts_then import backwards
from digiloka.registry.queries.history import label_of
from digiloka.web.business_history import history_rows


def changes_of(subject: str, beside: dict[str, Any] | None = None, **columns: tuple) -> list[str]:
    changes = tuple(Change(name, label_of(subject, name), *pair) for name, pair in columns.items())
    line = HistoryLine(datetime(2026, 11, 22, tzinfo=UTC), "Rina", "kelurahan", "web", "amend", "Diubah", subject, None,
                       None, changes, beside or {})
    (row,) = history_rows([line], None)
    return [f"{told['label']}: {told['before']} → {told['after']}" for told in row["changes"]]


@pytest.mark.parametrize(("columns", "told"), [
    ({"turnover_low": (9_000_000, 12_500_000), "turnover_high": (9_000_000, 12_500_000)},
     "Rp9.000.000 → Rp12.500.000"),
    ({"turnover_low": (None, 5), "turnover_high": (None, 9), "turnover_period": (None, "month")},
     "kosong → Rp5 sampai Rp9 per tahun"),
    ({"turnover_low": (5, None), "turnover_high": (5, None)}, "Rp5 → kosong"),
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


@pytest.mark.parametrize(("columns", "beside", "told"), [
    ({"turnover_low": (3, 6)}, {"turnover_high": 6, "turnover_period": "month"},
     "Rp3 sampai Rp6 per tahun → Rp6 per tahun"),
    ({"turnover_high": (6, None)}, {"turnover_low": 6, "turnover_period": "month"},
     "Rp6 per tahun → paling sedikit Rp6 per tahun"),
    ({"turnover_high": (2, 9)}, {"turnover_low": 1, "turnover_period": None}, "Rp1 sampai Rp2 → Rp1 sampai Rp9"),
    ({"turnover_high": (9, None)}, {"turnover_low": None, "turnover_period": "year"},
     "paling banyak Rp9 per tahun → kosong"),
    ({"turnover_low": (3, 6), "turnover_period": (None, "month")}, {"turnover_high": 6},
     "Rp3 sampai Rp6 → Rp6 per tahun"),
    ({"turnover_period": ("month", "year")}, {"turnover_low": 3, "turnover_high": 3},
     "disebut per bulan → disebut per tahun"),
])  # fmt: skip
def test_what_a_line_left_as_it_was_is_told_with_what_it_changed(columns, beside, told):
    assert changes_of("figures", beside, **columns) == [f"Angka: Omzet: {told}"]


@pytest.mark.parametrize(("columns", "told"), [
    ({"turnover_high": (9, 20)}, "batas atas Rp9 → batas atas Rp20"),
    ({"turnover_high": (9, None)}, "batas atas Rp9 → tanpa batas atas"),
    ({"turnover_low": (None, 9)}, "tanpa batas bawah → batas bawah Rp9"),
])  # fmt: skip
def test_where_nobody_knows_the_other_bound_only_the_one_that_changed_is_told(columns, told):
    assert changes_of("figures", {"capital_low": 1, "capital_high": 2}, **columns) == [f"Angka: Omzet: {told}"]


def journal_line(row: uuid.UUID, **changes: list) -> Any:
    return SimpleNamespace(id=uuid.uuid4(), subject="figures", subject_id=row, changes=changes)


ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def test_figures_are_followed_back_year_by_year():
    lines = [
        journal_line(ONE, turnover_high=[6, None]), journal_line(OTHER, turnover_low=[70, 80]),
        journal_line(ONE, turnover_low=[3, 6], workers_total=[1, 2]), journal_line(ONE, capital_low=[1, 2]),
        journal_line(ONE, turnover_low=[None, 3], turnover_high=[None, 6]),
    ]  # fmt: skip
    stored = {ONE: {"turnover_low": 6, "turnover_high": None, "capital_low": 2, "capital_high": 9},
              OTHER: {"turnover_low": 80, "turnover_high": 90}}  # fmt: skip
    found = backwards(lines, stored)
    assert [found[line.id] for line in lines] == [
        {"turnover_low": 6}, {"turnover_high": 90}, {"turnover_high": 6}, {"capital_high": 9}, {},
    ]  # fmt: skip


def test_what_was_written_past_the_journal_makes_what_was_before_it_unknown():
    lines = [journal_line(ONE, turnover_high=[5, 6]), journal_line(ONE, turnover_low=[1, 2]),
             journal_line(ONE, turnover_low=[0, 1])]  # fmt: skip
    found = backwards(lines, {ONE: {"turnover_low": 3, "turnover_high": 6}})
    assert [found[line.id] for line in lines] == [{"turnover_low": 3}, {}, {}]


def test_of_figures_that_are_gone_what_later_lines_tell_is_known():
    lines = [journal_line(ONE, turnover_high=[5, 6]), journal_line(ONE, turnover_low=[1, 2])]
    found = backwards(lines, {})
    assert [found[line.id] for line in lines] == [{}, {"turnover_high": 5}]


@pytest.mark.parametrize(("subject", "columns", "told"), [
    ("business", {"name": ("Warung 081277776666", "Warung")}, "Nama usaha: Warung ••••••••6666 → Warung"),
    ("place", {"address": ("Jl. X 1472015203600123", "Jl. X 12, 28813")},
     "Tempat: Alamat usaha: Jl. X ••••••••••••0123 → Jl. X 12, 28813"),
    ("licence", {"number": ("0812777766661", "0220001234567")}, "Izin: Nomor: 0812777766661 → 0220001234567"),
])  # fmt: skip
def test_of_a_persons_number_in_other_words_only_the_end_is_told(subject, columns, told):
    assert changes_of(subject, **columns) == [told]
