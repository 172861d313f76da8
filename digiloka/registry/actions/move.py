"""A business that goes to another place. The old place stays, with the day it was left."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from digiloka.audit.actor import Actor
from digiloka.registry import mapping
from digiloka.registry.actions.amend_parts import Pen
from digiloka.registry.actions.conflicts import lock, touch
from digiloka.registry.models import Business, Place
from digiloka.registry.records import PlaceRecord
from digiloka.values.refusal import Refused


def move(
    session: Session, actor: Actor, business: Business, place: PlaceRecord, *, moved_on: date, expected_version: int,
    scope_code: str | None = None, reason: str | None = None,
) -> Place:
    """Give a business a new main place, also outside the actor's area (who then no longer sees it).

    `scope_code`: the area that is certain when the place names none. Raises Conflict, and Refused for a place
    without any of kelurahan, kecamatan and address.
    """
    if not (place.area_code or place.district_code or place.address):
        raise Refused("place-missing", "Isi kelurahan atau alamat tempat usaha yang baru.")
    lock(session, business, expected_version)
    pen = Pen(session, actor, business, reason=reason, action="move")
    old = business.main_place
    with session.no_autoflush:
        if old is not None:
            old.main, old.until = False, moved_on
            pen.note("place", old)
        new = Place(city_code=business.city_code, main=True, **mapping.place_columns(place))
        business.places.append(new)
        pen.note_new("place", new)
        business.area_code = place.area_code
        business.scope_code = mapping.scope_of(place, scope_code or business.city_code)
        pen.note("business", business)
        touch(business)
    session.flush()
    return new
