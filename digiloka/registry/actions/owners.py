"""What concerns the owner: an account that holds their businesses, their NIK in full, the notices they read."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from digiloka.accounts.actions import add_user
from digiloka.accounts.roles import may
from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.registry.models import Business, Holding, Notice, Owner
from digiloka.values.refusal import Refused


def hold(session: Session, actor: Actor, user_id: uuid.UUID, owner: Owner) -> Holding:
    """Let an account see and change an owner's businesses. Doing it twice changes nothing."""
    holding = session.get(Holding, (user_id, owner.id))
    if holding is None:
        holding = Holding(user_id=user_id, owner_id=owner.id)
        session.add(holding)
        session.flush()
        journal.record(
            session, actor, "hold", "owner", owner.id, city_code=owner.city_code,
            changes={"held_by": [None, str(user_id)]},
        )
    return holding


def make_account(session: Session, actor: Actor, number: str, password: str) -> None:
    """An account for the owner of a business just registered: the owner's phone, the chosen password, and the hold.

    Whether this browser may ask for it is decided before. Raises Refused (no phone, phone known, weak password).
    """
    business = session.scalars(select(Business).where(Business.number == number)).one()
    owner = business.owner
    if owner.phone is None:
        raise Refused("phone-missing", "Isi nomor HP dulu. Nomor itu dipakai untuk masuk.")
    user = add_user(session, actor, city_code=owner.city_code, role="owner", name=owner.name or "", phone=owner.phone,
                    password=password)
    hold(session, actor, user.id, owner)


def reveal_nik(
    session: Session, actor: Actor, owner: Owner, reason: str, *, business_id: uuid.UUID | None = None
) -> str | None:
    """The NIK in full, and a journal line with who asked and why. None when there is none.

    Raises Refused without the right `nik.reveal` or without a reason. Whether the owner is any of the actor's
    business is decided before, by queries.get_visible.
    """
    if not may(actor.role, "nik.reveal"):
        raise Refused("reveal-right", "Peran Anda tidak boleh melihat NIK utuh. Hubungi dinas.")
    if len(reason.strip()) < 5:
        raise Refused("reason-missing", "Tulis alasan Anda melihat NIK ini. Alasan dan nama Anda dicatat.")
    journal.record(
        session, actor, "reveal-nik", "owner", owner.id, city_code=owner.city_code, business_id=business_id,
        reason=reason.strip()[:500],
    )
    session.flush()
    return owner.nik


def read_notices(session: Session, owner_ids: Collection[uuid.UUID]) -> int:
    """Mark the unread notices of these owners as read; how many there were."""
    unread = update(Notice).where(Notice.owner_id.in_(owner_ids), Notice.read_at.is_(None))
    return session.execute(unread.values(read_at=now()), execution_options={"synchronize_session": False}).rowcount
