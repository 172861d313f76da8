"""What becomes of a row that speaks of a known business and says something else of it.

What applying would hold back is taken out of the plan here, and said: what somebody made sure of meanwhile, and what
belongs to a person whom other businesses share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from digiloka.imports.planned import CHANGED, DOUBTFUL, SAME, PlannedRow, Prior
from digiloka.registry import status
from digiloka.registry.comparing import Changes, flat, held_back, label_of
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.siblings import Sharing
from digiloka.registry.records import BusinessRecord, from_json
from digiloka.registry.sharing import of_owner

UNCHANGED = "Sudah ada, tidak berubah."


def settle(row: PlannedRow, prior: Prior | None, changes: Changes, sharing: Sharing | None) -> None:
    """Decide a row from what it changes of its business.

    One that was imported before changes only what the file itself changed since then: not what an officer did.
    """
    if prior:
        changes = _news(from_json(json.loads(prior.told)), row.checked.record, changes)
    if not changes:
        row.decision = SAME
        row.reasons.append(UNCHANGED)
        return
    checked = row.state in status.VERIFIED_STATES
    changes, surer = (changes, []) if checked else _left_surer(changes, row.level)
    row.changes, apart = _left_apart(changes, sharing, sure=not checked)
    row.decision = DOUBTFUL if checked or not row.changes else CHANGED
    row.reasons += [*surer, *apart, *_changing(row)]


def _left_surer(changes: Changes, level: str) -> tuple[Changes, list[str]]:
    """(the changes that are left, why the others are not made): somebody knew what he wrote better than a sheet."""
    held = held_back(changes, level, status.OF_A_SHEET)
    if not held:
        return changes, []
    why = (f'Data ini sudah lebih pasti ("{status.level_label(level)}"), jadi {_named(held)} tidak diubah. '
           "Putuskan sendiri di halaman usahanya.")
    return {key: change for key, change in changes.items() if key not in held}, [why]


def _left_apart(changes: Changes, sharing: Sharing | None, *, sure: bool) -> tuple[Changes, list[str]]:
    """The same of what belongs to the person, when others of his businesses share it (actions.shared_owner).

    `sure`: the row would be applied as it is. Of a row that an officer decides, too, nothing of another area is told.
    """
    shared = [key for key in changes if of_owner(key)]
    if not shared or sharing is None or not (sharing.elsewhere or (sharing.better_known and sure)):
        return changes, []
    elsewhere = sharing.elsewhere
    why = "juga punya usaha di wilayah lain" if elsewhere else "sudah diperiksa petugas untuk usahanya yang lain"
    where = "Teruskan ke dinas" if elsewhere else "Putuskan sendiri di halaman usahanya"
    left = {key: change for key, change in changes.items() if key not in shared}
    return left, [f"Pemilik ini {why}, jadi {_named(shared)} tidak diubah. {where}."]


def _changing(row: PlannedRow) -> list[str]:
    if not row.changes:
        return []
    if row.decision == CHANGED:
        return [f"Berubah: {_named(row.changes)}."]
    return [f"Data ini sudah diperiksa petugas. Putuskan sendiri perubahan {_named(row.changes)}."]


def _news(earlier: BusinessRecord, record: BusinessRecord, changes: Changes) -> Changes:
    """The changes that come from the file: what it says differently than it said then. A new year's figures all are."""
    before, told = flat(earlier), flat(record)
    another_year = bool(earlier.figures and record.figures and earlier.figures.year != record.figures.year)
    return {
        key: change for key, change in changes.items()
        if before.get(key) != told.get(key) or (another_year and key in BY_KEY and BY_KEY[key].about == "figures")
    }


def _named(keys: Iterable[str]) -> str:
    """Fields in words."""
    return ", ".join(BY_KEY[key].label if key in BY_KEY else label_of(key) for key in keys)
