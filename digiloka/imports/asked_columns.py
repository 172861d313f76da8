"""Questions about a sheet's columns: what one means, in which unit and for how long, day or month first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from digiloka.imports.answers import ORDERS, PERIODS, UNITS
from digiloka.imports.cells import Column
from digiloka.imports.checking import DOING, SheetChecker, needed
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.doubts import OF_WORK, told_as_activities
from digiloka.imports.columns.lexicon import UNKNOWN, Match, match_of
from digiloka.imports.columns.words import read_heading
from digiloka.imports.confidence import ASKED
from digiloka.imports.faults import Fault
from digiloka.imports.questions import (
    APART,
    COLUMN,
    ORDER,
    PERIOD,
    RIVAL,
    SKIPPED,
    UNIT,
    Question,
    examples_of,
    field_options,
    name_of,
    shown,
)
from digiloka.imports.unsure import figure_named
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import Amount
from digiloka.values.dates import Order, is_ambiguous, is_day_first
from digiloka.values.text import is_blank

Sample = Sequence[tuple[int, list[Any]]]

_LASTING = ("turnover", "production_value", "raw_material_value")  # amounts of a time; capital has none
_FEW = 0.3  # of the rows: a column filled less often decides little
_MOSTLY = 0.6
# kind of content → what it may be, the likeliest first
_MAY_BE = (
    ("nik", ("nik",)), ("phone", ("phone",)), ("email", ("email",)), ("point", ("coordinates",)),
    ("latitude", ("latitude",)), ("longitude", ("longitude",)), ("date", ("birth_date", "start_date", "survey_date")),
    ("year", ("start_date",)), ("round", ("turnover", "capital", "assets")),
    ("money", ("turnover", "capital", "assets")),
    ("address", ("business_address", "owner_address", "address")), ("business", ("business_name",)),
    ("person", ("owner_name", "business_name")), ("few", ("workers_total",)),
    ("words", ("activity", "product", "sector", "notes")),
)  # fmt: skip
_TELLING = ("nik", "phone", "email", "point", "date", "round", "money", "address")
_VARIOUS = 0.5  # names differ from row to row; a word that all rows repeat is none
_COUNTERS = ("row_number", "source_id")
_ENOUGH = 3  # filled cells


def asked_columns(
    layout: SheetLayout, profiles: Mapping[int, Profile], checker: SheetChecker
) -> Iterator[Question]:
    """Everything to ask of a sheet's columns; of what somebody said of one nothing."""
    told, sample = {fault.column: fault for fault in checker.sheet_faults}, checker.sample
    for apart in (each for each in checker.apart if each.asked):  # any of its columns may be the right one
        told = {guess.letter: told[apart.taken.letter] for guess in apart.others} | told
    columns = {column.index: column for column in checker.columns}
    for guess in layout.columns:
        profile, column, fault = profiles.get(guess.index, Profile()), columns.get(guess.index), told.get(guess.letter)
        questions = [_of_fault(layout, guess, fault) if fault and not guess.empty else None]
        if not guess.said and not guess.empty:
            questions += [None if questions[0] else _of_meaning(layout, guess, profile)]
            if column and guess.confidence >= ASKED and (column.taken or questions[0]):
                questions += [_of_period(layout, column, sample), _of_order(layout, column, sample)]
        for question in filter(None, questions):
            yield _with_examples(question, guess, profile, layout, sample)


def _with_examples(
    question: Question, guess: ColumnGuess, profile: Profile, layout: SheetLayout, sample: Sample
) -> Question:
    """What stands in the column, and in about how many rows: the sample tells the share."""
    cells = _cells(guess, sample)
    share = sum(not is_blank(cell) for cell in cells) / len(cells) if cells else 0
    hidden = question.field or next((keys[0] for kind, keys in _MAY_BE if profile.share(kind) >= _MOSTLY), None)
    return replace(question, count=round(layout.rows * share), examples=examples_of(cells, hidden))


def _of_fault(layout: SheetLayout, guess: ColumnGuess, fault: Fault) -> Question | None:
    """What the sheet was told of already, as a question. A column of small numbers needs its unit, whoever named it."""
    name = name_of(guess)
    if fault.code == "money-unit-unknown":
        text = f"Angka di {name} terlalu kecil untuk rupiah penuh. Ditulis dalam satuan apa?"
        return _asked(layout, UNIT, guess, text, tuple(UNITS.items()), guess.field, fault.code)
    if guess.said:
        return None
    if fault.code == "column-unsure" and (key := figure_named(guess.heading or "")):
        text = f"Apakah {name} berisi {BY_KEY[key].label.lower()} sekarang?"
        return _asked(layout, COLUMN, guess, text, field_options((key,)), None, fault.code)
    if fault.code == "two-in-one" and guess.pair:
        text = f"K{name[1:]} berisi dua hal yang tidak bisa dipisahkan. Mana yang diambil?"
        return _asked(layout, COLUMN, guess, text, field_options(guess.pair), None, fault.code)
    if fault.code == APART and guess.field:
        label = BY_KEY[guess.field].label
        text = (f'{fault.message.partition(". ")[0]}. Pilih "{label}" kalau {name} yang benar, atau '
                f'"{SKIPPED}" kalau bukan.')
        return _asked(layout, COLUMN, guess, text, field_options((guess.field,)), guess.field, fault.code)
    if fault.code == RIVAL and guess.field:
        text = f"{fault.message.partition('. ')[0]}. Apa isi {name}?"
        return _asked(layout, COLUMN, guess, text, field_options((guess.field,)), guess.field, fault.code)
    return None


def _of_meaning(layout: SheetLayout, guess: ColumnGuess, profile: Profile) -> Question | None:
    if guess.pair or guess.field in _COUNTERS:
        return None
    match = match_of(read_heading((guess.heading or "").rsplit(" / ", 1)[-1])) if layout.heading_rows else UNKNOWN
    name = name_of(guess)
    if _may_tell_the_business(layout, guess, profile):
        text = f"Daftar ini tidak punya kolom kegiatan usaha. Apa isi {name}?"
        return _asked(layout, COLUMN, guess, text, field_options((*DOING, "notes")), guess.field)
    if guess.field:
        if guess.confidence >= ASKED:
            return None
        text = f"Apa isi {name}? Kami menduga {BY_KEY[guess.field].label.lower()}."
    elif len(match.fields) > 1:
        text = f"Apa isi {name}? Judul ini bisa berarti beberapa hal."
    elif not match.known and _matters(layout, profile):
        text = f"Apa isi {name}? Judulnya belum kami kenal." if guess.heading else f"Apa isi {name}?"
    else:
        return None
    options = field_options(_proposed(guess, match, profile))
    return _asked(layout, COLUMN, guess, text, options, guess.field)


def _may_tell_the_business(layout: SheetLayout, guess: ColumnGuess, profile: Profile) -> bool:
    """Is this a remark on every row ("Deskripsi Usaha"), or a column we have no use for whose cells speak as activities
    do ("Unit Usaha Anggota"), where no other column says what the businesses do? Unasked, each row would be refused."""
    if guess.field not in (None, "notes") or profile.filled < max(_ENOUGH, _MOSTLY * profile.seen):
        return False
    told = {key for other in layout.columns for key in (other.field, *(other.pair or ()))}
    if told & {*DOING, "kbli"} or profile.share("words") < _MOSTLY:
        return False
    speaks_of_it = bool(OF_WORK.intersection(read_heading(guess.heading or "").words.split()))
    return guess.field == "notes" or (speaks_of_it and told_as_activities(profile))


def _matters(layout: SheetLayout, profile: Profile) -> bool:
    """Is a column nobody knows worth a question? It is filled, and holds what a register keeps, or the sheet has
    something missing that it may hold."""
    if profile.filled < max(_ENOUGH, _FEW * profile.seen):
        return False
    names = profile.share("person") + profile.share("business")
    if not layout.heading_rows or max(map(profile.share, _TELLING)) >= _MOSTLY or (
        names >= _MOSTLY and profile.variety >= _VARIOUS
    ):
        return True
    told = {key for guess in layout.columns for key in (guess.field, *(guess.pair or ()))}
    wanting = not all(there for _, there in needed(told))
    return wanting and profile.share("words") >= _MOSTLY


def _proposed(guess: ColumnGuess, match: Match, profile: Profile) -> list[str]:
    """What a column may be, the guess first, then what its heading and its cells allow."""
    by_cells = [key for kind, keys in _MAY_BE if profile.share(kind) >= _MOSTLY for key in keys]
    return list(dict.fromkeys([*filter(None, [guess.field]), *match.fields, *by_cells]))


def _of_period(layout: SheetLayout, column: Column, sample: Sample) -> Question | None:
    guess = column.guess
    if guess.field not in _LASTING or guess.period or guess.year:
        return None
    amounts = [value for value in (column.read(cell)[0] for cell in _cells(guess, sample)) if isinstance(value, Amount)]
    said = sum(amount.period is not None for amount in amounts)
    if said > (1 - _MOSTLY) * len(amounts) or (column.taken and not amounts):
        return None
    text = f"{BY_KEY[guess.field].label} di {name_of(guess)} untuk berapa lama?"
    return _asked(layout, PERIOD, guess, text, tuple(PERIODS.items()), guess.field)


def _of_order(layout: SheetLayout, column: Column, sample: Sample) -> Question | None:
    """Dates of which not one tells day from month."""
    guess = column.guess
    if column.field.kind != "date" or guess.order or column.habits.order is Order.MONTH_FIRST:
        return None
    cells = _cells(guess, sample)
    open_ones = [cell for cell in cells if is_ambiguous(cell)]
    if not open_ones or any(map(is_day_first, cells)) or (guess.field == "birth_date" and _proved(layout, sample)):
        return None
    example = "" if column.field.sensitive else f", misalnya {shown(open_ones[0])}"
    text = f"Tanggal di {name_of(guess)}{example}: hari atau bulan yang ditulis dulu?"
    return _asked(layout, ORDER, guess, text, tuple(ORDERS.items()), guess.field)


def _proved(layout: SheetLayout, sample: Sample) -> bool:
    """A NIK beside a birth date tells its day: whoever disagrees is told so row by row."""
    told = {guess.field: guess for guess in layout.columns}
    return bool(told.get("nik")) and any(not is_blank(cell) for cell in _cells(told["nik"], sample))


def _asked(
    layout: SheetLayout, kind: str, guess: ColumnGuess, text: str, options: tuple[tuple[str | int, str], ...],
    field: str | None, code: str | None = None,
) -> Question:
    return Question(layout.name, kind, text, options, 0, guess, field, code=code)


def _cells(guess: ColumnGuess, sample: Sample) -> list[Any]:
    return [cells[guess.index] for _, cells in sample if guess.index < len(cells)]
