"""How import pages call the states of a batch, what becomes of its rows, and its columns."""

from __future__ import annotations

from typing import Any

from digiloka.registry.fields import BY_KEY
from digiloka.values.text import clean

WORKING = {
    "uploaded": "Berkas menunggu diperiksa",
    "checking": "Berkas sedang diperiksa",
    "applying": "Data sedang dimasukkan",
    "undoing": "Impor sedang dibatalkan",
}
DECISIONS = {
    "new": ("Baru", "ok"),
    "changed": ("Diperbarui", "info"),
    "same": ("Tidak berubah", "off"),
    "doubtful": ("Perlu diputuskan", "fix"),
    "refused": ("Ditolak", "no"),
}
STATES = {
    "uploaded": ("Menunggu", "wait"),
    "checking": ("Diperiksa", "wait"),
    "planned": ("Siap dimasukkan", "info"),
    "applying": ("Dimasukkan", "wait"),
    "applied": ("Sudah masuk", "ok"),
    "undoing": ("Dibatalkan", "wait"),
    "undone": ("Dibatalkan", "off"),
    "refused": ("Tidak terbaca", "no"),
    "failed": ("Terhenti", "no"),
}


def cells(row: Any, batch: Any) -> list[tuple[str, str, str | None]]:
    """(column and heading, what stood there, what is wrong) of the cells worth showing: mapped or faulty."""
    told = {fault[0]: fault[3] for fault in row.content["faults"] if fault[0]}
    shown = []
    for index, column in enumerate(batch.sheets[row.sheet]["columns"]):
        raw = row.content["raw"][index] if index < len(row.content["raw"]) else None
        if raw in (None, "") and column["letter"] not in told:
            continue
        fields = fields_of(column)
        if not fields and column["letter"] not in told:
            continue
        hidden = any(key in BY_KEY and BY_KEY[key].sensitive for key in fields)
        label = f"{column['letter']} · {column['heading'] or '–'}"
        shown.append(
            (label, masked(raw) if hidden else clean(raw), told.get(column["letter"]))
        )
    return shown


def fields_of(column: dict[str, Any]) -> list[str]:
    """What a column is about: its field, or the two of "Alamat/No HP"."""
    return column.get("fields") or ([column["field"]] if column["field"] else [])


def named(column: dict[str, Any], sheet: dict[str, Any], batch: Any) -> str:
    """Under which name a column is taken; one of two things may be left out, and is then told as the sheet's fault."""
    told = (batch.summary or {}).get("sheet_faults", [])
    left = {(fault["sheet"], fault["column"]) for fault in told if fault["code"] == "two-in-one"}
    known = [BY_KEY[key].label for key in fields_of(column) if key in BY_KEY]
    return "Tidak dimasukkan" if (sheet["name"], column["letter"]) in left or not known else " dan ".join(known)


def masked(raw: Any) -> str:
    text = clean(raw)
    return "•" * max(len(text) - 4, 0) + text[-4:]


def labels() -> dict[str, str]:
    return {key: field.label for key, field in BY_KEY.items()}
