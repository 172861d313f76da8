"""Consent and masking: what was agreed to is on record, what identifies is not on the page."""

from __future__ import annotations

import pytest

from digiloka.imports import questions
from digiloka.privacy import consent
from digiloka.privacy.masking import mask_birth_date, mask_name, mask_value
from digiloka.values.refusal import Refused
from digiloka.web import import_words


def test_a_registration_needs_the_agreement_to_the_register_and_no_other():
    assert consent.require(consent.ConsentGiven(("registry",))).purposes == ("registry",)
    for given in (None, consent.ConsentGiven(("contact", "publish"))):
        with pytest.raises(Refused) as refused:
            consent.require(given)
        assert refused.value.code == "consent-missing"


def test_an_agreement_keeps_the_version_that_was_shown():
    given = consent.ConsentGiven(("registry", "contact"), versions={"registry": "2020-01"})
    assert given.version_of("registry") == "2020-01"
    assert given.version_of("contact") == consent.text_of("contact").version


@pytest.mark.parametrize("wrong", [{"purposes": ("tax",)}, {"channel": "pigeon"}])
def test_an_agreement_to_nothing_we_asked_is_a_programmers_mistake(wrong):
    with pytest.raises(ValueError, match=r"no channel|Unknown"):
        consent.ConsentGiven(**wrong)


def test_every_purpose_says_what_it_is_for_and_that_it_can_be_taken_back():
    for text in consent.TEXTS:
        assert text.sentence.startswith("Saya setuju")
        assert "menarik persetujuan" in " ".join(text.information)
    assert [text.purpose for text in consent.TEXTS if text.needed] == ["registry"]


def test_a_text_that_never_was_is_not_found():
    with pytest.raises(LookupError):
        consent.text_of("registry", "1999-01")


@pytest.mark.parametrize(
    ("field", "value"),
    [("nik", "1472014507800000"), ("phone", "+6281200345678"), ("other_phones", "+6281200345678 +6281300345678"),
     ("email", "siti@contoh.id"), ("npwp", "013121660091000"), ("birth_date", "1980-07-05"),
     ("address", "Jl. Melati No. 8"), ("anything", "rahasia")],
)  # fmt: skip
def test_a_sealed_value_is_never_shown_whole(field, value):
    shown = mask_value(field, value)
    assert shown
    assert "•" in shown
    assert not any(len(part) > 6 and part in shown for part in value.replace("@", " ").split() if part != "contoh.id")


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_needs_no_mask(nothing):
    assert mask_value("nik", nothing) is None


@pytest.mark.parametrize(
    ("name", "shown"), [("Warung Bu Siti", "W••• B••• S•••"), ("  keripik  ", "k•••"), ("A", "A•••"), ("", "")]
)
def test_a_masked_name_shows_how_its_words_begin_and_not_how_long_they_are(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("1980-07-05", "••/••/1980"), ("05/07/1980", "••/••/1980"), ("Dumai, 5 Juli 1980", "••/••/1980"),
     ("5-7-80", "••••"), ("05071980", "••••"), ("29407", "••••"), ("entah", "••••")],
)  # fmt: skip
def test_of_a_birth_date_every_page_and_file_shows_the_year_alone(written, shown):
    assert mask_birth_date(written) == shown
    column = {"letter": "C", "field": "birth_date"}
    assert import_words.shown(written, column) == shown
    assert questions.examples_of([written], "birth_date") == (shown,)
