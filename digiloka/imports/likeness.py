"""Is it the same business, is it the same person: what certain keys still want of the names beside them."""

from __future__ import annotations

from rapidfuzz import fuzz

from digiloka.registry.queries.owners import OwnersBusiness
from digiloka.registry.records import BusinessRecord
from digiloka.values import text

_SAME_PERSON = 50  # per cent; below it two names are not one person's, however they are spelt
_ALIKE = 88  # per cent of letters that two names of one owner's business share


def same_business(business: OwnersBusiness, record: BusinessRecord) -> bool:
    """Certainly the same business of this owner: alike in name, or (where a name is missing) in what it does."""
    ours, theirs = text.key(business.name or ""), text.key(record.name or "")
    if ours and theirs:
        return fuzz.token_sort_ratio(ours, theirs) >= _ALIKE
    did, does = _doing(business.activity, business.product), _doing(record.activity, record.product)
    return bool(did and does) and fuzz.token_sort_ratio(did, does) >= _ALIKE


def _doing(activity: str | None, product: str | None) -> str:
    return text.key(product or activity or "")


def is_somebody_else(business: OwnersBusiness, record: BusinessRecord) -> bool:
    """Do the NIK's known owner and the row's carry quite different names? Then one of the two NIK is wrong."""
    return are_two_people(business.owner_name or "", record.owner.name or "")


def are_two_people(known: str, told: str) -> bool:
    """Are two names too far apart to be one person's?"""
    known, told = text.key(known), text.key(told)
    return bool(known and told) and fuzz.token_set_ratio(known, told) < _SAME_PERSON
