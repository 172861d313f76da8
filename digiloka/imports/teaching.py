"""A sheet's guesses put right by what is known of its layout: presets, what officers said before, what they say now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from digiloka.imports.answers import ColumnAnswer, ColumnAnswers, Spellings
from digiloka.imports.columns import ColumnGuess, SheetLayout
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.layout import SUMMED
from digiloka.imports.columns.words import read_heading
from digiloka.imports.confidence import weigh
from digiloka.imports.fingerprints import fingerprint
from digiloka.imports.presets import preset_of
from digiloka.registry.fields import BY_KEY

Remembered = Callable[[str], ColumnAnswers | None]  # fingerprint → what officers said of such a layout


@dataclass(slots=True)
class Teacher:
    """Called once for a sheet, before its rows are looked at; says whether somebody knows the layout.

    `said` are the answers for this very sheet; they go before what is remembered, and that before a preset.
    """

    said: ColumnAnswers
    remembered: Remembered
    fingerprint: str = ""
    preset: str | None = None
    known: bool = False
    profiles: Mapping[int, Profile] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=dict)

    def __call__(self, layout: SheetLayout, profiles: Mapping[int, Profile]) -> bool:
        self.fingerprint, self.profiles = fingerprint(layout, profiles), profiles
        weigh(layout.columns, profiles)
        preset = preset_of(layout)
        self.preset = preset.name if preset else None
        remembered = self.remembered(self.fingerprint)
        answers = {**(preset.answers if preset else {}), **(remembered or {}), **self.said}
        for guess in layout.columns:
            if guess.index in answers:
                put_right(guess, answers[guess.index], layout.unit)
            if preset and guess.index in preset.added and answers[guess.index] == preset.answers[guess.index]:
                guess.part = SUMMED
        self.spellings = preset.spellings if preset else {}
        self.known = bool(preset or self.said) or remembered is not None
        return self.known

    def as_json(self) -> dict[str, Any]:
        """As `imports check --json` prints it."""
        return {"fingerprint": self.fingerprint, "known": self.known, "preset": self.preset}


def put_right(guess: ColumnGuess, said: ColumnAnswer, unit: int | None = None) -> None:
    """What somebody says of a column is what it is. What they leave open its heading says, and the title its `unit`."""
    if guess.field != said.field:
        guess.part, guess.of, guess.year = None, None, None
        guess.unit, guess.period = _of_heading(guess, said.field, unit)
    guess.field, guess.pair, guess.confidence, guess.said = said.field, None, 1.0, True
    guess.unit, guess.period = said.unit or guess.unit, said.period or guess.period
    guess.order = said.order


def _of_heading(guess: ColumnGuess, key: str | None, unit: int | None) -> tuple[int | None, str | None]:
    if key is None or not BY_KEY[key].money:
        return None, None
    told = [read_heading(label) for label in (guess.heading or "").split(" / ")]
    units = [heading.unit for heading in told if heading.unit]
    periods = [heading.period for heading in told if heading.period]
    return (units or [unit])[-1], (periods or [None])[-1]
