"""Exports of other programs are known by their headings: every column is right, and nothing is asked."""

from __future__ import annotations

from typing import Any

import pytest

from digiloka.imports.answers import Answers, ColumnAnswer
from digiloka.imports.judging import Judgement, NoList, sheet_json
from digiloka.imports.planned import PlannedRow
from digiloka.imports.presets import PRESETS
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import Amount
from tests.judging import judgement_of, planned_of
from tests.records import nik

# As a program writes them: one dated export of the national list.
SIDT = [
    "id_data_badan_usaha", "nik_pengusaha", "nama_pengusaha", "nib", "jenis_kelamin", "is_disabilitas",
    "tanggal_lahir", "pendidikan_formal", "kontak_hp", "prov_pengusaha", "kab_pengusaha", "kec_pengusaha",
    "kel_pengusaha", "alamat_pengusaha", "rt_pengusaha", "rw_pengusaha", "nama_usaha", "kegiatan_utama",
    "produk_utama", "kategori_kbli", "kode_kbli", "status_badan_usaha", "skala_usaha", "modal_pendirian",
    "bulan_mulai_operasi", "tahun_mulai_operasi", "omzet_tahunan", "asset", "prov_usaha", "kab_usaha", "kec_usaha",
    "kel_usaha", "alamat_usaha", "rt_usaha", "rw_usaha", "foto_usaha", "alamat_latitude", "alamat_longitude",
    "tk_dibayar_laki", "tk_dibayar_perempuan", "tk_dibayar_disabil_laki", "tk_dibayar_disabil_perempuan",
    "tk_not_dibayar_laki", "tk_not_dibayar_perempuan", "tk_not_dibayar_disabil_laki",
    "tk_not_dibayar_disabil_perempua", "pulled_at", "updated_at", "source_page",
]  # fmt: skip
INHABITANTS = [
    "Alamat", "Dusun", "RW", "RT", "Nama", "Nomor KK", "Nomor NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir",
    "Agama", "Pendidikan (dlm KK)", "Pendidikan (sdg ditempuh)", "Pekerjaan", "Kawin", "Hub. Keluarga",
    "Kewarganegaraan", "Nama Ayah", "Nama Ibu", "Gol. Darah", "Akta Lahir", "Nomor Dokumen Paspor",
]  # fmt: skip
SHOP = ["No", "Pelapak", "Produk", "Kategori", "Harga", "Satuan", "Potongan", "Deskripsi"]


def business(number: int, **changed: Any) -> list[Any]:
    told = dict.fromkeys(SIDT) | {
        "id_data_badan_usaha": f"BU{number:07}", "nik_pengusaha": nik(number), "nama_pengusaha": f"Siti {number}",
        "kontak_hp": f"0812345{number:05}", "alamat_pengusaha": "Jl. Rumah 1", "kel_pengusaha": "Jaya Mukti",
        "nama_usaha": f"Warung {number}", "kegiatan_utama": "Menjual sembako", "produk_utama": "Sembako",
        "kode_kbli": "47112", "status_badan_usaha": "Perorangan", "modal_pendirian": 5_000_000,
        "bulan_mulai_operasi": 3, "tahun_mulai_operasi": 2019, "omzet_tahunan": 60_000_000, "asset": 8_000_000,
        "prov_usaha": "Riau", "kab_usaha": "Kota Dumai", "kec_usaha": "Dumai Timur", "kel_usaha": "Teluk Binjai",
        "alamat_usaha": "Jl. Pasar 2", "rt_usaha": "003", "rw_usaha": "001", "tk_dibayar_laki": 1,
        "tk_dibayar_perempuan": 2, "tk_dibayar_disabil_laki": 1, "tk_not_dibayar_laki": 3,
        "updated_at": "2026-04-15 01:02:03", "source_page": 7,
    } | changed  # fmt: skip
    return list(told.values())


def preset_named(found: Judgement) -> str | None:
    return sheet_json(found.sheets[0])["layout"]["preset"]


def sidt() -> tuple[Judgement, list[PlannedRow]]:
    return planned_of({"sidt": [SIDT, *(business(number) for number in range(5))]})


def test_the_national_list_is_known_and_nothing_is_asked() -> None:
    found, rows = sidt()
    sheet = sheet_json(found.sheets[0])
    assert len(SIDT) == 49
    assert sheet["layout"]["known"] is True
    assert (sheet["layout"]["preset"], found.doubts()) == ("SIDT", [])
    assert {column["confidence"] for column in sheet["columns"]} == {1.0}
    assert [row.decision for row in rows] == ["new"] * 5


def test_a_business_of_the_national_list_is_read_whole() -> None:
    record = sidt()[1][2].checked.record
    assert (record.owner.name, record.owner.nik, record.owner.address) == ("Siti 2", nik(2), "Jl. Rumah 1")
    assert (record.name, record.activity, record.product) == ("Warung 2", "Menjual sembako", "Sembako")
    assert record.kbli == "47112"
    assert (record.place.area_code, record.place.address, record.place.rt) == ("14.72.02.1002", "Jl. Pasar 2", "003")
    assert (record.start_year, record.legal_form, record.source_id) == (2019, "perorangan", "BU0000002")
    figures = record.figures
    assert figures.turnover == Amount(60_000_000, 60_000_000, "year", False, "60000000")
    assert (figures.capital.low, figures.assets.low) == (5_000_000, 8_000_000)


def test_paid_and_unpaid_workers_count_together_and_the_disabled_are_among_them() -> None:
    figures = sidt()[1][0].checked.record.figures
    assert (figures.workers_male, figures.workers_female, figures.workers_total) == (4, 2, 6)
    assert not any(fault.code == "column-rival" for fault in sidt()[0].faults.told)


def test_an_officers_word_goes_before_a_preset() -> None:
    said = Answers({"sidt": {SIDT.index("asset"): ColumnAnswer("investment")}})
    rows = planned_of({"sidt": [SIDT, *(business(number) for number in range(5))]}, said)[1]
    assert (rows[0].checked.record.figures.assets, rows[0].checked.record.figures.investment.low) == (None, 8_000_000)


def test_an_export_that_gained_and_lost_a_column_is_still_known() -> None:
    headings = [heading for heading in SIDT if heading not in ("foto_usaha", "source_page")] + ["kolom_baru"]
    rows = [[told for at, told in enumerate(business(number)) if SIDT[at] in headings] + ["x"] for number in range(3)]
    assert preset_named(judgement_of({"sidt": [headings, *rows]})) == "SIDT"


def inhabitants(**changed: Any) -> list[list[Any]]:
    told = dict.fromkeys(INHABITANTS, "-") | {
        "Alamat": "JL. MELATI", "RW": "1", "RT": "3", "Tempat Lahir": "DUMAI", "Tanggal Lahir": "1980-07-05",
        "Jenis Kelamin": 2, "Pendidikan (dlm KK)": 5, "Kawin": "KAWIN", "Nama Ayah": "BUDI", "Nama Ibu": "ANI",
        "Pekerjaan": "WIRASWASTA", "Hub. Keluarga": "ISTRI",
    } | changed  # fmt: skip
    return [list(told), *[
        [*(told | {"Nama": f"SITI {number}", "Nomor NIK": nik(number)}).values()] for number in range(4)
    ]]  # fmt: skip


def test_a_list_of_inhabitants_is_known_and_is_no_list_of_businesses() -> None:
    with pytest.raises(NoList, match="daftar orang") as refused:
        judgement_of({"Data Penduduk": inhabitants()})
    layout = refused.value.sheets[0].layout
    assert refused.value.sheets[0].taught.preset == "OpenSID (penduduk)"
    told = {guess.heading: guess.field for guess in layout.columns}
    assert {heading: field for heading, field in told.items() if field} == {
        "Alamat": "owner_address", "RW": "rw", "RT": "rt", "Nama": "owner_name", "Nomor NIK": "nik",
        "Jenis Kelamin": "sex", "Tempat Lahir": "birth_place", "Tanggal Lahir": "birth_date",
        "Pendidikan (dlm KK)": "education",
    }  # fmt: skip


def test_inhabitants_with_a_business_beside_them_are_read_with_their_codes() -> None:
    found, rows = planned_of({"Data Penduduk": inhabitants(**{"Kegiatan Usaha": "Jual sembako"})})
    owner = rows[0].checked.record.owner
    assert preset_named(found) == "OpenSID (penduduk)"
    assert (owner.name, owner.nik, owner.sex, owner.education) == ("SITI 0", nik(0), "P", "sma")
    assert rows[0].checked.record.activity == "Jual sembako"
    assert not any(doubt["field"] == "education" for doubt in found.doubts())


def test_an_officers_word_on_a_code_goes_before_the_presets() -> None:
    said = Answers(spellings={("education", "5"): "smk"})
    rows = planned_of({"Data Penduduk": inhabitants(**{"Kegiatan Usaha": "Jual sembako"})}, said)[1]
    assert rows[0].checked.record.owner.education == "smk"


def test_a_village_shop_is_read_with_its_sellers() -> None:
    goods = ("Keripik singkong", "Kue bolu", "Anyaman pandan", "Madu hutan", "Kopi bubuk")
    rows = [[at + 1, f"SITI {at}", good, "Makanan", "Rp 15.000", "bungkus", "0%", "enak"]
            for at, good in enumerate(goods)]  # fmt: skip
    found, planned = planned_of({"Produk": [SHOP, *rows]})
    record = planned[0].checked.record
    assert (preset_named(found), found.doubts()) == ("OpenSID (lapak)", [])
    assert (record.owner.name, record.product, record.sector, record.figures) == (
        "SITI 0", "Keripik singkong", "kuliner", None,
    )  # fmt: skip


def test_an_ordinary_list_is_none_of_them() -> None:
    rows = [["Siti", f"Warung {at}", "Sembako", "L"] for at in range(4)]
    book = {"Data": [["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", "Jenis Kelamin"], *rows]}
    assert preset_named(judgement_of(book)) is None


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_names_fields_and_headings_that_are(preset: Any) -> None:
    assert {key for key in preset.fields.values() if key} <= BY_KEY.keys()
    assert preset.marks | preset.added | preset.periods.keys() <= preset.fields.keys()
    assert len(preset.marks) <= preset.least <= len(preset.fields)
