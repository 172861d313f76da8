"""Rows checked in a process apart: what comes back of each is little, and what planning seldom asks is opened then."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from digiloka import sealing
from digiloka.imports import sampling
from digiloka.imports.checking import CheckedRow, SheetChecker
from digiloka.imports.columns import SheetLayout
from digiloka.imports.contents import CONTENT, RECORD, content_of, refusals
from digiloka.imports.faults import Fault
from digiloka.imports.ground import Ground
from digiloka.imports.saying import Said, said_of
from digiloka.imports.spoken import Spoken
from digiloka.registry.matching import Clue, clue_of
from digiloka.registry.records import BusinessRecord, from_json

Rows = list[tuple[int, list[Any]]]


class Far(NamedTuple):
    """One row as it comes back. `content` and `record` are sealed where the plan is kept."""

    row: int
    scope_code: str
    faults: Sequence[tuple[str | None, str | None, str, str, str]]
    said: Said | None
    owner_name: str | None
    sector: tuple[str | None, str | None]
    clue: Clue | None
    content: bytes | None
    record: bytes | None


@dataclass(frozen=True, slots=True)
class Checking:
    """The task of checking a sheet. `kept`: the plan will be kept; `known`: there are businesses to compare with."""

    layout: SheetLayout
    ground: Ground
    sample: sampling.Sample
    spoken: Spoken
    typed: Mapping[int, Mapping[int, str]]
    kept: bool
    known: bool

    def checker(self) -> SheetChecker:
        return SheetChecker(self.layout, self.ground, self.sample, self.spoken, self.typed)

    def begin(self) -> Callable[[Rows], tuple[list[Far], int]]:
        """Rows → what is found of them, and how many shifted birth dates were mended."""
        checker = self.checker()

        def check(chunk: Rows) -> tuple[list[Far], int]:
            before = checker.births_mended
            found = [self._far(row) for row in checker.check(chunk)]
            return found, checker.births_mended - before

        return check

    def _far(self, checked: CheckedRow) -> Far:
        said = None if checked.refused else said_of(checked.record)
        clue = clue_of(checked.record) if said and self.known else None
        content = record = None
        if self.kept:
            ring = sealing.keyring()
            content = ring.seal(sealing.pack(content_of(checked, refusals(checked))), CONTENT)
            record = ring.seal(said.told.encode(), RECORD) if said else None
        told = [(fault.column, fault.field, fault.code, fault.message, fault.severity) for fault in checked.faults]
        return Far(checked.row, checked.scope_code, told, said, checked.owner_name, checked.sector, clue, content,
                   record)


class FarRow(CheckedRow):
    """A checked row whose record is read when somebody asks for it."""

    __slots__ = ("_record", "far")

    def __init__(self, sheet: str, far: Far, cells: list[Any], typed: Mapping[int, str]) -> None:
        self.far = far
        told = [Fault(sheet, far.row, *fault) for fault in far.faults]
        super().__init__(far.row, cells, None, far.scope_code, told, typed)  # type: ignore[arg-type]

    @property
    def owner_name(self) -> str | None:
        return self.far.owner_name

    @property
    def sector(self) -> tuple[str | None, str | None]:
        return self.far.sector

    @property
    def record(self) -> BusinessRecord:  # type: ignore[override]
        if self._record is None:
            assert self.far.said is not None, "a refused row is not read"
            self._record = from_json(json.loads(self.far.said.told))
        return self._record

    @record.setter
    def record(self, record: BusinessRecord | None) -> None:
        self._record = record
