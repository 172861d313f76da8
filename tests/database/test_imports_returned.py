"""Out and in again: a batch's own file given back, its coloured cells corrected, and sent once more."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from digiloka.database import reading, transaction
from digiloka.imports.answers import Answers
from digiloka.imports.models import ImportBatch
from digiloka.imports.own_columns import (
    BACK_IN_PART,
    MEND,
    NOT_WRITTEN,
    READY,
    REFUSED,
    SAME,
    STAYS,
    TAKEN_BACK,
    WRITTEN,
)
from digiloka.imports.queries import batch_of
from digiloka.imports.returned.of_batch import returned_workbook
from digiloka.imports.row_keys import KEY_HEADING
from digiloka.values.refusal import Refused
from tests.database.test_imports_undo import edited as desk
from tests.records import nik
from tests.returning import column_of, converted, edited, is_well_formed
from tests.surveying import HEADINGS, Office, many, office, row, survey
from tests.templates import Edited, downloaded
from tests.workbooks.furnished import HEADING_ROW, furnished

pytestmark = pytest.mark.furnished
PLACE = {key: at for at, key in enumerate(HEADINGS, 1)}
FAULTY = [row(0), row(1, nik="147201120385"), row(2, owner=None, name=None), row(3, phone="08"), row(4)]
MENDED = {(1, "nik"): nik(1), (2, "owner"): row(2)["owner"], (2, "name"): row(2)["name"], (3, "phone"): "081234560003"}


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def returned(dumai: Office, batch_id, **how) -> bytes:
    with reading(dumai.engine) as session:
        return returned_workbook(session, batch_of(session, batch_id), dumai.settings.files_dir, **how).content


def mended(data: bytes, first_row: int, cells=MENDED) -> bytes:
    """The file as the officer saves it: the coloured cells typed over, nothing else touched."""
    def edit(sheet):
        for (at, key), value in cells.items():
            sheet.cell(first_row + at, PLACE[key]).value = value

    return edited(data, edit)


def lines(*rows) -> bytes:
    """The rows in a workbook with all that an office puts into one."""
    return furnished(list(HEADINGS.values()), [[told[key] for key in HEADINGS] for told in rows])


FORMS = pytest.mark.parametrize(("form", "first"), [(lambda *rows: survey(*rows), 4), (lines, HEADING_ROW + 1)],
                                ids=["plain", "furnished"])  # fmt: skip


@FORMS
def test_applied_returned_corrected_and_applied_again_makes_no_second_business(dumai, form, first):
    applied = dumai.apply(form(*FAULTY))
    assert applied.outcomes["created"] == 4
    before = dumai.seen()
    back = returned(dumai, applied.batch_id)
    assert is_well_formed(back)
    again = dumai.apply(mended(back, first))
    assert again.counts["refused"] == again.counts["doubtful"] == 0
    assert again.outcomes == {"amended": 2, "created": 1}
    assert len(dumai.seen()) == 5
    dumai.undo(again.batch_id)
    assert dumai.seen() == before


def test_planned_returned_corrected_and_applied_makes_one_of_each(dumai):
    planned = dumai.plan(lines(*FAULTY))
    corrected = dumai.apply(mended(returned(dumai, planned), HEADING_ROW + 1))
    assert corrected.outcomes == {"created": 5}
    dumai.apply(planned)
    assert len(dumai.seen()) == 5, "the first upload, applied after its correction, adds nothing"


ONE_MENDED = {(0, "nik"): nik(90), (0, "name"): "Nama yang Dibetulkan"}


@pytest.mark.parametrize("without", [(), ("nik",)], ids=str)
def test_the_file_sent_again_returned_and_corrected_is_known_by_the_rows_of_the_second_upload(dumai, without):
    blank = dict.fromkeys(without)
    dumai.apply(survey(*many(3, **blank)))
    again = dumai.plan(survey(*many(3, **blank)))
    assert dumai.outcomes(again) == [("same", None)] * 3, "nothing to apply, so it stays a plan"
    judged = dumai.judge(mended(returned(dumai, again), 4, ONE_MENDED))
    assert judged.decisions == ["changed", "same", "same"]
    assert {"nik", "business_name"} & set(judged.rows[0].changes)


def test_a_correction_that_was_wrong_again_is_corrected_in_the_second_return(dumai):
    applied = dumai.apply(survey(row(0, nik="147201120385"), row(1)))
    wrong = dumai.plan(mended(returned(dumai, applied.batch_id), 4, {(0, "nik"): "14720112038"}))
    assert dumai.outcomes(wrong) == [("same", None)] * 2
    right = dumai.apply(mended(returned(dumai, wrong), 4, {(0, "nik"): nik(0)}))
    assert right.outcomes == {"amended": 1}
    assert len(dumai.seen()) == 2


def test_a_change_that_was_planned_and_left_is_still_news_in_the_next_round(dumai):
    dumai.apply(survey(row(0), row(1)))
    left = dumai.plan(survey(row(0, notes="Rajin"), row(1)))
    back = mended(returned(dumai, left), 4, {(0, "phone"): "081399990000"})
    judged = dumai.judge(back)
    assert judged.decisions == ["changed", "same"]
    assert set(judged.rows[0].changes) == {"notes", "phone"}


def test_returned_untouched_it_changes_nothing(dumai):
    applied = dumai.apply(lines(*many(4)))
    back = returned(dumai, applied.batch_id)
    assert dumai.judge(back).decisions == ["same"] * 4
    assert dumai.judge(edited(back, lambda _: None)).decisions == ["same"] * 4


def test_the_states_of_an_applied_batch_stand_beside_its_rows(dumai):
    dumai.apply(survey(row(0)))
    applied = dumai.apply(survey(*FAULTY))
    sheet = load_workbook(io.BytesIO(returned(dumai, applied.batch_id))).worksheets[0]
    status = column_of(sheet, "Status DIGILOKA")
    assert [sheet.cell(at, status).value for at in range(4, 9)] == [SAME, MEND, REFUSED, MEND, WRITTEN]


def words(data: bytes, heading: str, count: int, first: int = 4) -> list[str | None]:
    """What stands under a heading of ours beside the first rows."""
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    column = column_of(sheet, heading)
    return [sheet.cell(at, column).value for at in range(first, first + count)]


def last_reasons(data: bytes, count: int) -> list[str]:
    """Faults of the cells stand before them."""
    return [told.splitlines()[-1] for told in words(data, "Alasan DIGILOKA", count)]


AGAIN = "Sudah dikembalikan saat impor dibatalkan. Kalau baris ini tetap perlu masuk, unggah lagi berkas ini."


def test_of_a_batch_that_was_taken_back_the_rows_say_so_and_are_new_again(dumai):
    applied = dumai.apply(survey(*many(2)))
    dumai.undo(applied.batch_id)
    back = returned(dumai, applied.batch_id)
    assert words(back, "Status DIGILOKA", 2) == [TAKEN_BACK, TAKEN_BACK]
    assert last_reasons(back, 2) == [AGAIN, AGAIN]
    assert dumai.judge(back).decisions == ["new", "new"]


@pytest.mark.parametrize("nik", [{}, {"nik": None}], ids=["with NIK", "without"])
@pytest.mark.parametrize("changed", [{"notes": "Dari petugas"}, {"activity": "Jahit seragam"}], ids=str)
def test_after_an_undoing_in_part_the_file_says_which_business_stays_and_makes_none_twice(dumai, changed, nik):
    applied = dumai.apply(survey(*many(3, **nik)))
    desk(dumai, "Usaha Budi 2", set(changed), **changed)
    dumai.undo(applied.batch_id)
    stays = dumai.seen()
    back = returned(dumai, applied.batch_id)
    assert words(back, "Status DIGILOKA", 3) == [TAKEN_BACK, STAYS, TAKEN_BACK]
    assert last_reasons(back, 3) == [AGAIN, "Sudah diubah atau diperiksa sesudah impor.", AGAIN]
    assert dumai.judge(back).decisions == dumai.judge(survey(*many(3, **nik))).decisions == ["new", "same", "new"]
    assert dumai.apply(back).outcomes == {"created": 2}
    assert len(dumai.seen()) == 3
    assert stays.items() <= dumai.seen().items(), "what the officer wrote stands"


def test_a_row_that_stays_may_still_be_corrected_and_what_went_back_in_part_comes_again(dumai):
    dumai.apply(survey(*many(2)))
    then = {"notes": "Dari daftar", "address": "Jl. Pinang 1A"}
    applied = dumai.apply(survey(row(0, notes="Dari daftar"), row(1, **then)))
    for name in ("Usaha Siti 1", "Usaha Budi 2"):
        desk(dumai, name, {"notes"}, notes="Dari petugas")
    dumai.undo(applied.batch_id)
    back = returned(dumai, applied.batch_id)
    judged = dumai.judge(back)
    assert judged.decisions == ["same", "changed"]
    assert "business_address" in judged.rows[1].changes
    judged = dumai.judge(mended(back, 4, {(0, "phone"): "081399990000"}))
    assert (judged.decisions[0], set(judged.rows[0].changes)) == ("changed", {"phone"}), "not the officer's remark"


def test_each_row_of_a_file_taken_back_says_what_became_of_it(dumai):
    dumai.apply(survey(*many(4)))
    then = {"notes": "Dari daftar", "address": "Jl. Pinang 1A"}
    planned = dumai.plan(survey(row(0, **then), row(1, **then), row(2, notes="Dari daftar"), row(3, **then),
                                row(4, owner=None, name=None), row(5, phone="08"), row(6)))
    desk(dumai, "Usaha Yusuf 4", {"notes"}, notes="Dari petugas")
    applied = dumai.apply(planned)
    for name in ("Usaha Budi 2", "Usaha Rina 3"):
        desk(dumai, name, {"notes"}, notes="Dari petugas")
    dumai.undo(applied.batch_id)
    back = returned(dumai, applied.batch_id)
    assert words(back, "Status DIGILOKA", 7) == [
        TAKEN_BACK, BACK_IN_PART, STAYS, NOT_WRITTEN, REFUSED, MEND, TAKEN_BACK,
    ]  # fmt: skip
    why = "Isian ini sudah diubah lagi sesudah impor: Keterangan."
    reasons = last_reasons(back, 7)
    assert (reasons[:3], reasons[5:]) == ([AGAIN, why, why], [AGAIN, AGAIN])
    assert reasons[3] == "Datanya sudah diubah lagi sesudah berkas diperiksa. Unggah lagi berkas ini."
    assert "Sudah dikembalikan: Alamat usaha." in words(back, "Alasan DIGILOKA", 7)[1].splitlines()


def test_of_an_undoing_that_kept_no_rows_yet_each_row_stands_as_it_was_planned(dumai):
    applied = dumai.apply(survey(*many(2)))
    dumai.undo(applied.batch_id)

    def as_kept_earlier(session):
        found = batch_of(session, applied.batch_id)
        found.undo_report = {name: told for name, told in found.undo_report.items() if name != "rows"}

    dumai.write(as_kept_earlier)
    assert words(returned(dumai, applied.batch_id), "Status DIGILOKA", 2) == [READY, READY]


def test_rows_sorted_cut_and_added_by_the_officer_find_their_businesses(dumai):
    applied = dumai.apply(lines(*many(4)))

    def edit(sheet):
        first, key = HEADING_ROW + 1, column_of(sheet, KEY_HEADING)
        rows = [[sheet.cell(first + at, column).value for column in range(1, key + 1)] for at in range(4)]
        rows[1][PLACE["nik"] - 1] = nik(70)
        rows[1][PLACE["name"] - 1] = "Nama yang Dibetulkan"
        added = [row(9)[name] for name in HEADINGS] + [None] * (key - len(HEADINGS))
        for at, told in enumerate([rows[3], added, rows[1], rows[0]]):
            for column, value in enumerate(told, 1):
                sheet.cell(first + at, column).value = value

    judged = dumai.judge(edited(returned(dumai, applied.batch_id), edit))
    assert judged.decisions == ["same", "new", "changed", "same"]


@pytest.mark.parametrize("bad_only", [False, True])
def test_bad_rows_only_says_the_same_when_it_comes_back(dumai, bad_only):
    applied = dumai.apply(lines(*FAULTY))
    back = mended(returned(dumai, applied.batch_id, bad_only=bad_only), HEADING_ROW + 1)
    judged = dumai.judge(back)
    assert judged.decisions == ["same", "changed", "new", "changed", "same"]
    told = [fault.message for fault in judged.judgement.faults.told if "baris tersembunyi" in fault.message]
    assert told == ["1 baris tersembunyi ikut dibaca. Periksa apakah semuanya termasuk."], "the officer's own, not ours"


def test_what_was_typed_in_the_browser_stands_in_the_file(dumai, engine):
    planned = dumai.plan(survey(*FAULTY))
    with transaction(engine) as session:
        batch = batch_of(session, planned)
        name = batch.sheets[0]["name"]
        batch.answers = Answers(cells={(name, 5, PLACE["nik"] - 1): nik(1)}).as_json()
        kept = session.scalars(select(ImportBatch)).one()
        assert kept.answers
    sheet = load_workbook(io.BytesIO(returned(dumai, retold(dumai, planned)))).worksheets[0]
    assert sheet.cell(5, PLACE["nik"]).value == nik(1)
    assert "diganti di DIGILOKA" in sheet.cell(5, PLACE["nik"]).comment.text


def retold(dumai: Office, planned):
    """The batch judged anew in the light of its answers, as the worker does."""
    from functools import partial

    from digiloka.accounts.queries import viewer_by_id
    from digiloka.files.models import StoredFile
    from digiloka.files.store import frames
    from digiloka.imports.answers import from_json
    from digiloka.imports.grounds import ground_of
    from digiloka.imports.judging import judge
    from digiloka.imports.keeping import keep_plan
    from digiloka.imports.queries import Register
    from digiloka.imports.turns import turn_of
    from digiloka.imports.workbook import open_workbook
    from tests.people import CITY
    from tests.surveying import TODAY

    with reading(dumai.engine) as session:
        batch = batch_of(session, planned)
        data = b"".join(frames(dumai.settings.files_dir, session.get_one(StoredFile, batch.file_id).address))
        viewer = viewer_by_id(session, dumai.user_id)
        ground = ground_of(session, CITY, viewer.area_code, TODAY)
        judgement = judge(open_workbook(data, "survei.xlsx"), ground, Register(session, viewer, ground), None,
                          from_json(batch.answers))
        keep_plan(partial(transaction, dumai.engine), turn_of(session, batch), judgement)
    return planned


def test_a_batch_that_is_not_judged_gives_nothing_back(dumai, engine):
    planned = dumai.plan(survey(row(0)))
    with transaction(engine) as session:
        batch_of(session, planned).state = "checking"
    with pytest.raises(Refused, match="belum selesai diperiksa"):
        returned(dumai, planned)


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_corrected_and_saved_by_libreoffice_it_is_known_again(dumai, tmp_path, ending):
    applied = dumai.apply(survey(*FAULTY))
    corrected = mended(returned(dumai, applied.batch_id), 4)
    again = dumai.judge(converted(corrected, ending, tmp_path))
    assert again.decisions == ["same", "changed", "new", "changed", "same"]


def test_a_template_that_goes_back_keeps_what_its_rows_are_known_by(dumai):
    dumai.apply(survey(*many(3)))
    first, second, _ = (row(number)["name"] for number in range(3))
    typed = Edited(downloaded(dumai)).type(first, phone="08").type(second, phone="081398760009")
    planned = dumai.plan(typed.saved())
    back = Edited(returned(dumai, planned)).type(first, phone="081398760008")
    judged = dumai.judge(back.saved())
    assert sorted(judged.decisions) == ["changed", "changed", "same"]
    assert len({planned.number for planned in judged.rows}) == 3
