"""Parents that name several things ("Nama Usaha / Pemilik", "Kapasitas dan Nilai Produksi"): a child says which one."""

from __future__ import annotations

import re
from functools import lru_cache

from digiloka.imports.columns.lexicon import UNKNOWN, Match, match_of
from digiloka.imports.columns.words import read_heading

_CUT = re.compile(r"\s*[/&+,;]\s*|\s+(?:dan|serta)\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_SURE = 0.9


@lru_cache(maxsize=1024)
def things_of(parent: str) -> tuple[str, ...]:
    """The headings that a parent stands for, each written out; () when it names one thing, or one is not sure."""
    parts = [part.strip() for part in _CUT.split(_BRACKETED.sub(" ", parent)) if part.strip()]
    if len(parts) < 2:
        return ()
    begin, end = parts[0].split(), parts[-1].split()
    things = []
    for place, part in enumerate(parts):
        longer = [f"{begin[0]} {part}"] if place and len(begin) > 1 else []
        longer += [f"{part} {end[-1]}"] if place < len(parts) - 1 and len(end) > 1 else []
        if (thing := _written_out(part, longer)) is None:
            return ()
        things.append(thing)
    return tuple(things) if len({_match(thing).fields for thing in things}) > 1 else ()


def _written_out(part: str, longer: list[str]) -> str | None:
    """A part with the word it shares with the others, "nama pemilik", unless that makes another thing of a sure one."""
    alone = _match(part)
    known = [one for one in longer if _match(one).score >= _SURE]
    if alone.score < _SURE:
        return known[0] if known else None
    if len(alone.fields) == 1:
        known = [one for one in known if _match(one).fields == alone.fields]
    return known[0] if known else part


def shared_by(things: tuple[str, ...]) -> str:
    """The words that all of a parent's things have: "nama", "produksi"."""
    return " ".join(word for word in _words(things[0]) if all(word in _words(thing) for thing in things))


def meant_by(child: str, things: tuple[str, ...]) -> str | None:
    """The thing that a child names by its own words or by another word for it; None when it names none of them."""
    own = [word for word in _words(child) if word not in shared_by(things).split()]
    if not own:
        return None
    called = [thing for thing in things if all(word in _words(thing) for word in own)]
    if len(called) == 1:
        return called[0]
    fields = _match(child).fields
    alike = [thing for thing in things if set(fields).intersection(_match(thing).fields)]
    return (child if len(fields) == 1 else alike[0]) if len(alike) == 1 else None


@lru_cache(maxsize=1024)
def one_thing(label: str) -> Match:
    """What a heading says twice, in two languages or by two words: "Address / Alamat". UNKNOWN when its parts differ,
    or none of them is sure."""
    parts = [part.strip() for part in _CUT.split(_BRACKETED.sub(" ", label)) if part.strip()]
    told = [match for match in map(_match, parts) if match.known]
    if len(parts) < 2 or not told or max(match.score for match in told) < _SURE:
        return UNKNOWN
    shared = tuple(key for key in told[0].fields if all(key in match.fields for match in told))
    if not shared and any(match.fields for match in told):
        return UNKNOWN
    return Match(shared, 0.85 if len(told) == len(parts) else 0.65, told[0].last_resort)


def _match(label: str) -> Match:
    return match_of(read_heading(label))


def _words(label: str) -> list[str]:
    return read_heading(label).words.split()
