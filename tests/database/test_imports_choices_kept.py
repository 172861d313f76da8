"""What an officer chose between two values stays chosen when the batch is judged anew, while both are what was seen."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from digiloka.database import reading, transaction
from digiloka.imports.answering import answer_cells
from digiloka.imports.answers import from_json
from digiloka.imports.choosing import FILE, PRESENT
from digiloka.imports.models import ImportRow
from digiloka.imports.printed_cells import COLUMNS
from digiloka.imports.queries import batch_of
from digiloka.registry.actions import amend
from digiloka.registry.models import Business
from digiloka.registry.records import BusinessRecord, PlaceRecord
from tests.registering import OFFICE
from tests.surveying import Office
from tests.templates import Edited, choose, downloaded, questions_of, three_known

pytestmark = pytest.mark.furnished
SITI, BUDI = "Usaha Siti 1", "Usaha Budi 2"


@pytest.fixture
def dumai(engine, settings) -> Office:
    return three_known(engine, settings)


def written_since(dumai: Office, name: str, **place: Any) -> None:
    """Another officer writes where a business is."""

    def write(session: Any) -> None:
        business = session.scalar(select(Business).where(Business.name == name))
        record = BusinessRecord(place=PlaceRecord(**place))
        keys = {"business_address" if key == "address" else key for key in place}
        amend(session, OFFICE, business, record, expected_version=business.version, keys=keys)

    dumai.write(write)


@pytest.fixture
def contested(dumai) -> Any:
    """A batch whose first row types RT, RW and product, after somebody else wrote RT and RW."""
    edited = Edited(downloaded(dumai)).type(SITI, rt="009", rw="002", product="Keripik pisang").saved()
    written_since(dumai, SITI, rt="011", rw="007")
    return dumai.plan(edited)


def mend(dumai: Office, batch_id: Any, name: str, key: str, text: str) -> None:
    """A cell put right in the browser; the batch is judged anew."""
    with transaction(dumai.engine) as session:
        batch = batch_of(session, batch_id)
        rows = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id))
        row = next(row for row in rows if name in row.content["raw"])
        sheet = batch.sheets[row.sheet]
        column = next(told["index"] for told in sheet["columns"] if told["key"] == key)
        answer_cells(session, dumai.actor(session), batch, {(sheet["name"], row.row, column): text})
    dumai.judge_anew(batch_id)


def placed(dumai: Office, name: str) -> dict[str, Any]:
    return next(each[-1] for each in dumai.seen().values() if each[-1]["name"] == name)


def test_the_columns_of_this_test_are_in_the_template():
    assert {"rt", "rw", "product", "business_address"} <= set(COLUMNS)


@pytest.mark.parametrize(
    ("rt", "rw", "then"),
    [(FILE, FILE, ("009", "002")), (PRESENT, PRESENT, ("011", "007")), (FILE, PRESENT, ("009", "007"))],
)
def test_a_choice_holds_when_another_cell_is_mended_afterwards(dumai, contested, rt, rw, then):
    choose(dumai, contested, rt=rt, rw=rw)
    mend(dumai, contested, BUDI, "product", "Kemeja")
    assert questions_of(dumai, contested) == []
    assert dumai.apply(contested).outcomes == {"amended": 2}
    place = placed(dumai, SITI)["place"]
    assert (place["rt"], place["rw"]) == then
    assert placed(dumai, SITI)["product"] == "Keripik pisang"


def test_what_was_chosen_is_told_with_the_row_as_before(dumai, contested):
    choose(dumai, contested, rt=PRESENT, rw=FILE)
    told = reasons(dumai, contested)
    mend(dumai, contested, BUDI, "product", "Kemeja")
    assert reasons(dumai, contested) == told
    assert any("Dipilih isi yang tersimpan" in reason for reason in told)


def reasons(dumai: Office, batch_id: Any) -> list[str]:
    with reading(dumai.engine) as session:
        rows = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.position))
        return next(row.content["reasons"] for row in rows if SITI in row.content["raw"])


def test_only_what_somebody_wrote_again_since_is_asked_again(dumai, contested):
    choose(dumai, contested, rt=PRESENT, rw=PRESENT)
    written_since(dumai, SITI, rt="012")
    mend(dumai, contested, BUDI, "product", "Kemeja")
    (asked,) = questions_of(dumai, contested)
    assert [(q.key, q.told, q.known) for q in asked.questions] == [("rt", "009", "012")]
    choose(dumai, contested, rt=FILE)
    mend(dumai, contested, BUDI, "product", "Kemeja batik")
    assert questions_of(dumai, contested) == []
    dumai.apply(contested)
    place = placed(dumai, SITI)["place"]
    assert (place["rt"], place["rw"]) == ("009", "007")


def test_who_types_the_very_cell_anew_is_asked_about_the_new_value(dumai, contested):
    choose(dumai, contested, rt=PRESENT, rw=PRESENT)
    mend(dumai, contested, SITI, "rt", "013")
    (asked,) = questions_of(dumai, contested)
    assert [(q.key, q.told, q.known) for q in asked.questions] == [("rt", "013", "011")]


@pytest.mark.parametrize(("choice", "left"), [(FILE, None), (PRESENT, "Jl. Melati No. 1")])
def test_what_was_said_of_a_cleared_cell_holds_too(dumai, choice, left):
    batch = dumai.plan(Edited(downloaded(dumai)).type(SITI, business_address=None).saved())
    choose(dumai, batch, business_address=choice)
    mend(dumai, batch, BUDI, "product", "Kemeja")
    assert questions_of(dumai, batch) == []
    dumai.apply(batch)
    assert placed(dumai, SITI)["place"].get("address") == left


def test_counts_after_judging_anew_are_those_of_the_choices(dumai, contested):
    choose(dumai, contested, rt=PRESENT, rw=FILE)
    with reading(dumai.engine) as session:
        before = batch_of(session, contested).counts
    mend(dumai, contested, SITI, "product", "Keripik pisang manis")
    with reading(dumai.engine) as session:
        assert {name: count for name, count in batch_of(session, contested).counts.items() if count} == {
            name: count for name, count in before.items() if count
        }


def test_choices_survive_being_kept_with_the_batch(dumai, contested):
    choose(dumai, contested, rt=PRESENT, rw=FILE)
    with reading(dumai.engine) as session:
        told = from_json(batch_of(session, contested).answers)
    assert {key: (choice.taken, choice.present, choice.told) for (_, key), choice in told.choices.items()} == {
        "rt": (PRESENT, "011", "009"), "rw": (FILE, "007", "002"),
    }
    assert from_json(told.as_json()) == told
