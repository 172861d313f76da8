"""By what a sheet's layout is known again next month: its headings with their places, or what its columns hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping

from digiloka.imports.columns import SheetLayout
from digiloka.imports.columns.content import Profile
from digiloka.values import text

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOSTLY = 0.6  # of a column's cells are of the kind that it is known by
_FILLED = 0.5  # of its rows: what is filled now and then may stay empty next month
_VARIOUS = 0.5  # different spellings a cell: names differ, groups repeat
# From the shape that hardly anything else has to what most things are.
_KINDS = ("nik", "email", "point", "phone", "latitude", "longitude", "date", "tick", "rt_rw", "year", "few", "round",
          "money", "number", "address", "words")  # fmt: skip


def fingerprint(layout: SheetLayout, profiles: Mapping[int, Profile]) -> str:
    """43 letters, the same for sheets laid out alike. Title, sheet name, years, case, blanks and the number of rows
    say nothing; a heading that is moved, renamed, added or taken away makes another layout."""
    told = _headings(layout) if layout.heading_rows else _shapes(profiles)
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _headings(layout: SheetLayout) -> list[object]:
    named = [[guess.index, *map(_plain, guess.heading.split(" / "))] for guess in layout.columns if guess.heading]
    return ["headings", len(layout.heading_rows), *named]


def _plain(label: str) -> str:
    return text.key(_YEAR.sub(" ", label)).replace(" ", "")


def _shapes(profiles: Mapping[int, Profile]) -> list[object]:
    """Rather one layout taken for two than two for one: what is not known again is only asked again."""
    kept = ((index, profile) for index, profile in sorted(profiles.items()) if _is_kept(profile))
    return ["shapes", *([index, _shape(profile), profile.variety >= _VARIOUS] for index, profile in kept)]


def _is_kept(profile: Profile) -> bool:
    return profile.filled >= max(1, _FILLED * profile.seen)


def _shape(profile: Profile) -> str:
    return next((kind for kind in _KINDS if profile.share(kind) >= _MOSTLY), "")
