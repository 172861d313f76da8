"""Rows that an applied plan left as doubtful: the same row again is no surer because of what the same file wrote."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import among
from digiloka.imports.models import APPLIED, ImportBatch, ImportRow
from digiloka.imports.planned import DOUBTFUL, Doubted
from digiloka.registry.models import Business
from digiloka.registry.queries import last_written, scope_clause

_Row = tuple[str, str]  # its identity, and its content


def left_any(session: Session, city_code: str) -> bool:
    """Has any applied plan of a city left a row as doubtful?"""
    applied = select(ImportBatch.counts).where(ImportBatch.city_code == city_code, ImportBatch.state == "applied")
    return any((counts or {}).get(DOUBTFUL) for counts in session.scalars(applied))


def doubted_rows(
    session: Session, viewer: Viewer, city_code: str, rows: Mapping[_Row, str | None]
) -> dict[_Row, Doubted]:
    """{row: the business beside which the newest applied plan left it}, where the viewer may see that one; `rows` are
    {row: NIK hash}."""
    left = session.execute(
        select(ImportRow.identity_hash, ImportRow.content_hash, ImportRow.seen_version, ImportBatch.applied_at,
               Business.id, Business.number, Business.version,
               scope_clause(viewer).label("seen"))  # told, not asked for: it would lead SQLite's search
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .join(Business, Business.id == ImportRow.business_id)
        .where(among(ImportRow.identity_hash, sorted({identity for identity, _ in rows})),
               ImportRow.decision == DOUBTFUL, APPLIED,
               ImportBatch.city_code == city_code)
        .order_by(ImportRow.id)
    )  # fmt: skip
    found = {row: told for identity, content, *told, seen in left if seen and (row := (identity, content)) in rows}
    if not found:
        return {}
    niks = {nik for row in found if (nik := rows[row])}
    written = last_written(session, city_code, niks, {business_id for _, _, business_id, *_ in found.values()})
    return {
        row: Doubted(business_id, number, version, of_file=version_then is None,
                     stands=all(written[about] <= applied for about in (business_id, rows[row]) if about in written))
        for row, (version_then, applied, business_id, number, version) in found.items()
    }
