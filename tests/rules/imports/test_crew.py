"""Processes that check rows beside this one: the same plan as without them, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digiloka import sealing
from digiloka.imports import crew as crews
from digiloka.imports.apart import Checking
from digiloka.imports.crew import Crew
from digiloka.imports.grounds import ground_without_register
from digiloka.imports.judging import judge
from digiloka.imports.workbook import open_workbook
from tests.judging import CITY, TODAY
from tests.surveying import many, row, survey

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


def test_a_file_is_judged_the_same_with_and_without_help(short, monkeypatch):
    """Rows that are good, that say the same again, that quarrel, and that cannot be taken, over several chunks."""
    rows = [
        *many(1_100), *many(40), row(7, rt="009"), row(8, owner="Orang Lain", name="Usaha Lain"),
        row(9_000, owner=None, name=None), row(9_001, nik=1.47e15, phone="0812"), row(9_002, turnover="tidak tentu"),
        *(row(number, village="Purnamx") for number in range(2_000, 3_000)), row(9_003, village="Rumbai", district="X"),
    ]  # fmt: skip
    book = open_workbook(survey(*rows))
    ground = ground_without_register(CITY, CITY, TODAY)

    def told(crew: Crew | None):
        judgement = judge(book, ground, crew=crew)
        found = [
            (planned.checked.row, planned.decision, planned.reasons, planned.told, planned.identity_hash,
             planned.content_hash, planned.nik_hash, planned.checked.scope_code, planned.checked.faults,
             None if planned.checked.refused else planned.checked.record)
            for _, chunk in judgement.chunks() for planned in chunk
        ]  # fmt: skip
        return found, judgement.counts, judgement.faults.told

    alone = told(None)
    assert {decision for _, decision, *_ in alone[0]} >= {"new", "same", "doubtful"}
    with Crew(2) as crew:
        with monkeypatch.context() as nothing_here:
            nothing_here.setattr(Checking, "begin", None)
            assert told(crew) == alone
        for hand in crew._started:
            hand.kill()
        assert told(crew) == alone, "with nobody left"
