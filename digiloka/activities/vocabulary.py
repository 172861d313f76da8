"""The words that an index knows, how much each weighs, and which of them a typed word may mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from digiloka.activities.words import SOFT_WORDS, STOP_WORDS, possible_roots

_SOFT = 0.22  # weight of a soft word beside a word with meaning
_UNKNOWN = 0.45  # a word nobody knows: a person's name, a brand
_ROOT = 0.92  # how surely "penjahit" means "jahit"
_BEGUN = 0.75  # the last word, still being typed
_TYPO, _TYPO_CUTOFF = 0.95, 0.72
_JOINED = 0.8  # "foto copi" is fotocopy: two words, of which the index knows not the second, make one
_LONGEST_JOINED = 14
_SHORT = 5  # letters up to which a name is near some word or other: "udin" is no "ubin"
_LONGEST_WORD = 30  # no Indonesian word is longer; what is, is rubbish and not worth comparing
_REMEMBERED = 20_000
_ASKED_REMEMBERED = 2_000  # a thing's words are asked for its share of the text, then for what it is


class Asked(NamedTuple):
    """One word of a query, whether it is the last one, its weight, and whether it leads."""

    word: str
    last: bool
    weight: float
    leads: bool  # False for a soft word, which adds to what the others find


class Vocabulary:
    """Built once from the words of every entry; what it learns about a typed word it remembers."""

    def __init__(self, words_of_entries: Iterable[Iterable[str]]) -> None:
        used: dict[str, int] = {}
        entries = 0
        for words in words_of_entries:
            entries += 1
            for word in set(words):
                used[word] = used.get(word, 0) + 1
        self.weights = {word: _weight(word, count, entries) for word, count in used.items()}
        self._sorted = sorted(self.weights)
        self._families: dict[str, list[str]] = {}
        for word in self._sorted:
            for root in (word, *possible_roots(word)):
                if root in self.weights and root not in STOP_WORDS:
                    self._families.setdefault(root, []).append(word)
        self._meant: dict[tuple[str, bool], dict[str, float]] = {}
        self._near: dict[str, dict[str, float]] = {}
        self._known_asked = lru_cache(_ASKED_REMEMBERED)(self._asked)

    def asked(self, words: tuple[str, ...]) -> tuple[Asked, ...]:
        """Each word of a query, in its order."""
        return self._known_asked(words)

    def _asked(self, words: tuple[str, ...]) -> tuple[Asked, ...]:
        asked = []
        for word, is_last in self._readable(words):
            meant = self.means(word, is_last)
            weight = max((self.weights[known] * sure for known, sure in meant.items()), default=_unknown(word))
            asked.append(Asked(word, is_last, weight, word not in SOFT_WORDS))
        return tuple(asked)

    def holds(self, words: tuple[str, ...]) -> bool:
        """Is every word known, as it stands, by its root, or (a long one) misspelt?"""
        readable = [word for word, _ in self._readable(words)]
        return bool(readable) and all(
            self._family(word) or (len(word) > _SHORT and self._misspelt(word)) for word in readable
        )

    def _readable(self, words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
        """The words asked, with "foto copy" joined and "cucimotor" parted where the vocabulary knows it so."""
        number = 0
        while number < len(words):
            following = words[number + 1] if number + 1 < len(words) else ""
            if following and self._make_one_word(words[number], following):
                yield words[number] + following, number + 2 == len(words)
                number += 2
                continue
            yield from ((part, number + 1 == len(words)) for part in self._parted(words[number]))
            number += 1

    def _make_one_word(self, word: str, following: str) -> bool:
        joined = word + following
        if joined in self.weights:
            return True
        if following in self.weights or not 5 <= len(joined) <= _LONGEST_JOINED or self._misspelt(following):
            return False
        return any(sure > _JOINED for sure in self._misspelt(joined).values())

    def _parted(self, word: str) -> tuple[str, ...]:
        if word in self.weights or not 7 <= len(word) <= _LONGEST_WORD:
            return (word,)
        halves = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))
        known = [pair for pair in halves if pair[0] in self.weights and pair[1] in self.weights]
        return max(known, key=lambda pair: min(map(len, pair)), default=(word,))

    def means(self, word: str, is_last: bool) -> dict[str, float]:
        """The known words that a word may mean, with how surely (0 to 1).

        The word itself and its root's family; else its unfinished or misspelt form.
        """
        key = (word, is_last)
        if key not in self._meant:
            if len(self._meant) > _REMEMBERED:
                self._meant, self._near = {}, {}
            self._meant[key] = self._family(word) or self._begun(word, is_last) | self._misspelt(word)
        return self._meant[key]

    def _family(self, word: str) -> dict[str, float]:
        roots = (word, *possible_roots(word))
        family = {kin: _ROOT for root in roots for kin in self._families.get(root, ())}
        if word in self.weights:
            family[word] = 1.0
        return family

    def _begun(self, word: str, is_last: bool) -> dict[str, float]:
        if not is_last or len(word) < 3:
            return {}
        return {known: _BEGUN for known in self._sorted if known.startswith(word)}

    def _misspelt(self, word: str) -> dict[str, float]:
        if not 4 <= len(word) <= _LONGEST_WORD:
            return {}
        if word not in self._near:
            found = process.extract(
                word, self._sorted, scorer=OSA.normalized_similarity, score_cutoff=_TYPO_CUTOFF, limit=12
            )
            self._near[word] = {known: _TYPO * alike for known, alike, _ in found if _same_start(word, known)}
        return self._near[word]


def _weight(word: str, count: int, entries: int) -> float:
    rarity = math.log(1 + entries / count) / math.log(1 + entries)
    return rarity * (_SOFT if word in SOFT_WORDS or word in STOP_WORDS else 1.0)


def _unknown(word: str) -> float:
    return _UNKNOWN * (_SOFT if word in SOFT_WORDS else 1.0)


def _same_start(word: str, known: str) -> bool:
    """Typos seldom sit in the first letter; in short words a single letter makes another word."""
    return word[0] == known[0] and (len(word) > 4 or abs(len(word) - len(known)) == 1 or word[-1] == known[-1])
