"""`digiloka imports …` as other programs call it: keys, counts, letters, exit status, and what stays untouched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from digiloka.cli import main
from digiloka.database import make_engine
from digiloka.imports.workbook import column_index
from digiloka.registry.fields import FIELDS
from tests.people import PASSWORD
from tests.surveying import HEADINGS, many, row, survey
from tests.workbooks import ods, ole, xlsx

DIGILOKA = str(Path(sys.executable).parent / "digiloka")
KEYS = {field.printed_key for field in FIELDS} - {None}
USER = "dinas@contoh.id"
SHEET = {"name", "heading_rows", "first_row", "last_row", "rows", "skipped", "columns"}
READ_AS = {"unit", "period", "order"}
FAULT = {"sheet", "row", "column", "field", "code", "message", "severity"}
COUNTS = ["rows", "new", "changed", "same", "doubtful", "refused"]
TABLES = ("owner", "business", "import_batch", "import_row", "stored_file")


def run(environment: dict[str, str], *words: str | Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own."""
    command = [DIGILOKA, *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=input, check=False)


def called(environment: dict[str, str], *words: str | Path) -> Result:
    """The same inside this process, which is quicker."""
    return CliRunner().invoke(main, list(map(str, words)), env=environment)


def told(result: Any) -> dict[str, Any]:
    """What stands on stdout: one JSON object and nothing else."""
    return json.loads(result.stdout)


def rows_in(environment: dict[str, str]) -> dict[str, int]:
    engine = make_engine(environment["DATABASE_URL"])
    with engine.connect() as connection:
        counts = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}
    engine.dispose()
    return counts


def stored_files(environment: dict[str, str]) -> list[Path]:
    return [path for path in Path(environment["DIGILOKA_FILES"]).rglob("*") if path.is_file()]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "survei kelurahan.xlsx"
    path.write_bytes(survey(*many(4), row(4, nik=1472014101500000.0), row(5, owner=None, name=None), row(0)))
    return path


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """A machine on which nothing was ever set up."""
    unset = dict.fromkeys(("DATABASE_URL", "DIGILOKA_FILES", "DIGILOKA_KEYS", "DIGILOKA_CITY"), "")
    return {**os.environ, **unset, "DIGILOKA_HOME": str(tmp_path / "nowhere")}


@pytest.fixture
def outdated(environment: dict[str, str]) -> dict[str, str]:
    """A database that waits for `digiloka setup` after an upgrade."""
    engine = make_engine(environment["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()
    return environment


@pytest.fixture
def installed(environment: dict[str, str]) -> dict[str, str]:
    added = run(environment, "users", "add", USER, "--role", "dinas", "--password-stdin", input=PASSWORD + "\n")
    assert added.returncode == 0, added.stderr
    return environment


def test_check_prints_the_agreed_object_without_any_database(nowhere, book):
    done = run(nowhere, "imports", "check", book, "--json", "--rows")
    assert (done.returncode, done.stderr) == (0, "")
    found = told(done)
    assert set(found) == {"sheets", "counts", "faults", "doubts", "plan"}
    sheet = found["sheets"][0]
    assert set(sheet) >= SHEET
    assert (sheet["name"], sheet["heading_rows"], sheet["first_row"], sheet["last_row"]) == ("Data", [3], 4, 10)
    assert sheet["rows"] == 7
    assert {"row": 1, "reason": "title"} in sheet["skipped"]
    assert all(set(skip) == {"row", "reason"} for skip in sheet["skipped"])
    assert [column["letter"] for column in sheet["columns"]] == list("ABCDEFGHIJKLMNOP")
    assert [column["heading"] for column in sheet["columns"]] == list(HEADINGS.values())
    assert all(set(column) - READ_AS == {"letter", "heading", "field", "confidence"} for column in sheet["columns"])
    assert {column["field"] for column in sheet["columns"]} <= KEYS
    assert all(0 <= column["confidence"] <= 1 for column in sheet["columns"])
    assert set(sheet["layout"]) == {"fingerprint", "known", "preset"}
    assert list(found["counts"]) == COUNTS
    assert found["counts"] == {"rows": 7, "new": 5, "changed": 0, "same": 1, "doubtful": 0, "refused": 1}
    assert not Path(nowhere["DIGILOKA_HOME"]).exists(), "it writes nothing"


def test_check_tells_as_what_a_column_of_amounts_or_dates_is_read(nowhere, tmp_path):
    told_of = {"turnover": 4_200, "Investasi (Rp.000)": 9_000, "Aset": 15_000_000}
    dates = [{"Tanggal Lahir": f"{month}-{day}-1980", "Tanggal Pendataan": f"{day}/{month}/2026"}
             for month, day in ((1, 14), (2, 28), (3, 30))]
    path = tmp_path / "satuan.xlsx"
    path.write_bytes(survey(*(row(number, **told_of, **days) for number, days in enumerate(dates))))
    columns = told(called(nowhere, "imports", "check", path, "--json"))["sheets"][0]["columns"]
    found = {column["field"]: {key: column[key] for key in READ_AS & set(column)} for column in columns}
    assert {field: read_as for field, read_as in found.items() if read_as} == {
        "turnover": {"unit": 1, "period": "month"},
        "capital": {"unit": 1, "period": None},
        "investment": {"unit": 1_000, "period": None},
        "assets": {"unit": None, "period": None},
        "birth_date": {"order": "month"},
        "survey_date": {"order": "day"},
    }


def test_a_database_that_was_asked_for_in_vain_is_still_none(nowhere, book):
    assert called(nowhere, "imports", "undo", NO_BATCH).exit_code == 1
    assert told(called(nowhere, "imports", "check", book, "--json"))["counts"]["new"] == 5


def test_faults_name_sheet_row_and_column_letter(nowhere, book):
    found = told(called(nowhere, "imports", "check", book, "--json"))
    assert "plan" not in found
    assert all(set(fault) == FAULT for fault in found["faults"])
    damaged = [fault for fault in found["faults"] if fault["code"] == "nik-excel"]
    assert [(f["sheet"], f["row"], f["column"], f["field"], f["severity"]) for f in damaged] == [
        ("Data", 8, "B", "nik", "cell")
    ]
    refused = [fault for fault in found["faults"] if fault["severity"] == "row"]
    assert [(fault["row"], fault["field"]) for fault in refused] == [(9, "owner_name")]
    assert all(fault["message"].endswith(".") for fault in found["faults"])
    assert all(fault["column"] is None or column_index(fault["column"]) < 16 for fault in found["faults"])


def test_the_plan_has_one_entry_a_row(nowhere, book):
    found = told(called(nowhere, "imports", "check", book, "--json", "--rows"))
    assert all(set(entry) == {"sheet", "row", "decision", "business", "reasons"} for entry in found["plan"])
    assert [entry["row"] for entry in found["plan"]] == list(range(4, 11))
    decided = [entry["decision"] for entry in found["plan"]]
    assert decided == ["new"] * 5 + ["refused", "same"]
    assert found["counts"] == {"rows": 7, **{name: decided.count(name) for name in COUNTS[1:]}}


def test_taking_back_is_told_in_one_indonesian_sentence(installed, book):
    batch = told(called(installed, "imports", "apply", book, "--user", USER, "--json"))["batch"]
    done = called(installed, "imports", "undo", batch)
    assert done.stdout == "5 usaha baru ditarik, 0 usaha dikembalikan seperti semula, 0 usaha tetap.\n"


def test_without_json_a_person_reads_counts_and_kinds_of_faults(nowhere, book):
    done = called(nowhere, "imports", "check", book)
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[:6] == [["Baris", "7"], ["Baru", "5"], ["Diperbarui", "0"], ["Tidak", "berubah", "1"],
                         ["Perlu", "diputuskan", "0"], ["Ditolak", "1"]]
    assert "1 isian dikosongkan: nik-excel" in done.stdout


def test_another_city_works_with_and_without_a_register(nowhere, installed, tmp_path):
    path = tmp_path / "banjarmasin.xlsx"
    path.write_bytes(survey(row(village="Sungai Jingah", district="Banjarmasin Utara"), title="DATA UMKM"))
    for environment in (nowhere, installed):
        found = told(called({**environment, "DIGILOKA_CITY": "63.71"}, "imports", "check", path, "--json"))
        assert found["counts"]["new"] == 1
        assert "village-unknown" not in {fault["code"] for fault in found["faults"]}
    assert "village-unknown" in {
        fault["code"] for fault in told(called(nowhere, "imports", "check", path, "--json"))["faults"]
    }


def test_apply_does_what_check_said_then_undo_takes_it_back(installed, book):
    planned = told(run(installed, "imports", "check", book, "--user", USER, "--json"))["counts"]
    applied = run(installed, "imports", "apply", book, "--user", USER, "--json")
    assert (applied.returncode, applied.stderr) == (0, "")
    found = told(applied)
    assert found["counts"] == planned
    assert found["outcomes"] == {"created": 5}
    assert rows_in(installed)["business"] == 5
    again = told(called(installed, "imports", "check", book, "--json", "--rows"))
    assert again["counts"] == {"rows": 7, "new": 0, "changed": 0, "same": 6, "doubtful": 0, "refused": 1}
    assert all(entry["business"].startswith("1472-") for entry in again["plan"][:5])
    undone = told(run(installed, "imports", "undo", found["batch"], "--json"))
    assert (undone["batch"], undone["withdrawn"], undone["kept"]) == (found["batch"], 5, [])
    assert told(called(installed, "imports", "check", book, "--json"))["counts"]["new"] == 5
    twice = run(installed, "imports", "undo", found["batch"], "--json")
    fault = told(twice)["faults"][0]
    assert (twice.returncode, fault["code"], twice.stderr) == (1, "batch-state", fault["message"] + "\n")


def test_check_with_a_register_writes_nothing(installed, book):
    before = rows_in(installed)
    assert called(installed, "imports", "check", book, "--json", "--user", USER).exit_code == 0
    assert (rows_in(installed), stored_files(installed)) == (before, [])


def test_only_the_named_sheet_is_read(nowhere, tmp_path):
    path = tmp_path / "dua.xlsx"
    more = [*xlsx.PEOPLE, ["Rina", "Salon Rina", "Jasa"]]
    path.write_bytes(xlsx.workbook({"Bintan": xlsx.PEOPLE, "Jaya Mukti": more}))
    assert told(called(nowhere, "imports", "check", path, "--json"))["counts"]["rows"] == 5
    found = told(called(nowhere, "imports", "check", path, "--sheet", "Jaya Mukti", "--json"))
    assert ([sheet["name"] for sheet in found["sheets"]], found["counts"]["rows"]) == (["Jaya Mukti"], 3)
    wrong = called(nowhere, "imports", "check", path, "--sheet", "Bitan", "--json")
    assert wrong.exit_code == 2
    assert '"Bintan", "Jaya Mukti"' in told(wrong)["faults"][0]["message"]


# Who may

REFUSALS = {
    "an unknown user": (["--user", "siapa@contoh.id"], 1),
    "a kelurahan officer elsewhere": (["--user", USER, "--area", "14.71"], 1),
    "an owner": (["--user", "pemilik@contoh.id"], 1),
    "a reader of statistics": (["--user", "plut@contoh.id"], 1),
}


@pytest.mark.parametrize("who", REFUSALS)
def test_who_may_not_gets_one_sentence_and_leaves_nothing(installed, book, who):
    for name, role in (("pemilik", "owner"), ("plut", "plut")):
        run(installed, "users", "add", f"{name}@contoh.id", "--role", role, "--password-stdin", input=PASSWORD + "\n")
    words, status = REFUSALS[who]
    done = called(installed, "imports", "apply", book, *words, "--json")
    assert done.exit_code == status
    assert told(done)["sheets"] == []
    assert done.stderr.count("\n") == 1
    assert (rows_in(installed)["import_batch"], stored_files(installed)) == (0, [])
    checked = called(installed, "imports", "check", book, *words, "--json")
    assert (checked.exit_code, checked.stderr) == (status, done.stderr)
    assert told(checked)["faults"] == told(done)["faults"]


# What has nothing to do with the file: one object on stdout all the same, and the sentence on stderr

NO_BATCH = "01a201e4-49b5-7749-b870-90dba9c5b135"
NOWHERE_TO_WRITE = {
    "undo an unknown batch": (["undo", NO_BATCH], "installed", {}, 1, "batch-unknown"),
    "undo what is no batch": (["undo", "kemarin"], "installed", {}, 1, "batch-unknown"),
    "undo without a database": (["undo", NO_BATCH], "nowhere", {}, 1, "database-unusable"),
    "undo as an unknown user": (["undo", NO_BATCH, "--user", "siapa@contoh.id"], "installed", {}, 1, "batch-unknown"),
    "undo with a broken key file": (["undo", NO_BATCH], "installed", {"DIGILOKA_KEYS": "/proc/version"}, 1, None),
    "apply without a database": (["apply", "{book}", "--user", USER], "nowhere", {}, 1, "database-unusable"),
    "apply as an unknown user": (["apply", "{book}", "--user", "siapa@contoh.id"], "installed", {}, 1, "user-unknown"),
    "apply in another area": (
        ["apply", "{book}", "--user", USER, "--area", "14.71"], "installed", {}, 1, "area-not-yours"
    ),
    "apply in another city": (
        ["apply", "{book}", "--user", USER], "installed", {"DIGILOKA_CITY": "99.99"}, 2, "city-not-loaded"
    ),
    "check as somebody without a database": (["check", "{book}", "--user", USER], "nowhere", {}, 1, "database-missing"),
    "check as an unknown user": (["check", "{book}", "--user", "siapa@contoh.id"], "installed", {}, 1, "user-unknown"),
    "check with a database that is down": (
        ["check", "{book}"], "nowhere", {"DATABASE_URL": "postgresql+psycopg://u@/x?host=/nonexist"}, 1,
        "database-unusable",
    ),
    "check with a database that is none": (
        ["check", "{book}"], "nowhere", {"DATABASE_URL": "sqlite:////proc/version"}, 1, "database-unusable"
    ),
    "check with a database of before": (["check", "{book}"], "outdated", {}, 1, "database-unusable"),
    "check in an unknown area": (["check", "{book}", "--area", "14.72.99"], "nowhere", {}, 2, "area-unknown"),
    "check in an unknown city": (["check", "{book}"], "installed", {"DIGILOKA_CITY": "99.99"}, 2, "city-unknown"),
}


@pytest.mark.parametrize("what", NOWHERE_TO_WRITE)
def test_every_refusal_is_one_object_for_a_program_and_one_sentence_for_a_person(request, book, what):
    words, where, changed, status, code = NOWHERE_TO_WRITE[what]
    environment = {**request.getfixturevalue(where), **changed}
    asked = [book if word == "{book}" else word for word in words]
    done = called(environment, "imports", *asked, "--json")
    found = told(done)
    (fault,) = found["faults"]
    assert (done.exit_code, set(fault), fault["code"]) == (status, FAULT, code or fault["code"])
    assert done.stderr == fault["message"] + "\n"
    if words[0] == "undo":
        assert (found["batch"], found["withdrawn"], found["restored"], found["kept"]) == (words[1], 0, 0, [])
    else:
        assert (found["sheets"], found["counts"]) == ([], dict.fromkeys(COUNTS, 0))
    plain = called(environment, "imports", *asked)
    assert (plain.exit_code, plain.stdout, plain.stderr) == (status, "", done.stderr)


# What is no survey

PEOPLE = [list(line) for line in xlsx.PEOPLE]
BAD = {
    "no file at all": (None, "file-missing"),
    "nothing": (b"", "file-empty"),
    "an empty sheet": (xlsx.workbook({"Data": []}), "file-empty"),
    "random bytes": (bytes(range(256)) * 20, "file-not-workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "file-document"),
    "a locked xlsx": (ole.locked_xlsx(), "file-password"),
    "a locked ods": (ods.document("", encrypted=True), "file-password"),
    "a torn xlsx": (xlsx.people()[:-200], "file-broken"),
    "cells without end": (xlsx.sparse_cell_bomb(), "file-too-many-columns"),
    "rows without end": (xlsx.sparse_row_bomb(), "file-too-many-rows"),
    "columns beyond the limit": (xlsx.too_many_columns(257), "file-too-many-columns"),
    "a zip bomb": (xlsx.zip_bomb(), "file-bomb"),
    "a letter and no list": (xlsx.workbook({"Surat": [["Kepada Yth. Lurah"], ["di tempat"]]}), "file-no-list"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_survey_is_refused_whole(installed, tmp_path, what):
    data, code = BAD[what]
    path = tmp_path / "berkas.xlsx"
    if data is not None:
        path.write_bytes(data)
    for words in (["check"], ["check", "--rows"], ["apply", "--user", USER]):
        done = called(installed, "imports", words[0], path, *words[1:], "--json")
        found = told(done)
        assert found.get("plan") == ([] if "--rows" in words else None)
        assert (done.exit_code, found["sheets"], found["counts"]) == (2, [], dict.fromkeys(COUNTS, 0))
        fault = found["faults"][0]
        assert (len(found["faults"]), set(fault), fault["code"]) == (1, FAULT, code)
        assert done.stderr == fault["message"] + "\n"
        assert fault["message"][0].isupper()
        assert fault["message"].endswith(".")
    assert (rows_in(installed)["import_batch"], stored_files(installed)) == (0, [])


def test_a_file_over_100_mb_is_refused_before_it_is_read(nowhere, tmp_path):
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    done = called(nowhere, "imports", "check", path, "--json")
    assert (done.exit_code, told(done)["faults"][0]["code"]) == (2, "file-too-large")


@pytest.mark.parametrize("city", ["99.99", "Dumai", "14.72.01"])
def test_a_city_nobody_knows_is_refused_whole(nowhere, book, city):
    done = called({**nowhere, "DIGILOKA_CITY": city}, "imports", "check", book, "--json")
    assert (done.exit_code, told(done)["faults"][0]["code"]) == (2, "city-unknown")
    assert city in done.stderr


def test_macros_are_ignored_and_formulas_read_by_their_stored_value(nowhere, tmp_path):
    path = tmp_path / "makro.xlsm"
    path.write_bytes(xlsx.macro_workbook())
    assert told(called(nowhere, "imports", "check", path, "--json"))["counts"]["new"] == 2

    def formulas(_book, made):
        made["Data"].write_formula("E4", "=1+1", None, "Jual kue")
        made["Data"].write_formula("E5", "=D5")

    lines = [["DATA UMKM"], [None], list(HEADINGS.values()), *([cells[key] for key in HEADINGS] for cells in many(3))]
    never_opened = xlsx.workbook({"Data": lines}, formulas)
    path.write_bytes(xlsx.sheet_xml(never_opened, lambda xml: xml.replace(b"</f><v>0</v>", b"</f>")))
    found = told(called(nowhere, "imports", "check", path, "--json", "--rows"))
    faults = [fault for fault in found["faults"] if fault["code"] == "formula-without-value"]
    assert [(fault["row"], fault["column"], fault["field"]) for fault in faults] == [(5, "E", "activity")]
    assert [entry["decision"] for entry in found["plan"]] == ["new", "refused", "new"]


# Real lists

SHARED = Path(os.environ.get("DIGILOKA_SHARED") or Path(__file__).parents[3] / "shared") / "surveys"
EXPECTED = json.loads((SHARED / "expected.json").read_text()) if SHARED.is_dir() else {}
FILES = [(name, facts) for name, facts in EXPECTED.items() if isinstance(facts, dict) and "sheets" in facts]


def test_every_real_list_is_judged_and_its_rows_are_counted(shared, nowhere):
    assert len(FILES) >= 12
    for name, facts in FILES:
        environment = {**nowhere, "DIGILOKA_CITY": facts["city"] or "14.72"}
        done = called(environment, "imports", "check", SHARED / name, "--json", "--rows")
        assert (done.exit_code, done.exception) == (0, None), name
        found = told(done)
        counts = found["counts"]
        assert counts["rows"] == sum(counts[decision] for decision in COUNTS[1:]) == len(found["plan"])
        for wanted in facts["sheets"]:
            sheet = next(sheet for sheet in found["sheets"] if sheet["name"] == wanted["name"])
            assert sheet["rows"] in wanted.get("accept_rows", [wanted["rows"]]), name
            assert sheet["heading_rows"] == wanted["heading_rows"], name
        assert {fault["field"] for fault in found["faults"]} <= KEYS | {None}, name


def test_a_file_that_is_mostly_bad_is_stopped_until_the_dinas_releases_it(installed, tmp_path):
    path = tmp_path / "survei.xlsx"
    path.write_bytes(survey(*many(9), *(row(number, owner=None, name=None) for number in range(9, 20))))
    assert "11 dari 20 baris ditolak" in told(called(installed, "imports", "check", path, "--json"))["stopped"]
    stopped = called(installed, "imports", "apply", path, "--user", USER, "--json")
    assert stopped.exit_code == 1
    assert [fault["code"] for fault in told(stopped)["faults"]] == ["batch-stopped"]
    assert rows_in(installed)["business"] == 0
    again = called(installed, "imports", "apply", path, "--user", USER, "--release", "Sudah diperiksa lurah", "--json")
    assert told(again)["outcomes"] == {"created": 9}


def test_wanted_whole_a_file_with_a_bad_row_is_not_applied(installed, book):
    found = called(installed, "imports", "apply", book, "--user", USER, "--whole", "--json")
    assert (found.exit_code, told(found)["faults"][0]["code"]) == (1, "batch-not-whole")
    assert rows_in(installed)["business"] == 0
