"""What codes mean, told below a list on its own sheet: with or without a heading, a line or a row a code, side by side.

A business of which only number and name are known looks the same. So a heading must say that codes follow, or "=" or
the groups' own names, the codes must begin as codes do, and below mere remarks the list itself is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns.code_cells import Coded, CodeRow, Told, codes_in, is_words, read_codes, told_in, upright
from digiloka.imports.columns.legend_heads import (
    NOT,
    PERHAPS,
    SURE,
    heads_groups,
    heads_of,
    is_table,
    may_head,
    said_by,
)
from digiloka.imports.columns.of_the_list import Listed
from digiloka.imports.columns.signatures import is_signature
from digiloka.values.text import clean

REACH = 60  # rows looked ahead: no longer list of codes stands below a list
_LOOKS = 200  # times a sheet's next rows are looked at; no list has so many remarks
_SIGNS = re.compile(r"[=:.)\]\d–-]")

Below = Callable[[], Iterable[Sequence[Any]]]


@dataclass(slots=True)
class Legend:
    """One code list as it stands: what is written above it, and its (code, words)."""

    heading: str
    pairs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other and explain codes: how many, their headings among them, and what they tell."""

    rows: int
    legends: list[Legend]


@dataclass(slots=True)
class CodeRows:
    """Tells rows that explain codes from businesses of which little is known ("1 | Kuliner"), by the rows below them.

    `below`: those that follow the one which is being judged; `listed`: the list they may go on with; `left`: how many
    of them are known to explain codes, too; `explained`: the row looked at last did."""

    below: Below
    listed: Listed
    left: int = 0
    explained: bool = False
    _looks: int = _LOOKS

    def begin(self, cells: Sequence[Any], told: Sequence[tuple[int, Any]], closed: bool) -> bool:
        """Does a list of codes begin with this row? `closed`: no business came after what stood above."""
        after, self.explained = self.explained and closed, False
        if not self._looks or not _may_begin(told):
            return False
        self._looks -= 1
        block = block_at([cells, *self.below()], sure=after, listed=self.listed)
        self.left, self.explained = (block.rows - 1, True) if block else (0, False)
        return self.explained


def block_at(rows: Sequence[Sequence[Any]], sure: bool = False, listed: Listed | None = None) -> Block | None:
    """The code lists that begin with the first of these rows; None when it is none's beginning. `sure`: codes stood
    right above, so a list may lack its heading. `listed`: the list whose rows these may be; None where none are."""
    aside = _signed(rows)
    lines = [[(column, written) for column, written in told_in(cells) if column not in aside] for cells in rows]
    lines, lying = upright(lines)
    beside = _heading_beside(lines[0])
    if beside:
        lines = [beside, lines[0][len(beside) :], *lines[1:]]
    heads = heads_of(lines)
    start = len(heads)
    while 0 < start < len(lines) and not lines[start] and start == len(heads):
        start += 1  # one blank row may part codes from their heading
    found = _rows_of_codes(lines[start:], most=max(map(len, heads), default=0))
    if not found:
        return None
    above = heads or [[(0, before)] for before in [found[0].before] if before]
    said = said_by(above)
    if heads and said == NOT:
        if not (len(heads) == 1 and heads_groups(heads[0]) and _tells_itself(found)):
            return None
        said = PERHAPS
    if listed and not (_tells_by_sign(found) or is_table(heads)):
        found = listed.until_a_business(lines[start:], found)
        if listed.holds(lines[start:], found, above, said):
            return None
    legends = _gathered(found, heads)
    if not (sure or said or _tells_itself(found)) or (not said and not sure and any(row.more for row in found)):
        return None
    if said != SURE and not _tells_by_sign(found) and not all(_begins(legend.pairs[0][0]) for legend in legends):
        return None
    told = any(len(legend.pairs) > 1 for legend in legends) or _tells_by_sign(found)
    if not told:
        return None
    counted = said != SURE and any(not is_words(written) for row in found for _, written in row.more)
    # "1 | Kuliner | 25" sums up and codes nothing
    return Block(lying or start + len(found) - bool(beside), [] if counted else legends)


def heads_codes(rows: Sequence[Sequence[Any]]) -> bool:
    """Does the first of these rows say that codes follow, and do they?"""
    told = told_in(rows[0])
    return bool(told) and said_by([told]) == SURE and block_at(rows) is not None


def legends_in(rows: Sequence[Sequence[Any]]) -> list[tuple[range, Legend]]:
    """The code lists among the rows below a list, side by side or below each other, and the places of their rows."""
    found: list[tuple[range, Legend]] = []
    place = 0
    while place < len(rows):
        block = block_at(rows[place : place + REACH], sure=True)
        if block:
            found += [(range(place, place + block.rows), legend) for legend in block.legends]
        place += block.rows if block else 1
    return [(where, legend) for where, legend in found if len(legend.pairs) > 1]


def _may_begin(told: Sequence[tuple[int, Any]]) -> bool:
    """Whether a code list may begin with this row; said without a look at those below it, at once for most rows."""
    first = clean(told[0][1])
    if any(isinstance(cell, str) and may_head(cell) for _, cell in told) or _begins(first.strip("().:- ")):
        return True
    pairs = codes_in(first)[1] if _SIGNS.search(first) else []
    return bool(pairs) and (pairs[0][2] or _begins(pairs[0][0]))


def _heading_beside(told: Told) -> Told:
    """The heading in front of the first code in its row: "Keterangan: | 1 | Kuliner"."""
    row = read_codes(told)
    first = row.codes[0].column if row.codes else 0
    front = [each for each in row.loose if each[0] < first]
    return front if front and said_by([front]) else []


def _signed(rows: Sequence[Sequence[Any]]) -> set[int]:
    """The columns of a signature block that stands beside the codes."""
    found = set()
    for cells in rows:
        told = told_in(cells)
        if not told:
            break
        found |= {column for column, written in told if is_signature(written)}
    return found


def _rows_of_codes(lines: Sequence[Told], most: int) -> list[CodeRow]:
    """The rows from the first on that explain nothing but codes, each column's in their order. `most`: cells of the
    heading, of which each may have one below it."""
    found: list[CodeRow] = []
    latest: dict[int, str] = {}
    for told in lines:
        row = read_codes(told)
        extra = len(row.more) > max(1, most - 2 * len(row.codes))
        if not row.codes or row.loose or extra or (found and row.before):
            break
        if any(each.column in latest and _begins(each.code) for each in row.codes):
            break  # they begin anew: another list
        if latest and not any(each.column in latest for each in row.codes):
            break
        latest |= {each.column: each.code for each in row.codes}
        found.append(row)
    return found


def _gathered(found: Sequence[CodeRow], heads: Sequence[Told]) -> list[Legend]:
    """The lists of rows of codes: one a column, but that one may go on where the next column begins."""
    columns: dict[int, list[Coded]] = {}
    for row in found:
        for each in row.codes:
            columns.setdefault(each.column, []).append(each)
    legends: list[Legend] = []
    begun = sorted(columns)
    for column, after in zip(begun, [*begun[1:], None], strict=True):
        pairs = [(each.code, each.words) for each in columns[column]]
        if legends and not _begins(pairs[0][0]) and not {code for code, _ in pairs} & {*dict(legends[-1].pairs)}:
            legends[-1].pairs += pairs
        else:
            heading = found[0].before if column == begun[0] and found[0].before else ""
            legends.append(Legend(heading or _heading_of(heads, column, after, column == begun[0]), pairs))
    return legends


def _heading_of(heads: Sequence[Told], column: int, after: int | None, first: bool) -> str:
    """What is written above the codes of a column and their words; if nothing, what heads them all."""
    for told in reversed(heads):
        above = [written for place, written in told if (first or place >= column) and (after is None or place < after)]
        if above:
            return " ".join(above[:2])
    return " ".join(written for _, written in heads[0][:1]) if heads else ""


def _begins(code: str) -> bool:
    """Whether codes begin with this one: "1", "01", "A", "K1"."""
    return code.casefold() == "a" or re.fullmatch(r"[A-Za-z]?\W?0*[01]", code) is not None


def _tells_by_sign(found: Sequence[CodeRow]) -> bool:
    return all(each.equal for row in found for each in row.codes)


def _tells_itself(found: Sequence[CodeRow]) -> bool:
    """Without a heading: "=" stands between, or all the words are names of groups."""
    return _tells_by_sign(found) or all(sector_from_words(each.words) for row in found for each in row.codes)
