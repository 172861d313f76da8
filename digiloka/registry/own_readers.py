"""Readers of single fields that know more than the kind of what they hold: what is done, how it is sold, turnover."""

from __future__ import annotations

import re
from typing import Any

from digiloka.registry import reading, spoken
from digiloka.values import amounts, text
from digiloka.values.refusal import Refused, note

_WHEN = re.compile(r"(?:\b(?:sejak|tahun|thn|th)\b\s*)?\b(?:19|20)\d\d\b")
_FILLER = text.word_set("sudah sdh udah telah usaha usahanya status")
_LONGEST_STATE = 40
_LISTED = re.compile(r"\s*[,;]\s*")


def doing(raw: Any, notes: reading.Notes, _around: reading.Around) -> str | None:
    """What is made or sold, in words. How it stands with the business ("Berhenti", "Tutup 2023") is no answer."""
    told = text.parse_text(raw, 500, notes)
    if told and len(told) <= _LONGEST_STATE and _is_state(told):
        raise Refused("activity-state", "Ini keadaan usahanya, bukan kegiatannya. Tulis apa yang dibuat atau dijual.")
    return told


def _is_state(told: str) -> bool:
    words = text.key(told)
    if words in spoken.EXISTENCE:
        return True
    left = [word for word in text.key(_WHEN.sub(" ", told.lower())).split() if word not in _FILLER]
    return " ".join(left) in spoken.EXISTENCE


def marketing(raw: Any, notes: reading.Notes, _around: reading.Around) -> str | None:
    """A list in words; what it names twice ("Shopee, WA, Shopee") stands once."""
    told = text.parse_text(raw, 500, notes)
    if told is None or not ("," in told or ";" in told):
        return told
    parts = [part for part in _LISTED.split(told) if part]
    once: dict[str, str] = {}
    for part in parts:
        once.setdefault(text.key(part), part)
    return told if len(once) == len(parts) else ", ".join(once.values())


def turnover(raw: Any, notes: reading.Notes, around: reading.Around) -> amounts.Amount | None:
    """Rupiah. A nought is kept, and said: many write it where nobody asked."""
    told = reading.money(raw, notes, around)
    if told is not None and told.low == told.high == 0:
        note(notes, "turnover-zero", "Omzet tertulis 0. Periksa lagi, atau kosongkan kalau belum ditanyakan.")
    return told
