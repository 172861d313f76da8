"""Another table to the right of the list: the list going on there, or a list of codes. Its cells are nobody's facts."""

from __future__ import annotations

from itertools import pairwise

from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.heading_rows import Headings
from digiloka.imports.columns.paths import joined
from digiloka.values import text

_NAMES = frozenset(("owner_name", "business_name"))
_ALIKE = 3  # headings that come again in the same order before a table is taken to begin again
_SHORT = 0.5  # of the list's rows: a list of codes is at most so long


def begins_beside(headings: Headings, profiles: dict[int, Profile]) -> int | None:
    """The first column of a second table beside the first; None where there is but one."""
    return _again(headings) or _codes(headings, profiles)


def _again(headings: Headings) -> int | None:
    """Where the headings begin again, a running number first: "No | Nama | Usaha | No | Nama | Usaha"."""
    told = {index: text.key(joined(path) or "") for index, path in headings.paths.items()}
    numbers = [index for index, name in headings.named.items() if name.match.fields == ("row_number",)]
    for first in sorted(numbers)[1:]:
        step = first - min(numbers)
        same = [index for index in told if index < first and told.get(index + step) == told[index]]
        names = any(_NAMES.intersection(headings.named[index].match.fields) for index in same)
        if len(same) >= _ALIKE and names:
            return first
    return None


def _codes(headings: Headings, profiles: dict[int, Profile]) -> int | None:
    """Where, behind an empty column, a few columns begin that hold one short run of different codes and words."""
    used = sorted({*headings.paths, *(index for index, profile in profiles.items() if profile.filled)})
    longest = max((profile.filled for profile in profiles.values()), default=0)
    for before, index in reversed(list(pairwise(used))):
        if index == before + 1:
            continue
        block = [profiles.get(column, Profile()) for column in used if column >= index]
        rows = {profile.filled for profile in block}
        if len(block) < 2 or len(rows) > 1 or not 2 <= min(rows) <= longest * _SHORT:
            return None
        return index if all(profile.variety == 1 for profile in block) else None
    return None
