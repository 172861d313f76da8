"""The zip that an .xlsx is: its parts by name, their relations and content types."""

from __future__ import annotations

import posixpath
import zipfile
from typing import IO

from digiloka.imports.reader.slices import copy_packed
from digiloka.imports.reader.xlsx_parts import BrokenPart, SheetPart, read_part, sheet_parts, workbook_path
from digiloka.imports.returned.namespaces import OFFICE, RELATIONSHIPS
from digiloka.imports.returned.splicing import elements_of, inside, plain, spliced

_TYPES = "[Content_Types].xml"


class Package:
    """An .xlsx being copied: what is not asked for by name goes over still packed."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self.source = source
        self._names = {_folded(info.filename): info.filename for info in source.infolist()}
        self.book = self.name_of(workbook_path(source))
        self.sheets: list[SheetPart] = sheet_parts(source)
        self.changed: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._types: dict[str, str] = {}  # content types by part name, or by ".ending"
        kinds = [one.attributes.get("Type", "") for one in elements_of(self.read(rels_of(self.book)))]
        self.office = next((kind.rpartition("/")[0] for kind in kinds if kind.endswith("/worksheet")), OFFICE)

    def name_of(self, path: str) -> str:
        """A part's name as the zip writes it."""
        return self._names.get(_folded(path), path)

    def has(self, path: str) -> bool:
        return _folded(path) in self._names or path in self.changed

    def read(self, path: str) -> bytes:
        """A part as it stands now; b"" where there is none."""
        if path in self.changed:
            return self.changed[path]
        return read_part(self.source, path) if self.has(path) else b""

    def path_of(self, name: str) -> str | None:
        """The part of the sheet of this name."""
        path = next((part.path for part in self.sheets if part.name == name), None)
        return self.name_of(path) if path and self.has(path) else None

    def related(self, part: str, kind: str) -> dict[str, str]:
        """{relation id: part} of what a part uses of one kind ("comments")."""
        data = self.read(rels_of(part))
        found = {}
        for one in elements_of(data) if data else ():
            told = one.attributes
            if one.name == "Relationship" and told.get("Type", "").endswith(f"/{kind}"):
                target = told.get("Target", "")
                folder = posixpath.dirname(part)
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found[told.get("Id", "")] = self.name_of(path)
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Note down that a part uses another one; the relation's id."""
        path = rels_of(part)
        data = self.read(path) or f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
        found = elements_of(data)
        taken = {one.attributes.get("Id") for one in found}
        ident = next(name for number in range(1, len(found) + 2) if (name := f"rIdDlk{number}") not in taken)
        tag = f"{found[0].prefix}:Relationship" if found[0].prefix else "Relationship"
        relation = f'<{tag} Id="{ident}" Type="{self.office}/{kind}" Target="/{plain(target).decode()}"/>'
        self.changed[self.name_of(path)] = spliced(data, [inside(found[0], data, relation.encode())])
        return ident

    def free_name(self, pattern: str) -> str:
        """A part name that nothing has yet, from "xl/comments{}.xml"."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def add(self, path: str, content: bytes, kind: str) -> None:
        """A new part; of a drawing in VML the ending alone tells the kind."""
        self.changed[path] = content
        self._types[".vml" if path.endswith(".vml") else f"/{path}"] = kind

    def drop(self, part: str, kind: str) -> None:
        """Leave out what a part uses of this kind: its relation, its content type and itself."""
        path = self.name_of(rels_of(part))
        for ident, target in self.related(part, kind).items():
            data = self.read(path)
            gone = next(one for one in elements_of(data) if one.attributes.get("Id") == ident)
            self.changed[path] = spliced(data, [(gone.start, gone.end, b"")])
            self._dropped.add(target)

    def is_macro(self) -> bool:
        return b"macroEnabled" in self.read(_TYPES)

    def begin(self, target: zipfile.ZipFile, later: set[str]) -> None:
        """Copy every part that is neither changed nor written `later`. Content types come first: so file programs know
        what it is."""
        target.writestr(self.name_of(_TYPES), self._with_types())
        left = {*self.changed, *later, *self._dropped, self.name_of(_TYPES)}
        for info in self.source.infolist():
            if info.filename not in left:
                copy_packed(self.source, info, target)

    def finish(self, target: zipfile.ZipFile) -> None:
        """Write what was changed or added."""
        for path, content in self.changed.items():
            target.writestr(path, content)

    def _with_types(self) -> bytes:
        data = self.read(_TYPES)
        found = elements_of(data)
        endings = {one.attributes.get("Extension", "").lower() for one in found}
        prefix = f"{found[0].prefix}:" if found[0].prefix else ""
        told = b"".join(
            f'<{prefix}Default Extension="{name[1:]}" ContentType="{kind}"/>'.encode() if name.startswith(".")
            else f'<{prefix}Override PartName="{name}" ContentType="{kind}"/>'.encode()
            for name, kind in self._types.items() if not (name.startswith(".") and name[1:] in endings)
        )
        gone = {_folded(path) for path in self._dropped}
        splices = [(one.start, one.end, b"") for one in found if _folded(one.attributes.get("PartName", "")) in gone]
        return spliced(data, [*splices, *([inside(found[0], data, told)] if told else [])])


def open_part(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    """A part to be read piece by piece. Raises BrokenPart when it is missing."""
    try:
        return archive.open(path)
    except KeyError as missing:
        raise BrokenPart(f"missing {path}") from missing


def rels_of(part: str) -> str:
    """Where the relations of a part stand."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _folded(path: str) -> str:
    return path.lower().replace("\\", "/").lstrip("/")
