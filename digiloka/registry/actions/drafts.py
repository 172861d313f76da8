"""A registration begun on a phone: kept thirty days, found again by phone number and continuation code."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.privacy.consent import ConsentGiven, require
from digiloka.registry.actions.register import register
from digiloka.registry.models import Business, Draft
from digiloka.registry.records import BusinessRecord
from digiloka.sealing import keyed_hash

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L
LIFE = timedelta(days=30)
_HALF = 3
_BETWEEN = re.compile(r"[\s\-–._]+")


def start_draft(session: Session, *, city_code: str, user_id: uuid.UUID | None = None) -> tuple[Draft, str]:
    """A new draft and its code `7K2-94M`. The code is told once: only its keyed hash is kept."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(2 * _HALF))
    draft = Draft(
        city_code=city_code, user_id=user_id, code_hash=_hash(signs), answers={}, expires_at=now() + LIFE
    )
    session.add(draft)
    session.flush()
    return draft, f"{signs[:_HALF]}-{signs[_HALF:]}"


def save_step(
    session: Session, draft: Draft, step: str, answers: dict[str, Any], *, phone: str | None = None,
    undone: Collection[str] = (),
) -> None:
    """Keep what one page was answered, whatever it is, and start the thirty days anew. `phone` is E.164.

    `undone` are pages whose answers were for what this page said before: they are asked again.
    """
    kept = {page: told for page, told in (draft.answers or {}).items() if page not in undone}
    draft.answers = {**kept, step: answers}
    draft.step = step
    if phone:
        draft.phone_hash = keyed_hash("phone", phone)
    draft.expires_at = now() + LIFE
    session.flush()


def find_draft(session: Session, phone: str, code: str, *, at: datetime | None = None) -> Draft | None:
    """The living draft of a phone (E.164) with this code, typed in any case; None when either does not fit."""
    signs = _BETWEEN.sub("", code).upper()
    if len(signs) != 2 * _HALF:
        return None
    found = select(Draft).where(
        Draft.phone_hash == keyed_hash("phone", phone), Draft.code_hash == _hash(signs),
        Draft.expires_at > (at or now()),
    )
    return session.scalar(found)


def submit_draft(
    session: Session, actor: Actor, draft: Draft, record: BusinessRecord, *, source: str, scope_code: str,
    consent: ConsentGiven | None, level: str = "declared", owner_id: uuid.UUID | None = None,
) -> Business:
    """Register what a draft says, under the draft's id: sending twice gives the same business, unchanged.

    The answers are wiped, the code keeps leading to the result until the draft lapses. Raises Refused without the
    needed consent, and as `register` does.
    """
    if draft.business_id is not None:
        return session.get_one(Business, draft.business_id)
    business = register(
        session, actor, record, city_code=draft.city_code, source=source, scope_code=scope_code,
        business_id=draft.id, consent=require(consent), level=level, owner_id=owner_id,
    )
    draft.business_id = business.id
    draft.answers = {}
    session.flush()
    return business


def sweep_drafts(session: Session, *, at: datetime | None = None) -> int:
    """Delete the drafts that lapsed; how many they were."""
    return session.execute(delete(Draft).where(Draft.expires_at <= (at or now()))).rowcount


def _hash(signs: str) -> str:
    return keyed_hash("draft-code", signs)
