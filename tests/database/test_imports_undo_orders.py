"""Overlapping batches of one register, taken back in whatever order: in the end it is as it was."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from digiloka.database import reading
from digiloka.registry.models import Owner
from tests.records import nik
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
_BATCHES = 4
_CHANGES: dict[str, list[Any]] = {
    "phone": ["081377770001", "081377770002", "081377770003"],
    "turnover": [None, 5_000_000, 300_000_000, 2_000_000_000],
    "capital": [None, 12_000_000, 3_000_000_000],
    "male": [None, 0, 5],
    "halal": [None, "Ya", "Belum", "Proses"],
    "nib": [None, "0220001290001", "0220001290002"],
    "notes": [None, "Catatan", "Lain"],
}  # few values, so that they come back
_OF_KNOWN: dict[str, list[Any]] = {
    "owner": ["Siti Aminah", "Siti Aminah SE"],
    "address": ["Jl. Mawar 1", "Jl. Mawar 2"],
}  # only where a NIK tells whose row it is


class Sender:
    """Somebody who sends the same list again and again, each time with other corrections and new branches."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows = many(4)
        self.rows[2] |= {"nik": None, "nib": None}
        self.rows[3] |= {"phone": None, "nib": None, "halal": None}

    def next_file(self) -> bytes:
        sent = [told for told in self.rows if self.chance.random() < 0.75] or self.rows[:1]
        for told in sent:
            self._change(told)
        if self.chance.random() < 0.6:
            sent.append(self._branch())
        year = self.chance.choice(["2025", "2026"])
        return survey(*sent, title=f"DATA UMKM KOTA DUMAI TAHUN {year}")

    def _change(self, told: dict[str, Any]) -> None:
        possible = _CHANGES | (_OF_KNOWN if told["nik"] else {})
        for name in self.chance.choices(list(possible), k=self.chance.randint(0, 3)):
            told[name] = self.chance.choice(possible[name])

    def _branch(self) -> dict[str, Any]:
        number = len(self.rows)
        what = self.chance.choice(["Bengkel motor", "Salon rambut", "Katering"])
        whose = {"nik": nik(self.chance.choice([0, 1, 10])), "owner": "Siti Aminah"}
        self.rows.append(row(number, **whose, name=f"Cabang {number}", activity=what,
                             phone=self.chance.choice([None, f"0813888800{number:02}"])))  # fmt: skip
        return self.rows[-1]


def stored(dumai: Office, known: set[uuid.UUID]) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """What is seen of the businesses, and the owners who were there from the start."""
    with reading(dumai.engine) as session:
        owners = session.scalars(select(Owner).where(Owner.id.in_(known)).order_by(Owner.id))
        told = [(owner.name, owner.name_key, owner.nik_hash, owner.nik_claim, owner.phone, owner.phone_hash,
                 owner.other_phones) for owner in owners]  # fmt: skip
    return dumai.seen(), told


def owners_of(dumai: Office) -> set[uuid.UUID]:
    with reading(dumai.engine) as session:
        return set(session.scalars(select(Owner.id)))


@pytest.mark.parametrize("seed", [3, 25, 40])  # once left something behind
def test_overlapping_batches_undone_in_any_order_leave_nothing_behind(engine, settings, seed):
    chance, dumai = random.Random(seed), office(engine, settings)
    sender = Sender(chance)
    dumai.apply(survey(*sender.rows))
    known = owners_of(dumai)
    before = stored(dumai, known)
    left = [dumai.apply(sender.next_file()).batch_id for _ in range(_BATCHES)]
    assert stored(dumai, known) != before
    chance.shuffle(left)
    for _ in range(_BATCHES):  # each time at least the last of those that are left goes
        left = [batch for batch in left if dumai.undo(batch).kept]
    assert left == []
    assert stored(dumai, known) == before
