"""The code and the group of a business whose words change: they were chosen for the old words.

A choice holds for the words it was made for and for others that mean the same, also where the program would propose
another. When they are written anew, mean something else, and nobody chooses a code with them, the code is proposed
from the new ones, or there is none; the group follows, unless a person set it apart from the code. An import brings a
proposal of its own (imports.assembling).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from digiloka.activities.classify import QUESTIONS, Guess, classify, finds, means_the_same, propose_sector
from digiloka.registry import comparing
from digiloka.registry.records import BusinessRecord
from digiloka.values.text import key as folded

_WORDS = ("activity", "product")


def choice_holds(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    """Does a code chosen for the earlier telling hold for the later? Both tell words and answers."""
    same = all(folded(earlier.get(key) or "") == folded(later.get(key) or "") for key in _WORDS)
    return same or means_the_same(earlier, later)


def follow_words(
    now: BusinessRecord, edit: BusinessRecord, keys: Collection[str]
) -> tuple[BusinessRecord, Collection[str]]:
    """An edit of `keys` with what follows from it for the code and the group, and the keys it then has."""
    if "kbli" in keys or set(_WORDS).isdisjoint(keys):
        return edit, keys
    after = comparing.joined(now, edit, keys).record
    told = _told(after)
    if choice_holds(_told(now), told):
        return edit, keys
    chosen = after.sector if after.sector_chosen else None
    guess = classify(after.activity, after.product, told, sector=chosen)
    proposed = guess and (guess.code, guess.version)
    stored = now.kbli, now.kbli_version
    clear = proposed == stored if proposed else finds(now.kbli or "", after.activity, after.product)
    if now.kbli and clear:
        return edit, keys  # other words for the same thing, or more of them
    follows = _coded(edit, guess)
    if after.sector_chosen or not any(told[key] for key in _WORDS):
        return follows, {*keys, "kbli"}
    follows.sector = guess.sector if guess else propose_sector(after.activity, after.product, told)
    follows.sector_chosen = False
    return follows, {*keys, "kbli", "sector"}


def _told(record: BusinessRecord) -> dict[str, str | None]:
    return {key: getattr(record, key) for key in (*_WORDS, *QUESTIONS)}


def _coded(edit: BusinessRecord, guess: Guess | None) -> BusinessRecord:
    if guess is None:
        return replace(edit, kbli=None, kbli_version=None, kbli_proposed=False)
    return replace(edit, kbli=guess.code, kbli_version=guess.version, kbli_proposed=True)
