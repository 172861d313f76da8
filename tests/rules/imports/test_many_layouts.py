"""Sheets as all kinds of offices lay them out (tests/workbooks/layouts): every column, row and title as it is meant.

`benchmarks/layouts` counts the same over all of them.
"""

from __future__ import annotations

import pytest

from tests.workbooks.layouts.collection import HELD, TUNED
from tests.workbooks.layouts.measure import measure
from tests.workbooks.layouts.paper import Paper


@pytest.mark.parametrize("paper", TUNED, ids=lambda paper: paper.title)
def test_a_sheet_is_read_as_its_writer_meant_it(paper: Paper) -> None:
    assert measure([paper]).wrong == []


def test_sheets_that_no_rule_was_mended_on_are_read_nearly_as_well() -> None:
    score = measure(HELD)
    assert score.right >= 0.98 * score.fields, score.wrong
    assert (score.false, score.judged, score.rows) == (0, score.sheets, score.sheets), score.wrong
