"""A file whose rows are shifted: no NIK and no phone is told in any word of its judgement, or reaches a record."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from digiloka.imports.judging import kept_sheet, sheet_json
from digiloka.imports.questions import of_column
from digiloka.registry.records import as_json
from tests.judging import judged, planned_of
from tests.records import nik

NIK, PHONE = nik(0), "081277776666"
HEADINGS = ["Nama Pemilik", "NIK", "No HP", "Nama Usaha", "Kegiatan Usaha", "Alamat Usaha", "RT", "Kelurahan",
            "Kecamatan", "Omzet per Bulan (Rp)", "Halal", "Jenis Kelamin", "Keterangan", "Sektor", "Status Tempat",
            "Pendidikan", "Tahun Berdiri", "Bentuk Usaha", "Izin Lain"]  # fmt: skip
WRITTEN = [
    NIK, PHONE, f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}", f"{NIK[:6]}.{NIK[6:12]}.{NIK[12:]}",
    NIK.replace("0", "O", 3), f"Siti {NIK}", f"ada {NIK}", "0812-7777-6666", int(NIK),
    f"{NIK[:4]}/{NIK[4:8]}/{NIK[8:12]}/{NIK[12:]}", f"{NIK[:4]}_{NIK[4:8]}–{NIK[8:12]} – {NIK[12:]}", f"{NIK}.0",
]  # fmt: skip


def row_of(number: int, **changed: Any) -> list[Any]:
    told = dict(zip(HEADINGS, [
        f"Orang {number}", nik(number), f"0812345{number:05}", f"Usaha {number}", "Jual sembako",
        f"Jl. Melati {number}", "003", "Teluk Binjai", "Dumai Timur", 3_000_000, "Belum", "L", None, "Kuliner",
        "Milik sendiri", "SD", 2020, "Perorangan", None,
    ], strict=True))  # fmt: skip
    return [{**told, **changed}[heading] for heading in HEADINGS]


def whole(told: str) -> bool:
    """Does a NIK or the phone stand in it, however it is parted?"""
    figures = "".join(sign for sign in told.replace("O", "0") if sign.isdigit() or sign.isalpha())
    return NIK in figures or "81277776666" in figures


SHIFTED = [heading for heading in HEADINGS if heading not in ("NIK", "No HP")]


@pytest.mark.parametrize("cell", WRITTEN)
def test_no_word_about_a_shifted_row_tells_a_whole_number(cell: Any) -> None:
    rows = [row_of(number + 1, **{heading: cell}) for number, heading in enumerate(SHIFTED)]
    rows += [row_of(number) for number in range(40, 60)]
    title = [f"DATA UMKM PETUGAS {NIK} HP {PHONE}"]
    headings = [*HEADINGS, f"Kolom {NIK}"]
    judgement, planned = planned_of({"Data": [title, [None], headings, *rows]})
    sheets = [told(sheet) for sheet in judgement.sheets for told in (sheet_json, kept_sheet)]
    assert not whole(json.dumps(sheets, ensure_ascii=False))
    assert not whole(json.dumps(judgement.faults.as_json(), ensure_ascii=False))
    assert not whole(json.dumps(judgement.doubts(), ensure_ascii=False))
    assert not whole(json.dumps([row.reasons for row in planned], ensure_ascii=False))


@pytest.mark.parametrize("cell", [told for told in WRITTEN if told not in (PHONE, "0812-7777-6666")])
@pytest.mark.parametrize("heading", SHIFTED)
def test_a_nik_in_another_column_reaches_no_record(heading: str, cell: Any) -> None:
    record = judged(HEADINGS, row_of(1, **{heading: cell}), *(row_of(number) for number in range(2, 9))).record
    record = dataclasses.replace(record, owner=dataclasses.replace(record.owner, nik=None))
    assert not whole(json.dumps(as_json(record), ensure_ascii=False))


def test_the_cell_is_told_to_move_it() -> None:
    shifted = row_of(1, **{"Nama Pemilik": f"Siti / {NIK}"})
    sheet = judged(HEADINGS, shifted, *(row_of(number) for number in range(2, 9)))
    (fault,) = [fault for fault in sheet.rows[0].checked.faults if fault.code == "stray-nik"]
    assert (fault.column, fault.severity) == ("A", "cell")
    assert fault.message == "Di kolom Nama pemilik ada angka seperti NIK. Pindahkan ke kolom NIK."


def test_a_number_is_no_spelling_that_an_officer_is_asked_about() -> None:
    for heading in ("Sektor", "Kelurahan", "Pendidikan", "Status Tempat", "Jenis Kelamin"):
        for cell in (*WRITTEN, "1234567890123"):
            rows = [row_of(number, **{heading: cell}) for number in range(8)]
            spelt = [one for one in judged(HEADINGS, *rows).doubts if one["kind"] == "spelling"]
            assert spelt == [], (heading, cell)


@pytest.mark.parametrize(("cell", "shown"), [
    (62_812_345_678, "62812345678"), ("62.812.345.678", "62.812.345.678"), ("Rp62.812.345.678", "Rp62.812.345.678"),
    (int("62" + PHONE[1:]), "•••••••••6666"), (PHONE, "••••••••6666"),
])  # fmt: skip
def test_an_amount_of_billions_is_shown_whole_in_its_column(cell: Any, shown: str) -> None:
    assert of_column(cell, ["turnover"]) == shown
