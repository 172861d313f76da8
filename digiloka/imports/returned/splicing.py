"""Where the elements of a small XML part begin and end, so that a piece can be changed and the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from digiloka.imports.reader.xlsx_parts import BrokenPart

Splice = tuple[int, int, bytes]  # from, to, what stands there instead

_DEEPEST, _MOST = 100, 500_000  # no sheet, style or note of a spreadsheet program comes near
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Element:
    """`tag_end` is behind the opening tag, `end` behind the closing one; `parent` counts into the same list."""

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    depth: int
    parent: int | None
    end: int = 0

    @property
    def empty(self) -> bool:
        """Is it written as one tag?"""
        return self.end == self.tag_end


def elements_of(data: bytes) -> list[Element]:
    """Every element in order. Raises BrokenPart for what is no XML in UTF-8, has a DOCTYPE, or only fills memory."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:200]:
        raise BrokenPart("not utf-8")
    found: list[Element] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_) >= _DEEPEST or len(found) >= _MOST:
            raise BrokenPart("a bomb")
        prefix, _, local = name.rpartition(":")
        at = parser.CurrentByteIndex
        place = open_[-1] if open_ else None
        found.append(Element(local, prefix, attributes, at, _tag_end(data, at), len(open_), place))
        open_.append(len(found) - 1)

    def end(_name: str) -> None:
        element = found[open_.pop()]
        one_tag = data[element.tag_end - 2] == 0x2F  # of such an element the parser tells the place behind it
        element.end = element.tag_end if one_tag else data.index(b">", parser.CurrentByteIndex) + 1

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise BrokenPart(f"not utf-8: {encoding}")

    def doctype(*_: object) -> None:
        raise BrokenPart("doctype")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = declaration, doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as broken:
        raise BrokenPart(str(broken)) from broken
    return found


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with every splice done; they may not overlap. Several at one place keep their order."""
    pieces, at = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += (data[at:start], new)
        at = end
    return b"".join([*pieces, data[at:]])


def inside(element: Element, data: bytes, content: bytes) -> Splice:
    """Put content at the end of an element, which may be written as one tag."""
    if not element.empty:
        closing = data.rindex(b"</", element.start, element.end)
        return closing, closing, content
    name = f"{element.prefix}:{element.name}" if element.prefix else element.name
    tag = data[element.start : element.tag_end].rstrip(b">").rstrip().rstrip(b"/").rstrip()
    return element.start, element.end, tag + b">" + content + f"</{name}>".encode()


def with_attributes(tag: bytes, **changed: object) -> bytes:
    """An opening tag with these attributes instead of its own; None takes one away."""
    closing = re.search(rb"\s*/?>$", tag)
    assert closing is not None
    body = tag[: closing.start()]
    for name, value in changed.items():
        body = re.sub(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", body)
        if value is not None:
            body += f" {name}={quoteattr(str(value))}".encode()
    return body + closing.group().strip()


def plain(text: str) -> bytes:
    """Text as it may stand between two tags: signs that XML has no place for are left away."""
    return escape(_NOT_XML.sub("", text)).encode()


def cell_text(text: str) -> bytes:
    """The same for a cell, where `_x000D_` would be read as a sign of its own."""
    return plain(_LOOKS_ESCAPED.sub("_x005F_", text)[:32_000])


def _tag_end(data: bytes, start: int) -> int:
    """Behind the tag that begins here: a ">" inside quotes ends nothing."""
    at, quote = start, 0
    while True:
        sign = data[at]
        if quote:
            quote = 0 if sign == quote else quote
        elif sign in (0x22, 0x27):
            quote = sign
        elif sign == 0x3E:
            return at + 1
        at += 1
