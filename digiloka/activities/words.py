"""Everyday words cut into comparable tokens: "Jualan Kue2 & Es Teh dll." -> ("jualan", "kue", "es", "teh").

Plain string work, no dictionary of Indonesian: a root only counts where the caller's own vocabulary knows it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Carry no meaning for what a business does, wherever they stand.
STOP_WORDS = frozenset(
    """
    di ke dari dan atau yang untuk pada dengan oleh serta juga saja ini itu para si nya lagi masih sudah akan dll dsb
    dkk dst etc lain lainnya lainya macam macam2 berbagai segala aneka serba khas asli murah enak mantap milik punya
    pribadi sendiri keluarga usaha berusaha bisnis umkm ukm ikm mikro bidang jenis kegiatan pekerjaan kecil kecilan
    menengah besaran ytdl ybdi sejenis sejenisnya termasuk secara per nan the and of by pt cv ud tb fa
    pak bu ibu bapak bang kak mbak haji hj buk uda wak
    """.split()  # noqa: SIM905  a list of 80 quoted words reads worse
)

# What one does with a thing, and where. Alone they decide nothing, beside a thing they hint at the section.
SOFT_WORDS = frozenset(
    """
    jual jualan menjual penjual penjualan dijual berjualan dagang berdagang pedagang dagangan perdagangan eceran toko
    kios kedai kede warung wrg lapak outlet gerai konter counter stan stand booth depot rumah rumahan home industry
    grosir agen distributor supplier pemasok reseller pengecer pangkalan pusat sentra
    buat bikin membuat pembuat pembuatan buatan produksi memproduksi produsen industri pabrik pengrajin perajin
    kerajinan olahan mengolah pengolahan pengolah kilang
    jasa tukang layanan pelayanan melayani terima menerima ahli teknisi spesialis panggilan
    servis service reparasi perbaikan memperbaiki bengkel sewa penyewaan persewaan rental
    ternak peternak peternakan beternak budidaya budi daya kebun perkebunan berkebun petani tani pertanian bertani kolam
    tambak tanam menanam bertanam penanaman
    keliling gerobak pinggir jalan pasar online daring depan dekat teras ruko kaki lima malam pagi sore siang harian
    pesanan pesan order orderan antar kiloan satuan bulanan baru segar kering basah goreng bakar kemasan isi ulang
    anak pria wanita muslim sekolah kantor alat perlengkapan peralatan barang bahan produk hasil aktivitas penyediaan
    makanan minuman makan minum orang umum kebutuhan besar lokal desa kampung kota dumai melayu jawa minang
    modern tradisional rakyat kekinian
    """.split()  # noqa: SIM905
)

_HINTS: dict[str, str] = {
    "G": "jual jualan menjual penjual penjualan berjualan dagang berdagang pedagang dagangan perdagangan eceran toko "
    "kios lapak agen distributor supplier pemasok reseller pengecer pangkalan grosir",
    "C": "buat bikin membuat pembuat pembuatan buatan produksi memproduksi produsen industri pabrik pengrajin perajin "
    "mengolah pengolahan pengolah olahan kilang home",
    "A": "ternak peternak peternakan beternak budidaya kebun perkebunan petani tani pertanian bertani kolam tambak "
    "berkebun tanam menanam bertanam penanaman pembibitan bibit nelayan",
    "T": "servis service reparasi perbaikan memperbaiki bengkel",
    "O": "sewa penyewaan persewaan rental menyewakan disewakan",
    "Q": "kursus les pelatihan bimbel sekolah",
    "I": "makan masakan kuliner warung kedai",
}
# Section letters are those of KBLI 2025.
# What a hint speaks against most: "jual tanjak" is a shop, not the maker; who "membuat" is not the shop.
_OPPOSED = {"G": "AC", "C": "AG", "A": "CG", "T": "CG", "O": "CG"}
_SECTION_OF_HINT: dict[str, str] = {word: section for section, words in _HINTS.items() for word in words.split()}

_SEPARATORS = re.compile(r"[,;/+()|\n\r\t]|\s[&-]\s|\bdan\b|\bserta\b|\bdll\b|\bdsb\b", re.IGNORECASE)
_REMEMBERED = 8_000  # one text is asked about several times over, and lists repeat themselves
_TOKEN = re.compile(r"[a-z]+|\d+")
_LETTER_AND_LETTER = re.compile(r"\b([a-z])\s*[&']\s*([a-z])\b")


def plain(text: str) -> str:
    """Lower case, accents gone, "J&T" -> "jt": one spelling for what people type in many."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _LETTER_AND_LETTER.sub(r"\1\2", folded)


@lru_cache(_REMEMBERED)
def tokens(text: str) -> tuple[str, ...]:
    """Distinct words in the order written. Stop words go unless nothing else stands there; digits go with letters."""
    found = list(dict.fromkeys(word for word in _TOKEN.findall(plain(text)) if word.isalpha()))
    meaning = [word for word in found if word not in STOP_WORDS]
    return tuple(meaning or found)


@lru_cache(_REMEMBERED)
def hinted_sections(text: str) -> frozenset[str]:
    """The sections that words such as "jual" (G), "buat" (C) or "servis" (T) point at."""
    return frozenset(_SECTION_OF_HINT[word] for word in tokens(text) if word in _SECTION_OF_HINT)


def opposed(section: str | None, hinted: frozenset[str]) -> bool:
    """Whether every hint points away from the section: "jual mukena bordir" is not the embroiderer."""
    return bool(section and hinted) and all(section in _OPPOSED.get(hint, "") for hint in hinted)


def segments(text: str) -> tuple[str, ...]:
    """The things named in one cell: "Sembako, Gas Lpg dll" -> ("Sembako", "Gas Lpg"). One thing gives one segment."""
    parts = (part.strip() for part in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(part for part in parts if tokens(part)))


# prefix, and the first letters that its nasal swallowed ("" = nothing was swallowed); the longest come first
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("penge", ("",)), ("menge", ("",)), ("peny", ("s",)), ("meny", ("s",)), ("peng", ("", "k")), ("meng", ("", "k")),
    ("pem", ("", "p")), ("mem", ("", "p")), ("pen", ("", "t")), ("men", ("", "t")), ("per", ("",)), ("ber", ("",)),
    ("pe", ("",)), ("me", ("",)), ("be", ("",)),
)  # fmt: skip
_SUFFIXES = ("annya", "nya", "an", "kan")


def possible_roots(word: str) -> tuple[str, ...]:
    """Forms that `word` may come from: "penjahit" -> "jahit". Most are nonsense; keep those your vocabulary has."""
    bare = [word] + [word[: -len(end)] for end in _SUFFIXES if word.endswith(end) and len(word) - len(end) >= 4]
    roots = list(bare[1:])
    for form in bare:
        for prefix, swallowed in _PREFIXES:
            if form.startswith(prefix):
                rest = form[len(prefix) :]
                roots += [first + rest for first in swallowed if len(first + rest) >= (3 if prefix[-2:] == "ge" else 4)]
    return tuple(dict.fromkeys(root for root in roots if root != word))
