"""The names and aliases of one level (kelurahan, or kecamatan), by every way of being the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from digiloka.areas.likeness import Likenesses
from digiloka.areas.spelling import KEYS, words_of

_LEAST_SCORE = 0.6
_ELSEWHERE = 0.85

Spelling = tuple[str, str]
"""(area code, a way to write its name)"""


class NameIndex:
    """Look-up tables, strictest first: official name, its number and short forms, then aliases likewise."""

    def __init__(self, names: Sequence[Spelling], aliases: Sequence[Spelling]) -> None:
        official = [(code, words_of(text)) for code, text in names]
        others = [(code, words_of(text)) for code, text in aliases]
        self._tables = [(how, key, _by_key(official, key)) for how, key in KEYS]
        self._tables += [("alias", key, _by_key(others, key)) for _, key in KEYS]
        self._spelt = [code for code, _ in official + others]
        self._likenesses = Likenesses([words for _, words in official + others])

    def hits(self, *readings: Sequence[str], within: str | None = None) -> tuple[tuple[str, ...], str]:
        """(codes, how) of the first table that knows a reading; each reading is tried in all tables first.

        `within` is a kecamatan that must hold the areas. ((), "unknown") when no table knows it.
        """
        for words in readings:
            for how, key, table in self._tables:
                codes = table.get(key(words), ()) if words else ()
                if within is not None:
                    codes = tuple(code for code in codes if code.startswith(f"{within}."))
                if codes:
                    return codes, how
        return (), "unknown"

    def nearest(self, words: Sequence[str], limit: int, within: str | None = None) -> list[tuple[str, float]]:
        """(code, score) of the most similar spellings, best first; areas outside `within` count for less."""
        scored: dict[str, float] = {}
        for code, score in zip(self._spelt, self._likenesses.to(words), strict=True):
            if within is not None and not code.startswith(f"{within}."):
                score *= _ELSEWHERE
            scored[code] = max(score, scored.get(code, 0.0))
        best = sorted((-score, code) for code, score in scored.items() if score >= _LEAST_SCORE)
        return [(code, -score) for score, code in best[:limit]]


def _by_key(
    spellings: Sequence[tuple[str, tuple[str, ...]]], key: Callable[[Sequence[str]], str]
) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for code, words in spellings:
        known = table.get(key(words), ())
        if code not in known:
            table[key(words)] = (*known, code)
    return table
