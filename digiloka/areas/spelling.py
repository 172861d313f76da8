"""What makes two spellings of a place name the same name: case, blanks, marks, numbers, usual abbreviations.

These are equalities, safe to apply. What only looks alike is a guess: see `likeness`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from digiloka.values.text import key

VILLAGE_LABELS = frozenset({"kelurahan", "kel", "desa", "ds", "kalurahan", "gampong", "nagari", "pekon"})
DISTRICT_LABELS = frozenset({"kecamatan", "kec", "distrik", "kapanewon", "kemantren"})
CITY_LABELS = frozenset({"kota", "kabupaten", "kab"})

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}

_DIGITS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_NUMBER_WORDS: dict[tuple[str, ...], int] = {
    **{(word,): value for value, word in enumerate(_DIGITS, start=1)},
    ("sepuluh",): 10,
    ("sebelas",): 11,
    **{(word, "belas"): 10 + value for value, word in enumerate(_DIGITS, start=1)},
    **{(f"{word}belas",): 10 + value for value, word in enumerate(_DIGITS, start=1)},
    **{(word, "puluh"): 10 * value for value, word in enumerate(_DIGITS, start=1)},
    **{
        (tens, "puluh", unit): 10 * value + one
        for value, tens in enumerate(_DIGITS, start=1)
        for one, unit in enumerate(_DIGITS, start=1)
    },
}

# Only abbreviations with one meaning: "Bt." (batu, bukit) and "Pd." (padang, pondok) are left to a person.
_SHORT = {
    "bkt": "bukit", "brt": "barat", "btg": "batang", "gn": "gunung", "gng": "gunung", "kbn": "kebun",
    "kmp": "kampung", "kp": "kampung", "kpg": "kampung", "lbk": "lubuk", "pdg": "padang", "pkl": "pangkalan",
    "psr": "pasar", "sei": "sungai", "sel": "selatan", "simp": "simpang", "slt": "selatan", "sng": "sungai",
    "sp": "simpang", "spg": "simpang", "sungei": "sungai", "tg": "tanjung", "tgh": "tengah", "tj": "tanjung",
    "tjg": "tanjung", "tjng": "tanjung", "tlk": "teluk", "tmr": "timur", "utr": "utara",
}


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words without accents and marks; letters and digits apart ("Dalu 10B" → dalu, 10, b)."""
    return tuple(_WORD.findall(key(text)))


def plain_key(words: Sequence[str]) -> str:
    """The words run together: "Mekar Sari" is "Mekarsari". A stroke ends a number, so 1 11 is not 11 1."""
    joined = "".join(f"{word}/" if word.isdecimal() else word for word in words)
    return joined.rstrip("/")


def numbers_as_digits(words: Sequence[str]) -> tuple[str, ...]:
    """Number words, Roman numerals (to 39) and digits in one form: Hulu Dua = Hulu II = Hulu 02."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            value = _NUMBER_WORDS.get(tuple(words[at : at + length]))
            if value is not None:
                found.append(str(value))
                at += length
                break
        else:
            found.append(_one_number(words[at]))
            at += 1
    return tuple(found)


def number_key(words: Sequence[str]) -> str:
    """Like `plain_key`, numbers in one form."""
    return plain_key(numbers_as_digits(words))


def short_key(words: Sequence[str]) -> str:
    """Like `number_key`, usual abbreviations written out: Tj. Palas = Tanjung Palas, Sei = Sungai."""
    return number_key([_SHORT.get(word, word) for word in words])


KEYS: tuple[tuple[str, Callable[[Sequence[str]], str]], ...] = (
    ("exact", plain_key),
    ("number", number_key),
    ("short", short_key),
)
"""The ways of being the same, strictest first, with the name each goes by in `Match.how`."""


def without_labels(words: Sequence[str], labels: frozenset[str]) -> tuple[str, ...]:
    """The words after "Kel.", "Desa/Kelurahan" and the like; unchanged when nothing else would remain."""
    start = 0
    while start < len(words) and words[start] in labels:
        start += 1
    return tuple(words[start:] or words)


def _one_number(word: str) -> str:
    if word.isdecimal():
        return str(int(word))
    match = _ROMAN.fullmatch(word)
    if not match:
        return word
    values = [_ROMAN_VALUE[letter] for letter in word]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return str(total)
