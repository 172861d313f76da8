"""A survey file that a command is given: opened, who answers for it, and what it is judged on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from digiloka import sealing
from digiloka.accounts.queries import viewer_by_email
from digiloka.accounts.viewer import Viewer
from digiloka.cli.door import UNUSABLE, register
from digiloka.config import Settings
from digiloka.database import reading
from digiloka.files.naming import shown_name
from digiloka.imports import faults
from digiloka.imports.crew import LONG, Crew
from digiloka.imports.ground import Ground
from digiloka.imports.grounds import ground_of, ground_without_register, knows_city
from digiloka.imports.knowing import NOTHING_KNOWN, Known
from digiloka.imports.queries import Register
from digiloka.imports.workbook import Limits, Workbook, open_workbook
from digiloka.values.refusal import Refused

UNREADABLE = 2
NOT_THE_FILE = ("right-missing", "area-not-yours", "user-unknown", "batch-state", "batch-stopped", "batch-not-whole",
                 "reason-missing", "database-missing", UNUSABLE)
_LONG = 1_000_000  # bytes of a file that surely has many rows


def opened(file: Path, chosen: Settings, crew: Crew | None = None) -> Workbook:
    """A workbook given by path. Raises Refused."""
    try:
        if crew is not None and file.stat().st_size >= _LONG:
            crew.expect(LONG)  # so that it is ready when the file is read
        return open_workbook(file, file.name, Limits.of(chosen))
    except OSError as problem:
        unopened = f"Berkas {shown_name(file.name)} tidak bisa dibuka. Periksa namanya."
        raise Refused("file-missing", unopened) from problem


@contextmanager
def judged_on(chosen: Settings, user: str | None, area: str | None) -> Iterator[tuple[Ground, Known]]:
    """The ground of a file, and what is known: the register as `user` sees it, the whole of it without one. Where no
    register was ever made nothing is known, and keys made meanwhile are forgotten. Raises Refused."""
    today, base = datetime.now(chosen.timezone).date(), register(chosen)
    if base is not None:
        with reading(base) as session:
            if user or knows_city(session, chosen.city_code):
                viewer = sender(session, user) if user else Viewer(None, "admin", chosen.city_code)
                ground = ground_of(session, chosen.city_code, area_of(viewer, area), today)
                yield ground, Register(session, viewer, ground)
                return
    if user:
        missing = "Basis data belum ada, jadi --user tidak dikenal. Jalankan dulu: digiloka setup."
        raise Refused("database-missing", missing)
    sealing.use(sealing.new_keyring(generated=True))
    yield ground_without_register(chosen.city_code, area or chosen.city_code, today), NOTHING_KNOWN


def sender(session: Session, user: str) -> Viewer:
    """Who answers for a file; what applying it would refuse is refused when it is checked, too."""
    viewer = viewer_by_email(session, user)
    if not viewer.may("import.write"):
        raise Refused("right-missing", f"{user} tidak berhak memasukkan berkas survei.")
    return viewer


def area_of(viewer: Viewer, area: str | None) -> str:
    """The area a file is judged for. Raises Refused for one that is not the viewer's."""
    if area is None:
        return viewer.area_code or ""
    if not viewer.covers(area):
        raise Refused("area-not-yours", f"Wilayah {area} di luar wilayah {viewer.name or 'Anda'}.")
    return area


def as_fault(code: str, message: str) -> dict[str, Any]:
    """A refusal as `faults` of a command's JSON tell it."""
    return faults.Fault("", None, None, None, code, message, faults.ROW).as_json()
