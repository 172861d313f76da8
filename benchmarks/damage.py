"""Spoilt cells are all found and none of them is kept; well written ones raise no alarm.

The lists come from tests/workbooks/damage.py, which imports nothing of the program.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatch
from pathlib import Path
from random import Random
from typing import Any

from digiloka import sealing
from digiloka.imports.faults import CELL, ROW, Fault
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.planned import PlannedRow
from digiloka.imports.workbook import column_letter, open_workbook
from digiloka.registry.records import BusinessRecord
from digiloka.values import damage as detectors
from tests.workbooks import damage as corpus
from tests.workbooks.well_written import HEADINGS, KBLI_TITLE

TODAY = date(2026, 11, 22)
CITY = "14.72"
_LETTERS = {heading: column_letter(place) for place, heading in enumerate(HEADINGS)}
# Which detector must tell a kind; of all others the field's own rule says what is wrong (17 figures are no NIK).
DETECTOR_OF = {
    "nik in a number cell": "lost-figures", "nik as an exponent": "lost-figures",
    "nik grouped by threes": "lost-figures",
    "nik rounded in a number cell": "lost-figures", "nik with a tail": "lost-figures", "apostrophe": "apostrophe",
    "letters for figures": "letters-for-figures", "nib without its nought": "lost-zero", "nib rounded": "rounded",
    "nib as an exponent": "lost-figures", "npwp without its nought": "lost-zero", "npwp as an exponent": "lost-figures",
    "phone without its nought": "lost-phone-zero", "phone as an exponent": "lost-figures", "phone rounded": "rounded",
    "date as a serial number": "serial-for-date", "midnight of another zone": "midnight-elsewhere",
    "birth a day early": "against-nik", "birth with day and month exchanged": "against-nik",
    "birth of the 1904 system": "against-nik", "letters in a date": "letters-for-figures",
    "year shown as a date": "year-as-date", "year as a serial number": "serial-for-date",
    "letters in a year": "letters-for-figures", "people as a date": "number-as-date",
    "people as a serial number": "serial-for-count", "people as a day of 1900": "number-as-date",
    "small number as a date": "before-all-days", "rt as a date": "number-as-date",
    "rt with a letter": "letters-for-figures", "rt with a tail": "number-tail", "kbli as a date": "number-as-date",
    "kbli without its nought": "lost-zero", "kbli with a point": "code-with-point",
    "postcode with a tail": "number-tail",
    "paper as an exponent": "lost-figures", "paper as a date": "number-as-date",
    "degrees without their point": "lost-point", "longitude without its point": "lost-point",
    "degrees without decimals": "whole-degrees", "degrees as a date": "number-as-date",
    "amount with its point eaten": "eaten-point", "amount as an exponent": "shortened-amount",
    "amount as a date": "number-as-date", "amount with letters": "letters-for-figures", "true or false": "truth-value",
    "sheet error": "error-value", "formula as text": "formula", "text kept by a formula": "excel-text",
    "unseen signs": "unseen", "hard blanks": "unseen", "letters of another code": "wrong-letters",
    "figures of another script": "strange-figures", "a question mark inside a word": "lost-letters",
    "words as a date in text": "number-as-date",
    "letters lost": "lost-letters", "signs of web pages": "web-signs", "cut at 255 letters": "cut",
    "words as a date": "number-as-date",
    "words as a number": "number-for-words", "phone as a date": "number-as-date",
}  # fmt: skip
_AS_TEXT = ("amount with its point eaten",)  # in a text file the rule for amounts says it


@dataclass
class Found:
    """What the program made of a list with marked cells."""

    missed: list[corpus.Mark]
    kept: list[tuple[corpus.Mark, Any]]
    codes: dict[str, Counter[str]]


def main(out: Path, full: bool) -> Iterator[dict[str, Any]]:
    rng = Random(int(os.environ.get("DIGILOKA_SEED", "0")))
    troubles = []
    for kind, write in (("xlsx", corpus.as_xlsx), ("ods", corpus.as_ods), ("csv", corpus.as_csv)):
        seed = rng.randrange(10**6)
        kinds = tuple(one for one in corpus.KINDS if writable(one, kind))
        lines, marks = corpus.spoilt(seed, each=corpus.EACH if full else 2, kinds=kinds)
        found = examine(write(lines), f"survei.{kind}", marks)
        clean, told = corpus.clean(seed, len(marks))
        alarms = alarms_of(write(clean), f"survei.{kind}")
        yield {
            "file": kind,
            "seed": seed,
            "kinds": len(kinds),
            "spoilt": len(marks),
            "found": len(marks) - len(found.missed),
            "kept": len(found.kept),
            "clean": len(told),
            "false alarms": len(alarms),
        }
        troubles += [f"{kind}: missed {mark}" for mark in found.missed]
        troubles += [f"{kind}: kept {value!r} of {mark}" for mark, value in found.kept]
        troubles += [f"{kind}: alarm {alarm}" for alarm in alarms]
    for name, marked in columns(rng):
        yield {"column": name, "cells": marked[0], "found": marked[1]}
        troubles += [f"{name}: {marked}"] if marked[0] != marked[1] else []
    if troubles:
        (out / "troubles.txt").write_text("\n".join(troubles))
        raise AssertionError(f"{len(troubles)} cells: see troubles.txt")


def writable(kind: str, file: str) -> bool:
    """Whether a file of this kind can hold such a cell."""
    if file == "csv":
        return kind not in corpus.TYPED
    return file == "xlsx" or kind != "formula without a value"


def judged(data: bytes, name: str) -> list[PlannedRow]:
    sealing.use(sealing.new_keyring(generated=True))
    judgement = judge(open_workbook(data, name), ground_without_register(CITY, CITY, TODAY))
    return [planned for _, chunk in judgement.chunks() for planned in chunk]


def examine(data: bytes, name: str, marks: list[corpus.Mark]) -> Found:
    """Every marked cell must have a fault of its own; what is kept of it must be what it still proves."""
    rows = {planned.checked.row: planned.checked for planned in judged(data, name)}
    found = Found([], [], {})
    for mark in marks:
        row = rows.get(mark.row)
        letter = _LETTERS[mark.heading]
        told = [fault for fault in row.faults if fault.column == letter] if row else []
        held = kept(row.record, mark.heading) if row else None
        found.codes.setdefault(mark.kind, Counter()).update(fault.code for fault in told)
        if not any(_tells(fault, mark.kind, name) for fault in told):
            found.missed.append(mark)
        if held is not None and not same(held, mark.right):
            found.kept.append((mark, held))
    return found


def _tells(fault: Fault, kind: str, name: str) -> bool:
    detector = DETECTOR_OF.get(kind)
    if detector is None or (kind in _AS_TEXT and name.endswith("csv")):
        return fault.severity in (CELL, ROW)
    return any(fnmatch(fault.code, code) for code in detectors.DETECTORS[detector].codes)


def is_damage(code: str) -> bool:
    return any(fnmatch(code, pattern) for each in detectors.DETECTORS.values() for pattern in each.codes)


def alarms_of(data: bytes, name: str) -> list[str]:
    """Faults of well written rows that speak of damage or leave a cell out."""
    return [
        f"{fault.code} at {fault.column}{fault.row}: {row.cells[HEADINGS.index(_heading(fault.column))]!r}"
        for row in (planned.checked for planned in judged(data, name))
        for fault in row.faults
        if fault.severity in (CELL, ROW) or is_damage(fault.code)
    ]


def _heading(letter: str | None) -> str:
    return next(heading for heading, own in _LETTERS.items() if own == letter)


def kept(record: BusinessRecord, heading: str) -> Any:
    """What a record holds of a column, None for nothing."""
    return _HELD[heading](record)


def _paper(kind: str, what: str = "number") -> Any:
    return lambda record: next((getattr(paper, what) for paper in record.licences if paper.kind == kind), None)


def _figure(key: str) -> Any:
    return lambda record: getattr(record.figures, key) if record.figures else None


def _people(record: BusinessRecord) -> Any:
    """The sum of men and women beside it is not what the cell said."""
    told = record.figures
    both = told and None not in (told.workers_male, told.workers_female)
    if told is None or (both and told.workers_total == told.workers_male + told.workers_female):  # type: ignore[operator]
        return None
    return told.workers_total


_HELD: dict[str, Any] = {
    "Nama Pemilik": lambda record: record.owner.name, "NIK": lambda record: record.owner.nik,
    "Tanggal Lahir": lambda record: record.owner.birth_date,
    "Jenis Kelamin": lambda record: None if record.owner.nik else record.owner.sex,  # a NIK tells it too
    "No HP": lambda record: "0" + record.owner.phones[0][3:] if record.owner.phones else None,
    "NPWP": lambda record: record.owner.npwp, "Nama Usaha": lambda record: record.name,
    "Kegiatan Usaha": lambda record: None if record.activity == KBLI_TITLE else record.activity,
    "KBLI": lambda record: None if record.kbli_proposed else record.kbli, "NIB": _paper("nib"),
    "Tanggal Terbit NIB": _paper("nib", "issued_on"), "P-IRT": _paper("pirt"), "Sertifikat Halal": _paper("halal"),
    "Alamat Usaha": lambda record: record.place.address, "RT": lambda record: record.place.rt,
    "RW": lambda record: record.place.rw, "Kode Pos": lambda record: record.place.postal_code,
    "Kelurahan": lambda record: record.place.village_as_written,
    "Kecamatan": lambda _: None,  # follows from the kelurahan
    "Lintang": lambda record: record.place.latitude, "Bujur": lambda record: record.place.longitude,
    "Tahun Berdiri": lambda record: record.start_year, "Omzet per Tahun (Rp)": _figure("turnover"),
    "Modal (Rp)": _figure("capital"), "Tenaga Kerja Laki-laki": _figure("workers_male"),
    "Tenaga Kerja Perempuan": _figure("workers_female"), "Jumlah Tenaga Kerja": _people,
    "Keterangan": lambda record: record.notes,
}  # fmt: skip


def same(held: Any, right: Any) -> bool:
    return abs(held - right) < 1e-9 if isinstance(held, float) and isinstance(right, float) else bool(held == right)


def columns(rng: Random) -> Iterator[tuple[str, tuple[int, int]]]:
    """Damage that only a whole column shows: (cells spoilt, cells found and not kept as they were)."""
    _, told = corpus.clean(rng.randrange(10**6), 40)
    for one in told:
        born, nik = one.right["Tanggal Lahir"], one.right["NIK"]
        one.cells |= {"NIK": nik, "Tanggal Lahir": corpus.moment(born - timedelta(days=1))}
    yield "births a day early in the whole column", _count(told, "Tanggal Lahir", "birth-date-shifted")
    for one in told:
        born = one.right["Tanggal Lahir"]
        turned = corpus.moment(born.replace(day=born.month, month=born.day)) if born.day <= 12 else f"{born:%d/%m/%Y}"
        one.cells |= {"NIK": None, "Tanggal Lahir": turned}
    yield (
        "days read as months in the whole column",
        _count(
            told,
            "Tanggal Lahir",
            "date-swapped",
            lambda one: (
                one.right["Tanggal Lahir"].day <= 12
                and one.right["Tanggal Lahir"].day != one.right["Tanggal Lahir"].month
            ),
        ),
    )
    for one in told:
        one.cells |= {"NIK": one.right["NIK"][:15] + "0", "Tanggal Lahir": None}
    yield "NIK that lost their last figure in the whole column", _count(told, "NIK", "nik-column")


def _count(told: list[Any], heading: str, code: str, spoilt: Any = lambda _: True) -> tuple[int, int]:
    lines = [list(HEADINGS), *(one.values() for one in told)]
    wanted = {number for number, one in enumerate(told, 2) if spoilt(one)}
    found = {
        planned.checked.row
        for planned in judged(corpus.as_xlsx(lines), "survei.xlsx")
        for fault in planned.checked.faults
        if fault.code == code and fault.column == _LETTERS[heading]
    }
    return len(wanted), len(wanted & found) - len(found - wanted)
