"""Points as sheets write them: read, set back where that is certain, or explained."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from digiloka.values.place import parse_coordinates
from tests.rules.values.outcomes import date_cell, noted, outcome, sentence

DUMAI = (1.447, 101.010, 2.235, 101.727)
YOGYAKARTA = (-7.84, 110.34, -7.75, 110.41)
POINT = (1.6843, 101.4477)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("1.6843", "101.4477"), ("1,6843", "101,4477"), (1.6843, 101.4477), ("'1.6843", "'101.4477"),
        ("+1.6843", " 101.4477 "),
        ("1.6843 LU", "101.4477 BT"), ("1.6843 N", "101.4477E"), ("Lat: 1.6843", "Long: 101.4477"),
        ("1.6843,", "101.4477,"),
        ("1.6843, 101.4477", None), ("1.6843,101.4477", ""), ("1.6843 101.4477", "-"), ("1,6843, 101,4477", None),
        ("1,6843 101,4477", None), ("1,6843;101,4477", None), ("1,6843,101,4477", None), ("(1.6843, 101.4477)", None),
        ("lat: 1.6843 long: 101.4477", None), ("1.6843/101.4477", None), ("1.6843\n101.4477", None),
        ("1.6843° N, 101.4477° E", None), ("1.6843 LU, 101.4477 BT", None), ("POINT(101.4477 1.6843)", None),
        ("https://maps.google.com/?q=1.6843,101.4477", None),
        ("https://www.google.com/maps/@1.6843,101.4477,17z", None),
        ("1.6843, 101.4477", "1.6843, 101.4477"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_point_is_that_point(latitude: Any, longitude: Any) -> None:
    assert noted(parse_coordinates, latitude, longitude, DUMAI) == (POINT, [])


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("1°41'03.5\"N", "101°26'51.7\"E"), ("1°41'03.5\"N 101°26'51.7\"E", None), ("1° 41,0583′", "101° 26.8617'")]
)  # fmt: skip
def test_degrees_minutes_and_seconds_are_read(latitude: str, longitude: str | None) -> None:
    assert parse_coordinates(latitude, longitude, DUMAI) == pytest.approx((1.684305, 101.447694), abs=1e-5)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("-7.80", "110.361823"), ("'-7.80", "110.361823"), ("7.80 LS", "110.361823 BT"), ("-7.80 S", "110.361823"),
     ("S 7.80", "E 110.361823")],
)  # fmt: skip
def test_the_southern_half_has_a_minus_or_a_word(latitude: str, longitude: str) -> None:
    assert parse_coordinates(latitude, longitude, YOGYAKARTA) == (-7.8, 110.361823)


@pytest.mark.parametrize(
    ("latitude", "longitude", "box", "point"),
    [
        ("1.684.300", "101.447.700", DUMAI, POINT), ("1684300", "101447700", DUMAI, POINT),
        (1684300, 101447700.0, DUMAI, POINT),
        ("1684300,", "101.4477", DUMAI, POINT), ("1.684.300, 101.447.700", None, DUMAI, POINT),
        ("-7.800.123", "110.361.823", YOGYAKARTA, (-7.800123, 110.361823)),
        ("-7800123,", "110361823", YOGYAKARTA, (-7.800123, 110.361823)),
    ],
)  # fmt: skip
def test_a_lost_decimal_sign_is_set_back_where_only_one_place_is_in_the_city(
    latitude: Any, longitude: Any, box: Any, point: tuple[float, float]
) -> None:
    found, codes = noted(parse_coordinates, latitude, longitude, box)
    assert (found, set(codes)) == (point, {"titik-dipulihkan"})


@pytest.mark.parametrize(
    ("latitude", "longitude", "box", "code"),
    [
        ("101.4477", "1.6843", DUMAI, "titik-tertukar"), ("101.4477, 1.6843", None, DUMAI, "titik-tertukar"),
        (110.361823, -7.8, YOGYAKARTA, "titik-tertukar"), ("-1.6843", "101.4477", DUMAI, "titik-minus"),
        (7.8, 110.361823, YOGYAKARTA, "titik-minus"), ("5.1", "101.4", DUMAI, "titik-luar"),
        ("1.6843", "-101.4477", DUMAI, "titik-luar"),
        ("69.411622356973, 107.578901", None, DUMAI, "titik-luar"), ("1.6843", "", DUMAI, "titik-separuh"),
        ("", "101.4477", DUMAI, "titik-separuh"), (1.6843, None, DUMAI, "titik-separuh"),
        ("1,15E+09", "101.4", DUMAI, "titik-excel"),
        (1.15e9, 101.4, DUMAI, "titik-excel"), ("9.148.438", "101.4477", DUMAI, "titik-rusak"),
        ("7.800.123", "110.361.823", YOGYAKARTA, "titik-rusak"), ("abc", "def", DUMAI, "titik-bentuk"),
        ("depan masjid", None, DUMAI, "titik-bentuk"), (True, 101.4, DUMAI, "titik-bentuk"),
        (date_cell("2026-01-06"), 101.4, DUMAI, "titik-bentuk"),
    ],
)  # fmt: skip
def test_a_point_that_cannot_be_here_is_explained_and_never_moved(
    latitude: Any, longitude: Any, box: Any, code: str
) -> None:
    assert outcome(parse_coordinates, latitude, longitude, box) == f"!{code}"


def test_the_example_in_a_refusal_lies_in_the_city() -> None:
    assert sentence(parse_coordinates, "101.4477", "1.6843", DUMAI) == (
        "Lintang dan bujur tertukar. Tulis lintang dulu, lalu bujur, contoh 1,8410 dan 101,3685."
    )


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, None), ("", ""), ("-", "-"), (0, 0), ("0", "0"), ("0, 0", None), (float("nan"), float("nan"))],
)
def test_no_point_is_none(latitude: Any, longitude: Any) -> None:
    assert parse_coordinates(latitude, longitude, DUMAI) is None


def test_a_coarse_point_is_noted() -> None:
    assert noted(parse_coordinates, 1.68, 101.45, DUMAI) == ((1.68, 101.45), ["titik-kasar"])


@given(
    st.floats(1.447, 2.235), st.floats(101.01, 101.727), st.sampled_from(["{}|{}", "{}, {}", "{} {}"]), st.booleans()
)
def test_any_point_of_the_city_reads_back(latitude: float, longitude: float, way: str, comma: bool) -> None:
    latitude, longitude = round(latitude, 7), round(longitude, 7)
    assume(DUMAI[0] <= latitude <= DUMAI[2] and DUMAI[1] <= longitude <= DUMAI[3])
    written = way.format(f"{latitude:.7f}", f"{longitude:.7f}")
    written = written.replace(".", ",") if comma else written
    cells = written.split("|") if "|" in way else [written, None]
    assert parse_coordinates(*cells, DUMAI) == (latitude, longitude)


@given(st.floats(1.447, 2.235), st.floats(101.01, 101.727))
def test_any_point_of_the_city_survives_the_loss_of_its_decimal_signs(latitude: float, longitude: float) -> None:
    latitude, longitude = round(latitude, 6), round(longitude, 6)
    assume(DUMAI[0] <= latitude <= DUMAI[2] and DUMAI[1] <= longitude <= DUMAI[3])
    assume(len(f"{latitude:.6f}".rstrip("0")) > 5 and len(f"{longitude:.6f}".rstrip("0")) > 5)
    cells = [f"{value:.6f}".replace(".", "") for value in (latitude, longitude)]
    assert parse_coordinates(*cells, DUMAI) == (latitude, longitude)
    grouped = [f"{int(cell):,}".replace(",", ".") for cell in cells]
    assert parse_coordinates(*grouped, DUMAI) == (latitude, longitude)


@given(st.text() | st.floats() | st.integers(), st.none() | st.text() | st.floats())
def test_any_pair_of_cells_is_a_point_of_the_city_or_nothing_or_a_refusal(latitude: Any, longitude: Any) -> None:
    found = outcome(parse_coordinates, latitude, longitude, DUMAI)
    if isinstance(found, tuple):
        assert DUMAI[0] <= found[0] <= DUMAI[2]
        assert DUMAI[1] <= found[1] <= DUMAI[3]
    elif found is not None:
        assert sentence(parse_coordinates, latitude, longitude, DUMAI).endswith(".")
