"""The one table of fields: agreed keys, closed lists that read back, readers that refuse and never fall over."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka.registry import choices
from digiloka.registry.fields import BY_KEY, FIELDS, Field, printed_key
from digiloka.registry.reading import Around, Paper
from digiloka.values.refusal import Note, Refused
from digiloka.values.text import word_set

TODAY = Around(today=dt.date(2026, 11, 22))
# Agreed with other programs (`imports check --json`); the code's own fields beside them print as null.
AGREED = word_set(
    "row_number source_id owner_name nik sex birth_date birth_place age education owner_address phone email"
    " business_name brand legal_form status start_date premises_status business_address address rt rw rt_rw"
    " village_rt_rw village district city province postal_code latitude longitude coordinates activity product sector"
    " kbli capital assets investment turnover production_value raw_material_value production_capacity production_unit"
    " workers_total workers_male workers_female workers_permanent_male workers_permanent_female workers_casual_male"
    " workers_casual_female nib nib_date npwp pirt halal bpom sni licence licence_date marketing export financing"
    " partnership training survey_date verification_status notes photo"
)
ABOUT = {"owner", "business", "place", "figures", "licence", "meta"}
UNKIND = re.compile(
    r"\b(mohon|silakan|maaf|tidak valid|invalid|error|gagal|submit|login|upload|field|wajib diisi)\b", re.IGNORECASE
)
WITH_CHOICES = [field for field in FIELDS if field.choices]
WITH_EXAMPLE = [field for field in FIELDS if field.example]


def read(field: Field | str, raw: Any, notes: list[Note] | None = None, around: Around = TODAY) -> Any:
    field = BY_KEY[field] if isinstance(field, str) else field
    return field.read(raw, notes, around)


def test_the_keys_are_those_agreed_and_stand_once() -> None:
    assert {field.printed_key for field in FIELDS} - {None} == AGREED
    assert len(BY_KEY) == len(FIELDS)
    assert {field.key for field in FIELDS if field.printed_key is None}.isdisjoint(AGREED)
    assert (printed_key("nik"), printed_key("scale_as_written"), printed_key(None)) == ("nik", None, None)


def test_the_agreed_keys_are_those_of_the_surveys(shared: Path) -> None:
    readme = (shared / "surveys" / "README.md").read_text(encoding="utf-8")
    told = readme.split("## Field keys")[1].split("`digiloka imports check")[0]
    named = {word for word in re.findall(r"`([a-z_]+)`", told) if not word.endswith("_")}
    assert named <= AGREED


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_a_field_speaks_plain_indonesian_and_says_whose_it_is(field: Field) -> None:
    assert field.about in ABOUT
    assert field.label
    for words in (field.label, field.question, field.hint, *(words for _, words in field.choices)):
        assert not UNKIND.search(words)
        assert not words.endswith(".")


@pytest.mark.parametrize("field", WITH_EXAMPLE, ids=lambda field: field.key)
def test_the_example_of_a_field_can_be_read(field: Field) -> None:
    assert read(field, field.example) not in (None, "", ())
    assert not field.longest or len(field.example) <= field.longest


@pytest.mark.parametrize("field", [f for f in WITH_CHOICES if f.kind in ("choice", "answer")], ids=lambda f: f.key)
def test_every_choice_reads_back_to_its_code(field: Field) -> None:
    for code, words in field.choices:
        assert read(field, words) == code
        assert choices.words_of(field.choices, code) == words


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_blank_is_nothing_and_no_answer(field: Field) -> None:
    for blank in (None, "", "  ", "-"):
        assert read(field, blank) in (None, ())


CELLS = st.one_of(
    st.none(), st.text(max_size=40), st.integers(-(10**18), 10**18).map(float), st.floats(), st.integers(),
    st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


@given(raw=CELLS)
def test_every_reader_reads_or_refuses_with_a_sentence(raw: Any) -> None:
    for field in FIELDS:
        told = refusal_of(field, raw)
        assert told is None or (told.code and told.message.endswith((".", "?"))), field.key


def refusal_of(field: Field, raw: Any) -> Refused | None:
    try:
        read(field, raw, [])
    except Refused as refused:
        return refused
    return None


def test_money_takes_unit_and_period_from_around_it() -> None:
    amount = read("investment", 500.0, around=Around(unit=1000, period="year", today=TODAY.today))
    assert (amount.low, amount.high, amount.period) == (500_000, 500_000, "year")


@pytest.mark.parametrize(
    ("key", "raw", "paper"),
    [
        ("nib", "v", Paper("ya")),
        ("nib", "Ada", Paper("ya")),
        ("nib", "Tidak", Paper("tidak")),
        ("nib", "0220001234567", Paper("ya", "0220001234567")),
        ("halal", "proses", Paper("proses")),
        ("licence", "SKU 500/12", Paper("ya", "SKU 500/12")),
        ("nib", None, None),
        ("nib", "-", None),
    ],
)
def test_a_licence_cell_is_a_number_a_claim_or_nothing(key: str, raw: Any, paper: Paper | None) -> None:
    assert read(key, raw) == paper


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("status", "BERHENTI", "4"), ("status", "Masih aktif", "1"), ("status", "tutup sementara", "2"),
        ("premises_status", "MILIK SENDIRI", "milik_sendiri"), ("premises_status", "Kontrak", "sewa"),
        ("premises_kind", "rumah", "rumah"), ("postal_code", 28813.0, "28813"), ("age", 46.0, 46),
        ("phone", "0812 0034 5678", ("+6281200345678",)),
    ],
)  # fmt: skip
def test_spoken_words_find_their_code(key: str, raw: Any, code: Any) -> None:
    assert read(key, raw) == code


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("age", 7.0), ("age", 140.0), ("postal_code", "2881"), ("postal_code", "abcde"), ("status", "entah"),
        ("nik", 1.5),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(key: str, raw: Any) -> None:
    with pytest.raises(Refused):
        read(key, raw)


def test_columns_that_excel_would_damage_are_text_in_blank_sheets() -> None:
    assert {"nik", "phone", "nib", "npwp", "rt", "rw", "kbli", "postal_code"} <= {f.key for f in FIELDS if f.text}


def test_what_names_a_person_is_kept_secret() -> None:
    assert {"nik", "phone", "email", "birth_date", "npwp"} <= {field.key for field in FIELDS if field.sensitive}


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.kind in ("choice", "answer")], ids=lambda field: field.key
)
def test_every_word_and_code_of_a_closed_list_is_read_as_its_code(field):
    for code, words in field.choices:
        assert field.read(words, None, Around()) == code
        assert field.read(code, None, Around()) == code
