"""The areas in the database, on both kinds: setup, names, official polygons, points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from digiloka.areas import actions, queries
from digiloka.areas.codes import area_scope
from digiloka.areas.loading import areas_of_city
from digiloka.areas.models import Area, AreaAlias
from digiloka.audit.actor import Actor
from digiloka.audit.models import JournalLine
from digiloka.values.refusal import Refused

OFFICER = Actor(None, "admin", "cli")
BINTAN, SUKAJADI, LAKSAMANA = "14.72.06.1004", "14.72.06.1005", "14.72.06.1001"
BAGAN_BESAR, BAGAN_BESAR_TIMUR = "14.72.03.1004", "14.72.03.1006"
ONE, BESIDE = shapely.box(101.44, 1.66, 101.45, 1.67), shapely.box(101.45, 1.66, 101.46, 1.67)


@pytest.fixture
def dumai(session: Session) -> Session:
    actions.load_city(session, "14.72")
    return session


def geojson(folder: Path, shapes: dict[str, shapely.Geometry], name: str = "batas.geojson") -> Path:
    features = [
        {"type": "Feature", "properties": {"kode": code}, "geometry": json.loads(shapely.to_geojson(shape))}
        for code, shape in shapes.items()
    ]
    file = folder / name
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


# The list


def test_setup_loads_the_whole_city_and_again_changes_nothing(session: Session) -> None:
    first = actions.load_city(session, "1472")
    assert (first.city_code, first.added, first.changed, first.same, first.dropped) == ("14.72", 44, 0, 0, 0)
    before = session.execute(select(Area.code, Area.loaded_at).order_by(Area.code)).all()
    again = actions.load_city(session, "14.72")
    assert (again.added, again.changed, again.same, again.dropped) == (0, 0, 44, 0)
    assert session.execute(select(Area.code, Area.loaded_at).order_by(Area.code)).all() == before


def test_the_database_gives_the_very_rows_it_was_given(dumai: Session) -> None:
    assert queries.areas(dumai, "14.72") == sorted(areas_of_city("14.72"), key=lambda row: row.code)
    assert queries.area(dumai, BINTAN) == next(row for row in areas_of_city("14.72") if row.code == BINTAN)
    assert queries.area(dumai, "14.72.99") is None


def test_an_older_edition_is_brought_up_to_date_and_what_the_list_drops_stays_known(dumai: Session) -> None:
    for area in dumai.scalars(select(Area)):
        area.source = "older"
    bintan = dumai.get_one(Area, BINTAN)
    bintan.name, bintan.postal_code = "Bintang", "00000"
    dumai.add(Area(
        code="14.72.06.1099", city_code="14.72", level="kelurahan", kind="kelurahan", name="Lama",
        parent_code="14.72.06", source="older",
    ))
    dumai.flush()
    done = actions.load_city(dumai, "14.72")
    assert (done.added, done.changed, done.same, done.dropped) == (0, 1, 43, 1)
    assert (bintan.name, bintan.postal_code) == ("Bintan", "28812")
    assert queries.area(dumai, "14.72.06.1099") is not None
    assert "14.72.06.1099" not in [row.code for row in queries.areas(dumai, "14.72")]


def test_two_cities_stand_side_by_side(dumai: Session) -> None:
    actions.load_city(dumai, "34.71")
    assert len(queries.areas(dumai, "34.71", "kelurahan")) == 45
    assert len(queries.areas(dumai, "14.72", "kelurahan")) == 36


def test_an_unknown_city_is_refused_and_nothing_is_stored(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        actions.load_city(session, "14.99")
    assert refused.value.code == "city-unknown"
    assert session.scalars(select(Area)).all() == []


def test_the_tree_has_every_kelurahan_under_its_kecamatan(dumai: Session) -> None:
    tree = queries.tree(dumai, "14.72")
    assert tree is not None
    assert tree.row.name == "Kota Dumai"
    assert [len(district.below) for district in tree.below] == [4, 5, 7, 6, 4, 5, 5]
    assert queries.tree(dumai, "34.71") is None
    assert [row.name for row in queries.children(dumai, "14.72.06")] == [
        "Laksamana", "Rimba Sekampung", "Dumai Kota", "Bintan", "Sukajadi",
    ]


@pytest.mark.parametrize(("code", "count"), [("14.72", 44), ("14.72.06", 6), (BINTAN, 1), ("14.73", 0)])
def test_an_area_covers_itself_and_what_lies_below(dumai: Session, code: str, count: int) -> None:
    assert len(queries.covered_codes(dumai, code)) == count
    asked = select(Area.code).where(area_scope(code).condition(Area.code))
    assert len(dumai.scalars(asked).all()) == count


# Names


def test_names_know_the_built_in_aliases_and_those_an_office_adds(dumai: Session) -> None:
    assert queries.names(dumai, "14.72").find("Bukit Nanas").area_code == "14.72.03.1001"
    assert queries.names(dumai, "14.72").find("Kampung Nelayan").area_code is None
    dumai.add(AreaAlias(area_code=LAKSAMANA, alias="Kampung Nelayan", own=True))
    dumai.flush()
    assert queries.names(dumai, "14.72").find("kampung nelayan").area_code == LAKSAMANA


def test_an_alias_of_the_office_survives_a_new_edition(dumai: Session) -> None:
    dumai.add(AreaAlias(area_code=LAKSAMANA, alias="Laksemana Lama", own=True))
    for area in dumai.scalars(select(Area)):
        area.source = "older"
    dumai.flush()
    actions.load_city(dumai, "14.72")
    own = dumai.scalars(select(AreaAlias.alias).where(AreaAlias.own.is_(True))).all()
    assert own == ["Laksemana Lama"]
    assert queries.names(dumai, "14.72").find("STDI").area_code == "14.72.01.1009"


# Polygons


def test_polygons_are_stored_reported_and_loaded_twice_without_a_change(dumai: Session, tmp_path: Path) -> None:
    file = geojson(tmp_path, {BINTAN: ONE, SUKAJADI: BESIDE})
    report = actions.load_boundaries(dumai, OFFICER, file, "14.72")
    assert report.loaded == report.changed == (BINTAN, SUKAJADI)
    assert len(report.missing) == 34
    again = actions.load_boundaries(dumai, OFFICER, file, "14.72")
    assert (again.loaded, again.changed) == ((BINTAN, SUKAJADI), ())
    lines = dumai.scalars(select(JournalLine)).all()
    assert [(line.action, line.changes) for line in lines] == [
        ("areas.load_boundaries", {"boundary": [None, [BINTAN, SUKAJADI]]})
    ]


def test_a_polygon_comes_back_exactly_as_it_was(dumai: Session, tmp_path: Path) -> None:
    ring = shapely.Polygon(
        [(101.4401234567891, 1.66), (101.45, 1.6600000000000001), (101.45, 1.67), (101.44, 1.6712345678912345)],
        [[(101.444, 1.664), (101.446, 1.664), (101.446, 1.666)]],
    )
    shape = shapely.MultiPolygon([ring, shapely.box(101.5, 1.6, 101.51, 1.61)])
    actions.load_boundaries(dumai, OFFICER, geojson(tmp_path, {BINTAN: shape}), "14.72")
    dumai.expire_all()
    stored = queries.polygons(dumai, "14.72")[BINTAN]
    assert stored.geom_type == "MultiPolygon"
    assert stored.normalize().equals_exact(shape.normalize(), 0.0)


def test_a_second_file_adds_to_the_first_and_is_judged_with_it(dumai: Session, tmp_path: Path) -> None:
    actions.load_boundaries(dumai, OFFICER, geojson(tmp_path, {BINTAN: ONE}), "14.72")
    second = geojson(tmp_path, {SUKAJADI: shapely.box(101.449, 1.66, 101.46, 1.67)}, "kedua.geojson")
    report = actions.load_boundaries(dumai, OFFICER, second, "14.72")
    assert report.loaded == (SUKAJADI,)
    assert [(overlap.one, overlap.other) for overlap in report.overlaps] == [(BINTAN, SUKAJADI)]
    assert BINTAN not in report.missing


def test_a_refused_file_stores_nothing(dumai: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        actions.load_boundaries(dumai, OFFICER, geojson(tmp_path, {"99.99.99.9999": shapely.box(0, 0, 1, 1)}), "14.72")
    assert queries.polygons(dumai, "14.72") == {}
    assert dumai.scalars(select(JournalLine)).all() == []


def test_polygons_of_a_city_that_is_not_loaded_are_refused(session: Session, tmp_path: Path) -> None:
    file = geojson(tmp_path, {BINTAN: ONE})
    with pytest.raises(Refused) as refused:
        actions.load_boundaries(session, OFFICER, file, "14.72")
    assert refused.value.code == "city-not-loaded"


def test_a_new_edition_of_the_list_keeps_polygons_and_their_points(dumai: Session, tmp_path: Path) -> None:
    actions.load_boundaries(dumai, OFFICER, geojson(tmp_path, {BINTAN: shapely.box(101.5, 1.6, 101.51, 1.61)}), "14.72")
    for area in dumai.scalars(select(Area)):
        area.source = "older"
    dumai.flush()
    actions.load_city(dumai, "14.72")
    row = queries.area(dumai, BINTAN)
    assert row is not None
    assert (row.point_source, row.approximate) == ("boundary", False)
    assert 1.6 < row.latitude < 1.61
    assert BINTAN in queries.polygons(dumai, "14.72")


# Points


def test_without_polygons_the_nearest_known_point_answers_unsure(dumai: Session) -> None:
    found = queries.locator(dumai).locate(1.6845, 101.4233)
    assert found is not None
    assert (found.kelurahan_code, found.kecamatan_code, found.sure) == ("14.72.01.1003", "14.72.01", False)
    assert queries.locator(dumai, "14.72").locate(-6.2, 106.8) is None


def test_the_locator_follows_the_polygons_and_is_built_once(dumai: Session, tmp_path: Path) -> None:
    before = queries.locator(dumai)
    assert queries.locator(dumai) is before
    actions.load_boundaries(dumai, OFFICER, geojson(tmp_path, {BINTAN: shapely.box(101.5, 1.7, 101.51, 1.71)}), "14.72")
    after = queries.locator(dumai, "14.72")
    assert after is not before
    found = after.locate(1.705, 101.505)
    assert found is not None
    assert (found.kelurahan_code, found.sure) == (BINTAN, True)


def test_where_a_new_kelurahan_was_cut_out_the_old_polygon_is_not_sure(dumai: Session, tmp_path: Path) -> None:
    whole = geojson(tmp_path, {BAGAN_BESAR: shapely.box(101.35, 1.56, 101.42, 1.62)})
    actions.load_boundaries(dumai, OFFICER, whole, "14.72")
    newer = queries.area(dumai, BAGAN_BESAR_TIMUR)
    assert newer is not None
    found = queries.locator(dumai).locate(newer.latitude, newer.longitude)
    assert found is not None
    assert (found.kelurahan_code, found.sure, found.others) == (BAGAN_BESAR, False, (BAGAN_BESAR_TIMUR,))


def test_the_box_comes_from_our_table_or_from_the_polygons(dumai: Session, tmp_path: Path) -> None:
    assert queries.box(dumai, "14.72") == (1.447, 101.010, 2.235, 101.728)
    actions.load_city(dumai, "34.71")
    assert queries.box(dumai, "34.71") is None
    file = geojson(tmp_path, {"34.71.01.1001": shapely.box(110.35, -7.78, 110.36, -7.77)})
    actions.load_boundaries(dumai, OFFICER, file, "34.71")
    south, west, north, east = queries.box(dumai, "34.71") or (0, 0, 0, 0)
    assert (round(south, 4), round(west, 4), round(north, 4), round(east, 4)) == (-7.7818, 110.3482, -7.7682, 110.3618)


def test_the_real_boundary_file_loads_whole(dumai: Session, shared: Path) -> None:
    report = actions.load_boundaries(dumai, OFFICER, shared / "data/boundaries/dumai_kelurahan.geojson", "14.72")
    assert len(report.changed) == 34
    assert report.missing == (BAGAN_BESAR_TIMUR, "14.72.03.1007")
    assert (report.unknown, report.overlaps, report.gaps, report.repaired) == ((), (), (), {})
    found = queries.locator(dumai).locate(1.6845, 101.4233)
    assert found is not None
    assert (found.kelurahan_code, found.sure) == ("14.72.01.1003", True)
