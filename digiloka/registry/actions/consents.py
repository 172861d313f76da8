"""Agreements of an owner: given, and taken back."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from digiloka.audit import journal
from digiloka.audit.actor import Actor
from digiloka.database import now
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry.models import Consent, Owner


def give_consent(
    session: Session, actor: Actor, owner: Owner, given: ConsentGiven, *, business_id: uuid.UUID | None = None
) -> list[Consent]:
    """Store one agreement a purpose, with the version of the text that was shown, the time and the channel."""
    stored = [
        Consent(
            city_code=owner.city_code, owner_id=owner.id, business_id=business_id, purpose=purpose,
            text_version=given.version_of(purpose), given_at=given.given_at or now(), channel=given.channel,
            officer_id=given.officer_id,
        )
        for purpose in given.purposes
    ]
    session.add_all(stored)
    session.flush()
    for consent in stored:
        journal.record(
            session, actor, "give-consent", "consent", consent.id, city_code=owner.city_code,
            business_id=business_id, changes={"purpose": [None, consent.purpose]},
        )
    return stored


def withdraw_consent(session: Session, actor: Actor, consent: Consent, reason: str | None = None) -> None:
    """End an agreement. What was done under it stays lawful; the row stays with its end."""
    if consent.withdrawn_at is not None:
        return
    consent.withdrawn_at = now()
    journal.record_changes(
        session, actor, "withdraw-consent", "consent", consent, business_id=consent.business_id, reason=reason
    )
    session.flush()
