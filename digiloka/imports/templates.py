"""The round-trip template: the known businesses of an area in a workbook that is edited and imported again.

A sheet for each kelurahan. Every row carries a hidden key (imports.row_keys) that tells which business it is and what
was printed, so that only cells that were typed over are news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from digiloka.areas.codes import AreaScope
from digiloka.areas.loading import AreaRow
from digiloka.areas.naming import AreaNames
from digiloka.imports import survey_sheets as sheets
from digiloka.imports.printed_cells import COLUMNS, Cell, cells_of, sealed_in_key
from digiloka.imports.row_keys import KEY_HEADING, business_key
from digiloka.imports.survey_sheets import FIRST, Formats, is_text, width
from digiloka.registry.fields import BY_KEY
from digiloka.registry.queries.present import Present
from digiloka.values import text
from digiloka.values.dates import show_date

NUMBER_HEADING = "Nomor usaha"
EMPTY_ROWS = 300  # below the known businesses, for new ones
_WIDE = ("row_number", *COLUMNS)
_KEY = len(_WIDE)
_PAGES = 3  # A4 pages that a sheet is wide on paper
_AS_TEXT = frozenset(
    key for key in COLUMNS if is_text(key) or BY_KEY[key].kind in ("date", "point")
)  # a spreadsheet program would make something else of them
_LINES = (
    "Satu baris untuk satu usaha. Usaha yang sudah terdaftar sudah terisi; ubah hanya sel yang perlu diubah.",
    "Sel yang tidak diubah tidak berarti apa-apa, juga bila orang lain mengubah datanya sementara ini.",
    "Usaha baru ditulis di baris kosong di bawahnya. Kolom kuning perlu diisi; jangan menulis perkiraan.",
    "Isi yang memakai tanda •••• disamarkan. Biarkan bila masih benar; ketik isi lengkapnya bila perlu diubah.",
    "Sel yang dikosongkan tidak langsung menghapus data: DIGILOKA akan bertanya dulu saat berkas diunggah.",
    "Baris yang dihapus dari lembar ini tidak menghapus usahanya. Untuk usaha yang tutup, ubah Status usaha.",
    "Omzet, modal, dan pekerja yang diubah membetulkan angka tahun terakhir yang tercatat. Untuk tahun yang lain, isi "
    "juga Tanggal pendataan dengan hari di tahun itu.",
    "Mengganti Kelurahan berarti usahanya pindah. Di luar wilayah Anda: pakai tombol Pindahkan usaha di DIGILOKA.",
    "Baris boleh diurutkan dan kolom boleh ditambah. Jangan mengubah Nomor usaha dan kolom tersembunyi Kunci DIGILOKA.",
    "NIK, NIB, dan nomor HP sudah berbentuk teks. Jangan mengubah bentuk selnya, supaya angkanya tidak rusak.",
)


@dataclass(frozen=True, slots=True)
class Area:
    """What a template is of: an area, and an RT or RW in it."""

    code: str
    rt: str | None = None
    rw: str | None = None


def file_name(area: Area, names: AreaNames, today: date) -> str:
    """The name of the file: area and date."""
    row = names.rows[area.code]
    parts = [row.level, row.name, *(f"{word} {told}" for word, told in (("rt", area.rt), ("rw", area.rw)) if told)]
    return f"digiloka-{'-'.join(text.key(' '.join(parts)).split())}-{today.isoformat()}.xlsx"


def write(path: Path, area: Area, names: AreaNames, known: Iterable[Present], today: date) -> int:
    """Write the template of an area to `path` (.xlsx, plain OOXML); how many businesses it holds."""
    book = Workbook(str(path), sheets.SETTINGS)
    book.set_properties({"title": f"Data usaha {names.label(area.code)}", "comments": f"Diunduh {show_date(today)}"})
    formats = Formats.of(book)
    parts = _parted(area, names, known)
    taken: set[str] = set()
    made = [(book.add_worksheet(_sheet_name(each, taken)), each, rows) for each, rows in parts]
    lists = sheets.lists_of(list(names.rows.values()), _WIDE)
    asked = sheets.write_lists(book, book.add_worksheet("Pilihan"), lists, formats)
    for sheet, each, rows in made:
        _write_sheet(sheet, _title(area, each, names), rows, names, formats)
        sheets.offer_lists(sheet, _WIDE, asked, FIRST + len(rows) + EMPTY_ROWS - 1)
        sheet.set_footer(f"&LDIGILOKA, {show_date(today)}&RHalaman &P dari &N")
    sheets.write_guide(book.add_worksheet("Petunjuk"), _LINES, COLUMNS, formats)
    made[0][0].activate()
    book.close()
    return sum(len(rows) for _, _, rows in made)


def _parted(area: Area, names: AreaNames, known: Iterable[Present]) -> list[tuple[AreaRow, list[Present]]]:
    """A sheet's area and businesses: every kelurahan's, and those of which only a larger area is certain."""
    inside = [row for row in names.rows.values() if row.level == "kelurahan" and AreaScope(area.code).covers(row.code)]
    found: dict[str, list[Present]] = {row.code: [] for row in sorted(inside, key=lambda row: row.code)}
    for each in known:
        found.setdefault(each.scope_code if each.scope_code in names.rows else area.code, []).append(each)
    return [(names.rows[code], sorted(rows, key=_as_walked)) for code, rows in found.items()]


def _as_walked(each: Present) -> tuple[str, str, str, str]:
    place, record = each.record.place, each.record
    return place.rw or "~", place.rt or "~", text.key(record.name or record.owner.name or ""), each.number


def _sheet_name(row: AreaRow, taken: set[str]) -> str:
    """As spreadsheet programs take it: 31 letters, none of theirs, no name twice. A kecamatan may be called as one of
    its kelurahan is, and two kelurahan alike."""
    told = row.name if row.level == "kelurahan" else f"{row.kind.capitalize()} {row.name}"
    told = "".join(sign for sign in told if sign not in "[]:*?/\\'")[:31]
    name, again = told, 1
    while name.casefold() in taken:
        again += 1
        name = f"{told[:26]} ({again})"
    taken.add(name.casefold())
    return name


def _title(area: Area, row: AreaRow, names: AreaNames) -> str:
    told = [f"{row.kind} {row.name}", *(f"{word} {of}" for word, of in (("RT", area.rt), ("RW", area.rw)) if of)]
    above = names.rows.get(row.parent_code or "")
    while above is not None:
        told.append(above.name if above.level == "kota" else f"{above.kind} {above.name}")
        above = names.rows.get(above.parent_code or "")
    return f"DATA UMKM {', '.join(told)}".upper()


def _write_sheet(
    sheet: Worksheet, title: str, rows: Sequence[Present], names: AreaNames, formats: Formats
) -> None:
    looks = [_look(key, formats) for key in _WIDE]
    sheet.write_string(0, 0, title, formats.title)
    for column, key in enumerate(_WIDE):
        sheet.set_column(column, column, 17 if key == "row_number" else width(key), looks[column])
    sheet.set_column(_KEY, _KEY, 12, formats.text, {"hidden": True})
    sheets.write_headings(sheet, _WIDE, formats)
    sheet.write_string(FIRST - 1, 0, NUMBER_HEADING, formats.head)
    sheet.write_comment(FIRST - 1, 0, "Diberi oleh DIGILOKA. Jangan diubah; untuk usaha baru biarkan kosong.")
    sheet.write_string(FIRST - 1, _KEY, KEY_HEADING, formats.head)
    for at, each in enumerate(rows, start=FIRST):
        cells = cells_of(each.record, names)
        sheet.write_string(at, 0, each.number, looks[0])
        for column, key in enumerate(COLUMNS, start=1):
            _write_cell(sheet, at, column, cells[key], looks[column])
        sheet.write_string(at, _KEY, business_key(each.number, each.version, sealed_in_key(each.record, cells)))
    sheet.autofilter(FIRST - 1, 0, FIRST + len(rows) + EMPTY_ROWS - 1, _KEY)  # whoever sorts takes the keys along
    sheet.freeze_panes(FIRST, 2)
    sheets.print_on_a4(sheet, _PAGES)
    sheet.repeat_columns(0, 1)


def _look(key: str, formats: Formats) -> object:
    if key == "row_number" or key in _AS_TEXT:
        return formats.text
    return formats.number if BY_KEY[key].money or BY_KEY[key].count else formats.plain


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: object) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)
