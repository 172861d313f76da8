"""One heading at a time: short forms, misspellings, brackets, long questions, and words that only look like a field."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from digiloka.imports.columns.heading_rows import find_headings, is_numbering
from digiloka.imports.columns.naming import Named, name_of
from digiloka.imports.columns.paths import Label, Top
from digiloka.imports.columns.words import fold
from digiloka.registry import doubtful_headings, headings
from digiloka.registry.fields import BY_KEY, printed_key


def named(*path: str) -> Named:
    return name_of([Label(text, spans=True) for text in path])


def first(*path: str) -> str | None:
    return next(iter(named(*path).match.fields), None)


SHORT = {  # without vowels, in two languages, doubled, called by a kind of shop
    "Jml Krywn": "workers_total", "Omst/bln": "turnover", "Pnddkn": "education", "Almt Usaha": "business_address",
    "Address / Alamat": "address", "Number of Workers / Jumlah Pekerja": "workers_total", "T.Kerja": "workers_total",
    "Pemilik Warung": "owner_name", "Alamat Gerai": "business_address", "Nm Usaha": "business_name",
    "No SLHS": "licence", "Tgl Terbit P-IRT": "licence_date", "Kap. Produksi": "production_capacity",
    "N. BB/BP (Rp. 000)": "raw_material_value", "3. Jenis Kelamin (L/P)": "sex", "Nama Rumah Makan": "business_name",
    "Nama orang yang punya usaha": "owner_name", "monthly_revenue": "turnover", "Kepemilikan NIB": "nib",
}
KNOWN = {
    "owner_name": ["Nama Pemilik/Pengelola", "NAMA PEMILK", "Nama Lengkap Pelaku Usaha", "1. Nama Pemilik *"],
    "nik": ["NO. KTP/NIK", "Nomor Induk Kependudukan", "NIK Pemilik (16 digit)"],
    "phone": ["No. Telp./HP", "NO.HP/WA", "Nomor Telepon/WhatsApp", "2. Nomor HP yang aktif", "Nomor WhatsApp *"],
    "business_name": ["Nama Usaha/Merk", "nama_umkmusaha", "Nama Perusahaan/IKM", "Nama usaha (UMKM)", "NAMA USHA"],
    "village": ["Kel/Desa", "DESA/KEL.", "Kelurahan/Desa (Usaha)", "5. Kelurahan tempat usaha"],
    "village_rt_rw": ["Desa/Kel, RT, RW"],
    "business_address": ["4. Alamat Lengkap Tempat Usaha", "alamatworkshop", "ALAMAT USAHA (JALAN)"],
    "owner_address": ["Alamat Sesuai KTP", "Alamat Rumah"],
    "workers_total": ["JML KARYAWAN", "tki_org", "Tenaga Kerja (Orang)", "Banyaknya tenaga kerja/karyawan"],
    "workers_male": ["TK (L)", "Jml TK L", "totaltenagakerjalakilaki", "tk_pria"],
    "workers_female": ["TK (P)", "Jml TK P", "tenaga_kerja_perempuan", "female employe"],
    "nib": ["Apakah sudah memiliki NIB?", 'NIB ("V", "X")', "izin_nib", "Nomor Induk Berusaha (NIB)"],
    "pirt": ["P-IRT", "No. P-IRT", "SPP-IRT"],
    "halal": ["Sertifikasi Halal", "Apakah sudah memiliki sertifikat halal?"],
    "product": ["Deskripsi Produk", "Keterangan Produk", "Detail produk"],
    "licence": ["Legalitas (NIB/SKU/IUMK)", "nosuratizinusaha", "No. Izin Usaha"],
    "birth_date": ["Tempat, Tanggal Lahir", "TTL", "dob", "Tgl. Lahir"],
    "start_date": [
        "Thn. Berdiri", "11. Tahun berdiri usaha", "tanggalmulai", "Sejak kapan usaha berdiri?",
        "Sejak kapan usaha dijalankan?", "Kapan usaha ini didirikan?", "Usaha Anda berjalan sejak kapan?",
    ],
    "export": ["Jangkauan Pemasaran (Export)", "Produk Komoditas Ekspor"],
    "financing": ["Modal Bantuan Pemerintah", "KUR (Ya/Tidak)"],
    "turnover": ["7. Berapa omzet per bulan?", "omzetawal", "OMSET"],
    "rt": ["Alamat (RT)"], "rw": ["Alamat (RW)"], "marketing": ["Alamat IG"], "district": ["subdistrict"],
    "coordinates": ["Titik Koordinat (Lat, Long)"],
}
OURS_NOT = [
    "No KK", "Nomor Kartu Keluarga", "id_kecamatan", "kategori_id", "Kode Kelurahan", "id_jenis_usaha",
    "Rerata Usia Pekerja", "Kepemilikan Asuransi Kesehatan", "Keuntungan Bersih", "Modal Luar (Rp)",
    "Status Perkawinan", "Link Dokumentasi", "Nama Karyawan", "Nama Pendamping", "Pendidikan Pekerja",
    "Luas Tanah", "JAM_OPERASIONAL", "Lama Usaha", "Usia Usaha", "Lama usaha berdiri",
    "Perubahan Terakhir Oleh", "Timestamp", "cluster",
    "Nama Ibu Kandung", "Foto KTP", "Tenaga Kerja Asing", "sumber_data", "created_at", "Alasan belum memiliki NIB",
    "Skala Usaha", 'Kategori Usaha ("mikro", "makro")', "Jumlah Anggota", "tahun_bergabung", "Dusun", "icon",
]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), [(one, key) for key, spellings in KNOWN.items() for one in spellings])
def test_a_heading_is_known_however_it_is_spelt(heading: str, field: str) -> None:
    assert first(heading) == field


@pytest.mark.parametrize("heading", SHORT)
def test_a_heading_is_known_as_short_or_as_double_as_offices_write_it(heading: str) -> None:
    assert name_of([Label(heading)]).match.fields == (SHORT[heading],)


@pytest.mark.parametrize("heading", OURS_NOT)
def test_a_heading_that_is_none_of_ours_takes_no_field(heading: str) -> None:
    assert printed_key(first(heading)) is None


ENGLISH = {
    "Owner Full Name": "owner_name", "highest_education": "education", "Main Product": "product",
    "Street address": "address", "Monthly Sales (IDR)": "turnover", "Startup capital": "capital",
    "Source of funding": "financing", "respondent_id": "source_id", "Sub-district (Kelurahan)": "village",
    "District (Kecamatan)": "district", "Subdistrict": "district",
}
ASKED_IN_WORDS = {
    "16. Melalui media apa Anda memasarkan produk?": "marketing", "Kemana saja produk dipasarkan?": "marketing",
    "Apakah pernah meminjam modal di bank?": None, "Unggah foto produk/tempat usaha": "photo", "Unggah foto KTP": None,
    "Berapa penghasilan kotor sebulan?": "turnover", "JK Pengusaha": "sex", "JK Waktu (bln)": None,
    "Letak Usaha (Jln/Gg)": "business_address", "No Hanphone": "phone",
}


@pytest.mark.parametrize("heading", ENGLISH)
def test_a_heading_in_english_is_known(heading: str) -> None:
    assert first(heading) == ENGLISH[heading]


@pytest.mark.parametrize("heading", ASKED_IN_WORDS)
def test_a_heading_is_known_in_the_words_of_an_interview(heading: str) -> None:
    assert first(heading) == ASKED_IN_WORDS[heading]


PAPERS = {  # the number a paper is registered under belongs to the paper, and is no number of the business
    "No. Registrasi BPOM": "bpom", "No Reg PIRT": "pirt", "Nomor Pendaftaran Merek": "brand",
    "Tgl Pendaftaran Merek": "licence_date", "No Pendaftaran": "source_id", "No Izin Edar": "bpom",
    "Tgl Izin Edar": "licence_date", "No. Izin Usaha": "licence", "Status Halal": "halal", "Status PIRT": "pirt",
    "Kepemilikan Sertifikat Halal": "halal", "Jumlah Sertifikat Halal": None,
}
OF_PLACES = {
    "Kota Pabrik": "city", "Kec. Outlet": "district", "Email Toko": "email", "_titik_gps_longitude": "longitude",
    "Titik GPS Latitude": "latitude", "_lokasi_precision": None, "Titik koordinat altitude": None,
}


@pytest.mark.parametrize("heading", PAPERS)
def test_a_paper_is_known_by_the_number_it_is_registered_under(heading: str) -> None:
    assert first(heading) == PAPERS[heading]


@pytest.mark.parametrize("heading", OF_PLACES)
def test_a_place_is_known_beside_the_shop_or_the_point_it_is_told_of(heading: str) -> None:
    assert first(heading) == OF_PLACES[heading]


WORKERS = {  # of one sex and kind, in any order, however the number of them is called
    "JML TENAGA KERJA TETAP (L)": "workers_permanent_male", "Jml Karyawan Wanita Tetap": "workers_permanent_female",
    "Total pekerja tidak tetap (P)": "workers_casual_female", "TK Laki-laki Harian Lepas": "workers_casual_male",
}


@pytest.mark.parametrize("heading", WORKERS)
def test_workers_of_one_sex_and_kind_are_not_taken_for_all_of_them(heading: str) -> None:
    assert first(heading) == WORKERS[heading]


@pytest.mark.parametrize("heading", [
    "Jumlah Karyawan Tetap", "Pekerja tidak tetap (org)", "TK Harian Lepas", "Jumlah Pekerja Anak",
    "Jml Tenaga Kerja Disabilitas",
])
def test_workers_of_one_kind_are_surely_not_all_of_them(heading: str) -> None:
    assert (first(heading), named(heading).score) == ("workers_total", 0.35)


# What stands beside the known word is another person's, another thing or another time.
TURNED = [
    "No HP Pendamping", "HP Istri", "No HP (Petugas)", "Telp Kantor Lurah", "HP RT", "No Telp Ketua RT", "NIK Istri",
    "NIK Istri Pemilik", "Tanggal Lahir Istri", "Jenis Kelamin Anak", "Pendidikan Anak", "Alamat Ahli Waris",
    "No KTP Saksi", "Email Petugas", "Nama Pengisi", "No HP Pengisi Formulir", "Nama Usaha Suami", "No HP Karyawan",
    "Nama/No HP Pendamping", "No HP Anak/Keluarga yang bisa dihubungi", "Usia Suami", "Alamat Surveyor",
    "Modal yang dibutuhkan", "Omzet yang diharapkan", "Pelatihan yang diinginkan", "Tgl Berlaku Halal",
    "Masa Berlaku NIB", "Masa Berlaku Izin", "NIB berlaku sampai", "Aset (tanah)",
    "Jumlah Tenaga Kerja Asing", "Investasi Tanah", "Modal (tanah dan bangunan)", "Nama Pemilik Tanah",
]  # fmt: skip
NOT_TURNED = {
    "Nama Pemilik (Suami/Istri)": "owner_name", "Catatan Petugas": "notes", "Tanggal Kunjungan Petugas": "survey_date",
    "Jumlah Tenaga Kerja Keluarga": "workers_total", "Aset (di luar tanah dan bangunan)": "assets",
    "Modal di luar tanah dan bangunan": "capital", "Investasi selain tanah dan bangunan": "investment",
    "Status Kepemilikan Tanah Usaha": "premises_status", "NIB (masih berlaku)": "nib",
    "Nama Kepala Usaha": "owner_name",
    "Desa/Kelurahan": "village", "Produk yang Anda jual": "product",
}


@pytest.mark.parametrize("heading", TURNED)
def test_a_heading_of_another_person_thing_or_time_is_neither_mapped_nor_left_to_its_cells(heading: str) -> None:
    match = named(heading).match
    assert match.fields == ()
    assert match.known


@pytest.mark.parametrize("heading", ["Jumlah Produk", "Status Bantuan", "Metode Pembayaran", "Cara Pembayaran"])
def test_a_heading_of_words_of_its_own_is_no_misspelling_of_another(heading: str) -> None:
    assert first(heading) is None


@pytest.mark.parametrize("heading", NOT_TURNED)
def test_a_heading_keeps_its_meaning_beside_a_word_that_changes_nothing(heading: str) -> None:
    assert first(heading) == NOT_TURNED[heading]


PATHS = [
    (("PENDAMPING", "NO HP"), None),
    (("DATA DIRI", "KELAHIRAN", "TEMPAT"), "birth_place"),
    (("DATA DIRI", "KELAHIRAN", "TANGGAL"), "birth_date"),
    (("DATA ISTRI", "NIK"), None),
    (("PETUGAS", "ALAMAT"), None),
    (("DATA PETUGAS DAN USAHA", "OMZET"), "turnover"),
    (("TENAGA KERJA DAN PEMILIK", "NAMA PEMILIK"), "owner_name"),
    (("ASET", "TANAH & BANGUNAN"), None),
    (("IJIN USAHA", "NIB"), "nib"),
    (("TENAGA KERJA", "L"), "workers_male"),
    (("TENAGA KERJA", "TETAP", "P"), "workers_permanent_female"),
    (("TENAGA KERJA", "JUMLAH"), "workers_total"),
    (("PEMILIK", "NAMA"), "owner_name"),
    (("IDENTITAS PELAKU USAHA", "ALAMAT"), "owner_address"),
    (("DATA USAHA", "NAMA"), "business_name"),
    (("DATA USAHA", "ALAMAT"), "business_address"),
    (("NIB", "NOMOR"), "nib"),
    (("NIB", "TANGGAL TERBIT"), "nib_date"),
    (("NIB", "TIDAK"), None),
    (("DIGITAL MARKETING", "WA"), "marketing"),
    (("DIGITAL MARKETING", "BLIBLI"), "marketing"),
    (("OMZET", "PER BULAN"), "turnover"),
    (("KAPASITAS PRODUKSI", "SATUAN"), "production_unit"),
    (("KAPASITAS PRODUKSI", "JUMLAH"), "production_capacity"),
    (("ALAMAT PEMILIK", "KECAMATAN"), None),
    (("ALAMAT USAHA", "KECAMATAN"), "district"),
    (("JENIS KELAMIN", "P"), "sex"),
    (("NILAI PRODUKSI", "(Rp.000)"), "production_value"),
]


@pytest.mark.parametrize(("path", "field"), PATHS)
def test_parent_and_child_name_a_column_together(path: tuple[str, ...], field: str | None) -> None:
    assert first(*path) == field


@pytest.mark.timeout(30)
@pytest.mark.parametrize("filling", ["izin dan ", "()", "a ", "1.", "nama usaha / ", "   x", "(Rp"])
def test_a_heading_cell_as_full_as_a_cell_can_be_holds_nothing_up(filling: str) -> None:
    full = (filling * 32_767)[:32_767]
    heading = ["Nama Pemilik", "NIK", full, "Nama Usaha", "Alamat", "Kelurahan", "No HP", "Omzet"]
    below = ["Siti", 1472.0, full, "Kue", "Jl. Mawar", "Rimba", 812.0, 5.0]
    assert find_headings(Top({0: heading, 1: below})).rows == [0]


def test_a_spelling_means_one_field_only() -> None:
    meaning: dict[str, set[str | None]] = {}
    for key, spellings in headings.ALIASES.items():
        for spelling in spellings:
            meaning.setdefault(fold(spelling), set()).add(key)
    for spellings in doubtful_headings.NOT_A_FIELD.values():
        for spelling in spellings:
            meaning.setdefault(fold(spelling), set()).add(None)
    for spelling in (*doubtful_headings.AMBIGUOUS, *doubtful_headings.LAST_RESORT):
        meaning.setdefault(fold(spelling), set()).add(spelling)
    assert {words: keys for words, keys in meaning.items() if len(keys) > 1 or not words} == {}


def test_every_word_list_names_fields_that_exist() -> None:
    named = {*headings.ALIASES, *doubtful_headings.LAST_RESORT.values()}
    named |= {key for keys in doubtful_headings.AMBIGUOUS.values() for key in keys}
    assert named <= set(BY_KEY)


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["(1)", "(2)", "(3)"], True),
        ([1.0, 2.0, 3.0, 4.0], True),
        (["1", None, "3", "4", "5"], True),
        (["a", "b", "c"], True),
        (["1", "2", "3=1+2", "4"], True),
        ([1.0, "Siti", 3.0], False),
        ([5.0, 6.0, 7.0], False),
        ([1.0, 2.0], False),
        ([1.0, 9.0, 2.0], False),
    ],
)
def test_a_numbering_row_only_counts(cells: list[object], numbers: bool) -> None:
    assert is_numbering(cells) is numbers


# Whose heading it is, and the scale, need the sheet around them; the list gives the field of the sheet they came from.
_NEED_A_SHEET = {"owner_address", "keterangan", "nama penanggung jawab", "wilayah"}


def test_the_headings_seen_in_real_lists_are_known(shared: Path) -> None:
    wrong = []
    for row in csv.DictReader((shared / "surveys" / "heading_spellings.csv").open(encoding="utf-8")):
        if row["field"] in _NEED_A_SHEET or row["normalised"] in _NEED_A_SHEET:
            continue
        for spelling in row["spellings_seen"].split(" | "):
            path = re.sub(r"×\d+$", "", spelling).replace("(blank merged parent) > ", "").split(" > ")
            found = [printed_key(key) for key in named(*path).match.fields] or [None]
            if found == ["business_address"] and row["field"] == "address" and len(path) > 1:
                continue  # under "Alamat Usaha" it is said whose address it is
            if (row["field"] or None) not in found:
                wrong.append((path, row["field"], found))
    assert wrong == []
