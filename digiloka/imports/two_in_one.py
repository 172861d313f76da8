"""Columns that hold two things: taken apart where nearly every cell proves how, else left out and asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from digiloka.imports.cells import Column, Habits
from digiloka.imports.columns import ColumnGuess
from digiloka.imports.columns.pairs import is_names
from digiloka.registry.fields import BY_KEY
from digiloka.values.refusal import Refused
from digiloka.values.text import clean, is_blank, unquoted

Halves = tuple[str | None, str | None]
Cut = Callable[[Any], Halves | None]

_MOST = 0.8  # of the cells must come apart; a column where they do not holds something else
_STOCKS = ("capital", "assets", "investment")  # a period in the heading is not theirs
_NUMBERS = {
    "phone": re.compile(
        r"(?<![\d.])(?:(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}|\(?0[2-7]\d{1,2}\)?[ .-]?\d(?:[ .-]?\d){4,7})(?!\d)"
    ),
    "nik": re.compile(r"(?<![\d.])[1-9]\d{3}(?:[ .-]?\d{4}){3}(?!\d)"),
}
_LABEL = re.compile(
    r"\b(?:no\.?|nomor)?\s*(?:hp|telp|tlp|telepon|wa|whatsapp|cp|nik|ktp)\b\s*[.:]?\s*$", re.IGNORECASE
)
_LONG = re.compile(r"\d(?:[ .-]?\d){6,}")
_AMOUNTS = re.compile(r"\s*(?:/|\||;|&|\bdan\b)\s*")
_NAMES = re.compile(r"\s*(?:/|\||;|\n)\s*|\s+[-–]\s+")
_SLASHED = re.compile(r"\b(?:a/n|u/p|c/o|d/a)\b", re.IGNORECASE)  # a slash inside an abbreviation
_DIGIT_AND_WORD = re.compile(r"\d\s*(?:ribu|rb|juta|jt|miliar|milyar|m)\b", re.IGNORECASE)


def columns_of(guess: ColumnGuess, sample: Sequence[tuple[int, list[Any]]], today: date) -> list[Column]:
    """Both columns of a guess that names a pair, or none when its cells do not prove where one ends."""
    cut = _cut_of(*guess.pair) if guess.pair else None
    if guess.pair is None or cut is None:
        return []
    cells = [cells[guess.index] for _, cells in sample if guess.index < len(cells)]
    told = [cell for cell in cells if not is_blank(cell)]
    if not told or sum(cut(cell) is not None for cell in told) < _MOST * len(told):
        return []
    return [
        Column(replace(guess, field=key, period=None if key in _STOCKS else guess.period), today,
               habits=Habits(half=_half(guess.pair, place, cut)))
        for place, key in enumerate(guess.pair)
    ]  # fmt: skip


def labels(pair: tuple[str, str]) -> str:
    """Both things by name: "alamat dan nomor HP"."""
    return " dan ".join(BY_KEY[key].label for key in pair)


def _half(pair: tuple[str, str], place: int, cut: Cut) -> Callable[[Any], str | None]:
    """One half of a cell; of a cell that does not come apart only the first half's column complains."""

    def half(raw: Any) -> str | None:
        if is_blank(raw):
            return None
        found = cut(raw)
        if found is None and place == 0:
            raise Refused("two-in-one", f"Sel ini berisi {labels(pair)}. Pisahkan menjadi dua kolom.")
        return found[place] if found else None

    return half


def _cut_of(first: str, second: str) -> Cut | None:
    if {BY_KEY[first].money, BY_KEY[second].money} == {True}:
        return _two_amounts
    if is_names((first, second)):
        return _two_names
    if second in _NUMBERS and BY_KEY[first].kind in ("text", "name"):
        return partial(_text_and, _NUMBERS[second])
    if first in _NUMBERS and BY_KEY[second].kind in ("text", "name"):
        return partial(_turned, partial(_text_and, _NUMBERS[first]))
    return None


def _two_amounts(raw: Any) -> Halves | None:
    """Two amounts with one sign between; a dash may be a range, and one number may be either."""
    parts = _AMOUNTS.split(unquoted(clean(raw))) if isinstance(raw, str) else []
    if len(parts) != 2 or not all(any(map(str.isdigit, part)) for part in parts):
        return None
    scaled = [_DIGIT_AND_WORD.search(part) is not None for part in parts]
    if scaled[0] != scaled[1] or (not scaled[0] and any(sum(map(str.isdigit, part)) < 4 for part in parts)):
        return None  # "10/3 juta", "2/1": of what?
    return parts[0], parts[1]


def _two_names(raw: Any) -> Halves | None:
    """Two names in the heading's order with one sign between; more signs do not tell where the first one ends."""
    parts = [clean(part) for part in _NAMES.split(raw)] if isinstance(raw, str) and not _SLASHED.search(raw) else []
    if len(parts) != 2 or any(sum(map(str.isalpha, part)) < 2 for part in parts):
        return None
    return parts[0], parts[1]


def _text_and(number: re.Pattern[str], raw: Any) -> Halves | None:
    """Words and one number of this shape, in either order; no other long number beside them."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        raw = f"{raw:.0f}"
        return (None, raw) if number.fullmatch(raw) or number.fullmatch(f"0{raw}") else None
    if not isinstance(raw, str):
        return None
    written = unquoted(clean(raw))
    found = number.findall(written)
    if len(found) > 1:
        return None
    before, told, after = written.partition(found[0]) if found else (written, "", "")
    rest = " ".join(filter(None, (_LABEL.sub("", before).strip(" ,;:/|()-"), after.strip(" ,;:/|()-"))))
    if _LONG.search(rest) or (rest and not any(map(str.isalpha, rest))):
        return None
    return rest or None, told or None


def _turned(cut: Cut, raw: Any) -> Halves | None:
    found = cut(raw)
    return (found[1], found[0]) if found else None
