"""How sure a column's guess is, weighed by what its cells hold: below `ASKED` an officer is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digiloka.imports.columns import ColumnGuess
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.turning import names_land
from digiloka.imports.columns.words import fold
from digiloka.registry.fields import BY_KEY

ASKED = 0.75
_ENOUGH = 4  # filled cells before they say anything of a column
_MOSTLY = 0.6
_HARDLY = 0.1
_AGREED = 0.4  # of the doubt is left where the cells confirm the heading
_AGAINST = 0.5  # as sure as we are where they contradict it

# field → kinds of content that are its own
_CONFIRMING: dict[str, tuple[str, ...]] = {
    "nik": ("nik",), "phone": ("phone",), "email": ("email",), "birth_date": ("date",), "survey_date": ("date", "year"),
    "nib_date": ("date",), "licence_date": ("date",), "start_date": ("year", "date"), "latitude": ("latitude",),
    "longitude": ("longitude",), "coordinates": ("point",), "sex": ("sex", "tick"), "education": ("education",),
    "legal_form": ("form",), "nib": ("nib", "tick"), "rt_rw": ("rt_rw",), "address": ("address",),
    "business_address": ("address",), "owner_address": ("address",), "scale_as_written": ("scale",),
    "status": ("existence",), "verification_status": ("verified",), "premises_status": ("premises",),
    "premises_kind": ("spot",), "owner_name": ("person",), "row_number": ("few",),
}  # fmt: skip
_AMOUNTS = ("money", "round", "number")
_NAMING = ("person", "business", "address")


def weigh(guesses: Iterable[ColumnGuess], profiles: Mapping[int, Profile]) -> None:
    """Raise what the cells confirm, lower what they contradict."""
    for guess in guesses:
        profile = profiles.get(guess.index)
        if guess.field is None or profile is None or profile.filled < _ENOUGH:
            continue
        if _contradicts(guess.field, profile) or _counts_land_in(guess):
            guess.confidence = min(guess.confidence, _AGAINST)
        elif _confirms(guess.field, profile):
            guess.confidence = 1 - (1 - guess.confidence) * _AGREED


def _counts_land_in(guess: ColumnGuess) -> bool:
    """Amounts under such a heading are amounts, and still not surely what the field asks for (PP 7/2021 Pasal 35)."""
    return BY_KEY[guess.field or ""].money and names_land(fold(guess.heading or "").split())


def _confirms(key: str, profile: Profile) -> bool:
    field = BY_KEY[key]
    kinds = _CONFIRMING.get(key, _AMOUNTS if field.money or field.count else ())
    return any(profile.share(kind) >= _MOSTLY for kind in kinds)


def _contradicts(key: str, profile: Profile) -> bool:
    """Names where numbers belong, or numbers where words do."""
    field = BY_KEY[key]
    if field.kind == "name" or key in ("activity", "product"):
        return profile.share("number") >= 1 - _HARDLY
    if field.kind not in ("money", "count", "date", "point") and not (field.kind == "number" and field.text):
        return False
    named = max(map(profile.share, _NAMING)) >= _MOSTLY and profile.share("number") < _HARDLY
    return named and not any(map(profile.share, _CONFIRMING.get(key, _AMOUNTS)))
