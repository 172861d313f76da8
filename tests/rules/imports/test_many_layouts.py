"""Sheets as all kinds of offices lay them out (tests/workbooks/layouts): every column, row and title as it is meant.

`benchmarks/layouts` counts the same over all of them.
"""

from __future__ import annotations

import pytest

from tests.workbooks.layouts.collection import TUNED
from tests.workbooks.layouts.measure import measure
from tests.workbooks.layouts.paper import Paper


@pytest.mark.parametrize("paper", TUNED, ids=lambda paper: paper.title)
def test_a_sheet_is_read_as_its_writer_meant_it(paper: Paper) -> None:
    assert measure([paper]).wrong == []
