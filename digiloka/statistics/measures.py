"""The tables as data: what is counted, by what, out of how many, and in whose words."""

from __future__ import annotations

from dataclasses import dataclass

CRITERIA = {
    "sales": "hasil penjualan tahunan (PP 7/2021 Pasal 35 ayat 5)",
    "capital": "modal usaha tanpa tanah dan bangunan (PP 7/2021 Pasal 35 ayat 3)",
}
CRITERION_LABELS = {"sales": "Hasil penjualan setahun", "capital": "Modal usaha"}
SCALES = (("mikro", "Mikro"), ("kecil", "Kecil"), ("menengah", "Menengah"), (None, "Tidak diketahui"))  # UMKM
LARGE = "besar"  # no UMKM (PP 7/2021): shown beside their sums, never within
LICENCES = ("nib", "pirt", "halal", "bpom", "merek", "sni")
VOLUNTARY = ("bpom", "merek", "sni")  # not every business that may have one needs one: no denominator
STATUSES = (
    ("numbered", "Punya, bernomor"), ("claimed", "Punya, menurut pernyataan"), ("proses", "Sedang diurus"),
    ("tidak", "Belum punya"), (None, "Tidak diketahui"),
)
UNIT = "Satuan hitung: unit usaha. Seorang pemilik dapat memiliki lebih dari satu usaha."
COUNTED = (
    "Dihitung: usaha aktif, aktif pindah, dan aktif nonrespon (kode keberadaan 1, 7, 8) yang sudah dikirim dan tidak "
    "ditolak, dibatasi, atau digabung. Usaha besar bukan UMKM: jumlahnya ditulis terpisah. Data ini hasil pendataan, "
    "bukan sensus."
)

NOT_NEEDED = "Izin edar BPOM, merek, dan SNI tidak wajib bagi setiap usaha, jadi yang memerlukannya tidak dihitung."

HELD = ("numbered", "claimed")


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of the report set. `definition` and `denominator` are printed under it."""

    key: str
    title: str
    rows: str  # area, sector or licence
    columns: str  # scale, status, ownership or workers
    definition: str
    denominator: str


TABLES = (
    TableSpec("R1", "Usaha menurut wilayah dan skala", "area", "scale",
              "Jumlah unit usaha menurut kecamatan dan kelurahan lokasi utama.",
              "Semua UMKM yang dihitung dan sudah diketahui kelurahannya."),
    TableSpec("R2", "Usaha menurut sektor dan skala", "sector", "scale",
              "Jumlah unit usaha menurut kelompok sektor dinas.", "Semua UMKM yang dihitung."),
    TableSpec("R4", "Legalitas usaha", "licence", "status",
              "Kepemilikan legalitas menurut jenis. NIB dihitung NIB saja, bukan surat keterangan atau izin lama.",
              "Unit usaha yang memerlukan legalitas itu: NIB semua usaha, P-IRT dan halal hanya usaha pangan."),
    TableSpec("R4W", "Legalitas usaha menurut wilayah", "area", "ownership",
              "Jumlah usaha yang memiliki legalitas, di samping jumlah usaha yang memerlukannya.",
              "Unit usaha yang memerlukan legalitas itu dan sudah diketahui kelurahannya: NIB semua usaha, P-IRT dan "
              "halal hanya usaha pangan."),
    TableSpec("R5", "Tenaga kerja menurut wilayah", "area", "workers",
              "Jumlah orang yang bekerja menurut data tahun terakhir setiap usaha.",
              "Usaha yang menyebut jumlah pekerjanya dan sudah diketahui kelurahannya."),
)
