"""Rows of the register for a file: by the viewer's scope, from a fixed list of columns, identifiers masked.

Businesses are read by the thousand in the order of their ids, so that a hundred thousand of them need no more memory
than one thousand; figures and licences of each thousand come with two more queries.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.registry.export_columns import ExportRow, PaperKind
from digiloka.registry.models import Business, Figures, Licence, Owner, Place
from digiloka.registry.queries.listing import Filters, conditions_of
from digiloka.registry.queries.owners import owners_elsewhere
from digiloka.registry.sharing import SEEN_COLUMNS
from digiloka.registry.workforce import COUNTS, completed

CHUNK = 1000
_FIGURES = ("year", "turnover_low", "turnover_high", "turnover_period", "capital_low", "capital_high",
            "scale_sales", "scale_capital", "ikm_class", *COUNTS)  # fmt: skip
_COLUMNS = {
    **{f"business_{name}": getattr(Business, name) for name in (
        "id", "owner_id", "number", "name", "activity", "product", "sector", "kbli", "kbli_version", "kbli_proposed",
        "legal_form", "start_year", "existence", "state", "level", "source", "created_at", "verified_at",
    )},
    **{f"owner_{name}": getattr(Owner, name) for name in ("name", "nik", "phone", "sex", "birth_year", "education")},
    **{f"place_{name}": getattr(Place, name) for name in (
        "address", "rt", "rw", "area_code", "district_code", "premises_kind", "premises_status", "latitude",
        "longitude",
    )},
}  # fmt: skip

_KEPT_BACK = dict.fromkeys(
    name for name in _COLUMNS if name.startswith("owner_") and name.removeprefix("owner_") not in SEEN_COLUMNS
)


def count_for_export(session: Session, viewer: Viewer, filters: Filters) -> int:
    """How many rows the export of these filters has."""
    counted = select(func.count()).select_from(Business).where(*conditions_of(session, viewer, filters))
    return session.scalar(counted) or 0


def rows_for_export(session: Session, viewer: Viewer, filters: Filters) -> Iterator[ExportRow]:
    """Every business the viewer may see, narrowed by the filters, oldest first. NIK and phone come in the clear:
    registry.export_columns masks them before anything is written. Of an owner with businesses that the viewer may not
    see comes only what registry.sharing lets them see."""
    last: uuid.UUID | None = None
    while chunk := _chunk(session, viewer, filters, last):
        ids = [row["business_id"] for row in chunk]
        figures = _newest_figures(session, ids)
        owner_ids = {row["business_owner_id"] for row in chunk}
        papers, apart = _papers(session, ids, owner_ids), owners_elsewhere(session, viewer, owner_ids)
        for row in chunk:
            owner_id, own = row["business_owner_id"], papers.get(row["business_id"], {})
            told = {**row, **_KEPT_BACK} if owner_id in apart else row
            own = own if owner_id in apart else {**papers.get(owner_id, {}), **own}
            yield ExportRow(told, figures.get(row["business_id"], {}), own)
        last = ids[-1]


def _chunk(session: Session, viewer: Viewer, filters: Filters, last: uuid.UUID | None) -> Sequence[Any]:
    wanted: Select[Any] = (
        select(*(column.label(name) for name, column in _COLUMNS.items()))
        .join(Owner, Owner.id == Business.owner_id)
        .join(Place, and_(Place.business_id == Business.id, Place.main.is_(True)), isouter=True)
        .where(*conditions_of(session, viewer, filters))
        .order_by(Business.id).limit(CHUNK)
    )  # fmt: skip
    if last is not None:
        wanted = wanted.where(Business.id > last)
    return session.execute(wanted).mappings().all()


def _newest_figures(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """{business id: its newest year's figures, people with what follows from their parts}."""
    columns = [getattr(Figures, name) for name in _FIGURES]
    wanted = select(Figures.business_id, *columns).where(Figures.business_id.in_(ids), Figures.withdrawn.is_(False))
    return {row.business_id: completed(row._mapping) for row in session.execute(wanted.order_by(Figures.year))}


def _papers(
    session: Session, ids: Sequence[uuid.UUID], owner_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[str, PaperKind]]:
    """{business id, or owner id for the owner's own papers: {kind: (status, number)}}; a number counts more."""
    found: dict[uuid.UUID, dict[str, PaperKind]] = defaultdict(dict)
    wanted = select(Licence.owner_id, Licence.business_id, Licence.kind, Licence.status, Licence.number).where(
        or_(Licence.business_id.in_(ids), and_(Licence.business_id.is_(None), Licence.owner_id.in_(owner_ids))),
        Licence.withdrawn.is_(False),
    )
    for owner_id, business_id, kind, status, number in session.execute(wanted.order_by(Licence.created_at, Licence.id)):
        home = found[business_id or owner_id]
        if kind not in home or (number and not home[kind][1]):
            home[kind] = (status, number)
    return dict(found)
