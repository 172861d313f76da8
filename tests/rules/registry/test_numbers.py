"""The public number: no single wrong sign and no swap of two signs makes another good number."""

from __future__ import annotations

import itertools

import pytest

from digiloka.registry.numbers import (
    ALPHABET,
    LENGTH,
    begun_number,
    check_sign,
    is_good,
    new_number,
    new_numbers,
    numbers_in,
    parse_number,
)
from digiloka.values.refusal import Refused

SAMPLES = tuple(number.replace("-", "") for number in new_numbers("14.72", 40))  # other ones at every run
PLACES = range(LENGTH)


def with_sign(signs: str, place: int, sign: str) -> str:
    return signs[:place] + sign + signs[place + 1 :]


def remainder(signs: str) -> int:
    """What `signs` misses to a good number, as a value 0..31: equal remainders, equal check signs."""
    return ALPHABET.index(check_sign(signs))


@pytest.mark.parametrize("signs", ["14727K3MQ8ZC", *SAMPLES], ids=["fixed", *(f"random {n}" for n in range(40))])
def test_every_single_wrong_sign_is_caught_at_every_place(signs):
    assert is_good(signs)
    wrong = [with_sign(signs, place, sign) for place in PLACES for sign in ALPHABET if sign != signs[place]]
    assert len(wrong) == 12 * 31
    assert not any(is_good(text) for text in wrong)


@pytest.mark.parametrize("signs", ["14727K3MQ8ZC", *SAMPLES], ids=["fixed", *(f"random {n}" for n in range(40))])
def test_every_swap_of_two_different_signs_is_caught(signs):
    swaps = [
        with_sign(with_sign(signs, one, signs[other]), other, signs[one])
        for one, other in itertools.combinations(PLACES, 2)
        if signs[one] != signs[other]
    ]
    assert swaps
    assert not any(is_good(text) for text in swaps)


def test_the_check_is_linear_so_what_holds_for_one_number_holds_for_all():
    """check(a xor b) = check(a) xor check(b): an error's effect does not depend on the number it happens to."""
    bodies = [signs[:-1] for signs in SAMPLES]
    for one, other in itertools.pairwise(bodies):
        mixed = "".join(
            ALPHABET[ALPHABET.index(a) ^ ALPHABET.index(b)] for a, b in zip(one, other, strict=True)
        )
        assert remainder(mixed) == remainder(one) ^ remainder(other)


@pytest.mark.parametrize("place", range(LENGTH - 1))
def test_all_swaps_of_all_pairs_of_signs_side_by_side_are_caught(place):
    blank = "0" * LENGTH
    for one, other in itertools.permutations(ALPHABET, 2):
        before = with_sign(with_sign(blank, place, one), place + 1, other)
        after = with_sign(with_sign(blank, place, other), place + 1, one)
        assert remainder(before) != remainder(after)


def test_new_numbers_are_different_good_and_of_the_city():
    drawn = new_numbers("14.72", 5000)
    assert len(set(drawn)) == 5000
    assert all(parse_number(number) == number and number.startswith("1472-") for number in drawn)


def test_every_sign_is_drawn():
    assert set("".join(number[5:].replace("-", "") for number in new_numbers("14.72", 2000))) == set(ALPHABET)


@pytest.mark.parametrize("code", ["14", "14.72.01", "", "ab.cd"])
def test_a_number_needs_the_code_of_a_city(code):
    with pytest.raises(ValueError, match="kota"):
        new_number(code)


@pytest.mark.parametrize(
    "typed",
    ["1472-7K3M-Q8ZC", "1472-7k3m-q8zc", "14727K3MQ8ZC", " 1472 7k3m  q8zc ", "1472–7K3M–Q8ZC", "I472-7K3M-Q8ZC",
     "l472.7K3M.Q8ZC"],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed):
    assert parse_number(typed) == "1472-7K3M-Q8ZC"


def test_o_is_read_as_nought_and_i_and_l_as_one():
    number = next(number for number in new_numbers("14.72", 3000) if "0" in number[5:] and "1" in number[5:])
    head, tail = number[:5], number[5:]
    assert parse_number(head + tail.replace("0", "o").replace("1", "L")) == number
    assert parse_number(head + tail.replace("0", "O").replace("1", "i")) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number-length"),
        ("1472-7K3M-Q8Z", "number-length"),
        ("1472-7K3M-Q8ZCC", "number-length"),
        ("1472-7K3M-Q8UC", "number-sign"),
        ("1472-7K3M-Q8*C", "number-sign"),
        ("A472-7K3M-Q8ZC", "number-city"),
        ("1472-7K3M-Q8ZD", "number-check"),
        ("1472-K73M-Q8ZC", "number-check"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_a_sentence(typed, code):
    with pytest.raises(Refused) as refused:
        parse_number(typed)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("1472-pm4z", "1472-PM4Z"), ("1472PM4Z", "1472-PM4Z"), ("1472 PM4Z", "1472-PM4Z"), ("1472PM", "1472-PM"),
        ("1472–PM4Z–7", "1472-PM4Z-7"), ("1472 pm4z 7k3", "1472-PM4Z-7K3"), ("1472-OI", "1472-01"),
        ("PM4Z", "1472-PM4Z"), ("pm4z-7k3m", "1472-PM4Z-7K3M"), ("PM4Z7", "1472-PM4Z-7"),
        ("1472", None), ("1472-", None), ("1473-PM4Z", "1472-1473-PM4Z"), ("2019 kopi", "1472-2019-K0P1"),
        ("PM4", None),
        ("PMZZ", None), ("2019", None), ("1472-PM4U", None), ("1472-PM4Z-7K3MX", None), ("", None), ("1472-PM%", None),
    ],
)
def test_a_begun_number_is_one_however_it_is_typed(typed: str, begun: str | None) -> None:
    assert begun_number(typed, "14.72") == begun


def test_without_a_city_four_figures_begin_a_number() -> None:
    assert begun_number("1473pm4z") == "1473-PM4Z"
    assert begun_number("PM4Z") is None


def test_the_numbers_that_a_sentence_names_are_found():
    one, two = new_numbers("14.72", 2)
    assert numbers_in(f"HP ini sama dengan usaha {one}. Usaha {two} sudah disebut di baris 3.") == [one, two]
    assert numbers_in("Baris 3, tanggal 12-05-2024, HP 0812-77776666") == []
