"""Reading an official table that a city downloaded: KBLI 2020, KBLI 2025, or the conversion between them, as CSV.

Which table it is follows from its columns. A table that does not name the version of its codes is refused: the same
digits mean different things in 2020 and 2025. Nothing here touches the database.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from digiloka.activities.own_tables import VERSIONS, section_of
from digiloka.values.refusal import Refused

LARGEST_BYTES = 50_000_000
MOST_ROWS = 50_000

_COLUMNS = {
    "version": ("versi", "version", "versi kbli", "kbli versi"),
    "code": ("kode", "code", "kode kbli"),
    "level": ("tingkat", "level"),
    "section": ("kategori", "section", "category"),
    "title": ("judul", "title", "judul kbli", "nama"),
    "description": ("uraian", "description", "deskripsi"),
    "status": ("status",),
    "code_2020": ("kode 2020", "code 2020", "kbli 2020"),
    "code_2025": ("kode 2025", "code 2025", "kbli 2025"),
    "kind": ("jenis", "kind"),
    "needs_review": ("perlu tinjau", "needs review"),
    "source": ("dasar", "sumber", "source"),
}
_CODE = re.compile(r"[A-V]|\d{2,5}")
_SECTION = re.compile(r"[A-V]")
_FIVE = re.compile(r"\d{5}")
_YES = frozenset({"1", "ya", "yes", "true"})


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """One line of an official KBLI table."""

    version: str
    code: str
    level: int
    section: str
    parent: str | None
    title: str
    description: str | None
    status: str


@dataclass(frozen=True, slots=True)
class OfficialPair:
    """One line of a conversion table: which code of 2025 a code of 2020 may have become."""

    code_2020: str
    code_2025: str
    kind: str
    needs_review: bool
    source: str


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """What a file holds: codes of one or both versions, or pairs; never both."""

    codes: tuple[OfficialCode, ...] = ()
    pairs: tuple[OfficialPair, ...] = ()


def read_official(path: str | Path) -> OfficialTable:
    """The codes or pairs of a CSV file (comma, semicolon or tab; UTF-8 or Windows-1252).

    Raises Refused with a sentence for a person: file-missing, file-too-large, not-csv, unknown-columns, no-version,
    unknown-version, bad-code, duplicate-code, no-title, empty.
    """
    rows = _rows(Path(path))
    columns = _known_columns(rows[0])
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    if {"code_2020", "code_2025"} <= columns.keys():
        return OfficialTable(pairs=_pairs([(number, _picked(row, columns)) for number, row in body]))
    if not {"code", "title"} <= columns.keys():
        raise Refused(
            "unknown-columns",
            "Kolom berkas ini tidak dikenal. Tabel KBLI perlu kolom versi, kode, dan judul; tabel konversi perlu "
            "kolom kode_2020 dan kode_2025.",
        )
    if "version" not in columns:
        raise Refused(
            "no-version",
            "Tabel ini tidak menyebut versi KBLI. Tambahkan kolom versi berisi 2020 atau 2025.",
        )
    codes = _codes([(number, _picked(row, columns)) for number, row in body])
    if not any(code.level == 5 for code in codes):
        raise Refused("empty", "Tabel ini tidak berisi kode lima angka. Pilih tabel KBLI yang lengkap.")
    return OfficialTable(codes=codes)


def _rows(path: Path) -> list[list[str]]:
    if not path.is_file():
        raise Refused("file-missing", f"Berkas {path.name} tidak ada. Periksa nama dan foldernya.")
    if path.stat().st_size > LARGEST_BYTES:
        raise Refused("file-too-large", "Berkas ini lebih dari 50 MB. Tabel KBLI resmi jauh lebih kecil.")
    text = _text(path.read_bytes())
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Refused("not-csv", "Berkas ini bukan CSV yang utuh. Unduh lagi, lalu simpan sebagai CSV.") from None
    if len(rows) < 2 or len(rows) > MOST_ROWS:
        raise Refused("empty", "Berkas ini tidak berisi tabel kode. Pilih tabel KBLI atau tabel konversi dalam CSV.")
    return rows


def _text(content: bytes) -> str:
    if b"\0" in content or content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Refused("not-csv", "Berkas ini bukan CSV. Buka di Excel, lalu simpan sebagai CSV.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _known_columns(heading: list[str]) -> dict[str, int]:
    spoken = [" ".join(re.findall(r"[a-z0-9]+", cell.lower())) for cell in heading]
    found = {field: [spoken.index(name) for name in names if name in spoken] for field, names in _COLUMNS.items()}
    return {field: places[0] for field, places in found.items() if places}


def _picked(row: list[str], columns: dict[str, int]) -> dict[str, str]:
    return {field: row[place].strip() if place < len(row) else "" for field, place in columns.items()}


def _codes(rows: list[tuple[int, dict[str, str]]]) -> tuple[OfficialCode, ...]:
    divisions: dict[tuple[str, str], str] = {}  # (version, division) -> section, as the file itself says
    codes: dict[tuple[str, str], OfficialCode] = {}
    for number, row in rows:
        version, code = _version(number, row), _code(number, row)
        if (version, code) in codes:
            raise Refused("duplicate-code", f"Baris {number}: kode {code} versi {version} sudah ada di atasnya.")
        if not row["title"]:
            raise Refused("no-title", f"Baris {number}: kode {code} tanpa judul. Lengkapi dulu tabelnya.")
        section = _section(number, row, version, code, divisions.get((version, code[:2])))
        divisions[version, code[:2]] = section
        parent = {1: None, 2: section}.get(len(code), code[:-1])
        codes[version, code] = OfficialCode(
            version, code, len(code), section, parent, row["title"][:500], row.get("description") or None,
            (row.get("status") or "aktif")[:20],
        )
    return tuple(codes.values())


def _version(number: int, row: dict[str, str]) -> str:
    version = row["version"].removesuffix(".0")
    if version not in VERSIONS:
        raise Refused("unknown-version", f"Baris {number}: versi “{version}” tidak dikenal. Isi dengan 2020 atau 2025.")
    return version


def _section(number: int, row: dict[str, str], version: str, code: str, of_division: str | None) -> str:
    section = code if len(code) == 1 else row.get("section") or of_division or section_of(code[:2], version)
    if not section or not _SECTION.fullmatch(section):
        raise Refused("bad-code", f"Baris {number}: kategori kode {code} tidak diketahui. Tambahkan kolom kategori.")
    return section


def _code(number: int, row: dict[str, str]) -> str:
    """The code as text. A spreadsheet that took "01111" for a number lost its zero: the level proves how many."""
    code = row["code"].upper().removesuffix(".0")
    level = row.get("level", "")
    if level in {"2", "3", "4", "5"} and code.isdigit():
        code = code.zfill(int(level))
    if not _CODE.fullmatch(code) or (level.isdigit() and int(level) != len(code)):
        raise Refused("bad-code", f"Baris {number}: “{row['code']}” bukan kode KBLI. Perbaiki, lalu muat lagi.")
    return code


def _pairs(rows: list[tuple[int, dict[str, str]]]) -> tuple[OfficialPair, ...]:
    pairs: dict[tuple[str, str], OfficialPair] = {}
    for number, row in rows:
        if not row["code_2020"] or not row["code_2025"]:
            continue  # the official table also lists codes that have no successor
        codes = tuple(row[field].removesuffix(".0").zfill(5) for field in ("code_2020", "code_2025"))
        if not all(_FIVE.fullmatch(code) for code in codes):
            raise Refused("bad-code", f"Baris {number}: bukan dua kode KBLI lima angka. Perbaiki, lalu muat lagi.")
        review = row.get("needs_review", "1").lower() in _YES
        kind, source = row.get("kind") or "usul", row.get("source") or "berkas"
        pairs[codes] = OfficialPair(*codes, kind[:20], review, source[:60])
    return tuple(pairs.values())
