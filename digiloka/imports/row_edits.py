"""One row of a template whose cells were typed over: what it changes of its business, and what must be asked first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from digiloka.audit.changes import plain
from digiloka.imports.answers import PRESENT, Choices
from digiloka.imports.cell_edits import edit_of, read_edited
from digiloka.imports.cells import Column
from digiloka.imports.checking import DOING, NAMES, say_workers
from digiloka.imports.contents import refusals
from digiloka.imports.faults import Say
from digiloka.imports.ground import Ground
from digiloka.imports.planned import CHANGED, DOUBTFUL, REFUSED, SAME, PlannedRow
from digiloka.imports.planning import TWICE
from digiloka.imports.printed_cells import behind, cells_of
from digiloka.imports.row_keys import BusinessCells
from digiloka.imports.saying import record_json
from digiloka.imports.settling import named, person_left
from digiloka.registry import comparing, editing, recoding
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.present import Present
from digiloka.registry.records import BusinessRecord, FiguresRecord
from digiloka.registry.sharing import apart, of_owner
from digiloka.registry.status import CLOSED_EXISTENCE, existence_label
from digiloka.registry.workforce import COUNTS
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused

TOUCHED_MEANWHILE, CLEARED = "meanwhile", "cleared"  # why a field is asked about
UNTOUCHED = "Tidak ada sel yang diubah."
COLUMN_OF = {"trade_name": "brand"}
_CORE = frozenset((*NAMES, *DOING))
_CLOSED = 'Usaha ini sementara itu dicatat "{}". Kalau masih berjalan, buka lagi di halaman usahanya.'


@dataclass(frozen=True, slots=True)
class RowEdit:
    """The edited cells of a row, those of `columns`, against the business as it stands `now`.

    `place` are its cells that say where it is, edited or not. `aim` notes the row down as one that changes its
    business, and names the earlier row of the file that does, too. `choices` are what was chosen of this file before.
    """

    row: PlannedRow
    key: BusinessCells
    cells: Sequence[Any]
    columns: Sequence[Column]
    place: Mapping[str, Any]
    now: Present
    ground: Ground
    say: Say
    choices: Choices
    aim: Callable[[PlannedRow], str | None]

    def decide(self) -> None:
        """Settle what becomes of the row."""
        row, now = self.row, self.now
        typed = read_edited(self.columns, self.cells, now.record, self.ground, self.say)
        record, keys = edit_of(typed, now.record, self.place, self.ground, self.say)
        if row.checked.refused:
            row.decision = REFUSED
            row.reasons = refusals(row.checked)
            return
        stored = now.as_of(record.figures.year if record.figures else None)
        record, keys, followed = with_what_follows(stored, record, keys)
        row.reasons = []
        row.changes = self._without_person(changes_of(stored, record, keys), typed.keys)
        row.open = self._questions(stored, typed.cleared, followed) if row.changes else {}
        if kept := self._chosen_before():
            taken = set(row.changes).difference(followed, kept)
            record, row.changes, followed = as_chosen(stored, record, taken)
        self._tell(record)
        self._count_workers(stored)
        if row.changes:
            row.followed = sorted(followed.intersection(row.changes))
            self._settle(record, stored)
        else:
            row.decision = DOUBTFUL if row.held else SAME
            row.reasons = row.reasons or [UNTOUCHED]
        row.reasons += kept_words(kept)

    def _chosen_before(self) -> set[str]:
        """The fields of which the present value was chosen. What was chosen is asked no more, while the two values are
        the ones that were seen."""
        kept, open_ = set(), self.row.open
        for key in list(open_) if self.choices else ():
            choice = self.choices.get((self.now.number, key))
            if choice and [choice.present, choice.told] == [plain(value) for value in self.row.changes[key]]:
                del open_[key]
                if choice.taken == PRESENT:
                    kept.add(key)
        return kept

    def _tell(self, record: BusinessRecord) -> None:
        """The record speaks only of what it changes."""
        row = self.row
        left_out = {key for key in comparing.flat(record) if key not in row.changes}
        row.checked.record = comparing.without(record, left_out)
        row.told = record_json(row.checked.record)
        nik = record.owner.nik
        row.nik_hash = keyed_hash("nik", nik) if nik and "nik" in row.changes else None

    def _count_workers(self, stored: BusinessRecord) -> None:
        """What is said of counts in any sheet, of those that stand after the edit."""
        told = {key: change[1] for key, change in self.row.changes.items() if key in COUNTS}
        if told:
            say_workers(replace(stored.figures or FiguresRecord(year=0), **told), told, self.say)

    def _settle(self, record: BusinessRecord, stored: BusinessRecord) -> None:
        row, now = self.row, self.now
        row.business_id, row.seen_version, row.owner_id = now.business_id, now.version, now.owner_id
        row.decision = CHANGED
        if why := _loses_its_core(stored, record, row.changes) or self._closed_meanwhile():
            row.decision, row.open = DOUBTFUL, {}
            row.reasons.append(why)
        elif row.open:
            row.decision = DOUBTFUL
            row.reasons += questions(row.open)
        elif other := self.aim(row):
            row.decision = DOUBTFUL
            row.reasons.append(TWICE.format(row.number, other))
        else:
            row.reasons.append(f"Berubah: {named(row.changes)}.")

    def _without_person(self, changes: comparing.Changes, keys: Iterable[str]) -> comparing.Changes:
        """Of a person whom another area knows nothing is changed, nor told whether it is what is known."""
        if not self.now.apart:
            return changes
        told = [key for key in BY_KEY if key in keys and of_owner(key) and (key in changes or apart(key))]
        if told:
            self.row.held += told
            self.row.reasons.append(person_left(told, elsewhere=True))
        return {key: change for key, change in changes.items() if not of_owner(key)}

    def _questions(self, stored: BusinessRecord, cleared: Iterable[str], followed: Iterable[str]) -> dict[str, str]:
        """{field: why it is asked about} of what would change; what only follows from a field is not asked."""
        cells = cells_of(self.now.record, self.ground.names)
        found = {}
        for key, (before, _) in self.row.changes.items():
            column = COLUMN_OF.get(key, key)
            if key in followed or column not in cells:
                continue
            entry = comparing.BY_KEY.get(key)
            if entry and entry.part == "figures" and stored is not self.now.record:
                meanwhile = before is not None  # nothing was printed of that year
            else:
                meanwhile = not self.key.unedited(*behind(column, self.now.record, cells))
            if meanwhile:
                found[key] = TOUCHED_MEANWHILE
            elif column in cleared:
                found[key] = CLEARED
        return found

    def _closed_meanwhile(self) -> str | None:
        existence = self.now.record.existence
        if existence not in CLOSED_EXISTENCE or "status" in self.row.changes:
            return None
        printed = cells_of(self.now.record, self.ground.names)["status"]
        return None if self.key.unedited("status", printed) else _CLOSED.format(existence_label(existence))


def changes_of(stored: BusinessRecord, record: BusinessRecord, keys: Collection[str]) -> comparing.Changes:
    """What an edit of these fields changes; the same amount in other words is no change."""
    found = comparing.differences(stored, record, keys)
    return {key: change for key, change in found.items() if change[0] != change[1] or not _is_money(key)}


def as_chosen(
    stored: BusinessRecord, record: BusinessRecord, taken: set[str]
) -> tuple[BusinessRecord, comparing.Changes, set[str]]:
    """(the edit as if it had said no more than these fields, what it changes, the fields that only follow)."""
    record = comparing.without(record, set(comparing.flat(record)).difference(taken))
    record, keys, followed = with_what_follows(stored, record, taken)
    return record, changes_of(stored, record, keys), followed


def kept_words(kept: Collection[str]) -> list[str]:
    """What is said of fields whose present value an officer chose."""
    return [f"Dipilih isi yang tersimpan: {named(sorted(kept))}."] if kept else []


def _is_money(key: str) -> bool:
    return key in BY_KEY and BY_KEY[key].money


def questions(open_: Mapping[str, str]) -> list[str]:
    """What an officer is asked, in words."""
    meanwhile = [key for key, why in open_.items() if why == TOUCHED_MEANWHILE]
    cleared = [key for key, why in open_.items() if why == CLEARED]
    found = []
    if meanwhile:
        found.append(f"Sesudah lembar diunduh, {named(meanwhile)} sudah diubah juga. Pilih isi yang benar.")
    if cleared:
        found.append(f"Sel {named(cleared)} dikosongkan. Pilih: kosongkan datanya, atau biarkan.")
    return found


def _loses_its_core(stored: BusinessRecord, record: BusinessRecord, keys: Collection[str]) -> str | None:
    """Why a business may not be left without what was cleared."""
    if _CORE.isdisjoint(keys):
        return None
    try:
        editing.require_core(stored, record, set(keys))
    except Refused as refusal:
        return refusal.message
    return None


def with_what_follows(
    stored: BusinessRecord, record: BusinessRecord, keys: set[str]
) -> tuple[BusinessRecord, set[str], set[str]]:
    """The edit with the code and group that follow from other words, and the keys that only follow."""
    record, all_ = recoding.follow_words(stored, record, keys)
    return record, set(all_), set(all_).difference(keys)
