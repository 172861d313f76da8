"""Whether a table is a list of businesses at all: recaps, code lists, stock books and attendance lists also arrive."""

from __future__ import annotations

import re

from digiloka.activities.sectors import sector_from_words
from digiloka.imports.columns.content import Profile
from digiloka.imports.columns.heading_rows import Headings
from digiloka.imports.columns.layout import ColumnGuess
from digiloka.values import text
from digiloka.values.text import word_set

_NAMES = ("owner_name", "business_name")
_BUSINESS_FACTS = word_set(
    "activity product sector kbli turnover capital assets investment production_value raw_material_value nib pirt halal"
    " bpom sni licence brand legal_form production_capacity business_address marketing export financing workers_total"
    " workers_male workers_female start_date scale_as_written status premises_kind premises_status"
)
_PERSON_FACTS = word_set("nik phone address owner_address village district email sex coordinates latitude")
_MONTHS = word_set(
    "januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul"
    " ags agu agt sep sept okt nov des"
)
_ATTENDANCE = word_set("tangan paraf ttd jabatan instansi hadir kehadiran absen pangkat golongan utusan")
_HELD = word_set("hadir kehadiran absen absensi presensi")  # staff and recipients of aid sign lists too
# a price list counts no businesses
_GOODS = word_set(
    "harga stok barang satuan masuk keluar sisa qty saldo volume pemasukan pengeluaran debit kredit"
    " target realisasi"
)
_OF_GOODS = word_set("row_number source_id product production_capacity production_unit notes sector activity turnover")
_SCHEDULE = word_set("hari tanggal waktu jam pukul acara agenda kegiatan tempat peserta narasumber materi pemateri")
_COUNTED = word_set("jumlah jml jlh total banyaknya")
_OPENING = word_set("buka tutup libur operasional")  # hours of a shop, not of an event
_HELD_FIELDS = frozenset((None, "activity", "owner_name"))  # what "Tempat", "Kegiatan", "Nama Peserta" are read as
_SURE = 0.72  # a bare "usaha" beside a signature makes no list of businesses
_ABOUT_BUSINESS = re.compile(
    r"\b(?:umkm|ukm|ikm|usaha|industri|pedagang|pkl|pengrajin|perajin|wirausaha|pengusaha)\b", re.IGNORECASE
)
_DOING = frozenset(("activity", "product", "sector", "kbli"))
_COOPERATIVE = re.compile(
    r"\bkoperasi\b|^(?:kop|kopkar|kopontren|kopwan|ksp|kspps|ksu|kud|kpri|kjks|bmt|kdmp|kkmp|kdkmp|primkop\w*|puskop\w*)\b",
    re.IGNORECASE,
)

RECAP = "Lembar ini rekap jumlah, bukan daftar usaha. Unggah lembar yang berisi satu usaha di setiap baris."
NO_NAME = "Lembar ini tidak punya kolom nama pemilik atau nama usaha. Tambahkan kolom itu, lalu unggah lagi."
ATTENDANCE = "Lembar ini daftar hadir, bukan daftar usaha. Unggah lembar yang berisi data usaha."
SERIES = "Lembar ini catatan per bulan, bukan daftar usaha. Unggah lembar yang berisi satu usaha di setiap baris."
SCHEDULE = "Lembar ini jadwal kegiatan, bukan daftar usaha. Unggah lembar yang berisi data usaha."
GOODS = (
    "Lembar ini bukan daftar usaha, tetapi catatan barang atau uang. Unggah lembar yang berisi satu usaha di setiap "
    "baris."
)
CODES = "Lembar ini daftar kode atau petunjuk, bukan daftar usaha."
ANOTHER = "Lembar ini bukan daftar usaha. Unggah lembar yang berisi satu usaha di setiap baris."
PEOPLE = "Lembar ini daftar orang tanpa keterangan usaha. Tambahkan kolom jenis usaha, lalu unggah lagi."
COOPERATIVES = (
    "Lembar ini daftar koperasi, bukan daftar usaha. Kalau mau didata sebagai usaha, tambahkan kolom jenis usaha, lalu "
    "unggah lagi."
)
EMPTY = "Lembar ini tidak berisi data."


def why_not(
    headings: Headings, guesses: list[ColumnGuess], profiles: dict[int, Profile], title: str, usual: int
) -> str | None:
    """None for a list of businesses, else the sentence that says what the sheet is."""
    if not guesses:
        return EMPTY
    if len(guesses) < 2:
        return ANOTHER
    if headings.rows and _goes_by_month(guesses, profiles):
        return SERIES
    fields = {guess.field for guess in guesses if guess.field}
    fields.update(key for guess in guesses for key in guess.pair or ())
    if headings.rows and (told := _by_its_words(headings, guesses, fields, title)):
        return told
    if headings.rows and _names_cooperatives(guesses, profiles):
        return COOPERATIVES
    if not headings.rows or mostly_unknown(headings, guesses):
        return _without_heading(guesses, profiles, usual, bool(headings.rows))
    if not fields & set(_NAMES):
        return _nameless(guesses, profiles, fields)
    facts = fields & _BUSINESS_FACTS
    named = any(guess.field == "business_name" and guess.confidence > 0.9 for guess in guesses)
    # A row may lack its business and be told so; a sheet that has no place for one is another list.
    told = _ABOUT_BUSINESS.search(title) or _asks_for_business(headings, guesses, profiles)
    if not facts and not named and not told:
        return CODES if len(guesses) <= 3 else PEOPLE
    return RECAP if _counts_by_group(guesses, profiles, fields) else None


def _asks_for_business(headings: Headings, guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> bool:
    """Whether a heading speaks of the business in words; "Jumlah UMKM" and other numbers count, they do not tell."""
    for guess in guesses:
        name = headings.named.get(guess.index)
        is_other = name is not None and name.match.known and not name.match.fields
        counts = profiles.get(guess.index, Profile()).share("number") > 0.5
        if guess.heading and _ABOUT_BUSINESS.search(guess.heading) and not is_other and not counts:
            return True
    return False


def _by_its_words(headings: Headings, guesses: list[ColumnGuess], fields: set[str], title: str) -> str | None:
    """Lists of another kind give themselves away by words no list of businesses uses."""
    words = {word for guess in guesses if guess.heading for word in text.key(guess.heading).split()}
    months = sum(_is_month(guess.heading) for guess in guesses)
    facts = fields & _BUSINESS_FACTS
    if months >= 4 and len(fields & (_BUSINESS_FACTS | _PERSON_FACTS)) < 3:
        return SERIES
    if months == 3 and not facts and not fields & _PERSON_FACTS:
        return SERIES
    sure = {guess.field for guess in guesses if guess.confidence >= _SURE}
    if words & _ATTENDANCE and not facts & sure:
        return ATTENDANCE if _HELD.intersection((*words, *text.key(title).split())) else ANOTHER
    if _is_of_goods(headings, guesses, words):
        return GOODS
    return SCHEDULE if not fields & {"business_name", "nik", "phone"} and _is_schedule(guesses) else None


def _is_of_goods(headings: Headings, guesses: list[ColumnGuess], words: set[str]) -> bool:
    """Whether the sheet counts or prices things and names nobody for sure: a stock book, a price list, a budget.
    "Uraian" is no name, however much its cells look like some, unless somebody said so."""
    said = {index for index, named in headings.named.items() if named.match.known}
    sure = {
        guess.field for guess in guesses
        if guess.field and guess.confidence >= (0.5 if guess.index in said or guess.field not in _NAMES else 0.9)
    }
    return len(_GOODS & words) >= 2 and not sure - _OF_GOODS


def _is_schedule(guesses: list[ColumnGuess]) -> bool:
    """Whether the columns tell when, where and what is held, and less of owners and their businesses: "Tanggal Lahir"
    and "Kegiatan Usaha" hold a schedule's words and are none of its columns."""
    held: set[str] = set()
    others: set[str] = set()
    for guess in guesses:
        told = set(text.key(guess.heading or "").split())
        words = _SCHEDULE & told
        sure = guess.field if guess.confidence >= _SURE else None
        if sure in _BUSINESS_FACTS and _ABOUT_BUSINESS.search(guess.heading or ""):
            return False
        if sure in _HELD_FIELDS and not told & _OPENING:
            held |= words
        if not words and (sure in _BUSINESS_FACTS or sure == "owner_name"):
            others.add(sure)
    return len(held) >= 2 and (len(held) > len(others) or "owner_name" not in others)


def _names_cooperatives(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> bool:
    """Whether each row is a koperasi and none says what it does; members of one koperasi repeat its name."""
    filled = [guess for guess in guesses if profiles.get(guess.index, Profile()).filled]
    if any(_DOING.intersection((guess.field, *(guess.pair or ()))) for guess in filled):
        return False
    return any(
        profile.variety > 0.5 and (_is_of_cooperatives(guess.heading or "") or _mostly_cooperatives(profile))
        for guess in filled if guess.field == "business_name" and (profile := profiles[guess.index])
    )


def _is_of_cooperatives(heading: str) -> bool:
    """ "Nama Koperasi", not "Nama UMKM/Koperasi"."""
    return bool(_COOPERATIVE.search(heading)) and not _ABOUT_BUSINESS.search(heading)


def _mostly_cooperatives(profile: Profile) -> bool:
    return sum(map(bool, map(_COOPERATIVE.search, profile.spellings))) > 0.8 * len(profile.spellings)


def mostly_unknown(headings: Headings, guesses: list[ColumnGuess]) -> bool:
    """Whether most headings say nothing to us: then their words cannot tell what the sheet is."""
    told = [headings.named[guess.index] for guess in guesses if guess.index in headings.named]
    return len(told) > 2 and sum(named.score == 0 for named in told) > 0.5 * len(told)


def _nameless(guesses: list[ColumnGuess], profiles: dict[int, Profile], fields: set[str]) -> str:
    filled = [profiles[guess.index] for guess in guesses if guess.index in profiles and profiles[guess.index].filled]
    numeric = sum(profile.share("number") > 0.7 for profile in filled)
    if len(filled) <= 3 and numeric < 2:
        counted = any(_COUNTED & set(text.key(guess.heading or "").split()) for guess in guesses)
        return RECAP if counted and numeric else CODES
    if numeric < max(2, len(filled) / 2) or fields & {"nik", "phone", "nib"}:
        return NO_NAME
    return _of_numbers(guesses)


def _of_numbers(guesses: list[ColumnGuess]) -> str:
    """A sheet of numbers counts something: businesses by group, or what a shop has and asks."""
    return ANOTHER if _GOODS & {word for guess in guesses for word in text.key(guess.heading or "").split()} else RECAP


def _counts_by_group(guesses: list[ColumnGuess], profiles: dict[int, Profile], fields: set[str]) -> bool:
    """A name column of areas or sectors beside nothing but numbers: "Kelurahan | Jumlah | Mikro | Kecil"."""
    names = [profiles.get(guess.index, Profile()) for guess in guesses if guess.field in _NAMES]
    if fields & _PERSON_FACTS or not all(_is_group(profile) for profile in names):
        return False
    others = [profiles.get(guess.index, Profile()) for guess in guesses if guess.field not in _NAMES]
    others = [profile for profile in others if profile.filled]
    return len(others) >= 2 and all(profile.share("number") > 0.9 for profile in others)


def _is_group(profile: Profile) -> bool:
    if profile.share("scale") > 0.5:
        return True
    sectors = sum(sector_from_words(spelling) is not None for spelling in profile.spellings)
    return profile.share("area") > 0.5 or sectors > 0.5 * max(1, len(profile.spellings))


def _without_heading(guesses: list[ColumnGuess], profiles: dict[int, Profile], usual: int, headed: bool) -> str | None:
    filled = [profiles[guess.index] for guess in guesses if guess.index in profiles and profiles[guess.index].filled]
    if len(filled) < 4 or usual < 3:
        return ANOTHER
    named = any(guess.field in _NAMES for guess in guesses)
    if named and _counts_by_group(guesses, profiles, {guess.field or "" for guess in guesses}):
        return RECAP
    wordy = [profile for profile in filled if profile.share("words") > 0.6]
    if headed and not named and sum(profile.share("number") > 0.7 for profile in filled) >= len(filled) / 2:
        return _of_numbers(guesses)
    if named or (len(wordy) > 1 and any(profile.variety > 0.6 for profile in wordy)):
        return None
    return _of_numbers(guesses)


def _goes_by_month(guesses: list[ColumnGuess], profiles: dict[int, Profile]) -> bool:
    """Whether each row is a month and nobody is named beside it."""
    by_month = {index for index, profile in profiles.items() if profile.distinct > 2 and _tells_months(profile)}
    named = any(guess.field in _NAMES or guess.pair for guess in guesses if guess.index not in by_month)
    return bool(by_month) and not named


def _tells_months(profile: Profile) -> bool:
    words = [{word for word in text.key(one).split() if not word.isdigit()} for one in profile.spellings]
    return all(one and one <= _MONTHS | {"bulan"} and one & _MONTHS for one in words)


def _is_month(heading: str | None) -> bool:
    words = text.key(heading or "").split()
    return bool(words) and words[-1] in _MONTHS
