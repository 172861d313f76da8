"""Faults of one kind, gathered for the eye."""

from __future__ import annotations

import pytest

from digiloka.imports import fault_places
from digiloka.imports.fault_places import FaultPlaces, in_common
from digiloka.imports.faults import CELL, WARNING, Fault, FaultBook


def fault(row, message, code="nik-length", severity=CELL):
    return Fault("Data", row, "B", "nik", code, message, severity)


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ([], ""),
        (["NIK hanya boleh berisi angka. Tulis lagi."], "NIK hanya boleh berisi angka. Tulis lagi."),
        (["NIK harus 16 angka. Ada 15 angka.", "NIK harus 16 angka. Ada 9 angka."], "NIK harus 16 angka."),
        (['"33.850" terlalu kecil. Tulis jumlah lengkap.', '"7" terlalu kecil. Tulis jumlah lengkap.'],
         "Tulis jumlah lengkap."),
        (["Satu. Dua. Tiga.", "Satu. Lain. Tiga."], "Satu. Tiga."),
        (["Satu.", "Dua."], "Satu."),
    ],
)
def test_what_all_messages_of_a_kind_say_is_its_title(messages, said):
    assert in_common(messages) == said


def gathered(rows):
    book, places = FaultBook(), FaultPlaces()
    for position, faults in enumerate(rows):
        book.extend(faults)
        places.note(position, faults)
    return places.with_places(book.summary())


def test_a_kind_names_each_of_its_rows_once():
    two = [fault(3, f"NIK harus 16 angka. Anda mengisi {digits} angka.") for digits in (15, 9)]
    groups = gathered([[], two, [fault(4, "Periksa lagi.", severity=WARNING)], two[:1]])
    assert [(group["severity"], group["count"], group["rows"], group["title"]) for group in groups] == [
        (CELL, 3, [1, 3], "NIK harus 16 angka."), (WARNING, 1, [2], "Periksa lagi."),
    ]


def test_a_ruined_file_does_not_fill_the_memory_with_places(monkeypatch):
    monkeypatch.setattr(fault_places, "MOST", 3)
    (group,) = gathered([[fault(row, "NIK harus 16 angka.")] for row in range(9)])
    assert (group["count"], group["rows"]) == (9, [0, 1, 2])


def test_a_fault_of_the_whole_sheet_has_no_rows():
    book = FaultBook()
    book.extend([Fault("Data", None, "C", None, "two-in-one", "Dua hal.", WARNING)])
    assert FaultPlaces().with_places(book.summary())[0]["rows"] == []
