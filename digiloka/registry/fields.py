"""The ONE table of fields: form, survey sheet, blank workbook, export and API take name and reader from it.

Keys are fixed (other programs read them). `about` says whose fact it is. Headings stand in `headings`,
readers in `reading`, closed lists in `choices`; this table ties them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from digiloka.registry import choices, headings, own_readers, reading
from digiloka.registry.strays import Look, look_of
from digiloka.values import identity


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet and one question of a form.

    `label` names it in tables and blank workbooks; `question` asks it on a phone (empty: not asked).
    `survey_key` is what `imports check --json` prints (None: ours alone, not a key agreed with others).
    `licence` is the kind of paper, where the cell may hold a number or only a claim.
    """

    key: str
    label: str
    about: str  # owner, business, place, figures, licence, meta
    reader: reading.Reader
    kind: str = "text"  # text, name, number, money, count, date, choice, answer, area, point, licence
    question: str = ""
    hint: str = ""
    example: str = ""
    choices: choices.Choices = ()
    longest: int = 0  # letters a form or a blank workbook lets in; 0 = no limit of its own
    text: bool = False  # the blank workbook's column is text: a number cell would lose digits
    sensitive: bool = False  # encrypted at rest, masked when shown
    licence: str | None = None
    survey_key: str | None = ""
    look: Look | None = field(init=False, repr=False)  # for a person's number that strayed into it

    @property
    def aliases(self) -> tuple[str, ...]:
        """Heading spellings that mean this field wherever they stand."""
        return headings.ALIASES.get(self.key, ())

    @property
    def printed_key(self) -> str | None:
        """The key other programs know, or None."""
        return self.key if self.survey_key == "" else self.survey_key

    def __post_init__(self) -> None:
        object.__setattr__(self, "look", look_of(self.key, self.kind, sensitive=self.sensitive))

    def read(self, raw: Any, notes: reading.Notes, around: reading.Around) -> Any:
        """The value of a cell or an answer, None for blank. Raises Refused, also for a person's number that strayed
        into it, whichever door it came through."""
        return self.reader(raw if self.look is None else self.look(raw, self.label, notes), notes, around)

    @property
    def money(self) -> bool:
        return self.kind == "money"

    @property
    def count(self) -> bool:
        return self.kind == "count"


OWNER = (
    Field("owner_name", "Nama pemilik", "owner", reading.name, "name", question="Nama lengkap sesuai KTP",
          example="Siti Aminah", longest=200),
    Field("nik", "NIK", "owner", reading.NIK, "number", question="NIK", longest=16, text=True,
          sensitive=True, hint="16 angka di KTP. Dipakai agar usaha Anda tidak tercatat dua kali",
          example="1472014507800000"),
    Field("nik_absent", "Alasan tanpa NIK", "owner",
          reading.one_of(choices.NIK_ABSENT, {}, ("nik-absent", "Pilih alasan tanpa NIK dari daftar.")), "choice",
          question="Mengapa NIK tidak diisi?", choices=choices.NIK_ABSENT, survey_key=None),
    Field("sex", "Jenis kelamin", "owner", reading.SEX, "choice", question="Jenis kelamin",
          choices=choices.SEX, example="P"),
    Field("birth_date", "Tanggal lahir", "owner", reading.born, "date", question="Tanggal lahir",
          sensitive=True, hint="Tulis tanggal, bulan, lalu tahun", example="5 Juli 1980"),
    Field("birth_place", "Tempat lahir", "owner", reading.words(100), question="Tempat lahir",
          example="Dumai", longest=100),
    Field("age", "Usia", "owner", reading.age, "count", hint="Dalam tahun", example="46"),
    Field("education", "Pendidikan terakhir", "owner", reading.EDUCATION, "choice",
          question="Pendidikan terakhir", choices=choices.EDUCATION, example="SMA atau sederajat"),
    Field("owner_address", "Alamat pemilik", "owner", reading.words(300), question="Alamat rumah Anda",
          longest=300, hint="Alamat tempat tinggal, bila lain dari tempat usaha",
          example="Jl. Melati No. 8 RT 002 RW 005"),
    Field("phone", "Nomor HP", "owner", reading.phones, "number", question="Nomor HP", text=True,
          sensitive=True, hint="Nomor yang ada WhatsApp-nya lebih baik. Contoh: 0812 3456 7890",
          example="081200345678", longest=40),
    Field("email", "Alamat email", "owner", reading.EMAIL, question="Alamat email (boleh dilewati)",
          sensitive=True, example="nama@contoh.id", longest=200, text=True),
    Field("npwp", "NPWP", "owner", reading.NPWP, "number", question="NPWP (boleh dilewati)", text=True,
          sensitive=True, hint="15 atau 16 angka", example="01.234.567.8-211.000", longest=25),
)

BUSINESS = (
    Field("business_name", "Nama usaha", "business", reading.name, "name", question="Nama usaha",
          longest=200, hint="Kalau belum ada nama, tulis nama Anda", example="Warung Bu Siti"),
    Field("brand", "Merek atau HKI", "licence", reading.paper(identity.parse_merek), "licence",
          licence="merek", question="Merek terdaftar (boleh dilewati)",
          hint="Nomor pendaftaran merek, bila ada", text=True, example="IDM000900000", longest=80),
    Field("activity", "Kegiatan usaha", "business", own_readers.doing,
          question="Apa yang Anda buat atau jual?", hint="Contoh: keripik singkong, jahit baju",
          example="Membuat dan menjual keripik singkong", longest=500),
    Field("product", "Produk utama", "business", reading.words(500), question="Produk atau jasa utama",
          hint="Boleh lebih dari satu, pisahkan dengan koma", example="Keripik singkong, keripik pisang",
          longest=500),
    Field("sector", "Kelompok usaha", "business", reading.words(200), example="Kuliner", longest=200,
          hint="Kelompok besar, contoh Kuliner, Fesyen, Kerajinan, Jasa, Perdagangan"),
    Field("kbli", "KBLI", "business", reading.kbli, "number", text=True, example="10794",
          longest=200, hint="Kode jenis usaha, 5 angka. Petugas akan membantu"),
    Field("makes_goods", "Membuat barang", "business", reading.ANSWER, "answer", choices=choices.ANSWERS,
          question="Apakah Anda membuat barang di tempat usaha ini?", survey_key=None),
    Field("serves_food", "Melayani makan minum", "business", reading.ANSWER, "answer",
          choices=choices.ANSWERS,
          question="Apakah Anda memasak atau meracik makanan dan minuman untuk pembeli?", survey_key=None),
    Field("sells_goods", "Menjual barang", "business", reading.ANSWER, "answer", choices=choices.ANSWERS,
          question="Apakah Anda menjual barang buatan orang lain?", survey_key=None),
    Field("gives_service", "Memberi jasa", "business", reading.ANSWER, "answer", choices=choices.ANSWERS,
          question="Apakah Anda memberi jasa, bertani, atau beternak?", survey_key=None),
    Field("legal_form", "Bentuk usaha", "business", reading.LEGAL_FORM, "choice", question="Bentuk usaha",
          choices=choices.LEGAL_FORM, hint="Kalau tidak punya akta, pilih perorangan", example="Perorangan"),
    Field("status", "Status usaha", "business", reading.EXISTENCE, "choice", choices=choices.EXISTENCE,
          question="Apakah usaha masih berjalan?", example="Aktif"),
    Field("start_date", "Tahun mulai usaha", "business", reading.begun, "date",
          question="Mulai usaha tahun berapa?", example="2019", hint="Tahun saja cukup"),
    Field("marketing", "Cara menjual", "business", own_readers.marketing, question="Bagaimana Anda menjual?",
          choices=choices.SALES_CHANNELS, example="WhatsApp, titip di warung", longest=500),
    Field("export", "Ekspor", "business", reading.words(200), choices=choices.EXPORT, longest=200,
          question="Apakah ada yang dijual ke luar negeri?", example="Tidak"),
    Field("financing", "Pembiayaan dan bantuan", "business", reading.words(500), example="KUR", longest=500,
          question="Pinjaman atau bantuan yang pernah diterima"),
    Field("partnership", "Kemitraan", "business", reading.words(500), question="Bekerja sama dengan siapa?",
          example="Koperasi kelurahan", longest=500),
    Field("training", "Pelatihan", "business", reading.words(500), question="Pelatihan yang pernah diikuti",
          example="Pengemasan produk", longest=500),
)

PLACE = (
    Field("premises_kind", "Jenis tempat usaha", "place", reading.PREMISES_KIND, "choice",
          question="Di mana Anda menjalankan usaha?", choices=choices.PREMISES_KIND, survey_key=None),
    Field("premises_status", "Status tempat usaha", "place", reading.PREMISES_STATUS, "choice",
          question="Tempat usaha ini milik siapa?", choices=choices.PREMISES_STATUS,
          example="Milik sendiri"),
    Field("business_address", "Alamat usaha", "place", reading.words(300), question="Alamat usaha",
          longest=300, hint="Tulis nama jalan dan nomor", example="Jl. Sudirman No. 12"),
    Field("address", "Alamat", "place", reading.words(300), longest=300,
          hint="Satu alamat untuk pemilik dan usaha", example="Jl. Sudirman No. 12"),
    Field("rt", "RT", "place", reading.RT, "number", question="RT", text=True, example="003", longest=5),
    Field("rw", "RW", "place", reading.RW, "number", question="RW", text=True, example="001", longest=5),
    Field("rt_rw", "RT/RW", "place", reading.as_it_stands, text=True, example="003/001", longest=20),
    Field("village_rt_rw", "Kelurahan, RT, RW", "place", reading.as_it_stands, "area", text=True,
          longest=120),
    Field("village", "Kelurahan", "place", reading.words(120), "area", question="Kelurahan tempat usaha",
          example="Teluk Binjai", longest=120),
    Field("district", "Kecamatan", "place", reading.words(120), "area", question="Kecamatan tempat usaha",
          example="Dumai Timur", longest=120),
    Field("city", "Kabupaten/kota", "place", reading.words(120), "area", longest=120, example="Kota Dumai"),
    Field("province", "Provinsi", "place", reading.words(120), "area", longest=120, example="Riau"),
    Field("postal_code", "Kode pos", "place", reading.postal_code, "number", text=True, longest=5,
          example="28813"),
    Field("latitude", "Lintang", "place", reading.as_it_stands, "point", example="1.6666", longest=40),
    Field("longitude", "Bujur", "place", reading.as_it_stands, "point", example="101.4478", longest=40),
    Field("coordinates", "Titik lokasi", "place", reading.as_it_stands, "point",
          question="Titik lokasi usaha", hint="Lintang, lalu bujur", example="1.6666, 101.4478", longest=80),
)

FIGURES = (
    Field("turnover", "Omzet", "figures", own_readers.turnover, "money",
          question="Berapa penjualan Anda dalam sebulan?", hint="Perkiraan saja",
          example="Rp3.500.000 per bulan", longest=80),
    Field("capital", "Modal", "figures", reading.money, "money", longest=80, example="Rp10.000.000",
          question="Berapa modal usaha Anda, tanpa tanah dan bangunan?"),
    Field("assets", "Aset", "figures", reading.money, "money", hint="Tanpa tanah dan bangunan", longest=80,
          example="Rp15.000.000"),
    Field("investment", "Nilai investasi", "figures", reading.money, "money",
          hint="Tanpa tanah dan bangunan", longest=80, example="Rp25.000.000"),
    Field("production_value", "Nilai produksi", "figures", reading.money, "money", longest=80,
          example="Rp60.000.000", hint="Nilai barang yang dibuat dalam setahun"),
    Field("raw_material_value", "Nilai bahan baku", "figures", reading.money, "money", longest=80,
          example="Rp20.000.000", hint="Nilai bahan baku dalam setahun"),
    Field("production_capacity", "Kapasitas produksi", "figures", reading.DECIMAL, "number", example="1200",
          longest=30),
    Field("production_unit", "Satuan produksi", "figures", reading.words(40), example="bungkus", longest=40),
    Field("workers_total", "Jumlah pekerja", "figures", reading.COUNT, "count", example="3",
          question="Berapa orang yang bekerja, termasuk Anda?"),
    Field("workers_male", "Pekerja laki-laki", "figures", reading.COUNT, "count", example="1",
          question="Pekerja laki-laki, termasuk Anda"),
    Field("workers_female", "Pekerja perempuan", "figures", reading.COUNT, "count", example="2",
          question="Pekerja perempuan, termasuk Anda"),
    Field("workers_permanent_male", "Pekerja tetap laki-laki", "figures", reading.COUNT, "count"),
    Field("workers_permanent_female", "Pekerja tetap perempuan", "figures", reading.COUNT, "count"),
    Field("workers_casual_male", "Pekerja lepas laki-laki", "figures", reading.COUNT, "count"),
    Field("workers_casual_female", "Pekerja lepas perempuan", "figures", reading.COUNT, "count"),
    Field("workers_paid", "Pekerja dibayar", "figures", reading.COUNT, "count", survey_key=None),
    Field("workers_unpaid", "Pekerja tidak dibayar", "figures", reading.COUNT, "count", survey_key=None),
)

LICENCES = (
    Field("nib", "NIB", "licence", reading.paper(identity.parse_nib), "licence", licence="nib", text=True,
          question="NIB (Nomor Induk Berusaha)", hint="13 angka. Nol di depan ikut ditulis", longest=13,
          example="0220001234567"),
    Field("nib_date", "Tanggal terbit NIB", "licence", reading.day, "date", licence="nib",
          example="12 Mei 2024"),
    Field("pirt", "P-IRT", "licence", reading.paper(identity.parse_pirt), "licence", licence="pirt",
          text=True, question="Nomor P-IRT", hint="15 angka di label produk", example="2061472010001-29",
          longest=40),
    Field("halal", "Sertifikat halal", "licence", reading.paper(identity.parse_halal), "licence",
          licence="halal", text=True, question="Nomor sertifikat halal", example="ID14110000000000000",
          longest=40),
    Field("bpom", "Izin edar BPOM", "licence", reading.paper(identity.parse_bpom), "licence", licence="bpom",
          text=True, question="Nomor izin edar BPOM", example="MD 000000000000", longest=40),
    Field("sni", "SNI", "licence", reading.paper(reading.any_number), "licence", licence="sni", text=True,
          question="Nomor SNI", longest=80),
    Field("licence", "Izin lain", "licence", reading.paper(reading.any_number), "licence", licence="other",
          text=True, question="Izin lain yang dimiliki", hint="Tulis nama izin dan nomornya",
          example="SKU 500/12/2025", longest=80),
    Field("licence_date", "Tanggal izin", "licence", reading.day, "date", licence="other",
          example="12 Mei 2024"),
)

META = (
    Field("row_number", "No", "meta", reading.as_it_stands, "count"),
    Field("source_id", "Nomor di sistem lain", "meta", reading.SOURCE_ID, text=True, longest=100),
    Field("survey_date", "Tanggal pendataan", "meta", reading.surveyed, "date", example="14 Januari 2026"),
    Field("verification_status", "Status verifikasi", "meta", reading.words(80), longest=80),
    Field("scale_as_written", "Skala tertulis", "meta", reading.words(40), survey_key=None, longest=40,
          hint="Hanya catatan. Skala dihitung dari modal dan omzet"),
    Field("notes", "Keterangan", "meta", reading.words(1000), question="Catatan (boleh dilewati)",
          longest=1000),
    Field("photo", "Foto", "meta", reading.words(500), longest=500),
)

FIELDS: tuple[Field, ...] = (*OWNER, *BUSINESS, *PLACE, *FIGURES, *LICENCES, *META)
BY_KEY: dict[str, Field] = {one.key: one for one in FIELDS}


def printed_key(key: str | None) -> str | None:
    """The key `imports check --json` prints for one of ours; None stays None."""
    return None if key is None else BY_KEY[key].printed_key
