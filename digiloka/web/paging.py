"""Which page of a list was asked for. Every list reads it here."""

from __future__ import annotations

from flask import request

MOST = 1_000_000  # a page further on than any list; times the rows of a page it still fits the database's numbers


def asked_page() -> int:
    """`?hal=`: a page's number; the first where nothing, or no number, stands there."""
    return min(max(request.args.get("hal", 1, type=int), 1), MOST)
