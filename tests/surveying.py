"""Made-up survey workbooks, and the way one goes in a test: judged, planned, applied, taken back."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from digiloka.accounts.actions import change_user
from digiloka.accounts.queries import user_by_id, viewer_by_id
from digiloka.audit.actor import Actor
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.files.store import put
from digiloka.imports import actions
from digiloka.imports.grounds import ground_of
from digiloka.imports.judging import Judgement, judge
from digiloka.imports.keeping import keep_plan
from digiloka.imports.models import ImportRow
from digiloka.imports.planned import PlannedRow
from digiloka.imports.queries import Register, batch_of
from digiloka.imports.turns import turn_of
from digiloka.imports.undoing import UndoReport
from digiloka.imports.workbook import open_workbook
from digiloka.registry.models import Business
from digiloka.registry.queries import records_of
from digiloka.registry.records import as_json
from digiloka.registry.status import HIDDEN_STATES
from digiloka.tasks.importing import check_batch
from tests.people import CITY, NOBODY, added
from tests.records import nik
from tests.workbooks.xlsx import workbook

TODAY = date(2026, 11, 22)
HEADINGS = {
    "owner": "Nama Pemilik", "nik": "NIK", "phone": "No HP", "name": "Nama Usaha", "activity": "Kegiatan Usaha",
    "address": "Alamat Usaha", "rt": "RT", "village": "Kelurahan", "district": "Kecamatan",
    "turnover": "Omzet per Bulan (Rp)", "capital": "Modal (Rp)", "male": "Tenaga Kerja Laki-laki",
    "female": "Tenaga Kerja Perempuan", "nib": "NIB", "halal": "Halal", "notes": "Keterangan",
}  # fmt: skip
_WHO = ("Siti Aminah", "Budi Santoso", "Rina Lestari", "Yusuf Harahap", "Dewi Anggraini", "Zainal Koto", "Ida Lubis")
_WHAT = ("Keripik singkong", "Jahit baju", "Warung kopi", "Tambal ban", "Jual sembako", "Depot air isi ulang")
_WHERE = (("Teluk Binjai", "Dumai Timur"), ("Bukit Datuk", "Dumai Selatan"), ("Jaya Mukti", "Dumai Timur"))


def row(number: int = 0, **changed: Any) -> dict[str, Any]:
    """An ordinary row, another one for every number; None empties a cell."""
    village, district = _WHERE[number % len(_WHERE)]
    told = {
        "owner": _WHO[number % len(_WHO)], "nik": nik(number), "phone": f"0812345{number:05}",
        "name": f"Usaha {_WHO[number % len(_WHO)].split()[0]} {number + 1}", "activity": _WHAT[number % len(_WHAT)],
        "address": f"Jl. Melati No. {number + 1}", "rt": "003", "village": village, "district": district,
        "turnover": 3_500_000 + 10_000 * number, "capital": 10_000_000, "male": 0, "female": 2,
        "nib": f"02200012{number:05}", "halal": "Belum", "notes": None,
    }  # fmt: skip
    return told | changed


def survey(*rows: dict[str, Any], title: str = "DATA UMKM KOTA DUMAI TAHUN 2026") -> bytes:
    """A workbook of these rows below a title and a heading; what no heading is kept for ("Merek") is its own."""
    headings = HEADINGS | {key: key for told in rows for key in told if key not in HEADINGS}
    lines = [list(headings.values()), *([told.get(key) for key in headings] for told in rows)]
    return workbook({"Data": [[title], [None], *lines]})


def many(count: int, **changed: Any) -> list[dict[str, Any]]:
    return [row(number, **changed) for number in range(count)]


@dataclass
class Judged:
    """A file judged to its end."""

    judgement: Judgement
    rows: list[PlannedRow] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return self.judgement.counts

    @property
    def decisions(self) -> list[str]:
        return [planned.decision for planned in self.rows]

    @property
    def codes(self) -> set[str]:
        return {fault.code for fault in self.judgement.faults.told}


@dataclass
class Applied:
    """A batch after applying: what the plan said, what became of it."""

    batch_id: uuid.UUID
    counts: dict[str, int]
    outcomes: dict[str, int]


@dataclass
class Office:
    """A register with somebody who sends survey files to it."""

    engine: Engine
    settings: Settings
    user_id: uuid.UUID

    def other(self, role: str, **more: Any) -> Office:
        """The same register, another sender."""
        return office(self.engine, self.settings, role, **more)

    def becomes(self, role: str, area: str | None = None) -> None:
        """The officer is moved, or gets another role."""
        with transaction(self.engine) as session:
            user = user_by_id(session, self.user_id)
            change_user(session, NOBODY, user.id, version=user.version, name=user.name, role=role, area_code=area,
                        agency=None)

    def judge(self, data: bytes, area: str | None = None, only: str | None = None) -> Judged:
        with reading(self.engine) as session:
            found = Judged(self._judgement(session, data, area, only))
            for _, planned in found.judgement.chunks():
                found.rows += planned
        return found

    def plan(self, data: bytes, area: str | None = None) -> uuid.UUID:
        """A batch, judged and waiting to be confirmed."""
        with reading(self.engine) as known:
            judgement = self._judgement(known, data, area, None)
            viewer = viewer_by_id(known, self.user_id)
            with transaction(self.engine) as session:
                stored = put(session, self.settings.files_dir, io.BytesIO(data), "survei.xlsx")
                batch = actions.open_batch(
                    session, viewer.actor("web"), city_code=CITY, area_code=area or viewer.area_code or "",
                    file_id=stored.id, file_name="survei.xlsx",
                )  # fmt: skip
                turn = turn_of(session, batch)
            keep_plan(partial(transaction, self.engine), turn, judgement)
        return batch.id

    def actor(self, session: Session, source: str = "import") -> Actor:
        """The sender, as the journal names them."""
        return viewer_by_id(session, self.user_id).actor(source)

    def judge_anew(self, batch_id: uuid.UUID) -> None:
        """As the worker does it after an officer answered."""
        check_batch(self.engine, self.settings, batch_id, lambda _done, _all: None)

    def apply(self, planned: uuid.UUID | bytes, *, whole: bool = False, **more: Any) -> Applied:
        batch_id = self.plan(planned, **more) if isinstance(planned, bytes) else planned
        with transaction(self.engine) as session:
            batch = batch_of(session, batch_id)
            outcomes = actions.apply(session, self.actor(session), batch, whole=whole)
            return Applied(batch_id, actions.plan_of(batch), outcomes)

    def undo(self, batch_id: uuid.UUID) -> UndoReport:
        with transaction(self.engine) as session:
            return actions.undo(session, self.actor(session), batch_of(session, batch_id))

    def write(self, act: Callable[[Session], Any]) -> Any:
        """Something done to the register in between."""
        with transaction(self.engine) as session:
            return act(session)

    def seen(self) -> dict[str, Any]:
        """What anybody can see of the register: {number: state, area and record of a business}."""
        with reading(self.engine) as session:
            rows = list(session.scalars(select(Business).where(Business.state.not_in(HIDDEN_STATES))))
            records = records_of(session, [row.id for row in rows])
            return {
                row.number: (row.state, row.level, row.area_code, row.scope_code, row.scale, as_json(records[row.id]))
                for row in rows
            }

    def outcomes(self, batch_id: uuid.UUID) -> list[tuple[str, str | None]]:
        """(decision, outcome) of every row of a batch, in the file's order."""
        with reading(self.engine) as session:
            rows = select(ImportRow.decision, ImportRow.outcome).where(ImportRow.batch_id == batch_id)
            return [tuple(found) for found in session.execute(rows.order_by(ImportRow.position))]

    def _judgement(self, session: Session, data: bytes, area: str | None, only: str | None) -> Judgement:
        viewer = viewer_by_id(session, self.user_id)
        ground = ground_of(session, CITY, area or viewer.area_code or "", TODAY)
        return judge(open_workbook(data, "survei.xlsx"), ground, Register(session, viewer, ground), only)


def office(engine: Engine, settings: Settings, role: str = "dinas", **more: Any) -> Office:
    with transaction(engine) as session:
        user = added(session, role, **more)
    return Office(engine, settings, user.id)
