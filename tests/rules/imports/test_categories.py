"""A column of groups beside one that says in words what each business does: the first is no activity."""

from __future__ import annotations

import pytest

from tests.judging import JudgedSheet, among, judged

DOING = ["Mie ayam", "Keripik", "Kue basah", "Bakso", "Jahit baju", "Cuci motor", "Jual sembako", "Pulsa"]
GROUPS = ["Mknan", "Mknan", "Kuliner", "Mknan", "Fasyen", "Jasa", "Dgng", "Dgng"]


def listed(category: str, doing: str, groups: list[str] = GROUPS, works: list[str] = DOING) -> JudgedSheet:
    headings, rows = among(len(works), **{category: groups, doing: works})
    kept = [place for place, heading in enumerate(headings) if heading != "Kegiatan Usaha" or heading == doing]
    return judged([headings[place] for place in kept], *([row[place] for place in kept] for row in rows))


def asked(sheet: JudgedSheet) -> list[str | None]:
    return [doubt["field"] for doubt in sheet.doubts if doubt["kind"] == "column"]


@pytest.mark.parametrize("doing", ["Ket Usaha", "Keterangan Usaha", "Detail Usaha", "Usaha Yg Digeluti"])
@pytest.mark.parametrize("category", ["Kategori", "Category", "Katagori"])
def test_a_category_is_the_sector_where_an_unknown_column_says_what_they_do(category, doing):
    sheet = listed(category, doing)
    assert (sheet.columns[category], sheet.columns[doing]) == ("sector", "activity")
    assert asked(sheet) == ["activity"], "a heading nobody knows is asked about"
    assert [row.checked.record.activity for row in sheet.rows] == DOING


def test_a_category_is_asked_about_where_nothing_but_the_cells_of_another_column_tell_what_they_do():
    sheet = listed("Kategori", "Rincian")
    assert (sheet.columns["Kategori"], sheet.columns["Rincian"]) == ("sector", None)
    assert "sector" in asked(sheet)


@pytest.mark.parametrize("doing", ["Kegiatan", "Usaha yang dijalankan", "Jenis Kegiatan Usaha"])
def test_a_category_is_the_sector_beside_an_activity_that_is_known(doing):
    sheet = listed("Kategori", doing)
    assert (sheet.columns["Kategori"], sheet.columns[doing]) == ("sector", "activity")


def test_a_category_alone_may_be_the_activity():
    headings, rows = among(8, Kategori=DOING)
    sheet = judged([headings[0], headings[1], headings[3]], *([row[0], row[1], row[3]] for row in rows))
    assert sheet.columns["Kategori"] == "activity"


def test_a_category_in_words_of_its_own_is_the_activity_beside_remarks():
    sheet = listed("Kategori", "Keterangan Usaha", DOING, ["Sudah tutup", "Baru pindah", "Aktif", "-"] * 2)
    assert sheet.columns["Kategori"] == "activity"
