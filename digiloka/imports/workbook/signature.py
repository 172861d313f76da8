"""What a file is, by its first bytes and never by its name; and the sentence for each thing that is no workbook."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO

from digiloka.imports.workbook.book import Limits
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RAW_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")

_SENTENCES = {
    "file-not-workbook": "Berkas ini bukan berkas Excel, ODS, atau CSV. Pilih berkas yang berisi tabel.",
    "file-empty": "Berkas ini kosong. Pilih berkas yang berisi data.",
    "file-broken": "Berkas ini rusak atau terpotong. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah lagi.",
    "file-password": "Berkas ini dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.",
    "file-too-large": "Berkas ini lebih besar dari {bytes}. Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
    "file-too-many-rows": "Berkas ini berisi lebih dari {rows} baris. Bagi menjadi beberapa berkas yang lebih kecil.",
    "file-too-many-columns": "Berkas ini berisi lebih dari {columns} kolom. Hapus kolom di kanan yang tidak dipakai.",
    "file-too-many-sheets": "Berkas ini berisi terlalu banyak lembar. Bagi menjadi beberapa berkas.",
    "file-bomb": "Berkas ini terlalu besar saat dibuka. Salin tabelnya ke berkas Excel yang baru.",
    "file-web-page": "Berkas ini halaman web yang diberi nama Excel. Buka di Excel, lalu simpan sebagai .xlsx.",
    "file-document": "Berkas ini dokumen atau gambar, bukan tabel. Salin tabelnya ke Excel, simpan sebagai .xlsx.",
}

_USUAL = Limits()


def refused(code: str, limits: Limits = _USUAL) -> Refused:
    """The refusal of a whole file, one sentence that says what to do; a limit is named as it is set."""
    rows, columns = show_number(limits.rows), show_number(limits.columns)
    return Refused(code, _SENTENCES[code].format(bytes=show_size(limits.bytes), rows=rows, columns=columns))


def show_size(count: int) -> str:
    """Bytes as a person reads them: 100 MB, 1,5 MB, 512 KB, 1.000 byte."""
    for unit, size in (("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= size and (count * 10) % size == 0:
            return f"{show_number(count / size)} {unit}"
    return f"{show_number(count)} byte"


def kind_of(file: BinaryIO) -> str:
    """xlsx, xlsb, ods, xls or csv; Refused when it is none of them, empty, broken or locked by a password."""
    file.seek(0)
    head = file.read(65536)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise refused("file-empty")
    if head.startswith((_ZIP, b"PK\x05\x06")):
        return _kind_of_zip(file)
    if head.startswith(_OLE):
        return _kind_of_ole(file, head)
    if head.startswith(_RAW_BIFF):
        return "xls"
    _refuse_other_things(head)
    if not looks_like_text(head):
        raise refused("file-not-workbook")
    return "csv"


def _kind_of_zip(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            mimetype = _small(archive, names, "mimetype", 200)
            manifest = _small(archive, names, "META-INF/manifest.xml", 5_000_000)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as broken:
        raise refused("file-broken") from broken
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        if b"spreadsheet" not in mimetype:
            raise refused("file-document")
        if b"encryption-data" in manifest:
            raise refused("file-password")
        return "ods"
    folded = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in folded):
        return "xlsb"
    if any(name.startswith("xl/") for name in folded):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in folded):
        raise refused("file-document")
    if "content.xml" in folded:
        return "ods"
    raise refused("file-not-workbook")


def _small(archive: zipfile.ZipFile, names: set[str], name: str, most: int) -> bytes:
    """A part's bytes; nothing when it is missing or larger than it can be in earnest."""
    return archive.read(name) if name in names and archive.getinfo(name).file_size <= most else b""


def _kind_of_ole(file: BinaryIO, head: bytes) -> str:
    """An OLE file is an old .xls, a locked .xlsx, or an old Word or PowerPoint file: its directory tells.

    A directory entry is its name in UTF-16, filled up with zeros to 64 bytes.
    """
    file.seek(0)
    entries = {
        name: name.encode("utf-16-le").ljust(64, b"\0")
        for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document")
    }
    names = set()
    tail = b""
    while block := file.read(1 << 20):
        data = tail + block
        names |= {name for name, entry in entries.items() if entry in data}
        tail = data[-64:]
    if "EncryptedPackage" in names:
        raise refused("file-password")
    if "Workbook" in names or "Book" in names:
        return "xls"
    if names:
        raise refused("file-document")
    raise refused("file-broken" if len(head) < 1536 else "file-not-workbook")


def _refuse_other_things(head: bytes) -> None:
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"RIFF")):
        raise refused("file-document")
    start = head[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(?:!doctype html|html|table|head|body|meta|style|div)\b", start):
        raise refused("file-web-page")
    if start.startswith((b"<?xml", b"<html")):
        raise refused("file-web-page" if b"<html" in start or b"excel" in start else "file-not-workbook")


def looks_like_text(head: bytes) -> bool:
    """Whether the bytes can be the start of a text table: a known mark, or hardly any control sign."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    controls = sum(head.count(bytes([sign])) for sign in range(32) if sign not in (9, 10, 12, 13, 26))
    return controls <= len(head) // 1000
