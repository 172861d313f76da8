"""A sheet's words about one business -> a proposal for its code and group, or nothing. Never a confirmed answer.

A proposal is made only when one code is clearly ahead of all others. The answers to SE2026 13b (makes goods, serves
food, sells goods, gives a service) rule sections out before the words are weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from digiloka.activities.own_tables import current_section_of, section_of
from digiloka.activities.search import Hit, Index, own_index
from digiloka.activities.sectors import sector_of
from digiloka.activities.words import SOFT_WORDS, hinted_sections, opposed, tokens

QUESTIONS = ("makes_goods", "serves_food", "sells_goods", "gives_service")  # SE2026 13b1 .. 13b4, in its order
_REMEMBERED = 50_000  # answers by distinct text; a sheet of 100,000 rows has a few thousand
_RANKED_REMEMBERED = 500  # whole rankings are big; they only serve both questions about the same row
_CONSIDERED = 40
# Codes for cooked meals differ by the place alone, a fixed building or none: "bakso" does not tell it.
_MEALS = "5610"
_PLACES = frozenset(
    """
    warung kedai kede rumah rm restoran resto restaurant kantin ampera lapau gerobak keliling tenda kaki lima pinggir
    angkringan lapak booth stan stand lesehan truck outlet ruko bangunan etalase
    """.split()  # noqa: SIM905
)
_FOOD = frozenset(("makan", "makanan", "minum", "minuman"))
_ITSELF = 0.99  # the very phrase of the table
_FAR = 0.2  # behind the best: the words say something else than the group the sheet names
_CLEAR_SCORE, _CLEAR_LEAD = 0.52, 0.07
_CLEAR_GROUP_SCORE, _CLEAR_GROUP_LEAD = 0.45, 0.07


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed code. `sector` is the dinas group of that code; `matched_word` says why. A person confirms it."""

    code: str
    version: str
    title: str
    sector: str | None
    score: float
    matched_word: str


def classify(
    activity: str | None,
    product: str | None = None,
    answers: Mapping[str, str | None] | None = None,
    sector: str | None = None,
    index: Index | None = None,
) -> Guess | None:
    """The one code that the words clearly mean, as a proposal; None when another code comes near or nothing fits.

    `answers` maps QUESTIONS to "ya", "tidak" or None; other keys and other answers are passed over. `sector` is the
    dinas group when the sheet itself names it: only codes of that group are then considered.
    """
    return _clear_code(activity or "", product or "", _said(answers), sector, index or own_index())


def propose_sector(
    activity: str | None,
    product: str | None = None,
    answers: Mapping[str, str | None] | None = None,
    index: Index | None = None,
) -> str | None:
    """The dinas group that the words clearly mean, also where two codes of one group cannot be told apart."""
    return _clear_group(activity or "", product or "", _said(answers), index or own_index())


def fits(
    code: str, version: str | None, activity: str | None, product: str | None = None, index: Index | None = None
) -> bool:
    """May a chosen code stand beside these words? Not when they clearly mean another group and do not find the code."""
    words = (activity or "", product or "", _said(None), index or own_index())
    meant = _clear_group(*words)
    return meant in (None, sector_of(code, version)) or any(hit.code == code for hit in _ranked(*words))


def finds(code: str, activity: str | None, product: str | None = None, index: Index | None = None) -> bool:
    """Do these words lead to a code, be it with others beside it? A choice made for other words then holds."""
    hits = _ranked(activity or "", product or "", _said(None), index or own_index())
    return any(hit.code == code for hit in hits)


def means_the_same(earlier: Mapping[str, str | None], later: Mapping[str, str | None]) -> bool:
    """Do both tellings ("activity", "product" and QUESTIONS) lead to one code, or leave the same ones open?"""
    one, other = _meant(earlier), _meant(later)
    return bool(one[1]) and one == other


def allowed_by(answers: tuple[str | None, ...]) -> Callable[[str, str], bool]:
    """A test (code, version) -> may it be, from the answers in the order of QUESTIONS.

    Making comes before serving, serving before selling (the order of SE2026 13b): who makes and sells is industry.
    Where both making and serving are "ya" either may be. Three times "tidak" leaves farming, building and services.
    """
    makes, serves, sells, _ = answers
    wanted = {"C"} if makes == "ya" else set()
    wanted |= {"56"} if serves == "ya" else set()
    if not wanted and sells == "ya":
        wanted = {"G"}
    refused = {kind for kind, answer in (("C", makes), ("56", serves), ("G", sells)) if answer == "tidak"}

    def may_be(code: str, version: str) -> bool:
        kind = "56" if code.startswith("56") else section_of(code, version)
        return kind in wanted if wanted else kind not in refused

    return may_be


def _verb(answers: tuple[str | None, ...]) -> str:
    """What the answers say and the words leave out: who sells "kerupuk" is found as one who sells it."""
    makes, serves, sells, _ = answers
    if makes == "ya":
        return "" if serves == "ya" else "buat"
    return "jual" if sells == "ya" and serves != "ya" else ""


def _said(answers: Mapping[str, str | None] | None) -> tuple[str | None, ...]:
    return tuple((answers or {}).get(question) for question in QUESTIONS)


@lru_cache(maxsize=_RANKED_REMEMBERED)
def _ranked(activity: str, product: str, answers: tuple[str | None, ...], index: Index) -> tuple[Hit, ...]:
    words = ", ".join(dict.fromkeys(part for part in (activity.strip(), product.strip()) if part))
    if SOFT_WORDS.issuperset(tokens(words)):
        return _phrase_itself(words, answers, index)  # "Warung", "Jualan", "Jasa": how, but not what
    if not hinted_sections(words):
        words = f"{_verb(answers)} {words}"
    return tuple(_in_question(words, answers, index))


def _in_question(words: str, answers: tuple[str | None, ...], index: Index) -> Iterator[Hit]:
    """The hits that the answers allow, the best and all that may yet decide whether it stands alone."""
    may_be, least = allowed_by(answers), 0.0
    for hit in islice(index.ranked(words), _CONSIDERED):
        if hit.score < least:
            return
        if may_be(hit.code, hit.version):
            least = least or hit.score - _FAR - max(_CLEAR_LEAD, _CLEAR_GROUP_LEAD)
            yield hit


def _phrase_itself(words: str, answers: tuple[str | None, ...], index: Index) -> tuple[Hit, ...]:
    """What words that decide nothing mean where the table holds exactly them: "rumah makan". One alone is no phrase;
    of things only food has a group of its own, whatever is done with it."""
    if len(tokens(words)) < 2 and _FOOD.isdisjoint(tokens(words)):
        return ()
    hits = tuple(_in_question(words, answers, index))
    return hits if hits and hits[0].score >= _ITSELF else ()


def _is_one_soft_word(words: str) -> bool:
    named = tokens(words)
    return len(named) < 2 and SOFT_WORDS.issuperset(named)


@lru_cache(maxsize=_REMEMBERED)
def _clear_code(
    activity: str, product: str, answers: tuple[str | None, ...], sector: str | None, index: Index
) -> Guess | None:
    hits = _ranked(activity, product, answers, index)
    if _is_one_soft_word(f"{activity} {product}"):
        return None  # "minuman" alone is a thing, not yet what is done with it
    leading = hits[0].score if hits else 0.0
    if sector is not None:
        hits = tuple(hit for hit in hits if sector_of(hit.code, hit.version) == sector)
    if not hits or hits[0].score < _CLEAR_SCORE:
        return None
    if leading - hits[0].score > _FAR:
        return None
    best, said = hits[0], f"{activity} {product}"
    if len(hits) > 1 and best.score - hits[1].score < _CLEAR_LEAD:
        return None
    if opposed(current_section_of(best.code, best.version), hinted_sections(said)):
        return None
    if best.code.startswith(_MEALS) and _PLACES.isdisjoint(tokens(said)):
        return None
    group = sector_of(best.code, best.version)
    return Guess(best.code, best.version, best.title, group, best.score, best.matched_word)


def _meant(told: Mapping[str, str | None]) -> tuple[str | None, frozenset[tuple[str, str]]]:
    """The code that a telling clearly means, and those that come near to the best; none where it is not understood."""
    words = (told.get("activity") or "", told.get("product") or "", _said(told))
    hits = _ranked(*words, own_index())
    near = (hit for hit in hits if hits[0].score >= _CLEAR_SCORE and hits[0].score - hit.score < _CLEAR_LEAD)
    guess = _clear_code(*words, None, own_index())
    return guess and guess.code, frozenset((hit.code, hit.version) for hit in near)


@lru_cache(maxsize=_REMEMBERED)
def _clear_group(activity: str, product: str, answers: tuple[str | None, ...], index: Index) -> str | None:
    hits = _ranked(activity, product, answers, index)
    if not hits or hits[0].score < _CLEAR_GROUP_SCORE:
        return None
    if opposed(current_section_of(hits[0].code, hits[0].version), hinted_sections(f"{activity} {product}")):
        return None
    best = sector_of(hits[0].code, hits[0].version)
    others = (hit.score for hit in hits if sector_of(hit.code, hit.version) != best)
    return best if hits[0].score - max(others, default=0.0) >= _CLEAR_GROUP_LEAD else None
