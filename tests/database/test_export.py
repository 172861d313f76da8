"""Rows out of the register: by scope, from a fixed list of columns, masked, never a formula, always journaled."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy import select

from digiloka.areas import queries as areas
from digiloka.areas.actions import load_city
from digiloka.audit.models import JournalLine
from digiloka.registry import export_columns, export_files
from digiloka.registry.actions import decide
from digiloka.registry.actions.exporting import note_export
from digiloka.registry.export_columns import Around, cells, headings
from digiloka.registry.queries import Filters, count_for_export, export, rows_for_export
from digiloka.registry.records import FiguresRecord, LicenceRecord, PlaceRecord
from digiloka.values.refusal import Refused
from tests.engines import PROJECT
from tests.people import added
from tests.records import CITY, KELURAHAN, OTHER_KELURAHAN, money, nik, record
from tests.registering import OFFICE, OWNER, registered, viewer

DIGILOKA = str(Path(sys.executable).with_name("digiloka"))
JAKARTA = ZoneInfo("Asia/Jakarta")


def exported(session: Any, who: Any = None, **filters: Any) -> list[dict[str, Any]]:
    """The rows as they would stand in a file, by heading."""
    session.flush()
    around = Around(areas.names(session, CITY), JAKARTA)
    rows = rows_for_export(session, who or viewer(), Filters(**filters))
    return [dict(zip(headings(), cells(row, around), strict=True)) for row in rows]


def names(rows: list[dict[str, Any]]) -> list[Any]:
    return [row["Nama usaha"] for row in rows]


def test_a_row_says_what_the_register_knows_with_identifiers_masked(session: Any) -> None:
    load_city(session, CITY)
    papers = (LicenceRecord(kind="nib", number="0220001234567"), LicenceRecord(kind="halal", status="proses"))
    place = {"latitude": 1.65, "longitude": 101.45, "point_source": "gps"}
    business = registered(session, record(
        licences=papers, place=place, legal_form="perorangan", start_year=2019, kbli="10794", kbli_version="2025",
    ))
    decide(session, OFFICE, business, "verify", expected_version=business.version)
    (row,) = exported(session)
    expected = {
        "Nomor usaha": business.number, "Nama usaha": "Warung Bu Siti", "Nama pemilik": "Siti Aminah",
        "NIK": "14••••••••••0000", "Nomor HP": "0812 •••• •678", "Jenis kelamin": "Perempuan",
        "Kelompok usaha": "Kuliner", "KBLI": "10794", "Tahun KBLI": "2025", "Tahun mulai": 2019,
        "Kecamatan": "Dumai Barat",
        "Kelurahan": "Pangkalan Sesai", "RT": "003", "Lintang": 1.65, "Tahun data": 2026,
        "Omzet setahun, paling sedikit": 42_000_000, "Omzet setahun, paling banyak": 42_000_000, "Jumlah pekerja": 2,
        "Skala menurut omzet": "Mikro", "Skala menurut modal": "Belum dapat ditentukan", "NIB": "0220001234567",
        "Halal": "Sedang diurus", "P-IRT": None, "Status": "Sudah diperiksa", "Keberadaan": "Aktif",
        "Asal data": "Didaftarkan petugas",
    }
    assert {heading: row[heading] for heading in expected} == expected
    assert isinstance(row["Tanggal terdaftar"], date)


def test_workers_told_in_parts_are_summed_in_a_row(session: Any) -> None:
    load_city(session, CITY)
    registered(session, record(figures={
        "workers_total": None, "workers_permanent_male": 3, "workers_permanent_female": 1, "workers_casual_male": 0,
        "workers_casual_female": 2,
    }))
    (row,) = exported(session)
    assert [row[heading] for heading in ("Jumlah pekerja", "Pekerja laki-laki", "Pekerja perempuan")] == [6, 3, 3]


def test_nothing_that_identifies_a_person_leaves_whole(session: Any) -> None:
    owner = {"email": "siti@contoh.id", "npwp": "013121660091000", "address": "Jl. Rumah 1", "birth_place": "Bagan",
             "phones": ("+6281200345678", "+6281300001111"), "birth_date": date(1980, 7, 5)}
    registered(session, record(owner=owner))
    said = str(exported(session))
    for secret in (nik(), "81200345678", "81300001111", "siti@contoh.id", "013121660091000", "Jl. Rumah 1", "Bagan"):
        assert secret not in said
    assert "1980, 7" not in said


def test_the_columns_that_may_leave_are_a_fixed_list() -> None:
    assert len(headings()) == len(set(headings())) == len(export_columns.COLUMNS)
    assert not {"Alamat pemilik", "Tanggal lahir", "NPWP", "Alamat email", "Catatan"} & set(headings())


@pytest.mark.parametrize(
    ("role", "area", "seen"),
    [
        ("dinas", CITY, ["Satu", "Dua", "Tiga", "Empat"]),
        ("kecamatan", "14.72.01", ["Satu", "Tiga"]),
        ("kelurahan", KELURAHAN, ["Satu"]),
        ("kelurahan", OTHER_KELURAHAN, ["Dua"]),
        ("kelurahan", None, []),
        ("plut", CITY, []),
    ],
)
def test_a_role_takes_what_it_may_see(session: Any, role: str, area: str | None, seen: list[str]) -> None:
    registered(session, record(name="Satu", owner={"nik": nik(1)}))
    registered(session, record(name="Dua", owner={"nik": nik(2)}, place={"area_code": OTHER_KELURAHAN}))
    registered(session, record(name="Tiga", owner={"nik": nik(3)}, place=PlaceRecord(district_code="14.72.01")))
    limited = registered(session, record(name="Empat", owner={"nik": nik(4)}))
    decide(session, OFFICE, limited, "limit", "keberatan", expected_version=limited.version)
    who = viewer(role, area)
    assert names(exported(session, who)) == seen
    assert count_for_export(session, who, Filters()) == len(seen)


def test_filters_narrow_an_export_as_they_narrow_a_list(session: Any) -> None:
    registered(session, record(name="Satu", owner={"nik": nik(1)}))
    registered(session, record(name="Dua", owner={"nik": nik(2)}, sector="jasa", existence=4))
    assert names(exported(session, sector="jasa")) == ["Dua"]
    assert names(exported(session, existence=1)) == ["Satu"]
    assert names(exported(session, q="dua")) == ["Dua"]


def test_every_business_comes_once_however_the_reading_is_cut(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "CHUNK", 3)
    for number in range(10):
        years = FiguresRecord(year=2020 + number, workers_total=number)
        registered(session, record(name=f"Usaha {number}", owner={"nik": nik(number)}, figures=years,
                                   licences=(LicenceRecord(kind="pirt", number=f"20614720100{number:02d}-29"),)))
    rows = exported(session)
    assert names(rows) == [f"Usaha {number}" for number in range(10)]
    assert [row["Tahun data"] for row in rows] == list(range(2020, 2030))
    assert [row["P-IRT"] for row in rows] == [f"20614720100{number:02d}-29" for number in range(10)]


def test_figures_are_the_newest_years(session: Any) -> None:
    from digiloka.registry.actions import amend
    from digiloka.registry.records import BusinessRecord

    business = registered(session, record(figures=FiguresRecord(year=2025, turnover=money(3 * 10**9, period="year"))))
    newer = BusinessRecord(figures=FiguresRecord(year=2024, turnover=money(10**6, period="year"), workers_total=9))
    amend(session, OFFICE, business, newer, expected_version=business.version)
    (row,) = exported(session)
    assert (row["Tahun data"], row["Skala menurut omzet"], row["Jumlah pekerja"]) == (2025, "Kecil", None)


# ---- files --------------------------------------------------------------------------------------------------

EVIL = ("=HYPERLINK(1)", "+62 812", "-1+1", "@SUM(A1)", "\t=1", "\r=1")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_of_a_file_is_a_formula(session: Any, tmp_path: Path, ending: str) -> None:
    for number, name in enumerate(EVIL):
        registered(session, record(name=name, activity=name, owner={"nik": nik(number), "name": name}))
    path = tmp_path / f"usaha.{ending}"
    rows = [list(row.values()) for row in exported(session)]
    assert export_files.write(path, rows) == len(EVIL)
    for row in _read(path)[1:]:
        for cell in row:
            assert not (isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))), cell


def _read(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))
    book = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" for row in book.active for cell in row)
    return [[cell.value for cell in row] for row in book.active]


def test_a_csv_opens_with_a_double_click_in_an_indonesian_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "usaha.csv"
    row: list[Any] = [None] * len(headings())
    row[:5] = ["1472-0000-0000", 'Warung "Bu; Siti"', 1.6512, 42_000_000, date(2026, 11, 22)]
    export_files.write(path, [row])
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNomor usaha;Nama usaha;")
    assert raw.count(b"\r\n") == 2
    assert _read(path)[1][:6] == ["1472-0000-0000", 'Warung "Bu; Siti"', "1,6512", "42000000", "22/11/2026", ""]


def test_a_workbook_keeps_numbers_as_numbers_and_codes_as_text(session: Any, tmp_path: Path) -> None:
    registered(session, record(licences=(LicenceRecord(kind="nib", number="0220001234567"),)))
    path = tmp_path / "usaha.xlsx"
    export_files.write(path, [list(row.values()) for row in exported(session)])
    head, row = _read(path)
    told = dict(zip(head, row, strict=True))
    assert (told["NIB"], told["RT"], told["Omzet setahun, paling sedikit"]) == ("0220001234567", "003", 42_000_000)


@pytest.mark.parametrize("name", ["usaha.pdf", "usaha", "usaha.csv.exe"])
def test_only_two_kinds_of_file_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match=r"\.csv"):
        export_files.write(tmp_path / name, [])
    assert not list(tmp_path.iterdir())


# ---- the journal and the command ----------------------------------------------------------------------------


def test_an_export_is_journaled_with_its_count(session: Any) -> None:
    note_export(session, OFFICE, CITY, count=12, form="csv", filters="kelompok=jasa")
    (line,) = session.scalars(select(JournalLine)).all()
    assert (line.action, line.subject, line.business_id) == ("export", "export", None)
    assert line.changes == {"rows": [None, 12], "format": [None, "csv"]}
    with pytest.raises(Refused):
        note_export(session, OWNER, CITY, count=1, form="csv")


@pytest.fixture
def export_command(environment: dict[str, str], tmp_path: Path):
    def call(email: str, out: str) -> subprocess.CompletedProcess[str]:
        command = [DIGILOKA, "registry", "export", "--user", email, "--out", str(tmp_path / out)]
        return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)

    return call


@pytest.mark.furnished
def test_the_command_writes_what_the_user_may_see(session: Any, export_command: Any, tmp_path: Path) -> None:
    registered(session, record(name="Satu", owner={"nik": nik(1)}))
    registered(session, record(name="Dua", owner={"nik": nik(2)}, place={"area_code": OTHER_KELURAHAN}))
    added(session, "kelurahan", email="lurah@example.id")
    added(session, "plut", email="plut@example.id")
    session.commit()
    done = export_command("lurah@example.id", "satu.csv")
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "satu.csv").read_text("utf-8-sig")
    assert "Satu" in text
    assert "Dua" not in text
    assert nik(1) not in text
    assert export_command("LURAH@example.id", "dua.xlsx").returncode == 0
    lines = session.scalars(select(JournalLine).where(JournalLine.action == "export").order_by(JournalLine.at)).all()
    assert [(line.door, line.changes["rows"], line.changes["format"]) for line in lines] == [
        ("cli", [None, 1], [None, "csv"]), ("cli", [None, 1], [None, "xlsx"])]
    for email, out in (("plut@example.id", "a.csv"), ("nobody@example.id", "a.csv"), ("lurah@example.id", "a.pdf")):
        refused = export_command(email, out)
        assert refused.returncode == 1
        assert refused.stdout == ""
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "Traceback" not in refused.stderr
    assert sorted(path.name for path in tmp_path.glob("*.*") if re.search(r"csv|xlsx|pdf", path.name)) == [
        "dua.xlsx", "satu.csv"]


def test_of_an_owner_with_a_business_elsewhere_a_file_tells_only_who_it_is(session: Any) -> None:
    load_city(session, CITY)
    registered(session, record(name="Sini", owner={"education": "sma"}))
    registered(session, record(name="Sana", place={"area_code": OTHER_KELURAHAN}))
    registered(session, record(name="Sendiri", owner={"nik": nik(1), "education": "sma"}))
    rows = {row["Nama usaha"]: row for row in exported(session, viewer("kelurahan", KELURAHAN))}
    kept_back = ("Pendidikan terakhir", "Tahun lahir", "NIB")
    assert [rows["Sini"][heading] for heading in kept_back] == [None] * 3
    assert rows["Sini"]["Nama pemilik"] == "Siti Aminah"
    assert rows["Sini"]["Halal"] == "Ya"
    assert None not in [rows["Sendiri"][heading] for heading in kept_back]
    (sini,) = (row for row in exported(session) if row["Nama usaha"] == "Sini")
    assert None not in [sini[heading] for heading in kept_back], "the dinas sees both"
