"""NIK, NIB, NPWP and licence cells. Text inside: a sheet's number cell is evidence of lost figures.

NIK as Dukcapil issues it, NPWP after PMK 112/2022, NIB after PP 24/2018. None of them proves that it was issued.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from digiloka.values import damage
from digiloka.values.answers import is_tick
from digiloka.values.figures import bare, cell_text, excel_sentence, is_damaged, tick_refused
from digiloka.values.licence_cells import LicenceRefused, licence_cell
from digiloka.values.licence_numbers import parse_bpom, parse_halal, parse_merek, parse_pirt
from digiloka.values.mail import parse_email
from digiloka.values.refusal import Note, Refused, note
from digiloka.values.text import is_blank, key, word_set

__all__ = [
    "LicenceRefused",
    "NikFacts",
    "licence_cell",
    "mask_nik",
    "nik_absence",
    "nik_facts",
    "parse_bpom",
    "parse_email",
    "parse_halal",
    "parse_merek",
    "parse_nib",
    "parse_nik",
    "parse_npwp",
    "parse_pirt",
]

# First two figures: Kemendagri province codes, with 54 (Timor Timur) on old cards.
_PROVINCES = word_set(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 54 61 62 63 64 65 71 72 73 74 75 76 81"
    " 82 91 92 93 94 95 96 97"
)
_NIK_CODES = frozenset({"7777", "8888", "9999"})  # special answers of SE2026 12d: there is no number here
_ABSENT: dict[str, Literal["tidak_ada", "menolak", "lupa"]] = {
    **dict.fromkeys(("menolak", "tidak mau", "tidak bersedia", "rahasia", "keberatan"), "menolak"),
    **dict.fromkeys(("lupa", "tidak ingat", "tidak hafal", "tidak hapal", "tidak tahu", "tdk tahu"), "lupa"),
    **dict.fromkeys(("tidak ada", "tdk ada", "belum ada", "blm ada", "tidak punya", "belum punya"), "tidak_ada"),
    **dict.fromkeys(("hilang", "ktp hilang", "belum punya ktp", "belum rekam", "belum rekam ktp"), "tidak_ada"),
    **dict.fromkeys(("tidak bawa ktp", "ktp tidak dibawa", "tidak dibawa"), "lupa"),
}
_FEMALE_DAY = 40
_NIK_FIGURES = 16


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What the figures of a NIK say. `region` is the Kemendagri kecamatan (PP.KK.CC) where it was issued."""

    birth_date: dt.date
    sex: Literal["L", "P"]
    region: str


def _nik_birth(nik: str, today: dt.date) -> dt.date | None:
    """The birth date, the century guessed so that it lies in the past (YY up to this year: 20YY)."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day = day - _FEMALE_DAY if day > _FEMALE_DAY else day
    for century in (2000, 1900):
        try:
            date = dt.date(century + year, month, day)
        except ValueError:
            continue
        if date <= today:
            return date
    return None


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


def _repeated() -> Refused:
    return Refused("nik-repeated", "NIK ini 16 angka yang sama. Salin ulang dari KTP.")


def _check_nik(nik: str, notes: list[Note] | None) -> str:
    if nik == nik[0] * _NIK_FIGURES:
        raise _repeated()  # 1111111111111111 would pass as one born on 11-11-11
    if nik[:2] not in _PROVINCES or nik[2:4] == "00" or nik[4:6] == "00":
        raise Refused("nik-region", "Enam angka pertama NIK ini bukan kode daerah. Salin ulang dari KTP.")
    if _nik_birth(nik, _today()) is None:
        raise Refused(
            "nik-date",
            "Angka ke-7 sampai ke-12 NIK ini bukan tanggal lahir (perempuan ditambah 40). Salin ulang dari KTP.",
        )
    if nik.endswith("0000"):
        # Dukcapil never issues serial 0000, so it marks made-up people (our own test data). It is taken, because
        # refusing would lose the row's identity over a fault nobody can repair, but it must be seen.
        note(notes, "nik-serial", "Empat angka terakhir NIK ini 0000. Periksa lagi dengan KTP.")
    return nik


def parse_nik(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A NIK of 16 figures whose region, birth date and shape hold together; None when the cell says nothing.

    Any region is fine (people move). A number cell of 16 figures has lost its last ones: `nik-excel`.
    """
    if is_blank(raw, zero=True):
        if isinstance(raw, str) and bare(cell_text(raw)) == "0" * _NIK_FIGURES:
            raise _repeated()
        return None
    text = cell_text(raw)
    if isinstance(raw, str) and len(text) == 16 and text.isdigit() and not raw.endswith(".0"):
        return _check_nik(text, notes)
    if is_damaged(raw, text):
        raise Refused("nik-excel", excel_sentence("NIK"))
    digits = bare(text)
    if digits in _NIK_CODES:
        note(notes, "nik-code", "Kode ini berarti NIK belum ada. Kami kosongkan.")
        return None
    if nik_absence(text):
        return None
    if not (digits.isascii() and digits.isdigit()):
        digits = bare(_without_label(text, ("nik", "no nik", "no ktp", "ktp", "no")))
        if not (digits.isascii() and digits.isdigit()):
            raise Refused("nik-letters", "NIK hanya boleh berisi angka. Tulis 16 angka di KTP.")
    if len(digits) != 16:
        raise Refused("nik-length", f"NIK harus 16 angka. Anda mengisi {len(digits)} angka.")
    return _check_nik(digits, notes)


def nik_absence(raw: Any) -> Literal["tidak_ada", "menolak", "lupa"] | None:
    """Why there is no NIK, where the cell says so in words; None otherwise (also for a plain dash)."""
    if not isinstance(raw, str) or len(raw) > 40 or any(map(str.isdigit, raw)):
        return None
    return _ABSENT.get(key(raw))


def nik_facts(nik: str, today: dt.date | None = None) -> NikFacts:
    """What a NIK taken by `parse_nik` says of its holder. Raises ValueError for one that parse_nik would refuse."""
    birth = _nik_birth(nik, today or _today()) if len(nik) == 16 and nik.isdecimal() else None
    if birth is None:
        raise ValueError("not a NIK that parse_nik would take")
    return NikFacts(birth, "P" if int(nik[6:8]) > _FEMALE_DAY else "L", f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}")


def mask_nik(nik: str) -> str:
    """14••••••••••1234: the province and the last four figures, enough for the holder to know it again."""
    return f"{nik[:2]}{'•' * 10}{nik[-4:]}"


def _without_label(text: str, labels: tuple[str, ...]) -> str:
    """ "NIB : 0220…" without what stands before the first figure, if that is only the number's name."""
    start = next((place for place, sign in enumerate(text) if sign.isdigit()), len(text))
    return text[start:] if key(text[:start]) in labels else text


def _digits(raw: Any, name: str, shape: str, labels: tuple[str, ...]) -> str:
    """The figures of an identifier's cell. Refuses damage, ticks and letters; knows no length."""
    text = cell_text(raw)
    if is_damaged(raw, text):
        raise Refused(f"{name.lower()}-excel", excel_sentence(name))
    if text.isascii() and text.isdigit():
        return text
    if is_tick(raw):
        raise tick_refused(name, shape)
    digits = bare(_without_label(text, labels))
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(f"{name.lower()}-letters", f"{name} hanya boleh berisi angka. Tulis {shape} {name}.")
    return digits


def parse_nib(raw: Any, notes: list[Note] | None = None) -> str | None:
    """A NIB of 13 figures; None when the cell says nothing. A tick is refused here: see `licence_cell`.

    Twelve figures are refused with the proposal (a lost leading nought is likely, not proven).
    """
    if is_blank(raw, zero=True):
        return None
    digits = _digits(raw, "NIB", "13 angka", ("nib", "no nib", "nomor nib", "no"))
    count = len(digits)
    if count in (16, 17):
        raise Refused("nib-looks-nik", f"Angka ini {count} angka, seperti NIK. NIB harus 13 angka.")
    if whole := damage.found("lost-zero", digits, 13):
        raise Refused("nib-lost-zero", f"NIB harus 13 angka. Mungkin angka 0 di depan hilang: {whole}.")
    if count != 13:
        raise Refused("nib-length", f"NIB harus 13 angka. Anda mengisi {count} angka.")
    if damage.found("rounded", digits):
        raise Refused("nib-excel", excel_sentence("NIB"))
    if len(set(digits)) < 3 or digits.startswith("123456789"):
        note(notes, "nib-example", "NIB ini seperti nomor contoh. Periksa lagi dengan suratnya.")
    return digits


def _luhn(digits: str) -> bool:
    total = 0
    for place, figure in enumerate(reversed(digits)):
        value = int(figure) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def parse_npwp(raw: Any, notes: list[Note] | None = None) -> str | None:
    """An NPWP as 15 (old) or 16 figures; None when the cell says nothing. A wrong check figure is only a note.

    Sixteen figures with 0 in front are an old number made longer; else they are the holder's NIK (PMK 112/2022).
    """
    if is_blank(raw, zero=True):
        return None
    digits = _digits(raw, "NPWP", "15 atau 16 angka", ("npwp", "no npwp", "nomor npwp", "no"))
    count = len(digits)
    if damage.found("lost-zero", digits, 15):  # the number is nobody's to read in a sentence: it may be a NIK
        raise Refused("npwp-lost-zero", "NPWP harus 15 atau 16 angka. Mungkin angka 0 di depan hilang. Salin ulang.")
    if count not in (15, 16):
        raise Refused("npwp-length", f"NPWP harus 15 atau 16 angka. Anda mengisi {count} angka.")
    if damage.found("rounded", digits):
        raise Refused("npwp-excel", excel_sentence("NPWP"))
    if count == 15 or digits[0] == "0":
        if not _luhn(digits[count - 15 : count - 6]):
            note(notes, "npwp-check", "Angka periksa NPWP ini belum cocok. Periksa lagi dengan kartunya.")
        return digits
    try:
        return _check_nik(digits, notes)
    except Refused:
        note(notes, "npwp-nik", "NPWP 16 angka biasanya sama dengan NIK, dan angka ini belum cocok. Periksa lagi.")
        return digits
