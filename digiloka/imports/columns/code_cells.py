"""The codes that one row explains: "1 | Kuliner", "1. Kuliner", "Kode: 1 = Kuliner, 2 = Fesyen", also side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from digiloka.values.text import clean, is_blank

Told = Sequence[tuple[int, str]]  # (column, what is written) of the cells that say something

_CODE = 6  # letters or figures of a code at most
_APART = 3  # columns from a code to its words
# "1 = Kuliner, 2 = Fesyen": by the first sign that is written behind at least two codes
_PAIRS = [re.compile(rf"(?:^|(?<=[\s,;|(/]))(\d{{1,3}}|[A-Za-z])\s*{re.escape(sign)}\s*") for sign in "=:.)-"]
_LINE = re.compile(r"\W{0,4}(\w{1,6})\s*=\s*(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"\W{0,4}(\d{1,2}|[A-Za-z])(?:\s*[.):\]–-]+\s*|(?<=\d)\s+)([^\W\d].*)", re.DOTALL)
_HEADED = re.compile(r"([^\d=:]{2,40}):\s*(\S.*)", re.DOTALL)
_NAMED = re.compile(r"(?:kode|kd)\W*(?=\d|[A-Za-z]\b)", re.IGNORECASE)  # "Kode 1"
_HEAD = re.compile(r"\W*(?:kode|kd)\b\D*$", re.IGNORECASE)
_NO_CODES = frozenset(("no", "kd", "rt", "rw"))  # as short, and headings
_SIGNS = re.compile(r"[=:\-–→.]+")


def is_code(told: str) -> bool:
    """Is this short enough for a code: "1", "A", "K01"?"""
    if told.casefold() in _NO_CODES:
        return False
    return 0 < len(told) <= _CODE and (len(told) < 3 or any(sign.isdigit() for sign in told))


def is_words(told: str) -> bool:
    """Can this say what a code means?"""
    return len(told) > 1 and any(sign.isalpha() for sign in told)


class Coded(NamedTuple):
    """One code and its words, and the column where the code stands; `equal`: "=" says that this is a meaning."""

    column: int
    code: str
    words: str
    equal: bool = False


@dataclass(slots=True)
class CodeRow:
    """What a row explains. `before`: a heading in front of the first code; `more`: cells right behind the words of a
    code, its examples perhaps; `loose`: all the others."""

    codes: list[Coded] = field(default_factory=list)
    before: str = ""
    more: list[tuple[int, str]] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)


def told_in(cells: Sequence[Any]) -> Told:
    """What a row's cells say, without the blank ones; a lone "=" or ":" says that a meaning follows."""
    told = [(column, clean(cell)) for column, cell in enumerate(cells) if cell is not None]
    return [(column, written) for column, written in told if written in ("=", ":") or not is_blank(written)]


def read_codes(told: Told) -> CodeRow:
    """The codes of a row and what else it says."""
    row, place, after = CodeRow(), 0, -1
    while place < len(told):
        column, written = told[place]
        before, pairs = codes_in(written)
        width = 1
        if not pairs:
            pairs, width = _across(told[place : place + 3])
        if pairs:
            row.codes += [Coded(column, *pair) for pair in pairs]
            row.before = row.before or before
            after = told[place + width - 1][0] + 1
        elif column == after:
            row.more.append(told[place])
            after += 1
        else:
            row.loose.append(told[place])
        place += width
    return row


def upright(lines: Sequence[Told]) -> tuple[list[Told], int]:
    """Rows with each code before its words, and how many rows they were where the codes lie side by side: lists may be
    written "Sektor | Kode", or "Kode | 1 | 2" above "Sektor | Kuliner | Fesyen"."""
    first, second = lines[0], lines[1] if len(lines) > 1 else []
    if len(first) > 2 and _HEAD.match(first[0][1]) and [place for place, _ in first] == [place for place, _ in second]:
        pairs = list(zip(first, second, strict=True))
        if all(is_code(code) and is_words(words) for (_, code), (_, words) in pairs[1:]):
            return [[(0, code), (1, words)] for (_, code), (_, words) in pairs], 2
    turned = 0
    if len(first) == 2 and _HEAD.match(first[1][1]) and not _HEAD.match(first[0][1]):
        while turned < len(lines) and len(lines[turned]) == 2 and (not turned or is_code(lines[turned][1][1])):
            turned += 1
    if turned < 3:
        return list(lines), 0
    swapped = [[(left, code), (right, words)] for (left, words), (right, code) in lines[:turned]]
    return [*swapped, *lines[turned:]], 0


def codes_in(written: str) -> tuple[str, list[tuple[str, str, bool]]]:
    """(what stands in front, (code, words, whether "=" stands between) each) of one cell."""
    for sign in _PAIRS:
        found = list(sign.finditer(written))
        if len(found) > 1:
            ends = [*(each.start() for each in found[1:]), len(written)]
            pairs = [(each.group(1), written[each.end() : end].strip(" \t\n,;.|/()"), "=" in each.group())
                     for each, end in zip(found, ends, strict=True)]
            if all(is_words(words) for _, words, _ in pairs):
                return written[: found[0].start()].strip(" :=-("), pairs
    headed = _HEADED.fullmatch(written)
    before, rest = headed.groups() if headed else ("", _NAMED.sub("", written, count=1))
    for equal, form in ((True, _LINE), (False, _NUMBERED)):
        line = form.fullmatch(rest)
        if line and is_words(line.group(2)):
            return before.strip(), [(line.group(1), line.group(2).strip(), equal)]
    return "", []


def _across(told: Told) -> tuple[list[tuple[str, str, bool]], int]:
    """The code of "1 | Kuliner" or "1 | = | Kuliner", and over how many cells."""
    width = 3 if len(told) == 3 and _SIGNS.fullmatch(told[1][1]) else 2
    if len(told) < width or told[width - 1][0] - told[0][0] > _APART:
        return [], 1
    code, words = _NAMED.sub("", told[0][1], count=1).strip("()[].:=-–• "), told[width - 1][1].lstrip("=: ")
    equal = "=" in "".join(written for _, written in told[1:width])[:1]
    means = is_words(words) and (not is_code(words) or (code.isdecimal() and words.isalpha()))  # "1 | Ya"
    return ([(code, words, equal)], width) if is_code(code) and means else ([], 1)
