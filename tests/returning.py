"""A survey file judged and given back, and what can be seen of it with other eyes than ours."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from digiloka import sealing
from digiloka.imports.answers import NOTHING_SAID, Answers
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.returned.giving import Returned
from digiloka.imports.returned.of_file import returned_file
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING
from digiloka.imports.workbook import Limits, open_workbook
from tests.judging import CITY, TODAY

OURS = (STATUS_HEADING, REASON_HEADING, KEY_HEADING)
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)


def given_back(
    data: bytes, name: str = "survei.xlsx", *, bad_only: bool = False, answers: Answers = NOTHING_SAID
) -> Returned:
    """The file as `imports return` gives it back, without any register; `answers` as an officer gave them."""
    sealing.use(sealing.new_keyring(generated=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        judgement = judge(open_workbook(path, name), ground_without_register(CITY, CITY, TODAY), answers=answers)
        return returned_file(path, judgement, Limits(), bad_only=bad_only, keyed=True)


def values(data: bytes) -> dict[str, dict[str, tuple[Any, str]]]:
    """{sheet: {cell: (value or formula, type)}} as openpyxl reads it."""
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: {cell.coordinate: (cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row
                      if cell.value is not None}
        for sheet in book.worksheets
    }  # fmt: skip


def raw_cells(data: bytes, part: str) -> dict[str, tuple[str | None, bytes]]:
    """{cell: (its type, everything inside it)} of a sheet's XML, byte for byte."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part)
    found = {}
    for attributes, inside in _CELL.findall(xml):
        told = dict(re.findall(rb'(\w+)="([^"]*)"', attributes))
        if inside:
            found[told[b"r"].decode()] = (told.get(b"t", b"").decode() or None, inside)
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def is_well_formed(data: bytes) -> bool:
    """Every XML part parses, every part has a content type, every relation leads to a part, no part is there twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        endings = {one.get("Extension", "").lower() for one in types}
        overridden = {one.get("PartName") for one in types}
        assert len([one for one in types if one.get("PartName")]) == len(overridden - {None})
        for name in names:
            assert f"/{name}" in overridden or name.rpartition(".")[2].lower() in endings, name
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))
        assert {path[1:] for path in overridden - {None}} <= set(names)
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for one in ElementTree.fromstring(archive.read(name)):
                    target = one.get("Target", "")
                    if one.get("TargetMode") != "External":
                        path = target[1:] if target.startswith("/") else str(Path(folder) / target)
                        assert str(_plain(path)) in names, (name, target)
    return True


def _plain(path: str) -> Path:
    kept: list[str] = []
    for piece in Path(path).parts:
        kept = kept[:-1] if piece == ".." else [*kept, piece]
    return Path(*kept)


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """The file as openpyxl saves it after somebody changed its first sheet."""
    book = load_workbook(io.BytesIO(data))
    edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column_of(sheet: Any, heading: str) -> int:
    """The column (from 1) with this heading in an openpyxl sheet."""
    return next(cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == heading)


def converted(data: bytes, ending: str, folder: Path) -> bytes:
    """The file opened and saved by LibreOffice."""
    path = folder / "kembali.xlsx"
    path.write_bytes(data)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", ending,
               "--outdir", str(folder / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return (folder / "saved" / f"kembali.{ending.partition(':')[0]}").read_bytes()
