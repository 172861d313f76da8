"""Words in a licence column tell how it stands with the paper; a year, a date or a count beside them is no number."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest

from digiloka.registry.fields import BY_KEY
from digiloka.registry.reading import Around, Paper
from digiloka.values.identity import LicenceRefused, licence_cell, parse_bpom, parse_halal, parse_merek, parse_nib
from digiloka.values.refusal import Note, Refused
from tests.rules.values.outcomes import outcome

NOW = Around(today=dt.date(2026, 11, 22))
PAPERS = ("nib", "pirt", "halal", "bpom", "sni", "brand", "licence")

SAID = {
    "proses": (
        "sedang proses 2025", "masih proses (2025)", "lagi proses 2025", "dlm proses 2025", "dalam proses th. 2025",
        "proses OSS 31/12/2025", "proses no 12345", "proses: 2025", "proses'25", "PROSES-2025", "2025 proses",
        "diproses tgl 3 Mei 2025", "pengajuan 2026", "permohonan ke-2", "dlm pengurusan th 2026",
        "masih pengurusan 2026", "sdg diurus 2x", "sdg urus 2026", "lagi diurus thn 2025", "menunggu 3 bulan",
        "belum, masih proses 2025", "belum ada, sedang diurus", "sudah diajukan 12/05/2026", "[proses 2025]",
        "Proses perpanjangan 2026",
    ),
    "tidak": (
        "belum 2024", "Tidak (2025)", "tdk ada/2024", "Tidak ada 0", "Belum punya NIB 2", "belum, rencana 2026",
        "rencana 2026", "direncanakan 2027", "akan 2027", "mau 2027", "belum dalam proses 2025",
        "habis 2023", "mati 2022", "mati th2022", "sudah mati", "habis masa berlaku", "masa berlaku habis 2024",
        "kadaluarsa 2020", "kadaluwarsa", "kedaluwarsa th. 2021", "KEDALUARSA", "expired", "Expired 2021", "exp 2021",
        "tidak berlaku 2020", "sudah tidak berlaku", "tdk berlaku lagi (2022)", "belum diperpanjang 2023",
        "tidak aktif 2023", "berlaku sampai 01/02/2024", "dicabut 2020",
    ),
    "ya": (
        "sudah 2024", "v 2024", "ya th 2023", "Ada (Maret 2024)", "sudah ada sejak 2020", "masih berlaku s/d 2027",
        "expired 2028", "exp 12/12/2027", "habis 31-12-2026", "belum habis", "belum expired 2025",
    ),
    "tidak_tahu": ("lupa 2020", "habis 2026"),
}  # fmt: skip


@pytest.mark.parametrize("key", PAPERS)
def test_words_with_years_dates_and_brackets_are_a_status_without_a_number_in_every_column(key: str) -> None:
    told = {cell: outcome(BY_KEY[key].read, cell, [], NOW) for cells in SAID.values() for cell in cells}
    assert told == {cell: Paper(status) for status, cells in SAID.items() for cell in cells}


@pytest.mark.parametrize(
    ("raw", "code"),
    [("sedang proses 2025", "licence-words"), ("belum, rencana 2026", "licence-words"), ("sudah 2024", "licence-words"),
     ("mati 2022", "licence-over"), ("kadaluarsa", "licence-over"), ("habis 2026", "licence-words")],
)  # fmt: skip
def test_what_was_made_of_words_is_said(raw: str, code: str) -> None:
    notes: list[Note] = []
    BY_KEY["halal"].read(raw, notes, NOW)
    assert [one.code for one in notes] == [code]


@pytest.mark.parametrize(
    ("raw", "parse", "status", "number"),
    [
        ("0220001234567 (mati 2023)", parse_nib, "tidak", "0220001234567"),
        ("ID32110000293810822 proses perpanjangan", parse_halal, "proses", "ID32110000293810822"),
        ("Proses (ID32110000293810822)", parse_halal, "proses", "ID32110000293810822"),
        ("MD123456789012 berlaku s/d 2030", parse_bpom, "ya", "MD123456789012"),
        ("No. 0220001234567", parse_nib, "ya", "0220001234567"),
        ("No 0220001234567", parse_nib, "ya", "0220001234567"),
        ("No. Pendaftaran IDM000984301", parse_merek, "ya", "IDM000984301"),
    ],
)
def test_a_number_beside_words_is_kept(raw: str, parse: Callable[..., Any], status: str, number: str) -> None:
    assert licence_cell(raw, parse, [], NOW.today) == (status, number)


@pytest.mark.parametrize("raw", ["SKU 500/12", "Izin Desa 2023", "500/12/2025", "SNI 8965:2021", "SKU 470/HABIB/2024"])
def test_a_number_in_its_own_form_stays_one(raw: str) -> None:
    assert BY_KEY["licence"].read(raw, [], NOW) == Paper("ya", raw)


def test_a_damaged_number_beside_words_is_refused_and_the_words_stand() -> None:
    with pytest.raises(LicenceRefused) as refused:
        licence_cell("220001234567 mati 2023", parse_nib, [], NOW.today)
    assert (refused.value.status, refused.value.code) == ("tidak", "nib-lost-zero")


@pytest.mark.parametrize("raw", ["hilang", "hilang 2023", "terbakar th 2019"])
def test_a_lost_paper_is_asked_about(raw: str) -> None:
    assert outcome(BY_KEY["sni"].read, raw, [], NOW) == "!licence-lost"


@pytest.mark.parametrize("parse", [parse_halal, parse_bpom, parse_merek])
@pytest.mark.parametrize("raw", ["sedang proses 123456", "Baru 2024", "Izin Desa 31/12/2025", "habis 1-2-2023 x12345"])
def test_no_parser_takes_words_with_a_year_for_a_number(parse: Callable[..., Any], raw: str) -> None:
    with pytest.raises(Refused):
        parse(raw)


@pytest.mark.parametrize("run", ["sudah ", "kadl" + "u" * 9, "tidak lagi ", "masih ", "2025 ", "mati "])
def test_a_cell_of_thirty_thousand_signs_is_read_at_once(run: str) -> None:
    cell = (run * 30_000)[:30_000] + " 1"
    begun = time.perf_counter()
    outcome(BY_KEY["halal"].read, cell, [], NOW)
    assert time.perf_counter() - begun < 2
