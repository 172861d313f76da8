"""RT and RW as three figures, from their own cells, shared cells and addresses; points come from `points`."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from digiloka.values.points import Box, parse_coordinates
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, unquoted

__all__ = ["Box", "find_rt_rw", "parse_coordinates", "parse_rt", "parse_rt_rw", "parse_rw", "parse_village_rt_rw"]

# The look-behind stands after the letters: the search then jumps from "rt" to "rt" and is twice as fast.
_ROMAN = {"i": 1, "v": 5, "x": 10}
# "XX" and "xxx" fill a cell that nobody answered; as numbers (20, 30) they are not written.
_ROMAN_NUMBER = "(?=[ivx])(?!xx+(?![ivx]))x{0,3}(?:ix|iv|v?i{0,3})"
_NUMBER = rf"(\d{{1,3}}|{_ROMAN_NUMBER}|-+)(?=$|[^\da-z]|r[tw])"
_RT = re.compile(rf"rt(?<![a-z]rt)\s*[.:,]?\s*(?:no\.?\s*)?{_NUMBER}")
_RW = re.compile(rf"rw(?<![a-z]rw)\s*[.:,]?\s*(?:no\.?\s*)?{_NUMBER}")
_SPELT = re.compile(r"(?<![a-z])r[. ]\s?([tw])(?![a-z])")  # "R.T 03 R.W 01"
_THEN_RW = re.compile(r"(?<![\d,.])(\d{1,3})\s*/\s*rw\s*[.:]?\s*(\d{1,3})(?![\da-z])")
_RT_THEN = re.compile(r"rt(?<![a-z]rt)\s*[.:,]?\s*(\d{1,3})\s*[/\-,]\s*(\d{1,3})(?![\da-z])")
# "RT/RW 02/01"; some write "RT/RT".
_RT_RW_LABEL = re.compile(
    r"rt(?<![a-z]rt)\s*\.?\s*[/&,-]?\s*r[wt]\s*\.?\s*[:.]?\s*(\d{1,3}|-+)\s*[/\-,. ]\s*(\d{1,3}|-+)(?![\da-z])"
)
_BARE_PAIR = re.compile(r"(\d{1,3}|-+)?\s*[/\\\-,.;| ]\s*(\d{1,3}|-+)?")
_SINGLE = re.compile(rf"(?:rt|rw)?\s*[.:,]?\s*(?!x$)(\d{{1,3}}|{_ROMAN_NUMBER}|-+)")


def _padded(figures: str | None) -> str | None:
    """Three figures; None for nothing, dashes and zero."""
    if not figures or figures.strip("-") == "":
        return None
    if figures[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in figures]
        pairs = zip(values, [*values[1:], 0], strict=True)
        number = sum(-one if one < after else one for one, after in pairs)
    else:
        number = int(figures)
    return f"{number:03d}" if number else None


def _folded(raw: Any) -> str:
    """Lower case, with the letter O typed for a nought put right ("RT05/o6")."""
    if isinstance(raw, dt.date):
        raise Refused(
            "rt-date", "Excel mengubah RT/RW ini menjadi tanggal. Tulis lagi sebagai teks, contoh RT 02 RW 01."
        )
    text = unquoted(clean(raw)).lower().replace("—", "-").replace("–", "-")
    if "r." in text or "r t" in text:
        text = _SPELT.sub(r"r\1", text)
    if "o" not in text:
        return text
    return re.sub(r"(?<![a-z])o(?=\d)|(?<=\d)o(?![a-z])", "0", text)


def _one(raw: Any, name: str, pattern: re.Pattern[str]) -> str | None:
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= 3:
        return _padded(raw)
    if is_blank(raw, zero=True):
        return None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 < raw < 1000 and raw == int(raw):
        return f"{int(raw):03d}"
    text = _folded(raw)
    found = pattern.search(text)
    if found is None and not (name == "RT" and "rw" in text) and not (name == "RW" and "rt" in text):
        found = _SINGLE.fullmatch(text)
    if found is None:
        raise Refused(f"{name.lower()}-shape", f"{name} ini belum terbaca. Tulis paling banyak 3 angka, contoh 02.")
    return _padded(found[1])


def parse_rt(raw: Any) -> str | None:
    """The RT as three figures ("001"); None when nothing or only zeros are written."""
    return _one(raw, "RT", _RT)


def parse_rw(raw: Any) -> str | None:
    """The RW as three figures ("001"); None when nothing or only zeros are written."""
    return _one(raw, "RW", _RW)


@lru_cache(maxsize=8192)
def _labelled(text: str) -> tuple[str | None, str | None] | None:
    """RT and RW found by their labels anywhere in folded text; None when there is no label with a value."""
    if "rt" not in text and "rw" not in text:
        return None
    if "rt" not in text and (found := _THEN_RW.fullmatch(text)):
        return _padded(found[1]), _padded(found[2])
    if found := _RT_RW_LABEL.search(text):
        return _padded(found[1]), _padded(found[2])
    rt, rw = _RT.search(text), _RW.search(text)
    if rt and not rw and (pair := _RT_THEN.search(text)):
        return _padded(pair[1]), _padded(pair[2])
    if rt or rw:
        return _padded(rt[1]) if rt else None, _padded(rw[1]) if rw else None
    return None


def parse_rt_rw(raw: Any, notes: list[Note] | None = None) -> tuple[str | None, str | None]:
    """(RT, RW) from one cell: "RT 02/ RW 01", "02/01", "RT05/o6"; without labels RT comes first."""
    if is_blank(raw, zero=True):
        return None, None
    text = _folded(raw)
    if found := _labelled(text):
        return found
    if isinstance(raw, float) and not raw.is_integer():
        # 2.1 may have been 2.10, so the RW is not known any more.
        text = "?"
    if found := _BARE_PAIR.fullmatch(text):
        return _padded(found[1]), _padded(found[2])
    if found := _SINGLE.fullmatch(text):
        note(notes, "rt-only", "Hanya ada satu angka di kolom RT/RW. Kami catat sebagai RT.")
        return _padded(found[1]), None
    raise Refused("rt-rw-shape", "RT dan RW ini belum terbaca. Tulis contoh RT 02 RW 01.")


def find_rt_rw(address: str | None) -> tuple[str | None, str | None]:
    """(RT, RW) where an address names them by label; (None, None) otherwise. Never refuses."""
    if not isinstance(address, str) or not address:
        return None, None
    return _labelled(_folded(address)) or (None, None)


_AFTER_COMMAS = re.compile(
    r"(.*?)\s*,\s*(?:rt\s*[.:]?\s*)?([\do]{1,3}|-+)?\s*,\s*(?:rw\s*[.:]?\s*)?([\do]{1,3}|-+)?", re.IGNORECASE
)
_AFTER_COMMA = re.compile(r"([^,]*?)\s*,\s*([\do]{1,3}|-+)", re.IGNORECASE)
# "Teluk Binjai 003/001", "Teluk Binjai; 3; 1"
_TAIL = re.compile(r"(.*[^\W\d_])(?<!rt)(?<!rw)(?:\s*[,;/-]\s*|\s+)(\d{1,3})\s*[/;-]\s*(\d{1,3})", re.IGNORECASE)
_LABELLED = re.compile(r"(?<![a-z])r[tw](?:\s*/\s*rw)?[\s.:]*\d{1,3}(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_LABEL = re.compile(r"(?<![a-z])r[tw](?![a-z])", re.IGNORECASE)


def parse_village_rt_rw(raw: Any) -> tuple[str | None, str | None, str | None]:
    """(kelurahan as written, RT, RW) from one cell: "NGAMPILAN, 27, 5", "NGAMPILAN, -, -", "Purnama RT 2 RW 1"."""
    if is_blank(raw):
        return None, None, None
    text = unquoted(clean(raw))
    if found := _AFTER_COMMAS.fullmatch(text):
        village, rt, rw = found[1], _folded(found[2] or ""), _folded(found[3] or "")
        return (None if is_blank(village) else village), _padded(rt), _padded(rw)
    if found := _AFTER_COMMA.fullmatch(text):
        return (None if is_blank(found[1]) else found[1]), _padded(_folded(found[2])), None
    if found := _TAIL.fullmatch(text):
        return found[1].strip(), _padded(_folded(found[2])), _padded(_folded(found[3]))
    rt, rw = find_rt_rw(text)
    label = _LABEL.search(text)
    village = text[: label.start()].strip(" ,./-(") if label else text
    if label and not village:
        village = _LABELLED.sub(" ", text).strip(" ,./-()")
    return (None if is_blank(village) else village), rt, rw
