"""Taking back what a batch did: its businesses withdrawn, its changes reversed, except where somebody wrote since."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import exists, insert, or_, select, update
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.database import new_id, now
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.actions.conflicts import touch
from digiloka.registry.actions.restoring import RowsOf, derive, restore_row
from digiloka.registry.actions.standing import LOOKS, still_edited
from digiloka.registry.actions.telling import Told, nobody
from digiloka.registry.actions.whole import load_whole
from digiloka.registry.models import Business

_CHUNK = 2000
_RESTORE_CHUNK = 500

Column = tuple[str, uuid.UUID, str]
Handled = Callable[[Collection[uuid.UUID]], None]  # hears which businesses are done


def unheard(_businesses: Collection[uuid.UUID]) -> None:
    """Where nobody follows."""


@dataclass(slots=True)
class Withdrawn:
    """Ids of the businesses that a batch made: withdrawn now, or kept because somebody changed them since."""

    withdrawn: list[uuid.UUID] = field(default_factory=list)
    kept: list[uuid.UUID] = field(default_factory=list)


@dataclass(slots=True)
class Restored:
    """(subject, its id, column): put back to what it was before the batch, kept because somebody wrote since, or kept
    because another source says the same (`told`)."""

    restored: list[Column] = field(default_factory=list)
    kept: list[Column] = field(default_factory=list)
    told: list[Column] = field(default_factory=list)


def withdraw(
    session: Session, actor: Actor, business: Business, batch_id: uuid.UUID | None, reason: str | None = None
) -> None:
    """Take one business out of every list and count. The row, its number and its history stay."""
    with session.no_autoflush:
        business.state = "withdrawn"
        Pen(session, actor, business, batch_id, reason, "withdraw").note("business", business)
        touch(business)
    session.flush()


def withdraw_many(
    session: Session, actor: Actor, batch_id: uuid.UUID, held: Collection[uuid.UUID] = (), reason: str | None = None,
    handled: Handled = unheard,
) -> Withdrawn:
    """Withdraw every business a batch made, except those somebody changed or decided since, and those that are `held`.

    What a later batch changed and took back again holds nothing.
    """
    made = select(Business.id, Business.state, Business.city_code, edited_since(batch_id).label("edited"))
    made = made.where(Business.batch_id == batch_id, Business.state != "withdrawn").order_by(Business.id)
    found, moment, result = session.execute(made.with_for_update(of=Business)).all(), now(), Withdrawn()
    standing = still_edited(session, [row.id for row in found if row.edited], batch_id)
    standing.update(row.id for row in found if row.id in held)
    result.kept = [row.id for row in found if row.id in standing]
    free = [row for row in found if row.id not in standing]
    for start in range(0, len(free), _CHUNK):
        chunk = free[start : start + _CHUNK]
        ids = [row.id for row in chunk]
        session.execute(
            update(Business)
            .where(Business.id.in_(ids))
            .values(state="withdrawn", version=Business.version + 1, updated_at=moment),
            execution_options={"synchronize_session": False},
        )
        session.execute(
            insert(JournalLine.__table__),
            [
                {
                    "id": new_id(), "at": moment, "city_code": row.city_code, "actor_id": actor.user_id,
                    "actor_role": actor.role, "door": actor.door, "action": "withdraw", "subject": "business",
                    "subject_id": row.id, "business_id": row.id, "batch_id": batch_id, "reason": reason,
                    "changes": {"state": [row.state, "withdrawn"]}, "sealed": None,
                }
                for row in chunk
            ],
        )  # fmt: skip
        result.withdrawn.extend(ids)
        handled(ids)
    session.expire_all()
    return result


def edited_since(batch_id: uuid.UUID) -> object:
    """Did anybody but the batch write on the business, be it undone since? An SQL condition beside Business."""
    other = or_(JournalLine.batch_id.is_(None), JournalLine.batch_id != batch_id)
    return exists().where(JournalLine.business_id == Business.id, other, JournalLine.action.not_in(LOOKS))


def restore(
    session: Session, actor: Actor, lines: Sequence[JournalLine], *, batch_id: uuid.UUID | None = None,
    reason: str | None = None, told: Told = nobody, handled: Handled = unheard,
) -> Restored:
    """Write the before-values of journal lines back, column by column; what somebody wrote since stays, and what
    another source says (`told`) of an owner.

    A row that the lines made (figures, a licence) is withdrawn. Works for lines of one or many businesses.
    """
    result = Restored()
    groups: dict[tuple[str, uuid.UUID], list[JournalLine]] = {}
    for line in sorted(lines, key=lambda line: (line.at, line.id)):  # a shared row has lines under several businesses
        if line.subject_id is not None and line.action not in LOOKS:
            groups.setdefault((line.subject, line.subject_id), []).append(line)
    changed: set[uuid.UUID] = set()
    for chunk in _chunks(list(groups.items())):
        rows = RowsOf(session, [line for _, theirs in chunk for line in theirs], told)
        for (subject, subject_id), theirs in chunk:
            back = restore_row(rows, actor, subject, subject_id, theirs, batch_id, reason)
            result.restored.extend((subject, subject_id, name) for name in back.restored)
            result.kept.extend((subject, subject_id, name) for name in back.kept)
            result.told.extend((subject, subject_id, name) for name in back.told)
            if back.restored:
                changed.update(line.business_id for line in theirs if line.business_id is not None)
        session.flush()
        handled({line.business_id for _, theirs in chunk for line in theirs if line.business_id is not None})
    for ids in _chunks(sorted(changed)):
        for business in load_whole(session, ids).values():
            derive(Pen(session, actor, business, batch_id, reason, "restore"))
            touch(business)
        session.flush()
    return result


def _chunks(things: list[Any]) -> Iterator[list[Any]]:
    return (things[start : start + _RESTORE_CHUNK] for start in range(0, len(things), _RESTORE_CHUNK))
