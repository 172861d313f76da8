"""A column and its meaning as a person types them: "F=turnover:ribu:bulan", "Omzet=-"."""

from __future__ import annotations

from collections.abc import Sequence

from digiloka.imports.answers import PERIODS, UNITS, ColumnAnswer
from digiloka.imports.columns import ColumnGuess
from digiloka.imports.questions import LEFT_OUT
from digiloka.registry.fields import BY_KEY
from digiloka.values import text
from digiloka.values.refusal import Refused

_UNITS = {
    "rp": 1, "rupiah": 1, "1": 1, "rb": 1_000, "ribu": 1_000, "1000": 1_000, "jt": 1_000_000, "juta": 1_000_000,
    "1000000": 1_000_000, "m": 1_000_000_000, "miliar": 1_000_000_000, "1000000000": 1_000_000_000,
}  # fmt: skip
_PERIODS = {"tahun": "year", "year": "year", "bulan": "month", "month": "month", "hari": "day", "day": "day"}
_ORDERS = {"hari-dulu": "day", "day-first": "day", "bulan-dulu": "month", "month-first": "month"}


def column_of(guesses: Sequence[ColumnGuess], name: str) -> ColumnGuess:
    """The column of a heading or a letter. Raises Refused for none, and for two of the same heading."""
    same = [guess for guess in guesses if guess.heading and text.key(guess.heading) == text.key(name)]
    if len(same) > 1:
        letters = ", ".join(guess.letter for guess in same)
        raise Refused("column-unclear", f'Judul "{name}" ada di kolom {letters}. Tulis hurufnya.')
    found = same or [guess for guess in guesses if guess.letter == name.upper()]
    if not found:
        raise Refused("column-unknown", f'Kolom "{name}" tidak ada. Tulis huruf kolom atau judulnya.')
    return found[0]


def answer_of(meaning: str) -> ColumnAnswer:
    """What "turnover:ribu:bulan", "birth_date:bulan-dulu" or "-" says. Raises Refused."""
    field, *facets = [part.strip().casefold() for part in meaning.split(":")]
    said: dict[str, object] = {}
    for facet in facets:
        for name, words in (("unit", _UNITS), ("period", _PERIODS), ("order", _ORDERS)):
            if facet in words:
                said[name] = words[facet]
                break
        else:
            raise Refused("answer-unit", f'"{facet}" tidak dikenal. Tulis satuan (ribu, juta, miliar), waktu (tahun, '
                                         "bulan, hari), atau urutan tanggal (hari-dulu, bulan-dulu).")
    return ColumnAnswer(None if field == LEFT_OUT else field, **said)  # type: ignore[arg-type]


def in_words(guess: ColumnGuess) -> str:
    """How a column is read, as a line of a list."""
    if guess.field is None:
        return "dilewati" if guess.said else "-"
    facts = [BY_KEY[guess.field].label, *filter(None, [
        UNITS.get(guess.unit or 0, "").lower(), PERIODS.get(guess.period or "", "").lower(),
        "dijawab petugas" if guess.said else f"{guess.confidence:.0%}",
    ])]  # fmt: skip
    return ", ".join(facts)
