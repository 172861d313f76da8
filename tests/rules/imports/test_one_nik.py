"""One NIK in several rows of a file: one person's businesses, or two persons of whom one has the other's NIK."""

from __future__ import annotations

import pytest

from digiloka import sealing
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import CHUNK, judge
from digiloka.imports.planned import PlannedRow
from digiloka.imports.workbook import open_workbook
from tests.judging import CITY, TODAY
from tests.records import nik
from tests.workbooks.xlsx import workbook

HEADINGS = ["Nama Pemilik", "NIK", "Nama Usaha", "Jenis Usaha", "Kelurahan"]
DEWI, LAS = ["Dewi Lestari", nik(1), "Keripik Dewi", "Keripik nenas", "Purnama"], ["Yusuf Las", "Las", "Purnama"]


def planned(**sheets: list[list[str | None]]) -> list[PlannedRow]:
    """The rows of a book, planned where there is no register."""
    sealing.use(sealing.new_keyring(generated=True))
    book = open_workbook(workbook({name: [HEADINGS, *rows] for name, rows in sheets.items()}), "a.xlsx")
    found = judge(book, ground_without_register(CITY, CITY, TODAY))
    return [row for _, chunk in found.chunks() for row in chunk]


def other(number: int) -> list[str | None]:
    """One more business of somebody else."""
    return [f"Budi {number}", nik(number + 10), f"Usaha {number}", "Jahit baju", "Purnama"]


def sentence(where: str) -> str:
    return f"NIK ini sudah ditulis atas nama lain di {where}. Cocokkan NIK dan nama dengan KTP."


# the name in the later row under the same NIK → is it somebody else?
NAMES = {
    "Yusuf Hamdani": True, "DEWI LESTARI": False, "Hj. Dewi Lestari, S.Pd": False, "Dewi Lestarri": False,
    "Lestari Dewi": False, "Dewi": False, None: False,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_of_two_names_under_one_nik_the_later_row_is_doubtful(name):
    first, later = planned(Data=[DEWI, [name, nik(1), *LAS]])
    assert (first.decision, first.reasons) == ("new", [])
    wanted = ("doubtful", [sentence("baris 2 lembar Data")]) if NAMES[name] else ("new", [])
    assert (later.decision, later.reasons) == wanted


def test_the_same_nik_is_remembered_over_a_whole_book():
    rows = planned(
        Satu=[DEWI, *(other(number) for number in range(CHUNK)), ["Yusuf Hamdani", nik(1), *LAS]],
        Dua=[["Rahmat", nik(1), "Rahmat Cell", "Konter pulsa", "Purnama"], other(CHUNK)],
    )
    doubtful = [(row.checked.row, row.reasons) for row in rows if row.decision == "doubtful"]
    said = [sentence("baris 2 lembar Satu")]
    assert doubtful == [(CHUNK + 3, said), (2, said)]


def test_who_is_named_first_has_the_nik_though_a_row_before_named_nobody():
    rows = planned(Data=[[None, *DEWI[1:]], ["Dewi Lestari", nik(1), "Dewi Kue", "Kue basah", "Purnama"],
                         ["Yusuf Hamdani", nik(1), *LAS], ["Dewi L", nik(1), "Dewi Sate", "Sate", "Purnama"]])
    assert [row.decision for row in rows] == ["new", "new", "doubtful", "new"]
    assert rows[2].reasons == [sentence("baris 3 lembar Data")]


def test_names_are_weighed_only_where_a_nik_comes_again(monkeypatch):
    def weighed(*_names):
        raise AssertionError("no NIK came twice")

    monkeypatch.setattr("digiloka.imports.likeness.fuzz.token_set_ratio", weighed)
    assert {row.decision for row in planned(Data=[DEWI, *(other(number) for number in range(50))])} == {"new"}
