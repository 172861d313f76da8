"""What an uploaded file is called from then on."""

from __future__ import annotations

import pytest

from digiloka.files.naming import LONGEST, kept_name

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
