"""What stands in the cells of a template for a business that is known, column by column.

A cell shows what the business's page would say, in words that the same column reads back. What identifies a person, or
says where they live, never leaves the house in a file: such a cell shows that something is known and no more. Left as
it is, it says nothing; typed over, it is a change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from digiloka.activities.own_tables import CURRENT_VERSION
from digiloka.activities.sectors import SECTORS
from digiloka.areas.naming import AreaNames
from digiloka.imports.blanks import COLUMNS as SURVEYED
from digiloka.imports.questions import of_column
from digiloka.privacy.masking import mask_birth_date, mask_email, mask_npwp
from digiloka.registry import choices, papers
from digiloka.registry.editing import PAPERS
from digiloka.registry.export_files import harmless
from digiloka.registry.fields import BY_KEY
from digiloka.registry.records import BusinessRecord
from digiloka.values.amounts import Amount, show_amount, show_number, show_rupiah
from digiloka.values.dates import show_date_short
from digiloka.values.identity import mask_nik
from digiloka.values.phone import mask_phone

Cell = str | int | None
Cells = dict[str, Cell]

HIDDEN = "•••• (sudah ada)"
_MORE = {"owner_address": ("email", "npwp"), "sector": ("kbli",), "capital": ("workers_total",)}
# What a survey asks, and what it may correct of a business that is known already.
COLUMNS = tuple(
    column for key in SURVEYED if key != "row_number" for column in (key, *_MORE.get(key, ()))
)
_LONGEST = 32_767  # letters that a cell holds
_PERIODS = {"turnover": "year"}  # as the headings say
_FULL = "="  # stands before a column's key where the key of a row holds what a masked cell does not show


def cells_of(record: BusinessRecord, names: AreaNames) -> Cells:
    """{column: what its cell shows} of a business; never a formula."""
    shown = ((key, _CELLS[key](record, names) if key in _CELLS else _plain(key, record)) for key in COLUMNS)
    return {key: harmless(cell)[:_LONGEST] if isinstance(cell, str) else cell for key, cell in shown}


def sealed_in_key(record: BusinessRecord, cells: Cells) -> Cells:
    """What the hidden key of a row remembers: every cell, and the whole value of those that do not show it."""
    return cells | {f"{_FULL}{key}": whole(record) for key, whole in _WHOLE.items()}


def behind(key: str, record: BusinessRecord, cells: Cells) -> tuple[str, Cell]:
    """(what a row's key calls it, its value) of what tells whether a field changed: of a masked one the whole value."""
    return (f"{_FULL}{key}", _WHOLE[key](record)) if key in _WHOLE else (key, cells[key])


def in_words(key: str, cell: Cell) -> str:
    """A cell as a page shows it: of a NIK or phone in its words only the end."""
    if isinstance(cell, str) and not (key in BY_KEY and BY_KEY[key].sensitive):  # those are masked in the template
        return of_column(cell, (key,))
    if not isinstance(cell, int) or key not in BY_KEY:
        return "" if cell is None else str(cell)
    period = " per tahun" if _PERIODS.get(key) else ""
    return f"{show_rupiah(cell)}{period}" if BY_KEY[key].money else show_number(cell)


def _dates(value: date | None) -> str | None:
    return show_date_short(value) if value else None


_WHOLE: dict[str, Callable[[BusinessRecord], Cell]] = {
    "nik": lambda record: record.owner.nik,
    "phone": lambda record: " ".join(record.owner.phones) or None,
    "email": lambda record: record.owner.email,
    "npwp": lambda record: record.owner.npwp,
    "birth_date": lambda record: _dates(record.owner.birth_date),
    "owner_address": lambda record: record.owner.address,
    "notes": lambda record: record.notes,
}


def _plain(key: str, record: BusinessRecord) -> Cell:
    """What a column of words, a closed list, a count or an amount shows."""
    if key in PAPERS:
        return _paper(key, record)
    home = {"place": record.place, "figures": record.figures, "owner": record.owner}.get(BY_KEY[key].about, record)
    value = getattr(home, _NAMES.get(key, key)) if home is not None else None
    if isinstance(value, Amount):
        return _money(value, _PERIODS.get(key))
    listed = BY_KEY[key].choices
    return choices.words_of(listed, str(value)) if listed and value is not None else value


_NAMES = {"owner_name": "name", "business_name": "name", "business_address": "address", "status": "existence"}


def _money(amount: Amount, period: str | None) -> Cell:
    """A number where it says all; else the words that the same column reads back."""
    if amount.exact is not None and not amount.estimated and amount.period == period:
        return amount.exact
    return show_amount(amount)


def _paper(key: str, record: BusinessRecord) -> Cell:
    first = next((paper for paper in record.licences if papers.field_key(paper.kind) == key), None)
    if first is None:
        return record.brand if key == "brand" else None
    return first.number or choices.words_of(choices.ANSWERS, first.status)


def _begun(record: BusinessRecord, _names: AreaNames) -> Cell:
    if record.start_year and record.start_month:
        return f"{record.start_month:02}/{record.start_year}"
    return str(record.start_year) if record.start_year else None


def _kbli(record: BusinessRecord, _names: AreaNames) -> Cell:
    """The code that somebody chose: a proposal is not for a file to confirm."""
    if not record.kbli or record.kbli_proposed:
        return None
    version = f"KBLI {record.kbli_version}" if record.kbli_version else "tahun KBLI tidak disebut"
    return record.kbli if record.kbli_version == CURRENT_VERSION else f"{record.kbli} ({version})"


def _area(code: str | None, written: str | None, names: AreaNames) -> Cell:
    return names.rows[code].name if code in names.rows else written


def _point(record: BusinessRecord, _names: AreaNames) -> Cell:
    place = record.place
    if place.latitude is None or place.longitude is None:
        return None
    return f"{place.latitude:.6f}, {place.longitude:.6f}"


def _hidden(key: str) -> Callable[[BusinessRecord, AreaNames], Cell]:
    return lambda record, _names: HIDDEN if _WHOLE[key](record) else None


_CELLS: dict[str, Callable[[BusinessRecord, AreaNames], Cell]] = {
    "nik": lambda record, _: mask_nik(record.owner.nik) if record.owner.nik else None,
    "phone": lambda record, _: ", ".join(map(mask_phone, record.owner.phones)) or None,
    "email": lambda record, _: mask_email(record.owner.email) if record.owner.email else None,
    "npwp": lambda record, _: mask_npwp(record.owner.npwp) if record.owner.npwp else None,
    "birth_date": lambda record, _: mask_birth_date(str(record.owner.birth_date)) if record.owner.birth_date else None,
    "owner_address": _hidden("owner_address"),
    "notes": _hidden("notes"),
    "sector": lambda record, _: SECTORS.get(record.sector or "", record.sector) or record.sector_as_written,
    "kbli": _kbli,
    "village": lambda record, names: _area(record.place.area_code, record.place.village_as_written, names),
    "district": lambda record, names: _area(record.place.district_code, None, names),
    "coordinates": _point,
    "start_date": _begun,
    "survey_date": lambda record, _: _dates(record.survey_date),
}
