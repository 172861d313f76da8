"""Two records of one business, field by field: what a newer one changes, and both joined.

Keys are those of registry.fields. Without `keys` the newer record is a source that says what it knows: a blank never
erases, another spelling is no change, a guess never replaces what somebody confirmed. With `keys` it is a person's
edit of exactly these fields: taken as it stands, blanks too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from digiloka.registry import fields, papers, status
from digiloka.registry.records import BusinessRecord, FiguresRecord
from digiloka.values.amounts import Amount
from digiloka.values.text import key as folded

Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A field key and the attributes of a record's part that hold it."""

    key: str
    part: str  # owner, place, figures, or "" for the business itself
    names: tuple[str, ...]


def _table(part: str, *rows: str) -> tuple[Entry, ...]:
    """`key` or `key=attribute,attribute`."""
    split = (row.partition("=") for row in rows)
    return tuple(Entry(key, part, tuple((names or key).split(","))) for key, _, names in split)


ENTRIES: tuple[Entry, ...] = (
    *_table("owner", "owner_name=name", "nik", "nik_absent", "sex", "birth_date", "birth_place", "education",
            "owner_address=address", "phone=phones", "email", "npwp"),
    *_table("place", "business_address=address", "rt", "rw", "village=area_code,village_as_written",
            "district=district_code", "postal_code", "coordinates=latitude,longitude,accuracy_m,point_source",
            "premises_kind", "premises_status"),
    *_table("", "business_name=name", "trade_name=brand", "activity", "product",
            "sector=sector,sector_as_written,sector_chosen", "kbli=kbli,kbli_version,kbli_proposed", "makes_goods",
            "serves_food", "sells_goods", "gives_service", "legal_form", "status=existence",
            "start_date=start_year,start_month", "marketing=sales_channels", "export", "financing", "partnership",
            "training", "scale_as_written", "notes", "source_id", "survey_date"),
    *_table("figures", "turnover", "capital", "assets", "investment", "production_value", "raw_material_value",
            "production_capacity", "production_unit", "workers_total", "workers_male", "workers_female",
            "workers_permanent_male", "workers_permanent_female", "workers_casual_male", "workers_casual_female",
            "workers_paid", "workers_unpaid"),
)  # fmt: skip
BY_KEY: dict[str, Entry] = {entry.key: entry for entry in ENTRIES}
_CODE, _CODED = "kbli", frozenset({"activity", "product"})


@dataclass(slots=True)
class Joined:
    """Both records in one. `licences` tells what becomes of each of the earlier record's papers."""

    record: BusinessRecord
    changes: Changes = field(default_factory=dict)
    licences: papers.Plan = field(default_factory=papers.Plan)


def flat(record: BusinessRecord) -> dict[str, Any]:
    """{field key: value} of what a record says; blanks left out."""
    found = {entry.key: shown for entry in ENTRIES if (shown := _shown(entry, _values(record, entry))) is not None}
    for licence in record.licences:
        found[papers.field_key(licence.kind)] = (licence.status, licence.number)
    return found


def differences(now: BusinessRecord, newer: BusinessRecord, keys: Collection[str] | None = None) -> Changes:
    """{field key: (now, newer)} for every field the newer record states differently."""
    return joined(now, newer, keys).changes


def joined(now: BusinessRecord, newer: BusinessRecord, keys: Collection[str] | None = None) -> Joined:
    """The earlier record with what the newer one changes. Neither of the two is touched.

    Figures of another year than `now` tells are a new year's, so ask `record_of` for the newer record's year.
    """
    result = copy(now)
    result.owner, result.place = copy(now.owner), copy(now.place)
    if newer.figures is not None:
        same_year = now.figures is not None and now.figures.year == newer.figures.year
        result.figures = copy(now.figures) if same_year else FiguresRecord(year=newer.figures.year)
    found = Joined(result)
    for entry, new in _told(newer, keys):
        old = _values(result, entry)
        taken = _edited(entry.key, old, new) if keys is not None else _taken(entry.key, old, new, result)
        if taken is None or taken == old:
            continue
        found.changes[entry.key] = (_shown(entry, old), _shown(entry, taken))
        home = _home(result, entry.part)
        for name, value in zip(entry.names, taken, strict=True):
            setattr(home, name, value)
    found.licences = papers.plan(now.licences, newer.licences, keys)
    found.changes.update(found.licences.changes)
    result.licences = found.licences.result()
    return found


def held_back(changes: Changes, known: str, told: str) -> list[str]:
    """The fields that a source of level `told` may not write where a business of level `known` holds something.

    A code goes with the activity it was found by.
    """
    if status.rank(told) >= status.rank(known):
        return []
    held = [key for key, (before, _) in changes.items() if before is not None]
    return held if _CODE not in changes or _CODE in held or not _CODED.intersection(held) else [*held, _CODE]


def without(record: BusinessRecord, keys: Collection[str]) -> BusinessRecord:
    """A copy of a record that says nothing about these fields."""
    result = copy(record)
    result.owner, result.place, result.figures = copy(record.owner), copy(record.place), copy(record.figures)
    for key in keys:
        entry = BY_KEY.get(key)
        home = _home(result, entry.part) if entry else None
        if entry is None or home is None:
            continue
        for name in entry.names:
            setattr(home, name, _BLANK.get(name))
    result.licences = tuple(paper for paper in record.licences if papers.field_key(paper.kind) not in keys)
    return result


def label_of(key: str) -> str:
    """A key in words, also of what registry.fields has no field for."""
    field = fields.BY_KEY.get(key)
    return field.label if field else {"trade_name": "Merek"}.get(key, key)


def _told(newer: BusinessRecord, keys: Collection[str] | None) -> Iterator[tuple[Entry, tuple[Any, ...]]]:
    """What the newer record says of each entry: all of `keys`, or everything that is not blank."""
    for entry in ENTRIES:
        if entry.part == "figures" and newer.figures is None:
            continue
        if keys is not None:
            if entry.key in keys:
                yield entry, _values(newer, entry)
            continue
        values = _values(newer, entry)
        if _shown(entry, values) is not None:
            yield entry, values


def _taken(
    key: str, old: tuple[Any, ...], new: tuple[Any, ...], so_far: BusinessRecord
) -> tuple[Any, ...] | None:
    """What a source's statement makes of an entry, None when it changes nothing."""
    rule = _RULES.get(key)
    if rule is not None:
        return rule(old, new)
    if (key == "district" and so_far.place.area_code) or (key == "nik_absent" and so_far.owner.nik):
        return None  # a kelurahan says more than a kecamatan, and a NIK more than why there is none
    return None if _alike(old[0], new[0]) else new


def _edited(key: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """A person's choice stands; what the source had written beside it stays as a note."""
    return (new[0], new[1] or old[1], new[2]) if key == "sector" else new


def _alike(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old == new or folded(old) == folded(new)
    if isinstance(old, Amount) and isinstance(new, Amount):
        if old.period == new.period:
            return _bounds(old) == _bounds(new)
        return None not in (old.period, new.period) and _bounds(old.per_year()) == _bounds(new.per_year())
    return bool(old == new)


def _bounds(amount: Amount) -> tuple[int | None, int | None]:
    return amount.low, amount.high


def _phones(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    known, told = old[0], new[0]
    return None if set(told) <= set(known) else (tuple(dict.fromkeys((*told, *known))),)


def _village(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    if new[0]:
        return None if old[0] == new[0] else (new[0], new[1] or old[1])
    # A name that no list knows says nothing against a known kelurahan.
    return None if old[0] or _alike(old[1], new[1]) else (None, new[1])


def _point(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    # Six decimals are a tenth of a metre; beyond that two spellings of one point would differ.
    def rounded(point: tuple[Any, ...]) -> tuple[float, ...] | None:
        return None if None in point[:2] else (round(point[0], 6), round(point[1], 6))

    return None if rounded(new) in (None, rounded(old)) else new


def _sector(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    chosen = old[2] and not new[2]
    sector = old[0] if chosen or not new[0] else new[0]
    written = old[1] if _alike(old[1], new[1]) or not new[1] else new[1]
    taken = (sector, written, old[2] or new[2])
    if sector and (sector, taken[2]) == (old[0], old[2]):
        return None  # the same group in other words, a code or a heading's
    return None if taken == old else taken


def _kbli(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    if old[0] and (new[1] is None or (new[2] and not old[2])):
        return None  # a bare code or a guess says nothing against a code
    if old[:2] == new[:2] and old[2] == new[2]:
        return None
    return new


def _start(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...] | None:
    return None if old == new or (old[0] == new[0] and new[1] is None) else new


_BLANK: dict[str, Any] = {"phones": (), "sales_channels": (), "kbli_proposed": False, "sector_chosen": False}
_RULES = {"phone": _phones, "village": _village, "coordinates": _point, "sector": _sector, "kbli": _kbli,
          "start_date": _start}  # fmt: skip


def _home(record: BusinessRecord, part: str) -> Any:
    return getattr(record, part) if part else record


def _values(record: BusinessRecord, entry: Entry) -> tuple[Any, ...]:
    home = _home(record, entry.part)
    if home is None:
        return (None,) * len(entry.names)
    return tuple(getattr(home, name) for name in entry.names)


def _shown(entry: Entry, values: tuple[Any, ...]) -> Any:
    """An entry's value as plans and pages carry it; None for blank."""
    value = values[0]
    if isinstance(value, Amount):
        return (value.low, value.high, value.period)
    if entry.key == "coordinates":
        return None if value is None else (round(value, 6), round(values[1] or 0.0, 6))
    if entry.key == "start_date":
        return None if value is None else values
    if entry.key in ("village", "sector"):
        return value or values[1]  # as somebody wrote it, where no list knows it
    return None if value == () else value
