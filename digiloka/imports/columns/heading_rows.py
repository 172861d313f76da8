"""Where the headings of a table stand: the run of one to three rows whose cells name the most things we know."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from digiloka.imports.columns.legends import heads_codes
from digiloka.imports.columns.naming import Named, name_of
from digiloka.imports.columns.paths import Label, Top, told_in_groups
from digiloka.imports.columns.words import read_heading
from digiloka.values import text

SEARCHED = 60  # rows from the top in which a heading may begin
_LONGEST_LABEL = 160
_DEEPEST = 3
_BEATEN_BELOW = 1.15
_UNITS = 0.3  # what a row of units below the headings is worth
_A_YEAR = re.compile(r"(?:199|20[0-3])\d")
_COUNTER = re.compile(r"[a-z]|\d{1,3}(?:\s\d+)*")  # (1), 1, a, "3 = 1 x 2" without its signs
_IN_BRACKETS = re.compile(r"\([^)]{1,20}\)")
_LONG_NUMBER = re.compile(r"\d{6,}|\S@\S|\d[.,]\d{3}[.,]\d{3}")


@dataclass(slots=True)
class Headings:
    """The rows of the heading ([] when there is none) and, per column, its labels and what they name."""

    rows: list[int] = field(default_factory=list)
    paths: dict[int, list[Label]] = field(default_factory=dict)
    named: dict[int, Named] = field(default_factory=dict)
    score: float = 0.0

    @property
    def known(self) -> int:
        """How many columns have a heading we know."""
        return sum(1 for named in self.named.values() if named.score > 0)


def find_headings(top: Top) -> Headings:
    """The best heading among the first rows; `rows` is empty when none of them is one."""
    best = Headings()
    filled = [row for row in sorted(top.rows) if any(cell is not None for cell in top.rows[row])]
    following = dict(pairwise(filled))
    for place, row in enumerate(filled):
        for depth in range(1, _DEEPEST + 1):
            window = filled[place : place + depth]
            if len(window) < depth or window[-1] - row != depth - 1:
                break
            if depth > 1 and not _may_go_on(top, window):
                break
            if depth < _DEEPEST and _goes_on(top, window[-1], following.get(window[-1])):
                continue
            found = _read(top, window)
            # A business told in words of headings ("Toko", "Kerajinan") does not outdo the heading above it.
            least = best.score * (_BEATEN_BELOW if best.rows and row > best.rows[-1] else 1)
            if found is not None and found.score - place * 0.01 > least:
                if best.rows and heads_codes([top.rows[below] for below in filled[place:]]):
                    continue  # below a short list: "Kode | Sektor | Kode | Pendidikan"
                best = found
                best.score -= place * 0.01
    return best if best.rows else _by_contrast(top, filled)


def _may_go_on(top: Top, window: Sequence[int]) -> bool:
    """Whether the last row of the window can belong to the heading above it: labels only, no numbering."""
    row = window[-1]
    labels = [cell for cell in top.rows[row] if cell is not None]
    return not is_numbering(top.rows[row]) and all(_is_label(cell) for cell in labels)


def _goes_on(top: Top, row: int, below: int | None) -> bool:
    """Whether the next row holds nothing but labels, nearly all of them under one that spans several columns: then they
    are its children, and the heading does not end before them."""
    if below != row + 1:
        return False
    filled = [column for column in range(top.width) if not text.is_blank(top.cell(below, column))]
    if len(filled) < 2 or is_numbering(top.rows[below]):
        return False
    if not all(_is_label(top.cell(below, column)) for column in filled):
        return False
    return sum(_is_child(top, row, below, column) for column in filled) >= 0.75 * len(filled)


def _is_child(top: Top, row: int, below: int, column: int) -> bool:
    path = top.path([row, below], column)
    return len(path) == 2 and path[0].spans


def _read(top: Top, window: list[int]) -> Headings | None:
    """The window read as a heading; None when its cells are data or name too little."""
    cells = [cell for row in window for cell in top.rows[row] if cell is not None and text.clean(cell)]
    strange = sum(not _is_label(cell) for cell in cells)
    if not cells or strange > len(cells) * 0.2:
        return None
    paths = told_in_groups({column: path for column in range(top.width) if (path := top.path(window, column))})
    if len(window) > 1 and _is_title(top, window[0], paths):
        return None
    named = {column: name_of(path) for column, path in paths.items()}
    strength = sum(_strength(one) for one in named.values()) - strange
    known = sum(1 for one in named.values() if one.score >= 0.6)
    if known < 2 and not (known == 1 and len(paths) <= 2 and strength >= 0.9):
        return None
    if known < len(paths) * 0.34 or len({path[-1].text for path in paths.values()}) < 2 <= len(paths):
        return None
    units = len(window) > 1 and _tells_units(top, window)
    lonely = 0 if units else _unparented(top, window)
    score = strength - 0.05 * (len(window) - 1) - 0.5 * lonely
    if len(window) > 1:
        score += 0.2 * min(5, top.spans_rows(window[0], window[-1])) + _UNITS * units
    return Headings(list(window), paths, named, score)


def _tells_units(top: Top, window: Sequence[int]) -> bool:
    """Whether the last row says nothing but units, each below a heading: "(Rp. 000)", "Orang", beside them "(Ton)"."""
    *above, row = window
    told = [(column, top.written(row, column)) for column, cell in enumerate(top.rows[row]) if not text.is_blank(cell)]
    if not all(any(map(str.isalpha, unit)) and any(top.written(up, column) for up in above) for column, unit in told):
        return False
    plain = [read_heading(unit).said_nothing or bool(_IN_BRACKETS.fullmatch(unit)) for _, unit in told]
    return all(plain) and any(read_heading(unit).said_nothing for _, unit in told)


def _is_title(top: Top, row: int, paths: dict[int, list[Label]]) -> bool:
    """Whether the first row is a title over the table, not a parent of headings: one cell at the left or over most."""
    filled = [column for column, cell in enumerate(top.rows[row]) if cell is not None and text.clean(cell)]
    if len(filled) == 1 and len(paths) > 2 and filled[0] <= min(paths):
        return True
    tops = Counter(path[0].text for path in paths.values() if len(path) > 1)
    return len(paths) > 3 and bool(tops) and tops.most_common(1)[0][1] > 0.6 * len(paths)


def _strength(named: Named) -> float:
    if named.score <= 0:
        return 0.05
    return named.score if named.match.fields else named.score * 0.8


def _unparented(top: Top, window: Sequence[int]) -> int:
    """Cells of the lower rows that stand under a full heading of their own: more likely data than a child."""
    count = 0
    for upper, lower in pairwise(window):
        for column in range(top.width):
            if not top.written(lower, column) or not top.written(upper, column):
                continue
            parent = top.merge(upper, column)
            if parent is not None and parent.last_column > parent.first_column:
                continue
            path = top.path([upper, lower], column)
            if len(path) == 2 and not path[0].spans and name_of(path[:1]).score >= 0.9 and name_of(path).score < 0.93:
                count += 1
    return count


def _by_contrast(top: Top, filled: Sequence[int]) -> Headings:
    """A heading none of whose words we know: words above columns of numbers, in the first row of full width."""
    if len(filled) < 4:
        return Headings()
    usual = sorted(sum(cell is not None for cell in top.rows[row]) for row in filled)[len(filled) // 2]
    first = next((row for row in filled if sum(c is not None for c in top.rows[row]) >= max(2, usual * 0.7)), None)
    if first is None or not all(_is_label(cell) for cell in top.rows[first] if cell is not None):
        return Headings()
    below = [row for row in filled if row > first]
    contrast = numeric = 0
    for column in range(top.width):
        under = [top.cell(row, column) for row in below if top.cell(row, column) is not None]
        if len(under) >= 3 and sum(map(_is_number, under)) >= 0.8 * len(under):
            numeric += 1
            contrast += not text.is_blank(top.cell(first, column)) and not _is_number(top.cell(first, column))
    if contrast < 2 or contrast < numeric * 0.6:
        return Headings()
    paths = {column: path for column in range(top.width) if (path := top.path([first], column))}
    return Headings([first], paths, {column: name_of(path) for column, path in paths.items()}, 0.1)


def _is_number(raw: object) -> bool:
    if isinstance(raw, int | float | dt.date):
        return True
    return isinstance(raw, str) and re.fullmatch(r"'?(?:rp\.?\s*)?[\d.,\s\-/+]+", raw.strip().lower()) is not None


def _is_label(raw: object) -> bool:
    """Whether a cell can be a heading: short text without long numbers. Years stand as numbers now and then."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return 1990 <= raw <= 2040
    if not isinstance(raw, str):
        return False
    written = text.clean(raw)
    if len(written) > _LONGEST_LABEL or _LONG_NUMBER.search(written):
        return False
    return re.fullmatch(r"[\d.,\-/ ]+", written) is None or _A_YEAR.fullmatch(written) is not None


def is_numbering(cells: Sequence[object]) -> bool:
    """A row that only counts the columns: (1) (2) (3), 1 2 3, a b c, with gaps for merged cells."""
    told = []
    for cell in cells:
        if cell is None or not (written := text.key(text.clean(cell))):
            continue
        if not _COUNTER.fullmatch(written):
            return False  # a row of data ends here at its first word, and nearly every row is one
        told.append(written)
    if len(told) < 3:
        return False
    if all(map(str.isalpha, told)):
        return all(ord(after) - ord(before) == 1 for before, after in pairwise(told))
    if any(map(str.isalpha, told)):
        return False
    numbers = [int(one.split()[0]) for one in told]
    if numbers[0] not in (0, 1):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return all(0 < step <= 4 for step in steps) and sum(step == 1 for step in steps) >= 0.6 * len(steps)
