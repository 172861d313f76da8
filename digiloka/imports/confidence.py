"""How sure a column's guess is, weighed by what its cells hold: below `ASKED` an officer is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digiloka.imports.columns import ColumnGuess
from digiloka.imports.columns.content import Profile

ASKED = 0.75


def weigh(guesses: Iterable[ColumnGuess], profiles: Mapping[int, Profile]) -> None:
    """Raise what the cells confirm, lower what they contradict."""
