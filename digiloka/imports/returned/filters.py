"""The officer's own filter, widened over our columns: a sort moves what the filter spans, and must take the key along.

A table is left as it is: its columns are counted in a part of their own. Rows sorted in one are noticed when they come
back (imports.moved_rows).
"""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

from digiloka.imports.returned.package import Package
from digiloka.imports.returned.sheet_frame import Frame
from digiloka.imports.returned.splicing import Splice, elements_of, spliced, with_attributes
from digiloka.imports.workbook import column_letter

_REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3}\$?\d{1,7}:\$?)([A-Za-z]{1,3})(\$?\d{1,7})")
_NAMED = "_xlnm._FilterDatabase"


def widened(frame: Frame, rows: tuple[int, int], columns: tuple[int, int, int]) -> tuple[list[Splice], str | None]:
    """(what changes in a sheet whose filter spans some of these rows and ends before our columns, its old range)."""
    first, last = rows
    for one in frame.filters:
        top, _, bottom, right = one.corners
        if top <= last and bottom >= first and right < min(columns):
            return [
                (each.start, each.tag_end, with_attributes(
                    frame.data[each.start : each.tag_end], ref=_to(each.attributes["ref"], max(columns))))
                for each in (one.element, *one.sorted_by)
            ], one.element.attributes["ref"]  # fmt: skip
    return [], None


def rename(package: Package, sheet: str, old: str, column: int) -> None:
    """The workbook's hidden name of a filter says the same range as the filter: LibreOffice goes by it."""
    data = package.read(package.book)
    splices = []
    for one in elements_of(data):
        if one.name != "definedName" or one.attributes.get("name") != _NAMED or one.empty:
            continue
        end = data.rindex(b"</", one.start, one.end)
        written = data[one.tag_end : end].decode()
        name, _, range_ = written.rpartition("!")
        named = unescape(name, {"&apos;": "'", "&quot;": '"'}).removeprefix("'").removesuffix("'").replace("''", "'")
        if named == sheet and range_.replace("$", "") == old.replace("$", ""):
            splices.append((one.tag_end, end, f"{name}!{_to(range_, column)}".encode()))
    if splices:
        package.changed[package.book] = spliced(data, splices)


def _to(reference: str, column: int) -> str:
    return _REFERENCE.sub(lambda found: f"{found[1]}{column_letter(column)}{found[3]}", reference)
