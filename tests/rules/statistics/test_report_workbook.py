"""The report on paper: who signs it, where and when, and that a wide table can be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from digiloka.config import Settings
from digiloka.statistics.facts import AsOf
from digiloka.statistics.measures import TABLES
from digiloka.statistics.tables import Coverage, Head, Line, Table
from digiloka.statistics.workbook import Letterhead, Signer, write

ZONE = ZoneInfo("Asia/Jakarta")
LONG_NOTE = ("Skala dihitung menurut hasil penjualan tahunan. " * 6).strip()  # as long as the longest that is printed
LATE = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # half past one on the 22nd, in Dumai


def wide_table():
    """Six papers of three columns each, two areas and their sum."""
    spec = next(spec for spec in TABLES if spec.key == "R4W")
    heads = tuple(Head(f"Izin {number}", ("Punya", "Tidak diketahui", "Memerlukan")) for number in range(6))
    lines = (
        Line("14.72.01", "Dumai Barat", tuple(range(18)), "subtotal"),
        Line("14.72.01.1003", "Pangkalan Sesai", tuple(range(18))),
        Line("", "Jumlah", tuple(range(18)), "total"),
    )
    return Table(spec, heads, lines, "Wilayah", AsOf.end_of(date(2026, 11, 22), ZONE), None, (LONG_NOTE,))


@pytest.fixture
def printed(tmp_path):
    def make(signer=None, city="Kota Dumai"):
        path = tmp_path / "rekap.xlsx"
        head = Letterhead(city, "Dinas", "Kota Dumai", LATE, ZONE, signer or Signer())
        write(path, [wide_table()], Coverage(3, 2, 0, 0), head)
        return load_workbook(path)

    return make


def words_on(sheet):
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell and isinstance(cell, str)]


def test_it_is_signed_with_place_and_the_local_day(printed):
    sheet = printed()["R4W"]
    words = words_on(sheet)
    at = words.index("Dumai, 22 November 2026")
    assert words[at + 1] == "Kepala Dinas"
    assert words[at + 2].startswith("(……")
    assert words[at + 3] == "NIP."
    assert "Bengkalis, 22 November 2026" in words_on(printed(city="Kabupaten Bengkalis")["R4W"])


def test_the_signer_is_a_setting(printed):
    chosen = Settings.from_env({
        "DIGILOKA_SIGNER_TITLE": "Sekretaris Dinas", "DIGILOKA_SIGNER": "Rahmawati, S.E.",
        "DIGILOKA_SIGNER_NIP": "19680512 199303 2 004",
    })
    words = words_on(printed(Signer(chosen.signer_title, chosen.signer_name, chosen.signer_nip))["R4W"])
    assert {"Sekretaris Dinas", "Rahmawati, S.E.", "NIP. 19680512 199303 2 004"} <= set(words)


def test_a_wide_table_goes_on_on_sheets_of_its_own_with_every_row_and_no_number_lost(printed):
    book = printed()
    assert book.sheetnames == ["Penjelasan", "R4W", "R4W (2)", "R4W (3)"]
    numbers = []
    for part, sheet in enumerate((book[name] for name in book.sheetnames[1:]), start=1):
        assert sheet["A2"].value.endswith(f"(bagian {part} dari 3)")
        assert sheet.page_setup.orientation == "portrait"
        (total,) = (row for row in sheet.iter_rows(values_only=True) if row[1] == "Jumlah")
        numbers += total[2:]
    assert numbers == list(range(18))


def merged_at(sheet, text):
    """The merged cells that hold a text."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and text in cell.value)
    return cell, next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)


def test_no_sentence_is_wider_than_the_table_so_that_the_table_fills_the_page(printed):
    sheet = printed()["R4W"]
    spec = wide_table().spec
    for text in ("Dinas – Kota Dumai", f"Tabel R4W. {spec.title}", "Kota Dumai. Data per", spec.definition,
                 spec.denominator, LONG_NOTE):
        cell, area = merged_at(sheet, text)
        assert (area.min_col, area.max_col) == (1, sheet.max_column), text
        assert cell.alignment.wrap_text, text
    cell, _ = merged_at(sheet, LONG_NOTE)
    assert sheet.row_dimensions[cell.row].height >= 3 * 15


def test_the_signature_stands_at_the_right_under_the_table(printed):
    sheet = printed()["R4W"]
    for text in ("Dumai, 22 November 2026", "Kepala Dinas", "NIP."):
        _, area = merged_at(sheet, text)
        assert area.max_col == sheet.max_column
        assert area.min_col > 2
