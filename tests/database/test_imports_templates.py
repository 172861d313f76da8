"""The round-trip template: sent back unedited it changes nothing, edited exactly what was edited."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from digiloka.audit.models import JournalLine
from digiloka.database import reading, transaction
from digiloka.imports import choosing, template_files
from digiloka.imports.choosing import FILE, PRESENT
from digiloka.imports.printed_cells import COLUMNS
from digiloka.imports.queries import batch_of
from digiloka.imports.templates import Area
from digiloka.registry.actions import amend, withdraw
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord, FiguresRecord, OwnerRecord, PlaceRecord
from digiloka.values.refusal import Refused
from tests.people import AREAS, CITY
from tests.records import money, nik
from tests.registering import OFFICE, viewer
from tests.surveying import TODAY, Office, row, survey
from tests.templates import Edited, choose, downloaded, questions_of, three_known

pytestmark = pytest.mark.furnished
SITI, BUDI, RINA = "Usaha Siti 1", "Usaha Budi 2", "Usaha Rina 3"
_NAME = 1 + COLUMNS.index("business_name")
SAME = {"new": 0, "changed": 0, "doubtful": 0, "refused": 0}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return three_known(engine, settings)


def edited_since(dumai: Office, name: str, record: BusinessRecord, *keys: str) -> None:
    """Another officer writes fields of a business on its page."""

    def write(session: Any) -> None:
        business = session.scalar(select(Business).where(Business.name == name))
        amend(session, OFFICE, business, record, expected_version=business.version, keys=set(keys))

    dumai.write(write)


def changes_of(judged: Any) -> dict[str, set[str]]:
    """{business's name in the file: fields that its row changes}."""
    return {planned.checked.cells[_NAME]: set(planned.changes) for planned in judged.rows if planned.changes}


def test_a_template_sent_back_unedited_changes_nothing(dumai):
    judged = dumai.judge(downloaded(dumai))
    assert judged.counts == {"rows": 3, "same": 3, **SAME}
    assert judged.codes <= {"sheet-left-out"}


def test_three_edited_cells_are_three_changes_of_fields_which_undoing_takes_back(dumai):
    edited = Edited(downloaded(dumai)).type(SITI, turnover="50 juta setahun", rt="009").type(RINA, phone="081298765432")
    judged, before = dumai.judge(edited.saved()), dumai.seen()
    assert changes_of(judged) == {SITI: {"turnover", "rt"}, RINA: {"phone"}}
    assert judged.counts == {"rows": 3, "same": 1, **SAME, "changed": 2}
    applied = dumai.apply(edited.saved())
    assert applied.outcomes == {"amended": 2}
    assert dumai.judge(edited.saved()).counts["changed"] == 0, "the same file again changes nothing"
    dumai.undo(applied.batch_id)
    assert dumai.seen() == before


# field: (typed, the keys that change)
TYPED = {
    "owner_name": ("Siti Aminah Putri", {"owner_name"}),
    "nik": (nik(77), {"nik"}),
    "sex": ("Laki-laki", {"sex"}),
    "birth_date": ("5 Juli 1980", {"birth_date"}),
    "phone": ("0813 1111 2222, 0765 31234", {"phone"}),
    "owner_address": ("Jl. Rumah 4", {"owner_address"}),
    "email": ("siti@contoh.id", {"email"}),
    "npwp": ("01.312.166.0-091.000", {"npwp"}),
    "business_name": ("Dapur Siti", {"business_name"}),
    "product": ("Keripik singkong pedas", {"product"}),
    "sector": ("Jasa", {"sector"}),
    "kbli": ("14120", {"kbli", "sector"}),
    "business_address": ("Jl. Kenanga No. 9", {"business_address"}),
    "rw": ("7", {"rw"}),
    "village": ("Jaya Mukti", {"village"}),
    "coordinates": ("1.6666, 101.4478", {"coordinates"}),
    "start_date": ("03/2019", {"start_date"}),
    "legal_form": ("CV", {"legal_form"}),
    "premises_status": ("Milik sendiri", {"premises_status"}),
    "status": ("Tutup sementara", {"status"}),
    "capital": ("12 juta", {"capital"}),
    "workers_total": (5, {"workers_total"}),
    "workers_male": (1, {"workers_male"}),
    "nib": ("0220001299999", {"nib"}),
    "halal": ("ID14110000000000001", {"halal"}),
    "pirt": ("2061472010001-29", {"pirt"}),
    "brand": ("Cap Siti", {"trade_name"}),
    "survey_date": ("14 Januari 2026", {"survey_date"}),
    "notes": ("Rajin", {"notes"}),
}


def test_every_column_that_is_typed_over_is_a_change_of_that_field(dumai):
    template, found = downloaded(dumai), {}
    for key, (typed, _) in TYPED.items():
        judged = dumai.judge(Edited(template).type(SITI, **{key: typed}).saved())
        found[key] = {field for planned in judged.rows for field in planned.changes}
        assert judged.counts["same"] == 2, key
    assert found == {key: keys for key, (_, keys) in TYPED.items()}


def test_all_columns_typed_over_at_once_are_written_and_taken_back(dumai):
    told = {key: typed for key, (typed, _) in TYPED.items()}
    before = dumai.seen()
    applied = dumai.apply(Edited(downloaded(dumai)).type(SITI, **told).saved())
    assert applied.outcomes == {"amended": 1}
    record = next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == "Dapur Siti")
    assert record["owner"]["nik"] == nik(77)
    assert record["owner"]["phones"] == ["+6281311112222", "+6276531234"]
    assert (record["kbli"], record["kbli_version"], record["place"]["rw"]) == ("14120", "2025", "007")
    assert {paper["kind"]: paper.get("number") for paper in record["licences"]} == {
        "nib": "0220001299999", "halal": "ID14110000000000001", "pirt": "2061472010001-29",
    }
    dumai.undo(applied.batch_id)
    assert dumai.seen() == before


def test_what_others_change_meanwhile_in_cells_that_were_not_touched_stays(dumai):
    template = downloaded(dumai)
    edited_since(dumai, SITI, BusinessRecord(owner=OwnerRecord(phones=("+6281377778888",))), "phone")
    edited_since(dumai, BUDI, BusinessRecord(place=PlaceRecord(rt="011")), "rt")
    assert dumai.judge(template).counts == {"rows": 3, "same": 3, **SAME}
    judged = dumai.judge(Edited(template).type(SITI, product="Keripik pisang").saved())
    assert changes_of(judged) == {SITI: {"product"}}
    dumai.apply(Edited(template).type(SITI, product="Keripik pisang").saved())
    owner = next(each[-1]["owner"] for each in dumai.seen().values() if each[-1]["name"] == SITI)
    assert owner["phones"] == ["+6281377778888"]


@pytest.fixture
def contested(dumai) -> Any:
    """A batch whose row types an RT and a product, after somebody else wrote the RT."""
    edited = Edited(downloaded(dumai)).type(SITI, rt="009", product="Keripik pisang").saved()
    edited_since(dumai, SITI, BusinessRecord(place=PlaceRecord(rt="011")), "rt")
    return dumai.plan(edited)


def test_a_field_that_somebody_else_wrote_meanwhile_is_asked_about_with_both_values(dumai, contested):
    (asked,) = questions_of(dumai, contested)
    assert [(q.key, q.why, q.told, q.known) for q in asked.questions] == [("rt", "meanwhile", "009", "011")]
    assert asked.others == ("product",)
    assert dumai.outcomes(contested) == [("doubtful", None), ("same", None), ("same", None)]
    with pytest.raises(Refused, match="Pilih satu isi"):
        choose(dumai, contested)


@pytest.mark.parametrize(("choice", "rt"), [(FILE, "009"), (PRESENT, "011")])
def test_choosing_in_a_plan_applies_with_the_rest(dumai, contested, choice, rt):
    choose(dumai, contested, rt=choice)
    assert questions_of(dumai, contested) == []
    applied = dumai.apply(contested)
    assert (applied.counts["doubtful"], applied.outcomes) == (0, {"amended": 1})
    record = next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == SITI)
    assert (record["place"]["rt"], record["product"]) == (rt, "Keripik pisang")


@pytest.mark.parametrize(("choice", "rt"), [(FILE, "009"), (PRESENT, "011")])
def test_choosing_after_the_rest_was_applied_writes_at_once_and_is_undone_with_it(dumai, contested, choice, rt):
    before = dumai.seen()
    dumai.apply(contested)
    assert dumai.seen() == before
    choose(dumai, contested, rt=choice)
    record = next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == SITI)
    assert (record["place"]["rt"], record["product"]) == (rt, "Keripik pisang")
    assert dumai.outcomes(contested)[0] == ("changed", "amended")
    dumai.undo(contested)
    assert dumai.seen() == before


def test_a_business_that_moved_on_while_somebody_chose_is_asked_about_again(dumai, contested):
    (asked,) = questions_of(dumai, contested)
    edited_since(dumai, SITI, BusinessRecord(product="Kue kering"), "product")
    choice = (asked.row_id, asked.version, {"rt": FILE}, "web")
    with transaction(dumai.engine) as session, pytest.raises(Refused, match="baru saja diubah"):
        choosing.choose(session, viewer(), batch_of(session, contested), *choice)
    (again,) = questions_of(dumai, contested)
    assert {q.key: (q.told, q.known) for q in again.questions} == {
        "product": ("Keripik pisang", "Kue kering"), "rt": ("009", "011"),
    }


def test_the_same_value_typed_by_both_is_no_question(dumai):
    edited = Edited(downloaded(dumai)).type(SITI, rt="011").saved()
    edited_since(dumai, SITI, BusinessRecord(place=PlaceRecord(rt="011")), "rt")
    assert dumai.judge(edited).counts == {"rows": 3, "same": 3, **SAME}


def test_a_masked_value_that_somebody_else_replaced_by_one_that_looks_the_same_is_asked_about(dumai):
    edited = Edited(downloaded(dumai)).type(SITI, phone="081211110000").saved()
    edited_since(dumai, SITI, BusinessRecord(owner=OwnerRecord(phones=("+6281299990000",))), "phone")
    assert dumai.judge(edited).decisions == ["doubtful", "same", "same"]


@pytest.mark.parametrize(("choice", "left"), [(FILE, None), (PRESENT, "Jl. Melati No. 1")])
def test_a_cleared_cell_asks_before_it_empties_the_field(dumai, choice, left):
    batch = dumai.plan(Edited(downloaded(dumai)).type(SITI, business_address=None).saved())
    (asked,) = questions_of(dumai, batch)
    assert [(q.key, q.why, q.told, q.known) for q in asked.questions] == [
        ("business_address", "cleared", None, "Jl. Melati No. 1")
    ]
    choose(dumai, batch, business_address=choice)
    dumai.apply(batch)
    record = next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == SITI)
    assert record["place"].get("address") == left


def test_what_no_business_may_lose_cannot_be_cleared(dumai):
    told = {"business_name": None, "owner_name": None}
    judged = dumai.judge(Edited(downloaded(dumai)).type(SITI, **told).saved())
    assert (judged.decisions[0], judged.rows[0].open) == ("doubtful", {})
    assert "Isi nama pemilik atau nama usaha." in judged.rows[0].reasons


def test_figures_correct_the_year_that_was_printed_or_tell_of_the_year_of_the_visit(dumai):
    def add(session: Any) -> None:
        business = session.scalar(select(Business).where(Business.name == SITI))
        told = BusinessRecord(figures=FiguresRecord(year=2025, turnover=money(1_000_000, period="month")))
        amend(session, OFFICE, business, told, expected_version=business.version, keys={"turnover"})

    dumai.write(add)
    template = downloaded(dumai)
    judged = dumai.judge(Edited(template).type(SITI, turnover="50 juta per tahun").saved())
    assert judged.rows[0].checked.record.figures.year == 2026
    other = dumai.judge(Edited(template).type(SITI, turnover="50 juta per tahun", survey_date="3 Maret 2024").saved())
    assert other.rows[0].checked.record.figures.year == 2024
    assert other.rows[0].decision == "changed"
    known = dumai.judge(Edited(template).type(SITI, turnover="50 juta per tahun", survey_date="3 Maret 2025").saved())
    assert known.rows[0].open == {"turnover": "meanwhile"}, "that year was not printed and is known otherwise"


def test_a_new_business_below_the_list_comes_in_a_sorted_and_shortened_one_changes_nothing(dumai):
    edited = Edited(downloaded(dumai, "14.72.02.1002"))
    edited.add("Teluk Binjai", owner_name="Yusuf Harahap", business_name="Bengkel Yusuf", activity="Tambal ban",
               phone="081299998888")
    judged = dumai.judge(edited.saved())
    assert judged.decisions == ["same", "new"]
    assert judged.rows[1].checked.record.place.area_code == "14.72.02.1002", "the title says where"


def test_a_copied_row_is_asked_about_and_the_original_stays(dumai):
    edited = Edited(downloaded(dumai, "14.72.02.1002"))
    sheet = edited.book["Teluk Binjai"]
    for cell in sheet[3]:
        sheet.cell(4, cell.column).value = cell.value
    sheet.cell(4, edited.columns(sheet)["Nama usaha"]).value = "Warung Siti Dua"
    judged = dumai.judge(edited.saved())
    assert judged.decisions == ["same", "doubtful"]
    assert not judged.rows[1].changes


def test_a_row_whose_key_was_left_behind_when_its_cells_were_sorted_writes_nothing(dumai):
    edited = Edited(downloaded(dumai, "14.72.02"))
    sheet = edited.book["Jaya Mukti"]
    other = edited.book["Teluk Binjai"]
    for column in range(1, sheet.max_column):  # all columns but the hidden one
        sheet.cell(3, column).value = other.cell(3, column).value
    judged = dumai.judge(edited.saved())
    assert sorted(judged.decisions) == ["doubtful", "same"]
    assert not any(planned.changes for planned in judged.rows)


@pytest.mark.parametrize("without", [(), ("nik", "phone")], ids=str)
def test_rows_sorted_without_their_number_and_key_write_nothing_of_each_other(dumai, without):
    dumai.apply(survey(*(row(number, **dict.fromkeys(without)) for number in range(3, 12))))
    edited = Edited(downloaded(dumai, "14.72.02.1002"))
    sheet, last = edited.book["Teluk Binjai"], edited.book["Teluk Binjai"].max_column - 1
    rows = [[sheet.cell(at, column).value for column in range(2, last + 1)] for at in range(3, 7)]
    rows = [rows[1], rows[3], rows[2], rows[0]]  # the third stays where it was
    rows[3][Edited.columns(sheet)["Nama pemilik"] - 2] = "Nama yang Dibetulkan"
    for at, told in enumerate(rows, 3):
        for column, value in enumerate(told, 2):
            sheet.cell(at, column).value = value
    judged = dumai.judge(edited.saved())
    assert judged.decisions == ["doubtful", "doubtful", "same", "doubtful"]
    assert all("hanya sebagian kolom yang diurutkan" in planned.reasons[0]
               for planned in judged.rows if planned.decision == "doubtful")
    assert not any(planned.changes for planned in judged.rows)


def test_a_masked_number_of_another_row_stops_the_row_it_was_pasted_into(dumai):
    edited = Edited(downloaded(dumai))
    judged = dumai.judge(edited.type(SITI, phone=edited.cell(BUDI, "phone").value, rt="009").saved())
    asked = [planned for planned in judged.rows if planned.decision != "same"]
    assert [(planned.decision, planned.changes) for planned in asked] == [("doubtful", {})]
    assert "usaha lain" in asked[0].reasons[0]


def test_names_typed_over_in_two_rows_are_two_corrections(dumai):
    names = ({"owner_name": "Marwan", "business_name": "Kedai Marwan"}, {"owner_name": "Ros", "business_name": "Ros"})
    judged = dumai.judge(Edited(downloaded(dumai)).type(SITI, **names[0]).type(BUDI, **names[1]).saved())
    assert sorted(judged.decisions) == ["changed", "changed", "same"]


def test_a_business_that_went_away_is_told_in_a_sentence_and_never_written(dumai):
    template = Edited(downloaded(dumai)).type(SITI, rt="009").type(BUDI, rt="009").saved()

    def leave(session: Any) -> None:
        withdraw(session, OFFICE, session.scalar(select(Business).where(Business.name == SITI)), None)

    dumai.write(leave)
    judged = dumai.judge(template)
    assert sorted(judged.decisions) == ["changed", "doubtful", "same"]
    assert any("sudah digabung atau ditarik" in reason for planned in judged.rows for reason in planned.reasons)
    kelurahan = dumai.other("kelurahan")
    assert set(kelurahan.judge(template).decisions) == {"doubtful", "same"}


def test_a_kelurahan_outside_the_senders_area_is_refused_one_inside_moves_the_business(dumai):
    inside = dumai.judge(Edited(downloaded(dumai)).type(SITI, district="Dumai Kota", village="Bintan").saved())
    assert changes_of(inside) == {SITI: {"village", "district"}}
    timur = dumai.other("kecamatan", area_code="14.72.02")
    edited = Edited(downloaded(timur, "14.72.02")).type(SITI, district="Dumai Kota", village="Bintan").saved()
    judged = timur.judge(edited)
    assert judged.decisions.count("refused") == 1
    assert "outside-area" in judged.codes


def test_a_nik_that_is_anothers_is_asked_about(dumai):
    judged = dumai.judge(Edited(downloaded(dumai)).type(SITI, nik=nik(1)).saved())
    assert judged.decisions[0] == "doubtful"
    assert "pemilik lain" in judged.rows[0].reasons[0]


def test_a_typed_cell_that_cannot_be_read_is_said_and_the_rest_of_the_row_goes_on(dumai):
    typed = {"nik": 1472014507800001.0, "rt": "009", "sector": "Makmur"}
    judged = dumai.judge(Edited(downloaded(dumai)).type(SITI, **typed).saved())
    assert changes_of(judged) == {SITI: {"rt"}}
    assert {"nik-excel", "sector-unknown"} <= judged.codes


def test_worker_counts_that_contradict_are_said_as_in_any_sheet(dumai):
    edited = Edited(downloaded(dumai)).type(SITI, workers_total=50).type(BUDI, workers_total=2).type(RINA, rt="009")
    judged = dumai.judge(edited.type(RINA, workers_female=400).saved())
    told = {planned.checked.cells[_NAME]: {(fault.field, fault.code) for fault in planned.checked.faults}
            for planned in judged.rows}  # fmt: skip
    assert told[SITI] == {("workers_total", "workers-sum")}
    assert told[BUDI] == set()
    assert ("workers_female", "workers-many") in told[RINA]
    assert changes_of(judged)[SITI] == {"workers_total"}, "taken as it was typed"


@pytest.mark.parametrize(
    ("typed", "changed"),
    [(9_000_000, set()), ("9000000", set()), ("9 juta", set()), ("9.000.000 per bulan", {"turnover"}),
     ("108 juta setahun", {"turnover"}), (0, {"turnover"})],
)  # fmt: skip
def test_a_bare_number_over_an_amount_of_another_time_is_asked_its_time(dumai, typed, changed):
    edited = Edited(downloaded(dumai))
    assert edited.cell(SITI, "turnover").value == "Rp3.500.000 per bulan", "as the survey said it"
    judged = dumai.judge(edited.type(SITI, turnover=typed).saved())
    assert changes_of(judged) == ({SITI: changed} if changed else {})
    assert ("amount-time" in judged.codes) is not bool(changed)


def test_a_bare_number_over_an_amount_of_the_headings_time_is_of_that_time(dumai):
    told = FiguresRecord(year=2026, turnover=money(60_000_000, period="year"))
    edited_since(dumai, SITI, BusinessRecord(figures=told), "turnover")
    judged = dumai.judge(Edited(downloaded(dumai)).type(SITI, turnover=70_000_000).saved())
    assert changes_of(judged) == {SITI: {"turnover"}}


def test_of_an_owner_whom_another_area_knows_nothing_is_printed_and_nothing_changed(dumai):
    away = row(0, name="Cabang", activity="Warung kopi", village="Bintan", district="Dumai Kota")
    dumai.apply(survey(away))
    timur = dumai.other("kecamatan", area_code="14.72.02")
    edited = Edited(downloaded(timur, "14.72.02"))
    assert edited.cell(SITI, "nib").value is None
    assert edited.cell(SITI, "nik").value.startswith("14••")
    judged = timur.judge(edited.type(SITI, phone="081200009999", rt="009").saved())
    assert {frozenset(planned.changes) for planned in judged.rows if planned.changes} == {frozenset({"rt"})}
    assert any("wilayah lain" in reason for planned in judged.rows for reason in planned.reasons)


def test_what_identifies_a_person_never_leaves_in_a_template(dumai):
    secret = {"email": "siti@contoh.id", "npwp": "013121660091000", "address": "Jl. Rumah 1"}
    edited_since(dumai, SITI, BusinessRecord(owner=OwnerRecord(**secret), notes="Rahasia"), "email", "npwp",
                 "owner_address", "notes")
    book = Edited(downloaded(dumai)).book
    said = "\n".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)
    for word in (nik(0), "081234500000", "81234500000", "siti@contoh.id", "013121660091000", "Jl. Rumah 1", "Rahasia"):
        assert word not in said


@pytest.mark.parametrize(
    ("role", "area", "code"),
    [("kelurahan", CITY, "area-not-yours"), ("kelurahan", "14.72.02.1002", "area-not-yours"),
     ("plut", CITY, "export-right"), ("dinas", "14.72.99", "area-unknown")],
)
def test_only_who_may_take_rows_out_gets_a_template_and_only_of_their_area(dumai, tmp_path, role, area, code):
    with reading(dumai.engine) as session, pytest.raises(Refused) as refused:
        template_files.write(session, viewer(role, AREAS.get(role, CITY)), CITY, Area(area), tmp_path / "x.xlsx", TODAY)
    assert refused.value.code == code


def test_a_template_that_leaves_is_journaled(dumai, tmp_path):
    def take(session: Any) -> Any:
        written = template_files.write(session, viewer(), CITY, Area("14.72.02", rt="003"), tmp_path / "x.xlsx", TODAY)
        template_files.note(session, viewer(), CITY, "web", written)
        return written

    written = dumai.write(take)
    assert (written.count, written.name) == (2, "digiloka-kecamatan-dumai-timur-rt-003-2026-11-22.xlsx")
    with reading(dumai.engine) as session:
        line = session.scalar(select(JournalLine).where(JournalLine.action == "export"))
        assert line.reason == "wilayah=14.72.02 rt=003"
        assert (line.changes["format"][1], line.changes["rows"][1]) == ("template", 2)
