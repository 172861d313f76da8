"""A corpus of damage: well written lists in which Excel, an export or a hand has spoilt known cells.

It imports nothing of the program that is judged with it. Every kind says what became of the cell and what, if
anything, the cell still proves.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import xlsxwriter

from tests.workbooks import ods
from tests.workbooks.well_written import HEADINGS, MONTHS, Row, dotted, moment, row, rows

EPOCH = moment(dt.date(1899, 12, 30))
EACH = 8  # cells of every kind


@dataclass(frozen=True)
class Mark:
    """A spoilt cell: row as the sheet counts, heading, kind; `right` is what it still proves, None when nothing."""

    row: int
    heading: str
    kind: str
    cell: Any
    right: Any = None


class Formula(str):
    """A formula that no program has computed."""


Spoil = Callable[[Random, Row, str], tuple[Any, Any]]  # → (cell, what it still proves)


def _serial(day: dt.date) -> int:
    return (moment(day) - EPOCH).days


def _unproved(change: Callable[[Random, Any], Any]) -> Spoil:
    return lambda rng, told, heading: (change(rng, told.right[heading]), None)


def _proved(change: Callable[[Random, Any], Any]) -> Spoil:
    return lambda rng, told, heading: (change(rng, told.right[heading]), told.right[heading])


def _exponent(rng: Random, figures: str) -> str:
    places = rng.randrange(0, 6)
    told = f"{int(figures):.{places}E}".replace("E+0", "E+")
    return rng.choice((told, told.replace(".", ","), told.lower(), told.replace("E+", "e+0")))


def _rounded(rng: Random, figures: str) -> Any:
    number = float(f"{int(figures):.{rng.randrange(2, 6)}E}")
    return rng.choice((number, int(number)))


def _look_alike(rng: Random, figures: str) -> str:
    """One or two figures in the middle as letters; NIK and phone keep their first."""
    signs = list(figures)
    for place in rng.sample(range(4, len(signs)), rng.randrange(1, 3)):
        signs[place] = rng.choice("OolI")
    return "".join(signs)


def _any_date(rng: Random, _value: Any) -> dt.datetime:
    return moment(dt.date(rng.choice((2024, 2025, 2026)), rng.randrange(1, 8), rng.randrange(1, 13)))


def _hidden_sign(rng: Random, value: str) -> str:
    place = rng.randrange(1, len(value))
    return rng.choice(
        (
            f"{value}\u200b",
            f"\ufeff{value}",
            f"{value[:place]}\u200b{value[place:]}",
            f"\u202a{value}\u202c",
            f"\u200e{value}",
        )
    )


def _broken_letters(rng: Random, value: str) -> str:
    return rng.choice((f"{value} é", f"Café {value}", f"{value} ½", f"“{value}”", f"{value} – baru", f"{value}…"))


def _midnight(rng: Random, told: Row, heading: str) -> tuple[Any, Any]:
    day = told.right[heading]
    before = moment(day) - dt.timedelta(hours=7)
    if rng.random() < 0.5:
        return before, None
    return f"{before:%Y-%m-%dT%H:%M:%S}{rng.choice(('Z', '.000Z', '+00:00'))}", day


def _birth(change: Callable[[dt.date], dt.date | None]) -> Spoil:
    """A real date that no longer agrees with the NIK; rows where the change is none are passed over."""

    def spoil(_rng: Random, told: Row, heading: str) -> tuple[Any, Any]:
        changed = change(told.right[heading])
        return (None if changed is None else moment(changed)), None

    return spoil


def _swapped(day: dt.date) -> dt.date | None:
    return dt.date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None


def _century(day: dt.date) -> dt.date | None:
    return dt.date(day.year + 100, day.month, min(day.day, 28))


def _as_date(number: int) -> dt.datetime:
    return EPOCH + dt.timedelta(days=number)


def _lost_zero(rng: Random, told: Row, heading: str) -> tuple[Any, Any]:
    figures = told.right[heading]
    if figures[0] != "0":
        return None, None
    short = figures[1:]
    return rng.choice((short, int(short), float(short))), None


def _phone_lost_zero(rng: Random, phone: str) -> Any:
    return rng.choice((int(phone), float(phone), phone[1:], f"{phone[1:]}.0"))


def _amount(change: Callable[[Random, int], Any]) -> Spoil:
    return lambda rng, told, heading: (change(rng, told.right[heading]), None)


def _letters_in_amount(rng: Random, value: int) -> str:
    text = dotted(value)
    return text.replace("0", rng.choice("Oo"), 1) if "0" in text[1:] else text


_WIDE = {48 + figure: 0xFF10 + figure for figure in range(10)}
_ARABIC = {48 + figure: 0x0660 + figure for figure in range(10)}
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "########", "Err:502", "#NUM!")
_IDS = ("NIK", "No HP", "NIB")
_TEXTS = ("Nama Pemilik", "Nama Usaha", "Alamat Usaha", "Kegiatan Usaha")
_ALL = tuple(heading for heading in HEADINGS if heading not in ("No", "Keterangan"))
_WORKERS = ("Tenaga Kerja Laki-laki", "Tenaga Kerja Perempuan", "Jumlah Tenaga Kerja")

KINDS: dict[str, tuple[tuple[str, ...], Spoil]] = {
    "nik in a number cell": (("NIK",), _unproved(lambda rng, nik: rng.choice((int(nik), float(nik[:15] + "0"))))),
    "nik as an exponent": (("NIK",), _unproved(_exponent)),
    "nik rounded in a number cell": (("NIK",), _unproved(_rounded)),
    "nik of 17 figures": (("NIK",), _unproved(lambda rng, nik: nik + str(rng.randrange(10)))),
    "nik of 15 figures": (("NIK",), _unproved(lambda rng, nik: rng.choice((nik[:-1], int(nik[:-1]))))),
    "nik grouped by threes": (
        ("NIK",),
        _unproved(lambda rng, nik: f"{int(nik[:15] + '0'):,}".replace(",", rng.choice(",."))),
    ),
    "nik with a tail": (("NIK",), _unproved(lambda _, nik: f"{nik}.0")),
    "apostrophe": ((*_IDS, "NPWP"), _proved(lambda rng, value: rng.choice(("'", "’", "`")) + value)),
    "letters for figures": ((*_IDS, "NPWP"), _unproved(_look_alike)),
    "nib without its nought": (("NIB",), _lost_zero),
    "nib as an exponent": (("NIB",), _unproved(_exponent)),
    "nib rounded": (("NIB",), _unproved(lambda _, nib: float(f"9{nib[1:4]}") * 10**9)),
    "npwp without its nought": (("NPWP",), _lost_zero),
    "npwp as an exponent": (("NPWP",), _unproved(_exponent)),
    "phone without its nought": (("No HP",), _proved(_phone_lost_zero)),
    "phone as an exponent": (("No HP",), _unproved(_exponent)),
    "phone rounded": (("No HP",), _unproved(lambda _, phone: float(f"{int(phone):.4E}"))),
    "date as a serial number": (
        ("Tanggal Lahir", "Tanggal Terbit NIB"),
        _proved(lambda rng, day: rng.choice((_serial(day), float(_serial(day)), str(_serial(day))))),
    ),
    "midnight of another zone": (("Tanggal Lahir", "Tanggal Terbit NIB"), _midnight),
    "birth a day early": (("Tanggal Lahir",), _birth(lambda day: day - dt.timedelta(days=1))),
    "birth with day and month exchanged": (("Tanggal Lahir",), _birth(_swapped)),
    "birth of the 1904 system": (("Tanggal Lahir",), _birth(lambda day: day + dt.timedelta(days=1462))),
    "birth of another century": (("Tanggal Lahir",), _birth(_century)),
    "date of a child": (("Tanggal Lahir",), _unproved(lambda rng, _: moment(dt.date(rng.randrange(2019, 2026), 3, 9)))),
    "impossible date": (
        ("Tanggal Lahir", "Tanggal Terbit NIB"),
        _unproved(
            lambda rng, day: rng.choice(
                ("00/00/0000", "30/02/1980", "31-06-1975", "1900-01-00", f"{day.day}/{day.month}/{day.year}0")
            )
        ),
    ),
    "letters in a date": (
        ("Tanggal Lahir", "Tanggal Terbit NIB"),
        _unproved(
            lambda rng, day: rng.choice(
                (
                    f"l{day.day % 10}/0{day.month % 9 + 1}/{day.year}",
                    f"{day.day} {MONTHS[day.month - 1]} {str(day.year)[:2]}O{day.year % 10}",
                    f"{day.day:02}/O{day.month % 9 + 1}/{day.year}",
                )
            )
        ),
    ),
    "year shown as a date": (("Tahun Berdiri",), _proved(lambda _, year: _as_date(year))),
    "year as a serial number": (
        ("Tahun Berdiri",),
        _proved(lambda rng, year: _serial(dt.date(year, rng.randrange(1, 13), 5))),
    ),
    "letters in a year": (
        ("Tahun Berdiri",),
        _unproved(lambda rng, year: rng.choice((f"{str(year)[:3]}O", f"l{str(year)[1:]}"))),
    ),
    "year with a point": (
        ("Tahun Berdiri",),
        _unproved(lambda rng, year: rng.choice((year / 1000 + 0.0001, f"{year / 1000:.3f}"))),
    ),
    "people as a date": (_WORKERS, _unproved(_any_date)),
    "people as a serial number": (_WORKERS, _unproved(lambda rng, _: _serial(_any_date(rng, _).date()))),
    "people as a day of 1900": (_WORKERS, _unproved(lambda _, count: _as_date(count + 2))),
    "small number as a date": (
        ("Tanggal Lahir", "Tanggal Terbit NIB", "Tahun Berdiri"),
        _unproved(lambda rng, _: _as_date(rng.randrange(3, 100))),
    ),
    "people as a fraction": (_WORKERS, _unproved(lambda rng, count: rng.choice((0.03, count + 0.5, "3%")))),
    "rt as a date": (("RT", "RW"), _unproved(_any_date)),
    "rt as a serial number": (("RT", "RW"), _unproved(lambda rng, _: _serial(_any_date(rng, _).date()))),
    "rt with a letter": (("RT", "RW"), _proved(lambda rng, rt: rt.replace("0", rng.choice("Oo"), 1))),
    "rt with a tail": (("RT", "RW"), _proved(lambda _, rt: f"{int(rt)}.0")),
    "kbli as a date": (("KBLI",), _unproved(lambda _, kbli: _as_date(int(kbli)))),
    "kbli without its nought": (("KBLI",), _lost_zero),
    "kbli with a point": (
        ("KBLI",),
        _proved(lambda _, kbli: int(kbli) / 1000 if int(kbli) > 10_000 and int(kbli) % 1000 else None),
    ),
    "kbli too long": (("KBLI",), _unproved(lambda rng, kbli: rng.choice((f"{kbli}1", int(f"1{kbli}"))))),
    "postcode with a tail": (("Kode Pos",), _proved(lambda _, code: f"{code}.0")),
    "postcode damaged": (
        ("Kode Pos",),
        _unproved(lambda rng, code: rng.choice((code[1:], int(code[:4]), int(code) / 1000, "2881O"))),
    ),
    "paper as an exponent": (
        ("P-IRT", "Sertifikat Halal"),
        _unproved(lambda rng, paper: _exponent(rng, "".join(filter(str.isdigit, paper)))),
    ),
    "paper as a date": (("P-IRT", "Sertifikat Halal", "NIB"), _unproved(_any_date)),
    "degrees without their point": (
        ("Lintang",),
        _proved(
            lambda rng, value: rng.choice(
                (round(value * 10**6), str(round(value * 10**6)), dotted(round(value * 10**6)))
            )
        ),
    ),
    "longitude without its point": (
        ("Bujur",),
        _proved(lambda rng, value: rng.choice((round(value * 10**6), dotted(round(value * 10**6))))),
    ),
    "degrees without decimals": (
        ("Lintang", "Bujur"),
        _unproved(lambda rng, value: rng.choice((int(value), str(int(value))))),
    ),
    "degrees as a date": (("Lintang", "Bujur"), _unproved(_any_date)),
    "amount with its point eaten": (
        ("Omzet per Tahun (Rp)", "Modal (Rp)"),
        _amount(lambda rng, _: rng.choice((2.5, 33.85, 120.75, 7.125, 950.5))),
    ),
    "amount as an exponent": (
        ("Omzet per Tahun (Rp)", "Modal (Rp)"),
        _amount(lambda rng, value: _exponent(rng, str(value))),
    ),
    "amount as a date": (("Omzet per Tahun (Rp)", "Modal (Rp)"), _amount(_any_date)),
    "amount with letters": (("Omzet per Tahun (Rp)", "Modal (Rp)"), _amount(_letters_in_amount)),
    "amount as per cent": (
        ("Omzet per Tahun (Rp)", "Modal (Rp)"),
        _amount(lambda rng, _: rng.choice((0.15, "15%", "12,5 %"))),
    ),
    "amount with mixed points": (
        ("Omzet per Tahun (Rp)", "Modal (Rp)"),
        _amount(lambda rng, _: rng.choice(("1.500,000", "1.500.00", "1.50.000", "2,500,00", "10.000.00"))),
    ),
    "amount below zero": (
        ("Omzet per Tahun (Rp)", "Modal (Rp)"),
        _amount(lambda rng, value: rng.choice((-value, f"-{value}", f"({dotted(value)})"))),
    ),
    "true or false": (
        (*_IDS[:2], "NPWP", "Nama Usaha", "Alamat Usaha", "Modal (Rp)", *_WORKERS, "Tanggal Lahir", "RT"),
        _unproved(lambda rng, _: rng.choice((True, False))),
    ),
    "sheet error": (_ALL, _unproved(lambda rng, _: rng.choice(_ERRORS))),
    "formula without a value": (_ALL, _unproved(lambda *_: Formula("=A1&B2"))),
    "formula as text": (
        _ALL,
        _unproved(lambda rng, _: rng.choice(("=B2*3", "=VLOOKUP(A2;Sheet2!A:B;2;0)", "=Sheet2!C4"))),
    ),
    "text kept by a formula": (_IDS, _proved(lambda _, value: f'="{value}"')),
    "unseen signs": ((*_IDS, "Nama Pemilik", "Alamat Usaha"), _proved(_hidden_sign)),
    "hard blanks": (
        _IDS,
        _proved(lambda rng, value: rng.choice((f"\xa0{value}", f"{value}\xa0", f"{value[:4]}\xa0{value[4:]}"))),
    ),
    "letters of another code": (
        _TEXTS,
        lambda rng, told, heading: (_wrongly_read(whole := _broken_letters(rng, told.right[heading])), whole),
    ),
    "letters lost": (_TEXTS, _unproved(lambda _, value: f"{value[:3]}\ufffd{value[3:]}")),
    "figures of another script": (
        _IDS,
        _proved(lambda rng, value: value.translate(rng.choice((_WIDE, _ARABIC)))),
    ),
    "a question mark inside a word": (
        ("Nama Pemilik", "Nama Usaha"),
        _unproved(lambda _, value: re.sub("([A-Za-z]{2})([a-z]{2})", r"\1?\2", value, count=1)),
    ),
    "words as a date in text": (
        _TEXTS,
        _unproved(lambda rng, _: rng.choice(("03-Mei", "3-May-26", "Mar-05", "2026-05-03", "5/3/2026"))),
    ),
    "signs of web pages": (
        _TEXTS,
        lambda _, told, heading: (f"{told.right[heading]} &amp; Co", f"{told.right[heading]} & Co"),
    ),
    "cut at 255 letters": (
        ("Alamat Usaha", "Kegiatan Usaha", "Keterangan"),
        _unproved(lambda _, value: f"{value} {'di belakang pasar dekat simpang empat ' * 9}"[:255]),
    ),
    "words as a date": (("Nama Pemilik", "Nama Usaha", "Alamat Usaha", "Kegiatan Usaha"), _unproved(_any_date)),
    "words as a number": (("Kegiatan Usaha",), _unproved(lambda rng, _: rng.choice((12345, 7.0, 46_000)))),
    "name as a number": (("Nama Pemilik", "Nama Usaha"), _unproved(lambda rng, _: rng.choice((12345, 7.0, 46_000)))),
    "phone as a date": (("No HP", "NIK", "NPWP"), _unproved(_any_date)),
}


def _wrongly_read(text: str) -> str:
    """UTF-8 shown as Windows-1252, the five bytes it does not know as they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def spoilt(seed: int, each: int = EACH, kinds: Sequence[str] = tuple(KINDS)) -> tuple[list[list[Any]], list[Mark]]:
    """(heading and rows, the spoilt cells): in every row one cell is spoilt, of every kind `each`."""
    rng = Random(seed)
    lines: list[list[Any]] = [list(HEADINGS)]
    marks = []
    for turn in range(each):
        for kind in kinds:
            headings, spoil = KINDS[kind]
            heading = headings[turn % len(headings)] if len(headings) <= each else rng.choice(headings)
            told, cell, right = _spoil(rng, len(lines), spoil, heading)
            told.cells[heading] = cell
            lines.append(told.values())
            marks.append(Mark(len(lines), heading, kind, cell, right))
    return lines, marks


def _spoil(rng: Random, number: int, spoil: Spoil, heading: str) -> tuple[Row, Any, Any]:
    """A row to which this can happen: not every number begins with a nought."""
    while True:
        told = row(rng, number)
        cell, right = spoil(rng, told, heading)
        if cell is not None:
            return told, cell, right


def clean(seed: int, count: int) -> tuple[list[list[Any]], list[Row]]:
    """(heading and rows, the same with what is true of them)."""
    told = rows(seed, count)
    return [list(HEADINGS), *(one.values() for one in told)], told


def as_xlsx(lines: Sequence[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("Data")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0%"})
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, Formula):
                sheet.write_formula(at, column, cell, None, "")
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif isinstance(cell, dt.datetime):
                sheet.write_datetime(at, column, cell, day) if cell.year >= 1900 else None
            elif cell is not None:
                sheet.write(at, column, cell, share if isinstance(cell, float) and cell < 1 else None)
    book.close()
    return out.getvalue()


def as_csv(lines: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for line in lines:
        writer.writerow([_shown(cell) for cell in line])
    return ("\ufeff" + out.getvalue()).encode()


def _shown(cell: Any) -> Any:
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y}" if not cell.hour else f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell).upper() if isinstance(cell, bool) else cell


def as_ods(lines: Sequence[Sequence[Any]]) -> bytes:
    return ods.document(ods.sheet(lines))


# What a text table cannot hold (cells that are dates, or formulas) or shows as something else.
TYPED = frozenset(
    kind
    for kind in KINDS
    if "date" in kind.split()
    or "birth" in kind
    or kind
    in (
        "formula without a value",
        "people as a day of 1900",
        "midnight of another zone",
        "nik in a number cell",
        "nik rounded in a number cell",
        "nib rounded",
        "phone rounded",
        "name as a number",
        "date of a child",
    )
)
