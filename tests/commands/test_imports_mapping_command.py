"""`digiloka imports mapping`: what a script says of a layout holds for the next file, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from digiloka.cli import imports_file, imports_mapping, main
from digiloka.config import Settings
from tests.surveying import many, office, survey
from tests.workbooks.xlsx import workbook

USER = "petugas@contoh.id"


@pytest.fixture
def installed(environment: dict[str, str], engine: Engine, settings: Settings) -> dict[str, str]:
    office(engine, settings, email=USER)
    return environment


def called(environment: dict[str, str], *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["imports", *map(str, words)], env=environment)


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def january(tmp_path: Path) -> Path:
    return written(tmp_path / "januari.xlsx", survey(*many(4, Qwertz="Toko", Xyz=250, Sektor="Ekonomi Dapur")))


@pytest.fixture
def february(tmp_path: Path) -> Path:
    rows = many(9, Qwertz="Koperasi", Xyz=300, Sektor="EKONOMI DAPUR")
    return written(tmp_path / "februari.xlsx", survey(*rows, title="DATA UMKM TAHUN 2027"))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def mapping(environment: dict[str, str], file: Path) -> dict[str, Any]:
    found = told(called(environment, "check", file, "--user", USER, "--json"))
    sheet = found["sheets"][0]
    return {"known": sheet["layout"]["known"], "doubts": len(found["doubts"])} | {
        column["heading"]: column["field"] for column in sheet["columns"]
    }


def test_what_is_said_of_one_file_holds_for_the_next(
    installed: dict[str, str], january: Path, february: Path
) -> None:
    before = mapping(installed, february)
    assert (before["known"], before["Qwertz"], before["Keterangan"]) == (False, None, "notes")
    said = ["Qwertz=partnership", "r=turnover:ribu:bulan", "keterangan=-", "--value", "sector", "Ekonomi dapur=Kuliner"]
    shown = told(called(installed, "mapping", "set", january, "--user", USER, *said, "--json"))
    columns = {column["heading"]: column for column in shown["columns"]}
    assert (columns["Xyz"]["field"], columns["Xyz"]["unit"], columns["Xyz"]["period"]) == ("turnover", 1000, "month")
    after = mapping(installed, february)
    assert (after["known"], after["doubts"]) == (True, 0)
    assert (after["Qwertz"], after["Xyz"], after["Keterangan"]) == ("partnership", "turnover", None)
    listed = told(called(installed, "mapping", "list", "--user", USER, "--json"))
    assert [len(one["columns"]) for one in listed["layouts"]] == [3]
    assert listed["values"] == [{"field": "sector", "spelling": "ekonomi dapur", "value": "kuliner"}]


def test_a_file_is_read_once_and_shows_what_was_just_said(
    installed: dict[str, str], january: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def opened(file: Path, chosen: Settings) -> Any:
        read.append(file)
        return imports_file.opened(file, chosen)

    monkeypatch.setattr(imports_mapping, "opened", opened)
    shown = told(called(installed, "mapping", "set", january, "--user", USER, "Keterangan=-", "--json"))
    said = {column["heading"]: column["said"] for column in shown["columns"]}
    assert (read, said["Keterangan"], said["Qwertz"]) == ([january], True, False)


def test_what_is_forgotten_is_guessed_again(installed: dict[str, str], january: Path) -> None:
    said = ["Qwertz=partnership", "Keterangan=-", "--value", "sector", "Ekonomi dapur=Kuliner"]
    called(installed, "mapping", "set", january, "--user", USER, *said)
    once = called(installed, "mapping", "forget", january, "--user", USER, "Qwertz", "--json")
    assert told(once) == {"forgotten": 1}
    assert (mapping(installed, january)["Qwertz"], mapping(installed, january)["Keterangan"]) == (None, None)
    spelt = called(installed, "mapping", "forget", january, "--user", USER, "--value", "sector", "ekonomi DAPUR",
                   "--json")
    assert told(spelt) == {"forgotten": 1}
    assert told(called(installed, "mapping", "forget", january, "--user", USER, "--json")) == {"forgotten": 1}
    assert mapping(installed, january)["known"] is False
    assert called(installed, "mapping", "list", "--user", USER).stdout == "Belum ada yang diingat.\n"


def test_a_file_that_is_no_list_can_be_explained(installed: dict[str, str], tmp_path: Path) -> None:
    """Nobody can tell from these headings; the officer can."""
    people = [[f"Siti {at}", f"14720145078000{at:02}", f"Jl. Melati {at}", "Jual sembako"] for at in range(5)]
    file = written(tmp_path / "orang.xlsx", workbook({"Orang": [["Nama", "NIK", "Alamat", "Xyz"], *people]}))
    refused = called(installed, "check", file, "--user", USER, "--json")
    assert refused.exit_code == 2
    told(called(installed, "mapping", "set", file, "--user", USER, "D=activity", "--json"))
    assert told(called(installed, "check", file, "--user", USER, "--json"))["counts"]["new"] == 5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["Tiada=nik"], "column-unknown"), (["A=ngawur"], "answer-field"), (["A=turnover:windu"], "answer-unit"),
        (["A"], "answer-shape"), (["--value", "sector", "x=ngawur"], "answer-value"),
        (["--value", "nik", "x=1"], "answer-field"), (["A=nik", "--sheet", "Tiada"], "sheet-unknown"),
        (["A=nik", "--user", "tiada@contoh.id"], "user-unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(
    installed: dict[str, str], january: Path, words: list[str], code: str
) -> None:
    done = called(installed, "mapping", "set", january, "--user", USER, *words, "--json")
    assert (done.exit_code, json.loads(done.stdout)["faults"][0]["code"]) == (1, code)
    assert told(called(installed, "mapping", "list", "--user", USER, "--json")) == {"layouts": [], "values": []}


def test_two_lists_of_different_layouts_need_their_name(installed: dict[str, str], tmp_path: Path) -> None:
    rows = [[f"Siti {at}", f"Warung {at}", "Jual sembako"] for at in range(4)]
    file = written(tmp_path / "dua.xlsx", workbook({
        "Satu": [["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha"], *rows],
        "Dua": [["Nama Usaha", "Nama Pemilik", "Produk"], *rows],
    }))  # fmt: skip
    asked = called(installed, "mapping", "set", file, "--user", USER, "C=product", "--json")
    assert json.loads(asked.stdout)["faults"][0]["code"] == "sheet-unclear"
    named = called(installed, "mapping", "set", file, "--user", USER, "--sheet", "Satu", "C=product", "--json")
    assert told(named)["sheet"] == "Satu"


def test_a_heading_of_two_columns_needs_its_letter(installed: dict[str, str], tmp_path: Path) -> None:
    rows = [[f"Siti {at}", f"Warung {at}", "Jual sembako", 1, 2] for at in range(4)]
    headings = ["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha", "Skor", "Skor"]
    file = written(tmp_path / "skor.xlsx", workbook({"Data": [headings, *rows]}))
    asked = called(installed, "mapping", "set", file, "--user", USER, "Skor=workers_total", "--json")
    assert json.loads(asked.stdout)["faults"][0]["code"] == "column-unclear"
    told(called(installed, "mapping", "set", file, "--user", USER, "E=workers_total", "--json"))
    shown = called(installed, "mapping", "show", file, "--user", USER)
    assert shown.stdout.splitlines()[-1].split() == ["E", "Skor", "Jumlah", "pekerja,", "dijawab", "petugas"]
