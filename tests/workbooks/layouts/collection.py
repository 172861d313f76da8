"""All layouts: those the rules were mended on, and those that were looked at once (`LATER` was written last)."""

from __future__ import annotations

from tests.workbooks.layouts import held_city, held_nation, later, others, tuned_city, tuned_nation
from tests.workbooks.layouts.paper import Paper

TUNED: tuple[Paper, ...] = (*tuned_city.PAPERS, *tuned_nation.PAPERS, *others.TUNED)
LATER: tuple[Paper, ...] = later.PAPERS
HELD: tuple[Paper, ...] = (*held_city.PAPERS, *held_nation.PAPERS, *others.HELD)
