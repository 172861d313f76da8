"""Figures in a line of text as a person may have meant them: one number, whatever signs and slips stand between."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from digiloka.values.text import clean

# Signs that people set between the figures of one number. With any other, nobody knows what was left out.
_USUAL = frozenset(" .,/-'’‘`´\"()[]_:;·¿+~‐‑‒–—―−⁃")
_TOKEN = re.compile(r"[^\W_]+")
_BAR = re.compile(r"(?<=[0-9])\||\|(?=[0-9])")  # typed for a 1
_LOOKALIKE, _BESIDE_FIGURES = frozenset("oOlIi"), frozenset("oOQDlIizZsSGB")
_SAME = re.compile(r"[oO]+|[lI]+|[oOQDlIizZsSGB]{1,2}")  # letters alone, as in "1472 OOOO"; "Oli" is a word
_READ = str.maketrans("oOQDlIizZsSGB", "0000111225568")
_PREFIX = 2  # so many look-alike letters before a figure are read; "HP0812" is a label


@dataclass(slots=True)
class Run:
    """Figures with only signs between them. `doubtful`: a letter or an odd sign among them may hide another figure."""

    parts: list[str] = field(default_factory=list)
    doubtful: bool = False
    plus: bool = False

    @property
    def figures(self) -> str:
        return "".join(self.parts)


def plain(text: str) -> str:
    """Cleaned text in which wide, small and circled figures are ours."""
    return _BAR.sub("l", clean(unicodedata.normalize("NFKC", text)))


def runs_in(text: str) -> list[Run]:
    """The figures of a text that `plain` has made, from left to right; letters read as figures make a run doubtful."""
    run, end = Run(), 0
    runs = [run]
    for token in _TOKEN.finditer(text):
        between, end = text[end : token.start()], token.end()
        for number, (figures, doubt, broken) in enumerate(_pieces(token.group(), bool(run.parts))):
            if broken:
                run = Run()
                runs.append(run)
            if not figures:
                continue
            if not run.parts:
                run.plus = number == 0 and not broken and between.rstrip(" (").endswith("+")
            elif number == 0 and not set(between) <= _USUAL:
                run.doubtful = True
            run.parts.append(figures)
            run.doubtful = run.doubtful or doubt
    return [each for each in runs if each.parts]


def _pieces(token: str, goes_on: bool) -> list[tuple[str, bool, bool]]:
    """[(figures, doubtful, whether another run begins before them)] of a stretch of letters and figures."""
    if not any("0" <= sign <= "9" for sign in token):
        return [(token.translate(_READ), True, False)] if goes_on and _SAME.fullmatch(token) else [("", False, True)]
    label = next(place for place, sign in enumerate(token) if "0" <= sign <= "9")
    labelled = label > _PREFIX or not set(token[:label]) <= (_BESIDE_FIGURES if goes_on else _LOOKALIKE)
    rest = token[label:] if labelled else token
    letters = [sign for sign in rest if not "0" <= sign <= "9"]
    if len(letters) * 2 < len(rest) or set(letters) <= _BESIDE_FIGURES:
        # A letter O typed for the first nought of a phone is plain (values.phone); others hide a figure.
        plainly = not goes_on and rest[0] in "oO" and rest[1:2] == "8" and len(letters) == 1
        return [(_read(rest), bool(letters) and not plainly, labelled)]
    return _apart(rest, labelled)


def _apart(rest: str, labelled: bool) -> list[tuple[str, bool, bool]]:
    """More letters than figures: the first figures end there, the last ones may go on after the token."""
    first, *others = re.findall("^[^0-9]*[0-9]+|[0-9]+", rest)
    found = [(_read(first), True, labelled), *((piece, True, True) for piece in others)]
    return found if rest[-1] in "0123456789" else [*found, ("", False, True)]


def _read(letters: str) -> str:
    return "".join(sign if "0" <= sign <= "9" else "0" for sign in letters.translate(_READ))
