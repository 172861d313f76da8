from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from digiloka.areas.boundaries import read_boundaries
from digiloka.areas.loading import areas_of_city, city_box
from digiloka.areas.naming import names_of_city
from digiloka.areas.plane import metres_per_degree, to_metres
from digiloka.areas.point_in_area import NEAR_M, Locator, approximate_locator, box_around, own_points

# Three fields of 0.01 degrees (about 1.1 km) side by side from west to east; NORTH has no polygon of its own.
WEST, MIDDLE, EAST, NORTH = "14.72.01.1001", "14.72.01.1002", "14.72.02.1001", "14.72.02.1002"
FIELDS = {
    WEST: shapely.box(101.00, 1.00, 101.01, 1.01),
    MIDDLE: shapely.box(101.01, 1.00, 101.02, 1.01),
    EAST: shapely.box(101.02, 1.00, 101.03, 1.01),
}
BOX = (0.9, 100.9, 1.2, 101.2)
METRE = 1 / 110_574  # degrees of latitude


@pytest.mark.parametrize(
    ("lat", "lon", "kelurahan", "kecamatan"),
    [
        (1.005, 101.005, WEST, "14.72.01"),
        (1.005, 101.015, MIDDLE, "14.72.01"),
        (1.009, 101.0299, EAST, "14.72.02"),
        (1.0, 101.0, WEST, "14.72.01"),  # a corner belongs to its polygon
    ],
)
def test_a_point_inside_one_polygon_is_sure(lat: float, lon: float, kelurahan: str, kecamatan: str) -> None:
    found = Locator(FIELDS, {}, BOX).locate(lat, lon)
    assert found is not None
    assert (found.kelurahan_code, found.kecamatan_code, found.sure, found.others) == (kelurahan, kecamatan, True, ())


def test_on_the_line_between_two_the_answer_is_one_of_them_and_not_sure() -> None:
    found = Locator(FIELDS, {}, BOX).locate(1.005, 101.01)
    assert found is not None
    assert {found.kelurahan_code, *found.others} == {WEST, MIDDLE}
    assert not found.sure


def test_where_polygons_overlap_the_smaller_answers_unsure_and_the_other_is_named() -> None:
    enclave = {**FIELDS, NORTH: shapely.box(101.012, 1.002, 101.014, 1.004)}
    found = Locator(enclave, {}, BOX).locate(1.003, 101.013)
    assert found is not None
    assert (found.kelurahan_code, found.sure, found.others) == (NORTH, False, (MIDDLE,))


@pytest.mark.parametrize(("metres", "expected"), [(1, WEST), (NEAR_M - 2, WEST), (NEAR_M + 2, None), (5_000, None)])
def test_just_outside_the_nearest_polygon_answers_unsure(metres: float, expected: str | None) -> None:
    found = Locator(FIELDS, {}, BOX).locate(1.0 - metres * METRE, 101.005)
    assert (found and found.kelurahan_code) == expected
    assert found is None or not found.sure


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(101.005, 1.005), (-1.005, 101.005), (float("nan"), 101.0), (1.0, float("inf")), (0.0, 0.0), (90.0, 180.0)],
)
def test_a_point_elsewhere_or_no_point_at_all_is_nowhere(lat: float, lon: float) -> None:
    assert Locator(FIELDS, {EAST: (1.005, 101.025)}, BOX).locate(lat, lon) is None


def test_near_the_point_of_a_kelurahan_cut_out_of_a_polygon_that_polygon_is_unsure() -> None:
    points = {MIDDLE: (1.005, 101.012), NORTH: (1.005, 101.018)}
    locator = Locator(FIELDS, points, BOX)
    near, far, beside = (locator.locate(1.005, longitude) for longitude in (101.0175, 101.0125, 101.0201))
    assert near is not None
    assert far is not None
    assert beside is not None
    assert (near.kelurahan_code, near.sure, near.others) == (MIDDLE, False, (NORTH,))
    assert (far.kelurahan_code, far.sure, far.others) == (MIDDLE, True, ())
    assert (beside.kelurahan_code, beside.sure) == (EAST, True)


def test_a_kelurahan_that_no_polygon_shows_answers_where_no_polygon_is() -> None:
    locator = Locator(FIELDS, {NORTH: (1.03, 101.015), WEST: (1.005, 101.005)}, BOX)
    found = locator.locate(1.025, 101.004)
    assert found is not None
    assert (found.kelurahan_code, found.kecamatan_code, found.sure) == (NORTH, "14.72.02", False)
    assert locator.locate(0.8, 101.0) is None, "outside the city's box"


def test_without_polygons_the_nearest_point_in_the_box_answers_unsure() -> None:
    locator = Locator({}, {WEST: (1.0, 101.0), EAST: (1.0, 101.1)}, BOX)
    found = locator.locate(1.0, 101.06)
    assert found is not None
    assert (found.kelurahan_code, found.sure) == (EAST, False)
    assert locator.locate(1.3, 101.0) is None


def test_without_anything_every_point_is_nowhere() -> None:
    assert Locator({}, {}, None).locate(1.0, 101.0) is None
    assert Locator({}, {WEST: (1.0, 101.0)}, None).locate(1.0, 101.0) is None, "no box, no guess"


def test_many_points_keep_their_order_and_their_gaps() -> None:
    many = Locator(FIELDS, {}, BOX).locate_many([1.005, float("nan"), 1.005, 50.0], [101.025, 101.0, 101.005, 101.0])
    assert many.kelurahan.tolist() == [EAST, None, WEST, None]
    assert many.kecamatan.tolist() == ["14.72.02", None, "14.72.01", None]
    assert many.sure.tolist() == [True, False, True, False]


def test_no_points_give_no_answers() -> None:
    assert Locator(FIELDS, {}, BOX).locate_many([], []).kelurahan.tolist() == []


def test_latitudes_and_longitudes_must_be_pairs() -> None:
    with pytest.raises(ValueError, match="As many"):
        Locator(FIELDS).locate_many([1.0], [101.0, 101.1])


@given(st.lists(st.tuples(st.floats(0.95, 1.06), st.floats(100.95, 101.08)), min_size=1, max_size=40))
def test_one_by_one_and_all_at_once_agree_with_plain_geometry(points: list[tuple[float, float]]) -> None:
    locator = Locator(FIELDS, {MIDDLE: (1.005, 101.012), NORTH: (1.005, 101.018)}, None)
    many = locator.locate_many([lat for lat, _ in points], [lon for _, lon in points])
    for at, (lat, lon) in enumerate(points):
        one = locator.locate(lat, lon)
        holding = {code for code, shape in FIELDS.items() if shape.covers(shapely.Point(lon, lat))}
        assert many.kelurahan[at] == (one and one.kelurahan_code)
        assert many.kecamatan[at] == (one and one.kecamatan_code)
        assert bool(many.sure[at]) == bool(one and one.sure)
        if holding:
            assert one is not None
            assert one.kelurahan_code in holding
        elif one is not None:
            assert not one.sure


def test_the_hundred_thousand_points_of_a_city_are_all_placed() -> None:
    """Counts, not seconds: as many answers as plain geometry gives for every polygon on its own."""
    chance = np.random.default_rng(7)
    lats, lons = chance.uniform(0.99, 1.02, 100_000), chance.uniform(100.99, 101.04, 100_000)
    many = Locator(FIELDS, {}, BOX).locate_many(lats, lons)
    for code, shape in FIELDS.items():
        expected = shapely.contains_xy(shape, lons, lats)
        assert ((many.kelurahan == code) & many.sure).sum() == expected.sum()


def test_dumai_without_polygons_knows_its_own_points_and_its_box() -> None:
    locator = approximate_locator("14.72")
    points = own_points(areas_of_city("14.72"))
    assert len(points) == 35, "Bukit Kapur has no point of its own"
    for code, point in points.items():
        found = locator.locate(*point)
        assert found is not None
        assert (found.kelurahan_code, found.sure) == (code, False)
    assert locator.locate(0.507, 101.447) is None, "Pekanbaru"
    assert locator.locate(-1.68, 101.44) is None, "the sign lost or added"


def test_a_box_has_its_margin_on_every_side() -> None:
    south, west, north, east = box_around([shapely.box(110.0, -7.8, 110.1, -7.7)], 200) or (0, 0, 0, 0)
    along, up = metres_per_degree(-7.75)
    assert [round((110.0 - west) * along), round((east - 110.1) * along)] == [200, 200]
    assert [round((-7.8 - south) * up), round((north + 7.7) * up)] == [200, 200]
    assert box_around([]) is None


@pytest.mark.parametrize(
    ("latitude", "hectares"),
    [(0.0, 123.0907), (1.7, 123.0380), (-7.8, 121.9819)],  # 0.01 x 0.01 degrees, by the ellipsoid's zone formula
)
def test_degrees_become_metres_on_the_ground(latitude: float, hectares: float) -> None:
    square = to_metres(shapely.box(101.0, latitude - 0.005, 101.01, latitude + 0.005), latitude)
    assert square.area / 10_000 == pytest.approx(hectares, rel=1e-4)


def test_the_real_polygons_answer_like_plain_geometry(shared: Path) -> None:
    shapes = read_boundaries(shared / "data/boundaries/dumai_kelurahan.geojson", names_of_city("14.72")).shapes
    points = own_points(areas_of_city("14.72"))
    locator = Locator(shapes, points, city_box("14.72"))
    chance = np.random.default_rng(3)
    lats, lons = chance.uniform(1.45, 2.23, 20_000), chance.uniform(101.02, 101.72, 20_000)
    many = locator.locate_many(lats, lons)
    unsure = 0
    for code, shape in shapes.items():
        inside = shapely.contains_xy(shape, lons, lats)
        assert (many.kelurahan[inside] == code).all()
        unsure += (~many.sure[inside]).sum()
        if code != "14.72.03.1004":
            assert many.sure[inside].all()
    assert 0 < unsure < 400, "the half of Bagan Besar that may be Bagan Besar Timur"
    newer = locator.locate(*points["14.72.03.1006"])
    assert newer is not None
    assert (newer.kelurahan_code, newer.sure, newer.others) == ("14.72.03.1004", False, ("14.72.03.1006",))
