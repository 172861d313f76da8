"""Lists of businesses: columns only, one query for the rows and one for how many there are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.registry.models import Business, Owner
from digiloka.registry.numbers import begun_number, parse_number
from digiloka.registry.queries.visible import area_clause, scope_clause
from digiloka.registry.sought import PHONE, Sought
from digiloka.values.refusal import Refused
from digiloka.values.text import key

LARGEST_PAGE = 200
UNKNOWN = "tidak_diketahui"
_SHORTEST_WORD = 3
MOST_OF_ONE = 30_000  # businesses of one phone: an office's, in a list it made; a statement takes no more values


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; None or "" leaves a filter out. `scale` and `sector` know "tidak_diketahui"."""

    q: str = ""  # a number, or words of the names, the product, the activity
    person: Sought | None = None  # the owner's NIK or first phone
    area: str | None = None
    sector: str | None = None
    state: str | None = None
    existence: int | None = None
    scale: str | None = None
    source: str | None = None
    level: str | None = None
    batch_id: uuid.UUID | None = None
    needs_area: bool = False  # "perlu area": the kelurahan is not known yet
    order: str = "newest"  # newest, oldest, name


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list; `scale` is the one by sales of the newest figures."""

    id: uuid.UUID
    number: str
    name: str | None
    owner_name: str | None
    activity: str | None
    product: str | None
    sector: str | None
    area_code: str | None
    scope_code: str
    scale: str | None
    state: str
    level: str
    existence: int
    source: str
    version: int
    created_at: datetime
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are in all."""

    rows: list[ListRow]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


_COLUMNS = (
    Business.id, Business.number, Business.name, Owner.name.label("owner_name"), Business.activity, Business.product,
    Business.sector, Business.area_code, Business.scope_code, Business.scale, Business.state, Business.level,
    Business.existence, Business.source, Business.version, Business.created_at, Business.verified_at,
)  # fmt: skip


def page_of(session: Session, viewer: Viewer, filters: Filters, page: int = 1, per_page: int = 25) -> Page:
    """A page of the businesses a viewer may see. A page beyond the last one is empty."""
    page, per_page = max(1, page), min(max(1, per_page), LARGEST_PAGE)
    conditions, before = conditions_of(session, viewer, filters), (page - 1) * per_page
    wanted = select(Business.id).where(*conditions)
    wanted = _ordered(wanted, filters.order).limit(per_page + 1).offset(before)
    # The page's ids first: the wide columns and the owner are read for these few rows only.
    chosen = wanted.subquery()
    rows = select(*_COLUMNS).join(chosen, chosen.c.id == Business.id).join(Owner, Owner.id == Business.owner_id)
    found = [ListRow(*row) for row in session.execute(_ordered(rows, filters.order))]
    total = before + len(found)
    if len(found) > per_page or (before and not found):  # else this is the end of the list, and tells its length
        total = session.scalar(select(func.count()).select_from(Business).where(*conditions)) or 0
    return Page(found[:per_page], total, page, per_page)


def _ordered(statement: Select[Any], order: str) -> Select[Any]:
    if order == "oldest":
        return statement.order_by(Business.created_at, Business.id)
    if order == "name":
        return statement.order_by(Business.search_key, Business.id)
    return statement.order_by(Business.created_at.desc(), Business.id.desc())


def conditions_of(session: Session, viewer: Viewer, filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a business, of those that the viewer may see. Asks the database for a person only."""
    conditions = [scope_clause(viewer), *_narrowed(filters, _city_of(viewer))]
    if filters.person:
        conditions.append(Business.id.in_(_businesses_of(session, viewer, filters.person)))
    return conditions


def _businesses_of(session: Session, viewer: Viewer, person: Sought) -> list[uuid.UUID]:
    """The businesses of the owners with this phone, or with this NIK, proven or claimed, whoever may see them.

    Asked for first and by themselves: in one question with the viewer's area SQLite reads the whole area.
    """
    if person.kind == PHONE:
        owners = select(Owner.id).where(Owner.phone_hash == person.hash)
    else:
        city = _city_of(viewer)
        proven = select(Owner.id).where(Owner.city_code == city, Owner.nik_hash == person.hash)
        owners = union_all(proven, select(Owner.id).where(Owner.nik_claim == person.hash))
    return list(session.scalars(select(Business.id).where(Business.owner_id.in_(owners)).limit(MOST_OF_ONE)))


def _city_of(viewer: Viewer) -> str:
    """The code of the city in which a viewer looks; "" for who looks in none."""
    return ".".join((viewer.area_code or "").split(".")[:2])


def _narrowed(filters: Filters, city: str) -> list[ColumnElement[bool]]:
    conditions = [
        getattr(Business, name) == value
        for name in ("state", "existence", "source", "level", "batch_id")
        if (value := getattr(filters, name)) not in (None, "")
    ]
    for name in ("sector", "scale"):
        if value := getattr(filters, name):
            column = getattr(Business, name)
            conditions.append(column.is_(None) if value == UNKNOWN else column == value)
    if filters.area:
        conditions.append(area_clause(filters.area))
    if filters.needs_area:
        conditions.append(Business.area_code.is_(None))
    if filters.q.strip():
        conditions.append(_said(filters.q, city))
    return conditions


def _said(words: str, city: str) -> ColumnElement[bool]:
    """A whole number, a begun one ("1472-7K", "1472 7k", "7K3M"), or every word somewhere in the folded names."""
    try:
        return Business.number == parse_number(words)
    except Refused:
        pass
    found = [Business.search_key.like(f"%{word}%") for word in key(words).split()]
    named = _all(found) if found else Business.number == ""
    begun = begun_number(words, city)
    if begun is None:
        return named
    number = Business.number.startswith(begun, autoescape=True)
    # Looking for both reads every row twice, so only where the words may well be a name.
    return or_(number, named) if _may_be_a_name(words, city) else number


def _may_be_a_name(words: str, city: str) -> bool:
    """"Kopi24", "1472 Kopi 24" and "1472Barber", not "1472-7K": behind the city's figures a name has a word."""
    said, figures = words.strip(), city.replace(".", "")
    if not figures or not said.startswith(figures):
        return True
    return any(len(word) >= _SHORTEST_WORD and word.isalpha() for word in key(said[len(figures):]).split())


def _all(conditions: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    return and_(*conditions)
