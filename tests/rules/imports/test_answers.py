"""What an officer says of a file is what is read, and nothing is asked of it again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.imports.answers import Answers, ColumnAnswer, from_json
from digiloka.registry.fields import BY_KEY
from digiloka.values.amounts import Amount
from digiloka.values.refusal import Refused
from tests.judging import JudgedSheet, among, judged, judgement_of, planned_of


def said(columns: dict[int, ColumnAnswer], **told: Any) -> JudgedSheet:
    """Four businesses with a fourth column, of which an officer says something."""
    headings, rows = among(12, **told)
    return judged(headings, *rows, answers=Answers({"Data": columns}))


def test_an_answer_goes_before_the_guess() -> None:
    found = said({3: ColumnAnswer("partnership")}, Pelatihan="Koperasi kelurahan")
    assert found.columns["Pelatihan"] == "partnership"
    assert (found.record.partnership, found.record.training) == ("Koperasi kelurahan", None)


def test_a_column_that_is_left_out_is_not_read() -> None:
    assert said({3: ColumnAnswer(None)}, Pelatihan="Pengemasan").record.training is None


def test_a_column_that_nobody_knows_is_read_as_the_officer_says() -> None:
    assert said({3: ColumnAnswer("turnover", unit=1000, period="month")}, Qwertz=2500).record.figures.turnover == (
        Amount(2_500_000, 2_500_000, "month", False, "2500")
    )


@pytest.mark.parametrize(
    ("heading", "answer", "low", "period"),
    [
        ("Omzet", ColumnAnswer("turnover", unit=1000, period="year"), 5_000_000, "year"),
        ("Omzet per bulan (Rp.000)", ColumnAnswer("turnover"), 5_000_000, "month"),
        ("Penerimaan per bulan (Rp.000)", ColumnAnswer("turnover"), 5_000_000, "month"),
        ("Omzet per bulan (Rp.000)", ColumnAnswer("turnover", unit=1_000_000, period="year"), 5_000_000_000, "year"),
    ],
)
def test_what_an_answer_leaves_open_the_heading_tells(
    heading: str, answer: ColumnAnswer, low: int, period: str
) -> None:
    found = said({3: answer}, **{heading: 5_000}).record.figures.turnover
    assert (found.low, found.period) == (low, period)


@pytest.mark.parametrize(("order", "born"), [(None, (1980, 4, 3)), ("day", (1980, 4, 3)), ("month", (1980, 3, 4))])
def test_day_or_month_first_is_as_the_officer_says(order: str | None, born: tuple[int, int, int]) -> None:
    found = said({3: ColumnAnswer("birth_date", order=order)}, **{"Tanggal Lahir": "03/04/1980"})
    assert found.record.owner.birth_date.timetuple()[:3] == born


def test_a_column_of_two_things_can_be_said_to_be_one() -> None:
    found = said({3: ColumnAnswer("capital")}, **{"Modal/Omzet": 25_000_000})
    assert (found.record.figures.capital.low, found.record.figures.turnover) == (25_000_000, None)


def test_a_spelling_stands_for_the_value_in_every_row() -> None:
    told = Answers(spellings={("sector", "ekonomi dapur"): "kuliner", ("status", "hidup segan"): "2"})
    headings, rows = among(3, Sektor=["Ekonomi Dapur", "EKONOMI-DAPUR", "Kriya"], **{"Status Usaha": "hidup segan"})
    found = judged(headings, *rows, answers=told)
    assert [row.checked.record.sector for row in found.rows] == ["kuliner", "kuliner", "kriya"]
    assert {row.checked.record.existence for row in found.rows} == {2}
    assert not any(fault.code == "existence" for fault in found.faults)


def test_a_spelling_can_be_left_out() -> None:
    headings, rows = among(1, **{"Status Usaha": "hidup segan"})
    found = judged(headings, *rows, answers=Answers(spellings={("status", "hidup segan"): ""}))
    assert (found.record.existence, found.said()) == (None, [])


def test_a_kelurahan_spelt_strangely_is_the_one_the_officer_names() -> None:
    headings, rows = among(1, Kelurahan="Tlk Bjai Bawah", Kecamatan="Dumai Timur")
    found = judged(headings, *rows, answers=Answers(spellings={("village", "tlk bjai bawah"): "14.72.02.1002"}))
    assert (found.record.place.area_code, found.said()) == ("14.72.02.1002", [])


def test_a_cell_typed_anew_is_read_and_what_came_is_kept() -> None:
    headings, rows = among(2, NIK="147201")
    found = judged(headings, *rows, answers=Answers(cells={("Data", 3, 3): "1472014507800000"}))
    first, second = (row.checked for row in found.rows)
    assert (first.record.owner.nik, second.record.owner.nik) == (None, "1472014507800000")
    assert (second.cells[3], dict(second.typed)) == ("147201", {3: "1472014507800000"})
    assert not first.typed


def test_a_cell_behind_the_last_one_of_its_row_can_be_typed() -> None:
    headings, rows = among(4, NIK=["1472014507800000", None, None, None])
    found = judged(headings, *rows, answers=Answers(cells={("Data", 3, 3): "1472014507810001"}))
    assert found.rows[1].checked.record.owner.nik == "1472014507810001"


def hide(_book: Any, made: dict[str, Any]) -> None:
    made["Lama"].hide()


def sheets() -> dict[str, list[list[Any]]]:
    headings, rows = among(4)
    return {"Data": [headings, *rows], "Lama": [headings, *[["Budi Santoso", *row[1:]] for row in rows]]}


@pytest.mark.parametrize(
    ("said", "read"),
    [({}, ["Data"]), ({"Lama": "read"}, ["Data", "Lama"]), ({"Lama": "read", "Data": "leave"}, ["Lama"])],
)
def test_sheets_are_read_and_left_as_the_officer_says(said: dict[str, str], read: list[str]) -> None:
    found = judgement_of(sheets(), Answers(sheets=said), finish=hide)
    assert [sheet.sheet.name for sheet in found.sheets if sheet.refusal is None] == read
    assert any(doubt["kind"] == "hidden" for doubt in found.doubts()) is ("Lama" not in said)


@pytest.mark.parametrize(
    "told",
    [{"field": "nonsense"}, {"field": "turnover", "period": "week"}, {"field": "turnover", "unit": 0},
     {"field": "birth_date", "order": "year"}],
)  # fmt: skip
def test_an_answer_that_means_nothing_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        ColumnAnswer(**told)


def test_a_later_answer_stands_in_place_of_the_earlier_one_of_its_column() -> None:
    told = Answers().with_columns("Data", {3: ColumnAnswer("turnover", unit=1000), 4: ColumnAnswer("nib")})
    told = told.with_columns("Data", {3: ColumnAnswer("turnover", period="month")})
    assert told.columns["Data"] == {3: ColumnAnswer("turnover", period="month"), 4: ColumnAnswer("nib")}


columns = st.dictionaries(
    st.integers(0, 50),
    st.builds(
        ColumnAnswer, st.none() | st.sampled_from(sorted(BY_KEY)), st.none() | st.sampled_from([1, 1000, 1_000_000]),
        st.none() | st.sampled_from(["year", "month", "day"]), st.none() | st.sampled_from(["day", "month"]),
    ),
    min_size=1,
)  # fmt: skip
words = st.text(max_size=12)


@given(st.builds(
    Answers, st.dictionaries(words, columns), st.dictionaries(st.tuples(words, st.integers(1), st.integers(0)), words),
    st.dictionaries(st.tuples(words, words), words), st.dictionaries(words, st.sampled_from(["read", "leave"])),
))  # fmt: skip
def test_answers_come_back_as_they_were_kept(told: Answers) -> None:
    assert from_json(told.as_json()) == told


def test_the_titles_unit_holds_for_a_column_that_only_the_officer_knows() -> None:
    headings, rows = among(12, Qwertz=2_500)
    book = {"Data": [["DATA UMKM TAHUN 2026 (dalam ribuan rupiah)"], [None], headings, *rows]}
    planned = planned_of(book, Answers({"Data": {3: ColumnAnswer("turnover", period="year")}}))[1]
    assert planned[0].checked.record.figures.turnover.low == 2_500_000
