"""What a list was asked for: which page, and narrowed to what. Every list reads it here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import request

MOST = 1_000_000  # a page further on than any list; times the rows of a page it still fits the database's numbers

Known = Collection[str] | Callable[[str], bool]


def asked_page() -> int:
    """`?hal=`: a page's number; the first where nothing, or no number, stands there."""
    return min(max(request.args.get("hal", 1, type=int), 1), MOST)


def asked_choices(told: Mapping[str, str], known: Mapping[str, Known]) -> dict[str, str]:
    """Each filter as it was chosen, "" where it is none of its choices: an address can be written by hand."""
    typed = {name: told.get(name, "").strip() for name in known}
    return {name: value if _is_one(value, known[name]) else "" for name, value in typed.items()}


def _is_one(value: str, known: Known) -> bool:
    return known(value) if callable(known) else value in known
