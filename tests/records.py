"""Made-up records: one ordinary business with every part, and any other that chance makes."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from digiloka.registry import choices, mapping
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.amounts import Amount

CITY = "14.72"
KELURAHAN = "14.72.01.1003"
OTHER_KELURAHAN = "14.72.02.1002"


def nik(serial: int = 0) -> str:
    """A NIK of nobody: a woman born on a day that `serial` chooses, serial number 0000."""
    day = dt.date(1950, 1, 1) + dt.timedelta(days=serial)
    return f"147201{day.day + 40:02d}{day:%m%y}0000"


def money(low: int | None, high: int | None = None, period: str | None = None) -> Amount:
    return Amount(low, low if high is None else high, period, False, "")


def record(**changed: Any) -> BusinessRecord:
    """A warung with an owner, a place, figures and two papers. `owner`, `place`, `figures` take dictionaries."""
    parts: dict[str, Any] = {
        "owner": OwnerRecord(name="Siti Aminah", nik=nik(), phones=("+6281200345678",), sex="P"),
        "place": PlaceRecord(area_code=KELURAHAN, address="Jl. Sudirman No. 12", rt="003", rw="001"),
        "figures": FiguresRecord(year=2026, turnover=money(3_500_000, period="month"), workers_total=2),
        "licences": (LicenceRecord(kind="nib", number="0220001234567"), LicenceRecord(kind="halal")),
        "name": "Warung Bu Siti",
        "activity": "menjual keripik singkong",
        "sector": "kuliner",
    }
    for name in ("owner", "place", "figures"):
        told = changed.pop(name, {})
        parts[name] = replace(parts[name], **told) if isinstance(told, dict) else told
    return BusinessRecord(**{**parts, **changed})


def stored(told: BusinessRecord) -> SimpleNamespace:
    """The rows a record becomes, with the attributes that `mapping.record_of` reads, as if loaded again."""
    figures = []
    if mapping.has_figures(told.figures):
        figures = [SimpleNamespace(**mapping.figures_columns(told.figures, mapping.is_industry(told)))]
    return SimpleNamespace(
        **mapping.business_columns(told),
        owner=SimpleNamespace(**mapping.owner_columns(told.owner)),
        main_place=SimpleNamespace(**mapping.place_columns(told.place)),
        figures=figures,
        papers=[SimpleNamespace(**mapping.licence_columns(paper)) for paper in told.licences],
    )


def again(told: BusinessRecord) -> BusinessRecord:
    """A record stored and read back."""
    return mapping.record_of(stored(told))


# What a record may say: chance decides, the seed tells it again

_WORDS = ("keripik", "Warung", "BU", "Siti", "pisang", "jahit-baju", "Jum'at", "é", "no. 5", "bengkel")
_KINDS = ("nib", "pirt", "halal", "merek", "sku", "other")


def some_record(seed: int) -> BusinessRecord:
    """Any record that the readers could make: each field there or not, by chance."""
    r = random.Random(seed)
    return BusinessRecord(
        owner=_owner(r), place=_place(r), figures=_figures(r) if r.random() < 0.8 else None,
        licences=tuple(_licence(r, kind) for kind in r.sample(_KINDS, r.randint(0, 4))), name=_words(r),
        product=_words(r), kbli_version=(version := _maybe(r, "2020", "2025")),
        kbli=r.choice(["10794", "47112", "56101"]) if version or r.random() < 0.3 else None,
        kbli_proposed=bool(version) and r.random() < 0.3, sector=_maybe(r, "kuliner", "jasa"),
        sector_as_written=_maybe(r, _words(r)), start_year=_maybe(r, 1990, 2019, 2024), existence=_maybe(r, 1, 4, 7),
        sales_channels=tuple(r.sample(["wa", "langsung", "titip"], r.randint(0, 2))),
        legal_form=_maybe(r, *(code for code, _ in choices.LEGAL_FORM)),
        survey_date=_maybe(r, dt.date(2026, 1, 14)),
        **{name: _maybe(r, _words(r)) for name in (
            "brand", "activity", "export", "financing", "partnership", "training", "scale_as_written", "notes",
            "source_id",
        )},
        **{name: _maybe(r, "ya", "tidak") for name in ("makes_goods", "serves_food", "sells_goods")},
    )  # fmt: skip


def _maybe(r: random.Random, *values: Any) -> Any:
    return r.choice((None, *values))


def _words(r: random.Random) -> str:
    return " ".join(r.choices(_WORDS, k=r.randint(1, 4)))


def _owner(r: random.Random) -> OwnerRecord:
    phones = [f"+62812{r.randrange(10**6):06d}00" for _ in range(r.randint(0, 3))]
    return OwnerRecord(
        name=_maybe(r, _words(r)), nik=_maybe(r, nik(r.randrange(20000))), nik_absent=_maybe(r, "lupa"),
        sex=_maybe(r, "L", "P"), birth_date=_maybe(r, dt.date(1980, 7, 5)), birth_place=_maybe(r, "Dumai"),
        education=_maybe(r, "sma", "s1"), address=_maybe(r, _words(r)), phones=tuple(dict.fromkeys(phones)),
        email=_maybe(r, "siti@contoh.id"), npwp=_maybe(r, "013121660091000"),
    )  # fmt: skip


def _place(r: random.Random) -> PlaceRecord:
    here = r.random() < 0.4
    return PlaceRecord(
        area_code=_maybe(r, KELURAHAN, OTHER_KELURAHAN), district_code=_maybe(r, "14.72.01"),
        village_as_written=_maybe(r, _words(r)), address=_maybe(r, _words(r)), rt=_maybe(r, "003"),
        rw=_maybe(r, "001"), postal_code=_maybe(r, "28811"), premises_kind=_maybe(r, "rumah", "kios"),
        premises_status=_maybe(r, "sewa"), latitude=r.uniform(1.4, 2.2) if here else None,
        longitude=r.uniform(101.0, 101.7) if here else None, accuracy_m=_maybe(r, 18.0) if here else None,
        point_source="gps" if here else None,
    )  # fmt: skip


def _amount(r: random.Random, *periods: str | None) -> Amount | None:
    low = r.randrange(10 ** r.randint(3, 11))
    bounds = r.choice([None, (low, low), (low, low * 2), (low, None), (None, low)])
    return None if bounds is None else Amount(*bounds, r.choice(periods), r.random() < 0.5, "apa adanya")


def _figures(r: random.Random) -> FiguresRecord:
    flows = {name: _amount(r, "day", "month", "year", None) for name in ("turnover", "production_value",
                                                                         "raw_material_value")}  # fmt: skip
    stocks = {name: _amount(r, None) for name in ("capital", "assets", "investment")}
    counts = {f"workers_{name}": _maybe(r, 0, 3, 19, 20) for name in ("total", "male", "female", "paid")}
    return FiguresRecord(
        year=r.randint(2020, 2026), production_capacity=_maybe(r, Decimal("1200"), Decimal("12.5")),
        production_unit=_maybe(r, "bungkus"), **flows, **stocks, **counts,
    )  # fmt: skip


def _licence(r: random.Random, kind: str) -> LicenceRecord:
    return LicenceRecord(
        kind=kind, number=_maybe(r, str(r.randrange(10**6, 10**9))), status=r.choice(["ya", "ya", "tidak", "proses"]),
        issued_on=_maybe(r, dt.date(2024, 5, 12)), name=_maybe(r, _words(r)) if kind == "other" else None,
    )  # fmt: skip
