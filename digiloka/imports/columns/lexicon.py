"""Which field a heading names: exact, squeezed together, in another order, misspelt, or inside a longer question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from digiloka.imports.columns.shorthand import opened
from digiloka.imports.columns.turning import is_of_another_person, turned, without_land_left_out
from digiloka.imports.columns.words import NOW, Heading, fold, squashed
from digiloka.registry import doubtful_headings, headings
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import word_set

_FUZZY = 88  # of 100; below that "modal luar" begins to look like "modal kerja"
_SHORTEST_FUZZY = 6
_ALIKE = 66  # of 100: two of three letters, of a single word that differs
_SLIP = 2  # letters more or less; more of them are a word of their own ("kepemilikan" is no "kepemilikan nib")

# One of these inside a longer heading says what it is about, unless a word of _TURNS stands beside it.
_KEYWORDS = {
    "nik": "nik", "nib": "nib", "npwp": "npwp", "kbli": "kbli", "halal": "halal", "pirt": "pirt", "bpom": "bpom",
    "sni": "sni", "omzet": "turnover", "email": "email", "kecamatan": "district", "kelurahan": "village",
    "kodepos": "postal_code", "latitude": "latitude", "longitude": "longitude", "koordinat": "coordinates",
    "pelatihan": "training", "kemitraan": "partnership", "hki": "brand", "haki": "brand", "merek": "brand",
    "provinsi": "province", "ekspor": "export", "pendidikan": "education", "pemasaran": "marketing",
    "marketplace": "marketing", "instagram": "marketing", "facebook": "marketing", "shopee": "marketing",
    "investasi": "investment", "kelamin": "sex", "aset": "assets", "pembiayaan": "financing",
    "memasarkan": "marketing", "dipasarkan": "marketing", "mempromosikan": "marketing",
    "pekerja": "workers_total", "modal": "capital",
}  # fmt: skip
_TURNS = word_set(
    "alasan kendala harapan saran kenapa mengapa id kode link url foto upload scan unggah berkas file bukti jumlah"
    " rencana target kebutuhan persentase persen rata pertumbuhan peningkatan kenaikan jenis tahun tanggal status"
    " sebelum sesudah asal online biaya laba keuntungan bantuan masalah hambatan dokumen gambar lampiran asuransi"
    " pekerja upah gaji pinjaman pinjam meminjam dipinjam luar akses kesulitan sumber tambahan penyertaan hutang"
)
_PARTS_OF_WORKERS = frozenset(
    f"pekerja {kind}" for kind in (
        "tetap", "tidak tetap", "lepas", "harian", "honorer", "kontrak", "musiman", "magang", "anak", "disabilitas",
        "difabel", "lansia", "luar", "baru",
    )
)
_A_PART = 0.35  # numbers in its cells must not make it sure
_AXES: dict[str, tuple[str, ...]] = {
    "latitude": ("latitude",), "longitude": ("longitude",), "altitude": (), "precision": (), "accuracy": (),
}  # fmt: skip
_NO_PLACE = word_set(
    "email web website online url ip medsos link pembeli pelanggan konsumen supplier pemasok cabang gudang"
    " orang tua ortu saksi"
)
_OF_SHOPS = word_set(
    "nama pemilik pengelola alamat no hp wa telp email kelurahan desa kecamatan kota kabupaten provinsi kodepos"
)
_SHOPS = word_set(
    "warung kedai kios lapak gerai outlet toko stan stand booth kafe cafe resto restoran depot salon bengkel butik"
    " pabrik irt irtp upi poklahsar tenant merchant rumahan dapur studio galeri"
)
_PHONE_WORDS = word_set(
    "no hp telp wa aktif pemilik usaha kontak person usahanya rumah kantor cp bisa dihubungi toko"
)
_DATED, _VALID = word_set("tanggal tahun"), word_set("masa")
_OF_PAPERS = word_set(
    "no sertifikat izin surat dokumen tanggal tahun terbit penerbitan masa berlaku registrasi pendaftaran register reg"
    " daftar status kepemilikan"
)
_PHONE_HEADS = frozenset(("hp", "telp", "wa"))


@dataclass(frozen=True, slots=True)
class Match:
    """`fields`: what the heading may mean, best first; () means known and none of ours. `score` 0 to 1."""

    fields: tuple[str, ...]
    score: float
    last_resort: bool = False

    @property
    def known(self) -> bool:
        return self.score > 0


UNKNOWN = Match((), 0.0)
ANOTHER = Match((), 0.55)  # turned away from what it is near to


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: dict[str, Match]
    squeezed: dict[str, Match]
    bags: dict[tuple[str, ...], Match]
    fuzzy: list[str]
    written: dict[str, frozenset[str]]
    words: frozenset[str]  # of all names
    longest: int  # words of the longest name


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    exact: dict[str, Match] = {}
    for spellings in doubtful_headings.NOT_A_FIELD.values():
        for spelling in spellings:
            exact[fold(spelling)] = Match((), 1.0)
    for key, spellings in headings.ALIASES.items():
        for spelling in spellings:
            exact[fold(spelling)] = Match((key,), 1.0)
    for spelling, key in doubtful_headings.LAST_RESORT.items():
        exact[fold(spelling)] = Match((key,), 0.6, last_resort=True)
    for spelling, keys in doubtful_headings.AMBIGUOUS.items():
        exact[fold(spelling)] = Match(keys, 0.9)
    exact.pop("", None)
    squeezed = {squashed(words): match for words, match in exact.items()}
    for key, spellings in headings.ALIASES.items():
        for spelling in spellings:
            squeezed.setdefault(squashed(spelling), Match((key,), 1.0))
    bags = {tuple(sorted(words.split())): match for words, match in exact.items() if " " in words}
    fuzzy = [words for words in squeezed if len(words) >= _SHORTEST_FUZZY]
    written = {squashed(words): frozenset(words.split()) for words in exact}
    every = frozenset(word for words in exact for word in words.split())
    return _Lexicon(exact, squeezed, bags, fuzzy, written, every, max(len(words.split()) for words in exact))


@lru_cache(maxsize=8192)
def look_up(words: str, written_as_one: str = "") -> Match:
    """The best match of folded words (words.fold, words.read_heading); UNKNOWN when nothing is near enough.

    `written_as_one`: the heading unfolded and without blanks, for "totaltenagakerjaperempuan".
    """
    if not words:
        return UNKNOWN
    lexicon = _lexicon()
    if found := lexicon.exact.get(words):
        return found
    if found := lexicon.squeezed.get(squashed(words)) or lexicon.squeezed.get(written_as_one):
        return _weaker(found, 0.97)
    tokens = words.split()
    if found := lexicon.bags.get(tuple(sorted(tokens))):
        return _weaker(found, 0.95)
    if found := lexicon.exact.get(" ".join(token for token in tokens if token not in NOW)):
        return _weaker(found, 0.95)
    if tokens[0] in ("id", "kode") or tokens[-1] == "id":
        return Match((), 0.8)  # a number of somebody's table, whatever the word beside it
    kept = without_land_left_out(tokens)
    found = _near(" ".join(kept), kept, lexicon) if kept is tokens else _weaker(look_up(" ".join(kept)), 0.95)
    if any(turned(kept, key) for key in found.fields) or (not found.known and is_of_another_person(kept)):
        return ANOTHER
    return found


def _near(words: str, tokens: list[str], lexicon: _Lexicon) -> Match:
    if _PHONE_HEADS.intersection(tokens) and _PHONE_WORDS.issuperset(tokens):
        return Match(("phone",), 0.93)
    if tokens[-1] in _AXES:
        return Match(_AXES[tokens[-1]], 0.93)  # "titik gps latitude", as forms on phones export a point
    if found := _of_paper(tokens, lexicon) or _of_shop(tokens, lexicon) or _of_workers(tokens, lexicon):
        return found
    if (whole := opened(words)) and (found := look_up(whole)).known:
        return _weaker(found, 0.9)
    return _misspelt(words, lexicon) or _inside(tokens, lexicon) or UNKNOWN


def match_of(heading: Heading) -> Match:
    """The match of a heading on its own: with what stands in brackets if that is known, else without."""
    whole = look_up(heading.full, heading.squeezed)
    if not whole.known and heading.full.startswith("alamat ") and not _NO_PLACE.intersection(heading.full.split()):
        return Match(("address",), 0.6)  # of a studio, a stall, whatever it is called
    if whole.score >= 0.9 or heading.full == heading.words:
        return whole
    if "district" in heading.words and (level := look_up(heading.full.removeprefix(heading.words).strip())).score == 1:
        return level  # "Sub-district (Kelurahan)": English has no word of its own for either
    bare, told = look_up(heading.words), without_land_left_out(heading.full.split())
    if whole is ANOTHER or any(turned(told, key) for key in bare.fields):
        return ANOTHER
    return bare if bare.score >= whole.score else whole


def _weaker(match: Match, factor: float) -> Match:
    return Match(match.fields, match.score * factor, match.last_resort)


def _of_paper(tokens: list[str], lexicon: _Lexicon) -> Match | None:
    """A kind of licence with a word in front that says which half of it stands here: "No SLHS", "Tgl Terbit P-IRT"."""
    if tokens[0] not in _OF_PAPERS:
        return None
    said = next((at for at, token in enumerate(tokens) if token not in _OF_PAPERS), len(tokens))
    papers = (lexicon.exact.get(" ".join(tokens[place:])) for place in range(1, said + 1))
    paper = next((paper for paper in papers if paper), None)
    if not paper or len(paper.fields) != 1 or not BY_KEY[paper.fields[0]].licence:
        return None
    key = paper.fields[0]
    if tokens[0] in _DATED:
        return Match(("nib_date" if key == "nib" else "licence_date",), 0.9)
    return _weaker(paper, 0.93) if tokens[0] not in _VALID else None


def _of_shop(tokens: list[str], lexicon: _Lexicon) -> Match | None:
    """Name, owner or place of a business that is called by its kind: "Pemilik Warung", "Alamat Gerai"."""
    if len(tokens) < 2 or tokens[-1] not in _SHOPS or not _OF_SHOPS.issuperset(tokens[:-1]):
        return None
    found = lexicon.exact.get(" ".join([*tokens[:-1], "usaha"]))
    return _weaker(found, 0.95) if found else None


def _of_workers(tokens: list[str], lexicon: _Lexicon) -> Match | None:
    """Workers of one sex and one kind in any order, "jumlah" or not: "Jml Karyawan Laki-laki Tetap". Those of one kind
    without a sex are a part of all workers, so the total is only asked for."""
    if "pekerja" not in tokens:
        return None
    told = [word for word in tokens if word != "jumlah"]
    if "asing" in told:
        return Match((), 0.9)  # counted beside ours
    found = lexicon.bags.get(tuple(sorted(told)))
    if found and found.fields and found.fields[0].endswith("male"):
        return _weaker(found, 0.93)
    return Match(("workers_total",), _A_PART) if " ".join(told) in _PARTS_OF_WORKERS else None


def _misspelt(words: str, lexicon: _Lexicon) -> Match | None:
    squeezed = squashed(words)
    if len(squeezed) < _SHORTEST_FUZZY or any(sign.isdigit() for sign in squeezed):
        return None
    near = process.extractOne(squeezed, lexicon.fuzzy, scorer=fuzz.ratio, score_cutoff=_FUZZY)
    if near is None or near[0][0] != squeezed[0] or abs(len(near[0]) - len(squeezed)) > _SLIP:
        return None
    written = lexicon.written.get(near[0], frozenset(words.split()))
    own, missing = set(words.split()) - written, written - set(words.split())
    if any(word in lexicon.exact or (word in lexicon.words and word not in "".join(missing)) for word in own):
        return None  # "jumlah produk" is no misspelt "jumlah produksi": a produk is a thing of its own
    if len(own) == len(missing) == 1 and fuzz.ratio(*own, *missing) < _ALIKE:
        return None  # nor "pekerja anak" a misspelt "pekerja laki"
    return _weaker(lexicon.squeezed[near[0]], near[1] / 110)


def _inside(tokens: list[str], lexicon: _Lexicon) -> Match | None:
    """The longest known name standing whole inside a longer heading, else a single keyword that is beyond doubt."""
    least = max(2, (len(tokens) + 1) // 2)  # a name that is less than half of the heading does not tell what it means
    for length in range(min(len(tokens) - 1, lexicon.longest), least - 1, -1):
        for start in range(len(tokens) - length + 1):
            found = lexicon.exact.get(" ".join(tokens[start : start + length]))
            if found and not _TURNS.intersection(tokens[:start] + tokens[start + length :]):
                return _weaker(found, 0.55 + 0.35 * length / len(tokens))
    if {"nama", "pekerja"} <= set(tokens):
        return Match((), 0.6)  # who works there is no number of them
    keywords = {_KEYWORDS[token] for token in tokens if token in _KEYWORDS}
    if len(keywords) == 1 and not _TURNS.intersection(token for token in tokens if token not in _KEYWORDS):
        return Match((keywords.pop(),), 0.6)
    return None
