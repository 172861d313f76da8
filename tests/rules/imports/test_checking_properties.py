"""Whatever stands in the cells of a row: checking and planning end with a record and faults, never with an error."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka import sealing
from digiloka.imports.checking import SheetChecker
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.faults import CELL, ROW, WARNING
from digiloka.imports.ground import Ground
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.planned import DECISIONS
from digiloka.imports.planning import NOTHING_KNOWN, Planner
from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE, column_letter
from digiloka.registry.fields import FIELDS
from digiloka.registry.records import as_json, from_json
from tests.judging import CITY, TODAY

LONGEST = 32_767  # letters that a cell can hold
PARTS = (None, "L", "P", "flag", "number", "kind", "text")
HANDMADE = ("#REF!", "1.47E+15", "'1", "=A1", '="0"', "\ud800", "\x00", "\u202e12", "½", "٣", "１２", "&amp;", "Ã©",
            "\ufffd", "9" * 400, "0" * LONGEST, "rt " * 9_000, "1," * 9_000, "(" * LONGEST, "1-" * 5_000, "Rp " * 9_000,
            "99999-99-99", "29 Februari 1900", "0/0/0", "1e400", "-0", "+62", "juta", "s/d", "2 L 1 P 3 L", "T00:00Z")
CELLS = st.one_of(
    st.none(), st.booleans(), st.text(max_size=60), st.sampled_from(HANDMADE), st.just(FORMULA_WITHOUT_VALUE),
    st.text("0123456789.,-/ OlIEeRp'=\"#%()+:jtLPsdTZ\u00a0\u200b", max_size=24), st.integers(), st.floats(),
    st.integers(-(10**18), 10**18).map(float), st.integers(30_000, 50_000), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(),
)  # fmt: skip


@pytest.fixture(scope="module")
def ground() -> Ground:
    sealing.use(sealing.new_keyring(generated=True))
    return ground_without_register(CITY, CITY, TODAY)


def layout(unit: int | None, period: str | None, part: str | None) -> SheetLayout:
    """A sheet with a column for every field there is."""
    columns = [
        ColumnGuess(column_letter(place), place, field.label, field.key, 1.0, unit if field.money else None,
                    period if field.money else None, part if field.key in ("sex", "licence") or field.licence else None)
        for place, field in enumerate(FIELDS)
    ]  # fmt: skip
    return SheetLayout("Data", [1], 2, 4, 3, columns=columns)


ROWS = st.lists(st.lists(CELLS, max_size=len(FIELDS)), min_size=1, max_size=3)


@given(rows=ROWS, unit=st.sampled_from([None, 1, 1_000, 10**6]), period=st.sampled_from([None, "month", "day"]),
       part=st.sampled_from(PARTS))
def test_no_content_of_cells_makes_checking_fail(ground, rows, unit, period, part):
    numbered = list(enumerate(rows, 2))
    checker = SheetChecker(layout(unit, period, part), ground, numbered)
    checked = checker.check(numbered)
    assert [row.row for row in checked] == [number for number, _ in numbered]
    for row in checked:
        assert all(fault.message and fault.severity in (ROW, CELL, WARNING) for fault in row.faults)
        assert from_json(as_json(row.record)) == row.record
    list(checker.closing_faults())
    assert all(row.decision in DECISIONS for row in Planner(NOTHING_KNOWN).plan("Data", checked))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
@given(cell=CELLS)
def test_no_content_of_a_cell_makes_its_column_fail(ground, field, cell):
    place = FIELDS.index(field)
    cells: list[Any] = [None] * place + [cell]
    checker = SheetChecker(layout(None, None, None), ground, [(2, cells)])
    (row,) = checker.check([(2, cells)])
    assert row.row == 2


def test_dates_before_every_calendar_of_a_spreadsheet_are_refused(ground):
    for cell in (dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date.max):
        cells = [cell if field.kind == "date" else None for field in FIELDS]
        checker = SheetChecker(layout(None, None, None), ground, [(2, cells)])
        (row,) = checker.check([(2, cells)])
        assert {fault.field for fault in row.faults} >= {field.key for field in FIELDS if field.kind == "date"}
