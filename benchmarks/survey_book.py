"""A made-up survey of Dumai as a workbook of any length: 35 columns as kelurahan keep them, two cells in a hundred bad.

Written row by row (XlsxWriter's constant memory), so 100,000 rows need no more memory than ten. Nobody in it exists:
the serial of every NIK is 0000 and every phone has 00 after the operator's digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from digiloka.activities.own_tables import Activity, activities
from digiloka.areas.loading import AreaRow, areas_of_city
from digiloka.demo.people import Person, person
from digiloka.values.education import EDUCATION

CITY = "14.72"
BORN_IN = (CITY, "14.71", "14.03", "14.08", "14.07", "14.01")  # where a NIK was given out; the next when one is used up
HEADINGS = (
    "No", "Nama Pemilik", "NIK", "L/P", "Tanggal Lahir", "Pendidikan Terakhir", "No HP/WA", "Alamat Rumah Pemilik",
    "Nama Usaha", "Kegiatan Usaha", "Produk Utama", "Sektor Usaha", "Alamat Usaha", "RT", "RW", "Kelurahan",
    "Kecamatan", "Latitude", "Longitude", "Tahun Berdiri", "Bentuk Usaha", "Status Kepemilikan Tempat Usaha",
    "Omzet per Bulan (Rp)", "Modal Usaha (Rp)", "Aset (Rp)", "Tenaga Kerja Laki-laki", "Tenaga Kerja Perempuan",
    "NIB", "Tanggal Terbit NIB", "No P-IRT", "Sertifikat Halal", "Merek", "Pemasaran", "Tanggal Pendataan",
    "Keterangan",
)  # fmt: skip
DIRTY = 0.02  # of all cells
_DAYS = 18_262  # birth dates from 1955 to 2004
_BORN_FROM = date(1955, 1, 1)
_STREETS = ("Jl. Sudirman", "Jl. Ombak", "Jl. Kelakap Tujuh", "Jl. Sultan Syarif Kasim", "Gg. Damai", "Jl. Nangka",
            "Jl. Janur Kuning", "Gg. Abadi", "Jl. Pangkalan Sena", "Jl. Bintan", "Jl. Hasanuddin", "Jl. Baru")
_NOTES = (None, None, None, "Perlu pelatihan kemasan", "Butuh modal", "Sudah pernah ikut pameran", "Usaha keluarga",
          "Minta dibantu urus halal")
_SELLS = ("Langsung", "WhatsApp", "Titip di warung", "Langsung, WhatsApp", "Facebook", "Shopee", "Pasar")
_SECTORS = {"10": "Kuliner", "56": "Kuliner", "47": "Perdagangan", "14": "Fesyen", "13": "Kerajinan", "16": "Kerajinan",
            "31": "Kerajinan", "95": "Jasa", "96": "Jasa", "01": "Pertanian", "03": "Perikanan", "49": "Jasa"}

Spoil = Callable[[Random, Any], Any]


@dataclass(frozen=True, slots=True)
class Survey:
    """What a row is drawn from."""

    chance: Random
    villages: Sequence[AreaRow]
    districts: dict[str, str]  # kecamatan code → name
    regions: Sequence[str]  # the first six digits a NIK may have, those of Dumai first
    activities: Sequence[Activity]
    shares: Sequence[float]


def write(path: Path, count: int, seed: int, first: int = 0, *, title: bool = True) -> None:
    """Write a survey of `count` businesses to `path`; `first` begins elsewhere in the list of people, for others.

    Without a title the headings stand in the first row, where programs that look for none expect them.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False,
                                           "strings_to_urls": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("Data UMKM")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, words in enumerate(("DATA UMKM DAN IKM KOTA DUMAI", "HASIL PENDATAAN TAHUN 2026") if title else ()):
        sheet.write_string(line, 0, words)
    headings = 3 if title else 0
    sheet.write_row(headings, 0, HEADINGS)
    for number, cells in enumerate(rows(count, seed, first), start=headings + 1):
        for column, value in enumerate(cells):
            if value is None:
                continue
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
            else:
                sheet.write(number, column, value)
    book.close()


def rows(count: int, seed: int, first: int = 0) -> Iterator[list[Any]]:
    """The survey's rows without headings; the same seed gives the same ones."""
    survey = _survey(seed)
    chance, owner = survey.chance, None
    for number in range(count):
        if owner is None or chance.random() > 1 / 12:
            owner = _owner(survey, first + number, seed)
        cells = _row(survey, number + 1, f"{first + number:013}", *owner)
        _spoil(chance, cells)
        yield cells


def _survey(seed: int) -> Survey:
    areas = areas_of_city(CITY)
    known = [activity for activity in activities() if activity.code_2025]
    return Survey(
        Random(seed), [area for area in areas if area.level == "kelurahan"],
        {area.code: area.name for area in areas if area.level == "kecamatan"}, _regions(), known,
        [12.0 if activity.code_2025[:2] in _SECTORS else 1.0 for activity in known],
    )


def _regions() -> list[str]:
    """As many kecamatan of each city as Dumai has, city by city."""
    found = [[area.code for area in areas_of_city(city) if area.level == "kecamatan"] for city in BORN_IN]
    return [code.replace(".", "") for codes in found for code in codes[: len(found[0])]]


def _owner(survey: Survey, number: int, seed: int) -> tuple[Person, str, date]:
    """A person with a NIK nobody else has: kecamatan and birth date are counted through, then those of another city."""
    apart = len(survey.districts)
    city, place = number // (apart * _DAYS) % len(BORN_IN), (number + seed) % (apart * _DAYS)
    region = survey.regions[city * apart + place % apart]
    born = _BORN_FROM + timedelta(days=place // apart * 7_919 % _DAYS)
    drawn = person(survey.chance, region)
    woman = 40 if drawn.sex == "P" else 0
    return drawn, f"{region}{born.day + woman:02}{born.month:02}{born.year % 100:02}0000", born


def _row(survey: Survey, number: int, nib: str | None, owner: Person, nik: str, born: date) -> list[Any]:
    chance = survey.chance
    village = chance.choice(survey.villages)
    activity = chance.choices(survey.activities, survey.shares)[0]
    words = activity.words or (activity.name,)
    product = chance.choice(words)
    food = activity.code_2025[:2] in ("10", "56")
    monthly = round(min(chance.lognormvariate(15.6, 1.1), 4e9), -5)
    capital = round(min(chance.lognormvariate(16.0, 1.3), 9e9), -5)
    nib = nib if chance.random() < 0.35 else None
    return [
        number, owner.name.upper() if chance.random() < 0.3 else owner.name, nik if chance.random() < 0.85 else None,
        owner.sex, born, EDUCATION[owner.education], _phone(chance, owner.phone), _address(chance),
        f"{chance.choice(('Warung', 'Toko', 'Kedai', 'Usaha', 'UD'))} {owner.name.split()[0]} {chance.choice(_WORDS)}",
        activity.name, product, _SECTORS.get(activity.code_2025[:2], "Jasa"), _address(chance),
        f"{chance.randint(1, 14):03}", f"{chance.randint(1, 6):03}", _written(chance, village.name),
        _written(chance, survey.districts[village.parent_code or ""]),
        *_point(chance, village), chance.randint(1990, 2025),
        chance.choices(("Perorangan", "CV", "PT Perorangan"), (94, 3, 3))[0],
        chance.choice(("Milik sendiri", "Sewa", "Menumpang")), _money(chance, int(monthly)), int(capital),
        int(capital * 1.4), chance.randint(0, 3), chance.randint(0, 4), nib,
        date(chance.randint(2020, 2025), chance.randint(1, 12), chance.randint(1, 28)) if nib else None,
        f"2{chance.randint(10, 99)}147201{chance.randint(0, 9999):04}{chance.randint(26, 31)}"
        if food and chance.random() < 0.2 else None,
        chance.choice(("Ya", "Belum", "Proses")) if food else None,
        None if chance.random() < 0.95 else "Sudah", chance.choice(_SELLS),
        date(2026, chance.randint(1, 10), chance.randint(1, 28)), chance.choice(_NOTES),
    ]  # fmt: skip


_WORDS = ("Jaya", "Berkah", "Maju", "Sejahtera", "Barokah", "Mandiri", "Sepakat", "Bersama", "Rezeki", "Harapan",
          "Setia", "Baru", "Makmur", "Bahagia", "Amanah", "Lestari")


def _phone(chance: Random, e164: str) -> str:
    digits = "0" + e164[3:]
    return chance.choice((digits, digits, digits, f"{digits[:4]}-{digits[4:8]}-{digits[8:]}", "+62" + digits[1:]))


def _address(chance: Random) -> str:
    return f"{chance.choice(_STREETS)} No. {chance.randint(1, 240)}"


def _written(chance: Random, name: str) -> str:
    return chance.choice((name, name, name.upper(), name.lower()))


def _point(chance: Random, village: AreaRow) -> tuple[float | None, float | None]:
    if village.latitude is None or village.longitude is None or chance.random() < 0.3:
        return None, None
    return round(village.latitude + chance.gauss(0, 0.004), 6), round(village.longitude + chance.gauss(0, 0.004), 6)


def _money(chance: Random, amount: int) -> Any:
    return chance.choices(
        (amount, f"Rp{amount:,}".replace(",", "."), f"{max(1, amount // 1_000_000)} juta",
         f"{max(1, amount // 1_000_000)}-{max(2, amount // 1_000_000 + 2)} juta"),
        (70, 15, 10, 5),
    )[0]


_BAD: dict[int, Spoil] = {
    2: lambda chance, nik: float(nik) if nik and chance.random() < 0.5 else (nik or "0")[:14],
    4: lambda chance, born: f"{born.day} {chance.choice(('Agustus', 'agst', 'Desember'))} {born.year}",
    6: lambda _, phone: f"{phone} / 0761{phone[-5:]}",
    13: lambda _, rt: f"RT {int(rt)}",
    15: lambda _, name: name[:-1] + "x",
    17: lambda _, lat: str(lat or "").replace(".", ","),
    19: lambda _, year: f"sejak {year}",
    22: lambda *_: "tidak tentu",
    25: lambda _, count: f"{count} orang",
    27: lambda _, nib: nib[1:] if nib else "belum ada",
}
_BLANKS = ("-", "--", " ", "#REF!", "belum ada", "n/a")


def _spoil(chance: Random, cells: list[Any]) -> None:
    for column in range(1, len(cells)):
        if chance.random() < DIRTY:
            bad = _BAD.get(column)
            cells[column] = bad(chance, cells[column]) if bad else chance.choice(_BLANKS)
