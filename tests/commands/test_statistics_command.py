"""`digiloka statistics write`: where it writes, and what it refuses."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from digiloka.cli import main
from tests.people import PASSWORD

USERS = {"dinas": "14.72", "kelurahan": "14.72.01.1003", "kecamatan": "14.72.01"}


@pytest.fixture
def called(environment):
    def call(*words, **more):
        return CliRunner().invoke(main, list(map(str, words)), env=environment, **more)

    for role, area in USERS.items():
        words = ("users", "add", f"{role}@contoh.id", "--role", role, "--area", area, "--password-stdin")
        assert call(*words, input=PASSWORD + "\n").exit_code == 0
    return call


def test_a_wrong_ending_folder_or_day_is_refused_with_one_sentence(called, tmp_path):
    asked = ("statistics", "write", "--user", "dinas@contoh.id", "--out")
    for more, status in (
        ([tmp_path / "s.csv"], 1), ([tmp_path / "s"], 1), ([tmp_path / "tidak ada" / "s.xlsx"], 1),
        ([tmp_path / "s.xlsx", "--as-of", "21-11-2026"], 2),
    ):  # fmt: skip
        done = called(*asked, *more)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (status, "", 1), more
        assert done.stderr.endswith(".\n")
    assert not list(tmp_path.glob("s*"))
    assert not (tmp_path / "tidak ada").exists()


@pytest.mark.parametrize(
    ("role", "title"),
    [("dinas", "Kepala Dinas"), ("kelurahan", "Lurah Pangkalan Sesai"), ("kecamatan", "Camat Dumai Barat")],
)
def test_a_report_is_signed_by_the_head_of_the_office_whose_area_it_is(called, environment, tmp_path, role, title):
    environment |= {"DIGILOKA_SIGNER": "Rahmawati, S.E.", "DIGILOKA_SIGNER_NIP": "19680512 199303 2 004"}
    done = called("statistics", "write", "--user", f"{role}@contoh.id", "--out", tmp_path / "s.xlsx")
    assert done.exit_code == 0, done.stderr
    sheet = load_workbook(tmp_path / "s.xlsx")["R1"]
    words = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert title in words
    assert ("Rahmawati, S.E." in words, "NIP. 19680512 199303 2 004" in words) == (role == "dinas",) * 2
