"""How import pages call the states of a batch, what becomes of its rows, and its columns."""

from __future__ import annotations

from typing import Any

from digiloka.imports.deciding import plans_to_write
from digiloka.imports.outcomes import NOT_WRITTEN, WROTE
from digiloka.imports.questions import of_column
from digiloka.imports.undo_rows import BACK, KEPT, PARTLY, counted
from digiloka.registry.fields import BY_KEY, FIELDS
from digiloka.values.text import clean

WORKING = {
    "uploaded": ("Berkas menunggu diperiksa", "diperiksa"),
    "checking": ("Berkas sedang diperiksa", "diperiksa"),
    "applying": ("Data sedang dimasukkan", "dimasukkan"),
    "undoing": ("Impor sedang dibatalkan", "dibatalkan"),
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
    "checking": ("Sedang diperiksa", "wait"),
    "planned": ("Siap dimasukkan", "info"),
    "applying": ("Sedang dimasukkan", "wait"),
    "applied": ("Sudah masuk", "ok"),
    "undoing": ("Sedang dibatalkan", "wait"),
    "undone": ("Dibatalkan", "off"),
    "discarded": ("Tidak dimasukkan", "off"),
    "refused": ("Tidak terbaca", "no"),
    "failed": ("Terhenti", "no"),
}
_NOT_DONE = {  # of a batch that went back to this state
    "planned": "Berkas ini belum jadi dimasukkan",
    "applied": "Impor ini belum jadi dibatalkan",
    "undone": "Yang tersisa belum jadi dibatalkan",
}
STOPPED = ("Ditahan", "no")
NONE_CAME = ("Tidak ada yang masuk", "fix")
# Of a plan without a new or changed row: all is known already, or what is not must be put right first.
NOTHING_NEW, NOTHING_GOOD = ("Tidak ada yang perlu dimasukkan", "off"), ("Belum ada yang bisa dimasukkan", "fix")
# Of what was taken back: whole, in part, nothing of it. A list shows the tag, the file's page the heading, too.
UNDONE = {
    "all": ("Dibatalkan", "off", "Impor ini sudah dibatalkan"),
    "part": ("Dibatalkan sebagian", "fix", "Impor ini baru dibatalkan sebagian"),
    "none": ("Belum dapat dibatalkan", "fix", "Impor ini belum dapat dibatalkan"),
}
SEVERITIES = {
    "row": ("Baris ditolak", "no"),
    "cell": ("Isi sel tidak dipakai", "fix"),
    "warning": ("Perlu dilihat", "info"),
}
_KEY_OF = {field.printed_key: field.key for field in FIELDS if field.printed_key}


def state_of(batch: Any) -> tuple[str, str]:
    """A batch's state in words, and the kind of its tag."""
    if batch.state == "undone" and (rows := counted(batch)):
        return UNDONE[undone_how(rows[BACK], rows[PARTLY], rows[KEPT])][:2]
    if batch.state == "applied" and left_out(batch) and not came_in(batch):
        return NONE_CAME
    if batch.state == "planned" and batch.stopped:
        return STOPPED
    if batch.state == "planned" and not plans_to_write(batch):
        return NOTHING_GOOD if left_out(batch) else NOTHING_NEW
    return STATES[batch.state]


def not_done(batch: Any) -> str | None:
    """What the last try with a batch should have done and did not, for a reason that stands in its message."""
    return _NOT_DONE.get(batch.state) if batch.message else None


def undone_how(back: int, partly: int, kept: int) -> str:
    """How much of something an undoing took back: a key of UNDONE."""
    if not (partly or kept):
        return "all"
    return "part" if back or partly else "none"


def came_in(batch: Any) -> int:
    """How many rows of a batch were written into the register."""
    return sum((batch.counts or {}).get(f"done_{outcome}", 0) for outcome in WROTE)


def left_out(batch: Any) -> int:
    """How many of its rows were not: refused, in doubt, or overtaken by what was written after the plan."""
    names = ("refused", "doubtful", *(f"done_{outcome}" for outcome in NOT_WRITTEN))
    return sum((batch.counts or {}).get(name, 0) for name in names)


def still_in(batch: Any) -> int | None:
    """How many rows are in the register now, be it in part; None of an undoing that did not count them yet."""
    if batch.state != "undone":
        return came_in(batch)
    rows = counted(batch)
    return None if rows is None else rows[PARTLY] + rows[KEPT]


def fields_of(column: dict[str, Any]) -> list[str]:
    """What a column is about: its field's key, or the two of "Alamat/No HP"."""
    told = column.get("fields") or [column.get("key") or column["field"]]
    return [key_of(key) for key in told if key]


def key_of(printed: str) -> str:
    """Our key of a field that other programs call so."""
    return _KEY_OF.get(printed, printed)


def columns_of(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of a sheet, each with its place counted from 0; of an earlier plan the order tells it."""
    return [{"index": at, **column} for at, column in enumerate(sheet["columns"])]


def is_secret(column: dict[str, Any]) -> bool:
    """Does a column hold what no page shows whole?"""
    return any(key in BY_KEY and BY_KEY[key].sensitive for key in fields_of(column))


def label_of(key: str | None) -> str:
    """A field's words."""
    return BY_KEY[key].label if key in BY_KEY else key or "–"


def shown(raw: Any, column: dict[str, Any]) -> str:
    """A cell as it was typed; of what is nobody's business only the end, whatever its column is."""
    return of_column(raw, fields_of(column))


def is_hidden(raw: Any, column: dict[str, Any]) -> bool:
    """Is a cell not shown whole? Then no input holds it either."""
    return is_secret(column) or shown(raw, column) != clean(raw)
