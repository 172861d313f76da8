"""The round-trip template: sent back unedited it changes nothing, edited exactly what was edited."""

from __future__ import annotations

import pytest

from tests.surveying import Office, many, office, survey
from tests.templates import Edited, downloaded

pytestmark = pytest.mark.furnished


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def test_a_template_sent_back_unedited_changes_nothing(dumai):
    dumai.apply(survey(*many(12)))
    judged = dumai.judge(downloaded(dumai))
    assert judged.counts == {"rows": 12, "new": 0, "changed": 0, "same": 12, "doubtful": 0, "refused": 0}
    assert judged.codes <= {"sheet-left-out"}


def test_three_edited_cells_are_three_changes_of_fields_on_the_right_businesses(dumai):
    dumai.apply(survey(*many(5)))
    edited = Edited(downloaded(dumai))
    edited.type("Usaha Siti 1", turnover=50_000_000, rt="009").type("Usaha Rina 3", phone="081298765432")
    judged = dumai.judge(edited.saved())
    assert judged.counts["changed"] == 2
    assert judged.counts["same"] == 3
    changes = {r.number: r.changes for r in judged.rows if r.changes}
    assert sum(map(len, changes.values())) == 3
    before = dumai.seen()
    applied = dumai.apply(edited.saved())
    assert applied.outcomes == {"amended": 2}
    dumai.undo(applied.batch_id)
    assert dumai.seen() == before
