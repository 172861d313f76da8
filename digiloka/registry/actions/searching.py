"""The search keys of an owner's businesses, after the owner's name has changed."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from digiloka.registry import mapping
from digiloka.registry.models import Business, Owner


def refresh_search_keys(session: Session, owner: Owner, *, but: Business | None = None) -> None:
    """Fold the owner's name into all their businesses' keys (`but` one that writes its own).

    Only a copy of what stands elsewhere: no line in the journal, and no new version, which would turn another row of
    the same batch into a conflict.
    """
    told = (Business.id, Business.name, Business.brand, Business.product, Business.activity)
    with session.no_autoflush:
        rows = session.execute(select(*told).where(Business.owner_id == owner.id)).all()
    for row in rows:
        if but is not None and row.id == but.id:
            continue
        found = mapping.folded(row.name, row.brand, owner.name, row.product, row.activity)
        session.execute(
            update(Business.__table__).where(Business.__table__.c.id == row.id).values(search_key=found)
        )
        loaded = session.identity_map.get(session.identity_key(Business, row.id))
        if loaded is not None:
            set_committed_value(loaded, "search_key", found)
