"""A person's number in a field that is about something else: refused, in remarks hidden, before a reader sees it.

A shifted row, "Nama / NIK" in one cell or a NIK among the remarks would stand open in the register, in exports and
on pages: only the fields of identity are encrypted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from digiloka.values.refusal import Note, Refused, note
from digiloka.values.stray_numbers import has_nik, has_phone, without_niks
from digiloka.values.text import clean

Look = Callable[[Any, str, list[Note] | None], Any]  # (cell, the field's label, notes) → the cell as it may be read

_NUMBERS = frozenset({"money", "count", "date", "point"})  # kept as numbers: nothing of a text is left
_OWN = frozenset({"nib", "photo"})  # tells a NIK itself; is not kept
_OTHER_NUMBERS = frozenset({"source_id"})  # may well have sixteen figures
_GROUPS = frozenset({"sector", "export"})  # words, but of a short list
_CLOSED = frozenset({"choice", "answer", "area", "number"})


def look_of(key: str, kind: str, *, sensitive: bool) -> Look | None:
    """How a field's cells are looked through; None where such a number belongs or nothing of it can be kept."""
    if sensitive or kind in _NUMBERS or key in _OWN:
        return None
    if key == "notes":
        return _hide
    if kind == "licence" or key in _OTHER_NUMBERS:
        return _refuse_certain
    return _refuse_both if kind in _CLOSED or key in _GROUPS else refuse_nik


def refuse_nik(raw: Any, label: str, _notes: list[Note] | None = None) -> Any:
    """The cell or answer as it came. Raises Refused where a NIK stands in it."""
    if has_nik(raw):
        raise _nik(label)
    return raw


def _refuse_certain(raw: Any, label: str, _notes: list[Note] | None) -> Any:
    if has_nik(raw, certain=True):
        raise _nik(label)
    return raw


def _refuse_both(raw: Any, label: str, _notes: list[Note] | None) -> Any:
    if has_nik(raw):
        raise _nik(label)
    if has_phone(raw):
        raise Refused("stray-phone", f"Di kolom {label} ada angka seperti nomor HP. Pindahkan ke kolom nomor HP.")
    return raw


def _hide(raw: Any, _label: str, notes: list[Note] | None) -> Any:
    if not has_nik(raw):
        return raw
    note(notes, "stray-nik", "Angka seperti NIK di catatan ini kami samarkan. Tulis NIK di kolom NIK.")
    return without_niks(clean(raw), "*")  # the sign of our own masked cells would say that the cell is not to be read


def _nik(label: str) -> Refused:
    return Refused("stray-nik", f"Di kolom {label} ada angka seperti NIK. Pindahkan ke kolom NIK.")
