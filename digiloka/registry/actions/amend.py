"""What is stored, corrected or brought up to date, field by field, each change with its before and after."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.registry import comparing, mapping, recoding, status
from digiloka.registry.actions import shared_owner
from digiloka.registry.actions.amend_parts import Pen, write_figures, write_licences
from digiloka.registry.actions.conflicts import lock, touch
from digiloka.registry.actions.searching import refresh_search_keys
from digiloka.registry.comparing import Changes, Joined
from digiloka.registry.models import Business, Decision, Owner, Place
from digiloka.registry.records import BusinessRecord
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused

LOWER_LEVEL, NIK_TAKEN = "lower-level", "nik-taken"


@dataclass(slots=True)
class Amended:
    """What an amendment did: `changed` {field key: (before, after)}, and `held` {field key: why it was not done}."""

    changed: Changes = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)


def amend(
    session: Session,
    actor: Actor,
    business: Business,
    record: BusinessRecord,
    *,
    expected_version: int,
    level: str | None = None,
    keys: Collection[str] | None = None,
    batch_id: uuid.UUID | None = None,
    reason: str | None = None,
) -> Amended:
    """Write what `record` says into a business. Raises Conflict when it is no longer at `expected_version`.

    Without `keys` the record is a source: its blanks erase nothing, and fields that a higher `level` already filled
    are held back and named in the result. With `keys` (registry.fields) it is a person's edit of exactly these
    fields, and a code that was chosen for other words follows (registry.recoding). `level` is how well the record is
    known; None: as well as the business is. What an owner changes goes back to the queue. Raises Refused for a NIK of
    another owner, a kelurahan outside the actor's area, or a person's edit of an owner whose other businesses the
    actor may not see.
    """
    lock(session, business, expected_version)
    result = write(session, actor, business, record, level=level, keys=keys, batch_id=batch_id, reason=reason)
    if NIK_TAKEN in result.held.values():
        raise Refused(
            "nik-taken",
            "NIK ini sudah tercatat untuk pemilik lain. Periksa angkanya, atau hubungi dinas untuk menggabungkan.",
        )
    if keys is not None and shared_owner.ELSEWHERE in result.held.values():
        raise Refused(shared_owner.ELSEWHERE, shared_owner.SENTENCE)
    session.flush()
    return result


def write(
    session: Session, actor: Actor, business: Business, record: BusinessRecord, *, level: str | None,
    keys: Collection[str] | None, batch_id: uuid.UUID | None, reason: str | None = None,
) -> Amended:
    """`amend` for a business that is locked and at the version the caller saw. Does not flush."""
    if not mapping.has_figures(record.figures) and (keys is None or record.figures is None):
        record = replace(record, figures=None)
    now = mapping.record_of(business, record.figures.year if record.figures else None)
    if keys is not None:
        record, keys = recoding.follow_words(now, record, keys)
    joined = comparing.joined(now, record, keys)
    held = _held(session, actor, business, now, joined, level, keys)
    if held:
        left = None if keys is None else set(keys) - set(held)
        joined = comparing.joined(now, comparing.without(record, held), left)
    if joined.changes:
        pen = Pen(session, actor, business, batch_id, reason)
        touch(business)
        with session.no_autoflush:  # a change that was flushed before its line is written would go unjournaled
            _write_owner(pen, now, joined.record)
            _write_place(pen, now, joined.record)
            write_figures(pen, now, joined.record)
            _write_business(pen, now, joined, level)
            write_licences(pen, now, joined.licences)
    return Amended(joined.changes, held)


def _held(
    session: Session, actor: Actor, business: Business, now: BusinessRecord, joined: Joined, level: str | None,
    keys: Collection[str] | None,
) -> dict[str, str]:
    """The fields that may not be written, with why."""
    asked = level if keys is None else None
    held = shared_owner.held(session, actor, business, joined.changes, asked, LOWER_LEVEL)
    if keys is None and level is not None:
        held |= dict.fromkeys(comparing.held_back(joined.changes, business.level, level), LOWER_LEVEL)
    nik = joined.record.owner.nik
    if nik and nik != now.owner.nik and actor.role != "owner":  # an owner's NIK is a claim and takes nobody's place
        same = select(Owner.id).where(
            Owner.city_code == business.city_code, Owner.nik_hash == keyed_hash("nik", nik),
            Owner.id != business.owner_id,
        )
        if session.scalar(same) is not None:
            held["nik"] = NIK_TAKEN
    return held


def _write_owner(pen: Pen, now: BusinessRecord, record: BusinessRecord) -> None:
    owner = pen.business.owner
    proven = pen.actor.role != "owner"
    before, after = (mapping.owner_columns(each.owner, proven=proven) for each in (now, record))
    changed = pen.assign(owner, before, after)
    if "nik" in changed:
        owner.nik_hash, owner.nik_claim = after["nik_hash"], after["nik_claim"]
    if "phone_hash" in changed:
        owner.phone_confirmed_at = None
    pen.note("owner", owner)
    if "name" in changed:
        refresh_search_keys(pen.session, owner, but=pen.business)


def _write_place(pen: Pen, now: BusinessRecord, record: BusinessRecord) -> None:
    place = pen.business.main_place
    before, after = mapping.place_columns(now.place), mapping.place_columns(record.place)
    if before == after:
        return
    if place is None:
        place = Place(city_code=pen.business.city_code, main=True, **after)
        pen.business.places.append(place)
        pen.note_new("place", place)
    else:
        point = after.pop("point")
        moved = before.pop("point") != point
        pen.assign(place, before, after)
        pen.note("place", place)
        if moved:  # after the journal, which keeps degrees: a geometry would only repeat them
            place.point = point
    old, new = (mapping.scope_of(each.place, pen.business.city_code) for each in (now, record))
    if old != new:
        pen.rescope(new)


def _write_business(pen: Pen, now: BusinessRecord, joined: Joined, level: str | None) -> None:
    business, actor = pen.business, pen.actor
    changed = pen.assign(business, mapping.business_columns(now), mapping.business_columns(joined.record))
    business.scale = business.figures[0].scale_sales if business.figures else None
    if "existence" in changed:
        business.existence_since = joined.record.survey_date
    if actor.role == "owner":
        _back_to_queue(pen, level or "declared")
    elif level is not None:
        business.level = status.higher(level, business.level)
    pen.note("business", business)


def _back_to_queue(pen: Pen, level: str) -> None:
    """What the owner changed must be looked at again: the record is known only as well as the owner tells it."""
    business = pen.business
    business.level = level
    if business.state not in ("returned", *status.VERIFIED_STATES):
        return
    before, business.state = business.state, status.next_state(business.state, "resubmit", pen.actor.role)
    pen.session.add(
        Decision(city_code=business.city_code, business_id=business.id, before=before, after=business.state,
                 decided_by=pen.actor.user_id)
    )  # fmt: skip


def differences_of(business: Any, record: BusinessRecord) -> Changes:
    """What `amend(…, record)` would change of a business, were nothing held back."""
    year = record.figures.year if mapping.has_figures(record.figures) and record.figures else None
    return comparing.differences(mapping.record_of(business, year), record)
