"""What all identifiers share: the figures of a cell, and the damage a spreadsheet does to long numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from digiloka.values import damage
from digiloka.values.refusal import Refused
from digiloka.values.text import clean, unquoted

_SEPARATORS = str.maketrans("", "", " .-_–—/\u2010\u2011")


def cell_text(raw: Any) -> str:
    """The cell's text without Excel's apostrophe and without the ".0" that a number picked up on its way.

    Raises Refused where the sheet turned the number into a date.
    """
    if isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        raise Refused(
            "number-date", "Excel mengubah nomor ini menjadi tanggal. Ubah sel menjadi teks, lalu tulis lagi."
        )
    text = unquoted(clean(raw))
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def is_damaged(raw: Any, text: str) -> bool:
    """Whether figures were lost on the way: shown as 1.47E+15, or more figures than a number cell can keep."""
    return bool(damage.found("lost-figures", raw, text))


def bare(text: str) -> str:
    """Without the blanks, dots and dashes people set between figures."""
    return text.translate(_SEPARATORS)


def excel_sentence(name: str) -> str:
    """The sentence for an identifier that a spreadsheet has shortened."""
    return f"Angka {name} ini sudah diubah Excel (angka terakhir hilang). Salin ulang dari formulir."


def tick_refused(name: str, figures: str) -> Refused:
    """A tick or a yes where the number belongs."""
    return Refused("tick", f"Ini tanda, bukan nomor. Tulis {figures} {name}, atau kosongkan.")
