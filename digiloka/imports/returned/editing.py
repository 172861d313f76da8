"""The officer's package with every mark in it. A hundred thousand rows pass as bytes, run by run."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from digiloka.imports.reader.xlsx_parts import BrokenPart
from digiloka.imports.reader.xlsx_scan import Names
from digiloka.imports.returned import filters
from digiloka.imports.returned.cells import last_valued
from digiloka.imports.returned.marks import SheetMarks
from digiloka.imports.returned.notes import MOST, Notes, Places, places_of, write_notes
from digiloka.imports.returned.package import Package, open_part
from digiloka.imports.returned.rows import RowWriter
from digiloka.imports.returned.sheet_frame import Frame, rows_of
from digiloka.imports.returned.splicing import Splice
from digiloka.imports.returned.styles import Styles
from digiloka.imports.returned.typed_cells import Balance
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING
from digiloka.values.amounts import show_number

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_WIDEST = 16_384
_LEVEL = 3  # of packing: a third of the time of the usual 6, a tenth more bytes
LEGEND = (
    "Kolom ini ditulis DIGILOKA. Betulkan sel yang merah, periksa sel yang kuning, lalu unggah berkas ini lagi. "
    f'Baris yang sudah benar biarkan saja. Jangan hapus kolom "{KEY_HEADING}" yang tersembunyi.'
)


_BROKEN = (  # what a package that lies about itself ends in, wherever it is read
    BrokenPart, zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, AssertionError, StopIteration,
    NotImplementedError,
)  # fmt: skip


class NotEditable(Exception):
    """The package cannot be changed in place."""


@dataclass(slots=True)
class Edited:
    """What an officer should know of the file that comes back."""

    notes: list[str] = field(default_factory=list)
    macros: bool = False


def edit(source: BinaryIO, target: BinaryIO, sheets: Iterable[SheetMarks], *, bad_only: bool, typed: bool) -> Edited:
    """Write the officer's workbook with the marks of its lists. Raises NotEditable.

    `bad_only` hides the rows that need nothing; it does not leave them out: formulas, pictures, merged cells and the
    row numbers that everybody speaks of stay right, and the whole list still comes back with the next upload.
    `typed`: some cells get what an officer typed, so the order of calculation must be found anew.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _edit(Package(archive), target, list(sheets), bad_only, typed)
    except _BROKEN as broken:
        raise NotEditable(str(broken)) from broken


def _edit(package: Package, target: BinaryIO, sheets: list[SheetMarks], bad_only: bool, typed: bool) -> Edited:
    edited = Edited(macros=package.is_macro())
    part = next(iter(package.related(package.book, "styles").values()), None)
    styles = Styles(package.read(part) if part else b"")
    if part is None:
        part = package.free_name("xl/styles{}.xml")
        package.relate(package.book, "styles", part)
        package.add(part, styles.data, _STYLES)
    if typed:
        package.drop(package.book, "calcChain")
    # All are looked through first: what is new stands among the content types, at the beginning.
    known = [_known(package, marks, styles if typed else None) for marks in sheets]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as out:
        later = [name for sheet in known for name in (sheet.path, sheet.places.comments, sheet.places.drawing)]
        if len({part, *later}) <= len(later):
            raise NotEditable("one part in two places")
        package.begin(out, {part, *later})
        for sheet in known:
            notes = _write_sheet(package, out, sheet, styles, bad_only, edited)
            write_notes(package, sheet.places, notes, sheet.frame.reach)
        package.changed[part] = styles.written()
        package.finish(out)
    return edited


@dataclass(slots=True)
class _Sheet:
    """A sheet looked through before it is rewritten. `columns` are ours: state, reasons, key; `of_numbers` are known
    where officers typed."""

    path: str
    marks: SheetMarks
    frame: Frame
    names: Names
    columns: tuple[int, int, int]
    places: Places
    widened: list[Splice]
    of_numbers: frozenset[int]


def _known(package: Package, marks: SheetMarks, styles: Styles | None) -> _Sheet:
    """`styles`: given where it matters which columns hold numbers."""
    path = package.path_of(marks.name)
    if path is None:
        raise NotEditable(f"no sheet {marks.name}")
    own, floor, last = marks.own, max(marks.columns, default=-1) + 1, -1
    gone = own.indexes
    balance = Balance(styles, marks.first_row) if styles else None
    with open_part(package.source, path) as stream:
        pieces = rows_of(stream)
        head, names = next(pieces)
        tail = b""
        for piece in pieces:
            if isinstance(piece, tuple):
                tail = piece[0]
                continue
            if len(gone) < 3:
                last = max(last, last_valued(names, piece, max(floor, last + 1), gone))
            if balance:
                balance.weigh(names, piece)
    frame = Frame.of(head, tail)
    columns = (own.status, own.reason, own.key)
    if None in columns:
        spanned = [right for top, _, bottom, right in frame.merges
                   if bottom >= (marks.heading_row or marks.first_row) and top <= marks.last_row]
        first = max(floor, last + 1, *(right + 1 for right in spanned), 0)
        columns = (first, first + 1, first + 2)
    if max(columns) >= _WIDEST:
        raise NotEditable("no room for our columns")
    widened, filtered = filters.widened(frame, (marks.first_row, marks.last_row), columns)
    if filtered:
        filters.rename(package, marks.name, filtered, max(columns))
    return _Sheet(path, marks, frame, names, columns, places_of(package, path, frame.drawing), widened,
                  balance.of_numbers if balance else frozenset())


def _write_sheet(
    package: Package, out: zipfile.ZipFile, sheet: _Sheet, styles: Styles, bad_only: bool, edited: Edited
) -> Notes:
    notes = Notes()
    writer = RowWriter(
        sheet.names, sheet.marks, sheet.columns, styles, notes, bad_only, LEGEND, sheet.frame.merges,
        sheet.frame.column_styles(), sheet.of_numbers,
    )  # fmt: skip
    frame, new_relation = sheet.frame, sheet.places.new_relation
    head, tail = frame.written(sheet.columns, sheet.marks.last_row, new_relation, sheet.widened)
    with open_part(package.source, sheet.path) as stream, out.open(sheet.path, "w", force_zip64=True) as entry:
        entry.write(head)
        for piece in rows_of(stream):
            if isinstance(piece, bytes):
                entry.write(writer.take(piece))
        entry.write(tail)
    writer.finish()
    if writer.unplaced:
        raise NotEditable(f"{writer.unplaced} rows not found")
    edited.notes += _to_say(sheet, writer, notes)
    return notes


def _to_say(sheet: _Sheet, writer: RowWriter, notes: Notes) -> Iterator[str]:
    name = f'Lembar "{sheet.marks.name}"'
    if notes.left:
        yield (f"{name}: {show_number(MOST)} sel pertama diberi catatan. {show_number(notes.left)} sel lain hanya "
               f'diberi warna; alasannya ada di kolom "{REASON_HEADING}".')
    if sheet.frame.locked:
        yield (f"{name} terkunci dan tetap terkunci. Kalau sel berwarna tidak bisa diisi, buka dulu kuncinya: Tinjau, "
               "lalu Buka Proteksi Lembar.")
    if writer.hidden_bad:
        yield (f"{name}: {show_number(writer.hidden_bad)} baris yang perlu dibetulkan tersembunyi sejak awal dan tetap "
               "tersembunyi.")
    if writer.not_typed:
        yield (f"{name}: {show_number(writer.not_typed)} isian yang diganti di DIGILOKA berisi rumus bersama, jadi "
               "rumusnya tetap. Ketik isi barunya di sel itu; isinya ada di catatan sel.")
