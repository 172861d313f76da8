"""How much two place names look alike: good enough to order suggestions, never enough to act on."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from digiloka.areas.spelling import numbers_as_digits

_OTHER_NUMBER = 0.7
_NUMBER_MISSING = 0.9
_WHOLE_WORDS_ONLY = 0.85
_BEGINNINGS_ONLY = 0.9
_BY_SOUND = 0.98

# Letters Indonesian spelling swaps: old spelling, mute h, y and i, o and u, doubled letters.
_SWAPS = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("kh", "k"), ("ch", "k"), ("sy", "s"), ("sh", "s"))
_LETTERS = str.maketrans({"v": "f", "y": "i", "z": "s", "o": "u", "h": None})
_DOUBLED = re.compile(r"(.)\1+")


class Likenesses:
    """Known names, ready to be compared with many others."""

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        self._names = [_split(name) for name in names]
        self._joined = ["".join(words) for words, _ in self._names]
        self._sounds = [_sound(joined) for joined in self._joined]

    def to(self, name: Sequence[str]) -> list[float]:
        """From 0 to 1 for every known name. Another number (Hilir I, Hilir II) weighs more than its one letter."""
        words, numbers = _split(name)
        joined = "".join(words)
        if not joined or not self._names:
            return [0.0] * len(self._names)
        spelt = process.cdist([joined], self._joined, scorer=fuzz.ratio)[0]
        heard = process.cdist([_sound(joined)], self._sounds, scorer=fuzz.ratio)[0] * _BY_SOUND
        scores = (np.maximum(spelt, heard) / 100).tolist()
        parts = frozenset(words)
        return [
            max(score, _by_words(words, parts, known)) * _by_numbers(numbers, known_numbers)
            for score, (known, known_numbers) in zip(scores, self._names, strict=True)
        ]


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The likeness of two names, from 0 to 1."""
    return Likenesses([other]).to(one)[0]


def _split(name: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(words, numbers) of a name."""
    parts = numbers_as_digits(name)
    return tuple(p for p in parts if not p.isdecimal()), tuple(p for p in parts if p.isdecimal())


def _by_words(words: tuple[str, ...], parts: frozenset[str], known: tuple[str, ...]) -> float:
    """A name cut short: words left out (Geniot), or only their beginnings written (Cakra Barat)."""
    if len(words) != len(known):
        short, long_ = (words, known) if len(words) < len(known) else (known, words)
        inside = parts.issubset(known) if short is words else parts.issuperset(known)
        return _WHOLE_WORDS_ONLY if inside and sum(map(len, short)) >= 5 and len(set(long_)) > len(set(short)) else 0.0
    if words[0][0] != known[0][0]:
        return 0.0
    pairs = zip(words, known, strict=True)
    begins = all(min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)) for a, b in pairs)
    return _BEGINNINGS_ONLY if begins else 0.0


def _by_numbers(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other:
        return 1.0
    return _OTHER_NUMBER if one and other else _NUMBER_MISSING


def _sound(text: str) -> str:
    for written, heard in _SWAPS:
        text = text.replace(written, heard)
    return _DOUBLED.sub(r"\1", text.translate(_LETTERS))
