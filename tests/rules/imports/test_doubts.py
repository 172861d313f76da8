"""What an officer is asked of a file, in plain words and once; of what is clear nothing."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from digiloka import sealing
from digiloka.imports.answers import NOTHING_SAID, Answers, ColumnAnswer
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.questions import examples_of
from digiloka.imports.workbook import Workbook
from tests.judging import CITY, TODAY, among, judged, judgement_of
from tests.records import nik
from tests.workbooks.lists import SETS, ListBuilder

KEYS = {"sheet", "kind", "column", "index", "field", "question", "options", "count", "examples", "spelling", "code"}


def asked(count: int = 12, answers: Answers = NOTHING_SAID, **told: Any) -> list[dict[str, Any]]:
    """What is asked of a list of ordinary businesses with these columns more; the first of them is D."""
    headings, rows = among(count, **told)
    return judged(headings, *rows, answers=answers).doubts


def kinds(doubts: list[dict[str, Any]]) -> list[tuple[str, str | None, str | None]]:
    return [(doubt["kind"], doubt["column"], doubt["field"]) for doubt in doubts]


def values(doubt: dict[str, Any]) -> list[Any]:
    return [option["value"] for option in doubt["options"]]


PLAIN = {
    "NIK": [nik(number) for number in range(12)], "No HP": [f"08123456{number:04}" for number in range(12)],
    "Omzet per Bulan (Rp)": 3_500_000, "Modal (Rp)": 10_000_000, "Kelurahan": "Teluk Binjai", "Halal": "Belum",
    "Tanggal Lahir": "25/12/1980", "Status Usaha": "Aktif", "Sektor": "Kuliner", "Keterangan": "lancar",
}  # fmt: skip


def test_of_an_ordinary_list_nothing_is_asked() -> None:
    assert asked(**PLAIN) == []


@pytest.mark.parametrize("missing", PLAIN)
def test_nothing_is_asked_of_what_remains_either(missing: str) -> None:
    assert asked(**{heading: told for heading, told in PLAIN.items() if heading != missing}) == []


def test_an_unknown_column_is_read_by_what_it_surely_holds_or_left_alone_where_it_decides_nothing() -> None:
    assert asked(Qwertz=[f"08123456{number:04}" for number in range(12)], Xyz="lancar", Abcde=[None] * 11 + [7]) == []


def test_an_unknown_column_of_names_is_asked_about() -> None:
    who = ("Siti", "Budi", "Rina", "Yusuf", "Dewi", "Zainal", "Ida", "Agus", "Lina", "Tono", "Wati", "Eko")
    assert kinds(asked(Qwertz=[f"{name} Lubis" for name in who])) == [("column", "D", None)]


def test_amounts_under_a_heading_nobody_knows_are_asked_about_with_proposals() -> None:
    (doubt,) = asked(Qwertz=[1_500_000 + 250_000 * number for number in range(12)])
    assert set(doubt) == KEYS
    assert (doubt["kind"], doubt["column"], doubt["count"]) == ("column", "D", 12)
    assert values(doubt)[0] == "turnover"
    assert values(doubt)[-1] == "-"
    assert doubt["question"] == 'Apa isi kolom "Qwertz" (D)? Judulnya belum kami kenal.'
    assert doubt["examples"][0] == "1500000"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("Asset Tanah Bangunan (Rp)", [("column", "D", "assets")]), ("Aset di luar Tanah dan Bangunan (Rp)", [])],
)
def test_assets_that_count_land_in_are_asked_about(heading: str, expected: list[Any]) -> None:
    assert kinds(asked(**{heading: 50_000_000})) == expected


def test_small_amounts_without_a_unit_are_asked_about_with_their_period() -> None:
    doubts = asked(Omzet=[150 + number for number in range(12)])
    assert kinds(doubts) == [("unit", "D", "turnover"), ("period", "D", "turnover")]
    assert doubts[0]["code"] == "money-unit-unknown"
    assert values(doubts[0]) == [1, 1_000, 1_000_000, 1_000_000_000]
    assert values(doubts[1]) == ["year", "month", "day"]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Omzet", 25_000_000, ["period"]), ("Omzet (Rp)", 25_000_000, ["period"]), ("Omzet", "25 juta/bulan", []),
        ("Omzet per tahun", 25_000_000, []), ("Omzet 2025", 25_000_000, []), ("Modal", 25_000_000, []),
        ("Nilai Produksi (Rp.000)", 25_000, ["period"]),
    ],
)  # fmt: skip
def test_an_amount_of_a_time_needs_its_time(heading: str, cell: Any, expected: list[str]) -> None:
    assert [doubt["kind"] for doubt in asked(**{heading: cell})] == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03/04/1980", "05/06/1981"], ["order"]), (["03/04/1980", "25/06/1981"], []),
        (["03/04/1980", "06/25/1981"], ["order"]), (["06/25/1980", "06/26/1981"], []),
        (["04/04/1980", "05/05/1981"], []),
        (["3 April 1980", "1981-05-06"], []),
    ],
)  # fmt: skip
def test_dates_that_do_not_prove_their_order_are_asked_about(cells: list[str], expected: list[str]) -> None:
    headings, rows = among(2, **{"Tanggal Lahir": cells})
    doubts = judged(headings, *rows).doubts
    assert [doubt["kind"] for doubt in doubts] == expected
    assert all(values(doubt) == ["day", "month"] for doubt in doubts)


def test_a_nik_beside_a_birth_date_proves_its_order() -> None:
    headings, rows = among(2, **{"Tanggal Lahir": ["03/04/1980", "05/06/1981"], "NIK": [nik(1), nik(2)]})
    assert judged(headings, *rows).doubts == []


def test_each_spelling_that_nobody_understands_is_asked_once_with_its_rows() -> None:
    headings, rows = among(
        9, Sektor=["Zumbalawa"] * 5 + ["ZUMBALAWA."] + ["Kuliner"] * 3,
        **{"Status Usaha": ["Aktif"] * 7 + ["Setengah"] * 2},
    )  # fmt: skip
    doubts = judged(headings, *rows).doubts
    assert [(doubt["kind"], doubt["field"], doubt["spelling"], doubt["count"]) for doubt in doubts] == [
        ("spelling", "sector", "zumbalawa", 6), ("spelling", "status", "setengah", 2),
    ]  # fmt: skip
    assert {"perdagangan", "kuliner", ""} <= set(values(doubts[0]))
    assert values(doubts[0])[0] == "perdagangan", "what these rows do says first what their group may be"
    told = Answers(spellings={("sector", "zumbalawa"): "jasa", ("status", "setengah"): "2"})
    assert judged(headings, *rows, answers=told).doubts == []


def test_a_kelurahan_nobody_knows_is_asked_with_the_likely_ones_first() -> None:
    (doubt,) = asked(Kelurahan="Teluk Bijaii")
    assert (doubt["kind"], doubt["field"], doubt["count"]) == ("spelling", "village", 12)
    assert values(doubt)[0] == "14.72.02.1002"
    assert doubt["options"][0]["label"] == "Teluk Binjai, Dumai Timur"


def test_a_kelurahan_of_another_kecamatan_is_no_riddle_of_spelling() -> None:
    assert asked(Kelurahan="Teluk Binjai", Kecamatan="Dumai Selatan") == []


def headless(count: int = 10) -> list[list[Any]]:
    r = random.Random(3)
    names = ("Siti Aminah", "Budi Santoso", "Rina Lestari", "Yusuf Harahap", "Dewi Anggraini")
    return [
        [f"{names[at % 5]} {chr(65 + at)}", "Jual sembako", f"0812345{r.randrange(10_000, 99_999)}",
         2_000_000 + at * 500_000]
        for at in range(count)
    ]  # fmt: skip


def test_a_list_without_headings_is_read_and_every_column_asked() -> None:
    found = judgement_of({"Data": headless()})
    assert found.counts["rows"] == 10
    doubts = found.doubts()
    assert doubts[0]["kind"] == "headings"
    assert {doubt["column"] for doubt in doubts[1:]} >= {"B", "D"}
    said = {0: ColumnAnswer("owner_name"), 1: ColumnAnswer("activity"), 2: ColumnAnswer("phone"),
            3: ColumnAnswer("turnover", period="month")}  # fmt: skip
    assert judgement_of({"Data": headless()}, Answers({"Data": said})).doubts() == []


def test_what_is_said_of_a_column_is_not_asked_again() -> None:
    amounts = [1_500_000 + 250_000 * number for number in range(12)]
    for answer in (ColumnAnswer(None), ColumnAnswer("turnover", period="month"), ColumnAnswer("assets")):
        assert asked(answers=Answers({"Data": {3: answer}}), Qwertz=amounts) == []


def test_a_sheet_that_says_another_one_again_is_asked_about() -> None:
    headings, rows = among(6)
    for at, row in enumerate(rows):
        row[1] = f"Toko {at}"
    book = {"Januari": [headings, *rows], "Februari": [headings, *rows]}
    (doubt,) = judgement_of(book).doubts()
    assert (doubt["sheet"], doubt["kind"], doubt["count"]) == ("Februari", "repeated", 6)
    assert values(doubt) == ["read", "leave"]
    assert judgement_of(book, Answers(sheets={"Februari": "leave"})).doubts() == []
    assert judgement_of(book, Answers(sheets={"Februari": "read"})).doubts() == []


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("1472014507800000", "••••••••••••0000"), (1472014507800000.0, "••••••••••••0000"),
        ("hub. 0812 3456 7890", "hub. ••••••••••7890"), ("siti@contoh.id", "•••@contoh.id"),
        ("25/12/1980", "25/12/1980"), ("Jual sembako", "Jual sembako"),
    ],
)  # fmt: skip
def test_examples_show_no_number_of_a_person_whole(cell: Any, seen: str) -> None:
    assert examples_of([None, cell, cell, "-"], None) == (seen,)


def test_a_cell_without_end_is_shown_at_once() -> None:
    """A pattern that looks for an @ from every sign on takes minutes here, the linear way a hundredth of a second."""
    began = time.process_time()
    assert [examples_of(["A" * 200_000 + end], None)[0][:3] for end in ("", " @", "@b")] == ["AAA", "AAA", "•••"]
    assert time.process_time() - began < 5


def test_examples_of_a_birth_date_are_hidden_and_amounts_are_not() -> None:
    assert examples_of(["25/12/1980"], "birth_date") == ("••/••/1980",)
    assert examples_of([1_250_000_000], "turnover") == ("1250000000",)


def test_a_column_of_two_things_that_nothing_parts_is_asked_by_its_name() -> None:
    (doubt,) = asked(**{"MODAL/OMZET": 25_000_000})
    assert doubt["question"] == 'Kolom "MODAL/OMZET" (D) berisi dua hal yang tidak bisa dipisahkan. Mana yang diambil?'
    assert values(doubt) == ["capital", "turnover", "-"]


def test_of_two_columns_of_one_figure_the_second_is_asked_about_unless_somebody_told() -> None:
    told = {"Omzet per bulan (Rp)": [5_000_000] * 12, "Penjualan per bulan (Rp)": [6_000_000] * 12}
    (doubt,) = asked(**told)
    assert (doubt["kind"], doubt["column"], doubt["code"]) == ("column", "E", "column-rival")
    assert asked(answers=Answers({"Data": {4: ColumnAnswer(None)}}), **told) == []


@pytest.mark.parametrize("kind", SETS)
def test_of_lists_as_offices_keep_them_nothing_is_asked_but_the_time_of_amounts(kind: str) -> None:
    builder = ListBuilder(kind, 3, 0, merged=True)
    builder.headings()
    builder.businesses(30)
    sealing.use(sealing.new_keyring(generated=True))
    found = judge(Workbook("survei.xlsx", "xlsx", [builder.done().sheet]), ground_without_register(CITY, CITY, TODAY))
    for _ in found.chunks():
        pass
    assert {doubt["kind"] for doubt in found.doubts()} <= {"period"}


REMARKS = ["Menjual keripik singkong", "Menerima jahitan baju", "Warung kopi dan sarapan"]


@pytest.mark.parametrize(("heading", "told", "asked"), [
    ("Deskripsi Usaha", REMARKS, True),
    ("Keterangan", REMARKS, True),
    ("Keterangan", ["pindah", None, None], False),
    ("Unit Usaha Anggota", REMARKS, True),
    ("Pekerjaan", ["Jual sembako", "Menjahit baju", "Warung kopi"], True),
    ("Agama", ["Islam", "Kristen", "Islam"], False),
    ("Nama Pendamping", ["Rani", "Yudi", "Ika Putri"], False),
    ("Jam Operasional", ["08.00-17.00", "pagi sampai sore", "malam"], False),
], ids=[
    "a description", "remarks on every row", "a remark here and there", "a count in words", "an occupation", "a faith",
    "a helper", "hours",
])  # fmt: skip
def test_remarks_are_asked_about_where_no_column_says_what_the_businesses_do(heading, told, asked):
    headings = ["No", "Nama Pemilik", "Nama Usaha", "Alamat", heading]
    rows = [[n + 1, f"Siti {chr(65 + n)}minah", f"Warung {chr(65 + n)}ni", "Jl. Melati", told[n % 3]] for n in range(6)]
    question = f'Daftar ini tidak punya kolom kegiatan usaha. Apa isi kolom "{heading}" (E)?'
    assert (question in [doubt["question"] for doubt in judged(headings, *rows).doubts]) is asked
    said = judged([*headings, "Kegiatan Usaha"], *([*row, "Jual sembako"] for row in rows))
    assert said.doubts == []


@pytest.mark.parametrize(("more", "missing"), [
    ({}, True),
    ({"Keterangan": ["pindah", None, None]}, True),
    ({"Deskripsi Usaha": REMARKS}, False),
    ({"Produk": REMARKS}, False),
    ({"Produk": [None, None, None]}, False),
    ({"KBLI": ["10794 Industri Kerupuk", "47111 Warung", None]}, False),
], ids=["nothing", "a remark here and there", "a description that is asked about", "products", "an empty column",
        "a KBLI with its title"])  # fmt: skip
def test_a_list_without_a_column_of_what_its_businesses_do_is_told_so_once(more, missing):
    headings = ["No", "Nama Pemilik", "Nama Usaha", "Alamat", *more]
    rows = [[n + 1, f"Siti {chr(65 + n)}minah", f"{chr(65 + n)}ni Jaya", "Jl. Melati", *(told[n % 3] for told in
             more.values())] for n in range(6)]  # fmt: skip
    sheet = judged(headings, *rows)
    found = [doubt for doubt in sheet.doubts if doubt["kind"] == "missing"]
    assert [fault.message for fault in sheet.faults if fault.code == "activity-column-missing"] == [
        doubt["question"] for doubt in found
    ]
    assert bool(found) == missing
    for doubt in found:
        assert set(doubt) == KEYS
        assert (doubt["column"], doubt["count"], doubt["field"]) == (None, 6, "activity")
        assert doubt["question"] == (
            'Kolom kegiatan usaha tidak ditemukan di lembar "Data", jadi 6 baris ditolak. Tunjukkan kolomnya, atau '
            'tambahkan kolom "Kegiatan Usaha" di berkas lalu unggah lagi.'
        )


def test_of_each_sheet_without_such_a_column_its_own_rows_are_counted():
    headings = ["No", "Nama Pemilik", "Nama Usaha", "Alamat"]
    sheets = {
        f"RT {rt}": [headings, *([n + 1, f"Siti {chr(64 + 7 * rt + n)}minah", f"{chr(64 + 7 * rt + n)}ni Jaya",
                                  "Jl. Melati"] for n in range(count))]
        for rt, count in ((1, 4), (2, 6))
    }  # fmt: skip
    found = [doubt for doubt in judgement_of(sheets).doubts() if doubt["kind"] == "missing"]
    assert [(doubt["sheet"], doubt["count"]) for doubt in found] == [("RT 1", 4), ("RT 2", 6)]
