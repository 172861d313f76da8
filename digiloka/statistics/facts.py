"""One row a business, as the register had recorded it by the end of a local day.

Read today's rows, leave out what was made later, and turn back every journal line written after that instant.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.registry.models import Business, Figures, Licence
from digiloka.registry.queries.visible import area_clause
from digiloka.registry.status import COUNTED_EXISTENCE, COUNTED_STATES, VERIFIED_STATES
from digiloka.values.dates import local_day_end

_BUSINESS = (
    "id", "owner_id", "area_code", "scope_code", "sector", "kbli", "kbli_version", "serves_food", "state", "existence",
    "source",
)
_FIGURES = (
    "id", "business_id", "year", "scale_sales", "scale_capital", "workers_total", "workers_male", "workers_female",
    "withdrawn",
)
_LICENCE = ("id", "owner_id", "business_id", "kind", "status", "number", "withdrawn")


@dataclass(frozen=True, slots=True)
class AsOf:
    """A local day and the instant at which it ended."""

    day: date
    instant: datetime

    @classmethod
    def end_of(cls, day: date, zone: ZoneInfo) -> AsOf:
        return cls(day, local_day_end(day, zone))


@dataclass(frozen=True, slots=True)
class Fact:
    """A counted business. `licences` is {kind: status of the best paper of the business or its owner}."""

    business_id: uuid.UUID
    area_code: str | None
    sector: str | None
    kbli: str | None
    kbli_version: str | None
    serves_food: str | None
    scale_sales: str | None
    scale_capital: str | None
    workers_total: int | None
    workers_male: int | None
    workers_female: int | None
    licences: dict[str, str]
    verified: bool
    source: str

    def scale(self, criterion: str) -> str | None:
        return self.scale_capital if criterion == "capital" else self.scale_sales


def facts(session: Session, city_code: str, area_code: str, as_of: AsOf) -> list[Fact]:
    """Every business that was counted in an area then. Without an area nothing is counted (fail closed)."""
    if not area_code:
        return []
    earlier = _before(session, city_code, as_of.instant)
    # Who has moved since is found in the whole city; when nobody has, the area alone is read.
    within = area_clause(city_code if earlier else area_code)
    businesses = [
        row for row in _rows(session, _select(Business, _BUSINESS, within, as_of), _BUSINESS, earlier)
        if row["state"] in COUNTED_STATES and row["existence"] in COUNTED_EXISTENCE and _lies_in(row, area_code)
    ]
    figures = _newest(_rows(session, _joined(Figures, _FIGURES, within, as_of), _FIGURES, earlier))
    papers = _papers(_rows(session, _licences(within, as_of), _LICENCE, earlier))
    return [_fact(row, figures.get(row["id"], {}), papers) for row in businesses]


def _lies_in(row: dict[str, Any], area_code: str) -> bool:
    scope = row["scope_code"]
    return scope == area_code or scope.startswith(area_code + ".")


def _select(model: Any, names: tuple[str, ...], within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    return select(*(getattr(model, name) for name in names)).where(within, model.created_at <= as_of.instant)


def _joined(model: Any, names: tuple[str, ...], within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    return _select(model, names, within, as_of).join(Business, Business.id == model.business_id)


def _licences(within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    """Papers of the owners of the businesses in view; a NIB has no business of its own."""
    owners = select(Business.owner_id).where(within)
    return select(*(getattr(Licence, name) for name in _LICENCE)).where(
        Licence.owner_id.in_(owners), Licence.created_at <= as_of.instant
    )


def _before(session: Session, city_code: str, instant: datetime) -> dict[uuid.UUID, dict[str, Any]]:
    """{row id: {field: value it had}} for everything changed after an instant: the first change tells the old value."""
    found: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    lines = select(JournalLine.subject_id, JournalLine.changes).where(
        JournalLine.at > instant, JournalLine.city_code == city_code, JournalLine.subject.in_(("business", "figures", "licence")),
        JournalLine.changes.is_not(None),
    )
    for subject_id, changes in session.execute(lines.order_by(JournalLine.at, JournalLine.id)):
        for name, (before, _after) in changes.items():
            found[subject_id].setdefault(name, before)
    return found


def _rows(
    session: Session, query: Select[Any], names: tuple[str, ...], earlier: dict[uuid.UUID, dict[str, Any]]
) -> list[dict[str, Any]]:
    rows = [dict(zip(names, row, strict=True)) for row in session.execute(query)]
    if earlier:
        for row in rows:
            changed = earlier.get(row["id"])
            if changed:
                row.update((name, value) for name, value in changed.items() if name in row)
    return rows


def _newest(figures: list[dict[str, Any]]) -> dict[uuid.UUID, dict[str, Any]]:
    newest: dict[uuid.UUID, dict[str, Any]] = {}
    for row in figures:
        if row["withdrawn"]:
            continue
        known = newest.get(row["business_id"])
        if known is None or row["year"] > known["year"]:
            newest[row["business_id"]] = row
    return newest


_RANK = {"numbered": 4, "claimed": 3, "proses": 2, "tidak": 1, "tidak_tahu": 0}


def _papers(licences: list[dict[str, Any]]) -> dict[tuple[str, uuid.UUID], dict[str, str]]:
    """{("business" or "owner", id): {kind: status}}; where several papers of a kind stand, the best one counts."""
    found: dict[tuple[str, uuid.UUID], dict[str, str]] = defaultdict(dict)
    for row in licences:
        if row["withdrawn"]:
            continue
        status = row["status"]
        if status == "ya":
            status = "numbered" if row["number"] else "claimed"
        holder = ("business", row["business_id"]) if row["business_id"] else ("owner", row["owner_id"])
        kinds = found[holder]
        if _RANK.get(status, 0) >= _RANK.get(kinds.get(row["kind"], ""), -1):
            kinds[row["kind"]] = status
    return found


def _fact(
    row: dict[str, Any], figures: dict[str, Any], papers: dict[tuple[str, uuid.UUID], dict[str, str]]
) -> Fact:
    own, owners = papers.get(("business", row["id"]), {}), papers.get(("owner", row["owner_id"]), {})
    return Fact(
        business_id=row["id"], area_code=row["area_code"], sector=row["sector"], kbli=row["kbli"],
        kbli_version=row["kbli_version"], serves_food=row["serves_food"],
        scale_sales=figures.get("scale_sales"), scale_capital=figures.get("scale_capital"),
        workers_total=figures.get("workers_total"), workers_male=figures.get("workers_male"),
        workers_female=figures.get("workers_female"), licences={**owners, **own} if owners else own,
        verified=row["state"] in VERIFIED_STATES, source=row["source"],
    )
