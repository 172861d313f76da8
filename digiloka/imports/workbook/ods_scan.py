"""What an .ods says about its sheets besides the values: hidden sheets, rows and columns, merged cells.

One pass over content.xml with expat. Repeated rows and cells are counted, never unrolled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

_BLOCK = 1024 * 1024
_MOST_MERGES = 20_000
_MOST_REPEATED = 1_048_576


@dataclass(slots=True)
class OdsFacts:
    """Rows are 1-based, columns count from 0; `last_row` and `last_column` are those of the last value."""

    name: str
    hidden: bool = False
    last_row: int = 0
    last_column: int = -1
    rows: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[OdsFacts] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.sheet: OdsFacts | None = None
        self.tables = 0
        self.row = self.column = self.definition = 0
        self.repeat = 1
        self.row_hidden = self.row_valued = False

    def start(self, name: str, at: dict[str, str]) -> None:
        if name == "style:style":
            self.style = at.get("style:name", "")
        elif name == "style:table-properties" and at.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table:table":
            self._table(at)
        elif self.sheet is None or self.tables != 1:
            return
        elif name == "table:table-column":
            repeat = _count(at, "table:number-columns-repeated")
            if at.get("table:visibility") in ("collapse", "filter"):
                shown = range(self.definition, min(self.definition + repeat, 16_384))
                self.sheet.hidden_columns.extend(shown)
            self.definition += repeat
        elif name == "table:table-row":
            self.repeat = _count(at, "table:number-rows-repeated")
            self.row_hidden = at.get("table:visibility") in ("collapse", "filter")
            self.row_valued, self.column = False, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(at)

    def end(self, name: str) -> None:
        if name == "table:table":
            self.tables -= 1
        elif name == "table:table-row" and self.sheet is not None and self.tables == 1:
            if self.row_valued:
                self.sheet.last_row = self.row + self.repeat
                self.sheet.rows += self.repeat
                if self.row_hidden and self.repeat < 1000:
                    self.sheet.hidden_rows.extend(range(self.row + 1, self.row + self.repeat + 1))
            self.row += self.repeat

    def _table(self, at: dict[str, str]) -> None:
        self.tables += 1
        if self.tables > 1:
            return  # a table inside a cell is no sheet
        self.sheet = OdsFacts(at.get("table:name", ""), at.get("table:style-name", "") in self.hidden_styles)
        self.sheets.append(self.sheet)
        self.row = self.column = self.definition = 0

    def _cell(self, at: dict[str, str]) -> None:
        repeat = _count(at, "table:number-columns-repeated")
        sheet = self.sheet
        assert sheet is not None
        if "office:value-type" in at:
            self.row_valued = True
            sheet.last_column = max(sheet.last_column, self.column + repeat - 1)
        across, down = _count(at, "table:number-columns-spanned"), _count(at, "table:number-rows-spanned")
        if across * down > 1 and len(sheet.merges) < _MOST_MERGES:
            top = self.row + 1
            sheet.merges.append((top, self.column, top + down - 1, self.column + across - 1))
        self.column += repeat


def _count(attributes: dict[str, str], name: str) -> int:
    told = attributes.get(name, "1")
    return min(int(told), _MOST_REPEATED) if told.isdigit() and told != "0" else 1


def scan(stream: BinaryIO) -> list[OdsFacts]:
    """The facts of every sheet. Raises expat.ExpatError on broken XML, also on a DOCTYPE."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _no_doctype
    while block := stream.read(_BLOCK):
        parser.Parse(block, False)
    parser.Parse(b"", True)
    return reader.sheets


def _no_doctype(*_: object) -> None:
    raise expat.ExpatError("doctype")
