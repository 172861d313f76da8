"""Damage to text: signs that an export added, exchanged, or lost."""

from __future__ import annotations

import html
import re
from typing import Any

from digiloka.values.text import clean, is_sheet_error

APOSTROPHES = "'’‘`"
_EXCEL_TEXT = re.compile(r'=\s*"([^"]*)"\s*')
_FORMULA = re.compile(r"=\s*[+-]?(?:\$?[A-Za-z]{1,3}\$?\d+|[A-Za-z][A-Za-z.]*\(|'?[\w ]+'?!|\d+\s*[*/+-])")
# A joiner between two pictures is part of the picture; all others take no room and hold no meaning in a survey.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_HARD_BLANK = re.compile("[\u00a0\u2007\u202f]")
_LOST = "\ufffd"
_LOST_INSIDE = re.compile(r"(?<=[A-Za-z])\?(?=[A-Za-z'])")
# UTF-8 read as Windows' western letters: the first byte of two or three, then one that follows.
_FOLLOWING = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122"
_WRONG_LETTERS = re.compile(
    f"[\u00c2\u00c3][{_FOLLOWING}]|\u00e2[\u20ac\u201a\u201e\u02c6\u0080-\u009f][{_FOLLOWING}]|\u00ef[\u00bb\u00bf]|\u00f0\u0178"
)
_BREAK = re.compile(r"<(?:br|p|div)\s*/?>|</(?:p|div)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,4}|#x[0-9a-fA-F]{2,4});")
_LOOKALIKE = re.compile(
    r"(?<=\d)[OoQIl|]+(?=\d)|(?<=\d[.,/-])[OoQIl|]+(?=[.,/-]?\d)|(?<![A-Za-z0-9])[OoQIl|]+(?=[.,/-]?\d)"
    r"|(?<=\d)[OoQIl|]+(?![A-Za-z])|(?<=\d[.,/-])[OoQ]+(?![A-Za-z])"
)
_LOOKALIKE_PLAIN = re.compile(r"(?<=\d)[SsBZz]+(?=\d)")
_AS_FIGURES = str.maketrans("OoQIl|SsBZz", "00011155822")
TRUTHS = ("TRUE", "FALSE", "BENAR", "SALAH")
CUT_AT = 255  # letters a cell could hold in old spreadsheets, databases and many exports


def error_value(raw: Any) -> bool:
    """A spreadsheet's own fault stands where the answer should: #REF!, #N/A, ####."""
    return is_sheet_error(raw)


def excel_text(text: str) -> str | None:
    """The text in ="0812…", with which exports keep a leading nought; None for anything else."""
    inner = _EXCEL_TEXT.fullmatch(text)
    return inner[1] if inner else None


def formula(text: str) -> bool:
    """A formula that an export wrote out as text (=B2*3)."""
    return text[:1] == "=" and _FORMULA.match(text) is not None


def apostrophe(text: str) -> str | None:
    """The number behind a literal apostrophe, the mark of "this is text"; None without one."""
    bare = text.lstrip()
    if bare[:1] not in APOSTROPHES or not bare:
        return None
    rest = bare.lstrip(APOSTROPHES).lstrip()
    return rest if rest[:1].isdigit() or rest[:1] == "+" else None


def unseen(text: str, figures: bool) -> bool:
    """Signs nobody sees: of no width, or (among figures) blanks that do not break."""
    return _UNSEEN.search(text) is not None or (figures and _HARD_BLANK.search(text.strip(" ")) is not None)


def wrong_letters(text: str) -> str | None:
    """The text as it was before somebody read UTF-8 as another code ("CafÃ©"); None when it was not."""
    if not _WRONG_LETTERS.search(text):
        return None
    try:
        return _bytes(text).decode("utf-8")
    except UnicodeError:
        return None


def _bytes(text: str) -> bytes:
    """As Windows-1252 would write it, with the five bytes it does not know."""
    return b"".join(bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" else sign.encode("cp1252") for sign in text)


def lost_letters(text: str) -> bool:
    """Letters that cannot be known any more: the sign for an unreadable byte, a ? inside a word ("Nur?aini"), or UTF-8
    misread only in part."""
    return _LOST in text or _WRONG_LETTERS.search(text) is not None or _torn(text)


def _torn(text: str) -> bool:
    return "/" not in text and _LOST_INSIDE.search(text) is not None  # in a link it parts the address


def web_signs(text: str) -> str | None:
    """The text without the spelling of web pages (&amp;, <br>); None when there is none."""
    bare = _BREAK.sub(" ", text)
    return html.unescape(html.unescape(bare)) if bare != text or _ENTITY.search(text) else None


def cut(text: str) -> bool:
    """Exactly as long as an old program let a cell be."""
    return len(text) == CUT_AT


def letters_for_figures(text: str, plain: bool) -> tuple[str, str] | None:
    """(the letters, the text with figures instead) where O or l stands among figures. `plain`: a number without any
    letters of its own, where S, B and Z tell the same. None where none stands."""
    seen = _LOOKALIKE.findall(text) + (_LOOKALIKE_PLAIN.findall(text) if plain else [])
    if not seen:
        return None
    mended = _LOOKALIKE.sub(lambda sign: sign[0].translate(_AS_FIGURES), text)
    if plain:
        mended = _LOOKALIKE_PLAIN.sub(lambda sign: sign[0].translate(_AS_FIGURES), mended)
    return "".join(dict.fromkeys("".join(seen))), mended


def strange_figures(text: str) -> bool:
    """Figures of another script, or wide ones: they read as ours."""
    return any(sign.isdecimal() and not sign.isascii() for sign in text)


def number_tail(text: str) -> str | None:
    """The whole number in "28813.0", which a number cell became on its way through a text file."""
    whole, point, tail = text.replace(",", ".").partition(".")
    return whole if point and tail and not tail.strip("0") and whole.isascii() and whole.isdigit() else None


def truth_value(raw: Any) -> bool:
    """A tick box, or how a text file writes one."""
    return isinstance(raw, bool) or (isinstance(raw, str) and clean(raw) in TRUTHS)


def number_for_words(raw: Any) -> bool:
    """A number where only words make sense."""
    if isinstance(raw, str):
        return raw.replace(".", "").replace(",", "").strip().isdigit()
    return isinstance(raw, (int, float)) and not isinstance(raw, bool)
