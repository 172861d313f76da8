"""Rows that come back from a template: what was typed over in each, beside what the register holds today.

An untouched cell says nothing, whatever happened to the business since. A field that somebody else wrote meanwhile,
and a cell that was cleared, is a question to the officer (imports.choosing), never decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digiloka.imports import of_sheet
from digiloka.imports.answers import Choices
from digiloka.imports.cell_edits import AREA, may_be_added
from digiloka.imports.cells import MASK, Column
from digiloka.imports.checking import CheckedRow, SheetChecker
from digiloka.imports.columns import SheetLayout
from digiloka.imports.faults import Fault
from digiloka.imports.own_columns import OwnColumns
from digiloka.imports.planned import DOUBTFUL, SAME, PlannedRow
from digiloka.imports.planning import Planner
from digiloka.imports.printed_cells import COLUMNS
from digiloka.imports.row_edits import UNTOUCHED, RowEdit
from digiloka.imports.row_keys import BusinessCells, is_business_key, read_key
from digiloka.imports.saying import record_json
from digiloka.imports.spoken import with_typed
from digiloka.imports.survey_sheets import heading
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.present import Named, Present
from digiloka.registry.records import BusinessRecord
from digiloka.values import text
from digiloka.values.refusal import Refused

_GONE = "Usaha {} sudah digabung atau ditarik, jadi baris ini tidak mengubah apa-apa."
_AWAY = "Usaha {} tidak tercatat di wilayah ini (lagi), jadi baris ini tidak mengubah apa-apa. Tanyakan ke dinas."
_MIXED = (
    "Kunci baris ini milik usaha {}, sedangkan Nomor usaha di baris ini lain. Mungkin hanya sebagian kolom yang "
    "diurutkan. Unduh lembar yang baru, lalu isi lagi."
)
_MOVED = (
    "Kunci baris ini milik usaha {}, sedangkan isinya milik usaha lain. Mungkin hanya sebagian kolom yang diurutkan "
    "atau disalin. Unduh lembar yang baru, lalu isi lagi."
)
_COPIED = (
    "Baris ini punya kunci yang sama dengan baris lain (usaha {}). Sisakan satu. Untuk usaha baru, ketik di baris "
    "kosong di bawah daftar."
)
_TAKEN = "NIK ini sudah tercatat untuk pemilik lain. Cocokkan dengan KTP."
_NAMES = ("owner_name", "business_name")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # a number as another program shows it in a text file


_Row = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row with the key of a business: its cells as they came, and `typed` in place of some."""

    row: int
    raw: list[Any]
    key: BusinessCells
    typed: Mapping[int, str]

    @property
    def cells(self) -> list[Any]:
        return with_typed(self.raw, self.typed) if self.typed else self.raw


class KnownRows:
    """The rows of one sheet that carry the key of a business."""

    def __init__(
        self, own: OwnColumns, layout: SheetLayout, checker: SheetChecker, planner: Planner, choices: Choices
    ) -> None:
        self.ground, self._choices = checker.ground, choices
        self._own, self._sheet, self._checker, self._planner = own, layout.name, checker, planner
        self._layout = layout
        self._columns: dict[str, Column] = {}
        for column in sorted(checker.columns, key=_ours_first):
            if column.name == column.field.key and (column.field.key in COLUMNS or may_be_added(column.field.key)):
                self._columns.setdefault(column.field.key, column)
        self._seen = False  # such a row
        self._letters = {key: column.letter for key, column in self._columns.items()}
        self._sorted = False  # has a row shown the cells of another business?
        self._number = next((guess.index for guess in layout.columns if guess.field == "row_number"), None)

    def taken_from(self, rows: list[_Row]) -> tuple[list[KeyedRow], list[_Row]]:
        """(the rows with such a key, all others). A key that is none of ours counts as none."""
        if not self._own.keys:
            return [], rows
        back, others = [], []
        for number, cells in rows:
            key = self._key(number)
            if key is None:
                others.append((number, cells))
                continue
            self._seen = True
            back.append(KeyedRow(number, cells, key, self._checker.typed_in(number)))
        return back, others

    def _key(self, row: int) -> BusinessCells | None:
        raw = self._own.keys.get(row)
        if not is_business_key(raw):
            return None
        try:
            key = read_key(raw)
        except Refused:
            return None
        return key if isinstance(key, BusinessCells) else None

    def plan(self, rows: Sequence[KeyedRow]) -> list[PlannedRow]:
        """What becomes of each; a fixed number of look-ups, none when no cell was typed over."""
        edited = {each.row: columns for each in rows if (columns := self._edited(each))}
        known = self._planner.known
        named_ = known.named({each.key.number for each in rows if each.row in edited}) if edited else {}
        present = known.present([it.business_id for it in named_.values() if it.standing and it.visible])
        moved = self._moved(rows, edited, {number: present.get(it.business_id) for number, it in named_.items()})
        planned = [
            self._planned(each, columns, named_.get(each.key.number), present, each.row in moved)
            if (columns := edited.get(each.row)) else _untouched(each, self.ground.allowed)
            for each in rows
        ]
        self._doubt_taken(planned)
        for row in planned:
            self._planner.counts[row.decision] += 1
        return planned

    def _edited(self, each: KeyedRow) -> list[Column]:
        """The columns whose cell in this row does not say what was printed; in a column that the officer added, where
        nothing was printed, those that are filled."""
        return [
            column for key, column in self._columns.items()
            if (not each.key.unedited(key, _as_printed(key, _cell(each.cells, column.index))) if key in COLUMNS
                else not text.is_blank(_cell(each.cells, column.index)))
        ]

    def closing_faults(self) -> list[Fault]:
        """Columns that somebody added and that say nothing of a known business: named, not passed over in silence."""
        if not self._seen:
            return []
        used = {column.index for column in self._columns.values()} | {self._number}
        told = {fault.column for fault in self._checker.sheet_faults}
        return [
            of_sheet.added_fault(self._layout, guess) for guess in self._layout.columns
            if guess.index not in used and not guess.empty and guess.letter not in told
            and not (guess.said and guess.field is None)
        ]

    def _planned(
        self, each: KeyedRow, columns: list[Column], named_: Named | None, present: Mapping[Any, Present], moved: bool
    ) -> PlannedRow:
        number = each.key.number
        row = _untouched(each, self.ground.allowed)
        now = present.get(named_.business_id) if named_ else None
        why = None
        if named_ is None or not named_.visible:
            why = _GONE if named_ and not named_.standing else _AWAY
        elif now is None:
            why = _GONE
        elif self._number is not None and text.clean(_cell(each.cells, self._number)) not in ("", number):
            why = _MIXED
        elif self._own.copied(each.row):
            why = _COPIED
        elif moved:
            why = _MOVED
        if why is not None:
            row.decision, row.reasons = DOUBTFUL, [why.format(number)]
        elif now is not None:
            self._edit(each, columns, now, row).decide()
        return row

    def _moved(
        self, rows: Sequence[KeyedRow], edited: Mapping[int, list[Column]], present: Mapping[str, Present | None]
    ) -> set[int]:
        """The rows whose cells are another business's: one shows a masked value that was printed elsewhere, or both
        names of another. Where there are such rows, one whose name was typed over may have been moved, too."""
        owner_of = {_names(now.record.owner.name, now.record.name): number for number, now in present.items() if now}
        found, renamed = set(), set()
        for each in rows:
            columns = {column.field.key: _cell(each.cells, column.index) for column in edited.get(each.row, ())}
            if not columns:
                continue
            names = _names(*(_cell(each.cells, self._columns[key].index) for key in _NAMES if key in self._columns))
            if any(isinstance(told, str) and MASK in told for told in columns.values()):
                found.add(each.row)
            elif not columns.keys().isdisjoint(_NAMES):
                renamed.add(each.row)
                if all(names) and owner_of.get(names, each.key.number) != each.key.number:
                    found.add(each.row)
        self._sorted = self._sorted or bool(found)
        return found | renamed if self._sorted else found

    def _edit(self, each: KeyedRow, columns: list[Column], now: Present, row: PlannedRow) -> RowEdit:
        def say(key: str, severity: str, code: str, message: str) -> None:
            letter, field = self._letters.get(key), BY_KEY[key].printed_key
            row.checked.faults.append(Fault(self._sheet, row.checked.row, letter, field, code, message, severity))

        place = {key: _cell(each.cells, self._columns[key].index) for key in AREA if key in self._columns}
        return RowEdit(row, each.key, each.cells, columns, place, now, self.ground, say,
                       choices=self._choices, aim=lambda row: self._planner.aim_at(row, self._sheet))

    def _doubt_taken(self, rows: Iterable[PlannedRow]) -> None:
        """A NIK that was typed and is another owner's would be refused when it is written."""
        asked = {row.nik_hash for row in rows if row.nik_hash}
        owners = self._planner.known.by_nik(sorted(asked)) if asked else {}
        for row in rows:
            theirs = owners.get(row.nik_hash or "", ())
            if any(business.proven and business.owner_id != row.owner_id for business in theirs):
                row.decision, row.reasons, row.open = DOUBTFUL, [_TAKEN], {}


def _untouched(each: KeyedRow, scope: str) -> PlannedRow:
    """A row that says nothing: it names no business, so that nothing hangs on it later."""
    checked = CheckedRow(each.row, each.raw, BusinessRecord(), scope, typed=each.typed, key=each.key)
    return PlannedRow(checked, SAME, [UNTOUCHED], number=each.key.number, told=record_json(checked.record), edited=True)


def _cell(cells: Sequence[Any], index: int) -> Any:
    return cells[index] if index < len(cells) else None


def _ours_first(column: Column) -> tuple[bool, int]:
    """Of two columns of one field the one under the heading that we printed."""
    return column.heading != heading(column.field.key), column.index


def _names(*told: Any) -> tuple[str, ...]:
    return tuple(text.key(text.clean(name)) for name in told)


def _as_printed(key: str, raw: Any) -> Any:
    """A number that another program wrote out with its dots is the number."""
    if isinstance(raw, str) and (BY_KEY[key].money or BY_KEY[key].count) and _GROUPED.fullmatch(raw.strip()):
        return re.sub(r"[.,]", "", raw)
    return raw
