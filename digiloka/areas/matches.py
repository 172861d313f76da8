"""What a look-up by name gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area that may be meant, for a person to choose; `score` runs from 0 to 1."""

    area_code: str
    name: str
    district: str  # the kecamatan's name; empty for a kecamatan itself
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means.

    `area_code` is set only when it is certain; `how` then says why: exact, number, short (an abbreviation), alias,
    code, title. Otherwise `how` is blank, ambiguous, other_district (the name exists, but not in the kecamatan
    given), district_only or city_only (a larger area where a kelurahan should stand), or unknown.
    `district_code` is the kecamatan as far as it is known, also when the kelurahan is not.
    """

    area_code: str | None
    how: str
    candidates: tuple[Candidate, ...] = ()
    district_code: str | None = None
