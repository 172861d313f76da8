"""A cell looked at before its field's reader: damage that shows whatever the field is told, or mended where provable.

Which detectors a field needs follows from what it holds: figures (NIK, KBLI, RT), numbers, days, or words.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from digiloka.registry.fields import Field
from digiloka.values import damage
from digiloka.values.damage.signs import TRUTHS
from digiloka.values.date_text import ROMAN
from digiloka.values.identity import LicenceRefused
from digiloka.values.refusal import Note, Refused, note

_FIGURES = frozenset({"nik", "npwp", "phone", "nib", "pirt", "kbli", "postal_code", "rt", "rw", "rt_rw", "age"})
_SHORT = frozenset({"rt", "rw", "rt_rw", "village_rt_rw"})  # a letter O in so short a number can only be a nought
_OWN_FORMS = frozenset({"sni", "licence", "brand"})
_MIXED = frozenset({"halal", "bpom"})  # letters, then figures
_NUMBERS = frozenset({"money", "count", "date", "point"})
# A day or a tick is an answer here ("Pelatihan: 12-05-2024", "Ekspor: ✓").
_ANYTHING = frozenset({"notes", "training", "financing", "partnership", "marketing", "verification_status", "photo",
                       "export", "status", "row_number", "scale_as_written", "sex"})
_WORDS_ONLY = frozenset({"activity", "product", "birth_place", "production_unit"})
_WORDS = _WORDS_ONLY | {"owner_name", "business_name", "business_address", "owner_address", "address", "sector"}
_LONGEST_DAY = 19
_TAILED = frozenset({"nib", "phone", "kbli", "postal_code", "rt", "rw", "pirt", "source_id"})
_WEB = re.compile("[&<?]")
_LOOKS = re.compile("[OoQIl|SsBZz]")
_PLAIN = re.compile(r"[ -%(-;>@-\[\]-_a-{}~]*")  # no apostrophe, &, <, =, ?, \, | and nothing outside ASCII


def mend(raw: Any, field: Field, notes: list[Note]) -> Any:
    """The cell as its reader shall see it. Raises Refused for damage nobody can undo from the cell alone."""
    if isinstance(raw, str):
        if not (raw.isascii() and raw.isdigit()):
            return _text(raw, field, notes)
        _refuse_number(raw, field)  # else nothing can have been added to it; what is lost its own reader sees
    elif type(raw) is float or type(raw) is int:
        _refuse_number(raw, field)
    elif isinstance(raw, (dt.date, dt.time, dt.timedelta)):
        if field.kind != "date" and field.key not in _ANYTHING:
            _refuse_date(raw, field)
    elif isinstance(raw, bool):
        _refuse_truth(raw, field)
    return raw


def _text(raw: str, field: Field, notes: list[Note]) -> str:
    figures = field.key in _FIGURES or field.kind in _NUMBERS or field.kind == "licence"
    if not _PLAIN.fullmatch(raw):
        raw = _signs(raw, field, figures, notes)
    elif raw.lstrip()[:1] in ("#", "E", "e") and damage.found("error-value", raw):
        raise _error()
    if field.key in _TAILED and raw[-1:] == "0" and (whole := damage.found("number-tail", raw)) and len(whole) < 16:
        note(notes, "number-tail", "Nomor ini sempat menjadi angka berkoma. Kami hapus .0 di belakangnya.")
        raw = whole
    if figures or field.key in _SHORT:
        raw = _letters(raw, field, notes)
    elif len(raw) > 200 and damage.found("cut", raw):
        raise Refused("text-cut", "Isi ini terpotong di huruf ke-255. Lengkapi atau ringkas isinya.")
    if len(raw) <= _LONGEST_DAY and field.key in _WORDS:
        if raw[-1:].isdigit() or raw[:1].isdigit():
            _refuse_number(raw, field)
            _refuse_date(raw, field)
        elif raw.strip() in TRUTHS:
            _refuse_truth(raw, field)
    elif figures and raw.strip() in TRUTHS:
        _refuse_truth(raw, field)
    return raw


def _signs(raw: str, field: Field, figures: bool, notes: list[Note]) -> str:
    """What an export added to a text is taken away and told, what it lost is refused."""
    text = raw.strip()
    if damage.found("error-value", text):
        raise _error()
    if (inner := damage.found("excel-text", text)) is not None:
        note(notes, "excel-text", 'Tanda ="…" di sel ini kami hapus.')
        raw = inner
    elif damage.found("formula", text):
        raise Refused("formula", "Sel ini berisi rumus, bukan isinya. Tulis isinya langsung.")
    if figures and (bare := damage.found("apostrophe", raw)):
        note(notes, "apostrophe", "Tanda petik di depan angka kami hapus.")
        raw = bare
    if raw.isascii() and not _WEB.search(raw):
        return raw
    if not figures and (mended := damage.found("web-signs", raw)):
        note(notes, "web-signs", "Tanda seperti &amp; di sel ini kami kembalikan.")
        raw = mended
    if (mended := damage.found("wrong-letters", raw)) is not None:
        note(notes, "wrong-letters", "Huruf di sel ini rusak karena salah sandi. Kami kembalikan.")
        raw = mended
    if damage.found("lost-letters", raw):
        raise Refused("lost-letters", "Ada huruf rusak di sel ini. Tulis lagi isinya.")
    if figures and damage.found("strange-figures", raw):
        note(notes, "strange-figures", "Angka dari aksara lain kami baca sebagai angka biasa.")
    if damage.found("unseen", raw, figures and field.kind != "money"):
        note(notes, "unseen-signs", "Tanda yang tidak terlihat di sel ini kami hapus.")
    return raw


def _letters(raw: str, field: Field, notes: list[Note]) -> str:
    """Letters among the figures of a number; in a short one the letter can only be a nought."""
    if not _LOOKS.search(raw) or field.key in _OWN_FORMS or (field.key in _MIXED and not raw[:2].isalpha()):
        return raw
    if field.kind == "date" and ROMAN.search(raw.upper()):
        return raw
    seen = damage.found("letters-for-figures", raw, field.key in _FIGURES)
    if not seen or (field.key == "workers_total" and seen[0] not in "Oo") or not _is_number(raw, field):
        return raw
    if field.key in _SHORT and seen[0] in ("O", "o"):
        note(notes, "letter-for-figure", "Huruf O kami baca sebagai angka 0.")
        return str(seen[1])
    if field.key == "phone" and raw.lstrip()[:1] in "Oo" and seen[0] in ("O", "o") and raw.lower().count("o") == 1:
        return raw  # its reader knows that a number begins with 0
    maybe = "" if field.sensitive else f" Mungkin {seen[1][:40]}."
    told = f"Ada huruf {', '.join(seen[0])} di antara angka.{maybe} Ganti dengan angka."
    refused = Refused("letter-for-figure", told)
    raise LicenceRefused(refused, "ya") if field.licence and field.kind == "licence" else refused


def _is_number(raw: str, field: Field) -> bool:
    """Whether the figures are the cell, not a remark beside it: "Lt I" in an address of words, "1 L" of people."""
    digits = sum(map(str.isdigit, raw))
    return digits > 0 and (field.kind in ("money", "date", "point", "count") or field.key in _SHORT or digits > 2)


def _refuse_number(raw: Any, field: Field) -> None:
    if field.key in _WORDS_ONLY and damage.found("number-for-words", raw):
        raise Refused("number-for-words", f"Isi ini angka. Tulis {field.label.lower()} dengan kata-kata.")


def _refuse_truth(raw: Any, field: Field) -> None:
    yes_or_no = field.key in _ANYTHING or field.kind in ("answer", "licence")
    if not yes_or_no and damage.found("truth-value", raw):
        raise Refused("cell-boolean", f"Sel ini berisi TRUE atau FALSE. Tulis {field.label.lower()}.")


def _refuse_date(raw: Any, field: Field) -> None:
    likely = damage.found("number-as-date", raw, field.key in ("kbli", "postal_code"))
    if likely is not None:
        maybe = f" Mungkin {likely}." if likely else ""
        raise Refused("cell-date", f"Excel mengubah isi ini menjadi tanggal.{maybe} Tulis lagi sebagai teks.")


def _error() -> Refused:
    return Refused("sheet-error", "Sel ini berisi tanda salah dari Excel. Tulis isinya, atau kosongkan.")
