"""Amounts of one row for different times ("Omzet per bulan", "Omzet per tahun") that cannot both be true.

Columns that contradict each other from row to row are asked about as a whole (imports.rivals). Here the columns agree
and one row does not: a cell of it was mistyped, and nothing tells which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from digiloka.imports import faults
from digiloka.imports.cells import Column, Say
from digiloka.imports.columns.layout import SUMMED
from digiloka.imports.rivals import SLIP, times_apart
from digiloka.values.amounts import Amount, show_amount
from digiloka.values.stray_numbers import without_persons

Groups = Mapping[str, Sequence[Column]]


def told_twice(columns: Iterable[Column]) -> Groups:
    """{field: its columns} of the amounts that a sheet tells in more than one column."""
    groups: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if column.taken and column.field.money and column.guess.part != SUMMED:
            groups[column.name].append(column)
    return {name: group for name, group in groups.items() if len(group) > 1}


def leave_out(groups: Groups, cells: Sequence[Any], values: dict[str, list[Any]], say: Say) -> None:
    """Take amounts that cannot both be true out of a row's values, and say so at each of their cells."""
    for name, columns in groups.items():
        if len(values.get(name, ())) > 1 and (odd := _at_odds(columns, cells)):
            del values[name]
            told = " dan ".join(show_amount(amount) for _, amount in odd)
            message = (f"Isi kolom-kolom {columns[0].field.label.lower()} di baris ini tidak mungkin sama-sama benar, "
                       f"jadi belum dimasukkan. Tertulis {told}. Betulkan sel yang salah, atau kosongkan.")
            for column, _ in odd:
                say(column, faults.CELL, "amount-at-odds", without_persons(message))


def _at_odds(columns: Sequence[Column], cells: Sequence[Any]) -> list[tuple[Column, Amount]]:
    read = ((column, column.read(cells[column.index])[0]) for column in columns if column.index < len(cells))
    told = [(column, value) for column, value in read if isinstance(value, Amount)]
    odd = {column.index for pair in combinations(told, 2) if _contradict(*pair) for column, _ in pair}
    return [(column, value) for column, value in told if column.index in odd]


def _contradict(one: tuple[Column, Amount], other: tuple[Column, Amount]) -> bool:
    (here, amount), (there, another) = one, other
    if None in (amount.period, another.period) or amount.period == another.period:
        return False
    return here.guess.year == there.guess.year and (times_apart(amount, another) or 1) > SLIP
