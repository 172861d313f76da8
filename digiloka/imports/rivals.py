"""Two columns for one figure ("Modal Awal", "Modal Sekarang"): which of them is taken, and what is said of the other.

A business is as it is now: the scale counts its capital of today, not what it began with. So what a heading says of
today goes before one that says nothing of time, that before what was added ("Tenaga Kerja Baru"), and the past is last.
Amounts of a day and of a year are compared over a year; where they cannot both be true somebody is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

from digiloka.imports.assembling import COUNTED_FIRST
from digiloka.imports.cells import Column
from digiloka.imports.columns import ColumnGuess
from digiloka.imports.columns.layout import SUMMED
from digiloka.imports.columns.words import ADDED, NOW, PAST, fold
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import Amount
from digiloka.values.text import is_blank

_PAST, _ADDED, _UNSAID, _NOW = range(4)

_FAR = 1.5  # times: 25 days a month or 30, 300 days a year or 365 explain less
_ROUNDED = 1.05  # times: a year's sales are told in round figures
SLIP = 5  # times, in one row of many: a first year of a few months explains less, a nought too many is ten times

Rivals = list[tuple[ColumnGuess, ColumnGuess]]  # the one that gives way, the one that is taken


def older(guesses: Iterable[ColumnGuess]) -> Rivals:
    """Columns that give way altogether, because another one of the same figure speaks of a later time."""
    found: Rivals = []
    for same in _same_figure(guesses):
        best = max(same, key=_recent)
        found += [(guess, best) for guess in same if _gives_way(guess, best)]
    return found


def doubled(
    guesses: Iterable[ColumnGuess], sample: Sequence[tuple[int, list[Any]]], left: Container[str]
) -> Rivals:
    """Columns of which a row takes only the first that is filled, where rows of the sample fill both otherwise.

    `left`: letters of columns that are not taken anyway.
    """
    taken = (guess for guess in guesses if guess.letter not in left)
    return [
        (guess, same[0]) for same in _same_figure(taken) for guess in same[1:]
        if guess.period == same[0].period and guess.year == same[0].year and _contradict(guess, same[0], sample)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Apart:
    """Columns of one figure for different times whose rows differ over a year. `far`: most of them by more than days
    and months can explain, so that no more than one column can be right."""

    taken: ColumnGuess
    others: tuple[ColumnGuess, ...]
    far: bool

    @property
    def asked(self) -> bool:
        """Nobody said yet which one is right: none is taken."""
        return self.far and not self.taken.said

    @property
    def left(self) -> set[str]:
        """Letters of the columns that are not taken."""
        given_up = (*self.others, self.taken) if self.asked else self.others if self.far else ()
        return {guess.letter for guess in given_up}


def of_other_times(
    guesses: Iterable[ColumnGuess], sample: Sequence[tuple[int, list[Any]]], left: Container[str], today: date
) -> list[Apart]:
    """Columns of one figure for a day, a month and a year ("Omzet harian", "Omzet per tahun") that differ.

    `left`: letters of columns that are not taken anyway.
    """
    found = []
    for same in _same_figure(guess for guess in guesses if guess.letter not in left):
        if len({guess.period for guess in same} - {None}) < 2:
            continue
        usual = min(same, key=lambda guess: COUNTED_FIRST.get(guess.period or "", len(COUNTED_FIRST)))
        first = next((guess for guess in same if guess.said), usual)
        factors = {guess.letter: _factors(first, guess, sample, today) for guess in same if _other_time(guess, first)}
        if any(told and median_low(told) > _FAR for told in factors.values()):
            found.append(Apart(first, tuple(guess for guess in same if guess is not first), far=True))
        elif any(_ROUNDED < one <= SLIP for told in factors.values() for one in told):  # a slip is said at its cells
            found.append(Apart(usual, tuple(guess for guess in same if _other_time(guess, usual)), far=False))
    return found


def _other_time(guess: ColumnGuess, first: ColumnGuess) -> bool:
    return None not in (guess.period, first.period) and guess.period != first.period and guess.year == first.year


def _factors(one: ColumnGuess, other: ColumnGuess, sample: Sequence[tuple[int, list[Any]]], today: date) -> list[float]:
    """How many times the greater amount of a year is the smaller one, in rows that tell both; 1 where they agree."""
    columns, found = (Column(one, today), Column(other, today)), []
    for _, cells in sample:
        told = [column.read(cells[column.index])[0] if column.index < len(cells) else None for column in columns]
        amounts = [value for value in told if isinstance(value, Amount)]
        if len(amounts) == 2 and (times := times_apart(*amounts)) is not None:
            found.append(times)
    return found


def times_apart(one: Amount, other: Amount) -> float | None:
    """How many times the greater of two amounts is the smaller one over a year, 1 where they agree; None where one is
    nothing or open."""
    here, there = one.per_year(), other.per_year()
    if not (here.low and here.high and there.low and there.high):
        return None
    return max(1.0, here.low / there.high, there.low / here.high)


def _same_figure(guesses: Iterable[ColumnGuess]) -> list[list[ColumnGuess]]:
    groups: dict[str, list[ColumnGuess]] = defaultdict(list)
    for guess in guesses:
        field = BY_KEY.get(guess.field or "")
        if field and not guess.empty and guess.part != SUMMED and field.about == "figures" and field.kind != "text":
            groups[field.key].append(guess)
    return [group for group in groups.values() if len(group) > 1]


def _gives_way(guess: ColumnGuess, best: ColumnGuess) -> bool:
    """A month's sales "saat ini" and a year's without a word of time are both of today."""
    recent = _recent(guess)
    return recent < _recent(best) and (recent < _UNSAID or guess.period == best.period)


def _recent(guess: ColumnGuess) -> int:
    words = set(fold(guess.heading or "").split())
    if words & PAST:
        return _PAST
    return _ADDED if words & ADDED else _NOW if words & NOW else _UNSAID


def _contradict(one: ColumnGuess, other: ColumnGuess, sample: Sequence[tuple[int, list[Any]]]) -> bool:
    rows = (cells for _, cells in sample if max(one.index, other.index) < len(cells))
    pairs = ((cells[one.index], cells[other.index]) for cells in rows)
    return any(here != there and not is_blank(here) and not is_blank(there) for here, there in pairs)
