"""Rows judged one by one: what is missing or does not fit is said at its cell, and nothing is guessed."""

from __future__ import annotations

from tests.judging import judged


def test_of_a_list_of_people_each_row_is_told_what_it_lacks():
    sheet = judged(["No", "Nama", "Usaha"], *([float(n), f"Budi {n}", "-"] for n in range(1, 5)))
    assert [row.decision for row in sheet.rows] == ["refused"] * 4
    assert sheet.rows[0].reasons == ["Baris ini belum menyebut usahanya. Isi kegiatan, produk, atau jenis usaha."]


def test_of_a_list_of_names_and_doings_each_row_is_taken():
    sheet = judged(["Nama", "Usaha"], ["Siti Aminah", "Jual kue"], ["Budi Santoso", "Jual ayam"])
    assert [row.decision for row in sheet.rows] == ["new", "new"]
    assert (sheet.record.owner.name, sheet.record.name, sheet.record.activity) == ("Siti Aminah", None, "Jual kue")
