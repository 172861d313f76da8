"""The kinds of papers: whose they are, what their numbers look like, and which business needs them."""

from __future__ import annotations

import pytest

from digiloka.licensing.kinds import KINDS, applies
from digiloka.registry.mapping import OWNER_LICENCES
from digiloka.registry.models import Licence

NIB, PIRT = "0220001234567", "2061472010001-29"


def test_the_register_and_the_table_agree_on_which_papers_are_the_owners():
    assert {key for key, kind in KINDS.items() if kind.holder == "owner"} == OWNER_LICENCES


def test_every_kind_fits_its_column_and_says_what_it_is():
    for key, kind in KINDS.items():
        assert len(key) <= Licence.__table__.columns["kind"].type.length
        assert kind.label
        assert kind.issuer or key == "other"


@pytest.mark.parametrize(("kind", "number"), [("nib", NIB), ("pirt", PIRT)])
def test_a_kind_knows_the_form_of_its_number(kind, number):
    assert "".join(filter(str.isdigit, KINDS[kind].number(number))) == "".join(filter(str.isdigit, number))


@pytest.mark.parametrize(
    ("kind", "kbli", "version", "expected"),
    [
        ("nib", "47112", "2025", True),
        ("halal", "10794", "2025", True),
        ("halal", "56101", "2025", True),
        ("halal", "14120", "2025", False),
        ("pirt", "10794", "2025", True),
        ("pirt", "56101", "2025", False),
        ("pirt", "14120", "2020", False),
        ("slhs", "56210", "2020", True),
        ("merek", "95320", "2025", True),
    ],
)
def test_a_paper_for_food_is_asked_of_food_businesses_only(kind, kbli, version, expected):
    assert applies(kind, kbli, version, None, None) is expected


@pytest.mark.parametrize(
    ("kind", "sector", "serves", "expected"),
    [("halal", "kuliner", None, True), ("halal", "jasa", None, False), ("halal", "jasa", "ya", True),
     ("pirt", "kuliner", None, True), ("pirt", "kuliner", "ya", False), ("pirt", None, None, False)],
)  # fmt: skip
def test_without_a_code_the_sector_and_the_owner_decide(kind, sector, serves, expected):
    assert applies(kind, None, None, sector, serves) is expected


def test_a_code_without_a_version_decides_nothing():
    assert applies("halal", "10794", None, "jasa", None) is False


def test_old_papers_are_marked_as_old():
    assert {"sku", "iumk", "siup", "tdp"} <= {key for key, kind in KINDS.items() if kind.old}
    assert not KINDS["nib"].old
