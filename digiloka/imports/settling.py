"""What becomes of a row that speaks of a known business and says something else of it.

What applying would hold back is taken out of the plan here, and said: what somebody made sure of meanwhile, and what
belongs to a person whom other businesses share.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from digiloka.imports.planned import CHANGED, DOUBTFUL, SAME, PlannedRow, Prior
from digiloka.registry import status
from digiloka.registry.comparing import Changes, flat, held_back, label_of
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.siblings import Sharing
from digiloka.registry.records import BusinessRecord, from_json
from digiloka.registry.sharing import apart, of_owner

UNCHANGED = "Sudah ada, tidak berubah."
_SINCE = "Sudah diubah sejak impor yang dibatalkan, jadi tetap: {}. Putuskan sendiri di halaman usahanya."
LEFT_ALONE = "tidak diubah"  # in every sentence about what a row says and is not taken


def settle(row: PlannedRow, prior: Prior | None, changes: Changes, sharing: Sharing | None) -> None:
    """Decide a row from what it changes of its business.

    One that was imported before changes only what the file itself changed since then, and what was not taken then: not
    what an officer did.
    """
    told = _news(prior, row.checked.record)
    stays = _stays(prior, [key for key in changes if key not in told], sharing)
    changes = {key: change for key, change in changes.items() if key in told}
    checked = row.state in status.VERIFIED_STATES
    changes = _without_person(row, changes, told, sharing, sure=not checked)
    row.changes = changes if checked else _without_surer(row, changes)
    if not row.changes:
        row.decision = DOUBTFUL if row.reasons else SAME
        row.reasons = (row.reasons or [UNCHANGED]) + stays
        return
    row.decision = DOUBTFUL if checked else CHANGED
    row.reasons += [_changing(row), *stays]


def _stays(prior: Prior | None, keys: Collection[str], sharing: Sharing | None) -> list[str]:
    """Why a list that was taken back and comes again does not write these: of a person whom another area knows, too,
    nothing is told."""
    if prior is None or not prior.undone:
        return []
    named_ = [key for key in keys if not (sharing and sharing.elsewhere and of_owner(key))]
    return [_SINCE.format(named(named_))] if named_ else []


def leave_person(row: PlannedRow) -> None:
    """A new business of a person whom another area knows, too: what the row says of the person is not taken."""
    _without_person(row, {}, flat(row.checked.record), Sharing(elsewhere=True, better_known=False), sure=True)


def _without_surer(row: PlannedRow, changes: Changes) -> Changes:
    """The changes without those of what somebody knew better than a sheet."""
    held = held_back(changes, row.level, status.OF_A_SHEET)
    if held:
        row.held += held
        row.reasons.append(f'Data ini sudah lebih pasti ("{status.level_label(row.level)}"), jadi {named(held)} '
                           f"{LEFT_ALONE}. Putuskan sendiri di halaman usahanya.")
    return {key: change for key, change in changes.items() if key not in held}


def _without_person(
    row: PlannedRow, changes: Changes, told: Collection[str], sharing: Sharing | None, *, sure: bool
) -> Changes:
    """The changes without those of the person, when others of his businesses share it (actions.shared_owner).

    Of a person whom another area knows nothing says whether what the row tells is what is known: all of it is named.
    `sure`: the row would be applied as it is. Of a row that an officer decides, too, nothing of another area is told.
    """
    elsewhere = sharing is not None and sharing.elsewhere
    # In the order of the fields: that of the changes would tell which they are.
    shared = [key for key in flat(row.checked.record) if key in told and (key in changes or (elsewhere and apart(key)))]
    shared = [key for key in shared if of_owner(key)]
    if not shared or sharing is None or not (elsewhere or (sharing.better_known and sure)):
        return changes
    row.held += shared
    row.reasons.append(person_left(shared, elsewhere=elsewhere))
    return {key: change for key, change in changes.items() if key not in shared}


def person_left(keys: Iterable[str], *, elsewhere: bool) -> str:
    """Why these of a person's fields are not taken, and what to do: another area knows the person, or somebody knows
    them better."""
    why = "juga punya usaha di wilayah lain" if elsewhere else "sudah diperiksa petugas untuk usahanya yang lain"
    where = "Teruskan ke dinas" if elsewhere else "Putuskan sendiri di halaman usahanya"
    return f"Pemilik ini {why}, jadi {named(keys)} {LEFT_ALONE}. {where}."


def _changing(row: PlannedRow) -> str:
    if row.decision == CHANGED:
        return f"Berubah: {named(row.changes)}."
    return f"Data ini sudah diperiksa petugas. Putuskan sendiri perubahan {named(row.changes)}."


def _news(prior: Prior | None, record: BusinessRecord) -> Collection[str]:
    """What the file says now and did not say then, or in vain; all that it says where it comes for the first time.
    A new year's figures are all new."""
    told = flat(record)
    if prior is None:
        return told
    earlier = from_json(json.loads(prior.told))
    before = flat(earlier)
    another_year = bool(earlier.figures and record.figures and earlier.figures.year != record.figures.year)
    return [
        key for key in {**before, **told}
        if before.get(key) != told.get(key) or key in prior.held
        or (another_year and key in BY_KEY and BY_KEY[key].about == "figures")
    ]  # fmt: skip


def named(keys: Iterable[str]) -> str:
    """Fields in words."""
    return ", ".join(label_of(key) for key in keys)
