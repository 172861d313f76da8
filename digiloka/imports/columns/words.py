"""A heading's text taken apart: the words that name the thing, and what stands beside them (unit, period, whose)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from digiloka.values import text

LONGEST = 1_000  # letters of a heading that are read; a cell holds up to 32,767

# Short forms and other words for the same thing; every spelling of the register's tables goes through this too.
_FOLDED = {
    "nomor": "no", "nomer": "no", "nmr": "no", "number": "no", "num": "no", "nmor": "no",
    "jml": "jumlah", "jmlh": "jumlah", "jlh": "jumlah", "jum": "jumlah", "total": "jumlah", "tot": "jumlah",
    "banyaknya": "jumlah", "banyak": "jumlah", "totaljumlah": "jumlah", "jmh": "jumlah",
    "ijin": "izin", "perijinan": "perizinan", "izn": "izin", "omset": "omzet", "omzset": "omzet",
    "kab": "kabupaten", "kec": "kecamatan", "kel": "kelurahan", "prov": "provinsi", "propinsi": "provinsi",
    "ds": "desa", "telepon": "telp", "telpon": "telp", "tlp": "telp", "tlpn": "telp", "telephone": "telp",
    "tel": "telp", "telephon": "telp", "tilpon": "telp", "telfon": "telp", "phone": "telp", "telef": "telp",
    "handphone": "hp", "hape": "hp", "seluler": "hp", "mobile": "hp", "ponsel": "hp", "handpone": "hp",
    "hanphone": "hp", "handpon": "hp",
    "whatsapp": "wa", "whatapp": "wa", "whatsap": "wa", "whattsapp": "wa", "watsap": "wa",
    "tgl": "tanggal", "tangal": "tanggal", "thn": "tahun", "th": "tahun", "bln": "bulan",
    "karyawan": "pekerja", "pegawai": "pekerja", "tk": "pekerja", "naker": "pekerja", "buruh": "pekerja",
    "employee": "pekerja", "employees": "pekerja", "employe": "pekerja", "worker": "pekerja", "workers": "pekerja",
    "tkerja": "pekerja", "pekerjanya": "pekerja", "tenagakerja": "pekerja",
    "lk": "laki", "pria": "laki", "male": "laki", "lelaki": "laki", "wanita": "perempuan", "pr": "perempuan",
    "female": "perempuan", "perempuam": "perempuan", "lakilaki": "laki", "prempuan": "perempuan",
    "umkm": "usaha", "ukm": "usaha", "ikm": "usaha", "umk": "usaha", "bisnis": "usaha", "business": "usaha",
    "asset": "aset", "assets": "aset", "kategory": "kategori", "katagori": "kategori",
    "sertipikat": "sertifikat", "sertifikasi": "sertifikat", "sert": "sertifikat", "certificate": "sertifikat",
    "alamt": "alamat", "almat": "alamat", "almt": "alamat", "kordinat": "koordinat", "coordinate": "koordinat",
    "coordinates": "koordinat", "ket": "keterangan", "keteranagan": "keterangan", "kepemilkan": "kepemilikan",
    "pengusaha": "pemilik", "owner": "pemilik", "pemiliknya": "pemilik", "pemilk": "pemilik",
    "jns": "jenis", "jenisnya": "jenis", "type": "jenis", "tipe": "jenis", "usahanya": "usaha", "namanya": "nama",
    "sektornya": "sektor", "nm": "nama", "bid": "bidang", "kap": "kapasitas",
    "macam": "jenis", "sosmed": "medsos", "perthn": "pertahun",
    "perbln": "perbulan",
    "desc": "deskripsi", "deskription": "deskripsi", "description": "deskripsi", "rata2": "rata rata",
    "tmpt": "tempat", "tmp": "tempat", "merk": "merek", "kode_pos": "kodepos", "umur": "usia",
}  # fmt: skip
_PAIRS = (
    (re.compile(r"\btenaga (?:kerja|pekerja)\b|\bpekerja pekerja\b|\btenaga\b(?= laki| perempuan)"), "pekerja"),
    (re.compile(r"\blaki laki\b|\blaki 2\b|\blaki2\b"), "laki"),
    (re.compile(r"\bt kerja\b"), "pekerja"),
    (re.compile(r"\bharian lepas\b"), "lepas"),
    (re.compile(r"\brumah makan\b"), "restoran"),
    (re.compile(r"\bbb(?: bp)?\b"), "bahan baku"),
    (re.compile(r"^n (?=produksi|investasi|bahan|kapasitas)"), "nilai "),
    (re.compile(r"\bpelaku usaha\b"), "pemilik"),
    (re.compile(r"\b(?:orang )?(?:yang|yg) (?:punya|memiliki|mempunyai)(?: usaha)?\b"), "pemilik"),
    (re.compile(r"\bp irt\b|\bspp irt\b|\bsppirt\b|\bpp irt\b"), "pirt"),
    (re.compile(r"\be mail\b"), "email"),
    (re.compile(r"\bjk\b(?! waktu)"), "jenis kelamin"),
    (re.compile(r"^(?:unggah|upload|lampirkan|kirim) (?:foto|gambar|photo)\b"), "foto"),
    (re.compile(r"\bwhats app\b"), "wa"),
    (re.compile(r"\btik tok\b"), "tiktok"),
    (re.compile(r"\byou tube\b"), "youtube"),
    (re.compile(r"\bkode pos\b"), "kodepos"),
)
_FILLER = text.word_set(
    "yang di dari dan atau untuk pada ini the of isi diisi wajib rp idr rupiah bila jika adalah dengan secara oleh"
    " berapa berapakah siapa siapakah apa apakah dimana mana anda bapak ibu saudara kapan sebutkan tuliskan tulis"
    " kira sudah telah dimiliki memiliki punya mempunyai nya dalam ke ada orang org mohon silakan lengkapi harap"
    " masukkan"
)
# When a figure was so: "saat ini" loses its filler, "saat mulai" has a word of the past beside it.
NOW = text.word_set("sekarang kini saat terkini terakhir terbaru")
ADDED = text.word_set("baru tambahan penambahan")  # a part of the whole, unless it stands beside what was before
PAST = text.word_set("awal pertama mula mulai memulai berdiri pendirian dulu dahulu lalu sebelum sebelumnya lama")
_SEXES = {"l": "laki", "p": "perempuan"}  # "TK L"; a bare "P" may be anything
_ENUMERATION = re.compile(r"^\s*(?:\(?\d{1,3}[a-z]?\s*[.)]|[a-kA-K]\s*[.)]|[ivxIVX]{1,4}\s*[.)])\s*(?=\S)")
_BRACKETED = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_TICK_HINT = re.compile(r"\b(?:v|x|y|t|ya|tidak|ada)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_THOUSANDS = re.compile(
    r"rp\.?\s*[.,]?\s*000\b(?![.,]?000)|[(\s]000\)|\(\s*rp\.?\s*1[.,]000\s*,?-?\s*\)|x\s*(?:rp\.?\s*)?1[.,]?000\b(?![.,]?000)"
    r"|(?<!\d)(?<!\d )\b(?:ribu(?:an)?|rb)\b"
)
_MILLIONS = re.compile(
    r"rp\.?\s*[.,]?\s*000[.,]?000\b|x\s*(?:rp\.?\s*)?1[.,]?000[.,]?000\b|(?<!\d)(?<!\d )\b(?:juta(?:an)?|jt)\b"
)
_BILLIONS = re.compile(r"(?<!\d)(?<!\d )\b(?:mili?y?ar(?:an)?|milyaran)\b")
_RUPIAH = re.compile(r"\b(?:rp|idr|rupiah)(?![a-z])")
_BANDS = re.compile(r"[<>≤≥]|\d\s*(?:jt|juta|rb|ribu|miliar|milyar)\b|\bs/?d\b")

_EACH = r"(?:\bper[\s-]*|/\s*|\bse|\btiap\s+|\bsetiap\s+|\bdalam\s+(?:1|satu|se)\s*)"
_PERIODS = (
    ("month", re.compile(rf"{_EACH}(?:bulan|bln)\b|\bbulanan\b|\b(?:per )?month(?:ly)?\b")),
    ("year", re.compile(rf"{_EACH}(?:tahun|thn|th)\b\.?|\btahunan\b|\bp\.a\.?|\b(?:yearly|annual)\b")),
    ("day", re.compile(rf"{_EACH}hari\b|\bharian\b(?! lepas)")),
)
_LONE_PERIODS = {"bulan": "month", "tahun": "year", "hari": "day"}
_MONEY_WORDS = ("omzet", "pendapatan", "penghasilan", "penjualan", "produksi", "keuntungan", "laba", "pemasukan")


@dataclass(frozen=True, slots=True)
class Heading:
    """`words`: the folded name of the thing; `full`: the same with what stood in brackets; `squeezed`: unfolded and
    without blanks, for headings written in one word.

    `unit`: times this is rupiah; `period`: month, year, day; `year`: a year named beside the thing. `rupiah`: it says
    so itself, and not only a factor ("ribu"), which may be one of things.
    """

    words: str
    full: str
    squeezed: str = ""
    unit: int | None = None
    period: str | None = None
    year: int | None = None
    rupiah: bool = False

    @property
    def said_nothing(self) -> bool:
        return not self.words and not self.full


def fold(written: str) -> str:
    """Plain words of a heading or of a listed spelling, abbreviations opened, filler gone: comparable as they are."""
    tokens = [_FOLDED.get(token, token) for token in text.key(written).split()]
    words = " ".join(tokens)
    for pattern, instead in _PAIRS:
        words = pattern.sub(instead, words)
    kept: list[str] = []
    for token in words.split():
        if token not in _FILLER and (not kept or kept[-1] != token):
            kept.append(token)
    if "pekerja" in kept and _SEXES.keys() == set(kept[-2:]):
        return " ".join(kept[:-2])  # "TK L/P": both in one cell
    if "pekerja" in kept and kept[-1] in _SEXES:
        kept[-1] = _SEXES[kept[-1]]
    return " ".join(kept)


@lru_cache(maxsize=4096)
def read_heading(written: str) -> Heading:
    """Take one heading cell apart. A heading of nothing but a unit or period ("Rp", "per bulan") has no words."""
    plain = _CAMEL.sub(" ", text.clean(written)[:LONGEST].replace("_", " "))
    plain = _ENUMERATION.sub("", plain)
    lower = plain.lower()
    rupiah, (unit, lower) = bool(_RUPIAH.search(lower)), _unit(lower)
    period, lower = _period(lower)
    year = _YEAR.search(lower)
    lower = _YEAR.sub(" ", lower)
    brackets = _TICK_HINT.sub(" ", " ".join(_BRACKETED.findall(lower)))
    words, full = fold(_BRACKETED.sub(" ", lower)), fold(f"{_BRACKETED.sub(' ', lower)} {brackets}")
    if period is None:
        period, words = _lone_period(words)
        full = words if period else full
    told = int(year.group()) if year else None
    return Heading(words or full, full, squashed(text.key(lower)), unit, period, told, rupiah)


def _unit(lower: str) -> tuple[int | None, str]:
    """The factor to rupiah and the text without it; bands inside a heading ("< 300 juta") are no unit."""
    if _BANDS.search(lower):
        return None, lower
    for factor, pattern in ((1_000_000_000, _BILLIONS), (1_000_000, _MILLIONS), (1_000, _THOUSANDS)):
        if pattern.search(lower):
            return factor, re.sub(r"\bdalam\b", " ", pattern.sub(" ", lower))
    return (1, lower) if _RUPIAH.search(lower) else (None, lower)


def _period(lower: str) -> tuple[str | None, str]:
    for period, pattern in _PERIODS:
        if pattern.search(lower):
            return period, pattern.sub(" ", lower)
    return None, lower


def _lone_period(words: str) -> tuple[str | None, str]:
    """"omzet bulan" and "omzet thn" mean a period; "tahun berdiri" does not."""
    first, _, last = words.rpartition(" ")
    if last in _LONE_PERIODS and any(word in first.split() for word in _MONEY_WORDS):
        return _LONE_PERIODS[last], first
    return None, words


def squashed(words: str) -> str:
    return words.replace(" ", "")
