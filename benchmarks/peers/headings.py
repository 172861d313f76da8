"""How a survey's headings are called as columns of the one table; read by the peers and by who makes the table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

TABLE = "survey"
KEY = "no"  # the number of the row: by it a peer that matches rows finds them again


def column(heading: str) -> str:
    """ "No HP/WA" → no_hp_wa."""
    return re.sub(r"\W+", "_", heading.lower()).strip("_")


def make_table(file: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One table of text, a number of its own and an index on the key, with these rows in it."""
    names = [column(heading) for heading in headings]
    columns = ", ".join(f"{name} integer unique" if name == KEY else f"{name} text" for name in names)
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, {columns})")
        database.executemany(insertion(headings), ([_plain(cell) for cell in row] for row in rows))
    database.close()


def insertion(headings: Sequence[str]) -> str:
    """The statement that puts one row of all columns into the table."""
    names = [column(heading) for heading in headings]
    return f"INSERT INTO {TABLE} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def count(file: Path) -> int:
    """Rows in the table."""
    database = sqlite3.connect(file)
    found = int(database.execute(f"SELECT count(*) FROM {TABLE}").fetchone()[0])
    database.close()
    return found


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | float | str) else str(cell)
