"""Made-up businesses of a city: what Dumai's streets have many of, where they would stand, what they would earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from digiloka.activities.own_tables import Activity, activities
from digiloka.activities.sectors import sector_of
from digiloka.areas.loading import AreaRow
from digiloka.demo.people import Person, person
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.amounts import Amount

_STREETS = (
    "Jl. Melati",
    "Jl. Kelapa Sawit",
    "Jl. Pelabuhan Lama",
    "Jl. Nelayan",
    "Jl. Tenaga",
    "Jl. Pasar Baru",
    "Jl. Cempaka",
    "Jl. Datuk Laksamana",
    "Jl. Budi Kemuliaan",
    "Gg. Mawar",
    "Gg. Rambutan",
    "Jl. Soekarno Hatta",
    "Jl. Bukit Timah",
)
# Divisions of KBLI 2025 a city's small businesses mostly belong to, with rough weights.
_COMMON = {
    "47": 34,
    "56": 26,
    "10": 12,
    "14": 5,
    "95": 5,
    "96": 6,
    "13": 2,
    "16": 2,
    "31": 1,
    "01": 3,
    "03": 2,
    "49": 2,
}
_KINDS = ("rumah", "toko", "kios", "pasar", "kaki_lima", "keliling", "daring")
_KIND_WEIGHTS = (44, 18, 14, 8, 10, 3, 3)
_TITLES = ("Warung", "Kedai", "Toko", "Usaha", "Rumah", "Dapur", "Mitra", "Kios")


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up record and how far its verification got."""

    record: BusinessRecord
    state: str


def businesses(areas: Sequence[AreaRow], count: int, seed: int, year: int) -> Iterator[Made]:
    """`count` businesses; the same seed gives the same ones. One owner in twelve has a second business."""
    chance = Random(seed)  # noqa: S311 - made-up data, not a secret
    villages = [area for area in areas if area.level == "kelurahan" and area.latitude is not None]
    weights = [chance.uniform(0.4, 2.2) for _ in villages]
    known = [activity for activity in activities() if activity.code_2025]
    shares = [_COMMON.get(activity.code_2025[:2], 0.25) for activity in known]
    owner: Person | None = None
    for _ in range(count):
        village = chance.choices(villages, weights)[0]
        if owner is None or chance.random() > 1 / 12:
            owner = person(chance, village.code.replace(".", "")[:6])
        activity = chance.choices(known, shares)[0]
        yield Made(_record(chance, owner, activity, village, year), _state(chance))


def _record(chance: Random, owner: Person, activity: Activity, village: AreaRow, year: int) -> BusinessRecord:
    words = activity.words or (activity.name,)
    product = chance.choice(words)
    return BusinessRecord(
        owner=OwnerRecord(
            name=owner.name,
            nik=owner.nik if chance.random() < 0.85 else None,
            sex=owner.sex,
            birth_date=owner.birth_date,
            education=owner.education,
            phones=(owner.phone,) if chance.random() < 0.9 else (),
        ),
        place=_place(chance, village),
        figures=_figures(chance, activity, year) if chance.random() < 0.88 else None,
        licences=_licences(chance, activity, year),
        name=_name(chance, owner, product),
        activity=activity.name,
        product=product,
        kbli=activity.code_2025,
        kbli_version="2025",
        sector=sector_of(activity.code_2025, "2025"),
        legal_form=chance.choices(("perorangan", "cv", "pt_perorangan", "kelompok"), (93, 3, 3, 1))[0],
        start_year=chance.randint(1998, year - 1),
        existence=chance.choices((1, 2, 4, 6, 7, 8), (88, 3, 4, 2, 2, 1))[0],
        sales_channels=tuple(chance.sample(("langsung", "wa", "medsos", "titip"), chance.randint(1, 2))),
    )


def _name(chance: Random, owner: Person, product: str) -> str:
    style = chance.random()
    first = owner.name.split()[0]
    if style < 0.45:
        return f"{product.title()} {'Bu' if owner.sex == 'P' else 'Pak'} {first}"
    if style < 0.8:
        return f"{chance.choice(_TITLES)} {product.title()} {first}"
    return f"{chance.choice(_TITLES)} {first} {chance.choice(('Jaya', 'Berkah', 'Maju', 'Sejahtera', 'Barokah'))}"


def _place(chance: Random, village: AreaRow) -> PlaceRecord:
    pinned = chance.random() < 0.7
    return PlaceRecord(
        address=f"{chance.choice(_STREETS)} No. {chance.randint(1, 180)}",
        rt=f"{chance.randint(1, 14):03}",
        rw=f"{chance.randint(1, 6):03}",
        area_code=village.code,
        district_code=village.parent_code,
        postal_code=village.postal_code,
        latitude=round((village.latitude or 0) + chance.gauss(0, 0.004), 6) if pinned else None,
        longitude=round((village.longitude or 0) + chance.gauss(0, 0.004), 6) if pinned else None,
        point_source="gps" if pinned else None,
        accuracy_m=round(chance.uniform(4, 45), 1) if pinned else None,
        premises_kind=chance.choices(_KINDS, _KIND_WEIGHTS)[0],
    )


def _figures(chance: Random, activity: Activity, year: int) -> FiguresRecord:
    monthly = round(min(chance.lognormvariate(15.6, 1.1), 4e9), -5)
    capital = round(min(chance.lognormvariate(16.0, 1.3), 9e9), -5)
    workers = max(1, round(chance.lognormvariate(0.4, 0.7)))
    female = chance.randint(0, workers)
    industry = activity.code_2025[:2].isdigit() and 10 <= int(activity.code_2025[:2]) <= 33
    return FiguresRecord(
        year=year,
        turnover=Amount(int(monthly), int(monthly), "month", False, ""),
        capital=Amount(int(capital), int(capital), None, False, "") if chance.random() < 0.7 else None,
        investment=Amount(int(capital), int(capital), None, False, "") if industry else None,
        workers_male=workers - female,
        workers_female=female,
        workers_total=workers,
    )


def _licences(chance: Random, activity: Activity, year: int) -> tuple[LicenceRecord, ...]:
    found = []
    if chance.random() < 0.35:
        found.append(LicenceRecord(kind="nib", number=f"00000000{chance.randint(10000, 99999)}", status="ya"))
    elif chance.random() < 0.3:
        found.append(LicenceRecord(kind="nib", status=chance.choice(("tidak", "proses", "ya"))))
    if activity.code_2025[:2] == "10" and chance.random() < 0.4:
        ends = date(year + chance.randint(0, 4), chance.randint(1, 12), 1)
        number = f"20{chance.randint(1, 9)}147201{chance.randint(0, 9999):04}{chance.randint(0, 9)}{ends.year % 100}"
        found.append(LicenceRecord(kind="pirt", number=number[:15].ljust(15, "0"), status="ya", expires_on=ends))
    if activity.code_2025[:2] in ("10", "56"):
        status = chance.choices(("ya", "tidak", "proses", None), (22, 40, 8, 30))[0]
        if status:
            found.append(LicenceRecord(kind="halal", status=status))
    return tuple(found)


def _state(chance: Random) -> str:
    return chance.choices(("submitted", "verified", "confirmed", "returned"), (30, 45, 20, 5))[0]
