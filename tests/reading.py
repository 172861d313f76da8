"""Reading a page as a person does."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"\b(?:password|login|log in|sign in|submit|invalid|required|error|field|please|not|must|your|value|address)\b",
    re.IGNORECASE,
)


def words_of(page: str) -> str:
    """The page without tags and attributes."""
    return re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)


def english_in(page: str) -> list[str]:
    """English words that a library left on the page."""
    return _ENGLISH.findall(words_of(page))


def token_in(page: str) -> str:
    """The token of the one-time link that a page shows."""
    return re.search(r"/tautan/([\w-]{20,})", page).group(1)
