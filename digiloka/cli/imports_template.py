"""`digiloka imports template`: the known businesses of an area as a workbook to edit and import again."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from digiloka.accounts.queries import viewer_by_email
from digiloka.cli.door import engine, settings, told
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.imports import template_files
from digiloka.imports.templates import Area
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused


@click.command("template")
@click.option("--area", "code", required=True, help="Kemendagri code; a kecamatan gives a sheet for each kelurahan.")
@click.option("--rt", help="Only this RT.")
@click.option("--rw", help="Only this RW.")
@click.option("--user", required=True, help="Email of the user whose rights count and in whose name it is noted.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .xlsx to write, or a folder for it.")
def command(code: str, rt: str | None, rw: str | None, user: str, out: Path) -> None:
    """Write the businesses of an area to a workbook that can be edited and imported again. It is journaled."""
    chosen = settings()
    with told():
        path, count = _written(engine(chosen), chosen, user, template_files.asked_area(code, rt, rw), out)
    click.echo(f"{path}: {show_number(count)} usaha.")


def _written(base: Engine, chosen: Settings, user: str, area: Area, out: Path) -> tuple[Path, int]:
    """Write beside the target, journal it, then put it in its place: no file leaves without its line."""
    folder = out if out.is_dir() else out.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".lembar-", suffix=".xlsx", dir=folder)
        os.close(handle)
    except OSError as problem:
        raise Refused("out-unwritable", f"Berkas {out} tidak dapat ditulis. Periksa foldernya.") from problem
    partial, today = Path(name), datetime.now(chosen.timezone).date()
    try:
        with reading(base) as session:
            viewer = viewer_by_email(session, user)
            written = template_files.write(session, viewer, chosen.city_code, area, partial, today)
        target = out / written.name if out.is_dir() else out
        with transaction(base) as session:
            template_files.note(session, viewer, chosen.city_code, "cli", written)
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target, written.count
