"""What holds for every refusal and every note: plain Indonesian, a whole sentence, a cure, no word of the trade."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiloka import values
from digiloka.values import amounts, answers, dates, identity, phone, place, text
from digiloka.values.refusal import Note, Refused
from tests.rules.values.outcomes import date_cell

TODAY = dt.date(2026, 11, 22)
BOX = (1.447, 101.010, 2.235, 101.727)
ROOM = Path(values.__file__).parent

FORBIDDEN = re.compile(
    r"\b(?:mohon|silakan|silahkan|maaf|tidak valid|gagal|wajib diisi|field|submit|login|upload|invalid|error|null|none"
    r"|regex|parse|format|input|data tidak ditemukan)\b",
    re.IGNORECASE,
)  # fmt: skip
CURES = re.compile(
    r"\b(?:Tulis|Salin|Hapus|Tambahkan|Pindahkan|Ambil|Ringkas|Ubah|Periksa|contoh|harus|Mungkin|diawali)\b|\{"
)

PARSERS: dict[str, Callable[[Any, list[Note]], Any]] = {
    "name": text.parse_name,
    "text": lambda raw, notes: text.parse_text(raw, 12, notes),
    "amount": lambda raw, notes: amounts.parse_amount(raw, 1, None, notes),
    "amount in thousands": lambda raw, notes: amounts.parse_amount(raw, 1000, "month", notes),
    "count": amounts.parse_count,
    "decimal": amounts.parse_decimal,
    "date": lambda raw, notes: dates.parse_date(raw, TODAY, notes),
    "year": lambda raw, _: dates.parse_year(raw, TODAY),
    "start": lambda raw, notes: dates.parse_start(raw, TODAY, notes),
    "phone": phone.parse_phones,
    "nik": identity.parse_nik,
    "nib": identity.parse_nib,
    "npwp": identity.parse_npwp,
    "pirt": identity.parse_pirt,
    "halal": identity.parse_halal,
    "bpom": identity.parse_bpom,
    "merek": identity.parse_merek,
    "email": identity.parse_email,
    "licence": lambda raw, notes: identity.licence_cell(raw, identity.parse_nib, notes),
    "rt": lambda raw, _: place.parse_rt(raw),
    "rw": lambda raw, _: place.parse_rw(raw),
    "rt and rw": place.parse_rt_rw,
    "village": lambda raw, _: place.parse_village_rt_rw(raw),
    "point": lambda raw, notes: place.parse_coordinates(raw, None, BOX, notes),
    "latitude": lambda raw, notes: place.parse_coordinates(raw, "101.4477", BOX, notes),
    "answer": answers.parse_answer,
    "sex": answers.parse_sex,
    "education": answers.parse_education,
    "legal form": answers.parse_legal_form,
}

BAD: list[Any] = [
    "abc", "?!x", "=A1", "99", "2-3", "1.5", "1,500 juta", "-5", "(5)", "10%", "$5", "1.47E+15",
    "8.52348e+010", "v",
    "X", "12345", "123456789012", "12345678901234567", "31/02/2020", "2030", "Mei 2020", "budi@gmailcom", "budi",
    "101.4, 1.68", "-1.6843, 101.4477", "9.9, 9.9", "1.6843", "1234", "Ya/Tidak", "SD/SMP", "PT/CV", "a" * 300,
    "081200001234", "0812",
    "2 juta per 3 bulan", "3 juta - 2 juta", "10.000.00", "1472014599800000", "9972014509800000", "2 tahun",
    "RT 1234",
    1472014509800000, 1.5, -3, 1e20, float("inf"), True, False, 2, dt.date(2030, 1, 1),
    date_cell("2020-05-02T17:00"),
    dt.time(2, 30), dt.timedelta(days=2),
]  # fmt: skip

CELLS = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def heard(parse: Callable[[Any, list[Note]], Any], raw: Any) -> list[tuple[str, str]]:
    """(code, sentence) of everything said about a cell."""
    notes: list[Note] = []
    try:
        parse(raw, notes)
    except Refused as refused:
        notes.append(Note(refused.code, refused.message))
    return [(one.code, one.message) for one in notes]


def check(code: str, message: str) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code), code
    assert message.endswith("."), message
    assert message[0].isupper(), message
    assert "  " not in message, message
    assert len(message) < 160, message
    assert not FORBIDDEN.search(message), message


@pytest.mark.parametrize("kind", PARSERS)
def test_bad_cells_get_a_whole_sentence(kind: str) -> None:
    said = [one for raw in BAD for one in heard(PARSERS[kind], raw)]
    assert said or kind == "village"
    for code, message in said:
        check(code, message)


@given(st.sampled_from(list(PARSERS)), CELLS)
def test_no_cell_brings_a_parser_down(kind: str, raw: Any) -> None:
    for code, message in heard(PARSERS[kind], raw):
        check(code, message)


def sentences() -> list[tuple[str, str]]:
    """("module: code", sentence) of every refusal written out in the room's source."""
    found = []
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and len(node.args) == 2:
                code, message = node.args
                if isinstance(code, ast.Constant) and isinstance(message, ast.Constant | ast.JoinedStr):
                    found.append((f"{path.stem}: {code.value}", ast.unparse(message)))
    return found


def test_every_refusal_of_the_room_names_a_cure() -> None:
    found = sentences()
    assert len(found) > 50
    assert [one for one in found if not CURES.search(one[1])] == []


def test_no_two_refusals_say_the_same_code_for_different_things() -> None:
    """A code is counted and shown: the same code in two modules would mix two faults."""
    owners: dict[str, set[str]] = {}
    for where, _ in sentences():
        module, code = where.split(": ")
        owners.setdefault(code, set()).add(module)
    assert {code: modules for code, modules in owners.items() if len(modules) > 1} == {}
