"""What officers say of a file: kept with it, remembered for the next one, and taken back."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, select

from digiloka.accounts.queries import viewer_by_id
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.imports import answering
from digiloka.imports.answers import ColumnAnswer
from digiloka.imports.models import ImportRow
from digiloka.imports.queries import batch_of
from digiloka.registry.records import from_json as record_of
from tests.surveying import Office, many, office, survey

pytestmark = pytest.mark.furnished


def strange(count: int = 4, **more: Any) -> bytes:
    """A list with a column whose heading says nothing to anybody."""
    return survey(*many(count, Qwertz="Ekspedisi lokal", **more))


def column(sheet: dict[str, Any], heading: str) -> dict[str, Any]:
    return next(column for column in sheet["columns"] if column["heading"] == heading)


def say(sender: Office, batch_id: uuid.UUID, act: Any, *told: Any, **more: Any) -> None:
    """One answer, and the batch judged anew as the worker does it."""
    with transaction(sender.engine) as session:
        actor = viewer_by_id(session, sender.user_id).actor("web")
        act(session, actor, batch_of(session, batch_id), *told, **more)
    sender.judge_anew(batch_id)


def sheet_of(sender: Office, batch_id: uuid.UUID) -> dict[str, Any]:
    with reading(sender.engine) as session:
        return batch_of(session, batch_id).sheets[0]


def records_of(sender: Office, batch_id: uuid.UUID) -> list[Any]:
    with reading(sender.engine) as session:
        rows = select(ImportRow.record).where(ImportRow.batch_id == batch_id).order_by(ImportRow.position)
        return [record_of(json.loads(told)) for told in session.scalars(rows) if told]


@pytest.fixture
def sender(engine: Engine, settings: Settings) -> Office:
    return office(engine, settings)


def test_a_column_is_what_the_officer_says_it_is(sender: Office) -> None:
    batch_id = sender.plan(strange())
    at = column(sheet_of(sender, batch_id), "Qwertz")["index"]
    say(sender, batch_id, answering.answer_columns, "Data", {at: ColumnAnswer("partnership")})
    told = column(sheet_of(sender, batch_id), "Qwertz")
    assert (told["field"], told["confidence"], told["said"]) == ("partnership", 1.0, True)
    assert {record.partnership for record in records_of(sender, batch_id)} == {"Ekspedisi lokal"}
