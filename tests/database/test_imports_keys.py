"""Rows that come back with the key of an earlier row: they speak of what that row made, whatever was corrected."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from digiloka.database import reading
from digiloka.imports.models import ImportRow
from digiloka.imports.row_keys import KEY_HEADING, REASON_HEADING, STATUS_HEADING, file_row_key, row_key
from digiloka.registry.models import Business
from tests.records import nik
from tests.surveying import Applied, Office, many, office, row, survey
from tests.workbooks.xlsx import workbook

pytestmark = pytest.mark.furnished
EVERYTHING = {"nik": nik(77), "owner": "Rosmawati Lubis", "name": "Toko Lain Sama Sekali", "activity": "Jual pulsa",
              "phone": "081399887766", "address": "Jl. Cempaka No. 40"}  # fmt: skip


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def keys_of(dumai: Office, batch_id) -> list[str]:
    with reading(dumai.engine) as session:
        rows = select(ImportRow.id).where(ImportRow.batch_id == batch_id).order_by(ImportRow.position)
        return [row_key(ident) for ident in session.scalars(rows)]


def keyed(dumai: Office, batch, *rows, area=None) -> bytes:
    """The rows of a batch as they came back: each with its key, and with the words we put beside it."""
    keys = keys_of(dumai, batch.batch_id if isinstance(batch, Applied) else batch)
    ours = {STATUS_HEADING: "Sudah masuk", REASON_HEADING: "Sel B3: periksa."}
    return survey(*(told | ours | {KEY_HEADING: key} for told, key in zip(rows, keys, strict=True)))


def names(dumai: Office) -> set[str]:
    return {told[-1]["name"] for told in dumai.seen().values()}


def test_rows_that_come_back_as_they_went_out_change_nothing(dumai):
    applied = dumai.apply(survey(*many(5)))
    assert dumai.judge(keyed(dumai, applied, *many(5))).decisions == ["same"] * 5


@pytest.mark.parametrize("cell", EVERYTHING)
def test_one_corrected_cell_updates_the_same_business(dumai, cell):
    applied = dumai.apply(survey(*many(3)))
    before = dumai.seen()
    again = dumai.apply(keyed(dumai, applied, row(0, **{cell: EVERYTHING[cell]}), row(1), row(2)))
    assert again.outcomes == {"amended": 1}
    assert set(dumai.seen()) == set(before)
    dumai.undo(again.batch_id)
    assert dumai.seen() == before


def test_even_when_everything_was_corrected_and_undone_again(dumai):
    applied = dumai.apply(survey(*many(3)))
    before = dumai.seen()
    again = dumai.apply(keyed(dumai, applied, row(0, **EVERYTHING), row(1), row(2)))
    assert (again.outcomes, set(dumai.seen())) == ({"amended": 1}, set(before))
    assert "Toko Lain Sama Sekali" in names(dumai)
    report = dumai.undo(again.batch_id)
    assert (report.restored, report.kept) == (1, [])
    assert dumai.seen() == before


def test_a_corrected_row_corrected_again_in_the_same_file_stays_one_business(dumai):
    applied = dumai.apply(survey(row(0)))
    for step in ({"nik": nik(50)}, {"nik": nik(51), "name": "Nama Ketiga"}, {"nik": nik(52), "owner": "Ani Saleha"}):
        assert dumai.apply(keyed(dumai, applied, row(0, **step))).outcomes == {"amended": 1}
    assert len(dumai.seen()) == 1


def test_a_refused_row_comes_back_as_itself_and_is_known_the_third_time(dumai, engine):
    refused = dumai.apply(survey(row(0), row(1, owner=None, name=None, activity=None)))
    assert refused.counts["refused"] == 1
    first = dumai.apply(keyed(dumai, refused, row(0), row(1)))
    assert first.outcomes == {"created": 1}
    with reading(engine) as session:
        kept = session.scalars(select(ImportRow).where(ImportRow.batch_id == first.batch_id)
                               .order_by(ImportRow.position)).all()
        assert [row_key(one.origin_id) for one in kept] == keys_of(dumai, refused.batch_id)
    second = dumai.apply(keyed(dumai, refused, row(0), row(1, **EVERYTHING)))
    assert second.outcomes == {"amended": 1}
    assert len(dumai.seen()) == 2
    dumai.undo(second.batch_id)
    dumai.undo(first.batch_id)
    assert len(dumai.seen()) == 1


def test_a_nik_corrected_to_another_owners_is_asked_about(dumai):
    applied = dumai.apply(survey(row(0), row(1)))
    judged = dumai.judge(keyed(dumai, applied, row(0, nik=nik(1)), row(1)))
    assert judged.decisions == ["doubtful", "same"]
    assert judged.rows[0].reasons == [
        "NIK ini sudah tercatat untuk pemilik lain. Periksa angkanya, atau hubungi dinas untuk menggabungkan."
    ]


def test_keys_of_an_import_that_was_taken_back_count_for_nothing(dumai):
    applied = dumai.apply(survey(*many(3)))
    dumai.undo(applied.batch_id)
    file = keyed(dumai, applied, *many(3))
    assert dumai.judge(file).decisions == ["new"] * 3
    assert {planned.origin_id for planned in dumai.judge(file).rows} == {None}


def test_sorted_cut_and_lengthened_lists_find_their_rows(dumai):
    applied = dumai.apply(survey(*many(4)))
    keys = keys_of(dumai, applied.batch_id)
    back = [row(3) | {KEY_HEADING: keys[3]}, row(9) | {KEY_HEADING: None},
            row(0, name="Dapur Baru", nik=nik(60)) | {KEY_HEADING: keys[0]}]  # fmt: skip
    assert dumai.judge(survey(*back)).decisions == ["same", "new", "changed"]


def test_of_a_key_copied_with_its_row_the_old_row_is_known_and_the_other_asked_about(dumai):
    applied = dumai.apply(survey(*many(2)))
    keys = keys_of(dumai, applied.batch_id)
    copy = row(5) | {KEY_HEADING: keys[0]}
    judged = dumai.judge(survey(copy, row(0) | {KEY_HEADING: keys[0]}, row(1) | {KEY_HEADING: keys[1]}))
    assert judged.decisions == ["doubtful", "same", "same"], "the copy stands above the row it was copied from"
    assert "kosongkan kolom" in judged.rows[0].reasons[0]
    assert dumai.judge(survey(row(5), row(0) | {KEY_HEADING: keys[0]})).decisions == ["new", "same"]


def test_a_made_up_key_is_ignored_with_a_sentence(dumai):
    applied = dumai.apply(survey(row(0)))
    key = keys_of(dumai, applied.batch_id)[0]
    judged = dumai.judge(survey(row(0) | {KEY_HEADING: key[:-4] + "AAAA"}, row(1) | {KEY_HEADING: 17}))
    assert judged.decisions == ["same", "new"]
    assert [fault.row for fault in judged.judgement.faults.told if fault.code == "row-key-unknown"] == [3 + 1, 3 + 2]


def test_a_key_opens_nothing_of_another_area(dumai):
    applied = dumai.apply(survey(row(0)))
    neighbour = dumai.other("kelurahan")
    judged = neighbour.judge(keyed(dumai, applied, row(0, **EVERYTHING, village=None, district=None)))
    assert (judged.decisions, judged.rows[0].number, judged.rows[0].origin_id) == (["new"], None, None)


def test_a_file_that_was_only_checked_finds_its_rows_once_it_is_applied(dumai):
    rows = many(3)
    checked = dumai.judge(survey(*rows))
    keys = [file_row_key(planned.identity_hash, "file", "Data", planned.checked.row) for planned in checked.rows]

    def back(*corrected):
        return survey(*(told | {KEY_HEADING: key} for told, key in zip(corrected, keys, strict=True)))

    corrected = back(row(0, **EVERYTHING), row(1), row(2))
    assert dumai.judge(corrected).decisions == ["new"] * 3, "nothing was written yet"
    dumai.apply(survey(*rows))
    assert dumai.apply(corrected).outcomes == {"amended": 1}
    assert dumai.judge(back(row(0, **EVERYTHING | {"nik": nik(78)}), row(1), row(2))).decisions == [
        "changed", "same", "same"]
    assert len(dumai.seen()) == 3


@pytest.mark.parametrize("first", ["original", "corrected"])
def test_a_file_and_its_correction_planned_side_by_side_make_one_business(dumai, first):
    original = dumai.plan(survey(row(0)))
    corrected = dumai.plan(keyed(dumai, original, row(0, **EVERYTHING)))
    order = [original, corrected] if first == "original" else [corrected, original]
    assert [dumai.apply(batch).outcomes for batch in order] == [{"created": 1}, {"conflict": 1}]
    assert len(dumai.seen()) == 1


def test_a_row_of_nothing_but_our_words_is_no_row(dumai):
    applied = dumai.apply(survey(*many(3)))
    emptied = dict.fromkeys(row(1))
    assert dumai.judge(keyed(dumai, applied, row(0), emptied, row(2))).counts["rows"] == 2


def test_a_list_without_headings_is_read_by_its_keys(dumai):
    applied = dumai.apply(survey(*many(30)))
    keys = keys_of(dumai, applied.batch_id)
    lines = [[*told.values(), "Sudah masuk", "Sel B3: periksa.", key] for told, key in zip(many(30), keys, strict=True)]
    judged = dumai.judge(workbook({"Data": lines}))
    assert judged.counts["rows"] == 30
    letters = {column.letter for column in judged.judgement.sheets[0].layout.columns}
    assert not letters & {"Q", "R", "S"}
    assert all(planned.checked.key for planned in judged.rows)


def test_a_row_whose_business_was_withdrawn_by_hand_makes_a_new_one(dumai):
    applied = dumai.apply(survey(row(0)))

    def withdraw(session):
        session.scalars(select(Business)).one().state = "withdrawn"

    dumai.write(withdraw)
    assert dumai.apply(keyed(dumai, applied, row(0, **EVERYTHING))).outcomes == {"created": 1}
