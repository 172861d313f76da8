"""Words written without their vowels: "Jml Krywn", "Pnddkn". Offices short of space write half their headings so."""

from __future__ import annotations

from functools import lru_cache

from digiloka.imports.columns.words import fold
from digiloka.registry import headings
from digiloka.values import text

_VOWELS = frozenset("aiueo")
_SHORTEST = 3
_MOST_LEFT_OUT = 2.4  # a word is at most this much longer than its short form


def opened(words: str) -> str | None:
    """Folded words with the short forms among them written out; None when there is none, or one may be two words."""
    found, changed = [], False
    for word in words.split():
        if not _is_short(word):
            found.append(word)
            continue
        whole = _whole(word)
        if whole is None:
            return None
        changed = changed or whole != word
        found.append(whole)
    return fold(" ".join(found)) if changed else None


def _is_short(word: str) -> bool:
    """Whether a word has no vowel behind its first letter: "krywn", "omst"."""
    return len(word) >= _SHORTEST and word.isalpha() and not _VOWELS.intersection(word[1:])


@lru_cache(maxsize=512)
def _whole(short: str) -> str | None:
    words = _words()
    if short in words:
        return short
    exact = {word for word in words if _consonants(word) == short}
    meant = {fold(word) for word in exact or {word for word in words if _shortens(short, word)}}
    return meant.pop() if len(meant) == 1 else None


def _consonants(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _shortens(short: str, word: str) -> bool:
    if len(short) <= _SHORTEST or (word[0], word[-1]) != (short[0], short[-1]):
        return False
    if len(word) > len(short) * _MOST_LEFT_OUT:
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Every word of the register's headings, and the short forms that mean themselves ("hp", "npwp")."""
    return frozenset(
        word for spellings in headings.ALIASES.values() for one in spellings for word in text.key(one).split()
    ) | text.word_set("karyawan pegawai omset nomor jumlah")
