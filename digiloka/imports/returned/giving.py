"""From a file and its marks to what the officer gets: a name, a file in memory, and what must be said of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from digiloka.files.naming import shown_name
from digiloka.imports.returned.building import build
from digiloka.imports.returned.editing import Edited, NotEditable, edit
from digiloka.imports.returned.marks import SheetMarks
from digiloka.imports.workbook import Limits, open_workbook
from digiloka.imports.workbook.guard import unpacked_size
from digiloka.imports.workbook.signature import kind_of

_OURS, _BAD_ONLY = " - DIGILOKA", " - yang salah"  # behind the name that the officer gave
_LONGEST = 120  # letters of it
_OLD_KINDS = {"xls": "Excel lama (.xls)", "xlsb": "Excel biner (.xlsb)", "ods": "ODS"}
_TEXT = "Berkas CSV kembali sebagai .xlsx supaya selnya bisa diwarnai. Isi selnya sama."
_BUILT = (
    "Berkas {} tidak bisa diwarnai di tempatnya, jadi kembali sebagai .xlsx: isi dan jenis selnya sama, tetapi rumus, "
    "gambar, dan tampilannya tidak ikut."
)
_BUILT_AGAIN = (
    "Berkas ini disusun dengan cara yang tidak bisa kami ubah di tempatnya, jadi ditulis ulang: isi dan jenis selnya "
    "sama, tetapi rumus, gambar, dan tampilannya tidak ikut."
)


@dataclass(slots=True)
class Returned:
    """The file that goes back, at its beginning; `notes` are sentences for the officer."""

    name: str
    file: BinaryIO
    notes: list[str] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        self.file.seek(0)
        return self.file.read()


def anonymous() -> BinaryIO:
    """A file in memory, which nobody finds on the disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("returned"), "w+b")
    return tempfile.TemporaryFile("w+b")  # where the kernel has no anonymous files: one without a name


def give_back(
    source: BinaryIO, name: str, sheets: Sequence[SheetMarks], limits: Limits, *, bad_only: bool, typed: bool
) -> Returned:
    """The marked workbook. `typed`: officers typed in place of some cells."""
    kind = kind_of(source)
    unpacked_size(source, kind, limits)  # refuses a bomb
    notes = []
    if kind == "xlsx":
        target = anonymous()
        try:
            return _named(name, target, edit(source, target, sheets, bad_only=bad_only, typed=typed), bad_only)
        except NotEditable:
            target.close()
        notes.append(_BUILT_AGAIN)
    else:
        notes.append(_TEXT if kind == "csv" else _BUILT.format(_OLD_KINDS[kind]))
    source.seek(0)
    workbook = open_workbook(source.read(), name, limits)
    built, target = anonymous(), anonymous()
    names = dict(zip((sheet.name for sheet in workbook.sheets), build(workbook, built), strict=True))
    del workbook
    renamed = [replace(marks, name=names[marks.name]) for marks in sheets]
    with built:
        edited = edit(built, target, renamed, bad_only=bad_only, typed=typed)
    edited.notes[:0] = notes
    return _named(name, target, edited, bad_only)


def _named(name: str, file: BinaryIO, edited: Edited, bad_only: bool) -> Returned:
    file.seek(0)
    stem = PurePath(name.replace("\\", "/")).name.rpartition(".")[0] or name or "survei"
    stem = stem.removesuffix(_BAD_ONLY).removesuffix(_OURS)[:_LONGEST] + _OURS + (_BAD_ONLY if bad_only else "")
    return Returned(shown_name(f"{stem}.{'xlsm' if edited.macros else 'xlsx'}"), file, edited.notes)
