"""A batch taken back: the register looks as it did before, except where somebody wrote since, and that is named."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import func, select

from digiloka.audit.actor import Actor
from digiloka.database import reading
from digiloka.imports.actions import may_undo
from digiloka.imports.queries import batch_of
from digiloka.registry.actions import amend, decide
from digiloka.registry.models import Business, Figures, Holding, Licence, Owner
from digiloka.registry.queries import history
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.values.refusal import Refused
from tests.people import CITY, added
from tests.records import KELURAHAN, money, nik, record
from tests.registering import registered, viewer
from tests.surveying import Office, many, office, row, survey

pytestmark = pytest.mark.furnished
OFFICER = Actor(None, "dinas", "web", CITY)


@pytest.fixture
def dumai(engine, settings) -> Office:
    return office(engine, settings)


def named(session, name: str) -> Business:
    return session.scalars(select(Business).where(Business.name == name, Business.state != "withdrawn")).one()


def edited(dumai: Office, name: str, keys: set[str], **changes) -> str:
    """Somebody at the desk corrects a business; its number."""

    def edit(session):
        business = named(session, name)
        amend(session, OFFICER, business, BusinessRecord(**changes), keys=keys, expected_version=business.version)
        return business.number

    return dumai.write(edit)


def test_a_new_batch_goes_whole(dumai):
    batch = dumai.apply(survey(*many(8))).batch_id
    report = dumai.undo(batch)
    assert (report.withdrawn, report.restored, report.kept) == (8, 0, [])
    assert dumai.seen() == {}


def test_a_batch_that_added_and_changed_leaves_the_register_as_it_was(dumai):
    dumai.apply(survey(*many(6)))
    before = dumai.seen()
    second = survey(
        row(0, notes="Catatan baru", phone="081398760001"), row(1, turnover=99_000_000, male=4),
        row(2, village="Bukit Datuk", district="Dumai Selatan"), row(3, nib=None, halal="Ya"),
        row(4, name="Usaha Dewi 5", capital=2_000_000_000), *many(9)[6:],
    )  # fmt: skip
    applied = dumai.apply(second)
    assert applied.outcomes == {"amended": 5, "created": 3}
    assert dumai.seen() != before
    report = dumai.undo(applied.batch_id)
    assert (report.withdrawn, report.restored, report.kept) == (3, 5, [])
    assert dumai.seen() == before


def test_a_new_years_figures_and_new_papers_go_again(dumai, engine):
    dumai.apply(survey(row(halal=None, nib=None)))
    before = dumai.seen()
    applied = dumai.apply(survey(row(halal="Ya"), title="DATA UMKM KOTA DUMAI TAHUN 2025"))
    assert applied.outcomes == {"amended": 1}
    dumai.undo(applied.batch_id)
    assert dumai.seen() == before
    with reading(engine) as session:
        standing = [session.scalar(select(func.count()).select_from(model).where(model.withdrawn.is_(False)))
                    for model in (Figures, Licence)]
    assert standing == [1, 0]


def test_an_owner_who_was_there_before_loses_what_the_batch_filled_in(dumai, engine):
    dumai.apply(survey(row(0, phone=None, nib=None)))
    before = dumai.seen()
    batch = dumai.apply(survey(row(0, name="Bengkel Maju", activity="Tambal ban"))).batch_id
    with reading(engine) as session:
        assert session.scalars(select(Owner)).one().phone == "+6281234500000"
    report = dumai.undo(batch)
    assert (report.withdrawn, report.kept) == (1, [])
    assert dumai.seen() == before
    with reading(engine) as session:
        assert session.scalars(select(Owner)).one().phone is None


def test_a_new_business_that_somebody_worked_on_stays_and_is_named(dumai):
    batch = dumai.apply(survey(*many(4))).batch_id
    number = edited(dumai, "Usaha Budi 2", {"notes"}, notes="Sudah didatangi")

    def check(session):
        business = named(session, "Usaha Rina 3")
        decide(session, OFFICER, business, "verify", expected_version=business.version)
        return business.number

    checked = dumai.write(check)
    report = dumai.undo(batch)
    assert report.withdrawn == 2
    assert {kept["number"] for kept in report.kept} == {number, checked}
    assert all(kept["reason"].startswith("Sudah diubah") for kept in report.kept)
    assert set(dumai.seen()) == {number, checked}


def test_of_a_changed_business_only_what_was_edited_since_stays(dumai):
    dumai.apply(survey(*many(2)))
    before = dumai.seen()
    batch = dumai.apply(survey(row(0, notes="Dari daftar", activity="Jual gorengan"), row(1))).batch_id
    number = edited(dumai, "Usaha Siti 1", {"notes"}, notes="Dari petugas")
    report = dumai.undo(batch)
    assert (report.withdrawn, report.restored, report.partly) == (0, 0, 1)
    assert report.kept == [{"number": number, "reason": "Isian ini sudah diubah lagi sesudah impor: Keterangan.",
                            "back": ["Kegiatan usaha"]}]
    after = dumai.seen()
    assert after[number][-1]["activity"] == before[number][-1]["activity"]
    assert after[number][-1]["notes"] == "Dari petugas"
    assert {other: told for other, told in after.items() if other != number} == {
        other: told for other, told in before.items() if other != number
    }


def test_what_was_edited_after_an_owner_was_filled_in_stays(dumai, engine):
    dumai.apply(survey(row(0, phone=None)))
    batch = dumai.apply(survey(row(0, name="Bengkel Maju", activity="Tambal ban"))).batch_id
    edited(dumai, "Usaha Siti 1", {"phone"}, owner=OwnerRecord(phones=("+6281399990000",)))
    dumai.undo(batch)
    with reading(engine) as session:
        assert session.scalars(select(Owner)).one().phone == "+6281399990000"


def test_after_undoing_the_same_file_can_come_again(dumai):
    told = survey(*many(5))
    first = dumai.apply(told)
    numbers = set(dumai.seen())
    dumai.undo(first.batch_id)
    again = dumai.apply(told)
    assert again.outcomes == {"created": 5}
    assert numbers.isdisjoint(dumai.seen()), "a number is never given twice"


def test_undoing_the_later_of_two_batches_brings_the_earlier_ones_words_back(dumai):
    dumai.apply(survey(row(0, notes="Pertama")))
    middle = dumai.seen()
    second = dumai.apply(survey(row(0, notes="Kedua"))).batch_id
    dumai.undo(second)
    assert dumai.seen() == middle
    assert dumai.judge(survey(row(0, notes="Pertama"))).decisions == ["same"]
    assert dumai.judge(survey(row(0, notes="Kedua"))).decisions == ["changed"]


def test_undoing_the_earlier_of_two_batches_keeps_what_the_later_one_changed(dumai):
    first = dumai.apply(survey(*many(2))).batch_id
    dumai.apply(survey(row(0, notes="Kedua"), row(1)))
    report = dumai.undo(first)
    assert sorted(kept["reason"] for kept in report.kept) == [
        "Sudah diubah atau diperiksa sesudah impor.", "Usaha ini ada juga di berkas lain yang masih berlaku."]
    notes = sorted(told[-1].get("notes") or "" for told in dumai.seen().values())
    assert (report.withdrawn, notes) == (0, ["", "Kedua"])


def test_a_batch_is_undone_once(dumai):
    batch = dumai.apply(survey(row())).batch_id
    dumai.undo(batch)
    with pytest.raises(Refused, match="Hanya berkas yang sudah dimasukkan"):
        dumai.undo(batch)


def corrected(dumai: Office):
    """A batch of five, then a corrected file that changes three of them: both batches' ids."""
    first = dumai.apply(survey(*many(5))).batch_id
    changed = [row(0, notes="Benar", phone="081398760001"), row(1, turnover=99_000_000, male=4), row(2, halal="Ya")]
    second = dumai.apply(survey(*changed, *many(5)[3:]))
    assert second.outcomes == {"amended": 3}
    return first, second.batch_id


def test_two_batches_undone_in_the_wrong_order_go_in_the_end(dumai):
    first, second = corrected(dumai)
    early = dumai.undo(first)
    assert (early.withdrawn, len(early.kept)) == (0, 5)
    late = dumai.undo(second)
    assert (late.restored, late.kept) == (3, [])
    again = dumai.undo(first)
    assert (again.withdrawn, again.restored, again.kept) == (5, 0, [])
    assert dumai.seen() == {}
    with reading(dumai.engine) as session:
        batch = batch_of(session, first)
        assert (batch.undo_report["withdrawn"], batch.undo_report["reversed"], batch.undo_report["kept"]) == (5, 5, [])
    with pytest.raises(Refused, match="Hanya berkas yang sudah dimasukkan"):
        dumai.undo(first)


def test_undoing_again_while_the_reason_stands_changes_nothing(dumai):
    first, _ = corrected(dumai)
    kept = dumai.undo(first).kept
    before = dumai.seen()
    again = dumai.undo(first)
    assert (again.withdrawn, again.restored, again.kept) == (0, 0, kept)
    assert dumai.seen() == before


def test_new_years_and_papers_of_a_batch_between_do_not_hold_a_business_back(dumai):
    first = dumai.apply(survey(row(halal=None))).batch_id
    second = dumai.apply(survey(row(halal="Ya"), title="DATA UMKM KOTA DUMAI TAHUN 2025")).batch_id
    assert len(dumai.undo(first).kept) == 1
    dumai.undo(second)
    assert dumai.undo(first).withdrawn == 1


def test_of_three_batches_the_changes_go_back_in_any_order(dumai):
    dumai.apply(survey(row(0, notes="Pertama")))
    before = dumai.seen()
    second = dumai.apply(survey(row(0, notes="Kedua", activity="Jual gorengan", halal="Ya"))).batch_id
    third = dumai.apply(survey(row(0, notes="Ketiga", activity="Jual gorengan", halal="Ya"))).batch_id
    early = dumai.undo(second)
    assert (early.restored, early.partly, len(early.kept)) == (0, 1, 1)
    dumai.undo(third)
    again = dumai.undo(second)
    assert (again.restored, again.kept) == (1, [])
    assert dumai.seen() == before


def test_what_a_person_wrote_holds_a_business_though_the_batch_between_is_undone(dumai):
    first, second = corrected(dumai)
    number = edited(dumai, "Usaha Budi 2", {"notes"}, notes="Sudah didatangi")
    dumai.undo(first)
    dumai.undo(second)
    again = dumai.undo(first)
    assert (again.withdrawn, [kept["number"] for kept in again.kept]) == (4, [number])
    assert set(dumai.seen()) == {number}


def typed_by_the_owner(dumai: Office, name: str, number: int) -> None:
    """The owner writes another NIK through an account: a claim, that nobody has looked at."""

    def edit(session):
        business = named(session, name)
        user = added(session, "owner")
        session.add(Holding(user_id=user.id, owner_id=business.owner_id))
        session.flush()
        told = BusinessRecord(owner=OwnerRecord(nik=nik(number)))
        amend(session, Actor(user.id, "owner", "web"), business, told, keys={"nik"}, expected_version=business.version)

    dumai.write(edit)


def proofs(engine) -> list[tuple[bool, bool, str | None]]:
    """(is the NIK proven, is it claimed, phone) of every owner."""
    with reading(engine) as session:
        owners = session.scalars(select(Owner).order_by(Owner.id))
        return [(owner.nik_hash is not None, owner.nik_claim is not None, owner.phone) for owner in owners]


@pytest.mark.parametrize("number", [777, 1], ids=["nobody else's", "another owner's proven one"])
def test_a_nik_that_its_owner_only_claimed_is_still_a_claim_after_an_undoing(dumai, engine, number):
    dumai.apply(survey(row(0), row(1)))
    typed_by_the_owner(dumai, "Usaha Siti 1", number)
    before = proofs(engine)
    assert sorted(before) == [(False, True, "+6281234500000"), (True, False, "+6281234500001")]
    batch = dumai.apply(survey(row(0, phone="081399990001"), row(1)))
    assert batch.outcomes["amended"] == 1
    report = dumai.undo(batch.batch_id)
    assert (report.restored, report.kept) == (1, [])
    assert proofs(engine) == before


SITI = {"nik": nik(0), "owner": "Siti Aminah", "nib": None}
SALON = row(4, **SITI, name="Salon Rindu", activity="Salon rambut", phone=None)
BENGKEL = row(5, **SITI, name="Bengkel Jaya", activity="Bengkel motor", phone="081355550005")


def owners_told(engine) -> list[tuple[str | None, ...]]:
    with reading(engine) as session:
        return [(owner.name, owner.phone, owner.other_phones) for owner in session.scalars(select(Owner))]


@pytest.mark.parametrize("phone", [None, "081234500000"], ids=["no phone before", "another phone before"])
@pytest.mark.parametrize("told", ["081399990009", None], ids=["both rows tell one", "the new one tells one"])
def test_an_owner_whom_one_batch_wrote_under_two_businesses_is_as_before(dumai, engine, phone, told):
    known = row(0, **SITI | {"phone": phone})
    dumai.apply(survey(known))
    before, owners = dumai.seen(), owners_told(engine)
    batch = dumai.apply(survey(known | {"phone": told or phone, "notes": "Dilihat"}, BENGKEL))
    assert batch.outcomes == {"amended": 1, "created": 1}
    assert owners_told(engine) != owners
    report = dumai.undo(batch.batch_id)
    assert (report.withdrawn, report.restored, report.kept) == (1, 1, [])
    assert (dumai.seen(), owners_told(engine)) == (before, owners)


def test_an_owners_business_goes_though_a_batch_between_was_undone_under_another_of_them(dumai, engine):
    dumai.apply(survey(row(0, **SITI)))
    before, owners = dumai.seen(), owners_told(engine)
    first = dumai.apply(survey(SALON)).batch_id
    second = dumai.apply(survey(BENGKEL, SALON | {"phone": "081366660006"})).batch_id
    assert len(dumai.undo(first).kept) == 1
    assert dumai.undo(second).kept == []
    again = dumai.undo(first)
    assert (again.withdrawn, again.kept) == (1, [])
    assert (dumai.seen(), owners_told(engine)) == (before, owners)


def test_an_owners_paper_that_somebody_corrected_under_another_business_stays(dumai, engine):
    known = row(0, **SITI)
    dumai.apply(survey(known, SALON))
    batch = dumai.apply(survey(known | {"nib": "0220001200007"}, SALON)).batch_id
    edited(dumai, "Salon Rindu", {"nib"}, licences=(LicenceRecord(kind="nib", number="0220001200008"),))
    report = dumai.undo(batch)
    assert (report.withdrawn, report.restored, len(report.kept)) == (0, 0, 1)
    with reading(engine) as session:
        (paper,) = session.scalars(select(Licence).where(Licence.kind == "nib"))
        assert (paper.number, paper.withdrawn) == ("0220001200008", False)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_batches_that_write_the_same_words_again_go_in_any_order(dumai, order):
    dumai.apply(survey(row(0, notes="Pertama")))
    before = dumai.seen()
    batches = [dumai.apply(survey(row(0, notes=word))).batch_id for word in ("Kedua", "Pertama", "Kedua")]
    tries = [number for _ in batches for number in order]
    left = set(order)
    for number in tries:
        if number in left and not dumai.undo(batches[number]).kept:
            left.remove(number)
    assert (left, dumai.seen()) == (set(), before)


def test_what_somebody_wrote_back_since_is_not_taken_for_the_batchs(dumai):
    dumai.apply(survey(row(0, notes="Pertama")))
    batch = dumai.apply(survey(row(0, notes="Kedua"))).batch_id
    for words in ("Dari petugas", "Kedua"):
        edited(dumai, "Usaha Siti 1", {"notes"}, notes=words)
    assert len(dumai.undo(batch).kept) == 1
    assert [told[-1]["notes"] for told in dumai.seen().values()] == ["Kedua"]


def test_what_somebody_put_back_by_hand_is_not_named(dumai):
    dumai.apply(survey(row(0, notes="Pertama")))
    before = dumai.seen()
    batch = dumai.apply(survey(row(0, notes="Kedua"))).batch_id
    edited(dumai, "Usaha Siti 1", {"notes"}, notes="Pertama")
    assert dumai.undo(batch).kept == []
    assert dumai.seen() == before


def kept_words(dumai: Office, came: dict, since: dict, keys: set[str], **changes) -> str:
    """The reason that is told when a batch is undone after somebody has changed what it brought."""
    dumai.apply(survey(row(0, halal=None, nib=None)))
    batch = dumai.apply(survey(row(0, **{"halal": None, "nib": None} | came), **since)).batch_id
    edited(dumai, "Usaha Siti 1", keys, **changes)
    (kept,) = dumai.undo(batch).kept
    return kept["reason"]


@pytest.mark.parametrize(("came", "title", "fields", "changes", "words"), [
    ({}, "TAHUN 2025", {"workers_male"}, {"figures": FiguresRecord(year=2025, workers_male=7)}, "Data tahun 2025"),
    ({"nib": "0220001200007"}, "TAHUN 2026", {"nib"},
     {"licences": (LicenceRecord(kind="nib", number="0220001200008"),)}, "NIB"),
    ({"halal": "Ya"}, "TAHUN 2026", {"halal"},
     {"licences": (LicenceRecord(kind="halal", number="ID14110000000000000"),)}, "Sertifikat halal"),
    ({"turnover": 99_000_000}, "TAHUN 2026", {"turnover"},
     {"figures": FiguresRecord(year=2026, turnover=money(5 * 10**6))}, "Omzet tahun 2026"),
    ({"village": "Bukit Datuk", "district": "Dumai Selatan"}, "TAHUN 2026", {"village"},
     {"place": PlaceRecord(area_code=KELURAHAN)}, "Kelurahan"),
], ids=["a year", "a number", "a claim", "one of a year's figures", "a place"])  # fmt: skip
def test_what_is_kept_is_named_in_words(dumai, came, title, fields, changes, words):
    reason = kept_words(dumai, came, {"title": f"DATA UMKM KOTA DUMAI {title}"}, fields, **changes)
    assert reason == f"Isian ini sudah diubah lagi sesudah impor: {words}."


# What other sources say of the same person

NURI = {"nik": nik(3), "owner": "Nuri Wahyuni", "nib": None}
PHONE, OTHER_PHONE = "081277000033", "081277000044"


def person_of(engine):
    with reading(engine) as session:
        owner = session.scalars(select(Owner)).one()
        numbers = session.scalars(select(Licence.number).where(Licence.withdrawn.is_(False), Licence.kind == "nib"))
        return owner.name, owner.phone, sorted(numbers)


def plus(phone: str) -> str:
    return f"+62{phone[1:]}"


@pytest.mark.parametrize("before", [None, OTHER_PHONE], ids=["a blank was filled", "another one was replaced"])
def test_what_a_later_list_told_too_stays_when_the_first_goes(dumai, engine, before):
    known = row(0, **NURI, name="Kue Nuri", phone=before)
    start = dumai.apply(survey(known)).batch_id
    first = dumai.apply(survey(known | {"phone": PHONE})).batch_id
    second = dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE))).batch_id
    (kept,) = dumai.undo(first).kept
    assert kept["reason"] == "Isian ini disebut juga oleh data lain yang masih berlaku: Nomor HP."
    assert person_of(engine)[1] == plus(PHONE)
    assert dumai.undo(second).kept == []
    assert dumai.undo(first).kept == []
    assert person_of(engine)[1] == (plus(before) if before else None)
    assert dumai.undo(start).kept == []


def test_what_a_list_told_before_does_not_hold_what_a_later_one_wrote(dumai, engine):
    known = row(0, **NURI, name="Kue Nuri", phone=PHONE)
    dumai.apply(survey(known))
    dumai.apply(survey(known | {"phone": OTHER_PHONE}))
    last = dumai.apply(survey(known | {"phone": PHONE})).batch_id
    assert dumai.undo(last).kept == []
    assert person_of(engine)[1] == plus(OTHER_PHONE)


def test_what_somebody_told_at_the_desk_too_stays_when_the_list_goes(dumai, engine):
    known = row(0, **NURI, name="Kue Nuri", phone=None)
    dumai.apply(survey(known))
    first = dumai.apply(survey(known | {"phone": PHONE})).batch_id
    dumai.write(lambda session: registered(session, record(
        name="Salon Nuri", owner={"nik": nik(3), "name": "Nuri Wahyuni", "phones": (plus(PHONE),)}, licences=())))
    assert [kept["reason"][:31] for kept in dumai.undo(first).kept] == ["Isian ini disebut juga oleh dat"]
    assert person_of(engine)[1] == plus(PHONE)


def test_a_person_whom_a_list_brought_is_then_as_the_others_tell(dumai, engine):
    wrong = row(0, **NURI | {"owner": "Nuri Wahyudi", "nib": "0220001299999"}, name="Kue Nuri", phone=OTHER_PHONE)
    first = dumai.apply(survey(wrong)).batch_id
    right = row(1, **NURI | {"nib": "0220001200003"}, name="Salon Nuri", activity="Salon rambut", phone=PHONE)
    second = dumai.apply(survey(right)).batch_id
    assert person_of(engine)[0] == "Nuri Wahyudi"
    report = dumai.undo(first)
    assert (report.withdrawn, report.kept) == (1, [])
    assert person_of(engine) == ("Nuri Wahyuni", plus(PHONE), ["0220001200003"])
    assert dumai.judge(survey(right)).decisions == ["same"]
    assert dumai.undo(second).kept == []
    assert dumai.seen() == {}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_of_three_lists_the_person_is_in_the_end_as_the_one_that_is_left_tells(dumai, engine, order):
    told = [("Nuri Wahyudi", "081277000011", "0220001200011"), ("Nuri W", "081277000022", "0220001200022"),
            ("Nuri Wahyuni", "081277000033", "0220001200033")]
    what = [("Kue Nuri", "Kue basah"), ("Salon Nuri", "Salon rambut"), ("Bengkel Nuri", "Bengkel motor")]
    rows = [
        row(n, **NURI | {"owner": name, "nib": nib}, name=shop, activity=does, phone=phone)
        for n, ((name, phone, nib), (shop, does)) in enumerate(zip(told, what, strict=True))
    ]
    batches = [dumai.apply(survey(told_in)).batch_id for told_in in rows]
    for number in order[:2]:
        dumai.undo(batches[number])
    for number in order[:2]:
        if may_undo_again(dumai, batches[number]):
            dumai.undo(batches[number])
    name, phone, nib = told[order[2]]
    assert owners_told(engine) == [(name, plus(phone), None)]
    assert person_of(engine)[2] == [nib]


def may_undo_again(dumai, batch_id):
    with reading(dumai.engine) as session:
        return may_undo(batch_of(session, batch_id))


@pytest.mark.parametrize("level", ["visited", None], ids=["on a visit", "on paper"])
def test_a_person_whom_an_officer_approved_stays_as_they_were_approved(dumai, engine, level):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(row(1, **NURI | {"owner": "Nuri"}, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    number = dumai.write(lambda session: verified(session, "Salon Nuri", level))
    assert dumai.undo(first).kept == [{"number": number, "reason": (
        "Pemiliknya dikenal dari impor ini, jadi data pemilik tetap. Periksa data pemiliknya.")}]
    assert person_of(engine)[:2] == ("Nuri Wahyuni", plus(OTHER_PHONE))
    assert len(dumai.undo(first).kept) == 1, "and is named again"


def verified(session, name, level=None):
    business = named(session, name)
    decide(session, OFFICER, business, "verify", level=level, expected_version=business.version)
    return business.number


def test_what_a_list_changed_and_an_officer_approved_since_stays(dumai):
    dumai.apply(survey(row(0)))
    batch = dumai.apply(survey(row(0, notes="Dari daftar", phone="081355550005"))).batch_id
    number = dumai.write(lambda session: verified(session, "Usaha Siti 1"))
    seen = dumai.seen()
    assert dumai.undo(batch).kept == [{"number": number, "reason": "Sudah diubah atau diperiksa sesudah impor."}]
    assert dumai.seen() == seen


def test_an_approval_before_the_list_holds_nothing(dumai):
    dumai.apply(survey(row(0, notes=None)))
    dumai.write(lambda session: verified(session, "Usaha Siti 1"))
    before = dumai.seen()
    batch = dumai.apply(survey(row(1))).batch_id
    assert dumai.undo(batch).kept == []
    assert dumai.seen() == before


def test_of_a_business_elsewhere_the_report_names_no_number(engine, settings):
    here = office(engine, settings, "kelurahan", area_code="14.72.02.1002")
    own = {"village": "Teluk Binjai", "district": "Dumai Timur"}
    batch = here.apply(survey(row(0, **NURI | own, name="Kue Nuri", phone=PHONE))).batch_id
    here.write(lambda session: registered(session, record(
        name="Salon Nuri", owner={"nik": nik(3), "name": "Nuri Wahyuni", "phones": ()}, licences=(),
        place={"area_code": "14.72.06.1004"})))
    assert [kept["number"] for kept in here.undo(batch).kept] == ["Usaha di wilayah lain"]


def test_a_person_told_anew_shows_nothing_of_what_stood_there(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI | {"owner": "Nuri Wahyudi"}, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    dumai.undo(first)
    with reading(engine) as session:
        (line,) = [line for line in history(session, viewer(), named(session, "Salon Nuri")) if line.action == "retell"]
    assert (line.who, line.role) == (None, "")
    assert {change.label: (change.before, change.after) for change in line.changes} == {
        "Nama pemilik": (None, "Nuri Wahyuni"), "Nomor HP": (None, "0812 •••• •033")}


def test_a_further_phone_that_becomes_the_first_is_there_once(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    dumai.undo(first)
    assert owners_told(engine) == [("Nuri Wahyuni", plus(PHONE), None)]


def test_what_a_person_wrote_of_somebody_whom_a_list_brought_stays(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(row(1, **NURI | {"owner": "Nuri"}, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    edited(dumai, "Salon Nuri", {"owner_name"}, owner=OwnerRecord(name="Hj. Nuri Wahyuni"))
    dumai.undo(first)
    assert person_of(engine)[:2] == ("Hj. Nuri Wahyuni", plus(PHONE))


def test_a_person_of_whom_nothing_else_is_kept_stays_as_the_list_brought_them_and_that_is_named(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    number = dumai.write(lambda session: registered(session, record(
        name="Salon Nuri", owner={"nik": nik(3), "name": "Nuri Wahyuni", "phones": ()}, licences=())).number)
    report = dumai.undo(first)
    assert (report.withdrawn, report.kept) == (1, [{"number": number, "reason": (
        "Pemiliknya dikenal dari impor ini, jadi data pemilik tetap. Periksa data pemiliknya.")}])
    assert person_of(engine)[:2] == ("Nuri Wahyuni", plus(OTHER_PHONE))


# How many went back


def test_a_business_that_goes_back_in_two_tries_is_counted_once(dumai):
    dumai.apply(survey(row(0)))
    first = dumai.apply(survey(row(0, notes="Satu", turnover=9_000_000))).batch_id
    second = dumai.apply(survey(row(0, notes="Dua", turnover=9_000_000))).batch_id
    early, later = dumai.undo(first), dumai.undo(second)
    assert (early.restored, early.partly, later.restored) == (0, 1, 1)
    dumai.undo(first)
    with reading(dumai.engine) as session:
        assert batch_of(session, first).undo_report["reversed"] == 1


def test_a_correction_of_a_second_business_does_not_bring_an_undone_list_back(dumai, engine):
    """The list that brought the person goes first, then one that had corrected another of their businesses."""
    second = row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)
    first = dumai.apply(survey(row(0, **NURI | {"owner": "Nuri Wahyudi"}, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(second))
    corrected = dumai.apply(survey(second | {"owner": "Nuri Wahyuningsih", "phone": "081277000055"})).batch_id
    assert dumai.undo(first).kept == []
    dumai.undo(corrected)
    assert person_of(engine)[:2] == ("Nuri Wahyuni", plus(PHONE))


def test_a_paper_that_an_officer_approved_under_another_business_stays(dumai, engine):
    dumai.apply(survey(row(0, **SITI), SALON))
    batch = dumai.apply(survey(row(0, **SITI | {"nib": "0220001200007"}), SALON)).batch_id
    number = dumai.write(lambda session: verified(session, "Salon Rindu", "document"))
    assert dumai.undo(batch).kept == [{"number": number, "reason": "Sudah diubah atau diperiksa sesudah impor."}]
    with reading(engine) as session:
        assert session.scalars(select(Licence.withdrawn).where(Licence.kind == "nib")).all() == [False]


def test_an_approval_that_was_taken_back_holds_nobody(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=OTHER_PHONE))).batch_id
    dumai.apply(survey(row(1, **NURI | {"owner": "Nuri"}, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    dumai.write(lambda session: verified(session, "Salon Nuri", "visited"))
    dumai.write(lambda session: decide(session, OFFICER, business := named(session, "Salon Nuri"), "return",
                                       reason="Foto belum ada.", expected_version=business.version))
    assert dumai.undo(first).kept == []
    assert person_of(engine)[:2] == ("Nuri", plus(PHONE))


# What is no business of the batch that goes

HOME, NEW_HOME = "Jl. Lama 1", "Jl. Baru 9"


def test_a_list_that_wrote_only_a_note_takes_nothing_of_the_person_with_it(dumai, engine):
    """The list that brought the person was taken back and sent again, as one does to correct it."""
    cake, hair = row(0, **NURI, name="Kue Nuri", phone=PHONE), row(
        1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)
    dumai.undo(dumai.apply(survey(cake, hair)).batch_id)
    dumai.apply(survey(cake, hair))
    changed = survey(hair | {"phone": OTHER_PHONE})
    dumai.apply(changed)
    note = dumai.apply(survey(cake | {"notes": "Catatan"})).batch_id
    told = owners_told(engine)
    assert dumai.undo(note).kept == []
    assert owners_told(engine) == told == [("Nuri Wahyuni", plus(OTHER_PHONE), plus(PHONE))]
    assert dumai.judge(changed).decisions == ["same"]


def test_what_was_approved_between_two_tries_stays(dumai, engine):
    known = row(0, **NURI, name="Kue Nuri", phone=None)
    dumai.apply(survey(known))
    second = dumai.apply(survey(known | {"phone": PHONE, "nib": "0220001200007"})).batch_id
    third = dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE))).batch_id
    assert len(dumai.undo(second).kept) == 1, "the phone, which the third list tells, too"
    number = dumai.write(lambda session: verified(session, "Kue Nuri", "visited"))
    dumai.undo(third)
    assert dumai.undo(second).kept == [{"number": number, "reason": "Sudah diubah atau diperiksa sesudah impor.",
                                        "back": ["NIB"]}]
    assert person_of(engine)[1] == plus(PHONE)


def test_what_went_back_whole_before_an_approval_is_not_named(dumai):
    dumai.apply(survey(row(0), row(1)))
    batch = dumai.apply(survey(row(0, notes="Satu"), row(1, notes="Dua"))).batch_id
    edited(dumai, "Usaha Budi 2", {"notes"}, notes="Dari petugas")
    assert len(dumai.undo(batch).kept) == 1
    dumai.write(lambda session: verified(session, "Usaha Siti 1", "visited"))
    again = dumai.undo(batch)
    assert (again.restored, [kept["reason"] for kept in again.kept]) == (
        1, ["Isian ini sudah diubah lagi sesudah impor: Keterangan."])


def test_what_was_approved_and_then_limited_stays(dumai):
    dumai.apply(survey(row(0)))
    batch = dumai.apply(survey(row(0, notes="Dari daftar"))).batch_id
    dumai.write(lambda session: verified(session, "Usaha Siti 1", "visited"))
    dumai.write(lambda session: decide(session, OFFICER, business := named(session, "Usaha Siti 1"), "limit",
                                       reason="Diminta pemilik.", expected_version=business.version))
    assert len(dumai.undo(batch).kept) == 1
    assert [told[-1]["notes"] for told in dumai.seen().values()] == ["Dari daftar"]


@pytest.mark.parametrize("order", list(permutations(range(1, 5))), ids=str)
def test_lists_that_all_go_leave_nothing_however_often_the_person_was_told_anew(dumai, order):
    def of(name, does, phone, **more):
        return survey(row(0, **NURI, name=name, activity=does, phone=f"08127700001{phone}", **more))

    batches = [dumai.apply(book).batch_id for book in (of("Kue Nuri", "Kue basah", 1), of("Salon Nuri", "Salon", 2))]
    dumai.undo(batches[0])
    later = (of("Toko Nuri", "Jual pulsa", 2), of("Toko Nuri", "Jual pulsa", 3, notes="Catatan"),
             of("Laundry Nuri", "Laundry", 3))
    batches.extend(dumai.apply(book).batch_id for book in later)
    for number in (*order, *order, *order):
        if may_undo_again(dumai, batches[number]):
            dumai.undo(batches[number])
    assert dumai.seen() == {}


def test_a_business_that_stays_for_two_reasons_is_named_once_with_both(dumai):
    known = row(0, **NURI, name="Kue Nuri", phone=None)
    dumai.apply(survey(known))
    batch = dumai.apply(survey(known | {"phone": PHONE, "notes": "Kedua"})).batch_id
    dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    number = edited(dumai, "Kue Nuri", {"notes"}, notes="Dari petugas")
    assert dumai.undo(batch).kept == [{"number": number, "reason": (
        "Isian ini sudah diubah lagi sesudah impor: Keterangan. "
        "Isian ini disebut juga oleh data lain yang masih berlaku: Nomor HP.")}]


def test_the_report_of_a_second_try_is_of_both(dumai):
    dumai.apply(survey(row(0)))
    batch = dumai.apply(survey(row(0, notes="Kedua"), row(1), row(2))).batch_id
    edited(dumai, "Usaha Rina 3", {"notes"}, notes="Dari petugas")
    first, again = dumai.undo(batch), dumai.undo(batch)
    assert (first.withdrawn, first.restored, len(first.kept)) == (1, 1, 1)
    assert again == first


def test_what_was_told_at_the_desk_stays_when_a_list_has_changed_its_business(dumai, engine):
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=PHONE))).batch_id
    dumai.write(lambda session: registered(session, record(
        name="Salon Nuri", activity="Salon rambut", owner={"nik": nik(3), "name": "Nuri Wahyuni",
                                                           "phones": (plus(PHONE),)}, licences=())))
    told = row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=None, notes="Dari daftar")
    assert dumai.apply(survey(told)).outcomes == {"amended": 1}
    (kept,) = dumai.undo(first).kept
    assert kept["reason"].startswith("Pemiliknya dikenal dari impor ini")
    assert person_of(engine)[:2] == ("Nuri Wahyuni", plus(PHONE))


@pytest.mark.parametrize("again", [PHONE, "081277000055"], ids=["the first phone", "the other"])
def test_of_two_phones_none_goes_that_another_list_tells(dumai, engine, again):
    known = row(0, **NURI, name="Kue Nuri", phone=PHONE)
    dumai.apply(survey(known))
    second = dumai.apply(survey(known | {"phone": "081277000055"})).batch_id
    dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=again)))
    dumai.undo(second)
    ((_, phone, others),) = owners_told(engine)
    assert sorted([phone, *(others or "").split()]) == sorted({plus(PHONE), plus("081277000055")})


def test_what_another_list_says_of_a_person_holds_none_of_their_other_businesses(dumai, engine):
    known = row(0, **NURI, name="Kue Nuri", phone=None)
    first = dumai.apply(survey(known)).batch_id
    second = dumai.apply(survey(known | {"phone": PHONE})).batch_id
    dumai.apply(survey(row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)))
    dumai.undo(second)
    assert dumai.undo(first).kept == []
    assert [told[0] for told in owners_told(engine)] == ["Nuri Wahyuni"]
    assert person_of(engine)[1] == plus(PHONE)
    with reading(engine) as session:
        assert session.scalars(select(Business.name).where(Business.state != "withdrawn")).all() == ["Salon Nuri"]


def test_what_stays_of_a_person_whose_first_list_is_gone_is_named(dumai):
    hair = row(1, **NURI, name="Salon Nuri", activity="Salon rambut", phone=PHONE)
    first = dumai.apply(survey(row(0, **NURI, name="Kue Nuri", phone=PHONE))).batch_id
    dumai.apply(survey(hair))
    dumai.undo(first)
    third = dumai.apply(survey(hair | {"owner": "Nuri Wahyuningsih"})).batch_id
    fourth = dumai.apply(survey(hair | {"owner": "Nuri Wahyudi"})).batch_id
    assert [kept["reason"][:26] for kept in dumai.undo(third).kept] == ["Isian ini sudah diubah lag"]
    assert dumai.undo(fourth).kept == []


def test_what_another_list_says_unchanged_stays(dumai, engine):
    known = row(0, **NURI, name="Kue Nuri", phone=None)
    dumai.apply(survey(known))
    second = dumai.apply(survey(known | {"phone": PHONE})).batch_id
    third = dumai.apply(survey(known | {"phone": PHONE}, row(5)))
    assert third.outcomes == {"created": 1}
    assert [kept["reason"][:27] for kept in dumai.undo(second).kept] == ["Isian ini disebut juga oleh"]
    assert person_of_all(engine)["Nuri Wahyuni"] == plus(PHONE)


def person_of_all(engine):
    with reading(engine) as session:
        return {owner.name: owner.phone for owner in session.scalars(select(Owner))}
