"""The way through verification: who may take which step from where."""

from __future__ import annotations

import pytest

from digiloka.accounts.roles import ROLES
from digiloka.registry import status
from digiloka.values.refusal import Refused


@pytest.mark.parametrize(
    ("state", "step", "role", "expected"),
    [
        ("submitted", "verify", "kelurahan", "verified"),
        ("submitted", "return", "kecamatan", "returned"),
        ("returned", "resubmit", "owner", "submitted"),
        ("verified", "confirm", "dinas", "confirmed"),
        ("confirmed", "return", "dinas", "returned"),
        ("confirmed", "limit", "admin", "limited"),
        ("limited", "lift", "dinas", "submitted"),
        ("refused", "reopen", "kelurahan", "submitted"),
    ],
)
def test_a_step_leads_to_its_state(state, step, role, expected):
    assert status.next_state(state, step, role) == expected


@pytest.mark.parametrize(
    ("state", "step", "role", "code"),
    [
        ("verified", "confirm", "kelurahan", "step-right"),
        ("verified", "confirm", "owner", "step-right"),
        ("submitted", "verify", "owner", "step-right"),
        ("submitted", "verify", "plut", "step-right"),
        ("submitted", "verify", "nobody", "step-right"),
        ("submitted", "confirm", "dinas", "step-state"),
        ("withdrawn", "verify", "admin", "step-state"),
        ("merged", "reopen", "admin", "step-state"),
        ("submitted", "fly", "admin", "step-state"),
    ],
)
def test_a_step_is_refused_to_the_wrong_role_or_from_the_wrong_state(state, step, role, code):
    with pytest.raises(Refused) as refused:
        status.next_state(state, step, role)
    assert refused.value.code == code


def test_the_table_knows_only_states_steps_and_rights_that_exist():
    rights = set().union(*(role.may for role in ROLES.values()))
    for rule in status.TABLE:
        assert {rule.state, rule.next_state} <= set(status.STATES)
        assert rule.step in status.STEPS
        assert rule.right in rights


def test_a_step_from_one_state_leads_to_one_state_only():
    targets = {}
    for rule in status.TABLE:
        assert targets.setdefault((rule.state, rule.step), rule.next_state) == rule.next_state


def test_nothing_leads_out_of_or_into_merged_and_withdrawn_by_a_decision():
    hidden = set(status.HIDDEN_STATES)
    assert not any({rule.state, rule.next_state} & hidden for rule in status.TABLE)


@pytest.mark.parametrize(
    ("role", "expected"),
    [("kelurahan", ("submitted",)), ("kecamatan", ("submitted",)), ("dinas", ("submitted", "verified")),
     ("owner", ()), ("plut", ())],
)  # fmt: skip
def test_each_role_has_its_queue(role, expected):
    assert status.waiting_states(role) == expected


def test_counted_is_what_the_issue_says():
    assert set(status.COUNTED_STATES) == {"submitted", "returned", "verified", "confirmed"}
    assert set(status.COUNTED_EXISTENCE) == {1, 7, 8}
    assert set(status.EXISTENCE_LABELS) == set(range(1, 11))


def test_levels_are_a_ladder():
    ladder = ["declared", "phone", "visited", "document"]
    assert sorted(ladder, key=status.rank) == ladder
    assert status.higher("visited", "phone") == "visited"
    assert status.higher("declared", "document") == "document"
