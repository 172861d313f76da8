"""A record as the tables' columns, and the tables' rows as a record again.

The one place where both meet: registering, bulk import and amending all take their columns from here, so a business
looks the same through whichever door it came. Nothing here touches a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from digiloka.database import point_of
from digiloka.registry import scale
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.registry.workforce import completed
from digiloka.sealing import keyed_hash
from digiloka.values.amounts import MONTHS_A_YEAR, WORKING_DAYS_A_YEAR, Amount
from digiloka.values.identity import nik_facts
from digiloka.values.text import key

Columns = dict[str, Any]

OWNER_LICENCES = frozenset({"nib"})  # papers of the person or body, never of one business
_BODIES = re.compile(r"(pt|cv|ud|pd|fa|firma|koperasi|kelompok|kub|poktan|yayasan|bumdes|bum desa|perum|perumda)\b")
_AS_IT_IS = ("makes_goods", "serves_food", "sells_goods", "gives_service", "legal_form", "start_year", "start_month",
             "survey_date", "kbli_proposed", "sector_chosen")  # fmt: skip
_SHORT = {"name": 200, "brand": 120, "activity": 4000, "product": 4000, "sector_as_written": 200, "sector": 24,
          "export": 200, "scale_as_written": 60, "notes": 4000, "source_id": 100}  # fmt: skip
_MORE = ("financing", "partnership", "training")
_FIGURES = tuple(part.name for part in fields(FiguresRecord) if part.name != "year")
_COUNTS = tuple(name for name in _FIGURES if name.startswith("workers_"))
_STOCKS = ("capital", "assets", "investment")  # money at a moment
_FLOWS = ("turnover", "production_value", "raw_material_value")  # money over a time
_TIMES = {"month": MONTHS_A_YEAR, "day": WORKING_DAYS_A_YEAR}
_PLACE = tuple(part.name for part in fields(PlaceRecord))


def owner_columns(owner: OwnerRecord, *, proven: bool = True) -> Columns:
    """Everything of `owner` but identity and dates. Hashes are keyed; a birth year also comes from the NIK.

    `proven` False: the NIK was typed by somebody nobody has checked, so it is only a claim and finds no owner.
    """
    nik_hash = keyed_hash("nik", owner.nik) if owner.nik else None
    name = _fit(owner.name, 200)
    phone = owner.phones[0] if owner.phones else None
    born = owner.birth_date or _born_by_nik(owner.nik)
    return {
        "name": name,
        "name_key": _fit(key(name), 200) if name else None,
        "is_body": owner.nik is None and name is not None and _BODIES.match(key(name)) is not None,
        "nik": owner.nik,
        "nik_hash": nik_hash if proven else None,
        "nik_claim": None if proven else nik_hash,
        "nik_absent": None if owner.nik else owner.nik_absent,
        "phone": phone,
        "phone_hash": keyed_hash("phone", phone) if phone else None,
        "other_phones": " ".join(owner.phones[1:]) or None,
        "email": owner.email,
        "npwp": owner.npwp,
        "birth_date": owner.birth_date.isoformat() if owner.birth_date else None,
        "birth_year": born.year if born else None,
        "birth_place": owner.birth_place,
        "address": owner.address,
        "sex": owner.sex,
        "education": owner.education,
    }


def business_columns(record: BusinessRecord) -> Columns:
    """What the business table holds of a record, without identity, scope, state and provenance."""
    columns: Columns = {name: getattr(record, name) for name in _AS_IT_IS}
    for name, longest in _SHORT.items():
        columns[name] = _fit(getattr(record, name), longest)
    trusted = record.kbli is not None and record.kbli_version is not None
    columns["kbli"] = record.kbli if trusted else None
    columns["kbli_version"] = record.kbli_version if trusted else None
    columns["kbli_proposed"] = record.kbli_proposed and trusted
    more = {name: value for name in _MORE if (value := getattr(record, name))}
    if record.kbli and not trusted:
        more["kbli_as_written"] = record.kbli  # a code without its version is a note, not a code
    columns["more"] = more or None
    columns["sales_channels"] = list(record.sales_channels) or None
    columns["existence"] = record.existence or 1
    columns["area_code"] = record.place.area_code
    columns["search_key"] = search_key(record)
    return columns


def search_key(record: BusinessRecord) -> str:
    """What a list's search looks through: name, brand, owner, product, activity, folded, at most 500 letters."""
    return folded(record.name, record.brand, record.owner.name, record.product, record.activity)


def folded(*parts: str | None) -> str:
    return key(" ".join(part[:200] for part in parts if part))[:500]


def scope_of(place: PlaceRecord, fallback: str) -> str:
    """The lowest area that is certain: kelurahan, else kecamatan, else `fallback` (the batch's or officer's area).

    A fallback inside the kecamatan says more than the kecamatan does.
    """
    if place.area_code:
        return place.area_code
    if place.district_code and not fallback.startswith(f"{place.district_code}."):
        return place.district_code
    return fallback


def place_columns(place: PlaceRecord) -> Columns:
    """The place table's columns; `point` is EWKT."""
    columns = {name: getattr(place, name) for name in _PLACE}
    columns["village_as_written"] = _fit(place.village_as_written, 120)
    if place.area_code:
        columns["district_code"] = place.area_code[:8]
    columns["point"] = point_of(place.latitude, place.longitude)
    return columns


def figures_columns(figures: FiguresRecord, industry: bool | None) -> Columns:
    """The figures table's columns with the scale by today's rules; `industry`: is it KBLI section C?"""
    columns: Columns = {name: getattr(figures, name) for name in _COUNTS}
    columns["year"] = figures.year
    columns["production_capacity"] = _capacity(figures.production_capacity)
    columns["production_unit"] = _fit(figures.production_unit, 60)
    for name in _STOCKS:
        amount = getattr(figures, name)
        columns[f"{name}_low"], columns[f"{name}_high"] = (amount.low, amount.high) if amount else (None, None)
    for name in _FLOWS:
        amount = getattr(figures, name)
        yearly = amount.per_year() if amount else None
        columns[f"{name}_low"], columns[f"{name}_high"] = (yearly.low, yearly.high) if yearly else (None, None)
        columns[f"{name}_period"] = amount.period if amount else None
        if name == "turnover":
            columns["turnover_estimated"] = yearly is not None and yearly.estimated
    columns.update(scale_columns(columns, industry))
    return columns


def scale_columns(columns: Columns, industry: bool | None) -> Columns:
    """Scale and IKM class of a year's figures.

    Without a stated investment the capital bounds it from above: what was invested, land and building left out,
    is part of the capital.
    """
    low, high = columns["investment_low"], columns["investment_high"]
    if low is None and high is None and columns["capital_high"] is not None:
        low, high = 0, columns["capital_high"]
    workers = completed({name: columns[name] for name in _COUNTS})["workers_total"]
    return {
        "scale_sales": scale.scale_by_sales(
            *scale.yearly_range(columns["turnover_low"], columns["turnover_high"], columns["turnover_period"])
        ),
        "scale_capital": scale.scale_by_capital(columns["capital_low"], columns["capital_high"]),
        "scale_rule": scale.RULE,
        "ikm_class": scale.ikm_class(industry, workers, low, high),
    }


def licence_columns(licence: LicenceRecord) -> Columns:
    """The licence table's columns; a number on paper is more than a claim."""
    return {
        "kind": licence.kind,
        "name": _fit(licence.name, 120),
        "number": _fit(licence.number, 80),
        "issuer": _fit(licence.issuer, 120),
        "issued_on": licence.issued_on,
        "expires_on": licence.expires_on,
        "status": licence.status,
        "level": "numbered" if licence.number else "claimed",
    }


def is_industry(record: BusinessRecord) -> bool | None:
    """Is it KBLI section C (divisions 10-33 in 2020 and 2025 alike)? Without a code: does it make goods, no meals?"""
    if record.kbli and record.kbli_version and record.kbli[:2].isdigit():
        return 10 <= int(record.kbli[:2]) <= 33
    if record.makes_goods == "tidak":
        return False
    return True if record.makes_goods == "ya" and record.serves_food != "ya" else None


def has_figures(figures: FiguresRecord | None) -> bool:
    """Whether figures say anything beside their year."""
    return figures is not None and any(getattr(figures, name) is not None for name in _FIGURES)


def record_of(business: Any, year: int | None = None) -> BusinessRecord:
    """What is stored about a business, as a record. Figures are those of `year` (None there when it has none), or
    without a year the newest."""
    chosen = [row for row in business.figures if year in (None, row.year)]
    return record_from(business, business.owner, business.main_place, chosen[0] if chosen else None, business.papers)


def record_from(
    business: Any, owner: Any, place: Any | None, figures: Any | None, papers: Iterable[Any]
) -> BusinessRecord:
    """The same from rows of any kind that carry the columns as attributes."""
    more = business.more or {}
    record = BusinessRecord(
        owner=owner_record(owner),
        place=PlaceRecord(**{name: getattr(place, name) for name in _PLACE}) if place else PlaceRecord(),
        figures=_figures_record(figures) if figures else None,
        licences=tuple(licence_record(paper) for paper in papers),
        kbli=business.kbli or more.get("kbli_as_written"),
        kbli_version=business.kbli_version,
        existence=business.existence,
        sales_channels=tuple(business.sales_channels or ()),
        **{name: more.get(name) for name in _MORE},
    )
    for name in (*_AS_IT_IS, *_SHORT):
        setattr(record, name, getattr(business, name))
    return record


def licence_record(paper: Any) -> LicenceRecord:
    return LicenceRecord(**{part.name: getattr(paper, part.name) for part in fields(LicenceRecord)})


def owner_record(owner: Any) -> OwnerRecord:
    return OwnerRecord(
        name=owner.name,
        nik=owner.nik,
        nik_absent=owner.nik_absent,
        sex=owner.sex,
        birth_date=date.fromisoformat(owner.birth_date) if owner.birth_date else None,
        birth_place=owner.birth_place,
        education=owner.education,
        address=owner.address,
        phones=tuple(filter(None, (owner.phone, *(owner.other_phones or "").split()))),
        email=owner.email,
        npwp=owner.npwp,
    )


def _figures_record(row: Any) -> FiguresRecord:
    record = FiguresRecord(year=row.year, **{name: getattr(row, name) for name in _COUNTS})
    record.production_capacity, record.production_unit = row.production_capacity, row.production_unit
    for name in _STOCKS:
        setattr(record, name, _amount(getattr(row, f"{name}_low"), getattr(row, f"{name}_high"), None, False))
    for name in _FLOWS:
        low, high, period = (getattr(row, f"{name}_{part}") for part in ("low", "high", "period"))
        times = _TIMES.get(period, 1)  # stored for a year; the record says it as it was said
        # Of a month or a day the mark says that the year was computed, not that somebody said "about".
        estimated = name == "turnover" and row.turnover_estimated and times == 1
        said = (None if bound is None else bound // times for bound in (low, high))
        setattr(record, name, _amount(*said, period, estimated))
    return record


def _amount(low: int | None, high: int | None, period: Any, estimated: bool) -> Amount | None:
    return None if low is None and high is None else Amount(low, high, period, estimated, "")


def _capacity(number: Decimal | None) -> Decimal | None:
    """As the column keeps it: three decimals; a number of sixteen digits is no capacity."""
    if number is None or abs(number) >= 10**15:
        return None
    return number.quantize(Decimal("0.001"))


def _born_by_nik(nik: str | None) -> date | None:
    if not nik:
        return None
    try:
        return nik_facts(nik).birth_date
    except ValueError:
        return None


def _fit(text: str | None, longest: int) -> str | None:
    """The readers (registry.fields) refuse longer texts with a sentence; a column must never be the one to refuse."""
    return text if text is None or len(text) <= longest else text[: longest - 1] + "…"
