"""Who sees what, in how many queries: the area, the list, the queue, the owner's elsewhere, the history."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import digiloka
from digiloka.database import now
from digiloka.registry import queries
from digiloka.registry.actions import decide, hold, withdraw
from digiloka.registry.models import Business
from digiloka.registry.queries import Filters, NotFound
from digiloka.registry.records import PlaceRecord
from digiloka.registry.sought import person_in
from digiloka.sealing import keyed_hash
from tests.people import added
from tests.records import CITY, KELURAHAN, OTHER_KELURAHAN, nik, record
from tests.registering import (
    OFFICE,
    OFFICER,
    registered,
    registered_many,
    statements,
    viewer,
)

NEIGHBOUR = "14.72.01.1006"
UNSURE = PlaceRecord(district_code="14.72.01", village_as_written="Entah")


@pytest.fixture
def town(session):
    """Five businesses of five owners: two kelurahan of one kecamatan, one elsewhere, one unsure, one withdrawn."""
    places = {"here": KELURAHAN, "beside": NEIGHBOUR, "far": OTHER_KELURAHAN, "gone": KELURAHAN}
    found = {
        name: registered(session, record(name=f"Warung {name}", owner={"nik": nik(n)}, place={"area_code": code}))
        for n, (name, code) in enumerate(places.items())
    }
    found["unsure"] = registered(session, replace(record(name="Warung unsure", owner={"nik": nik(9)}), place=UNSURE))
    withdraw(session, OFFICE, found["gone"], None)
    return found


@pytest.mark.parametrize(
    ("who", "typed", "found"),
    [
        (viewer(), "0812 0034 5678", {"here", "beside", "far", "unsure"}),
        (viewer("kecamatan", "14.72.01"), "0812 0034 5678", {"here", "beside", "unsure"}),
        (viewer("kelurahan", KELURAHAN), "0812 0034 5678", {"here"}),
        (viewer("plut"), "0812 0034 5678", set()),
        (viewer(), nik(2), {"far"}),
        (viewer("kelurahan", KELURAHAN), nik(2), set()),
        (viewer(), nik(3), set()),
        (viewer("dinas", "14.71"), nik(2), set()),
        (viewer("dinas", None), nik(2), set()),
    ],
)
def test_a_person_is_found_in_the_viewers_area_only(session, town, who, typed, found):
    person = Filters(person=person_in(typed))
    page = queries.page_of(session, who, person)
    assert {row.name.removeprefix("Warung ") for row in page.rows} == found
    assert page.total == queries.count_for_export(session, who, person) == len(found)


def names_seen(session, who):
    names = session.scalars(queries.visible(who).with_only_columns(Business.name))
    return {name.removeprefix("Warung ") for name in names}


@pytest.mark.parametrize(
    ("role", "area", "expected"),
    [
        ("dinas", CITY, {"here", "beside", "far", "unsure"}),
        ("admin", CITY, {"here", "beside", "far", "unsure"}),
        ("kecamatan", "14.72.01", {"here", "beside", "unsure"}),
        ("kecamatan", "14.72.0", set()),
        ("kelurahan", KELURAHAN, {"here"}),
        ("kelurahan", None, set()),
        ("dinas", None, set()),
        ("dinas", "14.71", set()),
        ("plut", CITY, set()),
        ("owner", None, set()),
        ("stranger", CITY, set()),
    ],
)
def test_everybody_sees_their_area_and_nobody_what_was_withdrawn(session, town, role, area, expected):
    who = viewer(role, area)
    assert names_seen(session, who) == expected
    for name, business in town.items():
        for wanted in (business.id, str(business.id), business.number, business.number.lower().replace("-", "")):
            if name in expected:
                assert queries.get_visible(session, who, wanted) is business
            else:
                with pytest.raises(NotFound):
                    queries.get_visible(session, who, wanted)


@pytest.mark.parametrize("wanted", [uuid.uuid4(), "1472-7K3M-Q8ZC", "apa saja", "", "1472-7K3M-Q8ZD"])
def test_what_does_not_exist_is_not_found_in_the_same_way(session, town, wanted):
    with pytest.raises(NotFound):
        queries.get_visible(session, viewer(), wanted)


def test_an_owner_sees_what_their_account_holds_and_nothing_else(session, town):
    user = added(session, "owner")
    who = viewer("owner", None, user.id)
    assert names_seen(session, who) == set()
    hold(session, OFFICE, user.id, town["far"].owner)
    assert names_seen(session, who) == {"far"}


def test_a_limited_record_is_seen_by_the_dinas_and_its_owner_only(session, town):
    user = added(session, "owner")
    hold(session, OFFICE, user.id, town["here"].owner)
    decide(session, OFFICE, town["here"], "limit", "Atas permintaan pemilik", expected_version=1)
    assert "here" in names_seen(session, viewer("dinas"))
    assert names_seen(session, viewer("owner", None, user.id)) == {"here"}
    assert names_seen(session, viewer("kelurahan", KELURAHAN)) == set()


def test_the_whole_record_is_read_with_a_fixed_number_of_queries(session, town):
    wanted = town["here"].id
    session.expunge_all()
    with statements(session) as seen:
        business = queries.get_visible(session, viewer(), wanted)
        assert business.owner.name
        assert business.main_place
        assert business.newest_figures
        assert business.papers
    assert len(seen) <= 6


# Lists


def listed(session, who=None, **filters):
    page = queries.page_of(session, who or viewer(), Filters(**filters))
    assert page.total == len(page.rows)
    return {row.name.removeprefix("Warung ") for row in page.rows}


def test_a_row_carries_what_a_list_shows(session, town):
    (row,) = queries.page_of(session, viewer("kelurahan", KELURAHAN), Filters()).rows
    assert (row.number, row.name, row.owner_name, row.activity) == (
        town["here"].number, "Warung here", "Siti Aminah", "menjual keripik singkong"
    )  # fmt: skip
    assert (row.area_code, row.sector, row.scale, row.state, row.level, row.existence, row.source) == (
        KELURAHAN, "kuliner", "mikro", "submitted", "declared", 1, "desk"
    )  # fmt: skip
    assert row.version == 1
    assert row.created_at.tzinfo is not None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"here", "beside", "far", "unsure"}),
        ({"q": "here"}, {"here"}),
        ({"q": "  AMINAH  far "}, {"far"}),
        ({"q": "tidak ada"}, set()),
        ({"q": "%"}, set()),
        ({"q": "!!!"}, set()),
        ({"area": "14.72.01"}, {"here", "beside", "unsure"}),
        ({"area": NEIGHBOUR}, {"beside"}),
        ({"needs_area": True}, {"unsure"}),
        ({"sector": "kuliner"}, {"here", "beside", "far", "unsure"}),
        ({"sector": "jasa"}, set()),
        ({"sector": "tidak_diketahui"}, set()),
        ({"scale": "mikro", "area": NEIGHBOUR}, {"beside"}),
        ({"state": "verified"}, set()),
        ({"source": "desk", "existence": 1, "level": "declared"}, {"here", "beside", "far", "unsure"}),
        ({"source": "import"}, set()),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(session, town, filters, expected):
    assert listed(session, **filters) == expected


def test_a_number_or_its_beginning_finds_its_business(session, town):
    number = town["beside"].number
    assert listed(session, q=number.lower()) == {"beside"}
    assert "beside" in listed(session, q=number[:9])
    assert listed(session, viewer("kelurahan", KELURAHAN), q=number) == set()


def test_a_begun_number_finds_its_business_however_it_is_typed(session, monkeypatch):
    monkeypatch.setattr("digiloka.registry.actions.numbering.new_numbers", lambda *_: ["1472-PM4Z-7K3H"])
    registered(session, record(name="Warung baru"))
    monkeypatch.undo()
    registered(session, record(name="Warung Jaya99", owner={"nik": nik(1)}))
    registered(session, record(name="Warung 1472 Kopi", owner={"nik": nik(2)}))
    for typed in ("1472-pm4z", "1472PM4Z", "1472 PM4Z", "1472PM", "1472–pm4z–7", "PM4Z", "pm4z 7k", "PM4Z-7K3H"):
        assert listed(session, q=typed) == {"baru"}, typed
    assert listed(session, q="jaya99") == {"Jaya99"}, "a name may be written so"
    assert listed(session, q="1472 kopi") == {"1472 Kopi"}
    registered(session, record(name="1472 Kopi 24", owner={"nik": nik(3)}))
    registered(session, record(name="1472Barber", owner={"nik": nik(4)}))
    assert "1472 Kopi 24" in {row.name for row in queries.page_of(session, viewer(), Filters(q="1472 kopi 24")).rows}
    assert "1472Barber" in {row.name for row in queries.page_of(session, viewer(), Filters(q="1472barber")).rows}
    for typed in ("1473-PM4Z", "1472-PM4U", "1472PM%", "PM4"):
        assert listed(session, q=typed) == set(), typed


def test_unknown_scale_and_sector_can_be_asked_for(session):
    registered(session, record(name="Warung kosong", sector=None, figures=None, sector_as_written="Entah"))
    assert listed(session, scale="tidak_diketahui") == listed(session, sector="tidak_diketahui") == {"kosong"}


def test_pages_follow_each_other_without_gap_or_repeat_in_every_order(session):
    registered_many(session, [record(name=f"Usaha {n:03d}", owner={"nik": nik(n)}) for n in range(23)])
    for order in ("newest", "oldest", "name"):
        pages = [queries.page_of(session, viewer(), Filters(order=order), page, 10) for page in (1, 2, 3, 4)]
        assert [len(page.rows) for page in pages] == [10, 10, 3, 0]
        assert {(page.total, page.pages) for page in pages} == {(23, 3)}
        names = [row.name for page in pages for row in page.rows]
        assert len(set(names)) == 23
        assert names == sorted(names, reverse=order == "newest") or order != "name"


def test_a_list_costs_two_queries_however_long_it_is(session):
    registered_many(session, [record(owner={"nik": nik(n)}) for n in range(60)])
    with statements(session) as seen:
        assert len(queries.page_of(session, viewer(), Filters(q="siti"), per_page=50).rows) == 50
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("there", "page", "rows"),
    [(0, 1, 0), (0, 2, 0), (9, 1, 9), (10, 1, 10), (10, 2, 0), (11, 1, 10), (11, 2, 1), (20, 2, 10), (20, 3, 0)],
)
def test_every_page_knows_how_long_the_list_is(session, there, page, rows):
    registered_many(session, [record(owner={"nik": nik(n)}) for n in range(there)])
    found = queries.page_of(session, viewer(), Filters(), page, 10)
    assert (len(found.rows), found.total) == (rows, there)


def test_a_list_that_ends_on_its_page_is_not_counted_again(session):
    registered_many(session, [record(owner={"nik": nik(n)}) for n in range(12)])
    for page in (1, 2):
        with statements(session) as seen:
            queries.page_of(session, viewer(), Filters(), page, 10)
        assert len(seen) == 3 - page, page


def test_a_page_is_never_longer_than_allowed(session):
    assert queries.page_of(session, viewer(), Filters(), -3, 10**6).per_page == 200


# The queue


def test_each_role_gets_its_queue_oldest_first_with_age(session, town):
    decide(session, OFFICER, town["here"], "verify", expected_version=1)
    rows, total = queries.queue(session, viewer("kecamatan", "14.72.01"))
    assert ([row.name for row in rows], total) == (["Warung beside", "Warung unsure"], 2)
    assert queries.queue(session, viewer("dinas"), state="verified")[0][0].name == "Warung here"
    everywhere = {"submitted": 3, "verified": 1}
    assert queries.queue_counts(session, viewer("dinas")) == (everywhere, everywhere)
    assert rows[0].age_days(now() + timedelta(days=5, hours=1)) == 5
    assert rows[0].waits_since.tzinfo is not None
    for role, area in (("plut", CITY), ("owner", None), ("kelurahan", OTHER_KELURAHAN + "9")):
        assert queries.queue(session, viewer(role, area)) == ([], 0)


def test_the_queue_can_be_narrowed_to_an_area(session, town):
    rows, total = queries.queue(session, viewer(), area=OTHER_KELURAHAN)
    assert ([row.name for row in rows], total) == (["Warung far"], 1)


# Across areas


def test_an_owners_businesses_are_found_by_nik_with_those_out_of_sight_marked(session, town):
    elsewhere = registered(session, record(name="Cabang", place={"area_code": OTHER_KELURAHAN}))
    who = viewer("kelurahan", KELURAHAN)
    wanted = [keyed_hash("nik", nik(0)), keyed_hash("nik", nik(3)), keyed_hash("nik", nik(77))]
    found = queries.by_nik_hashes(session, who, CITY, wanted)
    assert list(found) == wanted[:1], "withdrawn and unknown ones are not there"
    assert [(each.business_id, each.visible, each.version) for each in found[wanted[0]]] == [
        (town["here"].id, True, 1), (elsewhere.id, False, 1)
    ]  # fmt: skip


def test_an_officer_learns_only_how_many_an_owner_has_elsewhere(session, town):
    registered(session, record(name="Cabang", place={"area_code": OTHER_KELURAHAN}))
    owner = town["here"].owner_id
    assert queries.exists_elsewhere(session, viewer("kelurahan", KELURAHAN), owner) == 1
    assert queries.exists_elsewhere(session, viewer("dinas"), owner) == 0


# One place


def test_nobody_selects_businesses_past_the_one_place_that_knows_the_area():
    """Outside the register, only statistics and import queries may read the table, and they use its clauses.
    The demo fills an empty register for nobody in particular."""
    home = Path(digiloka.__file__).parent
    found = {}
    for path in home.rglob("*.py"):
        text = path.read_text()
        if re.search(r"select\((\*?\(?)?\s*Business\b|query\(Business\b|\.get(_one)?\(Business\b", text):
            found[str(path.relative_to(home))] = text
    outside = {name: text for name, text in found.items() if not name.startswith(("registry/", "demo/"))}
    assert set(found) - set(outside), "the pattern finds nothing any more"
    for name, text in outside.items():
        assert name.startswith("statistics/") or name == "imports/queries.py", name
        assert "scope_clause" in text or "area_clause" in text, name


@pytest.mark.parametrize(
    ("role", "area"), [("kelurahan", "14.72.01.100"), ("kecamatan", "14.72.0"), ("kecamatan", "14.72.1")]
)
def test_codes_are_compared_whole_so_that_the_beginning_of_one_opens_nothing(session, town, role, area):
    assert names_seen(session, viewer(role, area)) == set()


def test_a_kecamatan_is_its_own_code_and_what_lies_below_it(session):
    for number, code in enumerate(("14.72.02", "14.72.02.1002", "14.72.020", "14.72.03", "14.72")):
        business = registered(session, record(name=f"Usaha {code}", owner={"nik": nik(number)}))
        business.scope_code = code
    session.flush()
    assert names_seen(session, viewer("kecamatan", "14.72.02")) == {"Usaha 14.72.02", "Usaha 14.72.02.1002"}
