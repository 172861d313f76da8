"""What of others' writing still stands: a batch that was taken back since has left nothing to keep a business for."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from digiloka.audit.models import JournalLine
from digiloka.registry.models import Business, Licence
from digiloka.registry.status import VERIFIED_STATES

LOOKS = ("reveal-nik", "tell", "retell")  # nobody's own change: looked, said the same, told anew by an undoing
_CHUNK = 500
_WITHDRAWABLE = ("figures", "licence")
_SHARED = ("owner", "licence")  # what businesses of one owner may have in common
_TOGETHER = {
    "owner": (frozenset({"phone", "other_phones", "phone_confirmed_at"}),),
    "business": (
        # A code is chosen for what the business does; a group comes with the code.
        frozenset({"activity", "kbli", "kbli_version", "kbli_proposed", "sector", "sector_as_written",
                   "sector_chosen"}),
        frozenset({"start_year", "start_month"}), frozenset({"area_code", "scope_code"}),
    ),
    "place": (
        frozenset({"latitude", "longitude", "accuracy_m", "point_source"}),
        frozenset({"area_code", "village_as_written", "district_code"}),
    ),
}  # fmt: skip
_AMOUNT = ("_low", "_high", "_period", "_estimated")  # columns of one amount

# Columns that only repeat others; `derive` sets them again.
DERIVED = {
    "owner": {"name_key", "nik_hash", "nik_claim", "phone_hash", "birth_year", "is_body"},
    "business": {"search_key", "scale"},
    "place": {"point"},
    "figures": {"scale_sales", "scale_capital", "scale_rule", "ikm_class"},
    "licence": set(),
}

Key = tuple[uuid.UUID | None, str, uuid.UUID | None]  # batch, subject, its id
When = tuple[datetime, uuid.UUID]  # of a line
Anew = dict[uuid.UUID | None, dict[str, When]]  # owner, column


def still_edited(session: Session, business_ids: Sequence[uuid.UUID], batch_id: uuid.UUID) -> set[uuid.UUID]:
    """Of these businesses, those on which something stands that this batch did not write."""
    other = or_(JournalLine.batch_id.is_(None), JournalLine.batch_id != batch_id)
    found: dict[uuid.UUID, JournalLine] = {}
    for start in range(0, len(business_ids), _CHUNK):
        for line in lines_about(session, business_ids[start : start + _CHUNK], other):
            found[line.id] = line
    undone = _undone(session, {line.batch_id for line in found.values()})
    told = (line for line in found.values() if line.batch_id not in undone)
    return {line.business_id for line in standing(told) if line.business_id} & set(business_ids)


def _undone(session: Session, batch_ids: Collection[uuid.UUID | None]) -> set[uuid.UUID | None]:
    """Those that were taken back: what is left of them is another's, too, and that one's lines hold it."""
    ids, found = [ident for ident in batch_ids if ident], set()
    for start in range(0, len(ids), _CHUNK):
        chosen = JournalLine.subject_id.in_(ids[start : start + _CHUNK])
        found.update(session.scalars(select(JournalLine.subject_id).where(chosen, JournalLine.action == "import.undo")))
    return found


def told_anew(session: Session, owner_ids: Collection[uuid.UUID | None]) -> Anew:
    """When an undoing last told each column of these owners anew: what was written before it holds nothing any more."""
    found: Anew = defaultdict(dict)
    ids = list(owner_ids)
    for start in range(0, len(ids), _CHUNK):
        retold = select(JournalLine).where(
            JournalLine.subject_id.in_(ids[start : start + _CHUNK]), JournalLine.subject == "owner",
            JournalLine.action == "retell",
        )  # fmt: skip
        for line in sorted(session.scalars(retold), key=_order):
            found[line.subject_id].update(dict.fromkeys(_written(line), _order(line)))
    return found


def overtold(column: str, lines: Iterable[JournalLine], told: Anew, subject_id: uuid.UUID | None) -> bool:
    """Was a column that these lines wrote told anew after them?"""
    anew = told.get(subject_id, {}).get(column)
    return anew is not None and anew > _order(last_line(column, lines))


def lines_about(
    session: Session, business_ids: Collection[uuid.UUID], *wanted: ColumnElement[bool]
) -> list[JournalLine]:
    """The lines of these businesses, and of what they share with their owner's others, whatever these come under.

    What is the owner's is journaled under one of the owner's businesses, and taken back under another.
    """
    owners = select(Business.owner_id).where(Business.id.in_(business_ids))
    shared = select(Business.id).where(Business.owner_id.in_(owners), Business.id.not_in(business_ids))
    siblings = list(session.scalars(shared))  # asked for first: with OR the one index would serve neither half
    told = select(JournalLine).where(JournalLine.action.not_in(LOOKS), *wanted)
    lines = list(session.scalars(told.where(JournalLine.business_id.in_(business_ids))))
    for start in range(0, len(siblings), _CHUNK):
        theirs = JournalLine.business_id.in_(siblings[start : start + _CHUNK])
        lines += session.scalars(told.where(theirs, JournalLine.subject.in_(_SHARED)))
    return lines


def approved_since(session: Session, lines: Iterable[JournalLine]) -> dict[uuid.UUID, uuid.UUID]:
    """{line: the business} of those after which an officer approved what they wrote, and the approval stands.

    Who approves one business of a person has the person and their papers before them, too. What is limited since is
    worked on no more (UU 27/2022 article 41), so its approval stands.
    """
    told = [line for line in lines if line.business_id]
    shared = _papers_of_owners(session, told)
    at: dict[uuid.UUID, tuple[datetime, uuid.UUID]] = {}  # the last approval, by business and by owner
    owner_of: dict[uuid.UUID | None, uuid.UUID] = {}
    ids = list({line.business_id for line in told})
    for start in range(0, len(ids), _CHUNK):
        own = select(Business.id, Business.owner_id).where(Business.id.in_(ids[start : start + _CHUNK]))
        owner_of.update((business, owner) for business, owner in session.execute(own))
        owners = select(Business.owner_id).where(Business.id.in_(ids[start : start + _CHUNK]))
        approved = (
            select(Business.id, Business.owner_id, JournalLine.at)
            .join(JournalLine, JournalLine.business_id == Business.id)
            .where(Business.owner_id.in_(owners), Business.state.in_((*VERIFIED_STATES, "limited")),
                   JournalLine.action.in_(("verify", "confirm")))
        )  # fmt: skip
        for business, owner, when in session.execute(approved):
            for key in (business, owner):
                at[key] = max((when, business), at.get(key, (when, business)))
    found = {}
    for line in told:
        of_person = line.subject == "owner" or line.subject_id in shared
        last = at.get(owner_of[line.business_id] if of_person else line.business_id)  # type: ignore[arg-type]
        if last and last[0] > line.at:
            found[line.id] = last[1]
    return found


def _papers_of_owners(session: Session, lines: Sequence[JournalLine]) -> set[uuid.UUID]:
    ids = list({line.subject_id for line in lines if line.subject == "licence" and line.subject_id})
    found: set[uuid.UUID] = set()
    for start in range(0, len(ids), _CHUNK):
        theirs = select(Licence.id).where(Licence.id.in_(ids[start : start + _CHUNK]), Licence.business_id.is_(None))
        found.update(session.scalars(theirs))
    return found


def standing(lines: Iterable[JournalLine]) -> list[JournalLine]:
    """Of lines that others wrote, those that no undoing of their own batch has reversed."""
    groups: dict[Key, list[JournalLine]] = defaultdict(list)
    for line in sorted(lines, key=_order):
        groups[line.batch_id, line.subject, line.subject_id].append(line)
    stand = (theirs for (batch, _, _), theirs in groups.items() if batch is None or not reverted(theirs))
    return [line for theirs in stand for line in theirs]


def reverted(lines: Sequence[JournalLine]) -> bool:
    """Is nothing left of what one batch wrote on one row?"""
    spans = spans_of(lines)
    if made_row(lines[0]):
        return bool(spans.get("withdrawn", (False, False))[1])
    if any(not line.changes and not line.sealed for line in lines):
        return False
    derived: Collection[str] = DERIVED.get(lines[0].subject, ())
    return all(before == after for name, (before, after) in spans.items() if name not in derived)


def made_row(line: JournalLine) -> bool:
    """Did this line make its row, and can the row be withdrawn?"""
    return line.subject in _WITHDRAWABLE and not line.changes and not line.sealed


def spans_of(lines: Sequence[JournalLine]) -> dict[str, tuple[Any, Any]]:
    """{column: (before the first line, after the last)}."""
    spans: dict[str, tuple[Any, Any]] = {}
    for line in lines:
        for name, (before, after) in _written(line).items():
            spans[name] = (spans[name][0] if name in spans else before, after)
    return spans


def written_over(column: str, lines: Sequence[JournalLine], others: Iterable[JournalLine]) -> JournalLine | None:
    """The last of the others' lines that wrote a column of one row, or one that makes a field with it, after `lines`
    did and still stands.

    Equal values prove nothing: two batches may write the same, and a third something else between them.
    """
    last, one_field = _order(last_line(column, lines)), field_of(lines[0].subject, column)
    by_batch: dict[uuid.UUID | None, list[JournalLine]] = defaultdict(list)
    for line in sorted(others, key=_order):
        if not one_field.isdisjoint(_written(line)):
            by_batch[line.batch_id].append(line)
    found: list[JournalLine] = []
    for batch, theirs in by_batch.items():
        spans = spans_of(theirs)
        if batch is None or any(spans[name][0] != spans[name][1] for name in one_field.intersection(spans)):
            found += [line for line in theirs if _order(line) > last]
    return max(found, key=_order, default=None)


def field_of(subject: str, column: str) -> frozenset[str]:
    """The columns that a person sees as one field with this one: half of it must not go back alone."""
    if subject == "figures":
        stem = next((column.removesuffix(end) for end in _AMOUNT if column.endswith(end)), column)
        return frozenset({column, *(f"{stem}{end}" for end in _AMOUNT)})
    return next((together for together in _TOGETHER.get(subject, ()) if column in together), frozenset({column}))


def last_line(column: str, lines: Iterable[JournalLine]) -> JournalLine:
    """The last of the lines that wrote a column."""
    return max((line for line in lines if column in _written(line)), key=_order)


def _written(line: JournalLine) -> dict[str, Any]:
    return {**(line.changes or {}), **(line.sealed or {})}


def _order(line: JournalLine) -> When:
    return line.at, line.id
