"""A doubt about a file, as an officer is asked: one plain question, what it may mean, and what stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from digiloka.imports.columns import ColumnGuess
from digiloka.privacy.masking import mask_birth_date
from digiloka.registry.fields import BY_KEY, printed_key
from digiloka.values import text
from digiloka.values.stray_numbers import mask_end, without_niks, without_numbers, without_persons

COLUMN, UNIT, PERIOD, ORDER = "column", "unit", "period", "order"
SPELLING, HEADINGS, HIDDEN, REPEATED, MISSING = "spelling", "headings", "hidden", "repeated", "missing"
LEFT_OUT, SKIPPED = "-", "Lewati kolom ini"  # the option of a column that is none of ours
APART, RIVAL = "column-apart", "column-rival"
BETWEEN = (APART, RIVAL)  # codes of questions which of two columns it is: what they are guessed to be is no answer

Option = tuple[str | int, str]  # value, words

_EXAMPLES = 3
_LONGEST = 60
_NUMBERS = frozenset({"money", "count", "number", "date", "point"})
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Question:
    """`kind`: what is asked. `count`: rows that the answer decides. `spelling`: the folded spelling in question.
    `code`: the sheet's fault that tells of the same thing, so that nobody tells it twice."""

    sheet: str
    kind: str
    question: str
    options: tuple[Option, ...]
    count: int
    guess: ColumnGuess | None = None
    field: str | None = None
    examples: tuple[str, ...] = ()
    spelling: str | None = None
    code: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As `imports check --json` prints it and as a batch keeps it."""
        guess = self.guess
        return {
            "sheet": self.sheet, "kind": self.kind, "column": guess.letter if guess else None,
            "index": guess.index if guess else None, "field": printed_key(self.field) or self.field,
            "question": self.question, "options": [{"value": value, "label": words} for value, words in self.options],
            "count": self.count, "examples": list(self.examples), "spelling": self.spelling, "code": self.code,
        }  # fmt: skip


def name_of(guess: ColumnGuess) -> str:
    """A column as a person finds it: `kolom "Omzet" (F)`."""
    return f'kolom "{guess.heading}" ({guess.letter})' if guess.heading else f"kolom {guess.letter}"


def field_options(keys: Iterable[str]) -> tuple[Option, ...]:
    """Fields to choose from, and leaving the column out."""
    return (*((key, BY_KEY[key].label) for key in dict.fromkeys(keys)), (LEFT_OUT, SKIPPED))


def examples_of(cells: Iterable[Any], field: str | None) -> tuple[str, ...]:
    """A few different contents of a column, with what may name a person masked."""
    keys = (field,) if field else ()
    found: dict[str, None] = {}
    for cell in cells:
        if cell is not None and not text.is_blank(cell):
            found[_short(of_column(cell, keys))] = None
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def shown(cell: Any) -> str:
    """A cell on the screen whose field nobody knows."""
    return _short(of_column(cell, ()))


def of_column(cell: Any, keys: Collection[str]) -> str:
    """A cell as it may be read, of a column of these fields: of a field of identity only the end; elsewhere no NIK and
    no phone, and no long number or mail address at all where numbers are not at home."""
    told = text.clean(cell)
    fields = [BY_KEY[key] for key in keys if key in BY_KEY]
    if any(field.sensitive for field in fields):
        return mask_birth_date(told) if "birth_date" in keys else mask_end(told)
    if any(field.kind == "licence" or field.key == "source_id" for field in fields):
        return without_niks(told, certain=True)
    if any(field.kind in _NUMBERS for field in fields):
        return without_persons(told, money=any(field.kind == "money" for field in fields))
    return without_numbers(_WORD.sub(_without_mail, told) if "@" in told else told)


def _short(told: str) -> str:
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"


def _without_mail(word: re.Match[str]) -> str:
    """A word without what stands before its last @: cut by hand, a pattern would look for an @ from every sign on."""
    name, at, host = word[0].rpartition("@")
    return "•••@" + host if name and at else word[0]
