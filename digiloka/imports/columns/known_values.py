"""Words that are values of our own fields or names of groups: below a list they tell what codes mean, and nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from digiloka.activities.sectors import is_known_word
from digiloka.registry import spoken
from digiloka.registry.fields import BY_KEY
from digiloka.registry.scale import BPS_CLASSES, CLASSES
from digiloka.values.answers import parse_answer, parse_education, parse_sex
from digiloka.values.legal_form import parse_legal_form
from digiloka.values.refusal import Refused
from digiloka.values.text import key, word_set

_SIZES = frozenset((*CLASSES, *BPS_CLASSES))
_OF_SIZES = word_set("usaha industri skala")
_READERS: tuple[Callable[[Any], Any], ...] = (parse_answer, parse_sex, parse_education)


def is_known(written: str) -> bool:
    """Whether this is the name of a group or a value of one of our fields."""
    return (
        is_known_word(written)
        or key(written) in _values()
        or _is_size(written)
        or _is_form(written)
        or any(_reads(reader, written) for reader in _READERS)
    )


@cache
def _values() -> frozenset[str]:
    listed = {key(words) for one in BY_KEY.values() for choice in one.choices for words in choice}
    return frozenset(listed.union(spoken.PREMISES_KIND, spoken.PREMISES_STATUS, spoken.EXISTENCE, spoken.EXPORT))


def _is_size(written: str) -> bool:
    """ "Mikro", "Usaha Kecil"."""
    words = key(written).split()
    return bool(words) and words[-1] in _SIZES and _OF_SIZES.issuperset(words[:-1])


def _is_form(written: str) -> bool:
    """ "Perorangan", "Koperasi"; a form in front of a name ("CV Sinar Laut") names a business."""
    first, *rest = key(written).split() or [""]
    return _reads(parse_legal_form, written) and not (rest and _reads(parse_legal_form, first))


def _reads(reader: Callable[[Any], Any], written: str) -> bool:
    try:
        return reader(written) is not None
    except Refused:
        return False
