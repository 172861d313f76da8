"""Who may see which business. Every other query and every page asks here; nobody writes this condition again."""

from __future__ import annotations

import uuid

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import Session, selectinload

from digiloka.accounts.viewer import Viewer
from digiloka.registry.models import Business, Holding
from digiloka.registry.numbers import parse_number
from digiloka.registry.status import HIDDEN_STATES
from digiloka.values.refusal import Refused

_CITY_DOTS, _KELURAHAN_DOTS = 1, 3


class NotFound(LookupError):
    """There is no such business for this viewer: it does not exist, or it is not theirs to see. Which, nobody says."""


def scope_clause(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on Business under which a viewer may see a row; false for who may see none.

    Staff with the right to read: their area (the current main place's). Owners: what their account holds. PLUT has
    no right to rows. Withdrawn and merged ones are nobody's, limited ones (UU 27/2022 article 41) only the dinas's
    and their owner's.
    """
    if viewer.may("business.read") and viewer.area_code:
        hidden = HIDDEN_STATES if viewer.may("verify.dinas") else (*HIDDEN_STATES, "limited")
        return and_(area_clause(viewer.area_code), Business.state.not_in(hidden))
    if viewer.may("own.read") and viewer.user_id is not None:
        held = select(Holding.owner_id).where(Holding.user_id == viewer.user_id)
        return and_(Business.owner_id.in_(held), Business.state.not_in(HIDDEN_STATES))
    return false()


def area_clause(area_code: str) -> ColumnElement[bool]:
    """Businesses whose scope is an area or lies in it."""
    depth = area_code.count(".")
    if depth == _CITY_DOTS:
        return Business.city_code == area_code
    if depth >= _KELURAHAN_DOTS:
        return Business.scope_code == area_code  # nothing lies below a kelurahan
    city = ".".join(area_code.split(".")[:2])
    # A stretch of codes ("/" comes after "."): the index of the list, which begins with the city, weighs it by itself.
    inside = and_(Business.scope_code >= area_code, Business.scope_code < f"{area_code}/")
    return and_(Business.city_code == city, inside)


def visible(viewer: Viewer) -> Select[tuple[Business]]:
    """The businesses a viewer may see, to be narrowed and ordered further."""
    return select(Business).where(scope_clause(viewer))


def get_visible(session: Session, viewer: Viewer, wanted: uuid.UUID | str) -> Business:
    """One business by id or public number, with its owner, places, figures and licences loaded.

    Raises NotFound, the same for "there is none" and "not yours".
    """
    if isinstance(wanted, str):
        try:
            condition = Business.number == parse_number(wanted)
        except Refused:
            condition = _id_of(wanted)
    else:
        condition = Business.id == wanted
    parts = (Business.places, Business.figures, Business.licences, Business.owner_licences, Business.owner)
    found = session.scalar(visible(viewer).where(condition).options(*(selectinload(part) for part in parts)))
    if found is None:
        raise NotFound(str(wanted))
    return found


def _id_of(text: str) -> ColumnElement[bool]:
    try:
        return Business.id == uuid.UUID(text)
    except ValueError:
        raise NotFound(text) from None
