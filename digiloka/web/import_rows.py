"""Rows of a batch as a page shows them: what is wrong, what can be typed anew, what would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digiloka.areas.naming import AreaNames
from digiloka.imports.outcomes import NOT_WRITTEN, in_part, why_left
from digiloka.registry.fields import BY_KEY
from digiloka.values.text import clean
from digiloka.web.import_changes import change_rows
from digiloka.web.import_words import DECISIONS, columns_of, fields_of, is_hidden, label_of, shown

_NUMBERS = ("nik", "nib", "npwp", "rt", "rw", "postal_code")
_GRAVE = ("row", "cell")
_APART = "Baris ini menyangkut wilayah lain, jadi isinya tidak ditampilkan."
_KEPT_BACK = "Sebagian isi baris ini menyangkut wilayah lain, jadi tidak ditampilkan."


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a page's cells, {name of the input: text}, and what is wrong with it; `rows` names the
    row of each that is wrong, as the spreadsheet shows it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """[(what is wrong, where its input is)] for the summary above the page."""
        return [(f"Baris {self.rows[name]}: {sentence}", f"#{name}") for name, sentence in self.wrong.items()]


def input_name(position: int, column: int) -> str:
    """How a cell's input is called: by the row's position in the batch, which finds it at once in any file."""
    return f"c.{position}.{column}"


def place_of(name: str) -> tuple[int, int] | None:
    """(position, column) of an input's name; None when it is no cell's."""
    head, *numbers = name.split(".")
    if head != "c" or len(numbers) != 2 or not all(part.isascii() and part.isdigit() for part in numbers):
        return None
    position, column = (int(part[:9]) for part in numbers)
    return position, column


def text_of(row: Any, index: int) -> str:
    """What a cell says: as it came, or as an officer typed it over."""
    typed = (row.content.get("typed") or {}).get(str(index))
    raw = row.content["raw"]
    return clean(raw[index] if index < len(raw) else None) if typed is None else typed


def row_view(
    row: Any, batch: Any, names: AreaNames, typed: Typed | None, changes: Mapping[str, Any] | None = None, *,
    elsewhere: bool = False, hidden: bool = False,
) -> dict[str, Any]:
    """One row for the template. `typed` None: nothing can be typed here. `changes`: what of it the person may see;
    `elsewhere`: it names a business that they may not; `hidden`: nothing of what it says."""
    sheet = batch.sheets[row.sheet]
    place = {"row": row.row, "sheet": sheet["name"] if len(batch.sheets) > 1 else "", "hidden": hidden}
    if hidden:
        return place | {"tag": DECISIONS[row.decision], "reasons": [_APART]}
    columns = {column["letter"]: column for column in columns_of(sheet)}
    cells = _faulty(row, columns, typed)
    partly, left = in_part(row), row.outcome in NOT_WRITTEN
    why = why_left(row) if partly or left else ""
    told = {words for cell in cells for words in cell["said"]}
    return place | {
        "who": _who(row, columns.values()),
        "tag": ("Tidak dimasukkan", "no") if left else ("Dimasukkan sebagian", "fix") if partly
        else DECISIONS[row.decision],
        "why": why,
        "reasons": [_KEPT_BACK] if elsewhere or _is_kept_back(row, changes) else
        [reason for reason in row.content["reasons"] if reason not in why and reason not in told],
        "cells": [cell for cell in cells if cell["grave"]],
        "warnings": [cell for cell in cells if not cell["grave"]],
        "changes": change_rows(changes or {}, names),
        "number": None if elsewhere else row.content.get("number"),
        "rest": _rest(row, columns.values()), "mends": any(cell["name"] for cell in cells),
    }


def _is_kept_back(row: Any, changes: Mapping[str, Any] | None) -> bool:
    """Is something that the row changes not for this person to see? Its name is not, either."""
    return changes is not None and bool(set(row.content.get("changes") or ()) - set(changes))


def _faulty(row: Any, columns: Mapping[str, dict[str, Any]], typed: Typed | None) -> list[dict[str, Any]]:
    """The cells with something to say, those that are grave first; what no column holds has no input."""
    found: dict[str, dict[str, Any]] = {}
    for letter, key, _code, message, severity in row.content["faults"]:
        cell = found.setdefault(letter or f"?{key}", _cell(row, letter, key, columns.get(letter or ""), typed))
        cell["said"] = list(dict.fromkeys([*cell["said"], message]))
        cell["grave"] = cell["grave"] or severity in _GRAVE
    return sorted(found.values(), key=lambda cell: not cell["grave"])


def _cell(
    row: Any, letter: str | None, key: str | None, column: dict[str, Any] | None, typed: Typed | None
) -> dict[str, Any]:
    if column is None:
        return {"label": label_of(key), "letter": letter or "", "said": [], "grave": False, "name": None, "raw": ""}
    index = column["index"]
    name = input_name(row.position, index) if typed is not None else None
    text = text_of(row, index)
    secret, seen = is_hidden(text, column), shown(text, column)
    keys = fields_of(column)
    kept = typed.texts.get(name or "") if typed else None
    return {
        "label": column["heading"] or label_of(key), "letter": column["letter"], "said": [], "grave": False,
        "name": name, "raw": seen, "secret": secret,
        "value": kept if kept is not None else "" if secret else text,
        "wrong": typed.wrong.get(name or "") if typed else None,
        "choices": _choices(keys, text, "" if secret else text, seen), "areas": "village" in keys,
        "numeric": bool(keys) and keys[0] in _NUMBERS,
    }


def _choices(keys: list[str], text: str, value: str, seen: str) -> list[tuple[str, str]]:
    """The list of a closed field, beginning with what stands there: its value in the form, and as it is seen."""
    listed = BY_KEY[keys[0]].choices if len(keys) == 1 and keys[0] in BY_KEY else ()
    if not listed or BY_KEY[keys[0]].kind not in ("choice", "answer"):
        return []
    return [(value, f"Biarkan: {seen}" if text else "Biarkan kosong"), *((words, words) for _, words in listed)]


def _who(row: Any, columns: Any) -> str:
    """Whom a row is about, as the sheet says it: owner, business."""
    told = []
    for key in ("owner_name", "business_name"):
        column = next((column for column in columns if fields_of(column) == [key]), None)
        if column and (text := text_of(row, column["index"])):
            told.append(shown(text, column))
    return ", ".join(told)


def _rest(row: Any, columns: Any) -> list[tuple[str, str]]:
    """Every cell that is taken and says something, with the letter and heading of its column."""
    raw = row.content["raw"]
    return [
        (f"{column['letter']} · {column['heading'] or '–'}", shown(text, column))
        for column in columns if fields_of(column) and column["index"] < len(raw)
        and (text := text_of(row, column["index"]))
    ]
