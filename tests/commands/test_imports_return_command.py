"""`digiloka imports return`: the marked file from the console, and what it says when it gives none."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from digiloka.cli import main
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING
from tests.people import PASSWORD
from tests.records import nik
from tests.returning import column_of, edited
from tests.surveying import HEADINGS, many, row, survey

USER = "dinas@contoh.id"
VILLAGE, ELSEWHERE = "14.72.02.1002", "14.72.03.1001"
NIK = list(HEADINGS).index("nik") + 1


def called(environment: dict[str, str], *words: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, words)), env=environment, input=input)


def told(result: Result) -> dict[str, Any]:
    return json.loads(result.stdout)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "survei kelurahan.xlsx"
    path.write_bytes(survey(*many(3), row(3, nik="147201"), row(4, owner=None, name=None)))
    return path


@pytest.fixture
def installed(environment: dict[str, str]) -> dict[str, str]:
    added = called(environment, "users", "add", USER, "--role", "dinas", "--password-stdin", input=PASSWORD + "\n")
    assert added.exit_code == 0, added.output
    return environment


def corrected(path: Path) -> Path:
    """The coloured cells typed over, and the file saved under another name."""
    def edit(sheet):
        sheet.cell(7, NIK).value = nik(3)
        for key in ("owner", "name"):
            sheet.cell(8, list(HEADINGS).index(key) + 1).value = row(4)[key]

    path.with_name("sudah betul.xlsx").write_bytes(edited(path.read_bytes(), edit))
    return path.with_name("sudah betul.xlsx")


def test_without_any_database_the_file_comes_back_without_keys(tmp_path, book):
    unset = dict.fromkeys(("DATABASE_URL", "DIGILOKA_FILES", "DIGILOKA_KEYS", "DIGILOKA_CITY"), "")
    nowhere = {**os.environ, **unset, "DIGILOKA_HOME": str(tmp_path / "nowhere")}
    out = tmp_path / "kembali.xlsx"
    done = called(nowhere, "imports", "return", book, "--out", out, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found = told(done)
    assert (found["file"], found["counts"]["refused"]) == (str(out), 1)
    sheet = load_workbook(io.BytesIO(out.read_bytes())).worksheets[0]
    assert [sheet.cell(3, column_of(sheet, heading)).value for heading in (STATUS_HEADING, REASON_HEADING)]
    assert sheet.cell(4, column_of(sheet, KEY_HEADING)).value is None, "nobody would know a key again"
    assert not Path(nowhere["DIGILOKA_HOME"]).exists()


def test_checked_returned_corrected_and_applied_comes_in_once(installed, tmp_path, book):
    out = tmp_path / "kembali.xlsx"
    assert called(installed, "imports", "return", book, "--out", out, "--user", USER).exit_code == 0
    first = told(called(installed, "imports", "apply", corrected(out), "--user", USER, "--json"))
    assert first["outcomes"] == {"created": 5}
    again = told(called(installed, "imports", "check", corrected(out), "--user", USER, "--json"))
    assert again["counts"]["same"] == 5


def keys_of(path: Path) -> list[str | None]:
    sheet = load_workbook(path).worksheets[0]
    return [sheet.cell(row, column_of(sheet, KEY_HEADING)).value for row in range(4, sheet.max_row + 1)]


def test_a_file_that_is_returned_again_keeps_the_keys_of_its_rows(installed, tmp_path, book):
    batch = told(called(installed, "imports", "apply", book, "--user", USER, "--json"))["batch"]
    first, second = tmp_path / "pertama.xlsx", tmp_path / "kedua.xlsx"
    assert called(installed, "imports", "return", book, "--out", first, "--batch", batch).exit_code == 0
    assert called(installed, "imports", "return", first, "--out", second, "--user", USER).exit_code == 0
    assert all(key.startswith("DLK1.b.") for key in keys_of(first))
    assert keys_of(second) == keys_of(first)
    applied = told(called(installed, "imports", "apply", corrected(second), "--user", USER, "--json"))
    assert applied["outcomes"] == {"amended": 1, "created": 1}


def test_a_key_that_is_none_of_ours_is_replaced(installed, tmp_path, book):
    out, again = tmp_path / "pertama.xlsx", tmp_path / "kedua.xlsx"
    assert called(installed, "imports", "return", book, "--out", out, "--user", USER).exit_code == 0

    def forge(sheet):
        key = sheet.cell(4, column_of(sheet, KEY_HEADING))
        key.value = key.value[:-4] + "AAAA"

    written = keys_of(out)
    out.write_bytes(edited(out.read_bytes(), forge))
    assert called(installed, "imports", "return", out, "--out", again, "--user", USER).exit_code == 0
    assert keys_of(again) == written


def test_without_any_database_the_keys_of_a_marked_file_stay(installed, tmp_path, book):
    unset = dict.fromkeys(("DATABASE_URL", "DIGILOKA_FILES", "DIGILOKA_KEYS", "DIGILOKA_CITY"), "")
    nowhere = {**os.environ, **unset, "DIGILOKA_HOME": str(tmp_path / "nowhere")}
    out, again = tmp_path / "pertama.xlsx", tmp_path / "kedua.xlsx"
    assert called(installed, "imports", "return", book, "--out", out, "--user", USER).exit_code == 0
    assert called(nowhere, "imports", "return", out, "--out", again).exit_code == 0
    assert keys_of(again) == keys_of(out)


def test_applied_returned_corrected_and_applied_updates_its_own_rows(installed, tmp_path, book):
    batch = told(called(installed, "imports", "apply", book, "--user", USER, "--json"))["batch"]
    out = tmp_path / "kembali.xlsx"
    done = called(installed, "imports", "return", book, "--out", out, "--batch", batch, "--bad-only", "--json")
    assert told(done)["counts"]["new"] == 4
    second = told(called(installed, "imports", "apply", corrected(out), "--user", USER, "--json"))
    assert second["outcomes"] == {"amended": 1, "created": 1}


def test_a_file_that_was_sent_for_an_area_is_judged_for_that_area_again(installed, tmp_path):
    book, out = tmp_path / "survei.xlsx", tmp_path / "kembali.xlsx"
    told_so_far = (*many(3), row(3, nik="147201"), row(4, owner=None, name=None))
    book.write_bytes(survey(*({**each, "village": None, "district": None, "phone": None} for each in told_so_far)))
    batch, taken_back = (
        told(called(installed, "imports", "apply", book, "--user", USER, "--area", area, "--json"))["batch"]
        for area in (VILLAGE, ELSEWHERE)
    )
    assert called(installed, "imports", "undo", taken_back).exit_code == 0
    done = called(installed, "imports", "return", book, "--out", out, "--user", USER, "--json")
    assert [note for note in told(done)["notes"] if batch in note and "Teluk Binjai" in note], done.output
    second = told(called(installed, "imports", "apply", corrected(out), "--user", USER, "--area", VILLAGE, "--json"))
    assert second["outcomes"] == {"amended": 1, "created": 1}
    asked = told(called(installed, "imports", "return", book, "--out", out, "--area", "14.72", "--json"))
    assert asked["notes"] == [], "an area that is asked for is used"


def test_what_is_refused_is_said_and_nothing_is_written(installed, tmp_path, book):
    out, other = tmp_path / "kembali.xlsx", tmp_path / "lain.xlsx"
    other.write_bytes(survey(*many(2)))
    batch = told(called(installed, "imports", "apply", book, "--user", USER, "--json"))["batch"]
    for status, words in (
        (1, (book, "--out", book)),
        (1, (other, "--out", out, "--batch", batch)),
        (1, (book, "--out", out, "--batch", "01932f00-0000-7000-8000-00000000abcd")),
        (1, (book, "--out", out, "--user", "siapa@contoh.id")),
        (2, (tmp_path / "tidak ada.xlsx", "--out", out)),
    ):
        done = called(installed, "imports", "return", *words, "--json")
        assert done.exit_code == status, words
        assert told(done)["faults"][0]["message"].endswith("."), words
        assert not out.exists()
    assert load_workbook(book), "the officer's file is not written over"
