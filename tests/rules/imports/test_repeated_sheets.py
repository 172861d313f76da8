"""Several sheets of one workbook: people on more than one are one business, and a sheet's name may be its RT."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka import sealing
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import Judgement, judge
from digiloka.imports.planned import PlannedRow
from digiloka.imports.workbook import open_workbook
from tests.judging import CITY, TODAY
from tests.records import nik
from tests.workbooks.xlsx import workbook

HEADING = ["No", "Nama Pemilik", "NIK", "Nama Usaha", "Jenis Usaha", "Alamat", "Kelurahan", "No HP"]
WHAT = ("Kuliner", "Jasa", "Fesyen")


def person(number: int) -> list[Any]:
    name = f"Siti {['Aminah', 'Rahma', 'Dewi', 'Yanti', 'Lina', 'Rina', 'Wati', 'Sari'][number % 8]}"
    return [number, name, nik(number), f"Warung {chr(65 + number)}ni", WHAT[number % 3], f"Jl. Melati No. {number}",
            "Purnama", f"081234500{number:03}"]  # fmt: skip


PEOPLE = [person(number) for number in range(1, 13)]


def judged(sheets: dict[str, list[list[Any]]]) -> tuple[Judgement, list[PlannedRow]]:
    sealing.use(sealing.new_keyring(generated=True))
    judgement = judge(open_workbook(workbook(sheets), "a.xlsx"), ground_without_register(CITY, CITY, TODAY))
    return judgement, [row for _, chunk in judgement.chunks() for row in chunk]


def only(*headings: str, rows: list[list[Any]] = PEOPLE) -> list[list[Any]]:
    """A sheet with some of the columns."""
    places = [HEADING.index(heading) for heading in headings]
    return [list(headings), *([row[place] for place in places] for row in rows)]


KITCHENS = [row for row in PEOPLE if row[4] == "Kuliner"]
COPIES = {
    "a copy": [HEADING, *PEOPLE],
    "in capitals": [HEADING, *([str(one).upper() for one in row] for row in PEOPLE)],
    "without NIK": only("No", "Nama Pemilik", "Nama Usaha", "Jenis Usaha", "Alamat", "Kelurahan"),
    "in another order, without place": only("Nama Usaha", "Jenis Usaha", "Nama Pemilik", "No HP"),
    "one kind of them": [HEADING, *KITCHENS],
    "one kind of them, with less": only("Nama Pemilik", "Nama Usaha", "Jenis Usaha", rows=KITCHENS),
}


@pytest.mark.parametrize("copy", COPIES)
def test_people_who_stand_on_two_sheets_are_one_business_and_it_is_said(copy: str) -> None:
    judgement, rows = judged({"Semua": [HEADING, *PEOPLE], "Olahan": COPIES[copy]})
    assert (judgement.counts["new"], judgement.counts["same"]) == (12, len(rows) - 12)
    assert rows[-1].reasons[0].startswith("Baris ini sama dengan baris ")
    told = [fault.message for fault in judgement.faults.told if fault.code == "sheet-repeats"]
    assert told == [f'{len(rows) - 12} baris di lembar "Olahan" sudah ada di lembar lain, jadi tidak didata dua kali.']


def test_what_the_second_sheet_says_otherwise_is_asked_and_never_a_second_business() -> None:
    changed = [[*row[:7], "081299900111"] for row in PEOPLE]
    judgement, rows = judged({"Semua": [HEADING, *PEOPLE], "Olahan": [HEADING, *changed]})
    assert (judgement.counts["new"], judgement.counts["doubtful"]) == (12, 12)
    assert "isinya lain" in rows[-1].reasons[0]


@pytest.mark.parametrize("place", ["Kelurahan", "Alamat", "NIK"])
def test_namesakes_whom_place_or_number_tells_apart_are_two(place: str) -> None:
    at = HEADING.index(place)
    other = {"Kelurahan": "Ratu Sima", "Alamat": "Gg. Pelita Lorong Tiga", "NIK": nik(77)}[place]
    moved = [*PEOPLE[0][:at], other, *PEOPLE[0][at + 1 :]]
    if place != "NIK":
        moved[2] = None
    judgement, _ = judged({"A": [HEADING, *PEOPLE], "B": [HEADING, moved]})
    assert judgement.counts["new"] == 13


def test_two_rows_of_one_sheet_with_the_same_names_stay_what_they_are() -> None:
    twice = [PEOPLE[0], [13, *PEOPLE[0][1:2], None, PEOPLE[0][3], "Jasa", "Jl. Sena", "Purnama", None]]
    assert judged({"A": [HEADING, *PEOPLE[:1], *twice[1:]], "B": [HEADING, *PEOPLE[5:]]})[0].counts["doubtful"] == 0


@pytest.mark.parametrize(("name", "rt", "rw"), [
    ("RT 01", "001", None), ("RT.07 RW.02", "007", "002"), ("rt 12", "012", None), ("Data", None, None),
])  # fmt: skip
def test_a_sheet_may_be_called_by_its_rt(name: str, rt: str | None, rw: str | None) -> None:
    rows = judged({name: [["DATA UMKM KELURAHAN PURNAMA"], HEADING[:6], *(row[:6] for row in PEOPLE)]})[1]
    assert {(row.checked.record.place.rt, row.checked.record.place.rw) for row in rows} == {(rt, rw)}
    assert {row.checked.record.place.area_code for row in rows} == {"14.72.01.1006"}
