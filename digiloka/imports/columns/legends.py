"""What codes mean, told below a list on its own sheet: "Kode: 1 = Kuliner, 2 = Fesyen", or a line or row a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from digiloka.values.text import clean, is_blank, key

_CODE = 6  # letters or figures of a code at most
_LONGEST = 40  # letters of what heads a code list
_APART = 3  # columns from a code to its words
# "1 = Kuliner, 2 = Fesyen": by the first sign that is written behind at least two codes
_PAIRS = [re.compile(rf"(?:^|(?<=[\s,;|(/]))(\d{{1,3}}|[A-Za-z])\s*{re.escape(sign)}\s*") for sign in "=:.)-"]
_LINE = re.compile(r"\W{0,3}(\w{1,3})\s*=\s*(\S.*)", re.DOTALL)
_HEADING = re.compile(r"\W*(?:(?:keterangan|ket|arti|daftar)\W+)?(?:kode|kd)\b([^\d=:]*):?\s*", re.IGNORECASE)
_REMARKS = re.compile(r"\W*(?:keterangan|ket|catatan)(?:\W*|\b[^\d=:]*:\s*)", re.IGNORECASE)
_FIRST = ("1", "a")


def is_code(told: str) -> bool:
    """Is this short enough for a code: "1", "A", "K01"?"""
    return 0 < len(told) <= _CODE and (len(told) < 3 or any(sign.isdigit() for sign in told))


def is_words(told: str) -> bool:
    """Can this say what a code means?"""
    return len(told) > 1 and any(sign.isalpha() for sign in told)


@dataclass(slots=True)
class CodeLines:
    """Tells rows below a list that explain codes from businesses of which little is known ("1 | Kuliner")."""

    _open: bool = False
    _begun: bool = False

    def take(self, told: Sequence[tuple[int, Any]], noted: bool) -> bool:
        """Is this row one of a code list? `noted`: the last row that was not blank was no business."""
        if len(told) == 1:
            written = clean(told[0][1])
            short = len(written) <= _LONGEST
            self._begun = short and _HEADING.fullmatch(written) is not None
            self._open = self._begun or (short and _REMARKS.fullmatch(written) is not None)
            return (self._open and written.endswith(":")) or _is_line(written)
        pair = _pair(told)
        if pair is None:
            self._begun = self._open = len(told) == 2 and _head(*(clean(cell) for _, cell in told))
        else:  # below remarks a list may go on: only codes from the first one on are taken for codes
            self._begun = self._open = self._open and noted and (self._begun or pair[0].casefold() in _FIRST)
        return self._open


@dataclass(slots=True)
class Legend:
    """One code list as it stands: what is written above it, and its (code, words)."""

    heading: str
    pairs: list[tuple[str, str]] = field(default_factory=list)


def legends_in(rows: Iterable[Sequence[Any]]) -> list[Legend]:
    """The code lists among the rows below a list, side by side or below each other."""
    found: list[Legend] = []
    at_column: dict[int, Legend] = {}
    heading = ""
    for cells in rows:
        told = [(column, cell) for column, cell in enumerate(cells) if not is_blank(cell)]
        if not told:  # what stands behind a blank row is about something else
            heading, at_column = "", {}
        while told:
            column, written = told[0][0], clean(told[0][1])
            before, pairs = _pairs_in(written)
            width = 1
            if not pairs and (pair := _pair(told[:2])):
                pairs, width = [pair], 2
            if pairs:
                if before or column not in at_column:
                    at_column[column] = Legend(before or heading)
                    found.append(at_column[column])
                at_column[column].pairs += pairs
            else:
                words = [written, *(clean(cell) for place, cell in told[1:2] if place == column + 1)]
                heading = " ".join(words) if sum(map(len, words)) <= 2 * _LONGEST else ""
                at_column.pop(column, None)
                width = len(words)
            told = told[width:]
    return [legend for legend in found if len(legend.pairs) > 1]


def _head(code: str, words: str) -> bool:
    """ "Kode | Kategori", "Kode Sektor | Sektor": not "Kode Alam | Toko bunga"."""
    named = _HEADING.fullmatch(code) if max(len(code), len(words)) <= _LONGEST else None
    return named is not None and is_words(words) and set(key(named.group(1)).split()) <= set(key(words).split())


def _pair(told: Sequence[tuple[int, Any]]) -> tuple[str, str] | None:
    """(code, words) of "1 | Kuliner"."""
    if len(told) != 2 or told[1][0] - told[0][0] > _APART:
        return None
    code, words = clean(told[0][1]).rstrip(".):= "), clean(told[1][1]).lstrip("=: ")
    return (code, words) if is_code(code) and is_words(words) else None


def _is_line(written: str) -> bool:
    """ "1 = Kuliner", "Kode: 1 = Kuliner, 2 = Fesyen"."""
    return "=" in written and bool(_pairs_in(written)[1])


def _pairs_in(written: str) -> tuple[str, list[tuple[str, str]]]:
    """(what stands in front, the pairs) of a line with several codes, or with one and "="."""
    for sign in _PAIRS:
        found = list(sign.finditer(written))
        if len(found) > 1:
            ends = [*(each.start() for each in found[1:]), len(written)]
            pairs = [(each.group(1), written[each.end() : end].strip(" \t\n,;.|/()"))
                     for each, end in zip(found, ends, strict=True)]
            if all(is_words(words) for _, words in pairs):
                return written[: found[0].start()].strip(" :=-("), pairs
    line = _LINE.fullmatch(written)
    return ("", [(line.group(1), line.group(2).strip())]) if line and is_words(line.group(2)) else ("", [])
