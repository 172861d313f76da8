"""The small parts of an .xlsx: which sheets it has, where they stand, which number formats its cells may use."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

_LARGEST_PART = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it; `path` is None for what holds no cells (a chart sheet)."""

    name: str
    hidden: bool
    path: str | None


class BrokenPart(Exception):
    """A part is missing, too large, or no XML we read."""


def elements(data: bytes) -> list[tuple[str, dict[str, str], int]]:
    """(local name, attributes, depth) of every element in order. Raises BrokenPart, also for a DOCTYPE."""
    found: list[tuple[str, dict[str, str], int]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], local, depth))
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise BrokenPart("doctype")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        raise BrokenPart(str(broken)) from broken
    return found


def read_part(archive: zipfile.ZipFile, path: str) -> bytes:
    """A part's bytes, found whatever its case and slashes; BrokenPart when missing or too large."""
    wanted = path.lower().lstrip("/")
    for info in archive.infolist():
        if info.filename.lower().replace("\\", "/").lstrip("/") == wanted:
            if info.file_size > _LARGEST_PART:
                raise BrokenPart("too large")
            return archive.read(info)
    raise BrokenPart(f"missing {path}")


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The sheets in the workbook's order."""
    book = workbook_path(archive)
    targets = _relations(archive, book)
    parts = []
    for name, attributes, _depth in elements(read_part(archive, book)):
        if name != "sheet":
            continue
        kind, target = targets.get(attributes.get("id", ""), ("", None))
        path = target if kind.endswith("/worksheet") else None
        parts.append(SheetPart(attributes.get("name", ""), attributes.get("state", "visible") != "visible", path))
    return parts


def workbook_path(archive: zipfile.ZipFile) -> str:
    try:
        for name, attributes, _depth in elements(read_part(archive, "_rels/.rels")):
            if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                return attributes.get("Target", "").lstrip("/")
    except BrokenPart:
        pass
    return "xl/workbook.xml"


def _relations(archive: zipfile.ZipFile, book: str) -> dict[str, tuple[str, str]]:
    folder, _, file = book.rpartition("/")
    found = {}
    for name, attributes, _depth in elements(read_part(archive, f"{folder}/_rels/{file}.rels")):
        target = attributes.get("Target", "")
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), path)
    return found


def cell_formats(archive: zipfile.ZipFile) -> list[str]:
    """The number format of each cell style, by its number; "" for the built-in ones and when none is found."""
    try:
        folder = workbook_path(archive).rpartition("/")[0]
        return list(_formats(elements(read_part(archive, f"{folder}/styles.xml"))))
    except (BrokenPart, OSError, ValueError):
        return []


def _formats(styles: list[tuple[str, dict[str, str], int]]) -> Iterator[str]:
    codes: dict[str, str] = {}
    inside: int | None = None
    for name, attributes, depth in styles:
        if inside is not None and depth <= inside:
            inside = None
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = depth
        elif name == "xf" and inside is not None:
            yield codes.get(attributes.get("numFmtId", ""), "")
