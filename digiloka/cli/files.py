"""`digiloka files`: the encrypted file store."""

from __future__ import annotations

import click

from digiloka.cli.door import engine, settings, told
from digiloka.database import transaction
from digiloka.files.store import sweep as sweep_files
from digiloka.values.amounts import show_number


@click.group()
def files() -> None:
    """Uploaded files (encrypted, outside the web root)."""


@files.command()
def sweep() -> None:
    """Delete files that no row names: uploads that were cut off more than an hour ago."""
    with told():
        chosen = settings()
        with transaction(engine(chosen)) as session:
            click.echo(f"{show_number(sweep_files(session, chosen.files_dir))} berkas dihapus.")
