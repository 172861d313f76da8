"""The same layout is known again, whatever its title, name, year and rows; another one is another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.judging import judgement_of
from tests.records import nik

HEADINGS = ["No", "Nama Pemilik", "NIK", "Kegiatan Usaha", "Omzet 2025 (Rp.000)", "Keterangan"]


def rows(count: int, begin: int = 0) -> list[list[Any]]:
    who = ("Siti Aminah", "Budi Santoso", "Rina Lestari", "Yusuf Harahap", "Dewi Anggraini")
    return [
        [at + 1, f"{who[at % 5]} {chr(65 + at % 26)}", nik(at), "Jual sembako", 25_000 + at, None]
        for at in range(begin, begin + count)
    ]  # fmt: skip


def print_of(*lines: list[Any], name: str = "Data") -> str:
    return judgement_of({name: list(lines)}).sheets[0].taught.fingerprint


def print_of_headings(change: Callable[[list[Any]], list[Any]]) -> str:
    return print_of(change(HEADINGS), *rows(5))


PLAIN = print_of(HEADINGS, *rows(5))


@pytest.mark.parametrize(
    "change",
    [
        lambda told: [heading.upper() for heading in told],
        lambda told: [f"  {heading.replace(' ', '  ')} " for heading in told],
        lambda told: [heading.replace("2025", "2026") for heading in told],
        lambda told: [heading.replace(" ", "\n") for heading in told],
        lambda told: [heading.replace("(Rp.000)", "[Rp. 000]") for heading in told],
    ],
)
def test_case_blanks_and_years_of_headings_say_nothing(change: Callable[[list[Any]], list[Any]]) -> None:
    assert print_of_headings(change) == PLAIN


@pytest.mark.parametrize(
    "lines",
    [
        [["DATA UMKM TAHUN 2026"], [None], HEADINGS, *rows(5)], [HEADINGS, *rows(60, 3)],
        [HEADINGS, *rows(5), ["", "Jumlah", None, None, 125_000]], [HEADINGS, ["(1)", "(2)", "(3)", "(4)"], *rows(5)],
    ],
)  # fmt: skip
def test_titles_rows_and_totals_say_nothing(lines: list[list[Any]]) -> None:
    assert print_of(*lines, name="RT 07") == PLAIN


@pytest.mark.parametrize(
    "change",
    [
        lambda told: [*told, "Alamat"], lambda told: told[:-1], lambda told: [*told[:2], *told[3:], told[2]],
        lambda told: [heading.replace("Rp.000", "Rp") for heading in told], lambda told: [None, *told],
        lambda told: [heading.replace("Keterangan", "Catatan") for heading in told],
    ],
)  # fmt: skip
def test_a_heading_moved_renamed_added_or_gone_is_another_layout(change: Callable[[list[Any]], list[Any]]) -> None:
    assert print_of_headings(change) != PLAIN


def test_the_depth_of_a_heading_is_part_of_it() -> None:
    flat = [*HEADINGS, "Tenaga Kerja L", "Tenaga Kerja P"]
    deep = [[*HEADINGS, "Tenaga Kerja", None], [*[None] * len(HEADINGS), "L", "P"]]
    body = [[*row, 1, 2] for row in rows(6)]
    assert print_of(flat, *body) != print_of(*deep, *body)


def test_a_list_without_headings_is_known_by_what_its_columns_hold() -> None:
    first = print_of(*rows(12))
    assert print_of(*rows(40, 2), name="Februari") == first
    assert print_of(*([row[0], row[2], row[1], *row[3:]] for row in rows(12))) != first
    assert first != PLAIN


def test_lists_without_headings_that_hold_other_things_are_not_taken_for_one() -> None:
    """Names and groups are words, and years and workers are numbers: what was said of the one fits not the other."""
    first = print_of(*rows(12))
    assert print_of(*([*row[:3], f"{row[1]} {row[0]}", *row[4:]] for row in rows(12))) != first
    assert print_of(*([*row[:4], 2010 + row[0], *row[5:]] for row in rows(12))) != first
