"""Sheets whose headings stand below each other: a form for one business, or a table that lies on its side."""

from __future__ import annotations

from typing import Any

from digiloka.imports.columns.heading_rows import Headings
from digiloka.imports.columns.lexicon import match_of
from digiloka.imports.columns.words import read_heading
from digiloka.values import text

_LABELS = 4  # different fields named below each other
_MOSTLY = 0.5  # of the column's cells
_SIDE_BY_SIDE = 3
_WIDE = 3  # cells of a row before it holds more than a label, a colon and an answer

FORM = "Lembar ini formulir atau petunjuk, bukan daftar usaha. Unggah lembar yang berisi satu usaha di setiap baris."
LYING = (
    "Di lembar ini judul ditulis ke bawah dan usaha ke samping. Putar dulu (salin, lalu tempel dengan Transpose) "
    "supaya satu usaha satu baris, lalu unggah lagi."
)


def told_downwards(rows: dict[int, list[Any]], headings: Headings) -> str | None:
    """The sentence about a sheet that names fields down a column, among its first rows; None for any other.

    Lines above a list may do so, too ("Kelurahan | Purnama"): then the list has a heading of its own below them.
    """
    if _heads_a_list(headings):
        return None
    for column in range(3):
        told = {row: cells[column] for row, cells in rows.items() if column < len(cells) and _is_text(cells[column])}
        fields: dict[str, int] = {}
        for row, cell in told.items():
            match = match_of(read_heading(cell))
            if match.score >= 0.9 and match.fields:
                fields.setdefault(match.fields[0], row)
        if len(fields) >= _LABELS and len(fields) >= _MOSTLY * len(told):
            wide = [sum(not text.is_blank(cell) for cell in rows[row][column:]) > _WIDE for row in fields.values()]
            return LYING if sum(wide) > len(wide) / 2 else FORM
    return None


def _heads_a_list(headings: Headings) -> bool:
    """Whether several headings stand side by side, a name among them."""
    sure = [name.match.fields[0] for name in headings.named.values() if name.match.fields and name.score >= 0.9]
    several = len(sure) >= _SIDE_BY_SIDE or 1 < len(sure) == len(headings.paths)
    return several and any(key in ("owner_name", "business_name") for key in sure)


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) < 120 and any(map(str.isalpha, cell))
