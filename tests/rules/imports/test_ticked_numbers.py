"""A tick beside the number it speaks of: "NPWP" (V/X) and "Nomor NPWP"."""

from __future__ import annotations

import pytest

from tests.judging import among, judged

NPWP = "013121660091000"
TICKS = [("V", NPWP), ("X", None), ("v", NPWP), ("ada", NPWP), ("tidak", "-"), ("V", None), ("X", None), ("V", NPWP)]


@pytest.mark.parametrize("flag", ["NPWP", "NPWP (V/X)", "Punya NPWP"])
def test_a_tick_beside_the_number_of_the_npwp_is_no_fault(flag):
    headings, rows = among(len(TICKS), **{flag: [tick for tick, _ in TICKS], "Nomor NPWP": [told for _, told in TICKS]})
    sheet = judged(headings, *rows)
    assert {code for field, _, code in sheet.said() if field == "npwp"} <= {"npwp-check"}
    read = [row.checked.record.owner.npwp for row in sheet.rows]
    assert read == [NPWP if told == NPWP else None for _, told in TICKS]


def test_a_number_among_the_ticks_is_read():
    headings, rows = among(8, NPWP=["V", "X", "V", NPWP, "V", "X", "V", "V"], **{"Nomor NPWP": [NPWP] * 3 + [None] * 5})
    assert judged(headings, *rows).rows[3].checked.record.owner.npwp == NPWP


def test_a_tick_alone_where_the_number_belongs_is_told():
    headings, rows = among(3, NPWP=["V", "V", NPWP])
    assert ("npwp", "cell", "tick") in judged(headings, *rows).said()
