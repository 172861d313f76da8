"""Processes that check rows beside this one: the same plan as without them, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from digiloka import sealing
from digiloka.imports import crew as crews
from digiloka.imports.answers import NOTHING_SAID, Answers
from digiloka.imports.apart import Checking
from digiloka.imports.contents import CONTENT, RECORD
from digiloka.imports.crew import Crew
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge, kept_sheet
from digiloka.imports.keeping import _contents
from digiloka.imports.planned import PlannedRow
from digiloka.imports.row_keys import KEY_HEADING, file_row_key
from digiloka.imports.workbook import Workbook, open_workbook
from tests.judging import CITY, TODAY
from tests.surveying import HEADINGS, many, row, survey
from tests.workbooks.xlsx import workbook

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Doubling:
    """A task for tests: twice each number of a chunk; -1 is too much for it, and at 99 its process is no more."""

    home: int
    falls: bool = False

    def begin(self) -> Callable[[list[int]], list[int]]:
        def double(chunk: list[int]) -> list[int]:
            if -1 in chunk:
                raise ValueError("too much")
            if self.falls and 99 in chunk and os.getpid() != self.home:
                os.kill(os.getpid(), signal.SIGKILL)
            return [2 * number for number in chunk]

        return double


@pytest.fixture(autouse=True)
def keys():
    sealing.use(sealing.new_keyring(generated=True))


@pytest.fixture
def short(monkeypatch):
    """Files of any length are long enough."""
    monkeypatch.setattr(crews, "LONG", 1)


def doubled(crew: Crew, *chunks: list[int], falls: bool = False) -> list[list[int]]:
    return list(crew.each(Doubling(os.getpid(), falls), iter(chunks), 1_000_000))


def test_results_come_in_the_order_of_the_chunks():
    with Crew(2) as crew:
        assert crew.expect(1_000_000)
        assert doubled(crew, *([number] for number in range(50))) == [[2 * number] for number in range(50)]


def test_the_work_is_done_apart(monkeypatch):
    monkeypatch.setattr(Doubling, "begin", None)
    with Crew(2) as crew:
        assert doubled(crew, [1], [2]) == [[2], [4]]


def test_what_a_process_that_dies_had_is_done_here():
    with Crew(2) as crew:
        chunks = [[number] for number in range(90, 110)]
        assert doubled(crew, *chunks, falls=True) == [[2 * number] for number in range(90, 110)]
        assert doubled(crew, [99], [99], [99], [1], falls=True) == [[198], [198], [198], [2]], "nobody is left"


def test_a_process_that_stands_still_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(crews, "_PATIENCE_S", 0.5)
    with Crew(2) as crew:
        crew.expect(1_000_000)
        for hand in crew._started:
            hand._process.send_signal(signal.SIGSTOP)
        assert doubled(crew, [1], [2], [3]) == [[2], [4], [6]]


@pytest.mark.parametrize("trouble", [ValueError("descriptor"), MemoryError(), TypeError("unpicklable")])
def test_whatever_befalls_a_hand_nobody_waits_for_it(monkeypatch, trouble):
    def falls(*_asked):
        raise trouble

    monkeypatch.setattr(crews._Hand, "do", falls)
    with Crew(2) as crew:
        assert doubled(crew, [1], [2], [3], [4]) == [[2], [4], [6], [8]]


def test_what_a_task_raises_is_raised_here():
    with Crew(2) as crew, pytest.raises(ValueError, match="too much"):
        doubled(crew, [1], [-1], [2])


@pytest.mark.parametrize(("hands", "rows"), [(1, 1_000_000), (0, 1_000_000), (2, 1_000)])
def test_one_core_or_a_short_file_starts_nobody(hands, rows):
    with Crew(hands) as crew:
        assert not crew.expect(rows)
        assert list(crew.each(Doubling(0), iter([[1], [2]]), rows)) == [[2], [4]]
        assert crew._started == []


def test_nobody_is_left_behind_by_an_interrupted_block():
    def chunks() -> Iterator[list[int]]:
        yield from ([number] for number in range(50))
        raise KeyboardInterrupt

    crew = Crew(2)
    with pytest.raises(KeyboardInterrupt), crew:
        list(crew.each(Doubling(os.getpid()), chunks(), 1_000_000))
    assert all(hand._process.poll() is not None for hand in crew._started)
    crew = Crew(2)
    with crew:
        next(crew.each(Doubling(os.getpid()), ([number] for number in range(50)), 1_000_000))
    assert all(hand._process.poll() is not None for hand in crew._started)


def test_processes_end_with_the_one_that_started_them():
    told = (
        "import sys, time; from digiloka.imports.crew import Crew; crew = Crew(2); crew.expect(1_000_000);"
        "print(*(hand._process.pid for hand in crew._started), flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", told], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    hands = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(hands) == 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 20
    while any(map(_runs, hands)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_runs, hands))


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def told_of(book: Workbook, crew: Crew | None = None, answers: Answers = NOTHING_SAID) -> dict[str, Any]:
    """Everything that judging a workbook says of it, and what would be kept of every row."""
    judgement = judge(book, ground_without_register(CITY, CITY, TODAY), answers=answers, crew=crew)
    rows = [_told(row) for _, chunk in judgement.chunks(kept=True) for row in chunk]
    return {
        "rows": rows, "counts": judgement.counts, "doubts": judgement.doubts(), "faults": judgement.faults.told,
        "groups": judgement.faults.summary(), "of sheets": judgement.faults.of_sheets(),
        "sheets": [kept_sheet(sheet) for sheet in judgement.sheets],
    }


def _told(row: PlannedRow) -> dict[str, Any]:
    said, checked = {each.name: getattr(row, each.name) for each in fields(row) if each.name != "checked"}, row.checked
    return said | {
        "kept": _kept(row), "checked": (checked.row, checked.cells, checked.scope_code, checked.faults),
        "typed": (dict(checked.typed), checked.key, checked.key_copied),
        "record": None if checked.refused else checked.record,
    }


def _kept(row: PlannedRow) -> tuple[str | None, object]:
    """A row's record and content as they come back from the database, wherever they were sealed."""
    ring, (record, content) = sealing.keyring(), _contents(row)
    record = ring.open(record, RECORD).decode() if isinstance(record, bytes) else record
    return record, sealing.unpack(ring.open(content, CONTENT) if isinstance(content, bytes) else sealing.pack(content))


def same_with_help(book: Workbook, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is told of a book, by this process alone and by a crew that does all the checking."""
    alone = told_of(book, answers=answers)
    with Crew(2) as crew, monkeypatch.context() as nothing_here:
        nothing_here.setattr(Checking, "begin", None)
        _equal(told_of(book, crew, answers), alone)
    return alone


def _equal(helped: dict[str, Any], alone: dict[str, Any]) -> None:
    """Row by row: thousands that differ at once are not to be read."""
    for one, other in zip(helped["rows"], alone["rows"], strict=True):
        assert one == other
    assert helped == alone


def test_a_file_is_judged_the_same_with_and_without_help(short, monkeypatch):
    """Rows that are good, that say the same again, that quarrel, and that cannot be taken, over several chunks."""
    rows = [
        *many(1_100), *many(40), row(7, rt="009"), row(8, owner="Orang Lain", name="Usaha Lain"),
        row(9_000, owner=None, name=None), row(9_001, nik=1.47e15, phone="0812"), row(9_002, turnover="tidak tentu"),
        *(row(number, village="Purnamx") for number in range(2_000, 3_000)), row(9_003, village="Rumbai", district="X"),
    ]  # fmt: skip
    book = open_workbook(survey(*rows))
    told = same_with_help(book, NOTHING_SAID, monkeypatch)
    assert {row["decision"] for row in told["rows"]} >= {"new", "same", "doubtful"}
    with Crew(2) as crew:
        assert crew.expect(len(rows))
        for hand in crew._started:
            hand.kill()
        _equal(told_of(book, crew), told)


def test_what_a_file_asks_is_the_same_with_and_without_help(monkeypatch):
    """5,000 rows on three sheets: spellings no list knows, cells typed anew (also in place of such a spelling), keys of
    ours, copied and made up, cells merged downwards, shifted birth dates, refused rows, people told on two sheets."""
    headings = {**HEADINGS, "sector": "Kelompok Usaha", "born": "Tanggal Lahir", "sex": "L/P", "key": KEY_HEADING}

    def listed(rows: list[dict[str, Any]]) -> list[list[Any]]:
        return [["DATA UMKM KOTA DUMAI TAHUN 2026"], [], [*headings.values()],
                *([told.get(key) for key in headings] for told in rows)]

    def strange(number: int) -> dict[str, Any]:
        key = file_row_key(None, "a file", "Data", number % 50) if number % 3 else "DLK1.f.made.up"
        return row(
            number, sex=("L", "P", "Lakik", "cewek")[number % 4], halal=("Sudah", "mungkin", "blm jelas")[number % 3],
            village=("Teluk Binjai", "Purnamx", "Tlk Binjay", None)[number % 4],
            sector=("Kuliner", "Makanan basah", "Aneka", "Jajan pasar")[number % 4],
            born=date(1980 + number % 9, 1 + number % 12, 1 + number % 28), key=key if number % 7 == 0 else None,
            owner=f"Pemilik {number}" if number % 41 else None, name=f"Usaha {number}" if number % 82 else None,
            turnover=("5 juta", 4_000_000, "1-2 juta", "tidak tentu")[number % 4],
        )  # fmt: skip

    rows = [strange(number) for number in range(5_000)]
    sheets = {"Data": listed(rows[:3_300]), "Lagi": listed([*rows[100:400], *rows[3_300:]]), "Sisa": listed(rows[-40:])}

    def merged(_book: Any, made: dict[str, Any]) -> None:
        made["Data"].merge_range(10, 11, 14, 11, "Kurang tahu")

    place = list(headings).index
    answers = (
        NOTHING_SAID
        .with_cells({("Data", 4 + number, place("village")): "Entah Dimana" for number in range(0, 3_000, 9)})
        .with_cells({("Data", 4 + number, place("sex")): "P" for number in range(0, 3_000, 10)})
        .with_cells({("Lagi", 9, place("owner")): "", ("Lagi", 10, place("sex")): "entahlah"})
        .with_spellings({("village", "purnamx"): "14.72.03.1002"})
    )  # fmt: skip
    told = same_with_help(open_workbook(workbook(sheets, merged)), answers, monkeypatch)
    asked = {(doubt["kind"], doubt["field"]) for doubt in told["doubts"]}
    assert asked >= {("spelling", "village"), ("spelling", "sex"), ("spelling", "sector")}
    assert {fault.code for fault in told["faults"]} >= {"row-key-unknown", "sheet-repeats", "village-unknown"}
    assert any(row["typed"][0] for row in told["rows"])
    assert {row["decision"] for row in told["rows"]} >= {"new", "same", "doubtful", "refused"}
