"""The report against a count by hand, row by row, and against what the register held on an earlier day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from digiloka.accounts.viewer import Viewer
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.database import now
from digiloka.demo.actions import fill
from digiloka.registry.actions.amend import amend
from digiloka.registry.actions.existence import close
from digiloka.registry.actions.move import move
from digiloka.registry.actions.register import register
from digiloka.registry.models import Business, Figures, Licence
from digiloka.registry.records import BusinessRecord, FiguresRecord, LicenceRecord, OwnerRecord, PlaceRecord
from digiloka.statistics.queries import written
from digiloka.values.amounts import Amount

CITY, ZONE = "14.72", ZoneInfo("Asia/Jakarta")
CITY_VIEWER = Viewer(None, "dinas", CITY)
ACTOR = Actor(None, "admin", "cli", CITY)
HERE, THERE = "14.72.01.1003", "14.72.02.1002"
pytestmark = pytest.mark.furnished


def today():
    return now().astimezone(ZONE).date()


def report(session, viewer=CITY_VIEWER, day=None, criterion="sales"):
    found = written(session, viewer, CITY, day or today(), ZONE, criterion)
    return {table.spec.key: table for table in found.tables}, found.coverage


def line(table, code):
    return next(line.values for line in table.lines if line.code == code)


def business(session, *, area=HERE, turnover=12_000_000, name="Warung Uji", figures=None, **more):
    sales = FiguresRecord(year=2026, turnover=Amount(turnover, turnover, "year", False, ""))
    record = BusinessRecord(
        owner=OwnerRecord(name="Siti"), place=PlaceRecord(area_code=area), name=name, activity="warung",
        figures=figures or sales, **more,
    )
    return register(session, ACTOR, record, city_code=CITY, source="desk", scope_code=area or CITY)


def set_back(session, days):
    """Everything recorded so far was recorded so many days ago."""
    session.flush()
    for model in (Business, Figures, Licence):
        session.execute(update(model).values(created_at=now() - timedelta(days=days)))
    session.execute(update(JournalLine).values(at=now() - timedelta(days=days)))
    session.expire_all()


def test_an_empty_register_counts_nothing_and_still_has_every_area(session):
    tables, coverage = report(session)
    assert coverage.counted == 0
    assert tables["R1"].total.values == (0, 0, 0, 0, 0, 0)
    assert len([row for row in tables["R1"].lines if row.kind == "body"]) == 36


@pytest.mark.parametrize("criterion", ["sales", "capital"])
def test_every_table_equals_a_count_by_hand(session, criterion):
    fill(session, CITY, 300, 7, 2026)
    tables, coverage = report(session, criterion=criterion)
    every = [
        row for row in session.scalars(select(Business))
        if row.state in ("submitted", "returned", "verified", "confirmed") and row.existence in (1, 7, 8)
    ]
    scale = {row.id: getattr(row.newest_figures, f"scale_{criterion}", None) for row in every}
    counted = [row for row in every if scale[row.id] != "besar"]
    assert coverage.counted == len(counted) > 200
    assert coverage.large == len(every) - len(counted)
    order = ("mikro", "kecil", "menengah", None)

    def expected(told):
        umkm = sum(told[name] for name in order)
        return (*(told[name] for name in order), umkm), (told["besar"],)

    for code in {row.area_code for row in every}:
        told = Counter(scale[row.id] for row in every if row.area_code == code)
        umkm, large = expected(told)
        assert line(tables["R1"], code) == umkm + large
    for sector in {row.sector for row in every}:
        told = Counter(scale[row.id] for row in every if row.sector == sector)
        umkm, large = expected(told)
        assert (line(tables["R2"], sector or "-")[:5], line(tables["R2"], sector or "-")[6:]) == (umkm, large)
    with_nib = [row for row in counted if any(p.kind == "nib" and p.status == "ya" for p in row.papers)]
    numbered, claimed = line(tables["R4"], "nib")[:2]
    assert numbered + claimed == len(with_nib)
    assert line(tables["R4"], "nib")[5] == len(counted)
    food = [row for row in counted if row.kbli and row.kbli[:2] in ("10", "11", "56")]
    assert line(tables["R4"], "halal")[5] == len(food)
    people = sum((row.newest_figures.workers_total or 0) for row in counted if row.newest_figures)
    assert tables["R5"].total.values[3] == people


# what was told of a business's workers → men, women, without a sex, all
WORKERS = {
    "permanent and casual": ({"permanent_male": 3, "permanent_female": 1, "casual_male": 0, "casual_female": 2},
                             (3, 3, 0, 6)),
    "a total of their own": ({"permanent_male": 3, "permanent_female": 1, "casual_male": 0, "casual_female": 2,
                              "total": 7}, (3, 3, 1, 7)),
    "one part": ({"permanent_male": 1}, (1, 0, 0, 1)),
    "men": ({"male": 2}, (2, 0, 0, 2)),
    "men and their permanent ones": ({"male": 2, "permanent_male": 1, "casual_male": 0}, (2, 0, 0, 2)),
    "paid and unpaid": ({"paid": 2, "unpaid": 3}, (0, 0, 5, 5)),
    "men beside paid and unpaid": ({"male": 1, "paid": 2, "unpaid": 1}, (1, 0, 2, 3)),
    "men and women beside paid": ({"male": 1, "female": 1, "paid": 5}, (1, 1, 0, 2)),
}  # fmt: skip


@pytest.mark.parametrize("told", WORKERS)
def test_workers_are_counted_however_finely_they_were_told(session, told):
    counts, people = WORKERS[told]
    figures = FiguresRecord(year=2026, **{f"workers_{name}": count for name, count in counts.items()})
    business(session, figures=figures)
    assert line(report(session)[0]["R5"], HERE) == (*people, 1, 0, 1)


def test_rows_sum_to_totals_and_columns_to_their_sum(session):
    fill(session, CITY, 200, 11, 2026)
    tables, _ = report(session)
    for key in ("R1", "R4W", "R5"):
        rows = tables[key].lines
        for kind in ("body", "subtotal"):
            summed = tuple(map(sum, zip(*(row.values for row in rows if row.kind == kind), strict=True)))
            assert summed == tables[key].total.values, (key, kind)
    for key in ("R1", "R2"):
        assert all(sum(row.values[:4]) == row.values[4] for row in tables[key].lines), key


def test_a_large_business_stands_beside_the_sums_and_in_no_other_table(session):
    nib = (LicenceRecord(kind="nib", number="0220001234567"),)
    business(session)
    business(session, name="Pabrik", turnover=60 * 10**9, licences=nib)
    tables, coverage = report(session)
    assert (coverage.counted, coverage.large) == (1, 1)
    assert "Usaha besar di luar UMKM: 1; tidak ikut dihitung." in coverage.sentences()
    assert [head.label for head in tables["R1"].heads] == ["UMKM", "Di luar UMKM"]
    assert tables["R1"].total.values == line(tables["R1"], HERE) == (1, 0, 0, 0, 1, 1)
    assert tables["R2"].total.values == (1, 0, 0, 0, 1, 100.0, 1)
    assert line(tables["R4"], "nib")[:6] == (0, 0, 0, 0, 1, 1)
    assert tables["R5"].total.values[-1] == 1
    for key in ("R4", "R4W", "R5"):
        assert "Tidak termasuk 1 usaha besar (di luar UMKM) menurut hasil penjualan" in " ".join(tables[key].notes)
    by_capital, coverage = report(session, criterion="capital")
    assert (coverage.counted, coverage.large, by_capital["R1"].total.values) == (2, 0, (0, 0, 0, 2, 2, 0))


def test_an_unknown_kelurahan_stays_out_of_the_area_tables_and_is_told(session):
    business(session)
    business(session, area=None)
    tables, coverage = report(session)
    assert (coverage.counted, coverage.without_area) == (2, 1)
    assert tables["R1"].total.values[4] == 1
    assert "Tidak termasuk 1 usaha" in " ".join(tables["R1"].notes)
    assert tables["R2"].total.values[4] == 2


def test_an_officer_counts_the_own_kelurahan_and_plut_the_city(session):
    business(session, area=HERE)
    business(session, area=THERE)
    assert report(session, Viewer(None, "kelurahan", HERE))[1].counted == 1
    assert report(session, Viewer(None, "plut", CITY))[1].counted == 2
    assert report(session, Viewer(None, "kelurahan", None))[1].counted == 0


def test_a_claim_counts_apart_from_a_number_and_silence_is_unknown(session):
    business(session, licences=(LicenceRecord(kind="nib", number="0220001234567"),))
    business(session, licences=(LicenceRecord(kind="nib"),))
    business(session, licences=(LicenceRecord(kind="nib", status="tidak"),))
    business(session)
    assert line(report(session)[0]["R4"], "nib")[:6] == (1, 1, 0, 1, 1, 4)


def test_only_a_paper_that_businesses_must_have_says_how_many_need_it(session):
    business(session, licences=(LicenceRecord(kind="merek", number="IDM000123456"),))
    business(session, licences=(LicenceRecord(kind="sni", status="tidak"),))
    tables, _ = report(session)
    assert line(tables["R4"], "nib")[5:] == (2, 0.0)
    assert {kind: line(tables["R4"], kind)[5:] for kind in ("bpom", "merek", "sni")} == dict.fromkeys(
        ("bpom", "merek", "sni"), (None, None)
    )
    assert line(tables["R4"], "merek")[:5] == (1, 0, 0, 0, 1)
    assert line(tables["R4"], "sni")[:5] == (0, 0, 0, 1, 1)
    needed = {head.label: "Memerlukan" in head.children for head in tables["R4W"].heads}
    assert list(needed.values()) == [True, True, True, False, False, False]
    assert all(len(row.values) == len(tables["R4W"].columns) for row in tables["R4W"].lines)
    for key in ("R4", "R4W"):
        assert "tidak wajib bagi setiap usaha" in " ".join(tables[key].notes)


def test_a_day_before_shows_what_was_recorded_then(session):
    stays = business(session, turnover=12_000_000)
    moves, closes = business(session, name="Pindah"), business(session, name="Tutup")
    set_back(session, days=3)
    before = today() - timedelta(days=2)
    then = report(session, day=before)[0]
    more = BusinessRecord(figures=FiguresRecord(year=2026, turnover=Amount(3 * 10**9, 3 * 10**9, "year", False, "")))
    amend(session, ACTOR, stays, more, expected_version=stays.version, level="visited")
    move(session, ACTOR, moves, PlaceRecord(area_code=THERE), expected_version=moves.version, moved_on=today())
    close(session, ACTOR, closes, expected_version=closes.version, since=date(2026, 11, 1), reason="Tutup.")
    business(session, name="Baru")
    session.flush()
    today_ = report(session)[0]
    assert line(today_["R1"], HERE) == (1, 1, 0, 0, 2, 0)
    assert line(today_["R1"], THERE)[4] == 1
    again = report(session, day=before)[0]
    assert [row.values for row in again["R1"].lines] == [row.values for row in then["R1"].lines]
    assert line(again["R1"], HERE) == (3, 0, 0, 0, 3, 0)
    assert report(session, day=today() - timedelta(days=5))[1].counted == 0
