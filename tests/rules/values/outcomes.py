"""What a parser made of a cell, in one comparable value: what it returned, or "!code" when it refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from digiloka.values.refusal import Note, Refused


def outcome(parse: Callable[..., Any], *cells: Any, **how: Any) -> Any:
    try:
        return parse(*cells, **how)
    except Refused as refused:
        return f"!{refused.code}"


def noted(parse: Callable[..., Any], *cells: Any, **how: Any) -> tuple[Any, list[str]]:
    """(outcome, codes of the notes)."""
    notes: list[Note] = []
    return outcome(parse, *cells, notes=notes, **how), [one.code for one in notes]


def sentence(parse: Callable[..., Any], *cells: Any, **how: Any) -> str:
    """The sentence a person reads, "" when the cell was taken."""
    try:
        parse(*cells, **how)
    except Refused as refused:
        return refused.message
    return ""


def date_cell(text: str) -> dt.datetime:
    """A date cell as a sheet hands it over: a time without a zone."""
    return dt.datetime.fromisoformat(text)
