"""One registration: a batch of one, with the owner's agreement."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.privacy.consent import ConsentGiven
from digiloka.registry.actions.bulk import NewItem, register_many
from digiloka.registry.actions.consents import give_consent
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord


def register(
    session: Session,
    actor: Actor,
    record: BusinessRecord,
    *,
    city_code: str,
    source: str,
    scope_code: str,
    business_id: uuid.UUID | None = None,
    consent: ConsentGiven | None = None,
    batch_id: uuid.UUID | None = None,
    import_row_id: uuid.UUID | None = None,
    level: str = "declared",
    owner_id: uuid.UUID | None = None,
) -> Business:
    """Register a business and, when no owner may be joined by NIK (see bulk_owners), its owner.

    `source`: self, desk, import or api.

    `scope_code` is the area that is certain when the place names none. The same `business_id` again gives back what
    is stored and changes nothing, so a phone may send twice. Raises Refused for a record without a name, without an
    activity, or outside the actor's area.
    """
    if business_id is not None and (known := session.get(Business, business_id)) is not None:
        return known
    item = NewItem(record, scope_code, business_id, batch_id, import_row_id, level, owner_id)
    stored = register_many(session, actor, [item], city_code=city_code, source=source)[0]
    business = session.get_one(Business, stored.business_id)
    if consent is not None:
        give_consent(session, actor, business.owner, consent, business_id=business.id)
    return business
