"""The least an import can cost: python-calamine reads the sheet, the driver's executemany writes finished rows.

The rows are those of a finished import of the same file, taken out of its tables beforehand, and they go into the
same tables with the same indexes, in one transaction, beside the same rows that were there before. Nothing is
checked, compared or sealed. Run as a process of its own: `python -m benchmarks.floor WAY FILE URL ROWS`, which prints
its seconds as JSON; `take BEFORE URL ROWS` only takes the finished rows out: those the database before has not.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import python_calamine

from digiloka.database import make_engine

REGISTER = ("owner", "business", "place", "figures", "licence", "journal")
IMPORT = ("stored_file", "import_batch", "import_row")  # the plan: every row as it came, and what became of it
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # table → (columns, rows)


def take_out(before: str, url: str, path: Path) -> dict[str, int]:
    """Write the rows of the tables that are new since `before` to `path`; returns {table: rows}."""
    known, taken = _rows(before), _rows(url)
    for table, (names, rows) in taken.items():
        place = names.index('"id"')
        there = {row[place] for row in known[table][1]}
        taken[table] = names, [row for row in rows if row[place] not in there]
    with path.open("wb") as file:
        pickle.dump(taken, file, pickle.HIGHEST_PROTOCOL)
    return {table: len(rows) for table, (_, rows) in taken.items()}


def _rows(url: str) -> Rows:
    """All rows of the tables."""
    engine = make_engine(url)
    taken: Rows = {}
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for table in (*IMPORT, *REGISTER):
            names = _columns(cursor, table, engine.dialect.name)
            cursor.execute(f"SELECT {', '.join(select for _, select in names)} FROM {table}")
            taken[table] = ([name for name, _ in names], [tuple(row) for row in cursor.fetchall()])
    engine.dispose()
    return taken


def _columns(cursor: Any, table: str, dialect: str) -> list[tuple[str, str]]:
    """(name, expression) of a table's columns; PostgreSQL hands JSON and geometry out as text."""
    if dialect == "sqlite":
        cursor.execute(f"PRAGMA table_info({table})")
        return [(f'"{row[1]}"', f'"{row[1]}"') for row in cursor.fetchall()]
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
        (table,),
    )
    as_text = ("json", "jsonb", "USER-DEFINED")
    return [(f'"{name}"', f'"{name}"::text' if kind in as_text else f'"{name}"') for name, kind in cursor.fetchall()]


def run(way: str, book: str, url: str, rows: str) -> None:
    if way == "take":
        print(json.dumps(take_out(book, url, Path(rows))))
        return
    finished = _finished(way, Path(rows))
    engine = make_engine(url)
    began, cpu = time.perf_counter(), time.process_time()
    read = python_calamine.CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    reading = time.perf_counter() - began
    with engine.connect().execution_options(writes=True) as connection:
        cursor = connection.connection.cursor()
        if engine.dialect.name == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        if way == "flat":
            _flat(cursor, read, engine.dialect.name)
        for table, (names, values) in finished.items():
            (_copy if way == "copy" else _executemany)(cursor, table, names, values, engine.dialect.name)
        cursor.execute("COMMIT") if engine.dialect.name == "sqlite" else connection.connection.commit()
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "reading": reading, "cpu": time.process_time() - cpu, "read": len(read)}))


def _finished(way: str, path: Path) -> Rows:
    if way == "flat":
        return {}
    with path.open("rb") as file:
        taken: Rows = pickle.load(file)
    return taken


def _executemany(cursor: Any, table: str, names: list[str], values: list[tuple[Any, ...]], dialect: str) -> None:
    if not values:
        return
    mark = "?" if dialect == "sqlite" else "%s"
    places = ", ".join([mark] * len(names))
    cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", values)


def _copy(cursor: Any, table: str, names: list[str], values: list[tuple[Any, ...]], _dialect: str) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _flat(cursor: Any, read: list[list[Any]], dialect: str) -> None:
    """A table of 35 columns without index or key, as a first try at the problem would have it."""
    width = max(map(len, read))
    columns = ", ".join(f"c{number} text" for number in range(width))
    cursor.execute(f"CREATE TABLE flat ({columns})")
    values = [tuple(None if cell == "" else str(cell) for cell in row) + (None,) * (width - len(row)) for row in read]
    _executemany(cursor, "flat", [f"c{number}" for number in range(width)], values, dialect)


if __name__ == "__main__":
    run(*sys.argv[1:])
