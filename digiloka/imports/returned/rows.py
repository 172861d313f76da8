"""The rows of a sheet, rewritten as bytes: a row that nothing is said of goes through as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from digiloka.imports.own_columns import ASKED, BACK_IN_PART, NOT_WRITTEN, PARTLY, STAYS
from digiloka.imports.reader.xlsx_scan import Names, column_in
from digiloka.imports.returned.cells import ROW_NUMBER, STYLE, Cell, cells_of, high_enough, restyled, without_spans
from digiloka.imports.returned.marks import FAULT, LOOK, TYPED, RowMark, SheetMarks
from digiloka.imports.returned.notes import Notes
from digiloka.imports.returned.sheet_frame import Corners
from digiloka.imports.returned.splicing import cell_text, spliced, with_attributes
from digiloka.imports.returned.styles import Styles
from digiloka.imports.returned.typed_cells import is_number, number_in
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING
from digiloka.imports.workbook import column_letter

_HEADINGS = (STATUS_HEADING, REASON_HEADING, KEY_HEADING)
_TO_ASK = (ASKED, PARTLY, NOT_WRITTEN, BACK_IN_PART, STAYS)


@dataclass(slots=True)
class RowWriter:
    """Writes the marks of one sheet into its rows. `columns` are status, reason and key; `of_numbers` are those of the
    list that hold numbers."""

    names: Names
    marks: SheetMarks
    columns: tuple[int, int, int]
    styles: Styles
    notes: Notes
    bad_only: bool
    legend: str
    merges: list[Corners] = field(default_factory=list)
    column_styles: dict[int, int] = field(default_factory=dict)
    of_numbers: frozenset[int] = frozenset()
    hidden_bad: int = 0
    unplaced: int = 0
    not_typed: int = 0
    _number: int = 0
    _explained: bool = False
    _next: RowMark | None = None
    _rows: Iterator[RowMark] = field(init=False)
    _covered: set[tuple[int, int]] = field(default_factory=set)
    _gone: frozenset[int] = frozenset()
    _old: re.Pattern[bytes] | None = None

    def __post_init__(self) -> None:
        self._rows = self.marks.rows()
        self._next = next(self._rows, None)
        self._gone = frozenset(self.marks.own.indexes)
        coloured = self.styles.coloured if self._gone else {}
        if coloured:
            told = b"|".join(str(number).encode() for number in coloured)
            self._old = re.compile(rb"\ss=[\"'](?:" + told + rb")[\"']")
        for top, left, bottom, right in self.merges:
            if (bottom - top + 1) * (right - left + 1) <= 100_000:
                self._covered |= {
                    (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
                    if (row, column) != (top, left)
                }

    def take(self, run: bytes) -> bytes:
        """A run of whole rows with everything said of them."""
        opened = list(self.names.row.finditer(run))
        if not opened:
            return run
        pieces = [run[: opened[0].start()]]
        for place, row in enumerate(opened):
            stop = opened[place + 1].start() if place + 1 < len(opened) else len(run)
            pieces.append(self._row(run[row.start() : stop], row.end() - row.start()))
        return b"".join(pieces)

    def finish(self) -> None:
        """Count the marks for which the sheet had no row."""
        while self._next is not None:
            self.unplaced += 1
            self._next = next(self._rows, None)

    def _row(self, segment: bytes, tag_end: int) -> bytes:
        tag = segment[:tag_end]
        told = ROW_NUMBER.search(tag)
        self._number = number = int(told.group(1)) if told else self._number + 1
        while self._next is not None and self._next.row < number:
            self.unplaced += 1
            self._next = next(self._rows, None)
        mark = None
        if self._next is not None and self._next.row == number:
            mark, self._next = self._next, next(self._rows, None)
        if tag.endswith(b"/>"):
            self.unplaced += mark is not None
            return segment
        if number == self.marks.heading_row:
            return self._heading(segment, tag)
        if mark is not None:
            return self._marked(segment, tag, mark)
        return self._cleaned(segment, tag) if self._gone else segment

    def _heading(self, segment: bytes, tag: bytes) -> bytes:
        before, cells, after = self._apart(segment, tag)
        last = max((column for column in cells if column in self.marks.columns), default=None)
        base = cells[last].style if last is not None else 0
        base = self.styles.coloured.get(base, base)
        for column, heading in zip(self.columns, _HEADINGS, strict=True):
            cells[column] = self._words(column, heading, base)
        if self.marks.of_sheet:
            self._colour(cells, self.columns[0], LOOK)
        self._explain()
        for column, lines in self.marks.of_columns.items():
            self._colour(cells, column, LOOK)
            self.notes.add(*self._anchor(column), lines)
        return before + self._joined(cells) + after

    def _marked(self, segment: bytes, tag: bytes, mark: RowMark) -> bytes:
        if self.bad_only and not mark.bad:
            segment = with_attributes(tag, hidden=1) + segment[len(tag) :]
            tag = segment[: segment.index(b">") + 1]
        elif mark.bad and (b' hidden="1"' in tag or b' hidden="true"' in tag):
            self.hidden_bad += 1
        if (higher := high_enough(tag, mark.reason)) is not tag:
            segment, tag = higher + segment[len(tag) :], higher
        if not self._gone and self._explained and not mark.typed:
            quick = self._recoloured(segment, mark)
            quick = None if quick is None else self._appended(quick, tag, mark)
            if quick is not None:
                for column, (how, lines) in mark.cells.items():
                    self.notes.add(self._number, column, lines, grave=how != LOOK)
                return quick
        before, cells, after = self._apart(segment, tag)
        style = self._row_style(tag)
        for column, (how, lines) in mark.cells.items():
            if (self._number, column) in self._covered:
                continue
            if column in mark.typed:
                how = TYPED if how != FAULT else how
                lines = [*self._typed(cells, column, mark.typed[column]), *lines]
            self._colour(cells, column, how, style)
            self.notes.add(self._number, column, lines, grave=how != LOOK)
        self._explain()
        base = self._base(cells)
        for column, new in zip(self.columns, self._ours(mark, base), strict=True):
            cells[column] = new
        return before + self._joined(cells) + after

    def _explain(self) -> None:
        """Say once, at the first of our words, what they are, and what concerns the whole sheet."""
        if not self._explained:
            self._explained = True
            self.notes.add(self._number, self.columns[0], [*self.marks.of_sheet, self.legend])

    def _recoloured(self, segment: bytes, mark: RowMark) -> bytes | None:
        """The row with its faulty cells coloured, when each of them is there: no other cell is looked at."""
        splices = []
        for column, (how, _) in mark.cells.items():
            at = segment.find(f' r="{column_letter(column)}{self._number}"'.encode())
            start = segment.rfind(b"<", 0, max(at, 0))
            if at < 0 or (self._number, column) in self._covered or not segment.startswith(self.names.cell_open, start):
                return None
            end = segment.index(b">", at) + 1
            told = STYLE.search(segment, start, end)
            style = self.styles.variant(int(told.group(1)) if told else 0, how, self._as_text(column, how))
            splices.append((start, end, restyled(segment[start:end], style)))
        return spliced(segment, splices) if splices else segment

    def _appended(self, segment: bytes, tag: bytes, mark: RowMark) -> bytes | None:
        """The row with our three cells behind its last one, when that stands before them."""
        end = segment.rfind(self.names.row_end)
        last = segment.rfind(self.names.cell_open, 0, end)
        column = column_in(segment[last : last + 80]) if last >= 0 else None
        if end < 0 or column is None or column >= min(self.columns):
            return None
        close = segment.index(b">", last)
        style = STYLE.search(segment, last, close)
        stands_last = segment.endswith((self.names.cell_end, b"/>"), 0, end)
        if not stands_last:
            return None
        ours = b"".join(cell.raw for cell in self._ours(mark, int(style.group(1)) if style else 0))
        return without_spans(tag) + segment[len(tag) : end] + ours + segment[end:]

    def _ours(self, mark: RowMark, base: int) -> list[Cell]:
        how = None
        if mark.bad:
            how = LOOK if mark.status in _TO_ASK else FAULT
        plain, ground = self.styles.words(base, None), self.styles.words(base, how)
        told = zip(self.columns, (mark.status, mark.reason, mark.key), (ground, plain, plain), strict=True)
        return [self._words(column, words, style) for column, words, style in told]

    def _words(self, column: int, words: str, style: int) -> Cell:
        prefix = self._prefix()
        at = f'<{prefix}c r="{column_letter(column)}{self._number}" s="{style}"'.encode()
        if not words:
            return Cell(column, at + b"/>", at)
        p = prefix.encode()
        text = b"<" + p + b'is><' + p + b't xml:space="preserve">' + cell_text(words) + b"</" + p + b"t></" + p + b"is>"
        return Cell(column, at + b' t="inlineStr">' + text + b"</" + p + b"c>", at)

    def _typed(self, cells: dict[int, Cell], column: int, told: str) -> list[str]:
        """Put in what an officer typed in the browser; what must be said of it."""
        old = cells.get(column)
        raw = old.raw if old else b""
        if self.names.formula in raw and (b't="shared"' in raw or b't="array"' in raw):
            self.not_typed += 1
            return [f'Isian ini diganti di DIGILOKA menjadi "{told}", tetapi rumusnya tetap. Ketik isi itu di sini.']
        style = old.style if old else 0
        new = self._words(column, told, style)
        number = number_in(told, grouped=column in self.marks.figures)
        if number is not None and self._takes_number(column, old):
            p = self._prefix().encode()
            new.raw = new.tag + b"><" + p + b"v>" + number.encode() + b"</" + p + b"v></" + p + b"c>"
        cells[column] = new
        return ["Isian ini diganti di DIGILOKA."]

    def _takes_number(self, column: int, old: Cell | None) -> bool:
        """Is what is typed here a number, as it would be in Excel? In a cell of dates it would be another day."""
        if column in self.marks.as_text or (old and self.styles.is_date(old.style)):
            return False
        return column in self.of_numbers or (old is not None and is_number(old, self.styles))

    def _colour(self, cells: dict[int, Cell], column: int, how: str, row_style: int | None = None) -> None:
        row, column = self._anchor(column)
        if row != self._number:
            return
        cell = cells.get(column)
        base = cell.style if cell else row_style or self.column_styles.get(column, 0)
        style = self.styles.variant(base, how, self._as_text(column, how) and row != self.marks.heading_row)
        if cell is None:
            tag = f'<{self._prefix()}c r="{column_letter(column)}{row}" s="{style}"/>'.encode()
            cells[column] = Cell(column, tag, tag)
            return
        end = cell.raw.index(b">") + 1
        tag = restyled(cell.raw[:end], style)
        cells[column] = Cell(column, tag + cell.raw[end:], tag)

    def _as_text(self, column: int, how: str) -> bool:
        """Must what is typed over a faulty cell stay as it is typed? A number cell would lose its figures again."""
        return how == FAULT and column in self.marks.as_text

    def _anchor(self, column: int) -> tuple[int, int]:
        """The cell that is seen where this column meets this row: the first of a merged range."""
        if (self._number, column) in self._covered:
            for top, left, bottom, right in self.merges:
                if top <= self._number <= bottom and left <= column <= right:
                    return top, left
        return self._number, column

    def _cleaned(self, segment: bytes, tag: bytes) -> bytes:
        """A row without what an earlier return had put there."""
        coloured = self._old is not None and self._old.search(segment)
        if not coloured and not any(column in self._gone for column, *_ in cells_of(self.names, segment)):
            return segment
        before, cells, after = self._apart(segment, tag)
        return before + self._joined(cells) + after

    def _apart(self, segment: bytes, tag: bytes) -> tuple[bytes, dict[int, Cell], bytes]:
        """(up to the first cell, the cells without any that were ours, what stands behind the last)."""
        found = list(cells_of(self.names, segment))
        if not found:
            end = segment.rfind(self.names.row_end)
            return without_spans(tag) + segment[len(tag) : end], {}, segment[end:]
        cells = {}
        for column, start, end, opening in found:
            if column in self._gone or column in self.columns:
                continue
            raw = segment[start:end]
            if self._old is not None and (old := STYLE.search(opening)):
                plain = self.styles.coloured.get(int(old.group(1)))
                if plain is not None:
                    opening, raw = restyled(opening, plain), restyled(opening, plain) + raw[len(opening) :]
            cells[column] = Cell(column, raw, opening)
        return without_spans(tag) + segment[len(tag) : found[0][1]], cells, segment[found[-1][2] :]

    def _joined(self, cells: dict[int, Cell]) -> bytes:
        return b"".join(cells[column].raw for column in sorted(cells))

    def _base(self, cells: dict[int, Cell]) -> int:
        last = max((column for column in cells if column in self.marks.columns), default=None)
        return cells[last].style if last is not None else 0

    def _row_style(self, tag: bytes) -> int | None:
        found = STYLE.search(tag) if b"customFormat" in tag else None
        return int(found.group(1)) if found else None

    def _prefix(self) -> str:
        return self.names.row_open[1:-3].decode()
