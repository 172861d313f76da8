"""Comments at cells: ours, and the officer's own, which stay with ours below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from digiloka.imports.reader.xlsx_parts import BrokenPart
from digiloka.imports.reader.xlsx_scan import column_in
from digiloka.imports.returned.namespaces import MAIN
from digiloka.imports.returned.package import Package
from digiloka.imports.returned.splicing import Element, Splice, elements_of, inside, plain, spliced
from digiloka.imports.workbook import column_letter

MOST = 1_000  # comments of ours on a sheet: more of them make spreadsheet programs slow
AUTHOR = "DIGILOKA"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BLOCK = 1024  # shapes that share one number of a drawing's map
_ADDED = re.compile(rb"(?:\s|&#10;|_x000a_)*" + AUTHOR.encode() + rb":", re.IGNORECASE)
_SHAPE = re.compile(rb"<((?:[\w.-]+:)?shape)(?=[\s>]).*?</\1>", re.DOTALL)
_PLACE = re.compile(rb"<(?:[\w.-]+:)?(Row|Column)>\s*(\d+)\s*</")
_MAP = re.compile(rb"<(?:[\w.-]+:)?idmap\b[^>]*?\bdata\s*=\s*[\"']([\d,\s]*)[\"'][^>]*>")
_ROOT = re.compile(rb"<xml(?=[\s>])[^>]*")
_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml", b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_NOBODY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors/><commentList/>'
    "</comments>"
).encode()
_EMPTY = b"<xml></xml>"
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)

Cell = tuple[int, int]  # row as shown, column from 0


class Notes:
    """What is to be said at cells of one sheet, in the order it is found, up to `MOST`."""

    def __init__(self) -> None:
        self.said: dict[Cell, list[str]] = {}
        self.left = 0

    def add(self, row: int, column: int, lines: list[str], *, grave: bool = True) -> None:
        """Warnings leave half of the room to what must be mended."""
        if not lines:
            return
        if len(self.said) >= (MOST if grave else MOST // 2) and (row, column) not in self.said:
            self.left += 1
            return
        self.said.setdefault((row, column), []).extend(lines)


@dataclass(frozen=True, slots=True)
class Places:
    """The parts that hold the comments of a sheet and their shapes. `new_relation`: of a drawing the sheet had not."""

    sheet: str
    comments: str
    drawing: str
    new_relation: str | None


def places_of(package: Package, sheet: str, drawing: str | None) -> Places:
    """Find or make room for a sheet's comments. `drawing`: the relation of its VML drawing."""
    comments = next(iter(package.related(sheet, "comments").values()), None)
    if comments is None:
        comments = package.free_name("xl/comments{}.xml")
        package.add(comments, _NOBODY, _COMMENTS)
        package.relate(sheet, "comments", comments)
    drawn = package.related(sheet, "vmlDrawing").get(drawing or "")
    if drawn is not None:
        return Places(sheet, comments, drawn, None)
    path = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.add(path, _EMPTY, _VML)
    return Places(sheet, comments, path, package.relate(sheet, "vmlDrawing", path))


def write_notes(package: Package, places: Places, notes: Notes, reach: Callable[[int], int]) -> None:
    """Put the comments into the package; `reach(column)` is the last column that one beside this column covers."""
    threads = _threaded(package, places.sheet)
    said = {cell: lines for cell, lines in notes.said.items() if cell not in threads}
    content, gone, new = _comments(package.read(places.comments), said)
    package.changed[places.comments] = content
    package.changed[places.drawing] = _drawn(package.read(places.drawing), gone, new, reach)


def _threaded(package: Package, sheet: str) -> set[Cell]:
    """Cells with a conversation: a spreadsheet program writes their comments anew from it."""
    found = set()
    for part in package.related(sheet, "threadedComment").values():
        for one in elements_of(package.read(part)):
            if cell := _cell(one.attributes.get("ref", "")):
                found.add(cell)
    return found


def _comments(data: bytes, said: dict[Cell, list[str]]) -> tuple[bytes, set[Cell], list[Cell]]:
    """The comments part; the cells whose comment is gone, and those that have a new one."""
    found = elements_of(data)
    prefix = f"{found[0].prefix}:" if found[0].prefix else ""
    authors = [one for one in found if one.name == "author"]
    names = [data[one.tag_end : one.end].partition(b"<")[0].decode("utf-8", "replace") for one in authors]
    parents = {name: next(one for one in found if one.name == name) for name in ("authors", "commentList")}
    splices: list[Splice] = []
    ours = names.index(AUTHOR) if AUTHOR in names else len(names)
    if AUTHOR not in names:
        splices.append(inside(parents["authors"], data, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode()))
    gone, kept = set(), set()
    for place, one in enumerate(found):
        cell = _cell(one.attributes.get("ref", "")) if one.name == "comment" else None
        if cell is None:
            continue
        if one.attributes.get("authorId") == str(ours):
            gone.add(cell)
            splices.append((one.start, one.end, b""))
            continue
        kept.add(cell)
        splices += _below(data, found, place, said.get(cell, []), prefix)
    new = [cell for cell in said if cell not in kept]
    content = b"".join(_comment(cell, said[cell], ours, prefix) for cell in new)
    splices.append(inside(parents["commentList"], data, content))
    return spliced(data, splices), gone, new


def _below(data: bytes, found: list[Element], place: int, lines: list[str], prefix: str) -> list[Splice]:
    """The officer's comment with ours below it, and without what an earlier return had added."""
    text = next((at for at, one in enumerate(found) if one.parent == place and one.name == "text"), None)
    if text is None:
        return []
    splices: list[Splice] = []
    for one in found:
        if one.name != "t" or one.parent is None or text not in (one.parent, found[one.parent].parent):
            continue
        ours = _ADDED.search(data[one.tag_end : one.end])
        if ours and ours.start() == 0 and one.parent != text:
            splices.append((found[one.parent].start, found[one.parent].end, b""))
        elif ours:  # one text by now: another program saved it
            splices.append((one.tag_end + ours.start(), data.rindex(b"</", one.tag_end, one.end), b""))
    if lines:
        splices.append(inside(found[text], data, _run("\n\n" + _told(lines), prefix)))
    return splices


def _comment(cell: Cell, lines: list[str], author: int, prefix: str) -> bytes:
    row, column = cell
    start = f'<{prefix}comment ref="{column_letter(column)}{row}" authorId="{author}"><{prefix}text>'.encode()
    return start + _run(_told(lines), prefix) + f"</{prefix}text></{prefix}comment>".encode()


def _run(text: str, prefix: str) -> bytes:
    return f'<{prefix}r><{prefix}t xml:space="preserve">'.encode() + plain(text) + f"</{prefix}t></{prefix}r>".encode()


def _told(lines: list[str]) -> str:
    return f"{AUTHOR}: " + "\n".join(dict.fromkeys(lines))[:2_000]


def _drawn(data: bytes, gone: set[Cell], new: list[Cell], reach: Callable[[int], int]) -> bytes:
    """A drawing without the shapes of comments that are gone, and with those of new ones."""
    def without(shape: re.Match[bytes]) -> bytes:
        place = {name: int(told) for name, told in _PLACE.findall(shape.group())}
        at = (place.get(b"Row", -2) + 1, place.get(b"Column", -1))
        return b"" if b'ObjectType="Note"' in shape.group() and at in gone else shape.group()

    data = _SHAPE.sub(without, data)
    root = _ROOT.search(data)
    if root is None:
        raise BrokenPart("no drawing")
    spaces = b"".join(b' xmlns:%s="%s"' % each for each in _SPACES.items() if b"xmlns:" + each[0] not in root.group())
    data = data[: root.end()] + spaces + data[root.end() :]
    mapped = _MAP.search(data)
    blocks = [int(number) for number in re.findall(rb"\d+", mapped.group(1))] if mapped else []
    first = max(blocks, default=0) + 1
    shapes = b"".join(
        _shape((first + place // (_BLOCK - 1)) * _BLOCK + 1 + place % (_BLOCK - 1), cell, reach)
        for place, cell in enumerate(new)
    )
    blocks += range(first, first + -(-len(new) // (_BLOCK - 1)))
    told = b",".join(str(block).encode() for block in blocks)
    if mapped:
        data = data[: mapped.start(1)] + told + data[mapped.end(1) :]
    else:
        layout = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="' + told + b'"/></o:shapelayout>'
        at = data.index(b">", data.index(b"<xml")) + 1
        data = data[:at] + layout + data[at:]
    kind = b"" if b'id="_x0000_t202"' in data else _TYPE
    end = data.rindex(b"</xml>")
    return data[:end] + kind + shapes + data[end:]


def _shape(ident: int, cell: Cell, reach: Callable[[int], int]) -> bytes:
    row, column = cell
    top = max(0, row - 2)
    return (
        f'<v:shape id="_x0000_s{ident}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        'width:220pt;height:90pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {top}, 4, {reach(column)}, 15, {top + 6}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()


def _cell(reference: str) -> Cell | None:
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", reference)
    column = column_in(f' r="{found.group(1)}{found.group(2)}"'.encode()) if found else None
    return (int(found.group(2)), column) if found and column is not None else None
