"""People counted by sex in one cell, and pairs of which only the heading tells who is who."""

from __future__ import annotations

import pytest

from digiloka.values.headcount import Headcount, order_in, parse_headcount
from digiloka.values.refusal import Note, Refused

BY_SEX = ("1L 2P", "1 L, 2 P", "L=1 P=2", "L:1, P:2", "L1/P2", "1 laki-laki, 2 perempuan", "1 lk 2 pr", "2P 1L",
          "1 pria dan 2 wanita", "3 orang (1 L, 2 P)", "3 (1L/2P)", "Laki-laki: 1 orang, Perempuan: 2 orang", "1L+2P",
          "2 perempuan 1 laki2", "L 1, P 2",
          "1 orang laki-laki & 2 orang perempuan", "1 L. 2 P.", "'1L 2P")  # fmt: skip


@pytest.mark.parametrize("written", BY_SEX)
def test_men_and_women_in_one_cell_come_apart(written: str) -> None:
    assert parse_headcount(written, None) == Headcount(3, 1, 2)


def test_one_sex_alone_says_nothing_of_the_other() -> None:
    assert parse_headcount("2 P", None) == Headcount(2, None, 2)
    assert parse_headcount("4 laki-laki", None) == Headcount(4, 4, None)
    assert parse_headcount("0 L 2 P", None) == Headcount(2, 0, 2)


@pytest.mark.parametrize("written", ["4 orang (1 L, 2 P)", "1 L 2 L", "2P, 3 perempuan"])
def test_what_does_not_add_up_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_headcount(written, None)
    assert refused.value.code == "count-sexes"


def test_a_bare_pair_is_split_only_where_the_heading_tells_how() -> None:
    assert parse_headcount("2/1", "LP") == Headcount(3, 2, 1)
    assert parse_headcount("2 / 1 orang", "PL") == Headcount(3, 1, 2)
    notes: list[Note] = []
    assert parse_headcount("2/1", None, notes) == Headcount(3)
    assert [note.code for note in notes] == ["count-pair"]


OTHERS = ("3", "3 orang", "2-1", "1/2/3", "L", "P", "", "sendiri", "3 lusin", "2 paket", "1 lembar")


@pytest.mark.parametrize("written", OTHERS)
def test_other_cells_are_left_to_the_plain_count(written: str) -> None:
    assert parse_headcount(written, "LP") is None


@pytest.mark.parametrize(
    ("heading", "order"),
    [("Tenaga Kerja (L/P)", "LP"), ("TK P / L", "PL"), ("Pekerja Laki-laki/Perempuan", "LP"), ("Pria & Wanita", "LP"),
     ("Jumlah Tenaga Kerja", None), ("Tetap/Lepas", None), ("L", None), ("Jml/Pekerja", None)],
)  # fmt: skip
def test_a_heading_tells_whose_number_comes_first(heading: str, order: str | None) -> None:
    assert order_in(heading) == order
