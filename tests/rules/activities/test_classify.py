"""A proposal is made only when it is clear, and never against what the business itself answered."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from digiloka.activities.classify import allowed_by, classify, means_the_same, propose_sector
from digiloka.activities.sectors import sector_of

PHRASES = list(csv.DictReader(Path(__file__).with_name("phrases.csv").open(encoding="utf-8")))


def code(activity: str | None, product: str | None = None, **answers: str) -> str | None:
    guess = classify(activity, product, answers)
    return guess.code if guess else None


def test_most_phrases_get_a_proposal_and_almost_every_proposal_is_right() -> None:
    guesses = [(row["codes"].split(), classify(row["phrase"])) for row in PHRASES]
    made = [(codes, guess.code) for codes, guess in guesses if guess]
    assert len(made) / len(guesses) >= 0.75
    assert sum(guess in codes for codes, guess in made) / len(made) >= 0.98


def test_almost_every_proposed_group_is_right() -> None:
    pairs = [(row["codes"].split(), propose_sector(row["phrase"])) for row in PHRASES]
    made = [(codes, group) for codes, group in pairs if group]
    assert len(made) / len(pairs) >= 0.85
    right = sum(group in {sector_of(one, "2025") for one in codes} for codes, group in made)
    assert right / len(made) >= 0.98


@pytest.mark.parametrize(
    "vague", [None, "", "-", "Jualan", "Warung", "Jasa", "Dagang", "Toko", "Makanan", "Lainnya", "usaha sendiri",
              "UMKM", "gorden", "Ibu Siti", "Berkah Jaya Abadi", "seblak atau laundry"],
)  # fmt: skip
def test_what_is_vague_gets_no_proposal(vague: str | None) -> None:
    assert classify(vague) is None


def test_a_proposal_says_what_it_is_and_why() -> None:
    guess = classify("Bengkel Motor", None)
    assert guess is not None
    assert (guess.code, guess.version, guess.sector, guess.matched_word) == ("95320", "2025", "jasa", "bengkel motor")
    assert guess.title
    assert 0 < guess.score <= 1


@pytest.mark.parametrize(
    ("activity", "product", "expected"),
    [("Dagang", "Sembako", "47112"), ("Industri rumah tangga", "Tempe", "10307"), (None, "Kerupuk", "10794"),
     ("Jasa", "Pangkas rambut", "96210"), ("Kuliner", "Warung bakso", "56101")],
)  # fmt: skip
def test_the_product_speaks_where_the_activity_is_vague(activity: str | None, product: str, expected: str) -> None:
    assert code(activity, product) == expected


@pytest.mark.parametrize(
    ("words", "answers", "expected"),
    [
        ("kerupuk", {"makes_goods": "ya"}, "10794"),
        ("kerupuk", {"makes_goods": "tidak", "sells_goods": "ya"}, "47249"),
        ("gorden", {"makes_goods": "ya", "sells_goods": "ya"}, "13921"),
        ("gorden", {"makes_goods": "tidak", "serves_food": "tidak", "sells_goods": "ya"}, "47530"),
        ("tempe", {"makes_goods": "tidak", "sells_goods": "ya"}, "47244"),
        ("lele", {"makes_goods": "tidak", "serves_food": "tidak", "sells_goods": "tidak"}, "03221"),
        ("tenda pecel lele", {"serves_food": "ya"}, "56102"),
        ("bengkel motor", {"makes_goods": "tidak", "serves_food": "tidak", "sells_goods": "tidak"}, "95320"),
    ],
)  # fmt: skip
def test_the_answers_of_13b_restrict_the_section(words: str, answers: dict[str, str], expected: str) -> None:
    assert code(words, **answers) == expected


@pytest.mark.parametrize(
    ("answers", "may", "may_not"),
    [
        (("ya", None, None, None), ["10794", "31011"], ["47249", "56101", "96100"]),
        (("ya", "tidak", "ya", None), ["10794"], ["47249"]),  # who makes and sells is industry
        (("ya", "ya", None, None), ["10794", "56101"], ["47249", "55909"]),
        (("tidak", "ya", "ya", None), ["56101"], ["10794", "47249", "55909"]),
        (("tidak", "tidak", "ya", None), ["47249"], ["10794", "56101", "96100"]),
        (("tidak", "tidak", "tidak", "ya"), ["96100", "55909", "01461"], ["10794", "56101", "47249"]),
        ((None, None, None, None), ["10794", "56101", "47249", "96100"], []),
        (("tidak_tahu", "proses", "", None), ["10794", "56101", "47249"], []),
    ],
)  # fmt: skip
def test_each_set_of_answers_leaves_its_sections(
    answers: tuple[str | None, ...], may: list[str], may_not: list[str]
) -> None:
    allowed = allowed_by(answers)
    assert all(allowed(code, "2025") for code in may)
    assert not any(allowed(code, "2025") for code in may_not)


def test_the_group_a_sheet_names_rules_out_the_others() -> None:
    assert classify("gorden") is None
    assert classify("gorden", sector="fesyen").code == "13921"
    assert classify("gorden", sector="perdagangan").code == "47530"
    assert classify("gorden", sector="pertanian") is None


def test_selling_a_thing_is_never_taken_for_making_it() -> None:
    for words in ("jual tanjak", "jual kepiting bakau", "lapak buah naga", "jualan mukena bordir"):
        guess = classify(words)
        assert guess is None or guess.sector not in ("kriya", "fesyen", "pertanian", "industri_lain")


def test_two_codes_of_one_group_still_tell_the_group() -> None:
    for meal in ("seblak", "bakso", "nasi goreng", "pecel lele", "lontong sayur"):
        assert classify(meal) is None  # at a fixed place or at a cart?
        assert propose_sector(meal) == "kuliner"
    assert code("warung bakso") == "56101"
    assert code("bakso gerobak") == "56102"


@pytest.mark.parametrize("words", ["Rumah makan", "WARUNG MAKAN"])
def test_a_phrase_of_the_table_is_what_it_says_though_each_word_of_it_says_little(words):
    assert (classify(words).code, propose_sector(words)) == ("56101", "kuliner")


FOOD = [("Minuman", "kuliner"), ("Makanan", "kuliner"), ("Warung", None), ("Dumai", None)]


@pytest.mark.parametrize(("words", "group"), FOOD)
def test_food_alone_is_its_group_and_no_code(words, group):
    assert (classify(words), propose_sector(words)) == (None, group)


def test_a_group_that_the_sheet_names_does_not_lift_a_code_far_behind_the_words():
    assert classify("Fashion", "Vivi Hijab").code == "47711"
    assert classify("Fashion", "Vivi Hijab", sector="fesyen") is None


@pytest.mark.parametrize(("earlier", "later", "same"), [
    ("Warung kopi", "Kedai kopi", True), ("Jahit baju", "Menjahit baju", True),
    ("kripik singkong", "keripik singkong", True), ("keripik singkong", "keripik singkong pedas", True),
    ("Bakso", "Mie ayam", True), ("Bakso", "Warung bakso", False), ("keripik singkong", "jual keripik singkong", False),
    ("Salon", "Salon rambut", False), ("Bengkel motor", "Jahit baju", False), ("qqzzxx", "xxzzqq", False),
    ("Warung", "Warung", False), (None, "", False),
])  # fmt: skip
def test_words_mean_the_same_where_they_lead_to_the_same_codes(earlier, later, same):
    one, other = ({"activity": words} for words in (earlier, later))
    assert means_the_same(one, other) is means_the_same(other, one) is same


def test_words_mean_another_thing_beside_other_answers():
    told = {"activity": "kerupuk ikan", "makes_goods": "ya"}
    sold = {"activity": "krupuk ikan", "sells_goods": "ya", "makes_goods": "tidak"}
    assert means_the_same(told, {**told, "activity": "krupuk ikan"})
    assert not means_the_same(told, sold)
