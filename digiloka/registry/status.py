"""Where a record stands: its way through verification, how well it was checked, and whether the business exists.

The steps are a table: from a state, by whom (a right of accounts.roles), to a state. `registry.actions.decide`
walks it, pages ask it which buttons to show.
"""

from __future__ import annotations

from dataclasses import dataclass

from digiloka.accounts.roles import may
from digiloka.registry.choices import EXISTENCE
from digiloka.values.refusal import Refused

STATES = {
    "submitted": "Menunggu diperiksa",
    "returned": "Perlu diperbaiki",
    "verified": "Sudah diperiksa",
    "confirmed": "Sudah disetujui dinas",
    "refused": "Tidak dapat diterima",
    "limited": "Dibatasi",
    "merged": "Sudah digabung",
    "withdrawn": "Ditarik",
}
COUNTED_STATES = ("submitted", "returned", "verified", "confirmed")
VERIFIED_STATES = ("verified", "confirmed")
HIDDEN_STATES = ("merged", "withdrawn")  # nobody's list shows them

# How well a record is known, lowest first. A lower source never silently overwrites a higher one.
LEVELS = {
    "declared": "Menurut pemilik",
    "phone": "Nomor HP sudah dipastikan",
    "visited": "Sudah dikunjungi petugas",
    "document": "Dokumen sudah diperiksa",
}
PROVING_LEVELS = ("visited", "document")  # somebody stood before the owner or held the paper: a claimed NIK counts then
OF_A_SHEET = "declared"  # what a survey brings is known only as well as somebody told it
_RANK = {level: rank for rank, level in enumerate(LEVELS)}

EXISTENCE_LABELS = {int(code): words for code, words in EXISTENCE}
COUNTED_EXISTENCE = (1, 7, 8)  # active, active and moved, active without an answer (SBR)
CLOSED_EXISTENCE = (2, 3, 4, 5, 6, 9, 10)

STEPS = {
    "verify": "Setujui data",
    "confirm": "Setujui di tingkat dinas",
    "return": "Minta perbaikan",
    "refuse": "Tolak",
    "limit": "Batasi",
    "lift": "Akhiri pembatasan",
    "reopen": "Periksa lagi",
    "resubmit": "Kirim lagi",
}
NEEDS_REASON = ("return", "refuse", "limit")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take a record from one state to another by a step."""

    state: str
    step: str
    right: str
    next_state: str


TABLE: tuple[Rule, ...] = (
    Rule("submitted", "verify", "verify.kelurahan", "verified"),
    Rule("submitted", "return", "verify.kelurahan", "returned"),
    Rule("submitted", "refuse", "verify.kelurahan", "refused"),
    Rule("returned", "verify", "verify.kelurahan", "verified"),
    Rule("returned", "refuse", "verify.kelurahan", "refused"),
    Rule("returned", "resubmit", "own.edit", "submitted"),
    Rule("returned", "resubmit", "business.edit", "submitted"),
    Rule("verified", "confirm", "verify.dinas", "confirmed"),
    Rule("verified", "return", "verify.kelurahan", "returned"),
    Rule("verified", "refuse", "verify.dinas", "refused"),
    Rule("verified", "resubmit", "own.edit", "submitted"),
    Rule("confirmed", "return", "verify.dinas", "returned"),
    Rule("confirmed", "refuse", "verify.dinas", "refused"),
    Rule("confirmed", "resubmit", "own.edit", "submitted"),
    Rule("refused", "reopen", "verify.kelurahan", "submitted"),
    Rule("submitted", "limit", "verify.dinas", "limited"),
    Rule("returned", "limit", "verify.dinas", "limited"),
    Rule("verified", "limit", "verify.dinas", "limited"),
    Rule("confirmed", "limit", "verify.dinas", "limited"),
    Rule("refused", "limit", "verify.dinas", "limited"),
    Rule("limited", "lift", "verify.dinas", "submitted"),
)


def rules_for(state: str, role: str) -> list[Rule]:
    """What a role may do with a record in a state, in the table's order."""
    return [rule for rule in TABLE if rule.state == state and may(role, rule.right)]


def next_state(state: str, step: str, role: str) -> str:
    """The state a step leads to. Raises Refused when the state has no such step or the role lacks the right."""
    found = [rule for rule in TABLE if rule.state == state and rule.step == step]
    if not found:
        raise Refused(
            "step-state",
            f'Langkah ini tidak bisa diambil karena status data "{STATES.get(state, state)}". Muat ulang halaman.',
        )
    if not any(may(role, rule.right) for rule in found):
        raise Refused("step-right", "Peran Anda tidak boleh mengambil langkah ini. Hubungi petugas yang berwenang.")
    return found[0].next_state


def waiting_states(role: str) -> tuple[str, ...]:
    """The states that wait for this role's decision: those it can carry one step up."""
    forward = [rule.state for rule in TABLE if rule.step in ("verify", "confirm") and may(role, rule.right)]
    return tuple(state for state in ("submitted", "verified") if state in forward)


def rank(level: str) -> int:
    """A level's place on the ladder, 0 lowest."""
    return _RANK[level]


def higher(one: str, other: str) -> str:
    """The higher of two levels."""
    return one if _RANK[one] >= _RANK[other] else other


def state_label(state: str) -> str:
    return STATES.get(state, state)


def level_label(level: str) -> str:
    return LEVELS.get(level, level)


def existence_label(code: int) -> str:
    return EXISTENCE_LABELS.get(code, str(code))
