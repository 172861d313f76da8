"""A template as a file that leaves the house: for whom, of what area, and noted in the journal like every export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.imports import templates
from digiloka.imports.templates import Area
from digiloka.registry.actions.exporting import note_export, require_export
from digiloka.registry.queries import count_present, present_in
from digiloka.values import place
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused

MOST = 20_000  # businesses in one file: a spreadsheet program should open it at once


@dataclass(frozen=True, slots=True)
class Written:
    """A template that stands on the disk: what it is to be called, how many businesses it holds."""

    name: str
    count: int
    area: Area


def asked_area(code: str, rt: str | None = None, rw: str | None = None) -> Area:
    """The area that somebody asks for; RT and RW as they are written anywhere. Raises Refused."""
    return Area(code, place.parse_rt(rt), place.parse_rw(rw))


def write(session: Session, viewer: Viewer, city_code: str, area: Area, path: Path, today: date) -> Written:
    """Write the template of an area to `path`. Raises Refused for who may not take rows out of the register, for an
    area that is not theirs, and for one with too many businesses."""
    require_export(viewer.role)
    names = areas.names(session, city_code)
    if area.code not in names.rows:
        raise Refused("area-unknown", f"Wilayah {area.code} tidak dikenal. Pilih dari daftar.")
    if not viewer.covers(area.code):
        raise Refused("area-not-yours", f"{names.label(area.code)} di luar wilayah Anda. Pilih wilayah Anda.")
    count = count_present(session, viewer, area.code, area.rt, area.rw)
    if count > MOST:
        raise Refused("template-large", f"Ada {show_number(count)} usaha, terlalu banyak untuk satu berkas (paling "
                      f"banyak {show_number(MOST)}). Pilih satu kelurahan.")
    known = present_in(session, viewer, area.code, area.rt, area.rw)
    count = templates.write(path, area, names, known, today)
    return Written(templates.file_name(area, names, today), count, area)


def note(session: Session, viewer: Viewer, city_code: str, door: str, written: Written) -> None:
    """The line in the journal; without it no file leaves. Raises Refused."""
    area = written.area
    told = (("wilayah", area.code), ("rt", area.rt), ("rw", area.rw))
    note_export(session, viewer.actor(door), city_code, count=written.count, form="template",
                filters=" ".join(f"{name}={value}" for name, value in told if value))
