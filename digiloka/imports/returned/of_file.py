"""The workbook of a file that was only judged: its rows are known again by who they speak of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from digiloka.imports.judging import JudgedSheet, Judgement
from digiloka.imports.planned import PlannedRow
from digiloka.imports.returned.giving import Returned, give_back
from digiloka.imports.returned.marks import (
    RowMark,
    SheetMarks,
    is_figure,
    is_text,
    last_label,
    of_columns,
    of_sheet,
    row_mark,
)
from digiloka.imports.row_keys import file_row_key
from digiloka.imports.workbook import Limits
from digiloka.values import text


def returned_file(file: Path, judgement: Judgement, limits: Limits, *, bad_only: bool, keyed: bool) -> Returned:
    """Walk a judgement to its end and give the file back. `keyed` False: there is no installation whose keys would be
    known again, so no new ones are written."""
    with file.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        marks: dict[int, list[RowMark]] = {}
        for judged, planned in judgement.chunks():
            headings = {guess.index: last_label(guess.heading) for guess in judged.layout.columns}
            place = (digest, judged.sheet.name) if keyed else None
            marks.setdefault(judged.index, []).extend(_mark(row, headings, judged.own.keys, place) for row in planned)
        sheets = [
            _marks(judged, marks[judged.index], judgement) for judged in judgement.sheets if judged.index in marks
        ]
        typed = bool(judgement.answers.cells)
        return give_back(source, file.name, sheets, limits, bad_only=bad_only, typed=typed)


def _marks(judged: JudgedSheet, rows: list[RowMark], judgement: Judgement) -> SheetMarks:
    def again() -> Iterator[RowMark]:
        return iter(rows)

    layout, name, told = judged.layout, judged.sheet.name, judgement.faults.of_sheets()
    return SheetMarks(
        name, layout.heading_rows[-1] if layout.heading_rows else None, rows[0].row, rows[-1].row,
        {guess.index: last_label(guess.heading) for guess in layout.columns}, again,
        of_columns(told, judgement.doubts(), name), judged.own,
        *(frozenset(guess.index for guess in layout.columns if holds((guess.field, *(guess.pair or ()))))
          for holds in (is_text, is_figure)),
        of_sheet(told, name),
    )  # fmt: skip


def _mark(
    row: PlannedRow, headings: dict[int, str], carried: Mapping[int, Any], place: tuple[str, str] | None
) -> RowMark:
    """A row that carries a key of ours keeps it: by a new one the row it corrects would not be found."""
    checked = row.checked
    told = [(fault.column, fault.message, fault.severity) for fault in checked.faults]
    if checked.key is not None or place is None:  # without an installation nobody can tell whose key it is
        key = text.clean(carried.get(checked.row))
    else:
        key = file_row_key(row.identity_hash, *place, checked.row)
    return row_mark(checked.row, row.decision, None, told, row.reasons, key, headings, typed=checked.typed)
