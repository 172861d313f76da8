"""One row a business, as the register had recorded it by the end of a local day.

Read today's rows, leave out what was made later, and turn back every journal line written after that instant. What
comes out is a data frame, so that counting is counting columns.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.licensing.kinds import applies
from digiloka.registry import workforce
from digiloka.registry.models import Business, Figures, Licence
from digiloka.registry.queries.visible import area_clause
from digiloka.registry.status import COUNTED_EXISTENCE, COUNTED_STATES, VERIFIED_STATES
from digiloka.statistics.measures import HELD, LICENCES
from digiloka.values.dates import local_day_end

_BUSINESS = (
    "id", "owner_id", "area_code", "scope_code", "sector", "kbli", "kbli_version", "serves_food", "state", "existence",
    "source",
)
_FIGURES = ("id", "business_id", "year", "scale_sales", "scale_capital", *workforce.COUNTS, "withdrawn")
_LICENCE = ("id", "owner_id", "business_id", "kind", "status", "number", "withdrawn")
_IDS = frozenset(("id", "owner_id", "business_id"))
_WORKERS = list(workforce.WHOLES)
_NEEDS = ["kbli", "kbli_version", "sector", "serves_food"]
_BEST = {"numbered": 4, "claimed": 3, "proses": 2, "tidak": 1, "tidak_tahu": 0}  # of several papers the best counts

Earlier = dict[str, dict[str, Any]]  # row id → field → value


@dataclass(frozen=True, slots=True)
class AsOf:
    """A local day and the instant at which it ended."""

    day: date
    instant: datetime

    @classmethod
    def end_of(cls, day: date, zone: ZoneInfo) -> AsOf:
        return cls(day, local_day_end(day, zone))


def facts(session: Session, city_code: str, area_code: str, as_of: AsOf) -> pd.DataFrame:
    """Every business that was counted in an area then, one row each; no area, no rows (fail closed).

    Columns: area_code, sector, scale_sales, scale_capital, source (None where unknown), verified, workers_… (missing
    where unknown), and for each licence kind its status under the kind's name and whether it is needed under
    `needs_KIND`. A status is numbered, claimed, proses, tidak, or missing.
    """
    earlier = _before(session, city_code, as_of.instant) if area_code else {}
    # Who has moved since is found in the whole city; when nobody has, the area alone is read.
    within = area_clause(city_code if earlier else area_code)
    found = _frame(session, _select(Business, _BUSINESS, within, as_of), _BUSINESS, earlier)
    counted = found["state"].isin(COUNTED_STATES) & found["existence"].isin(COUNTED_EXISTENCE)
    inside = (found["scope_code"] == area_code) | found["scope_code"].str.startswith(f"{area_code}.")
    found = found[counted & inside & bool(area_code)]
    figures = _newest(_frame(session, _joined(Figures, _FIGURES, within, as_of), _FIGURES, earlier))
    papers = _frame(session, _licences(within, as_of), _LICENCE, earlier)
    found = found.join(figures, on="id").join(_statuses(papers, found))
    found["verified"] = found["state"].isin(VERIFIED_STATES)
    return _with_needs(found)


def _columns(model: Any, names: tuple[str, ...]) -> list[ColumnElement[Any]]:
    """Identifiers as 32 letters on either database: building and comparing UUIDs took half of a report's time."""
    return [
        func.replace(cast(getattr(model, name), String), "-", "") if name in _IDS else getattr(model, name)
        for name in names
    ]


def _select(model: Any, names: tuple[str, ...], within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    return select(*_columns(model, names)).where(within, model.created_at < as_of.instant)


def _joined(model: Any, names: tuple[str, ...], within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    return _select(model, names, within, as_of).join(Business, Business.id == model.business_id)


def _licences(within: ColumnElement[bool], as_of: AsOf) -> Select[Any]:
    """Papers of the owners of the businesses in view; a NIB has no business of its own."""
    owners = select(Business.owner_id).where(within)
    return select(*_columns(Licence, _LICENCE)).where(
        Licence.owner_id.in_(owners), Licence.created_at < as_of.instant
    )


def _before(session: Session, city_code: str, instant: datetime) -> Earlier:
    """{row id: {field: value it had}} of everything changed since an instant: the first change tells the old value."""
    found: Earlier = defaultdict(dict)
    lines = select(JournalLine.subject_id, JournalLine.changes).where(
        JournalLine.at >= instant, JournalLine.city_code == city_code,
        JournalLine.subject.in_(("business", "figures", "licence")), JournalLine.changes.is_not(None),
    )
    for subject_id, changes in session.execute(lines.order_by(JournalLine.at, JournalLine.id)):
        for name, (before, _after) in changes.items():
            was = uuid.UUID(before).hex if name in _IDS and before else before
            found[subject_id.hex].setdefault(name, was)
    return found


def _frame(session: Session, query: Select[Any], names: tuple[str, ...], earlier: Earlier) -> pd.DataFrame:
    """The rows of a query as they were: object columns, so that identifiers stay text and unknown stays None."""
    rows = [tuple(row) for row in session.execute(query)]
    if earlier:
        rows = [_turned_back(row, names, earlier[row[0]]) if row[0] in earlier else row for row in rows]
    return pd.DataFrame.from_records(rows, columns=list(names)).astype(object)


def _turned_back(row: tuple[Any, ...], names: tuple[str, ...], before: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(before.get(name, value) for name, value in zip(names, row, strict=True))


def _newest(figures: pd.DataFrame) -> pd.DataFrame:
    """The newest year's figures of each business, by business id."""
    kept = figures[figures["withdrawn"] != True].sort_values("year").drop_duplicates("business_id", keep="last")  # noqa: E712
    kept = kept.set_index("business_id").astype(dict.fromkeys(workforce.COUNTS, "float64"))
    _add_up(kept)
    return kept[["scale_sales", "scale_capital", *_WORKERS]].astype(dict.fromkeys(_WORKERS, "Float64"))


def _add_up(figures: pd.DataFrame) -> None:
    """The people that follow from their parts: first where both are told, then where one is.

    A report counts whom it was told of; a blank beside them is nobody, as between men and women.
    """
    for whole, one, other in workforce.SUMS:
        figures[whole] = figures[whole].fillna(figures[one] + figures[other])
    for whole, one, other in workforce.SUMS:
        figures[whole] = figures[whole].fillna(figures[one].add(figures[other], fill_value=0))


def _statuses(papers: pd.DataFrame, businesses: pd.DataFrame) -> pd.DataFrame:
    """A column a licence kind, on the businesses' own index; a paper of the business goes before its owner's."""
    papers = papers[(papers["withdrawn"] != True) & papers["kind"].isin(LICENCES)].copy()  # noqa: E712
    numbered = papers["number"].notna()
    held = papers["status"] == "ya"
    papers.loc[held & numbered, "status"] = "numbered"
    papers.loc[held & ~numbered, "status"] = "claimed"
    papers["rank"] = papers["status"].map(_BEST).fillna(0)
    papers = papers.sort_values("rank")
    own = _pivot(papers[papers["business_id"].notna()], "business_id")
    owners = _pivot(papers[papers["business_id"].isna()], "owner_id")
    told = own.reindex(businesses["id"]).set_axis(businesses.index)
    shared = owners.reindex(businesses["owner_id"]).set_axis(businesses.index)
    told = told.where(told.notna(), shared)
    return told.where(told != "tidak_tahu")


def _pivot(papers: pd.DataFrame, holder: str) -> pd.DataFrame:
    best = papers.drop_duplicates([holder, "kind"], keep="last")
    return best.pivot(index=holder, columns="kind", values="status").reindex(columns=list(LICENCES)).astype(object)


def _with_needs(found: pd.DataFrame) -> pd.DataFrame:
    """`needs_KIND`: does the business need this paper, or hold it? Asked once for each combination that occurs."""
    known = found[_NEEDS].astype(object).where(found[_NEEDS].notna(), None)
    combinations = list(zip(*(known[name] for name in _NEEDS), strict=True))
    for kind in LICENCES:
        asked = {combination: applies(kind, *combination) for combination in set(combinations)}
        needs = [asked[combination] for combination in combinations]
        found[f"needs_{kind}"] = pd.Series(needs, found.index, dtype=bool) | found[kind].isin(HELD)
    return found
