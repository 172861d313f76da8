"""Uploaded files as sheets of rows: .xlsx .xlsm .xls .xlsb .ods .csv, told apart by their bytes.

`opening` is the door; `signature` and `guard` refuse what is no workbook or a bomb; imports.reader reads in a process
of its own with bounded memory and time; `delimited` reads text; `book` is what comes out.
"""

from digiloka.imports.workbook.book import (
    FORMULA_WITHOUT_VALUE,
    Limits,
    Merge,
    Sheet,
    Workbook,
    column_index,
    column_letter,
)
from digiloka.imports.workbook.opening import open_workbook
from digiloka.imports.workbook.signature import show_size

__all__ = [
    "FORMULA_WITHOUT_VALUE",
    "Limits",
    "Merge",
    "Sheet",
    "Workbook",
    "column_index",
    "column_letter",
    "open_workbook",
    "show_size",
]
