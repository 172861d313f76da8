"""From the answers of the registration pages to a record, with the same readers that read a sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from digiloka.activities.classify import propose_sector
from digiloka.activities.sectors import sector_of
from digiloka.registry.choices import CAPITAL_BANDS, TURNOVER_BANDS
from digiloka.registry.fields import BY_KEY
from digiloka.registry.reading import Around
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.amounts import Amount
from digiloka.values.identity import nik_facts
from digiloka.values.refusal import Note

NO_CODE = "lain"  # "none of these fits": an officer will choose
NOT_TOLD = ("tidak_tahu", "tidak_menjawab")
PAPER_BOXES = {"nib": "nib", "pirt": "pirt", "halal": "halal", "brand": "merek"}  # field of the number: its box
_CLAIMS = ("ya", "proses")
_ANSWERS = ("makes_goods", "serves_food", "sells_goods", "gives_service")

Answers = Mapping[str, Any]


def read(key: str, raw: Any, today: date, notes: list[Note] | None = None) -> Any:
    """One answer through its field's reader. Raises Refused."""
    return BY_KEY[key].read(raw, notes, Around(today=today))


def record_of_answers(pages: Mapping[str, Answers], today: date) -> BusinessRecord:
    """The record of a registration: {page: {field: answer as typed}}. Raises Refused for an answer that cannot be
    read, which pages have asked before."""
    told: dict[str, Any] = {}
    for answers in pages.values():
        told.update(answers)

    def got(key: str) -> Any:
        return read(key, told.get(key), today)

    begun = got("start_date")
    record = BusinessRecord(
        owner=_owner(got), place=_place(told, got), figures=_figures(told, today),
        licences=licences_told(told, today),
        name=got("business_name"), activity=got("activity"), product=got("product"), legal_form=got("legal_form"),
        start_year=begun[0] if begun else None, start_month=begun[1] if begun else None,
        sales_channels=tuple(told.get("marketing") or ()), existence=1,
    )
    for key in _ANSWERS:
        setattr(record, key, got(key))
    _activity(record, told.get("kbli"))
    return record


def _owner(got: Any) -> OwnerRecord:
    nik = got("nik")
    facts = nik_facts(nik) if nik else None
    return OwnerRecord(
        name=got("owner_name"), nik=nik, nik_absent=None if nik else got("nik_absent"),
        sex=got("sex") or (facts.sex if facts else None), birth_date=facts.birth_date if facts else None,
        phones=tuple(got("phone") or ()), email=got("email"),
    )


def _place(told: Answers, got: Any) -> PlaceRecord:
    area = told.get("area_code") or None
    latitude, longitude = _degrees(told.get("latitude")), _degrees(told.get("longitude"))
    pinned = latitude is not None and longitude is not None
    return PlaceRecord(
        address=got("business_address"), rt=got("rt"), rw=got("rw"), area_code=area,
        district_code=area.rsplit(".", 1)[0] if area else None, premises_kind=got("premises_kind"),
        premises_status=got("premises_status"),
        latitude=latitude if pinned else None, longitude=longitude if pinned else None,
        accuracy_m=_degrees(told.get("accuracy")) if pinned else None,
        point_source=(told.get("point_source") or "gps") if pinned else None,
    )


def _figures(told: Answers, today: date) -> FiguresRecord | None:
    counted = counted_workers(told, today)
    turnover = banded(told.get("turnover"), TURNOVER_BANDS, "month")
    capital = banded(told.get("capital"), CAPITAL_BANDS, None)
    if counted.workers_total is turnover is capital is None:
        return None
    return replace(counted, turnover=turnover, capital=capital)


def counted_workers(told: Answers, today: date) -> FiguresRecord:
    """The people of the page of figures; both sexes together are the total."""
    male, female = (read(key, told.get(key), today) for key in ("workers_male", "workers_female"))
    both = None if male is None and female is None else (male or 0) + (female or 0)
    return FiguresRecord(year=today.year, workers_male=male, workers_female=female, workers_total=both)


def banded(answer: str | None, bands: tuple[tuple[int, int | None, str], ...], period: str | None) -> Amount | None:
    """The range of a band by its place in the list; None where the owner does not know or would not say."""
    if not answer or answer in NOT_TOLD:
        return None
    low, high, words = bands[int(answer)]
    return Amount(low, high, period, False, words)  # type: ignore[arg-type]


def licences_told(told: Answers, today: date) -> tuple[LicenceRecord, ...]:
    """The papers of the page of papers, those that were ticked and those whose number was written.

    A NIB on its way has no number yet. "Belum ada" says no to a NIB, and nothing of the rest; written for a paper's
    number it says no to that one.
    """
    ticked = told.get("licences") or ()
    found = [paper for key in PAPER_BOXES if (paper := _paper(key, ticked, told, today))]
    nib = next((paper for paper in found if paper.kind == "nib"), None)
    if "proses" in ticked and (nib is None or nib.number is None):
        return (LicenceRecord(kind="nib", status="proses"), *(paper for paper in found if paper is not nib))
    if "none" in ticked and nib is None and all(paper.status == "tidak" for paper in found):
        return (LicenceRecord(kind="nib", status="tidak"), *found)
    return tuple(found)


def claims_paper(key: str, raw: Any, today: date) -> bool:
    """Does what is written for a paper's number say that there is one? Raises Refused."""
    written = read(key, raw, today)
    return written is not None and written.status in _CLAIMS


def denies_paper(key: str, raw: Any, today: date) -> bool:
    """Does it say that there is none ("belum ada")? Raises Refused."""
    written = read(key, raw, today)
    return written is not None and written.status == "tidak"


def _paper(key: str, ticked: Collection[str], told: Answers, today: date) -> LicenceRecord | None:
    """A ticked box says that there is a paper, and so does what is written for its number; or that there is none."""
    written, kind = read(key, told.get(key), today), PAPER_BOXES[key]
    if written is not None and written.status in _CLAIMS:
        return LicenceRecord(kind=kind, number=written.number, status=written.status)
    if kind in ticked:
        return LicenceRecord(kind=kind)
    return LicenceRecord(kind=kind, status="tidak") if written is not None and written.status == "tidak" else None


def _activity(record: BusinessRecord, chosen: str | None) -> None:
    """The activity chosen from the list is `code@version`, confirmed by the owner's choice."""
    if chosen and chosen != NO_CODE:
        record.kbli, _, record.kbli_version = chosen.partition("@")
        record.sector = sector_of(record.kbli, record.kbli_version)
    else:
        answers = {key: getattr(record, key) for key in _ANSWERS}
        record.sector = propose_sector(record.activity, record.product, answers)


def _degrees(raw: Any) -> float | None:
    try:
        return float(raw)
    except (TypeError, ValueError):
        return None
