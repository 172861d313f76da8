"""The closed lists of the register (code, words a person reads), shared by form, sheet and blank workbook."""

from __future__ import annotations

from digiloka.values import education, legal_form

Choices = tuple[tuple[str, str], ...]

ANSWERS: Choices = (
    ("ya", "Ya"),
    ("tidak", "Tidak"),
    ("proses", "Sedang diurus"),
    ("tidak_tahu", "Tidak tahu"),
)

SEX: Choices = (("L", "Laki-laki"), ("P", "Perempuan"))

NIK_ABSENT: Choices = (
    ("tidak_ada", "Belum punya NIK"),
    ("lupa", "Tidak ingat dan tidak membawa KTP"),
    ("menolak", "Tidak ingin memberikan NIK"),
)

EDUCATION: Choices = tuple(education.EDUCATION.items())

LEGAL_FORM: Choices = tuple(legal_form.LEGAL_FORMS.items())

PREMISES_KIND: Choices = (
    ("rumah", "Di rumah sendiri"),
    ("toko", "Toko atau ruko"),
    ("kios", "Kios"),
    ("pasar", "Los atau kios di pasar"),
    ("kaki_lima", "Kaki lima, gerobak, atau tenda"),
    ("keliling", "Keliling"),
    ("daring", "Hanya jualan online"),
    ("kawasan", "Kawasan industri atau sentra"),
    ("lainnya", "Tempat lain"),
)

PREMISES_STATUS: Choices = (
    ("milik_sendiri", "Milik sendiri"),
    ("sewa", "Sewa atau kontrak"),
    ("pinjam", "Pinjam atau menumpang"),
    ("fasilitas_pemda", "Disediakan pemerintah"),
    ("lainnya", "Lainnya"),
)

SALES_CHANNELS: Choices = (
    ("langsung", "Langsung ke pembeli"),
    ("wa", "WhatsApp"),
    ("medsos", "Media sosial (Facebook, Instagram, TikTok)"),
    ("marketplace", "Toko online (Shopee, Tokopedia, dan lain-lain)"),
    ("titip", "Titip di toko atau warung lain"),
    ("pameran", "Pameran atau bazar"),
    ("pengadaan", "Pesanan kantor atau pengadaan pemerintah"),
)

# Codes of "status keberadaan" in BPS's Statistical Business Register. Nothing is deleted, it gets a status.
EXISTENCE: Choices = (
    ("1", "Aktif"),
    ("2", "Tutup sementara"),
    ("3", "Belum beroperasi"),
    ("4", "Tutup"),
    ("5", "Alih usaha"),
    ("6", "Tidak ditemukan"),
    ("7", "Aktif, sudah pindah"),
    ("8", "Aktif, belum memberi jawaban"),
    ("9", "Tercatat ganda"),
    ("10", "Salah kode wilayah"),
)

EXPORT: Choices = (
    ("tidak", "Tidak"),
    ("langsung", "Ya, dikirim sendiri"),
    ("tidak_langsung", "Ya, lewat pihak lain"),
)

# The door a business came in by.
SOURCES: Choices = (
    ("self", "Didaftarkan pemilik"),
    ("desk", "Didaftarkan petugas"),
    ("import", "Dari berkas survei"),
    ("api", "Dari aplikasi lain"),
)

# Bands of the phone form, whole rupiah per month (low, high, words): people answer a band, not a number.
TURNOVER_BANDS: tuple[tuple[int, int | None, str], ...] = (
    (0, 1_000_000, "Kurang dari Rp1 juta"),
    (1_000_000, 5_000_000, "Rp1 juta sampai Rp5 juta"),
    (5_000_000, 10_000_000, "Rp5 juta sampai Rp10 juta"),
    (10_000_000, 25_000_000, "Rp10 juta sampai Rp25 juta"),
    (25_000_000, 50_000_000, "Rp25 juta sampai Rp50 juta"),
    (50_000_000, 150_000_000, "Rp50 juta sampai Rp150 juta"),
    (150_000_000, None, "Lebih dari Rp150 juta"),
)

# Whole rupiah, without land and building; the edges at 1 and 5 billion are those of PP 7/2021, article 35.
CAPITAL_BANDS: tuple[tuple[int, int | None, str], ...] = (
    (0, 5_000_000, "Kurang dari Rp5 juta"),
    (5_000_000, 25_000_000, "Rp5 juta sampai Rp25 juta"),
    (25_000_000, 100_000_000, "Rp25 juta sampai Rp100 juta"),
    (100_000_000, 500_000_000, "Rp100 juta sampai Rp500 juta"),
    (500_000_000, 1_000_000_000, "Rp500 juta sampai Rp1 miliar"),
    (1_000_000_001, 5_000_000_000, "Rp1 miliar sampai Rp5 miliar"),
    (5_000_000_001, None, "Lebih dari Rp5 miliar"),
)


def words_of(choices: Choices, code: str) -> str:
    """The words of a code; the code itself when the list does not know it (an older list's code)."""
    return dict(choices).get(code, code)
