"""Any cells under any headings, applied: nothing a cell holds is too much for a table, and again changes nothing."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy.orm import Session

from benchmarks.fuzz import wild
from digiloka.imports import actions
from digiloka.imports.queries import batch_of
from digiloka.values.refusal import Refused
from tests.surveying import Applied, Office, office

pytestmark = pytest.mark.furnished


@pytest.mark.parametrize("seed", range(12))
def test_what_is_judged_good_can_be_stored_and_told_again(engine, settings, seed):
    dumai, chance = office(engine, settings), Random(seed)
    for _ in range(4):
        data = wild(chance)
        try:
            judged = dumai.judge(data)
        except Refused:
            continue
        applied = _applied(dumai, data)
        assert applied.counts == judged.counts
        assert applied.outcomes.get("created", 0) == judged.counts["new"]
        again = dumai.judge(data)
        assert (again.counts["new"], again.counts["changed"]) == (0, 0), [
            (row.reasons, row.changes) for row in again.rows if row.decision in ("new", "changed")
        ]
        before = dumai.seen()
        dumai.undo(_applied(dumai, data).batch_id)
        assert dumai.seen() == before


def _applied(dumai: Office, data: bytes) -> Applied:
    """Applied whatever share of it is refused: a stopped plan is let through."""
    batch_id = dumai.plan(data)

    def let_through(session: Session) -> None:
        batch = batch_of(session, batch_id)
        if batch.stopped:
            actions.release(session, dumai.actor(session), batch, "Diperiksa bersama dinas.")

    dumai.write(let_through)
    return dumai.apply(batch_id)
