"""One sheet's rows → records and faults. Reads nothing but the row, the layout and the ground it stands on."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digiloka.imports import at_odds, faults, of_sheet, rivals, sampling, two_in_one, unsure
from digiloka.imports.assembling import assemble
from digiloka.imports.cells import Column, read_row
from digiloka.imports.columns import SheetLayout
from digiloka.imports.columns.layout import SUMMED
from digiloka.imports.faults import Fault, Say
from digiloka.imports.ground import Ground
from digiloka.imports.in_full import TOO_SMALL, WHOLE, Limits, too_small
from digiloka.imports.row_keys import Key
from digiloka.imports.spoken import Spoken, with_typed
from digiloka.imports.titled import Saying, Sayings
from digiloka.imports.whereabouts import OUTSIDE_AREA, Point, read_point, settle
from digiloka.registry.crowds import crowd
from digiloka.registry.fields import BY_KEY, printed_key
from digiloka.registry.records import BusinessRecord, FiguresRecord
from digiloka.registry.remarks import against_active
from digiloka.registry.workforce import with_sums
from digiloka.values import damage
from digiloka.values.dates import Order
from digiloka.values.identity import nik_facts
from digiloka.values.stray_numbers import without_persons

_AGAINST_NIK = {
    "day": "Tanggal lahir bergeser satu hari dari NIK. Tulis tanggal di KTP.",
    "epoch": "Tanggal lahir bergeser empat tahun dari NIK, seperti pada berkas Excel lama. Tulis tanggal di KTP.",
    "swapped": "Hari dan bulan lahir tertukar dibanding NIK. Tulis tanggal di KTP.",
    "century": "Tahun lahir berselisih 100 tahun dari NIK. Tulis tahun lengkap seperti di KTP.",
}
# What a row must tell, each in words and by the fields of which one is enough.
NAMES, DOING = ("owner_name", "business_name"), ("activity", "product", "sector")
NEEDED = (("nama pemilik atau nama usaha", NAMES), ("kegiatan, produk, atau kelompok usaha", DOING))
_ACTIVE = 1  # SBR code
_NOT_KEPT = ("row_number", "photo")
NO_ACTIVITY = (faults.ROW, "activity", "activity-missing")  # severity, field, code


@dataclass(slots=True)
class CheckedRow:
    """A row as it came and what became of it. `scope_code` is the lowest area that is certain; `typed` is what an
    officer wrote in place of some of its cells, {column: text}.

    `key` says which row of ours it is; `key_copied`: another row of its sheet says the same.
    """

    row: int
    cells: list[Any]
    record: BusinessRecord
    scope_code: str
    faults: list[Fault] = field(default_factory=list)
    typed: Mapping[int, str] = field(default_factory=dict)
    key: Key | None = None
    key_copied: bool = False

    @property
    def refused(self) -> bool:
        return any(fault.severity == faults.ROW for fault in self.faults)

    @property
    def owner_name(self) -> str | None:
        return self.record.owner.name

    @property
    def sector(self) -> tuple[str | None, str | None]:
        """As written, and its code."""
        return self.record.sector_as_written, self.record.sector


@dataclass(slots=True)
class _Begun:
    """A row whose cells are read and whose kelurahan is not yet settled."""

    number: int
    cells: list[Any]
    values: dict[str, list[Any]]
    faults: list[Fault]
    point: tuple[float, float] | None = None


class SheetChecker:
    """Checks the rows of one sheet, one after the other; `closing_faults()` tells what only the whole sheet shows."""

    def __init__(
        self, layout: SheetLayout, ground: Ground, sample: sampling.Sample, spoken: Spoken | None = None,
        typed: Mapping[int, Mapping[int, str]] | None = None,
    ) -> None:
        """`spoken`: what spellings are read as; `typed`: {row: {column: text}} that an officer wrote over cells."""
        self.layout = layout
        self.ground = ground
        self._typed = typed or {}
        spoken = spoken or {}
        self.sample = sample
        self._sayings = Sayings(layout, ground)
        guesses = [guess for guess in layout.columns if guess.field and guess.field not in _NOT_KEPT]
        unitless = sampling.without_unit(guesses, sample, ground.today)
        past = rivals.older(guess for guess in guesses if guess.letter not in unitless)
        left = unitless.union(guess.letter for guess, _ in past)
        older, newest = sampling.older_years([guess for guess in guesses if guess.letter not in left])
        left |= older
        self.apart = rivals.of_other_times(guesses, sample, left, ground.today)
        left = left.union(*(apart.left for apart in self.apart))
        self.year = newest or layout.year or ground.today.year
        self.columns = [
            Column(guess, ground.today, taken=guess.letter not in left,
                   habits=sampling.habits_of(guess, sample, ground.today), spoken=spoken.get(guess.field or ""))
            for guess in guesses
        ]
        pairs = [(guess, two_in_one.columns_of(guess, sample, ground.today)) for guess in layout.columns if guess.pair]
        self.columns += [column for _, columns in pairs for column in columns]
        self._told_twice = at_odds.told_twice(self.columns)
        self._added = {column.field.key for column in self.columns if column.guess.part == SUMMED}
        self._letters: dict[str, str] = {}
        for column in sorted(self.columns, key=lambda column: not column.taken):
            self._letters.setdefault(column.field.key, column.letter)
        self._units = {column.field.key: column.guess.unit or 1 for column in reversed(self.columns) if column.taken}
        self.sheet_faults = [
            *(of_sheet.unit_fault(layout, guess) for guess in guesses if guess.letter in unitless),
            *(of_sheet.older_fault(layout, guess, taken) for guess, taken in past),
            *(of_sheet.rival_fault(layout, guess, taken) for guess, taken in rivals.doubled(guesses, sample, left)),
            *(of_sheet.apart_fault(layout, apart) for apart in self.apart),
            *(of_sheet.year_fault(layout, guess) for guess in guesses if guess.letter in older),
            *(of_sheet.order_fault(layout, column) for column in self.columns
              if column.habits.order is Order.MONTH_FIRST),
            *(of_sheet.unsure_fault(layout, guess, key) for guess, key in unsure.unsure(layout, sample)),
            *(of_sheet.pair_fault(layout, guess) for guess, columns in pairs if not columns and not guess.empty),
        ]
        self._births_shifted = sampling.births_shifted(self.columns, sample)
        self.births_mended = 0

    @property
    def orders(self) -> dict[int, str]:
        """{column of dates: what is read first, day or month}"""
        return {column.index: "day" if column.habits.order is Order.DAY_FIRST else "month"
                for column in self.columns if column.field.kind == "date"}

    @property
    def in_full(self) -> dict[int, Limits]:
        """{column of thousands: which of its amounts are asked about}"""
        return {column.index: column.habits.in_full for column in self.columns if column.habits.in_full}

    def typed_in(self, row: int) -> Mapping[int, str]:
        """What an officer wrote in place of a row's cells."""
        return self._typed.get(row, {})

    def check(self, chunk: list[tuple[int, list[Any]]]) -> list[CheckedRow]:
        """Records of a chunk of rows with every fault found; never raises on what a cell holds."""
        begun = [self._begun(number, cells) for number, cells in chunk]
        for column in self.columns:
            column.forget(len(chunk))
        located = _located([row.point for row in begun], self.ground)
        return [self._ended(row, point) for row, point in zip(begun, located, strict=True)]

    def _begun(self, number: int, cells: list[Any]) -> _Begun:
        found: list[Fault] = []
        sheet = self.layout.name

        def hear(column: Column, severity: str, code: str, message: str) -> None:
            found.append(Fault(sheet, number, column.letter, column.field.printed_key, code, message, severity))

        typed = self.typed_in(number)
        read = with_typed(cells, typed) if typed else cells
        values = read_row(self.columns, read, hear)
        if self._told_twice:
            at_odds.leave_out(self._told_twice, read, values, hear)
        for key in self._added:
            if key in values:
                values[key] = [sum(values[key])]
        row = _Begun(number, cells, values, found)
        row.point = read_point(values, self.ground, self._saying(row))
        return row

    def _ended(self, row: _Begun, located: Point | None) -> CheckedRow:
        say = self._saying(row)
        saying = self._sayings.above(row.number)
        where = settle(row.values, self.ground, self._default(saying), located, say)
        where.place.rt, where.place.rw = where.place.rt or saying.rt, where.place.rw or saying.rw
        if saying.elsewhere and not where.place.area_code:
            say("village", faults.ROW, OUTSIDE_AREA,
                "Judul lembar menyebut wilayah lain. Unggah untuk wilayah itu, atau betulkan judulnya.")
        self._small_amounts(row.values, say)
        record = assemble(row.values, where.place, self.year)
        _needed(record, say)
        say_workers(record.figures, row.values, say)
        _remark(record, say)
        self._nik_agrees(record, say)
        return CheckedRow(row.number, row.cells, record, where.scope_code, row.faults, self.typed_in(row.number))

    def _default(self, saying: Saying) -> str | None:
        """The area of rows that name none: the title's, else the sender's, unless the title names another."""
        return None if saying.elsewhere or saying.unknown else saying.area or self.ground.allowed

    def _saying(self, row: _Begun) -> Say:
        def say(key: str, severity: str, code: str, message: str) -> None:
            row.faults.append(
                Fault(self.layout.name, row.number, self._letters.get(key), printed_key(key) if key in BY_KEY else key,
                      code, without_persons(message), severity)
            )

        return say

    def closing_faults(self) -> Iterator[Fault]:
        """Faults of the sheet as a whole, after its last row."""
        yield from self.sheet_faults
        if self.births_mended:
            yield Fault(
                self.layout.name, None, self._letters.get("birth_date"), "birth_date", "birth-date-shifted",
                f"{self.births_mended} tanggal lahir satu hari lebih awal daripada NIK. Berkas ini agaknya bergeser "
                "satu hari saat diekspor. Tanggal lahir diambil dari NIK.", faults.WARNING,
            )

    def _small_amounts(self, values: dict[str, list[Any]], say: Say) -> None:
        for key in WHOLE:
            amount = values[key][0] if key in values else None
            if amount is None or amount.low is None or amount.low >= TOO_SMALL:
                continue  # most are
            if told := too_small(amount, self._units.get(key, 1)):
                del values[key]
                say(key, faults.CELL, "amount-too-small", told)

    def _nik_agrees(self, record: BusinessRecord, say: Say) -> None:
        owner = record.owner
        if owner.nik is None:
            return
        told = nik_facts(owner.nik)
        if owner.sex is None:
            owner.sex = told.sex
        elif owner.sex != told.sex:
            say("sex", faults.WARNING, "sex-against-nik",
                "Jenis kelamin tidak sama dengan NIK. Periksa keduanya di KTP.")
        if owner.birth_date is None:
            return
        days = (told.birth_date - owner.birth_date).days
        if days == 1 and self._births_shifted:
            self.births_mended += 1
            owner.birth_date = told.birth_date
            say("birth_date", faults.WARNING, "birth-date-shifted",
                "Tanggal lahir satu hari lebih awal daripada NIK. Kami ambil dari NIK.")
        elif how := damage.found("against-nik", told.birth_date, owner.birth_date):
            owner.birth_date = None
            say("birth_date", faults.CELL, f"birth-date-{how}", _AGAINST_NIK[how])
        elif days:
            say("birth_date", faults.WARNING, "birth-date-against-nik",
                "Tanggal lahir tidak sama dengan NIK. Periksa keduanya di KTP.")


def _located(points: list[tuple[float, float] | None], ground: Ground) -> list[Point | None]:
    """Every point with its kelurahan, in one go: asking the polygons one by one would cost more than the rest."""
    given = [point for point in points if point]
    if not given or ground.locator is None:
        return [Point(*point, None, False) if point else None for point in points]
    found = ground.locator.locate_many([point[0] for point in given], [point[1] for point in given])
    told = iter(zip(found.kelurahan.tolist(), found.sure.tolist(), strict=True))
    return [Point(*point, *next(told)) if point else None for point in points]


def needed(keys: Collection[str]) -> list[tuple[str, bool]]:
    """[(what a row must tell, may it with columns of these fields)]: without one all rows of a list are refused."""
    return [(words, any(key in keys for key in any_of)) for words, any_of in NEEDED]


def _needed(record: BusinessRecord, say: Say) -> None:
    if not record.owner.name and not record.name:
        say("owner_name", faults.ROW, "name-missing", "Baris ini belum punya nama. Isi nama pemilik atau nama usaha.")
    if not (record.activity or record.product or record.sector_as_written):
        severity, field, code = NO_ACTIVITY
        say(field, severity, code, "Baris ini belum menyebut usahanya. Isi kegiatan, produk, atau jenis usaha.")


def _remark(record: BusinessRecord, say: Say) -> None:
    """A remark that the business closed or moved, beside a status that says nothing of it or says it is active."""
    found = against_active(record.notes) if record.notes and record.existence in (None, _ACTIVE) else None
    if found is None:
        return
    if found.kind == "moved":
        say("notes", faults.WARNING, "remark-moved", f'Keterangan menyebut "{found.words}". Periksa alamat usahanya.')
    else:
        status = "statusnya Aktif" if record.existence else "statusnya tidak diisi"
        say("notes", faults.WARNING, "remark-ended",
            f'Keterangan menyebut "{found.words}", sedangkan {status}. Betulkan kolom status usaha.')


def say_workers(figures: FiguresRecord | None, told: Container[str], say: Say) -> None:
    """Counts of workers that are many, or contradict each other; `told`: those that the row gives."""
    if many := crowd(figures, told):
        say(many[0], faults.WARNING, "workers-many", many[1])
    people = with_sums(figures) if figures else None
    if people is None or None in (people.workers_total, people.workers_male, people.workers_female):
        return
    if people.workers_total != people.workers_male + people.workers_female:
        say("workers_total", faults.WARNING, "workers-sum",
            f"Jumlah pekerja {people.workers_total}, sedangkan laki-laki dan perempuan "
            f"{people.workers_male + people.workers_female}. Periksa lagi.")
