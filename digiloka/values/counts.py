"""Counts of people and things, and plain numbers (capacity, area, per cent)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from digiloka.values import damage
from digiloka.values.numerals import SCALES, ambiguous, read_number, read_words
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, unquoted

LARGEST_COUNT = 100_000
_MANY = 10_000  # no business of a survey has so many people, so what it may have been is asked

_NUMBER_AND_UNIT = re.compile(r"([\d.,]+(?: \d{3})*)\s*((?:[^\W\d_]|[%²³./ ])*)")
_COUNT_END = re.compile(r"(?:\s*(?:orang|org|orng|pekerja|karyawan|tenaga kerja|jiwa|anggota|unit|buah|pcs))+$")
_ABOUT = re.compile(r"^(?:±|~|sekitar|kurang lebih|kira-kira)\s*")
_SELF = frozenset({"sendiri", "sendirian", "dikerjakan sendiri", "diri sendiri"})


def _explains(inner: str, outer: str) -> bool:
    """Whether a bracket only says the number before it once more, or in words who it is: not "2 (1 L)"."""
    figures = "".join(filter(str.isdigit, inner))
    return not figures or figures == "".join(filter(str.isdigit, outer)) or not outer.strip()


@lru_cache(maxsize=4096)
def _count_text(text: str) -> tuple[int, Note | None]:
    folded = text.lower().strip(" .,")
    if folded in _SELF:
        return 1, Note("count-self", "Tulisan sendiri kami baca sebagai 1 orang.")
    outer, _, inner = folded.partition("(")
    inner, _, after = inner.partition(")")
    if "(" in inner or not _COUNT_END.fullmatch(f" {after}".rstrip(" .,") or " orang") or not _explains(inner, outer):
        raise Refused("count-words", "Jumlah orang harus berupa angka, contoh 3.")
    bare = _ABOUT.sub("", _COUNT_END.sub("", outer.strip() if inner and outer.strip() else folded))
    hint = Note("count-about", "Jumlah ini perkiraan.") if _ABOUT.match(folded) else None
    found = read_number(bare)
    value = found[0] if found else read_words(bare)
    if value is None or value != int(value):
        raise Refused("count-words", "Jumlah orang harus berupa angka, contoh 3.")
    return int(value), hint


def parse_count(raw: Any, notes: list[Note] | None = None) -> int | None:
    """A whole number of people or things, 0 to 100 000; None when the cell says nothing. Ranges are refused."""
    if isinstance(raw, str):
        if raw.isascii() and raw.isdigit() and len(raw) < 5:
            return int(raw)
        if is_blank(raw):
            return None
        value, hint = _count_text(unquoted(clean(raw)))
        if hint and notes is not None:
            notes.append(hint)
    elif is_blank(raw):
        return None
    elif isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise Refused("count-date", "Excel mengubah jumlah ini menjadi tanggal. Tulis lagi sebagai angka, contoh 3.")
    elif isinstance(raw, bool) or raw != raw or raw in (float("inf"), float("-inf")) or raw != int(raw):
        raise Refused("count-words", "Jumlah orang harus berupa angka, contoh 3.")
    else:
        value = int(raw)
    if value < 0:
        raise Refused("count-negative", "Jumlah paling kecil 0. Hapus tanda minusnya.")
    bare = not isinstance(raw, str) or raw.strip().isdecimal()
    if value > _MANY and bare and (day := damage.found("serial-for-count", value)):
        raise Refused(
            "count-serial",
            f"Angka {value} agaknya tanggal {day.day}-{day.month} yang diubah Excel. Tulis jumlahnya lagi, contoh 3.",
        )
    if value > LARGEST_COUNT:
        raise Refused("count-large", "Jumlah ini terlalu besar. Mungkin ini nomor HP atau uang. Tulis contoh 3.")
    return value


def parse_decimal(raw: Any, notes: list[Note] | None = None) -> Decimal | None:
    """A plain number (capacity, area, per cent with or without its sign); None when the cell says nothing.

    A unit behind it ("100 kg") is passed over with a note. "1,500" is refused: it is 1,5 to one writer and 1.500
    to another.
    """
    if is_blank(raw):
        return None
    if isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise Refused("decimal-date", "Excel mengubah angka ini menjadi tanggal. Tulis lagi sebagai teks, contoh 12,5.")
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if value.is_finite():
            return value
    text = unquoted(clean(raw)).replace("−", "-")
    sign = -1 if text.startswith("-") else 1
    shape = _NUMBER_AND_UNIT.fullmatch(text.removeprefix("-").strip())
    found = read_number(shape[1].rstrip(".,")) if shape else None
    if shape is None or found is None:
        raise Refused("number-words", "Tulis angka saja, contoh 12,5 atau 1.500.")
    value, comma = found
    if comma:
        # Money never has three decimals, a plain number may: here one comma before three figures says nothing.
        whole, part = f"{value:f}"[:-3], f"{value:f}"[-3:]
        raise ambiguous(f"{whole},{part}".rstrip("0").rstrip(","), f"{whole}.{part}")
    scale = SCALES.get(shape[2].lower(), 1) if len(shape[2]) > 1 else 1  # "m" and "t" are metres and tonnes here
    if shape[2] and shape[2] != "%" and scale == 1:
        note(notes, "number-unit", "Kami ambil angkanya saja. Tulis satuannya di kolom satuan.")
    return sign * value * scale
