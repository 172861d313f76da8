"""`digiloka statistics`: the sector report as a file."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from digiloka.accounts.queries import viewer_by_email
from digiloka.cli.door import engine, settings, told
from digiloka.database import reading
from digiloka.statistics.doors import letterhead, written
from digiloka.statistics.doors import write as write_workbook
from digiloka.statistics.measures import CRITERIA
from digiloka.values.amounts import show_number
from digiloka.values.dates import show_date
from digiloka.values.refusal import Refused


@click.group()
def statistics() -> None:
    """Tables of the register as of a day."""


@statistics.command()
@click.option("--user", required=True, help="Email of the user in whose area is counted.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .xlsx file to write.")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="Local day (default: today).")
@click.option("--criterion", type=click.Choice(list(CRITERIA)), default="sales", show_default=True)
def write(user: str, out: Path, as_of: datetime | None, criterion: str) -> None:
    """Write the tables R1, R2, R4 and R5 to a print-ready workbook."""
    chosen = settings()
    today = datetime.now(chosen.timezone).date()
    day: date = as_of.date() if as_of else today
    with told():
        _require_place(out)
    with told(), reading(engine(chosen)) as session:
        viewer = viewer_by_email(session, user)
        if not viewer.may("statistics.read"):
            raise Refused("right-missing", f"{user} tidak berhak membaca statistik.")
        if day > today:
            raise Refused("as-of-future", "Tanggal keadaan belum tiba. Pilih hari ini atau sebelumnya.")
        report = written(session, viewer, chosen.city_code, day, chosen.timezone, criterion)
        write_workbook(out, report.tables, report.coverage, letterhead(report, chosen))
    click.echo(f"{out}: {show_number(report.coverage.counted)} UMKM, keadaan {show_date(day)}.")


def _require_place(out: Path) -> None:
    """Refuse before anything is counted what could not be written in the end."""
    if out.suffix.lower() != ".xlsx":
        raise Refused("export-format", "Nama berkas harus berakhir dengan .xlsx.")
    if not out.parent.is_dir():
        raise Refused("out-unwritable", f"Folder {out.parent} tidak ada. Buat dulu foldernya.")
    if out.is_dir() or not os.access(out.parent, os.W_OK):
        raise Refused("out-unwritable", f"Berkas {out} tidak dapat ditulis. Periksa foldernya.")
