"""Exports of other programs whose columns are known by name: no guess, nothing to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digiloka.imports.answers import ColumnAnswer, ColumnAnswers
from digiloka.imports.columns import SheetLayout
from digiloka.values import text

_ENOUGH = 0.8  # of a preset's headings must stand in the sheet: a program's next version may add and drop a few


@dataclass(frozen=True, slots=True)
class Preset:
    """`name` as a person knows the program; `marks` are headings without which it is none of its exports."""

    name: str
    fields: Mapping[str, str | None]
    marks: frozenset[str]
    periods: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is such an export, and what each of its columns is."""

    name: str
    answers: ColumnAnswers


def preset_of(layout: SheetLayout) -> Recognised | None:
    """The export a sheet is, by its headings alone."""
    headings = {guess.index: plain(guess.heading) for guess in layout.columns if guess.heading}
    written = set(headings.values())
    for preset in PRESETS:
        if preset.marks <= written and len(written & preset.fields.keys()) >= _ENOUGH * len(preset.fields):
            answers = {
                index: ColumnAnswer(preset.fields[heading], 1 if heading in preset.periods else None,
                                    preset.periods.get(heading) or None)
                for index, heading in headings.items() if heading in preset.fields
            }  # fmt: skip
            return Recognised(preset.name, answers)
    return None


def plain(heading: str) -> str:
    """A heading as presets write it: words in lower case, one blank between."""
    return text.key(heading)


def _fields(told: str) -> dict[str, str | None]:
    """Lines "field: heading | heading"; "-" is nothing of ours."""
    found: dict[str, str | None] = {}
    for line in told.strip().splitlines():
        key, _, spellings = line.partition(":")
        found |= {plain(one): None if key.strip() == "-" else key.strip() for one in spellings.split("|")}
    return found


# The columns of the national business list (SIDT) as one dated export writes them: owner, business, place, workers.
_SIDT = """
source_id: id data badan usaha
nik: nik pengusaha
owner_name: nama pengusaha
nib: nib
sex: jenis kelamin
-: is disabilitas
birth_date: tanggal lahir
education: pendidikan formal
phone: kontak hp
-: prov pengusaha | kab pengusaha | kec pengusaha | kel pengusaha | rt pengusaha | rw pengusaha
owner_address: alamat pengusaha
business_name: nama usaha
activity: kegiatan utama
product: produk utama
-: kategori kbli
kbli: kode kbli
legal_form: status badan usaha
scale_as_written: skala usaha
capital: modal pendirian
-: bulan mulai operasi
start_date: tahun mulai operasi
turnover: omzet tahunan
assets: asset
province: prov usaha
city: kab usaha
district: kec usaha
village: kel usaha
business_address: alamat usaha
rt: rt usaha
rw: rw usaha
photo: foto usaha
latitude: alamat latitude
longitude: alamat longitude
-: tk dibayar laki | tk dibayar perempuan | tk dibayar disabil laki | tk dibayar disabil perempuan
-: tk not dibayar laki | tk not dibayar perempuan | tk not dibayar disabil laki | tk not dibayar disabil perempua
-: pulled at | updated at | source page
"""

PRESETS = (
    Preset(
        "SIDT", _fields(_SIDT), frozenset(("id data badan usaha", "nik pengusaha", "omzet tahunan", "kel usaha")),
        {"omzet tahunan": "year", "modal pendirian": "", "asset": ""},
    ),
)
