"""What became of the rows of a batch, written back to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Row, String, Update, Uuid, bindparam, cast, func, update
from sqlalchemy.orm import Session

from digiloka.imports.models import ImportRow
from digiloka.imports.settling import LEFT_ALONE, named

Outcome = tuple[uuid.UUID, str, uuid.UUID | None]  # row, what became of it, the business it speaks of

_LEFT = {
    "conflict": "Datanya diubah orang lain sesudah berkas diperiksa. Unggah lagi berkas ini.",
    "missing": "Usahanya tidak ada lagi. Unggah lagi berkas ini.",
}
NOT_WRITTEN = (*_LEFT, "kept")
_ROW = ImportRow.__table__
_ONE = (
    update(_ROW).where(_ROW.c.id == bindparam("row_id"))
    .values(outcome=bindparam("done"), business_id=bindparam("about"))
)  # fmt: skip
_HELD = update(_ROW).where(_ROW.c.id == bindparam("row_id")).values(held=bindparam("keys"))


def keep_outcomes(session: Session, done: Sequence[Outcome]) -> None:
    """Write them in one go."""
    if not done:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":  # one statement: one a row cost more than any other step of applying
        ids, outcomes, about = (list(column) for column in zip(*done, strict=True))
        connection.execute(_together(), {"row_ids": ids, "outcomes": outcomes, "abouts": about})
    else:
        connection.execute(_ONE, [dict(zip(("row_id", "done", "about"), told, strict=True)) for told in done])


def keep_held(session: Session, found: Iterable[tuple[Row[Any], Iterable[str]]]) -> None:
    """Note down what of rows was not taken after all; what planning left out of them is noted already."""
    news = []
    for row, keys in found:
        held = (row.held or "").split()
        if left := [key for key in keys if key not in held]:
            news.append({"row_id": row.id, "keys": " ".join([*held, *left])})
    if news:
        session.connection().execute(_HELD, news)


def why_left(row: ImportRow) -> str:
    """Why a row was not written, or not whole, in words."""
    if row.outcome in _LEFT:
        return _LEFT[row.outcome]
    content = row.content or {}
    told = [reason for reason in content.get("reasons", []) if LEFT_ALONE in reason]
    late = [key for key in (row.held or "").split() if not any(named([key]) in reason for reason in told)]
    if late:
        told.append(f"Datanya berubah sesudah berkas diperiksa, jadi {named(late)} {LEFT_ALONE}. "
                    "Unggah lagi berkas ini.")
    return " ".join(told)


def _together() -> Update:
    told = func.unnest(
        cast(bindparam("row_ids"), ARRAY(Uuid)), cast(bindparam("outcomes"), ARRAY(String)),
        cast(bindparam("abouts"), ARRAY(Uuid)),
    ).table_valued("row_id", "done", "about", name="told").render_derived()  # fmt: skip
    return update(_ROW).where(_ROW.c.id == told.c.row_id).values(outcome=told.c.done, business_id=told.c.about)
