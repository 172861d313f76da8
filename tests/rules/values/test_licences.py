"""Licence columns: numbers, ticks and answers stand mixed; shapes that nobody has published are only noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from digiloka.values.identity import (
    LicenceRefused,
    licence_cell,
    parse_bpom,
    parse_email,
    parse_halal,
    parse_merek,
    parse_nib,
    parse_pirt,
)
from digiloka.values.refusal import Refused
from tests.rules.values.outcomes import noted, outcome, sentence


@pytest.mark.parametrize(
    ("raw", "status", "number"),
    [
        ("0220000012345", "ya", "0220000012345"), (9120000012345.0, "ya", "9120000012345"),
        ("Ada, 0220000012345", "ya", "0220000012345"), ("Ya (0220000012345)", "ya", "0220000012345"),
        ("v", "ya", None), ("V", "ya", None), ("✓", "ya", None), ("ada", "ya", None), ("Ya", "ya", None),
        (True, "ya", None),
        ("1", "ya", None), (1.0, "ya", None), ("sudah", "ya", None),
        ("X", "tidak", None), ("Belum", "tidak", None), ("tidak ada", "tidak", None), ("belum punya", "tidak", None),
        ("Nihil", "tidak", None), ("- nihil -", "tidak", None), ("kosong", None, None), ("None", None, None),
        (False, "tidak", None), ("proses", "proses", None), ("dalam proses", "proses", None),
        ("tidak tahu", "tidak_tahu", None),
        ("-", None, None), ("", None, None), (None, None, None), ("0", None, None), (0, None, None),
        ("'0", None, None),
        ("#REF!", None, None),
    ],
)  # fmt: skip
def test_a_licence_cell_is_a_number_or_a_claim_or_nothing(raw: Any, status: str | None, number: str | None) -> None:
    assert licence_cell(raw, parse_nib) == (status, number)


@pytest.mark.parametrize("raw", ["220000012345", 220000012345, "Ada 220000012345", "1.47E+12"])
def test_a_damaged_number_still_claims_that_there_is_a_licence(raw: Any) -> None:
    with pytest.raises(LicenceRefused) as refused:
        licence_cell(raw, parse_nib)
    assert refused.value.status == "ya"
    assert refused.value.code in {"nib-lost-zero", "nib-excel"}


@pytest.mark.parametrize("raw", ["sedang difoto", 2, "2", "22", "keripik"])
def test_what_is_neither_number_nor_answer_claims_nothing(raw: Any) -> None:
    with pytest.raises(Refused) as refused:
        licence_cell(raw, parse_nib)
    assert not isinstance(refused.value, LicenceRefused)


def test_notes_of_the_number_reach_the_caller() -> None:
    assert noted(licence_cell, "12345678901", parse_halal) == (("ya", "12345678901"), ["halal-shape"])


@pytest.mark.parametrize(
    ("raw", "number", "codes"),
    [
        ("2063271010001-26", "2063271010001-26", []), ("206327101000126", "2063271010001-26", []),
        (206327101000126, "2063271010001-26", []), ("P-IRT No. 2063271010001-26", "2063271010001-26", []),
        ("PIRT 2063271010001 - 26", "2063271010001-26", []),
        ("DINKES P-IRT 206.3271.01.0001.26", "2063271010001-26", []),
        ("SPP-IRT: 2063271010001-26", "2063271010001-26", []),
        ("2063271010001", "2063271010001", ["pirt-old"]), ("206327101234", "206327101234", ["pirt-old"]),
        ("9063271010001-26", "9063271010001-26", ["pirt-packing"]),
        ("2063271010001-26, 2063271010002-26", "2063271010001-26", ["licence-several"]),
        ("20632710100", "!pirt-length", []), ("2063271010001-2026", "!pirt-length", []),
        ("2.06E+14", "!pirt-excel", []),
        ("BPOM12345678", "!pirt-letters", []), ("abc", "!pirt-shape", []), ("v", "!tick", []), ("-", None, []),
    ],
)  # fmt: skip
def test_a_pirt_has_fifteen_figures_and_old_ones_are_noted(raw: Any, number: str | None, codes: list[str]) -> None:
    assert noted(parse_pirt, raw) == (number, codes)


@pytest.mark.parametrize(
    ("parse", "raw", "number", "codes"),
    [
        (parse_halal, "ID32110000293810822", "ID32110000293810822", []),
        (parse_halal, "id 3211 0000 2938 10822", "ID32110000293810822", []),
        (parse_halal, "No. ID32110000293810822", "ID32110000293810822", []),
        (parse_halal, "KH 1234567890", "KH1234567890", ["halal-decree"]),
        (parse_halal, "LPPOM-12345678901", "LPPOM12345678901", ["halal-shape"]),
        (parse_bpom, "BPOM RI MD 123456789012", "MD123456789012", []),
        (parse_bpom, "NA18201234567", "NA18201234567", ["bpom-shape"]),
        (parse_merek, "IDM 000984301", "IDM000984301", []),
        (parse_merek, "DID2021012345", "DID2021012345", ["merek-shape"]),
        (parse_halal, "ID123", "!halal-shape", []),
        (parse_bpom, "sedang diurus", "!bpom-shape", []),
        (parse_merek, "1.2E+15", "!merek-excel", []),
        (parse_merek, 1234567890123456.0, "!merek-excel", []),
        (parse_bpom, "v", "!tick", []),
        (parse_merek, " - ", None, []),
    ],
)
def test_uncertain_shapes_are_noted_and_words_are_no_number(
    parse: Callable[..., Any], raw: Any, number: str | None, codes: list[str]
) -> None:
    assert noted(parse, raw) == (number, codes)


@pytest.mark.parametrize(
    ("raw", "address", "codes"),
    [
        ("Budi@Gmail.com", "budi@gmail.com", []), (" budi@gmail.com ", "budi@gmail.com", []),
        ("budi @ gmail . com", "budi@gmail.com", []), ("mailto:budi@gmail.com", "budi@gmail.com", []),
        ("<budi@toko-budi.co.id>", "budi@toko-budi.co.id", []), ("'budi@gmail.com", "budi@gmail.com", []),
        ("budi@gmail.com.", "budi@gmail.com", []), ("budi.s+toko@yahoo.co.id", "budi.s+toko@yahoo.co.id", []),
        ("a@b.com / c@d.com", "a@b.com", ["email-several"]), ("a@b.com; c@d.com", "a@b.com", ["email-several"]),
        ("budi@gmail.con", "budi@gmail.con", ["email-typo"]), ("budi@gmial.com", "budi@gmial.com", ["email-typo"]),
        ("iumk", None, []), ("-", None, []), ("0", None, []), ("Tidak", None, []), ("tidak ada email", None, []),
    ],
)  # fmt: skip
def test_an_address_is_taken_in_lower_case(raw: str, address: str | None, codes: list[str]) -> None:
    assert noted(parse_email, raw) == (address, codes)


@pytest.mark.parametrize(
    ("raw", "end"),
    [("budi@gmailcom", "@gmail.com"), ("budigmail.com", "@gmail.com"), ("budigmailcom", "@gmail.com"),
     ("budi@gmail", "@gmail.com"),
     ("budi@gmail,com", "@gmail.com"), ("budi@yahoocoid", "@yahoo.co.id"), ("budi s@gmail.com", "@gmail.com")],
)  # fmt: skip
def test_a_slip_is_refused_with_the_end_that_was_meant_and_without_the_address(raw: str, end: str) -> None:
    assert outcome(parse_email, raw) == "!email-slip"
    assert sentence(parse_email, raw) == f"Alamat email ini belum lengkap. Mungkin belakangnya {end}."


@pytest.mark.parametrize(
    "raw", ["anjai", "budi@", "@budi", "musono@01ardianto", "081200001234", 5.0, "a" * 250 + "@b.com", "é@b.com"]
)
def test_what_is_no_address_is_refused(raw: Any) -> None:
    assert outcome(parse_email, raw) == "!email-shape"
