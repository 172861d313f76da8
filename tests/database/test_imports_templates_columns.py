"""Columns that an officer added to a template: what the register knows is an edit, the rest is named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from digiloka.database import reading
from digiloka.imports.models import ImportBatch
from digiloka.imports.printed_cells import COLUMNS
from digiloka.imports.survey_sheets import FIRST
from tests.surveying import Office, many, survey
from tests.templates import Edited, downloaded, three_known

pytestmark = pytest.mark.furnished
SITI, BUDI = "Usaha Siti 1", "Usaha Budi 2"


@pytest.fixture
def dumai(engine, settings) -> Office:
    return three_known(engine, settings)


def record_of(dumai: Office, name: str) -> dict[str, Any]:
    return next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == name)


def named(judged: Any) -> set[str]:
    """The columns that are told not to be read."""
    return {fault.message.split('"')[1] for fault in judged.judgement.faults.told if fault.code == "column-added"}


def test_a_filled_cell_is_an_edit_of_that_business_and_a_blank_one_says_nothing(dumai):
    edited = Edited(downloaded(dumai)).column("Pendidikan", **{SITI: "SMA"}).saved()
    judged = dumai.judge(edited)
    assert judged.counts == {"rows": 3, "new": 0, "changed": 1, "same": 2, "doubtful": 0, "refused": 0}
    assert [set(row.changes) for row in judged.rows if row.changes] == [{"education"}]
    assert named(judged) == set()
    before = dumai.seen()
    applied = dumai.apply(edited)
    assert record_of(dumai, SITI)["owner"]["education"] == "sma"
    assert dumai.judge(edited).counts["same"] == 3, "the same file again changes nothing"
    blank = Edited(downloaded(dumai)).column("Pendidikan").saved()
    assert dumai.judge(blank).counts["same"] == 3, "what is known is not cleared"
    dumai.undo(applied.batch_id)
    assert dumai.seen() == before


def test_other_fields_of_the_page_and_papers_are_read_alike(dumai):
    assert not {"education", "birth_place", "assets", "postal_code", "sni", "workers_paid"} & set(COLUMNS)
    told = {"Tempat Lahir": "Dumai", "Aset (Rp)": 25_000_000, "Kode Pos": "28811", "Pekerja dibayar": 2}
    template = Edited(downloaded(dumai))
    for title, value in told.items():
        template.column(title, **{SITI: value})
    judged = dumai.judge(template.saved())
    assert [set(row.changes) for row in judged.rows if row.changes] == [
        {"birth_place", "assets", "postal_code", "workers_paid"}
    ]


def test_a_cell_that_cannot_be_read_is_said_and_the_rest_of_the_row_goes_on(dumai):
    edited = Edited(downloaded(dumai)).column("Pendidikan", **{SITI: "Jambu"}).type(SITI, rt="009").saved()
    judged = dumai.judge(edited)
    assert [set(row.changes) for row in judged.rows if row.changes] == [{"rt"}]
    assert any(fault.field == "education" for fault in judged.judgement.faults.told)


@pytest.mark.parametrize("title", ["Warna pagar", "Usia", "Izin Lainnya"])
def test_a_column_that_says_nothing_of_a_known_business_is_named(dumai, title):
    judged = dumai.judge(Edited(downloaded(dumai)).column(title, **{SITI: "41", BUDI: "52"}).saved())
    assert judged.counts["same"] == 3
    assert named(judged) == {title}


def test_nothing_is_named_where_nothing_was_added_or_the_column_is_empty(dumai):
    assert named(dumai.judge(downloaded(dumai))) == set()
    assert named(dumai.judge(Edited(downloaded(dumai)).column("Warna pagar").saved())) == set()
    assert named(dumai.judge(survey(*many(2, **{"Warna pagar": "hijau"})))) == set(), "no template"


def test_the_note_stands_on_the_page_of_the_batch(dumai):
    batch_id = dumai.plan(Edited(downloaded(dumai)).column("Warna pagar", **{SITI: "hijau"}).saved())
    with reading(dumai.engine) as session:
        summary = session.scalar(select(ImportBatch.summary).where(ImportBatch.id == batch_id))
    assert any("Warna pagar" in fault["message"] for fault in summary["sheet_faults"])


def test_a_second_column_of_a_printed_field_never_stands_for_the_printed_one(dumai):
    """Also left of it: its blanks would empty what is known."""
    template = Edited(downloaded(dumai))
    for page in template.lists():
        page.insert_cols(2)
        page.cell(FIRST, 2).value = "No HP lain"
        for row in range(FIRST + 1, FIRST + 4):
            page.cell(row, 2).value = "081298760000" if page.cell(row, 3).value else None
    judged = dumai.judge(template.saved())
    assert judged.counts["same"] == 3
    assert named(judged) == {"No HP lain"}
