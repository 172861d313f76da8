"""`digiloka registry`: rows of the register as a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from sqlalchemy import Engine

from digiloka.accounts.queries import viewer_by_email
from digiloka.accounts.viewer import Viewer
from digiloka.areas import queries as areas
from digiloka.cli.door import engine, settings, told
from digiloka.config import Settings
from digiloka.database import reading, transaction
from digiloka.registry import export_columns, export_files
from digiloka.registry.actions.exporting import note_export, require_export
from digiloka.registry.queries import Filters, rows_for_export
from digiloka.values.amounts import show_number
from digiloka.values.refusal import Refused


@click.group()
def registry() -> None:
    """The registered businesses."""


@registry.command()
@click.option("--user", required=True, help="Email of the user whose area is exported and in whose name.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The .csv or .xlsx file to write.")
def export(user: str, out: Path) -> None:
    """Write the businesses a user may see to a file, NIK and phone masked. The export is journaled."""
    chosen = settings()
    with told():
        form = export_files.format_of(out)
        base = engine(chosen)
        with reading(base) as session:
            viewer = viewer_by_email(session, user)
        require_export(viewer.role)
        count = _written(base, chosen, viewer, out)
    click.echo(f"{out}: {show_number(count)} usaha ({form}).")


def _written(base: Engine, chosen: Settings, viewer: Viewer, out: Path) -> int:
    """Write beside the target, journal it, then put it in its place: no file leaves without its line."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.stem}-", suffix=out.suffix, dir=out.parent)
        os.close(handle)
    except OSError as problem:
        raise Refused("out-unwritable", f"Berkas {out} tidak dapat ditulis. Periksa foldernya.") from problem
    partial = Path(name)
    try:
        with reading(base) as session:
            around = export_columns.Around(areas.names(session, chosen.city_code), chosen.timezone)
            rows = (export_columns.cells(row, around) for row in rows_for_export(session, viewer, Filters()))
            count = export_files.write(partial, rows)
        with transaction(base) as session:
            note_export(session, viewer.actor("cli"), chosen.city_code, count=count, form=export_files.format_of(out))
            partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return count
