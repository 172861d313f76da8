"""Exports of other programs whose columns are known by name: no guess, nothing to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from digiloka.imports.answers import ColumnAnswer, ColumnAnswers, Spellings
from digiloka.imports.columns import SheetLayout
from digiloka.values import text


@dataclass(frozen=True, slots=True)
class Preset:
    """`name` as a person knows the program; `marks` are headings without which it is none of its exports, and `least`
    as many of those we know must stand there: a program's next version may add and drop a few.

    `periods`: of amounts in whole rupiah, "" for one of no time. `added`: columns of one field that count together.
    `spellings`: codes the export writes in place of words.
    """

    name: str
    fields: Mapping[str, str | None]
    marks: frozenset[str]
    least: int
    periods: Mapping[str, str] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    spellings: Spellings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is such an export: what each of its columns is, and which of them count together."""

    name: str
    answers: ColumnAnswers
    added: frozenset[int]
    spellings: Spellings


def preset_of(layout: SheetLayout) -> Recognised | None:
    """The export a sheet is, by its headings alone."""
    headings = {guess.index: text.key(guess.heading) for guess in layout.columns if guess.heading}
    written = set(headings.values())
    for preset in PRESETS:
        if preset.marks <= written and len(written & preset.fields.keys()) >= preset.least:
            return _recognised(preset, {index: told for index, told in headings.items() if told in preset.fields})
    return None


def _recognised(preset: Preset, headings: Mapping[int, str]) -> Recognised:
    answers = {
        index: ColumnAnswer(preset.fields[told], 1 if told in preset.periods else None,
                            preset.periods.get(told) or None)
        for index, told in headings.items()
    }  # fmt: skip
    added = frozenset(index for index, told in headings.items() if told in preset.added)
    return Recognised(preset.name, answers, added, preset.spellings)


def _fields(told: str) -> dict[str, str | None]:
    """Lines "field: heading | heading"; "-" is nothing of ours."""
    found: dict[str, str | None] = {}
    for line in told.strip().splitlines():
        key, _, spellings = line.partition(":")
        found |= {text.key(one): None if key.strip() == "-" else key.strip() for one in spellings.split("|")}
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
workers_male: tk dibayar laki | tk not dibayar laki
workers_female: tk dibayar perempuan | tk not dibayar perempuan
-: tk dibayar disabil laki | tk dibayar disabil perempuan
-: tk not dibayar disabil laki | tk not dibayar disabil perempua | tk not dibayar disabil perempuan
-: pulled at | updated at | source page
"""

# OpenSID's list of inhabitants: what it writes to a workbook, what it takes from its own .xlsm, what it prints.
_INHABITANTS = """
row_number: no
owner_name: nama
nik: nik | nomor nik
-: no kk | nomor kk | tag id card | kepala keluarga
owner_address: alamat
rt: rt
rw: rw
sex: jenis kelamin
birth_place: tempat lahir
birth_date: tanggal lahir
-: umur | agama | pendidikan sdg ditemph | pendidikan sdg ditempuh | pendidikan sedang ditempuh
education: pendidikan dlm kk | pendidikan dalam kk
-: pekerjaan | kawin | status kawin | hub keluarga | hubungan keluarga | kewarganegaraan | nama ayah | nama ibu
-: nik ayah | nik ibu | gol darah | golongan darah | akta lahir | nomor dokumen pasport | nomor dokumen paspor
-: tanggal akhir pasport | tanggal akhir paspor | nomor dokumen kitas | nomor akta perkawinan | tanggal perkawinan
-: nomor akta perceraian | tanggal perceraian | cacat | cara kb | hamil | ktp el | status rekam | status dasar | status
-: suku | asuransi | no asuransi | dusun
"""
# The codes of the level reached, as the inhabitants' import and export may write them.
_LEVELS = ("tidak_sd", "tidak_sd", "sd", "smp", "sma", "d1_d3", "d1_d3", "d4_s1", "s2", "s3")

# OpenSID's shop: a product in each row, with who sells it.
_SHOP = """
row_number: no
owner_name: pelapak | nama pelapak
product: produk | nama produk
sector: kategori | kategori produk
notes: deskripsi
phone: no hp | no telepon | telepon
-: aksi | harga | satuan | potongan | status
"""

PRESETS = (
    Preset(
        "SIDT", _fields(_SIDT), frozenset(("id data badan usaha", "nik pengusaha", "omzet tahunan", "kel usaha")), 35,
        periods={"omzet tahunan": "year", "modal pendirian": "", "asset": ""},
        added=frozenset(
            ("tk dibayar laki", "tk not dibayar laki", "tk dibayar perempuan", "tk not dibayar perempuan")
        ),
    ),
    Preset(
        "OpenSID (penduduk)", _fields(_INHABITANTS),
        frozenset(("nama", "pendidikan dlm kk", "kawin", "nama ayah", "nama ibu")), 12,
        spellings={("education", str(code)): level for code, level in enumerate(_LEVELS, 1)},
    ),
    Preset("OpenSID (lapak)", _fields(_SHOP), frozenset(("pelapak", "produk", "kategori", "potongan")), 6),
)
