"""Questions about spellings that a closed list does not know: once for each, with the rows that the answer decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from rapidfuzz import fuzz, process

from digiloka.activities.classify import propose_sector
from digiloka.activities.sectors import is_known_word
from digiloka.areas.codes import KECAMATAN, KELURAHAN
from digiloka.imports import faults
from digiloka.imports.checking import CheckedRow
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.ground import Ground
from digiloka.imports.questions import SPELLING, Option, Question, shown
from digiloka.imports.spoken import AREAS, choices_of, closed
from digiloka.imports.workbook import column_index
from digiloka.registry.fields import BY_KEY
from digiloka.values import text
from digiloka.values.stray_numbers import without_numbers

_MOST = 500  # different spellings of a field counted; a column of more is no list of choices
_ASKED = 20  # of a field, the commonest first: nobody answers a hundred
_PROPOSED = 3
_ALIKE = 70  # of 100
_LISTED = 60  # areas that a person can look through
_LEVELS = {"village": KELURAHAN, "district": KECAMATAN}
_GROUPED = 0.5  # a column of groups repeats them; more spellings than this a row are activities in its place
_UNKNOWN = frozenset((
    "existence", "premises-status", "premises-kind", "sex-unknown", "education-unknown", "legal-form-unknown",
    "village-unknown", "district-unknown", "answer-unknown", "answer-code",
))  # fmt: skip


@dataclass(slots=True)
class _Spelling:
    written: str
    rows: int = 0
    sectors: Counter[str] = field(default_factory=Counter)


class SpellingBook:
    """Hears the rows of one sheet and asks at its end."""

    def __init__(self, layout: SheetLayout) -> None:
        self._layout = layout
        self._guesses: dict[str, ColumnGuess] = {}
        for guess in layout.columns:
            for key in (guess.field, *(guess.pair or ())):
                if key and key not in self._guesses:
                    self._guesses[key] = guess
        self._heard: dict[str, dict[str, _Spelling]] = {}
        self._groups = "sector" in self._guesses

    def hear(self, rows: Sequence[CheckedRow]) -> None:
        """Count what nobody understood in a chunk of rows."""
        for row in rows:
            for fault in row.faults:
                if fault.severity == faults.CELL and fault.code in _UNKNOWN and fault.column:
                    self._cell(row, fault)
            written, sector = row.sector if self._groups else (None, None)
            if written:
                self._count("sector", written, sector)

    def _cell(self, row: CheckedRow, fault: faults.Fault) -> None:
        index = column_index(fault.column or "")
        raw: Any = row.typed.get(index) or (row.cells[index] if index < len(row.cells) else None)
        if fault.field and closed(fault.field) and raw is not None:
            self._count(fault.field, text.clean(raw), None)

    def _count(self, key: str, written: str, sector: str | None) -> None:
        heard = self._heard.setdefault(key, {})
        known = heard.get(written)
        if known is None:
            if len(heard) >= _MOST:
                return
            known = heard[written] = _Spelling(written)
        known.rows += 1
        if sector:
            known.sectors[sector] += 1

    def questions(self, ground: Ground) -> list[Question]:
        """One for each spelling nobody understands, the commonest first."""
        found = [
            self._question(key, spelling, told, ground) for key, heard in self._heard.items()
            if key != "sector" or _is_grouped(heard)
            for spelling, told in nlargest(_ASKED, _joined(key, heard, ground).items(), lambda item: item[1].rows)
        ]  # fmt: skip
        return sorted(found, key=lambda question: -question.count)

    def _question(self, key: str, spelling: str, told: _Spelling, ground: Ground) -> Question:
        label, written = BY_KEY[key].label, shown(told.written)
        return Question(
            self._layout.name, SPELLING, f'"{written}" di {told.rows} baris: {label.lower()} yang mana?',
            _options(key, told, ground), told.rows, self._guesses.get(key), key, (written,), spelling,
        )  # fmt: skip


def _is_grouped(heard: dict[str, _Spelling]) -> bool:
    rows = sum(told.rows for told in heard.values())
    return len(heard) < _MOST and (rows < _ASKED or len(heard) <= _GROUPED * rows)


def _joined(key: str, heard: dict[str, _Spelling], ground: Ground) -> dict[str, _Spelling]:
    """Those not understood, spellings that differ in case and signs alone as one. A number that is not shown whole is
    no spelling: nobody could say what it means."""
    found: dict[str, _Spelling] = {}
    for written, told in heard.items():
        spelling = text.key(written)
        if not spelling or without_numbers(written) != text.clean(written) or _understood(key, written, ground):
            continue
        one = found.setdefault(spelling, _Spelling(written))
        one.rows += told.rows
        one.sectors.update(told.sectors)
    return found


def _understood(key: str, written: str, ground: Ground) -> bool:
    """A kelurahan refused for the kecamatan beside it is no riddle of spelling."""
    if key == "village":
        return ground.names.find(written).area_code is not None
    return key == "sector" and (is_known_word(written) or propose_sector(written) is not None)


def _options(key: str, told: _Spelling, ground: Ground) -> tuple[Option, ...]:
    """The likely choices first; then, where the list is short, the others; at last leaving it empty."""
    if key in AREAS:
        match = ground.names.find(told.written) if key == "village" else ground.names.find_district(told.written)
        likely = [candidate.area_code for candidate in match.candidates[:_PROPOSED]]
        level = _LEVELS[key]
        codes = [code for code, row in ground.names.rows.items() if row.level == level and ground.covers(code)]
        codes = [*likely, *(code for code in codes if len(codes) <= _LISTED and code not in likely)]
        choices: tuple[tuple[str, str], ...] = tuple((code, ground.names.label(code)) for code in codes)
    else:
        choices = choices_of(key)
        likely = [code for code, _ in told.sectors.most_common(_PROPOSED)] if key == "sector" else []
        likely += [code for _, score, code in _near(told.written, dict(choices)) if score >= _ALIKE]
    order = {code: place for place, code in enumerate(dict.fromkeys(likely))}
    return (*sorted(choices, key=lambda choice: order.get(choice[0], len(order))), ("", "Kosongkan"))


def _near(written: str, choices: dict[str, str]) -> list[tuple[str, float, str]]:
    return process.extract(written, choices, scorer=fuzz.WRatio, processor=text.key, limit=_PROPOSED)
