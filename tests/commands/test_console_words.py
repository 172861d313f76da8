"""What the console says to a person is Indonesian, when it went well as when it did not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from digiloka.cli import main
from tests.people import PASSWORD

USER = "petugas@example.id"


@pytest.fixture
def said(environment: dict[str, str], tmp_path: Path):
    """`said("users", "list")`: what the command prints when all goes well; FOLDER in a word is a fresh folder."""

    def run(*words: str, typed: str = "") -> str:
        told = [word.replace("FOLDER", str(tmp_path)) for word in words]
        done = CliRunner().invoke(main, told, input=typed, env=environment)
        assert done.exit_code == 0, done.output
        return done.stdout.replace(str(tmp_path), "FOLDER")

    run("users", "add", USER, "--role", "dinas", "--name", "Rina", "--password-stdin", typed=PASSWORD)
    return run


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("setup", "Basis data siap: Kota Dumai, 7 kecamatan dan 36 kelurahan."),
        ("users add satu@example.id --role kelurahan --area 14.72.01.1003",
         "satu@example.id ditambahkan sebagai Petugas kelurahan untuk wilayah 14.72.01.1003.\n"
         "Untuk membuat kata sandi, sekali, dalam 7 hari: http"),
        ("users add dua@example.id --role owner", "dua@example.id ditambahkan sebagai Pemilik usaha.\n"),
        ("users list", f"{USER}  Rina  dinas  14.72  aktif\n"),
        (f"users deactivate {USER}", f"{USER} tidak dapat masuk lagi.\n"),
        ("keys create FOLDER/kunci.json", "Kunci ditulis ke FOLDER/kunci.json. Isi DIGILOKA_KEYS=FOLDER/kunci.json, "),
        ("files sweep", "0 berkas dihapus.\n"),
        ("demo fill --count 3", "3 usaha buatan dimasukkan.\n"),
        (f"registry export --user {USER} --out FOLDER/usaha.csv", "FOLDER/usaha.csv: 0 usaha (csv).\n"),
        (f"statistics write --user {USER} --out FOLDER/r.xlsx --as-of 2026-01-31",
         "FOLDER/r.xlsx: 0 UMKM, keadaan 31 Januari 2026.\n"),
    ],
)
def test_a_command_that_went_well_says_so_in_indonesian(said, command: str, words: str) -> None:
    assert words in said(*command.split())


def test_a_register_with_businesses_is_not_filled_a_second_time(said) -> None:
    said("demo", "fill", "--count", "2")
    assert said("demo", "fill") == "Sudah ada usaha di daftar ini; tidak ada yang ditambahkan.\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "tidak bisa dibaca"), (None, "sudah ada. Berkas kunci tidak pernah ditimpa; pilih nama lain.")],
)
def test_a_key_file_that_cannot_be_used_is_told_in_indonesian(
    environment: dict[str, str], tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "kunci.json"
    file.write_text(content or "")
    command = ["keys", "create", str(file)] if content is None else ["users", "list"]
    done = CliRunner().invoke(main, command, env={**environment, "DIGILOKA_KEYS": str(file)})
    assert done.exit_code == 1
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
