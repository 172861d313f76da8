"""Zips, ODS documents, old .xls files and text tables ruined on purpose: names twice, false sizes, bombs, repeats."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from benchmarks.ruined_sheets import BOOK, SHEET, STRINGS, Parts

ZipChange = Callable[[Random, Parts], bytes]
_COUNTS = (b"0", b"-1", b"2", b"300", b"16384", b"1048576", b"1000000000", b"99999999999999999999", b"x", b"")


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, *more: tuple[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts; `more` may name one of them again."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", way) as archive:
        warnings.simplefilter("ignore")  # "Duplicate name" is what is wanted
        for name, content in (*parts.items(), *more):
            archive.writestr(name, content)
    return made.getvalue()


def names_twice(chance: Random, parts: Parts) -> bytes:
    name = chance.choice((SHEET, STRINGS, BOOK, "[Content_Types].xml"))
    content = parts.get(name, b"")
    return packed(parts, (chance.choice((name, name.upper(), "/" + name, name.replace("/", "\\"))),
                          chance.choice((b"", content[: len(content) // 2], content.replace(b"Warung", b"Toko")))))


def bomb(chance: Random, parts: Parts) -> bytes:
    """Few bytes that unpack to very many."""
    name = chance.choice((SHEET, STRINGS, "xl/styles.xml", BOOK, "xl/media/image1.png", "docProps/app.xml"))
    return _stuffed(parts, name, chance.choice((20, 90, 400)), chance.choice((b" ", b"<r>", b"\0")))


def _stuffed(parts: Parts, name: str, megabytes: int, sign: bytes) -> bytes:
    """A zip with so much of one sign before a part's last end tag; it never lies unpacked in our memory."""
    content, block = parts.get(name, b"<x></x>"), sign * (1024 * 1024 // len(sign))
    place = max(content.rfind(b"</"), 0)
    made = io.BytesIO(packed({other: inside for other, inside in parts.items() if other != name}))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as part:
        part.write(content[:place])
        for _ in range(megabytes):
            part.write(block)
        part.write(content[place:])
    return made.getvalue()


def sizes_that_lie(chance: Random, parts: Parts) -> bytes:
    """The directory says that a part is small; what is packed is not."""
    data = bytearray(_stuffed(parts, chance.choice((SHEET, STRINGS)), 90, b" "))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            if struct.unpack_from("<I", data, start + at)[0] > 1 << 24:
                struct.pack_into("<I", data, start + at, chance.choice((0, 10, 4_000)))
            start += 4
    return bytes(data)


def crowd_of_parts(chance: Random, parts: Parts) -> bytes:
    names = ((f"xl/media/{number}.png", b"") for number in range(chance.choice((300, 25_000))))
    return packed(parts, *names)


def headers_that_lie(chance: Random, parts: Parts) -> bytes:
    """Flags, ways of packing, checksums and offsets of the zip itself."""
    data = bytearray(packed(parts, way=chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))))
    fields = {b"PK\x03\x04": (4, 6, 8, 14, 18, 22, 26, 28), b"PK\x01\x02": (8, 10, 16, 20, 24, 28, 30, 32, 42),
              b"PK\x05\x06": (4, 8, 10, 12, 16, 20)}
    for _ in range(chance.choice((1, 1, 2, 6))):
        mark = chance.choice(list(fields))
        places = [match.start() for match in re.finditer(re.escape(mark), data)]
        at = chance.choice(places) + chance.choice(fields[mark]) if places else 0
        struct.pack_into("<H", data, min(at, len(data) - 2), chance.choice((0, 1, 8, 9, 12, 99, 0x800, 0xFFFF)))
    return bytes(data)


def zip_in_a_wrapping(chance: Random, parts: Parts) -> bytes:
    data = packed(parts, way=chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))
    behind, before = data + b"\0" * 70_000, b"\0" * 9 + data
    return chance.choice((before, behind, b"MZ" + data, data + data, data[:-22], data[30:], data))


ZIPS: tuple[ZipChange, ...] = (
    names_twice, bomb, sizes_that_lie, crowd_of_parts, headers_that_lie, zip_in_a_wrapping,
)  # fmt: skip


def ods(chance: Random, data: bytes) -> bytes:
    """An ODS document with its cells repeated without end, of other kinds, nested, or with entities."""
    parts = unpacked(data)
    xml = parts["content.xml"]

    def some(pattern: bytes, make: Callable[[], bytes], share: float) -> bytes:
        return re.sub(pattern, lambda m: make() if chance.random() < share else m.group(0), xml)

    count = chance.choice
    match chance.randrange(7):
        case 0:
            xml = some(rb"<table:table-cell", lambda: b'<table:table-cell table:number-columns-repeated="'
                       + count(_COUNTS) + b'"', 0.1)
        case 1:
            xml = some(rb"<table:table-row", lambda: b'<table:table-row table:number-rows-repeated="'
                       + count(_COUNTS) + b'"', 0.3)
        case 2:
            kinds = (b"float", b"date", b"time", b"boolean", b"percentage", b"currency", b"void", b"")
            xml = some(rb'office:value-type="[^"]*"', lambda: b'office:value-type="' + count(kinds) + b'"', 0.4)
        case 3:
            values = (b"1e999", b"-", b"2026-13-45", b"PT99999999H", b"true", b"", b"NaN", b"9" * 400)
            xml = some(rb'office:(?:value|date-value)="[^"]*"', lambda: b'office:value="' + count(values) + b'"', 0.5)
        case 4:
            deep = count((50, 20_000))
            xml = xml.replace(b"</table:table>", b"<text:p>" * deep + b"</text:p>" * deep + b"</table:table>", 1)
        case 5:
            laughs = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
            xml = xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>", 1)
            xml = some(rb"(?<=<text:p>)[^<]*", lambda: b"&l9;", 0.1)
        case _:
            for name in chance.sample(list(parts), 1):
                parts[name] = count((b"", b"<x/>", parts[name][:40]))
            return packed(parts)
    return packed({**parts, "content.xml": xml})


def xls(chance: Random, data: bytes) -> bytes:
    """An old .xls whose records say other kinds and lengths than they have."""
    found = bytearray(data)
    start = max(found.find(b"\x09\x08"), 0)
    heads, at = [], start
    while at + 4 < len(found):
        heads.append(at)
        at += 4 + struct.unpack_from("<H", found, at + 2)[0]
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.choice(heads)
        match chance.randrange(3):
            case 0:
                kinds = (0x0006, 0x00FC, 0x00FD, 0x0203, 0x027E, 0x000A, 0xFFFF)
                struct.pack_into("<H", found, at, chance.choice(kinds))
            case 1:
                struct.pack_into("<H", found, at + 2, chance.choice((0, 1, 3, 8224, 0xFFFF)))
            case _:
                inside = min(at + 4 + chance.randrange(16), len(found) - 2)
                struct.pack_into("<H", found, inside, chance.choice((0, 1, 0x7FFF, 0x8000, 0xFFFF)))
    return bytes(found)


def text_table(chance: Random, data: bytes) -> bytes:
    """A text table with too much in a line, no end of a quote, or signs that no table has."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            lines[at] += b";" * chance.choice((300, 100_000))
        case 1:
            lines[at] = b'"' + lines[at]
        case 2:
            lines[at] += b"\0" * chance.choice((1, 5_000))
        case 3:
            lines[at] = chance.choice((b"A", b'"', b"\xe9", b"\xff\xfe")) * 3_000_000
        case 4:
            return b"\r".join(lines) + b"\xef\xbb\xbf" + b"\n".join(lines)
        case _:
            return b"sep=" + chance.choice((b";", b"\t", b"", b"\0", b'"', b"xx")) + b"\r\n" + b"\n".join(lines)
    return b"\n".join(lines)
