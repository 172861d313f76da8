"""What a file says more than once: copied rows, and sheets that repeat the same people (all, cleaned, by category).

A row that says nothing new is the same, however its letters are written; one that says something else of the business
is doubtful. So nothing is registered twice, and nothing that was said is lost without a word.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from digiloka.imports.planned import DOUBTFUL, SAME, PlannedRow, named_row
from digiloka.registry.records import BusinessRecord, as_json
from digiloka.values import text

_ONE_PLACE = 70  # per cent of words; below it two addresses are not one, however they are spelt
_DERIVED = frozenset(("sector", "kbli_version", "kbli_proposed", "sector_chosen"))
_DOING = frozenset(("activity", "product", "sector_as_written"))  # which of them depends on a sheet's other columns


_Earlier = tuple[str, str, str]  # decision, sheet and row that spoke before


@dataclass(frozen=True, slots=True)
class _Saying:
    """One row: the sheet it stands in, how a person names it, and its facts (each as a number)."""

    sheet: str
    named: str
    facts: array[int]
    place: tuple[str | None, ...]
    address: str


class Repeats:
    """What the file has said so far. `several`: it has more than one list, so a person may come again without the
    NIK, the address or another part of what tells one row from another in a single list."""

    def __init__(self, several: bool = False) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()  # (sheet, the sheet that said it before) → rows
        self._several = several
        self._said: dict[str, tuple[int, str, str]] = {}  # identity → (content, sheet, the row as a person names it)
        self._people: dict[tuple[str, str], list[_Saying]] = {}

    def again(self, row: PlannedRow, sheet: str) -> bool:
        """Did an earlier row of this file speak of the same business? Then it is decided, with the reason."""
        named = named_row(row, sheet)
        found = self._earlier(row, sheet, named)
        if found is None:
            return False
        row.decision, before, other = found
        alike = "sama dengan" if row.decision == SAME else "menyebut usaha yang sama, tetapi isinya lain, dengan"
        row.reasons.append(f"Baris ini {alike} {other}.")
        if row.decision == SAME and before != sheet:
            self._counts[sheet, before] += 1
        return True

    def of(self, sheet: str) -> dict[str, int]:
        """{sheet read before: rows of this one that only repeat it}."""
        return {before: count for (name, before), count in self._counts.items() if name == sheet}

    def _earlier(self, row: PlannedRow, sheet: str, named: str) -> _Earlier | None:
        """First by what identifies a row of a single list, then by the people."""
        content = hash((row.told or "").casefold())
        said, before, other = self._said.setdefault(row.identity_hash or "", (content, sheet, named))
        if other != named and said == content:
            return SAME, before, other
        return self._by_people(row, sheet, named) or ((DOUBTFUL, before, other) if other != named else None)

    def _by_people(self, row: PlannedRow, sheet: str, named: str) -> _Earlier | None:
        """Somebody of another sheet, by both names, whom no place or number tells apart."""
        key = _names(row.checked.record) if self._several else None
        if key is None:
            return None
        mine = _Saying(sheet, named, array("q", sorted(_facts(row.checked.record))), *_place(row.checked.record))
        known = self._people.setdefault(key, [])
        other = next((saying for saying in known if saying.sheet != sheet and not _apart(saying, mine)), None)
        known.append(mine)
        if other is None:
            return None
        return SAME if set(mine.facts) <= set(other.facts) else DOUBTFUL, other.sheet, other.named


def _names(record: BusinessRecord) -> tuple[str, str] | None:
    owner = text.key(record.owner.name or "")
    business = text.key(record.name or record.product or record.activity or record.sector_as_written or "")
    return (owner, business) if owner and business else None


def _place(record: BusinessRecord) -> tuple[tuple[str | None, ...], str]:
    place = record.place
    return (record.owner.nik, place.area_code, place.rt, place.rw), text.key(place.address or "")


def _apart(one: _Saying, other: _Saying) -> bool:
    """Do NIK, kelurahan, RT, RW or address say that these are two businesses?"""
    if any(mine and theirs and mine != theirs for mine, theirs in zip(one.place, other.place, strict=True)):
        return True
    both = one.address and other.address
    return bool(both) and fuzz.token_set_ratio(one.address, other.address) < _ONE_PLACE


def _facts(record: BusinessRecord) -> Iterator[int]:
    """Every fact as a number; the same words in other letters make the same number."""
    for path, value in _flat("", as_json(record)):
        name = path.rpartition(".")[2]
        if name not in _DERIVED and not (name == "kbli" and record.kbli_proposed):
            yield hash(("doing" if name in _DOING else path, text.key(str(value))))


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(f"{path}.{name}", part)
    elif isinstance(value, list):
        for part in value:
            yield from _flat(path, part)
    else:
        yield path, value
