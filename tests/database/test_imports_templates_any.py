"""Any businesses in a template: unedited they change nothing, edited by chance exactly what was edited."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from digiloka.registry.comparing import differences
from digiloka.registry.records import BusinessRecord, from_json
from tests.records import nik, some_record
from tests.registering import registered
from tests.surveying import Office, office
from tests.templates import Edited, downloaded

pytestmark = pytest.mark.furnished
COUNT = 15

# column: (what nobody of these businesses says already, the fields that it changes)
TYPED: dict[str, tuple[Any, set[str]]] = {
    "owner_name": ("Rosnida Putri", {"owner_name"}), "birth_date": ("6 Juli 1981", {"birth_date"}),
    "phone": ("0813 1111 2222", {"phone"}), "owner_address": ("Jl. Rumah 4", {"owner_address"}),
    "email": ("rosnida@contoh.id", {"email"}), "npwp": ("01.999.166.0-091.000", {"npwp"}),
    "product": ("Sepatu kulit", {"product"}), "sector": ("Kriya", {"sector"}), "kbli": ("14120", {"kbli", "sector"}),
    "business_address": ("Jl. Kenanga No. 9", {"business_address"}), "rt": ("017", {"rt"}), "rw": (18, {"rw"}),
    "coordinates": ("1.6666, 101.4478", {"coordinates"}), "start_date": ("03/2018", {"start_date"}),
    "premises_status": ("Milik sendiri", {"premises_status"}), "status": ("Tutup sementara", {"status"}),
    "turnover": ("7 juta per bulan", {"turnover"}), "capital": (12_345_000, {"capital"}),
    "workers_total": (5, {"workers_total"}), "workers_male": ("4 orang", {"workers_male"}),
    "nib": ("0220001299999", {"nib"}), "halal": ("ID14110000000000001", {"halal"}),
    "survey_date": ("15 Januari 2026", {"survey_date"}), "notes": ("Rajin", {"notes"}),
}  # fmt: skip
FOLLOWS = {"product": {"kbli", "sector"}}  # a code that was chosen for other words


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def some_businesses(dumai: Office, seed: int) -> None:
    def write(session: Any) -> None:
        for number in range(COUNT):
            told = some_record(seed * 1000 + number)
            owner = replace(told.owner, nik=nik(number) if told.owner.nik else None, nik_absent=None)
            registered(session, replace(told, owner=owner, name=f"Usaha {number}", activity=told.activity or "Warung"))

    dumai.write(write)


def some_edits(seed: int) -> dict[str, dict[str, Any]]:
    """{business's name: cells}: a few cells of a few businesses; what follows one column is not typed with it."""
    r = random.Random(seed)
    found = {}
    for number in r.sample(range(COUNT), 6):
        keys = r.sample(sorted(TYPED), r.randint(1, 4))
        if "kbli" in keys:
            keys = [key for key in keys if key not in ("sector", "product")]
        if "product" in keys:
            keys = [key for key in keys if key != "sector"]
        found[f"Usaha {number}"] = {key: TYPED[key][0] for key in keys}
    return found


def records(dumai: Office) -> dict[str, BusinessRecord]:
    return {told[-1]["name"]: from_json(told[-1]) for told in dumai.seen().values()}


@pytest.mark.parametrize("seed", range(3))
def test_unedited_nothing_is_new_and_edits_are_written_field_by_field_and_taken_back(dumai, seed):
    some_businesses(dumai, seed)
    template, seen, before = downloaded(dumai), dumai.seen(), records(dumai)
    assert set(dumai.judge(template).decisions) == {"same"}
    edits, edited = some_edits(seed), Edited(template)
    for name, cells in edits.items():
        edited.type(name, **cells)
    applied = dumai.apply(edited.saved())
    assert applied.counts["changed"] == len(edits)
    assert applied.outcomes == {"amended": len(edits)}
    after = records(dumai)
    for name, record in before.items():
        typed = edits.get(name, {})
        expected = set().union(*(TYPED[key][1] for key in typed)) if typed else set()
        changed = set(differences(record, after[name], keys=_ALL))
        follows = set().union(*(FOLLOWS.get(key, set()) for key in typed)) if typed else set()
        assert expected <= changed <= expected | follows, name
    again = dumai.judge(edited.saved()).rows
    assert [(row.number, row.changes, row.reasons) for row in again if row.decision != "same"] == [], "the same file"
    dumai.undo(applied.batch_id)
    assert dumai.seen() == seen


_ALL = set().union(*(keys for _, keys in TYPED.values())) | {
    "business_name", "activity", "village", "district", "sex", "nik", "trade_name", "brand", "pirt", "marketing",
    "legal_form", "workers_female", "assets", "postal_code", "education", "birth_place", "export", "training",
}
