"""One topic of a record as questions: what is stored as a person would type it, and what was typed as a record.

A page shows `answers_of`, sends back what is typed, and only what is `changed` is written. So a field that nobody
touched keeps its exact value, whatever its wording on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from digiloka.activities.sectors import sector_of
from digiloka.registry import comparing, papers
from digiloka.registry.answering import read
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord
from digiloka.values.amounts import Amount, show_amount, show_number
from digiloka.values.dates import show_date_short
from digiloka.values.phone import show_phone
from digiloka.values.points import parse_coordinates
from digiloka.values.refusal import Refused
from digiloka.values.text import clean

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """A card of a business's page: its key in addresses, its title, the fields asked on it."""

    key: str
    title: str
    fields: tuple[str, ...]


TOPICS = {
    topic.key: topic
    for topic in (
        Topic("pemilik", "Pemilik", ("owner_name", "nik", "nik_absent", "sex", "birth_date", "birth_place",
                                     "education", "owner_address", "phone", "email", "npwp")),
        Topic("usaha", "Usaha", ("business_name", "activity", "product", "sector", "makes_goods", "serves_food",
                                 "sells_goods", "gives_service", "legal_form", "start_date", "marketing", "export",
                                 "financing", "partnership", "training", "notes")),
        Topic("tempat", "Tempat usaha", ("premises_kind", "premises_status", "village", "business_address", "rt", "rw",
                                         "postal_code", "coordinates")),
        Topic("angka", "Angka", tuple(entry.key for entry in comparing.ENTRIES if entry.part == "figures")),
    )
}
PAPERS = {"nib": "nib", "pirt": "pirt", "halal": "halal", "bpom": "bpom", "sni": "sni", "brand": "merek",
          "licence": "other"}  # field key: kind of paper
WRITE_ONLY = ("nik", "npwp")  # never put back on a page; a blank leaves them as they are


def topic_of(key: str) -> Topic | None:
    """The topic that asks a field; None for papers and for what no topic asks."""
    return next((topic for topic in TOPICS.values() if key in topic.fields), None)


def answers_of(record: BusinessRecord, keys: Collection[str]) -> dict[str, Any]:
    """{field key: what is stored as it would be typed}: text, a code, or a list of codes; "" where nothing is."""
    return {key: _answer(record, key) for key in keys}


def unanswered(record: BusinessRecord, keys: Collection[str]) -> list[str]:
    """Of these fields, those of which nothing is known; a NIK with a reason why there is none is answered."""
    return [key for key in keys if (topic_of(key) or key in PAPERS) and _is_unknown(record, key)]


def _is_unknown(record: BusinessRecord, key: str) -> bool:
    if key in PAPERS:
        return all(papers.field_key(paper.kind) != key for paper in record.licences)
    if key == "nik":
        return not (record.owner.nik or record.owner.nik_absent)
    return not record.owner.npwp if key == "npwp" else _answer(record, key) in ("", [])


def changed(typed: Answers, seen: Answers) -> list[str]:
    """The fields that were typed otherwise than they had been shown."""
    return [key for key, value in typed.items() if _bare(value) != _bare(seen.get(key))]


def record_of(
    typed: Answers, keys: Collection[str], stored: BusinessRecord, today: date, *, year: int | None = None,
    box: tuple[float, float, float, float] | None = None,
) -> BusinessRecord:
    """A record that says what was typed for `keys` and nothing else, for `amend(…, keys=keys)`. Raises Refused.

    `year` is that of the figures, `box` the city's (south, west, north, east) in which a typed point must lie.
    """
    record = BusinessRecord()
    if any(comparing.BY_KEY[key].part == "figures" for key in keys if key in comparing.BY_KEY):
        record.figures = FiguresRecord(year=year or today.year)
    for key in keys:
        if key in PAPERS:
            continue
        entry = comparing.BY_KEY[key]
        home = getattr(record, entry.part) if entry.part else record
        values = _values(key, typed, stored, today, box)
        for name, value in zip(entry.names, values, strict=True):
            setattr(home, name, value)
    if any(key in PAPERS for key in keys):
        record.licences = _licences(typed, keys, stored, today)
    return record


def require_core(stored: BusinessRecord, record: BusinessRecord, keys: Collection[str]) -> None:
    """What no business may lose by an edit: a name, and what it does. Raises Refused, its code the field's key."""
    after = comparing.joined(stored, record, keys).record
    if not (after.name or after.owner.name):
        raise Refused("business_name" if "business_name" in keys else "owner_name", "Isi nama pemilik atau nama usaha.")
    if not (after.activity or after.product or after.sector or after.sector_as_written):
        raise Refused("activity", "Isi kegiatan, produk, atau kelompok usaha.")


def with_paper(
    stored: Sequence[LicenceRecord], at: int | None, paper: LicenceRecord | None
) -> tuple[LicenceRecord, ...]:
    """The papers with the one at `at` replaced, struck out (None), or, without `at`, one more.

    The untouched ones come first, so that each is recognised before the corrected one is.
    """
    kept = [each for index, each in enumerate(stored) if index != at]
    return (*kept, *([paper] if paper else []))


def _answer(record: BusinessRecord, key: str) -> Any:
    if key in WRITE_ONLY:
        return ""
    if key in PAPERS:
        first = next((paper for paper in record.licences if papers.field_key(paper.kind) == key), None)
        return (first.number or "") if first else ""
    entry = comparing.BY_KEY[key]
    home = getattr(record, entry.part) if entry.part else record
    values = tuple(getattr(home, name) for name in entry.names) if home is not None else (None,) * len(entry.names)
    if key in _SHOWN:
        return _SHOWN[key](values)
    value = values[0]
    return show_amount(value) if isinstance(value, Amount) else "" if value is None else str(value)


_SHOWN: dict[str, Callable[[tuple[Any, ...]], Any]] = {
    "phone": lambda values: ", ".join(show_phone(phone) for phone in values[0]),
    "birth_date": lambda values: show_date_short(values[0]) if values[0] else "",
    "start_date": lambda values: f"{values[1]:02}/{values[0]}" if values[0] and values[1] else str(values[0] or ""),
    "marketing": lambda values: list(values[0] or ()),
    "coordinates": lambda values: f"{values[0]:.6f}, {values[1]:.6f}" if None not in values[:2] else "",
    "production_capacity": lambda values: show_number(values[0].normalize()) if values[0] is not None else "",
    "sector": lambda values: values[0] or "",
}


def _bare(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return sorted(str(each) for each in value)
    return clean(value) if value is not None else ""


def _values(
    key: str, typed: Answers, stored: BusinessRecord, today: date, box: tuple[float, float, float, float] | None
) -> tuple[Any, ...]:
    """The values of an entry's attributes."""
    raw = typed.get(key)
    if key == "village":
        return (raw or None, stored.place.village_as_written)
    if key == "sector":
        derived = sector_of(stored.kbli, stored.kbli_version) if stored.kbli else None
        return (raw or derived, stored.sector_as_written, bool(raw))
    if key == "coordinates":
        return _point(typed, box)
    if key == "marketing":
        return (tuple(raw or ()),)
    value = read(key, raw, today)
    if key == "start_date":
        return value or (None, None)
    return (tuple(value or ()),) if key == "phone" else (value,)


def _point(typed: Answers, box: tuple[float, float, float, float] | None) -> tuple[Any, ...]:
    """A point taken by the device counts more than one that was typed."""
    taken = typed.get("latitude"), typed.get("longitude")
    if all(taken):
        found = parse_coordinates(*taken, box)
        metres = typed.get("accuracy") or ""
        return (*found, float(metres) if metres.replace(".", "", 1).isdigit() else None, "gps")
    found = parse_coordinates(typed.get("coordinates"), None, box)
    return (*found, None, "map") if found else (None, None, None, None)


def _licences(typed: Answers, keys: Collection[str], stored: BusinessRecord, today: date) -> tuple[LicenceRecord, ...]:
    """The papers of the asked kinds, the first of each kind as it was typed."""
    found: list[LicenceRecord] = []
    for key in keys:
        if key not in PAPERS:
            continue
        known = [paper for paper in stored.licences if papers.field_key(paper.kind) == key]
        said = read(key, typed.get(key), today)
        first = known[0] if known else LicenceRecord(kind=PAPERS[key])
        found.extend(known[1:])
        if said is not None:
            found.append(replace(first, number=said.number, status=said.status))
    return tuple(found)
