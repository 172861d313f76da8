"""Everyday words -> the best codes, typo-tolerant, in plain Python over an index built once.

Every entry has phrases (its name and the words people use). A query is compared with each phrase: how much of the
query the phrase explains, and how much of the phrase the query names. Rare words weigh more than common ones, words
such as "jual" or "toko" little: they hint at the section instead. No word is dropped silently, only weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

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
_WORDS_REMEMBERED = 1_000  # a hundred phrases each
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


class _Phrase(NamedTuple):
    entry: int
    text: str
    factor: float
    length: int
    weight: float


@dataclass(slots=True)
class _Match:
    """What one query and one phrase share."""

    explained: float  # weight of the query's words that the phrase explains
    named: float  # weight of the phrase's words that the query names
    first: int  # place of the first and the last shared word in the query
    last: int
    words: int = 1


class _Reach(NamedTuple):
    """Where a word of a query leads: phrase -> (weight named, how surely), entry -> how surely at best."""

    phrases: dict[int, tuple[float, float]]
    entries: dict[int, float]


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
        self._known_reach = lru_cache(_WORDS_REMEMBERED)(self._reached)

    def search(self, words: str, limit: int = 5) -> list[Hit]:
        """The best `limit` codes, each once, best first; the same words always give the same answer."""
        return list(islice(self.ranked(words), limit))

    def ranked(self, words: str) -> Iterator[Hit]:
        """All codes that the words lead to, each once, best first."""
        best: _Best = {}
        hinted_by_all = hinted_sections(words)
        for factor, part in self._parts(words):
            for entry, (score, text) in self._known_thing(part, hinted_by_all).items():
                if score * factor > best.get(entry, (0.0, ""))[0]:
                    best[entry] = (score * factor, text)
        ranked = sorted(best.items(), key=lambda item: (-round(item[1][0], 6), item[0]))
        return _each_code_once(self._hits(ranked))

    def knows(self, words: str) -> bool:
        """Is every word one that activities are told in? A shop's name brings words of its own ("Toko Maju Jaya")."""
        return self._vocabulary.holds(tokens(words)[:_MOST_WORDS])

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
            reach = self._known_reach(asked[place].word, asked[place].last)
            join = _add if any_leads and not asked[place].leads else _lead
            join(place, weights[place], reach, matches, explained)
        hinted = hinted_sections(text)
        return self._judged(matches, explained, sum(weights), hinted or hinted_by_all, own_hint=bool(hinted))

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
        shares = {entry: min(weight / total, 1.0) for entry, weight in explained.items()}
        hints = {entry: _hint(self._sections[entry], hinted) for entry in shares} if hinted else {}
        phrases = self._phrases
        for number, match in matches.items():
            entry, text, factor, length, weight = phrases[number]
            recall, precision = match.explained / total, match.named / weight
            exact = recall >= _SAID and precision >= _SAID
            score = 0.78 * _likeness(match, length, recall, precision) + 0.22 * shares[entry]
            if exact:
                score *= _EXACTLY
            if hinted and not (exact and own_hint):
                score *= hints[entry]
            score *= factor
            if score >= _LEAST and (entry not in best or score > best[entry][0]):
                best[entry] = (score, text)
        return best

    def _reached(self, word: str, last: bool) -> _Reach:
        """The phrases and entries that a word leads to, through the surest of the known words it may mean."""
        reached: dict[int, tuple[float, float]] = {}
        entries: dict[int, float] = {}
        for known, sure in self._vocabulary.means(word, last).items():
            named = self._vocabulary.weights[known] * sure
            for phrase in self._places[known]:
                if phrase not in reached or sure > reached[phrase][1]:
                    reached[phrase] = (named, sure)
                entry = self._phrases[phrase].entry
                if sure > entries.get(entry, 0.0):
                    entries[entry] = sure
        return _Reach(reached, entries)

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


def _lead(
    place: int, weight: float, reach: _Reach, matches: dict[int, _Match], explained: dict[int, float]
) -> None:
    """Enter what one word of the query shares with every phrase it reaches."""
    for number, (named, sure) in reach.phrases.items():
        match = matches.get(number)
        if match is None:
            matches[number] = _Match(weight * sure, named, place, place)
        else:
            _join(match, place, weight * sure, named)
    for entry, sure in reach.entries.items():
        explained[entry] = explained.get(entry, 0.0) + weight * sure


def _add(
    place: int, weight: float, reach: _Reach, matches: dict[int, _Match], explained: dict[int, float]
) -> None:
    """Enter what a soft word shares with what the others found: "toko" alone would reach half of everything."""
    for number, match in matches.items():
        if number in reach.phrases:
            named, sure = reach.phrases[number]
            _join(match, place, weight * sure, named)
    for entry in explained:
        if entry in reach.entries:
            explained[entry] += weight * reach.entries[entry]


def _join(match: _Match, place: int, explained: float, named: float) -> None:
    match.explained += explained
    match.named += named
    if place < match.first:
        match.first = place
    elif place > match.last:
        match.last = place
    match.words += 1


def _likeness(match: _Match, length: int, recall: float, precision: float) -> float:
    """F measure of what both share, with recall of the query counted one and a half times."""
    recall = recall if recall < 1.0 else 1.0
    precision = precision if precision < 1.0 else 1.0
    score = 3.25 * precision * recall / (2.25 * precision + recall)
    words = match.words
    if words == 1:
        return score  # nothing stands between, and one word is not a phrase
    between = min(match.last - match.first + 1 - words, _MOST_BETWEEN)
    if length > 1 and words >= length and not between:
        score *= _WHOLE_PHRASE
    return score * (1 - _BETWEEN * between)


def _hint(section: str | None, hinted: frozenset[str]) -> float:
    if section in hinted:
        return _HINTED
    return _OPPOSED if opposed(section, hinted) else _AGAINST


def _each_code_once(hits: Iterator[Hit]) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if (hit.code, hit.version) not in seen:
            seen.add((hit.code, hit.version))
            yield hit
