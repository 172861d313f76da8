"""What an officer is asked about a file, as the doubts kept with its plan tell it: columns, spellings, sheets."""

from __future__ import annotations

from typing import Any

from digiloka.web.import_words import key_of

OF_COLUMNS = ("column", "unit", "period", "order")
OF_SHEETS = ("headings", "missing", "hidden", "repeated")


def _doubts(found: Any, *kinds: str) -> list[dict[str, Any]]:
    told = (found.summary or {}).get("doubts", [])
    return [doubt for doubt in told if doubt["kind"] in kinds]


def asked_of_columns(found: Any, number: int) -> dict[int, list[dict[str, Any]]]:
    """{column counted from 0: what is asked of it} for one sheet."""
    name = found.sheets[number]["name"]
    asked: dict[int, list[dict[str, Any]]] = {}
    for doubt in _doubts(found, *OF_COLUMNS):
        if doubt["sheet"] == name:
            asked.setdefault(doubt["index"], []).append(doubt)
    return asked


def asked_columns(found: Any) -> list[tuple[int, int]]:
    """[(index of the sheet, how many of its columns are asked about)]."""
    told = [(number, len(asked_of_columns(found, number))) for number in range(len(found.sheets or []))]
    return [(number, count) for number, count in told if count]


def asked_spellings(found: Any) -> list[dict[str, Any]]:
    """The spellings that nobody has explained yet, the commonest first; `field` is a field's key."""
    return [{**doubt, "field": key_of(doubt["field"])} for doubt in _doubts(found, "spelling")]


def asked_sheets(found: Any) -> list[tuple[int, str]]:
    """[(index of the sheet, the question)] about sheets as a whole."""
    numbers = {sheet["name"]: number for number, sheet in enumerate(found.sheets or [])}
    return [(numbers[doubt["sheet"]], doubt["question"]) for doubt in _doubts(found, *OF_SHEETS)
            if doubt["sheet"] in numbers]  # fmt: skip


def told_of_sheets(found: Any) -> list[dict[str, Any]]:
    """The faults that concern a sheet, without those that are asked about anyway."""
    asked = {(doubt["sheet"], doubt["column"], doubt["code"]) for doubt in _doubts(found, *OF_COLUMNS, *OF_SHEETS)}
    told = (found.summary or {}).get("sheet_faults", [])
    return [fault for fault in told if (fault["sheet"], fault["column"], fault["code"]) not in asked]
