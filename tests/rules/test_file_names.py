"""What an uploaded file is called from then on."""

from __future__ import annotations

import pytest

from digiloka.files.naming import LONGEST, kept_name, shown_name

NAMES = [
    ("survei.xlsx", "survei.xlsx"),
    ("data – UMKM “Dumai” 🧵.xlsx", "data – UMKM “Dumai” 🧵.xlsx"),
    ("بيانات.xlsx", "بيانات.xlsx"),
    ("data\u200bUMKM\u202e.xlsx", "dataUMKM.xlsx"),
    ("a\x07b\x00.xlsx", "ab.xlsx"),
    ("dua\r\nbaris\u2028lagi.xlsx", "dua baris lagi.xlsx"),
    ("rusak\udcff.xlsx", "rusak.xlsx"),
    ("C:\\Users\\Siti\\data 2026.xls", "data 2026.xls"),
    ("../../etc/data.csv", "data.csv"),
    ("x" * 300 + ".xlsx", "x" * (LONGEST - 5) + ".xlsx"),
    ("x" * 300, "x" * LONGEST),
    (None, "survei"), ("", "survei"), ("\x07", "survei"), ("..", "survei"), ("data/", "survei"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "kept"), NAMES)
def test_a_file_keeps_its_name_as_far_as_a_page_a_header_and_a_disk_can_hold_it(sent, kept):
    assert kept_name(sent) == kept
    assert kept_name(kept) == kept


@pytest.mark.parametrize(("name", "shown"), [
    ("survei.xlsx", "survei.xlsx"), ("UMKM_12-05-2024 (2).xlsx", "UMKM_12-05-2024 (2).xlsx"),
    ("Rekap 2024-05-12_2025-06-10.xlsx", "Rekap 2024-05-12_2025-06-10.xlsx"),
    ("KTP 1472014601500000 HP 081277776666.xlsx", "KTP ••••••••••••0000 HP ••••••••6666.xlsx"),
    ("KTP_1472-0146-0150-0000_0812-7777-6666.xls", "KTP_•••••••••••••••0000_••••••••••6666.xls"),
    ("1472014601500000.csv", "••••••••••••0000.csv"), ("1472014601500000", "••••••••••••0000"),
])  # fmt: skip
def test_of_a_persons_number_in_a_name_only_the_end_is_shown(name, shown):
    assert shown_name(name) == shown
    assert kept_name(name) == name
