"""The survey files beside the project: heading, rows and columns as expected.json says. Skipped without them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from digiloka.imports.columns import SheetLayout, data_rows, find_layout
from digiloka.imports.confidence import ASKED
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import laid_out
from digiloka.imports.knowing import NOTHING_KNOWN
from digiloka.imports.workbook import open_workbook
from tests.components import SHARED
from tests.judging import TODAY

SURVEYS = SHARED / "surveys"
EXPECTED: dict[str, Any] = (
    json.loads((SURVEYS / "expected.json").read_text(encoding="utf-8")) if SURVEYS.is_dir() else {}
)
SHEETS = [(file, at) for file, told in EXPECTED.items() for at in range(len(told["sheets"]))] or [("", 0)]


@cache
def understood(file: str, at: int) -> tuple[SheetLayout, list[int]]:
    sheet = open_workbook(SURVEYS / file).sheets[at]
    layout = find_layout(sheet)
    return layout, [number for number, _ in data_rows(sheet, layout)]


@pytest.mark.parametrize(("file", "at"), SHEETS)
def test_heading_and_rows_are_found(shared: Path, file: str, at: int) -> None:
    told = EXPECTED[file]["sheets"][at]
    layout, rows = understood(file, at)
    assert layout.name == told["name"]
    assert layout.heading_rows == told["heading_rows"]
    assert (layout.first_row, layout.last_row) == (told["first_row"], told["last_row"])
    assert layout.rows == len(rows)
    assert layout.rows in told.get("accept_rows", [told["rows"]])
    assert layout.ask is told.get("ask", False)


@pytest.mark.parametrize(("file", "at"), SHEETS)
def test_title_hidden_rows_and_filter_are_told(shared: Path, file: str, at: int) -> None:
    told = EXPECTED[file]["sheets"][at]
    layout, _ = understood(file, at)
    assert layout.hidden_rows == told.get("hidden_rows", 0)
    assert layout.filter == told.get("filter")
    assert (layout.title, layout.year, layout.as_of) == (told.get("title"), told.get("year"), told.get("as_of"))


@pytest.mark.parametrize(("file", "at"), SHEETS)
def test_every_column_means_what_it_should(shared: Path, file: str, at: int) -> None:
    told = EXPECTED[file]["sheets"][at]
    found = {column.letter: column for column in understood(file, at)[0].columns}
    assert set(found) == set(told["columns"])
    for letter, expected in told["columns"].items():
        guess = found[letter].as_json()
        assert guess["heading"] == expected["heading"]
        assert guess["field"] in expected.get("accept", [expected["field"]]), (letter, expected["heading"])
        if not told.get("ask"):
            for fact in ("unit", "period", "part", "of", "hidden", "empty"):
                assert guess.get(fact) == expected[fact] if fact in expected else True, (letter, fact)


def test_a_csv_tells_its_delimiter_and_letters(shared: Path) -> None:
    for file, told in EXPECTED.items():
        if told.get("format") == "csv":
            sheet = open_workbook(SURVEYS / file).sheets[0]
            assert (sheet.name, sheet.delimiter, sheet.encoding) == ("", told["delimiter"], told["encoding"])


@pytest.mark.parametrize("file", EXPECTED or [""])
def test_what_is_not_asked_is_right_and_little_is_asked(shared: Path, file: str) -> None:
    """A column's confidence says how sure we are: whatever stands above the bar is what it should be."""
    judged = laid_out(open_workbook(SURVEYS / file), ground_without_register("14.72", "14.72", TODAY), NOTHING_KNOWN)
    for sheet, told in zip(judged, EXPECTED[file]["sheets"], strict=True):
        mapped = [guess for guess in sheet.layout.columns if guess.field]
        expected = {letter: one.get("accept", [one["field"]]) for letter, one in told["columns"].items()}
        for guess in mapped:
            if guess.confidence >= ASKED:
                assert guess.as_json()["field"] in expected[guess.letter], (guess.letter, guess.heading)
        unsure = sum(guess.confidence < ASKED for guess in mapped)
        assert told.get("ask") or unsure <= max(1, len(mapped) // 10)
