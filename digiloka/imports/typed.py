"""What is wrong with one cell that an officer types anew, said at once; the whole row is judged afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from digiloka.areas.naming import AreaNames
from digiloka.imports.in_full import WHOLE, Limits, doubt, limits_of, too_small
from digiloka.registry.fields import BY_KEY
from digiloka.registry.reading import Around
from digiloka.values.amounts import Amount
from digiloka.values.dates import Order
from digiloka.values.refusal import Note, Refused
from digiloka.values.text import is_blank

_ORDERS = {"month": Order.MONTH_FIRST}


def wrong_with(key: str | None, typed: str, column: Mapping[str, Any], names: AreaNames, today: date) -> str | None:
    """The sentence for a cell of this field and column, None where it can be read. A blank leaves the cell out."""
    if key not in BY_KEY or is_blank(typed):
        return None
    if key in ("village", "district"):
        return _unknown_area(key, typed, names)
    around = Around(column.get("unit") or 1, column.get("period"), today,
                    _ORDERS.get(column.get("order") or "", Order.DAY_FIRST))
    notes: list[Note] = []
    try:
        value = BY_KEY[key].read(typed, notes, around)
        if isinstance(value, Amount) and around.unit > 1:
            doubt(value, around.unit, _limits(column, around.unit), notes)
    except Refused as refusal:
        return refusal.message
    return too_small(value, around.unit) if isinstance(value, Amount) and key in WHOLE else None


def _limits(column: Mapping[str, Any], unit: int) -> Limits:
    """What the amounts of the column itself told; an earlier plan did not keep it."""
    kept = column.get("in_full")
    return Limits(*kept) if kept else limits_of((), unit)


def _unknown_area(key: str, typed: str, names: AreaNames) -> str | None:
    found = names.find(typed) if key == "village" else names.find_district(typed)
    if found.area_code or found.how == "ambiguous":  # the kecamatan beside it may tell which of two it is
        return None
    near = ", ".join(candidate.name for candidate in found.candidates[:3])
    asked = f"Mungkin maksudnya {near}." if near else "Tulis seperti di daftar wilayah."
    return f'{BY_KEY[key].label} "{typed.strip()}" tidak ada di daftar. {asked}'
