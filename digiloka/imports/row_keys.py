"""The hidden column of a workbook we hand out: which row of ours a row is, told by a key that only we can make.

Three keys, one form (`DLK1.<kind>.<content>.<seal>`), always text that no spreadsheet program takes for a number, a
date or a formula:

* `RowOfBatch`: a row of an import whose plan is kept. The row may have been written or refused; its correction is
  the same row again.
* `RowOfFile`: a row of a file that was only checked, by the keyed hash of who and what it speaks of (or, of a refused
  row, of where it stands). Once the file is applied, the row that was written is found by the same hash.
* `BusinessCells`: a business of a prefilled template, the version it was printed at, and a keyed hash of each cell as
  it was printed. A cell that comes back as it went out says nothing, also when the business changed meanwhile.

A key opens nothing: what it names is looked up among what the sender may see anyway. The seal keeps out keys that
were made up, mistyped, or made by another office's installation.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from digiloka.sealing import keyed_hash
from digiloka.values import text
from digiloka.values.refusal import Refused

KEY_HEADING = "Kunci DIGILOKA"
STATUS_HEADING = "Status DIGILOKA"
REASON_HEADING = "Alasan DIGILOKA"

_FORM = "DLK1"
_SEAL = 22  # letters of base64: 132 bits
_CELL = 8  # letters a cell: 48 bits, of at most some hundred cells a row


@dataclass(frozen=True, slots=True)
class RowOfBatch:
    """A row of a kept plan (imports.models.ImportRow.id)."""

    row_id: uuid.UUID

    @property
    def origin_id(self) -> uuid.UUID:
        """What a row that carries this key is noted down as a correction of."""
        return self.row_id


@dataclass(frozen=True, slots=True)
class RowOfFile:
    """A row of a file of which no plan was kept, by a keyed hash: its `identity` where it was readable."""

    identity: str

    @property
    def origin_id(self) -> uuid.UUID:
        """Stands for the row, which has no id of its own: the same for every upload of this key."""
        return uuid.UUID(bytes=base64.urlsafe_b64decode(self.identity + "=")[:16])


@dataclass(frozen=True, slots=True)
class BusinessCells:
    """A business as it was printed into a template, at this version."""

    number: str
    version: int
    cells: frozenset[str]

    def unedited(self, column: str, value: Any) -> bool:
        """Does the cell still hold what was printed? True also for a blank that was printed as a blank."""
        return _cell(self.number, column, value) in self.cells


Key = RowOfBatch | RowOfFile | BusinessCells


def row_key(row_id: uuid.UUID) -> str:
    """The key of a row of a kept plan."""
    return _sealed("b", _packed(row_id.bytes))


def file_row_key(identity: str | None, file_hash: str, sheet: str, row: int) -> str:
    """The key of a row of a file that is only checked: its identity hash, else that of its place in the file."""
    return _sealed("f", identity or keyed_hash("row-place", f"{file_hash}\x1f{sheet}\x1f{row}"))


def business_key(number: str, version: int, printed: Mapping[str, Any]) -> str:
    """The key of a business in a template; `printed` is {column: the cell's value}, blanks too."""
    cells = "".join(sorted(_cell(number, column, value) for column, value in printed.items()))
    return _sealed("u", f"{number}~{version}~{cells}")


def key_text(key: BusinessCells) -> str:
    """A business's key as it was written."""
    return _sealed("u", f"{key.number}~{key.version}~{''.join(sorted(key.cells))}")


def read_key(raw: Any) -> Key | None:
    """The key in a cell, None for a blank one. Raises Refused when it is none of ours."""
    written = text.clean(raw)
    if not written:
        return None
    form, _, rest = written.partition(".")
    kind, _, rest = rest.partition(".")
    content, _, seal = rest.rpartition(".")
    if form != _FORM or not compare_digest(seal.encode(), _seal(kind, content).encode()):
        raise Refused(
            "row-key-unknown",
            f'Isi kolom "{KEY_HEADING}" di baris ini tidak dikenal, jadi tidak dipakai. Baris dibaca seperti baris '
            "baru. Kosongkan sel itu.",
        )
    return _KINDS[kind](content)


def is_business_key(raw: Any) -> bool:
    """Does a cell look like the key of a business in a template?"""
    return isinstance(raw, str) and raw.strip().startswith(f"{_FORM}.u.")


def is_key(raw: Any) -> bool:
    """Does a cell look like a key, ours or not? Tells the column where its heading is gone."""
    return isinstance(raw, str) and raw.startswith(_FORM + ".") and raw.count(".") == 3


def _row_of_batch(content: str) -> RowOfBatch:
    return RowOfBatch(uuid.UUID(bytes=base64.urlsafe_b64decode(content + "==")))


def _business_cells(content: str) -> BusinessCells:
    number, version, cells = content.split("~")
    return BusinessCells(
        number, int(version), frozenset(cells[start : start + _CELL] for start in range(0, len(cells), _CELL))
    )


_KINDS = {"b": _row_of_batch, "f": RowOfFile, "u": _business_cells}


def _sealed(kind: str, content: str) -> str:
    return f"{_FORM}.{kind}.{content}.{_seal(kind, content)}"


def _seal(kind: str, content: str) -> str:
    return keyed_hash("row-key", f"{kind}.{content}")[:_SEAL]


def _cell(number: str, column: str, value: Any) -> str:
    return keyed_hash("printed-cell", f"{number}\x1f{column}\x1f{text.clean(value)}")[:_CELL]


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")
