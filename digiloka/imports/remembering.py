"""What officers taught about sheets, kept for the next file: looked up by fingerprint and spelling, and forgotten.

An officer's own word goes first, then that of their own area, then that of an area which covers it; of two the newer
one. What another area's officers said is never seen.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.database import now
from digiloka.imports.answers import ColumnAnswer, ColumnAnswers, Spellings, columns_from_json, columns_json, folded
from digiloka.imports.models import ImportLayout, ImportSpelling
from digiloka.registry.fields import BY_KEY
from digiloka.sealing import keyed_hash


@dataclass(frozen=True, slots=True)
class Taught:
    """One remembered layout, as a list shows it. `own`: the viewer said it."""

    fingerprint: str
    area_code: str
    own: bool
    columns: ColumnAnswers
    created_at: datetime


def columns_of(session: Session, viewer: Viewer, city_code: str, fingerprint: str) -> dict[int, ColumnAnswer] | None:
    """What is remembered of the columns of one layout, None of one that nobody answered for yet; one query."""
    rows = _layouts(session, viewer, city_code, ImportLayout.fingerprint == fingerprint)
    if not rows:
        return None
    found: dict[int, ColumnAnswer] = {}
    for row in reversed(rows):
        found |= columns_from_json(row.columns)
    return found


def spellings_of(session: Session, viewer: Viewer, city_code: str) -> dict[tuple[str, str], str]:
    """{(field, folded spelling): value} of all that is remembered; one query."""
    said = ImportSpelling
    rows = session.execute(
        select(said.field, said.spelling, said.value, said.user_id, said.area_code, said.created_at, said.id)
        .where(_heard(said, viewer, city_code))
    ).all()  # fmt: skip
    found: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=lambda row: _rank(row, viewer)):
        if row.field in BY_KEY:
            found[row.field, folded(row.spelling)] = row.value
    return found


def taught_to(session: Session, viewer: Viewer, city_code: str) -> list[Taught]:
    """Every layout whose memory a viewer's files would use, what goes first first."""
    return [
        Taught(row.fingerprint, row.area_code, row.user_id == viewer.user_id, columns_from_json(row.columns),
               row.created_at)
        for row in _layouts(session, viewer, city_code) if row.columns
    ]  # fmt: skip


def remember_columns(
    session: Session, viewer: Viewer, city_code: str, fingerprint: str, columns: ColumnAnswers
) -> None:
    """Keep an officer's answers with what they said of the same layout before."""
    own = _own(ImportLayout, viewer, city_code) & (ImportLayout.fingerprint == fingerprint)
    row = session.scalars(select(ImportLayout).where(own).order_by(ImportLayout.created_at.desc())).first()
    if row is None:
        row = ImportLayout(city_code=city_code, user_id=viewer.user_id, fingerprint=fingerprint, columns=[])
        session.add(row)
    row.columns = columns_json({**columns_from_json(row.columns), **columns})
    row.area_code, row.created_at = viewer.area_code or city_code, now()


def accept_layouts(session: Session, viewer: Viewer, city_code: str, fingerprints: Collection[str]) -> None:
    """Who lets a file in accepts how its columns were read: its layouts are known from then on."""
    for fingerprint in fingerprints:
        if columns_of(session, viewer, city_code, fingerprint) is None:
            remember_columns(session, viewer, city_code, fingerprint, {})


def remember_spellings(session: Session, viewer: Viewer, city_code: str, spellings: Spellings) -> None:
    """Keep what an officer said these spellings mean, in place of what they said before."""
    forget_spellings(session, viewer, city_code, spellings)
    session.add_all(
        ImportSpelling(
            city_code=city_code, area_code=viewer.area_code or city_code, user_id=viewer.user_id, field=key,
            spelling_hash=_hash(key, spelling), spelling=folded(spelling), value=value,
        )
        for (key, spelling), value in spellings.items()
    )  # fmt: skip


def forget_columns(
    session: Session, viewer: Viewer, city_code: str, fingerprint: str, indexes: Collection[int] | None = None
) -> int:
    """Forget what the viewer said of a layout, or of these columns of it; returns of how many columns."""
    own = _own(ImportLayout, viewer, city_code) & (ImportLayout.fingerprint == fingerprint)
    gone = 0
    for row in session.scalars(select(ImportLayout).where(own)):
        told = columns_from_json(row.columns)
        left = {index: said for index, said in told.items() if indexes is not None and index not in indexes}
        gone += len(told) - len(left)
        if left:
            row.columns = columns_json(left)
        else:
            session.delete(row)
    session.flush()
    return gone


def forget_spellings(
    session: Session, viewer: Viewer, city_code: str, asked: Collection[tuple[str, str]]
) -> int:
    """Forget what the viewer said of these spellings; returns of how many."""
    hashes = [_hash(key, spelling) for key, spelling in asked]
    own = _own(ImportSpelling, viewer, city_code) & ImportSpelling.spelling_hash.in_(hashes)
    gone: int = session.execute(delete(ImportSpelling).where(own)).rowcount  # type: ignore[attr-defined]
    return gone


def _hash(key: str, spelling: str) -> str:
    return keyed_hash("import-spelling", f"{key}:{folded(spelling)}")


def _layouts(
    session: Session, viewer: Viewer, city_code: str, *wanted: ColumnElement[bool]
) -> Sequence[ImportLayout]:
    """What goes first first."""
    rows = session.scalars(select(ImportLayout).where(_heard(ImportLayout, viewer, city_code), *wanted))
    return sorted(rows, key=lambda row: _rank(row, viewer), reverse=True)


def _rank(row: Any, viewer: Viewer) -> tuple[bool, int, datetime, uuid.UUID]:
    """Rising with what goes first. Of areas that cover the viewer's the nearest has the longest code."""
    own = row.user_id is not None and row.user_id == viewer.user_id
    return own, len(row.area_code), row.created_at, row.id


def _own(taught: type[ImportLayout] | type[ImportSpelling], viewer: Viewer, city_code: str) -> ColumnElement[bool]:
    return and_(taught.city_code == city_code, taught.user_id == viewer.user_id)


def _heard(taught: type[ImportLayout] | type[ImportSpelling], viewer: Viewer, city_code: str) -> ColumnElement[bool]:
    heard = or_(taught.user_id == viewer.user_id, taught.area_code.in_(_covering(viewer.area_code)))
    return and_(taught.city_code == city_code, heard)


def _covering(area_code: str | None) -> list[str]:
    """An area and those that contain it."""
    parts = (area_code or "").split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
