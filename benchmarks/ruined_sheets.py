"""Workbooks ruined from the inside, one named fault at a time: what a parser believes of XML, and what it should not.

Each change takes the parts of a good .xlsx, {name: bytes}, and leaves parts that are still a zip: rows and cells out of
order, references that lie, entities, nesting, parts that are missing, of another kind or in another encoding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]
Change = Callable[[Random, Parts], None]

SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
STYLES, RELATIONS, TYPES = "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_ROW = re.compile(rb"<row .*?</row>", re.DOTALL)
_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_NUMBERS = (b"-1", b"0", b"1", b"7", b"16384", b"1048576", b"1048577", b"2147483648", b"4294967296",
            b"99999999999999999999", b"1e3", b"0x10", b"", b" 3 ", b"\xd9\xa3", b"NaN", b"3.5")
_REFERENCES = (b"A0", b"A-1", b"XFD1048576", b"XFE1", b"ZZZZ9", b"A1048577", b"A99999999999", b"1A", b"", b"$A$1",
               b"a1", b"A1:B2", b"\xc3\x84" + b"1", b"AAAAAAAAAAAAAAA1", b"R1C1")
_TYPES = (b"s", b"str", b"b", b"d", b"e", b"n", b"inlineStr", b"x", b"")
_VALUES = (b"1e309", b"-1e309", b"NaN", b"INF", b"0x1F", b"1,5", b"", b" ", b"TRUE", b"2", b"#REF!", b"2026-02-31",
           b"2026-11-22T25:61:61", b"-99999999", b"2958466", b"1e-320", b"12345678901234567890", b"&#x1F35C;",
           b"\xc2\xa0")


def _changed(parts: Parts, name: str, change: Callable[[bytes], bytes]) -> None:
    if name in parts:
        parts[name] = change(parts[name])


def _some(chance: Random, pattern: bytes, xml: bytes, make: Callable[[bytes], bytes], share: float = 0.2) -> bytes:
    """The XML with a share of what matches replaced."""
    return re.sub(pattern, lambda m: make(m.group(0)) if chance.random() < share else m.group(0), xml, flags=re.DOTALL)


def attributes_swapped(chance: Random, parts: Parts) -> None:
    def swap(xml: bytes) -> bytes:
        names = [b"r", b"s", b"t", b"spans", b"xml:space", b"foo"]
        return _some(chance, rb'(?<=\s)(?:r|s|t|spans)(?==")', xml, lambda _: chance.choice(names))

    _changed(parts, SHEET, swap)


def references_that_lie(chance: Random, parts: Parts) -> None:
    def lie(_: bytes) -> bytes:
        return b'<c r="' + chance.choice(_REFERENCES) + b'"'

    _changed(parts, SHEET, lambda xml: _some(chance, rb'<c r="[^"]*"', xml, lie, 0.1))


def row_numbers_that_lie(chance: Random, parts: Parts) -> None:
    def lie(_: bytes) -> bytes:
        return b'<row r="' + chance.choice(_NUMBERS) + b'"'

    _changed(parts, SHEET, lambda xml: _some(chance, rb'<row r="[^"]*"', xml, lie, 0.4))


def rows_out_of_order(chance: Random, parts: Parts) -> None:
    def shuffle(xml: bytes) -> bytes:
        rows = _ROW.findall(xml)
        mixed = chance.sample(rows, len(rows)) + chance.choices(rows, k=chance.randint(0, 3)) if rows else []
        return re.sub(rb"(?<=<sheetData>).*(?=</sheetData>)", lambda _: b"".join(mixed), xml, flags=re.DOTALL)

    _changed(parts, SHEET, shuffle)


def cells_out_of_order(chance: Random, parts: Parts) -> None:
    def shuffle(row: bytes) -> bytes:
        cells = _CELL.findall(row)
        return row[: row.index(b">") + 1] + b"".join(chance.sample(cells, len(cells))) + b"</row>"

    _changed(parts, SHEET, lambda xml: _some(chance, _ROW.pattern, xml, shuffle, 0.8))


def cells_and_rows_without_place(chance: Random, parts: Parts) -> None:
    share = chance.choice((0.3, 1.0))
    _changed(parts, SHEET, lambda xml: _some(chance, rb'(?<=<c) r="[^"]*"', xml, lambda _: b"", share))
    if chance.random() < 0.5:
        _changed(parts, SHEET, lambda xml: _some(chance, rb'(?<=<row) r="[^"]*"', xml, lambda _: b"", share))


def dimension_that_lies(chance: Random, parts: Parts) -> None:
    told = chance.choice((b"A1:XFD1048576", b"A1", b"XFD1048576:A1", b"A1:ZZZZZ99999999999", b"A0:B-1", b"", b"B2:B2",
                          b"A1:" + b"Z" * 40_000 + b"1"))
    _changed(parts, SHEET, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + told + b'"', xml))


def types_and_values_mixed(chance: Random, parts: Parts) -> None:
    def typed(_: bytes) -> bytes:
        return b' t="' + chance.choice(_TYPES) + b'"'

    def valued(_: bytes) -> bytes:
        return b"<v>" + chance.choice(_VALUES) + b"</v>"

    _changed(parts, SHEET, lambda xml: _some(chance, rb' t="[^"]*"', xml, typed, 0.2))
    _changed(parts, SHEET, lambda xml: _some(chance, rb"<v>[^<]*</v>", xml, valued, 0.2))


def shared_texts_that_are_not(chance: Random, parts: Parts) -> None:
    def nowhere(_: bytes) -> bytes:
        return b't="s"><v>' + chance.choice(_NUMBERS) + b"</v>"

    _changed(parts, SHEET, lambda xml: _some(chance, rb't="s"><v>\d+</v>', xml, nowhere, 0.3))
    if chance.random() < 0.3:
        _changed(parts, STRINGS, lambda xml: re.sub(rb'(count|uniqueCount)="\d+"', rb'\1="4294967295"', xml))
    if chance.random() < 0.3:
        _changed(parts, STRINGS, lambda xml: _some(chance, rb"<si>.*?</si>", xml, lambda _: b"", 0.5))


def rich_and_inline_texts(chance: Random, parts: Parts) -> None:
    def rich(_: bytes) -> bytes:
        run = b"<r><rPr><b/></rPr><t xml:space='preserve'> %d</t></r>"
        runs = b"".join(run % n for n in range(chance.randint(0, 6)))
        return chance.choice((
            b't="inlineStr"><is>' + runs + b"</is>", b't="inlineStr"><is><t/></is>', b't="inlineStr"><is/>',
            b't="inlineStr"><is><t>Siti</t><rPh sb="0" eb="1"><t>x</t></rPh></is><v>9</v>', b't="inlineStr">',
            b't="inlineStr"><is><t>_x0000_&#10;_xD83C_ &lt;b&gt;</t></is>', b't="str"><f>A1</f><is><t>q</t></is>',
        ))

    _changed(parts, SHEET, lambda xml: _some(chance, rb't="s"><v>\d+</v>', xml, rich, 0.3))


def formulas(chance: Random, parts: Parts) -> None:
    def formula(_: bytes) -> bytes:
        kinds = (b"/>", b">", b' t="shared" si="9"/>', b' t="array" ref="A1:XFD1048576">SUM(A:A)</f>',
                 b">[1]Lain!A1</f>", b">1+1</f>", b">" + b"(" * 5_000 + b"</f>")
        return b"><f" + chance.choice(kinds) + b"<v>"

    _changed(parts, SHEET, lambda xml: _some(chance, rb"><v>", xml, formula, 0.15))


def dates_of_1904(chance: Random, parts: Parts) -> None:
    told = chance.choice((b'date1904="1"', b'date1904="true"', b'date1904="9"', b'date1904=""'))
    _changed(parts, BOOK, lambda xml: xml.replace(b"<workbookPr ", b"<workbookPr " + told + b" "))
    _changed(parts, STYLES, lambda xml: re.sub(rb'(<xf [^>]*?)numFmtId="\d+"', rb'\1numFmtId="14"', xml))
    _changed(parts, SHEET, lambda xml: _some(chance, rb"<v>[^<]*</v>", xml,
                                             lambda _: b"<v>%d</v>" % chance.randint(-5, 3_000_000), 0.1))


def styles_that_are_not(chance: Random, parts: Parts) -> None:
    def styled(_: bytes) -> bytes:
        return b'<c s="' + chance.choice(_NUMBERS) + b'" '

    _changed(parts, SHEET, lambda xml: _some(chance, rb"<c ", xml, styled))
    if chance.random() < 0.5:
        code = chance.choice((b"[Red]" * 9_000, b"0" * 30_000, b"dd/mm/yyyy;@", b"&quot;", b"[$-421]d mmmm yyyy", b""))
        fmt = b'<numFmts count="1"><numFmt numFmtId="164" formatCode="' + code + b'"/></numFmts>'
        _changed(parts, STYLES, lambda xml: re.sub(rb"(<styleSheet[^>]*>)", lambda m: m.group(1) + fmt, xml, count=1))
        _changed(parts, STYLES, lambda xml: re.sub(rb'numFmtId="0"', b'numFmtId="164"', xml))


def merges_and_columns(chance: Random, parts: Parts) -> None:
    references = (b"A1:XFD1048576", b"B2:A1", b"A1:A1", b"A3:C3", b"A4:A9", b"XFD1:A0", b"", b"A1:B2:C3", b"C5")
    count, (first, last) = chance.choice((1, 3, 30_000)), chance.choices(_NUMBERS, k=2)
    merges = b"".join(b'<mergeCell ref="' + chance.choice(references) + b'"/>' for _ in range(count))
    columns = b'<cols><col min="' + first + b'" max="' + last + b'" hidden="1"/></cols>'
    _changed(parts, SHEET, lambda xml: xml.replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>").replace(
        b"<sheetData>", columns + b"<sheetData>"))  # fmt: skip


def entities(chance: Random, parts: Parts) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    doctype, used = chance.choice((
        (b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>", b"&l9;"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', b"&e;"),
        (b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;]>', b"x"),
        (b'<!DOCTYPE x [<!ENTITY e "' + b"A" * 200_000 + b'">]>', b"&e;" * 3_000),
        (b"", b"&unknown;"),
    ))
    name = chance.choice((SHEET, STRINGS, BOOK, STYLES, RELATIONS, TYPES))
    _changed(parts, name, lambda xml: xml.replace(b"?>", b"?>" + doctype, 1))
    somewhere = rb'(?<=<t>)[^<]*|(?<=<v>)[^<]*|(?<= name=")[^"]*'
    _changed(parts, name, lambda xml: _some(chance, somewhere, xml, lambda _: used))


def nesting(chance: Random, parts: Parts) -> None:
    deep = chance.choice((200, 20_000, 300_000))
    tag = chance.choice((b"r", b"row", b"c", b"x:y", b"si", b"sheet"))
    inside = (b"<" + tag + b">") * deep + (b"</" + tag + b">") * chance.choice((deep, deep, 0))
    name, before = chance.choice(((SHEET, b"</sheetData>"), (SHEET, b"</c>"), (STRINGS, b"</si>"), (BOOK, b"</sheets>"),
                                  (STYLES, b"</cellXfs>"), (RELATIONS, b"</Relationships>"), (TYPES, b"</Types>")))
    _changed(parts, name, lambda xml: xml.replace(before, inside + before, 1))


def parts_missing(chance: Random, parts: Parts) -> None:
    for name in chance.sample(list(parts), chance.choice((1, 1, 2, 4))):
        del parts[name]


def parts_of_another_kind(chance: Random, parts: Parts) -> None:
    one, other = chance.sample([SHEET, STRINGS, BOOK, STYLES, RELATIONS, TYPES, "_rels/.rels"], 2)
    if chance.random() < 0.5:
        parts[one], parts[other] = parts.get(other, b""), parts.get(one, b"")
    else:
        nothing = (b"", b"\x00" * 50, b"{}", b"<html/>", b"<?xml version='1.0'?>")
        parts[one] = chance.choice((*nothing, parts.get(other, b"")))


def content_types_that_lie(chance: Random, parts: Parts) -> None:
    kinds = (b"application/xml", b"text/html", b"application/vnd.ms-excel.sheet.binary.macroEnabled.main", b"",
             b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", b"image/png")
    _changed(parts, TYPES, lambda xml: _some(chance, rb'ContentType="[^"]*"', xml,
                                             lambda _: b'ContentType="' + chance.choice(kinds) + b'"', 0.6))


def relations_that_lie(chance: Random, parts: Parts) -> None:
    targets = (b"../../../../etc/passwd", b"/xl/worksheets/sheet1.xml", b"worksheets/sheet9.xml", b"sharedStrings.xml",
               b"workbook.xml", b"", b".", b"http://127.0.0.1:9/x", b"worksheets\\sheet1.xml", b"WORKSHEETS/SHEET1.XML",
               b"a/" * 20_000 + b"x.xml")
    _changed(parts, RELATIONS, lambda xml: _some(chance, rb'Target="[^"]*"', xml,
                                                 lambda _: b'Target="' + chance.choice(targets) + b'"', 0.5))
    if chance.random() < 0.3:
        _changed(parts, RELATIONS, lambda xml: _some(chance, rb'Id="[^"]*"', xml, lambda _: b'Id="rId1"', 0.6))
    if chance.random() < 0.2:
        _changed(parts, RELATIONS, lambda xml: xml.replace(b"Target=", b'TargetMode="External" Target=', 1))


def sheets_that_lie(chance: Random, parts: Parts) -> None:
    name = chance.choice((b"", b"x" * 5_000, b"Data", b"&#9;", b"a/b:c", b"\xf0\x9f\x8d\x9c", b"&lt;&gt;", b"&#0;"))
    more = b'<sheet name="%b" sheetId="%d" r:id="rId%d" state="%b"/>'
    state = chance.choice((b"visible", b"hidden", b"veryHidden", b"x"))
    count = chance.choice((1, 3, 300))
    made = b"".join(more % (name, n + 2, chance.choice((1, 1, 3, 99)), state) for n in range(count))
    _changed(parts, BOOK, lambda xml: xml.replace(b"</sheets>", made + b"</sheets>"))


def another_way_to_write_it(chance: Random, parts: Parts) -> None:
    name = chance.choice((SHEET, STRINGS, BOOK))
    if name not in parts:
        return
    xml = parts[name]
    declared = re.sub(rb'encoding="[^"]*"', b'encoding="%b"', xml, count=1)
    namespace = rb'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strict = xml.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                         b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    prefixed = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
    parts[name] = chance.choice((
        xml.decode("utf-8", "replace").encode("utf-16"), b"\xef\xbb\xbf" + xml, b"\n\n" + xml, strict, prefixed,
        *(declared.replace(b"%b", told) for told in (b"windows-1252", b"utf-7", b"x" * 900)),
        re.sub(namespace, b"", xml), xml.replace(b"<v>", b"<v><!-- -- >-->"), xml.replace(b"<t>", b"<t><![CDATA[x]]>"),
        re.sub(rb">(?=<)", b">\n\t ", xml), xml.replace(b'="', b' = "').replace(b'"', b"'"), xml[: len(xml) // 2],
        xml + xml, xml.replace(b"</sheetData>", b"</sheetData><sheetData><row r='2'><c r='A2'/></row></sheetData>"),
    ))  # fmt: skip


def one_cell_too_much(chance: Random, parts: Parts) -> None:
    """Texts on which a pattern may go back and forth for ever."""
    decimals = b"0" * 40_000 + b"." + b"1" * 40_000
    ends = (b"", b"@", b"x", b"/", b" RT")
    again = (b"9", b"A", b" ", b"1-", b"a ", b"1.", b"a,", b"(", b"RT 1 ", b"a@", b"+62 ", b"/1", b"jt ", b"-", b"\n",
             b"=A1 ")
    text = chance.choice((decimals, b"A" * 2_000_000, "é😀".encode() * 60_000,
                          *(sign * (100_000 // len(sign)) + chance.choice(ends) for sign in again)))

    def made(cell: bytes) -> bytes:
        return cell[: cell.index(b" t=")] + b' t="inlineStr"><is><t>' + text + b"</t></is>"

    _changed(parts, SHEET, lambda xml: _some(chance, rb'<c r="[^"]*" t="s"><v>\d+</v>', xml, made, 0.04))


CHANGES: tuple[Change, ...] = (
    attributes_swapped, references_that_lie, row_numbers_that_lie, rows_out_of_order, cells_out_of_order,
    cells_and_rows_without_place, dimension_that_lies, types_and_values_mixed, shared_texts_that_are_not,
    rich_and_inline_texts, formulas, dates_of_1904, styles_that_are_not, merges_and_columns, entities, nesting,
    parts_missing, parts_of_another_kind, content_types_that_lie, relations_that_lie, sheets_that_lie,
    another_way_to_write_it, one_cell_too_much,
)  # fmt: skip
