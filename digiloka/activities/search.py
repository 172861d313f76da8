"""Everyday words -> the best codes, typo-tolerant, in plain Python over an index built once.

Every entry has phrases (its name and the words people use). A query is compared with each phrase: how much of the
query the phrase explains, and how much of the phrase the query names. Rare words weigh more than common ones, words
such as "jual" or "toko" little: they hint at the section instead. No word is dropped silently, only weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from digiloka.activities.own_tables import CURRENT_VERSION, VERSIONS, Activity, activities, current_section_of, title_of
from digiloka.activities.vocabulary import Vocabulary
from digiloka.activities.words import SOFT_WORDS, hinted_sections, opposed, segments, tokens

_LEAST = 0.18
_OFFICIAL = 0.84  # an official title against a phrase of ours
_HINTED, _AGAINST, _OPPOSED = 1.12, 0.93, 0.8  # the section that "jual" or "buat" points at, others, its opposite
_SAID, _EXACTLY = 0.99, 1.2  # "agen kapal" is the shipping agent, whatever "agen" hints at elsewhere
_WHOLE_PHRASE = 1.08  # every word of a phrase of two or more is there
_BETWEEN, _MOST_BETWEEN = 0.06, 3  # "jual … motor" is not "jual motor": each word between costs
_LATER_PART = 0.92  # what a cell names second counts less than what it names first
_PART = 0.7  # the share of its score that a part keeps however small it is
_MOST_PARTS, _MOST_WORDS = 6, 20  # nobody describes a business in more; a pasted page must not cost more
_THINGS_REMEMBERED = 10_000  # a dozen entries each
_LATER_WORD, _LAST_WORD = 0.9, 0.6  # "ikan keliling naik motor" is about fish: the head stands first


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: a code with its version, the title to show, and the words that lead to it."""

    code: str
    version: str
    title: str
    words: tuple[str, ...] = ()
    official_titles: tuple[str, ...] = ()  # speak less like people do than our words, so they weigh less


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `score` lies between 0 and 1; `matched_word` is the phrase that led here."""

    code: str
    version: str
    title: str
    score: float
    matched_word: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: int
    text: str
    factor: float
    length: int
    weight: float


@dataclass(slots=True)
class _Match:
    """What one query and one phrase share."""

    explained: float = 0.0  # weight of the query's words that the phrase explains
    named: float = 0.0  # weight of the phrase's words that the query names
    first: int = 0  # place of the first and the last shared word in the query
    last: int = 0
    words: int = 0


_Best = dict[int, tuple[float, str]]  # entry -> score and the phrase that earned it


class Index:
    """Entries made ready for search. Build it once; a search then takes well under five milliseconds."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        texts = [_texts(entry) for entry in self.entries]
        words_of = {text: tokens(text) for found in texts for text in found}
        self._vocabulary = Vocabulary([word for text in found for word in words_of[text]] for found in texts)
        self._sections = [current_section_of(entry.code, entry.version) for entry in self.entries]
        self._phrases: list[_Phrase] = []
        self._places: dict[str, list[int]] = {}
        for number, found in enumerate(texts):
            for text, factor in found.items():
                words = words_of[text]
                for word in words:
                    self._places.setdefault(word, []).append(len(self._phrases))
                weight = sum(self._vocabulary.weights[word] for word in words)
                self._phrases.append(_Phrase(number, text, factor, len(words), weight or 1.0))
        self._known_thing = lru_cache(_THINGS_REMEMBERED)(self._one_thing)  # lists name the same things over and over

    def search(self, words: str, limit: int = 5) -> list[Hit]:
        """The best `limit` codes, each once, best first; the same words always give the same answer."""
        best: _Best = {}
        hinted_by_all = hinted_sections(words)
        for factor, part in self._parts(words):
            for entry, (score, text) in self._known_thing(part, hinted_by_all).items():
                if score * factor > best.get(entry, (0.0, ""))[0]:
                    best[entry] = (score * factor, text)
        ranked = sorted(best.items(), key=lambda item: (-round(item[1][0], 6), item[0]))
        return list(_each_code_once(self._hits(ranked), limit))

    def _parts(self, words: str) -> list[tuple[float, str]]:
        """The whole text, and each thing it names: less for a small part of the text and for what comes later."""
        named = [part for part in segments(words) if not SOFT_WORDS.issuperset(tokens(part))][:_MOST_PARTS]
        if len(named) < 2:
            return [(1.0, words), *((1.0, part) for part in named if part != words)]
        shares = [sum(asked.weight for asked in self._vocabulary.asked(tokens(part)[:_MOST_WORDS])) for part in named]
        total = sum(shares) or 1.0
        factors = (_LATER_PART**place * (_PART + (1 - _PART) * share / total) for place, share in enumerate(shares))
        return [(1.0, words), *zip(factors, named, strict=True)]

    def _one_thing(self, text: str, hinted_by_all: frozenset[str]) -> _Best:
        """What the words of one thing lead to. Soft words add to what the others found, they lead nowhere alone."""
        asked = self._vocabulary.asked(tokens(text)[:_MOST_WORDS])
        weights = [one.weight * max(_LATER_WORD**place, _LAST_WORD) for place, one in enumerate(asked)]
        any_leads = any(one.leads for one in asked)
        order = sorted(range(len(asked)), key=lambda place: any_leads and not asked[place].leads)
        matches: dict[int, _Match] = {}  # phrase -> what it shares with the query
        explained: dict[int, float] = {}  # entry -> weight of the query that any of its phrases explains
        for place in order:
            adding_only = any_leads and not asked[place].leads
            self._match(place, weights[place], asked[place].meant, matches, explained, adding_only)
        hinted = hinted_sections(text)
        return self._judged(matches, explained, sum(weights), hinted or hinted_by_all, own_hint=bool(hinted))

    def _match(
        self,
        place: int,
        weight: float,
        meant: dict[str, float],
        matches: dict[int, _Match],
        explained: dict[int, float],
        adding_only: bool,
    ) -> None:
        """Enter what one word of the query shares with every phrase it reaches."""
        entries: dict[int, float] = {}
        phrases = self._phrases
        for number, (word_weight, sure) in self._reached(meant).items():
            entry = phrases[number].entry
            if adding_only and entry not in explained:
                continue
            if sure > entries.get(entry, 0.0):
                entries[entry] = sure
            match = matches.get(number)
            if match is None:
                if adding_only:
                    continue
                match = matches[number] = _Match(first=place, last=place)
            match.explained += weight * sure
            match.named += word_weight * sure
            if place < match.first:
                match.first = place
            elif place > match.last:
                match.last = place
            match.words += 1
        for entry, sure in entries.items():
            explained[entry] = explained.get(entry, 0.0) + weight * sure

    def _judged(
        self,
        matches: dict[int, _Match],
        explained: dict[int, float],
        total: float,
        hinted: frozenset[str],
        own_hint: bool,
    ) -> _Best:
        """The best phrase of each entry. A hint inside the very phrase ("agen kapal") says nothing new."""
        best: _Best = {}
        for number, match in matches.items():
            phrase = self._phrases[number]
            score = _likeness(match, phrase, total)
            score = 0.78 * score + 0.22 * min(explained[phrase.entry] / total, 1.0)
            exact = min(match.explained / total, match.named / phrase.weight) >= _SAID
            if exact:
                score *= _EXACTLY
            if hinted and not (exact and own_hint):
                score *= _hint(self._sections[phrase.entry], hinted)
            score *= phrase.factor
            if score >= _LEAST and score > best.get(phrase.entry, (0.0, ""))[0]:
                best[phrase.entry] = (score, phrase.text)
        return best

    def _reached(self, meant: dict[str, float]) -> dict[int, tuple[float, float]]:
        """phrase -> (weight of its word, how surely): the surest of the words that may be meant."""
        reached: dict[int, tuple[float, float]] = {}
        for known, sure in meant.items():
            weight = self._vocabulary.weights[known]
            for phrase in self._places[known]:
                if phrase not in reached or sure > reached[phrase][1]:
                    reached[phrase] = (weight, sure)
        return reached

    def _hits(self, ranked: list[tuple[int, tuple[float, str]]]) -> Iterator[Hit]:
        for number, (score, text) in ranked:
            entry = self.entries[number]
            yield Hit(entry.code, entry.version, entry.title, round(min(score / _EXACTLY, 1.0), 3), text)


def search(words: str, entries: Index | Iterable[Entry], limit: int = 5) -> list[Hit]:
    """The best `limit` codes for everyday words. Pass an `Index` built once; plain entries are indexed on the spot."""
    index = entries if isinstance(entries, Index) else Index(entries)
    return index.search(words, limit)


def own_entries(version: str = CURRENT_VERSION) -> tuple[Entry, ...]:
    """The entries of our own table for one version."""
    return tuple(
        Entry(item.code(version), version, item.name, item.words, _official_titles(item)) for item in activities()
    )


@cache
def own_index(version: str = CURRENT_VERSION) -> Index:
    """The index of our own table alone: what search knows without any official table."""
    return Index(own_entries(version))


def _official_titles(item: Activity) -> tuple[str, ...]:
    """Its titles in both versions: sheets copied from OSS carry them word for word."""
    titles = (title_of(item.code(version), version) for version in VERSIONS)
    return tuple(dict.fromkeys(title for title in titles if title))


def _texts(entry: Entry) -> dict[str, float]:
    """Every phrase that leads to the entry, and its factor; only what has a word in it."""
    titles = dict.fromkeys(entry.official_titles, _OFFICIAL)
    phrases = titles | dict.fromkeys((entry.title, *entry.words) if entry.words else (), 1.0)
    return {text: factor for text, factor in (phrases or {entry.title: 1.0}).items() if tokens(text)}


def _likeness(match: _Match, phrase: _Phrase, total: float) -> float:
    """F measure of what both share, with recall of the query counted one and a half times."""
    recall = min(match.explained / total, 1.0)
    precision = min(match.named / phrase.weight, 1.0)
    score = 3.25 * precision * recall / (2.25 * precision + recall)
    between = min(match.last - match.first + 1 - match.words, _MOST_BETWEEN)
    if phrase.length > 1 and match.words >= phrase.length and not between:
        score *= _WHOLE_PHRASE
    return score * (1 - _BETWEEN * between)


def _hint(section: str | None, hinted: frozenset[str]) -> float:
    if section in hinted:
        return _HINTED
    return _OPPOSED if opposed(section, hinted) else _AGAINST


def _each_code_once(hits: Iterator[Hit], limit: int) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if len(seen) == limit:
            return
        if (hit.code, hit.version) not in seen:
            seen.add((hit.code, hit.version))
            yield hit
