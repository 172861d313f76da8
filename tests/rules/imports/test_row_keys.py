"""Keys of rows that we hand out: read back as they were made, and no others."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from digiloka import sealing
from digiloka.imports.row_keys import (
    BusinessCells,
    RowOfBatch,
    RowOfFile,
    business_key,
    file_row_key,
    is_key,
    read_key,
    row_key,
)
from digiloka.sealing import keyed_hash
from digiloka.values.refusal import Refused

ROW = uuid.UUID("01932f00-0000-7000-8000-00000000abcd")
PRINTED = {"nik": "1472011203850001", "turnover": 5_000_000, "notes": None, "start": date(2019, 3, 1), "rt": "003"}


@pytest.fixture(autouse=True)
def keys():
    sealing.use(sealing.new_keyring(generated=True))


def test_a_key_of_a_row_of_a_batch_comes_back():
    assert read_key(row_key(ROW)) == RowOfBatch(ROW)
    assert read_key(f"  {row_key(ROW)} ") == RowOfBatch(ROW), "blanks around it are nothing"


def test_a_key_of_a_row_of_a_file_is_its_identity_else_its_place():
    identity = keyed_hash("row-identity", "somebody")
    read = read_key(file_row_key(identity, "file", "Data", 7))
    assert read == RowOfFile(identity)
    assert read.origin_id == read_key(file_row_key(identity, "other file", "Data", 9)).origin_id
    refused = [read_key(file_row_key(None, *place)) for place in (("a", "Data", 7), ("a", "Data", 8), ("b", "Data", 7))]
    assert len({key.origin_id for key in refused}) == 3


def test_a_key_of_a_business_tells_edited_cells_from_others():
    read = read_key(business_key("1472-AAAA-AAAA", 4, PRINTED))
    assert isinstance(read, BusinessCells)
    assert (read.number, read.version) == ("1472-AAAA-AAAA", 4)
    assert all(read.unedited(column, value) for column, value in PRINTED.items())


@pytest.mark.parametrize(
    ("column", "back"),
    [("turnover", 5_000_000.0), ("turnover", "5000000"), ("notes", ""), ("notes", "  "), ("rt", " 003 "),
     ("start", "2019-03-01")],
)
def test_a_cell_that_another_program_saved_is_not_edited(column, back):
    assert read_key(business_key("1472-AAAA-AAAA", 4, PRINTED)).unedited(column, back)


@pytest.mark.parametrize(
    ("column", "back"),
    [("turnover", 5_000_001), ("turnover", None), ("notes", "ada"), ("rt", "3"), ("nik", "1472011203850002"),
     ("rw", "003"), ("rw", None)],
)
def test_a_cell_that_says_something_else_is_edited(column, back):
    assert not read_key(business_key("1472-AAAA-AAAA", 4, PRINTED)).unedited(column, back)


def test_what_was_printed_for_one_business_says_nothing_of_another():
    read = read_key(business_key("1472-AAAA-AAAA", 4, {"rt": "003"}))
    assert not (read.cells & read_key(business_key("1472-BBBB-BBBB", 4, {"rt": "003"})).cells)


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_cell_is_no_key(blank):
    assert read_key(blank) is None


def another_kind(key: str) -> str:
    return key.replace(".b.", ".f.", 1)


@pytest.mark.parametrize(
    "made_up", [lambda key: key[:-1], lambda key: key + "A", another_kind, str.lower, lambda _: "7", lambda _: 7,
                lambda _: "DLK1...", lambda _: "DLK1.b.", lambda _: "DLK1.x.y.z", lambda _: "é.ü.ß.ø"],
)
def test_a_key_that_we_did_not_make_is_refused_with_a_sentence(made_up):
    with pytest.raises(Refused, match="tidak dikenal"):
        read_key(made_up(row_key(ROW)))


def test_a_key_of_another_installation_is_refused():
    foreign = row_key(ROW)
    sealing.use(sealing.new_keyring(generated=True))
    with pytest.raises(Refused, match="tidak dikenal"):
        read_key(foreign)


def test_keys_look_like_text_to_every_spreadsheet_program():
    made = [row_key(ROW), file_row_key(None, "a", "b", 1), business_key("1472-AAAA-AAAA", 4, PRINTED)]
    assert all(is_key(key) and key.isascii() and key[0].isalpha() and " " not in key for key in made)
    assert not any(map(is_key, ("DLK1", "Siti", 5, None)))
