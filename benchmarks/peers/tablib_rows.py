"""tablib reads the workbook into a data set; it writes to no database, so sqlite3's executemany does.

    python tablib_rows.py plain DATABASE BOOK HEADINGS
"""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import tablib
from headings import insertion


def main(_way: str, database: str, book: str, headings: str) -> None:
    with Path(book).open("rb") as file:
        read = tablib.Dataset().load(file, format="xlsx")
    rows = ([str(cell) if isinstance(cell, datetime) else cell for cell in row] for row in read)
    with sqlite3.connect(database) as into:
        into.executemany(insertion(json.loads(headings)), rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
