"""A record: checked, not yet stored. The spreadsheet and the phone both end here, and registry.actions starts here."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from digiloka.values.amounts import Amount


@dataclass(slots=True, kw_only=True)
class OwnerRecord:
    """The person or body behind a business (pelaku usaha). Identifiers are text; phones are E.164."""

    name: str | None = None
    nik: str | None = None
    nik_absent: str | None = None  # tidak_ada, menolak or lupa: why there is no NIK
    sex: str | None = None  # L or P
    birth_date: date | None = None
    birth_place: str | None = None
    education: str | None = None
    address: str | None = None  # the owner's home, never the business's place
    phones: tuple[str, ...] = ()
    email: str | None = None
    npwp: str | None = None


@dataclass(slots=True, kw_only=True)
class PlaceRecord:
    """Where the business is (lokasi). `area_code` is a Kemendagri kelurahan code; points are WGS84 degrees."""

    address: str | None = None
    rt: str | None = None
    rw: str | None = None
    area_code: str | None = None
    district_code: str | None = None
    village_as_written: str | None = None  # kept while the kelurahan is unknown ("perlu area")
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    point_source: str | None = None  # gps, map, sheet or approximate
    premises_kind: str | None = None  # rumah, toko, kios, pasar, kaki_lima, keliling, daring, kawasan, lainnya
    premises_status: str | None = None  # milik_sendiri, sewa, pinjam, fasilitas_pemda, lainnya


@dataclass(slots=True, kw_only=True)
class LicenceRecord:
    """One paper of the owner or the business (legalitas). A tick without a number is a claim."""

    kind: str  # nib, npwp is not one; nib, pirt, halal, bpom, sni, merek, other
    number: str | None = None
    status: str = "ya"  # ya, tidak, tidak_tahu, proses
    issued_on: date | None = None
    expires_on: date | None = None
    issuer: str | None = None
    name: str | None = None  # the paper's own name when kind is other


@dataclass(slots=True, kw_only=True)
class FiguresRecord:
    """What was counted for one year (data tahunan). Money is whole rupiah; capital leaves out land and building."""

    year: int
    turnover: Amount | None = None
    capital: Amount | None = None
    assets: Amount | None = None
    investment: Amount | None = None
    production_value: Amount | None = None
    raw_material_value: Amount | None = None
    production_capacity: Decimal | None = None
    production_unit: str | None = None
    workers_total: int | None = None
    workers_male: int | None = None
    workers_female: int | None = None
    workers_permanent_male: int | None = None
    workers_permanent_female: int | None = None
    workers_casual_male: int | None = None
    workers_casual_female: int | None = None
    workers_paid: int | None = None
    workers_unpaid: int | None = None


@dataclass(slots=True, kw_only=True)
class BusinessRecord:
    """One business (usaha) as one row or one form tells it."""

    owner: OwnerRecord = field(default_factory=OwnerRecord)
    place: PlaceRecord = field(default_factory=PlaceRecord)
    figures: FiguresRecord | None = None
    licences: tuple[LicenceRecord, ...] = ()
    name: str | None = None
    brand: str | None = None
    activity: str | None = None
    product: str | None = None
    sector_as_written: str | None = None
    sector: str | None = None  # code of the dinas grouping (activities.sectors)
    sector_chosen: bool = False  # set by a person, not derived from words or code
    kbli: str | None = None
    kbli_version: str | None = None  # 2020, 2025 or None: a code without a version is never trusted
    kbli_proposed: bool = False  # guessed from words; a person has yet to confirm it
    makes_goods: str | None = None  # ya / tidak, SE2026 13b1 .. 13b4
    serves_food: str | None = None
    sells_goods: str | None = None
    gives_service: str | None = None
    legal_form: str | None = None
    start_year: int | None = None
    start_month: int | None = None
    sales_channels: tuple[str, ...] = ()
    export: str | None = None
    financing: str | None = None
    partnership: str | None = None
    training: str | None = None
    existence: int | None = None  # SBR code 1..10
    scale_as_written: str | None = None  # what the source claims; never the scale
    notes: str | None = None
    source_id: str | None = None
    survey_date: date | None = None


def as_json(record: BusinessRecord) -> dict[str, Any]:
    """A record as plain JSON values, blanks left out; `from_json` reverses it."""
    found = _plain(record)
    for part in ("owner", "place", "figures"):
        if not found.get(part):
            found.pop(part, None)
    return found


def from_json(found: dict[str, Any]) -> BusinessRecord:
    """The record that `as_json` wrote."""
    told = dict(found)
    figures = told.pop("figures", None)
    return BusinessRecord(
        owner=_built(OwnerRecord, told.pop("owner", {})),
        place=_built(PlaceRecord, told.pop("place", {})),
        figures=_built(FiguresRecord, figures) if figures else None,
        licences=tuple(_built(LicenceRecord, paper) for paper in told.pop("licences", ())),
        **_values(told),
    )


_NAMES = {
    kind: tuple(part.name for part in fields(kind))
    for kind in (OwnerRecord, PlaceRecord, LicenceRecord, FiguresRecord, BusinessRecord, Amount)
}
_VALUES_OF = {kind: attrgetter(*names) for kind, names in _NAMES.items()}
_DATES = {"birth_date", "issued_on", "expires_on", "survey_date"}
_MONEY = {"turnover", "capital", "assets", "investment", "production_value", "raw_material_value"}
_LISTS = {"phones", "sales_channels"}
_READ_BACK = _DATES | _MONEY | _LISTS | {"production_capacity"}
_AS_IT_IS = (str, int, bool, float)
_NO_AMOUNT = {"low": None, "high": None, "period": None, "estimated": False, "raw": ""}


def _plain(value: Any) -> Any:
    """Blank is None, an empty tuple and False; 0 is a number like any other."""
    names = _NAMES.get(type(value))
    if names is not None:
        return {
            name: part if type(part) in _AS_IT_IS else _plain(part)
            for name, part in zip(names, _VALUES_OF[type(value)](value), strict=True)
            if part is not None and part is not False and part != ()
        }
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _built(kind: type, found: dict[str, Any]) -> Any:
    return kind(**_values(found))


def _values(found: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) if name in _READ_BACK else value for name, value in found.items()}


def _value(name: str, value: Any) -> Any:
    if name in _MONEY:
        return Amount(**_NO_AMOUNT | value)
    if name in _DATES:
        return date.fromisoformat(value)
    return tuple(value) if name in _LISTS else Decimal(value)
