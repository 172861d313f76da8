"""What we put into a workbook is set apart when it comes back, whatever else its cells hold."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.own_columns import set_apart
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING
from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE, open_workbook
from tests.workbooks.xlsx import PEOPLE, sheet_xml, workbook


def with_formulas_never_calculated(*places: str) -> bytes:
    """A list with our three columns at its right, and formulas that no program has given a value."""
    def finish(_book: Any, made: dict[str, Any]) -> None:
        for place in places:
            made["Data"].write_formula(place, "=A2&B2")

    ours = [[STATUS_HEADING, REASON_HEADING, KEY_HEADING], ["Ditolak", "NIK kosong", None], [None, None, None]]
    rows = [[*row, *more] for row, more in zip(PEOPLE, ours, strict=True)]
    made = workbook({"Data": rows}, finish)
    return sheet_xml(made, lambda xml: xml.replace(b"</f><v>0</v>", b"</f>"))


def test_a_formula_without_a_value_stays_one_in_the_officers_columns():
    rest, own = set_apart(open_workbook(with_formulas_never_calculated("C2", "C3")).sheets[0])
    assert own.indexes == [3, 4, 5]
    rows = dict(rest.rows())
    assert rows[1] == ["Nama Pemilik", "Nama Usaha", "Jenis Usaha"]
    for number in (2, 3):
        assert rows[number][:2] == list(PEOPLE[number - 1][:2])
        assert rows[number][2] is FORMULA_WITHOUT_VALUE
    assert (rest.n_rows, rest.n_columns) == (3, 3)


MARKED = [
    ("Siti", "Ditolak", False), ("Budi", "Siap dimasukkan", True), ("Rina", "Betulkan isian", True),
    ("Dewi", "Sudah masuk", True),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "left"), [
    ((), {4}),  # we never hide a row that needs a hand
    ((3,), {4, 5}), ((3, 5), {4}),  # we never hide only some of those that need nothing
])  # fmt: skip
def test_rows_that_we_hid_are_not_told_as_hidden(shown, left):
    rows = [["Nama Pemilik", STATUS_HEADING, REASON_HEADING, KEY_HEADING]]
    rows += [[name, status, None, f"k{name}"] for name, status, _ in MARKED]

    def hide(_book: Any, made: dict[str, Any]) -> None:
        for number, (_, _, hidden) in enumerate(MARKED, 2):
            if hidden and number not in shown:
                made["Data"].set_row(number - 1, None, None, {"hidden": True})

    sheet = open_workbook(workbook({"Data": rows}, hide)).sheets[0]
    rest, _own = set_apart(sheet)
    assert rest.hidden_rows == left
    assert [cells[0] for _, cells in rest.rows()][1:] == [name for name, _, _ in MARKED], "they are read like any"


def test_a_formula_without_a_value_in_a_column_of_ours_goes_with_it():
    rest, own = set_apart(open_workbook(with_formulas_never_calculated("D3", "F2", "B3")).sheets[0])
    rows = dict(rest.rows())
    assert [len(cells) for cells in rows.values()] == [3, 3, 3]
    assert rows[3][1] is FORMULA_WITHOUT_VALUE
    assert 2 not in own.keys
