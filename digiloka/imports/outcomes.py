"""What became of the rows of a batch, written back to them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Row, String, Update, Uuid, bindparam, cast, func, select, update
from sqlalchemy.orm import Session

from digiloka.imports.models import ImportRow
from digiloka.imports.settling import LEFT_ALONE, named, person_left
from digiloka.registry.actions.amend import LOWER_LEVEL
from digiloka.registry.actions.shared_owner import ELSEWHERE
from digiloka.registry.sharing import of_owner

Outcome = tuple[uuid.UUID, str, uuid.UUID | None]  # row, what became of it, the business it speaks of

_LEFT = {
    "conflict": "Datanya sudah diubah lagi sesudah berkas diperiksa. Unggah lagi berkas ini.",
    "missing": "Usahanya tidak ada lagi. Unggah lagi berkas ini.",
}
NOT_WRITTEN = (*_LEFT, "kept")
WROTE = ("created", "amended")
WRITTEN = (*WROTE, "same", "kept")  # outcomes after which the register holds what the row says
_ROW = ImportRow.__table__
_ONE = (
    update(_ROW).where(_ROW.c.id == bindparam("row_id"))
    .values(outcome=bindparam("done"), business_id=bindparam("about"))
)  # fmt: skip
_HELD = (
    update(_ROW).where(_ROW.c.id == bindparam("row_id")).values(held=bindparam("keys"), content=bindparam("told"))
)


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


def keep_held(session: Session, found: Iterable[tuple[Row[Any], Mapping[str, str]]]) -> None:
    """Note down what of rows was not taken after all ({field key: why}), and say it beside what planning has said;
    what planning left out of them is noted already."""
    late = []
    for row, held in found:
        known = (row.held or "").split()
        if left := {key: why for key, why in held.items() if key not in known}:
            late.append((row.id, known, left))
    if not late:
        return
    stored = select(_ROW.c.id, _ROW.c.content).where(_ROW.c.id.in_([row for row, *_ in late]))
    content = {row.id: row.content for row in session.execute(stored)}
    session.connection().execute(_HELD, [
        {"row_id": row, "keys": " ".join([*known, *left]), "told": _with_reasons(content[row] or {}, left)}
        for row, known, left in late
    ])


def _with_reasons(content: dict[str, Any], left: Mapping[str, str]) -> dict[str, Any]:
    return content | {"reasons": [*content.get("reasons", []), *_reasons(left)]}


def _reasons(left: Mapping[str, str]) -> Iterator[str]:
    """What the same file would be told of a person's fields when it came once more."""
    for why in (ELSEWHERE, LOWER_LEVEL):
        if keys := [key for key, its in left.items() if its == why and of_owner(key)]:
            yield person_left(keys, elsewhere=why == ELSEWHERE)


def in_part(row: ImportRow) -> bool:
    """Was a row written, but not whole?"""
    return row.outcome in WROTE and row.held is not None


def why_left(row: ImportRow) -> str:
    """Why a row was not written, or not whole, in words, and what can be done."""
    if row.outcome in _LEFT:
        return _LEFT[row.outcome]
    told = [reason for reason in (row.content or {}).get("reasons", []) if LEFT_ALONE in reason]
    late = [key for key in (row.held or "").split() if not any(named([key]) in reason for reason in told)]
    if late:
        told.append(f"Datanya berubah sesudah berkas diperiksa, jadi {named(late)} {LEFT_ALONE}. "
                    "Putuskan sendiri di halaman usahanya.")
    return " ".join(told)


def _together() -> Update:
    told = func.unnest(
        cast(bindparam("row_ids"), ARRAY(Uuid)), cast(bindparam("outcomes"), ARRAY(String)),
        cast(bindparam("abouts"), ARRAY(Uuid)),
    ).table_valued("row_id", "done", "about", name="told").render_derived()  # fmt: skip
    return update(_ROW).where(_ROW.c.id == told.c.row_id).values(outcome=told.c.done, business_id=told.c.about)
