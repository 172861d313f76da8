"""A survey file applied: what was said before is what happens, and saying it again changes nothing."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from digiloka.accounts.viewer import Viewer
from digiloka.audit.actor import Actor
from digiloka.database import now, reading, transaction
from digiloka.imports import actions
from digiloka.imports.keeping import keep_plan
from digiloka.imports.models import ImportBatch, ImportRow
from digiloka.imports.queries import batch_of
from digiloka.imports.turns import turn_of
from digiloka.registry.actions import amend, close, decide, move
from digiloka.registry.models import Business, Figures, Licence, Owner
from digiloka.registry.records import BusinessRecord, PlaceRecord
from digiloka.statistics.queries import written
from digiloka.values.refusal import Refused
from tests.people import CITY
from tests.records import KELURAHAN, nik
from tests.registering import at_once
from tests.surveying import TODAY, Office, many, office, row, survey

pytestmark = pytest.mark.furnished
ZONE = ZoneInfo("Asia/Jakarta")
TELUK_BINJAI = "14.72.02.1002"
OFFICER = Actor(None, "dinas", "web", CITY)


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def only_business(session) -> Business:
    return session.scalars(select(Business)).one()


def counted(engine, model) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(model))


def test_what_checking_counts_is_what_applying_does(dumai):
    told = survey(
        *many(5), row(5, owner=None, name=None), row(6, activity=None), row(7, village="Bukit Tinggi"),
        row(0), row(1, turnover=9_000_000), row(8, nik="12345"),
    )  # fmt: skip
    judged = dumai.judge(told)
    assert judged.counts == {"rows": 11, "new": 7, "changed": 0, "same": 1, "doubtful": 1, "refused": 2}
    applied = dumai.apply(told)
    assert applied.counts == judged.counts
    assert applied.outcomes == {"created": 7}
    assert Counter(decision for decision, _ in dumai.outcomes(applied.batch_id)) == Counter(judged.decisions)
    assert len(dumai.seen()) == 7


def test_the_same_file_again_changes_nothing_under_any_name(dumai, engine):
    told = survey(*many(30))
    dumai.apply(told)
    before, lines = dumai.seen(), counted(engine, Owner)
    again = survey(*many(30), title="SALINAN DATA UMKM KOTA DUMAI TAHUN 2026")
    judged = dumai.judge(again)
    assert judged.counts == {"rows": 30, "new": 0, "changed": 0, "same": 30, "doubtful": 0, "refused": 0}
    assert dumai.apply(again).outcomes == {}
    assert (dumai.seen(), counted(engine, Owner)) == (before, lines)


def test_one_changed_cell_changes_exactly_that(dumai):
    dumai.apply(survey(*many(10)))
    before = dumai.seen()
    changed = survey(*many(4), row(4, notes="Pindah ke depan pasar"), *many(10)[5:])
    judged = dumai.judge(changed)
    assert judged.counts == {"rows": 10, "new": 0, "changed": 1, "same": 9, "doubtful": 0, "refused": 0}
    assert judged.rows[4].reasons == ["Berubah: Keterangan."]
    assert dumai.apply(changed).outcomes == {"amended": 1}
    after = dumai.seen()
    moved = [number for number in before if before[number] != after[number]]
    assert moved == [judged.rows[4].number]
    was, now = before[moved[0]][-1], after[moved[0]][-1]
    assert now == was | {"notes": "Pindah ke depan pasar"}


def test_a_brand_is_kept_and_a_list_without_it_leaves_it(dumai, engine):
    dumai.apply(survey(row(0, Merek="LinaQ"), row(1, Merek="Ada"), row(2)))
    with reading(engine) as session:
        stored = {business.name: business for business in session.scalars(select(Business))}
        named, claimed, silent = (stored[row(number)["name"]] for number in range(3))
        assert (named.brand, claimed.brand, silent.brand) == ("LinaQ", None, None)
        assert "linaq" in named.search_key
        assert [paper.business_id for paper in session.scalars(select(Licence).where(Licence.kind == "merek"))] == [
            claimed.id
        ]
    before = dumai.seen()
    assert dumai.judge(survey(row(0, Merek="LinaQ"), row(1, Merek="Ada"), row(2))).counts["same"] == 3
    assert dumai.judge(survey(*many(3))).counts["same"] == 3
    told = dumai.judge(survey(row(2, Merek="Renyah")))
    assert told.rows[0].reasons == ["Berubah: Merek."]
    assert dumai.seen() == before


def test_a_cell_emptied_in_the_file_erases_nothing(dumai):
    dumai.apply(survey(row()))
    before = dumai.seen()
    emptied = survey(row(phone=None, capital=None, nib=None, address="-"))
    assert dumai.apply(emptied).counts["same"] == 1
    assert dumai.seen() == before


def test_a_new_years_survey_adds_figures_though_the_amounts_are_the_same(dumai, engine):
    dumai.apply(survey(row()))
    dumai.apply(survey(row(), title="DATA UMKM KOTA DUMAI TAHUN 2025"))
    with reading(engine) as session:
        assert sorted(session.scalars(select(Figures.year))) == [2025, 2026]


def test_zero_workers_are_zero_and_not_unknown(dumai, engine):
    dumai.apply(survey(row(male=0, female=3, turnover=0)))
    with reading(engine) as session:
        figures = session.scalars(select(Figures)).one()
        assert (figures.workers_male, figures.workers_female, figures.workers_total) == (0, 3, 3)
        assert (figures.turnover_low, figures.turnover_high) == (0, 0)


def test_one_owner_with_two_businesses_is_one_owner(dumai, engine):
    dumai.apply(survey(row(0), row(0, name="Bengkel Maju", activity="Tambal ban")))
    assert (counted(engine, Owner), counted(engine, Business)) == (1, 2)
    assert counted(engine, Licence) == 3  # the NIB is the owner's, each business has its own word on halal


def test_the_second_name_under_one_nik_in_a_file_is_never_written_as_the_first(dumai, engine):
    told = survey(row(0), row(3, nik=nik(0)), *many(3)[1:], row(0, name="Bengkel Maju", activity="Tambal ban"))
    judged = dumai.judge(told)
    assert judged.decisions == ["new", "doubtful", "new", "new", "new"]
    assert dumai.apply(told).outcomes == {"created": 4}
    with reading(engine) as session:
        owners = sorted(session.scalars(select(Owner.name)))
    assert owners == sorted({row(number)["owner"] for number in range(3)})
    again = dumai.judge(told)
    assert again.decisions == ["same", "doubtful", "same", "same", "same"]
    assert again.rows[1].reasons == ["NIK ini sudah tercatat atas nama lain. Cocokkan NIK dan nama dengan KTP."]


def test_a_wrong_nik_in_a_file_takes_it_from_nobody(dumai):
    """Whose name the register doubts under a NIK is not the one by whom the rows after it are weighed."""
    dumai.apply(survey(row(0)))
    judged = dumai.judge(survey(row(3, nik=nik(0)), row(0, name="Bengkel Maju", activity="Tambal ban")))
    assert judged.decisions == ["doubtful", "new"]


def test_a_corrected_name_and_the_old_one_under_one_nik_are_not_both_taken(dumai):
    dumai.apply(survey(row(0)))
    judged = dumai.judge(survey(row(0, name="Bengkel Maju", activity="Tambal ban"), row(0, owner="Yusuf Harahap")))
    assert judged.decisions == ["new", "doubtful"]
    assert judged.rows[1].reasons[0].startswith("NIK ini sudah ditulis atas nama lain di baris 4")


def test_an_owner_known_already_gets_a_second_business(dumai, engine):
    dumai.apply(survey(row(0, phone=None)))
    judged = dumai.judge(survey(row(0, name="Bengkel Maju", activity="Tambal ban")))
    assert (judged.decisions, judged.rows[0].reasons) == (["new"], ["Usaha lain dari pemilik dengan NIK yang sama."])
    dumai.apply(survey(row(0, name="Bengkel Maju", activity="Tambal ban")))
    with reading(engine) as session:
        assert session.scalars(select(Owner)).one().phone == "+6281234500000"


def test_the_same_business_under_a_corrected_name_is_found_by_its_nik(dumai):
    dumai.apply(survey(row(0, name="Warung Bu Siti")))
    judged = dumai.judge(survey(row(0, name="Warung Bu Sitti")))
    assert judged.decisions == ["changed"]
    assert list(judged.rows[0].changes) == ["business_name"]


def test_a_row_without_a_nik_is_known_again_by_who_what_and_where(dumai):
    dumai.apply(survey(*many(4, nik=None)))
    assert dumai.judge(survey(*many(4, nik=None))).counts["same"] == 4
    assert dumai.judge(survey(row(0, nik=None, owner="Nurhayati", address="Jl. Lain No. 9"))).counts["new"] == 1


def test_what_an_officer_checked_is_not_overwritten_by_a_list(dumai):
    dumai.apply(survey(row()))

    def check(session):
        business = only_business(session)
        decide(session, OFFICER, business, "verify", reason=None, expected_version=business.version)

    dumai.write(check)
    before = dumai.seen()
    judged = dumai.judge(survey(row(notes="Sudah pindah")))
    assert judged.decisions == ["doubtful"]
    assert "sudah diperiksa petugas" in judged.rows[0].reasons[0]
    assert dumai.apply(survey(row(notes="Sudah pindah"))).outcomes == {}
    assert dumai.seen() == before


def test_what_an_officer_saw_himself_is_planned_as_it_will_be_applied(dumai):
    """Sent back after a visit, a record is still open: a list may fill its blanks and changes nothing else."""
    dumai.apply(survey(row(notes=None)))

    def visit(session):
        business = only_business(session)
        decide(session, OFFICER, business, "return", reason="Foto belum ada.", level="visited",
               expected_version=business.version)

    dumai.write(visit)
    other = dumai.judge(survey(row(notes=None, activity="Jual ikan asin"))).rows[0]
    assert (other.decision, other.changes) == ("doubtful", {})
    assert other.reasons == [
        'Data ini sudah lebih pasti ("Sudah dikunjungi petugas"), jadi Kegiatan usaha, Kelompok usaha, KBLI tidak '
        "diubah. Putuskan sendiri di halaman usahanya."
    ]
    sent = survey(row(notes="Buka malam", activity="Jual ikan asin"))
    judged = dumai.judge(sent).rows[0]
    assert (judged.decision, list(judged.changes)) == ("changed", ["notes"])
    assert [reason.split(",")[0] for reason in judged.reasons] == [
        'Data ini sudah lebih pasti ("Sudah dikunjungi petugas")', "Berubah: Keterangan."
    ]
    assert dumai.apply(sent).outcomes == {"amended": 1}
    with reading(dumai.engine) as session:
        business = only_business(session)
        assert (business.activity, business.kbli, business.notes) == (row()["activity"], None, "Buka malam")


def test_what_an_officer_corrected_stays_when_the_old_list_comes_again(dumai):
    dumai.apply(survey(row()))

    def correct(session):
        business = only_business(session)
        amend(session, OFFICER, business, BusinessRecord(activity="Jahit dan bordir"), keys={"activity"},
              expected_version=business.version)

    dumai.write(correct)
    assert dumai.judge(survey(row())).counts["same"] == 1
    changed = dumai.judge(survey(row(notes="Sering tutup")))
    assert list(changed.rows[0].changes) == ["notes"]


def test_a_business_that_moved_between_plan_and_apply_is_a_conflict_and_stays(dumai):
    dumai.apply(survey(*many(3)))
    batch = dumai.plan(survey(*many(3, notes="Survei kedua")))

    def move_on(session):
        business = session.scalars(select(Business).where(Business.name == "Usaha Budi 2")).one()
        close(session, OFFICER, business, since=TODAY, reason="Pindah kota", expected_version=business.version)

    dumai.write(move_on)
    before = dumai.seen()
    assert dumai.apply(batch).outcomes == {"amended": 2, "conflict": 1}
    assert [outcome for _, outcome in dumai.outcomes(batch)] == ["amended", "conflict", "amended"]
    unchanged = [number for number, told in dumai.seen().items() if told == before[number]]
    assert [before[number][-1]["name"] for number in unchanged] == ["Usaha Budi 2"]
    again = dumai.judge(survey(*many(3, notes="Survei kedua")))
    assert again.decisions == ["same", "changed", "same"], "a conflict is no news that was taken"


def test_a_business_that_came_between_plan_and_apply_is_not_doubled(dumai):
    first, second = dumai.plan(survey(*many(4))), dumai.plan(survey(*many(6)))
    other = dumai.plan(survey(row(0, name="Usaha Sitti 1")))
    assert dumai.apply(first).outcomes == {"created": 4}
    assert dumai.apply(second).outcomes == {"conflict": 4, "created": 2}
    assert dumai.apply(other).outcomes == {"conflict": 1}, "the same NIK with an alike name"
    assert len(dumai.seen()) == 6


def test_two_who_apply_the_same_file_at_once_make_it_once(dumai, engine):
    batches = [dumai.plan(survey(*many(20))), dumai.plan(survey(*many(20)))]

    def apply(session, hand):
        return actions.apply(session, OFFICER, batch_of(session, batches[hand]))

    outcomes = at_once(engine, apply)
    assert sorted(outcomes, key=str) == [{"conflict": 20}, {"created": 20}], outcomes
    assert len(dumai.seen()) == 20


def test_applying_a_batch_twice_does_it_once(dumai):
    batch = dumai.plan(survey(*many(3)))
    assert dumai.apply(batch).outcomes == dumai.apply(batch).outcomes == {"created": 3}
    assert len(dumai.seen()) == 3


def test_a_batch_in_another_state_is_not_applied(dumai):
    batch = dumai.plan(survey(row()))
    dumai.apply(batch)
    dumai.undo(batch)
    with pytest.raises(Refused, match="belum selesai diperiksa atau sudah dibatalkan"):
        dumai.apply(batch)


def test_rows_of_another_kelurahan_are_refused_to_its_officer(dumai):
    officer = dumai.other("kelurahan", area_code=TELUK_BINJAI)
    judged = officer.judge(survey(row(0), row(1), row(2, village=None, district=None)))
    assert judged.decisions == ["new", "refused", "new"]
    assert [fault.code for fault in judged.rows[1].checked.faults if fault.severity == "row"] == ["outside-area"]
    assert judged.rows[2].checked.record.place.area_code == TELUK_BINJAI, "who names none means the sender's own"


@pytest.mark.parametrize("area", [TELUK_BINJAI, "14.72.02"])
def test_an_area_narrows_what_the_dinas_sends(dumai, area):
    told = survey(row(0), row(1))
    assert dumai.judge(told).counts["refused"] == 0
    assert dumai.judge(told, area=area).decisions == ["new", "refused"]


def test_an_unknown_kelurahan_waits_for_its_area_and_stays_out_of_r1(dumai, engine):
    dumai.apply(survey(row(0), row(1, village="Kampung Entah")))
    with reading(engine) as session:
        waiting = session.scalars(select(Business).where(Business.area_code.is_(None))).one()
        assert (waiting.name, waiting.scope_code) == ("Usaha Budi 2", "14.72.07")
        report = written(session, Viewer(None, "dinas", CITY), CITY, now().date() + timedelta(days=1), ZONE)
        tables = {table.spec.key: table for table in report.tables}
    assert report.coverage.without_area == 1
    summed = 4  # after three scales and the unknown one
    assert (tables["R1"].total.values[summed], tables["R2"].total.values[summed]) == (1, 2)


def test_every_row_is_kept_as_it_came_and_cannot_be_read_in_the_file_of_the_database(dumai, engine):
    batch = dumai.plan(survey(row(0, notes="Rahasia dapur keluarga Aminah"), row(1, owner=None, name=None)))
    with reading(engine) as session:
        rows = list(session.scalars(select(ImportRow).where(ImportRow.batch_id == batch).order_by(ImportRow.row)))
        assert "Rahasia dapur keluarga Aminah" in rows[0].content["raw"]
        assert (rows[1].decision, rows[1].record) == ("refused", None)
        assert "Jl. Melati No. 2" in rows[1].content["raw"]
        stored = session.connection().exec_driver_sql("SELECT content, record FROM import_row").all()
        headed = session.connection().exec_driver_sql("SELECT sheets, summary, file_name FROM import_batch").all()
    for values in (*stored, *headed):
        assert not any(b"Aminah" in bytes(value) or nik(0).encode() in bytes(value) for value in values if value)


def test_a_plan_made_anew_replaces_the_one_before(dumai, engine):
    batch = dumai.plan(survey(*many(3)))
    judged = dumai.judge(survey(*many(2)))
    with reading(engine) as session:
        judgement = dumai._judgement(session, survey(*many(2)), None, None)
        keep_plan(partial(transaction, engine), turn_of(session, batch_of(session, batch)), judgement)
    with reading(engine) as session:
        assert session.get_one(ImportBatch, batch).counts == judged.counts
        assert len(list(session.scalars(select(ImportRow.id).where(ImportRow.batch_id == batch)))) == 2


def test_the_owners_place_is_never_taken_from_the_list_of_another_area(dumai):
    told = survey(row(0))
    dumai.apply(told)

    def away(session):
        business = only_business(session)
        move(session, OFFICER, business, PlaceRecord(area_code=KELURAHAN), moved_on=TODAY,
             expected_version=business.version)

    dumai.write(away)
    before = dumai.seen()
    assert dumai.judge(told).counts["same"] == 1, "the old list says nothing new"
    dumai.apply(told)
    assert dumai.seen() == before
