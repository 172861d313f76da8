"""Numbers of product licences: P-IRT, halal, BPOM, trade mark. Their shapes are known with different certainty.

P-IRT after PerBPOM 22/2018 (15 figures); BPOM MD/ML + 12 to 15; halal (ID + 17) and trade mark (IDM + 9) were
inferred from public examples, so an odd shape there is only noted.
"""

from __future__ import annotations

import re
from typing import Any

from digiloka.values import damage
from digiloka.values.answers import is_tick
from digiloka.values.figures import cell_text, excel_sentence, is_damaged, tick_refused
from digiloka.values.paper_words import figures_in, is_worded
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import is_blank

_NOT_ALNUM = re.compile(r"[^0-9A-Z]+")
_PIRT_LABEL = re.compile(r"^(?:DINKES|DEPKES|SPP|PP|P|IRT|PIRT|RI|NOMOR|NO|SP)+(?=\d)")
_SEVERAL = re.compile(r"[,;\n|&]|\s/\s|\bdan\b")
_BPOM_LABEL = re.compile(r"^(?:BPOM|POM|REG|RI|NOMOR|NO)+(?=[A-Z\d])")
_HALAL_LABEL = re.compile(r"^(?:SERTIFIKAT|HALAL|BPJPH|MUI|NOMOR|NO)+(?=[A-Z\d])")
_MEREK_LABEL = re.compile(r"^(?:MEREK|HKI|HAKI|DJKI|SERTIFIKAT|PENDAFTARAN|DAFTAR|NOMOR|NO)+(?=[A-Z\d])")
_LONGEST_DAY = 8  # figures of 31/12/2025


def _compact(raw: Any, name: str, code: str) -> str | None:
    """Capital letters and figures of the cell; None when it says nothing. Refuses damage, ticks, plain words."""
    if is_blank(raw, zero=True):
        return None
    text = cell_text(raw)
    if is_damaged(raw, text) or (text.isascii() and text.isdigit() and damage.found("rounded", text)):
        raise Refused(f"{code}-excel", excel_sentence(name))
    if not text[-1].isdigit() and is_tick(raw):
        raise tick_refused(name, "nomor")
    compact = _NOT_ALNUM.sub("", text.upper())
    figures = sum(map(str.isdigit, compact))
    if figures <= _LONGEST_DAY:
        figures = figures_in(text)  # "Baru 2024" names no paper
    if figures < 4 or len(compact) < 6 or is_worded(text):
        raise Refused(f"{code}-shape", f"Isi ini bukan nomor {name}. Salin nomornya dari sertifikat, atau kosongkan.")
    return compact


def _first(raw: Any, name: str, notes: list[Note] | None) -> Any:
    """The first of several numbers in a cell: one paper per product is common."""
    if not isinstance(raw, str):
        return raw
    parts = [part for part in _SEVERAL.split(raw) if sum(map(str.isdigit, part)) >= 6]
    if len(parts) < 2:
        return raw
    note(notes, "licence-several", f"Ada {len(parts)} nomor {name} di sel ini. Kami catat yang pertama.")
    return parts[0]


def parse_pirt(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A P-IRT number as "2063271010001-26"; None when the cell says nothing. Twelve to 14 figures (old): noted."""
    compact = _compact(_first(raw, "P-IRT", notes), "P-IRT", "pirt")
    if compact is None:
        return None
    digits = _PIRT_LABEL.sub("", compact)
    if not digits.isdigit():
        raise Refused("pirt-letters", "Nomor P-IRT berisi 15 angka. Tulis contoh 2061472010001-26.")
    if not 12 <= len(digits) <= 15:
        raise Refused("pirt-length", f"Nomor P-IRT berisi 15 angka. Anda mengisi {len(digits)} angka.")
    if len(digits) < 15:
        note(notes, "pirt-old", f"Nomor P-IRT ini {len(digits)} angka, bentuk lama. Periksa masa berlakunya.")
        return digits
    if digits[0] in "09":
        note(notes, "pirt-packing", "Angka pertama nomor P-IRT ini bukan kode kemasan (1 sampai 8). Periksa lagi.")
    return f"{digits[:13]}-{digits[13:]}"


def parse_bpom(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A BPOM number in capitals without blanks ("MD…"); None when the cell says nothing. Odd shapes: noted."""
    compact = _compact(_first(raw, "BPOM", notes), "BPOM", "bpom")
    if compact is None:
        return None
    number = _BPOM_LABEL.sub("", compact)
    if not re.fullmatch(r"(?:MD|ML)\d{12,15}", number):
        note(notes, "bpom-shape", "Nomor BPOM pangan biasanya MD atau ML dan 12 angka. Periksa lagi nomornya.")
    return number


def parse_halal(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A halal certificate's number in capitals without blanks; None when the cell says nothing. Odd shapes: noted."""
    compact = _compact(_first(raw, "halal", notes), "halal", "halal")
    if compact is None:
        return None
    number = _HALAL_LABEL.sub("", compact)
    if number.startswith("KH"):
        note(notes, "halal-decree", "Nomor KH adalah nomor ketetapan. Tulis nomor sertifikat yang diawali ID.")
    elif not re.fullmatch(r"ID\d{14,18}", number):
        note(notes, "halal-shape", "Nomor sertifikat halal biasanya ID dan 17 angka. Periksa lagi nomornya.")
    return number


def parse_merek(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A trade mark's number in capitals without blanks; None when the cell says nothing. Odd shapes: noted."""
    compact = _compact(_first(raw, "merek", notes), "merek", "merek")
    if compact is None:
        return None
    number = _MEREK_LABEL.sub("", compact)
    if not re.fullmatch(r"IDM\d{9}", number):
        note(notes, "merek-shape", "Nomor sertifikat merek biasanya IDM dan 9 angka. Periksa lagi nomornya.")
    return number
