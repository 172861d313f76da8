"""Made-up lists of businesses in the shapes that offices really keep, each with its right answer beside it.

A list is put together from parts: columns (a set as some office uses it), what stands above (titles), the heading's
depth, what stands between (sections, headings again, empty rows) and what stands below (totals, notes, signatures).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from digiloka.imports.workbook import Merge, Sheet
from digiloka.imports.workbook.book import pack

FIRST = (
    "Siti", "Aminah", "Budi", "Rahmat", "Dewi", "Joko", "Sari", "Rina", "Agus", "Yanti", "Hendra", "Lina", "Tono",
    "Wati", "Eko", "Nurul", "Fajar",
)  # fmt: skip
LAST = (
    "Saputra", "Lestari", "Siregar", "Harahap", "Nasution", "Hidayat", "Wijaya", "Ramadhan", "Putri", "Santoso",
    "Gunawan",
)  # fmt: skip
SHOPS = ["Warung", "Toko", "Kedai", "Bengkel", "Salon", "Depot", "Konveksi", "Kios"]
THINGS = (
    "Keripik Singkong", "Kue Basah", "Jahit Baju", "Tambal Ban", "Gorden", "Bakso", "Anyaman Pandan", "Air Isi Ulang",
    "Sembako", "Tempe",
)  # fmt: skip
TASTES = ("Asli", "Pedas", "Khas Melayu", "Rumahan", "Super", "Mini", "Balado", "Segar")
SECTORS = ("Kuliner", "Fesyen", "Kerajinan", "Jasa", "Perdagangan")
DISTRICTS = ("Dumai Timur", "Dumai Barat", "Bukit Kapur")
VILLAGES = ("Teluk Binjai", "Bukit Datuk", "Jaya Mukti", "Bagan Besar")

Maker = Callable[[random.Random, int], Any]


def person(r: random.Random, _n: int) -> str:
    return f"{r.choice(FIRST)} {r.choice(LAST)}"


def nik(r: random.Random, _n: int) -> str:
    return f"147201{r.randrange(1, 29):02}{r.randrange(1, 13):02}{r.randrange(60, 100)}0000"


def digits(count: int) -> Maker:
    return lambda r, _n: "".join(r.choice("123456789") for _ in range(count))


def one_of(*values: Any) -> Maker:
    return lambda r, _n: r.choice(values)


def between(low: int, high: int, step: int = 1) -> Maker:
    return lambda r, _n: float(r.randrange(low, high, step))


def tick(r: random.Random, _n: int) -> str | None:
    return r.choice(("v", "v", None))


MAKERS: dict[str, Maker] = {
    "no": lambda _r, n: float(n),
    "person": person,
    "shop": lambda r, _n: f"{r.choice(SHOPS)} {r.choice(FIRST)}",
    "nik": nik,
    "nib": lambda r, n: "0220" + digits(9)(r, n),
    "phone": lambda r, _n: f"0812{r.randrange(10**7, 10**8)}",
    "email": lambda r, _n: f"{r.choice(FIRST).lower()}{r.randrange(99)}@contoh.id",
    "street": lambda r, _n: f"Jl. {r.choice(LAST)} No. {r.randrange(1, 99)}",
    "hamlet": lambda r, _n: f"RT {r.randrange(1, 12):02}/ RW {r.randrange(1, 9):02}",
    "thing": lambda r, _n: f"{r.choice(THINGS)} {r.choice(TASTES)}",
    "sector": one_of(*SECTORS),
    "district": one_of(*DISTRICTS),
    "village": one_of(*VILLAGES),
    "rt": between(1, 20),
    "money": between(500_000, 50_000_000, 250_000),
    "rupiah": lambda r, _n: f"Rp {r.randrange(1, 90)}.{r.randrange(100, 999)}.000",
    "thousands": between(500, 90_000, 50),
    "band": one_of("Kurang dari 10 juta", "10 juta s/d 25 juta", "Lebih dari 150 juta"),
    "few": between(0, 9),
    "year": between(1990, 2025),
    "date": lambda r, _n: dt.date(r.randrange(1960, 2000), r.randrange(1, 13), r.randrange(1, 28)),
    "sex": one_of("L", "P"),
    "school": one_of("SD", "SMP", "SMA", "S1"),
    "tick": tick,
    "yes": one_of("Ya", "Tidak"),
    "lat": lambda r, _n: round(1.6 + r.random() / 10, 6),
    "lon": lambda r, _n: round(101.4 + r.random() / 10, 6),
    "point": lambda r, _n: f"{1.6 + r.random() / 10:.6f}, {101.4 + r.random() / 10:.6f}",
    "scale": one_of("Mikro", "Kecil", "Menengah"),
    "form": one_of("Perorangan", "CV", "UD"),
    "active": one_of("Aktif", "Tutup", "Aktif"),
    "owned": one_of("Milik Sendiri", "Sewa"),
    "kbli": one_of("10794", "47112", "56103", "14111"),
    "unit": one_of("kg", "bungkus", "buah"),
    "remark": lambda r, _n: r.choice((None, None, "baru", "pindahan")),
    "where": lambda r, _n: f"{r.choice(VILLAGES)}, {r.randrange(1, 30)}, {r.randrange(1, 9)}",
    "nothing": lambda _r, _n: None,
    "id": lambda _r, n: float(505 + 3 * n),
    "channel": one_of("Shopee", "WA", None),
}

Column = tuple[str, str, str | None]  # heading ("Induk > Anak" for two rows), maker, field


def columns(line: str) -> list[Column]:
    """ "heading : maker : field ; …", the field "-" for none; " > " parts the rows of a heading."""
    found = []
    for part in line.strip().split(";"):
        heading, maker, key = (piece.strip() for piece in part.rsplit(":", 2))
        found.append((heading, maker, None if key == "-" else key))
    return found


SETS: dict[str, list[Column]] = {
    "kelurahan": columns(
        """
        NO:no:row_number; NAMA PEMILIK:person:owner_name; NIK:nik:nik; ALAMAT:street:address; RT:rt:rt; RW:rt:rw;
        NO HP/WA:phone:phone; NAMA USAHA:shop:business_name; JENIS USAHA:sector:sector; MODAL:money:capital;
        OMZET (per bulan):money:turnover; TENAGA KERJA > L:few:workers_male; TENAGA KERJA > P:few:workers_female;
        NIB:nib:nib; PIRT:tick:pirt; HALAL:tick:halal; KETERANGAN:remark:notes
        """
    ),
    "tourism village": columns(
        """
        NO:no:row_number; NAMA:person:owner_name; ALAMAT:hamlet:address; NO HP:nothing:phone;
        NAMA USAHA:shop:business_name; JENIS USAHA:thing:activity; IJIN USAHA > NIB:tick:nib;
        IJIN USAHA > HALAL:tick:halal; IJIN USAHA > P-IRT:tick:pirt; DIGITAL MARKETING > WA BISNIS:tick:marketing;
        DIGITAL MARKETING > IG:tick:marketing; KONVENSIONAL MARKETING:remark:marketing
        """
    ),
    "dinas export": columns(
        """
        No.:no:row_number; Ref. OSS:id:source_id; Nomor Induk Kependudukan:nik:nik; Nama Lengkap:person:owner_name;
        Tanggal Lahir:date:birth_date; Usia:few:age; Jenis Kelamin:sex:sex; Pendidikan Terakhir:school:education;
        No. Telepon:phone:phone; e-Mail:email:email; Provinsi:village:-; Kab/Kota:village:-; Kecamatan:district:-;
        Desa/Kel, RT, RW:where:-; Nama Jalan:street:owner_address; Nama Usaha:shop:business_name; NIB:nib:nib;
        Tanggal Terbit NIB:date:nib_date; Tanggal Pendirian Usaha:date:start_date; Provinsi:village:province;
        Kab/Kota:village:city; Kecamatan:district:district; Desa/Kel, RT, RW:where:village_rt_rw;
        Nama Jalan:street:business_address; Koordinat:point:coordinates; Bidang Usaha:sector:sector;
        Omset per-Tahun:band:turnover; Laki-laki:few:workers_male; Perempuan:few:workers_female;
        Rerata Usia Pekerja:few:-; Kepemilikan Asuransi Kesehatan:yes:-
        """
    ),
    "small industry": columns(
        """
        Nama Industri:shop:business_name; Nama Pemilik:person:owner_name; Alamat:street:address; No Telp:phone:phone;
        Tenaga Kerja (Orang):few:workers_total; Nilai Investasi (Rp.000):thousands:investment;
        Kapasitas Produksi:few:production_capacity; Satuan:unit:production_unit;
        Nilai Produksi (Rp.000):thousands:production_value; Nilai Bahan Baku (Rp.000):thousands:raw_material_value;
        Komoditi:sector:sector
        """
    ),
    "lower case": columns(
        """
        id_data:id:source_id; nama:person:owner_name; nama_usaha:shop:business_name; bidang_usaha:sector:sector;
        omset:money:turnover; aset:money:assets; tenaga:few:workers_total; cluster:few:-; lat:lat:latitude;
        lng:lon:longitude
        """
    ),
    "regency template": columns(
        """
        Nama UMKM:shop:business_name; Nama Pemilik:person:owner_name; NIK:nik:nik; No KK:nik:-; HP:phone:phone;
        Tempat Lahir:village:birth_place; Tanggal Lahir:date:birth_date; Umur:few:age;
        JK ("laki-laki","perempuan"):sex:sex; Status Perkawinan:remark:-; Pendidikan:school:education;
        Alamat Rumah:street:owner_address; Alamat Usaha:street:business_address; Kecamatan (Usaha):district:district;
        Kelurahan/Desa (Usaha):village:village; Jenis Sektor:sector:sector;
        Bentuk Hukum Perusahaan ("pt", "cv"):form:legal_form; NPWP ("V", "X"):tick:npwp; NIB ("V", "X"):tick:nib;
        Nomor NIB:nib:nib; Tenaga Kerja Tetap Perempuan:few:workers_permanent_female;
        Tenaga Kerja Tetap Laki-Laki:few:workers_permanent_male;
        Tenaga Kerja Lepas Perempuan:few:workers_casual_female; Tenaga Kerja Lepas Laki-Laki:few:workers_casual_male;
        Modal Awal:money:capital; Volume Produksi:few:production_capacity;
        Satuan Volume Produksi:unit:production_unit; Omzet:money:turnover; Keuntungan Bersih:money:-;
        Asset Kendaraan:money:assets; Kemitraan (dipisahkan oleh tanda "," (koma)):remark:partnership;
        Jenis Pelatihan:remark:training; Status UMKM:active:status
        """
    ),
    "fish processors": columns(
        """
        lat:lat:latitude; lng:lon:longitude; PERUSAHAAN:shop:business_name; KONTAK:person:owner_name;
        JALAN:street:address; KELURAHAN:village:village; KECAMATAN:district:district; TELP:phone:phone;
        KATEGORI:sector:sector; PRODUK:thing:product
        """
    ),
    "online form": columns(
        """
        Timestamp:date:-; Email Address:email:email; 1. Nama Lengkap Pemilik Usaha (sesuai KTP):person:owner_name;
        2. Nomor HP / WhatsApp yang aktif:phone:phone; 3. Nama Usaha Anda:shop:business_name;
        4. Alamat Lengkap Tempat Usaha:street:business_address; 5. Kelurahan tempat usaha:village:village;
        6. Bidang Usaha:sector:sector; 7. Berapa omzet per bulan?:band:turnover;
        8. Berapa jumlah karyawan yang dimiliki?:few:workers_total; 9. Apakah sudah memiliki NIB?:yes:nib;
        10. Apakah sudah memiliki sertifikat halal?:yes:halal; 11. Tahun berdiri usaha:year:start_date
        """
    ),
    "three deep": columns(
        """
        No:no:row_number; Identitas Pemilik > Nama:person:owner_name; Identitas Pemilik > NIK:nik:nik;
        Identitas Pemilik > Alamat:street:owner_address; Identitas Usaha > Nama:shop:business_name;
        Identitas Usaha > Alamat:street:business_address; Identitas Usaha > Jenis Produk:thing:product;
        Tenaga Kerja > Tetap > L:few:workers_permanent_male; Tenaga Kerja > Tetap > P:few:workers_permanent_female;
        Tenaga Kerja > Tidak Tetap > L:few:workers_casual_male;
        Tenaga Kerja > Tidak Tetap > P:few:workers_casual_female; Legalitas > NIB > Nomor:nib:nib;
        Legalitas > NIB > Tanggal:date:nib_date; Legalitas > PIRT:tick:pirt
        """
    ),
    "money in millions": columns(
        """
        No Urut:no:row_number; Nama Pengusaha:person:owner_name; L/P:sex:sex; Nama Usaha / Merk:shop:business_name;
        Bidang Usaha:sector:sector; Alamat Usaha:street:business_address; Kel:village:village; Kec:district:district;
        Telp:phone:phone; Omzet/thn (juta):few:turnover; Asset (juta Rp):few:assets; Jml TK:few:workers_total;
        Skala Usaha:scale:scale_as_written; Thn Berdiri:year:start_date; Ket.:remark:notes
        """
    ),
    "misspelt": columns(
        """
        NOMER:no:row_number; NAMA PEMILK:person:owner_name; NAMA USHA:shop:business_name; ALMAT:street:address;
        KELURAHN:village:village; KECAMTAN:district:district; NO TELPON:phone:phone; JENIS USAHA:thing:activity;
        OMZET PERBULAN:money:turnover; JUMLAH TENGA KERJA:few:workers_total
        """
    ),
    "two lines in a cell": columns(
        """
        NO.:no:row_number; NAMA\nPEMILIK:person:owner_name; NAMA\nUSAHA:shop:business_name;
        JENIS\nUSAHA:sector:sector; ALAMAT\nUSAHA:street:business_address; NO.\nTELP / HP:phone:phone;
        JUMLAH TENAGA KERJA\n(ORANG):few:workers_total; OMSET / BULAN\n(Rp.):money:turnover
        """
    ),
    "places and points": columns(
        """
        ID Usaha:id:source_id; Nama Usaha:shop:business_name; Pemilik:person:owner_name; Kategori:sector:sector;
        Produk Utama:thing:product; Alamat Lengkap:street:address; RT/RW:hamlet:rt_rw;
        Desa / Kelurahan:village:village; Kecamatan:district:district; Kode Pos:kbli:postal_code;
        Titik Koordinat:point:coordinates; KBLI:kbli:kbli; Status Kepemilikan Tempat Usaha:owned:premises_status;
        Instagram:channel:marketing; Foto Usaha:remark:photo
        """
    ),
}


@dataclass
class MadeList:
    """A sheet and the truth about it. Rows are 1-based."""

    sheet: Sheet
    heading_rows: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    fields: dict[int, str | None] = field(default_factory=dict)


def sheet_of(rows: Sequence[Sequence[Any]], name: str = "Data", merges: Sequence[Merge] = ()) -> Sheet:
    """A sheet as the reader would hand it over, without a file."""
    tidy = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        tidy.append(cells)
    sheet = Sheet(name, merges=tuple(merges), n_rows=len(rows), n_columns=max(map(len, tidy), default=0))
    for start in range(0, len(tidy), 1000):
        sheet.add(start + 1, len(tidy[start : start + 1000]), pack(tidy[start : start + 1000]))
    return sheet


class ListBuilder:
    """Writes a list from the top down and keeps the truth as it goes."""

    def __init__(self, kind: str, seed: int = 1, indent: int = 0, merged: bool = True) -> None:
        self.columns = SETS[kind]
        self.random = random.Random(seed)
        self.rows: list[list[Any]] = []
        self.merges: list[Merge] = []
        self.indent, self.merged = indent, merged
        self.made = MadeList(Sheet("Data"))
        self.number = 0
        self.made.fields = {indent + at: key for at, (_, _, key) in enumerate(self.columns)}

    @property
    def width(self) -> int:
        return len(self.columns)

    def line(self, cells: Sequence[Any], reason: str | None = None, at: int = 0) -> None:
        """A row as it stands; `reason` why it is no business."""
        self.rows.append([None] * (self.indent + at) + list(cells))
        if reason is not None:
            self.made.skipped[len(self.rows)] = reason

    def titles(self, *lines: str) -> None:
        for line in lines:
            self.line([line] if line else [], "title" if line else None)
            if line and self.merged:
                self._merge(len(self.rows), 0, len(self.rows), self.width - 1)

    def headings(self) -> None:
        """The heading in as many rows as the deepest path has, parents merged over their children."""
        paths = [heading.split(" > ") for heading, _, _ in self.columns]
        depth = max(map(len, paths))
        first = len(self.rows) + 1
        for level in range(depth):
            cells: list[Any] = []
            for at, path in enumerate(paths):
                text = path[level] if level < len(path) else None
                same = level < len(path) - 1 and at and paths[at - 1][: level + 1] == path[: level + 1]
                cells.append(None if same else text)
            self.line(cells)
            self.made.heading_rows.append(len(self.rows))
        if self.merged:
            self._merge_headings(paths, first, depth)

    def _merge_headings(self, paths: list[list[str]], first: int, depth: int) -> None:
        for at, path in enumerate(paths):
            if len(path) < depth:
                self._merge(first + len(path) - 1, at, first + depth - 1, at)
            for level in range(len(path) - 1):
                begins = not at or paths[at - 1][: level + 1] != path[: level + 1]
                last = at
                while last + 1 < len(paths) and paths[last + 1][: level + 1] == path[: level + 1]:
                    last += 1
                if begins and last > at:
                    self._merge(first + level, at, first + level, last)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merges.append(Merge(top, self.indent + left, bottom, self.indent + right))

    def again(self) -> None:
        """The heading once more, as on every printed page."""
        for row in self.made.heading_rows:
            self.rows.append(list(self.rows[row - 1]))
            self.made.skipped[len(self.rows)] = "repeated_heading"

    def numbering(self, style: str = "({})") -> None:
        self.line([style.format(at + 1) for at in range(self.width)], "numbering")

    def businesses(self, count: int) -> None:
        for _ in range(count):
            self.number += 1
            self.line([MAKERS[maker](self.random, self.number) for _, maker, _ in self.columns])
            self.made.data.append(len(self.rows))

    def total(self, label: str = "JUMLAH") -> None:
        """A label, and sums under the columns of numbers."""
        cells: list[Any] = [None] * self.width
        for at, (_, maker, _) in enumerate(self.columns):
            if maker in ("money", "few", "thousands"):
                cells[at] = 123456.0
        cells[0] = label
        self.line(cells, "total")

    def signature(self) -> None:
        right = max(0, self.width - 4)
        self.line([])
        self.line(["Dumai, 12 Januari 2026"], "signature", right)
        self.line(["Mengetahui,", *[None] * max(0, right - 1), "Petugas Pendata"], "signature")
        self.line(["Lurah Bukit Datuk"], "signature")
        self.line([])
        self.line(["(SUTRISNO, S.Sos)", *[None] * max(0, right - 1), "(..................)"], "signature")
        self.line(["NIP. 19700101 199003 1 001"], "signature")

    def done(self, name: str = "Data") -> MadeList:
        self.made.sheet = sheet_of(self.rows, name, self.merges)
        return self.made
