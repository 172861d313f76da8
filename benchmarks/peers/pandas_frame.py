"""pandas, two lines: read_excel and to_sql. "tuned" reads with calamine instead of openpyxl.

Every column is read as text: left to itself pandas makes numbers of a NIK, and its last digits are lost.

    python pandas_frame.py plain|tuned DATABASE BOOK HEADINGS
"""

from __future__ import annotations

import sys

import pandas
import sqlalchemy
from headings import TABLE, column


def main(way: str, database: str, book: str, _headings: str) -> None:
    frame = pandas.read_excel(book, dtype=str, engine="calamine" if way == "tuned" else "openpyxl")
    frame.rename(columns=column).to_sql(
        TABLE, sqlalchemy.create_engine(f"sqlite:///{database}"), if_exists="append", index=False
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
