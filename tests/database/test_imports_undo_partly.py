"""A batch taken back of whose businesses a part stays: each row reversed, kept, or reversed in part, counted once."""

from __future__ import annotations

import pytest

from digiloka.database import reading
from digiloka.imports.queries import batch_of
from digiloka.imports.undo_rows import BACK, KEPT, PARTLY, counted, counts_of
from tests.database.test_imports_lists import reported
from tests.database.test_imports_undo import dumai, edited  # noqa: F401 - a fixture
from tests.surveying import Office, many, row, survey

pytestmark = pytest.mark.furnished
NEW = {"notes": "Dari daftar", "address": "Jl. Pinang 1A"}
WHY = "Isian ini sudah diubah lagi sesudah impor: Keterangan."


def three(dumai: Office):  # noqa: F811
    """A batch of three changed businesses: nobody wrote on the first, on the second over one of two fields, on the
    third over the only one."""
    dumai.apply(survey(*many(3)))
    batch = dumai.apply(survey(row(0, **NEW), row(1, **NEW), row(2, notes="Dari daftar"))).batch_id
    numbers = [edited(dumai, name, {"notes"}, notes="Dari petugas") for name in ("Usaha Budi 2", "Usaha Rina 3")]
    return batch, numbers


def test_a_business_of_which_a_part_stays_counts_as_neither_reversed_nor_kept(dumai):  # noqa: F811
    batch, (second, third) = three(dumai)
    report = dumai.undo(batch)
    assert report.as_json() == {
        "withdrawn": 0, "restored": 1, "reversed": 1, "partly": 1,
        "kept": [{"number": second, "reason": WHY, "back": ["Alamat usaha"]}, {"number": third, "reason": WHY}],
    }  # fmt: skip
    assert report.sentence() == "\n".join((
        "0 usaha baru ditarik, 1 usaha dikembalikan seperti semula, 1 usaha dikembalikan sebagian, 1 usaha tetap.",
        f"  {second}: Sudah dikembalikan: Alamat usaha. {WHY}", f"  {third}: {WHY}",
    ))


def test_the_rows_say_the_same_as_the_report(dumai):  # noqa: F811
    batch, _ = three(dumai)
    dumai.undo(batch)
    assert [became for _, became, *_ in reported(dumai, batch)] == [BACK, PARTLY, KEPT]
    for place, only in enumerate((BACK, PARTLY, KEPT), 4):
        assert [row for row, *_ in reported(dumai, batch, only=only)] == [place]
    with reading(dumai.engine) as session:
        found = batch_of(session, batch)
        assert counts_of(session, found) == counted(found) == {BACK: 1, PARTLY: 1, KEPT: 1}


def test_a_second_try_tells_what_the_first_has_put_back(dumai):  # noqa: F811
    batch, _ = three(dumai)
    first = dumai.undo(batch)
    assert dumai.undo(batch) == first
    edited(dumai, "Usaha Budi 2", {"notes"}, notes=None)  # as it was before the list
    again = dumai.undo(batch)
    assert (again.restored, again.partly, len(again.kept)) == (2, 0, 1)


@pytest.mark.parametrize("rows", [[[1, WHY]], [[1, WHY, []]]], ids=["as it was kept earlier", "as it is kept now"])
def test_an_earlier_report_of_rows_is_still_read(dumai, rows):  # noqa: F811
    batch, _ = three(dumai)
    dumai.undo(batch)

    def as_kept_earlier(session):
        found = batch_of(session, batch)
        found.undo_report = {"withdrawn": 0, "restored": 2, "reversed": 2, "kept": [], "rows": rows}
        found.counts = {name: count for name, count in found.counts.items() if not name.startswith("undone_")}

    dumai.write(as_kept_earlier)
    with reading(dumai.engine) as session:
        found = batch_of(session, batch)
        assert counts_of(session, found) == {BACK: 2, PARTLY: 0, KEPT: 1}
        assert counted(found) is None
    assert [became for _, became, *_ in reported(dumai, batch)] == [BACK, KEPT, BACK]


def test_what_was_edited_since_stays_when_the_same_file_comes_again_after_an_undoing_in_part(dumai):  # noqa: F811
    dumai.apply(survey(*many(2)))
    told = survey(row(0, **NEW), row(1, **NEW))
    batch = dumai.apply(told).batch_id
    edited(dumai, "Usaha Budi 2", {"notes"}, notes="Dari petugas")
    dumai.undo(batch)
    first, second = dumai.judge(told).rows
    assert sorted(first.changes) == ["business_address", "notes"]
    assert sorted(second.changes) == ["business_address"]
    assert any("Keterangan" in reason and "sejak" in reason for reason in second.reasons)
    dumai.apply(told)
    kept = {record["name"]: record["notes"] for *_, record in dumai.seen().values()}
    assert kept == {"Usaha Siti 1": "Dari daftar", "Usaha Budi 2": "Dari petugas"}
    assert dumai.judge(told).decisions == ["same", "same"]
