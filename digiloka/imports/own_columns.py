"""The columns that we put into a workbook ourselves, set apart when it comes back.

Whatever reads the sheet after this sees it as the officer made it: the same headings, the same fingerprint, no row
that holds nothing but our words. The officer may have moved, sorted, cut or saved the sheet in another program; the
columns are found by their headings, and where a list has none, by what stands in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from digiloka.imports.checking import CheckedRow
from digiloka.imports.faults import WARNING, Fault
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING, is_key, read_key
from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE, Sheet, column_letter
from digiloka.imports.workbook.book import pack
from digiloka.values import text
from digiloka.values.refusal import Refused

(REFUSED, ASKED, MEND, WRITTEN, PARTLY, NOT_WRITTEN, SAME, READY, UPDATES, TAKEN_BACK, BACK_IN_PART,
 STAYS) = STATUSES = (
    "Ditolak", "Perlu diputuskan", "Betulkan isian", "Sudah masuk", "Sudah masuk sebagian", "Belum masuk",
    "Tidak berubah", "Siap dimasukkan", "Siap diperbarui", "Dikembalikan", "Dikembalikan sebagian", "Tetap",
)  # fmt: skip
BAD = frozenset((REFUSED, ASKED, MEND, NOT_WRITTEN, PARTLY, BACK_IN_PART, STAYS))  # of rows that need a hand
_FINE = tuple(status for status in STATUSES if status not in BAD)
_HEADINGS = {text.key(heading): heading for heading in (STATUS_HEADING, REASON_HEADING, KEY_HEADING)}
_MARK = text.key(KEY_HEADING).split()[-1]
_TOP = 60  # rows in which our headings, or the first keys, are looked for
_CHUNK = 1_000


@dataclass(slots=True)
class OwnColumns:
    """Where our columns stand (counted from 0) and what the hidden one holds, row by row."""

    status: int | None = None
    reason: int | None = None
    key: int | None = None
    keys: dict[int, Any] = field(default_factory=dict)
    _often: Counter[Any] = field(default_factory=Counter)

    @property
    def indexes(self) -> list[int]:
        return sorted(index for index in (self.status, self.reason, self.key) if index is not None)

    def as_json(self) -> dict[str, int | None]:
        return {"status": self.status, "reason": self.reason, "key": self.key}

    def tell(self, sheet: str, rows: Iterable[CheckedRow]) -> None:
        """Give rows their keys; one that is none of ours is said."""
        for row in rows if self.keys else ():
            raw = self.keys.get(row.row)
            try:
                row.key = read_key(raw)
            except Refused as refusal:
                letter = column_letter(self.key or 0)
                row.faults.append(Fault(sheet, row.row, letter, None, refusal.code, refusal.message, WARNING))
            row.key_copied = row.key is not None and self.copied(row.row)

    def copied(self, row: int) -> bool:
        """Does another row of the sheet carry the same key?"""
        return self._often[self.keys.get(row)] > 1

    def keep(self, row: int, cells: list[Any]) -> None:
        """Note down the key of a row, when it has one."""
        if self.key is not None and self.key < len(cells) and cells[self.key] not in (None, ""):
            self.keys[row] = cells[self.key]
            self._often[cells[self.key]] += 1


def set_apart(sheet: Sheet) -> tuple[Sheet, OwnColumns]:
    """The sheet without our columns, and what they hold. A sheet that has none comes back as it is."""
    own = _found(list(islice(((number, cells) for number, cells in sheet.rows() if cells), _TOP)))
    if not own.indexes:
        return sheet, own
    gone = own.indexes
    unvalued = {row: tuple(c for c in columns if c not in gone) for row, columns in sheet.unvalued.items()}
    rest = replace(sheet, n_rows=0, n_columns=0, unvalued={row: left for row, left in unvalued.items() if left},
                   hidden_rows=sheet.hidden_rows - _hidden_by_us(sheet, own), _chunks=[], _open={})
    first, chunk = 1, []
    for number, cells in sheet.rows():
        if not chunk:
            first = number
        kept = _without(cells, gone)
        own.keep(number, cells if kept else [])
        if kept:
            rest.n_rows, rest.n_columns = number, max(rest.n_columns, len(kept))
        chunk.append([None if cell is FORMULA_WITHOUT_VALUE else cell for cell in kept] if number in unvalued else kept)
        if len(chunk) == _CHUNK:
            rest.add(first, len(chunk), pack(chunk))
            chunk = []
    if chunk:
        rest.add(first, len(chunk), pack(chunk))
    return rest, own


def _hidden_by_us(sheet: Sheet, own: OwnColumns) -> set[int]:
    """The rows that need nothing, where not one of them is to be seen: so goes the download of the rows that need a
    hand. Otherwise somebody else hid them."""
    if own.status is None or not sheet.hidden_rows:
        return set()
    fine = {number for number, cells in sheet.rows() if own.status < len(cells) and cells[own.status] in _FINE}
    return fine if fine <= sheet.hidden_rows else set()


def _without(cells: list[Any], gone: list[int]) -> list[Any]:
    kept = [None if cell is FORMULA_WITHOUT_VALUE else cell for cell in cells]  # the sheet itself knows of those
    for index in gone:
        if index < len(kept):
            kept[index] = None
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def _found(top: list[tuple[int, list[Any]]]) -> OwnColumns:
    own = OwnColumns()
    for _, cells in top:
        for index, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            heading = _HEADINGS.get(text.key(text.clean(cell))) if _MARK in cell.lower() else None
            if heading == KEY_HEADING or (own.key is None and is_key(cell)):
                own.key = index
            elif heading == STATUS_HEADING:
                own.status = index
            elif heading == REASON_HEADING:
                own.reason = index
    if own.key is not None and own.key >= 2 and own.status is None and own.reason is None:
        _without_headings(own, own.key, top)
    return own


def _without_headings(own: OwnColumns, key: int, top: list[tuple[int, list[Any]]]) -> None:
    """A list without any heading: our words stand before the key, as we wrote them."""
    said = [cells[key - 2] for _, cells in top if key - 2 < len(cells) and cells[key - 2] is not None]
    if said and all(one in STATUSES for one in said):
        own.status, own.reason = key - 2, key - 1
