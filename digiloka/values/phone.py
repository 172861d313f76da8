"""Phone numbers: E.164 inside ("+6281200…"), as Indonesians dial them outside ("0812 00…")."""

from __future__ import annotations

import re
from typing import Any

from digiloka.values import damage
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import clean, is_blank, is_blank_text, unquoted

MOBILE_RULE = "Nomor HP diawali 08 atau +62 dan berisi 10 sampai 13 angka."

_MOBILE = re.compile(r"8\d{8,11}")
_LONG_MOBILE = re.compile(r"0?8\d{9,11}")
_LANDLINE = re.compile(r"[2-79]\d{6,10}")
# A letter O typed for the first nought is plain; letters further on hide a figure that nobody can know.
_LETTER_O = re.compile(r"(?<![A-Za-z0-9])[oO](?=8\d)")
_LOOKALIKE = re.compile(r"(?<=\d)[oOlIxX]+(?![A-Za-z])|(?<![A-Za-z])[oOlI](?=\d)")
_PARTS = re.compile(r"[/,;|\n&]|(?<![a-z])(?:atau|dan)(?![a-z])", re.IGNORECASE)
# One number: digits with the signs people set between them. Two blanks or a plus sign begin another.
_RUN = re.compile(r"\+?\(?\d[\d\s().·_¿–—-]*")
_SIGNS = str.maketrans("", "", " ().-")
_NO_PHONE = re.compile(
    r"(?:belum|blm|tidak|tdk|tak|gak|ga) (?:ada|punya|memiliki|mempunyai) (?:no\.? |nomor )?"
    r"(?:hp|wa|telp|telepon|tlp|handphone|ponsel)",
    re.IGNORECASE,
)
_NOT_DIGIT = re.compile(r"\D+")
_NO_PHONE_CODES = frozenset({"9999", "8888", "7777"})  # "none" and "will not say" in SE2026
# Area codes of two figures after the nought; all others have three.
_SHORT_AREAS = ("21", "22", "24", "31", "61")


# The oldest operators' series were given out with ten figures.
_SHORT_MOBILES = ("811", "814", "815", "816", "817", "818", "819", "855")


def _excel() -> Refused:
    return Refused("hp-excel", "Nomor HP ini sudah diubah Excel (angka terakhir hilang). Salin ulang dari formulir.")


def _length(count: int) -> Refused:
    return Refused("hp-length", f"{MOBILE_RULE} Anda mengisi {count} angka.")


def _national(digits: str, notes: list[Note] | None) -> str | None:
    """The number without 0 or 62 in front; None when the form has no such start (a local number)."""
    if digits.startswith("0062"):
        digits = digits[2:]
    elif digits.startswith("0628") and _MOBILE.fullmatch(digits[3:]) and len(digits) >= 13:
        # A landline of area 0628 is shorter, so this is 62 with a nought too many.
        note(notes, "hp-extra-zero", "Angka 0 di depan 62 kami hapus.")
        return digits[3:]
    elif digits.startswith("008") and _MOBILE.fullmatch(digits[2:]):
        note(notes, "hp-extra-zero", "Angka 0 di depan tertulis dua kali. Kami hapus satu.")
        return digits[2:]
    if digits.startswith("62") and len(digits) >= 9:
        return digits[2:].removeprefix("0")
    if digits.startswith("0"):
        return digits[1:]
    if damage.found("lost-phone-zero", digits):
        _tell_added_zero(notes)
        return digits
    return None


def _tell_added_zero(notes: list[Note] | None) -> None:
    note(notes, "hp-nol", "Angka 0 di depan hilang. Kami tambahkan.")


def _one(text: str, notes: list[Note] | None) -> str:
    digits = _NOT_DIGIT.sub("", text)
    if text.startswith("+") and not digits.startswith(("62", "0", "8")):
        if 8 <= len(digits) <= 15:
            note(notes, "hp-foreign", "Nomor ini dari luar negeri. Periksa apakah sudah benar.")
            return "+" + digits
        raise _length(len(digits))
    national = _national(digits, notes)
    if national is None:
        if digits.startswith("8") or len(digits) > 9:
            raise _length(len(digits))
        raise Refused("hp-area-code", "Nomor ini belum lengkap. Tulis kode daerah di depan, contoh 0765 31234.")
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        _tell_if_short(national, notes)
        return "+62" + national
    raise _length(len(digits))


def _tell_if_short(national: str, notes: list[Note] | None) -> None:
    """Short numbers exist (old mobiles, five-figure towns), but a lost figure looks the same."""
    mobile = national[0] == "8"
    local = len(national) - (2 if national.startswith(_SHORT_AREAS) else 3)
    if (mobile and len(national) == 9 and not national.startswith(_SHORT_MOBILES)) or (not mobile and local <= 5):
        kind = "HP" if mobile else "telepon"
        note(notes, "hp-short", f"Nomor {kind} ini pendek. Periksa apakah ada angka yang tertinggal.")


def _digits_of_number(raw: float) -> str:
    text = clean(abs(raw))
    if damage.found("lost-figures", abs(raw), text) or (text.isdigit() and damage.found("rounded", text)):
        raise _excel()
    return text


def _candidates(text: str) -> list[str]:
    found: list[str] = []
    for part in _PARTS.split(text):
        runs = [run.group() for run in _RUN.finditer(part) if run.group().strip()]
        for run in runs:
            found.extend(_separate(run))
    return found


def _separate(run: str) -> list[str]:
    """Two whole numbers with only blanks between them are two; "0812 0000 1234" stays one."""
    run = run.strip()
    pieces = re.split(r"\s+", run)
    if len(_NOT_DIGIT.sub("", run)) > 13 and len(pieces) > 2:
        pieces = re.split(r"\s+(?=0[2-9]|\+?62)", run)
    elif len(pieces) == 1 and len(_NOT_DIGIT.sub("", run)) > 18:
        pieces = re.split(r"(?<=\d)[-–—](?=08|\+?628)", run)
    whole = len(pieces) > 1 and all(len(_NOT_DIGIT.sub("", piece)) >= 9 for piece in pieces)
    return pieces if whole else [run]


def parse_phones(raw: Any, notes: list[Note] | None = None) -> list[str]:
    """Every usable number of the cell as E.164, in the order written, without repeats; [] when it says nothing.

    Mobile numbers have 9 to 12 figures after +62, landlines need their area code. A lost leading nought is put
    back with a note (`hp-nol`); a number that Excel shortened ("8.52E+10") is refused (`hp-excel`).
    """
    if isinstance(raw, str):
        if raw.isascii() and raw.isdigit() and raw.startswith("08") and 11 <= len(raw) <= 13:
            return ["+62" + raw[1:]]
        text = unquoted(clean(raw.replace("\n", " / ") if "\n" in raw else raw))
        if is_blank_text(text, zero=True):
            return []
    elif is_blank(raw, zero=True):
        return []
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        text = _digits_of_number(raw)
    else:
        raise Refused("hp-shape", f"Isi ini bukan nomor HP. {MOBILE_RULE}")
    if text.endswith(".0") and text[:-2].isdigit():
        text = text[:-2]  # a number cell on its way through a text file
    bare = text.translate(_SIGNS)
    if bare.isdigit() and _LONG_MOBILE.fullmatch(bare) and (bare[0] == "0" or damage.found("lost-phone-zero", bare)):
        if bare[0] == "8":
            _tell_added_zero(notes)
        return ["+62" + bare.lstrip("0")]
    if text in _NO_PHONE_CODES or _NO_PHONE.fullmatch(text):
        return []
    if damage.found("lost-figures", "", text):
        raise _excel()
    return _all(text, notes)


def _all(text: str, notes: list[Note] | None) -> list[str]:
    fixed = _LETTER_O.sub("0", text)
    if fixed != text:
        note(notes, "hp-letter-o", "Huruf O di depan kami baca sebagai angka 0.")
    if _LOOKALIKE.search(fixed):
        raise Refused("hp-letters", f"Ada huruf di dalam nomor HP ini. {MOBILE_RULE}")
    numbers: list[str] = []
    refusals: list[Refused] = []
    for candidate in _candidates(fixed):
        try:
            number = _one(candidate, notes)
        except Refused as refused:
            refusals.append(refused)
            continue
        if number not in numbers:
            numbers.append(number)
    if not numbers:
        if refusals:
            raise refusals[0]
        raise Refused("hp-letters", f"Isi ini bukan nomor HP. {MOBILE_RULE}")
    if refusals:
        note(notes, "hp-part", "Sebagian nomor di sel ini belum lengkap dan tidak kami pakai.")
    return numbers


def parse_phone(raw: Any, notes: list[Note] | None = None) -> str | None:
    """The first usable number as E.164, mobile before landline; None when the cell says nothing."""
    numbers = parse_phones(raw, notes)
    return next((number for number in numbers if number.startswith("+628")), numbers[0] if numbers else None)


def show_phone(e164: str) -> str:
    """0812 3456 7890 for a mobile, 0765 31234 for a landline, +60 … as it is for a foreign one."""
    if not e164.startswith("+62"):
        return e164
    national = e164[3:]
    if national.startswith("8"):
        local = "0" + national
        return f"{local[:4]} {local[4:8]} {local[8:]}".strip()
    area = 2 if national.startswith(_SHORT_AREAS) else 3
    return f"0{national[:area]} {national[area:]}"


def mask_phone(e164: str) -> str:
    """0812 •••• •890: enough for its owner to know it again."""
    shown = show_phone(e164)
    hidden = re.sub(r"\d", "•", shown[4:-3])
    return f"{shown[:4]}{hidden}{shown[-3:]}"
