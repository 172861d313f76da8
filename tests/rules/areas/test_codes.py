from __future__ import annotations

import pytest

from digiloka.areas.codes import area_scope, common_area, dotted, level_of, parent_of
from digiloka.values.refusal import Refused


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [("14.72", "kota", None), ("14.72.01", "kecamatan", "14.72"), ("14.72.01.1003", "kelurahan", "14.72.01")],
)
def test_a_code_tells_its_level_and_its_parent(code: str, level: str, parent: str | None) -> None:
    assert (level_of(code), parent_of(code)) == (level, parent)


@pytest.mark.parametrize(
    "code", ["", "14", "1472", "14.72.1", "14.72.01.3", "14.72.01.1003.1", "14.72.", "٤٢.72", "14,72", "14.72\n"]
)
def test_what_is_no_code_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(Refused, match=r"14\.72\.01\.1003") as refused:
        area_scope(code)
    assert refused.value.code == "area-code"


@pytest.mark.parametrize(
    ("scope", "code", "covered"),
    [
        ("14.72", "14.72", True),
        ("14.72", "14.72.01", True),
        ("14.72", "14.72.01.1003", True),
        ("14.72.01", "14.72.01.1003", True),
        ("14.72.01", "14.72.10.1003", False),
        ("14.72.01", "14.72", False),
        ("14.72.01.1003", "14.72.01.1003", True),
        ("14.72.01.1003", "14.72.01.1006", False),
        ("14.72", "14.73", False),
        ("14.72", "14.721.01", False),
        ("14.72", None, False),
    ],
)
def test_an_area_covers_itself_and_all_below_and_nothing_else(scope: str, code: str | None, covered: bool) -> None:
    assert area_scope(scope).covers(code) is covered


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("1472", "14.72"),
        ("147201", "14.72.01"),
        ("1472011003", "14.72.01.1003"),
        ("14720", None),
        ("14.72", None),
        ("", None),
        ("abcd", None),
        ("１４７２", None),
    ],
)
def test_digits_get_their_dots_back(digits: str, code: str | None) -> None:
    assert dotted(digits) == code


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("14.72.01.1003", "14.72.01.1006", "14.72.01"),
        ("14.72.01.1003", "14.72.02.1002", "14.72"),
        ("14.72.01", "14.72.01.1003", "14.72.01"),
        ("14.72.01.1003", "14.72.01.1003", "14.72.01.1003"),
        ("14.72.01.1003", "14.71.01.1003", None),
    ],
)
def test_the_lowest_common_area_of_two(one: str, other: str, common: str | None) -> None:
    assert common_area(one, other) == common_area(other, one) == common
