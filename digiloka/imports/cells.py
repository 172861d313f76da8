"""Reading the mapped cells of a row: each column with its field's own reader, unit and period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from digiloka.imports import faults
from digiloka.imports.brands import brand_of, takes_names
from digiloka.imports.columns import ColumnGuess
from digiloka.imports.in_full import Limits, doubt
from digiloka.imports.mending import mend
from digiloka.imports.named_papers import named_papers
from digiloka.imports.workbook import FORMULA_WITHOUT_VALUE
from digiloka.registry.fields import BY_KEY, Field
from digiloka.registry.reading import Around, Paper
from digiloka.values.amounts import Amount
from digiloka.values.answers import is_tick
from digiloka.values.dates import Order, show_date, split_birth
from digiloka.values.headcount import order_in, parse_headcount
from digiloka.values.identity import LicenceRefused
from digiloka.values.refusal import Note, Refused
from digiloka.values.stray_numbers import without_persons
from digiloka.values.text import clean, is_blank, is_sheet_error, key, parse_text

_TOO_MANY = 0.8  # share of cells never seen before from which a column is not remembered any more
_MOST = 20_000  # distinct values remembered for one column

Told = tuple[Any, tuple[tuple[str, str, str], ...]]  # value, ((severity, code, message), …)
Say = Callable[["Column", str, str, str], None]  # column, severity, code, message

_NOTHING: Told = (None, ())
MASK = "••"  # what our files show in place of what they keep back
MASKED = "Isi ini disamarkan, jadi tidak dibaca. Tulis isi lengkapnya, atau kosongkan selnya."


@dataclass(frozen=True, slots=True)
class Habits:
    """How the column as a whole writes, where one cell cannot tell: P for pria, the month before the day (`dated`
    says how a date that proves it is read).

    `swapped`: its date cells have day and month exchanged. `rounded`: its texts were numbers once (NIK without their
    last figure). `in_full`: from where on an amount in a column of thousands may have been written in full. `half`:
    takes this column's part out of a cell that holds two things.
    """

    p_is_pria: bool = False
    order: Order = Order.DAY_FIRST
    dated: str = ""
    swapped: bool = False
    rounded: bool = False
    in_full: Limits | None = None
    half: Callable[[Any], str | None] | None = None


class Column:
    """One mapped column. Survey columns repeat themselves, so readings are remembered by (type, raw).

    `name` is the field under which values are kept: its own, or "licence_kind" for the kind of a paper whose number
    stands beside it. `taken` False: what it holds is kept raw only. `spoken`: {folded spelling: what is read instead}.
    """

    def __init__(
        self, guess: ColumnGuess, today: date, *, taken: bool = True, habits: Habits = Habits(),
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        self.guess = guess
        self.index: int = guess.index
        self.letter: str = guess.letter
        self.field: Field = BY_KEY[guess.field]  # type: ignore[index]
        self.heading: str = guess.heading or ""
        self.taken = taken
        self.name = "licence_kind" if guess.part == "kind" and self.field.licence else self.field.key
        self._part = guess.part
        self._names_brands = self.name == "brand" and takes_names(self.heading)
        self.habits = habits
        self._spoken = spoken or {}
        self._order = order_in(self.heading) if self.name == "workers_total" else None
        self._around = Around(guess.unit or 1, guess.period, today, habits.order)
        self.known: dict[Any, Told] | None = {}  # readings by (type, raw): 1, 1.0 and True are not the same cell
        self._read_anew = 0

    def read(self, raw: Any) -> Told:
        """The cell's value, with what must be said about it."""
        if raw is None or not self.taken or (raw == "" and raw is not FORMULA_WITHOUT_VALUE):
            return _NOTHING
        if self.known is None:
            return self._read(raw)
        told = self.known[type(raw), raw] = self._read(raw)
        self._read_anew += 1
        if len(self.known) >= _MOST:
            self.known.clear()
        return told

    def forget(self, asked: int) -> None:
        """Stop remembering when that does not pay: most of the last `asked` cells were new."""
        if self._read_anew > asked * _TOO_MANY:
            self.known = None
        self._read_anew = 0

    def _read(self, raw: Any) -> Told:
        if isinstance(raw, str) and MASK in raw:
            return None, ((faults.CELL, "masked", MASKED),)
        if raw is FORMULA_WITHOUT_VALUE:
            return None, ((faults.CELL, "formula-without-value",
                           "Sel ini berisi rumus tanpa hasil. Buka berkas di Excel, simpan, lalu unggah lagi."),)
        notes: list[Note] = []
        try:
            value = self._value(raw, notes)
        except LicenceRefused as refusal:
            return Paper(refusal.status), ((faults.CELL, refusal.code, self._said(refusal.message)),)
        except Refused as refusal:
            return None, ((faults.CELL, refusal.code, self._said(refusal.message)),)
        return value, tuple((faults.WARNING, note.code, self._said(note.message)) for note in notes)

    def _said(self, message: str) -> str:
        """A sentence without the NIK or phone that it quotes; a paper's proposed number may look like a phone."""
        return message if self.field.licence else without_persons(message)

    def _value(self, raw: Any, notes: list[Note]) -> Any:
        if self._spoken and (said := self._spoken.get(key(clean(raw)))) is not None:
            return self.field.read(said, notes, self._around)
        if self.habits.half is not None and not is_sheet_error(raw) and (raw := self.habits.half(raw)) is None:
            return None
        raw = mend(raw, self.field, notes)
        if self.habits.swapped and isinstance(raw, date) and raw.day != raw.month:
            likely = show_date(date(raw.year, raw.day, raw.month))
            raise Refused("date-swapped", f"Excel agaknya menukar hari dan bulan. Mungkin {likely}. Tulis lagi.")
        if self.habits.rounded and not is_blank(raw):
            raise Refused("nik-column", "Semua NIK di kolom ini berakhir 0: angka terakhirnya hilang. Salin ulang.")
        if self.field.licence and self.field.look is not None:
            raw = self.field.look(raw, self.field.label, notes)  # names of papers and brands have readers of their own
        if self.name == "licence_kind":
            return parse_text(raw, 120, notes)
        if self.field.key == "sex":
            if self._part in ("L", "P") and is_tick(raw):
                return self._part
            if self.habits.p_is_pria and isinstance(raw, str) and key(clean(raw)) == "p":
                return "L"
        elif self.name == "workers_total" and isinstance(raw, str):
            if people := parse_headcount(raw, self._order, notes):
                return people
        elif self.name == "npwp" and self._part == "flag" and not _figures(raw):
            return None
        elif self.field.key == "marketing" and is_tick(raw):
            return self.heading.rsplit(" / ", 1)[-1]
        elif self.name == "licence" and isinstance(raw, str) and (named := named_papers(raw)):
            return named
        elif self._names_brands and isinstance(raw, str) and (brand := brand_of(raw, notes)):
            return brand
        value = self.field.read(raw, notes, self._around)
        if self.habits.in_full is not None and isinstance(value, Amount):
            doubt(value, self._around.unit, self.habits.in_full, notes)
        return value


def _figures(raw: Any) -> bool:
    """Whether so much stands in the cell of a ticked column that it is a number after all."""
    return sum(map(str.isdigit, clean(raw))) > 1


def read_row(columns: Iterable[Column], cells: list[Any], say: Say) -> dict[str, list[Any]]:
    """{name: values in column order} of one row; `say(column, severity, code, message)` hears of faults."""
    values: dict[str, list[Any]] = {}
    width = len(cells)
    for column in columns:
        if column.index >= width:
            continue
        raw = cells[column.index]
        if raw is None:
            continue
        known = column.known
        found = known.get((type(raw), raw)) if known else None
        value, told = found or column.read(raw)
        if told:
            for severity, code, message in told:
                say(column, severity, code, message)
        if value is None:
            continue
        if column.name in values:
            values[column.name].append(value)
        else:
            values[column.name] = [value]
        if column.name == "birth_date" and type(raw) is str:
            place, _ = split_birth(clean(raw))
            if place:
                values.setdefault("birth_place", []).append(place)
    return values
