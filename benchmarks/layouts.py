"""How many columns, rows and sheets of layouts that nobody tuned for are understood without help.

Made-up sheets (tests/workbooks/layouts), those the rules were mended on and those that were written with them
and looked at once. Each line counts columns that have a field and were read as it, columns
that have none and took one all the same, lists whose businesses were found exactly, and sheets rightly taken for a
list or rightly not.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.workbooks.layouts.collection import HELD, LATER, TUNED
from tests.workbooks.layouts.measure import Score, measure

_LEAST = 0.98  # of the columns that have a field


def main(out: Path, full: bool) -> Iterator[dict[str, Any]]:
    """A line for each collection; raises when columns, rows or sheets are read wrong too often."""
    scores = []
    for name, papers in (("mended on", TUNED), ("looked at once", HELD), ("written last", LATER)):
        began = time.perf_counter()
        score = measure(papers)
        seconds = (time.perf_counter() - began) / len(papers)
        yield _line(name, score, seconds)
        scores.append((name, score))
    if scores and full:
        out.joinpath("wrong.txt").write_text("\n".join(line for _, score in scores for line in score.wrong) + "\n")
    for name, score in scores:
        assert score.right >= _LEAST * score.fields, f"{name}: too many columns are read wrong"
        assert not score.false, f"{name}: a column without a field took one"
        assert score.judged == score.sheets, f"{name}: a list was refused, or something else taken for one"


def _line(name: str, score: Score, seconds: float) -> dict[str, Any]:
    return {
        "sheets": f"{score.sheets} {name}",
        "columns right": f"{score.right} of {score.fields} ({score.right / score.fields:.1%})",
        "false fields": f"{score.false} of {score.others} columns without one",
        "rows exact": f"{score.rows} of {score.sheets}",
        "list or not": f"{score.judged} of {score.sheets}",
        "wrong and sure": sum(confidence >= 0.8 for confidence in score.surely),
        "ms a sheet": round(seconds * 1000, 1),
    }
