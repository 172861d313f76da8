"""A row below the headings that tells only units, merged with nothing: part of the heading, and no business."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.columns import find_layout
from tests.workbooks.lists import sheet_of

HEADING = ["No", "Nama Perusahaan", "Nama Pemilik", "Jenis Usaha", "Investasi", "Nilai Produksi", "Tenaga Kerja"]
NUMBERS: list[Any] = [str(n) for n in range(1, 8)]
ROWS = [[float(n), f"UD Maju {n}", f"Siti Aminah {n}", "Kerupuk", 1500.0 + n, 90.0 * n, 3.0] for n in range(1, 7)]
UNITS = [
    (["(Rp. 000)", "(Rp. 000)", "(Orang)"], [1000, 1000, None]),
    (["(Rp. 000)", "(Rp. 000)", None], [1000, 1000, None]),
    (["Rp. 000", "Rp. Juta / tahun", "Orang"], [1000, 1_000_000, None]),
    ([None, "(Rp. juta)", None], [None, 1_000_000, None]),
]


@pytest.mark.parametrize("between", [[], [NUMBERS]])
@pytest.mark.parametrize(("units", "wanted"), UNITS)
def test_a_row_of_units_belongs_to_the_heading(units: list[Any], wanted: list[Any], between: list[list[Any]]) -> None:
    layout = find_layout(sheet_of([HEADING, [None] * 4 + units, *between, *ROWS]))
    assert layout.rows == len(ROWS)
    assert [guess.field for guess in layout.columns[4:]] == ["investment", "production_value", "workers_total"]
    assert [guess.unit for guess in layout.columns[4:]] == wanted


def test_a_unit_that_is_no_money_stands_among_them() -> None:
    headings = [*HEADING[:4], "Kapasitas Produksi", *HEADING[5:]]
    layout = find_layout(sheet_of([headings, [None] * 4 + ["(Ton)", "(Rp. 000)", "(Orang)"], *ROWS]))
    assert layout.rows == len(ROWS)
    assert [guess.field for guess in layout.columns[4:]] == ["production_capacity", "production_value", "workers_total"]


def test_a_business_whose_amounts_are_told_as_units_stays_one() -> None:
    first = [1.0, "UD Baru", "Ani", "Kue", "(Rp. 000)", "(Rp. 000)", "(Orang)"]
    assert find_layout(sheet_of([HEADING, first, *ROWS])).rows == len(ROWS) + 1
