"""What is kept of a row beside its record: its cells as they came, what was found in them, what was planned and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digiloka.imports import faults
from digiloka.imports.checking import CheckedRow

RECORD, CONTENT = "import_row.record", "import_row.content"  # what their ciphertext is bound to
_PLAIN = {str, int, float, bool, type(None)}  # kept as they came; a date becomes text


def content_of(
    checked: CheckedRow, reasons: list[str], number: str | None = None, changes: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A row's content as its column holds it."""
    return {
        "raw": [cell if type(cell) in _PLAIN else str(cell) for cell in checked.cells],
        "reasons": reasons, "number": number, "changes": changes or {},
        "faults": [[f.column, f.field, f.code, f.message, f.severity] for f in checked.faults],
    } | ({"typed": dict(checked.typed)} if checked.typed else {})


def refusals(checked: CheckedRow) -> list[str]:
    """Why a row cannot be taken, before anything is known of the register."""
    return [fault.message for fault in checked.faults if fault.severity == faults.ROW]
