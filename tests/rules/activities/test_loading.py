"""Official tables as a city downloads them: recognised by their columns, refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from digiloka.activities.loading import OfficialPair, read_official
from digiloka.values.refusal import Refused

CODES = "versi,kode,tingkat,kategori,judul,uraian\n2025,C,1,C,INDUSTRI,\n2025,10,2,C,INDUSTRI MAKANAN,Rincian\n" \
        "2025,101,3,C,DAGING,\n2025,1011,4,C,RUMAH POTONG,\n2025,10111,5,C,RUMAH POTONG RUMINANSIA,Sapi\n"  # fmt: skip
PAIRS = "kode_2020,judul_2020,kode_2025,jenis,dasar,perlu_tinjau\n56102,Warung,56101,berubah,oss,0\n" \
        "01721,Primata,,tidak_ada,oss,1\n10792,Kue,10792,tetap,oss,1\n"  # fmt: skip


def written(folder: Path, text: str | bytes, name: str = "tabel.csv") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_table_of_codes_keeps_level_section_parent_and_description(tmp_path: Path) -> None:
    codes = read_official(written(tmp_path, CODES)).codes
    assert [(code.code, code.level, code.section, code.parent) for code in codes] == [
        ("C", 1, "C", None), ("10", 2, "C", "C"), ("101", 3, "C", "10"), ("1011", 4, "C", "101"),
        ("10111", 5, "C", "1011"),
    ]  # fmt: skip
    assert (codes[-1].version, codes[-1].description, codes[-1].status) == ("2025", "Sapi", "aktif")
    assert codes[0].description is None


def test_a_conversion_table_gives_pairs_and_leaves_out_codes_without_a_successor(tmp_path: Path) -> None:
    assert read_official(written(tmp_path, PAIRS)).pairs == (
        OfficialPair("56102", "56101", "berubah", False, "oss"), OfficialPair("10792", "10792", "tetap", True, "oss"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        CODES.replace(",", ";"), CODES.replace(",", "\t"), CODES.replace("\n", "\r\n"), "\ufeff" + CODES,
        CODES.replace("versi,kode", "Versi,KODE").replace("judul", "Judul"), CODES + "\n,,,,,\n",
        CODES.replace("2025,", "2025.0,"),
    ],
)  # fmt: skip
def test_the_same_table_is_read_however_it_was_saved(tmp_path: Path, text: str) -> None:
    as_given = read_official(written(tmp_path, CODES, "a.csv"))
    assert read_official(written(tmp_path, text, "b.csv")) == as_given


def test_a_code_that_lost_its_zero_is_whole_again_when_its_level_is_told(tmp_path: Path) -> None:
    text = "versi,kode,tingkat,kategori,judul\n2025,1,2,A,PERTANIAN\n2025,1111,5,A,JAGUNG\n"
    assert [code.code for code in read_official(written(tmp_path, text)).codes] == ["01", "01111"]


def test_the_section_follows_from_the_division_when_no_column_tells_it(tmp_path: Path) -> None:
    text = "versi,kode,judul\n2025,95320,REPARASI SEPEDA MOTOR\n2020,45407,Reparasi Sepeda Motor\n"
    codes = read_official(written(tmp_path, text)).codes
    assert [(code.version, code.section) for code in codes] == [("2025", "T"), ("2020", "G")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("versi,kode,judul\n", "empty"),
        ("nama,alamat\nWarung,Jalan\n", "unknown-columns"),
        ("kode,judul\n56101,Restoran\n", "no-version"),
        ("versi,kode,judul\n2015,56101,Restoran\n", "unknown-version"),
        ("versi,kode,judul\n,56101,Restoran\n", "unknown-version"),
        ("versi,kode,judul\n2025,5610A,Restoran\n", "bad-code"),
        ("versi,kode,judul\n2025,561011,Restoran\n", "bad-code"),
        ("versi,kode,tingkat,judul\n2025,C,5,Industri\n", "bad-code"),
        ("versi,kode,judul\n2025,04111,Tidak ada\n", "bad-code"),  # no division 04, so no section
        ("versi,kode,judul\n2025,56101,\n", "no-title"),
        ("versi,kode,judul\n2025,56101,Satu\n2025,56101,Dua\n", "duplicate-code"),
        ("versi,kode,judul\n2025,56,Makanan\n", "empty"),  # no five-digit code
        ("kode_2020,kode_2025\n5610x,56101\n", "bad-code"),
        ('versi,kode,judul\n2025,56101,"Rest', "not-csv"),
        (b"PK\x03\x04rest of a workbook", "not-csv"),
        (b"\xd0\xcf\x11\xe0old workbook", "not-csv"),
        (b"%PDF-1.7", "not-csv"),
        (b"versi\0kode", "not-csv"),
    ],
)  # fmt: skip
def test_any_other_file_is_refused_with_one_sentence(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_official(written(tmp_path, content))
    assert refused.value.code == reason
    assert refused.value.message.strip()
    assert "\n" not in refused.value.message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_official(tmp_path / "tidak-ada.csv")
    assert refused.value.code == "file-missing"
    with pytest.raises(Refused):
        read_official(tmp_path)
