"""What an uploaded file is called: as its sender called it, so that every page, header and disk can hold it. It is
kept sealed, and shown without the NIK or phone that stands in it."""

from __future__ import annotations

import re

from digiloka.values.stray_numbers import without_persons
from digiloka.values.text import clean

LONGEST = 150
_UNNAMED = "survei"
_SUFFIX = re.compile(r"\.\w{1,8}$")


def kept_name(name: str | None) -> str:
    """The last part of a path, on one line, without signs that nobody sees; a long one keeps its ending."""
    last = clean(re.split(r"[/\\]", name or "")[-1])
    if not last.strip(". "):
        return _UNNAMED
    suffix = found.group() if (found := _SUFFIX.search(last)) else ""
    return last if len(last) <= LONGEST else last[: LONGEST - len(suffix)].rstrip() + suffix


def shown_name(name: str) -> str:
    """A file's name as a page shows it and a download bears it: of a NIK or a phone only the end."""
    return without_persons(name)
