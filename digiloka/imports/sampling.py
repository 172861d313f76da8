"""What only a look at many rows shows: an unnamed unit, dates shifted by an export, how a column writes sex and dates.

One cell cannot tell and nobody should guess, so these are settled once for a sheet, before its first row is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import Any

from digiloka.imports import in_full
from digiloka.imports.cells import Column, Habits, read_row
from digiloka.imports.columns import ColumnGuess
from digiloka.registry.fields import BY_KEY
from digiloka.values import damage
from digiloka.values.amounts import Amount
from digiloka.values.answers import p_means_pria
from digiloka.values.dates import Order, order_of
from digiloka.values.identity import nik_facts
from digiloka.values.text import clean

Sample = Sequence[tuple[int, list[Any]]]

_ENOUGH = 10  # amounts that must be seen before a column's unit is doubted


def habits_of(guess: ColumnGuess, sample: Sample, today: date) -> Habits:
    """How a column writes what one cell leaves open."""
    if guess.field == "sex":
        return Habits(p_is_pria=p_means_pria(_cells(guess, sample)))
    if BY_KEY[guess.field or ""].money and (guess.unit or 1) > 1:
        return Habits(in_full=_in_full(guess, sample, guess.unit or 1))
    if BY_KEY[guess.field or ""].kind == "date":
        if guess.order:  # an officer said it: nothing to tell them
            return Habits(order=Order.MONTH_FIRST if guess.order == "month" else Order.DAY_FIRST)
        order, dated = order_of(_cells(guess, sample), today)
        swapped = bool(damage.found("days-as-months", _cells(guess, sample)))
        return Habits(order=order, dated=dated, swapped=swapped)
    if guess.field == "nik":
        return Habits(rounded=bool(damage.found("all-end-in-zero", _niks(guess, sample))))
    return Habits()


def without_unit(guesses: Iterable[ColumnGuess], sample: Sample, today: date) -> set[str]:
    """Letters of money columns whose heading names no unit and whose numbers are mostly too small for rupiah."""
    return {
        guess.letter for guess in guesses
        if guess.field in in_full.WHOLE and guess.unit is None and _too_small(Column(guess, today), sample)
    }


def older_years(guesses: Sequence[ColumnGuess]) -> tuple[set[str], int | None]:
    """(letters of columns whose heading names an older year than a neighbour's for the same field, the newest year).

    A row becomes one year's figures: of "Omzet 2023 | Omzet 2024" the newer one is taken.
    """
    years = [guess.year for guess in guesses if guess.year and _is_figure(guess)]
    newest: dict[str, int] = {}
    for guess in guesses:
        if guess.year and _is_figure(guess):
            newest[guess.field or ""] = max(guess.year, newest.get(guess.field or "", 0))
    old = {guess.letter for guess in guesses if guess.year and guess.year < newest.get(guess.field or "", 0)}
    return old, max(years, default=None)


def births_shifted(columns: Iterable[Column], sample: Sample) -> bool:
    """Were the birth dates shifted as a whole (an export that lost its time zone)? Then the NIK proves the day."""
    pair = [column for column in columns if column.field.key in ("nik", "birth_date")]
    early = right = 0
    for _, cells in sample:
        values = read_row(pair, cells, _deaf)
        nik, born = values.get("nik"), values.get("birth_date")
        if nik and born:
            days = (nik_facts(nik[0]).birth_date - born[0]).days
            early, right = early + (days == 1), right + (days == 0)
        if 10 * right >= len(sample):
            return False  # whatever the rest of it says
    return early >= 5 and early > 9 * right


def _cells(guess: ColumnGuess, sample: Sample) -> Iterable[Any]:
    return (cells[guess.index] for _, cells in sample if guess.index < len(cells))


def _niks(guess: ColumnGuess, sample: Sample) -> list[str]:
    texts = (clean(cell) for cell in _cells(guess, sample) if isinstance(cell, str))
    return [text for text in texts if len(text) == 16 and text.isdigit()]


def _in_full(guess: ColumnGuess, sample: Sample, unit: int) -> in_full.Limits:
    column = Column(guess, date.max)  # an amount knows no day
    read = (column.read(cell)[0] for cell in _cells(guess, sample))
    return in_full.limits_of((amount for amount in read if isinstance(amount, Amount)), unit)


def _is_figure(guess: ColumnGuess) -> bool:
    return guess.field is not None and BY_KEY[guess.field].about == "figures"


def _too_small(column: Column, sample: Sample) -> bool:
    amounts = [column.read(cells[column.index])[0] for _, cells in sample if column.index < len(cells)]
    told = [amount for amount in amounts if amount is not None]
    sizes = [most for amount in told if (most := amount.high or amount.low)]
    often = any(amount.period in ("month", "day") for amount in told)
    return len(sizes) >= _ENOUGH and median(sizes) < in_full.TOO_SMALL and not often


def _deaf(*_told: Any) -> None:
    """A sample is read for what it shows; its faults are told when its rows come."""
