"""What an officer typed over in a row of a template: the edited cells read, and put together as an edit of a business.

The same readers as for any sheet (imports.cells), and the same meaning as an edit on the business's page: a value
stands in place of the one before, a cleared cell asks to empty the field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from digiloka.activities.own_tables import CURRENT_VERSION
from digiloka.activities.sectors import SECTORS, exists, sector_from_words, sector_of
from digiloka.areas.codes import KELURAHAN, level_of, parent_of
from digiloka.imports import faults
from digiloka.imports.brands import Brand
from digiloka.imports.cells import Column
from digiloka.imports.faults import Say
from digiloka.imports.ground import Ground
from digiloka.imports.whereabouts import area_named, read_point
from digiloka.registry import comparing, papers
from digiloka.registry.editing import PAPERS, topic_of
from digiloka.registry.reading import Paper
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord
from digiloka.values import text
from digiloka.values.amounts import Amount, names_period, period_words
from digiloka.values.text import is_blank

AREA = ("village", "district")
_KBLI_FIGURES = 5


def may_be_added(key: str) -> bool:
    """May a column that an officer added to a template correct this field? What the business's page asks, and papers
    with a kind of their own ("Izin lain" does not say which of several is meant)."""
    return topic_of(key) is not None or (key in PAPERS and key != "licence")


@dataclass(slots=True)
class Typed:
    """The edited cells of a row by field: values as read, and those that were cleared."""

    values: dict[str, Any] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)

    @property
    def keys(self) -> set[str]:
        return {*self.values, *self.cleared}


def read_edited(
    columns: Sequence[Column], cells: Sequence[Any], stored: BusinessRecord, ground: Ground, say: Say
) -> Typed:
    """Read cells that were typed over; what cannot be read is said and taken as not typed."""
    typed = Typed()
    for column in columns:
        key = column.field.key
        raw = cells[column.index] if column.index < len(cells) else None
        value, told = column.read(raw)
        for severity, code, message in told:
            say(key, severity, code, message)
        if any(severity == faults.CELL for severity, _, _ in told) or not column.taken:
            continue
        if key == "coordinates" and value is not None:
            value = read_point({"coordinates": [value]}, ground, say)
        elif key in _MEANING and value is not None:
            value = _MEANING[key](value, say)
        elif isinstance(value, Amount) and _of_another_time(value, key, column.guess.period, stored, say):
            continue
        if value is not None:
            typed.values[key] = value
        elif is_blank(raw, zero=True):
            typed.cleared.add(key)
    for key in typed.cleared.intersection(AREA):
        typed.cleared.discard(key)
        say(key, faults.CELL, "area-cleared", "Kelurahan dan kecamatan tidak bisa dikosongkan. Pilih dari daftar.")
    return typed


def _of_another_time(amount: Amount, key: str, period: str | None, stored: BusinessRecord, say: Say) -> bool:
    """Does a bare number stand where the cell showed an amount of a month, under a heading of a year? Who looks at
    the cell means the month, who looks at the heading the year."""
    known = getattr(stored.figures, key, None)
    shown = known.period if isinstance(known, Amount) else None
    if amount.high == 0 or shown in (None, period) or names_period(amount.raw):
        return False
    words = period_words(shown)
    say(key, faults.CELL, "amount-time",
        f'Sel ini tadi berisi jumlah{words}. Tulis jumlah dengan waktunya, contoh "{amount.raw}{words}".')
    return True


def edit_of(
    typed: Typed, stored: BusinessRecord, shown: Mapping[str, Any], ground: Ground, say: Say
) -> tuple[BusinessRecord, set[str]]:
    """A record that says what was typed and nothing else, and the keys of registry.comparing that it speaks of.

    `shown` is what stands in the row's cells of the place, edited or not. An unknown kelurahan is said and left out.
    """
    record, keys = BusinessRecord(), set(typed.keys)
    if keys.intersection(AREA):
        keys = _place(record, keys, stored, shown, ground, say)
    _figures(record, keys, typed, stored, ground.today)
    for key in sorted(keys.difference(AREA, PAPERS, ("survey_date",))):
        _set(record, key, _values(key, typed, stored))
    _survey(record, keys, typed)
    if keys.intersection(PAPERS):
        keys = _papers(record, keys, typed, stored)
    if "kbli" in keys and "sector" not in keys and not stored.sector_chosen and record.kbli:
        _set(record, "sector", (sector_of(record.kbli, record.kbli_version), stored.sector_as_written, False))
        keys.add("sector")
    return record, keys


def _set(record: BusinessRecord, key: str, values: tuple[Any, ...]) -> None:
    entry = comparing.BY_KEY[key]
    home = getattr(record, entry.part) if entry.part else record
    for name, value in zip(entry.names, values, strict=True):
        setattr(home, name, value)


def _values(key: str, typed: Typed, stored: BusinessRecord) -> tuple[Any, ...]:
    """The values of an entry's attributes; of a cleared one blanks."""
    if key in typed.cleared:
        return _blank(key, stored)
    value = typed.values[key]
    match key:
        case "phone":
            return (tuple(value),)
        case "status":
            return (int(value),)
        case "sector":
            return (value, stored.sector_as_written, True)
        case "kbli":
            return (value, CURRENT_VERSION, False)
        case "coordinates":
            return (*value, None, "sheet")
        case "start_date":
            return tuple(value)
    return (value,)


def _blank(key: str, stored: BusinessRecord) -> tuple[Any, ...]:
    if key == "phone":
        return ((),)
    if key == "sector":
        return (sector_of(stored.kbli, stored.kbli_version) if stored.kbli else None, stored.sector_as_written, False)
    return (None, None, False) if key == "kbli" else (None,) * len(comparing.BY_KEY[key].names)


def _place(
    record: BusinessRecord, keys: set[str], stored: BusinessRecord, shown: Mapping[str, Any], ground: Ground, say: Say
) -> set[str]:
    """Set the kelurahan that the two cells name together; the keys that are left."""
    found = area_named(shown.get("village"), shown.get("district"), ground, loosely="district" not in keys, say=say)
    if found is None:
        return keys.difference(AREA)
    place = record.place
    place.village_as_written = stored.place.village_as_written
    if level_of(found) != KELURAHAN:
        place.district_code = found
        return {*keys.difference(AREA), "district"}
    place.area_code, place.district_code = found, parent_of(found)
    return {*keys, *AREA}


def _figures(record: BusinessRecord, keys: Collection[str], typed: Typed, stored: BusinessRecord, today: date) -> None:
    """Figures correct the year that was printed, unless the row was given a day in another year."""
    if not any(comparing.BY_KEY[key].part == "figures" for key in keys if key in comparing.BY_KEY):
        return
    surveyed = typed.values.get("survey_date")
    year = surveyed.year if surveyed else stored.figures.year if stored.figures else today.year
    record.figures = FiguresRecord(year=year)


def _survey(record: BusinessRecord, keys: set[str], typed: Typed) -> None:
    """A day of the visit is kept; a year alone only says of when the figures are."""
    surveyed = typed.values.get("survey_date")
    record.survey_date = surveyed.day if surveyed else None
    if surveyed and surveyed.day is None:
        keys.discard("survey_date")


def _papers(record: BusinessRecord, keys: set[str], typed: Typed, stored: BusinessRecord) -> set[str]:
    """The papers of the edited kinds, the first of each as it was typed; a brand's name is no paper."""
    if isinstance(named := typed.values.get("brand"), Brand):
        keys = {*keys.difference({"brand"}), "trade_name"}
        record.brand = named.name
    elif "brand" in typed.cleared and not any(papers.field_key(paper.kind) == "brand" for paper in stored.licences):
        keys = {*keys.difference({"brand"}), "trade_name"}
    found: list[LicenceRecord] = []
    for key in sorted(keys.intersection(PAPERS)):
        known = [paper for paper in stored.licences if papers.field_key(paper.kind) == key]
        found.extend(known[1:])
        said = typed.values.get(key)
        if isinstance(said, Paper):
            first = known[0] if known else LicenceRecord(kind=PAPERS[key])
            found.append(replace(first, number=said.number, status=said.status))
    record.licences = tuple(found)
    return keys


def _sector(raw: str, say: Say) -> str | None:
    code = {text.key(words): code for code, words in SECTORS.items()}.get(text.key(raw)) or sector_from_words(raw)
    if code is None:
        say("sector", faults.CELL, "sector-unknown",
            f'Kelompok usaha "{raw[:60]}" tidak ada di daftar. Pilih dari daftar.')
    return code


def _kbli(raw: Any, say: Say) -> str | None:
    """The heading names the version, so a bare code is one of that."""
    written = text.clean(raw)
    code = written[:_KBLI_FIGURES]
    if len(written) == _KBLI_FIGURES and exists(code, CURRENT_VERSION):
        return code
    say("kbli", faults.CELL, "kbli-unknown",
        f'"{written[:60]}" bukan kode KBLI {CURRENT_VERSION} (5 angka). Cari kodenya di halaman usahanya.')
    return None


_MEANING: dict[str, Callable[[Any, Say], Any]] = {"sector": _sector, "kbli": _kbli}
