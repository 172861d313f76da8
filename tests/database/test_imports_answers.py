"""What officers say of a file: kept with it, remembered for the next one, and taken back."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from digiloka.accounts.queries import viewer_by_id
from digiloka.accounts.viewer import Viewer
from digiloka.audit.models import JournalLine
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions, answering, remembering
from digiloka.imports.answers import ColumnAnswer
from digiloka.imports.models import ImportRow, ImportSpelling
from digiloka.imports.queries import batch_of
from digiloka.registry.records import from_json as record_of
from digiloka.values.refusal import Refused
from tests.people import CITY
from tests.records import nik
from tests.surveying import Office, many, office, row, survey
from tests.workbooks.xlsx import workbook

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


def doubts_of(sender: Office, batch_id: uuid.UUID) -> list[dict[str, Any]]:
    with reading(sender.engine) as session:
        return batch_of(session, batch_id).summary["doubts"]


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Every SELECT that is sent meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


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


def test_next_month_the_layout_maps_itself(sender: Office) -> None:
    batch_id = sender.plan(strange())
    at = column(sheet_of(sender, batch_id), "Qwertz")["index"]
    assert sheet_of(sender, batch_id)["layout"]["known"] is False
    say(sender, batch_id, answering.answer_columns, "Data", {at: ColumnAnswer("partnership")})
    following = survey(*many(30, QWERTZ="Toko oleh-oleh"), title="DATA UMKM KELURAHAN TELUK BINJAI TAHUN 2027")
    told = sheet_of(sender, sender.plan(following))
    assert told["layout"]["known"] is True
    assert column(told, "QWERTZ")["field"] == "partnership"


def test_a_layout_that_was_let_in_as_it_was_read_is_known_next_month(sender: Office) -> None:
    applied = sender.apply(survey(*many(3)))
    assert sheet_of(sender, applied.batch_id)["layout"]["known"] is False
    told = sheet_of(sender, sender.plan(survey(*many(5), title="DATA UMKM TAHUN 2027")))
    assert (told["layout"]["known"], column(told, "NIK")["said"]) == (True, False)
    elsewhere = office(sender.engine, sender.settings, "kelurahan")
    assert sheet_of(elsewhere, elsewhere.plan(survey(*many(2))))["layout"]["known"] is True, "the dinas covers it"


def test_what_is_not_to_be_remembered_holds_for_this_file_alone(sender: Office) -> None:
    batch_id = sender.plan(strange())
    at = column(sheet_of(sender, batch_id), "Qwertz")["index"]
    say(sender, batch_id, answering.answer_columns, "Data", {at: ColumnAnswer("partnership")}, remember=False)
    assert column(sheet_of(sender, batch_id), "Qwertz")["field"] == "partnership"
    assert column(sheet_of(sender, sender.plan(strange())), "Qwertz")["field"] is None


def test_a_spelling_is_explained_once_for_all_rows_and_files(sender: Office) -> None:
    batch_id = sender.plan(survey(*many(4, Sektor="Ekonomi Dapur")))
    assert [doubt["kind"] for doubt in doubts_of(sender, batch_id)] == ["spelling"]
    say(sender, batch_id, answering.answer_spellings, {("sector", "Ekonomi  DAPUR"): "Kuliner"})
    assert {record.sector for record in records_of(sender, batch_id)} == {"kuliner"}
    assert doubts_of(sender, batch_id) == []
    following = sender.plan(survey(*many(2, Sektor="ekonomi-dapur")))
    assert {record.sector for record in records_of(sender, following)} == {"kuliner"}


def test_a_typed_cell_stands_beside_what_came(sender: Office) -> None:
    batch_id = sender.plan(survey(*many(2), row(2, nik="147201")))
    at = column(sheet_of(sender, batch_id), "NIK")["index"]
    say(sender, batch_id, answering.answer_cells, {("Data", 6, at): nik(2)})
    assert records_of(sender, batch_id)[2].owner.nik == nik(2)
    with reading(sender.engine) as session:
        content = session.scalars(select(ImportRow.content).where(ImportRow.row == 6)).one()
    assert (content["raw"][at], content["typed"]) == ("147201", {str(at): nik(2)})


def test_answers_taken_back_are_guesses_again_here_and_next_month(sender: Office) -> None:
    batch_id = sender.plan(survey(*many(3, Qwertz="Toko", Sektor="Ekonomi Dapur")))
    at = column(sheet_of(sender, batch_id), "Qwertz")["index"]
    say(sender, batch_id, answering.answer_columns, "Data", {at: ColumnAnswer("partnership")})
    say(sender, batch_id, answering.answer_spellings, {("sector", "Ekonomi Dapur"): "kuliner"})
    say(sender, batch_id, answering.forget_columns, "Data", [at])
    say(sender, batch_id, answering.forget_spellings, [("sector", "ekonomi dapur")])
    for each in (batch_id, sender.plan(survey(*many(3, Qwertz="Toko", Sektor="Ekonomi Dapur")))):
        assert column(sheet_of(sender, each), "Qwertz")["field"] is None
        assert {record.partnership for record in records_of(sender, each)} == {None}
        assert [doubt["spelling"] for doubt in doubts_of(sender, each)] == ["ekonomi dapur"]


TIMUR, BINJAI, MUKTI = "14.72.02", "14.72.02.1002", "14.72.02.1003"


@pytest.mark.parametrize(
    ("said_in", "asked_in", "heard"),
    [
        ("14.72", BINJAI, True), (TIMUR, BINJAI, True), (BINJAI, BINJAI, True), (BINJAI, TIMUR, False),
        (MUKTI, BINJAI, False), (BINJAI, "14.72", False),
    ],
)  # fmt: skip
def test_an_answer_is_heard_in_its_area_and_below_and_nowhere_else(
    sender: Office, said_in: str, asked_in: str, heard: bool
) -> None:
    teacher, learner = (Viewer(uuid.uuid4(), "dinas", area) for area in (said_in, asked_in))
    sender.write(lambda session: remembering.remember_columns(session, teacher, CITY, "f", {2: ColumnAnswer("nib")}))
    sender.write(lambda session: remembering.remember_spellings(session, teacher, CITY, {("status", "x"): "1"}))
    with reading(sender.engine) as session:
        assert bool(remembering.columns_of(session, learner, CITY, "f")) is heard
        assert bool(remembering.spellings_of(session, learner, CITY)) is heard
        assert bool(remembering.taught_to(session, learner, CITY)) is heard
        assert not remembering.columns_of(session, learner, "14.71", "f")


def test_own_answers_go_first_then_the_own_areas_then_the_wider_ones_and_the_newest_wins(sender: Office) -> None:
    me, neighbour, second, city = (
        Viewer(uuid.uuid4(), "kelurahan", area) for area in (BINJAI, BINJAI, BINJAI, "14.72")
    )
    for who, fields in (
        (me, {1: "nib"}), (neighbour, {1: "pirt", 2: "pirt"}), (second, {2: "halal"}),
        (city, {1: "sni", 2: "sni", 3: "sni"}),
    ):  # fmt: skip
        said = {index: ColumnAnswer(field) for index, field in fields.items()}
        sender.write(lambda session, who=who, said=said: remembering.remember_columns(session, who, CITY, "f", said))
        told = {("status", f"s{index}"): field for index, field in fields.items()}
        sender.write(lambda session, who=who, told=told: remembering.remember_spellings(session, who, CITY, told))
    with reading(sender.engine) as session:
        found = remembering.columns_of(session, me, CITY, "f")
        assert {index: answer.field for index, answer in found.items()} == {1: "nib", 2: "halal", 3: "sni"}
        assert remembering.spellings_of(session, me, CITY) == {
            ("status", "s1"): "nib", ("status", "s2"): "halal", ("status", "s3"): "sni",
        }  # fmt: skip


def test_forgetting_takes_away_ones_own_word_alone(sender: Office) -> None:
    me, other = Viewer(uuid.uuid4(), "kelurahan", BINJAI), Viewer(uuid.uuid4(), "kelurahan", BINJAI)
    for who, field in ((other, "nib"), (me, "pirt")):
        said = {1: ColumnAnswer(field), 2: ColumnAnswer(field)}
        sender.write(lambda session, who=who, said=said: remembering.remember_columns(session, who, CITY, "f", said))
    assert sender.write(lambda session: remembering.forget_columns(session, me, CITY, "f", [1])) == 1
    with reading(sender.engine) as session:
        found = remembering.columns_of(session, me, CITY, "f")
    assert {index: answer.field for index, answer in found.items()} == {1: "nib", 2: "pirt"}


def test_memory_costs_one_query_a_sheet_and_one_a_file(sender: Office) -> None:
    for count in (3, 40):
        with counted_queries(sender.engine) as seen:
            sender.judge(survey(*many(count, Qwertz="Toko", Sektor="Ekonomi Dapur")))
        assert sum("import_layout" in one for one in seen) == 1
        assert sum("import_spelling" in one for one in seen) == 1


def test_nothing_is_answered_while_a_file_is_judged_or_after_it_is_applied(sender: Office) -> None:
    batch_id = sender.plan(strange())
    with transaction(sender.engine) as session:
        actor = viewer_by_id(session, sender.user_id).actor("web")
        answering.answer_columns(session, actor, batch_of(session, batch_id), "Data", {1: ColumnAnswer("nik")})
        with pytest.raises(Refused, match="sudah diproses"):
            answering.answer_columns(session, actor, batch_of(session, batch_id), "Data", {1: ColumnAnswer("nik")})
    sender.judge_anew(batch_id)
    sender.apply(batch_id)
    with pytest.raises(Refused, match="sudah diproses"):
        say(sender, batch_id, answering.answer_cells, {("Data", 4, 1): "x"})
    assert not sender.write(lambda session: session.scalars(select(ImportSpelling)).all())


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (answering.answer_columns, ("Data", {99: ColumnAnswer("nik")})), (answering.answer_columns, ("Lain", {})),
        (answering.answer_cells, ({("Data", 4, 99): "x"},)), (answering.answer_cells, ({("Data", 4, 1): "x" * 1001},)),
        (answering.answer_spellings, ({("sector", "x"): "ngawur"},)),
        (answering.answer_spellings, ({("nik", "x"): "1"},)),
        (answering.answer_spellings, ({("village", "x"): "14.71.01.1001"},)),
        (answering.answer_sheets, ({"Data": "perhaps"},)),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(sender: Office, act: Any, told: Any) -> None:
    batch_id = sender.plan(strange())
    with pytest.raises(Refused):
        say(sender, batch_id, act, *told)
    with reading(sender.engine) as session:
        assert (batch_of(session, batch_id).state, batch_of(session, batch_id).answers) == ("planned", None)


def test_what_stands_in_cells_and_spellings_is_ciphertext_and_never_in_the_journal(sender: Office) -> None:
    batch_id = sender.plan(survey(*many(2, Sektor="Ekonomi Dapur")))
    say(sender, batch_id, answering.answer_spellings, {("sector", "Ekonomi Dapur"): "kuliner"})
    say(sender, batch_id, answering.answer_cells, {("Data", 4, 1): "1472019912340001"})
    with reading(sender.engine) as session:
        lines = session.scalars(select(JournalLine).where(JournalLine.batch_id == batch_id)).all()
        assert {line.action for line in lines} >= {"import.spellings", "import.cells"}
        assert not any("9912340001" in str(line.changes) or "apur" in str(line.changes) for line in lines)
        stored = session.connection().exec_driver_sql("SELECT spelling FROM import_spelling").scalars().all()
        stored += session.connection().exec_driver_sql("SELECT answers FROM import_batch").scalars().all()
    assert stored
    assert not any(b"dapur" in bytes(one) or b"9912340001" in bytes(one) for one in stored)


def test_an_officer_can_read_a_hidden_sheet_of_a_file_that_was_no_list(sender: Office) -> None:
    def hide(_book: Any, made: dict[str, Any]) -> None:
        made["Sampul"].activate()
        made["Data"].hide()

    rows = [["Siti", f"Warung {at}", "Sembako"] for at in range(5)]
    data = workbook({"Sampul": [["Laporan"]], "Data": [["Nama Pemilik", "Nama Usaha", "Kegiatan Usaha"], *rows]}, hide)
    with transaction(sender.engine) as session:
        stored = put(session, sender.settings.files_dir, io.BytesIO(data), "survei.xlsx")
        actor = viewer_by_id(session, sender.user_id).actor("web")
        opened = {"city_code": CITY, "area_code": CITY, "file_id": stored.id, "file_name": "survei.xlsx"}
        batch_id = actions.open_batch(session, actor, **opened).id
    sender.judge_anew(batch_id)
    with reading(sender.engine) as session:
        assert batch_of(session, batch_id).state == "refused"
    (doubt,) = doubts_of(sender, batch_id)
    assert (doubt["sheet"], doubt["kind"]) == ("Data", "hidden")
    say(sender, batch_id, answering.answer_sheets, {"Data": "read"})
    with reading(sender.engine) as session:
        batch = batch_of(session, batch_id)
        assert (batch.state, batch.counts["new"], batch.summary["doubts"]) == ("planned", 5, [])
