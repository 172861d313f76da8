"""From the values of a row to a record. Everything here is decided from values alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from digiloka.activities.classify import classify, propose_sector
from digiloka.activities.sectors import sector_from_words
from digiloka.imports.brands import Brand
from digiloka.imports.named_papers import Named, named_papers
from digiloka.registry.reading import Paper
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values import text
from digiloka.values.amounts import Amount
from digiloka.values.headcount import Headcount

_LICENCES = {"nib": "nib", "pirt": "pirt", "halal": "halal", "bpom": "bpom", "sni": "sni", "brand": "merek",
             "licence": "other"}
_ISSUED = {"nib": "nib_date", "licence": "licence_date"}
_MONEY = ("turnover", "capital", "assets", "investment", "production_value", "raw_material_value")
_COUNTS = (
    "workers_total", "workers_male", "workers_female", "workers_permanent_male", "workers_permanent_female",
    "workers_casual_male", "workers_casual_female", "workers_paid", "workers_unpaid",
)
COUNTED_FIRST = {"year": 0, "month": 1, "day": 2}
One = Callable[[str], Any]  # field → its value, None without one
_KBLI = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_KBLI_LABEL = re.compile(r"\b(?:kode|kbli|no|nomor)\b\s*(?:20\d\d\b)?\s*[.:]?", re.IGNORECASE)
_OWNER_IN_NAME = re.compile(r"^(?P<business>[^<(]{3,}?)\s*[<(]\s*(?P<owner>[^<>()]{3,})\s*[>)]$")
_ENDED = {"berhenti": 4, "tutup": 4, "sudah tutup": 4, "sudah berhenti": 4, "tidak aktif": 4, "tutup sementara": 2,
          "berhenti sementara": 2, "belum beroperasi": 3, "pindah": 7, "alih usaha": 5, "ganti usaha": 5}


def assemble(values: dict[str, list[Any]], place: PlaceRecord, year: int) -> BusinessRecord:
    """A business record; `year` is the year its figures are taken to speak of when the row names none."""
    one = {name: found[0] for name, found in values.items()}.get  # of several cells of one field the first speaks
    name, owner_in_name = _split_name(one("business_name"))
    surveyed = one("survey_date")
    record = BusinessRecord(
        owner=_owner(values, one, owner_in_name),
        place=place,
        figures=_figures(values, one, surveyed.year if surveyed else year),
        survey_date=surveyed.day if surveyed else None,
        licences=_licences(values, one),
        name=name,
        brand=next((told.name for told in values.get("brand", ()) if isinstance(told, Brand)), None),
        activity=one("activity"),
        product=_joined(values, "product"),
        sector_as_written=one("sector"),
        legal_form=one("legal_form"),
        existence=int(one("status")) if one("status") else None,
        sales_channels=tuple(dict.fromkeys(values.get("marketing", ()))),
        export=one("export"),
        financing=_joined(values, "financing"),
        partnership=_joined(values, "partnership"),
        training=_joined(values, "training"),
        scale_as_written=one("scale_as_written"),
        notes=_joined(values, "notes"),
        source_id=one("source_id"),
    )
    for answer in ("makes_goods", "serves_food", "sells_goods", "gives_service"):
        setattr(record, answer, one(answer))
    if begun := one("start_date"):
        record.start_year, record.start_month = begun
    _kbli(record, values)
    _ended(record)
    _sector(record)
    return record


def _owner(values: dict[str, list[Any]], one: One, owner_in_name: str | None) -> OwnerRecord:
    phones: list[str] = []
    for found in values.get("phone", ()):
        phones.extend(number for number in found if number not in phones)
    return OwnerRecord(
        name=one("owner_name") or owner_in_name,
        nik=one("nik"),
        sex=one("sex"),
        birth_date=one("birth_date"),
        birth_place=one("birth_place"),
        education=one("education"),
        address=one("owner_address"),
        phones=tuple(phones),
        email=one("email"),
        npwp=one("npwp"),
    )


def _longest(amounts: list[Amount] | None) -> Amount | None:
    """Of sales told for a day, a month and a year the year's: what was counted, not what would be multiplied."""
    return min(amounts, key=lambda amount: COUNTED_FIRST.get(amount.period or "", 3)) if amounts else None


def _figures(values: dict[str, list[Any]], one: One, year: int) -> FiguresRecord | None:
    money = {key: _longest(values.get(key)) for key in _MONEY}
    counts = _by_sex({key: one(key) for key in _COUNTS})
    male, female = counts["workers_male"], counts["workers_female"]
    if counts["workers_total"] is None and male is not None and female is not None:
        counts["workers_total"] = male + female
    capacity, unit = one("production_capacity"), one("production_unit")
    if not any(value is not None for value in (*money.values(), *counts.values(), capacity)):
        return None
    return FiguresRecord(
        year=year, production_capacity=capacity, production_unit=unit, **money, **counts
    )


def _by_sex(counts: dict[str, Any]) -> dict[str, int | None]:
    """A total that tells men and women ("1 L, 2 P") fills their columns; columns of their own speak first."""
    total = counts["workers_total"]
    if isinstance(total, Headcount):
        counts["workers_total"] = total.total
        for key, told in (("workers_male", total.male), ("workers_female", total.female)):
            counts[key] = told if counts[key] is None else counts[key]
    return counts


def _licences(values: dict[str, list[Any]], one: One) -> tuple[LicenceRecord, ...]:
    """One licence a kind: of a flag and a number beside it, the number speaks."""
    found = []
    told = one("licence_kind")
    named = [paper for cell in values.get("licence", ()) if isinstance(cell, Named) for paper in cell.papers]
    if told and "licence" not in values and (kinds := named_papers(told)):
        named, told = list(kinds.papers), None
    if told and "licence" not in values:
        values["licence"] = [Paper("ya")]  # a kind alone claims the paper it names
    for key, kind in _LICENCES.items():
        papers = [paper for paper in values.get(key, ()) if isinstance(paper, Paper)]
        if not papers:
            continue
        paper = next((paper for paper in papers if paper.number), papers[0])
        issued = one(_ISSUED[key]) if key in _ISSUED else None
        found.append(LicenceRecord(
            kind=_named_kind(told) if kind == "other" and told else kind, number=paper.number, status=paper.status,
            issued_on=issued, name=told if kind == "other" else None,
        ))
    apart = {paper.kind for paper in found if paper.kind != "other"}
    found += [LicenceRecord(kind=kind, status="ya", name=name) for kind, name in named if kind not in apart]
    return tuple({(paper.kind, paper.number, paper.name): paper for paper in found}.values())


def _named_kind(words: str) -> str:
    """A column "jenis izin" names the paper in words; what no rule knows is another paper."""
    named = text.key(words).replace("p irt", "pirt").split()
    return next((kind for kind in ("nib", "pirt", "halal", "bpom", "sni") if kind in named), "other")


def _split_name(name: str | None) -> tuple[str | None, str | None]:
    """`KUSEN<JOKO>` and `Warung Sembako (Neli)` name the owner behind the business."""
    found = _OWNER_IN_NAME.match(name) if name and name[-1] in ">)" else None
    return (found["business"].strip(), found["owner"].strip()) if found else (name, None)


def _joined(values: dict[str, list[Any]], key: str) -> str | None:
    found = values.get(key)
    return ", ".join(dict.fromkeys(found)) if found else None


def _kbli(record: BusinessRecord, values: dict[str, list[Any]]) -> None:
    """A KBLI cell holds a code, a title, or both. A bare code says nothing of its version, so it gets none."""
    for raw in values.get("kbli", ()):
        written = text.clean(str(int(raw)) if isinstance(raw, float) and raw.is_integer() else raw)
        code = _KBLI.search(written)
        if code and record.kbli is None:
            record.kbli = code.group(1)
        title = _KBLI_LABEL.sub("", _KBLI.sub("", written)).strip(" -–:.,;/")
        if record.activity is None and len(title) > 3 and not title.isdigit():
            record.activity = title


def _ended(record: BusinessRecord) -> None:
    """Lists write "Berhenti" where the activity should stand: that is a status."""
    if record.existence is None and record.activity:
        record.existence = _ENDED.get(text.key(record.activity))


def _sector(record: BusinessRecord) -> None:
    answers = {key: getattr(record, key) for key in ("makes_goods", "serves_food", "sells_goods", "gives_service")}
    words = record.activity or record.sector_as_written
    written = sector_from_words(record.sector_as_written) if record.sector_as_written else None
    record.sector = written or propose_sector(words, record.product, answers)
    guess = classify(words, record.product, answers, sector=written)
    if guess and record.kbli is None:
        record.kbli, record.kbli_version = guess.code, guess.version
        record.kbli_proposed = True

